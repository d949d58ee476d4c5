/* The header of a canonical ticket CSV: which field of a row is which column.
 *
 * Names are known in any order and any case. Columns that nobody knows are ignored and
 * counted; `touch_s:<group>` may come as often as there are groups.
 */
#ifndef DS_SCENARIOS_TICKET_HEADER_H
#define DS_SCENARIOS_TICKET_HEADER_H

#include "scenarios/csv_reader.h"
#include "scenarios/ticket_record.h"

#define DS_TICKET_NAMES_KEPT 5 /* of ignored columns, for the report */
#define DS_TICKET_NAME_SIZE 64

typedef struct ds_ticket_header {
    int32_t field_count;
    int32_t field[DS_TICKET_COLUMNS]; /* DS_NO_ID: the file has no such column */
    int32_t touch_count;
    int32_t *touch_field; /* [touch_count] */
    char **touch_group;   /* [touch_count] */
    int32_t ignored_count;
    char ignored[DS_TICKET_NAMES_KEPT][DS_TICKET_NAME_SIZE]; /* the first of them */
} ds_ticket_header;

/* Reads the first row. Refuses (DS_BAD_INPUT, with the line) a header without id or
 * opened_at, saying what it has instead, and a column that comes twice. `path` is for
 * messages. */
ds_status ds_ticket_header_init(ds_ticket_header *header, const ds_csv_row *row,
                                const char *path, ds_error *err) DS_MUST_USE;

/* Legal on a zeroed header and after a failed init. */
void ds_ticket_header_free(ds_ticket_header *header);

#endif
