#include "scenarios/import/stamp.h"

#include "scenarios/utf8.h"

#include <string.h>
#include <strings.h>

typedef struct cursor {
    const char *at;
    const char *end;
} cursor;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool take(cursor *rest, char c)
{
    if (rest->at == rest->end || *rest->at != c)
        return false;
    rest->at++;
    return true;
}

static void skip_spaces(cursor *rest)
{
    while (rest->at < rest->end && (*rest->at == ' ' || *rest->at == ','))
        rest->at++;
}

/* Digits taken; 0: none, or too many. */
static int take_number(cursor *rest, int32_t *value_out)
{
    int count = 0;
    int32_t value = 0;
    while (rest->at < rest->end && is_digit(*rest->at) && count < 9) {
        value = 10 * value + (*rest->at++ - '0');
        count++;
    }
    *value_out = value;
    return count;
}

static size_t take_word(cursor *rest, char word[16])
{
    size_t length = 0;
    while (rest->at < rest->end && is_letter(*rest->at)) {
        if (length + 1 < 16)
            word[length++] = *rest->at;
        rest->at++;
    }
    word[length] = '\0';
    return length;
}

/* 1 to 12 of an English month's name or its beginning; 0: none. */
static int32_t month_of(const char *word, size_t length)
{
    static const char *const months[12] = {"january",   "february", "march",    "april",
                                           "may",       "june",     "july",     "august",
                                           "september", "october",  "november", "december"};
    for (int32_t i = 0; length >= 3 && i < 12; i++)
        if (strncasecmp(months[i], word, length) == 0)
            return i + 1;
    return 0;
}

static bool is_weekday(const char *word, size_t length)
{
    static const char *const days[7] = {"monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday"};
    for (int i = 0; length >= 3 && i < 7; i++)
        if (strncasecmp(days[i], word, length) == 0)
            return true;
    return false;
}

static bool take_separator(cursor *rest, char *separator_out)
{
    if (rest->at == rest->end || !strchr("-/. ,", *rest->at) || *rest->at == '\0')
        return false;
    *separator_out = *rest->at++;
    skip_spaces(rest);
    return true;
}

/* One of the date's three parts; the digits that it has, or 0 with a month's name. */
static bool take_part(cursor *rest, int32_t *value_out, int *digits_out)
{
    char word[16];
    *digits_out = take_number(rest, value_out);
    if (*digits_out > 0)
        return *digits_out <= 4;
    size_t length = take_word(rest, word);
    *value_out = month_of(word, length);
    return *value_out > 0;
}

static bool set_order(ds_stamp *stamp, const int digits[3])
{
    if (digits[0] >= 3 || (digits[0] == 2 && stamp->part[0] > 31))
        stamp->order = DS_ORDER_YMD;
    else if (digits[0] == 0)
        stamp->order = DS_ORDER_MDY;
    else if (digits[1] == 0)
        stamp->order = DS_ORDER_DMY;
    else
        stamp->order = DS_ORDER_UNKNOWN;
    int32_t *year = &stamp->part[stamp->order == DS_ORDER_YMD ? 0 : 2];
    int year_digits = digits[stamp->order == DS_ORDER_YMD ? 0 : 2];
    if (year_digits == 2)
        *year += *year < 70 ? 2000 : 1900;
    return year_digits == 2 || year_digits == 4;
}

/* May 11 15:26:00 2024: the year comes behind the time. */
static bool take_late_year(cursor *rest, ds_stamp *stamp, int digits[3])
{
    skip_spaces(rest);
    digits[2] = take_number(rest, &stamp->part[2]);
    return digits[2] == 4 && set_order(stamp, digits);
}

static bool take_date(cursor *rest, ds_stamp *stamp, int digits[3], bool *is_late_out)
{
    char first = '\0';
    char second = '\0';
    if (!take_part(rest, &stamp->part[0], &digits[0]) || !take_separator(rest, &first) ||
        !take_part(rest, &stamp->part[1], &digits[1]) || !take_separator(rest, &second))
        return false;
    stamp->has_point = first == '.' && second == '.';
    const char *before = rest->at;
    if (!take_part(rest, &stamp->part[2], &digits[2]))
        return false;
    *is_late_out = digits[0] == 0 && rest->at < rest->end && *rest->at == ':';
    if (*is_late_out) {
        rest->at = before;
        return true;
    }
    return set_order(stamp, digits);
}

static bool take_fraction(cursor *rest, int64_t *us)
{
    if (!take(rest, '.') && !(rest->end - rest->at > 1 && *rest->at == ',' &&
                              is_digit(rest->at[1]) && take(rest, ',')))
        return true;
    const char *from = rest->at;
    for (int64_t scale = DS_SECOND / 10; rest->at < rest->end && is_digit(*rest->at);
         rest->at++, scale /= 10)
        *us += (*rest->at - '0') * scale;
    return rest->at > from;
}

/* AM or PM; false where the hour does not go with it. */
static bool take_half_day(cursor *rest, int32_t *hour)
{
    cursor back = *rest;
    skip_spaces(rest);
    if (rest->end - rest->at >= 2 && (rest->at[1] == 'M' || rest->at[1] == 'm') &&
        strchr("AaPp", rest->at[0])) {
        bool is_afternoon = *rest->at == 'P' || *rest->at == 'p';
        rest->at += 2;
        if (*hour < 1 || *hour > 12)
            return false;
        *hour = *hour % 12 + (is_afternoon ? 12 : 0);
    } else {
        *rest = back;
    }
    return true;
}

