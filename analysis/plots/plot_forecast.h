/* The picture of a forecast: open tickets day by day, as a fan. */
#ifndef DS_ANALYSIS_PLOT_FORECAST_H
#define DS_ANALYSIS_PLOT_FORECAST_H

#include "analysis/forecast/forecast_output.h"
#include "analysis/plots/plot_files.h"

#include <stddef.h>

/* Writes forecast_backlog.* into a directory as ds_plot_files_write does; `said` (of `size`
 * bytes, "" for nothing) tells what is missing. */
ds_status ds_forecast_plots_write(const ds_forecast_answer *answer, const char *directory,
                                  char *said, size_t size, ds_error *err) DS_MUST_USE;

#endif
