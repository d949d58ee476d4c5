#include "scenarios/scalar.h"

#include "scenarios/hours.h"
#include "scenarios/iso_time.h"
#include "scenarios/zone_names.h"
#include "sim/distribution.h"
#include "sim/spelling.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define QUOTED 60

/* A decimal number at the beginning of text, whatever the locale thinks of hexadecimals,
 * infinities and spaces; *end is where it ends. */
static bool take_number(const char *text, double *number_out, const char **end)
{
    size_t sign = text[0] == '-' || text[0] == '+';
    size_t whole = strspn(text + sign, "0123456789");
    size_t point = text[sign + whole] == '.';
    size_t fraction = point ? strspn(text + sign + whole + 1, "0123456789") : 0;
    if (whole + fraction == 0)
        return false;
    size_t length = sign + whole + point + fraction;
    size_t exponent = text[length] == 'e' || text[length] == 'E';
    if (exponent) {
        exponent += text[length + 1] == '-' || text[length + 1] == '+';
        size_t digits = strspn(text + length + exponent, "0123456789");
        length += digits > 0 ? exponent + digits : 0;
    }
    char copy[64];
    if (length >= sizeof copy)
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    *number_out = strtod(copy, NULL);
    *end = text + length;
    return isfinite(*number_out);
}

static bool is_in_range(const ds_key *key, double number)
{
    return number >= key->low && number <= key->high;
}

static bool read_word(const ds_key *key, const char *text, ds_scalar *out)
{
    for (int32_t i = 0; key->words[i]; i++) {
        if (strcmp(key->words[i], text) == 0) {
            out->whole = i;
            return true;
        }
    }
    return false;
}

static bool read_whole(const ds_key *key, const char *text, ds_scalar *out)
{
    const char *end;
    if (!take_number(text, &out->number, &end) || *end || !is_in_range(key, out->number) ||
        out->number != floor(out->number))
        return false;
    out->whole = (int32_t)out->number;
    return true;
}

static bool read_number(const ds_key *key, const char *text, ds_scalar *out)
{
    const char *end;
    return take_number(text, &out->number, &end) && !*end && is_in_range(key, out->number);
}

/* "22%" or "0.22"; *end is after it. */
static bool take_share(const char *text, double *share_out, const char **end)
{
    if (!take_number(text, share_out, end))
        return false;
    const char *at = *end + strspn(*end, " ");
    if (*at == '%') {
        *share_out /= 100;
        *end = at + 1;
    }
    return true;
}

static bool read_share(const ds_key *key, const char *text, ds_scalar *out)
{
    const char *end;
    return take_share(text, &out->number, &end) && !*end && is_in_range(key, out->number);
}

static bool read_growth(const ds_key *key, const char *text, ds_scalar *out)
{
    const char *end;
    return take_share(text, &out->number, &end) && strcmp(end, "/month") == 0 &&
           is_in_range(key, out->number);
}

static bool read_yes_no(const char *text, ds_scalar *out)
{
    static const char *const words[] = {"no", "yes", "false", "true"};
    for (int32_t i = 0; i < 4; i++) {
        size_t length = strlen(words[i]);
        size_t same = 0;
        while (same < length && tolower((unsigned char)text[same]) == words[i][same])
            same++;
        if (same == length && text[same] == '\0') {
            out->whole = i & 1;
            return true;
        }
    }
    return false;
}

static bool read_rate(const char *text, ds_scalar *out)
{
    static const struct {
        const char *word;
        ds_rate_unit unit;
    } units[] = {{"h", DS_PER_HOUR},
                 {"hour", DS_PER_HOUR},
                 {"day", DS_PER_DAY},
                 {"workday", DS_PER_WORKDAY},
                 {"week", DS_PER_WEEK}};
    const char *end;
    if (!take_number(text, &out->number, &end) || !(out->number > 0))
        return false;
    end += strspn(end, " ");
    if (*end != '/')
        return false;
    end += 1 + strspn(end + 1, " ");
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(units[i].word, end) == 0) {
            out->unit = units[i].unit;
            return true;
        }
    }
    return false;
}

/* How an attempt to read a form ended. */
typedef enum outcome {
    OUTCOME_FITS,
    OUTCOME_OTHER,   /* it is not of this form */
    OUTCOME_REFUSED, /* it is, but has a fault that `err` tells */
    OUTCOME_NO_MEMORY,
} outcome;

static outcome as_outcome(ds_status status)
{
    return status == DS_OK          ? OUTCOME_FITS
           : status == DS_NO_MEMORY ? OUTCOME_NO_MEMORY
                                    : OUTCOME_REFUSED;
}

static outcome read_duration(const ds_key *key, ds_form form, const char *text,
                             ds_scalar *out, ds_error *err)
{
    ds_status status = ds_duration_parse(text, &out->duration, err);
    if (status != DS_OK)
        return as_outcome(status);
    const char *fault = NULL;
    if (form == DS_AS_DURATION && out->duration.business_days > 0)
        fault = "is in business days; here clock time is wanted, such as 2d";
    else if (key->is_positive && out->duration.ticks == 0 &&
             out->duration.business_days == 0)
        fault = "must be above 0";
    else if (key->high > 0 && ds_hours(out->duration.ticks) > key->high)
        fault = "is too long";
    if (!fault)
        return OUTCOME_FITS;
    ds_error_set(err, DS_BAD_INPUT, "'%.*s' %s", QUOTED, text, fault);
    return OUTCOME_REFUSED;
}

