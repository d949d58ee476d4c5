#include "scenarios/import/row_reader.h"

#include "scenarios/file_kind.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct ds_row_reader {
    ds_byte_source *source;
    char *buffer;
    size_t capacity;  /* one more byte is there, for a sentinel */
    size_t begin;     /* of the row to read next */
    size_t end;       /* of what is in the buffer */
    bool is_over;     /* the source has no more */
    bool is_skipping; /* behind a row that is too long */
    int64_t line;
    char delimiter;
    int32_t expected;
    bool is_special[256];
    ds_csv_field fields[DS_CSV_MAX_COLUMNS];
    bool has_pairs[DS_CSV_MAX_COLUMNS]; /* doubled quotes inside */
};

/* What a scan found out about one row. */
typedef struct scan {
    char *at;
    char *end;
    int32_t count; /* of fields, perhaps more than are kept */
    int64_t lines; /* line ends inside quotes */
    size_t longest;
    bool is_cut;      /* the buffer ends before the row does */
    bool is_unclosed; /* ... inside quotes */
} scan;

static size_t row_limit(void)
{
    return DS_CSV_MAX_ROW;
}

/* Reads on behind `end`, moving the row at hand to the front. */
static ds_status refill(ds_row_reader *reader, ds_error *err)
{
    const char *bytes = NULL;
    size_t count = 0;
    if (reader->begin > 0) {
        memmove(reader->buffer, reader->buffer + reader->begin,
                reader->end - reader->begin);
        reader->end -= reader->begin;
        reader->begin = 0;
    }
    ds_status status = ds_byte_source_read(reader->source, &bytes, &count, err);
    if (status != DS_OK)
        return status;
    reader->is_over = count == 0;
    if (reader->end + count > reader->capacity) {
        size_t capacity = 2 * (reader->end + count);
        char *grown = realloc(reader->buffer, capacity + 1);
        if (!grown)
            return ds_error_no_memory(err);
        reader->buffer = grown;
        reader->capacity = capacity;
    }
    if (count > 0) /* nothing read yet: there is no buffer */
        memcpy(reader->buffer + reader->end, bytes, count);
    reader->end += count;
    return DS_OK;
}

