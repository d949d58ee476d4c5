/* The state of one replication, for the parts of the model that work on it. Not public.
 *
 * Each part owns its room: streams bring tickets in (stream_state.h), groups keep agents,
 * hours and queues (group_state.h), visits and resolutions move tickets on, cells and flow
 * count.
 */
#ifndef DS_MODEL_STATE_H
#define DS_MODEL_STATE_H

#include "model/cells.h"
#include "model/desk.h"
#include "model/flow.h"
#include "model/group_state.h"
#include "model/replication.h"
#include "model/stream_state.h"
#include "model/ticket.h"
#include "sim/event_queue.h"
#include "sim/random.h"

struct ds_replication {
    const ds_desk *desk;
    ds_seed seed;
    ds_ticks now;
    ds_event_queue events;
    ds_ticket_pool pool;
    ds_stream_state *streams;
    ds_group_state *groups;
    int32_t *cursors; /* one for each calendar */
    ds_cells cells;
    ds_flow flow;
    int64_t cohort_open; /* tickets that count and may still change */
    uint64_t tickets;    /* arrived so far */
    int64_t events_done;
    ds_observe *observe;
    void *observe_context;
    bool is_out_of_memory;
};

static inline ds_ticket *ds_ticket_at(ds_replication *state, int32_t row)
{
    return &state->pool.tickets[row];
}

static inline const ds_route *ds_route_of(const ds_desk *desk, const ds_ticket *ticket)
{
    return &desk->categories[ticket->category].routes[ticket->group];
}

static inline void ds_tell(ds_replication *state, ds_happening happening, int32_t row)
{
    if (state->observe)
        state->observe(state->observe_context, state, happening, row, state->now);
}

static inline void ds_schedule(ds_replication *state, ds_haste haste, uint32_t order_class,
                               ds_event event)
{
    if (!ds_event_queue_schedule(&state->events, haste, order_class, event))
        state->is_out_of_memory = true;
}

/* Schedules the end of a ticket's present state; earlier such events become obsolete. */
static inline void ds_schedule_ticket(ds_replication *state, int32_t row, ds_ticks time,
                                      ds_haste haste, uint32_t order_class, uint32_t kind)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    ds_schedule(state, haste, order_class,
                (ds_event){.time = time,
                           .subject = row,
                           .stamp = ds_event_stamp(kind, ++ticket->generation)});
}

#endif
