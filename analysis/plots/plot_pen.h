/* What plots are written with: gnuplot commands in one style, and texts that gnuplot takes
 * as they are.
 *
 * The style: light background, DejaVu Sans, the colours of M. Okabe and K. Ito (Color
 * Universal Design, 2008), which all kinds of colour vision tell apart, a heading and a
 * line about the figures at the top left, a line of explanation at the foot. Scripts stay
 * in the gnuplot 5.4 language.
 */
#ifndef DS_ANALYSIS_PLOT_PEN_H
#define DS_ANALYSIS_PLOT_PEN_H

#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#define DS_PLOT_WIDTH 1200
#define DS_PLOT_HEIGHT 700
/* Pixels above and below the axes. */
#define DS_PLOT_ABOVE 114
#define DS_PLOT_BELOW 106

/* Colours that have one meaning in all plots. */
#define DS_PLOT_BLUE "#0072B2"
#define DS_PLOT_SKY "#56B4E9"
#define DS_PLOT_VERMILLION "#D55E00"
#define DS_PLOT_INK "#222222"
#define DS_PLOT_GREY "#666666"
#define DS_PLOT_LIGHT "#DDDDDD"
#define DS_PLOT_FAINT "#F0F0F0"

typedef struct ds_plot_pen {
    FILE *out;
    bool is_out_of_memory; /* some text is missing */
} ds_plot_pen;

/* Writes gnuplot commands or numbers, printf style. */
void ds_plot_put(ds_plot_pen *pen, const char *format, ...) DS_PRINTF(2, 3);

/* Writes a text as a string for gnuplot, in quotes: cut with an ellipsis to `width` columns
 * of a terminal, control characters and what is not UTF-8 shown as '?'. Nothing in it is
 * executed or read as markup. Where it has characters that DejaVu Sans lacks, it is an
 * expression that gives them in SVG but □ in PNG. */
void ds_plot_text(ds_plot_pen *pen, const char *text, int width);
/* The same as the label of a tic, where gnuplot reads % as a format. */
void ds_plot_tic_text(ds_plot_pen *pen, const char *text, int width);

/* Writes a tab and a number; NaN, which gnuplot leaves out, where it is not finite. */
void ds_plot_number(ds_plot_pen *pen, double value);

/* A line of a data file that says something: "# LABEL NAME", on one line whatever is in the
 * name. */
void ds_plot_remark(ds_plot_pen *pen, const char *label, const char *name);

/* Colour and dash type of the i-th of many lines; the first seven are solid. */
const char *ds_plot_colour(int32_t i);
int ds_plot_dash(int32_t i);

/* Heading, the line below it and the line at the foot; NULL: none. */
void ds_plot_heading(ds_plot_pen *pen, const char *heading, const char *about,
                     const char *foot);

/* The same where the line below the heading is a desk's name, cut where it is too long, and
 * something about it: "NAME, 20 replications". */
void ds_plot_desk_heading(ds_plot_pen *pen, const char *heading, const char *desk_name,
                          const char *about, const char *foot);

/* Margins in pixels around the axes; above there is room for the heading, below for two
 * lines of tics, a title of the axis and the foot. */
void ds_plot_margins(ds_plot_pen *pen, int left, int right);

/* What the axes show: a line below the x axis, a line above the y axis (not turned); NULL:
 * none. Plain texts without quotes. */
void ds_plot_axis_titles(ds_plot_pen *pen, const char *x, const char *y);

/* The key in one line above the axes, on the right. */
void ds_plot_key_above(ds_plot_pen *pen);

/* The x axis of an hour of the week, 0 to 168, with the days by name. `line` is the colour
 * of the lines at midnight, `layer` front or back. */
void ds_plot_week_axis(ds_plot_pen *pen, const char *line, const char *layer);

#endif
