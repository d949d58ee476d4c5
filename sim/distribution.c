#include "sim/distribution.h"

#include "sim/empirical.h"
#include "sim/inverse.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <stdbool.h>
#include <stdlib.h>

ds_distribution ds_distribution_constant(double seconds)
{
    return (ds_distribution){.kind = DS_CONSTANT, .parameter = {seconds}};
}

void ds_distribution_free(ds_distribution *distribution)
{
    free(distribution->values);
    distribution->values = NULL;
    distribution->value_count = 0;
}

ds_status ds_distribution_copy(const ds_distribution *from, ds_distribution *out,
                               ds_error *err)
{
    ds_distribution copy = *from;
    if (from->values) {
        size_t size = from->value_count * sizeof *from->values;
        copy.values = malloc(size);
        if (!copy.values) {
            *out = ds_distribution_constant(0.0);
            return ds_error_no_memory(err);
        }
        memcpy(copy.values, from->values, size);
    }
    *out = copy;
    return DS_OK;
}

double ds_normal_quantile(double u)
{
    return u < 0.5 ? gsl_cdf_ugaussian_Pinv(u) : gsl_cdf_ugaussian_Qinv(1.0 - u);
}

/* The standard deviation and mean of the logarithm. */
static double log_sd(const ds_distribution *lognormal)
{
    return sqrt(log1p(lognormal->parameter[1] * lognormal->parameter[1]));
}

static double log_mean(const ds_distribution *lognormal)
{
    double sd = log_sd(lognormal);
    return log(lognormal->parameter[0]) - 0.5 * sd * sd;
}

static double gamma_shape(const ds_distribution *gamma)
{
    return 1.0 / (gamma->parameter[1] * gamma->parameter[1]);
}

static double gamma_scale(const ds_distribution *gamma)
{
    return gamma->parameter[0] * gamma->parameter[1] * gamma->parameter[1];
}

static double weibull_scale(const ds_distribution *weibull)
{
    return weibull->parameter[0] / exp(gsl_sf_lngamma(1.0 + 1.0 / weibull->parameter[1]));
}

static double square(double x)
{
    return x * x;
}

double ds_distribution_mean(const ds_distribution *distribution)
{
    const double *p = distribution->parameter;
    switch (distribution->kind) {
    case DS_UNIFORM:
        return 0.5 * (p[0] + p[1]);
    case DS_TRIANGULAR:
        return (p[0] + p[1] + p[2]) / 3.0;
    case DS_EMPIRICAL:
        return ds_empirical_mean(distribution->values, distribution->value_count);
    case DS_CONSTANT:
    case DS_EXPONENTIAL:
    case DS_LOGNORMAL:
    case DS_GAMMA:
    case DS_WEIBULL:
    case DS_HYPEREXPONENTIAL:
        break;
    }
    return p[0];
}

static double weibull_variance(const ds_distribution *weibull)
{
    double inverse = 1.0 / weibull->parameter[1];
    double log_ratio =
        gsl_sf_lngamma(1.0 + 2.0 * inverse) - 2.0 * gsl_sf_lngamma(1.0 + inverse);
    return square(weibull->parameter[0]) * expm1(log_ratio);
}

double ds_distribution_variance(const ds_distribution *distribution)
{
    const double *p = distribution->parameter;
    switch (distribution->kind) {
    case DS_CONSTANT:
        return 0.0;
    case DS_UNIFORM:
        return square(p[1] - p[0]) / 12.0;
    case DS_TRIANGULAR:
        return (square(p[1] - p[0]) + square(p[2] - p[1]) + square(p[2] - p[0])) / 36.0;
    case DS_EXPONENTIAL:
        return square(p[0]);
    case DS_LOGNORMAL:
    case DS_GAMMA:
    case DS_HYPEREXPONENTIAL:
        return square(p[0] * p[1]);
    case DS_WEIBULL:
        return weibull_variance(distribution);
    case DS_EMPIRICAL:
        return ds_empirical_variance(distribution->values, distribution->value_count);
    }
    return NAN;
}

/* Beyond the mode as mode's cdf and the rest, so that nothing cancels where the mode is
 * min. */
