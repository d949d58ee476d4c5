#include "scenarios/source_text.h"

#include "scenarios/byte_source.h"
#include "scenarios/file_kind.h"
#include "scenarios/utf8.h"

#include <stdlib.h>
#include <string.h>

typedef struct buffer {
    char *bytes;
    size_t length;
    size_t capacity;
} buffer;

static ds_status append(buffer *self, const char *bytes, size_t count, ds_error *err)
{
    if (self->length + count > DS_SOURCE_MAX)
        return ds_error_set(err, DS_BAD_INPUT, "a scenario can have at most 16 MiB");
    if (self->length + count > self->capacity) {
        size_t capacity = 2 * (self->length + count);
        char *grown = realloc(self->bytes, capacity);
        if (!grown)
            return ds_error_no_memory(err);
        self->bytes = grown;
        self->capacity = capacity;
    }
    memcpy(self->bytes + self->length, bytes, count);
    self->length += count;
    return DS_OK;
}

static ds_status read_all(ds_byte_source *source, buffer *out, ds_error *err)
{
    for (;;) {
        const char *bytes;
        size_t count;
        ds_status status = ds_byte_source_read(source, &bytes, &count, err);
        if (status != DS_OK || count == 0)
            return status;
        status = append(out, bytes, count, err);
        if (status != DS_OK)
            return status;
    }
}

ds_status ds_source_read(ds_arena *arena, const char *path, ds_diagnostics *out,
                         const char **text_out, size_t *length_out)
{
    ds_error err = {.status = DS_OK};
    ds_byte_source *source = NULL;
    buffer all = {.bytes = NULL};
    ds_status status = ds_byte_source_open(path, &source, &err);
    if (status == DS_OK)
        status = read_all(source, &all, &err);
    ds_byte_source_close(source);
    if (status == DS_OK) {
        *text_out = ds_arena_copy(arena, all.bytes, all.length);
        *length_out = all.length;
        if (!*text_out)
            status = ds_error_no_memory(&err);
    }
    free(all.bytes);
    if (status != DS_OK)
        ds_diagnostics_add_status(out, path, &err);
    return status;
}

/* The place of the first byte that is no UTF-8, found line by line. */
static ds_place bad_place(const char *path, const char *text, size_t length)
{
    ds_place place = {.path = path, .line = 1, .column = 1};
    size_t at = 0;
    while (at < length) {
        const char *end = memchr(text + at, '\n', length - at);
        size_t line = end ? (size_t)(end - text) - at + 1 : length - at;
        if (!ds_utf8_is_valid(text + at, line)) {
            size_t good = 0;
            for (size_t i = 1; i <= line && i <= good + 4; i++) {
                if (!ds_utf8_is_valid(text + at, i))
                    continue;
                good = i;
                place.column++;
            }
            return place;
        }
        at += line;
        place.line++;
    }
    return place;
}

static char first_character(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length && strchr(" \t\r\n", text[at]))
        at++;
    return at < length ? text[at] : '\0';
}

ds_status ds_source_check(const char *path, const char *text, size_t length,
                          ds_diagnostics *out, size_t *skip_out)
{
    ds_place whole = {.path = path};
    *skip_out = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    /* JSON is YAML, too. */
    const char *kind = memchr(text, '\0', length) ? "binary data" : NULL;
    if (!kind && first_character(text + *skip_out, length - *skip_out) != '{')
        kind = ds_file_kind_unlike_text(text, length);
    if (kind) {
        ds_diagnostics_add_error(out, whole, "this is %s, not a scenario", kind);
        return DS_BAD_INPUT;
    }
    if (length > *skip_out && !ds_utf8_is_valid(text, length)) {
        ds_diagnostics_add_error(out, bad_place(path, text, length),
                                 "not UTF-8 text; save the file in that encoding");
        return DS_BAD_INPUT;
    }
    if (length == *skip_out) {
        ds_diagnostics_add_error(out, whole, "the file is empty");
        return DS_BAD_INPUT;
    }
    return DS_OK;
}
