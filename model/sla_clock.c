#include "model/sla_clock.h"

static const ds_calendar *calendar_of(const ds_sla_clock *clock,
                                      const ds_calendar *calendars)
{
    return &calendars[clock->calendar];
}

static bool has_time(const ds_sla_target *target)
{
    return target->ticks > 0 || target->business_days > 0;
}

/* Its own verdict at an instant, without the clocks before it. */
static bool is_late(const ds_sla_clock *clock, ds_ticks now)
{
    return clock->is_breached || (clock->state == DS_SLA_RUNNING && now > clock->due);
}

/* A due in business days, and the business time that it amounts to. */
static void promise_days(ds_sla_clock *clock, const ds_calendar *calendar, int32_t days,
                         ds_ticks now, int32_t *cursor)
{
    clock->due = ds_calendar_add_days(calendar, now, days, cursor);
    clock->goal = DS_NEVER;
    if (clock->due >= DS_NEVER)
        return;
    clock->goal = ds_calendar_between(calendar, now, clock->due, cursor);
    clock->is_due_at_opening =
        clock->due > ds_calendar_add(calendar, now, clock->goal, cursor);
}

void ds_sla_clock_start(ds_sla_clock *clock, const ds_calendar *calendars,
                        const ds_sla_target *target, ds_ticks now, int32_t *cursor)
{
    *clock = (ds_sla_clock){.due = DS_NEVER, .calendar = (int16_t)target->calendar};
    if (!has_time(target))
        return;
    const ds_calendar *calendar = calendar_of(clock, calendars);
    clock->state = DS_SLA_RUNNING;
    clock->since = now;
    if (target->business_days > 0) {
        promise_days(clock, calendar, target->business_days, now, cursor);
    } else {
        clock->goal = target->ticks;
        clock->due = ds_calendar_add(calendar, now, target->ticks, cursor);
    }
}

/* Books the time it ran; what comes after decides on state and due. */
static void halt(ds_sla_clock *clock, const ds_calendar *calendars, ds_ticks now,
                 int32_t *cursor)
{
    clock->is_breached = is_late(clock, now);
    clock->elapsed = ds_sla_clock_elapsed(clock, calendars, now, cursor);
    clock->since = now;
}

void ds_sla_clock_pause(ds_sla_clock *clock, const ds_calendar *calendars, ds_ticks now,
                        int32_t *cursor)
{
    if (clock->state != DS_SLA_RUNNING)
        return;
    halt(clock, calendars, now, cursor);
    clock->state = DS_SLA_PAUSED;
    clock->due = DS_NEVER;
}

/* Runs again after a pause from clock->since to now. */
static void run_again(ds_sla_clock *clock, const ds_calendar *calendars, ds_ticks now,
                      int32_t *cursor)
{
    const ds_calendar *calendar = calendar_of(clock, calendars);
    clock->due = ds_calendar_add(calendar, now, clock->goal - clock->elapsed, cursor);
    clock->is_due_at_opening =
        clock->is_due_at_opening && clock->elapsed <= clock->goal &&
        ds_calendar_between(calendar, clock->since, now, cursor) == 0;
    if (clock->is_due_at_opening)
        clock->due = ds_calendar_next_open(calendar, clock->due, cursor);
    clock->since = now;
    clock->state = DS_SLA_RUNNING;
}

void ds_sla_clock_resume(ds_sla_clock *clock, const ds_calendar *calendars, ds_ticks now,
                         int32_t *cursor)
{
    if (clock->state == DS_SLA_PAUSED)
        run_again(clock, calendars, now, cursor);
}

void ds_sla_clock_stop(ds_sla_clock *clock, const ds_calendar *calendars, ds_ticks now,
                       int32_t *cursor)
{
    if (clock->state == DS_SLA_RUNNING)
        halt(clock, calendars, now, cursor);
    else if (clock->state != DS_SLA_PAUSED)
        return;
    clock->state = DS_SLA_STOPPED;
}

void ds_sla_clock_reopen(ds_sla_clock *clock, const ds_calendar *calendars, ds_ticks now,
                         int32_t *cursor)
{
    if (clock->state == DS_SLA_STOPPED)
        run_again(clock, calendars, now, cursor);
}

/* Pauses or runs it, if it is not so already. */
static void settle(ds_sla_clock *clock, const ds_calendar *calendars, bool is_paused,
                   ds_ticks now, int32_t *cursor)
{
    if (is_paused)
        ds_sla_clock_pause(clock, calendars, now, cursor);
    else
        ds_sla_clock_resume(clock, calendars, now, cursor);
    clock->is_breached = is_late(clock, now);
}

