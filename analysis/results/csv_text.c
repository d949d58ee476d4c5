#include "analysis/results/csv_text.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static bool looks_like_a_formula(const char *text)
{
    return text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
}

static bool needs_quotes(const char *text)
{
    size_t length = strlen(text);
    return length > 0 &&
           (strpbrk(text, ",\"\r\n") != NULL || text[0] == ' ' || text[length - 1] == ' ');
}

/* Prefix and text as one field. */
static void put(FILE *out, const char *prefix, const char *text)
{
    if (!needs_quotes(text)) {
        (void)fprintf(out, "%s%s", prefix, text);
        return;
    }
    (void)fprintf(out, "\"%s", prefix);
    for (const char *c = text; *c; c++) {
        if (*c == '"')
            (void)fputc('"', out);
        (void)fputc(*c, out);
    }
    (void)fputc('"', out);
}

void ds_csv_text(FILE *out, const char *text)
{
    put(out, looks_like_a_formula(text) ? "'" : "", text);
}

void ds_csv_head(FILE *out, const char *kind, const char *name)
{
    char prefix[32];
    (void)snprintf(prefix, sizeof prefix, "%s:", kind);
    put(out, prefix, name);
}

void ds_csv_number(FILE *out, double value)
{
    if (isfinite(value))
        (void)fprintf(out, "%.10g", value);
}
