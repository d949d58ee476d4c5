/* The pictures of staffing curves: one for each group, and one for all together. */
#ifndef DS_ANALYSIS_PLOT_CURVES_H
#define DS_ANALYSIS_PLOT_CURVES_H

#include "analysis/plots/plot_files.h"
#include "analysis/staffing/staffing_curve.h"

#include <stddef.h>

/* Writes staffing_N_NAME.dat, .gp, .png and .svg into a directory as ds_plot_files_write
 * does; `said` (of `size` bytes, "" for nothing) tells what is missing. Curves that are not
 * complete are left out. */
ds_status ds_staffing_plots_write(const ds_staffing_curves *curves, const char *directory,
                                  char *said, size_t size, ds_error *err) DS_MUST_USE;

#endif
