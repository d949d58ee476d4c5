#include "scenarios/key_patterns.h"

#include "sim/distribution_form.h"

#include <stdio.h>
#include <stdlib.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

#define NUMBER "([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?"
#define PAIR(unit) "(" NUMBER unit ")?"
/* Falling units, at least one of them; nothing is 0. */
#define PAIRS "(?=[0-9.])" PAIR("w") PAIR("d") PAIR("h") PAIR("m") PAIR("s")
#define DURATION "(0|" PAIRS ")"
#define ABOVE_ZERO "(?=.*[1-9])" PAIRS
#define BUSINESS_DAYS "[1-9][0-9]*(\\.0*)?bd"
#define INTERVAL "( *(±|\\+-|\\+/-) *[0-9.].*)?"
#define RATE "\\+?" NUMBER " */ *(h|hour|day|workday|week)"
#define GROWTH "[-+]?" NUMBER " *%?/month"
#define DATE "[0-9]{4}-[0-9]{2}-[0-9]{2}"
#define TIME "[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?"

#define DAY                                                                                \
    "([Mm][Oo][Nn]|[Tt][Uu][Ee]|[Ww][Ee][Dd]|[Tt][Hh][Uu]|[Ff][Rr][Ii]|[Ss][Aa][Tt]|"      \
    "[Ss][Uu][Nn])[A-Za-z]*"
#define DASH "[ \\t]*[-–][ \\t]*"
#define DAYS DAY "(" DASH DAY ")?"
#define CLOCK "([01]?[0-9]|2[0-3]):[0-5][0-9]"
#define SPAN CLOCK DASH "(" CLOCK "|24:00)"
#define GROUP                                                                              \
    DAYS "([ \\t]*,?[ \\t]*" DAYS ")*[ \\t]*,?[ \\t]*" SPAN "([ \\t]*,?[ \\t]*" SPAN ")*"
#define HOURS                                                                              \
    "(24[xX]7|24/7|[Aa][Ll][Ww][Aa][Yy][Ss]|" GROUP "([ \\t]*[;,]?[ \\t]*" GROUP ")*)"

static const ds_text_form forms[] = {
    {DS_AS_DURATION, false, false, "duration", "A length of time: w, d, h, m and s.",
     "^" DURATION "$", "1h30m"},
    {DS_AS_DURATION, true, false, "duration_above_0",
     "A length of time above 0: w, d, h, m and s.", "^" ABOVE_ZERO "$", "1h30m"},
    {DS_AS_DURATION, false, true, "uncertain_duration",
     "A length of time, perhaps with an interval.", "^" DURATION INTERVAL "$", "2h ±10%"},
    {DS_AS_DURATION, true, true, "uncertain_duration_above_0",
     "A length of time above 0, perhaps with an interval.", "^" ABOVE_ZERO INTERVAL "$",
     "2h ±10%"},
    {DS_AS_TARGET, true, false, "target_above_0",
     "A length of time above 0, or so many business days.",
     "^(" ABOVE_ZERO "|" BUSINESS_DAYS ")$", "3bd"},
    {DS_AS_TARGET, false, false, "target", "A length of time, or so many business days.",
     "^(" DURATION "|" BUSINESS_DAYS ")$", "3bd"},
    {DS_AS_DATE, false, false, "date", "A day.", "^" DATE "$", "2026-01-05"},
    {DS_AS_MOMENT, false, false, "moment", "A day, or a day and a local time.",
     "^" DATE "([Tt ]" TIME ")?$", "2026-01-05T08:00"},
    {DS_AS_RATE, true, false, "rate", "So many an hour, day, workday or week.",
     "^" RATE "$", "160/workday"},
    {DS_AS_RATE, true, true, "uncertain_rate",
     "So many an hour, day, workday or week, perhaps with an interval.",
     "^" RATE INTERVAL "$", "160/workday ±10%"},
    {DS_AS_GROWTH, false, false, "growth", "A growth from month to month.", "^" GROWTH "$",
     "2%/month"},
    {DS_AS_GROWTH, false, true, "uncertain_growth",
     "A growth from month to month, perhaps with an interval.", "^" GROWTH INTERVAL "$",
     "2%/month ±1pp"},
    {DS_AS_DISTRIBUTION, false, false, "distribution", "A distribution of durations.", NULL,
     "lognormal(mean 12m cv 0.8)"},
    {DS_AS_DISTRIBUTION, false, true, "uncertain_distribution",
     "A distribution of durations, perhaps with an interval of its mean.", NULL,
     "lognormal(mean 12m cv 0.8) ±10%"},
    {DS_AS_HOURS, false, false, "hours", "Working hours of a week.", "^" HOURS "$",
     "Mon-Fri 08:00-18:00"},
    {DS_AS_ZONE, false, false, "zone", "A zone of the tz database.",
     "^[A-Za-z][A-Za-z0-9_+/-]*$", "Europe/London"},
};

