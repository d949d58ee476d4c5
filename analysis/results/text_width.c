#include "analysis/results/text_width.h"

#include "scenarios/utf8.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct span {
    uint32_t first;
    uint32_t last;
} span;

static const span no_columns[] = {
    {0x0300,  0x036F },
    {0x0483,  0x0489 },
    {0x0591,  0x05BD },
    {0x064B,  0x065F },
    {0x200B,  0x200F },
    {0x2060,  0x2064 },
    {0x20D0,  0x20FF },
    {0xFE00,  0xFE0F },
    {0xFE20,  0xFE2F },
    {0xFEFF,  0xFEFF },
    {0xE0100, 0xE01EF}
};

static const span two_columns[] = {
    {0x1100,  0x115F },
    {0x231A,  0x231B },
    {0x23E9,  0x23EC },
    {0x2614,  0x2615 },
    {0x26A1,  0x26A1 },
    {0x2705,  0x2705 },
    {0x274C,  0x274C },
    {0x2E80,  0x303E },
    {0x3041,  0x33FF },
    {0x3400,  0x4DBF },
    {0x4E00,  0xA4CF },
    {0xA960,  0xA97F },
    {0xAC00,  0xD7A3 },
    {0xF900,  0xFAFF },
    {0xFE30,  0xFE6F },
    {0xFF00,  0xFF60 },
    {0xFFE0,  0xFFE6 },
    {0x1F1E6, 0x1F1FF},
    {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF},
    {0x1F900, 0x1FAFF},
    {0x20000, 0x3FFFD}
};

static bool is_in(const span *spans, size_t count, uint32_t point)
{
    for (size_t i = 0; i < count; i++)
        if (point >= spans[i].first && point <= spans[i].last)
            return true;
    return false;
}

static int columns(uint32_t point)
{
    if (point < 0x300)
        return 1;
    if (is_in(no_columns, sizeof no_columns / sizeof no_columns[0], point))
        return 0;
    return is_in(two_columns, sizeof two_columns / sizeof two_columns[0], point) ? 2 : 1;
}

/* One character as it is shown. */
typedef struct glyph {
    const char *bytes;
    int length;
    int width;
} glyph;

static const glyph replacement = {.bytes = "?", .length = 1, .width = 1};

/* Bytes of the character that begins here; 0 where none does. */
static int length_at(const char *text)
{
    unsigned char first = (unsigned char)text[0];
    int length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    bool is_whole = strnlen(text, (size_t)length) == (size_t)length;
    return is_whole && ds_utf8_is_valid(text, (size_t)length) ? length : 0;
}

static uint32_t point_at(const char *text, int length)
{
    const unsigned char *at = (const unsigned char *)text;
    uint32_t point = length == 1 ? at[0] : at[0] & (0xFFu >> (length + 1));
    for (int i = 1; i < length; i++)
        point = point << 6 | (at[i] & 0x3Fu);
    return point;
}

/* What a terminal may obey instead of showing it: both sets of control characters, and the
 * marks that turn the direction of writing. */
static bool is_control(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

/* Reads the character at *text and steps past it. */
static glyph next_glyph(const char **text)
{
    const char *at = *text;
    int length = length_at(at);
    *text += length > 0 ? length : 1;
    if (length == 0)
        return replacement;
    uint32_t point = point_at(at, length);
    if (is_control(point))
        return replacement;
    return (glyph){.bytes = at, .length = length, .width = columns(point)};
}

int ds_text_width(const char *text)
{
    int width = 0;
    while (*text)
        width += next_glyph(&text).width;
    return width;
}

static void put_glyphs(FILE *out, const char *text, int width)
{
    int used = 0;
    while (*text) {
        glyph one = next_glyph(&text);
        if (used + one.width > width)
            break;
        (void)fwrite(one.bytes, 1, (size_t)one.length, out);
        used += one.width;
    }
    (void)fprintf(out, "%*s", width - used, "");
}

void ds_text_put(FILE *out, const char *text, int width, bool is_right)
{
    int needed = ds_text_width(text);
    if (needed > width) {
        const char *rest = text;
        int kept = 0;
        int step = 0;
        while (kept + (step = next_glyph(&rest).width) <= width - 1)
            kept += step;
        put_glyphs(out, text, kept);
        (void)fprintf(out, "…%*s", width - 1 - kept, "");
        return;
    }
    if (is_right)
        (void)fprintf(out, "%*s", width - needed, "");
    put_glyphs(out, text, is_right ? needed : width);
}

/* A piece of text that stays together on a line. */
typedef struct piece {
    const char *end;
    int width;
} piece;

/* The word at `text`, or as much of it as a whole line holds. */
static piece next_piece(const char *text, int line)
{
    piece word = {.end = text};
    const char *end = text + strcspn(text, " \n");
    while (word.end < end) {
        const char *after = word.end;
        int width = next_glyph(&after).width;
        if (word.width + width > line && word.width > 0)
            break;
        word.width += width;
        word.end = after;
    }
    return word;
}

static void put_piece(FILE *out, const char *text, const char *end)
{
    while (text < end) {
        glyph one = next_glyph(&text);
        (void)fwrite(one.bytes, 1, (size_t)one.length, out);
    }
}

void ds_text_wrap(FILE *out, const char *text, int width, const char *first,
                  const char *other)
{
    int indent = ds_text_width(other);
    int used = ds_text_width(first);
    bool is_begin = true;
    (void)fputs(first, out);
    while (*(text += strspn(text, " \n"))) {
        piece word = next_piece(text, width - indent);
        if (!is_begin && used + 1 + word.width > width) {
            (void)fprintf(out, "\n%s", other);
            used = indent;
            is_begin = true;
        }
        if (!is_begin)
            (void)fputc(' ', out);
        used += word.width + !is_begin;
        put_piece(out, text, word.end);
        is_begin = false;
        text = word.end;
    }
    (void)fputc('\n', out);
}
