#include "analysis/percentile.h"

#include <math.h>
#include <stdlib.h>

/* So many observations have to lie beyond a percentile. */
#define OBSERVATIONS_BEYOND 20.0

static void widen(ds_merged *merged, const ds_counts *counts)
{
    if (counts->first >= counts->last)
        return;
    bool is_empty = merged->first == merged->last;
    if (is_empty || counts->first < merged->first)
        merged->first = counts->first;
    if (is_empty || counts->last > merged->last)
        merged->last = counts->last;
}

ds_status ds_merged_init(ds_merged *merged, const ds_observed *observed, int32_t count,
                         ds_error *err)
{
    *merged = (ds_merged){0};
    for (int32_t i = 0; i < count; i++) {
        widen(merged, observed[i].counts);
        merged->zeros += observed[i].zeros;
        merged->total += observed[i].total;
    }
    size_t width = (size_t)(merged->last - merged->first);
    merged->counts = calloc(width + 1, sizeof *merged->counts);
    if (!merged->counts)
        return ds_error_no_memory(err);
    for (int32_t i = 0; i < count; i++) {
        const ds_counts *counts = observed[i].counts;
        for (int32_t b = counts->first; b < counts->last; b++)
            merged->counts[b - merged->first] += counts->count[b - counts->first];
    }
    return DS_OK;
}

void ds_merged_free(ds_merged *merged)
{
    free(merged->counts);
    *merged = (ds_merged){0};
}

double ds_merged_quantile_h(const ds_merged *merged, double p)
{
    double rank = p * merged->total;
    double positive = merged->total - merged->zeros;
    if (!(merged->total > 0))
        return NAN;
    if (rank <= merged->zeros)
        return 0;
    double ticks = ds_histogram_quantile(merged->counts, merged->first, merged->last,
                                         (rank - merged->zeros) / positive,
                                         (uint64_t)(positive + 0.5));
    return ticks / (double)DS_HOUR;
}

static double count_in(const ds_counts *counts, int32_t bucket)
{
    if (bucket < counts->first || bucket >= counts->last)
        return 0;
    return counts->count[bucket - counts->first];
}

/* The quantile without one replication, in hours. Straight through each bucket from edge to
 * edge: ds_histogram_quantile is a little closer to single values but has steps between
 * buckets, which would pass for spread. */
static double quantile_without(const ds_merged *merged, const ds_observed *one, double p)
{
    double total = merged->total - one->total;
    double rank = p * total;
    double below = merged->zeros - one->zeros;
    if (!(total > 0))
        return NAN;
    if (rank <= below)
        return 0;
    for (int32_t b = merged->first; b < merged->last; b++) {
        double count = (double)merged->counts[b - merged->first] - count_in(one->counts, b);
        if (count > 0 && rank <= below + count) {
            double lower = (double)ds_histogram_lower(b);
            double upper = (double)ds_histogram_lower(b + 1);
            double value = lower + (rank - below) / count * (upper - lower);
            return value / (double)DS_HOUR;
        }
        below += count;
    }
    return NAN;
}

ds_estimate ds_estimate_percentile(const ds_merged *merged, const ds_observed *observed,
                                   int32_t count, double p, double level, double *left_out)
{
    /* 20/(1 - 0.95) is a hair above 400: what is 400 but for rounding is enough. */
    if (merged->total * (1.0 - p) < OBSERVATIONS_BEYOND * (1.0 - 1e-12))
        return ds_estimate_none(count);
    double value = ds_merged_quantile_h(merged, p);
    for (int32_t i = 0; i < count; i++)
        left_out[i] = quantile_without(merged, &observed[i], p);
    return ds_estimate_jackknife(value, left_out, count, merged->total, level);
}