/* Local dates and times have no zone of their own. */
static outcome read_moment(ds_form form, const char *text, ds_scalar *out, ds_error *err)
{
    size_t length = strlen(text);
    int64_t us;
    if (length > 10 && (form == DS_AS_DATE || strpbrk(text + 10, "Zz+-"))) {
        ds_error_set(err, DS_BAD_INPUT, "'%.*s' is not %s", QUOTED, text,
                     form == DS_AS_DATE
                         ? "a date such as 2026-01-05"
                         : "a local time such as 2026-01-05T08:00, without a zone");
        return OUTCOME_REFUSED;
    }
    ds_status status = ds_iso_time_parse(text, length, &us, NULL);
    if (status != DS_OK) {
        bool is_shaped = length >= 10 && strspn(text, "0123456789-") >= 10;
        ds_error_set(err, DS_BAD_INPUT, "'%.*s' is not a date %s", QUOTED, text,
                     is_shaped ? "that exists" : "such as 2026-01-05");
        return OUTCOME_REFUSED;
    }
    out->local = us;
    out->has_time = length > 10;
    return OUTCOME_FITS;
}

static outcome read_distribution(const char *text, const char *directory, ds_error *err)
{
    ds_distribution distribution;
    ds_status status = ds_distribution_parse(text, directory, &distribution, err);
    if (status == DS_OK)
        ds_distribution_free(&distribution);
    return as_outcome(status);
}

static outcome read_hours(const char *text, ds_error *err)
{
    ds_week_hours hours;
    ds_status status = ds_hours_parse(text, &hours, err);
    if (status == DS_OK)
        ds_hours_free(&hours);
    return as_outcome(status);
}

static outcome read_file_name(const ds_key *key, const char *text)
{
    bool may_be_word = key->forms & DS_AS_WORD;
    return may_be_word && !strpbrk(text, "./") ? OUTCOME_OTHER : OUTCOME_FITS;
}

static outcome read_form(const ds_key *key, ds_form form, const char *text,
                         const char *directory, ds_scalar *out, ds_error *err)
{
    bool fits = false;
    switch (form) {
    case DS_AS_WORD:
        fits = read_word(key, text, out);
        break;
    case DS_AS_WHOLE:
        fits = read_whole(key, text, out);
        break;
    case DS_AS_NUMBER:
        fits = read_number(key, text, out);
        break;
    case DS_AS_SHARE:
        fits = read_share(key, text, out);
        break;
    case DS_AS_GROWTH:
        fits = read_growth(key, text, out);
        break;
    case DS_AS_YES_NO:
        fits = read_yes_no(text, out);
        break;
    case DS_AS_RATE:
        fits = read_rate(text, out);
        break;
    case DS_AS_DURATION:
    case DS_AS_TARGET:
        return read_duration(key, form, text, out, err);
    case DS_AS_DATE:
    case DS_AS_MOMENT:
        return read_moment(form, text, out, err);
    case DS_AS_DISTRIBUTION:
        return read_distribution(text, directory, err);
    case DS_AS_HOURS:
        return read_hours(text, err);
    case DS_AS_ZONE:
        return as_outcome(ds_zone_name_check(text, err));
    case DS_AS_FILE:
        return read_file_name(key, text);
    case DS_AS_NAME:
    case DS_AS_TEXT:
        fits = true;
        break;
    case DS_AS_MAPPING:
    case DS_AS_LIST:
        break;
    }
    return fits ? OUTCOME_FITS : OUTCOME_OTHER;
}

static ds_status refuse(const ds_key *key, const char *text, ds_error *err)
{
    char wanted[512];
    ds_key_describe(key, wanted, sizeof wanted);
    const char *nearest = NULL;
    if (key->forms & DS_AS_WORD) {
        size_t count = 0;
        while (key->words[count])
            count++;
        nearest = ds_spelling_nearest(text, key->words, count);
    }
    return ds_error_set(err, DS_BAD_INPUT, "'%.*s' is not %s%s%s%s", QUOTED, text, wanted,
                        nearest ? "; did you mean '" : "", nearest ? nearest : "",
                        nearest ? "'?" : "");
}

ds_status ds_scalar_parse(const ds_key *key, const char *text, const char *directory,
                          ds_scalar *out, ds_error *err)
{
    bool has_reason = false;
    *err = (ds_error){.status = DS_OK};
    for (uint32_t form = DS_AS_WORD; form < DS_AS_MAPPING; form <<= 1) {
        if (!(key->forms & form))
            continue;
        *out = (ds_scalar){.form = (ds_form)form, .text = text};
        outcome result = read_form(key, (ds_form)form, text, directory, out, err);
        if (result == OUTCOME_FITS)
            return DS_OK;
        if (result == OUTCOME_NO_MEMORY)
            return ds_error_no_memory(err);
        has_reason |= result == OUTCOME_REFUSED;
    }
    bool has_words = key->forms & DS_AS_WORD;
    return has_reason && !has_words ? DS_BAD_INPUT : refuse(key, text, err);
}
