/* One replication of a desk: the state that a worker reuses, and the run that yields a
 * tally.
 *
 * A replication is a pure function of (desk, seed, replication number): the same for any
 * thread and any order. Nothing here is global.
 */
#ifndef DS_MODEL_REPLICATION_H
#define DS_MODEL_REPLICATION_H

#include "model/desk.h"
#include "model/tally.h"
#include "model/ticket.h"
#include "sim/error.h"

#include <stdatomic.h>
#include <stdint.h>

typedef struct ds_replication ds_replication;

/* One ticket at an instant of its life, as an observer sees it. */
typedef enum ds_happening {
    DS_TICKET_ARRIVED,
    DS_TICKET_QUEUED,  /* in the queue of `group` */
    DS_TICKET_STARTED, /* an agent of `group` begins or goes on to work on it */
    DS_TICKET_STOPPED, /* work interrupted: preempted, or the group closed */
    DS_TICKET_WORKED,  /* the work of the visit is done, or held */
    DS_TICKET_HELD,    /* on hold, for `reason` */
    DS_TICKET_UNHELD,
    DS_TICKET_TIME_LIMIT,    /* handed on because the group's time limit is over */
    DS_TICKET_MISROUTED,     /* on its way to a wrong group */
    DS_TICKET_REPRIORITISED, /* its priority has changed, wherever it is */
    DS_TICKET_RESOLVED,
    DS_TICKET_REOPENED,
    DS_TICKET_CLOSED,   /* nothing more will happen; closed_at is resolution + auto-close */
    DS_TICKET_CENSORED, /* the simulation ended first */
    DS_TICKET_LEFT_LINE, /* its user's patience in line is over; perhaps he tries again */
    DS_TICKET_TAKEN_ON,  /* does not wait for those any more: others take it on */
    DS_TICKET_ABANDONED, /* given up for good by its user, unresolved */
    DS_HAPPENINGS,
} ds_happening;

/* Called at each happening, in the order of simulation, from the replication's own thread.
 */
typedef void ds_observe(void *context, const ds_replication *replication,
                        ds_happening happening, int32_t ticket_row, ds_ticks now);

/* A new replication state for a desk (which must outlive it). NULL where memory is short.
 */
ds_replication *ds_replication_new(const ds_desk *desk, ds_error *err);
void ds_replication_delete(ds_replication *replication);

/* A ticket by its row, and its clocks (NULL where the desk has none), for observers: what
 * they point at is good until the observer returns. */
const ds_ticket *ds_replication_ticket(const ds_replication *replication,
                                       int32_t ticket_row);
const ds_ticket_clocks *ds_replication_clocks(const ds_replication *replication,
                                              int32_t ticket_row);

/* Calls `observe` at each happening from the next run on; NULL ends that. Costs nothing
 * where none is set. */
void ds_replication_observe(ds_replication *replication, ds_observe *observe,
                            void *context);

/* From the next run on, replications 2k and 2k + 1 are antithetic: they have the random
 * numbers of key k, the second with each uniform u as 1 - u. */
void ds_replication_set_antithetic(ds_replication *replication, bool is_antithetic);

/* From the next run on, the ith ticket that a stream replays from its trace has the random
 * numbers of number lucks[stream][i] of that stream instead of its own: for tickets of
 * which more is known than their trace says. NULL, for all streams or one: its own. The
 * tables are the caller's. With automation (model/practices.h) they are left out. */
void ds_replication_set_lucks(ds_replication *replication, const uint64_t *const *lucks);

/* Runs replication number `number` (from 0) under a seed and fills `tally_out` (which the
 * caller frees). *stop, polled now and then, ends the run early with DS_UNFINISHED; may be
 * NULL. */
ds_status ds_replication_run(ds_replication *replication, uint64_t seed, int64_t number,
                             const atomic_bool *stop, ds_tally *tally_out,
                             ds_error *err) DS_MUST_USE;

#endif
