/* The text of a scenario file: read as a whole and found to be text. */
#ifndef DS_SCENARIOS_SOURCE_TEXT_H
#define DS_SCENARIOS_SOURCE_TEXT_H

#include "scenarios/arena.h"
#include "scenarios/diagnostics.h"

#include <stddef.h>

#define DS_SOURCE_MAX ((size_t)16 * 1024 * 1024)

/* Reads a file ("-": standard input) into the arena. Says in `out` what is wrong: missing,
 * a directory, unreadable, larger than DS_SOURCE_MAX. */
ds_status ds_source_read(ds_arena *arena, const char *path, ds_diagnostics *out,
                         const char **text_out, size_t *length_out) DS_MUST_USE;

/* Whether bytes are valid UTF-8 text, not empty and no binary file; says in `out` what is
 * wrong and where. *skip_out is the length of a byte-order mark. */
ds_status ds_source_check(const char *path, const char *text, size_t length,
                          ds_diagnostics *out, size_t *skip_out) DS_MUST_USE;

#endif
