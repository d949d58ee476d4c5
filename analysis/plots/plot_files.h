/* Plots as files: for each one its data, its gnuplot script and what gnuplot makes of them.
 *
 * A plot is a row of a table; what it is drawn from (`subject`) is the table's matter. In
 * the directory stand NAME.dat, NAME.gp and, drawn by gnuplot, NAME.png and NAME.svg. Each
 * is whole or not there, and none is left over from an earlier run that does not fit. A
 * script names its files without a directory: `cd DIRECTORY && gnuplot NAME.gp` draws it
 * again after changes.
 */
#ifndef DS_ANALYSIS_PLOT_FILES_H
#define DS_ANALYSIS_PLOT_FILES_H

#include "analysis/plots/plot_pen.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct ds_plot {
    const char *name;  /* of its files, letters and _ */
    const char *title; /* for people */
    bool is_optional;  /* without data nothing is said of it */
    bool (*has_data)(const void *subject);
    /* Pixels; NULL: DS_PLOT_HEIGHT. */
    int (*height)(const void *subject);
    /* Tab-separated columns, blocks apart by two empty lines, remarks after #. */
    void (*put_data)(const void *subject, ds_plot_pen *pen);
    /* The commands from the margins to `plot`, which reads the file named by the gnuplot
     * variable `data`; indented by four, drawn once for each kind of picture. */
    void (*put_script)(const void *subject, ds_plot_pen *pen);
} ds_plot;

typedef struct ds_plot_options {
    const char *program; /* gnuplot; NULL: DESKSIM_GNUPLOT of the environment, else gnuplot
                            in PATH */
    int32_t limit_s;     /* for each plot; 0: 60 */
} ds_plot_options;

typedef struct ds_plot_report {
    ds_status status; /* DS_OK; DS_UNAVAILABLE: no gnuplot, so scripts and data only */
    int32_t written;  /* scripts with data */
    int32_t drawn;    /* of them, as PNG and SVG */
    int32_t left_out; /* plots without data: no files */
    char text[768];   /* one line for people about what is missing; "" for nothing */
} ds_plot_report;

/* Writes all plots of a table into a directory, made where it is missing. `options` may be
 * NULL. A gnuplot that is not there is no failure but is in the report; one that fails is
 * (DS_IO_FAILED, with what it complained about), and scripts and data are there then. */
ds_status ds_plot_files_write(const ds_plot *const *plots, int32_t count,
                              const void *subject, const char *directory,
                              const ds_plot_options *options, ds_plot_report *report,
                              ds_error *err) DS_MUST_USE;

/* The same for one plot by itself. What is missing is left in said[size], which else keeps
 * what it has. */
ds_status ds_plot_file_write(const ds_plot *plot, const void *subject,
                             const char *directory, char *said, size_t size,
                             ds_error *err) DS_MUST_USE;

#endif
