#include "model/replication.h"

#include "model/engine/run.h"
#include "model/features.h"
#include "model/state.h"

#include <stdlib.h>
#include <string.h>

static size_t initial_tickets(const ds_desk *desk)
{
    size_t count = 0;
    for (int32_t i = 0; i < desk->stream_count; i++)
        count += (size_t)desk->streams[i].initial_count;
    return count;
}

static ds_status init_parts(ds_replication *state, ds_error *err)
{
    const ds_desk *desk = state->desk;
    size_t calendars = (size_t)desk->calendar_count;
    state->streams = calloc((size_t)desk->stream_count + 1, sizeof *state->streams);
    state->groups = calloc((size_t)desk->group_count + 1, sizeof *state->groups);
    state->cursors = calloc(calendars + 1, sizeof *state->cursors);
    state->initial = calloc(initial_tickets(desk) + 1, sizeof *state->initial);
    if (!state->streams || !state->groups || !state->cursors || !state->initial)
        return ds_error_no_memory(err);
    const ds_distribution unit = {.kind = DS_EXPONENTIAL, .parameter = {1}};
    ds_status status = ds_sampler_init(&state->gap, &unit, 1, err);
    if (status == DS_OK)
        status = ds_event_queue_init(&state->events, err);
    if (status == DS_OK)
        status = ds_ticket_pool_init(&state->pool, ds_desk_has_clocks(desk),
                                     desk->practices != NULL, err);
    if (status == DS_OK)
        status = ds_cells_init(&state->cells, desk, err);
    if (status == DS_OK)
        status = ds_flow_init(&state->flow, desk, err);
    if (status == DS_OK)
        status = ds_people_init(&state->people, desk, err);
    if (status == DS_OK)
        status = ds_chances_init(&state->chances, desk, err);
    if (status == DS_OK && desk->practices) {
        state->practices = ds_practice_state_new(desk, err);
        status = state->practices ? DS_OK : DS_NO_MEMORY;
    }
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
    state->features = ds_desk_features(desk);
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
    ds_people_free(&state->people);
    ds_chances_free(&state->chances);
    ds_practice_state_delete(state->practices);
    ds_cells_free(&state->cells);
    ds_ticket_pool_free(&state->pool);
    ds_event_queue_free(&state->events);
    ds_sampler_free(&state->gap);
    free(state->cursors);
    free(state->groups);
    free(state->initial);
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

void ds_replication_set_antithetic(ds_replication *state, bool is_antithetic)
{
    state->is_antithetic = is_antithetic;
}

void ds_replication_set_lucks(ds_replication *state, const uint64_t *const *lucks)
{
    state->lucks = lucks;
}

static void reset(ds_replication *state, uint64_t seed, int64_t number)
{
    const ds_desk *desk = state->desk;
    uint64_t of_key = (uint64_t)number / (state->is_antithetic ? 2 : 1);
    state->seed = (ds_seed){.seed = seed,
                            .replication = of_key,
                            .mirror = state->is_antithetic && number % 2 == 1};
    state->now = 0;
    state->cohort_open = 0;
    state->tickets = 0;
    state->events_done = 0;
    state->is_out_of_memory = false;
    ds_event_queue_reset(&state->events);
    ds_ticket_pool_reset(&state->pool);
    ds_cells_reset(&state->cells);
    ds_flow_reset(&state->flow);
    ds_people_reset(&state->people, desk);
    ds_chances_reset(&state->chances);
    ds_practice_state_reset(state->practices);
    memset(state->cursors, 0, (size_t)desk->calendar_count * sizeof *state->cursors);
    for (int32_t g = 0; g < desk->group_count; g++) {
        ds_group_state_reset(&state->groups[g]);
        ds_group_schedule_hours(state, g);
    }
}

static ds_status finish_chances(const ds_replication *state, ds_tally *tally, ds_error *err)
{
    int32_t count = state->desk->chance_count;
    tally->chance_count = count;
    tally->chances = count > 0 ? calloc((size_t)count, sizeof *tally->chances) : NULL;
    if (count > 0 && !tally->chances)
        return ds_error_no_memory(err);
    ds_chances_finish(&state->chances, tally->chances);
    return DS_OK;
}

static ds_status finish_services(const ds_replication *state, ds_tally *tally,
                                 ds_error *err)
{
    const ds_desk *desk = state->desk;
    int32_t count = state->practices->service_count;
    tally->services = count > 0 ? calloc((size_t)count, sizeof *tally->services) : NULL;
    if (count > 0 && !tally->services)
        return ds_error_no_memory(err);
    for (int32_t i = 0; i < count; i++) {
        const ds_calendar *hours =
            &desk->calendars[desk->practices->services->list[i].hours];
        tally->services[i] = state->practices->services[i].tally;
        tally->services[i].hours =
            (double)ds_calendar_between(hours, desk->warm_up, desk->horizon, NULL);
    }
    return DS_OK;
}

static ds_status finish_practices(const ds_replication *state, ds_tally *tally,
                                  ds_error *err)
{
    const ds_practice_state *practices = state->practices;
    if (!practices)
        return DS_OK;
    if (practices->course.count > 0 && state->seed.replication == 0 &&
        !state->seed.mirror) {
        tally->course = malloc(sizeof *tally->course);
        if (!tally->course)
            return ds_error_no_memory(err);
        *tally->course = practices->course;
    }
    memcpy(tally->practice, practices->sum, sizeof tally->practice);
    ds_status status = finish_services(state, tally, err);
    if (status != DS_OK || practices->channel_count == 0)
        return status;
    size_t size = (size_t)practices->channel_count * sizeof *tally->live;
    tally->live = malloc(size);
    if (!tally->live)
        return ds_error_no_memory(err);
    memcpy(tally->live, practices->live, size);
    return DS_OK;
}

static ds_status finish(ds_replication *state, int64_t number, ds_tally *tally,
                        ds_error *err)
{
    ds_status status = ds_flow_finish(state, tally, err);
    if (status == DS_OK)
        status = ds_cells_slice(&state->cells, tally, err);
    if (status == DS_OK)
        status = finish_chances(state, tally, err);
    if (status == DS_OK)
        status = finish_practices(state, tally, err);
    tally->replication = number;
    tally->is_paired = state->is_antithetic;
    tally->tickets = (int64_t)state->tickets;
    tally->events = state->events_done;
    if (status != DS_OK)
        ds_tally_free(tally);
    return status;
}

static ds_engine *engine_for(const ds_replication *state)
{
    if (state->observe)
        return ds_engine_observed;
    if (state->features & (DS_FEATURE_PEOPLE | DS_FEATURE_PRACTICES))
        return ds_engine_full;
    return state->features == 0 ? ds_engine_plain : ds_engine_desk;
}

ds_status ds_replication_run(ds_replication *state, uint64_t seed, int64_t number,
                             const atomic_bool *stop, ds_tally *tally, ds_error *err)
{
    reset(state, seed, number);
    engine_for(state)(state, stop);
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
