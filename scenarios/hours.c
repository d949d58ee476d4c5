#include "scenarios/hours.h"

#include "scenarios/utf8.h"
#include "sim/spelling.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    DAYS = 7,
    DAY_MINUTES = 24 * 60,
    FEWEST_LETTERS = 3,
};

/* The full names; after them the short ones, which may be meant as well. */
static const char *const day_names[2 * DAYS] = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    "Mon",    "Tue",     "Wed",       "Thu",      "Fri",    "Sat",      "Sun"};

typedef struct reader {
    const char *text;
    const char *at;
    ds_week_hours *hours;
    int32_t capacity;
    bool days[DAYS]; /* of the group that is being read */
    ds_error *err;
} reader;

typedef struct span_text {
    const char *at;
    int32_t from; /* minutes of the day */
    int32_t to;
} span_text;

/* Characters, not bytes, before a place; the first is column 1. */
static int column_of(const reader *in, const char *at)
{
    int column = 1;
    for (const char *c = in->text; c < at; c++)
        column += ((unsigned char)*c & 0xC0) != 0x80;
    return column;
}

static size_t word_length(const char *at)
{
    size_t length = strcspn(at, " \t,;-");
    return length > 0 || *at == '\0' ? length : 1;
}

/* "expected …, found 'word'" at the place where the reader is. */
static ds_status expected(const reader *in, const char *what)
{
    char shown[32];
    if (*in->at == '\0')
        return ds_error_set_at(in->err, DS_BAD_INPUT, NULL, 0, column_of(in, in->at),
                               "expected %s, but the hours end here", what);
    ds_utf8_clip(shown, sizeof shown, in->at, word_length(in->at));
    return ds_error_set_at(in->err, DS_BAD_INPUT, NULL, 0, column_of(in, in->at),
                           "expected %s, found '%s'", what, shown);
}

static void skip_blanks(reader *in)
{
    in->at += strspn(in->at, " \t");
}

static bool take(reader *in, const char *symbol)
{
    size_t length = strlen(symbol);
    if (strncmp(in->at, symbol, length) != 0)
        return false;
    in->at += length;
    return true;
}

/* A hyphen or an en dash, with blanks around it. */
static bool take_dash(reader *in)
{
    const char *before = in->at;
    skip_blanks(in);
    if (take(in, "-") || take(in, "\xE2\x80\x93")) {
        skip_blanks(in);
        return true;
    }
    in->at = before;
    return false;
}

/* Days. */

static size_t letters(const char *at)
{
    size_t length = 0;
    while (isalpha((unsigned char)at[length]))
        length++;
    return length;
}

static ds_status unknown_day(const reader *in, size_t length)
{
    char word[32];
    (void)snprintf(word, sizeof word, "%.*s", (int)length, in->at);
    const char *nearest =
        ds_spelling_nearest(word, day_names, sizeof day_names / sizeof day_names[0]);
    if (!nearest)
        return expected(in, "a day, Mon to Sun");
    return ds_error_set_at(in->err, DS_BAD_INPUT, NULL, 0, column_of(in, in->at),
                           "'%s' is not a day, did you mean '%s'?", word, nearest);
}

static ds_status read_day(reader *in, int *day_out)
{
    size_t length = letters(in->at);
    if (length == 0)
        return expected(in, "a day, Mon to Sun");
    for (int day = 0; length >= FEWEST_LETTERS && day < DAYS; day++)
        if (length <= strlen(day_names[day]) &&
            strncasecmp(in->at, day_names[day], length) == 0) {
            in->at += length;
            *day_out = day;
            return DS_OK;
        }
    return unknown_day(in, length);
}

/* One day, or from one to another. */
static ds_status read_day_range(reader *in)
{
    int first = 0;
    int last;
    ds_status status = read_day(in, &first);
    if (status != DS_OK)
        return status;
    last = first;
    if (take_dash(in))
        status = read_day(in, &last);
    if (status != DS_OK)
        return status;
    for (int day = first; day != last; day = (day + 1) % DAYS)
        in->days[day] = true;
    in->days[last] = true;
    return DS_OK;
}

static ds_status read_days(reader *in)
{
    memset(in->days, 0, sizeof in->days);
    do {
        ds_status status = read_day_range(in);
        if (status != DS_OK)
            return status;
        skip_blanks(in);
        if (take(in, ","))
            skip_blanks(in);
        else if (!isalpha((unsigned char)*in->at))
            break;
    } while (!isdigit((unsigned char)*in->at));
    return DS_OK;
}

/* Times. */

static bool take_number(reader *in, size_t fewest, int32_t *number_out)
{
    size_t length = strspn(in->at, "0123456789");
    if (length < fewest || length > 2)
        return false;
    *number_out = 0;
    for (; length > 0; length--)
        *number_out = *number_out * 10 + (*in->at++ - '0');
    return true;
}

static ds_status read_time(reader *in, bool is_end, int32_t *minutes_out)
{
    const char *what = is_end ? "an end, 00:00 to 24:00" : "a time, 00:00 to 23:59";
    reader start = *in;
    int32_t hour;
    int32_t minute;
    bool is_time =
        take_number(in, 1, &hour) && take(in, ":") && take_number(in, 2, &minute);
    if (!is_time || minute > 59 ||
        hour * 60 + minute > (is_end ? DAY_MINUTES : DAY_MINUTES - 1))
        return expected(&start, what);
    *minutes_out = hour * 60 + minute;
    return DS_OK;
}

