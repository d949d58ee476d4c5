#include "model/engine/practices/communication.h"

#include "model/engine/practices/practices.h"
#include "model/purpose.h"

static const ds_communication *communication_of(const ds_replication *state)
{
    return state->desk->practices->communication;
}

static ds_ticks later(ds_replication *state, ds_ticks from, ds_ticks time)
{
    int32_t row = communication_of(state)->hours;
    return ds_calendar_add(&state->desk->calendars[row], from, time, &state->cursors[row]);
}

static double uniform_of(const ds_replication *state, int32_t row, ds_purpose purpose,
                         uint32_t occurrence)
{
    const ds_ticket *ticket = &state->pool.tickets[row];
    return ds_random_uniform(&state->seed, ticket->who, purpose, occurrence);
}

/* When a user asks who has heard nothing since the last news. */
static ds_ticks end_of_patience(ds_replication *state, int32_t row)
{
    const ds_communication *communication = communication_of(state);
    const ds_ticket_extra *extra = &state->pool.extras[row];
    double u = uniform_of(state, row, DS_FOR_PATIENCE, extra->chasers);
    ds_ticks patience = ds_sampler_draw_ticks(&communication->patience, u);
    if (extra->is_informed)
        patience = (ds_ticks)((double)patience * communication->informed_patience + 0.5);
    return later(state, extra->news_at, ds_ticks_max(patience, 1));
}

static void arm_patience(ds_replication *state, int32_t row)
{
    ds_ticket_extra *extra = &state->pool.extras[row];
    if (!communication_of(state)->has_chasers)
        return;
    extra->is_patience_armed = true;
    extra->patience_tag++;
    ds_timer_set(state, end_of_patience(state, row), DS_TIMER_CHASE, row,
                 extra->patience_tag);
}

static void arm_update(ds_replication *state, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    ds_ticket_extra *extra = &state->pool.extras[row];
    ds_ticks every = communication_of(state)->update_every[ticket->priority];
    extra->update_tag++;
    if (every > 0)
        ds_timer_set(state, later(state, state->now, every), DS_TIMER_UPDATE, row,
                     extra->update_tag);
}

static void begin(ds_replication *state, int32_t row)
{
    const ds_communication *communication = communication_of(state);
    ds_ticket_extra *extra = &state->pool.extras[row];
    extra->news_at = state->now;
    extra->is_informed =
        communication->informed_share > 0 &&
        uniform_of(state, row, DS_FOR_EXPECTATIONS, 0) < communication->informed_share;
    arm_patience(state, row);
    arm_update(state, row);
}

/* A user who has news waits anew; a timer that is set finds that out when it comes. */
static void tell_news(ds_replication *state, int32_t row)
{
    ds_ticket_extra *extra = &state->pool.extras[row];
    extra->news_at = state->now;
    if (!extra->is_patience_armed)
        arm_patience(state, row);
}

static void ds_communication_hear(ds_replication *state, ds_happening happening,
                                  int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    if (happening == DS_TICKET_ARRIVED || happening == DS_TICKET_REOPENED)
        begin(state, row);
    else if (happening == DS_TICKET_STARTED && ticket->responded_at == state->now &&
             ticket->arrived_at < state->now)
        tell_news(state, row);
}

static void ds_communication_chase(ds_replication *state, const ds_timer *timer)
{
    const ds_communication *communication = communication_of(state);
    int32_t row = timer->subject;
    ds_ticket_extra *extra = &state->pool.extras[row];
    if (timer->tag != extra->patience_tag)
        return;
    if (end_of_patience(state, row) > state->now) {
        arm_patience(state, row);
        return;
    }
    extra->is_patience_armed = false;
    ds_practice_count(state, DS_SUM_CHASERS, 1);
    uint32_t ordinal = extra->chasers++;
    double u = uniform_of(state, row, DS_FOR_CHASE_WORK, ordinal);
    ds_task_begin(state,
                  &(ds_task){.kind = DS_TASK_CHASER,
                             .group = communication->chase_group,
                             .priority = ds_ticket_at(state, row)->priority,
                             .touch = ds_sampler_draw_ticks(&communication->chase_work, u),
                             .parent = row,
                             .ordinal = ordinal});
}

static void ds_communication_chaser_answered(ds_replication *state, int32_t task_row)
{
    int32_t row = ds_task_parent(state, task_row);
    ds_practice_count(state, DS_SUM_CHASE_WORK,
                      (double)ds_ticket_at(state, task_row)->touch_time);
    if (row != DS_NO_ID && ds_ticket_at(state, row)->state != DS_TICKET_SOLVED)
        tell_news(state, row);
}

static void ds_communication_update(ds_replication *state, const ds_timer *timer)
{
    const ds_communication *communication = communication_of(state);
    int32_t row = timer->subject;
    ds_ticket_extra *extra = &state->pool.extras[row];
    if (timer->tag != extra->update_tag)
        return;
    ds_practice_count(state, DS_SUM_UPDATES_DUE, 1);
    arm_update(state, row);
    if (extra->is_update_under_way)
        return; /* it is late, and serves this one too */
    extra->is_update_under_way = true;
    extra->update_due = state->now;
    double u = uniform_of(state, row, DS_FOR_UPDATE_WORK, extra->updates);
    ds_task_begin(state,
                  &(ds_task){.kind = DS_TASK_UPDATE,
                             .group = ds_ticket_at(state, row)->group,
                             .priority = ds_ticket_at(state, row)->priority,
                             .touch = ds_sampler_draw_ticks(&communication->update_work, u),
                             .parent = row,
                             .ordinal = extra->updates++});
}

static void ds_communication_update_given(ds_replication *state, int32_t task_row)
{
    int32_t row = ds_task_parent(state, task_row);
    ds_practice_count(state, DS_SUM_UPDATES, 1);
    ds_practice_count(state, DS_SUM_UPDATE_WORK,
                      (double)ds_ticket_at(state, task_row)->touch_time);
    if (row == DS_NO_ID)
        return;
    ds_ticket_extra *extra = &state->pool.extras[row];
    ds_ticks every =
        communication_of(state)->update_every[ds_ticket_at(state, row)->priority];
    extra->is_update_under_way = false;
    if (state->now <= later(state, extra->update_due, every))
        ds_practice_count(state, DS_SUM_UPDATES_ON_TIME, 1);
    if (ds_ticket_at(state, row)->state != DS_TICKET_SOLVED)
        tell_news(state, row);
}
