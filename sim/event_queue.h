/* The event list: what happens next, in an order that is never left to luck.
 *
 * Events are plain 24-byte records in two binary heaps: one for what is near, one for long
 * deadlines that mostly never come due (time limits, reopenings, warnings), so that many of
 * these do not make the others slow. Which heap an event is in changes nothing but speed.
 * At one instant events run by class, then in the order in which they were scheduled.
 *
 * An event is not removed when it becomes obsolete: its subject's generation has moved on,
 * and whoever pops it sees that the stamp is old. Not safe to share between threads.
 */
#ifndef DS_SIM_EVENT_QUEUE_H
#define DS_SIM_EVENT_QUEUE_H

#include "sim/clock.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct ds_event {
    uint64_t order; /* class in the top 8 bits, then the number of the scheduling */
    ds_ticks time;
    int32_t subject;
    uint32_t stamp; /* kind in the low 8 bits, the subject's generation in the others */
} ds_event;

#define DS_GENERATION_MASK 0xffffffu

static inline uint32_t ds_event_stamp(uint32_t kind, uint32_t generation)
{
    return ((generation & DS_GENERATION_MASK) << 8) | kind;
}

static inline uint32_t ds_event_kind(const ds_event *event)
{
    return event->stamp & 0xffu;
}

static inline bool ds_event_is_current(const ds_event *event, uint32_t generation)
{
    return event->stamp >> 8 == (generation & DS_GENERATION_MASK);
}

typedef struct ds_event_heap {
    ds_event *events;
    int32_t count;
    int32_t capacity;
    bool has_hole; /* events[0] was popped; the next push or pop fills the hole */
} ds_event_heap;

typedef enum ds_haste {
    DS_RECURRING, /* one at a time for each of a few subjects */
    DS_NEAR,      /* the ends of what is going on */
    DS_FAR,       /* far away, or mostly obsolete when it comes */
    DS_HASTES,
} ds_haste;

typedef struct ds_event_queue {
    ds_event_heap heaps[DS_HASTES];
    uint64_t scheduled; /* how many, so far */
} ds_event_queue;

ds_status ds_event_queue_init(ds_event_queue *queue, ds_error *err) DS_MUST_USE;
void ds_event_queue_free(ds_event_queue *queue);
/* Forgets all events and keeps the memory. */
void ds_event_queue_reset(ds_event_queue *queue);

/* Adds an event (time >= 0). False where memory is short: the queue is as it was. */
bool ds_event_queue_schedule(ds_event_queue *queue, ds_haste haste, uint32_t class_of_order,
                             ds_event event);

/* Takes the next event; false where there is none. */
bool ds_event_queue_pop(ds_event_queue *queue, ds_event *event_out);

#endif
