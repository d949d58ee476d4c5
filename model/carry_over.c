#include "model/carry_over.h"

#include "model/state.h"

static bool is_deferred(const ds_replication *state, const ds_waiting *entry)
{
    const ds_ticket *ticket = &state->pool.tickets[entry->ticket];
    bool is_waiting =
        ticket->state == DS_TICKET_WAITING && ticket->queue_stamp == entry->stamp;
    const ds_ticket_extra *extras = state->pool.extras;
    bool is_other =
        extras && (extras[entry->ticket].is_live || extras[entry->ticket].is_task);
    return is_waiting && !is_other;
}

static void count_lane(const ds_replication *state, const ds_lane *lane, double *waiting,
                       ds_ticks *oldest)
{
    for (int32_t i = 0; i < lane->count; i++) {
        if (!is_deferred(state, &lane->entries[i]))
            continue;
        ++*waiting;
        ds_ticks age = state->now - state->pool.tickets[lane->entries[i].ticket].arrived_at;
        *oldest = ds_ticks_max(*oldest, age);
    }
}

void ds_carry_over_count(ds_replication *state)
{
    for (int32_t g = 0; g < state->desk->group_count; g++) {
        ds_group_state *group = &state->groups[g];
        double *sum = group->tally.sum;
        ds_ticks oldest = 0;
        for (int32_t lane = 0; lane < group->queue.lane_count; lane++)
            count_lane(state, &group->queue.lanes[lane], &sum[DS_GROUP_CARRIED_OVER],
                       &oldest);
        sum[DS_GROUP_OLDEST] += (double)oldest;
        sum[DS_GROUP_MIDNIGHTS]++;
    }
}
