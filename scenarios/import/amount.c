#include "scenarios/import/amount.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A number at *at, which moves behind it. Our own rather than strtod: no locale. */
static bool take_number(const char **at, bool is_comma, double *value_out)
{
    char point = is_comma ? ',' : '.';
    char thousands = is_comma ? '.' : ',';
    double value = 0.0;
    double scale = 0.0;
    const char *from = *at;
    bool has_digits = false;
    for (;; (*at)++) {
        char c = **at;
        if (is_digit(c)) {
            has_digits = true;
            value = scale > 0.0 ? value + scale * (c - '0') : 10.0 * value + (c - '0');
            scale /= 10.0;
        } else if (c == point && scale == 0.0) {
            scale = 0.1;
        } else if (c != thousands || !has_digits || scale > 0.0) {
            break;
        }
        if (*at - from > 40)
            return false;
    }
    *value_out = value;
    return has_digits;
}

bool ds_amount_number(const char *text, bool is_comma, double *value_out)
{
    bool is_negative = *text == '-';
    if (is_negative)
        text++;
    if (!take_number(&text, is_comma, value_out) || *text != '\0')
        return false;
    if (is_negative)
        *value_out = -*value_out;
    return true;
}

/* [D:]H:MM[:SS] behind its first number. */
static bool take_clock(const char *at, double first, double *seconds_out)
{
    double parts[4] = {first};
    int count = 1;
    while (*at == ':' && count < 4) {
        at++;
        if (!is_digit(*at) || !take_number(&at, false, &parts[count++]))
            return false;
    }
    if (*at != '\0')
        return false;
    static const double units[5][4] = {
        {0}, {0}, {3600, 60}, {3600, 60, 1}, {86400, 3600, 60, 1}};
    *seconds_out = 0.0;
    for (int i = 0; i < count; i++)
        *seconds_out += parts[i] * units[count][i];
    return true;
}

/* Seconds in the unit that begins here; 0: none. */
static double take_unit(const char **at)
{
    static const struct {
        const char *word;
        double seconds;
    } units[] = {{"weeks", 604800}, {"days", 86400}, {"hours", 3600}, {"hrs", 3600},
                 {"minutes", 60},   {"mins", 60},    {"seconds", 1},  {"secs", 1}};
    size_t length = 0;
    while ((*at)[length] != '\0' &&
           strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", (*at)[length]))
        length++;
    for (size_t i = 0; length > 0 && i < sizeof units / sizeof units[0]; i++)
        if (strncasecmp(units[i].word, *at, length) == 0) {
            *at += length;
            return units[i].seconds;
        }
    return 0.0;
}

static bool take_worded(const char *at, bool is_comma, double *seconds_out)
{
    *seconds_out = 0.0;
    while (*at != '\0') {
        double value = 0.0;
        if (!take_number(&at, is_comma, &value))
            return false;
        while (*at == ' ')
            at++;
        double unit = take_unit(&at);
        if (unit == 0.0)
            return false;
        *seconds_out += value * unit;
        while (*at == ' ' || *at == ',')
            at++;
    }
    return true;
}

bool ds_amount_seconds(const char *text, double unit_s, bool is_comma, double *seconds_out)
{
    bool is_negative = *text == '-';
    const char *from = is_negative ? text + 1 : text;
    const char *at = from;
    double value = 0.0;
    if (!take_number(&at, is_comma, &value))
        return false;
    bool is_good = true;
    if (*at == '\0')
        *seconds_out = value * unit_s;
    else if (*at == ':')
        is_good = take_clock(at, value, seconds_out);
    else
        is_good = take_worded(from, is_comma, seconds_out);
    if (is_negative)
        *seconds_out = -*seconds_out;
    return is_good;
}

int ds_amount_comma_vote(const char *text)
{
    const char *comma = strrchr(text, ',');
    const char *point = strrchr(text, '.');
    if (comma && point)
        return comma > point ? 1 : -1;
    const char *sign = comma ? comma : point;
    if (!sign || !is_digit(sign[1]))
        return 0;
    size_t digits = strspn(sign + 1, "0123456789");
    if (digits == 3)
        return 0; /* thousands, perhaps */
    return comma ? 1 : -1;
}
