#include "scenarios/utf16.h"

#include <string.h>

enum { REPLACEMENT = 0xfffd };

bool ds_utf16_begins(const char *bytes, size_t count, ds_utf16 *decoder)
{
    *decoder = (ds_utf16){0};
    if (count < 2)
        return false;
    decoder->is_big_endian = memcmp(bytes, "\xfe\xff", 2) == 0;
    return decoder->is_big_endian || memcmp(bytes, "\xff\xfe", 2) == 0;
}

static size_t put(uint32_t character, char *out)
{
    size_t length = character < 0x80      ? 1
                    : character < 0x800   ? 2
                    : character < 0x10000 ? 3
                                          : 4;
    static const uint8_t first[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = length; i-- > 1; character >>= 6)
        out[i] = (char)(0x80 | (character & 0x3f));
    out[0] = (char)(first[length] | character);
    return length;
}

static size_t take_unit(ds_utf16 *self, uint16_t unit, char *out)
{
    size_t count = 0;
    bool is_low = unit >= 0xdc00 && unit < 0xe000;
    if (self->high && is_low) {
        uint32_t upper = (uint32_t)(self->high - 0xd800) << 10;
        self->high = 0;
        return put(0x10000 + upper + (uint32_t)(unit - 0xdc00), out);
    }
    if (self->high)
        count += put(REPLACEMENT, out);
    self->high = 0;
    if (unit >= 0xd800 && unit < 0xdc00)
        self->high = unit;
    else
        count += put(is_low ? REPLACEMENT : unit, out + count);
    return count;
}

size_t ds_utf16_decode(ds_utf16 *self, const char *bytes, size_t count, char *out)
{
    size_t written = 0;
    for (size_t i = 0; i < count; i++) {
        uint8_t byte = (uint8_t)bytes[i];
        if (!self->has_byte) {
            self->byte = byte;
            self->has_byte = true;
            continue;
        }
        self->has_byte = false;
        unsigned unit = self->is_big_endian ? (unsigned)self->byte << 8 | byte
                                            : (unsigned)byte << 8 | self->byte;
        written += take_unit(self, (uint16_t)unit, out + written);
    }
    return written;
}

size_t ds_utf16_finish(ds_utf16 *self, char *out)
{
    bool is_open = self->has_byte || self->high;
    *self = (ds_utf16){.is_big_endian = self->is_big_endian};
    return is_open ? put(REPLACEMENT, out) : 0;
}