static char guess_delimiter(const char *text, size_t length)
{
    static const char candidates[] = ",;\t|";
    size_t counts[sizeof candidates] = {0};
    bool is_quoted = false;
    for (size_t i = 0; i < length && (is_quoted || (text[i] != '\n' && text[i] != '\r'));
         i++) {
        const char *found = text[i] ? strchr(candidates, text[i]) : NULL;
        if (text[i] == '"')
            is_quoted = !is_quoted;
        else if (found && !is_quoted)
            counts[found - candidates]++;
    }
    size_t best = 0;
    for (size_t i = 1; candidates[i] != '\0'; i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

static ds_status check_kind(ds_row_reader *reader, ds_error *err)
{
    const char *text = reader->buffer;
    const char *name = ds_byte_source_name(reader->source);
    const char *kind = ds_file_kind_unlike_text(text, reader->end);
    if (reader->end == 0)
        return ds_error_set_at(err, DS_BAD_INPUT, name, 0, 0, "it is empty");
    if (kind)
        return ds_error_set_at(err, DS_BAD_INPUT, name, 0, 0,
                               "this looks like %s, not like CSV text", kind);
    if (reader->end >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        reader->begin = 3;
    return DS_OK;
}

/* A spreadsheet's first line `sep=;` names the delimiter. */
static char named_delimiter(ds_row_reader *reader)
{
    const char *text = reader->buffer + reader->begin;
    if (reader->end - reader->begin < 6 || memcmp(text, "sep=", 4) != 0 ||
        (text[5] != '\r' && text[5] != '\n'))
        return '\0';
    reader->begin += text[5] == '\r' && text[6] == '\n' ? 7 : 6;
    reader->line++;
    return text[4];
}

static void set_special(ds_row_reader *reader)
{
    reader->is_special[(unsigned char)reader->delimiter] = true;
    reader->is_special['\n'] = true;
    reader->is_special['\r'] = true;
}

ds_status ds_row_reader_new(ds_byte_source *source, char delimiter,
                            ds_row_reader **reader_out, ds_error *err)
{
    ds_row_reader *reader = calloc(1, sizeof *reader);
    *reader_out = reader;
    if (!reader) {
        ds_byte_source_close(source);
        return ds_error_no_memory(err);
    }
    reader->source = source;
    reader->line = 1;
    ds_status status = refill(reader, err);
    if (status == DS_OK)
        status = check_kind(reader, err);
    if (status != DS_OK)
        return status;
    char named = named_delimiter(reader);
    reader->delimiter = delimiter ? delimiter
                        : named   ? named
                                  : guess_delimiter(reader->buffer + reader->begin,
                                                    reader->end - reader->begin);
    set_special(reader);
    return DS_OK;
}

void ds_row_reader_delete(ds_row_reader *reader)
{
    if (!reader)
        return;
    ds_byte_source_close(reader->source);
    free(reader->buffer);
    free(reader);
}

char ds_row_reader_delimiter(const ds_row_reader *reader)
{
    return reader->delimiter;
}

void ds_row_reader_expect(ds_row_reader *reader, int32_t columns)
{
    reader->expected = columns;
}

static int64_t count_lines(const char *from, const char *to)
{
    int64_t count = 0;
    while ((from = memchr(from, '\n', (size_t)(to - from))) != NULL) {
        count++;
        from++;
    }
    return count;
}

static void keep_field(ds_row_reader *reader, scan *row, char *from, char *to,
                       bool has_pairs)
{
    while (to > from && (to[-1] == ' ' || to[-1] == '\t'))
        to--;
    if ((size_t)(to - from) > row->longest)
        row->longest = (size_t)(to - from);
    if (row->count < DS_CSV_MAX_COLUMNS) {
        reader->fields[row->count] = (ds_csv_field){from, (size_t)(to - from)};
        reader->has_pairs[row->count] = has_pairs;
    }
    row->count++;
}

/* Behind the quote that closes a field: at a delimiter, a line end or the end; or NULL
 * where the quote stands inside the field after all. */
static char *behind_quote(const ds_row_reader *reader, char *at, const char *end)
{
    while (at < end && (*at == ' ' || (*at == '\t' && reader->delimiter != '\t')))
        at++;
    return at == end || reader->is_special[(unsigned char)*at] ? at : NULL;
}

/* A field in quotes; at is behind the opening one. */
static void scan_quoted(ds_row_reader *reader, scan *row)
{
    char *from = row->at;
    char *at = from;
    bool has_pairs = false;
    for (;;) {
        char *quote = memchr(at, '"', (size_t)(row->end - at));
        if (!quote || (size_t)(quote - from) > DS_CSV_MAX_FIELD) {
            row->is_cut = true;
            row->is_unclosed = true;
            return;
        }
        if (quote + 1 < row->end && quote[1] == '"') {
            has_pairs = true;
            at = quote + 2;
            continue;
        }
        char *behind = behind_quote(reader, quote + 1, row->end);
        if (behind) {
            row->lines += count_lines(from, quote);
            keep_field(reader, row, from, quote, has_pairs);
            row->at = behind;
            row->is_cut = behind == row->end;
            return;
        }
        at = quote + 1;
    }
}

static void scan_bare(ds_row_reader *reader, scan *row)
{
    char *from = row->at;
    char *at = from;
    while (!reader->is_special[(unsigned char)*at]) /* the sentinel is one */
        at++;
    row->at = at;
    row->is_cut = at >= row->end;
    keep_field(reader, row, from, at, false);
}

/* Leaves `at` on the line end of the row, or is_cut. */
static void scan_row(ds_row_reader *reader, scan *row)
{
    for (;;) {
        while (*row->at == ' ' || (*row->at == '\t' && reader->delimiter != '\t'))
            row->at++;
        if (*row->at == '"' && row->at < row->end) {
            row->at++;
            scan_quoted(reader, row);
        } else {
            scan_bare(reader, row);
        }
        if (row->is_cut || *row->at != reader->delimiter)
            return;
        row->at++;
    }
}

/* "" for each pair of quotes. */
static void join_pairs(ds_csv_field *field)
{
    char *to = field->text;
    const char *end = field->text + field->length;
    for (const char *at = field->text; at < end; at++) {
        *to++ = *at;
        if (*at == '"' && at + 1 < end && at[1] == '"')
            at++;
    }
    field->length = (size_t)(to - field->text);
}

static void finish_fields(ds_row_reader *reader, int32_t count)
{
    for (int32_t i = 0; i < count; i++) {
        if (reader->has_pairs[i])
            join_pairs(&reader->fields[i]);
        reader->fields[i].text[reader->fields[i].length] = '\0';
    }
}

/* Steps behind the next line end; false where the buffer holds none. */
static bool skip_line(ds_row_reader *reader)
{
    char *from = reader->buffer + reader->begin;
    char *newline = memchr(from, '\n', reader->end - reader->begin);
    reader->begin = newline ? (size_t)(newline - reader->buffer) + 1 : reader->end;
    if (newline)
        reader->line++;
    return newline || reader->is_over;
}

/* At the line end of the row: behind it. */
static void step_over_end(ds_row_reader *reader, const scan *row)
{
    const char *end = row->at;
    if (end < row->end && *end == '\r' && end + 1 < row->end && end[1] == '\n')
        end++;
    reader->begin = end < row->end ? (size_t)(end - reader->buffer) + 1 : reader->end;
    reader->line += row->lines + 1;
}

/* Whether a line has as many delimiters as a row, behind something like an id: a word with
 * a digit in it. */
static bool is_like_row(const ds_row_reader *reader, const char *line, const char *end)
{
    int32_t delimiters = 0;
    bool has_digit = false;
    bool has_space = false;
    for (const char *at = line; at < end; at++) {
        delimiters += *at == reader->delimiter;
        has_digit |= delimiters == 0 && *at >= '0' && *at <= '9';
        has_space |= delimiters == 0 && *at == ' ';
    }
    return delimiters == reader->expected - 1 && has_digit && !has_space;
}

/* A field over several lines that has swallowed rows, since its quote was never closed and
 * another one closed it. */
static bool has_swallowed_rows(const ds_row_reader *reader, const scan *row)
{
    const char *line = reader->buffer + reader->begin;
    const char *next = NULL;
    line = memchr(line, '\n', (size_t)(row->at - line));
    while (line && (next = memchr(line + 1, '\n', (size_t)(row->at - line - 1))) != NULL) {
        if (is_like_row(reader, line + 1, next))
            return true;
        line = next;
    }
    return false;
}

static ds_row_fault fault_of(const ds_row_reader *reader, const scan *row)
{
    const char *from = reader->buffer + reader->begin;
    bool is_odd =
        row->lines > 0 && reader->expected > 0 &&
        (row->count != reader->expected ||
         (row->lines > 1 && reader->expected > 2 && has_swallowed_rows(reader, row)));
    if (row->is_unclosed || is_odd)
        return DS_ROW_UNCLOSED;
    if (row->longest > DS_CSV_MAX_FIELD)
        return DS_ROW_TOO_LONG;
    if (row->count > DS_CSV_MAX_COLUMNS)
        return DS_ROW_TOO_WIDE;
    return memchr(from, 0, (size_t)(row->at - from)) ? DS_ROW_NUL : DS_ROW_WHOLE;
}

/* Scans the row at hand, reading on until it is whole or clearly broken. */
static ds_status scan_whole(ds_row_reader *reader, scan *row, ds_row_fault *fault,
                            ds_error *err)
{
    size_t wanted = 0;
    for (;;) {
        size_t there = reader->end - reader->begin;
        reader->buffer[reader->end] = '\n';
        *row = (scan){.at = reader->buffer + reader->begin,
                      .end = reader->buffer + reader->end};
        if (there >= wanted || reader->is_over)
            scan_row(reader, row);
        else
            row->is_cut = true;
        bool is_last = row->at + 1 >= row->end && !row->is_cut; /* perhaps half a CRLF */
        bool is_open = row->is_unclosed && there > DS_CSV_MAX_FIELD + 4096;
        *fault = DS_ROW_WHOLE;
        if (reader->is_over || is_open || (!row->is_cut && !is_last))
            return DS_OK;
        if (there > row_limit()) {
            *fault = DS_ROW_TOO_LONG;
            return DS_OK;
        }
        wanted = there >= wanted ? there + there / 2 : wanted;
        ds_status status = refill(reader, err);
        if (status != DS_OK)
            return status;
    }
}

static ds_status finish_skipping(ds_row_reader *reader, ds_error *err)
{
    while (reader->is_skipping) {
        reader->is_skipping = !skip_line(reader);
        ds_status status = reader->is_skipping ? refill(reader, err) : DS_OK;
        if (status != DS_OK)
            return status;
    }
    return DS_OK;
}

static void skip_empty_lines(ds_row_reader *reader)
{
    while (reader->begin < reader->end) {
        char c = reader->buffer[reader->begin];
        if (c == '\n')
            reader->line++;
        else if (c != '\r')
            return;
        reader->begin++;
    }
}

/* At a row, or at the end of all. */
static ds_status find_row(ds_row_reader *reader, ds_error *err)
{
    ds_status status = finish_skipping(reader, err);
    while (status == DS_OK) {
        skip_empty_lines(reader);
        if (reader->begin < reader->end || reader->is_over)
            return DS_OK;
        status = refill(reader, err);
    }
    return status;
}

ds_status ds_row_reader_next(ds_row_reader *reader, ds_csv_row *row,
                             ds_row_fault *fault_out, ds_error *err)
{
    scan found;
    *fault_out = DS_ROW_WHOLE;
    ds_status status = find_row(reader, err);
    *row = (ds_csv_row){.line = reader->line, .fields = reader->fields};
    if (status != DS_OK || reader->begin == reader->end)
        return status;
    status = scan_whole(reader, &found, fault_out, err);
    if (status != DS_OK)
        return status;
    if (*fault_out == DS_ROW_WHOLE)
        *fault_out = fault_of(reader, &found);
    if (*fault_out == DS_ROW_UNCLOSED || *fault_out == DS_ROW_TOO_LONG) {
        reader->is_skipping = !skip_line(reader);
        return DS_OK;
    }
    step_over_end(reader, &found);
    if (*fault_out == DS_ROW_WHOLE) {
        finish_fields(reader, found.count);
        row->count = found.count;
    }
    return DS_OK;
}