static double triangular_cdf(const double *p, double x)
{
    double width = p[2] - p[0];
    if (x < p[1])
        return square(x - p[0]) / (width * (p[1] - p[0]));
    return (p[1] - p[0] + (x - p[1]) * (2.0 * p[2] - p[1] - x) / (p[2] - p[1])) / width;
}

static double lognormal_cdf(const ds_distribution *lognormal, double x)
{
    return gsl_cdf_ugaussian_P((log(x) - log_mean(lognormal)) / log_sd(lognormal));
}

static double two_phases_cdf(const ds_distribution *hyperexponential, double x)
{
    ds_two_phases phases =
        ds_two_phases_from(hyperexponential->parameter[0], hyperexponential->parameter[1]);
    return ds_two_phases_cdf(&phases, x);
}

/* The smallest and largest value that a distribution can give (not the empirical). */
static double lowest(const ds_distribution *distribution)
{
    bool bounded = distribution->kind == DS_CONSTANT || distribution->kind == DS_UNIFORM ||
                   distribution->kind == DS_TRIANGULAR;
    return bounded ? distribution->parameter[0] : 0.0;
}

static double highest(const ds_distribution *distribution)
{
    const double *p = distribution->parameter;
    if (distribution->kind == DS_CONSTANT)
        return p[0];
    if (distribution->kind == DS_UNIFORM)
        return p[1];
    return distribution->kind == DS_TRIANGULAR ? p[2] : INFINITY;
}

double ds_distribution_cdf(const ds_distribution *distribution, double x)
{
    const double *p = distribution->parameter;
    if (distribution->kind == DS_EMPIRICAL)
        return ds_empirical_cdf(distribution->values, distribution->value_count, x);
    if (x >= highest(distribution))
        return 1.0;
    if (!(x > lowest(distribution)))
        return 0.0;
    switch (distribution->kind) {
    case DS_UNIFORM:
        return (x - p[0]) / (p[1] - p[0]);
    case DS_TRIANGULAR:
        return triangular_cdf(p, x);
    case DS_EXPONENTIAL:
        return -expm1(-x / p[0]);
    case DS_LOGNORMAL:
        return lognormal_cdf(distribution, x);
    case DS_GAMMA:
        return ds_gamma_cdf(gamma_shape(distribution), x / gamma_scale(distribution));
    case DS_WEIBULL:
        return -expm1(-pow(x / weibull_scale(distribution), p[1]));
    case DS_HYPEREXPONENTIAL:
        return two_phases_cdf(distribution, x);
    case DS_CONSTANT:
    case DS_EMPIRICAL:
        break;
    }
    return NAN; /* these two have been answered */
}

static double triangular_quantile(const double *p, double u)
{
    double width = p[2] - p[0];
    double excess = u * width - (p[1] - p[0]);
    if (excess <= 0.0)
        return p[0] + sqrt(u * width * (p[1] - p[0]));
    return p[1] + excess / (1.0 + sqrt((1.0 - u) * width / (p[2] - p[1])));
}

static double two_phases_quantile(const ds_distribution *hyperexponential, double u)
{
    ds_two_phases phases =
        ds_two_phases_from(hyperexponential->parameter[0], hyperexponential->parameter[1]);
    return ds_two_phases_quantile(&phases, u);
}

double ds_distribution_quantile(const ds_distribution *distribution, double u)
{
    const double *p = distribution->parameter;
    switch (distribution->kind) {
    case DS_CONSTANT:
        return p[0];
    case DS_UNIFORM:
        return p[0] + u * (p[1] - p[0]);
    case DS_TRIANGULAR:
        return triangular_quantile(p, u);
    case DS_EXPONENTIAL:
        return -p[0] * log1p(-u);
    case DS_LOGNORMAL:
        return exp(log_mean(distribution) + log_sd(distribution) * ds_normal_quantile(u));
    case DS_GAMMA:
        return gamma_scale(distribution) * ds_gamma_quantile(gamma_shape(distribution), u);
    case DS_WEIBULL:
        return weibull_scale(distribution) * pow(-log1p(-u), 1.0 / p[1]);
    case DS_HYPEREXPONENTIAL:
        return two_phases_quantile(distribution, u);
    case DS_EMPIRICAL:
        return ds_empirical_quantile(distribution->values, distribution->value_count, u);
    }
    return NAN;
}
