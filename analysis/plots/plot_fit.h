/* The picture of a calibration: quantiles of the fitted distributions against the observed
 * ones. A good fit lies on the diagonal. */
#ifndef DS_ANALYSIS_PLOT_FIT_H
#define DS_ANALYSIS_PLOT_FIT_H

#include "analysis/calibration/calibration.h"
#include "analysis/plots/plot_files.h"

#include <stddef.h>

/* Writes fit_qq.* into a directory as ds_plot_file_write does: the seven most frequent. */
ds_status ds_fit_plots_write(const ds_calibration *calibration, const char *directory,
                             char *said, size_t size, ds_error *err) DS_MUST_USE;

#endif
