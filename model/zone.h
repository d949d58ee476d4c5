/* Local time: what the clock on the wall shows at an instant, daylight saving included.
 *
 * A zone is a table of UTC offsets over the simulated span, resolved once while a scenario
 * is loaded (scenarios/time_zone.h); the model only looks things up. Local time is counted
 * in ticks since 1970-01-01 00:00 on the wall. Immutable, shared by threads.
 */
#ifndef DS_MODEL_ZONE_H
#define DS_MODEL_ZONE_H

#include "sim/clock.h"
#include "sim/error.h"

#include <stdint.h>

/* offset[i] holds from the instant from[i] on; from[0] is -DS_NEVER. */
typedef struct ds_zone {
    int64_t start_unix; /* the scenario's start instant, seconds since 1970 UTC */
    int32_t count;      /* rows below, at least one */
    ds_ticks *from;     /* ticks since the start, ascending */
    ds_ticks *offset;   /* local minus UTC, ticks */
} ds_zone;

/* A date on the wall. */
typedef struct ds_date {
    int32_t year;
    int32_t month; /* 1 to 12 */
    int32_t day;   /* 1 to 31 */
} ds_date;

/* UTC without daylight saving. The start lies in the years 1 to 9999. */
ds_status ds_zone_init_utc(ds_zone *zone, int64_t start_unix, ds_error *err) DS_MUST_USE;
void ds_zone_free(ds_zone *zone);

/* Local minus UTC at an instant, ticks. */
ds_ticks ds_zone_offset(const ds_zone *zone, ds_ticks instant);
/* What the wall clock shows at an instant, in ticks since 1970-01-01 00:00 local. */
ds_ticks ds_zone_to_local(const ds_zone *zone, ds_ticks instant);
/* The instant of a wall-clock reading. In a daylight-saving gap it is the end of the gap;
 * of an ambiguous reading it is the first. In one phrase: the first instant at which the
 * wall clock shows `local` or later; so it never falls as `local` rises. */
ds_ticks ds_zone_from_local(const ds_zone *zone, ds_ticks local);
/* The next change of offset after an instant, or DS_NEVER. */
ds_ticks ds_zone_next_change(const ds_zone *zone, ds_ticks instant);

/* Days since 1970-01-01 of the local date at an instant. */
int32_t ds_zone_day(const ds_zone *zone, ds_ticks instant);
/* The instant at which a local day (days since 1970-01-01) begins. */
ds_ticks ds_zone_day_start(const ds_zone *zone, int32_t day);
/* 0 (Monday) to 6 (Sunday) of a day number. */
int32_t ds_day_weekday(int32_t day);
/* 0 (Monday 00:00 to 01:00 local) to 167 at an instant. */
int32_t ds_zone_hour_of_week(const ds_zone *zone, ds_ticks instant);

/* Proleptic Gregorian calendar: date ↔ days since 1970-01-01 (H. Hinnant's algorithms,
 * "chrono-compatible low-level date algorithms"); for years within five million. */
int32_t ds_day_from_date(ds_date date);
ds_date ds_date_from_day(int32_t day);

#endif
