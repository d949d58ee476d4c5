#include "sim/event_queue.h"

#include <stdlib.h>

__extension__ typedef unsigned __int128 event_key;

/* Time, then order, as one number: the comparison has no branch to mispredict. */
static inline event_key key_of(const ds_event *event)
{
    return ((event_key)(uint64_t)event->time << 64) | event->order;
}

static bool grow(ds_event_heap *heap)
{
    int32_t capacity = heap->capacity ? 2 * heap->capacity : 256;
    ds_event *events = realloc(heap->events, (size_t)capacity * sizeof *events);
    if (!events)
        return false;
    heap->events = events;
    heap->capacity = capacity;
    return true;
}

/* Moves the hole at the root down along the earlier children to a leaf; returns its place.
 */
static inline int32_t sink_hole(ds_event *events, int32_t count)
{
    int32_t hole = 0;
    int32_t child = 1;
    while (child + 1 < count) {
        child += key_of(&events[child + 1]) < key_of(&events[child]);
        events[hole] = events[child];
        hole = child;
        child = 2 * hole + 1;
    }
    if (child < count) {
        events[hole] = events[child];
        hole = child;
    }
    return hole;
}

static inline void rise(ds_event *events, int32_t place, const ds_event *event)
{
    event_key key = key_of(event);
    while (place > 0) {
        int32_t parent = (place - 1) / 2;
        if (key_of(&events[parent]) <= key)
            break;
        events[place] = events[parent];
        place = parent;
    }
    events[place] = *event;
}

/* Closes the hole that a pop left, with the last event. */
static inline void close_hole(ds_event_heap *heap)
{
    heap->has_hole = false;
    heap->count--;
    if (heap->count > 0) {
        ds_event last = heap->events[heap->count];
        rise(heap->events, sink_hole(heap->events, heap->count), &last);
    }
}

static inline bool push(ds_event_heap *heap, const ds_event *event)
{
    if (heap->has_hole) {
        heap->has_hole = false;
        rise(heap->events, sink_hole(heap->events, heap->count), event);
        return true;
    }
    if (heap->count == heap->capacity && !grow(heap))
        return false;
    rise(heap->events, heap->count++, event);
    return true;
}

ds_status ds_event_queue_init(ds_event_queue *queue, ds_error *err)
{
    *queue = (ds_event_queue){0};
    for (int i = 0; i < DS_HASTES; i++)
        if (!grow(&queue->heaps[i])) {
            ds_event_queue_free(queue);
            return ds_error_no_memory(err);
        }
    return DS_OK;
}

void ds_event_queue_free(ds_event_queue *queue)
{
    for (int i = 0; i < DS_HASTES; i++)
        free(queue->heaps[i].events);
    *queue = (ds_event_queue){0};
}

void ds_event_queue_reset(ds_event_queue *queue)
{
    for (int i = 0; i < DS_HASTES; i++) {
        queue->heaps[i].count = 0;
        queue->heaps[i].has_hole = false;
    }
    queue->scheduled = 0;
}

bool ds_event_queue_schedule(ds_event_queue *queue, ds_haste haste, uint32_t class_of_order,
                             ds_event event)
{
    event.order = ((uint64_t)class_of_order << 56) | queue->scheduled++;
    return push(&queue->heaps[haste], &event);
}

bool ds_event_queue_pop(ds_event_queue *queue, ds_event *event_out)
{
    ds_event_heap *first = NULL;
    event_key first_key = 0;
    for (int i = 0; i < DS_HASTES; i++) {
        ds_event_heap *heap = &queue->heaps[i];
        if (heap->has_hole)
            close_hole(heap);
        if (heap->count > 0 && (!first || key_of(&heap->events[0]) < first_key)) {
            first = heap;
            first_key = key_of(&heap->events[0]);
        }
    }
    if (!first)
        return false;
    *event_out = first->events[0];
    first->has_hole = true;
    return true;
}
