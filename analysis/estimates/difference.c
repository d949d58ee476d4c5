#include "analysis/estimates/difference.h"

#include <math.h>

/* Relative to the values: below it, a spread is one of rounding. */
#define ROUNDING 1e-12

typedef struct sums {
    double x;
    double n;
} sums;

static sums add_up(const double *x, const double *n, int32_t count)
{
    sums all = {0, 0};
    for (int32_t i = 0; i < count; i++) {
        all.x += x[i];
        all.n += n[i];
    }
    return all;
}

static double without(const sums *all, double x, double n)
{
    return (all->x - x) / (all->n - n);
}

ds_difference ds_difference_none(void)
{
    return (ds_difference){NAN, NAN, NAN, NAN, NAN, NAN, DS_DIFFERENCE_NONE};
}

/* Jackknife variances: of the difference, and of both sides as if they were independent. */
static void jackknife(const double *xa, const double *na, const double *xb,
                      const double *nb, int32_t count, ds_difference *out)
{
    sums a = add_up(xa, na, count);
    sums b = add_up(xb, nb, count);
    double mean_a = 0;
    double mean_b = 0;
    double squares_a = 0;
    double squares_b = 0;
    double mean_d = 0;
    double squares_d = 0;
    for (int32_t i = 0; i < count; i++) {
        double of_a = without(&a, xa[i], na[i]);
        double of_b = without(&b, xb[i], nb[i]);
        double step_a = of_a - mean_a;
        double step_b = of_b - mean_b;
        double step_d = of_b - of_a - mean_d;
        mean_a += step_a / (i + 1);
        mean_b += step_b / (i + 1);
        mean_d += step_d / (i + 1);
        squares_a += step_a * (of_a - mean_a);
        squares_b += step_b * (of_b - mean_b);
        squares_d += step_d * (of_b - of_a - mean_d);
    }
    double factor = (double)(count - 1) / count;
    out->independent_variance = factor * (squares_a + squares_b);
    out->variance = factor * squares_d;
}

ds_difference ds_paired_difference(const double *xa, const double *na, const double *xb,
                                   const double *nb, int32_t count, double scale,
                                   double level)
{
    sums a = add_up(xa, na, count);
    sums b = add_up(xb, nb, count);
    ds_difference out = ds_difference_none();
    if (!(a.n > 0) || !(b.n > 0))
        return out;
    double largest = scale * fmax(fabs(a.x / a.n), fabs(b.x / b.n));
    out.value = scale * (b.x / b.n - a.x / a.n);
    out.method = DS_DIFFERENCE_POINT;
    if (count < 2)
        return out;
    jackknife(xa, na, xb, nb, count, &out);
    out.variance *= scale * scale;
    out.independent_variance *= scale * scale;
    if (!isfinite(out.variance))
        return out; /* all of n is in one replication */
    out.half_width = ds_critical_t(level, count) * sqrt(out.variance);
    out.method = DS_DIFFERENCE_PAIRED;
    if (out.half_width <= ROUNDING * largest) {
        out.half_width = 0;
        out.method = DS_DIFFERENCE_CONSTANT;
        if (fabs(out.value) <= ROUNDING * largest)
            out.value = 0;
    }
    out.lo = out.value - out.half_width;
    out.hi = out.value + out.half_width;
    return out;
}

static double squared(double x)
{
    return x * x;
}

static bool is_rare(const ds_estimate *rate)
{
    return rate->method == DS_METHOD_WILSON || rate->method == DS_METHOD_BOUND_HIGH ||
           rate->method == DS_METHOD_BOUND_LOW;
}

ds_difference ds_paired_rate_difference(const double *xa, const double *na,
                                        const double *xb, const double *nb, int32_t count,
                                        double level, const ds_estimate *a,
                                        const ds_estimate *b)
{
    ds_difference out = ds_paired_difference(xa, na, xb, nb, count, 1, level);
    bool is_known = ds_estimate_has_interval(a) && ds_estimate_has_interval(b);
    if (!is_known || !(is_rare(a) || is_rare(b)))
        return out;
    if (out.method == DS_DIFFERENCE_CONSTANT) {
        bool is_same = true;
        for (int32_t i = 0; i < count; i++)
            is_same = is_same && xa[i] == xb[i] && na[i] == nb[i];
        if (is_same)
            return out; /* the same tickets break their targets: nothing is estimated */
    }
    out.lo = out.value - sqrt(squared(b->value - b->lo) + squared(a->hi - a->value));
    out.hi = out.value + sqrt(squared(b->hi - b->value) + squared(a->value - a->lo));
    out.half_width = fmax(out.hi - out.value, out.value - out.lo);
    out.method = DS_DIFFERENCE_RARE;
    return out;
}

bool ds_difference_is_clear(const ds_difference *difference)
{
    return difference->lo <= difference->hi && (difference->lo > 0 || difference->hi < 0);
}

const char *ds_difference_method_name(ds_difference_method method)
{
    static const char *const names[] = {"", "", "paired", "rare", "constant"};
    return names[method];
}
