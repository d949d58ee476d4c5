#include "scenarios/diagnostics.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_SIZE 1024

static bool grow(ds_diagnostics *out)
{
    if (out->count < out->capacity)
        return true;
    int32_t capacity = out->capacity > 0 ? 2 * out->capacity : 8;
    ds_diagnostic *list = realloc(out->list, (size_t)capacity * sizeof *list);
    if (!list)
        return false;
    out->list = list;
    out->capacity = capacity;
    return true;
}

static void keep(ds_diagnostics *out, bool is_warning, ds_place place, const char *text)
{
    if (!grow(out))
        return;
    ds_diagnostic diagnostic = {.is_warning = is_warning,
                                .path = strdup(place.path ? place.path : ""),
                                .line = place.line,
                                .column = place.column,
                                .text = strdup(text)};
    if (!diagnostic.path || !diagnostic.text) {
        free(diagnostic.path);
        free(diagnostic.text);
        return;
    }
    out->list[out->count++] = diagnostic;
}

static void add(ds_diagnostics *out, bool is_warning, ds_place place, const char *format,
                va_list arguments)
{
    int32_t *count = is_warning ? &out->warning_count : &out->error_count;
    if (*count < (is_warning ? DS_DIAGNOSTICS_WARNINGS : DS_DIAGNOSTICS_ERRORS)) {
        char text[TEXT_SIZE];
        vsnprintf(text, sizeof text, format, arguments);
        keep(out, is_warning, place, text);
    }
    if (*count < INT32_MAX)
        ++*count;
}

void ds_diagnostics_add_error(ds_diagnostics *out, ds_place place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(out, false, place, format, arguments);
    va_end(arguments);
}

void ds_diagnostics_add_warning(ds_diagnostics *out, ds_place place, const char *format,
                                ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(out, true, place, format, arguments);
    va_end(arguments);
}

void ds_diagnostics_add_status(ds_diagnostics *out, const char *path, const ds_error *err)
{
    ds_place place = {
        .path = err->path[0] ? err->path : path, .line = err->line, .column = err->column};
    ds_diagnostics_add_error(out, place, "%s", err->text);
}

bool ds_diagnostics_has_error(const ds_diagnostics *diagnostics)
{
    return diagnostics->error_count > 0;
}

void ds_diagnostic_format(const ds_diagnostic *diagnostic, char *buffer, size_t size)
{
    char place[32] = "";
    if (diagnostic->line > 0 && diagnostic->column > 0)
        snprintf(place, sizeof place, ":%d:%d", diagnostic->line, diagnostic->column);
    else if (diagnostic->line > 0)
        snprintf(place, sizeof place, ":%d", diagnostic->line);
    snprintf(buffer, size, "%s%s%s%s%s", diagnostic->path, place,
             diagnostic->path[0] ? ": " : "", diagnostic->is_warning ? "warning: " : "",
             diagnostic->text);
}

void ds_diagnostics_free(ds_diagnostics *diagnostics)
{
    for (int32_t i = 0; i < diagnostics->count; i++) {
        free(diagnostics->list[i].path);
        free(diagnostics->list[i].text);
    }
    free(diagnostics->list);
    *diagnostics = (ds_diagnostics){0};
}
