#include "scenarios/csv_reader.h"

#include "scenarios/file_kind.h"

#include <csv.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct reader {
    struct csv_parser parser;
    const char *name;
    ds_csv_row_function *on_row;
    void *context;
    ds_error *err;
    ds_status status; /* what a callback of libcsv, which cannot stop it, ran into */

    char *bytes; /* of the row's fields so far, each with its NUL */
    size_t byte_count;
    size_t byte_capacity;
    ds_csv_field *fields; /* their lengths; where they begin is known when the row ends */
    int32_t field_count;
    int32_t field_capacity;

    int64_t line;         /* being read */
    int64_t row_line;     /* on which the row being read begins */
    bool after_return;    /* the last thing seen was a CR outside quotes */
    bool newline_was_end; /* the last LF stood outside quotes */
} reader;

static int line_for_error(int64_t line)
{
    return line < INT_MAX ? (int)line : INT_MAX;
}

/* libcsv's way to limit a field: its buffer cannot grow beyond the limit. */
static void *reallocate_field(void *bytes, size_t size)
{
    return size <= DS_CSV_MAX_FIELD ? realloc(bytes, size) : NULL;
}

static void refuse_row(reader *csv, const char *text)
{
    csv->status = ds_error_set_at(csv->err, DS_BAD_INPUT, csv->name,
                                  line_for_error(csv->row_line), 0, "%s", text);
}

static bool grow_fields(reader *csv)
{
    if (csv->field_capacity == DS_CSV_MAX_COLUMNS) {
        refuse_row(csv, "this row has more than 4096 columns");
        return false;
    }
    int32_t capacity = csv->field_capacity > 0 ? 2 * csv->field_capacity : 32;
    ds_csv_field *fields = realloc(csv->fields, (size_t)capacity * sizeof *fields);
    if (!fields) {
        csv->status = ds_error_no_memory(csv->err);
        return false;
    }
    csv->fields = fields;
    csv->field_capacity = capacity;
    return true;
}

static bool grow_bytes(reader *csv, size_t needed)
{
    size_t capacity = csv->byte_capacity > 0 ? csv->byte_capacity : 4096;
    if (needed > DS_CSV_MAX_ROW) {
        refuse_row(csv, "this row is longer than 16 MiB");
        return false;
    }
    while (capacity < needed)
        capacity *= 2;
    char *bytes = realloc(csv->bytes, capacity);
    if (!bytes) {
        csv->status = ds_error_no_memory(csv->err);
        return false;
    }
    csv->bytes = bytes;
    csv->byte_capacity = capacity;
    return true;
}

static void take_field(void *text, size_t length, void *context)
{
    reader *csv = context;
    if (csv->status != DS_OK)
        return;
    if (csv->field_count == csv->field_capacity && !grow_fields(csv))
        return;
    size_t needed = csv->byte_count + length + 1;
    if (needed > csv->byte_capacity && !grow_bytes(csv, needed))
        return;
    memcpy(csv->bytes + csv->byte_count, text, length);
    csv->bytes[needed - 1] = '\0';
    csv->fields[csv->field_count++].length = length;
    csv->byte_count = needed;
    csv->after_return = false;
}

static void hand_over_row(reader *csv)
{
    char *at = csv->bytes;
    for (int32_t i = 0; i < csv->field_count; i++) {
        csv->fields[i].text = at;
        at += csv->fields[i].length + 1;
    }
    ds_csv_row row = {csv->row_line, csv->field_count, csv->fields};
    csv->status = csv->on_row(csv->context, &row, csv->err);
    csv->field_count = 0;
    csv->byte_count = 0;
}

/* Called at each line end outside quotes, those of empty lines and both of CRLF included,
 * and with -1 at the end of a file whose last line has none. */
static void take_line_end(int terminator, void *context)
{
    reader *csv = context;
    if (csv->status == DS_OK && csv->field_count > 0)
        hand_over_row(csv);
    if (terminator == '\r' || !csv->after_return)
        csv->line++;
    csv->after_return = terminator == '\r';
    csv->newline_was_end = terminator == '\n';
    csv->row_line = csv->line;
}

