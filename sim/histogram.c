#include "sim/histogram.h"

#include <math.h>

void ds_histogram_range(const uint32_t *counts, int32_t *first_out, int32_t *last_out)
{
    int32_t first = 0;
    int32_t last = DS_HISTOGRAM_BUCKETS;
    while (last > 0 && counts[last - 1] == 0)
        last--;
    while (first < last && counts[first] == 0)
        first++;
    *first_out = first;
    *last_out = last;
}

/* The value at a share of the way through a bucket, linear between its first and last tick,
 * but never more than 1 % from any of its values: where a bucket is widest (1/64 of its
 * value) its ends would be up to 1.6 % apart. */
static double value_inside(int32_t bucket, double share)
{
    double lowest = (double)ds_histogram_lower(bucket);
    double highest = (double)(ds_histogram_lower(bucket + 1) - 1);
    double value = lowest + share * (highest - lowest);
    return fmax(fmin(value, 1.01 * lowest), 0.99 * highest);
}

double ds_histogram_quantile(const uint64_t *counts, int32_t first, int32_t last, double p,
                             uint64_t total)
{
    if (total == 0 || !(p >= 0.0 && p <= 1.0))
        return NAN;
    /* 0.07 * 100 is a little above 7: a rank that is whole but for rounding is whole. */
    double rank = p * (double)total * (1.0 - 1e-14);
    double below = 0.0;
    for (int32_t i = 0; i < last - first; i++) {
        double count = (double)counts[i];
        if (count > 0.0 && rank <= below + count)
            return value_inside(first + i, (rank - below) / count);
        below += count;
    }
    return NAN;
}
