/* Satisfaction and costs of tickets whose timeline is worked out by hand: an hour at L1, an
 * hour at L2, alone at the desk. */
#include "desk_from_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static ds_results results_of(ds_desk *desk, const char *rest)
{
    *desk = desk_from_format(
        "start: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"
        "groups: {L1: {tier: 1, agents: 1}, L2: {tier: 2, agents: 1}}\n"
        "slas: {all: {resolution: {P3: 1h}, penalty: {P3: 100}, "
        "penalty_per_hour: {P3: 50}, goal: {P3: 90%%}}}\n"
        "arrivals: {all: {rate: 1/h, profile: flat}}\n"
        "categories:\n"
        "  all: {share: 100%%, priority: {P3: 100%%}, work: {L1: 1h, L2: 1h}, "
        "resolved_at: {L1: 0%%}}\n"
        "%s\n",
        rest);
    desk_give_tickets(desk, &(desk_arrival){0, "all", 3}, 1);
    return desk_results(desk, 1, 1);
}

static double value_of(const ds_results *results, const char *dimension, const char *slice,
                       const char *measure)
{
    const ds_estimate *estimate = ds_results_find(results, dimension, slice, measure);
    if (!estimate)
        fail_msg("there is no %s in %s", measure, dimension);
    return estimate->value;
}

static void expect_near(double value, double expected)
{
    assert_float_equal(value, expected, 1e-9);
}

/* One hour late: 100 for the breach and 50 for the hour; ten times what 90 % allow. */
static void test_a_late_hour_costs_its_penalty_and_uses_up_the_error_budget(void **state)
{
    (void)state;
    ds_desk desk;
    ds_results results = results_of(&desk, "");
    expect_near(value_of(&results, "overall", NULL, "penalty"), 150);
    expect_near(value_of(&results, "by_goal", "all P3", "error_budget_used"), 10);
    ds_results_free(&results);
    ds_desk_free(&desk);
}

/* Work: 30 + 60. Ten users lose half of two hours at 40. Staff: a week, day and night. */
static void test_costs_are_wages_lost_time_and_penalties(void **state)
{
    (void)state;
    ds_desk desk;
    ds_results results =
        results_of(&desk, "costs: {agents: {L1: 30, L2: 60}, user_hour: 40, "
                          "affected_by_priority: {P3: 10}}");
    expect_near(value_of(&results, "overall", NULL, "agent_cost"), 90);
    expect_near(value_of(&results, "overall", NULL, "user_cost"), 400);
    expect_near(value_of(&results, "by_priority", "P3", "cost_per_ticket"), 640);
    expect_near(value_of(&results, "by_group", "L2", "staff_cost"), 168.0 * 60);
    expect_near(value_of(&results, "practices", "costs", "staff_cost"), 168.0 * 90);
    expect_near(value_of(&results, "practices", "costs", "total_cost"),
                168.0 * 90 + 400 + 150);
    expect_near(value_of(&results, "practices", "costs", "total_cost_per_ticket"),
                168.0 * 90 + 400 + 150);
    ds_results_free(&results);
    ds_desk_free(&desk);
}

/* Two hours where one was promised: one doubling, one point. */
static void test_a_user_who_waits_twice_as_long_gives_a_point_less(void **state)
{
    (void)state;
    ds_desk desk;
    ds_results results = results_of(&desk, "satisfaction: {}");
    expect_near(value_of(&results, "overall", NULL, "satisfaction"), 4);
    expect_near(value_of(&results, "overall", NULL, "satisfied_rate"), 1);
    ds_results_free(&results);
    ds_desk_free(&desk);
    results = results_of(&desk, "satisfaction: {expected: {P3: 15m}, wait: 0.5}");
    expect_near(value_of(&results, "overall", NULL, "satisfaction"), 3.5);
    expect_near(value_of(&results, "overall", NULL, "satisfied_rate"), 0);
    ds_results_free(&results);
    ds_desk_free(&desk);
}

/* Patience of 50 minutes: asks at 0:50, is answered at 0:51, asks at 1:41: half a point.
 * Who is told what to expect waits for twice as long and expects two hours: asks at 1:40.
 */
static void test_asking_costs_points_and_expectations_give_them_back(void **state)
{
    (void)state;
    ds_desk desk;
    ds_results results =
        results_of(&desk, "satisfaction: {}\ncommunication: {chase_after: constant(50m), "
                          "chase_work: constant(1m), chase_group: L2}");
    expect_near(value_of(&results, "overall", NULL, "satisfaction"), 3.5);
    ds_results_free(&results);
    ds_desk_free(&desk);
    results = results_of(
        &desk, "satisfaction: {}\ncommunication: {chase_after: constant(50m), "
               "chase_work: constant(1m), chase_group: L2, expectations: {patience: 2}}");
    expect_near(value_of(&results, "overall", NULL, "satisfaction"), 4.75);
    ds_results_free(&results);
    ds_desk_free(&desk);
}

static void test_measures_of_practices_that_are_off_are_not_given(void **state)
{
    (void)state;
    ds_desk desk;
    ds_results results = results_of(&desk, "");
    int32_t row = ds_measure_row(DS_RESULT_OVERALL, "satisfaction");
    assert_true(row >= 0);
    assert_false(ds_measure_applies_to_row(&desk, row, DS_RESULT_OVERALL, 0));
    ds_results_free(&results);
    ds_desk_free(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_late_hour_costs_its_penalty_and_uses_up_the_error_budget),
        cmocka_unit_test(test_costs_are_wages_lost_time_and_penalties),
        cmocka_unit_test(test_a_user_who_waits_twice_as_long_gives_a_point_less),
        cmocka_unit_test(test_asking_costs_points_and_expectations_give_them_back),
        cmocka_unit_test(test_measures_of_practices_that_are_off_are_not_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
