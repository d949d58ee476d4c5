#include "analysis/estimates/percentile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

/* ds_histogram_quantile is a little closer to single values but has steps between buckets,
 * which would pass for spread. */
double ds_merged_smooth_quantile(const ds_merged *merged, double p)
{
    double rank = p * merged->total;
    double below = merged->zeros;
    if (rank <= below)
        return 0;
    for (int32_t b = merged->first; b < merged->last; b++) {
        double count = (double)merged->counts[b - merged->first];
        if (count > 0 && rank <= below + count) {
            double lower = (double)ds_histogram_lower(b);
            double upper = (double)ds_histogram_lower(b + 1);
            return lower + (rank - below) / count * (upper - lower);
        }
        below += count;
    }
    return NAN;
}

/* How many of a replication's observations are at most `ticks`. */
static double count_up_to(const ds_observed *one, double ticks)
{
    const ds_counts *counts = one->counts;
    double count = one->zeros;
    for (int32_t b = counts->first; b < counts->last; b++) {
        double lower = (double)ds_histogram_lower(b);
        double upper = (double)ds_histogram_lower(b + 1);
        if (lower >= ticks)
            break;
        double part = upper <= ticks ? 1 : (ticks - lower) / (upper - lower);
        count += part * counts->count[b - counts->first];
    }
    return count;
}

void ds_observed_shares(const ds_observed *observed, int32_t count, int32_t unit,
                        double ticks, double *below, double *total)
{
    memset(below, 0, (size_t)count * sizeof *below);
    memset(total, 0, (size_t)count * sizeof *total);
    for (int32_t i = 0; i < count; i++) {
        below[i / unit] += count_up_to(&observed[i], ticks);
        total[i / unit] += observed[i].total;
    }
}

/* The share that is at most `ticks`, with the jackknife's interval. */
static ds_estimate share_up_to(const ds_observed *observed, int32_t count, int32_t unit,
                               double ticks, double level, double *room)
{
    double *below = room;
    double *total = room + count;
    ds_observed_shares(observed, count, unit, ticks, below, total);
    return ds_estimate_ratio(below, total, count / unit, 1, level);
}

/* The ends of the interval in ticks: where more lies below the percentile than it seems, it
 * is lower. A side that is longer for the skewness is so only where that far there are
 * values. */
static void find_ends(const ds_merged *merged, const ds_estimate *share, double p,
                      double half, double *lo_out, double *hi_out)
{
    *lo_out = ds_merged_smooth_quantile(merged, p - (share->hi - share->value));
    *hi_out = ds_merged_smooth_quantile(merged, p + (share->value - share->lo));
    if (isnan(*hi_out))
        *hi_out = ds_merged_smooth_quantile(merged, p + half);
}

ds_estimate ds_estimate_percentile(const ds_merged *merged, const ds_observed *observed,
                                   int32_t count, int32_t unit, double p, double level,
                                   double *room)
{
    ds_estimate estimate = ds_estimate_none(count);
    /* 20/(1 - 0.95) is a hair above 400: what is 400 but for rounding is enough. */
    if (merged->total * (1.0 - p) < DS_OBSERVATIONS_BEYOND * (1.0 - 1e-12))
        return estimate;
    double ticks = ds_merged_smooth_quantile(merged, p);
    if (isnan(ticks))
        return estimate;
    estimate.value = ds_merged_quantile_h(merged, p);
    estimate.n = merged->total;
    estimate.method = DS_METHOD_POINT;
    ds_estimate share = share_up_to(observed, count, unit, ticks, level, room);
    double half = ds_critical_t(level, count / unit) * share.standard_error;
    double lo;
    double hi;
    find_ends(merged, &share, p, half, &lo, &hi);
    lo /= (double)DS_HOUR;
    hi /= (double)DS_HOUR;
    if (isnan(lo) || isnan(hi))
        return estimate;
    estimate.lo = fmin(lo, estimate.value);
    estimate.hi = fmax(hi, estimate.value);
    estimate.half_width = fmax(estimate.hi - estimate.value, estimate.value - estimate.lo);
    estimate.method = DS_METHOD_JACKKNIFE;
    return estimate;
}
