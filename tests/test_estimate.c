/* Estimators: ratios with the jackknife, rates, Wilson, bounds, percentiles. */
#include "analysis/estimates/estimate.h"
#include "analysis/estimates/percentile.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define EXPERIMENTS 400
#define REPLICATIONS 20

static void near(double actual, double expected, double tolerance)
{
    if (!(fabs(actual - expected) <= tolerance))
        fail_msg("%.12g is not within %g of %.12g", actual, tolerance, expected);
}

/* Ratios. */

static void test_a_ratio_agrees_with_the_sum_worked_by_hand(void **state)
{
    (void)state;
    /* 15/6 = 2.5; left out in turn: 13/5, 11/4, 6/3, mean 2.45, squares 0.315, variance
     * 2/3 · 0.315 = 0.21; t(2) = 4.302652729696. */
    const double x[] = {2, 4, 9};
    const double n[] = {1, 2, 3};
    ds_estimate estimate = ds_estimate_ratio(x, n, 3, 10, 0.95);
    near(estimate.value, 25, 1e-12);
    near(estimate.half_width, 10 * 4.302652729696 * sqrt(0.21), 1e-8);
    near(estimate.lo, 25 - estimate.half_width, 1e-12);
    near(estimate.hi, 25 + estimate.half_width, 1e-12);
    near(estimate.n, 6, 0);
    assert_int_equal(estimate.replications, 3);
    assert_int_equal(estimate.method, DS_METHOD_JACKKNIFE);
}

/* Tukey's pseudo-values, with every ratio summed anew. */
static double brute_force_error(const double *x, const double *n, int count)
{
    double pseudo[64];
    double all_x = 0;
    double all_n = 0;
    for (int i = 0; i < count; i++) {
        all_x += x[i];
        all_n += n[i];
    }
    for (int i = 0; i < count; i++) {
        double part_x = 0;
        double part_n = 0;
        for (int j = 0; j < count; j++) {
            part_x += j == i ? 0 : x[j];
            part_n += j == i ? 0 : n[j];
        }
        pseudo[i] = count * all_x / all_n - (count - 1) * part_x / part_n;
    }
    return sqrt(gsl_stats_variance(pseudo, 1, (size_t)count) / count);
}

static void test_the_jackknife_agrees_with_brute_force(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 11);
    for (int trial = 0; trial < 200; trial++) {
        double x[64];
        double n[64];
        int count = 2 + (int)gsl_rng_uniform_int(rng, 60);
        for (int i = 0; i < count; i++) {
            n[i] = gsl_ran_poisson(rng, 30) + 1;
            x[i] = gsl_ran_gamma(rng, n[i], 2.0);
        }
        double error = brute_force_error(x, n, count);
        ds_estimate estimate = ds_estimate_ratio(x, n, count, 1, 0.9);
        near(estimate.standard_error, error, 1e-9 * error);
        if (estimate.method == DS_METHOD_JACKKNIFE)
            near(estimate.half_width, gsl_cdf_tdist_Pinv(0.95, count - 1) * error,
                 1e-9 * error);
    }
    gsl_rng_free(rng);
}

static void test_a_count_has_the_classical_t_interval(void **state)
{
    (void)state;
    const double x[] = {12, 15, 11, 19, 14};
    const double one[] = {1, 1, 1, 1, 1};
    ds_estimate estimate = ds_estimate_ratio(x, one, 5, 1, 0.95);
    near(estimate.value, 14.2, 1e-12);
    near(estimate.half_width, 2.776445105198 * gsl_stats_sd(x, 1, 5) / sqrt(5), 1e-9);
}

static void test_replications_that_agree_have_no_spread(void **state)
{
    (void)state;
    const double x[] = {0.3, 0.6, 0.9};
    const double n[] = {1, 2, 3};
    ds_estimate estimate = ds_estimate_ratio(x, n, 3, 1, 0.95);
    near(estimate.half_width, 0, 0);
    near(estimate.lo, estimate.value, 0);
}

static void test_an_interval_does_not_go_below_zero(void **state)
{
    (void)state;
    const double x[] = {0, 0, 9};
    const double n[] = {1, 1, 1};
    ds_estimate estimate = ds_estimate_ratio(x, n, 3, 1, 0.95);
    near(estimate.lo, 0, 0);
    assert_true(estimate.half_width > estimate.value);
}

