/* A binary heap of events, inlined wherever one is scheduled: each call not inlined costs 3
 * % of the engine's instructions, and which ones were used to be the compiler's choice. */
#ifndef DS_SIM_EVENT_HEAP_H
#define DS_SIM_EVENT_HEAP_H

#include "sim/clock.h"

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

static inline bool ds_event_is_earlier(const ds_event *a, const ds_event *b)
{
    return a->when < b->when || (a->when == b->when && a->tag < b->tag);
}

/* A heap is at events[1 … count], the children of i at 2i and 2i + 1. events[count + 1] is
 * later than any event, so that a last parent with one child needs no test. */
static const ds_event ds_event_later_than_any = {.tag = UINT64_MAX, .when = UINT64_MAX};

/* Room for more; false where memory is short. */
bool ds_event_heap_grow(ds_event_heap *heap);

/* The earlier of two neighbours. Which one is a coin toss, so that it is chosen without a
 * branch; that they are at one instant is rare, so that this is left to one. */
static inline size_t ds_event_earlier_child(const ds_event *events, size_t child)
{
    uint64_t left = events[child].when;
    uint64_t right = events[child + 1].when;
    size_t is_right = right < left;
    if (__builtin_expect(left == right, 0))
        is_right = events[child + 1].tag < events[child].tag;
    return child + is_right;
}

/* Puts an event into the hole at the root and lets it sink below what comes earlier. */
static inline void ds_event_heap_sink(ds_event_heap *heap, ds_event event)
{
    ds_event *events = heap->events;
    size_t count = heap->count;
    size_t hole = 1;
    for (size_t child = 2; child <= count; child = 2 * hole) {
        child = ds_event_earlier_child(events, child);
        if (ds_event_is_earlier(&event, &events[child]))
            break;
        events[hole] = events[child];
        hole = child;
    }
    events[hole] = event;
}

/* Adds an event where there is room. */
static inline void ds_event_heap_rise(ds_event_heap *heap, ds_event event)
{
    ds_event *events = heap->events;
    size_t place = ++heap->count;
    events[place + 1] = ds_event_later_than_any;
    for (; place > 1 && ds_event_is_earlier(&event, &events[place / 2]); place /= 2)
        events[place] = events[place / 2];
    events[place] = event;
}

#endif
