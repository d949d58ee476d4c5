/* What calibration and backtests are made of: distributions chosen, distances, shares. */
#include "analysis/backtest/backtest_measures.h"
#include "analysis/calibration/calibration.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SAMPLE = 2000 };

/* A sample without luck: the quantiles at (i + 1/2)/n. */
static double *sample_of(const char *text)
{
    ds_distribution from;
    ds_error err = {0};
    double *seconds = malloc(SAMPLE * sizeof *seconds);
    assert_non_null(seconds);
    assert_int_equal(ds_distribution_parse(text, NULL, &from, &err), DS_OK);
    for (int i = 0; i < SAMPLE; i++)
        seconds[i] = ds_distribution_quantile(&from, (i + 0.5) / SAMPLE);
    ds_distribution_free(&from);
    return seconds;
}

/* The family is found again, and the mean within 2 % (the cut tails' share of it). */
static void expect_family(const char *text, ds_distribution_kind kind, double mean)
{
    ds_chosen_fit fit;
    ds_error err = {0};
    double *seconds = sample_of(text);
    assert_int_equal(ds_fit_durations(seconds, SAMPLE, &fit, &err), DS_OK);
    assert_int_equal(fit.best.kind, kind);
    assert_true(fabs(ds_distribution_mean(&fit.best) / mean - 1) < 0.02);
    assert_true(fit.ks < 0.02);
    assert_true(fit.mean_lo < mean && mean < fit.mean_hi);
    free(seconds);
}

static void test_each_family_is_told_from_the_others(void **state)
{
    (void)state;
    expect_family("exponential(mean 10m)", DS_EXPONENTIAL, 600);
    expect_family("lognormal(mean 10m cv 0.8)", DS_LOGNORMAL, 600);
    expect_family("gamma(mean 10m cv 0.5)", DS_GAMMA, 600);
    expect_family("weibull(mean 10m shape 0.6)", DS_WEIBULL, 600);
    expect_family("hyperexponential(mean 10m cv 2)", DS_HYPEREXPONENTIAL, 600);
}

static void test_alike_or_few_durations_are_fitted_simply(void **state)
{
    (void)state;
    ds_chosen_fit fit;
    double alike[] = {60, 60, 60};
    double few[] = {10, 20, 60};
    assert_int_equal(ds_fit_durations(alike, 3, &fit, NULL), DS_OK);
    assert_int_equal(fit.best.kind, DS_CONSTANT);
    assert_int_equal(ds_fit_durations(few, 3, &fit, NULL), DS_OK);
    assert_int_equal(fit.best.kind, DS_EXPONENTIAL);
    assert_true(fabs(fit.best.parameter[0] - 30) < 1e-9);
    assert_int_equal(ds_fit_durations(NULL, 0, &fit, NULL), DS_OK);
    assert_int_equal(fit.count, 0);
}

static void test_distances_of_samples_are_those_worked_out_by_hand(void **state)
{
    (void)state;
    const double a[] = {1, 2, 3, 4};
    const double shifted[] = {3, 4, 5, 6};
    const double one[] = {10};
    assert_true(fabs(ds_sample_ks(a, 4, a, 4)) < 1e-12);
    assert_true(fabs(ds_sample_wasserstein(a, 4, a, 4)) < 1e-12);
    assert_true(fabs(ds_sample_ks(a, 4, shifted, 4) - 0.5) < 1e-12);
    assert_true(fabs(ds_sample_wasserstein(a, 4, shifted, 4) - 2) < 1e-12);
    assert_true(fabs(ds_sample_ks(a, 4, one, 1) - 1) < 1e-12);
    assert_true(fabs(ds_sample_wasserstein(a, 4, one, 1) - 7.5) < 1e-12);
    assert_true(isnan(ds_sample_ks(a, 4, one, 0)));
}

static void test_a_share_has_wilsons_interval(void **state)
{
    (void)state;
    ds_fit_value share = ds_fit_share(10, 100); /* 0.0552 to 0.1744: Wilson, z = 1.96 */
    assert_true(fabs(share.value - 0.1) < 1e-12);
    assert_true(fabs(share.lo - 0.0552) < 5e-4);
    assert_true(fabs(share.hi - 0.1744) < 5e-4);
}

static void test_the_backlog_counts_what_is_open_at_an_instant(void **state)
{
    (void)state;
    ds_ticket_result list[] = {
        {.opened_h = 0, .ended_h = 5       },
        {.opened_h = 1, .ended_h = INFINITY},
        {.opened_h = 6, .ended_h = 7       },
    };
    const ds_ticket_results results = {.list = list, .count = 3};
    assert_true(fabs(ds_window_backlog(&results, 3) - 2) < 1e-12);
    assert_true(fabs(ds_window_backlog(&results, 5.5) - 1) < 1e-12);
    assert_true(fabs(ds_window_backlog(&results, 6.5) - 2) < 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_family_is_told_from_the_others),
        cmocka_unit_test(test_alike_or_few_durations_are_fitted_simply),
        cmocka_unit_test(test_distances_of_samples_are_those_worked_out_by_hand),
        cmocka_unit_test(test_a_share_has_wilsons_interval),
        cmocka_unit_test(test_the_backlog_counts_what_is_open_at_an_instant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
