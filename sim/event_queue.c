#include "sim/event_queue.h"

#include <stdlib.h>

static inline bool is_earlier(const ds_event *a, const ds_event *b)
{
    return a->when < b->when || (a->when == b->when && a->tag < b->tag);
}

/* A heap is at events[1 … count], the children of i at 2i and 2i + 1. events[count + 1] is
 * later than any event, so that a last parent with one child needs no test. */
static const ds_event later_than_any = {.tag = UINT64_MAX, .when = UINT64_MAX};

static bool grow(ds_event_heap *heap)
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
    heap->events[1] = later_than_any;
}

/* The earlier of two neighbours. Which one is a coin toss, so that it is chosen without a
 * branch; that they are at one instant is rare, so that this is left to one. */
static inline size_t earlier_child(const ds_event *events, size_t child)
{
    uint64_t left = events[child].when;
    uint64_t right = events[child + 1].when;
    size_t is_right = right < left;
    if (__builtin_expect(left == right, 0))
        is_right = events[child + 1].tag < events[child].tag;
    return child + is_right;
}

/* Puts an event into the hole at the root and lets it sink below what comes earlier. */
static inline void sink(ds_event_heap *heap, ds_event event)
{
    ds_event *events = heap->events;
    size_t count = heap->count;
    size_t hole = 1;
    for (size_t child = 2; child <= count; child = 2 * hole) {
        child = earlier_child(events, child);
        if (is_earlier(&event, &events[child]))
            break;
        events[hole] = events[child];
        hole = child;
    }
    events[hole] = event;
}

static inline void rise(ds_event_heap *heap, ds_event event)
{
    ds_event *events = heap->events;
    size_t place = ++heap->count;
    events[place + 1] = later_than_any;
    for (; place > 1 && is_earlier(&event, &events[place / 2]); place /= 2)
        events[place] = events[place / 2];
    events[place] = event;
}

/* Closes the hole that a pop left, with the last event. */
static inline void close_hole(ds_event_heap *heap)
{
    ds_event last = heap->events[heap->count];
    heap->events[heap->count--] = later_than_any;
    if (heap->count > 0)
        sink(heap, last);
}

ds_status ds_event_queue_init(ds_event_queue *queue, ds_error *err)
{
    *queue = (ds_event_queue){.hole = DS_HASTES};
    for (int i = 0; i < DS_HASTES; i++)
        if (!grow(&queue->heaps[i])) {
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

uint64_t ds_event_queue_schedule(ds_event_queue *queue, ds_haste haste, ds_ticks time,
                                 uint32_t order_class, uint32_t kind, int32_t subject)
{
    ds_event_heap *heap = &queue->heaps[haste];
    uint64_t at = (uint64_t)ds_ticks_min(time, DS_EVENT_LATEST);
    ds_event event = {.tag = (++queue->scheduled << 24) | (uint64_t)subject,
                      .when = (at << 8) | (order_class << 4) | kind};
    if (queue->hole == haste) {
        queue->hole = DS_HASTES;
        sink(heap, event);
        return event.tag;
    }
    if (heap->count == heap->capacity && !grow(heap))
        return 0;
    rise(heap, event);
    return event.tag;
}

/* `other` where its next event comes before that of `first`. */
static inline ds_haste earlier_heap(const ds_event_queue *queue, ds_haste first,
                                    ds_haste other)
{
    return is_earlier(&queue->heaps[other].events[1], &queue->heaps[first].events[1])
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
