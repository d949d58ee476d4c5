/* Agents required by interval of the week: loads, targets, and what is refused. Slowly: the
 * case of Feldman, Mandelbaum, Massey and Whitt (2008), and arrivals that vary. */
#include "analysis/staffing/erlang.h"
#include "analysis/staffing/requirement.h"
#include "analysis/staffing/requirement_targets.h"
#include "desk_from_text.h"
#include "sim/replication_runner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <math.h>

enum { HOURS = 168 };

/* Callers of an hour's work and an hour's patience, `rate` + `swing` sin an hour. */
static ds_desk sinusoid(double rate, double swing, const char *more, int weeks)
{
    char weights[512] = "";
    for (int h = 0; h < 24; h++) {
        size_t length = strlen(weights);
        (void)snprintf(weights + length, sizeof weights - length, "%s%.4f", h ? ", " : "",
                       rate + swing * sin(2 * M_PI * (h + 0.5) / 24));
    }
    return desk_from_format(
        "start: 2026-01-05\nhorizon: %dw\nwarm_up: 1w\ndrain: 1w\n"
        "groups:\n  desk: {tier: 1, agents: 999, hours: always, end_of_hours: finish}\n"
        "arrivals:\n  calls: {type: incident, rate: %g/h, channel: {phone: 100%%}%s, "
        "profile: [[%s], [%s], [%s], [%s], [%s], [%s], [%s]]}\n"
        "channels: {phone: {patience: exponential(mean 1h)}}\n"
        "categories:\n  call: {share: 100%%, priority: {P3: 100%%}, work: {desk: "
        "exponential(mean 1h)}}\n",
        weeks, rate, more, weights, weights, weights, weights, weights, weights, weights);
}

static ds_requirement requirement(const ds_desk *desk, const ds_interval_targets *targets,
                                  int64_t replications)
{
    return (ds_requirement){
        .desk = desk,
        .runs = {.seed = 1, .threads = ds_runner_cores() > 1 ? 2 : 1},
        .replications = replications,
        .minutes = 60,
        .target_count = targets->count,
        .targets = targets->list,
        .most_rounds = 12
    };
}

static ds_requirement found_for(const ds_desk *desk, ds_interval_targets *targets,
                                const char *text, int64_t replications)
{
    ds_error err = {0};
    *targets = (ds_interval_targets){0};
    assert_int_equal(ds_interval_targets_read(targets, text, desk, &err), DS_OK);
    ds_requirement found = requirement(desk, targets, replications);
    assert_int_equal(ds_requirement_find(&found, &err), DS_OK);
    return found;
}

static void drop(ds_requirement *found, ds_interval_targets *targets, ds_desk *desk)
{
    ds_requirement_free(found);
    ds_interval_targets_free(targets);
    ds_desk_free(desk);
}

/* The number in work without a limit is Poisson: mean 10, variance by mean 1. Of 20 windows
 * of 3 weeks each hour of the week has 60 samples: a standard error of 0.41, and 0.19 of
 * the ratio; all hours together, hardly correlated beyond a few, under 0.06. */
static void test_the_load_is_the_number_in_work_without_a_limit(void **state)
{
    (void)state;
    ds_interval_targets targets;
    ds_desk desk = sinusoid(10, 0, "", 4);
    ds_requirement found = found_for(&desk, &targets, "delay_probability:desk<=10%", 20);
    double load = 0, peak = 0;
    for (int32_t h = 0; h < HOURS; h++) {
        assert_true(fabs(found.load[h] - 10) < 5 * 0.41);
        load += found.load[h] / HOURS;
        peak += found.peak[h] / HOURS;
    }
    assert_true(fabs(load - 10) < 0.2);
    assert_true(fabs(peak - 1) < 0.1);
    assert_true(fabs(found.service[0] - 1) < 0.02);
    drop(&found, &targets, &desk);
}

/* Without a swing every hour wants what Erlang A says; chance moves it by an agent or two.
 */
static void test_a_steady_load_requires_what_erlang_a_says(void **state)
{
    (void)state;
    ds_interval_targets targets;
    ds_desk desk = sinusoid(10, 0, "", 4);
    ds_requirement found = found_for(&desk, &targets, "delay_probability<=10%", 20);
    int32_t least = 1;
    while (ds_erlang_with_patience(least, 10, 1).delayed > 0.1)
        least++;
    assert_true(found.is_met);
    assert_int_equal(ds_requirement_missed(&found, DS_PLAN_SIMULATED, 0), 0);
    double mean = ds_requirement_hours(&found, DS_PLAN_SIMULATED, 0) / HOURS;
    assert_true(fabs(mean - least) < 0.8);
    for (int32_t h = 0; h < HOURS; h++) {
        assert_true(abs(found.agents[DS_PLAN_SIMULATED][h] - least) <= 3);
        assert_true(abs(found.agents[DS_PLAN_SIPP][h] - least) <= 2);
    }
    drop(&found, &targets, &desk);
}

