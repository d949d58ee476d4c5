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
#include "sim/event_heap.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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
__attribute__((always_inline)) static inline uint64_t
ds_event_queue_schedule(ds_event_queue *queue, ds_haste haste, ds_ticks time,
                        uint32_t order_class, uint32_t kind, int32_t subject)
{
    ds_event_heap *heap = &queue->heaps[haste];
    uint64_t at = (uint64_t)ds_ticks_min(time, DS_EVENT_LATEST);
    ds_event event = {.tag = (++queue->scheduled << 24) | (uint64_t)subject,
                      .when = (at << 8) | (order_class << 4) | kind};
    if (queue->hole == haste) {
        queue->hole = DS_HASTES;
        ds_event_heap_sink(heap, event);
        return event.tag;
    }
    if (heap->count == heap->capacity && !ds_event_heap_grow(heap))
        return 0;
    ds_event_heap_rise(heap, event);
    return event.tag;
}

/* Takes the next event; false where there is none. */
bool ds_event_queue_pop(ds_event_queue *queue, ds_event *event_out);

#endif
