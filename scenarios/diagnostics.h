/* What is wrong with an input file, collected so that a user mends it in one go.
 *
 * Errors and warnings keep their place. The first DS_DIAGNOSTICS_ERRORS errors and
 * DS_DIAGNOSTICS_WARNINGS warnings are kept, all are counted. A list that cannot grow for
 * want of memory still counts. A zeroed ds_diagnostics is empty and ready.
 */
#ifndef DS_SCENARIOS_DIAGNOSTICS_H
#define DS_SCENARIOS_DIAGNOSTICS_H

#include "sim/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DS_DIAGNOSTICS_ERRORS 20
#define DS_DIAGNOSTICS_WARNINGS 50

typedef struct ds_diagnostic {
    bool is_warning;
    char *path;   /* the file, or what else was read; "" where there is none */
    int32_t line; /* from 1; 0: no place within the path */
    int32_t column;
    char *text;
} ds_diagnostic;

typedef struct ds_diagnostics {
    ds_diagnostic *list; /* in the order of discovery */
    int32_t count;
    int32_t capacity;
    int32_t error_count; /* of all, kept or not */
    int32_t warning_count;
} ds_diagnostics;

/* The place that a diagnostic is about. */
typedef struct ds_place {
    const char *path;
    int32_t line;
    int32_t column;
} ds_place;

void ds_diagnostics_add_error(ds_diagnostics *out, ds_place place, const char *format, ...)
    DS_PRINTF(3, 4);
void ds_diagnostics_add_warning(ds_diagnostics *out, ds_place place, const char *format,
                                ...) DS_PRINTF(3, 4);
/* Takes over what a function said of the file at `path` (unless err names another). */
void ds_diagnostics_add_status(ds_diagnostics *out, const char *path, const ds_error *err);

bool ds_diagnostics_has_error(const ds_diagnostics *diagnostics);

/* "path:line:col: text", with "warning: " before a warning's text; always terminated. */
void ds_diagnostic_format(const ds_diagnostic *diagnostic, char *buffer, size_t size);

void ds_diagnostics_free(ds_diagnostics *diagnostics);

#endif