static void test_one_replication_has_a_value_and_no_interval(void **state)
{
    (void)state;
    const double x[] = {3};
    const double n[] = {4};
    ds_estimate ratio = ds_estimate_ratio(x, n, 1, 1, 0.95);
    ds_estimate rate = ds_estimate_rate(x, n, 1, 0.95, 0);
    near(ratio.value, 0.75, 0);
    near(rate.value, 0.75, 0);
    assert_true(isnan(ratio.lo) && isnan(ratio.hi) && isnan(ratio.half_width));
    assert_true(isnan(rate.lo) && isnan(rate.hi) && isnan(rate.half_width));
    assert_int_equal(ratio.method, DS_METHOD_POINT);
    assert_false(ds_estimate_has_interval(&rate));
}

static void test_tickets_in_one_replication_only_give_no_interval(void **state)
{
    (void)state;
    const double x[] = {0, 2, 0};
    const double n[] = {0, 4, 0};
    ds_estimate ratio = ds_estimate_ratio(x, n, 3, 1, 0.95);
    ds_estimate rate = ds_estimate_rate(x, n, 3, 0.95, 0);
    near(ratio.value, 0.5, 0);
    near(rate.value, 0.5, 0);
    assert_int_equal(ratio.method, DS_METHOD_POINT);
    assert_int_equal(rate.method, DS_METHOD_POINT);
}

static void test_nothing_counted_is_nothing_estimated(void **state)
{
    (void)state;
    const double zero[] = {0, 0};
    ds_estimate ratio = ds_estimate_ratio(zero, zero, 2, 1, 0.95);
    ds_estimate rate = ds_estimate_rate(zero, zero, 2, 0.95, 0);
    ds_estimate empty = ds_estimate_rate(zero, zero, 0, 0.95, 0);
    assert_true(isnan(ratio.value) && isnan(rate.value) && isnan(empty.value));
    near(ratio.n + rate.n, 0, 0);
    assert_int_equal(rate.method, DS_METHOD_NONE);
    assert_int_equal(rate.replications, 2);
}

/* Rates. */

static void test_wilson_agrees_with_the_published_intervals(void **state)
{
    (void)state;
    /* Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3; four decimals. */
    static const struct {
        double events, n, lo, hi;
    } published[] = {
        {81, 263, 0.2553, 0.3662},
        {15, 148, 0.0624, 0.1605},
        {0,  20,  0.0000, 0.1611},
        {1,  29,  0.0061, 0.1718},
    };
    for (size_t i = 0; i < sizeof published / sizeof published[0]; i++) {
        double lo;
        double hi;
        ds_wilson(published[i].events / published[i].n, published[i].n,
                  gsl_cdf_ugaussian_Pinv(0.975), &lo, &hi);
        near(lo, published[i].lo, 0.00005001);
        near(hi, published[i].hi, 0.00005001);
    }
}

/* Replications with 100 eligible each, the first `with` of them with `events` events. */
static ds_estimate rate_of(int count, int with, double events)
{
    double x[64];
    double n[64];
    for (int i = 0; i < count; i++) {
        x[i] = i < with ? events : 0;
        n[i] = 100;
    }
    return ds_estimate_rate(x, n, count, 0.95, 0);
}

static void test_events_in_few_replications_are_judged_by_wilson(void **state)
{
    (void)state;
    assert_int_equal(rate_of(20, 4, 1).method, DS_METHOD_WILSON);
    assert_int_equal(rate_of(20, 5, 1).method, DS_METHOD_SKEWED);
    assert_int_equal(rate_of(20, 16, 100).method, DS_METHOD_WILSON);
    assert_int_equal(rate_of(20, 15, 100).method, DS_METHOD_SKEWED);
    assert_int_equal(rate_of(20, 10, 1).method, DS_METHOD_JACKKNIFE);
    assert_int_equal(rate_of(4, 3, 10).method, DS_METHOD_WILSON);
}

static void test_scattered_rare_events_have_a_design_effect_of_one(void **state)
{
    (void)state;
    double lo;
    double hi;
    ds_estimate estimate = rate_of(20, 2, 1);
    ds_wilson(0.001, 2000, gsl_cdf_tdist_Pinv(0.975, 19), &lo, &hi);
    near(estimate.lo, lo, 1e-12);
    near(estimate.hi, hi, 1e-12);
    near(estimate.half_width, hi - 0.001, 1e-12);
}

