#include "scenarios/time_zone.h"

#include "scenarios/zone_names.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DAY_SECONDS INT64_C(86400)
/* Spans of a calendar reach over the ends of the simulated time, by up to a week. */
#define MARGIN (10 * DAY_SECONDS)
/* Two changes of one zone lie four days apart at least (Africa/Freetown, 1939), so that a
 * look a day misses none. */
#define STEP DAY_SECONDS
#define MOST_YEARS 2000
#define MOST_SPAN (MOST_YEARS * INT64_C(31556952) * DS_SECOND)

/* The TZ of the environment, to be put back. */
typedef struct saved_zone {
    bool was_set;
    char *value;
} saved_zone;

static ds_status enter_zone(const char *name, saved_zone *saved, ds_error *err)
{
    const char *old = getenv("TZ");
    *saved = (saved_zone){.was_set = old != NULL, .value = old ? strdup(old) : NULL};
    if ((old && !saved->value) || setenv("TZ", name, 1) != 0) {
        free(saved->value);
        return ds_error_no_memory(err);
    }
    tzset();
    return DS_OK;
}

static ds_status leave_zone(saved_zone *saved, ds_error *err)
{
    int failed = saved->was_set ? setenv("TZ", saved->value, 1) : unsetenv("TZ");
    free(saved->value);
    tzset();
    return failed ? ds_error_no_memory(err) : DS_OK;
}

/* Local minus UTC, seconds, in the zone that was entered. */
static int64_t offset_at(int64_t unix_second)
{
    time_t second = (time_t)unix_second;
    struct tm local;
    return localtime_r(&second, &local) ? local.tm_gmtoff : 0;
}

static ds_status add_row(ds_zone *zone, int32_t *capacity, ds_ticks from, int64_t offset,
                         ds_error *err)
{
    if (zone->count == *capacity) {
        size_t room = (size_t)*capacity * 2;
        ds_ticks *froms = realloc(zone->from, room * sizeof *froms);
        if (froms)
            zone->from = froms;
        ds_ticks *offsets = froms ? realloc(zone->offset, room * sizeof *offsets) : NULL;
        if (!offsets)
            return ds_error_no_memory(err);
        zone->offset = offsets;
        *capacity *= 2;
    }
    zone->from[zone->count] = from;
    zone->offset[zone->count++] = offset * DS_SECOND;
    return DS_OK;
}

/* The first second in (from, to] with another offset than `from` has; `to` has another. */
static int64_t find_change(int64_t from, int64_t to)
{
    int64_t offset = offset_at(from);
    while (to - from > 1) {
        int64_t middle = from + (to - from) / 2;
        if (offset_at(middle) == offset)
            from = middle;
        else
            to = middle;
    }
    return to;
}

/* Walks from one unix second to another in the zone that was entered. */
static ds_status collect(ds_zone *zone, int64_t from, int64_t to, ds_error *err)
{
    int32_t capacity = zone->count; /* one row so far */
    int64_t offset = offset_at(from);
    ds_status status = DS_OK;
    zone->offset[0] = offset * DS_SECOND;
    while (status == DS_OK && from < to) {
        int64_t next = from + STEP < to ? from + STEP : to;
        if (offset_at(next) != offset) {
            next = find_change(from, next);
            offset = offset_at(next);
            status = add_row(zone, &capacity, (next - zone->start_unix) * DS_SECOND, offset,
                             err);
        }
        from = next;
    }
    return status;
}

ds_status ds_time_zone_resolve(const char *name, int64_t start_unix, ds_ticks from,
                               ds_ticks to, ds_zone *zone, ds_error *err)
{
    saved_zone saved;
    *zone = (ds_zone){0};
    if (strcmp(name, "UTC") == 0)
        return ds_zone_init_utc(zone, start_unix, err);
    ds_status status = ds_zone_name_check(name, err);
    if (status != DS_OK)
        return status;
    if (from < -MOST_SPAN || to > MOST_SPAN || to - from > MOST_SPAN)
        return ds_error_set(err, DS_BAD_INPUT,
                            "a time zone ('%s') is resolved for at most %d years", name,
                            MOST_YEARS);
    status = ds_zone_init_utc(zone, start_unix, err);
    if (status != DS_OK)
        return status;
    status = enter_zone(name, &saved, err);
    if (status == DS_OK) {
        status = collect(zone, start_unix + from / DS_SECOND - MARGIN,
                         start_unix + to / DS_SECOND + MARGIN, err);
        ds_status left = leave_zone(&saved, err);
        status = status == DS_OK ? left : status;
    }
    if (status != DS_OK)
        ds_zone_free(zone);
    return status;
}

ds_status ds_time_zone_midnight(const char *name, ds_date date, int64_t *unix_out,
                                ds_error *err)
{
    ds_zone zone;
    int32_t day = ds_day_from_date(date);
    int64_t near = day * DAY_SECONDS;
    ds_status status =
        ds_time_zone_resolve(name, near, -2 * DS_DAY, 2 * DS_DAY, &zone, err);
    if (status != DS_OK)
        return status;
    *unix_out = near + ds_zone_day_start(&zone, day) / DS_SECOND;
    ds_zone_free(&zone);
    return DS_OK;
}
