/* The plots of one desk's results: resolution times, breach rates, what time is made of,
 * backlog, utilisation and arrivals. docs/plots.md says how to read each. What they show
 * also stands in the CSVs.
 */
#ifndef DS_ANALYSIS_PLOTS_H
#define DS_ANALYSIS_PLOTS_H

#include "analysis/plots/plot_files.h"
#include "analysis/results/results.h"
#include "sim/error.h"

/* Writes the plots into DIRECTORY/plots; options and report as for ds_plot_files_write. */
ds_status ds_plots_write(const ds_results *results, const char *directory,
                         const ds_plot_options *options, ds_plot_report *report,
                         ds_error *err) DS_MUST_USE;

/* The table of these plots; their subject is a ds_results. */
const ds_plot *const *ds_result_plots(int32_t *count_out);

#endif
