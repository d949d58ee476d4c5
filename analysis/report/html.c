#include "analysis/report/html.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"

void ds_html_put(ds_html *html, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)vfprintf(html->out, format, arguments);
    va_end(arguments);
}

/* The next character of a text that is not at its end; UINT32_MAX where its bytes are no
 * UTF-8, one of which is passed. */
static uint32_t next_point(const unsigned char **at)
{
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    const unsigned char *byte = *at;
    int more = *byte < 0x80             ? 0
               : (*byte & 0xE0) == 0xC0 ? 1
               : (*byte & 0xF0) == 0xE0 ? 2
               : (*byte & 0xF8) == 0xF0 ? 3
                                        : -1;
    (*at)++;
    if (more < 0)
        return UINT32_MAX;
    uint32_t point = more == 0 ? *byte : *byte & (0x3Fu >> more);
    for (int i = 1; i <= more; i++) {
        if ((byte[i] & 0xC0) != 0x80)
            return UINT32_MAX;
        point = point << 6 | (byte[i] & 0x3Fu);
    }
    if (point < least[more] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000))
        return UINT32_MAX;
    *at = byte + 1 + more;
    return point;
}

/* Whether XML 1.0 has the character (section 2.2), and it is no control character. */
static bool is_known(uint32_t point)
{
    if (point == '\t' || point == '\n')
        return true;
    return point >= 0x20 && !(point >= 0x7F && point < 0xA0) && point != 0xFFFE &&
           point != 0xFFFF && point != UINT32_MAX;
}

static void put_character(FILE *out, uint32_t point, const unsigned char *from,
                          const unsigned char *to)
{
    switch (point) {
    case '&':
        (void)fputs("&amp;", out);
        break;
    case '<':
        (void)fputs("&lt;", out);
        break;
    case '>':
        (void)fputs("&gt;", out);
        break;
    case '"':
        (void)fputs("&quot;", out);
        break;
    case '\'':
        (void)fputs("&#39;", out);
        break;
    default:
        if (is_known(point))
            (void)fwrite(from, 1, (size_t)(to - from), out);
        else if (point != '\r')
            (void)fputs(REPLACEMENT, out);
    }
}

void ds_html_text(ds_html *html, const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    while (*at) {
        const unsigned char *from = at;
        uint32_t point = next_point(&at);
        put_character(html->out, point, from, at);
    }
}

void ds_html_name(ds_html *html, const char *text)
{
    ds_html_put(html, "<bdi>");
    ds_html_text(html, text);
    ds_html_put(html, "</bdi>");
}

void ds_html_say(ds_html *html, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    for (const char *at = format; *at; at++) {
        char one[5] = {*at};
        if (*at != '%') {
            /* A whole character. */
            for (int i = 1; i < 4 && ((unsigned char)at[1] & 0xC0) == 0x80; i++)
                one[i] = *++at;
            ds_html_text(html, one);
            continue;
        }
        switch (*++at) {
        case 's':
            ds_html_text(html, va_arg(arguments, const char *));
            break;
        case 'n':
            ds_html_name(html, va_arg(arguments, const char *));
            break;
        case 'd':
            ds_html_put(html, "%d", va_arg(arguments, int));
            break;
        case 'c':
            ds_html_put(html, "<code>");
            ds_html_text(html, va_arg(arguments, const char *));
            ds_html_put(html, "</code>");
            break;
        case 'b':
            ds_html_put(html, "<strong>");
            break;
        case '/':
            at += at[1] == 'b';
            ds_html_put(html, "</strong>");
            break;
        default:
            ds_html_put(html, "%%");
            at -= *at == '\0';
        }
    }
    va_end(arguments);
}

void ds_html_id(const char *name, char *id, size_t size)
{
    size_t used = 0;
    for (; *name && used + 1 < size; name++) {
        unsigned char letter = (unsigned char)*name;
        if (letter < 0x80 && isalnum(letter))
            id[used++] = (char)tolower(letter);
        else if (used > 0 && id[used - 1] != '-')
            id[used++] = '-';
    }
    id[used] = '\0';
}
