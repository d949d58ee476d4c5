/* The shipped scenarios as files. */
#ifndef DS_CLI_SHIPPED_H
#define DS_CLI_SHIPPED_H

#include <dirent.h>
#include <stdbool.h>
#include <stddef.h>

#define DS_SHIPPED_SUFFIX ".yaml"

/* The directory's scenarios in the order of their names: the caller frees each entry and
 * the table. Negative where the directory cannot be read (errno). */
int ds_shipped_entries(const char *directory, struct dirent ***entries_out);
/* The path of the shipped scenario of that name; false where there is none. */
bool ds_shipped_find(const char *name, char *path, size_t size);
/* Says on standard error that no scenario has that name, and which is the nearest; returns
 * the exit code. */
int ds_shipped_unknown(const char *name);

#endif
