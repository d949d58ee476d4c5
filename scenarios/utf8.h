/* UTF-8: is it valid, and how to quote a stretch of unknown bytes in a message. */
#ifndef DS_SCENARIOS_UTF8_H
#define DS_SCENARIOS_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the bytes are well-formed UTF-8 (Unicode 15, table 3-7: no overlong forms, no
 * surrogates, nothing above U+10FFFF). */
bool ds_utf8_is_valid(const char *text, size_t length);

/* Copies text for showing to people: control characters and ill-formed bytes become '?',
 * and what does not fit `size` bytes (at least 4, terminator included) ends in "..." at a
 * whole character. */
void ds_utf8_clip(char *clip, size_t size, const char *text, size_t length);

#endif
