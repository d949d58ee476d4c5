/* The queue of one support group, under any of the disciplines.
 *
 * A queue has lanes. Within a lane the order never changes while tickets wait, so a lane is
 * a heap; where the order between lanes changes with time (accumulating priority: one lane
 * for each priority; least slack: one for each calendar), only the lanes' heads are
 * compared when a ticket is taken. Random order has one lane without order. No operation
 * looks at all tickets.
 *
 * Removing a ticket from the middle leaves its entry behind: the ticket's queue_stamp has
 * moved on, and the entry is dropped when it is met.
 */
#ifndef DS_MODEL_WAIT_QUEUE_H
#define DS_MODEL_WAIT_QUEUE_H

#include "model/desk.h"
#include "model/ticket.h"
#include "sim/random.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct ds_waiting {
    int64_t key;    /* smaller first */
    uint64_t order; /* then smaller first */
    int32_t ticket;
    uint32_t stamp;
} ds_waiting;

typedef struct ds_lane {
    ds_waiting *entries;
    int32_t count; /* entries, obsolete ones included */
    int32_t capacity;
} ds_lane;

typedef struct ds_wait_queue {
    ds_lane *lanes;
    int32_t lane_count;
    int32_t length; /* tickets waiting */
    uint64_t taken; /* for random order: keys the draws */
} ds_wait_queue;

ds_status ds_wait_queue_init(ds_wait_queue *queue, int32_t lane_count,
                             ds_error *err) DS_MUST_USE;
void ds_wait_queue_free(ds_wait_queue *queue);
void ds_wait_queue_reset(ds_wait_queue *queue);

/* Adds a ticket to a lane; stamps the ticket. False where memory is short. */
bool ds_wait_queue_push(ds_wait_queue *queue, int32_t lane, int64_t key, ds_ticket *ticket,
                        int32_t ticket_row);
/* The ticket is no longer waiting; its entry is left to be dropped. */
void ds_wait_queue_withdraw(ds_wait_queue *queue, ds_ticket *ticket);

/* The first waiting ticket of a lane, or NULL where it has none. */
const ds_waiting *ds_wait_queue_head(ds_wait_queue *queue, int32_t lane,
                                     const ds_ticket *tickets);
/* Whether whoever asks could take a ticket. */
typedef struct ds_taker {
    bool (*can_take)(const struct ds_taker *self, int32_t ticket_row);
} ds_taker;

/* The first of a lane that can be taken, or NULL; looks at all of it. */
const ds_waiting *ds_wait_queue_first(const ds_wait_queue *queue, int32_t lane,
                                      const ds_ticket *tickets, const ds_taker *taker);
/* Any of lane 0 that can be taken, each as likely; a row, or DS_NO_ID. */
int32_t ds_wait_queue_random_first(ds_wait_queue *queue, const ds_ticket *tickets,
                                   const ds_taker *taker, const ds_seed *seed,
                                   ds_identity who);
/* Takes the head of a lane (which must have one): its ticket's row. */
int32_t ds_wait_queue_take(ds_wait_queue *queue, int32_t lane, ds_ticket *tickets);
/* Takes any waiting ticket of lane 0, each as likely; `uniform` decides (and, where
 * obsolete entries are met, further draws of the same identity do). */
int32_t ds_wait_queue_take_random(ds_wait_queue *queue, ds_ticket *tickets,
                                  const ds_seed *seed, ds_identity who);

#endif
