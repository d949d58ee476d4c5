#include "analysis/estimates/estimate.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stddef.h>

/* Fewer replications with an event (or without) than this do not carry a jackknife. */
#define ENOUGH_REPLICATIONS 5
/* Fewer tell nothing of skewness. */
#define ENOUGH_FOR_SKEWNESS 10
/* Skewness beyond this many of its standard errors is allowed for. */
#define NOTABLE_ERRORS 1.0
/* A spread below this share of the value is rounding: the replications agree. */
#define ROUNDING 1e-12

ds_estimate ds_estimate_none(int32_t replications)
{
    return (ds_estimate){
        .value = NAN,
        .lo = NAN,
        .hi = NAN,
        .half_width = NAN,
        .standard_error = NAN,
        .n = 0,
        .replications = replications,
        .method = DS_METHOD_NONE,
    };
}

const char *ds_estimate_method_name(ds_estimate_method method)
{
    switch (method) {
    case DS_METHOD_JACKKNIFE:
        return "jackknife";
    case DS_METHOD_SKEWED:
        return "jackknife, skewed";
    case DS_METHOD_WILSON:
        return "wilson";
    case DS_METHOD_BOUND_HIGH:
        return "upper bound";
    case DS_METHOD_BOUND_LOW:
        return "lower bound";
    case DS_METHOD_EXACT:
        return "exact";
    case DS_METHOD_CONTROLLED:
        return "control variates";
    case DS_METHOD_NONE:
    case DS_METHOD_POINT:
    case DS_ESTIMATE_METHODS:
        break;
    }
    return "";
}

double ds_critical_t(double level, int32_t replications)
{
    if (replications < 2)
        return NAN;
    return gsl_cdf_tdist_Pinv(1.0 - (1.0 - level) / 2.0, replications - 1);
}

/* Sums over replications, and the jackknife of their quotient. */
typedef struct quotient {
    double x;
    double n;
    double value;         /* NaN where n is 0 */
    double variance;      /* of value; NaN where it cannot be told */
    double skewness;      /* of the pseudo-values; 0 where it cannot be told */
    int32_t contributing; /* replications with n[i] > 0 */
} quotient;

static double left_out(const quotient *all, double x, double n)
{
    return (all->x - x) / (all->n - n);
}

/* (R - 1)/R · Σ (θ(i) - mean θ(i))², θ(i) being the quotient without replication i; and the
 * skewness of the pseudo-values, whose deviations are -(R - 1) (θ(i) - mean θ(i)). */
static void jackknife(quotient *all, const double *x, const double *n, int32_t count)
{
    double mean = 0;
    double squares = 0;
    double cubes = 0;
    for (int32_t i = 0; i < count; i++)
        mean += left_out(all, x[i], n[i]) / count;
    for (int32_t i = 0; i < count; i++) {
        double deviation = mean - left_out(all, x[i], n[i]);
        squares += deviation * deviation;
        cubes += deviation * deviation * deviation;
    }
    all->variance = squares * (count - 1) / count;
    all->skewness = ds_sample_skewness(squares, cubes, count);
}

static quotient quotient_of(const double *x, const double *n, int32_t count)
{
    quotient all = {.variance = NAN};
    for (int32_t i = 0; i < count; i++) {
        all.x += x[i];
        all.n += n[i];
        all.contributing += n[i] > 0;
    }
    all.value = all.n > 0 ? all.x / all.n : NAN;
    if (all.contributing >= 2)
        jackknife(&all, x, n, count);
    return all;
}

static ds_estimate point(double value, double n, int32_t replications)
{
    ds_estimate estimate = ds_estimate_none(replications);
    if (isnan(value))
        return estimate;
    estimate.value = value;
    estimate.n = n;
    estimate.method = DS_METHOD_POINT;
    return estimate;
}

double ds_sample_skewness(double squares, double cubes, int32_t count)
{
    double n = count;
    if (count < 3 || !(squares > 0))
        return 0;
    return cubes / n / pow(squares / n, 1.5) * sqrt(n * (n - 1)) / (n - 2);
}

/* The standard error of a sample skewness of normal values. */
static double skewness_error(double n)
{
    return sqrt(6 * n * (n - 1) / ((n - 2) * (n + 1) * (n + 3)));
}

/* The value that Hall's transformation takes to x; a is the skewness over √R. */
static double hall_inverse(double x, double a)
{
    return 3 / a * (cbrt(1 + a * (x - a / 6)) - 1);
}

bool ds_interval_sides(double error, double skewness, int32_t replications, double level,
                       double *below_out, double *above_out)
{
    double t = ds_critical_t(level, replications);
    double a = skewness / sqrt(replications);
    *below_out = *above_out = t * error;
    if (replications < ENOUGH_FOR_SKEWNESS ||
        !(fabs(skewness) > NOTABLE_ERRORS * skewness_error(replications)))
        return false;
    *below_out = fmax(*below_out, error * hall_inverse(t, a));
    *above_out = fmax(*above_out, -error * hall_inverse(-t, a));
    return true;
}

