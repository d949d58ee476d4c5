/* Paired differences of percentiles: against sorted values, and how often the interval
 * holds the truth. */
#include "analysis/estimates/percentile_difference.h"
#include "analysis/studies/observations.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { REPLICATIONS = 20, TICKETS = 200 };
#define P 0.9

/* Hours of each ticket of each replication, with both desks. */
typedef struct pairs {
    double base[REPLICATIONS * TICKETS];
    double other[REPLICATIONS * TICKETS];
} pairs;

/* Lognormal, with a share of the spread that a whole replication has in common. The other
 * desk is a tenth quicker, and each ticket has some luck of its own there. */
#define COMMON 0.3
#define TICKET 1.0
#define OWN 0.2
#define QUICKER 0.9

static void draw(gsl_rng *rng, pairs *out)
{
    for (int r = 0; r < REPLICATIONS; r++) {
        double common = gsl_ran_gaussian(rng, COMMON);
        for (int i = r * TICKETS; i < (r + 1) * TICKETS; i++) {
            double both = common + gsl_ran_gaussian(rng, TICKET);
            out->base[i] = exp(both);
            out->other[i] = QUICKER * exp(both + gsl_ran_gaussian(rng, OWN));
        }
    }
}

static double true_difference(void)
{
    double z = gsl_cdf_ugaussian_Pinv(P);
    double of_base = COMMON * COMMON + TICKET * TICKET;
    return QUICKER * exp(z * sqrt(of_base + OWN * OWN)) - exp(z * sqrt(of_base));
}

/* What `count` replications of some tickets each observed. */
static ds_observations observe(const double *hours, int count, int tickets, int64_t unit)
{
    ds_error err = {0};
    ds_observations out = {.unit = unit};
    uint32_t *buckets = calloc(DS_HISTOGRAM_BUCKETS, sizeof *buckets);
    assert_non_null(buckets);
    for (int r = 0; r < count; r++) {
        ds_counts counts = {.count = buckets};
        memset(buckets, 0, DS_HISTOGRAM_BUCKETS * sizeof *buckets);
        for (int i = r * tickets; i < (r + 1) * tickets; i++)
            buckets[ds_histogram_bucket((ds_ticks)(hours[i] * (double)DS_HOUR))]++;
        ds_histogram_range(buckets, &counts.first, &counts.last);
        counts.count = buckets + counts.first;
        ds_observed one = {.counts = &counts, .total = tickets};
        assert_int_equal(ds_observations_add(&out, &one, &err), DS_OK);
    }
    free(buckets);
    return out;
}

static ds_difference difference_of(const ds_observations *a, const ds_observations *b,
                                   int32_t units)
{
    ds_merged in_a;
    ds_merged in_b;
    double room[4 * REPLICATIONS];
    assert_int_equal(ds_merged_init(&in_a, a->of, units, NULL), DS_OK);
    assert_int_equal(ds_merged_init(&in_b, b->of, units, NULL), DS_OK);
    ds_difference out =
        ds_paired_percentile_difference(&in_a, a->of, &in_b, b->of, units, P, 0.95, room);
    ds_merged_free(&in_a);
    ds_merged_free(&in_b);
    return out;
}

static ds_difference compare(const pairs *of)
{
    ds_observations a = observe(of->base, REPLICATIONS, TICKETS, 1);
    ds_observations b = observe(of->other, REPLICATIONS, TICKETS, 1);
    ds_difference out = difference_of(&a, &b, REPLICATIONS);
    ds_observations_free(&a);
    ds_observations_free(&b);
    return out;
}

/* The percentile of single values, without histograms. */
static double exact_percentile(const double *hours)
{
    static double sorted[REPLICATIONS * TICKETS];
    memcpy(sorted, hours, sizeof sorted);
    gsl_sort(sorted, 1, REPLICATIONS * TICKETS);
    return sorted[(size_t)(P * REPLICATIONS * TICKETS)];
}

/* 1,000 experiments. The interval holds the truth in 0.95 ± 3 standard errors of 0.0069;
 * the mean of the variances is the variance of the differences, which is known to a
 * standard error of 4.5 %, to within three of them. */
static void test_the_interval_covers_the_truth(void **state)
{
    (void)state;
    enum { EXPERIMENTS = 1000 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 2);
    pairs *of = malloc(sizeof *of);
    static double values[EXPERIMENTS];
    assert_non_null(of);
    double truth = true_difference();
    double covered = 0;
    double gain = 0;
    double variance = 0;
    for (int e = 0; e < EXPERIMENTS; e++) {
        draw(rng, of);
        ds_difference it = compare(of);
        covered += (it.lo <= truth && truth <= it.hi) / (double)EXPERIMENTS;
        gain += it.independent_variance / it.variance / EXPERIMENTS;
        variance += it.variance / EXPERIMENTS;
        values[e] = it.value;
    }
    double seen = gsl_stats_variance(values, 1, EXPERIMENTS);
    print_message("    covers %.3f; variance %.5f, seen %.5f; %.0f times less for the "
                  "common luck\n",
                  covered, variance, seen, gain);
    assert_true(covered > 0.929 && covered < 0.971);
    assert_true(fabs(variance / seen - 1) < 0.135);
    assert_true(gain > 5);
    free(of);
    gsl_rng_free(rng);
}

