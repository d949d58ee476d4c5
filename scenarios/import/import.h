/* From an ITSM tool's export to a canonical ticket CSV, with its events and a report of
 * what the file is worth.
 *
 * The file is read twice: the first pass finds out what holds for whole columns (order of
 * day and month, decimal sign, encoding, whether a ticket's rows stand together), the
 * second writes. Standard input goes to a temporary file first. Every row is used or
 * counted as refused with its reason. Memory: 32 bytes and an id's hash for each ticket.
 */
#ifndef DS_IMPORT_IMPORT_H
#define DS_IMPORT_IMPORT_H

#include "scenarios/import/dialect.h"
#include "scenarios/import/quality.h"
#include "scenarios/import/stamp.h"

#include <stdatomic.h>
#include <stdio.h>

typedef enum ds_import_encoding {
    DS_ENCODING_AUTO,
    DS_ENCODING_UTF8,
    DS_ENCODING_LATIN1,
} ds_import_encoding;

typedef struct ds_import_options {
    const char *path; /* "-": standard input */
    const ds_dialect *dialects;
    int32_t dialect_count;
    const char *dialect; /* its name; NULL: by the header */
    const char *const *map;
    int32_t map_count;
    const char *time_zone;    /* of stamps without one; NULL: the dialect's */
    ds_date_order date_order; /* DS_ORDER_UNKNOWN: by the columns */
    char delimiter;           /* 0: by the header */
    ds_import_encoding encoding;
    const int32_t *splits; /* days (since 1970) at which the report parts periods */
    int32_t split_count;   /* at most DS_SPLITS_MAX */
    FILE *tickets;         /* NULL: only the report */
    const char *tickets_name;
    FILE *events; /* or NULL */
    const char *events_name;
    const atomic_bool *stop; /* may be NULL: no interruption */
} ds_import_options;

/* Runs an import. The quality is to be freed after a failure too. DS_UNFINISHED: stopped.
 */
ds_status ds_import_run(const ds_import_options *options, ds_quality *quality,
                        ds_error *err) DS_MUST_USE;

#endif
