/* The times that replications observed, kept for percentiles of one slice or group.
 *
 * A histogram of each replication would not fit for thousands of them, so neighbours share
 * one: `unit` replications, which then are one unit of inference. With a few hundred units
 * Student's t has so many degrees of freedom that more would hardly make a shorter
 * interval.
 */
#ifndef DS_ANALYSIS_OBSERVATIONS_H
#define DS_ANALYSIS_OBSERVATIONS_H

#include "analysis/estimates/percentile.h"
#include "sim/error.h"

#include <stdint.h>

/* Zeroed, with a unit: empty. */
typedef struct ds_observations {
    int64_t unit;  /* replications that share a histogram, at least 1 */
    int64_t count; /* replications so far */
    int32_t capacity;
    ds_counts *counts; /* [unit] owned, as their counts are */
    ds_observed *of;   /* [unit] */
} ds_observations;

/* How many replications have to share a histogram where there are to be so many. */
int64_t ds_observations_unit(int64_t replications);

/* Adds what the next replication observed. */
ds_status ds_observations_add(ds_observations *observations, const ds_observed *one,
                              ds_error *err) DS_MUST_USE;
void ds_observations_free(ds_observations *observations);

/* How many units the first `count` replications fill; a last one that is begun counts where
 * nothing came after. */
int32_t ds_observations_units(const ds_observations *observations, int64_t count);

#endif
