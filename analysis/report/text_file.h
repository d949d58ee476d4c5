/* A text file read as a whole. */
#ifndef DS_ANALYSIS_TEXT_FILE_H
#define DS_ANALYSIS_TEXT_FILE_H

#include "sim/error.h"

#include <stddef.h>

#define DS_TEXT_FILE_MOST ((size_t)256 * 1024 * 1024) /* bytes */

/* The text, terminated; the caller frees it. DS_BAD_INPUT where the file is missing, cannot
 * be read, is larger than the limit or has a NUL in it; err has the path. */
ds_status ds_text_file_read(const char *path, char **text_out, ds_error *err) DS_MUST_USE;

#endif