/* Keeps a span of one day, unless it overlaps one that begins on that day. */
static ds_status add_span(reader *in, int day, const span_text *read)
{
    ds_week_hours *hours = in->hours;
    ds_week_span span = {.from_minute = day * DAY_MINUTES + read->from,
                         .to_minute = day * DAY_MINUTES + read->to};
    for (int32_t i = 0; i < hours->count; i++)
        if (hours->spans[i].from_minute / DAY_MINUTES == day &&
            hours->spans[i].from_minute < span.to_minute &&
            span.from_minute < hours->spans[i].to_minute)
            return ds_error_set_at(in->err, DS_BAD_INPUT, NULL, 0, column_of(in, read->at),
                                   "these hours overlap other hours of %s; expected each "
                                   "day's hours once",
                                   day_names[day]);
    if (hours->count == in->capacity) {
        int32_t capacity = in->capacity ? in->capacity * 2 : 16;
        ds_week_span *spans =
            realloc(hours->spans, (size_t)capacity * sizeof *hours->spans);
        if (!spans)
            return ds_error_no_memory(in->err);
        hours->spans = spans;
        in->capacity = capacity;
    }
    hours->spans[hours->count++] = span;
    return DS_OK;
}

static ds_status read_span(reader *in)
{
    span_text span = {.at = in->at};
    ds_status status = read_time(in, false, &span.from);
    if (status == DS_OK && !take_dash(in))
        status = expected(in, "'-' and an end such as 18:00");
    if (status == DS_OK)
        status = read_time(in, true, &span.to);
    if (status == DS_OK && span.to == span.from)
        status = ds_error_set_at(in->err, DS_BAD_INPUT, NULL, 0, column_of(in, span.at),
                                 "these hours end as they begin; expected a later end "
                                 "(a whole day is 00:00-24:00)");
    if (span.to < span.from)
        span.to += DAY_MINUTES;
    for (int day = 0; status == DS_OK && day < DAYS; day++)
        if (in->days[day])
            status = add_span(in, day, &span);
    return status;
}

/* The spans of a group, and the separator after it, if another group follows. */
static ds_status read_spans(reader *in)
{
    if (!isdigit((unsigned char)*in->at))
        return expected(in, "a time such as 08:00");
    for (;;) {
        ds_status status = read_span(in);
        if (status != DS_OK)
            return status;
        skip_blanks(in);
        bool is_over = take(in, ";");
        bool is_separated = is_over || take(in, ",");
        skip_blanks(in);
        if (!is_over && isdigit((unsigned char)*in->at))
            continue;
        if (*in->at == '\0')
            return is_separated ? expected(in, "more hours after the separator") : DS_OK;
        if (!is_separated && !isalpha((unsigned char)*in->at))
            return expected(in, "';', ',' or the end of the hours");
        return DS_OK;
    }
}

static int compare_spans(const void *a, const void *b)
{
    const ds_week_span *left = a;
    const ds_week_span *right = b;
    return left->from_minute - right->from_minute;
}

/* Whether no minute of the week is left out. */
static bool covers_the_week(const ds_week_hours *hours)
{
    bool is_covered[DS_WEEK_MINUTES] = {false};
    for (int32_t i = 0; i < hours->count; i++)
        for (int32_t m = hours->spans[i].from_minute; m < hours->spans[i].to_minute; m++)
            is_covered[m % DS_WEEK_MINUTES] = true;
    return memchr(is_covered, false, sizeof is_covered) == NULL;
}

static bool says_always(const reader *in)
{
    static const char *const words[] = {"24x7", "24/7", "always"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const char *rest = in->at;
        for (const char *word = words[i]; *word && tolower((unsigned char)*rest) == *word;
             word++)
            rest++;
        bool is_whole = (size_t)(rest - in->at) == strlen(words[i]);
        while (*rest == ' ' || *rest == '\t')
            rest++;
        if (is_whole && *rest == '\0')
            return true;
    }
    return false;
}

static ds_status read_always(reader *in)
{
    ds_status status = DS_OK;
    span_text whole_day = {.at = in->at, .from = 0, .to = DAY_MINUTES};
    for (int day = 0; status == DS_OK && day < DAYS; day++)
        status = add_span(in, day, &whole_day);
    return status;
}

static ds_status read_groups(reader *in)
{
    if (!isalpha((unsigned char)*in->at))
        return expected(in, "hours such as 'Mon-Fri 08:00-18:00' or '24x7'");
    do {
        ds_status status = read_days(in);
        if (status == DS_OK)
            status = read_spans(in);
        if (status != DS_OK)
            return status;
    } while (*in->at != '\0');
    return DS_OK;
}

ds_status ds_hours_parse(const char *text, ds_week_hours *hours, ds_error *err)
{
    reader in = {.text = text, .at = text, .hours = hours, .err = err};
    *hours = (ds_week_hours){0};
    skip_blanks(&in);
    ds_status status = says_always(&in) ? read_always(&in) : read_groups(&in);
    if (status != DS_OK) {
        ds_hours_free(hours);
        return status;
    }
    qsort(hours->spans, (size_t)hours->count, sizeof *hours->spans, compare_spans);
    hours->is_always = covers_the_week(hours);
    return DS_OK;
}

void ds_hours_free(ds_week_hours *hours)
{
    free(hours->spans);
    *hours = (ds_week_hours){0};
}
