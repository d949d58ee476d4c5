/* What became of tickets, simulated or real, in one form: for comparing the two.
 *
 * Hours count from an origin that both share (of a simulation: its start).
 */
#ifndef DS_ANALYSIS_TICKET_RESULTS_H
#define DS_ANALYSIS_TICKET_RESULTS_H

#include "model/replication.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct ds_ticket_result {
    double opened_h;
    double resolved_h;     /* the last resolution; NAN: not resolved, or not known */
    double ended_h;        /* when it stopped being open; INFINITY: not yet */
    double hold_h;         /* NAN: not known */
    int16_t reassignments; /* -1: not known */
    uint8_t priority;      /* from 0; 255: none */
    int8_t breached;       /* 0, 1, or -1: no target, or undecided */
    int32_t stream;        /* of a simulated ticket, and its row in the stream's */
    int32_t trace_row;     /* trace, DS_NO_ID where it has none */
} ds_ticket_result;

typedef struct ds_ticket_results {
    ds_ticket_result *list;
    int64_t count;
    int64_t capacity;
} ds_ticket_results;

void ds_ticket_results_free(ds_ticket_results *results);
/* DS_NO_MEMORY, or DS_OK. */
ds_status ds_ticket_results_add(ds_ticket_results *results, const ds_ticket_result *one,
                                ds_error *err) DS_MUST_USE;

/* Simulates one replication (of the desk) and appends all its tickets. Holds for the reason
 * change do not count: so a calibrated desk has time in which nobody looks at a ticket. */
ds_status ds_ticket_results_simulate(ds_replication *replication, const ds_desk *desk,
                                     uint64_t seed, int64_t number, const atomic_bool *stop,
                                     ds_ticket_results *results, ds_error *err) DS_MUST_USE;

#endif
