#include "model/group_state.h"

#include "model/event_kind.h"
#include "model/state.h"

#include <stdlib.h>
#include <string.h>

static int32_t ring_size(int32_t agents)
{
    int32_t size = 1;
    while (size < agents)
        size *= 2;
    return size;
}

/* How many lanes a group's queue needs. */
static int32_t deferred_lanes(const ds_desk *desk, const ds_group *group)
{
    if (group->discipline == DS_ACCUMULATING)
        return desk->priority_count;
    if (group->discipline == DS_LEAST_SLACK)
        return desk->calendar_count +
               1; /* the last lane: tickets without a running clock */
    return 1;
}

static const ds_live_group *live_of(const ds_desk *desk, const ds_group *group)
{
    const ds_live *live = desk->practices ? desk->practices->live : NULL;
    return live ? &live->groups[group - desk->groups] : NULL;
}

static bool sends_to_war_rooms(const ds_desk *desk, const ds_group *group)
{
    const ds_major_incidents *majors = desk->practices ? desk->practices->majors : NULL;
    return majors && majors->room[group - desk->groups] > 0;
}

ds_status ds_group_state_init(ds_group_state *state, const ds_desk *desk,
                              const ds_group *group, ds_error *err)
{
    *state =
        (ds_group_state){.group = group,
                         .calendar = group->staffing ? &group->staffing->hours
                                                     : &desk->calendars[group->calendar],
                         .staffing = group->staffing};
    const ds_live_group *live = live_of(desk, group);
    int32_t lanes = deferred_lanes(desk, group);
    /* Live contacts have the last lane. */
    ds_status status = ds_wait_queue_init(&state->queue, lanes + (live ? 1 : 0), err);
    if (status != DS_OK)
        return status;
    state->wait_counts = calloc(DS_HISTOGRAM_BUCKETS, sizeof *state->wait_counts);
    state->group_count = desk->group_count;
    state->handed_to = calloc((size_t)desk->group_count, sizeof *state->handed_to);
    bool has_ring = group->agents != DS_UNLIMITED_AGENTS && !group->staffing;
    if (has_ring)
        state->idle = calloc((size_t)ring_size(group->agents), sizeof *state->idle);
    if (!state->wait_counts || !state->handed_to || (!state->idle && has_ring)) {
        ds_group_state_free(state);
        return ds_error_no_memory(err);
    }
    state->idle_mask = has_ring ? ring_size(group->agents) - 1 : 0;
    state->tracks_work =
        group->is_preemptive || !(group->staffing || state->calendar->is_always) ||
        (live && live->blending == DS_LIVE_INTERRUPT) || sends_to_war_rooms(desk, group);
    return DS_OK;
}

void ds_group_state_free(ds_group_state *state)
{
    ds_wait_queue_free(&state->queue);
    free(state->wait_counts);
    free(state->handed_to);
    free(state->idle);
    *state = (ds_group_state){0};
}

void ds_group_state_reset(ds_group_state *state)
{
    const ds_group *group = state->group;
    ds_wait_queue_reset(&state->queue);
    state->cursor = 0;
    state->is_open = ds_calendar_is_open(state->calendar, 0, &state->cursor);
    state->changes_at = ds_calendar_next_change(state->calendar, 0, &state->cursor);
    state->busy = 0;
    state->idle_first = 0;
    bool has_ring = group->agents != DS_UNLIMITED_AGENTS && !group->staffing;
    state->idle_count = has_ring ? group->agents : 0;
    for (int32_t i = 0; i < state->idle_count; i++)
        state->idle[i] = i;
    for (int32_t i = 0; i <= DS_LIVE_WORK; i++)
        state->work_first[i] = DS_NO_ID;
    state->live_waiting = 0;
    state->visits = 0;
    state->next_change = 0;
    state->aside = state->on_duty = state->busy_on = state->busy_off = 0;
    state->called = state->next_on_call = 0;
    state->duty_area = state->brought = state->presence_to = 0;
    memset(state->doing, 0, sizeof state->doing);
    memset(state->done, 0, sizeof state->done);
    if (group->staffing)
        state->doing[DS_AGENT_OFF] = group->agents;
    state->accounted_to = 0;
    state->queue_area = state->busy_area = state->overtime_area = 0;
    state->open_since = state->open_time = 0;
    state->tally = (ds_group_tally){0};
    memset(state->handed_to, 0, (size_t)state->group_count * sizeof *state->handed_to);
    memset(state->wait_counts, 0, DS_HISTOGRAM_BUCKETS * sizeof *state->wait_counts);
}

void ds_group_schedule_hours(ds_replication *state, int32_t group_row)
{
    const ds_group_state *group = &state->groups[group_row];
    ds_ticks at = group->changes_at;
    if (group->staffing)
        at = group->next_change < group->staffing->change_count
                 ? group->staffing->changes[group->next_change].at
                 : DS_NEVER;
    if (at >= DS_NEVER)
        return;
    (void)ds_schedule(state, DS_RECURRING, at, DS_CLASS_HOURS, DS_EVENT_HOURS, group_row);
}
