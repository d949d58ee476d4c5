/* Distributions of durations: what they are, what is known of them, and how to draw from
 * them.
 *
 * A ds_distribution is the mathematical object, in seconds. A ds_sampler is prepared from
 * it once and draws by inversion, one uniform a draw, monotone in the uniform, so that
 * common random numbers and antithetic pairs work. Both are immutable after preparation and
 * may be shared by threads.
 */
#ifndef DS_SIM_DISTRIBUTION_H
#define DS_SIM_DISTRIBUTION_H

#include "sim/clock.h"
#include "sim/error.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef enum ds_distribution_kind {
    DS_CONSTANT,         /* value */
    DS_UNIFORM,          /* min, max */
    DS_TRIANGULAR,       /* min, mode, max */
    DS_EXPONENTIAL,      /* mean */
    DS_LOGNORMAL,        /* mean, cv */
    DS_GAMMA,            /* mean, cv */
    DS_WEIBULL,          /* mean, shape */
    DS_HYPEREXPONENTIAL, /* mean, cv >= 1: two phases, balanced means */
    DS_EMPIRICAL,        /* sorted values, linear between plotting positions (i - 1/2)/n */
} ds_distribution_kind;

typedef struct ds_distribution {
    ds_distribution_kind kind;
    double parameter[3]; /* in the order of the comments above; seconds, or pure numbers */
    double *values;      /* empirical only: sorted, owned */
    size_t value_count;
} ds_distribution;

/* Reads "lognormal(mean 12m cv 0.8)", "constant(4m)", or a bare duration ("4m" = constant).
 * Arguments are separated by spaces or commas; "empirical(FILE)" reads one duration a line
 * (or a bare number of seconds), relative to `directory` (may be NULL). On failure
 * err->column is the 1-based column within text of what was wrong (what is wrong inside
 * FILE has FILE's own path, line and column), and out needs no free. */
ds_status ds_distribution_parse(const char *text, const char *directory,
                                ds_distribution *out, ds_error *err) DS_MUST_USE;

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
/* The canonical text, e.g. "lognormal(mean 12m cv 0.8)"; always terminated. It reads back
 * to the same parameters, except that an empirical one gives only its count and range. */
void ds_distribution_print(const ds_distribution *distribution, char *buffer, size_t size);

/* A sampler's table: quantiles as polynomials of degree 7 in pieces that halve with the
 * distance to 0 and to 1, so that the tails are as exact as the middle. A piece is one
 * cache line, a table 5 KB, its error at most 1e-9 of the value or 1e-10 of the mean
 * (checked when it is made; a piece that fails holds NaN, and there and beyond the table,
 * once in 1024 draws, the inverse is exact). */
#define DS_SAMPLER_OCTAVES 10
#define DS_SAMPLER_SPLIT_BITS 2 /* an octave has 2^2 pieces */
#define DS_SAMPLER_SIDE (DS_SAMPLER_OCTAVES << DS_SAMPLER_SPLIT_BITS)

typedef struct ds_sampler_piece {
    double c[8];
} ds_sampler_piece;

/* A prepared inverse. */
typedef struct ds_sampler {
    ds_distribution_kind kind;
    ds_sampler_piece *pieces; /* u below 1/2, then 1 - u; NULL where the inverse is cheap */
    double mean;              /* s, of what is drawn (scale included) */
    ds_distribution source;   /* what is drawn (scale included) */
} ds_sampler;

/* Prepares a sampler of scale × distribution (scale > 0; the distribution is copied). */
ds_status ds_sampler_init(ds_sampler *sampler, const ds_distribution *distribution,
                          double scale, ds_error *err) DS_MUST_USE;
/* Makes another of the same, which is far faster than preparing it; on failure there is
 * nothing to free. */
ds_status ds_sampler_copy(ds_sampler *sampler, const ds_sampler *from,
                          ds_error *err) DS_MUST_USE;
void ds_sampler_free(ds_sampler *sampler);

/* The value of a table at u; NaN where it has none. */
static inline double ds_sampler_look_up(const ds_sampler_piece *pieces, double u)
{
    const int low_bits = 52 - DS_SAMPLER_SPLIT_BITS;
    const uint64_t below = (uint64_t)(1022 - DS_SAMPLER_OCTAVES) << DS_SAMPLER_SPLIT_BITS;
    const uint64_t exponent_of_one = UINT64_C(1023) << 52;
    double v = 1.0 - u;
    double t = u < v ? u : v;
    uint64_t bits;
    memcpy(&bits, &t, sizeof bits);
    uint64_t index = (bits >> low_bits) - below;
    if (index >= DS_SAMPLER_SIDE)
        return NAN;
    const double *c = pieces[index + (u > v ? DS_SAMPLER_SIDE : 0)].c;
    bits = (bits & ((UINT64_C(1) << low_bits) - 1)) | exponent_of_one;
    double x;
    memcpy(&x, &bits, sizeof x);
    x -= 1.0 + 0.5 / (1 << DS_SAMPLER_SPLIT_BITS); /* from the middle of the piece */
    double x2 = x * x;
    double x4 = x2 * x2;
    return ((c[0] + c[1] * x) + (c[2] + c[3] * x) * x2) +
           ((c[4] + c[5] * x) + (c[6] + c[7] * x) * x2) * x4;
}

/* The value at u in (0, 1), in seconds. Non-decreasing in u but for rounding (1 in 1e15).
 */
static inline double ds_sampler_draw(const ds_sampler *sampler, double u)
{
    if (sampler->pieces) {
        double value = ds_sampler_look_up(sampler->pieces, u);
        if (value == value)
            return value;
    } else if (sampler->kind == DS_CONSTANT) {
        return sampler->mean;
    }
    return ds_distribution_quantile(&sampler->source, u);
}

static inline ds_ticks ds_sampler_draw_ticks(const ds_sampler *sampler, double u)
{
    return ds_ticks_from_seconds(ds_sampler_draw(sampler, u));
}

/* The quantile of the standard normal distribution at u in (0, 1), as accurate near 1 as
 * near 0: GSL's, which is Wichura's algorithm AS 241, Applied Statistics 37 (1988). */
double ds_normal_quantile(double u);

#endif
