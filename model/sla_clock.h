/* One SLA clock: the business time that one promise has used, with its pauses and its due.
 *
 * The clock runs on a calendar, pauses and resumes, and is stopped once. It is breached
 * when it is stopped after its due instant, or still running past it: a stop at the very
 * instant it is due is met. While paused it has no due; with nothing left on it, it is due
 * when it resumes. Reopening and changes of priority follow the families that semantics.md
 * describes.
 *
 * A promise in business days is due at a local time, which may be an opening: the end of
 * the business time that is promised is then the closing before it. Such a due stays at the
 * opening as long as pauses take no business time away (a hold overnight moves nothing).
 *
 * A cursor is a hint for the calendar, as everywhere; NULL searches.
 */
#ifndef DS_MODEL_SLA_CLOCK_H
#define DS_MODEL_SLA_CLOCK_H

#include "model/calendar.h"
#include "sim/clock.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum ds_sla_state {
    DS_SLA_NONE = 0, /* no such promise */
    DS_SLA_RUNNING,
    DS_SLA_PAUSED,
    DS_SLA_STOPPED,
    DS_SLA_CANCELLED,
} ds_sla_state;

/* What a promise says: so much business time, or so many business days. */
typedef struct ds_sla_target {
    ds_ticks ticks;        /* 0 and business_days 0: no target */
    int32_t business_days; /* > 0: ticks is not used */
    int32_t calendar;      /* row of the desk's calendars */
} ds_sla_target;

/* What happens to a running clock when the ticket's priority changes. */
typedef enum ds_sla_change {
    DS_SLA_CHANGE_RESTART,   /* cancelled; the new one starts from zero now */
    DS_SLA_CHANGE_KEEP,      /* the elapsed time stays as measured, the goal changes */
    DS_SLA_CHANGE_RECOMPUTE, /* the new target counts from creation on its own calendar */
} ds_sla_change;

typedef struct ds_sla_clock {
    ds_ticks due;     /* while running; DS_NEVER otherwise (kept when stopped) */
    ds_ticks since;   /* since when it runs, is paused, or was stopped while running */
    ds_ticks elapsed; /* business time used before `since` */
    ds_ticks goal;    /* business time promised; DS_NEVER: past the compiled calendar */
    int16_t calendar;
    uint8_t state;          /* ds_sla_state */
    bool is_breached;       /* the verdict so far, settled when stopped */
    bool was_breached;      /* a clock of this promise that was restarted was breached */
    bool is_due_at_opening; /* in business days, and no business time was paused so far */
} ds_sla_clock;

/* A spell in which the clock was paused. */
typedef struct ds_spell {
    ds_ticks from;
    ds_ticks to;
} ds_spell;

/* Attaches and starts a clock at `now`. A target without time leaves state NONE. */
void ds_sla_clock_start(ds_sla_clock *clock, const ds_calendar *calendars,
                        const ds_sla_target *target, ds_ticks now, int32_t *cursor);
/* Pausing what does not run, or resuming what is not paused, does nothing. */
void ds_sla_clock_pause(ds_sla_clock *clock, const ds_calendar *calendars, ds_ticks now,
                        int32_t *cursor);
void ds_sla_clock_resume(ds_sla_clock *clock, const ds_calendar *calendars, ds_ticks now,
                         int32_t *cursor);
/* Stops the clock (running or paused) and settles is_breached. */
void ds_sla_clock_stop(ds_sla_clock *clock, const ds_calendar *calendars, ds_ticks now,
                       int32_t *cursor);

/* Reopening with `continue`: the clock was paused since it stopped and runs again. */
void ds_sla_clock_reopen(ds_sla_clock *clock, const ds_calendar *calendars, ds_ticks now,
                         int32_t *cursor);

/* A change of priority at `now`: the running or paused clock follows `change` to the new
 * target, and a paused one stays paused. A clock in state NONE gets one (RECOMPUTE: from
 * creation, otherwise from now; paused if the last spell of `pauses` is open); one that has
 * stopped stays as it is; a new target without time leaves NONE.
 *
 * `created` is when the promise began to count: the ticket's creation, or its reopening if
 * that restarted the clock. Business days count from there for KEEP too. `pauses` are the
 * pauses since then, in order (the last one may be open: to = DS_NEVER); RECOMPUTE uses
 * them where carry_pauses is set, measured on the new calendar.
 *
 * KEEP with as much elapsed as the new goal, or more: it was due when the elapsed time
 * reached the goal. was_breached stays. Returns true where the old clock was cancelled
 * after its due (a breach on a cancelled clock); KEEP cancels none. */
bool ds_sla_clock_change(ds_sla_clock *clock, const ds_calendar *calendars,
                         const ds_sla_target *target, ds_sla_change change,
                         bool carry_pauses, ds_ticks created, const ds_spell *pauses,
                         int32_t pause_count, ds_ticks now, int32_t *cursor);

/* Business time used so far, without pauses. */
ds_ticks ds_sla_clock_elapsed(const ds_sla_clock *clock, const ds_calendar *calendars,
                              ds_ticks now, int32_t *cursor);
/* Whether the verdict at `now` is breached: stopped late, running past due, or
 * was_breached. */
bool ds_sla_clock_breached(const ds_sla_clock *clock, ds_ticks now);

#endif
