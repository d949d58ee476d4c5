/* The bytes of an input, block by block: a file, standard input or memory.
 *
 * Gzip is recognised by its first bytes and unpacked on the way (zlib), and UTF-16 by its
 * byte-order mark and made UTF-8; anything else comes as it stands. Memory does not grow
 * with the input: one block of DS_BYTE_BLOCK bytes. What is wrong with the input itself
 * (missing, a directory, unreadable, damaged or cut-off gzip) is DS_BAD_INPUT; a device
 * that fails is DS_IO_FAILED. A source belongs to one thread.
 */
#ifndef DS_SCENARIOS_BYTE_SOURCE_H
#define DS_SCENARIOS_BYTE_SOURCE_H

#include "sim/error.h"

#include <stddef.h>

#define DS_BYTE_BLOCK ((size_t)256 * 1024)

typedef struct ds_byte_source ds_byte_source;

/* Opens a file; "-" is standard input. */
ds_status ds_byte_source_open(const char *path, ds_byte_source **source_out,
                              ds_error *err) DS_MUST_USE;

/* Reads `count` bytes of memory, which must outlive the source, in blocks of `block` bytes
 * (0: all at once), as they stand. `name` stands for the path in messages. */
ds_status ds_byte_source_open_memory(const void *bytes, size_t count, size_t block,
                                     const char *name, ds_byte_source **source_out,
                                     ds_error *err) DS_MUST_USE;

/* Legal on NULL. */
void ds_byte_source_close(ds_byte_source *source);

/* The next block, valid until the next call; a count of 0 is the end. */
ds_status ds_byte_source_read(ds_byte_source *source, const char **bytes_out,
                              size_t *count_out, ds_error *err) DS_MUST_USE;

/* The path for messages; "standard input" for "-". */
const char *ds_byte_source_name(const ds_byte_source *source);

#endif
