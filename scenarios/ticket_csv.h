/* Reads a canonical ticket CSV (docs/ticket-csv.md): each row becomes a ticket or is
 * refused with its reason.
 *
 * rows_read = rows_used + rows_refused, always; the reasons are counted and the first rows
 * of each are kept with their line. A row is checked as a whole: one impossible value
 * refuses it, whether the caller wants that value or not. Of the rows of one id the first
 * usable one counts. What makes the file as a whole unusable (no header, a broken quote,
 * damaged gzip) ends the reading with an error. Memory: about 16 bytes a ticket, for the
 * ids.
 */
#ifndef DS_SCENARIOS_TICKET_CSV_H
#define DS_SCENARIOS_TICKET_CSV_H

#include "scenarios/byte_source.h"
#include "scenarios/ticket_header.h"
#include "scenarios/ticket_record.h"

typedef enum ds_ticket_refusal {
    DS_REFUSED_COLUMNS, /* another number of fields than the header */
    DS_REFUSED_ENCODING,
    DS_REFUSED_NO_ID,
    DS_REFUSED_NO_OPENED_AT,
    DS_REFUSED_TIME,  /* opened_at, resolved_at or closed_at cannot be read */
    DS_REFUSED_ORDER, /* resolved or closed before it was opened */
    DS_REFUSED_TYPE,
    DS_REFUSED_NUMBER, /* reassignments, reopens, hold_s or touch_s cannot be read */
    DS_REFUSED_FLAG,   /* sla_met cannot be read */
    DS_REFUSED_DUPLICATE,
    DS_TICKET_REFUSALS,
} ds_ticket_refusal;

#define DS_REFUSALS_KEPT 3

typedef struct ds_refused_rows {
    int64_t count;
    int64_t line[DS_REFUSALS_KEPT]; /* of the first min(count, DS_REFUSALS_KEPT) */
    char text[DS_REFUSALS_KEPT][128];
} ds_refused_rows;

typedef struct ds_ticket_csv_report {
    int64_t rows_read; /* without the header and empty lines */
    int64_t rows_used;
    int64_t rows_refused;
    ds_refused_rows refused[DS_TICKET_REFUSALS];
    int32_t columns_ignored;
    char ignored[DS_TICKET_NAMES_KEPT][DS_TICKET_NAME_SIZE]; /* the first of them */
} ds_ticket_csv_report;

/* What a refusal is called in a report, e.g. "duplicate id". */
const char *ds_ticket_refusal_name(ds_ticket_refusal refusal);

/* Called for each ticket in the order of the file; the record and its texts are gone when
 * it returns. Any status but DS_OK ends the reading, which returns it. */
typedef ds_status ds_ticket_function(void *context, const ds_ticket_record *ticket,
                                     ds_error *err);

/* Reads a source to its end. The report is filled also where reading fails, up to there. */
ds_status ds_ticket_csv_read(ds_byte_source *source, ds_ticket_function *on_ticket,
                             void *context, ds_ticket_csv_report *report,
                             ds_error *err) DS_MUST_USE;

/* As ds_ticket_csv_read, of a file ("-": standard input; gzip is unpacked). */
ds_status ds_ticket_csv_read_file(const char *path, ds_ticket_function *on_ticket,
                                  void *context, ds_ticket_csv_report *report,
                                  ds_error *err) DS_MUST_USE;

/* The time that a history covers. */
typedef struct ds_ticket_span {
    int64_t count;    /* of tickets */
    int64_t first_us; /* the earliest opened_at; DS_NO_TIME without tickets */
    int64_t last_us;  /* the latest */
} ds_ticket_span;

/* Reads a file only for its span. "-" is refused: it could not be read a second time. */
ds_status ds_ticket_csv_span(const char *path, ds_ticket_span *span_out,
                             ds_ticket_csv_report *report, ds_error *err) DS_MUST_USE;

#endif
