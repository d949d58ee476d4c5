/* Working hours, compiled: sorted open intervals in simulation time with prefix sums.
 *
 * "Business time" is time inside the intervals. Questions are a binary search each, or amortised
 * O(1) with a cursor (the caller's int32_t, any value in range is a valid hint; NULL searches).
 * Beyond the compiled span the calendar is closed. Immutable, shared by threads.
 */
#ifndef DS_MODEL_CALENDAR_H
#define DS_MODEL_CALENDAR_H

#include "model/zone.h"
#include "sim/clock.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

/* One local span of a week, in minutes since Monday 00:00; `to` may pass the day's or the
 * week's end (an overnight shift belongs to the day it begins on). */
typedef struct ds_week_span {
    int32_t from_minute;
    int32_t to_minute;
} ds_week_span;

/* One working day: a local date with its open intervals [first, last) in the tables below. */
typedef struct ds_working_day {
    int32_t day; /* days since 1970-01-01, local */
    int32_t first;
    int32_t last;
} ds_working_day;

typedef struct ds_calendar {
    bool is_always; /* open without end: no tables */
    ds_zone zone;   /* borrowed tables: not freed with the calendar */
    int32_t count;
    ds_ticks *opens;  /* ascending, disjoint, adjacent spans joined */
    ds_ticks *closes; /* opens[i] < closes[i] <= opens[i + 1] */
    ds_ticks *before; /* business time before opens[i]; count + 1 rows, the last is the total */
    int32_t day_count;
    ds_working_day *days; /* ascending; for targets in business days */
} ds_calendar;

/* Compiles a week of spans (any order; overlapping ones are joined) without the holidays (local
 * day numbers, any order) over [from, to). No span means never open. */
ds_status ds_calendar_init(ds_calendar *calendar, const ds_zone *zone,
                           const ds_week_span *spans, int32_t span_count,
                           const int32_t *holidays, int32_t holiday_count, ds_ticks from,
                           ds_ticks to, ds_error *err) DS_MUST_USE;
void ds_calendar_init_always(ds_calendar *calendar, const ds_zone *zone);
void ds_calendar_free(ds_calendar *calendar);

bool ds_calendar_is_open(const ds_calendar *calendar, ds_ticks instant, int32_t *cursor);

/* Business time from the beginning of the compiled span to an instant (on `always`: the instant
 * itself). Non-decreasing. */
ds_ticks ds_calendar_position(const ds_calendar *calendar, ds_ticks instant, int32_t *cursor);

/* Business time in [from, to); 0 where to <= from. */
ds_ticks ds_calendar_between(const ds_calendar *calendar, ds_ticks from, ds_ticks to,
                             int32_t *cursor);

/* The earliest instant by which `amount` business time has passed since `from`; `from` itself
 * for amount <= 0. DS_NEVER where the compiled span does not hold that much. */
ds_ticks ds_calendar_add(const ds_calendar *calendar, ds_ticks from, ds_ticks amount,
                         int32_t *cursor);

/* The first instant >= `instant` at which it is open; DS_NEVER if none. */
ds_ticks ds_calendar_next_open(const ds_calendar *calendar, ds_ticks instant, int32_t *cursor);
/* The next instant > `instant` at which it opens or closes; DS_NEVER if none. */
ds_ticks ds_calendar_next_change(const ds_calendar *calendar, ds_ticks instant,
                                 int32_t *cursor);

/* The same local time `days` working days on, clipped to that day's opening hours: before its
 * first opening it is that opening, after its last closing that closing, between two of its spans
 * the opening of the next. An instant outside hours counts from the next opening. On `always` a
 * business day is a calendar day. DS_NEVER beyond the compiled span. */
ds_ticks ds_calendar_add_days(const ds_calendar *calendar, ds_ticks instant, int32_t days,
                              int32_t *cursor);

#endif
