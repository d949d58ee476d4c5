#include "sim/duration.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST (1000 * 365 * DS_DAY)
#define LONGEST_BUSINESS_DAYS 100000
#define DIGITS "0123456789"
/* What ends a unit; a unit is anything else, so that a wrong one can be quoted whole. */
#define UNIT_ENDS DIGITS "., \t\r\n()"
#define NUMBER_SIZE 48

static const struct {
    char name[2];
    ds_ticks ticks;
} units[] = {
    {"w", DS_WEEK  },
    {"d", DS_DAY   },
    {"h", DS_HOUR  },
    {"m", DS_MINUTE},
    {"s", DS_SECOND},
};
#define UNIT_COUNT (sizeof units / sizeof units[0])

/* A duration being read. */
typedef struct scan {
    const char *text;
    int length;         /* of what an error message quotes */
    bool business_days; /* allowed here */
    const char *at;
    size_t next_unit; /* the largest unit that may follow */
    ds_ticks ticks;
    double seconds;
    int32_t days;
    ds_error *err;
} scan;

/* A number split so that its whole part is exact at any size. */
typedef struct number {
    double value;
    double whole;
    double fraction;
} number;

static ds_status refuse(const scan *self, const char *format, ...) DS_PRINTF(2, 3);

static ds_status refuse(const scan *self, const char *format, ...)
{
    char reason[128];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    return ds_error_set(self->err, DS_BAD_INPUT,
                        "'%.*s' %s; a duration is a number with a unit, such as 90s, 15m, "
                        "1h30m or 2d (units: w d h m s%s)",
                        self->length < 60 ? self->length : 60, self->text, reason,
                        self->business_days ? ", bd for business days" : "");
}

/* The length of the decimal number at text (digits, point, exponent); 0 where there is
 * none. strtod alone would also take "inf", "nan", signs and hexadecimal. */
static size_t number_length(const char *text)
{
    size_t whole = strspn(text, DIGITS);
    size_t length = whole;
    if (text[length] == '.')
        length += 1 + strspn(text + length + 1, DIGITS);
    if (length == 0 || (whole == 0 && length == 1))
        return 0;
    if (text[length] == 'e' || text[length] == 'E') {
        size_t sign = text[length + 1] == '+' || text[length + 1] == '-';
        size_t exponent = strspn(text + length + 1 + sign, DIGITS);
        if (exponent > 0)
            length += 1 + sign + exponent;
    }
    return length;
}

static ds_status read_number(scan *self, number *out)
{
    char copy[NUMBER_SIZE];
    size_t length = number_length(self->at);
    if (length == 0)
        return refuse(self, *self->at == '-' ? "is negative" : "is not a duration");
    if (length >= sizeof copy)
        return refuse(self, "has too many digits");
    memcpy(copy, self->at, length);
    copy[length] = '\0';
    self->at += length;
    out->value = strtod(copy, NULL);
    out->fraction = modf(out->value, &out->whole);
    /* Decimals by themselves keep their precision beside a large whole part. */
    const char *point = strchr(copy, '.');
    if (point && !strpbrk(copy, "eE"))
        out->fraction = point[1] ? strtod(point, NULL) : 0.0;
    return DS_OK;
}

static ds_status add_business_days(scan *self, const number *days)
{
    if (!self->business_days)
        return refuse(self, "is in business days, which only SLA targets can be");
    if (days->fraction != 0.0 || days->value < 1.0 || days->value > LONGEST_BUSINESS_DAYS)
        return refuse(self, "is not a whole number of business days from 1 to %d",
                      LONGEST_BUSINESS_DAYS);
    if (self->next_unit > 0 || number_length(self->at) > 0)
        return refuse(self, "mixes business days with other units");
    self->days = (int32_t)days->value;
    return DS_OK;
}

static ds_status add(scan *self, const number *amount, ds_ticks unit)
{
    double ticks = amount->value * (double)unit;
    if (!(ticks <= (double)LONGEST))
        return refuse(self, "is longer than 1000 years");
    self->ticks +=
        (ds_ticks)amount->whole * unit + (ds_ticks)(amount->fraction * (double)unit + 0.5);
    self->seconds += amount->value * ((double)unit / (double)DS_SECOND);
    if (self->ticks > LONGEST)
        return refuse(self, "is longer than 1000 years");
    return DS_OK;
}

