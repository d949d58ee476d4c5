/* The pictures of sweeps: response curves, tornados and bars of Sobol indices.
 *
 * Each function writes into a directory as ds_plot_files_write does, one picture after the
 * other; `said` (of `size` bytes, "" for nothing) tells what is missing.
 */
#ifndef DS_ANALYSIS_PLOT_SWEEP_H
#define DS_ANALYSIS_PLOT_SWEEP_H

#include "analysis/plots/plot_files.h"
#include "analysis/studies/sobol_study.h"
#include "analysis/studies/sweep.h"
#include "analysis/studies/tornado.h"

#include <stddef.h>

/* One input: a curve for each key measure, those of one name in one picture. Two inputs of
 * a grid: a picture for each key measure with a line for each value of the second. Else:
 * for each key measure and input the points against that input, at most DS_SWEEP_PICTURES.
 */
#define DS_SWEEP_PICTURES 24
ds_status ds_sweep_plots_write(const ds_sweep *sweep, const char *directory, char *said,
                               size_t size, ds_error *err) DS_MUST_USE;

/* For each key measure its elasticities, the largest on top. */
ds_status ds_tornado_plots_write(const ds_tornado *tornado, const char *directory,
                                 char *said, size_t size, ds_error *err) DS_MUST_USE;

/* For each key measure first-order and total indices, the largest on top. */
ds_status ds_sobol_plots_write(const ds_sobol_study *study, const char *directory,
                               char *said, size_t size, ds_error *err) DS_MUST_USE;

#endif
