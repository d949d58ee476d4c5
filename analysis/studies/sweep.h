/* A sweep: the measures at many combinations of inputs.
 *
 * Combinations are those of a full grid, or points of a Latin hypercube or of Sobol's
 * sequence over the ranges. Points run one after the other, their replications in parallel.
 */
#ifndef DS_ANALYSIS_SWEEP_H
#define DS_ANALYSIS_SWEEP_H

#include "analysis/studies/experiment.h"

#include <stdint.h>

typedef enum ds_design_kind {
    DS_DESIGN_GRID,
    DS_DESIGN_LHS,
    DS_DESIGN_SOBOL,
} ds_design_kind;

typedef struct ds_sweep {
    const ds_experiment *experiment; /* borrowed */
    const ds_vary *varies;           /* borrowed */
    int32_t vary_count;
    ds_design_kind design;
    int64_t planned;
    int64_t done;
    char **texts;           /* [point * vary_count + vary] */
    double *numbers;        /* the same, as ds_vary_level.number */
    ds_estimate *estimates; /* [point * key + key]; of the points that are done */
} ds_sweep;

/* How many points a full grid of these has; 0 where one of them is continuous. */
double ds_sweep_grid_size(const ds_vary *varies, int32_t count);

/* Lays out the points; `points` is for hypercube and Sobol only. DS_BAD_INPUT: too many, or
 * a range without steps in a grid; err says so. Free in any case. */
ds_status ds_sweep_init(ds_sweep *sweep, const ds_experiment *experiment,
                        const ds_vary *varies, int32_t vary_count, ds_design_kind design,
                        int64_t points, ds_error *err) DS_MUST_USE;
void ds_sweep_free(ds_sweep *sweep);

/* Compiles each value by itself (of many: the ends), so that most of what is wrong is found
 * at once. */
ds_status ds_sweep_try(const ds_experiment *experiment, const ds_vary *varies,
                       int32_t count, ds_diagnostics *out) DS_MUST_USE;

/* Runs the points in their order. Whatever ends it early (DS_UNFINISHED: stopped), the
 * points before stand. */
ds_status ds_sweep_run(ds_sweep *sweep, ds_diagnostics *out, ds_error *err) DS_MUST_USE;

#endif
