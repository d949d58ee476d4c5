#include "model/zone.h"

#include <stdlib.h>

/* Offsets in tz files lie within -25 h and +26 h (RFC 9636, section 3.2). */
#define MOST_OFFSET (26 * DS_HOUR)
/* 0001-01-01 and 10000-01-01, seconds since 1970 UTC. */
#define FIRST_START INT64_C(-62135596800)
#define AFTER_LAST_START INT64_C(253402300800)

enum {
    THURSDAY = 3,          /* the weekday of 1970-01-01 */
    DAYS_TO_1970 = 719468, /* from 0000-03-01 */
    DAYS_IN_400_YEARS = 146097,
};

/* Quotient rounded down, for divisors above 0. */
static int64_t floor_div(int64_t a, int64_t b)
{
    int64_t quotient = a / b;
    return a % b < 0 ? quotient - 1 : quotient;
}

ds_status ds_zone_init_utc(ds_zone *zone, int64_t start_unix, ds_error *err)
{
    *zone = (ds_zone){.start_unix = start_unix};
    if (start_unix < FIRST_START || start_unix >= AFTER_LAST_START)
        return ds_error_set(err, DS_BAD_INPUT,
                            "a start %lld seconds from 1970 is outside the years 1 to 9999",
                            (long long)start_unix);
    zone->from = malloc(sizeof *zone->from);
    zone->offset = malloc(sizeof *zone->offset);
    if (!zone->from || !zone->offset) {
        ds_zone_free(zone);
        return ds_error_no_memory(err);
    }
    zone->count = 1;
    zone->from[0] = -DS_NEVER;
    zone->offset[0] = 0;
    return DS_OK;
}

void ds_zone_free(ds_zone *zone)
{
    free(zone->from);
    free(zone->offset);
    *zone = (ds_zone){0};
}

/* The row that holds at an instant. */
static int32_t row_at(const ds_zone *zone, ds_ticks instant)
{
    int32_t low = 0;
    int32_t high = zone->count;
    while (high - low > 1) {
        int32_t middle = low + (high - low) / 2;
        if (zone->from[middle] <= instant)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static ds_ticks start_ticks(const ds_zone *zone)
{
    return zone->start_unix * DS_SECOND;
}

ds_ticks ds_zone_offset(const ds_zone *zone, ds_ticks instant)
{
    return zone->offset[row_at(zone, instant)];
}

ds_ticks ds_zone_to_local(const ds_zone *zone, ds_ticks instant)
{
    return instant + start_ticks(zone) + ds_zone_offset(zone, instant);
}

ds_ticks ds_zone_from_local(const ds_zone *zone, ds_ticks local)
{
    ds_ticks reading = local - start_ticks(zone);
    int32_t row = row_at(zone, reading - MOST_OFFSET);
    while (row + 1 < zone->count && reading - zone->offset[row] >= zone->from[row + 1])
        row++;
    /* Earlier than the row begins: the reading was skipped when the offset changed. */
    return ds_ticks_min(ds_ticks_max(reading - zone->offset[row], zone->from[row]),
                        DS_NEVER);
}

ds_ticks ds_zone_next_change(const ds_zone *zone, ds_ticks instant)
{
    int32_t row = row_at(zone, instant);
    return row + 1 < zone->count ? zone->from[row + 1] : DS_NEVER;
}

int32_t ds_zone_day(const ds_zone *zone, ds_ticks instant)
{
    return (int32_t)floor_div(ds_zone_to_local(zone, instant), DS_DAY);
}

ds_ticks ds_zone_day_start(const ds_zone *zone, int32_t day)
{
    const int64_t most = DS_NEVER / DS_DAY;
    int64_t clipped = day > most ? most : day < -most ? -most : day;
    return ds_zone_from_local(zone, clipped * DS_DAY);
}

int32_t ds_day_weekday(int32_t day)
{
    int32_t rest = day % 7; /* before the sum, which could wrap */
    return (rest + 7 + THURSDAY) % 7;
}

int32_t ds_zone_hour_of_week(const ds_zone *zone, ds_ticks instant)
{
    int64_t hours = floor_div(ds_zone_to_local(zone, instant), DS_HOUR);
    int64_t day = floor_div(hours, 24);
    return ds_day_weekday((int32_t)day) * 24 + (int32_t)(hours - day * 24);
}

int32_t ds_day_from_date(ds_date date)
{
    /* Years begin in March here: the leap day comes last. */
    int64_t year = (int64_t)date.year - (date.month <= 2);
    int64_t era = floor_div(year, 400);
    int64_t year_of_era = year - era * 400;
    int64_t month = date.month > 2 ? date.month - 3 : date.month + 9;
    int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
    int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (int32_t)(era * DAYS_IN_400_YEARS + day_of_era - DAYS_TO_1970);
}

ds_date ds_date_from_day(int32_t day)
{
    int64_t shifted = (int64_t)day + DAYS_TO_1970;
    int64_t era = floor_div(shifted, DAYS_IN_400_YEARS);
    int64_t day_of_era = shifted - era * DAYS_IN_400_YEARS;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                           day_of_era / (DAYS_IN_400_YEARS - 1)) /
                          365;
    int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month = (5 * day_of_year + 2) / 153; /* 0 is March */
    int64_t year = year_of_era + era * 400 + (month >= 10);
    return (ds_date){.year = (int32_t)year,
                     .month = (int32_t)(month < 10 ? month + 3 : month - 9),
                     .day = (int32_t)(day_of_year - (153 * month + 2) / 5 + 1)};
}
