/* Where the program's own files are: beside the source while it is developed, under
 * PREFIX/share/desksim once it is installed. */
#ifndef DS_CLI_DATA_DIRECTORY_H
#define DS_CLI_DATA_DIRECTORY_H

#include "sim/error.h"

#include <stddef.h>

/* The directory of the shipped scenarios. The environment variable DESKSIM_DATA goes first.
 */
ds_status ds_data_directory(char *path, size_t size, ds_error *err) DS_MUST_USE;

#endif