static ds_status read_pair(scan *self)
{
    number amount = {0};
    ds_status status = read_number(self, &amount);
    if (status != DS_OK)
        return status;
    const char *name = self->at;
    size_t length = strcspn(name, UNIT_ENDS);
    bool first = self->next_unit == 0;
    if (length == 0)
        return amount.value == 0.0 && first ? DS_OK : refuse(self, "has no unit");
    self->at += length;
    if (length == 2 && memcmp(name, "bd", 2) == 0)
        return add_business_days(self, &amount);
    for (size_t i = 0; i < UNIT_COUNT; i++) {
        if (length != 1 || *name != units[i].name[0])
            continue;
        if (i < self->next_unit)
            return refuse(self, "has its units out of order");
        self->next_unit = i + 1;
        return add(self, &amount, units[i].ticks);
    }
    return refuse(self, "has the unknown unit '%.*s'", length < 16 ? (int)length : 16,
                  name);
}

static ds_status read_pairs(scan *self)
{
    ds_status status = read_pair(self);
    while (status == DS_OK && self->next_unit > 0 && number_length(self->at) > 0)
        status = read_pair(self);
    return status;
}

ds_status ds_duration_parse(const char *text, ds_duration *out, ds_error *err)
{
    const char *start = text + strspn(text, " \t\r\n");
    size_t length = strlen(start);
    while (length > 0 && strchr(" \t\r\n", start[length - 1]))
        length--;
    scan self = {.text = start,
                 .length = length < 1000 ? (int)length : 1000,
                 .business_days = true,
                 .at = start,
                 .err = err};
    *out = (ds_duration){0};
    ds_status status = read_pairs(&self);
    if (status != DS_OK)
        return status;
    if (self.at != start + length)
        return refuse(&self,
                      strchr(" \t", *self.at) ? "has a space inside" : "is not a duration");
    *out = (ds_duration){.ticks = self.ticks, .business_days = self.days};
    return DS_OK;
}

ds_status ds_duration_parse_seconds(const char *text, const char **end, double *seconds_out,
                                    ds_error *err)
{
    scan self = {
        .text = text, .length = (int)strcspn(text, " \t\r\n,()"), .at = text, .err = err};
    ds_status status = read_pairs(&self);
    *end = self.at;
    *seconds_out = status == DS_OK ? self.seconds : 0.0;
    return status;
}

/* Appends count and unit unless count is 0. */
static void append(char *buffer, size_t size, uint64_t count, const char *unit)
{
    size_t used = strlen(buffer);
    if (count > 0)
        (void)snprintf(buffer + used, size - used, "%" PRIu64 "%s", count, unit);
}

static void append_seconds(char *buffer, size_t size, uint64_t ticks)
{
    char digits[32];
    if (ticks == 0)
        return;
    (void)snprintf(digits, sizeof digits, "%" PRIu64 ".%06" PRIu64, ticks / 1000000,
                   ticks % 1000000);
    size_t length = strlen(digits);
    while (digits[length - 1] == '0')
        length--;
    if (digits[length - 1] == '.')
        length--;
    size_t used = strlen(buffer);
    (void)snprintf(buffer + used, size - used, "%.*ss", (int)length, digits);
}

void ds_duration_print(ds_ticks ticks, char *buffer, size_t size)
{
    char text[64] = "";
    if (ticks < 0)
        (void)snprintf(text, sizeof text, "-");
    uint64_t rest = ticks < 0 ? 0 - (uint64_t)ticks : (uint64_t)ticks;
    if (rest == 0) {
        (void)snprintf(text, sizeof text, "0s");
    } else if (rest % DS_WEEK == 0) {
        append(text, sizeof text, rest / DS_WEEK, "w");
    } else {
        append(text, sizeof text, rest / DS_DAY, "d");
        append(text, sizeof text, rest % DS_DAY / DS_HOUR, "h");
        append(text, sizeof text, rest % DS_HOUR / DS_MINUTE, "m");
        append_seconds(text, sizeof text, rest % DS_MINUTE);
    }
    (void)snprintf(buffer, size, "%s", text);
}

void ds_duration_print_short(double hours, char *buffer, size_t size)
{
    static const struct {
        double below_h; /* the unit serves up to here */
        double per_hour;
        const char *name;
    } scales[] = {
        {1.0 / 60, 3600,     "s"  },
        {1,        60,       "min"},
        {48,       1,        "h"  },
        {INFINITY, 1.0 / 24, "d"  },
    };
    size_t i = 0;
    if (!isfinite(hours)) {
        (void)snprintf(buffer, size, "-");
        return;
    }
    while (fabs(hours) >= scales[i].below_h)
        i++;
    double value = hours * scales[i].per_hour;
    (void)snprintf(buffer, size, fabs(value) < 99.95 ? "%.3g %s" : "%.0f %s", value,
                   scales[i].name);
}