static void test_clustered_rare_events_widen_the_interval(void **state)
{
    (void)state;
    /* 30 events in one of 20 replications of 100: p = 0.015; with equal sizes the jackknife
     * variance is s²/20 of the shares, s² = (0.3² - 20·0.015²)/19. */
    double lo;
    double hi;
    double variance = (0.09 - 20 * 0.015 * 0.015) / 19 / 20;
    double effect = variance / (0.015 * 0.985 / 2000);
    ds_estimate estimate = rate_of(20, 1, 30);
    ds_wilson(0.015, 2000 / effect, gsl_cdf_tdist_Pinv(0.975, 19), &lo, &hi);
    near(effect, 30.456852791878, 1e-9);
    near(estimate.lo, lo, 1e-12);
    near(estimate.hi, hi, 1e-12);
}

static void test_no_event_gives_a_bound_and_never_zero_plus_minus_zero(void **state)
{
    (void)state;
    ds_estimate none = rate_of(20, 0, 0);
    near(none.value, 0, 0);
    near(none.lo, 0, 0);
    /* 1 - 0.05^(1/2000): the rule of three, 3/2000, but for 0.2 %. */
    near(none.hi, 1 - pow(0.05, 1.0 / 2000), 1e-12);
    near(none.hi, 3.0 / 2000, 0.003 * 3.0 / 2000);
    near(none.half_width, none.hi, 0);
    assert_int_equal(none.method, DS_METHOD_BOUND_HIGH);
}

static void test_nothing_but_events_mirrors_no_event(void **state)
{
    (void)state;
    ds_estimate all = rate_of(20, 20, 100);
    near(all.value, 1, 0);
    near(all.hi, 1, 0);
    near(all.lo, pow(0.05, 1.0 / 2000), 1e-12);
    assert_int_equal(all.method, DS_METHOD_BOUND_LOW);
}

static void test_a_known_correlation_widens_the_bound(void **state)
{
    (void)state;
    double x[20] = {0};
    double n[20];
    for (int i = 0; i < 20; i++)
        n[i] = 100;
    /* Design effect 1 + 99 · 0.01 = 1.99. */
    ds_estimate estimate = ds_estimate_rate(x, n, 20, 0.95, 0.01);
    near(estimate.hi, 1 - pow(0.05, 1.99 / 2000), 1e-12);
}

static void test_the_correlation_of_shared_fate_is_one(void **state)
{
    (void)state;
    double x[20];
    double n[20];
    for (int i = 0; i < 20; i++) {
        n[i] = 50;
        x[i] = i % 2 ? 50 : 0;
    }
    /* Half of the replications all, half none: the shares vary by 1/4 · 20/19, and so the
     * design effect is 50 · 20/19, a little over full correlation. */
    near(ds_rate_correlation(x, n, 20), 1, 0);
    for (int i = 0; i < 20; i++)
        x[i] = 25;
    near(ds_rate_correlation(x, n, 20), 0, 0);
    assert_true(ds_rate_correlation(x, n, 1) == 0);
}

static void test_the_share_of_replications_is_bounded_too(void **state)
{
    (void)state;
    near(ds_bound_of_none(0.95, 20), 1 - pow(0.05, 0.05), 1e-12);
    near(ds_bound_of_none(0.95, 1), 0.95, 1e-12);
}

/* Coverage. Tolerance: 400 intervals at 95 % hit 380 times, give or take 4.4 (one standard
 * deviation); [0.92, 0.98] is 2.75 of them to either side. */

static gsl_rng *rng_of(unsigned long seed)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, seed);
    return rng;
}

static double hit(const ds_estimate *estimate, double truth)
{
    return estimate->lo <= truth && truth <= estimate->hi;
}

/* Busy replications have more tickets and longer times: E[x]/E[n] is not the mean ratio. */
static void draw_busy(gsl_rng *rng, double *x, double *n)
{
    for (int i = 0; i < REPLICATIONS; i++) {
        double load = gsl_ran_gamma(rng, 20, 1.0 / 20);
        n[i] = gsl_ran_poisson(rng, 200 * load) + 1;
        x[i] = gsl_ran_gamma(rng, 2 * n[i], 1.0 + load);
    }
}