static bool take_time(cursor *rest, ds_stamp *stamp)
{
    int32_t hour = 0;
    int32_t minute = 0;
    int32_t second = 0;
    int64_t us = 0;
    int digits = take_number(rest, &hour);
    if (digits == 0 || digits > 2)
        return false;
    if (take(rest, ':')) {
        if (take_number(rest, &minute) != 2)
            return false;
        if (take(rest, ':') &&
            (take_number(rest, &second) != 2 || !take_fraction(rest, &us)))
            return false;
    } else if (rest->at == rest->end || !strchr(" aApP", *rest->at)) {
        return false;
    }
    if (!take_half_day(rest, &hour) || hour > 23 || minute > 59 || second > 59)
        return false;
    stamp->time_us = hour * DS_HOUR + minute * DS_MINUTE + second * DS_SECOND + us;
    return true;
}

static bool take_offset(cursor *rest, ds_stamp *stamp)
{
    int32_t sign = take(rest, '-') ? -1 : take(rest, '+') ? 1 : 0;
    int32_t hours = 0;
    int32_t minutes = 0;
    if (sign == 0)
        return true;
    int digits = take_number(rest, &hours);
    if (digits == 4) {
        minutes = hours % 100;
        hours /= 100;
    } else if (digits == 0 || digits > 2 ||
               (take(rest, ':') && take_number(rest, &minutes) != 2)) {
        return false;
    }
    stamp->has_zone = true;
    stamp->offset_us = sign * (hours * DS_HOUR + minutes * DS_MINUTE);
    return hours <= 14 && minutes <= 59;
}

static bool take_zone(cursor *rest, ds_stamp *stamp)
{
    skip_spaces(rest);
    if (rest->end - rest->at >= 3 &&
        (strncasecmp(rest->at, "UTC", 3) == 0 || strncasecmp(rest->at, "GMT", 3) == 0)) {
        rest->at += 3;
        stamp->has_zone = true;
    } else if (take(rest, 'Z') || take(rest, 'z')) {
        stamp->has_zone = true;
    }
    return take_offset(rest, stamp);
}

static bool is_relative(const char *text, size_t length)
{
    static const char *const ends[] = {" ago", " from now"};
    for (size_t i = 0; i < 2; i++) {
        size_t size = strlen(ends[i]);
        if (length > size && strncasecmp(text + length - size, ends[i], size) == 0)
            return true;
    }
    return false;
}

static bool take_stamp(cursor *rest, ds_stamp *stamp)
{
    int digits[3] = {0};
    bool is_late = false;
    cursor back = *rest;
    char word[16];
    size_t length = take_word(rest, word);
    if (length > 0 && is_weekday(word, length)) {
        (void)take(rest, '.');
        skip_spaces(rest);
    } else {
        *rest = back;
    }
    if (!take_date(rest, stamp, digits, &is_late))
        return false;
    if (!take(rest, 'T'))
        skip_spaces(rest);
    if (rest->at == rest->end && !is_late)
        return true;
    return take_time(rest, stamp) && (!is_late || take_late_year(rest, stamp, digits)) &&
           take_zone(rest, stamp) && rest->at == rest->end;
}

ds_stamp_fault ds_stamp_parse(const char *text, size_t length, ds_stamp *stamp)
{
    cursor rest = {text, text + length};
    *stamp = (ds_stamp){0};
    if (take_stamp(&rest, stamp))
        return DS_STAMP_GOOD;
    return is_relative(text, length) ? DS_STAMP_RELATIVE : DS_STAMP_UNREADABLE;
}

void ds_stamp_vote(ds_stamp_column *column, int64_t line, const char *text, size_t length)
{
    ds_stamp stamp;
    switch (ds_stamp_parse(text, length, &stamp)) {
    case DS_STAMP_UNREADABLE:
        if (column->unreadable++ == 0)
            ds_utf8_clip(column->unreadable_text, sizeof column->unreadable_text, text,
                         length);
        return;
    case DS_STAMP_RELATIVE:
        column->relative++;
        return;
    case DS_STAMP_GOOD:
        break;
    }
    column->count++;
    column->with_zone += stamp.has_zone;
    if (stamp.order != DS_ORDER_UNKNOWN)
        return;
    if (stamp.part[0] > 12)
        column->dmy++;
    else if (stamp.part[1] > 12)
        column->mdy++;
    else if (stamp.has_point)
        column->dmy++;
    else if (stamp.part[0] != stamp.part[1] && column->ambiguous++ == 0) {
        column->ambiguous_line = line;
        ds_utf8_clip(column->ambiguous_text, sizeof column->ambiguous_text, text, length);
    }
}

static int32_t days_in(int32_t year, int32_t month)
{
    static const int32_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && is_leap ? 29 : days[month - 1];
}

bool ds_stamp_instant(const ds_stamp *stamp, ds_date_order order, const ds_zone *zone,
                      int64_t *us_out)
{
    if (stamp->order != DS_ORDER_UNKNOWN)
        order = stamp->order;
    bool is_ymd = order == DS_ORDER_YMD;
    ds_date date = {.year = stamp->part[is_ymd ? 0 : 2],
                    .month = stamp->part[order == DS_ORDER_MDY ? 0 : 1],
                    .day = stamp->part[is_ymd                  ? 2
                                       : order == DS_ORDER_MDY ? 1
                                                               : 0]};
    if (date.year < 1900 || date.year > 9999 || date.month < 1 || date.month > 12 ||
        date.day < 1 || date.day > days_in(date.year, date.month))
        return false;
    int64_t local = ds_day_from_date(date) * DS_DAY + stamp->time_us;
    *us_out = stamp->has_zone ? local - stamp->offset_us : ds_zone_from_local(zone, local);
    return true;
}
