/* Whether intervals cover as often as they say: many experiments of one kind, each a run of
 * its own, against the same finite-window measures from a run that is far more precise.
 *
 *   test_coverage         a look: 40 experiments on each desk, and a rougher truth
 *   test_coverage slow    1,000 experiments; prints the figures of docs/statistics.md
 */
#include "analysis/results/estimator.h"
#include "analysis/studies/precision.h"
#include "desk_from_text.h"
#include "model/replications.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FIXED 20 /* replications of a run of fixed size */
#define FIRST DS_PRECISION_FIRST
#define MOST 600 /* of a run to a precision */
#define TRUTH 20000
#define ROUGH_TRUTH 3000
#define MEASURES 4
#define LEVEL 0.95

static int64_t experiments = 40;

static bool is_slow(void)
{
    return experiments >= 1000;
}

/* Two agents, exponential gaps and work, 80 % busy. P1 has a target that is seldom broken,
 * P2 one that often is. */
static const char mm2[] =
    "name: two agents\n"
    "start: 2026-01-05\n"
    "horizon: 6d\n"
    "warm_up: 1d\n"
    "drain: 3d\n"
    "slas:\n"
    "  all: {resolution: {P1: 130m, P2: 1h}}\n"
    "groups:\n"
    "  desk: {tier: 1, agents: 2, hours: always, discipline: priority}\n"
    "arrivals:\n"
    "  all: {type: incident, rate: 4/h, profile: flat}\n"
    "categories:\n"
    "  any:\n"
    "    share: 100%\n"
    "    priority: {P1: 20%, P2: 80%}\n"
    "    work: {desk: exponential(mean 24m)}\n";

/* Days that differ: the variance of a day's tickets is five times their mean. */
static const char dispersed[] =
    "name: uneven days\n"
    "start: 2026-01-05\n"
    "horizon: 29d\n"
    "warm_up: 1d\n"
    "drain: 1w\n"
    "slas:\n"
    "  all: {resolution: {P1: 4h, P2: 2h}}\n"
    "groups:\n"
    "  desk: {tier: 1, agents: 2, hours: always, discipline: priority}\n"
    "arrivals:\n"
    "  all: {type: incident, rate: 40/day, profile: flat, day_factor: {vmr: 5}}\n"
    "categories:\n"
    "  any:\n"
    "    share: 100%\n"
    "    priority: {P1: 30%, P2: 70%}\n"
    "    work: {desk: lognormal(mean 45m cv 1)}\n";

/* The measures, and the precision that is asked of each. */
typedef struct subject {
    const char *key;
    const char *kind;
    double target; /* relative, or absolute for rates */
} subject;

typedef struct kind {
    const char *name;
    const char *text;
    subject subjects[MEASURES];
} kind;

static const kind kinds[] = {
    {"M/M/2",
     mm2,       {{"mttr_h", "mean", 0.06},
      {"resolution_breach_rate:P2", "common rate", 0.025},
      {"resolution_breach_rate:P1", "rare rate", 0.0025},
      {"resolution_p90_h", "percentile", 0.08}}      },
    {"vmr 5",
     dispersed, {{"mttr_h", "mean", 0.10},
      {"resolution_breach_rate:P2", "common rate", 0.025},
      {"resolution_breach_rate:P1", "rare rate", 0.0035},
      {"resolution_p90_h", "percentile", 0.14}}},
};

/* What is known of one measure. */
typedef struct record {
    ds_key_measures key;
    double truth;
    double truth_half;
    int64_t fixed;        /* intervals of fixed size that covered */
    double fixed_half;    /* sum */
    int64_t sequential;   /* intervals at the stop that covered */
    double stopped_after; /* sum */
    int64_t not_reached;
} record;

static ds_estimate estimate_of(const ds_desk *desk, const ds_tally *tallies, int64_t count,
                               const ds_key_measure *key)
{
    ds_error err = {0};
    ds_estimate estimate;
    const ds_tally **list = calloc((size_t)count, sizeof *list);
    assert_non_null(list);
    for (int64_t i = 0; i < count; i++)
        list[i] = &tallies[i];
    ds_estimator *estimator = ds_estimator_new(desk, list, (int32_t)count, LEVEL, &err);
    assert_non_null(estimator);
    assert_int_equal(ds_estimator_one(estimator, key->dimension, key->row, key->measure,
                                      &estimate, &err),
                     DS_OK);
    ds_estimator_delete(estimator);
    free(list);
    return estimate;
}

static ds_tally *replicate(const ds_desk *desk, uint64_t seed, int64_t first, int64_t count,
                           ds_tally *tallies)
{
    ds_error err = {0};
    ds_replications what = {.desk = desk, .seed = seed, .threads = 2};
    int64_t done = 0;
    assert_int_equal(ds_replications_run(&what, first, count, tallies + first, &done, &err),
                     DS_OK);
    assert_int_equal(done, count);
    return tallies;
}

