/* The rows of an export, damage and all: a row that is broken is told with its line, and
 * reading goes on behind it.
 *
 * Unlike ds_csv_read, which refuses a file at its first fault, this reader mends what is
 * plain (a lone quote inside a field) and steps over what is not: an unclosed quote ends
 * with its line, a row beyond 16 MiB at the next line end. Rows end in LF, CRLF or CR;
 * empty lines and a byte-order mark are skipped; spaces around a field are dropped. Memory
 * is bounded by the limits of csv_reader.h, not by the file.
 */
#ifndef DS_IMPORT_ROW_READER_H
#define DS_IMPORT_ROW_READER_H

#include "scenarios/csv_reader.h"

#include <stdbool.h>

typedef enum ds_row_fault {
    DS_ROW_WHOLE,
    DS_ROW_UNCLOSED, /* a quote that nothing closes; reading resumes on the next line */
    DS_ROW_TOO_LONG, /* more than 16 MiB, or a field of more than 1 MiB */
    DS_ROW_TOO_WIDE, /* more than 4096 columns */
    DS_ROW_NUL,      /* a NUL byte in it */
    DS_ROW_FAULTS,
} ds_row_fault;

typedef struct ds_row_reader ds_row_reader;

/* Takes over the source, from its beginning. `delimiter` 0: the most frequent of comma,
 * semicolon, tab and bar in the first line. Refuses what is not text. */
ds_status ds_row_reader_new(ds_byte_source *source, char delimiter,
                            ds_row_reader **reader_out, ds_error *err) DS_MUST_USE;
void ds_row_reader_delete(ds_row_reader *reader);

char ds_row_reader_delimiter(const ds_row_reader *reader);
/* Once the header is known: a row over several lines that has another number of columns is
 * taken for an unclosed quote. */
void ds_row_reader_expect(ds_row_reader *reader, int32_t columns);

/* The next row, valid until the next call. A faulty one has its line, but no fields. *row
 * has count 0 and fault DS_ROW_WHOLE at the end. */
ds_status ds_row_reader_next(ds_row_reader *reader, ds_csv_row *row,
                             ds_row_fault *fault_out, ds_error *err) DS_MUST_USE;

#endif
