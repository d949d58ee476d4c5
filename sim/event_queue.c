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
    if (!grow(&queue->near) || !grow(&queue->far)) {
        ds_event_queue_free(queue);
        return ds_error_no_memory(err);
    }
    return DS_OK;
}

void ds_event_queue_free(ds_event_queue *queue)
{
    free(queue->near.events);
    free(queue->far.events);
    *queue = (ds_event_queue){0};
}

void ds_event_queue_reset(ds_event_queue *queue)
{
    queue->near.count = 0;
    queue->near.has_hole = false;
    queue->far.count = 0;
    queue->far.has_hole = false;
    queue->scheduled = 0;
}

static inline uint64_t next_order(ds_event_queue *queue, uint32_t class_of_order)
{
    return ((uint64_t)class_of_order << 56) | queue->scheduled++;
}

bool ds_event_queue_schedule(ds_event_queue *queue, uint32_t class_of_order, ds_event event)
{
    event.order = next_order(queue, class_of_order);
    return push(&queue->near, &event);
}

bool ds_event_queue_schedule_far(ds_event_queue *queue, uint32_t class_of_order,
                                 ds_event event)
{
    event.order = next_order(queue, class_of_order);
    return push(&queue->far, &event);
}

bool ds_event_queue_pop(ds_event_queue *queue, ds_event *event_out)
{
    ds_event_heap *heap = &queue->near;
    if (queue->near.has_hole)
        close_hole(&queue->near);
    if (queue->far.has_hole)
        close_hole(&queue->far);
    if (queue->far.count > 0 &&
        (queue->near.count == 0 ||
         key_of(&queue->far.events[0]) < key_of(&queue->near.events[0])))
        heap = &queue->far;
    if (heap->count == 0)
        return false;
    *event_out = heap->events[0];
    heap->has_hole = true;
    return true;
}
