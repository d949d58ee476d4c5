/* For fopencookie. */
#define _GNU_SOURCE
/* Event logs as files, plain or compressed with gzip. */
#include "analysis/histories/event_log.h"
#include "sim/output_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <zlib.h>

/* Whether a name ends so; *length is cut by it where it does. */
static bool ends_in(const char *name, size_t *length, const char *ending)
{
    size_t size = strlen(ending);
    if (*length <= size || strncasecmp(name + *length - size, ending, size) != 0)
        return false;
    *length -= size;
    return true;
}

ds_status ds_event_log_form(const char *path, ds_log_format *format_out, bool *is_gzip_out,
                            ds_error *err)
{
    size_t length = strlen(path);
    *is_gzip_out = ends_in(path, &length, ".gz");
    if (ends_in(path, &length, ".xes"))
        *format_out = DS_LOG_XES;
    else if (ends_in(path, &length, ".csv"))
        *format_out = DS_LOG_CSV;
    else
        return ds_error_set_at(err, DS_BAD_INPUT, path, 0, 0,
                               "an event log's name ends in .csv or .xes, or in .csv.gz or "
                               ".xes.gz");
    return DS_OK;
}

/* A pipe: what is written to it is compressed into a file. */
typedef struct gzip_pipe {
    gzFile gzip;
    FILE *in;
} gzip_pipe;

static ssize_t gzip_put(void *cookie, const char *data, size_t size)
{
    gzip_pipe *pipe = cookie;
    int written = size > 0 ? gzwrite(pipe->gzip, data, (unsigned)size) : 0;
    return written;
}

static bool open_gzip(gzip_pipe *pipe, FILE *out)
{
    cookie_io_functions_t functions = {.write = gzip_put};
    int descriptor = dup(fileno(out));
    pipe->gzip = descriptor >= 0 ? gzdopen(descriptor, "wb6") : NULL;
    if (!pipe->gzip) {
        if (descriptor >= 0)
            (void)close(descriptor);
        return false;
    }
    pipe->in = fopencookie(pipe, "w", functions);
    if (!pipe->in)
        (void)gzclose(pipe->gzip);
    return pipe->in != NULL;
}

static bool close_gzip(gzip_pipe *pipe)
{
    bool is_flushed = fclose(pipe->in) == 0;
    return gzclose(pipe->gzip) == Z_OK && is_flushed;
}

static ds_status write_gzip(const ds_desk *desk, const ds_history_options *options,
                            ds_log_format format, FILE *file, const char *path,
                            ds_log_counts *counts, ds_error *err)
{
    gzip_pipe pipe;
    if (!open_gzip(&pipe, file))
        return ds_error_no_memory(err);
    ds_status status =
        ds_event_log_write(desk, options, format, pipe.in, path, counts, err);
    errno = 0;
    bool is_whole = close_gzip(&pipe);
    if (status == DS_OK && !is_whole)
        status = ds_error_set_at(err, DS_IO_FAILED, path, 0, 0, "it cannot be written: %s",
                                 strerror(errno != 0 ? errno : EIO));
    return status;
}

ds_status ds_event_log_save(const ds_desk *desk, const ds_history_options *options,
                            const char *path, ds_log_counts *counts_out, ds_error *err)
{
    ds_output_file file = {0};
    ds_log_format format = DS_LOG_CSV;
    bool is_gzip = false;
    ds_status status = ds_event_log_form(path, &format, &is_gzip, err);
    if (status == DS_OK)
        status = ds_output_open(&file, path, err);
    if (status != DS_OK)
        return status;
    if (is_gzip)
        status = write_gzip(desk, options, format, file.stream, path, counts_out, err);
    else
        status =
            ds_event_log_write(desk, options, format, file.stream, path, counts_out, err);
    if (status == DS_OK)
        return ds_output_commit(&file, err);
    ds_output_discard(&file);
    return status;
}
