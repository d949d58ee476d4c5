/* Values that are not known for certain: how they are read, drawn and told from chance. */
#include "analysis/studies/input_desks.h"
#include "analysis/studies/input_split.h"
#include "scenarios/scenario_inputs.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* 2,000 tickets a day for a day; nobody waits. */
#define DESK(rate, work)                                                                   \
    "horizon: 1d\ndrain: 0\nslas: {s: {resolution: {P3: 10m}}}\n"                          \
    "groups: {L1: {agents: unlimited}}\n"                                                  \
    "arrivals:\n  calls: {rate: " rate "}\n"                                               \
    "categories:\n  all: {priority: {P3: 100%}, work: {L1: " work "}}\n"

typedef struct bench {
    ds_scenario *scenario;
    ds_desk desk;
    ds_diagnostics said;
    ds_status status;
} bench;

static bench load_with(const char *text, const char *const *overrides, int32_t count)
{
    bench it = {0};
    it.status = ds_scenario_load_text(text, strlen(text), "desk.yaml", overrides, count,
                                      &it.said, &it.scenario);
    if (it.status == DS_OK)
        it.status = ds_scenario_compile(it.scenario, &it.desk, &it.said);
    return it;
}

static bench load(const char *text)
{
    bench it = load_with(text, NULL, 0);
    char line[1024];
    for (int32_t i = 0; it.status != DS_OK && i < it.said.count; i++) {
        ds_diagnostic_format(&it.said.list[i], line, sizeof line);
        print_error("%s\n", line);
    }
    assert_int_equal(it.status, DS_OK);
    return it;
}

static void drop(bench *it)
{
    ds_desk_free(&it->desk);
    ds_scenario_delete(it->scenario);
    ds_diagnostics_free(&it->said);
}

static void assert_near(double value, double truth, double tolerance)
{
    if (!(fabs(value - truth) <= tolerance))
        print_error("%.10g is not %.10g within %g\n", value, truth, tolerance);
    assert_true(fabs(value - truth) <= tolerance);
}

/* Reading. */

static void assert_input(const char *text, const char *path, double number, double half)
{
    bench it = load(text);
    int32_t count;
    const ds_uncertain_input *inputs = ds_scenario_inputs(it.scenario, &count);
    assert_int_equal(count, 1);
    assert_string_equal(inputs[0].path, path);
    assert_near(inputs[0].quantity.number, number, 1e-9 * number);
    assert_near(inputs[0].half, half, 1e-9 * half);
    drop(&it);
}

static void test_an_interval_is_relative_or_in_the_unit(void **state)
{
    (void)state;
    const char rate[] = "arrivals.calls.rate";
    assert_input(DESK("160/day ±10%", "6m"), rate, 160, 16);
    assert_input(DESK("160/day +-10%", "6m"), rate, 160, 16);
    assert_input(DESK("160/day +/- 10 %", "6m"), rate, 160, 16);
    assert_input(DESK("160/day ± 16/day", "6m"), rate, 160, 16);
    assert_input(DESK("160/day ± 16", "6m"), rate, 160, 16);
    assert_input(DESK("10/h", "lognormal(mean 6m cv 0.7) ±10%"), "categories.all.work.L1",
                 360, 36);
    assert_input(DESK("10/h", "exponential(mean 6m) ± 30s"), "categories.all.work.L1", 360,
                 30);
    assert_input(DESK("10/h", "6m}, reopen: {share: 20% ±5pp, after: 1h, work: 50%"),
                 "categories.all.reopen.share", 0.2, 0.05);
    assert_input(DESK("10/h, day_factor: {vmr: 3 ±20%}", "6m"),
                 "arrivals.calls.day_factor.vmr", 3, 0.6);
}

static void assert_refused(const char *text, const char *part)
{
    bench it = load_with(text, NULL, 0);
    char line[1024] = "";
    assert_int_equal(it.status, DS_BAD_INPUT);
    for (int32_t i = 0; i < it.said.count && !line[0]; i++)
        if (!it.said.list[i].is_warning)
            ds_diagnostic_format(&it.said.list[i], line, sizeof line);
    if (!strstr(line, part))
        print_error("%s\n  wanted: %s\n", line, part);
    assert_non_null(strstr(line, part));
    assert_non_null(strstr(line, "desk.yaml:"));
    drop(&it);
}

