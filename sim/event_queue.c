#include "sim/event_queue.h"

#include <stdlib.h>

bool ds_event_heap_grow(ds_event_heap *heap)
{
    size_t capacity = heap->capacity ? 2 * heap->capacity : 256;
    ds_event *events = realloc(heap->events, (capacity + 2) * sizeof *events);
    if (!events)
        return false;
    heap->events = events;
    heap->capacity = capacity;
    return true;
}

static void clear(ds_event_heap *heap)
{
    heap->count = 0;
    heap->events[1] = ds_event_later_than_any;
}

/* Closes the hole that a pop left, with the last event. */
static inline void close_hole(ds_event_heap *heap)
{
    ds_event last = heap->events[heap->count];
    heap->events[heap->count--] = ds_event_later_than_any;
    if (heap->count > 0)
        ds_event_heap_sink(heap, last);
}

ds_status ds_event_queue_init(ds_event_queue *queue, ds_error *err)
{
    *queue = (ds_event_queue){.hole = DS_HASTES};
    for (int i = 0; i < DS_HASTES; i++)
        if (!ds_event_heap_grow(&queue->heaps[i])) {
            ds_event_queue_free(queue);
            return ds_error_no_memory(err);
        }
    ds_event_queue_reset(queue);
    return DS_OK;
}

void ds_event_queue_free(ds_event_queue *queue)
{
    for (int i = 0; i < DS_HASTES; i++)
        free(queue->heaps[i].events);
    *queue = (ds_event_queue){.hole = DS_HASTES};
}

void ds_event_queue_reset(ds_event_queue *queue)
{
    for (int i = 0; i < DS_HASTES; i++)
        clear(&queue->heaps[i]);
    queue->hole = DS_HASTES;
    queue->scheduled = 0;
}

/* `other` where its next event comes before that of `first`. */
static inline ds_haste earlier_heap(const ds_event_queue *queue, ds_haste first,
                                    ds_haste other)
{
    return ds_event_is_earlier(&queue->heaps[other].events[1],
                               &queue->heaps[first].events[1])
               ? other
               : first;
}

bool ds_event_queue_pop(ds_event_queue *queue, ds_event *event_out)
{
    if (queue->hole != DS_HASTES)
        close_hole(&queue->heaps[queue->hole]);
    queue->hole = DS_HASTES;
    ds_haste first = earlier_heap(queue, DS_NEAR, DS_RECURRING);
    first = earlier_heap(queue, first, DS_FAR);
    if (queue->heaps[first].count == 0)
        return false;
    *event_out = queue->heaps[first].events[1];
    queue->hole = first;
    return true;
}