/* The share beyond the target by hour of the day, all days together. */
static double by_hour(const ds_requirement *found, ds_requirement_plan plan, int hour)
{
    double late = 0, of = 0;
    for (int day = 0; day < 7; day++) {
        late += (double)found->watch[plan].late[24 * day + hour];
        of += (double)found->watch[plan].of[24 * day + hour];
    }
    return late / of;
}

static double worst_gap(const ds_requirement *found, ds_requirement_plan plan, double goal)
{
    double worst = 0;
    for (int hour = 0; hour < 24; hour++) {
        double gap = by_hour(found, plan, hour) - goal;
        worst = fabs(gap) > fabs(worst) ? gap : worst;
    }
    return worst;
}

/* A load that swings, with the tickets of the plan itself: the formula, an hour behind the
 * load, fails where the simulated plan holds. */
static void test_a_swinging_load_keeps_its_target_where_the_formula_fails(void **state)
{
    (void)state;
    ds_interval_targets targets;
    ds_desk desk = sinusoid(40, 16, "", 3);
    ds_requirement found = found_for(&desk, &targets, "delay_probability:desk<=10%", 8);
    assert_true(found.is_met);
    assert_true(worst_gap(&found, DS_PLAN_SIPP, 0.1) > 0.05);
    for (int hour = 0; hour < 24; hour++)
        assert_true(by_hour(&found, DS_PLAN_SIMULATED, hour) <= 0.1);
    drop(&found, &targets, &desk);
}

/* Longer waits allowed: fewer agents, and still in time. */
static void test_a_target_on_longer_waits_takes_fewer_agents(void **state)
{
    (void)state;
    ds_interval_targets targets[2];
    ds_desk desk = sinusoid(10, 2, "", 4);
    ds_requirement at_once =
        found_for(&desk, &targets[0], "delay_probability:desk<=10%", 10);
    ds_requirement later = found_for(&desk, &targets[1], "wait_p90_h:desk<=0.25", 10);
    assert_true(at_once.is_met && later.is_met);
    assert_true(ds_requirement_hours(&later, DS_PLAN_SIMULATED, 0) <
                0.97 * ds_requirement_hours(&at_once, DS_PLAN_SIMULATED, 0));
    ds_requirement_free(&later);
    ds_interval_targets_free(&targets[1]);
    drop(&at_once, &targets[0], &desk);
}

static const char *const by_day =
    "start: 2026-01-05\nhorizon: 3w\nwarm_up: 1w\n"
    "groups:\n  L1: {tier: 1, agents: 9, hours: always}\n"
    "  L2: {tier: 2, agents: 9, hours: always}\n  L3: {tier: 3, agents: unlimited}\n"
    "arrivals:\n  calls: {type: incident, rate: 40/workday, profile: {Mon: [0, 0, 0, 0, 0, "
    "0, "
    "0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]}}\n"
    "categories:\n  call: {share: 100%, priority: {P3: 100%}, work: {L1: constant(6m)}}\n";

static void test_intervals_without_arrivals_require_nobody(void **state)
{
    (void)state;
    ds_interval_targets targets;
    ds_desk desk = desk_from_text(by_day);
    ds_requirement found = found_for(&desk, &targets, "delay_probability:L1<=20%", 5);
    assert_true(found.is_met);
    assert_int_equal(found.agents[DS_PLAN_SIMULATED][3], 0);
    assert_false(ds_requirement_counts(&found, DS_PLAN_SIMULATED, 0, 3));
    assert_true(found.agents[DS_PLAN_SIMULATED][10] >= 1);
    drop(&found, &targets, &desk);
}

static void refuses(const ds_desk *desk, const char *text, const char *why)
{
    ds_error err = {0};
    ds_interval_targets targets = {0};
    ds_status status = ds_interval_targets_read(&targets, text, desk, &err);
    if (status == DS_OK) {
        ds_requirement found = requirement(desk, &targets, 2);
        status = ds_requirement_find(&found, &err);
        ds_requirement_free(&found);
    }
    ds_interval_targets_free(&targets);
    assert_int_equal(status, DS_BAD_INPUT);
    if (!strstr(err.text, why))
        fail_msg("'%s' instead of '%s'", err.text, why);
}

static void test_what_cannot_be_is_refused(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(by_day);
    refuses(&desk, "delay_probability:L11<=10%", "did you mean 'L1'?");
    refuses(&desk, "delay_probability:L2<=10%", "group 'L2' has no work");
    refuses(&desk, "delay_probability:L3<=10%", "group 'L3' has unlimited agents");
    refuses(&desk, "delay_probability:L1<=0%", "no number of agents");
    refuses(&desk, "delay_probability:L1>=10%", "it wants <=");
    refuses(&desk, "mttr_h<=4", "not known by interval");
    ds_desk_free(&desk);
}

/* Slow. */

