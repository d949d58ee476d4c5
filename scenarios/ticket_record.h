/* One ticket of a ticket history, as the canonical ticket CSV has it (docs/ticket-csv.md).
 *
 * Texts are as in the file; "" or NULL: not given. Instants are microseconds since
 * 1970-01-01 UTC (DS_NO_TIME: not given), spans microseconds (DS_NO_SPAN: not given).
 * Reader and writer share it; the reader's texts last until its callback returns.
 */
#ifndef DS_SCENARIOS_TICKET_RECORD_H
#define DS_SCENARIOS_TICKET_RECORD_H

#include "scenarios/iso_time.h"

#include <stdint.h>

#define DS_NO_SPAN ((int64_t)-1)
#define DS_TOUCH_PREFIX                                                                    \
    "touch_s:" /* of a column of touch times; the group's name follows */

/* The columns by name, in the order in which they are written. */
typedef enum ds_ticket_column {
    DS_TICKET_ID,
    DS_TICKET_OPENED_AT,
    DS_TICKET_TYPE,
    DS_TICKET_CATEGORY,
    DS_TICKET_IMPACT,
    DS_TICKET_URGENCY,
    DS_TICKET_PRIORITY,
    DS_TICKET_GROUP,
    DS_TICKET_CHANNEL,
    DS_TICKET_AGENT,
    DS_TICKET_RESOLVED_AT,
    DS_TICKET_CLOSED_AT,
    DS_TICKET_REASSIGNMENTS,
    DS_TICKET_REOPENS,
    DS_TICKET_HOLD_S,
    DS_TICKET_SLA_MET,
    DS_TICKET_COLUMNS,
} ds_ticket_column;

typedef enum ds_sla_met {
    DS_SLA_UNKNOWN = -1,
    DS_SLA_BREACHED = 0,
    DS_SLA_MET = 1,
} ds_sla_met;

typedef struct ds_ticket_record {
    int64_t line; /* in the file, from 1; not written */
    const char *id;
    int64_t opened_us;
    int32_t type; /* ds_ticket_type, or DS_NO_ID */
    const char *category;
    const char *impact;
    const char *urgency;
    const char *priority;
    const char *group; /* the first */
    const char *channel;
    const char *agent; /* who resolved it, an ordinal such as A17 */
    int64_t resolved_us;
    int64_t closed_us;
    int32_t reassignments; /* -1: not given */
    int32_t reopens;       /* -1: not given */
    int64_t hold_us;
    ds_sla_met sla_met;
    int32_t touch_count;            /* columns of touch times */
    const char *const *touch_group; /* their groups, [touch_count] */
    const int64_t *touch_us;        /* [touch_count], DS_NO_SPAN where not given */
} ds_ticket_record;

/* The column's name in the header, e.g. "opened_at". */
const char *ds_ticket_column_name(ds_ticket_column column);

/* "incident", "request" or "problem". */
const char *ds_ticket_type_word(int32_t type);

/* A ticket of which nothing is given. */
ds_ticket_record ds_ticket_record_none(void);

#endif