static void test_intervals_of_ratios_cover_the_truth(void **state)
{
    (void)state;
    gsl_rng *rng = rng_of(2);
    double x[REPLICATIONS];
    double n[REPLICATIONS];
    double covered = 0;
    /* E[n] = 201; E[x] = E[2 (200 L + 1)(1 + L)] with E[L] = 1, E[L²] = 1.05. */
    double truth = 2 * (200 * (1 + 1.05) + 2) / 201;
    for (int k = 0; k < EXPERIMENTS; k++) {
        draw_busy(rng, x, n);
        ds_estimate estimate = ds_estimate_ratio(x, n, REPLICATIONS, 1, 0.95);
        covered += hit(&estimate, truth) / EXPERIMENTS;
    }
    gsl_rng_free(rng);
    near(covered, 0.95, 0.03);
}

/* Events with probability p, clustered: each replication has its own, beta around p. */
static double coverage_of_rate(unsigned long seed, double p, double strength,
                               unsigned tickets)
{
    gsl_rng *rng = rng_of(seed);
    double x[REPLICATIONS];
    double n[REPLICATIONS];
    double covered = 0;
    for (int k = 0; k < EXPERIMENTS; k++) {
        for (int i = 0; i < REPLICATIONS; i++) {
            double own = gsl_ran_beta(rng, p * strength, (1 - p) * strength);
            n[i] = tickets;
            x[i] = gsl_ran_binomial(rng, own, tickets);
        }
        ds_estimate estimate = ds_estimate_rate(x, n, REPLICATIONS, 0.95, 0);
        covered += hit(&estimate, p) / EXPERIMENTS;
    }
    gsl_rng_free(rng);
    return covered;
}

static void test_intervals_of_rates_cover_the_truth(void **state)
{
    (void)state;
    near(coverage_of_rate(3, 0.1, 50, 300), 0.95, 0.03);
}

static void test_intervals_of_rare_rates_cover_at_least_as_often(void **state)
{
    (void)state;
    /* About two events in all 20 replications; discreteness makes it more than 95 %. */
    assert_true(coverage_of_rate(4, 0.001, 1000, 100) >= 0.92);
}

/* Percentiles. */

typedef struct sample {
    uint32_t *buckets; /* [replication * DS_HISTOGRAM_BUCKETS + bucket] */
    ds_counts counts[REPLICATIONS];
    ds_observed observed[REPLICATIONS];
} sample;

static void sample_init(sample *of)
{
    of->buckets = calloc((size_t)REPLICATIONS * DS_HISTOGRAM_BUCKETS, sizeof *of->buckets);
    assert_non_null(of->buckets);
}

static void sample_clear(sample *of)
{
    memset(of->buckets, 0,
           (size_t)REPLICATIONS * DS_HISTOGRAM_BUCKETS * sizeof *of->buckets);
    for (int i = 0; i < REPLICATIONS; i++) {
        of->counts[i] =
            (ds_counts){.first = 0,
                        .last = DS_HISTOGRAM_BUCKETS,
                        .count = &of->buckets[(size_t)i * DS_HISTOGRAM_BUCKETS]};
        of->observed[i] = (ds_observed){.counts = &of->counts[i]};
    }
}

static void sample_add(sample *of, int replication, double hours)
{
    ds_ticks ticks = (ds_ticks)(hours * (double)DS_HOUR);
    of->counts[replication].count[ds_histogram_bucket(ticks)]++;
    of->observed[replication].total++;
}

static ds_estimate percentile_of(const sample *of, int count, double p)
{
    ds_merged merged;
    double room[2 * REPLICATIONS];
    assert_int_equal(ds_merged_init(&merged, of->observed, count, NULL), DS_OK);
    ds_estimate estimate =
        ds_estimate_percentile(&merged, of->observed, count, 1, p, 0.95, room);
    ds_merged_free(&merged);
    return estimate;
}

static void test_a_percentile_is_within_a_hundredth_of_the_exact_one(void **state)
{
    (void)state;
    sample of;
    sample_init(&of);
    sample_clear(&of);
    /* 1, 2, …, 2000 hours over the replications in turn: the 90 % smallest is 1800. */
    for (int i = 1; i <= 2000; i++)
        sample_add(&of, i % REPLICATIONS, i);
    ds_estimate estimate = percentile_of(&of, REPLICATIONS, 0.9);
    near(estimate.value, 1800, 18);
    near(estimate.n, 2000, 0);
    assert_int_equal(estimate.method, DS_METHOD_JACKKNIFE);
    /* Each replication has the same spread of values: their agreement shows. */
    assert_true(estimate.half_width < 18);
    free(of.buckets);
}

