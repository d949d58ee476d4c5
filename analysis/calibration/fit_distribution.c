#include "analysis/calibration/fit_distribution.h"

#include <gsl/gsl_multimin.h>
#include <gsl/gsl_sf_gamma.h>
#include <stdbool.h>
#include <stdlib.h>

enum { LIKELIHOOD_POINTS = 4000, LEAST_SAMPLE = 8, STEPS = 200 };

static const ds_distribution_kind families[DS_FAMILIES] = {
    DS_EXPONENTIAL, DS_LOGNORMAL, DS_GAMMA, DS_WEIBULL, DS_HYPEREXPONENTIAL,
};

const char *ds_family_name(int family)
{
    static const char *const names[DS_FAMILIES] = {"exponential", "lognormal", "gamma",
                                                   "Weibull", "hyperexponential"};
    return names[family];
}

/* Likelihoods. Parameters are logarithms: of the mean, and of cv, shape or cv² − 1. */

typedef struct sample {
    const double *seconds;
    int64_t count;
    ds_distribution_kind kind;
} sample;

static double gamma_density(double x, double mean, double cv)
{
    double shape = 1 / (cv * cv);
    double scale = mean / shape;
    return (shape - 1) * log(x) - x / scale - gsl_sf_lngamma(shape) - shape * log(scale);
}

static double weibull_density(double x, double mean, double shape)
{
    double scale = mean / exp(gsl_sf_lngamma(1 + 1 / shape));
    double ratio = x / scale;
    return log(shape / scale) + (shape - 1) * log(ratio) - pow(ratio, shape);
}

static double hyperexponential_density(double x, double mean, double cv)
{
    double square = cv * cv;
    double p = 0.5 * (1 + sqrt((square - 1) / (square + 1)));
    double fast = 2 * p / mean;
    double slow = 2 * (1 - p) / mean;
    return log(p * fast * exp(-fast * x) + (1 - p) * slow * exp(-slow * x) + 1e-300);
}

static double lognormal_density(double x, double mean, double cv)
{
    double variance = log(1 + cv * cv);
    double z = log(x) - log(mean) + variance / 2;
    return -log(x) - 0.5 * log(2 * M_PI * variance) - z * z / (2 * variance);
}

static double second_parameter(ds_distribution_kind kind, double t)
{
    double value = exp(fmin(fmax(t, -4), 3.5));
    return kind == DS_HYPEREXPONENTIAL ? sqrt(1 + value * value) : value;
}

static double log_density(ds_distribution_kind kind, double x, double mean, double second)
{
    if (kind == DS_EXPONENTIAL)
        return -log(mean) - x / mean;
    if (kind == DS_LOGNORMAL)
        return lognormal_density(x, mean, second);
    if (kind == DS_GAMMA)
        return gamma_density(x, mean, second);
    if (kind == DS_WEIBULL)
        return weibull_density(x, mean, second);
    return hyperexponential_density(x, mean, second);
}

static double log_likelihood(const sample *of, double mean, double second)
{
    /* evenly spaced order statistics stand for very large samples */
    int64_t points = of->count < LIKELIHOOD_POINTS ? of->count : LIKELIHOOD_POINTS;
    double sum = 0;
    for (int64_t i = 0; i < points; i++) {
        int64_t at = (2 * i + 1) * of->count / (2 * points);
        sum += log_density(of->kind, fmax(of->seconds[at], 0.5), mean, second);
    }
    return sum * (double)of->count / (double)points;
}

static double negative(const gsl_vector *at, void *context)
{
    const sample *of = context;
    double mean = exp(gsl_vector_get(at, 0));
    double value =
        -log_likelihood(of, mean, second_parameter(of->kind, gsl_vector_get(at, 1)));
    return isfinite(value) ? value : 1e300;
}

/* The maximum by Nelder and Mead's simplex. */
static ds_status maximise(sample *of, double mean, double cv, double parameter_out[2],
                          double *value_out, ds_error *err)
{
    gsl_multimin_fminimizer *search =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, 2);
    gsl_vector *at = gsl_vector_alloc(2);
    gsl_vector *step = gsl_vector_alloc(2);
    if (!search || !at || !step) {
        gsl_multimin_fminimizer_free(search);
        gsl_vector_free(at);
        gsl_vector_free(step);
        return ds_error_no_memory(err);
    }
    double second = of->kind == DS_WEIBULL ? 1 / fmax(cv, 0.2) : cv;
    if (of->kind == DS_HYPEREXPONENTIAL)
        second = sqrt(fmax(cv * cv - 1, 0.05));
    gsl_vector_set(at, 0, log(mean));
    gsl_vector_set(at, 1, log(second));
    gsl_vector_set_all(step, 0.3);
    gsl_multimin_function function = {.f = negative, .n = 2, .params = of};
    (void)gsl_multimin_fminimizer_set(search, &function, at, step);
    for (int i = 0; i < STEPS; i++)
        if (gsl_multimin_fminimizer_iterate(search) != 0 ||
            gsl_multimin_fminimizer_size(search) < 1e-4)
            break;
    parameter_out[0] = exp(gsl_vector_get(search->x, 0));
    parameter_out[1] = second_parameter(of->kind, gsl_vector_get(search->x, 1));
    *value_out = -search->fval;
    gsl_multimin_fminimizer_free(search);
    gsl_vector_free(at);
    gsl_vector_free(step);
    return DS_OK;
}

