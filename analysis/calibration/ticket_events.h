/* The events of tickets, as import and `explain --log` write them: the way from group to
 * group, holds with their reasons, work, reopenings and changes of priority.
 *
 * 32 bytes an event, in the order of the ticket table's tickets and, within a ticket, of
 * time. Events of tickets that the table does not have are counted and left out.
 */
#ifndef DS_ANALYSIS_TICKET_EVENTS_H
#define DS_ANALYSIS_TICKET_EVENTS_H

#include "analysis/calibration/ticket_table.h"

#include <stdbool.h>

typedef enum ds_event_activity {
    DS_PAST_OTHER, /* arrivals, moves, closures: their group tells enough */
    DS_PAST_WORK,
    DS_PAST_HOLD,
    DS_PAST_RESOLVE,
    DS_PAST_REOPEN,
} ds_event_activity;

typedef struct ds_past_event {
    int64_t at_us;
    int32_t ticket;   /* in the table's list */
    int32_t row;      /* in the file: the order within an instant */
    int32_t agent;    /* row of the table's `agents`, or DS_NO_ID */
    int16_t group;    /* row of its `groups`, or DS_NO_ID */
    uint8_t priority; /* row of its `priorities`, or 255 */
    uint8_t activity; /* ds_event_activity */
    uint8_t reason;   /* ds_hold_reason */
    bool is_start;    /* work or hold begins (or work goes on) */
    bool is_end;      /* … or ends */
} ds_past_event;

typedef struct ds_ticket_events {
    ds_past_event *list;
    int64_t count;
    int64_t capacity;
    int64_t *first; /* [tickets + 1] a ticket's events are [first[i], first[i + 1]) */
    int64_t rows_read;
    int64_t rows_foreign; /* of tickets that the table has not */
    int64_t rows_refused; /* without a readable time or with too few columns */
    int64_t refused_line; /* the first of them */
    int64_t tickets;      /* that have events */
    double overlap;   /* share of the time worked that overlaps the agent's other work */
    double overnight; /* share of the spells of work that go past midnight */
    bool is_touch;    /* so the spells are work with the hands, and became touch times */
} ds_ticket_events;

/* Reads an event log ("-" is not possible: the tickets may come from there). Where agents'
 * spells of work neither overlap nor go past midnight (UTC), more than 5 % of them, they
 * are hands-on work, and the table without columns of touch times gets them. DS_BAD_INPUT
 * where the file is none, or has no events for nine in ten tickets. Free after a failure
 * too. */
ds_status ds_ticket_events_read(const char *path, ds_ticket_table *table,
                                ds_ticket_events *self, ds_error *err) DS_MUST_USE;
void ds_ticket_events_free(ds_ticket_events *self);

#endif
