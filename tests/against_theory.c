#include "against_theory.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

simulated simulated_ratio(const double *x, const double *n, int64_t count)
{
    double sum_x = 0;
    double sum_n = 0;
    double squares = 0;
    for (int64_t i = 0; i < count; i++) {
        sum_x += x[i];
        sum_n += n[i];
    }
    double ratio = sum_x / sum_n;
    for (int64_t i = 0; i < count; i++) {
        double deviation = x[i] - ratio * n[i];
        squares += deviation * deviation;
    }
    double replications = (double)count;
    double error = sqrt(squares * replications / (replications - 1)) / sum_n;
    return (simulated){.value = ratio, .error = error};
}

/* The two sums of each replication. */
typedef struct terms {
    double *x;
    double *n;
} terms;

static terms terms_new(int64_t count)
{
    terms made = {.x = calloc((size_t)count, sizeof(double)),
                  .n = calloc((size_t)count, sizeof(double))};
    assert_true(made.x && made.n);
    return made;
}

static simulated ratio_of(terms *made, int64_t count, double scale)
{
    simulated figure = simulated_ratio(made->x, made->n, count);
    free(made->x);
    free(made->n);
    return (simulated){.value = figure.value * scale, .error = figure.error * scale};
}

simulated simulated_slice(const ds_tally *tallies, int64_t count, ds_dimension dimension,
                          int32_t row, ds_ticket_sum x, ds_ticket_sum n, double scale)
{
    terms made = terms_new(count);
    for (int64_t i = 0; i < count; i++) {
        const ds_slice *slice = ds_tally_slice(&tallies[i], dimension, row);
        made.x[i] = slice->sum[x];
        made.n[i] = slice->sum[n];
    }
    return ratio_of(&made, count, scale);
}

simulated simulated_group(const ds_tally *tallies, int64_t count, int32_t group,
                          ds_group_sum x, ds_group_sum n, double scale)
{
    terms made = terms_new(count);
    for (int64_t i = 0; i < count; i++) {
        made.x[i] = tallies[i].groups[group].sum[x];
        made.n[i] = tallies[i].groups[group].sum[n];
    }
    return ratio_of(&made, count, scale);
}

double errors_off(simulated figure, double theory)
{
    return (figure.value - theory) / figure.error;
}

void assert_agrees(const char *what, simulated figure, double theory, double bite)
{
    double relative = figure.error / fabs(theory);
    print_message("    %-40s %12.6g  theory %12.6g  error %.2f %%  off %+.2f errors\n",
                  what, figure.value, theory, 100 * relative, errors_off(figure, theory));
    if (!(fabs(errors_off(figure, theory)) < THEORY_ERRORS))
        fail_msg("%s: %g is %.1f standard errors off %g", what, figure.value,
                 errors_off(figure, theory), theory);
    if (!(relative <= bite))
        fail_msg("%s: a standard error of %.2f %% does not bite", what, 100 * relative);
}

void assert_far_above(const char *what, simulated high, simulated low, double errors)
{
    double error = hypot(high.error, low.error);
    print_message("    %-40s %12.6g  above  %12.6g  by %.1f errors\n", what, high.value,
                  low.value, (high.value - low.value) / error);
    if (!(high.value - low.value > errors * error))
        fail_msg("%s: %g is not above %g by %g standard errors", what, high.value,
                 low.value, errors);
}
