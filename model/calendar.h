/* Working hours, compiled: sorted open intervals in simulation time with prefix sums.
 *
 * "Business time" is time inside the intervals. An instant belongs to the interval that it
 * begins: [open, close). Questions are a binary search each, or amortised O(1) with a
 * cursor: the caller's int32_t, where the last question was answered. Any value of it is a
 * valid hint, so that one cursor may even serve several calendars; NULL searches. Beyond
 * the compiled span the calendar is closed. Immutable, shared by threads.
 */
#ifndef DS_MODEL_CALENDAR_H
#define DS_MODEL_CALENDAR_H

#include "model/zone.h"
#include "sim/clock.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

#define DS_WEEK_MINUTES (7 * 24 * 60)

/* One local span of a week, in minutes since Monday 00:00; `to` may pass the day's or the
 * week's end (an overnight shift belongs to the day it begins on). */
typedef struct ds_week_span {
    int32_t from_minute; /* 0 to DS_WEEK_MINUTES - 1 */
    int32_t to_minute;   /* later than from_minute, by a week at most */
} ds_week_span;

/* One working day: a local date with its own spans, rows [first, last) of day_opens and
 * day_closes. */
typedef struct ds_working_day {
    int32_t day; /* days since 1970-01-01, local */
    int32_t first;
    int32_t last;
} ds_working_day;

typedef struct ds_calendar {
    bool is_always; /* open without end: no tables */
    ds_zone zone;   /* borrowed tables: not freed with the calendar */

    /* The open intervals, cut to the compiled span; where days touch they are joined. */
    int32_t count;
    ds_ticks *opens;  /* ascending */
    ds_ticks *closes; /* opens[i] < closes[i] < opens[i + 1] */
    ds_ticks *before; /* business time before opens[i]; count + 1 rows, the last is all */

    /* For targets in business days: the days whose spans end within the compiled span, each
     * with its spans neither cut nor joined to another day's. */
    int32_t day_count;
    ds_working_day *days; /* ascending */
    ds_ticks *day_opens;
    ds_ticks *day_closes;
} ds_calendar;

/* Compiles a week of spans (any order; overlapping ones are joined) without the holidays
 * (local day numbers, any order) over [from, to). No span means never open. A holiday takes
 * away the spans that begin on it; what began the evening before goes on. Spans from one
 * wall-clock reading to another last as long as that takes on a day when clocks change. */
ds_status ds_calendar_init(ds_calendar *calendar, const ds_zone *zone,
                           const ds_week_span *spans, int32_t span_count,
                           const int32_t *holidays, int32_t holiday_count, ds_ticks from,
                           ds_ticks to, ds_error *err) DS_MUST_USE;
void ds_calendar_init_always(ds_calendar *calendar, const ds_zone *zone);
void ds_calendar_free(ds_calendar *calendar);

/* The questions below on a calendar with tables; use the functions that follow. */
bool ds_calendar_table_is_open(const ds_calendar *calendar, ds_ticks instant,
                               int32_t *cursor);
ds_ticks ds_calendar_table_position(const ds_calendar *calendar, ds_ticks instant,
                                    int32_t *cursor);
ds_ticks ds_calendar_table_between(const ds_calendar *calendar, ds_ticks from, ds_ticks to,
                                   int32_t *cursor);
ds_ticks ds_calendar_table_add(const ds_calendar *calendar, ds_ticks from, ds_ticks amount,
                               int32_t *cursor);
ds_ticks ds_calendar_table_next_open(const ds_calendar *calendar, ds_ticks instant,
                                     int32_t *cursor);
ds_ticks ds_calendar_table_next_change(const ds_calendar *calendar, ds_ticks instant,
                                       int32_t *cursor);

static inline bool ds_calendar_is_open(const ds_calendar *calendar, ds_ticks instant,
                                       int32_t *cursor)
{
    return calendar->is_always || ds_calendar_table_is_open(calendar, instant, cursor);
}

/* Business time from the beginning of the compiled span to an instant (on `always`: the
 * instant itself). Non-decreasing. */
static inline ds_ticks ds_calendar_position(const ds_calendar *calendar, ds_ticks instant,
                                            int32_t *cursor)
{
    return calendar->is_always ? instant
                               : ds_calendar_table_position(calendar, instant, cursor);
}

/* Business time in [from, to); 0 where to <= from. Leaves the cursor at `to`. */
static inline ds_ticks ds_calendar_between(const ds_calendar *calendar, ds_ticks from,
                                           ds_ticks to, int32_t *cursor)
{
    if (to <= from)
        return 0;
    return calendar->is_always ? to - from
                               : ds_calendar_table_between(calendar, from, to, cursor);
}

/* The earliest instant by which `amount` business time has passed since `from`; `from`
 * itself for amount <= 0. DS_NEVER where the compiled span does not hold that much. Leaves
 * the cursor at `from`. */
static inline ds_ticks ds_calendar_add(const ds_calendar *calendar, ds_ticks from,
                                       ds_ticks amount, int32_t *cursor)
{
    if (amount <= 0)
        return from;
    if (!calendar->is_always)
        return ds_calendar_table_add(calendar, from, amount, cursor);
    return from >= DS_NEVER || amount >= DS_NEVER - from ? DS_NEVER : from + amount;
}

/* The first instant >= `instant` at which it is open; DS_NEVER if none. */
static inline ds_ticks ds_calendar_next_open(const ds_calendar *calendar, ds_ticks instant,
                                             int32_t *cursor)
{
    return calendar->is_always ? instant
                               : ds_calendar_table_next_open(calendar, instant, cursor);
}

/* The next instant > `instant` at which it opens or closes; DS_NEVER if none. */
static inline ds_ticks ds_calendar_next_change(const ds_calendar *calendar,
                                               ds_ticks instant, int32_t *cursor)
{
    return calendar->is_always ? DS_NEVER
                               : ds_calendar_table_next_change(calendar, instant, cursor);
}

/* The same local time `days` working days on, clipped to that day's opening hours: before
 * its first opening it is that opening, after its last closing that closing, between two of
 * its spans the opening of the next. An instant outside hours counts from the next opening;
 * one in an overnight span is so many hours into the day on which that began. On `always` a
 * business day is a calendar day. `instant` itself for days <= 0. DS_NEVER beyond the
 * compiled span, of which the last day counts only if it is whole. */
ds_ticks ds_calendar_add_days(const ds_calendar *calendar, ds_ticks instant, int32_t days,
                              int32_t *cursor);

#endif
