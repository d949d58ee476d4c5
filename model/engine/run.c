#include "model/engine/run.h"

#include "model/engine/arrival.h"
#include "model/engine/engine.h"
#include "model/engine/group_work.h"
#include "model/engine/people.h"
#include "model/engine/practices/practices.h"
#include "model/engine/resolution.h"
#include "model/engine/visit.h"
#include "model/event_kind.h"
#include "model/verify.h"

/* Between two looks at the stop flag. */
#define EVENTS_BETWEEN_POLLS 4096

static void schedule_tick(ds_replication *state)
{
    ds_ticks at = ds_flow_next_tick(&state->flow, state->now);
    if (at < DS_NEVER)
        (void)ds_schedule(state, DS_RECURRING, at, DS_CLASS_TICK, DS_EVENT_TICK, 0);
}

static bool is_current(const ds_replication *state, const ds_event *event)
{
    return state->pool.tickets[ds_event_subject(event)].pending == event->tag;
}

static bool is_current_visit(const ds_replication *state, const ds_event *event)
{
    return state->pool.tickets[ds_event_subject(event)].time_limit == event->tag;
}

static void dispatch(ds_replication *state, const ds_event *event)
{
    switch ((ds_event_kind_code)ds_event_kind(event)) {
    case DS_EVENT_TICK:
        ds_flow_tick(state);
        schedule_tick(state);
        break;
    case DS_EVENT_WORK_END:
        if (is_current(state, event))
            ds_visit_work_end(state, ds_event_subject(event));
        break;
    case DS_EVENT_HOURS:
        ds_group_change_hours(state, ds_event_subject(event));
        break;
    case DS_EVENT_HOLD_END:
        if (is_current(state, event))
            ds_visit_hold_end(state, ds_event_subject(event));
        break;
    case DS_EVENT_REOPEN:
        if (is_current(state, event))
            ds_ticket_reopen(state, ds_event_subject(event));
        break;
    case DS_EVENT_ARRIVAL:
        ds_arrivals_next(state, ds_event_subject(event));
        break;
    case DS_EVENT_TIME_LIMIT:
        if (is_current_visit(state, event))
            ds_visit_time_limit(state, ds_event_subject(event));
        break;
    case DS_EVENT_AGENT:
        if (DS_USES(DS_FEATURE_PEOPLE))
            ds_people_agent_event(state, ds_event_subject(event));
        break;
    case DS_EVENT_ABSENCE:
        if (DS_USES(DS_FEATURE_PEOPLE))
            ds_people_absence(state, ds_event_subject(event));
        break;
    case DS_EVENT_TIMER:
        if (ds_has_practices(state))
            ds_practices_timer(state, ds_event_subject(event));
        break;
    case DS_EVENT_KINDS:
        break;
    }
}

/* Until the cohort is resolved, or the drain is over. The end of a run is a result. */
static void run_events(ds_replication *state, const atomic_bool *stop)
{
    const ds_ticks horizon = state->desk->horizon;
    const ds_ticks end = horizon + state->desk->drain;
    const bool is_drained = !state->desk->counts_by_resolution;
    ds_event event;
    while (!state->is_out_of_memory && ds_event_queue_pop(&state->events, &event)) {
        ds_ticks time = ds_event_time(&event);
        if (time >= horizon && state->now >= horizon &&
            (time > end || !is_drained || state->cohort_open == 0))
            break;
        state->now = time;
        dispatch(state, &event);
        state->events_done++;
        ds_verify(state);
        if (state->events_done % EVENTS_BETWEEN_POLLS == 0 && stop &&
            atomic_load_explicit(stop, memory_order_relaxed)) {
            state->flow.tally.was_stopped = true;
            break;
        }
    }
}

static void end_open_tickets(ds_replication *state)
{
    /* What still runs is judged at the end of the drain, however early the last event came.
     */
    if (state->cohort_open > 0 && !state->flow.tally.was_stopped)
        state->now = state->desk->horizon + state->desk->drain;
    state->flow.tally.still_open = 0;
    for (int32_t row = 0; row < state->pool.used; row++) {
        const ds_ticket *ticket = ds_ticket_at(state, row);
        if (ticket->state == DS_TICKET_FREE)
            continue;
        state->flow.tally.still_open +=
            ticket->is_cohort && ticket->state != DS_TICKET_SOLVED;
        ds_ticket_end(state, row);
    }
}

static void run(ds_replication *state, const atomic_bool *stop)
{
    ds_flow_tick(state);
    schedule_tick(state);
    if (DS_USES(DS_FEATURE_PEOPLE))
        ds_people_begin_all(state);
    if (ds_has_practices(state))
        ds_practices_begin(state);
    ds_arrivals_begin(state);
    ds_arrivals_open_at_start(state);
    run_events(state, stop);
    end_open_tickets(state);
}
