/* A histogram of durations with a bounded relative error, for percentiles that merge.
 *
 * Buckets are the top bits of the number of ticks: each power of two is split in 64, so a
 * bucket is at most 1/64 of its value wide and its middle at most 0.8 % from any of its
 * values (a log-linear histogram). Values below 128 ticks are exact; zeros have bucket 0.
 */
#ifndef DS_SIM_HISTOGRAM_H
#define DS_SIM_HISTOGRAM_H

#include "sim/clock.h"

#include <stdint.h>

#define DS_HISTOGRAM_SUB_BITS 6
/* Up to 2^54 ticks (570 years); longer values land in the last bucket. */
#define DS_HISTOGRAM_BUCKETS ((54 - DS_HISTOGRAM_SUB_BITS + 1) << DS_HISTOGRAM_SUB_BITS)

static inline int32_t ds_histogram_bucket(ds_ticks value)
{
    uint64_t v = value > 0 ? (uint64_t)value : 0;
    uint64_t least = UINT64_C(1) << DS_HISTOGRAM_SUB_BITS; /* below it values are exact */
    int shift = 63 - __builtin_clzll(v | least) - DS_HISTOGRAM_SUB_BITS;
    int64_t bucket = ((int64_t)shift << DS_HISTOGRAM_SUB_BITS) + (int64_t)(v >> shift);
    return bucket < DS_HISTOGRAM_BUCKETS ? (int32_t)bucket : DS_HISTOGRAM_BUCKETS - 1;
}

/* The smallest value of a bucket, in ticks. */
static inline ds_ticks ds_histogram_lower(int32_t bucket)
{
    if (bucket < (2 << DS_HISTOGRAM_SUB_BITS))
        return bucket;
    int shift = (bucket >> DS_HISTOGRAM_SUB_BITS) - 1;
    int64_t mantissa =
        (bucket & ((1 << DS_HISTOGRAM_SUB_BITS) - 1)) | (1 << DS_HISTOGRAM_SUB_BITS);
    return mantissa << shift;
}

/* The first and last bucket in use plus one of counts[DS_HISTOGRAM_BUCKETS]; first = last =
 * 0 where all are empty. */
void ds_histogram_range(const uint32_t *counts, int32_t *first_out, int32_t *last_out);

/* The value below which a share p of `total` observations lies, in ticks, within 1 % of the
 * exact sample's ceil(p * total)-th smallest value; counts[i] is that of bucket first + i.
 * NaN where total is 0, p is not in [0, 1], or the share is beyond the counted observations
 * (total may exceed their sum: the rest is censored above). */
double ds_histogram_quantile(const uint64_t *counts, int32_t first, int32_t last, double p,
                             uint64_t total);

#endif
