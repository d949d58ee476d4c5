#include "scenarios/file_kind.h"

#include <stdbool.h>
#include <string.h>

enum { LOOKED_AT = 4096 };

typedef struct kind {
    const char *magic;
    size_t length;
    const char *name;
} kind;

#define MAGIC(bytes) bytes, sizeof(bytes) - 1

static const kind kinds[] = {
    {MAGIC("\x89PNG\r\n"), "a PNG image"},
    {MAGIC("\xff\xd8\xff"), "a JPEG image"},
    {MAGIC("GIF8"), "a GIF image"},
    {MAGIC("%PDF-"), "a PDF document"},
    {MAGIC("PK\x03\x04"), "a zip archive, perhaps a spreadsheet (.xlsx)"},
    {MAGIC("PK\x05\x06"), "an empty zip archive"},
    {MAGIC("\xd0\xcf\x11\xe0"), "an old Office document, perhaps .xls"},
    {MAGIC("\177ELF"), "a program (ELF)"},
    {MAGIC("MZ\x90"), "a Windows program"},
    {MAGIC("\x1f\x8b"), "gzip data packed twice"},
    {MAGIC("BZh91AY&SY"), "bzip2 data"},
    {MAGIC("\3757zXZ"), "xz data"},
    {MAGIC("\x28\xb5\x2f\xfd"), "zstd data"},
    {MAGIC("7z\xbc\xaf"), "a 7-Zip archive"},
    {MAGIC("SQLite format 3"), "an SQLite database"},
    {MAGIC("PAR1"), "a Parquet file"},
    {MAGIC("\xff\xfe"), "UTF-16 text (save it as UTF-8)"},
    {MAGIC("\xfe\xff"), "UTF-16 text (save it as UTF-8)"},
};

static bool begins_with(const char *bytes, size_t count, const char *magic, size_t length)
{
    return count >= length && memcmp(bytes, magic, length) == 0;
}

/* Pages of an error or of a login are what many a failed download turns out to be. */
static const char *markup(const char *bytes, size_t count)
{
    size_t i = begins_with(bytes, count, "\xef\xbb\xbf", 3) ? 3 : 0;
    while (i < count && (bytes[i] == ' ' || bytes[i] == '\n' || bytes[i] == '\r'))
        i++;
    if (i == count)
        return NULL;
    if (bytes[i] == '<')
        return "an HTML or XML page";
    return bytes[i] == '{' ? "JSON data" : NULL;
}

const char *ds_file_kind_unlike_text(const void *bytes, size_t count)
{
    if (count == 0)
        return NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (begins_with(bytes, count, kinds[i].magic, kinds[i].length))
            return kinds[i].name;
    if (memchr(bytes, 0, count < LOOKED_AT ? count : LOOKED_AT))
        return "binary data";
    return markup(bytes, count);
}
