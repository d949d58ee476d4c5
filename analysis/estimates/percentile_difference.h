/* Differences of percentiles of two desks that met the same luck.
 *
 * A percentile moves with the share of tickets that lies below it: where replication i has
 * b_i of n_i tickets below the percentile q, its influence on q is -(b_i - p·n_i) ÷ (n̄·f),
 * f being the density at q (Bahadur, Annals of Mathematical Statistics 37, 1966; for ratios
 * Francisco and Fuller, Annals of Statistics 19, 1991). The density is the slope of the
 * merged histogram about q, over two standard errors of the share on either side, as
 * Woodruff's interval reads it. The difference of both desks' influences, replication by
 * replication, is then judged as any other paired difference.
 */
#ifndef DS_ANALYSIS_PERCENTILE_DIFFERENCE_H
#define DS_ANALYSIS_PERCENTILE_DIFFERENCE_H

#include "analysis/estimates/difference.h"
#include "analysis/estimates/percentile.h"

/* Second less first, in hours: `a` and `b` are what in_a[count] and in_b[count] observed,
 * merged. None where one of the two percentiles does not exist (ds_estimate_percentile); a
 * point where the times not known are within reach of it. `room` holds 4 · count numbers.
 */
ds_difference ds_paired_percentile_difference(const ds_merged *a, const ds_observed *in_a,
                                              const ds_merged *b, const ds_observed *in_b,
                                              int32_t count, double p, double level,
                                              double *room);

#endif
