#include "analysis/studies/designs.h"

#include "sim/random.h"

#include <gsl/gsl_qrng.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

/* The largest number below 1. */
#define BELOW_ONE (1 - 0x1p-53)

void ds_design_grid_point(const int32_t *counts, int32_t inputs, int64_t point,
                          int32_t *levels_out)
{
    for (int32_t i = inputs; i-- > 0;) {
        levels_out[i] = (int32_t)(point % counts[i]);
        point /= counts[i];
    }
}

static gsl_rng *new_generator(uint64_t seed, const char *what)
{
    gsl_rng *rng = gsl_rng_alloc(ds_random_gsl_type);
    const ds_seed key = {.seed = seed};
    const ds_identity who = {.family = ds_random_family(what)};
    if (rng)
        ds_random_gsl_key(rng, &key, who, 0, 0);
    return rng;
}

ds_status ds_design_lhs(int32_t points, int32_t inputs, uint64_t seed, double *unit,
                        ds_error *err)
{
    gsl_rng *rng = new_generator(seed, "Latin hypercube");
    int32_t *parts = malloc((size_t)points * sizeof *parts);
    ds_status status = rng && parts ? DS_OK : ds_error_no_memory(err);
    for (int32_t input = 0; input < inputs && status == DS_OK; input++) {
        for (int32_t i = 0; i < points; i++)
            parts[i] = i;
        gsl_ran_shuffle(rng, parts, (size_t)points, sizeof *parts);
        for (int32_t i = 0; i < points; i++)
            unit[(int64_t)i * inputs + input] =
                fmin(BELOW_ONE, (parts[i] + gsl_rng_uniform_pos(rng)) / points);
    }
    free(parts);
    gsl_rng_free(rng);
    return status;
}

static double shifted(double u, double shift)
{
    double sum = u + shift;
    return fmin(BELOW_ONE, fmax(0x1p-53, sum - floor(sum)));
}

static void fill_sobol(const gsl_qrng *sequence, int32_t points, int32_t inputs,
                       const double *shift, double *unit)
{
    for (int32_t i = 0; i < points; i++) {
        double *row = &unit[(int64_t)i * inputs];
        (void)gsl_qrng_get(sequence, row);
        for (int32_t k = 0; k < inputs && shift; k++)
            row[k] = shifted(row[k], shift[k]);
    }
}

ds_status ds_design_sobol(int32_t points, int32_t inputs, bool is_shifted, uint64_t seed,
                          double *unit, ds_error *err)
{
    double shift[DS_SOBOL_INPUTS];
    if (inputs > DS_SOBOL_INPUTS)
        return ds_error_set(err, DS_BAD_INPUT,
                            "%d inputs are too many for Sobol's sequence, which has %d",
                            inputs, DS_SOBOL_INPUTS);
    gsl_rng *rng = new_generator(seed, "Sobol shift");
    gsl_qrng *sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)inputs);
    ds_status status = rng && sequence ? DS_OK : ds_error_no_memory(err);
    if (status == DS_OK) {
        for (int32_t k = 0; k < inputs; k++)
            shift[k] = gsl_rng_uniform_pos(rng);
        fill_sobol(sequence, points, inputs, is_shifted ? shift : NULL, unit);
    }
    if (sequence)
        gsl_qrng_free(sequence);
    gsl_rng_free(rng);
    return status;
}
