#include "sim/distribution.h"

#include <stdbool.h>
#include <stdlib.h>

#define NODES 8
#define SUB (1 << DS_SAMPLER_SPLIT_BITS)
/* Half a piece in the coordinate of ds_sampler_look_up. */
#define HALF (0.5 / SUB)
#define RELATIVE_ERROR 1e-9
/* For values near 0 beside the mean: a microsecond where the mean is 3 h. */
#define ABSOLUTE_ERROR_IN_MEANS 1e-10
/* Pieces begin this share of their largest value too high and end as much too low, which is
 * more than rounding can take: so none begins below the end of the one before. */
#define GAP 1e-13
#define SLOPE_CHECKS 32

/* Where a piece lies: t from left to left + width, t being u, or 1 - u in the upper half.
 */
typedef struct place {
    double left;
    double width;
    bool upper;
} place;

static place place_of(int index)
{
    int in_side = index % DS_SAMPLER_SIDE;
    double octave = ldexp(1.0, in_side / SUB - DS_SAMPLER_OCTAVES - 1);
    return (place){.left = octave * (1.0 + (double)(in_side % SUB) / SUB),
                   .width = octave / SUB,
                   .upper = index >= DS_SAMPLER_SIDE};
}

/* u and the piece's coordinate at a share of the way through it; both exact for each other.
 */
static double u_at(const place *at, double share, double *x_out)
{
    double t = at->left + share * at->width;
    double u = at->upper ? 1.0 - t : t;
    t = at->upper ? 1.0 - u : u;
    *x_out = ((t - at->left) / at->width * 2.0 - 1.0) * HALF;
    return u;
}

static double evaluate(const double c[NODES], double x)
{
    double sum = 0.0;
    for (int i = NODES - 1; i >= 0; i--)
        sum = sum * x + c[i];
    return sum;
}

/* The coefficients of the polynomial through (x[i], y[i]): Newton's divided differences,
 * multiplied out. */
static void interpolate(const double x[NODES], const double y[NODES], double c[NODES])
{
    double divided[NODES];
    memcpy(divided, y, sizeof divided);
    for (int order = 1; order < NODES; order++)
        for (int i = NODES - 1; i >= order; i--)
            divided[i] = (divided[i] - divided[i - 1]) / (x[i] - x[i - order]);
    memset(c, 0, NODES * sizeof *c);
    for (int i = NODES - 1; i >= 0; i--) { /* c = c (x - x[i]) + divided[i] */
        for (int j = NODES - 1; j > 0; j--)
            c[j] = c[j - 1] - x[i] * c[j];
        c[0] = divided[i] - x[i] * c[0];
    }
}

static bool rises(const double c[NODES], bool upper)
{
    double before = evaluate(c, -HALF);
    for (int i = 1; i <= SLOPE_CHECKS; i++) {
        double value = evaluate(c, HALF * (2.0 * i / SLOPE_CHECKS - 1.0));
        if (!(upper ? value <= before : value >= before))
            return false;
        before = value;
    }
    return true;
}

/* Whether a piece is as accurate as promised midway between its nodes, where it errs most.
 */
static bool is_accurate(const ds_distribution *source, const place *at, double allowed,
                        const double c[NODES])
{
    for (int i = 0; i + 1 < NODES; i++) {
        double x;
        double u = u_at(at, 0.5 - 0.5 * cos(M_PI * (i + 0.5) / (NODES - 1)), &x);
        double exact = ds_distribution_quantile(source, u);
        if (!(fabs(evaluate(c, x) - exact) <= RELATIVE_ERROR * exact + allowed))
            return false;
    }
    return true;
}

/* The quantiles at Chebyshev's points of a piece, its ends included. */
static void sample(const ds_distribution *source, const place *at, double x[NODES],
                   double y[NODES])
{
    double share[NODES];
    for (int i = 0; i < NODES; i++) {
        double along = 0.5 - 0.5 * cos(M_PI * i / (NODES - 1));
        share[i] = at->upper ? 1.0 - along : along;
        y[i] = ds_distribution_quantile(source, u_at(at, along, &x[i]));
    }
    double top = fmax(y[0], y[NODES - 1]);
    for (int i = 0; i < NODES; i++)
        y[i] += GAP * (top * (1.0 - share[i]) - y[i] * share[i]);
}

