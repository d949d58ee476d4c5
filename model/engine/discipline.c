#include "model/engine/discipline.h"

#include "model/engine/practices/live.h"

#include <assert.h>

/* The ticket's running clock that is due first, or NULL. */
static const ds_sla_clock *earliest_clock(const ds_replication *state,
                                          const ds_group *group, int32_t row)
{
    if (!state->pool.clocks)
        return NULL;
    const ds_ticket_clocks *clocks = &state->pool.clocks[row];
    const ds_sla_clock *candidates[] = {&clocks->response, &clocks->resolution};
    const ds_sla_clock *best = NULL;
    if (group->edf_by_ola)
        return clocks->ola.state == DS_SLA_RUNNING ? &clocks->ola : NULL;
    for (int i = 0; i < 2; i++)
        if (candidates[i]->state == DS_SLA_RUNNING &&
            (!best || candidates[i]->due < best->due))
            best = candidates[i];
    return best;
}

/* The mean touch time of the visit less the work done in it, not below 0. */
static ds_ticks mean_remaining(const ds_replication *state, const ds_ticket *ticket)
{
    const ds_route *route = ds_route_of(state->desk, ticket);
    double mean = route->is_used ? route->work.mean : 0;
    ds_ticks left = ds_ticks_from_seconds(mean) - ticket->visit_touch;
    return left > 0 ? left : 0;
}

static bool push_by_slack(ds_replication *state, ds_group_state *group, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    const ds_sla_clock *clock = earliest_clock(state, group->group, row);
    if (!clock)
        return ds_wait_queue_push(&group->queue, state->desk->calendar_count, 0, ticket,
                                  row);
    int32_t calendar = clock->calendar;
    int64_t due = ds_calendar_position(&state->desk->calendars[calendar], clock->due,
                                       &state->cursors[calendar]);
    return ds_wait_queue_push(&group->queue, calendar, due - mean_remaining(state, ticket),
                              ticket, row);
}

/* Whether a ticket waits in the lane of live contacts, the last one. */
static bool has_live_lane(const ds_replication *state, const ds_group_state *group)
{
    return ds_has_live(state) && ds_blending_of(state, group) != DS_LIVE_IN_TURN;
}

/* Not inlined, as the one below: the way past the queue is the shorter for it. */
__attribute__((noinline)) static bool ds_discipline_push(ds_replication *state,
                                                         ds_group_state *group, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    const ds_sla_clock *clock;
    if (ds_is_live(state, row) && has_live_lane(state, group)) {
        bool is_by_priority = group->group->discipline == DS_PRIORITY;
        return ds_wait_queue_push(&group->queue, group->queue.lane_count - 1,
                                  is_by_priority ? ticket->priority : 0, ticket, row);
    }
    switch (group->group->discipline) {
    case DS_PRIORITY:
        return ds_wait_queue_push(&group->queue, 0, ticket->priority, ticket, row);
    case DS_EDF:
        clock = earliest_clock(state, group->group, row);
        return ds_wait_queue_push(&group->queue, 0, clock ? clock->due : DS_NEVER, ticket,
                                  row);
    case DS_LEAST_SLACK:
        return push_by_slack(state, group, row);
    case DS_ACCUMULATING:
        return ds_wait_queue_push(&group->queue, ticket->priority, 0, ticket, row);
    case DS_FIFO:
    case DS_RANDOM:
        break;
    }
    return ds_wait_queue_push(&group->queue, 0, 0, ticket, row);
}

/* The first of a lane, or the first that `taker` (NULL: anybody) can take; or NULL. */
static inline const ds_waiting *first_of(ds_replication *state, ds_group_state *group,
                                         int32_t lane, const ds_taker *taker)
{
    const ds_ticket *tickets = state->pool.tickets;
    if (DS_USES(DS_FEATURE_PEOPLE) && taker)
        return ds_wait_queue_first(&group->queue, lane, tickets, taker);
    return ds_wait_queue_head(&group->queue, lane, tickets);
}

/* The lane whose head has gathered most: rate × age at the group; ties to the higher
 * priority. */
static int32_t most_accumulated(ds_replication *state, ds_group_state *group,
                                const ds_taker *taker)
{
    const ds_ticket *tickets = state->pool.tickets;
    int32_t best = 0;
    double most = -1;
    for (int32_t lane = 0; lane < state->desk->priority_count; lane++) {
        const ds_waiting *head = first_of(state, group, lane, taker);
        if (!head)
            continue;
        double gathered = group->group->accumulation[lane] *
                          (double)(state->now - tickets[head->ticket].group_at);
        if (gathered > most) {
            most = gathered;
            best = lane;
        }
    }
    return best;
}

/* The lane whose head has least slack now, each in its own calendar's business time. */
static int32_t least_slack(ds_replication *state, ds_group_state *group,
                           const ds_taker *taker)
{
    const ds_desk *desk = state->desk;
    int32_t best = DS_NO_ID;
    int64_t least = 0;
    uint64_t order = 0;
    for (int32_t lane = 0; lane < desk->calendar_count; lane++) {
        const ds_waiting *head = first_of(state, group, lane, taker);
        if (!head)
            continue;
        int64_t slack = head->key - ds_calendar_position(&desk->calendars[lane], state->now,
                                                         &state->cursors[lane]);
        if (best == DS_NO_ID || slack < least || (slack == least && head->order < order)) {
            least = slack;
            order = head->order;
            best = lane;
        }
    }
    return best == DS_NO_ID ? desk->calendar_count : best;
}

/* The lane that is next, of those for deferred work; it may have nobody for `taker`. */
static int32_t next_lane(ds_replication *state, ds_group_state *group,
                         const ds_taker *taker)
{
    if (group->group->discipline == DS_ACCUMULATING)
        return most_accumulated(state, group, taker);
    if (group->group->discipline == DS_LEAST_SLACK)
        return least_slack(state, group, taker);
    return 0;
}

__attribute__((noinline)) static int32_t ds_discipline_take(ds_replication *state,
                                                            ds_group_state *group)
{
    ds_ticket *tickets = state->pool.tickets;
    assert(group->queue.length > 0);
    int32_t lane = group->queue.lane_count - 1;
    if (!has_live_lane(state, group) || group->live_waiting == 0) {
        if (group->group->discipline == DS_RANDOM)
            return ds_wait_queue_take_random(&group->queue, tickets, &state->seed,
                                             (ds_identity){.family = group->group->family});
        lane = next_lane(state, group, NULL);
    }
    /* Drops obsolete entries; there is a head, since the queue is not empty. */
    (void)ds_wait_queue_head(&group->queue, lane, tickets);
    return ds_wait_queue_take(&group->queue, lane, tickets);
}

static int32_t ds_discipline_find(ds_replication *state, ds_group_state *group,
                                  const ds_taker *taker)
{
    const ds_ticket *tickets = state->pool.tickets;
    const ds_waiting *found = NULL;
    if (has_live_lane(state, group) && group->live_waiting > 0)
        found = first_of(state, group, group->queue.lane_count - 1, taker);
    if (found)
        return found->ticket;
    if (group->group->discipline == DS_RANDOM)
        return ds_wait_queue_random_first(&group->queue, tickets, taker, &state->seed,
                                          (ds_identity){.family = group->group->family});
    found = first_of(state, group, next_lane(state, group, taker), taker);
    return found ? found->ticket : DS_NO_ID;
}
