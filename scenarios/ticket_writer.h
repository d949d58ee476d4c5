/* Writes a canonical ticket CSV (docs/ticket-csv.md): header, then one line per ticket.
 *
 * Fields are quoted only where they must be; lines end in LF. A failure to write is kept:
 * it is told by the call that met it and by every later one. For memory instead of a file
 * use open_memstream. One thread at a time.
 */
#ifndef DS_SCENARIOS_TICKET_WRITER_H
#define DS_SCENARIOS_TICKET_WRITER_H

#include "scenarios/ticket_record.h"

#include <stdio.h>

typedef struct ds_ticket_writer {
    FILE *file;       /* borrowed */
    const char *name; /* for messages; borrowed */
    int32_t touch_count;
    ds_status status; /* of the first failure */
    int reason;       /* its errno */
} ds_ticket_writer;

/* Writes the header, with a column of touch times for each of the groups. */
ds_status ds_ticket_writer_begin(ds_ticket_writer *writer, FILE *file, const char *name,
                                 const char *const *touch_group, int32_t touch_count,
                                 ds_error *err) DS_MUST_USE;

/* Writes one ticket, whose touch times must be those of the groups in `begin`, in the same
 * order (or touch_count 0: none known). */
ds_status ds_ticket_writer_put(ds_ticket_writer *writer, const ds_ticket_record *ticket,
                               ds_error *err) DS_MUST_USE;

/* Flushes; the file stays open. */
ds_status ds_ticket_writer_end(ds_ticket_writer *writer, ds_error *err) DS_MUST_USE;

#endif