static void prepare_piece(const ds_distribution *source, int index, double allowed,
                          double c[NODES])
{
    place at = place_of(index);
    double x[NODES], y[NODES];
    sample(source, &at, x, y);
    interpolate(x, y, c);
    if (rises(c, at.upper) && is_accurate(source, &at, allowed, c))
        return;
    /* Next to 0 the best polynomial may wriggle where a straight line is good enough. */
    double line[NODES] = {0.5 * (y[0] + y[NODES - 1]),
                          (y[NODES - 1] - y[0]) / (2.0 * HALF)};
    if (!is_accurate(source, &at, allowed, line))
        line[0] = NAN;
    memcpy(c, line, sizeof line);
}

static bool wants_table(ds_distribution_kind kind)
{
    return kind == DS_EXPONENTIAL || kind == DS_LOGNORMAL || kind == DS_GAMMA ||
           kind == DS_WEIBULL || kind == DS_HYPEREXPONENTIAL;
}

static ds_status prepare_table(ds_sampler *sampler, ds_error *err)
{
    size_t count = (size_t)2 * DS_SAMPLER_SIDE;
    sampler->pieces =
        aligned_alloc(sizeof(ds_sampler_piece), count * sizeof(ds_sampler_piece));
    if (!sampler->pieces)
        return ds_error_no_memory(err);
    double allowed = ABSOLUTE_ERROR_IN_MEANS * sampler->mean;
    for (size_t i = 0; i < count; i++)
        prepare_piece(&sampler->source, (int)i, allowed, sampler->pieces[i].c);
    return DS_OK;
}

/* Multiplies what is in seconds. */
static void scale_by(ds_distribution *distribution, double factor)
{
    bool all = distribution->kind == DS_UNIFORM || distribution->kind == DS_TRIANGULAR;
    size_t in_seconds = all ? 3 : 1;
    for (size_t i = 0; i < in_seconds; i++)
        distribution->parameter[i] *= factor;
    for (size_t i = 0; i < distribution->value_count; i++)
        distribution->values[i] *= factor;
}

ds_status ds_sampler_init(ds_sampler *sampler, const ds_distribution *distribution,
                          double scale, ds_error *err)
{
    *sampler = (ds_sampler){.kind = distribution->kind};
    if (!(scale > 0.0) || !isfinite(scale))
        return ds_error_set(err, DS_BAD_INPUT, "the factor %g is not above 0", scale);
    ds_status status = ds_distribution_copy(distribution, &sampler->source, err);
    if (status != DS_OK)
        return status;
    scale_by(&sampler->source, scale);
    sampler->mean = ds_distribution_mean(&sampler->source);
    return wants_table(sampler->kind) ? prepare_table(sampler, err) : DS_OK;
}

ds_status ds_sampler_copy(ds_sampler *sampler, const ds_sampler *from, ds_error *err)
{
    size_t size = (size_t)2 * DS_SAMPLER_SIDE * sizeof(ds_sampler_piece);
    *sampler = *from;
    sampler->pieces = NULL;
    ds_status status = ds_distribution_copy(&from->source, &sampler->source, err);
    if (status != DS_OK || !from->pieces)
        return status;
    sampler->pieces = aligned_alloc(sizeof(ds_sampler_piece), size);
    if (!sampler->pieces) {
        ds_sampler_free(sampler);
        return ds_error_no_memory(err);
    }
    memcpy(sampler->pieces, from->pieces, size);
    return DS_OK;
}

void ds_sampler_free(ds_sampler *sampler)
{
    free(sampler->pieces);
    sampler->pieces = NULL;
    ds_distribution_free(&sampler->source);
}