static ds_status refuse_syntax(reader *csv)
{
    int error = csv_error(&csv->parser);
    if (error == CSV_ENOMEM && csv_get_buffer_size(&csv->parser) < DS_CSV_MAX_FIELD)
        return ds_error_no_memory(csv->err);
    if (error != CSV_EPARSE) {
        refuse_row(csv, "a field of the row that begins here is longer than 1 MiB; is its "
                        "closing quote missing?");
        return csv->status;
    }
    return ds_error_set_at(
        csv->err, DS_BAD_INPUT, csv->name, line_for_error(csv->line), 0,
        "a quote stands where none can: a field with quotes in it is put in quotes and the "
        "inner ones are doubled (the row begins on line %lld)",
        (long long)csv->row_line);
}

/* Parses bytes that hold no LF but perhaps their last. */
static ds_status parse_piece(reader *csv, const char *bytes, size_t count)
{
    csv->newline_was_end = false;
    size_t parsed = csv_parse(&csv->parser, bytes, count, take_field, take_line_end, csv);
    if (csv->status != DS_OK)
        return csv->status;
    if (parsed < count)
        return refuse_syntax(csv);
    if (bytes[count - 1] == '\n' && !csv->newline_was_end)
        csv->line++; /* inside quotes */
    return DS_OK;
}

/* Line by line, so that libcsv's callbacks know the line. */
static ds_status parse_lines(reader *csv, const char *bytes, size_t count)
{
    while (count > 0) {
        const char *newline = memchr(bytes, '\n', count);
        size_t length = newline ? (size_t)(newline - bytes) + 1 : count;
        ds_status status = parse_piece(csv, bytes, length);
        if (status != DS_OK)
            return status;
        bytes += length;
        count -= length;
    }
    return DS_OK;
}

static ds_status parse_block(reader *csv, const char *bytes, size_t count)
{
    const char *nul = memchr(bytes, 0, count);
    ds_status status = parse_lines(csv, bytes, nul ? (size_t)(nul - bytes) : count);
    if (status != DS_OK || !nul)
        return status;
    return ds_error_set_at(csv->err, DS_BAD_INPUT, csv->name, line_for_error(csv->line), 0,
                           "a NUL byte: the file is damaged, or not text");
}

static ds_status parse_end(reader *csv)
{
    if (csv_fini(&csv->parser, take_field, take_line_end, csv) != 0)
        refuse_row(csv, "a quoted field of the row that begins here is never closed");
    return csv->status;
}

/* How many bytes of the first block are no text of the file. */
static size_t byte_order_mark(const char *bytes, size_t count)
{
    return count >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

static ds_status parse_first_block(reader *csv, const char *bytes, size_t count)
{
    const char *kind = ds_file_kind_unlike_text(bytes, count);
    if (kind)
        return ds_error_set_at(csv->err, DS_BAD_INPUT, csv->name, 0, 0,
                               "this looks like %s, not like CSV text", kind);
    size_t skipped = byte_order_mark(bytes, count);
    return parse_block(csv, bytes + skipped, count - skipped);
}

static ds_status parse_source(reader *csv, ds_byte_source *source)
{
    const char *bytes = NULL;
    size_t count = 0;
    bool is_first = true;
    for (;;) {
        ds_status status = ds_byte_source_read(source, &bytes, &count, csv->err);
        if (status == DS_OK && count > 0)
            status = is_first ? parse_first_block(csv, bytes, count)
                              : parse_block(csv, bytes, count);
        if (status != DS_OK)
            return status;
        if (count == 0)
            return parse_end(csv);
        is_first = false;
    }
}

ds_status ds_csv_read(ds_byte_source *source, const ds_csv_format *format,
                      ds_csv_row_function *on_row, void *context, ds_error *err)
{
    reader csv = {.name = ds_byte_source_name(source),
                  .on_row = on_row,
                  .context = context,
                  .err = err,
                  .line = 1,
                  .row_line = 1};
    if (csv_init(&csv.parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
        return ds_error_no_memory(err);
    csv_set_realloc_func(&csv.parser, reallocate_field);
    csv_set_blk_size(&csv.parser, (size_t)64 * 1024);
    if (format) {
        csv_set_delim(&csv.parser, (unsigned char)format->delimiter);
        csv_set_quote(&csv.parser, (unsigned char)format->quote);
    }
    ds_status status = parse_source(&csv, source);
    csv_free(&csv.parser);
    free(csv.bytes);
    free(csv.fields);
    return status;
}
