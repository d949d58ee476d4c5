/* The tickets of a replication that are worth explaining: the worst by some measure, or
 * those that breached.
 *
 * Searched among the tickets that arrived inside the window, as the results count them.
 * What the simulation's end found open counts with its age so far. Memory grows with the
 * tickets that are wanted, not with those simulated.
 */
#ifndef DS_ANALYSIS_TICKET_SEARCH_H
#define DS_ANALYSIS_TICKET_SEARCH_H

#include "model/desk.h"
#include "scenarios/ticket_history.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum ds_search_order {
    DS_SEARCH_RESOLUTION, /* arrival to last resolution, the longest first */
    DS_SEARCH_RESPONSE,   /* arrival to first work, the longest first */
    DS_SEARCH_LATENESS,   /* resolution after due, the latest first; needs a due */
    DS_SEARCH_WAIT,       /* time in queues, closed hours included, the longest first */
    DS_SEARCH_ORDERS,
} ds_search_order;

typedef struct ds_search {
    ds_search_order order;
    int32_t priority;      /* only these (the final one), or DS_NO_ID */
    bool is_breached_only; /* of the response for DS_SEARCH_RESPONSE, else the resolution */
    int32_t limit;         /* at least 1 */
} ds_search;

typedef struct ds_found_ticket {
    uint64_t number;
    ds_ticks arrived_at;
    ds_ticks responded_at; /* < 0: never */
    ds_ticks resolved_at;  /* < 0: open at the end */
    ds_ticks end;          /* the last resolution, or the end of the simulation */
    ds_ticks due;          /* of the resolution; DS_NEVER: none known */
    ds_ticks wait;         /* in queues */
    ds_ticks rank;         /* what it is ordered by */
    int32_t category;
    int32_t group; /* where it was at the end */
    uint8_t type;
    uint8_t priority;
    bool has_breached_response;
    bool has_breached_resolution;
} ds_found_ticket;

typedef struct ds_found_tickets {
    ds_found_ticket *list; /* in the order asked for; ties by number */
    int32_t count;
    int64_t matching;  /* tickets that fit, listed or not */
    int64_t in_window; /* tickets that arrived inside the window */
    uint64_t arrived;  /* in the whole replication */
} ds_found_tickets;

/* Simulates the replication; free what was found, after a failure too. */
ds_status ds_ticket_search(const ds_desk *desk, const ds_history_options *options,
                           const ds_search *search, ds_found_tickets *found,
                           ds_error *err) DS_MUST_USE;
void ds_found_tickets_free(ds_found_tickets *found);

#endif