/* Histograms are exact to 1 %. */
static void test_the_value_is_that_of_the_sorted_times(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    pairs *of = malloc(sizeof *of);
    assert_non_null(of);
    draw(rng, of);
    ds_difference it = compare(of);
    double of_base = exact_percentile(of->base);
    assert_true(fabs(it.value - (exact_percentile(of->other) - of_base)) < 0.02 * of_base);
    assert_true(
        fabs(it.half_width - ds_critical_t(0.95, REPLICATIONS) * sqrt(it.variance)) < 1e-9);
    assert_true(it.lo == it.value - it.half_width && it.hi == it.value + it.half_width);
    free(of);
    gsl_rng_free(rng);
}

static void fill_steps(pairs *of, double step)
{
    for (int i = 0; i < REPLICATIONS * TICKETS; i++)
        of->base[i] = of->other[i] = 1 + step * (i % 37);
}

static void test_the_same_times_differ_by_nothing(void **state)
{
    (void)state;
    pairs *of = malloc(sizeof *of);
    assert_non_null(of);
    fill_steps(of, 0.3);
    ds_difference it = compare(of);
    assert_int_equal(it.method, DS_DIFFERENCE_CONSTANT);
    assert_true(it.value == 0 && it.lo == 0 && it.hi == 0);
    free(of);
}

static void test_too_few_tickets_have_no_difference(void **state)
{
    (void)state;
    double hours[199];
    for (int i = 0; i < 199; i++)
        hours[i] = 1 + i;
    ds_observations few = observe(hours, 1, 199, 1); /* 19.9 beyond the percentile */
    assert_int_equal(difference_of(&few, &few, 1).method, DS_DIFFERENCE_NONE);
    ds_observations_free(&few);
}

static void test_one_replication_has_a_point(void **state)
{
    (void)state;
    double hours[300];
    for (int i = 0; i < 300; i++)
        hours[i] = 1 + i;
    ds_observations one = observe(hours, 1, 300, 1);
    ds_difference it = difference_of(&one, &one, 1);
    assert_int_equal(it.method, DS_DIFFERENCE_POINT);
    assert_true(it.value == 0 && isnan(it.lo) && isnan(it.hi));
    ds_observations_free(&one);
}

/* A tenth of the tickets was never resolved: the percentile exists, but what lies above it
 * is not known. */
static void test_the_unresolved_within_reach_take_the_interval_away(void **state)
{
    (void)state;
    double hours[REPLICATIONS * 100];
    for (int i = 0; i < REPLICATIONS * 100; i++)
        hours[i] = 1 + i % 83 + i / 100;
    ds_observations some = observe(hours, REPLICATIONS, 100, 1);
    for (int r = 0; r < REPLICATIONS; r++)
        some.of[r].total += 11;
    ds_difference it = difference_of(&some, &some, REPLICATIONS);
    assert_int_equal(it.method, DS_DIFFERENCE_POINT);
    assert_true(isfinite(it.value) && isnan(it.lo));
    ds_observations_free(&some);
}

/* Seven replications in units of three: the same histogram in all, and three units, the
 * last of which is not full; two where what is asked for ends before the last. */
static void test_neighbours_share_a_histogram(void **state)
{
    (void)state;
    double hours[7 * 40];
    for (int i = 0; i < 7 * 40; i++)
        hours[i] = 0.01 + i * i;
    ds_observations one = observe(hours, 7, 40, 1);
    ds_observations three = observe(hours, 7, 40, 3);
    assert_int_equal(ds_observations_units(&one, 7), 7);
    assert_int_equal(ds_observations_units(&three, 7), 3);
    assert_int_equal(ds_observations_units(&three, 6), 2);
    assert_int_equal(ds_observations_units(&three, 5), 1);
    ds_merged a;
    ds_merged b;
    assert_int_equal(ds_merged_init(&a, one.of, 7, NULL), DS_OK);
    assert_int_equal(ds_merged_init(&b, three.of, 3, NULL), DS_OK);
    assert_true(a.first == b.first && a.last == b.last && a.total == b.total);
    for (int32_t i = 0; i < a.last - a.first; i++)
        assert_int_equal(a.counts[i], b.counts[i]);
    assert_true(three.of[0].total == 120 && three.of[2].total == 40);
    ds_merged_free(&a);
    ds_merged_free(&b);
    ds_observations_free(&one);
    ds_observations_free(&three);
}

static void test_thousands_of_replications_take_few_histograms(void **state)
{
    (void)state;
    assert_int_equal(ds_observations_unit(1), 1);
    assert_int_equal(ds_observations_unit(256), 1);
    assert_int_equal(ds_observations_unit(257), 2);
    assert_int_equal(ds_observations_unit(10000), 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_interval_covers_the_truth),
        cmocka_unit_test(test_the_value_is_that_of_the_sorted_times),
        cmocka_unit_test(test_the_same_times_differ_by_nothing),
        cmocka_unit_test(test_too_few_tickets_have_no_difference),
        cmocka_unit_test(test_one_replication_has_a_point),
        cmocka_unit_test(test_the_unresolved_within_reach_take_the_interval_away),
        cmocka_unit_test(test_neighbours_share_a_histogram),
        cmocka_unit_test(test_thousands_of_replications_take_few_histograms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
