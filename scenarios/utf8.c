#include "scenarios/utf8.h"

#include <string.h>

static bool is_between(unsigned char byte, unsigned char lower, unsigned char upper)
{
    return byte >= lower && byte <= upper;
}

/* The range of a sequence's second byte, which depends on its first. */
static bool is_second(unsigned char first, unsigned char second)
{
    switch (first) {
    case 0xe0:
        return is_between(second, 0xa0, 0xbf);
    case 0xed:
        return is_between(second, 0x80, 0x9f);
    case 0xf0:
        return is_between(second, 0x90, 0xbf);
    case 0xf4:
        return is_between(second, 0x80, 0x8f);
    default:
        return is_between(second, 0x80, 0xbf);
    }
}

/* Bytes of the character that begins here; 0 where none does. */
static size_t character_length(const unsigned char *at, size_t left)
{
    size_t length = 0;
    if (at[0] < 0x80)
        return 1;
    if (is_between(at[0], 0xc2, 0xdf))
        length = 2;
    else if (is_between(at[0], 0xe0, 0xef))
        length = 3;
    else if (is_between(at[0], 0xf0, 0xf4))
        length = 4;
    if (length == 0 || length > left || !is_second(at[0], at[1]))
        return 0;
    for (size_t i = 2; i < length; i++)
        if (!is_between(at[i], 0x80, 0xbf))
            return 0;
    return length;
}

bool ds_utf8_is_valid(const char *text, size_t length)
{
    const unsigned char *at = (const unsigned char *)text;
    while (length > 0) {
        size_t step = character_length(at, length);
        if (step == 0)
            return false;
        at += step;
        length -= step;
    }
    return true;
}

static bool is_control(unsigned char byte)
{
    return byte < 0x20 || byte == 0x7f;
}

void ds_utf8_clip(char *clip, size_t size, const char *text, size_t length)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t used = 0;
    size_t dots = 0; /* where "..." still fits */
    while (length > 0) {
        size_t step = character_length(at, length);
        bool is_shown = step > 1 || (step == 1 && !is_control(*at));
        step = step > 0 ? step : 1;
        if (used + step + 1 > size) {
            memcpy(clip + dots, "...", 4);
            return;
        }
        if (is_shown)
            memcpy(clip + used, at, step);
        else
            clip[used] = '?';
        used += step;
        if (used + 4 <= size)
            dots = used;
        at += step;
        length -= step;
    }
    clip[used] = '\0';
}
