#include "sim/error.h"

#include <stdarg.h>
#include <stdio.h>

static void fill(ds_error *err, ds_status status, const char *path, int line, int column)
{
    err->status = status;
    err->line = line;
    err->column = column;
    (void)snprintf(err->path, sizeof err->path, "%s", path ? path : "");
}

ds_status ds_error_set(ds_error *err, ds_status status, const char *format, ...)
{
    if (err) {
        va_list arguments;
        fill(err, status, NULL, 0, 0);
        va_start(arguments, format);
        (void)vsnprintf(err->text, sizeof err->text, format, arguments);
        va_end(arguments);
    }
    return status;
}

ds_status ds_error_set_at(ds_error *err, ds_status status, const char *path, int line,
                          int column, const char *format, ...)
{
    if (err) {
        va_list arguments;
        fill(err, status, path, line, column);
        va_start(arguments, format);
        (void)vsnprintf(err->text, sizeof err->text, format, arguments);
        va_end(arguments);
    }
    return status;
}

ds_status ds_error_no_memory(ds_error *err)
{
    return ds_error_set(err, DS_NO_MEMORY, "out of memory");
}
