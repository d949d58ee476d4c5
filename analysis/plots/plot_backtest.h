/* The picture of a backtest: open tickets day by day, actual and simulated. */
#ifndef DS_ANALYSIS_PLOT_BACKTEST_H
#define DS_ANALYSIS_PLOT_BACKTEST_H

#include "analysis/backtest/backtest.h"
#include "analysis/plots/plot_files.h"

#include <stddef.h>

typedef struct ds_backtest_picture {
    const ds_backtest *backtest;
    const ds_desk *desk;
    double from_h; /* the first day, since the desk's start */
} ds_backtest_picture;

/* Writes backtest_backlog.* into a directory as ds_plot_files_write does; `said` (of `size`
 * bytes, "" for nothing) tells what is missing. */
ds_status ds_backtest_plots_write(const ds_backtest_picture *picture, const char *directory,
                                  char *said, size_t size, ds_error *err) DS_MUST_USE;

#endif
