#include "analysis/studies/sobol.h"

#include "analysis/studies/designs.h"
#include "sim/random.h"

#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BOOTSTRAPS 1000
/* A spread below this share of the values is rounding. */
#define ROUNDING 1e-12

ds_status ds_sobol_sample(int32_t rows, int32_t inputs, uint64_t seed, double *a, double *b,
                          ds_error *err)
{
    if (inputs > DS_SOBOL_MOST_INPUTS)
        return ds_error_set(err, DS_BAD_INPUT,
                            "Sobol indices of %d inputs are too many; the most is %d",
                            inputs, DS_SOBOL_MOST_INPUTS);
    size_t cells = (size_t)rows * (size_t)inputs;
    double *unit = malloc((2 * cells + 1) * sizeof *unit);
    if (!unit)
        return ds_error_no_memory(err);
    ds_status status = ds_design_sobol(rows, 2 * inputs, true, seed, unit, err);
    for (int32_t row = 0; row < rows && status == DS_OK; row++)
        for (int32_t i = 0; i < inputs; i++) {
            int64_t cell = (int64_t)row * inputs + i;
            a[cell] = unit[(int64_t)row * 2 * inputs + i];
            b[cell] = unit[(int64_t)row * 2 * inputs + inputs + i];
        }
    free(unit);
    return status;
}

/* The mean and variance of f over A and B, by the rows that were drawn. */
static void spread(const ds_sobol_outputs *f, const int32_t *rows, double *mean_out,
                   double *variance_out)
{
    double sum = 0;
    double squares = 0;
    for (int32_t r = 0; r < f->rows; r++)
        sum += f->a[rows[r]] + f->b[rows[r]];
    double mean = sum / (2.0 * f->rows);
    for (int32_t r = 0; r < f->rows; r++) {
        double da = f->a[rows[r]] - mean;
        double db = f->b[rows[r]] - mean;
        squares += da * da + db * db;
    }
    *mean_out = mean;
    *variance_out = squares / (2.0 * f->rows - 1);
}

/* Both indices of one input from drawn rows. */
static void estimate(const ds_sobol_outputs *f, const int32_t *rows, int32_t input,
                     double mean, double variance, double *first, double *total)
{
    const double *ab = &f->ab[(int64_t)input * f->rows];
    double together = 0;
    double apart = 0;
    for (int32_t r = 0; r < f->rows; r++) {
        int32_t row = rows[r];
        double change = ab[row] - f->a[row];
        together += (f->b[row] - mean) * change;
        apart += change * change;
    }
    *first = together / f->rows / variance;
    *total = apart / (2.0 * f->rows) / variance;
}

static void fill(const ds_sobol_outputs *f, const int32_t *rows, double *first,
                 double *total)
{
    double mean;
    double variance;
    spread(f, rows, &mean, &variance);
    for (int32_t i = 0; i < f->inputs; i++)
        estimate(f, rows, i, mean, variance, &first[i], &total[i]);
}

static bool varies(const ds_sobol_outputs *f)
{
    double low = INFINITY;
    double high = -INFINITY;
    for (int32_t r = 0; r < f->rows; r++) {
        if (!isfinite(f->a[r]) || !isfinite(f->b[r]))
            return false;
        low = fmin(low, fmin(f->a[r], f->b[r]));
        high = fmax(high, fmax(f->a[r], f->b[r]));
    }
    for (int64_t i = 0; i < (int64_t)f->rows * f->inputs; i++)
        if (!isfinite(f->ab[i]))
            return false;
    return high - low > ROUNDING * fmax(fabs(low), fabs(high));
}

/* What the bootstraps of one index say. Samples without any spread have no index. */
static void conclude(double *samples, double level, ds_sobol_index *index)
{
    size_t count = 0;
    for (size_t i = 0; i < BOOTSTRAPS; i++)
        if (isfinite(samples[i]))
            samples[count++] = samples[i];
    if (count < BOOTSTRAPS / 2)
        return;
    gsl_sort(samples, 1, count);
    index->error = gsl_stats_sd(samples, 1, count);
    index->lo = gsl_stats_quantile_from_sorted_data(samples, 1, count, (1 - level) / 2);
    index->hi = gsl_stats_quantile_from_sorted_data(samples, 1, count, (1 + level) / 2);
}

static void bootstrap(const ds_sobol_outputs *f, gsl_rng *rng, int32_t *rows, double *first,
                      double *total, double *samples)
{
    for (int32_t s = 0; s < BOOTSTRAPS; s++) {
        for (int32_t r = 0; r < f->rows; r++)
            rows[r] = (int32_t)gsl_rng_uniform_int(rng, (unsigned long)f->rows);
        fill(f, rows, first, total);
        for (int32_t i = 0; i < f->inputs; i++) {
            samples[(int64_t)i * BOOTSTRAPS + s] = first[i];
            samples[(int64_t)(f->inputs + i) * BOOTSTRAPS + s] = total[i];
        }
    }
}

static gsl_rng *new_generator(uint64_t seed)
{
    gsl_rng *rng = gsl_rng_alloc(ds_random_gsl_type);
    const ds_seed key = {.seed = seed};
    const ds_identity who = {.family = ds_random_family("Sobol bootstrap")};
    if (rng)
        ds_random_gsl_key(rng, &key, who, 0, 0);
    return rng;
}

ds_status ds_sobol_indices(const ds_sobol_outputs *outputs, double level, uint64_t seed,
                           ds_sobol_index *first, ds_sobol_index *total, ds_error *err)
{
    size_t inputs = (size_t)outputs->inputs;
    const ds_sobol_index none = {.value = NAN, .error = NAN, .lo = NAN, .hi = NAN};
    for (size_t i = 0; i < inputs; i++)
        first[i] = total[i] = none;
    if (outputs->rows < 2 || !varies(outputs))
        return DS_OK;
    gsl_rng *rng = new_generator(seed);
    int32_t *rows = calloc((size_t)outputs->rows, sizeof *rows);
    double *values = calloc(2 * inputs, sizeof *values);
    double *samples = calloc(2 * inputs * BOOTSTRAPS, sizeof *samples);
    ds_status status = DS_OK;
    if (rng && rows && values && samples) {
        for (int32_t r = 0; r < outputs->rows; r++)
            rows[r] = r;
        fill(outputs, rows, values, &values[inputs]);
        for (size_t i = 0; i < inputs; i++) {
            first[i].value = values[i];
            total[i].value = values[inputs + i];
        }
        bootstrap(outputs, rng, rows, values, &values[inputs], samples);
        for (size_t i = 0; i < inputs; i++) {
            conclude(&samples[i * BOOTSTRAPS], level, &first[i]);
            conclude(&samples[(inputs + i) * BOOTSTRAPS], level, &total[i]);
        }
    } else {
        status = ds_error_no_memory(err);
    }
    gsl_rng_free(rng);
    free(rows);
    free(values);
    free(samples);
    return status;
}