static void test_what_is_decided_takes_no_interval(void **state)
{
    (void)state;
    assert_refused("groups: {L1: {agents: 12 ±2}}\narrivals: {a: {rate: 1/h}}\n"
                   "categories: {c: {priority: {P3: 100%}, work: {L1: 6m}}}\n",
                   "not for what is decided");
    assert_refused(
        "horizon: 4w ±1w\ngroups: {L1: {agents: 1}}\narrivals: {a: {rate: 1/h}}\n"
        "categories: {c: {priority: {P3: 100%}, work: {L1: 6m}}}\n",
        "not for what is decided");
    assert_refused(
        "groups: {L1: {agents: 1}}\narrivals: {a: {rate: 1/h}}\n"
        "categories: {c: {share: 50% ±5pp, priority: {P3: 100%}, work: {L1: 6m}}, "
        "d: {share: 50%, priority: {P3: 100%}, work: {L1: 6m}}}\n",
        "must sum to 100%");
}

static void test_intervals_that_make_no_sense_are_refused(void **state)
{
    (void)state;
    assert_refused(DESK("160/day ±-10%", "6m"), "not above 0");
    assert_refused(DESK("160/day ±150%", "6m"), "wider than the value");
    assert_refused(DESK("160/day ±1/h", "6m"), "unit");
    assert_refused(DESK("160/day ±", "6m"), "");
    assert_refused(DESK("16x/day ±10%", "6m"), "'16x/day' is not");
    assert_refused(DESK("10/h", "6m}, reopen: {share: 20% ±5%, after: 1h, work: 50%"),
                   "percentage points");
}

static void test_all_else_sees_the_number_only(void **state)
{
    (void)state;
    bench plain = load(DESK("48/h", "6m"));
    bench unsure = load(DESK("48/h ±10%", "6m"));
    assert_memory_equal(plain.desk.streams[0].per_hour, unsure.desk.streams[0].per_hour,
                        sizeof plain.desk.streams[0].per_hour);
    drop(&plain);
    drop(&unsure);
}

static void test_an_override_takes_the_interval_away(void **state)
{
    (void)state;
    const char *sets[] = {"arrivals.calls.rate=20/h"};
    int32_t count;
    bench it = load_with(DESK("48/h ±10%", "6m"), sets, 1);
    assert_int_equal(it.status, DS_OK);
    (void)ds_scenario_inputs(it.scenario, &count);
    assert_int_equal(count, 0);
    drop(&it);
}

/* Drawing. */

/* 20,000 draws: the mean has a standard error of sd/141, the variance one of sqrt(2/20000)
 * = 1 %; four of them. 95 % lie within the interval, ± 4 · 0.0015. */
static void test_draws_are_normal_with_the_interval_as_their_range(void **state)
{
    (void)state;
    enum { DRAWS = 20000 };
    bench it = load(DESK("160/day ±10%", "6m"));
    int32_t count;
    const ds_uncertain_input *input = ds_scenario_inputs(it.scenario, &count);
    double sd = 16 / 1.959963984540054;
    double sum = 0;
    double squares = 0;
    int within = 0;
    for (uint64_t r = 0; r < DRAWS; r++) {
        const ds_seed seed = {.seed = 5, .replication = r};
        double x = ds_input_draw(input, &seed) - 160;
        sum += x / DRAWS;
        squares += x * x / DRAWS;
        within += fabs(x) <= 16;
    }
    assert_near(sum, 0, 4 * sd / sqrt(DRAWS));
    assert_near(squares, sd * sd, 4 * sd * sd * sqrt(2.0 / DRAWS));
    assert_near(within / (double)DRAWS, 0.95, 4 * 0.00154);
    drop(&it);
}

/* ± 100 %: cut off at 0, where 2.5 % of the normal lie. */
static void test_a_wide_interval_is_cut_off_above_zero(void **state)
{
    (void)state;
    bench it = load(DESK("160/day ±100%", "6m"));
    int32_t count;
    const ds_uncertain_input *input = ds_scenario_inputs(it.scenario, &count);
    assert_true(ds_input_quantile(input, 1e-12) > 0);
    assert_near(ds_input_quantile(input, 0.5),
                160 + 160 / 1.959963984540054 * gsl_cdf_ugaussian_Pinv(0.5125), 1e-6);
    assert_true(ds_input_quantile(input, 1 - 1e-9) > 320);
    drop(&it);
}

