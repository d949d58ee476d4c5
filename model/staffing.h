/* Who is on duty when: the roster of one support group, compiled.
 *
 * A roster has positions, one for each agent. Positions that keep the same hours are a
 * crew. What a crew does (on duty, on a break, off) changes at the instants of one table;
 * between them nothing changes. Shifts are given in local time, so that a change of the
 * clocks makes a night shift an hour longer or shorter. The sum over all crews is a second
 * table: how many agents are on duty, with prefix sums. Immutable once it is finished,
 * shared by threads. Beyond the compiled span the last state lasts.
 */
#ifndef DS_MODEL_STAFFING_H
#define DS_MODEL_STAFFING_H

#include "model/calendar.h"
#include "model/zone.h"
#include "sim/clock.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct ds_desk ds_desk;

typedef enum ds_duty {
    DS_OFF_DUTY,
    DS_ON_DUTY,
    DS_PAID_BREAK,
    DS_UNPAID_BREAK,
} ds_duty;

/* Positions [first, first + count) of the group. */
typedef struct ds_crew {
    int32_t first;
    int32_t count;
    /* Head counts instead of persons: when some have to go, the idle ones go first. */
    bool is_interchangeable;
    bool is_new;  /* without experience at the start */
    int32_t team; /* of the desk's; DS_NO_ID: they serve their own group alone */
    ds_zone zone; /* of their dates; borrowed tables */
} ds_crew;

typedef struct ds_duty_change {
    ds_ticks at;
    ds_ticks until; /* the crew's next change, or DS_NEVER */
    int32_t crew;
    uint8_t duty; /* ds_duty from now on */
    bool is_edge; /* a shift begins or ends here; otherwise a break does */
} ds_duty_change;

typedef struct ds_staffing {
    int32_t agents; /* positions */
    int32_t crew_count;
    ds_crew *crews;
    /* Ascending in time; at one instant those who leave come first. */
    int32_t change_count;
    ds_duty_change *changes;
    /* The sum: on_duty[i] agents from level_at[i] on. */
    int32_t level_count;
    ds_ticks *level_at;
    int32_t *on_duty;
    double *staffed_before; /* agent time on duty before level_at[i], ticks */
    ds_calendar hours;      /* when anybody is on duty */
} ds_staffing;

/* One shift of a rotation's week, in minutes since Monday 00:00 local; `to_minute` may pass
 * the day's or the week's end. */
typedef struct ds_shift_span {
    int32_t week; /* of the rotation, from 0 */
    int32_t from_minute;
    int32_t to_minute;
} ds_shift_span;

/* A break on every day, in minutes of the local day, up to two days; one before the time at
 * which the shift begins is on the next day. Where a shift does not reach it, it does not
 * happen. */
typedef struct ds_shift_break {
    int32_t from_minute;
    int32_t to_minute;
    bool is_paid;
} ds_shift_break;

/* Agents who keep the same hours. */
typedef struct ds_shift {
    int32_t agents;
    bool is_interchangeable;
    bool is_new;
    int32_t team;        /* as of the crew */
    const ds_zone *zone; /* its tables must outlive the roster */
    int32_t weeks;       /* of the rotation: 1, every week is alike */
    int32_t first_week;  /* from 0: that of the start */
    int32_t span_count;
    const ds_shift_span *spans;
    int32_t break_count;
    const ds_shift_break *breaks;
    int32_t holiday_count;   /* a shift that begins on one does not take place */
    const int32_t *holidays; /* local day numbers, ascending */
} ds_shift;

/* A roster is made in three steps: init (nobody), add for each crew, finish. Instants
 * before 0 are left out. After a failure it may only be freed. */
ds_staffing *ds_staffing_new(ds_error *err);
ds_status ds_staffing_add(ds_staffing *staffing, const ds_shift *shift, ds_ticks to,
                          ds_error *err) DS_MUST_USE;
ds_status ds_staffing_finish(ds_staffing *staffing, ds_error *err) DS_MUST_USE;
void ds_staffing_delete(ds_staffing *staffing);

/* Head counts by interval of the local week. */
typedef struct ds_head_counts {
    int32_t interval_minutes; /* divides a day: 15, 30, 60, … */
    const int32_t *agents;    /* [DS_WEEK_MINUTES / interval_minutes] */
    int32_t holiday_count;    /* days without anybody */
    const int32_t *holidays;
} ds_head_counts;

/* Staffs a group of a desk that no replication runs on yet with so many agents by interval
 * of the week, in place of what it had. The agents are interchangeable: position k is on
 * duty whenever more than k are. */
ds_status ds_staffing_set_week(ds_desk *desk, int32_t group, const ds_head_counts *counts,
                               ds_error *err) DS_MUST_USE;
/* The same without a desk: a finished roster over [0, to), or NULL. */
ds_staffing *ds_staffing_from_week(const ds_head_counts *counts, const ds_zone *zone,
                                   ds_ticks to, ds_error *err);

/* Agents on duty at an instant, and agent time on duty in [from, to), in ticks. */
int32_t ds_staffing_on_duty(const ds_staffing *staffing, ds_ticks instant);
double ds_staffing_between(const ds_staffing *staffing, ds_ticks from, ds_ticks to);
/* The same of a group of a desk, however it is staffed; INFINITY for unlimited agents. */
double ds_group_staffed_between(const ds_desk *desk, int32_t group, ds_ticks from,
                                ds_ticks to);

#endif
