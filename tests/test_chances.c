/* The chance of a bad week, against closed forms. */
#include "desk_from_text.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define REPLICATIONS 400

/* Nobody waits, so a ticket breaks its target where its own work is longer: a share of
 * exp(-4 h / 1 h) of a Poisson stream, which is a Poisson stream again. 12 whole weeks. */
static const char thinning[] =
    "name: no queue\n"
    "start: 2026-01-05\n"
    "horizon: 14w\n"
    "warm_up: 2w\n"
    "drain: 4w\n"
    "slas:\n"
    "  all: {resolution: {P1: 4h, P2: 4h}, response: {P1: 1h}}\n"
    "groups:\n"
    "  desk: {tier: 1, agents: unlimited, hours: always}\n"
    "arrivals:\n"
    "  all: {type: incident, rate: 100/week, profile: flat}\n"
    "categories:\n"
    "  any:\n"
    "    share: 100%\n"
    "    priority: {P1: 50%, P2: 50%}\n"
    "    work: {desk: exponential(mean 1h)}\n"
    "chance:\n"
    "  - {priority: P1, per: week, more_than: 2}\n"
    "  - {measure: resolution_breaches, per: month, more_than: 9, name: bad month}\n"
    "  - {measure: arrivals, priority: P2, per: day, more_than: 12}\n"
    "  - {measure: response_breaches, per: week, more_than: 0}\n"
    "  - {per: window, more_than: 30}\n";

static const ds_estimate *find(const ds_results *results, const char *slice,
                               const char *measure)
{
    const ds_estimate *estimate = ds_results_find(results, "by_chance", slice, measure);
    assert_non_null(estimate);
    return estimate;
}

/* P(N > limit) of a Poisson number. */
static double more_than(unsigned limit, double mean)
{
    return gsl_cdf_poisson_Q(limit, mean);
}

/* The truth within four standard errors of so many independent trials. */
static void expect_chance(const ds_estimate *estimate, double truth, double trials)
{
    double error = sqrt(truth * (1 - truth) / trials);
    if (fabs(estimate->value - truth) > 4 * error)
        fail_msg("%g is not within 4 standard errors (%g) of %g", estimate->value, error,
                 truth);
    assert_true(estimate->lo <= estimate->value && estimate->value <= estimate->hi);
}

static void test_chances_are_those_of_a_thinned_poisson_stream(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(thinning);
    ds_results results = desk_results(&desk, 7, REPLICATIONS);
    double a_week = 100 * exp(-4);
    const char *week = "more than 2 P1 resolution breaches in a week";
    double bad_week = more_than(2, a_week / 2);
    expect_chance(find(&results, week, "chance"), bad_week, 12.0 * REPLICATIONS);
    expect_chance(find(&results, week, "chance_in_window"), 1 - pow(1 - bad_week, 12),
                  REPLICATIONS);
    const ds_estimate *number = find(&results, week, "number_per_period");
    assert_true(fabs(number->value - a_week / 2) <
                4 * sqrt(a_week / 2 / 12 / REPLICATIONS));
    /* February and March 2026 lie wholly in 19 January to 12 April. */
    double bad_month =
        0.5 * (more_than(9, a_week * 28 / 7) + more_than(9, a_week * 31 / 7));
    expect_chance(find(&results, "bad month", "chance"), bad_month, 2.0 * REPLICATIONS);
    expect_chance(find(&results, "more than 12 P2 arrivals in a day", "chance"),
                  more_than(12, 50.0 / 7), 84.0 * REPLICATIONS);
    expect_chance(
        find(&results, "more than 30 resolution breaches in the window", "chance"),
        more_than(30, 12 * a_week), REPLICATIONS);
    ds_results_free(&results);
    ds_desk_free(&desk);
}

static void test_what_never_happened_has_a_bound_and_not_zero(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(thinning);
    ds_results results = desk_results(&desk, 7, 50);
    const char *never = "more than 0 response breaches in a week";
    const ds_estimate *week = find(&results, never, "chance");
    const ds_estimate *window = find(&results, never, "chance_in_window");
    assert_true(week->value == 0 && window->value == 0);
    /* 1 - 0.05^(1/50). Nothing was counted that tells how alike the weeks of a replication
     * are: at worst they are all one, and the bound of the windows is theirs. */
    assert_true(fabs(window->hi - 0.058155) < 1e-6);
    assert_true(fabs(week->hi - window->hi) < 1e-9);
    ds_results_free(&results);
    ds_desk_free(&desk);
}

