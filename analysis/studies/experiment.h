/* The points of a study: the scenario with some values changed, run and measured.
 *
 * All points run the same replications under the same seed, so that the same tickets come
 * (common random numbers) and differences between points owe little to luck. Of each point
 * only estimates are kept, and the terms of the measures by replication where paired
 * differences are wanted; its tallies are gone before the next one begins.
 */
#ifndef DS_ANALYSIS_EXPERIMENT_H
#define DS_ANALYSIS_EXPERIMENT_H

#include "analysis/estimates/estimate.h"
#include "analysis/studies/key_measures.h"
#include "analysis/studies/vary.h"
#include "model/replications.h"
#include "scenarios/scenario.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct ds_experiment {
    const ds_scenario *scenario;
    const ds_key_measures *keys; /* rows of the scenario's own desk */
    ds_replications runs;        /* `desk` is the scenario's; the rest is for all points */
    int64_t replications;        /* of each point */
    double level;
    bool keeps_terms;
    /* Called after each point, from the caller's thread; may be NULL. */
    void (*progress)(void *context, int64_t done, int64_t count);
    void *context;
} ds_experiment;

/* What one point yields. */
typedef struct ds_experiment_point {
    bool is_done;
    ds_estimate *estimates; /* [key] */
    double *x;              /* [key * replications + replication], where terms are kept; */
    double *n;              /* NaN for percentiles, which have none */
} ds_experiment_point;

/* Which values a point has: [vary] the text of a value, or NULL for the scenario's own. */
typedef struct ds_experiment_values {
    const ds_vary *varies;
    const char *const *texts;
    int32_t count;
} ds_experiment_values;

/* The scenario of one point, and its desk. */
typedef struct ds_experiment_desk {
    ds_scenario *scenario;
    ds_desk desk;
} ds_experiment_desk;

/* Compiles a point: what is wrong is in `out`. Free in any case. */
ds_status ds_experiment_compile(const ds_experiment *experiment,
                                const ds_experiment_values *values,
                                ds_experiment_desk *desk, ds_diagnostics *out) DS_MUST_USE;
void ds_experiment_desk_free(ds_experiment_desk *desk);

/* Compiles a point and throws it away: what is wrong is in `out`. */
ds_status ds_experiment_try(const ds_experiment *experiment,
                            const ds_experiment_values *values,
                            ds_diagnostics *out) DS_MUST_USE;

/* Runs one point. DS_BAD_INPUT: `out` says what is wrong. DS_UNFINISHED: stopped, and
 * nothing of the point is kept. Free the point in any case. */
ds_status ds_experiment_run(const ds_experiment *experiment,
                            const ds_experiment_values *values, ds_experiment_point *point,
                            ds_diagnostics *out, ds_error *err) DS_MUST_USE;
void ds_experiment_point_free(ds_experiment_point *point);

#endif
