/* The rows of one ticket, and what becomes of them: a ticket of the canonical CSV and its
 * events.
 *
 * Rows are steps in time: who has the ticket, in which state it is. One walk over them
 * finds first group, reassignments, holds, resolution, reopenings and events, whether the
 * export has one row per ticket, one per change, or one per event.
 */
#ifndef DS_IMPORT_CASE_H
#define DS_IMPORT_CASE_H

#include "scenarios/import/dialect.h"
#include "scenarios/import/ordinals.h"
#include "scenarios/ticket_record.h"

#define DS_CASE_ROWS 100000 /* of one ticket */

/* Values by field; "" for missing. us: DS_NO_TIME for missing. */
typedef struct ds_import_row {
    int64_t line;
    int64_t sequence; /* -1: none */
    int64_t us[DS_FIELD_TIMES];
    const char *value[DS_IMPORT_FIELDS];
    ds_status_kind status;
} ds_import_row;

typedef struct ds_import_event {
    int64_t us;
    const char *activity; /* as ds_log_activity_name */
    const char *lifecycle;
    const char *group;
    const char *from_group;
    const char *reason;
    int32_t agent; /* from 0, or DS_NO_ID */
    int32_t instance;
} ds_import_event;

typedef struct ds_import_case {
    ds_export_kind kind;
    bool has_column[DS_IMPORT_FIELDS];
    ds_import_row *rows;
    int32_t count;
    int32_t capacity;
    ds_arena arena; /* the rows' texts, where they are copied */
    bool wants_events;
    bool is_resolved_when_closed; /* there is no time of resolution */

    /* What was found. */
    ds_ticket_record record; /* texts: of the rows; agent apart */
    int32_t agent;           /* the resolver's row in people, or DS_NO_ID */
    ds_import_event *events;
    int32_t event_count;
    int32_t event_capacity;
    int32_t rows_out_of_order;
    int32_t rows_backfilled; /* that know a resolution which was still to come */
    bool is_held;
    bool is_held_for_user;
    bool is_end_assumed; /* of an event log: resolved with its last event */
    bool is_cancelled;
} ds_import_case;

void ds_case_free(ds_import_case *one);
void ds_case_reset(ds_import_case *one);

/* Adds a row, whose texts are copied where `copies`, or must last until the next reset. */
ds_status ds_case_add(ds_import_case *one, const ds_import_row *row, bool copies,
                      ds_error *err) DS_MUST_USE;

/* Works the rows out. `people` gives agents their ordinals. SLA flags, priority and the
 * like are the caller's. */
ds_status ds_case_finish(ds_import_case *one, ds_ordinals *people,
                         ds_error *err) DS_MUST_USE;

#endif