static bool covers(const ds_estimate *estimate, double truth)
{
    return estimate->lo <= truth && truth <= estimate->hi;
}

static void find_truth(const ds_desk *desk, record *records)
{
    const int64_t count = is_slow() ? TRUTH : ROUGH_TRUTH;
    ds_tally *tallies = calloc((size_t)count, sizeof *tallies);
    assert_non_null(tallies);
    replicate(desk, 999999, 0, count, tallies);
    for (int m = 0; m < MEASURES; m++) {
        ds_estimate estimate = estimate_of(desk, tallies, count, &records[m].key.list[0]);
        records[m].truth = estimate.value;
        records[m].truth_half = estimate.half_width;
    }
    desk_tallies_free(tallies, count);
}

/* One run to the precision of one measure, by the rule of ds_precision_run; replications
 * that another measure has had are taken over. */
static void run_to_precision(const ds_desk *desk, uint64_t seed, ds_tally *tallies,
                             int64_t *have, const subject *about, record *one)
{
    ds_error err = {0};
    ds_key_table table = {0};
    ds_precision_plan plan = {.keys = &one->key,
                              .has_target = true,
                              .relative = about->target,
                              .absolute = about->target,
                              .level = LEVEL,
                              .first = FIRST,
                              .most = MOST};
    int64_t count = 0;
    for (int64_t next = FIRST; next > count;
         next = ds_precision_next(&plan, &table, count)) {
        if (next > *have) {
            replicate(desk, seed, *have, next - *have, tallies);
            *have = next;
        }
        count = next;
        ds_key_table_free(&table);
        assert_int_equal(ds_precision_judge(&plan, desk, tallies, count, &table, &err),
                         DS_OK);
    }
    one->sequential += covers(&table.rows[0].estimate, one->truth);
    one->stopped_after += (double)count;
    one->not_reached += !table.is_reached;
    ds_key_table_free(&table);
}

static void experiment(const ds_desk *desk, const kind *of, uint64_t seed, record *records)
{
    ds_tally *tallies = calloc(MOST, sizeof *tallies);
    int64_t have = FIXED;
    assert_non_null(tallies);
    replicate(desk, seed, 0, FIXED, tallies);
    for (int m = 0; m < MEASURES; m++) {
        ds_estimate estimate = estimate_of(desk, tallies, FIXED, &records[m].key.list[0]);
        records[m].fixed += covers(&estimate, records[m].truth);
        records[m].fixed_half += estimate.half_width;
        run_to_precision(desk, seed, tallies, &have, &of->subjects[m], &records[m]);
    }
    desk_tallies_free(tallies, have);
}

/* Binomial tolerance of the share seen, three standard deviations. */
static double tolerance(void)
{
    return 3 * sqrt(LEVEL * (1 - LEVEL) / (double)experiments);
}

static void check(const subject *about, const record *one)
{
    double n = (double)experiments;
    double fixed = (double)one->fixed / n;
    double sequential = (double)one->sequential / n;
    print_message("  %-11s %-26s truth %.4g ± %.2g  fixed %.3f (half-width %.3g)  "
                  "sequential %.3f (%.0f replications, %d not reached)\n",
                  about->kind, about->key, one->truth, one->truth_half, fixed,
                  one->fixed_half / n, sequential, one->stopped_after / n,
                  (int)one->not_reached);
    assert_true(one->truth_half < (is_slow() ? 0.1 : 0.2) * one->fixed_half / n);
    assert_true(fixed >= (is_slow() ? 0.93 : LEVEL - tolerance()));
    assert_true(fixed <= (is_slow() ? 0.97 : LEVEL + tolerance()));
    assert_true(sequential >= (is_slow() ? 0.93 : LEVEL - tolerance()));
}

static void cover(const kind *of)
{
    ds_error err = {0};
    record records[MEASURES] = {0};
    ds_desk desk = desk_from_text(of->text);
    print_message("%s: %d experiments of %d replications\n", of->name, (int)experiments,
                  FIXED);
    for (int m = 0; m < MEASURES; m++)
        assert_int_equal(
            ds_key_measures_add(&records[m].key, &desk, of->subjects[m].key, &err), DS_OK);
    find_truth(&desk, records);
    for (int64_t e = 0; e < experiments; e++)
        experiment(&desk, of, 1000 + (uint64_t)e, records);
    for (int m = 0; m < MEASURES; m++) {
        check(&of->subjects[m], &records[m]);
        ds_key_measures_free(&records[m].key);
    }
    ds_desk_free(&desk);
}

static void test_intervals_cover_on_a_queue(void **state)
{
    (void)state;
    cover(&kinds[0]);
}

static void test_intervals_cover_on_an_overdispersed_desk(void **state)
{
    (void)state;
    cover(&kinds[1]);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_intervals_cover_on_a_queue),
        cmocka_unit_test(test_intervals_cover_on_an_overdispersed_desk),
    };
    if (argc > 1)
        experiments = strcmp(argv[1], "slow") == 0 ? 1000 : strtol(argv[1], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
