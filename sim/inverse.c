#include "sim/inverse.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdbool.h>

#define MAX_STEPS 200
/* Newton's steps square their error: one this small (relative) is the last. */
#define SMALL_STEP 1e-9

static double value_or_zero(int status, const gsl_sf_result *result)
{
    return status == GSL_SUCCESS ? result->val : status == GSL_EUNDRFLW ? 0.0 : NAN;
}

/* P(X > x) if upper, else P(X <= x); small values of either keep their relative accuracy.
 */
static double gamma_tail(double shape, double x, bool upper)
{
    gsl_sf_result result = {0.0, 0.0};
    int status = upper ? gsl_sf_gamma_inc_Q_e(shape, x, &result)
                       : gsl_sf_gamma_inc_P_e(shape, x, &result);
    return value_or_zero(status, &result);
}

double ds_gamma_cdf(double shape, double x)
{
    if (!(x > 0.0))
        return 0.0;
    return x > shape ? 1.0 - gamma_tail(shape, x, true) : gamma_tail(shape, x, false);
}

/* Wilson and Hilferty's cube root, in logs: near the answer from shape 1 upwards. */
static double log_gamma_guess(double shape, double u)
{
    double z = u < 0.5 ? gsl_cdf_ugaussian_Pinv(u) : gsl_cdf_ugaussian_Qinv(1.0 - u);
    double root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * sqrt(shape));
    return root > 0.0 ? log(shape) + 3.0 * log(root) : NAN;
}

/* Newton on the log of the nearer tail over y = ln x, where it is concave, inside a
 * bracket. */
double ds_gamma_quantile(double shape, double u)
{
    bool upper = u > 0.5;
    double log_target = log(upper ? 1.0 - u : u);
    /* x^shape / Gamma(shape + 1) is above the cdf and, for tiny x, equal to it. */
    double low = (log(u) + gsl_sf_lngamma(shape + 1.0)) / shape;
    if (low < -40.0)
        return exp(low);
    double high = log(shape + 12.0 * sqrt(shape) + 60.0);
    double log_gamma = gsl_sf_lngamma(shape);
    double y = log_gamma_guess(shape, u);
    if (!(y > low && y < high))
        y = upper ? 0.5 * (low + high) : low;
    for (int i = 0; i < MAX_STEPS; i++) {
        double x = exp(y);
        double tail = gamma_tail(shape, x, upper);
        double excess = log(tail) - log_target;
        if ((excess < 0.0) != upper)
            low = y;
        else
            high = y;
        double slope = exp(shape * y - x - log_gamma) / tail;
        double next = upper ? y + excess / slope : y - excess / slope;
        bool newton = next >= low && next <= high;
        if (!newton)
            next = 0.5 * (low + high);
        double step = fabs(next - y);
        y = next;
        if (step < (newton ? SMALL_STEP : 1e-15))
            break;
    }
    return exp(y);
}

ds_two_phases ds_two_phases_from(double mean, double cv)
{
    double e = 2.0 / (cv * cv + 1.0);
    double root = sqrt(fmax(0.0, 1.0 - e));
    double rare = e / (2.0 * (1.0 + root)); /* (1 - root) / 2 without cancellation */
    return (ds_two_phases){
        .p = {1.0 - rare,                rare             },
          .rate = {2.0 * (1.0 - rare) / mean, 2.0 * rare / mean}
    };
}

double ds_two_phases_cdf(const ds_two_phases *phases, double x)
{
    if (!(x > 0.0))
        return 0.0;
    return -phases->p[0] * expm1(-phases->rate[0] * x) -
           phases->p[1] * expm1(-phases->rate[1] * x);
}

static double log_survival(const ds_two_phases *phases, double x)
{
    double cdf = ds_two_phases_cdf(phases, x);
    if (cdf < 0.5)
        return log1p(-cdf);
    return log(phases->p[0] * exp(-phases->rate[0] * x) +
               phases->p[1] * exp(-phases->rate[1] * x));
}

static double hazard(const ds_two_phases *phases, double x)
{
    /* Relative to the slower phase, so that neither vanishes. */
    double fast = phases->p[0] * exp((phases->rate[1] - phases->rate[0]) * x);
    return (fast * phases->rate[0] + phases->p[1] * phases->rate[1]) /
           (fast + phases->p[1]);
}

/* The log of the survival function is convex and falling, so that Newton's steps from a
 * point left of the answer stay left of it and rise to it. */
double ds_two_phases_quantile(const ds_two_phases *phases, double u)
{
    double log_target = log1p(-u);
    double mean_rate = phases->p[0] * phases->rate[0] + phases->p[1] * phases->rate[1];
    double x = -log_target / mean_rate;
    for (int i = 0; i < 2; i++) /* the survival is above that of either phase alone */
        x = fmax(x, (log(phases->p[i]) - log_target) / phases->rate[i]);
    for (int i = 0; i < MAX_STEPS; i++) {
        double step = (log_survival(phases, x) - log_target) / hazard(phases, x);
        x += fmax(step, 0.0);
        if (!(step > SMALL_STEP * x))
            break;
    }
    return x;
}
