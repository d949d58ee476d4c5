/* What a file that should have been text looks like instead, from its first bytes. */
#ifndef DS_SCENARIOS_FILE_KIND_H
#define DS_SCENARIOS_FILE_KIND_H

#include <stddef.h>

/* "a PNG image", "a zip archive …", or NULL where it may well be text. Looks at no more
 * than the first 4096 bytes. The answer is static. */
const char *ds_file_kind_unlike_text(const void *bytes, size_t count);

#endif
