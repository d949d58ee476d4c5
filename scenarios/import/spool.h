/* What can be read only once, kept in a temporary file so that it can be read twice. */
#ifndef DS_IMPORT_SPOOL_H
#define DS_IMPORT_SPOOL_H

#include "sim/error.h"

/* Copies standard input ("-"), a pipe or another file that cannot be read again, as it
 * stands, to a file in TMPDIR (or /tmp). *copy_out is its path, or NULL where no copy is
 * needed. */
ds_status ds_spool_if_needed(const char *path, char **copy_out, ds_error *err) DS_MUST_USE;

/* Removes the copy and frees the path. Legal on NULL. */
void ds_spool_remove(char *copy);

#endif
