/* Output files that are whole or not there: written under a temporary name beside the
 * target and renamed when all is well.
 *
 * A reader never sees half a file, and what stood there before stays until the new one is
 * complete. A target that is no regular file (a terminal, a pipe, /dev/null) is written to
 * as it is.
 */
#ifndef DS_SIM_OUTPUT_FILE_H
#define DS_SIM_OUTPUT_FILE_H

#include "sim/error.h"

#include <stddef.h>
#include <stdio.h>

typedef struct ds_output_file {
    FILE *stream;    /* write here; errors are found at the end */
    char *path;      /* the target */
    char *temporary; /* NULL where the target is written directly */
} ds_output_file;

/* Opens a file for writing. On failure (DS_IO_FAILED with path and reason, DS_NO_MEMORY)
 * there is nothing to close. */
ds_status ds_output_open(ds_output_file *file, const char *path, ds_error *err) DS_MUST_USE;

/* Completes the file: flushes, closes, renames. Where any write failed (a full disk), the
 * temporary file is removed, the target is as it was, and the reason is in err. The file is
 * closed in either case. */
ds_status ds_output_commit(ds_output_file *file, ds_error *err) DS_MUST_USE;

/* Gives the file up: closes it and removes the temporary one. Legal on a zeroed or a closed
 * file. */
void ds_output_discard(ds_output_file *file);

/* Writes a whole file from memory. */
ds_status ds_output_write(const char *path, const char *data, size_t size,
                          ds_error *err) DS_MUST_USE;

/* "DIRECTORY/NAME"; NULL where memory is short. The caller frees it. */
char *ds_output_path(const char *directory, const char *name);

/* Makes a directory, and those above it, where they are missing. */
ds_status ds_output_make_directory(const char *path, ds_error *err) DS_MUST_USE;

#endif
