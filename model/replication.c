#include "model/replication.h"

#include "model/arrival.h"
#include "model/event_kind.h"
#include "model/resolution.h"
#include "model/state.h"
#include "model/ticket_clocks.h"
#include "model/verify.h"
#include "model/visit.h"

#include <stdlib.h>
#include <string.h>

/* Between two looks at the stop flag. */
#define EVENTS_BETWEEN_POLLS 4096

static ds_status init_parts(ds_replication *state, ds_error *err)
{
    const ds_desk *desk = state->desk;
    size_t calendars = (size_t)desk->calendar_count;
    state->streams = calloc((size_t)desk->stream_count + 1, sizeof *state->streams);
    state->groups = calloc((size_t)desk->group_count + 1, sizeof *state->groups);
    state->cursors = calloc(calendars + 1, sizeof *state->cursors);
    if (!state->streams || !state->groups || !state->cursors)
        return ds_error_no_memory(err);
    const ds_distribution unit = {.kind = DS_EXPONENTIAL, .parameter = {1}};
    ds_status status = ds_sampler_init(&state->gap, &unit, 1, err);
    if (status == DS_OK)
        status = ds_event_queue_init(&state->events, err);
    if (status == DS_OK)
        status = ds_ticket_pool_init(&state->pool, ds_desk_has_clocks(desk), err);
    if (status == DS_OK)
        status = ds_cells_init(&state->cells, desk, err);
    if (status == DS_OK)
        status = ds_flow_init(&state->flow, desk, err);
    for (int32_t g = 0; status == DS_OK && g < desk->group_count; g++)
        status = ds_group_state_init(&state->groups[g], desk, &desk->groups[g], err);
    return status;
}

ds_replication *ds_replication_new(const ds_desk *desk, ds_error *err)
{
    ds_replication *state = calloc(1, sizeof *state);
    if (!state) {
        (void)ds_error_no_memory(err);
        return NULL;
    }
    state->desk = desk;
    if (init_parts(state, err) != DS_OK) {
        ds_replication_delete(state);
        return NULL;
    }
    return state;
}

void ds_replication_delete(ds_replication *state)
{
    if (!state)
        return;
    for (int32_t g = 0; state->groups && g < state->desk->group_count; g++)
        ds_group_state_free(&state->groups[g]);
    ds_flow_free(&state->flow);
    ds_cells_free(&state->cells);
    ds_ticket_pool_free(&state->pool);
    ds_event_queue_free(&state->events);
    ds_sampler_free(&state->gap);
    free(state->cursors);
    free(state->groups);
    free(state->streams);
    free(state);
}

const ds_ticket *ds_replication_ticket(const ds_replication *state, int32_t row)
{
    return &state->pool.tickets[row];
}

const ds_ticket_clocks *ds_replication_clocks(const ds_replication *state, int32_t row)
{
    return state->pool.clocks ? &state->pool.clocks[row] : NULL;
}

void ds_replication_observe(ds_replication *state, ds_observe *observe, void *context)
{
    state->observe = observe;
    state->observe_context = context;
}

static void reset(ds_replication *state, uint64_t seed, int64_t number)
{
    const ds_desk *desk = state->desk;
    state->seed = (ds_seed){.seed = seed, .replication = (uint64_t)number};
    state->now = 0;
    state->cohort_open = 0;
    state->tickets = 0;
    state->events_done = 0;
    state->is_out_of_memory = false;
    ds_event_queue_reset(&state->events);
    ds_ticket_pool_reset(&state->pool);
    ds_cells_reset(&state->cells);
    ds_flow_reset(&state->flow);
    memset(state->cursors, 0, (size_t)desk->calendar_count * sizeof *state->cursors);
    for (int32_t g = 0; g < desk->group_count; g++) {
        ds_group_state_reset(&state->groups[g]);
        ds_group_schedule_hours(state, g);
    }
}

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

static ds_status finish(ds_replication *state, int64_t number, ds_tally *tally,
                        ds_error *err)
{
    ds_status status = ds_flow_finish(state, tally, err);
    if (status == DS_OK)
        status = ds_cells_slice(&state->cells, tally, err);
    tally->replication = number;
    tally->tickets = (int64_t)state->tickets;
    tally->events = state->events_done;
    if (status != DS_OK)
        ds_tally_free(tally);
    return status;
}

ds_status ds_replication_run(ds_replication *state, uint64_t seed, int64_t number,
                             const atomic_bool *stop, ds_tally *tally, ds_error *err)
{
    reset(state, seed, number);
    ds_flow_tick(state);
    schedule_tick(state);
    ds_arrivals_begin(state);
    run_events(state, stop);
    end_open_tickets(state);
    if (state->is_out_of_memory)
        return ds_error_set(
            err, DS_NO_MEMORY,
            "out of memory in replication %lld (seed %llu), with %d tickets open "
            "at once",
            (long long)number, (unsigned long long)seed, (int)state->pool.used);
    if (state->flow.tally.was_stopped)
        return ds_error_set(err, DS_UNFINISHED, "replication %lld was interrupted",
                            (long long)number);
    return finish(state, number, tally, err);
}
