#include "analysis/plots/plot_pen.h"

#include "analysis/results/text_width.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define COLOURS 7
/* Longer names in data files help nobody. */
#define REMARK_WIDTH 200
#define DESK_NAME_WIDTH 80
#define LEFT_TO_RIGHT_MARK "\u200E"

void ds_plot_put(ds_plot_pen *pen, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)vfprintf(pen->out, format, arguments);
    va_end(arguments);
}

/* Ranges of characters that DejaVu Sans has without a gap. Where no font has a character,
 * gnuplot's pngcairo draws a box as large as the picture over everything. */
static const struct {
    uint32_t first;
    uint32_t last;
} drawable[] = {
    {0x20,   0x7E  },
    {0xA0,   0x2E9 },
    {0x300,  0x34E },
    {0x388,  0x38A },
    {0x38E,  0x3A1 },
    {0x3A3,  0x525 },
    {0x531,  0x556 },
    {0x561,  0x587 },
    {0x5D0,  0x5EA },
    {0x621,  0x63A },
    {0x640,  0x655 },
    {0x660,  0x66F },
    {0x10D0, 0x10FC},
    {0x1E00, 0x1EFB},
    {0x2000, 0x2064},
    {0x20A0, 0x20B5},
    {0x2150, 0x2185},
    {0x2190, 0x2311},
    {0x2500, 0x269C}
};

static bool is_drawable(uint32_t point)
{
    for (size_t i = 0; i < sizeof drawable / sizeof drawable[0]; i++)
        if (point >= drawable[i].first && point <= drawable[i].last)
            return true;
    return false;
}

/* Steps past the next character of valid UTF-8. */
static uint32_t next_point(const char **text)
{
    unsigned char first = (unsigned char)*(*text)++;
    uint32_t point = first < 0x80   ? first
                     : first < 0xE0 ? first & 0x1Fu
                     : first < 0xF0 ? first & 0x0Fu
                                    : first & 0x07u;
    while (((unsigned char)**text & 0xC0u) == 0x80u)
        point = point << 6 | ((unsigned char)*(*text)++ & 0x3Fu);
    return point;
}

static bool is_all_drawable(const char *text)
{
    while (*text)
        if (!is_drawable(next_point(&text)))
            return false;
    return true;
}

/* Hebrew, Arabic and their neighbours, written from right to left. */
static bool is_right_to_left(uint32_t point)
{
    return point >= 0x590 && point < 0x900;
}

static bool has_right_to_left(const char *text)
{
    while (*text)
        if (is_right_to_left(next_point(&text)))
            return true;
    return false;
}

/* Between single quotes gnuplot reads nothing but quotes, which are doubled. */
static void put_quoted(ds_plot_pen *pen, const char *text, bool is_tic, bool has_boxes)
{
    /* The marks keep what stands beside it in its place. */
    const char *mark = has_right_to_left(text) ? LEFT_TO_RIGHT_MARK : "";
    (void)fprintf(pen->out, "'%s", mark);
    while (*text) {
        const char *from = text;
        uint32_t point = next_point(&text);
        if (has_boxes && !is_drawable(point))
            (void)fputs("□", pen->out);
        else
            (void)fwrite(from, 1, (size_t)(text - from), pen->out);
        if (point == '\'' || (point == '%' && is_tic))
            (void)fputc((int)point, pen->out);
    }
    (void)fprintf(pen->out, "%s'", mark);
}

/* Valid UTF-8 without control characters, cut; the caller frees it. NULL for want of
 * memory. */
static char *clean(const char *text, int width)
{
    char *cut = NULL;
    size_t size;
    FILE *out = open_memstream(&cut, &size);
    if (!out)
        return NULL;
    int needed = ds_text_width(text);
    ds_text_put(out, text, needed < width ? needed : width, false);
    bool is_bad = ferror(out) != 0;
    if (fclose(out) == 0 && !is_bad)
        return cut;
    free(cut);
    return NULL;
}

static void put_text(ds_plot_pen *pen, const char *text, int width, bool is_tic)
{
    char *cut = clean(text, width);
    if (!cut) {
        pen->is_out_of_memory = true;
    } else if (is_all_drawable(cut)) {
        put_quoted(pen, cut, is_tic, false);
    } else {
        (void)fputs("(has_boxes ? ", pen->out);
        put_quoted(pen, cut, is_tic, true);
        (void)fputs(" : ", pen->out);
        put_quoted(pen, cut, is_tic, false);
        (void)fputc(')', pen->out);
    }
    free(cut);
}

void ds_plot_text(ds_plot_pen *pen, const char *text, int width)
{
    put_text(pen, text, width, false);
}

void ds_plot_tic_text(ds_plot_pen *pen, const char *text, int width)
{
    put_text(pen, text, width, true);
}

