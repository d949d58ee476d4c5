/* The event list: what happens next, in an order that is never left to luck.
 *
 * Events are plain 16-byte records in binary heaps, one for each kind of haste: what recurs
 * for few subjects (arrivals, opening hours), what ends soon (work), and long deadlines
 * that mostly never come due (time limits, reopenings, warnings), so that many of one kind
 * do not make the others slow. Which heap an event is in changes nothing but speed. At one
 * instant events run by class, then by kind, then in the order in which they were
 * scheduled.
 *
 * An event is not removed when it becomes obsolete: its subject has another tag pending,
 * and whoever pops it sees that. Not safe to share between threads.
 */
#ifndef DS_SIM_EVENT_QUEUE_H
#define DS_SIM_EVENT_QUEUE_H

#include "sim/clock.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Subjects are rows below this; so are, at most, the tickets open at once. */
#define DS_EVENT_SUBJECTS (INT32_C(1) << 24)
/* Later events are taken to be at this instant (1100 years). */
#define DS_EVENT_LATEST ((INT64_C(1) << 55) - 1)

typedef struct ds_event {
    uint64_t
        tag; /* the number of its scheduling (40 bits, from 1), then its subject (24) */
    uint64_t when; /* time (56 bits), then its class (4), then its kind (4) */
} ds_event;

static inline ds_ticks ds_event_time(const ds_event *event)
{
    return (ds_ticks)(event->when >> 8);
}

static inline uint32_t ds_event_kind(const ds_event *event)
{
    return (uint32_t)event->when & 15u;
}

static inline int32_t ds_event_subject(const ds_event *event)
{
    return (int32_t)(event->tag & (DS_EVENT_SUBJECTS - 1));
}

typedef struct ds_event_heap {
    ds_event *events;
    size_t count;
    size_t capacity;
} ds_event_heap;

typedef enum ds_haste {
    DS_RECURRING, /* one at a time for each of a few subjects */
    DS_NEAR,      /* the ends of what is going on */
    DS_FAR,       /* far away, or mostly obsolete when it comes */
    DS_HASTES,
} ds_haste;

typedef struct ds_event_queue {
    ds_event_heap heaps[DS_HASTES];
    ds_haste hole; /* the heap whose root was popped and not filled yet; DS_HASTES: none */
    uint64_t scheduled; /* how many, so far */
} ds_event_queue;

ds_status ds_event_queue_init(ds_event_queue *queue, ds_error *err) DS_MUST_USE;
void ds_event_queue_free(ds_event_queue *queue);
/* Forgets all events and keeps the memory. */
void ds_event_queue_reset(ds_event_queue *queue);

/* Adds an event at a time >= 0; classes and kinds are below 16. Returns its tag, which no
 * other event has; 0 where memory is short (the queue is as it was). */
uint64_t ds_event_queue_schedule(ds_event_queue *queue, ds_haste haste, ds_ticks time,
                                 uint32_t order_class, uint32_t kind, int32_t subject);

/* Takes the next event; false where there is none. */
bool ds_event_queue_pop(ds_event_queue *queue, ds_event *event_out);

#endif
