#include "analysis/estimates/control.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A control this many standard errors from its mean is not what it is taken for. */
#define DOUBT 5.0
/* The regression has to be as unlikely as this without any connection. */
#define SIGNIFICANCE 0.01
/* What is left of a control's square is rounding. */
#define ROUNDING 1e-9

void ds_controls_free(ds_controls *controls)
{
    for (int32_t k = 0; k < DS_CONTROLS_MOST; k++)
        free(controls->centred[k]);
    *controls = (ds_controls){0};
}

static double dot(const double *a, const double *b, int32_t count)
{
    double sum = 0;
    for (int32_t i = 0; i < count; i++)
        sum += a[i] * b[i];
    return sum;
}

static double mean_of(const double *values, int32_t count)
{
    double mean = 0;
    for (int32_t i = 0; i < count; i++)
        mean += values[i] / count;
    return mean;
}

ds_control_verdict ds_controls_add(ds_controls *controls, const double *values,
                                   double known_mean)
{
    int32_t units = controls->units;
    double *own = malloc(((size_t)units + 1) * sizeof *own);
    if (!own)
        return DS_CONTROL_NO_MEMORY;
    double mean = mean_of(values, units);
    double luck = mean - known_mean;
    for (int32_t i = 0; i < units; i++)
        own[i] = values[i] - mean;
    double squares = dot(own, own, units);
    double error = sqrt(squares / (units - 1.0) / units);
    for (int32_t k = 0; k < controls->count; k++) {
        const double *other = controls->centred[k];
        double slope = dot(own, other, units) / controls->squares[k];
        for (int32_t i = 0; i < units; i++)
            own[i] -= slope * other[i];
        luck -= slope * controls->luck[k];
    }
    double left = dot(own, own, units);
    double spread = sqrt(squares / units);
    bool is_constant = !(left > ROUNDING * squares) || !(spread > ROUNDING * fabs(mean)) ||
                       controls->count == DS_CONTROLS_MOST;
    if (is_constant || !(fabs(mean - known_mean) < DOUBT * error)) {
        free(own);
        return is_constant ? DS_CONTROL_CONSTANT : DS_CONTROL_DOUBTED;
    }
    controls->centred[controls->count] = own;
    controls->squares[controls->count] = left;
    controls->luck[controls->count++] = luck;
    return DS_CONTROL_USED;
}

/* The deviation of unit i's pseudo-value from the mean of all: -(R - 1)(θ(i) - mean θ(i)),
 * with the sums of all given. */
typedef struct pseudo {
    double x;
    double n;
    double mean; /* of the θ(i) */
    int32_t units;
} pseudo;

static pseudo pseudo_of(const double *x, const double *n, int32_t units)
{
    pseudo all = {.units = units};
    for (int32_t i = 0; i < units; i++) {
        all.x += x[i];
        all.n += n[i];
    }
    for (int32_t i = 0; i < units; i++)
        all.mean += (all.x - x[i]) / (all.n - n[i]) / units;
    return all;
}

static double pseudo_deviation(const pseudo *all, double x, double n)
{
    return -(all->units - 1) * ((all->x - x) / (all->n - n) - all->mean);
}

typedef struct regression {
    double slope[DS_CONTROLS_MOST];
    double total;    /* Σ of the squares */
    double residual; /* what the controls leave of it */
    double cubes;    /* Σ of the residuals' cubes */
    double shift;    /* Σ slope · luck */
    double leverage; /* Σ luck² / squares */
} regression;

static void find_slopes(regression *fit, const ds_controls *controls, const pseudo *all,
                        const double *x, const double *n)
{
    for (int32_t i = 0; i < controls->units; i++) {
        double deviation = pseudo_deviation(all, x[i], n[i]);
        fit->total += deviation * deviation;
        for (int32_t k = 0; k < controls->count; k++)
            fit->slope[k] += deviation * controls->centred[k][i] / controls->squares[k];
    }
}

static regression regress(const ds_controls *controls, const double *x, const double *n)
{
    regression fit = {0};
    pseudo all = pseudo_of(x, n, controls->units);
    find_slopes(&fit, controls, &all, x, n);
    for (int32_t i = 0; i < controls->units; i++) {
        double residual = pseudo_deviation(&all, x[i], n[i]);
        for (int32_t k = 0; k < controls->count; k++)
            residual -= fit.slope[k] * controls->centred[k][i];
        fit.residual += residual * residual;
        fit.cubes += residual * residual * residual;
    }
    for (int32_t k = 0; k < controls->count; k++) {
        fit.shift += fit.slope[k] * controls->luck[k];
        fit.leverage += controls->luck[k] * controls->luck[k] / controls->squares[k];
    }
    return fit;
}

static bool is_significant(const regression *fit, int32_t controls, int32_t freedom)
{
    double explained = (fit->total - fit->residual) / controls;
    double f = explained / (fit->residual / freedom);
    return fit->total > 0 && gsl_cdf_fdist_Q(f, controls, freedom) < SIGNIFICANCE;
}

bool ds_estimate_control(ds_estimate *estimate, const ds_controls *controls,
                         const double *x, const double *n, double level)
{
    int32_t freedom = controls->units - controls->count - 1;
    bool is_jackknife =
        estimate->method == DS_METHOD_JACKKNIFE || estimate->method == DS_METHOD_SKEWED;
    if (!is_jackknife || controls->count == 0 || controls->units < DS_CONTROLS_FEWEST_UNITS)
        return false;
    regression fit = regress(controls, x, n);
    if (!is_significant(&fit, controls->count, freedom))
        return false;
    double variance = fit.residual / freedom * (1.0 / controls->units + fit.leverage);
    double skewness = ds_sample_skewness(fit.residual, fit.cubes, controls->units);
    double below;
    double above;
    (void)ds_interval_sides(sqrt(variance), skewness, freedom + 1, level, &below, &above);
    estimate->value = fmax(0, estimate->value - fit.shift);
    estimate->half_width = fmax(below, above);
    estimate->standard_error = sqrt(variance);
    estimate->skewness = skewness;
    estimate->lo = fmax(0, estimate->value - below);
    estimate->hi = estimate->value + above;
    estimate->method = DS_METHOD_CONTROLLED;
    return true;
}