void ds_plot_number(ds_plot_pen *pen, double value)
{
    if (isfinite(value))
        (void)fprintf(pen->out, "\t%.10g", value);
    else
        (void)fputs("\tNaN", pen->out);
}

void ds_plot_remark(ds_plot_pen *pen, const char *label, const char *name)
{
    int needed = ds_text_width(name);
    (void)fprintf(pen->out, "# %s ", label);
    ds_text_put(pen->out, name, needed < REMARK_WIDTH ? needed : REMARK_WIDTH, false);
    (void)fputc('\n', pen->out);
}

const char *ds_plot_colour(int32_t i)
{
    static const char *const colours[COLOURS] = {
        DS_PLOT_VERMILLION, "#E69F00", "#009E73", DS_PLOT_SKY,
        DS_PLOT_BLUE,       "#CC79A7", "#000000"};
    return colours[i % COLOURS];
}

int ds_plot_dash(int32_t i)
{
    return 1 + i / COLOURS;
}

void ds_plot_heading(ds_plot_pen *pen, const char *heading, const char *about,
                     const char *foot)
{
    const struct {
        const char *text;
        const char *font;
        const char *colour;
        int from_top; /* pixels; negative: from the bottom */
    } lines[] = {
        {heading, "strong.',16'", DS_PLOT_INK,  30 },
        {about,   "face.',11'",   DS_PLOT_GREY, 57 },
        {foot,    "face.',10'",   DS_PLOT_GREY, -14}
    };
    for (int i = 0; i < 3; i++) {
        if (!lines[i].text)
            continue;
        ds_plot_put(pen, "    set label %d ", i + 1);
        ds_plot_text(pen, lines[i].text, 160);
        ds_plot_put(
            pen, " at screen 20.0/width, screen %s%d.0/height left font %s tc rgb '%s'\n",
            lines[i].from_top > 0 ? "1-" : "", abs(lines[i].from_top), lines[i].font,
            lines[i].colour);
    }
}

void ds_plot_desk_heading(ds_plot_pen *pen, const char *heading, const char *desk_name,
                          const char *about, const char *foot)
{
    char *line = NULL;
    size_t size;
    FILE *out = open_memstream(&line, &size);
    if (!out) {
        pen->is_out_of_memory = true;
        return;
    }
    int needed = ds_text_width(desk_name);
    ds_text_put(out, desk_name, needed < DESK_NAME_WIDTH ? needed : DESK_NAME_WIDTH, false);
    /* After a name written from right to left the line goes on from left to right. */
    (void)fprintf(out, "%s, %s", has_right_to_left(desk_name) ? LEFT_TO_RIGHT_MARK : "",
                  about);
    bool is_bad = ferror(out) != 0;
    if (fclose(out) != 0 || is_bad)
        pen->is_out_of_memory = true;
    else
        ds_plot_heading(pen, heading, line, foot);
    free(line);
}

void ds_plot_margins(ds_plot_pen *pen, int left, int right)
{
    ds_plot_put(pen,
                "    set lmargin at screen %d.0/width\n"
                "    set rmargin at screen 1-%d.0/width\n"
                "    set tmargin at screen 1-%d.0/height\n"
                "    set bmargin at screen %d.0/height\n",
                left, right, DS_PLOT_ABOVE, DS_PLOT_BELOW);
}

void ds_plot_axis_titles(ds_plot_pen *pen, const char *x, const char *y)
{
    if (x)
        ds_plot_put(pen,
                    "    set label 4 '%s' at graph 0.5, screen 38.0/height center tc rgb "
                    "'" DS_PLOT_INK "'\n",
                    x);
    if (y)
        ds_plot_put(pen,
                    "    set label 5 '%s' at screen 20.0/width, screen 1-%d.0/height left "
                    "tc rgb '" DS_PLOT_INK "'\n",
                    y, DS_PLOT_ABOVE - 23);
}

void ds_plot_key_above(ds_plot_pen *pen)
{
    ds_plot_put(pen,
                "    set key at screen 1-30.0/width, screen 1-%d.0/height right top "
                "horizontal Left reverse samplen 1.5 width 2 maxrows 1\n",
                DS_PLOT_ABOVE - 36);
}

void ds_plot_week_axis(ds_plot_pen *pen, const char *line, const char *layer)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    ds_plot_put(pen, "    set xrange [0:168]\n    set xtics scale 0 (");
    for (int day = 0; day < 7; day++)
        ds_plot_put(pen, "%s'6' %d, \"12\\n%s\" %d, '18' %d", day ? ", " : "", 24 * day + 6,
                    days[day], 24 * day + 12, 24 * day + 18);
    ds_plot_put(pen, ")\n");
    for (int day = 1; day < 7; day++)
        ds_plot_put(pen,
                    "    set arrow %d from %d, graph 0 to %d, graph 1 nohead lw 1 lc rgb "
                    "'%s' %s\n",
                    day, 24 * day, 24 * day, line, layer);
}