static void test_a_draw_belongs_to_seed_replication_and_path(void **state)
{
    (void)state;
    bench one = load(DESK("160/day ±10%", "6m"));
    bench two = load(DESK("160/day ±10%", "6m ±5%"));
    int32_t count;
    const ds_uncertain_input *a = ds_scenario_inputs(one.scenario, &count);
    const ds_uncertain_input *b = ds_scenario_inputs(two.scenario, &count);
    assert_int_equal(count, 2);
    const ds_seed seed = {.seed = 1, .replication = 7};
    const ds_seed other = {.seed = 1, .replication = 8};
    assert_true(fabs(ds_input_draw(&a[0], &seed) - ds_input_draw(&b[0], &seed)) < 1e-12);
    assert_true(fabs(ds_input_draw(&a[0], &seed) - ds_input_draw(&a[0], &other)) > 1e-6);
    assert_true(
        fabs(ds_input_draw(&b[0], &seed) / 160 - ds_input_draw(&b[1], &seed) / 360) > 1e-6);
    drop(&one);
    drop(&two);
}

/* Replications. */

static ds_tally run_one(const bench *it, int64_t number)
{
    ds_input_desks desks;
    ds_tally tally;
    int64_t done;
    ds_replications what = {.desk = &it->desk, .seed = 3, .threads = 1};
    ds_input_desks_begin(&desks, it->scenario, &what, false);
    assert_int_equal(ds_replications_run(&what, number, 1, &tally, &done, NULL), DS_OK);
    ds_input_desks_end(&desks);
    return tally;
}

static double touch(const ds_tally *tally)
{
    return ds_tally_slice(tally, DS_BY_OVERALL, 0)->sum[DS_SUM_TOUCH];
}

static void test_a_certain_scenario_keeps_its_one_desk(void **state)
{
    (void)state;
    bench it = load(DESK("48/h", "6m"));
    ds_input_desks desks;
    ds_replications what = {.desk = &it.desk, .seed = 3, .threads = 1};
    ds_input_desks_begin(&desks, it.scenario, &what, false);
    assert_null(what.desk_of);
    ds_input_desks_end(&desks);
    drop(&it);
}

/* Known almost for certain, a replication is what it is without the interval: no other draw
 * is shifted. */
static void test_drawn_inputs_shift_no_other_draw(void **state)
{
    (void)state;
    bench plain = load(DESK("48/h", "exponential(mean 6m)"));
    bench unsure = load(DESK("48/h ±0.0000001%", "exponential(mean 6m) ±0.00000001%"));
    for (int64_t number = 0; number < 3; number++) {
        ds_tally a = run_one(&plain, number);
        ds_tally b = run_one(&unsure, number);
        assert_near(a.arrived, b.arrived, 0);
        assert_near(touch(&a) / touch(&b), 1, 1e-6);
        ds_tally_free(&a);
        ds_tally_free(&b);
    }
    drop(&plain);
    drop(&unsure);
}

static ds_variance_split split_of(const bench *it, int64_t count, int32_t threads)
{
    ds_tally *tallies = calloc((size_t)count, sizeof *tallies);
    ds_key_measures keys = {0};
    ds_variance_split split;
    ds_input_desks desks;
    int64_t done;
    ds_replications what = {.desk = &it->desk, .seed = 1, .threads = threads};
    const ds_replications plain = what;
    assert_non_null(tallies);
    ds_input_desks_begin(&desks, it->scenario, &what, false);
    assert_int_equal(ds_replications_run(&what, 0, count, tallies, &done, NULL), DS_OK);
    ds_input_desks_end(&desks);
    assert_int_equal(ds_input_split_run(&split, &plain, it->scenario, &keys, tallies, count,
                                        0.999, NULL),
                     DS_OK);
    for (int64_t i = 0; i < done; i++)
        ds_tally_free(&tallies[i]);
    free(tallies);
    return split;
}

/* Tickets of a day: Poisson of mean 2,000 by chance, variance 2,000; the rate adds
 * (200/1.96)² = 10,412. So 83.9 % come from not knowing it. The standard error of a
 * standard deviation from 300 is 1/sqrt(600) = 4.1 % of it; four of them. */
