/* Count, mean, variance and range of a sample, in one pass and without cancellation.
 *
 * Welford's update (Technometrics 4, 1962); two samples merge by Chan, Golub and LeVeque
 * ("Updating formulae and a pairwise algorithm", 1979). A merge is exact in its count and
 * range and deterministic in its order: merge in replication order for identical results. A
 * zeroed ds_moments is an empty sample. Units are those of the values.
 */
#ifndef DS_SIM_MOMENTS_H
#define DS_SIM_MOMENTS_H

#include <stdint.h>

typedef struct ds_moments {
    uint64_t count;
    double mean;    /* of an empty sample 0; ask ds_moments_mean */
    double squares; /* sum of squared deviations from the mean */
    double min, max;
} ds_moments;

static inline void ds_moments_add(ds_moments *moments, double value)
{
    if (moments->count == 0 || value < moments->min)
        moments->min = value;
    if (moments->count == 0 || value > moments->max)
        moments->max = value;
    moments->count++;
    double deviation = value - moments->mean;
    moments->mean += deviation / (double)moments->count;
    moments->squares += deviation * (value - moments->mean);
}

/* Adds all of `other` to `moments`. */
void ds_moments_merge(ds_moments *moments, const ds_moments *other);

double ds_moments_mean(const ds_moments *moments); /* NaN where there is no value */
/* The unbiased variance (n - 1); NaN for fewer than two values. */
double ds_moments_variance(const ds_moments *moments);
/* The smallest and largest value; NaN where there is none. */
double ds_moments_min(const ds_moments *moments);
double ds_moments_max(const ds_moments *moments);

#endif