/* The clock as it would stand had it run from the start: with those pauses. */
static void replay(ds_sla_clock *clock, const ds_calendar *calendars,
                   const ds_spell *pauses, int32_t pause_count, ds_ticks now,
                   int32_t *cursor)
{
    for (int32_t i = 0; i < pause_count && pauses[i].from < now; i++) {
        ds_ticks from = ds_ticks_max(pauses[i].from, clock->since);
        if (pauses[i].to <= from)
            continue;
        ds_sla_clock_pause(clock, calendars, from, cursor);
        if (pauses[i].to <= now)
            ds_sla_clock_resume(clock, calendars, pauses[i].to, cursor);
    }
}

/* When a running clock's elapsed time reached a goal that it has used up. */
static ds_ticks reached_at(const ds_sla_clock *clock, const ds_calendar *calendars,
                           ds_ticks goal, int32_t *cursor)
{
    return ds_calendar_add(calendar_of(clock, calendars), clock->since,
                           goal - clock->elapsed, cursor);
}

/* The elapsed time of the old clock under the goal of the new one, started at creation. */
static void keep(ds_sla_clock *clock, const ds_sla_clock *old, const ds_calendar *calendars,
                 ds_ticks now, int32_t *cursor)
{
    ds_ticks elapsed = ds_sla_clock_elapsed(old, calendars, now, cursor);
    clock->is_due_at_opening =
        clock->is_due_at_opening &&
        elapsed == ds_sla_clock_elapsed(clock, calendars, now, cursor);
    if (old->state == DS_SLA_PAUSED)
        clock->due = DS_NEVER;
    else if (elapsed >= clock->goal && !clock->is_due_at_opening)
        clock->due = reached_at(old, calendars, clock->goal, cursor);
    else if (!clock->is_due_at_opening)
        clock->due = ds_calendar_add(calendar_of(clock, calendars), now,
                                     clock->goal - elapsed, cursor);
    /* A clock that ran on past this very goal stays breached, though nothing elapsed since.
     */
    clock->is_breached =
        elapsed > clock->goal ||
        (is_late(old, now) && elapsed == clock->goal && clock->goal <= old->goal);
    clock->elapsed = elapsed;
    clock->since = now;
    clock->state = old->state;
    clock->is_breached = is_late(clock, now);
}

bool ds_sla_clock_change(ds_sla_clock *clock, const ds_calendar *calendars,
                         const ds_sla_target *target, ds_sla_change change,
                         bool carry_pauses, ds_ticks created, const ds_spell *pauses,
                         int32_t pause_count, ds_ticks now, int32_t *cursor)
{
    const ds_sla_clock old = *clock;
    bool is_paused = old.state == DS_SLA_PAUSED;
    if (old.state == DS_SLA_STOPPED || old.state == DS_SLA_CANCELLED)
        return false;
    if (old.state == DS_SLA_NONE) {
        is_paused = pause_count > 0 && pauses[pause_count - 1].to > now;
        change = change == DS_SLA_CHANGE_KEEP ? DS_SLA_CHANGE_RESTART : change;
    }
    bool is_kept = change == DS_SLA_CHANGE_KEEP && has_time(target);
    ds_ticks from = change == DS_SLA_CHANGE_RESTART ? now : created;
    ds_sla_clock_start(clock, calendars, target, from, cursor);
    clock->was_breached = old.was_breached;
    if (is_kept) {
        keep(clock, &old, calendars, now, cursor);
        return false;
    }
    if (change == DS_SLA_CHANGE_RECOMPUTE && carry_pauses)
        replay(clock, calendars, pauses, pause_count, now, cursor);
    settle(clock, calendars, is_paused, now, cursor);
    return is_late(&old, now);
}

ds_ticks ds_sla_clock_elapsed(const ds_sla_clock *clock, const ds_calendar *calendars,
                              ds_ticks now, int32_t *cursor)
{
    if (clock->state != DS_SLA_RUNNING)
        return clock->elapsed;
    return clock->elapsed +
           ds_calendar_between(calendar_of(clock, calendars), clock->since, now, cursor);
}

bool ds_sla_clock_breached(const ds_sla_clock *clock, ds_ticks now)
{
    return clock->was_breached || is_late(clock, now);
}
