/* A ticket history in memory, as calibration and backtests need it.
 *
 * 56 bytes a ticket, eight for its row, and four for each column of touch times. Names are
 * rows of tables; instants are microseconds since 1970 UTC (DS_NO_TIME: not given). The
 * tickets stand in the order of their opening.
 */
#ifndef DS_ANALYSIS_TICKET_TABLE_H
#define DS_ANALYSIS_TICKET_TABLE_H

#include "scenarios/ticket_csv.h"

#include <stdint.h>

/* Texts with rows; found by hashing. */
typedef struct ds_names {
    char **list;
    int32_t count;
    int32_t capacity;
    int32_t *slots;
    int32_t slot_count; /* a power of two, or 0 */
} ds_names;

/* The row of a name, which is added where it is new; DS_NO_ID where memory is short. */
int32_t ds_names_add(ds_names *names, const char *text);
void ds_names_free(ds_names *names);

typedef struct ds_past_ticket {
    int64_t opened_us;
    int64_t resolved_us; /* DS_NO_TIME: open at the end, or not known */
    int64_t closed_us;   /* DS_NO_TIME: not given */
    int64_t hold_us;     /* DS_NO_SPAN: not given */
    uint64_t id_hash;    /* of its id: finds its events */
    int32_t agent;       /* row of `agents`, or DS_NO_ID */
    int16_t group;       /* the first; row of `groups`, or DS_NO_ID */
    int16_t category;
    int16_t reassignments; /* -1: not given */
    uint8_t type;
    uint8_t priority; /* row of `priorities`, or 255 */
    uint8_t impact;   /* row of `impacts`, or 255 */
    uint8_t urgency;
    int8_t sla_met; /* ds_sla_met */
    int8_t reopens; /* -1: not given; at most 127 */
} ds_past_ticket;

typedef struct ds_ticket_table {
    ds_past_ticket *list;
    int64_t count;
    int64_t capacity;
    float *touch; /* [ticket][touch_count], seconds; negative: not given */
    int32_t touch_count;
    int16_t *touch_group; /* [touch_count] rows of `groups` */
    int64_t *row;         /* [ticket] where its touch times stand */
    ds_names groups;
    ds_names categories;
    ds_names agents;
    ds_names priorities;
    ds_names impacts;
    ds_names urgencies;
    ds_ticket_csv_report report;
} ds_ticket_table;

/* Reads a canonical ticket CSV; free the table after a failure too. DS_BAD_INPUT where no
 * ticket is usable or there are more names than rows can number. */
ds_status ds_ticket_table_read(const char *path, ds_ticket_table *table,
                               ds_error *err) DS_MUST_USE;
void ds_ticket_table_free(ds_ticket_table *table);

/* The first ticket that was opened at or after an instant; `count` where there is none. */
int64_t ds_ticket_table_from(const ds_ticket_table *table, int64_t opened_us);

/* Of an id, as `id_hash` has it: 64 bits of FNV-1a. */
uint64_t ds_ticket_id_hash(const char *id);

/* The touch time of a ticket in its ith column, seconds; negative where not given. */
double ds_ticket_touch(const ds_ticket_table *table, int64_t ticket, int32_t column);

#endif