static void test_a_percentile_needs_enough_beyond_it(void **state)
{
    (void)state;
    sample of;
    sample_init(&of);
    sample_clear(&of);
    for (int i = 1; i < 400; i++)
        sample_add(&of, i % REPLICATIONS, i);
    assert_true(isnan(percentile_of(&of, REPLICATIONS, 0.95).value));
    sample_add(&of, 0, 400);
    near(percentile_of(&of, REPLICATIONS, 0.95).value, 380, 3.8);
    near(percentile_of(&of, REPLICATIONS, 0.90).value, 360, 3.6);
    free(of.buckets);
}

static void test_a_percentile_among_the_unresolved_does_not_exist(void **state)
{
    (void)state;
    sample of;
    sample_init(&of);
    sample_clear(&of);
    for (int i = 1; i <= 940; i++)
        sample_add(&of, i % REPLICATIONS, i);
    for (int i = 0; i < REPLICATIONS; i++)
        of.observed[i].total += 3; /* 1000 in all, 60 of them unresolved */
    assert_true(isnan(percentile_of(&of, REPLICATIONS, 0.95).value));
    near(percentile_of(&of, REPLICATIONS, 0.9).value, 900, 9);
    free(of.buckets);
}

static void test_zeros_stand_below_all_other_values(void **state)
{
    (void)state;
    sample of;
    sample_init(&of);
    sample_clear(&of);
    for (int i = 0; i < 200; i++)
        sample_add(&of, i % REPLICATIONS, 5);
    for (int i = 0; i < REPLICATIONS; i++) {
        of.observed[i].zeros = 90;
        of.observed[i].total += 90;
    }
    near(percentile_of(&of, REPLICATIONS, 0.90).value, 0, 0);
    near(percentile_of(&of, REPLICATIONS, 0.91).value, 5, 0.05);
    free(of.buckets);
}

static void test_a_percentile_of_one_replication_has_no_interval(void **state)
{
    (void)state;
    sample of;
    sample_init(&of);
    sample_clear(&of);
    for (int i = 1; i <= 400; i++)
        sample_add(&of, 0, i);
    ds_estimate estimate = percentile_of(&of, 1, 0.5);
    near(estimate.value, 200, 2);
    assert_false(ds_estimate_has_interval(&estimate));
    free(of.buckets);
}

/* The ceil(p · count)-th smallest of the values. */
static double exact_quantile(const double *sorted, size_t count, double p)
{
    double rank = ceil(p * (double)count - 1e-9);
    return rank < 1 ? 0 : sorted[(size_t)rank - 1];
}

static void test_the_interval_of_a_percentile_is_read_off_the_sorted_values(void **state)
{
    (void)state;
    enum { COUNT = 200 };
    static double values[REPLICATIONS][COUNT];
    static double sorted[REPLICATIONS * COUNT];
    double below[REPLICATIONS] = {0};
    double total[REPLICATIONS];
    gsl_rng *rng = rng_of(8);
    sample of;
    sample_init(&of);
    sample_clear(&of);
    for (int i = 0; i < REPLICATIONS; i++) {
        double zeros = (double)gsl_rng_uniform_int(rng, 150);
        for (int j = 0; j < COUNT; j++) {
            values[i][j] = j < zeros ? 0 : gsl_ran_exponential(rng, 5 + 0.2 * i);
            sorted[i * COUNT + j] = values[i][j];
            if (j >= zeros)
                sample_add(&of, i, values[i][j]);
        }
        of.observed[i].zeros = zeros;
        of.observed[i].total += zeros;
        total[i] = COUNT;
    }
    gsl_sort(sorted, 1, (size_t)REPLICATIONS * COUNT);
    double middle = exact_quantile(sorted, (size_t)REPLICATIONS * COUNT, 0.8);
    for (int i = 0; i < REPLICATIONS; i++)
        for (int j = 0; j < COUNT; j++)
            below[i] += values[i][j] <= middle;
    double half = ds_estimate_ratio(below, total, REPLICATIONS, 1, 0.95).half_width;
    double lo = exact_quantile(sorted, (size_t)REPLICATIONS * COUNT, 0.8 - half);
    double hi = exact_quantile(sorted, (size_t)REPLICATIONS * COUNT, 0.8 + half);
    ds_estimate estimate = percentile_of(&of, REPLICATIONS, 0.8);
    /* A bucket is up to 1.6 % wide. */
    near(estimate.value, middle, 0.01 * middle);
    near(estimate.lo, lo, 0.016 * lo);
    near(estimate.hi, hi, 0.016 * hi);
    assert_true(hi > 1.1 * middle && lo < 0.9 * middle);
    gsl_rng_free(rng);
    free(of.buckets);
}