const ds_text_form *ds_text_forms(size_t *count_out)
{
    *count_out = COUNT(forms);
    return forms;
}

/* A form that has no variant of its own serves all keys alike. */
static bool fits(const ds_text_form *row, bool is_positive, bool is_uncertain)
{
    bool has_positive = row->form == DS_AS_DURATION || row->form == DS_AS_TARGET;
    bool has_uncertain = row->form == DS_AS_DURATION || row->form == DS_AS_RATE ||
                         row->form == DS_AS_GROWTH || row->form == DS_AS_DISTRIBUTION;
    return (!has_positive || row->is_positive == is_positive) &&
           (!has_uncertain || row->is_uncertain == is_uncertain);
}

const ds_text_form *ds_text_form_find(ds_form form, bool is_positive, bool is_uncertain)
{
    for (size_t i = 0; i < COUNT(forms); i++)
        if (forms[i].form == form && fits(&forms[i], is_positive, is_uncertain))
            return &forms[i];
    return NULL;
}

const char *ds_share_pattern(bool is_up_to_one, bool is_uncertain)
{
    /* Up to 100 %. */
    if (is_up_to_one)
        return is_uncertain
                   ? "^\\+?(100(\\.0*)?|[0-9]{1,2}(\\.[0-9]*)?|\\.[0-9]+) *%" INTERVAL
                     "$|^" NUMBER INTERVAL "$"
                   : "^\\+?(100(\\.0*)?|[0-9]{1,2}(\\.[0-9]*)?|\\.[0-9]+) *%$";
    return is_uncertain ? "^[-+]?" NUMBER " *%?" INTERVAL "$" : "^[-+]?" NUMBER " *%$";
}

const char *ds_uncertain_number_pattern(void)
{
    return "^[-+]?" NUMBER INTERVAL "$";
}

/* "(mean|median|sd) DURATION" or "(cv|shape) NUMBER": those that the distribution knows. */
static void put_kind(FILE *out, unsigned known, bool is_time, bool is_first)
{
    const char *link = "";
    bool is_any = false;
    for (int i = 0; i < DS_ARGUMENTS; i++)
        is_any |= (known & (1u << i)) && ds_argument_rules[i].in_seconds == is_time;
    if (!is_any)
        return;
    (void)fputs(is_first ? "(" : "|(", out);
    for (int i = 0; i < DS_ARGUMENTS; i++)
        if ((known & (1u << i)) && ds_argument_rules[i].in_seconds == is_time) {
            (void)fprintf(out, "%s%s", link, ds_argument_rules[i].name);
            link = "|";
        }
    (void)fprintf(out, ")[ \\t]+%s", is_time ? DURATION : NUMBER);
}

static void put_argument(FILE *out, unsigned known)
{
    (void)fputc('(', out);
    put_kind(out, known, true, true);
    put_kind(out, known, false, false);
    (void)fputc(')', out);
}

static void put_distribution(FILE *out, const ds_distribution_form *form)
{
    unsigned known = 0;
    for (size_t i = 0; i < COUNT(form->sets); i++)
        known |= form->sets[i];
    (void)fprintf(out, "|%s[ \\t]*\\([ \\t]*", form->name);
    if (form->kind == DS_CONSTANT) {
        (void)fputs(DURATION, out);
    } else if (form->kind == DS_EMPIRICAL) {
        (void)fputs("[^ )].*", out);
    } else {
        put_argument(out, known);
        (void)fputs("([ \\t,]+", out);
        put_argument(out, known);
        (void)fputs(")*", out);
    }
    (void)fputs("[ \\t]*\\)", out);
}

char *ds_distribution_pattern(bool is_uncertain)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    (void)fputs("^(" DURATION, out);
    for (size_t i = 0; i < DS_DISTRIBUTION_FORMS; i++)
        put_distribution(out, &ds_distribution_forms[i]);
    (void)fprintf(out, ")%s$", is_uncertain ? INTERVAL : "");
    bool is_bad = ferror(out) != 0;
    is_bad = fclose(out) != 0 || is_bad;
    if (!is_bad)
        return text;
    free(text);
    return NULL;
}