/* The interval of a quotient, cut at 0. */
static ds_estimate interval(const quotient *all, double scale, int32_t replications,
                            double level)
{
    double value = scale * all->value;
    double error = scale * sqrt(all->variance);
    double below;
    double above;
    ds_estimate estimate = point(value, all->n, replications);
    if (isnan(value) || isnan(error) || replications < 2)
        return estimate;
    bool is_skewed =
        ds_interval_sides(error, all->skewness, replications, level, &below, &above);
    if (above < ROUNDING * fabs(value))
        below = above = 0;
    estimate.half_width = fmax(below, above);
    estimate.standard_error = above > 0 ? error : 0;
    estimate.skewness = all->skewness;
    estimate.lo = fmax(0, value - below);
    estimate.hi = value + above;
    estimate.method = is_skewed && above > 0 ? DS_METHOD_SKEWED : DS_METHOD_JACKKNIFE;
    return estimate;
}

ds_estimate ds_estimate_ratio(const double *x, const double *n, int32_t count, double scale,
                              double level)
{
    quotient all = quotient_of(x, n, count);
    return interval(&all, scale, count, level);
}

/* Rates. */

/* How many times larger the variance is than that of as many independent tickets. */
static double design_effect(const quotient *all)
{
    double binomial = all->value * (1.0 - all->value) / all->n;
    double effect = all->variance / binomial;
    return effect > 1.0 ? effect : 1.0;
}

double ds_rate_correlation(const double *events, const double *eligible, int32_t count)
{
    quotient all = quotient_of(events, eligible, count);
    double size = all.n / count;
    bool is_known = all.contributing >= 2 && all.x > 0 && all.x < all.n && size > 1.0;
    return is_known ? fmin(1.0, (design_effect(&all) - 1.0) / (size - 1.0)) : 0.0;
}

void ds_wilson(double p, double n, double z, double *lo_out, double *hi_out)
{
    double z2 = z * z;
    double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
    double half = z / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    *lo_out = fmax(0, centre - half);
    *hi_out = fmin(1, centre + half);
}

double ds_bound_of_none(double level, double count)
{
    return -expm1(log1p(-level) / count);
}

/* The design effect that follows from a correlation within a replication (Kish). */
static double related_effect(const quotient *all, int32_t count, double correlation)
{
    return 1.0 + fmax(0, all->n / count - 1.0) * correlation;
}

static ds_estimate one_sided(const quotient *all, int32_t count, double level,
                             double correlation)
{
    ds_estimate estimate = point(all->value, all->n, count);
    double effect = related_effect(all, count, correlation);
    double bound = ds_bound_of_none(level, all->n / effect);
    bool is_none = all->x <= 0;
    estimate.lo = is_none ? 0 : 1 - bound;
    estimate.hi = is_none ? bound : 1;
    estimate.half_width = bound;
    estimate.method = is_none ? DS_METHOD_BOUND_HIGH : DS_METHOD_BOUND_LOW;
    return estimate;
}

/* Few events do not show how they cluster: what a related rate knows of it counts too. */
static ds_estimate wilson(const quotient *all, int32_t count, double level,
                          double correlation)
{
    ds_estimate estimate = point(all->value, all->n, count);
    double effect = fmax(design_effect(all), related_effect(all, count, correlation));
    ds_wilson(all->value, all->n / effect, ds_critical_t(level, count), &estimate.lo,
              &estimate.hi);
    estimate.half_width = fmax(estimate.hi - estimate.value, estimate.value - estimate.lo);
    estimate.method = DS_METHOD_WILSON;
    return estimate;
}

/* Whether both having the event and not having it are seen in enough replications. */
static bool is_common(const double *events, const double *eligible, int32_t count)
{
    int32_t with = 0;
    int32_t without = 0;
    for (int32_t i = 0; i < count; i++) {
        with += events[i] > 0;
        without += events[i] < eligible[i];
    }
    return with >= ENOUGH_REPLICATIONS && without >= ENOUGH_REPLICATIONS;
}

ds_estimate ds_estimate_rate(const double *events, const double *eligible, int32_t count,
                             double level, double correlation)
{
    quotient all = quotient_of(events, eligible, count);
    if (all.contributing < 2)
        return point(all.value, all.n, count);
    if (all.x <= 0 || all.x >= all.n)
        return one_sided(&all, count, level, correlation);
    if (!is_common(events, eligible, count))
        return wilson(&all, count, level, correlation);
    ds_estimate estimate = interval(&all, 1, count, level);
    estimate.hi = fmin(1, estimate.hi);
    return estimate;
}

ds_estimate ds_estimate_binomial(double events, double trials, int32_t replications,
                                 double level)
{
    quotient all = {.x = events, .n = trials, .value = events / trials};
    if (!(trials >= 2))
        return point(trials > 0 ? all.value : NAN, trials, replications);
    if (events <= 0 || events >= trials)
        return one_sided(&all, replications, level, 0);
    double tail = (1 - level) / 2;
    ds_estimate estimate = point(all.value, trials, replications);
    estimate.lo = gsl_cdf_beta_Pinv(tail, events, trials - events + 1);
    estimate.hi = gsl_cdf_beta_Qinv(tail, events + 1, trials - events);
    estimate.half_width = fmax(estimate.hi - estimate.value, estimate.value - estimate.lo);
    estimate.method = DS_METHOD_EXACT;
    return estimate;
}
