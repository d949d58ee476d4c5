/* Distributions of durations: what they are, what is known of them, and how to draw from them.
 *
 * A ds_distribution is the mathematical object, in seconds. A ds_sampler is prepared from it
 * once and draws by inversion, one uniform a draw, monotone in the uniform, so that common
 * random numbers and antithetic pairs work. Both are immutable after preparation and may be
 * shared by threads.
 */
#ifndef DS_SIM_DISTRIBUTION_H
#define DS_SIM_DISTRIBUTION_H

#include "sim/clock.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum ds_distribution_kind {
    DS_CONSTANT,         /* value */
    DS_UNIFORM,          /* min, max */
    DS_TRIANGULAR,       /* min, mode, max */
    DS_EXPONENTIAL,      /* mean */
    DS_LOGNORMAL,        /* mean, cv */
    DS_GAMMA,            /* mean, cv */
    DS_WEIBULL,          /* mean, shape */
    DS_HYPEREXPONENTIAL, /* mean, cv >= 1: two phases, balanced means */
    DS_EMPIRICAL,        /* sorted values, linear between them */
} ds_distribution_kind;

typedef struct ds_distribution {
    ds_distribution_kind kind;
    double parameter[3]; /* in the order of the comments above; seconds, or pure numbers */
    double *values;      /* empirical only: sorted, owned */
    size_t value_count;
} ds_distribution;

/* Reads "lognormal(mean 12m cv 0.8)", "constant(4m)", or a bare duration ("4m" = constant).
 * Arguments are separated by spaces or commas; "empirical(FILE)" reads one duration a line
 * (or a bare number of seconds), relative to `directory` (may be NULL). On failure err->column
 * is the 1-based column within text of what was wrong, and out needs no free. */
ds_status ds_distribution_parse(const char *text, const char *directory, ds_distribution *out,
                                ds_error *err) DS_MUST_USE;

/* The constant, for defaults. */
ds_distribution ds_distribution_constant(double seconds);
void ds_distribution_free(ds_distribution *distribution);
/* A deep copy; DS_NO_MEMORY on failure. */
ds_status ds_distribution_copy(const ds_distribution *from, ds_distribution *out,
                               ds_error *err) DS_MUST_USE;

double ds_distribution_mean(const ds_distribution *distribution);     /* s */
double ds_distribution_variance(const ds_distribution *distribution); /* s^2 */
double ds_distribution_cdf(const ds_distribution *distribution, double seconds);
/* The inverse of the cdf at u in (0, 1), to full accuracy (slow; samplers are fast). */
double ds_distribution_quantile(const ds_distribution *distribution, double u);
/* The canonical text, e.g. "lognormal(mean 12m cv 0.8)"; always terminated. */
void ds_distribution_print(const ds_distribution *distribution, char *buffer, size_t size);

/* A prepared inverse. */
typedef struct ds_sampler {
    ds_distribution_kind kind;
    double a, b, c, d; /* prepared constants, by kind */
    double mean;       /* s, of what is drawn (scale included) */
    double *table;     /* where an inverse is slow: cubic pieces; owned */
    ds_distribution source;
    double scale;
} ds_sampler;

/* Prepares a sampler of scale × distribution (scale > 0; the distribution is copied). */
ds_status ds_sampler_init(ds_sampler *sampler, const ds_distribution *distribution,
                          double scale, ds_error *err) DS_MUST_USE;
void ds_sampler_free(ds_sampler *sampler);
/* The value at u in (0, 1), in seconds. Non-decreasing in u. */
double ds_sampler_draw(const ds_sampler *sampler, double u);

static inline ds_ticks ds_sampler_draw_ticks(const ds_sampler *sampler, double u)
{
    return ds_ticks_from_seconds(ds_sampler_draw(sampler, u));
}

/* The quantile of the standard normal distribution at u in (0, 1): Wichura, algorithm AS 241
 * (PPND16), Applied Statistics 37 (1988); relative error about 1e-16. */
double ds_normal_quantile(double u);

#endif
