/* The state of one replication, for the parts of the model that work on it. Not public.
 *
 * Each part owns its room: streams bring tickets in (stream_state.h), groups keep agents,
 * hours and queues (group_state.h), visits and resolutions move tickets on, cells and flow
 * count.
 */
#ifndef DS_MODEL_STATE_H
#define DS_MODEL_STATE_H

#include "model/cells.h"
#include "model/chances.h"
#include "model/desk.h"
#include "model/event_kind.h"
#include "model/flow.h"
#include "model/group_state.h"
#include "model/people_state.h"
#include "model/practice_state.h"
#include "model/practices.h"
#include "model/replication.h"
#include "model/stream_state.h"
#include "model/ticket.h"
#include "sim/event_queue.h"
#include "sim/random.h"

/* A ticket that is open at the start. */
typedef struct ds_initial_ticket {
    ds_ticks arrived_at; /* < 0 */
    int32_t stream;
    int32_t number; /* of the stream's initial tickets, from 0 */
} ds_initial_ticket;

struct ds_replication {
    const ds_desk *desk;
    ds_seed seed;
    ds_ticks now;
    ds_event_queue events;
    ds_ticket_pool pool;
    ds_stream_state *streams;
    ds_sampler gap;             /* the unit exponential between arrivals */
    ds_initial_ticket *initial; /* room for the tickets that are open at the start */
    ds_group_state *groups;
    ds_people people;
    int32_t *cursors; /* one for each calendar */
    ds_cells cells;
    ds_flow flow;
    ds_chances chances;
    ds_practice_state *practices; /* NULL where the desk uses none */
    int64_t cohort_open;          /* tickets that count and may still change */
    uint64_t tickets;             /* arrived so far */
    int64_t events_done;
    const uint64_t *const *lucks; /* see ds_replication_set_lucks */
    ds_observe *observe;
    void *observe_context;
    bool is_out_of_memory;
    bool is_antithetic; /* see ds_replication_set_antithetic */
    uint32_t features;  /* that the desk uses (model/features.h) */
};

static inline ds_ticket *ds_ticket_at(ds_replication *state, int32_t row)
{
    return &state->pool.tickets[row];
}

static inline const ds_route *ds_route_of(const ds_desk *desk, const ds_ticket *ticket)
{
    return &desk->categories[ticket->category].routes[ticket->group];
}

/* Returns the event's tag. */
static inline uint64_t ds_schedule(ds_replication *state, ds_haste haste, ds_ticks time,
                                   ds_event_class order_class, ds_event_kind_code kind,
                                   int32_t subject)
{
    uint64_t tag =
        ds_event_queue_schedule(&state->events, haste, time, order_class, kind, subject);
    if (tag == 0)
        state->is_out_of_memory = true;
    return tag;
}

/* Schedules the end of a ticket's present state; an earlier such event becomes obsolete. */
static inline void ds_schedule_ticket(ds_replication *state, int32_t row, ds_haste haste,
                                      ds_ticks time, ds_event_class order_class,
                                      ds_event_kind_code kind)
{
    uint64_t tag = ds_schedule(state, haste, time, order_class, kind, row);
    ds_ticket_at(state, row)->pending = tag;
}

#endif
