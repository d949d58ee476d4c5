/* Percentiles over replications: from the merged histogram, with Woodruff's interval.
 *
 * The share that lies below the percentile is a ratio like any other, so the jackknife says
 * how sure it is; the ends of its interval are read off the merged histogram again
 * (Woodruff, JASA 47, 1952). Leaving replications out of the percentile itself covers too
 * seldom where few tickets lie beyond it. Tickets that were not resolved count at the top:
 * a percentile that falls among them does not exist.
 */
#ifndef DS_ANALYSIS_PERCENTILE_H
#define DS_ANALYSIS_PERCENTILE_H

#include "analysis/estimates/estimate.h"
#include "model/tally.h"
#include "sim/error.h"

#include <stdint.h>

/* So many observations have to lie beyond a percentile. */
#define DS_OBSERVATIONS_BEYOND 20.0

/* What one replication observed. */
typedef struct ds_observed {
    const ds_counts *counts; /* values > 0; borrowed */
    double zeros;            /* values of exactly 0, not in counts */
    double total;            /* zeros, counts and those that are beyond all (censored) */
} ds_observed;

/* The merged histogram of replications. */
typedef struct ds_merged {
    int32_t first; /* buckets [first, last) */
    int32_t last;
    uint64_t *counts; /* owned */
    double zeros;
    double total;
} ds_merged;

ds_status ds_merged_init(ds_merged *merged, const ds_observed *observed, int32_t count,
                         ds_error *err) DS_MUST_USE;
void ds_merged_free(ds_merged *merged);

/* The value, in hours, that a share p of all is at most; within 1 %. NaN where that share
 * is not there. */
double ds_merged_quantile_h(const ds_merged *merged, double p);

/* The same in ticks, straight through each bucket from edge to edge: it moves with every
 * observation. NaN beyond what is there. */
double ds_merged_smooth_quantile(const ds_merged *merged, double p);

/* How many observations of each unit are at most `ticks`, and of how many: below[count] and
 * total[count], of which the first count ÷ unit are filled. */
void ds_observed_shares(const ds_observed *observed, int32_t count, int32_t unit,
                        double ticks, double *below, double *total);

/* The percentile with its interval, in hours; none under 20/(1 - p) observations or beyond
 * the uncensored share; a point where an end of the interval is beyond it. `unit`
 * replications (1, or 2 for antithetic pairs) are one unit of inference; it divides count.
 * `room` holds 2 · count numbers. */
ds_estimate ds_estimate_percentile(const ds_merged *merged, const ds_observed *observed,
                                   int32_t count, int32_t unit, double p, double level,
                                   double *room);

#endif
