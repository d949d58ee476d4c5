/* Where the engine and the practices of a desk meet: what they hear, their timers, and
 * tasks, which are agents' work that is no ticket. */
#ifndef DS_MODEL_ENGINE_PRACTICES_H
#define DS_MODEL_ENGINE_PRACTICES_H

#include "model/engine/engine.h"

#include <stdint.h>

/* Work for a group that serves a ticket without being one. It queues like a ticket of its
 * priority; it is in no measure of tickets and of visits, has no clock, and is not seen by
 * observers. */
typedef struct ds_task {
    ds_task_kind kind;
    int32_t group;
    uint8_t priority;
    ds_ticks touch;
    int32_t parent;   /* row of the ticket that it is about, or DS_NO_ID */
    int32_t category; /* where there is no parent */
    uint32_t ordinal; /* among the tasks of this kind about this ticket */
    uint8_t detail;   /* for its practice */
    int32_t major;    /* of a war room or an update: the major incident's row */
} ds_task;

/* A timer at an instant not before now, about a ticket (which has to be there). */
static void ds_timer_set(ds_replication *state, ds_ticks at, ds_timer_kind kind,
                         int32_t ticket_row, uint32_t tag);
/* The same about no ticket: `subject` and `tag` are its practice's. */
static void ds_timer_set_alone(ds_replication *state, ds_ticks at, ds_timer_kind kind,
                               int32_t subject, uint32_t tag);
/* Event: a timer comes to the practice that set it. */
static void ds_practices_timer(ds_replication *state, int32_t timer_row);

/* Begins a task. From a timer's handler only: the ticket pool may move. */
static void ds_task_begin(ds_replication *state, const ds_task *task);
/* Its work is done: its practice is told and its row is given back. */
static void ds_task_end(ds_replication *state, int32_t task_row);
/* The ticket that a task is about, or DS_NO_ID where that is gone. */
static int32_t ds_task_parent(const ds_replication *state, int32_t task_row);

/* The replication begins. */
static void ds_practices_begin(ds_replication *state);
/* Whether a contact that is described becomes no ticket. */
static bool ds_practices_deflect(ds_replication *state, int32_t ticket_row);
/* A new ticket, described but for its first priority. */
static void ds_practices_describe(ds_replication *state, int32_t ticket_row);
/* Whether a new ticket is seen to without a visit to its first group. */
static bool ds_practices_take(ds_replication *state, int32_t ticket_row, int32_t group_row);
/* A visit that is planned; `from` is the group that handed the ticket over, or DS_NO_ID. */
static void ds_practices_shape_visit(ds_replication *state, int32_t ticket_row,
                                     int32_t from);
/* A finished ticket that counts. */
static void ds_practices_count_ticket(ds_replication *state, int32_t ticket_row,
                                      double *sum);

/* Counts in the window only. */
static void ds_practice_count(ds_replication *state, ds_practice_sum sum, double value);

#endif