/* Breaches happen every week, but never more than 99: the weekly numbers tell that the
 * weeks are independent, so the bound is near that of 12 weeks a replication. */
static void test_weekly_numbers_tell_how_many_weeks_a_bound_rests_on(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(thinning);
    desk.chances[0].more_than = 99;
    ds_results results = desk_results(&desk, 7, 50);
    const ds_estimate *week =
        find(&results, "more than 2 P1 resolution breaches in a week", "chance");
    double independent = 1 - pow(0.05, 1.0 / (50 * 12));
    assert_true(week->value == 0);
    assert_true(week->hi >= independent - 1e-12 && week->hi < 2 * independent);
    ds_results_free(&results);
    ds_desk_free(&desk);
}

static void test_only_whole_weeks_count_where_there_are_any(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(thinning);
    ds_tally *tallies = desk_run(&desk, 1, 1);
    assert_true(tallies[0].chances[0].periods == 12);
    desk_tallies_free(tallies, 1);
    /* From a Thursday to a Wednesday: 11 whole weeks from Monday in between. */
    desk.warm_up += 3 * DS_DAY;
    desk.horizon += 3 * DS_DAY - DS_DAY;
    tallies = desk_run(&desk, 1, 1);
    assert_true(tallies[0].chances[0].periods == 11);
    assert_true(tallies[0].chances[4].periods == 1);
    desk_tallies_free(tallies, 1);
    /* Thursday to Monday, no whole week: what there is counts. */
    desk.horizon = desk.warm_up + 5 * DS_DAY;
    tallies = desk_run(&desk, 1, 1);
    assert_true(tallies[0].chances[0].periods == 2);
    desk_tallies_free(tallies, 1);
    ds_desk_free(&desk);
}

static void test_the_sum_of_all_weeks_is_what_the_rates_count(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(thinning);
    ds_tally *tallies = desk_run(&desk, 3, 5);
    for (int i = 0; i < 5; i++) {
        const ds_slice *p1 = ds_tally_slice(&tallies[i], DS_BY_PRIORITY, 0);
        const ds_slice *all = ds_tally_slice(&tallies[i], DS_BY_OVERALL, 0);
        assert_true(tallies[i].chances[0].number == p1->sum[DS_SUM_RESOLUTION_BREACHED]);
        assert_true(tallies[i].chances[4].number == all->sum[DS_SUM_RESOLUTION_BREACHED]);
        assert_true(tallies[i].chances[0].squares >= tallies[i].chances[0].number);
    }
    desk_tallies_free(tallies, 5);
    ds_desk_free(&desk);
}

static void test_exact_intervals_agree_with_published_ones(void **state)
{
    (void)state;
    /* Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 5 (Clopper-Pearson).
     */
    static const struct {
        double events, n, lo, hi;
    } published[] = {
        {81, 263, 0.2527, 0.3676},
        {15, 148, 0.0578, 0.1617},
        {1,  29,  0.0009, 0.1776},
    };
    for (size_t i = 0; i < sizeof published / sizeof published[0]; i++) {
        ds_estimate estimate =
            ds_estimate_binomial(published[i].events, published[i].n, 10, 0.95);
        assert_true(fabs(estimate.lo - published[i].lo) < 0.00005001);
        assert_true(fabs(estimate.hi - published[i].hi) < 0.00005001);
        assert_int_equal(estimate.method, DS_METHOD_EXACT);
    }
    assert_true(isnan(ds_estimate_binomial(1, 1, 1, 0.95).lo));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_chances_are_those_of_a_thinned_poisson_stream),
        cmocka_unit_test(test_what_never_happened_has_a_bound_and_not_zero),
        cmocka_unit_test(test_weekly_numbers_tell_how_many_weeks_a_bound_rests_on),
        cmocka_unit_test(test_only_whole_weeks_count_where_there_are_any),
        cmocka_unit_test(test_the_sum_of_all_weeks_is_what_the_rates_count),
        cmocka_unit_test(test_exact_intervals_agree_with_published_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
