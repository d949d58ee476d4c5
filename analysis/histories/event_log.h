/* The event log of one replication, for process mining: each ticket a case, each happening
 * an event, as CSV or as XES (IEEE 1849-2016, with its extensions concept, time, org and
 * lifecycle).
 *
 * The cases are the tickets that arrived inside the window [warm-up, horizon), as in a
 * generated history and with the same ids; each is written, events in the order of time,
 * when it is closed or the simulation ends. Memory grows with the tickets open at once, not
 * with those simulated. docs/explain.md describes activities and columns.
 */
#ifndef DS_ANALYSIS_EVENT_LOG_H
#define DS_ANALYSIS_EVENT_LOG_H

#include "model/desk.h"
#include "scenarios/ticket_history.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef enum ds_log_activity {
    DS_LOG_ARRIVE,
    DS_LOG_WORK,
    DS_LOG_HOLD,
    DS_LOG_ESCALATE, /* to a higher tier */
    DS_LOG_REASSIGN, /* to another group of the same tier */
    DS_LOG_RETURN,   /* to a lower tier */
    DS_LOG_MISROUTE, /* to a wrong group */
    DS_LOG_TIME_LIMIT,
    DS_LOG_RESPONSE_BREACH,
    DS_LOG_RESOLUTION_BREACH,
    DS_LOG_RESOLVE,
    DS_LOG_REOPEN,
    DS_LOG_CLOSE,
    DS_LOG_ACTIVITIES,
} ds_log_activity;

/* Of the standard's lifecycle model. */
typedef enum ds_log_transition {
    DS_LOG_SCHEDULE, /* of work: a visit begins */
    DS_LOG_START,
    DS_LOG_SUSPEND, /* preempted, closed, or held */
    DS_LOG_RESUME,
    DS_LOG_COMPLETE,
    DS_LOG_WITHDRAW, /* handed on by the time limit before any work */
    DS_LOG_ABORT,    /* "ate_abort": the same, after work had begun */
    DS_LOG_TRANSITIONS,
} ds_log_transition;

typedef struct ds_log_event {
    ds_ticks at;
    uint8_t activity;
    uint8_t transition;
    int8_t reason; /* HOLD: ds_hold_reason; otherwise DS_NO_ID */
    int32_t group;
    int32_t from_group; /* of a hand-over; otherwise DS_NO_ID */
    int32_t agent;      /* over the whole desk, from 0, or DS_NO_ID */
    uint32_t instance;  /* which visit, which hold; 0: none */
} ds_log_event;

typedef struct ds_log_case {
    uint64_t number;
    int32_t category;
    int32_t sla; /* or DS_NO_ID */
    int16_t channel;
    uint8_t type;
    uint8_t priority;
    uint8_t impact;
    uint8_t urgency;
    bool is_resolved;
    bool has_resolution_target;
    bool has_breached_response;
    bool has_breached_resolution;
    const ds_log_event *events;
    int32_t event_count;
} ds_log_case;

typedef enum ds_log_format {
    DS_LOG_CSV,
    DS_LOG_XES,
} ds_log_format;

typedef struct ds_log_counts {
    int64_t cases;
    int64_t events;
    int64_t by[DS_LOG_ACTIVITIES][DS_LOG_TRANSITIONS];
} ds_log_counts;

/* What a log file's name says about it: *.csv, *.xes, and both with .gz. DS_BAD_INPUT names
 * what is possible. */
ds_status ds_event_log_form(const char *path, ds_log_format *format_out, bool *is_gzip_out,
                            ds_error *err) DS_MUST_USE;

/* Simulates the replication and writes its log to a stream (`name` is for messages). */
ds_status ds_event_log_write(const ds_desk *desk, const ds_history_options *options,
                             ds_log_format format, FILE *file, const char *name,
                             ds_log_counts *counts_out, ds_error *err) DS_MUST_USE;

/* The same into a file of which the name says the form: whole, or not there. */
ds_status ds_event_log_save(const ds_desk *desk, const ds_history_options *options,
                            const char *path, ds_log_counts *counts_out,
                            ds_error *err) DS_MUST_USE;

/* As they stand in a log. */
const char *ds_log_activity_name(ds_log_activity activity);
const char *ds_log_transition_name(ds_log_transition transition);

#endif
