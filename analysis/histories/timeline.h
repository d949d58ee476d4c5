/* The life of single simulated tickets: what happened to them, and who was served while
 * they waited.
 *
 * An observer records the happenings of a few tickets, given by number, with their clocks
 * as they stand after each one, and the work on other tickets in their group while they
 * wait. Everything else (steps, accounts, verdicts) is derived from that afterwards. A
 * recorder's memory grows with what happens to its tickets only.
 */
#ifndef DS_ANALYSIS_TIMELINE_H
#define DS_ANALYSIS_TIMELINE_H

#include "model/desk.h"
#include "model/replication.h"
#include "scenarios/ticket_history.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

/* At most so many tickets are recorded in one run. */
#define DS_MAX_TIMELINES 1000

/* Something that happened to the ticket. */
typedef struct ds_moment {
    ds_ticks at;
    ds_happening happening;
    int32_t group;     /* where it is then; DS_NO_ID before the first visit */
    int32_t agent;     /* over the whole desk, from 0, or DS_NO_ID */
    int32_t reason;    /* HELD: ds_hold_reason; otherwise DS_NO_ID */
    int32_t contract;  /* HELD: the vendor's, or DS_NO_ID */
    uint32_t visit;    /* 1 for the first; 0 before it */
    bool is_misrouted; /* this visit is to a wrong group */
    uint8_t priority;
    ds_ticket_clocks clocks; /* after it; in state NONE where the ticket has none */
} ds_moment;

/* Work on another ticket while this one waited for the same group. */
typedef struct ds_stint {
    int32_t moment;     /* the QUEUED with which the wait began */
    uint64_t number;    /* of the other ticket */
    ds_ticks queued_at; /* when the other one's visit began */
    ds_ticks began;     /* the work; before `from` where it was in work already */
    ds_ticks from;      /* the part of it inside the wait */
    ds_ticks to;
    uint8_t priority;
} ds_stint;

typedef struct ds_timeline {
    const ds_desk *desk;
    uint64_t number;
    bool is_found;    /* the replication has such a ticket */
    bool is_censored; /* the simulation ended first */
    ds_ticket ticket; /* at its end */
    ds_moment *moments;
    int32_t moment_count;
    int32_t moment_capacity;
    ds_stint *stints; /* in the order in which they ended */
    int32_t stint_count;
    int32_t stint_capacity;
} ds_timeline;

/* Simulates a replication and records `count` tickets (1 to DS_MAX_TIMELINES, different
 * numbers); timelines[i] is that of numbers[i], not found where there is no such ticket.
 * *arrived_out is how many tickets the replication has: 1 to this are their numbers. Free
 * each timeline, after a failure too. The desk must outlive them. */
ds_status ds_timelines_record(const ds_desk *desk, const ds_history_options *options,
                              const uint64_t *numbers, int32_t count,
                              ds_timeline *timelines, uint64_t *arrived_out,
                              ds_error *err) DS_MUST_USE;
void ds_timeline_free(ds_timeline *timeline);

#endif
