/* How a function says that it failed, and why.
 *
 * A function that can fail returns a ds_status and fills the caller's ds_error. The place
 * (path, line, column) is 0 or empty where there is none; lines and columns count from 1.
 * Nothing below cli/ prints or exits. A ds_error may be NULL where the text is not wanted.
 */
#ifndef DS_SIM_ERROR_H
#define DS_SIM_ERROR_H

typedef enum ds_status {
    DS_OK = 0,
    DS_NO_MEMORY,   /* an allocation failed */
    DS_BAD_INPUT,   /* what the user gave was refused */
    DS_IO_FAILED,   /* a file could not be read or written */
    DS_UNFINISHED,  /* stopped by a limit or an interruption; what there is stands */
    DS_UNAVAILABLE, /* an optional part or program is not there */
} ds_status;

typedef struct ds_error {
    ds_status status;
    int line;
    int column;
    char path[256];
    char text[768];
} ds_error;

#define DS_MUST_USE __attribute__((warn_unused_result))
#define DS_PRINTF(format_index, first_argument)                                            \
    __attribute__((format(printf, format_index, first_argument)))

/* Fills err (if any) with status and text, without a place; returns status. */
ds_status ds_error_set(ds_error *err, ds_status status, const char *format, ...)
    DS_PRINTF(3, 4);

/* As ds_error_set, with a place in a file (path may be NULL). */
ds_status ds_error_set_at(ds_error *err, ds_status status, const char *path, int line,
                          int column, const char *format, ...) DS_PRINTF(6, 7);

/* Fills err with "out of memory" and returns DS_NO_MEMORY. */
ds_status ds_error_no_memory(ds_error *err);

#endif
