/* How one tool's exports look: which column is what, what its words mean.
 *
 * A dialect is a YAML file (scenarios/dialects/NAME.yaml, described in docs/import.md).
 * Names and words are compared without regard to case, spaces and punctuation. Immutable
 * once loaded.
 */
#ifndef DS_IMPORT_DIALECT_H
#define DS_IMPORT_DIALECT_H

#include "scenarios/arena.h"
#include "scenarios/diagnostics.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

/* What a column can be. Instants first, so that they index arrays of their own. */
typedef enum ds_import_field {
    DS_FIELD_OPENED,
    DS_FIELD_RESOLVED,
    DS_FIELD_CLOSED,
    DS_FIELD_UPDATED, /* when the row was written: of audit logs and event logs */
    DS_FIELD_DUE,     /* the resolution is due */
    DS_FIELD_TIMES,
    DS_FIELD_ID = DS_FIELD_TIMES,
    DS_FIELD_TYPE,
    DS_FIELD_CATEGORY,
    DS_FIELD_IMPACT,
    DS_FIELD_URGENCY,
    DS_FIELD_PRIORITY,
    DS_FIELD_GROUP,
    DS_FIELD_AGENT,
    DS_FIELD_RESOLVER,
    DS_FIELD_CHANNEL,
    DS_FIELD_STATUS,
    DS_FIELD_SLA_MET,
    DS_FIELD_SLA_BREACHED,
    DS_FIELD_SLA_LEFT, /* a duration; negative: breached */
    DS_FIELD_REASSIGNMENTS,
    DS_FIELD_REOPENS,
    DS_FIELD_WORKED, /* a duration */
    DS_FIELD_HOLD,   /* a duration */
    DS_FIELD_SEQUENCE,
    DS_FIELD_CALLER,
    DS_FIELD_ACTIVITY,
    DS_FIELD_LIFECYCLE,
    DS_FIELD_REASON,
    DS_IMPORT_FIELDS,
} ds_import_field;

typedef enum ds_export_kind {
    DS_EXPORT_TICKETS, /* one row per ticket */
    DS_EXPORT_AUDIT,   /* one row per change, with the ticket as it then was */
    DS_EXPORT_EVENTS,  /* one row per event */
} ds_export_kind;

typedef enum ds_status_kind {
    DS_STATUS_UNKNOWN,
    DS_STATUS_NEW,
    DS_STATUS_WORK,
    DS_STATUS_HOLD_USER,
    DS_STATUS_HOLD_VENDOR,
    DS_STATUS_HOLD_CHANGE,
    DS_STATUS_HOLD,
    DS_STATUS_RESOLVED,
    DS_STATUS_CLOSED,
    DS_STATUS_CANCELLED,
    DS_STATUS_KINDS,
} ds_status_kind;

typedef struct ds_words {
    const char **list;
    int32_t count;
} ds_words;

typedef struct ds_dialect {
    ds_arena arena;
    const char *name;
    const char *title;
    bool is_proven; /* tried on a real export */
    ds_export_kind kind;
    char delimiter;               /* 0: found out */
    const char *time_zone;        /* of stamps without one */
    bool is_resolved_when_closed; /* there is no time of resolution */
    double worked_s;              /* seconds in a unit of DS_FIELD_WORKED */
    double hold_s;
    double sla_left_s;
    ds_words columns[DS_IMPORT_FIELDS]; /* the first heading is the one written */
    ds_words signature;                 /* columns that tell it from the others */
    ds_words personal;                  /* columns of persons and of free text */
    ds_words types[3];                  /* [ds_ticket_type] */
    ds_words yes;
    ds_words no;
    ds_words missing;
    ds_words status[DS_STATUS_KINDS]; /* words that begin a status, or an activity */
    ds_words written;                 /* headings in the order of `generate` */
    ds_words priorities;              /* words for the ranks, as written */
    ds_words levels;
    const char *date; /* strftime's form, as written */
} ds_dialect;

/* Loads one file; what is wrong with it stands in `out`. Free after a failure too. */
ds_status ds_dialect_load(const char *path, ds_dialect *dialect,
                          ds_diagnostics *out) DS_MUST_USE;
void ds_dialect_free(ds_dialect *dialect);

/* The field's name in dialects, --map and messages, e.g. "opened_at". */
const char *ds_import_field_name(ds_import_field field);
/* DS_IMPORT_FIELDS where nobody knows the name. */
ds_import_field ds_import_field_find(const char *name);

/* Letters and digits in lower case, other ASCII characters left out. */
void ds_squash(const char *text, char *squashed, size_t size);
/* Whether a text is one of the words. */
bool ds_words_have(const ds_words *words, const char *text);

/* What a status or an activity means. */
ds_status_kind ds_dialect_status(const ds_dialect *dialect, const char *text);

#endif
