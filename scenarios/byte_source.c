#include "scenarios/byte_source.h"

#include "scenarios/utf16.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

struct ds_byte_source {
    gzFile file; /* NULL: memory */
    char *block; /* what the file gave last; owned */
    bool is_begun;
    char *text; /* the block as UTF-8, where it is UTF-16; owned */
    ds_utf16 utf16;

    const char *memory;
    size_t memory_left;
    size_t memory_block;

    char name[]; /* as in messages */
};

static ds_byte_source *new_source(const char *name)
{
    size_t size = strlen(name) + 1;
    ds_byte_source *source = calloc(1, sizeof *source + size);
    if (source)
        memcpy(source->name, name, size);
    return source;
}

/* A descriptor of its own, so that closing the source leaves standard input open. */
static int open_descriptor(const char *path)
{
    return strcmp(path, "-") == 0 ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
}

static ds_status refuse_open(const char *name, int reason, ds_error *err)
{
    if (reason == ENOENT)
        return ds_error_set_at(err, DS_BAD_INPUT, name, 0, 0, "there is no such file");
    return ds_error_set_at(err, DS_BAD_INPUT, name, 0, 0, "it cannot be opened: %s",
                           strerror(reason));
}

static ds_status open_file(ds_byte_source *source, int descriptor, ds_error *err)
{
    struct stat status;
    if (fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode))
        return ds_error_set_at(err, DS_BAD_INPUT, source->name, 0, 0,
                               "it is a directory, not a file");
    source->block = malloc(DS_BYTE_BLOCK);
    source->file = gzdopen(descriptor, "rb");
    if (!source->block || !source->file)
        return ds_error_no_memory(err);
    (void)gzbuffer(source->file, 128 * 1024);
    return DS_OK;
}

ds_status ds_byte_source_open(const char *path, ds_byte_source **source_out, ds_error *err)
{
    *source_out = NULL;
    const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
    int descriptor = open_descriptor(path);
    if (descriptor < 0)
        return refuse_open(name, errno, err);
    ds_byte_source *source = new_source(name);
    ds_status status =
        source ? open_file(source, descriptor, err) : ds_error_no_memory(err);
    if (status == DS_OK) {
        *source_out = source;
        return DS_OK;
    }
    if (!source || !source->file) /* otherwise it belongs to the gzFile */
        (void)close(descriptor);
    ds_byte_source_close(source);
    return status;
}

ds_status ds_byte_source_open_memory(const void *bytes, size_t count, size_t block,
                                     const char *name, ds_byte_source **source_out,
                                     ds_error *err)
{
    ds_byte_source *source = new_source(name);
    *source_out = source;
    if (!source)
        return ds_error_no_memory(err);
    source->memory = bytes;
    source->memory_left = count;
    source->memory_block = block > 0 ? block : count;
    return DS_OK;
}

void ds_byte_source_close(ds_byte_source *source)
{
    if (!source)
        return;
    if (source->file)
        (void)gzclose_r(source->file);
    free(source->block);
    free(source->text);
    free(source);
}

/* Why zlib stopped, where it did not do so at a proper end. */
static ds_status check_gzip(ds_byte_source *source, ds_error *err)
{
    int code = Z_OK;
    const char *text = gzerror(source->file, &code);
    const char *name = source->name;
    switch (code) {
    case Z_OK:
    case Z_STREAM_END:
        return DS_OK;
    case Z_BUF_ERROR:
        return ds_error_set_at(err, DS_BAD_INPUT, name, 0, 0,
                               "the gzip data ends too early: the file is incomplete");
    case Z_DATA_ERROR:
        return ds_error_set_at(err, DS_BAD_INPUT, name, 0, 0,
                               "the gzip data is damaged (%s)", text);
    case Z_MEM_ERROR:
        return ds_error_no_memory(err);
    default:
        return ds_error_set_at(err, DS_IO_FAILED, name, 0, 0, "it cannot be read: %s",
                               code == Z_ERRNO ? strerror(errno) : text);
    }
}

static ds_status read_file(ds_byte_source *source, size_t *count_out, ds_error *err)
{
    int count = gzread(source->file, source->block, (unsigned)DS_BYTE_BLOCK);
    *count_out = count > 0 ? (size_t)count : 0;
    if (count < 0 || (size_t)count < DS_BYTE_BLOCK)
        return check_gzip(source, err);
    return DS_OK;
}

/* The block as UTF-8; its first call finds out whether there is anything to be done. */
static ds_status decode(ds_byte_source *source, const char **bytes, size_t *count,
                        ds_error *err)
{
    bool is_first = !source->is_begun;
    source->is_begun = true;
    if (is_first && ds_utf16_begins(*bytes, *count, &source->utf16)) {
        source->text = malloc(3 * (DS_BYTE_BLOCK / 2 + 2));
        if (!source->text)
            return ds_error_no_memory(err);
    }
    if (!source->text)
        return DS_OK;
    *count = *count > 0 ? ds_utf16_decode(&source->utf16, *bytes, *count, source->text)
                        : ds_utf16_finish(&source->utf16, source->text);
    *bytes = source->text;
    return DS_OK;
}

ds_status ds_byte_source_read(ds_byte_source *source, const char **bytes_out,
                              size_t *count_out, ds_error *err)
{
    if (source->file) {
        *bytes_out = source->block;
        ds_status status = read_file(source, count_out, err);
        return status == DS_OK ? decode(source, bytes_out, count_out, err) : status;
    }
    size_t count = source->memory_block < source->memory_left ? source->memory_block
                                                              : source->memory_left;
    *bytes_out = source->memory;
    *count_out = count;
    source->memory_left -= count;
    if (count > 0)
        source->memory += count;
    return DS_OK;
}

const char *ds_byte_source_name(const ds_byte_source *source)
{
    return source->name;
}
