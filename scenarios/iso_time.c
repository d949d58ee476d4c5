#include "scenarios/iso_time.h"

#include "model/zone.h"
#include "scenarios/utf8.h"
#include "sim/clock.h"

#include <stdbool.h>

enum { MAX_OFFSET_HOURS = 14 }; /* Pacific/Kiritimati */

/* 0001-01-01T00:00:00Z, and 10000-01-01T00:00:00Z, which is out of range. */
#define FIRST_INSTANT (INT64_C(-62135596800) * DS_SECOND)
#define END_INSTANT (INT64_C(253402300800) * DS_SECOND)

typedef struct cursor {
    const char *at;
    const char *end;
} cursor;

/* Exactly `width` digits. */
static bool take_digits(cursor *text, int width, int32_t *value_out)
{
    int32_t value = 0;
    if (text->end - text->at < width)
        return false;
    for (int i = 0; i < width; i++, text->at++) {
        if (*text->at < '0' || *text->at > '9')
            return false;
        value = 10 * value + (*text->at - '0');
    }
    *value_out = value;
    return true;
}

static bool take(cursor *text, char wanted)
{
    if (text->at == text->end || *text->at != wanted)
        return false;
    text->at++;
    return true;
}

static ds_status refuse(const char *text, size_t length, const char *why, ds_error *err)
{
    char shown[48];
    if (!err)
        return DS_BAD_INPUT;
    ds_utf8_clip(shown, sizeof shown, text, length);
    return ds_error_set(err, DS_BAD_INPUT, "'%s' %s", shown, why);
}

static const char *const not_iso = "is not an ISO 8601 time such as 2026-01-05T08:30:00Z";

static int32_t days_of_month(int32_t year, int32_t month)
{
    static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && is_leap ? 29 : days[month - 1];
}

/* Each part below answers NULL, or what is wrong. */
static const char *read_date(cursor *text, int64_t *us_out)
{
    ds_date date;
    if (!take_digits(text, 4, &date.year) || !take(text, '-') ||
        !take_digits(text, 2, &date.month) || !take(text, '-') ||
        !take_digits(text, 2, &date.day))
        return not_iso;
    if (date.year < 1 || date.month < 1 || date.month > 12 || date.day < 1 ||
        date.day > days_of_month(date.year, date.month))
        return "is a date that does not exist";
    *us_out = ds_day_from_date(date) * DS_DAY;
    return NULL;
}

/* The digits after the point, at least one; what is finer than a microsecond is cut. */
static bool take_fraction(cursor *text, int64_t *us_out)
{
    int64_t scale = 100000;
    int64_t us = 0;
    const char *first = text->at;
    for (; text->at < text->end && *text->at >= '0' && *text->at <= '9'; text->at++) {
        us += (*text->at - '0') * scale;
        scale /= 10;
    }
    *us_out = us;
    return text->at > first;
}

static const char *read_time(cursor *text, int64_t *us_out)
{
    int32_t hour = 0;
    int32_t minute = 0;
    int32_t second = 0;
    int64_t fraction = 0;
    if (!take_digits(text, 2, &hour) || !take(text, ':') || !take_digits(text, 2, &minute))
        return not_iso;
    if (take(text, ':')) {
        if (!take_digits(text, 2, &second))
            return not_iso;
        if ((take(text, '.') || take(text, ',')) && !take_fraction(text, &fraction))
            return not_iso;
    }
    if (hour > 23 || minute > 59 || second > 59)
        return "is a time of day that does not exist";
    *us_out = hour * DS_HOUR + minute * DS_MINUTE + second * DS_SECOND + fraction;
    return NULL;
}

static const char *read_offset(cursor *text, int64_t *us_out)
{
    int32_t hours = 0;
    int32_t minutes = 0;
    (void)take(text, ' ');
    bool is_west = take(text, '-');
    if (!is_west && !take(text, '+'))
        return not_iso;
    if (!take_digits(text, 2, &hours))
        return not_iso;
    bool has_minutes = take(text, ':') || text->at < text->end;
    if (has_minutes && !take_digits(text, 2, &minutes))
        return not_iso;
    if (minutes > 59 || hours * 60 + minutes > MAX_OFFSET_HOURS * 60)
        return "has an offset from UTC beyond 14 hours";
    int64_t offset = hours * DS_HOUR + minutes * DS_MINUTE;
    *us_out = is_west ? -offset : offset;
    return NULL;
}

static const char *read_instant(cursor *text, int64_t *unix_us_out)
{
    int64_t day = 0;
    int64_t time = 0;
    int64_t offset = 0;
    const char *wrong = read_date(text, &day);
    if (!wrong && text->at < text->end) {
        if (!take(text, 'T') && !take(text, ' ') && !take(text, 't'))
            return not_iso;
        wrong = read_time(text, &time);
    }
    if (!wrong && text->at < text->end && !take(text, 'Z') && !take(text, 'z'))
        wrong = read_offset(text, &offset);
    if (!wrong && text->at < text->end)
        wrong = not_iso;
    *unix_us_out = day + time - offset;
    if (!wrong && (*unix_us_out < FIRST_INSTANT || *unix_us_out >= END_INSTANT))
        wrong = "is outside the years 0001 to 9999 in UTC";
    return wrong;
}

ds_status ds_iso_time_parse(const char *text, size_t length, int64_t *unix_us_out,
                            ds_error *err)
{
    cursor rest = {text, text + length};
    int64_t unix_us = 0;
    const char *wrong = read_instant(&rest, &unix_us);
    if (wrong)
        return refuse(text, length, wrong, err);
    *unix_us_out = unix_us;
    return DS_OK;
}

static char *put_digits(char *at, int64_t value, int width)
{
    for (int i = width - 1; i >= 0; i--) {
        at[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return at + width;
}

static char *put_date(char *at, ds_date date)
{
    at = put_digits(at, date.year, 4);
    *at++ = '-';
    at = put_digits(at, date.month, 2);
    *at++ = '-';
    return put_digits(at, date.day, 2);
}

static char *put_time(char *at, int64_t us)
{
    at = put_digits(at, us / DS_HOUR, 2);
    *at++ = ':';
    at = put_digits(at, us / DS_MINUTE % 60, 2);
    *at++ = ':';
    at = put_digits(at, us / DS_SECOND % 60, 2);
    if (us % DS_SECOND == 0)
        return at;
    *at++ = '.';
    return put_digits(at, us % DS_SECOND, 6);
}

size_t ds_iso_time_format(int64_t unix_us, char text[DS_ISO_TIME_SIZE])
{
    unix_us = unix_us < FIRST_INSTANT ? FIRST_INSTANT : unix_us;
    unix_us = unix_us < END_INSTANT ? unix_us : END_INSTANT - 1;
    int64_t day = unix_us / DS_DAY;
    int64_t rest = unix_us % DS_DAY;
    if (rest < 0) {
        day--;
        rest += DS_DAY;
    }
    char *at = put_date(text, ds_date_from_day((int32_t)day));
    *at++ = 'T';
    at = put_time(at, rest);
    *at++ = 'Z';
    *at = '\0';
    return (size_t)(at - text);
}