static double coverage_of_percentile(unsigned long seed, double p, int tickets)
{
    sample of;
    gsl_rng *rng = rng_of(seed);
    double covered = 0;
    /* Lognormal times whose level differs by replication: both normal, so the mixture is
     * lognormal with variance 1 + 0.04. */
    double truth = exp(sqrt(1.04) * gsl_cdf_ugaussian_Pinv(p));
    sample_init(&of);
    for (int k = 0; k < EXPERIMENTS; k++) {
        sample_clear(&of);
        for (int i = 0; i < REPLICATIONS; i++) {
            double level = gsl_ran_gaussian_ziggurat(rng, 0.2);
            for (int j = 0; j < tickets; j++)
                sample_add(&of, i, exp(level + gsl_ran_gaussian_ziggurat(rng, 1)));
        }
        ds_estimate estimate = percentile_of(&of, REPLICATIONS, p);
        covered += hit(&estimate, truth) / EXPERIMENTS;
    }
    gsl_rng_free(rng);
    free(of.buckets);
    return covered;
}

static void test_intervals_of_percentiles_cover_the_truth(void **state)
{
    (void)state;
    near(coverage_of_percentile(5, 0.5, 100), 0.95, 0.03);
    near(coverage_of_percentile(6, 0.9, 200), 0.95, 0.03);
    near(coverage_of_percentile(7, 0.95, 25), 0.95, 0.03);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_ratio_agrees_with_the_sum_worked_by_hand),
        cmocka_unit_test(test_the_jackknife_agrees_with_brute_force),
        cmocka_unit_test(test_a_count_has_the_classical_t_interval),
        cmocka_unit_test(test_replications_that_agree_have_no_spread),
        cmocka_unit_test(test_an_interval_does_not_go_below_zero),
        cmocka_unit_test(test_one_replication_has_a_value_and_no_interval),
        cmocka_unit_test(test_tickets_in_one_replication_only_give_no_interval),
        cmocka_unit_test(test_nothing_counted_is_nothing_estimated),
        cmocka_unit_test(test_wilson_agrees_with_the_published_intervals),
        cmocka_unit_test(test_events_in_few_replications_are_judged_by_wilson),
        cmocka_unit_test(test_scattered_rare_events_have_a_design_effect_of_one),
        cmocka_unit_test(test_clustered_rare_events_widen_the_interval),
        cmocka_unit_test(test_no_event_gives_a_bound_and_never_zero_plus_minus_zero),
        cmocka_unit_test(test_nothing_but_events_mirrors_no_event),
        cmocka_unit_test(test_a_known_correlation_widens_the_bound),
        cmocka_unit_test(test_the_correlation_of_shared_fate_is_one),
        cmocka_unit_test(test_the_share_of_replications_is_bounded_too),
        cmocka_unit_test(test_intervals_of_ratios_cover_the_truth),
        cmocka_unit_test(test_intervals_of_rates_cover_the_truth),
        cmocka_unit_test(test_intervals_of_rare_rates_cover_at_least_as_often),
        cmocka_unit_test(test_a_percentile_is_within_a_hundredth_of_the_exact_one),
        cmocka_unit_test(test_a_percentile_needs_enough_beyond_it),
        cmocka_unit_test(test_a_percentile_among_the_unresolved_does_not_exist),
        cmocka_unit_test(test_zeros_stand_below_all_other_values),
        cmocka_unit_test(test_a_percentile_of_one_replication_has_no_interval),
        cmocka_unit_test(test_the_interval_of_a_percentile_is_read_off_the_sorted_values),
        cmocka_unit_test(test_intervals_of_percentiles_cover_the_truth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