static void test_the_variance_of_arrivals_splits_as_in_theory(void **state)
{
    (void)state;
    bench it = load(DESK("2000/day ±10%", "1m"));
    ds_variance_split split = split_of(&it, 300, 2);
    const ds_variance_part *arrived = &split.parts[0];
    double input = 200 / 1.959963984540054;
    print_message("value %.1f, chance %.2f (%.2f), inputs %.2f (%.2f), share %.3f "
                  "[%.3f, %.3f] (%.3f)\n",
                  arrived->value, arrived->chance_sd, sqrt(2000), arrived->input_sd, input,
                  arrived->share, arrived->share_lo, arrived->share_hi,
                  input * input / (input * input + 2000));
    assert_int_equal(split.inputs, 1);
    assert_near(arrived->value, 2000, 4 * sqrt((input * input + 1000) / 300));
    assert_near(arrived->chance_sd, sqrt(2000), 4 * 0.041 * sqrt(2000));
    assert_near(arrived->input_sd, input, 4 * 0.045 * input);
    double truth = input * input / (input * input + 2000);
    assert_true(arrived->share_lo <= truth && truth <= arrived->share_hi);
    assert_true(arrived->share_hi - arrived->share_lo < 0.2);
    ds_variance_split_free(&split);
    drop(&it);
}

static void test_threads_change_no_split(void **state)
{
    (void)state;
    bench it = load(DESK("200/day ±10%", "1m ±5%"));
    ds_variance_split one = split_of(&it, 10, 1);
    ds_variance_split three = split_of(&it, 10, 3);
    for (int32_t i = 0; i < one.count; i++) {
        assert_memory_equal(&one.parts[i].chance_sd, &three.parts[i].chance_sd,
                            sizeof(double));
        assert_memory_equal(&one.parts[i].input_sd, &three.parts[i].input_sd,
                            sizeof(double));
    }
    ds_variance_split_free(&one);
    ds_variance_split_free(&three);
    drop(&it);
}

/* Worked by hand: group means 1.5, 3.5, 4; between 3.5, within 1; (3.5 - 1)/2 = 1.25. F has
 * 2 and 3 degrees of freedom: its 97.5 % points are 16.044 and (3 and 2) 39.165. */
static void test_the_components_agree_with_those_by_hand(void **state)
{
    (void)state;
    const double a[] = {1, 3, 5};
    const double b[] = {2, 4, 3};
    const double n[] = {1, 1, 1};
    const double *const x[] = {a, b};
    const double *const ns[] = {n, n};
    double room[6];
    ds_variance_part part = {0};
    ds_variance_part_fill(&part, x, ns, 3, 0.95, room);
    assert_near(part.value, 3, 1e-12);
    assert_near(part.chance_sd, 1, 1e-12);
    assert_near(part.input_sd, sqrt(1.25), 1e-12);
    assert_near(part.share, 1.25 / 2.25, 1e-12);
    assert_near(part.share_lo, 0, 1e-12);
    assert_near(part.share_hi, (3.5 * 39.1655 - 1) / (3.5 * 39.1655 + 1), 1e-5);
}

static void test_what_does_not_vary_has_no_share(void **state)
{
    (void)state;
    const double a[] = {2, 2, 2};
    const double n[] = {1, 1, 1};
    const double *const x[] = {a, a};
    const double *const ns[] = {n, n};
    double room[6];
    ds_variance_part part = {0};
    ds_variance_part_fill(&part, x, ns, 3, 0.95, room);
    assert_near(part.value, 2, 0);
    assert_true(isnan(part.share) && isnan(part.share_lo));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_interval_is_relative_or_in_the_unit),
        cmocka_unit_test(test_what_is_decided_takes_no_interval),
        cmocka_unit_test(test_intervals_that_make_no_sense_are_refused),
        cmocka_unit_test(test_all_else_sees_the_number_only),
        cmocka_unit_test(test_an_override_takes_the_interval_away),
        cmocka_unit_test(test_draws_are_normal_with_the_interval_as_their_range),
        cmocka_unit_test(test_a_wide_interval_is_cut_off_above_zero),
        cmocka_unit_test(test_a_draw_belongs_to_seed_replication_and_path),
        cmocka_unit_test(test_a_certain_scenario_keeps_its_one_desk),
        cmocka_unit_test(test_drawn_inputs_shift_no_other_draw),
        cmocka_unit_test(test_the_variance_of_arrivals_splits_as_in_theory),
        cmocka_unit_test(test_threads_change_no_split),
        cmocka_unit_test(test_the_components_agree_with_those_by_hand),
        cmocka_unit_test(test_what_does_not_vary_has_no_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
