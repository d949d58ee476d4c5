/* CSV text as rows: libcsv in strict mode, with limits and line numbers.
 *
 * A field may be quoted, with inner quotes doubled, and may then hold line ends. Rows end
 * in LF, CRLF or CR; empty lines are skipped, as is a byte-order mark. Spaces around an
 * unquoted field are dropped. Nothing is guessed: a misplaced or unclosed quote, a NUL
 * byte, a field, row or number of columns beyond its limit, and a file that is clearly not
 * text stop the reading with the line. Memory is bounded by the limits, not by the file.
 */
#ifndef DS_SCENARIOS_CSV_READER_H
#define DS_SCENARIOS_CSV_READER_H

#include "scenarios/byte_source.h"
#include "sim/error.h"

#include <stddef.h>
#include <stdint.h>

#define DS_CSV_MAX_FIELD ((size_t)1024 * 1024)    /* bytes */
#define DS_CSV_MAX_ROW ((size_t)16 * 1024 * 1024) /* bytes */
#define DS_CSV_MAX_COLUMNS 4096

/* Bytes as they stand in the file (of any encoding), terminated by a NUL. The receiver may
 * change them in place. */
typedef struct ds_csv_field {
    char *text;
    size_t length; /* without the NUL */
} ds_csv_field;

typedef struct ds_csv_row {
    int64_t line;  /* on which it begins, from 1 */
    int32_t count; /* of fields, at least one */
    ds_csv_field *fields;
} ds_csv_row;

/* Called once for each row, which is gone when it returns; any status but DS_OK ends the
 * reading, which returns it. */
typedef ds_status ds_csv_row_function(void *context, const ds_csv_row *row, ds_error *err);

typedef struct ds_csv_format {
    char delimiter;
    char quote;
} ds_csv_format;

/* Hands each row of the source, in order, to `on_row`. `format` NULL: comma and ". */
ds_status ds_csv_read(ds_byte_source *source, const ds_csv_format *format,
                      ds_csv_row_function *on_row, void *context,
                      ds_error *err) DS_MUST_USE;

#endif
