/* The picture of a search for least cost: what each combination of head counts costs and
 * how it does, with the frontier of those that nothing else beats in both. */
#ifndef DS_ANALYSIS_PLOT_FRONTIER_H
#define DS_ANALYSIS_PLOT_FRONTIER_H

#include "analysis/plots/plot_files.h"
#include "analysis/staffing/staffing_search.h"

#include <stddef.h>

/* Writes staffing_frontier_N.*, one for each target, into a directory as
 * ds_plot_files_write does; `said` (of `size` bytes, "" for nothing) tells what is missing.
 */
ds_status ds_frontier_plots_write(const ds_staffing_search *search, const char *directory,
                                  char *said, size_t size, ds_error *err) DS_MUST_USE;

#endif
