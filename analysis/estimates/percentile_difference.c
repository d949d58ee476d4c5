#include "analysis/estimates/percentile_difference.h"

#include <math.h>

/* The density at the percentile is read off over this many standard errors of the share on
 * either side, and never over more than half of what lies beyond the percentile. */
#define ERRORS_EACH_SIDE 2.0

/* One side: its value, and the percentile's influence by unit as the terms of a quotient,
 * -slope · below / total, where slope is 1 ÷ density in hours. False where the distribution
 * ends within reach of the percentile: no interval. */
static bool linearise(const ds_merged *merged, const ds_observed *observed, int32_t count,
                      double p, double *x, double *n)
{
    ds_observed_shares(observed, count, 1, ds_merged_smooth_quantile(merged, p), x, n);
    ds_estimate share = ds_estimate_ratio(x, n, count, 1, 0.95);
    double reach = fmin(ERRORS_EACH_SIDE * share.standard_error, fmin(p, 1 - p) / 2);
    if (!isfinite(share.standard_error))
        return false;
    double slope = 0;
    if (reach > 0)
        slope = (ds_merged_smooth_quantile(merged, p + reach) -
                 ds_merged_smooth_quantile(merged, p - reach)) /
                (2 * reach * (double)DS_HOUR);
    for (int32_t i = 0; i < count; i++)
        x[i] *= -slope;
    return isfinite(slope);
}

static bool exists(const ds_merged *merged, double p)
{
    return isfinite(ds_merged_quantile_h(merged, p)) &&
           merged->total * (1 - p) >= DS_OBSERVATIONS_BEYOND * (1 - 1e-12);
}

ds_difference ds_paired_percentile_difference(const ds_merged *a, const ds_observed *in_a,
                                              const ds_merged *b, const ds_observed *in_b,
                                              int32_t count, double p, double level,
                                              double *room)
{
    ds_difference out = ds_difference_none();
    double *xa = room;
    double *na = room + count;
    double *xb = room + 2 * count;
    double *nb = room + 3 * count;
    if (!exists(a, p) || !exists(b, p))
        return out;
    double value = ds_merged_quantile_h(b, p) - ds_merged_quantile_h(a, p);
    if (count >= 2 && linearise(a, in_a, count, p, xa, na) &&
        linearise(b, in_b, count, p, xb, nb))
        out = ds_paired_difference(xa, na, xb, nb, count, 1, level);
    out.value = value;
    out.lo = value - out.half_width;
    out.hi = value + out.half_width;
    if (out.method == DS_DIFFERENCE_NONE)
        out.method = DS_DIFFERENCE_POINT;
    return out;
}
