/* From tallies to estimates: any measure of any slice, group, contract or goal.
 *
 * Works on borrowed tallies in replication order. The unit of inference is the replication,
 * or, where the tallies are of antithetic pairs, the pair. An estimator belongs to one
 * thread.
 */
#ifndef DS_ANALYSIS_ESTIMATOR_H
#define DS_ANALYSIS_ESTIMATOR_H

#include "analysis/estimates/control.h"
#include "analysis/estimates/estimate.h"
#include "analysis/estimates/percentile.h"
#include "analysis/results/measure.h"
#include "model/desk.h"
#include "model/tally.h"
#include "sim/error.h"

#include <stdint.h>

typedef struct ds_estimator ds_estimator;

/* What one replication observed: times to resolution of a slice, or waits at a group, as
 * percentiles need them; borrowed from the tally. */
ds_observed ds_observed_in(const ds_tally *tally, ds_result_dimension dimension,
                           int32_t row);

/* For `count` tallies of whole replications (an odd last one of pairs is left out) and
 * intervals at `level`, in (0, 1). NULL where memory is short. */
ds_estimator *ds_estimator_new(const ds_desk *desk, const ds_tally *const *tallies,
                               int32_t count, double level, ds_error *err);
void ds_estimator_delete(ds_estimator *estimator);

/* Another level from here on. */
void ds_estimator_set_level(ds_estimator *estimator, double level);

/* Control variates for ratios, rates and averages from here on (NULL: none), borrowed;
 * their units are the estimator's. */
void ds_estimator_set_controls(ds_estimator *estimator, const ds_controls *controls);

/* The estimate of one measure; none where it is not given in the dimension. */
ds_status ds_estimator_one(ds_estimator *estimator, ds_result_dimension dimension,
                           int32_t row, int32_t measure, ds_estimate *out,
                           ds_error *err) DS_MUST_USE;
/* Those of all measures of ds_measures(). */
ds_status ds_estimator_row(ds_estimator *estimator, ds_result_dimension dimension,
                           int32_t row, ds_estimate *cells, ds_error *err) DS_MUST_USE;

/* How many times smaller an estimate's variance is than without pairs and controls, as the
 * same replications would have it were they independent; NaN where there is no standard
 * error. */
ds_status ds_estimator_variance_factor(ds_estimator *estimator,
                                       ds_result_dimension dimension, int32_t row,
                                       int32_t measure, double *factor_out,
                                       ds_error *err) DS_MUST_USE;

#endif
