/* UTF-16 text as UTF-8, block by block: what spreadsheet programs save as "Unicode text".
 */
#ifndef DS_SCENARIOS_UTF16_H
#define DS_SCENARIOS_UTF16_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ds_utf16 {
    bool is_big_endian;
    bool has_byte; /* half a unit is left from the block before */
    uint8_t byte;
    uint16_t high; /* a high surrogate that waits for its low one; 0: none */
} ds_utf16;

/* Whether bytes begin with a byte-order mark of UTF-16, and the decoder for it. */
bool ds_utf16_begins(const char *bytes, size_t count, ds_utf16 *decoder_out);

/* Decodes `count` bytes into `out`, which has room for 3 × (count ÷ 2 + 2), and returns how
 * many it wrote. What is no character becomes U+FFFD; the byte-order mark stays one. */
size_t ds_utf16_decode(ds_utf16 *decoder, const char *bytes, size_t count, char *out);

/* At the end: what an incomplete character becomes (at most 3 bytes). */
size_t ds_utf16_finish(ds_utf16 *decoder, char *out);

#endif