double ds_ks_distance(const double *sorted, int64_t count,
                      const ds_distribution *distribution)
{
    double most = 0;
    for (int64_t i = 0; i < count; i++) {
        double cdf = ds_distribution_cdf(distribution, sorted[i]);
        most = fmax(most, fabs(cdf - (double)i / (double)count));
        most = fmax(most, fabs(cdf - (double)(i + 1) / (double)count));
    }
    return most;
}

static int ascending(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

static void moments(const double *seconds, int64_t count, double *mean, double *cv)
{
    double sum = 0;
    double squares = 0;
    for (int64_t i = 0; i < count; i++)
        sum += fmax(seconds[i], 0.5);
    *mean = count > 0 ? sum / (double)count : 0;
    for (int64_t i = 0; i < count; i++)
        squares += (fmax(seconds[i], 0.5) - *mean) * (fmax(seconds[i], 0.5) - *mean);
    *cv = count > 1 ? sqrt(squares / (double)(count - 1)) / *mean : 1;
}

static ds_status choose(sample *of, double mean, double cv, ds_chosen_fit *out,
                        ds_error *err)
{
    double least = INFINITY;
    for (int f = 0; f < DS_FAMILIES; f++) {
        double found[2] = {mean, 1};
        double value = 0;
        ds_status status = DS_OK;
        of->kind = families[f];
        if (of->kind == DS_EXPONENTIAL)
            value = log_likelihood(of, mean, 1);
        else
            status = maximise(of, mean, fmin(fmax(cv, 0.05), 20), found, &value, err);
        if (status != DS_OK)
            return status;
        double parameters = of->kind == DS_EXPONENTIAL ? 1 : 2;
        out->bic[f] = -2 * value + parameters * log((double)of->count);
        if (!(out->bic[f] < least))
            continue;
        least = out->bic[f];
        out->best = (ds_distribution){
            .kind = of->kind, .parameter = {found[0], found[1]}
        };
    }
    for (int f = 0; f < DS_FAMILIES; f++)
        out->bic[f] -= least;
    return DS_OK;
}

double ds_fit_quantile_p(int i)
{
    enum { ENDS = 7, MIDDLE = DS_FIT_QUANTILES - 2 * ENDS };
    static const double end[ENDS] = {0.001, 0.0025, 0.005, 0.01, 0.02, 0.03, 0.04};
    if (i < ENDS)
        return end[i];
    if (i >= ENDS + MIDDLE)
        return 1 - end[DS_FIT_QUANTILES - 1 - i];
    return 0.05 + 0.9 * (i - ENDS) / (MIDDLE - 1);
}

/* Those that the sample is large enough for: with one observation beyond, at least. */
static void note_quantiles(const double *sorted, int64_t count, ds_chosen_fit *out)
{
    for (int i = 0; i < DS_FIT_QUANTILES; i++) {
        double p = ds_fit_quantile_p(i);
        double at = p * (double)count - 0.5;
        if (at < 0 || at > (double)count - 1) {
            out->observed[i] = 0;
            continue;
        }
        int64_t low = (int64_t)at;
        int64_t high = low + 1 < count ? low + 1 : low;
        double value = sorted[low] + (at - (double)low) * (sorted[high] - sorted[low]);
        out->observed[i] = (float)fmax(value, 0.5);
    }
}

ds_status ds_fit_durations(double *seconds, int64_t count, ds_chosen_fit *out,
                           ds_error *err)
{
    double mean;
    double cv;
    *out = (ds_chosen_fit){.best = ds_distribution_constant(0), .count = count};
    for (int f = 0; f < DS_FAMILIES; f++)
        out->bic[f] = NAN;
    if (count == 0)
        return DS_OK;
    qsort(seconds, (size_t)count, sizeof *seconds, ascending);
    moments(seconds, count, &mean, &cv);
    sample of = {.seconds = seconds, .count = count};
    if (cv < 0.02)
        out->best = ds_distribution_constant(mean);
    else if (count < LEAST_SAMPLE)
        out->best = (ds_distribution){.kind = DS_EXPONENTIAL, .parameter = {mean}};
    else {
        ds_status status = choose(&of, mean, cv, out, err);
        if (status != DS_OK)
            return status;
    }
    double fitted = ds_distribution_mean(&out->best);
    double spread = fmin(sqrt(ds_distribution_variance(&out->best)), 10 * fitted);
    double half = 1.96 * fmax(spread, cv * mean) / sqrt((double)count);
    out->mean_lo = fmax(fitted - half, 0);
    out->mean_hi = fitted + half;
    note_quantiles(seconds, count, out);
    out->ks = ds_ks_distance(seconds, count, &out->best);
    return DS_OK;
}
