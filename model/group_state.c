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
static int32_t lanes_of(const ds_desk *desk, const ds_group *group)
{
    if (group->discipline == DS_ACCUMULATING)
        return desk->priority_count;
    if (group->discipline == DS_LEAST_SLACK)
        return desk->calendar_count +
               1; /* the last lane: tickets without a running clock */
    return 1;
}

ds_status ds_group_state_init(ds_group_state *state, const ds_desk *desk,
                              const ds_group *group, ds_error *err)
{
    *state =
        (ds_group_state){.group = group, .calendar = &desk->calendars[group->calendar]};
    ds_status status = ds_wait_queue_init(&state->queue, lanes_of(desk, group), err);
    if (status != DS_OK)
        return status;
    state->wait_counts = calloc(DS_HISTOGRAM_BUCKETS, sizeof *state->wait_counts);
    if (group->agents != DS_UNLIMITED_AGENTS)
        state->idle = calloc((size_t)ring_size(group->agents), sizeof *state->idle);
    if (!state->wait_counts || (!state->idle && group->agents != DS_UNLIMITED_AGENTS)) {
        ds_group_state_free(state);
        return ds_error_no_memory(err);
    }
    state->idle_mask =
        group->agents == DS_UNLIMITED_AGENTS ? 0 : ring_size(group->agents) - 1;
    state->tracks_work = group->is_preemptive || !state->calendar->is_always;
    return DS_OK;
}

void ds_group_state_free(ds_group_state *state)
{
    ds_wait_queue_free(&state->queue);
    free(state->wait_counts);
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
    state->idle_count = group->agents == DS_UNLIMITED_AGENTS ? 0 : group->agents;
    for (int32_t i = 0; i < state->idle_count; i++)
        state->idle[i] = i;
    for (int32_t i = 0; i < DS_MAX_PRIORITIES; i++)
        state->work_first[i] = DS_NO_ID;
    state->visits = 0;
    state->accounted_to = 0;
    state->queue_area = state->busy_area = state->overtime_area = 0;
    state->open_since = state->open_time = 0;
    state->tally = (ds_group_tally){0};
    memset(state->wait_counts, 0, DS_HISTOGRAM_BUCKETS * sizeof *state->wait_counts);
}

void ds_group_schedule_hours(ds_replication *state, int32_t group_row)
{
    const ds_group_state *group = &state->groups[group_row];
    if (group->changes_at >= DS_NEVER)
        return;
    (void)ds_schedule(state, DS_RECURRING, group->changes_at, DS_CLASS_HOURS,
                      DS_EVENT_HOURS, group_row);
}