/* 100 + 20 sin, on other tickets than those it was found with: each hour of the day within
 * 0.02 of the target. Of 7 × 13 × 80 days the standard error is 0.003; the fewest who keep
 * the target are 0.009 below it on average, and the choice by 1,040 weeks a little more. */
static void test_slow_a_sinusoidal_load_keeps_its_target_all_day(void **state)
{
    (void)state;
    ds_error err = {0};
    ds_interval_targets targets;
    ds_desk desk = sinusoid(100, 20, "", 14);
    ds_requirement found = found_for(&desk, &targets, "delay_probability:desk<=10%", 80);
    assert_true(found.is_met);
    assert_int_equal(ds_requirement_check(&found, DS_PLAN_SIMULATED, 2, &err), DS_OK);
    assert_int_equal(ds_requirement_check(&found, DS_PLAN_SIPP, 2, &err), DS_OK);
    double simulated = worst_gap(&found, DS_PLAN_SIMULATED, 0.1);
    double formula = 0;
    for (int hour = 0; hour < 24; hour++)
        formula = fmax(formula, by_hour(&found, DS_PLAN_SIPP, hour) - 0.1);
    printf("100 + 20 sin: worst gap %+.4f in %d rounds, SIPP %+.4f\n", simulated,
           (int)found.rounds, formula);
    assert_true(fabs(simulated) <= 0.02);
    assert_true(formula > 0.04);
    drop(&found, &targets, &desk);
}

/* 10 + 2 sin: an agent is a step of 0.04 to 0.06, so that the fewest who keep the target
 * are up to a step below it. */
static void test_slow_a_small_desk_is_within_a_step_of_its_target(void **state)
{
    (void)state;
    ds_error err = {0};
    ds_interval_targets targets;
    ds_desk desk = sinusoid(10, 2, "", 11);
    ds_requirement found = found_for(&desk, &targets, "delay_probability:desk<=10%", 200);
    assert_int_equal(ds_requirement_check(&found, DS_PLAN_SIMULATED, 2, &err), DS_OK);
    double mean = 0;
    for (int hour = 0; hour < 24; hour++) {
        double share = by_hour(&found, DS_PLAN_SIMULATED, hour);
        mean += share / 24;
        printf("%.4f ", share);
        assert_true(share < 0.11 && share > 0.1 - 0.06);
    }
    printf("\nmean %.4f\n", mean);
    drop(&found, &targets, &desk);
}

/* Days with a variance of five times their mean: the plan for Poisson arrivals fails, on
 * other days too; the plan for the real ones holds up to chance, and needs more agents. */
static void test_slow_a_plan_for_poisson_arrivals_misses_with_real_ones(void **state)
{
    (void)state;
    ds_error err = {0};
    ds_interval_targets targets;
    ds_desk desk = sinusoid(20, 5, ", day_factor: {vmr: 5}", 11);
    ds_requirement found = found_for(&desk, &targets, "delay_probability:desk<=10%", 100);
    assert_true(found.is_met && found.has_poisson);
    double real = ds_requirement_hours(&found, DS_PLAN_SIMULATED, 0);
    double calm = ds_requirement_hours(&found, DS_PLAN_POISSON, 0);
    assert_int_equal(ds_requirement_check(&found, DS_PLAN_SIMULATED, 2, &err), DS_OK);
    assert_int_equal(ds_requirement_check(&found, DS_PLAN_POISSON, 2, &err), DS_OK);
    double meets = 0, misses = 0;
    for (int hour = 0; hour < 24; hour++) {
        meets += by_hour(&found, DS_PLAN_SIMULATED, hour) / 24;
        misses += by_hour(&found, DS_PLAN_POISSON, hour) / 24;
        assert_true(by_hour(&found, DS_PLAN_SIMULATED, hour) < 0.11);
    }
    printf("real %.0f h, %.4f late; Poisson %.0f h, %.4f late\n", real, meets, calm,
           misses);
    assert_true(meets <= 0.1 && misses > 0.1 && real > calm + 60);
    drop(&found, &targets, &desk);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_load_is_the_number_in_work_without_a_limit),
        cmocka_unit_test(test_a_steady_load_requires_what_erlang_a_says),
        cmocka_unit_test(test_a_swinging_load_keeps_its_target_where_the_formula_fails),
        cmocka_unit_test(test_a_target_on_longer_waits_takes_fewer_agents),
        cmocka_unit_test(test_intervals_without_arrivals_require_nobody),
        cmocka_unit_test(test_what_cannot_be_is_refused),
    };
    const struct CMUnitTest slow[] = {
        cmocka_unit_test(test_slow_a_sinusoidal_load_keeps_its_target_all_day),
        cmocka_unit_test(test_slow_a_small_desk_is_within_a_step_of_its_target),
        cmocka_unit_test(test_slow_a_plan_for_poisson_arrivals_misses_with_real_ones),
    };
    if (argc > 1 && strcmp(argv[1], "slow") == 0)
        return cmocka_run_group_tests(slow, NULL, NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
