/* What an import found in a ticket history: what was used, what was refused and why, and
 * what someone should know before a desk is fitted to it.
 *
 * Every ticket is kept in 32 bytes, so that medians are exact; everything else is worked
 * out at the end (ds_quality_conclude). Days, weeks and hours are those of the time zone of
 * the import.
 */
#ifndef DS_IMPORT_QUALITY_H
#define DS_IMPORT_QUALITY_H

#include "model/zone.h"
#include "scenarios/import/ordinals.h"
#include "scenarios/import/row_reader.h"
#include "scenarios/ticket_record.h"

#include <jansson.h>

typedef enum ds_import_refusal {
    DS_IMPORT_UNCLOSED, /* the faults of rows, as ds_row_fault less one */
    DS_IMPORT_TOO_LONG,
    DS_IMPORT_TOO_WIDE,
    DS_IMPORT_NUL,
    DS_IMPORT_COLUMNS,
    DS_IMPORT_NO_ID,
    DS_IMPORT_NO_TIME,
    DS_IMPORT_BAD_TIME,
    DS_IMPORT_ORDER,
    DS_IMPORT_DUPLICATE,
    DS_IMPORT_TOO_MANY,
    DS_IMPORT_REFUSALS,
} ds_import_refusal;

#define DS_EXAMPLES 3

typedef struct ds_counted {
    int64_t count;
    int64_t line[DS_EXAMPLES];
    char text[DS_EXAMPLES][128];
} ds_counted;

/* Values that were not understood and left out, by kind. */
typedef enum ds_import_puzzle {
    DS_PUZZLE_STATUS,
    DS_PUZZLE_TYPE,
    DS_PUZZLE_SLA,
    DS_PUZZLE_NUMBER,
    DS_PUZZLE_CLOSED, /* closed before it was opened: left out */
    DS_PUZZLE_WORKED, /* cannot be split among the groups of a ticket that changed them */
    DS_IMPORT_PUZZLES,
} ds_import_puzzle;

typedef struct ds_kept {
    int64_t opened_s;
    int32_t resolution_s;  /* -1: none */
    int32_t hold_s;        /* -1: not known */
    int32_t closing_s;     /* resolved to closed; -1: not known */
    int16_t reassignments; /* -1: not known */
    int16_t priority;      /* row of priorities, or -1 */
    int16_t group;         /* the first; row of groups, or -1 */
    int8_t sla_met;
    int8_t reopens;
} ds_kept;

enum { DS_KEPT_BLOCK = 8192 };

typedef struct ds_finding {
    char code[40];
    char text[400];
    json_t *facts; /* owned */
} ds_finding;

enum { DS_FINDINGS_MAX = 64, DS_SPLITS_MAX = 24 };

typedef struct ds_quality {
    const char *dialect;
    const char *dialect_title;
    bool is_proven;
    const char *encoding;
    const char *time_zone;
    char delimiter;
    char date_order[24];
    int64_t rows_read;
    int64_t rows_used;
    int64_t rows_refused;
    ds_counted refused[DS_IMPORT_REFUSALS];
    ds_counted puzzles[DS_IMPORT_PUZZLES];
    int64_t backfilled_rows;
    int64_t backfilled_tickets;
    int64_t rows_out_of_order;
    int64_t tickets_out_of_order;
    int64_t cancelled;
    int64_t held_tickets; /* seen on hold, for any time */
    int64_t held_for_user;
    int64_t repeated; /* rows of an id that came before, in an export of one row each */
    bool has_steps;
    bool is_mixed; /* the rows of tickets stood mixed */
    int32_t agents;
    int32_t assigned;  /* agents that tickets were given to */
    int32_t resolvers; /* ... who resolved some, by a column of its own */
    int32_t all_groups;
    int32_t callers;
    ds_ordinals priorities; /* texts kept */
    ds_ordinals groups;
    json_t *dropped;               /* names of columns not used: personal, other */
    json_t *used;                  /* field: column */
    int32_t splits[DS_SPLITS_MAX]; /* local days that begin a period, ascending */
    int32_t split_count;
    ds_kept **blocks;
    int64_t count;
    int64_t block_count;

    /* Concluded. */
    ds_finding findings[DS_FINDINGS_MAX];
    int32_t finding_count;
    json_t *tables; /* by priority, weekday, hour, week, … */
} ds_quality;

void ds_quality_init(ds_quality *quality);
void ds_quality_free(ds_quality *quality);

const char *ds_import_refusal_name(ds_import_refusal refusal);
const char *ds_import_puzzle_name(ds_import_puzzle puzzle);
/* Counts and keeps an example. */
void ds_counted_add(ds_counted *counted, int64_t rows, int64_t line, const char *format,
                    ...) DS_PRINTF(4, 5);

ds_status ds_quality_add(ds_quality *quality, const ds_ticket_record *ticket,
                         ds_error *err) DS_MUST_USE;
/* Fills findings and tables. */
ds_status ds_quality_conclude(ds_quality *quality, const ds_zone *zone,
                              ds_error *err) DS_MUST_USE;

/* Everything as one object; NULL where memory is short. */
json_t *ds_quality_json(const ds_quality *quality);

/* For the parts of the conclusion: a new finding, or a place for none where all are used;
 * takes the facts. */
void ds_quality_find(ds_quality *quality, const char *code, json_t *facts,
                     const char *format, ...) DS_PRINTF(4, 5);
const ds_kept *ds_quality_ticket(const ds_quality *quality, int64_t row);

#endif
