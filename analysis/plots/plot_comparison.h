/* The differences of a comparison with their intervals, as a picture. */
#ifndef DS_ANALYSIS_PLOT_COMPARISON_H
#define DS_ANALYSIS_PLOT_COMPARISON_H

#include "analysis/plots/plot_files.h"
#include "analysis/studies/comparison.h"

/* Writes comparison.{dat,gp,png,svg} into a directory. As ds_plot_files_write. */
ds_status ds_comparison_plot_write(const ds_comparison *comparison, const char *directory,
                                   ds_plot_report *report, ds_error *err) DS_MUST_USE;

#endif
