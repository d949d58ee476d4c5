/* Updates and chasers, on timelines worked by hand. */
#include "analysis/results/results.h"
#include "desk_from_text.h"
#include "model/practices.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* One ticket at 00:30 of an hour that holds it: 10 h of work at L2, after 0 at the door;
 * users are heard by one agent of L1. */
#define ONE_TICKET                                                                         \
    "horizon: 1d\nwarm_up: 0\ndrain: 2d\n"                                                 \
    "groups:\n"                                                                            \
    "  L1: {tier: 1, agents: 1}\n"                                                         \
    "  L2: {tier: 2, agents: %d}\n"                                                        \
    "initial_backlog: {incidents: 1}\n"                                                    \
    "arrivals: {incidents: {type: incident, rate: 0.000001/week}}\n"                       \
    "categories:\n"                                                                        \
    "  all:\n"                                                                             \
    "    share: 100%%\n"                                                                   \
    "    priority: {P1: 100%%}\n"                                                          \
    "    first: {L2: 100%%}\n"                                                             \
    "    work: {L2: constant(10h)}\n"                                                      \
    "communication: {%s}\n"

static ds_tally tally_of(int agents, const char *communication)
{
    char text[4096];
    (void)snprintf(text, sizeof text, ONE_TICKET, agents, communication);
    ds_desk desk = desk_from_text(text);
    ds_tally tally = desk_watch(&desk, 1, 0, NULL, NULL);
    ds_desk_free(&desk);
    return tally;
}

static void assert_sum(const ds_tally *tally, ds_practice_sum sum, double expected)
{
    assert_true(tally->practice[sum] == expected);
}

/* News at 0 (the first work). Asks at 2:00, answered 2:05; at 4:05, 4:10; 6:10, 6:15; 8:15,
 * 8:20; at 10:20 the ticket is solved. */
static void test_a_user_asks_whenever_the_patience_is_over(void **state)
{
    (void)state;
    ds_tally tally = tally_of(1, "chase_after: constant(2h), chase_work: constant(5m)");
    assert_sum(&tally, DS_SUM_CHASERS, 4);
    assert_sum(&tally, DS_SUM_CHASE_WORK, 20.0 * (double)DS_MINUTE);
    assert_true(tally.groups[0].sum[DS_GROUP_BUSY] == 20.0 * (double)DS_MINUTE);
    ds_tally_free(&tally);
}

/* Who knows what to expect waits 6 h: asks at 6:00, is answered 6:05; 12:05 is too late. */
static void test_expectations_lengthen_patience(void **state)
{
    (void)state;
    ds_tally tally = tally_of(1, "chase_after: constant(2h), chase_work: constant(5m), "
                                 "expectations: {patience: 3}");
    assert_sum(&tally, DS_SUM_CHASERS, 1);
    ds_tally_free(&tally);
}

/* Updates at 1:30, 3:00, 4:30, 6:00, 7:30, 9:00 come before the patience of 2 h is over.
 * The second agent of L2 gives them at once: 3 minutes each. */
static void test_updates_on_time_keep_users_from_asking(void **state)
{
    (void)state;
    ds_tally tally = tally_of(2, "chase_after: constant(2h), updates: {P1: 90m}");
    assert_sum(&tally, DS_SUM_CHASERS, 0);
    assert_sum(&tally, DS_SUM_UPDATES_DUE, 6);
    assert_sum(&tally, DS_SUM_UPDATES, 6);
    assert_sum(&tally, DS_SUM_UPDATES_ON_TIME, 6);
    assert_sum(&tally, DS_SUM_UPDATE_WORK, 18.0 * (double)DS_MINUTE);
    ds_tally_free(&tally);
}

/* The only agent of L2 is at work until 10:00: the update of 1:30 waits until then and
 * serves the five that come due meanwhile; it is late. */
static void test_an_update_that_nobody_has_time_for_is_late(void **state)
{
    (void)state;
    ds_tally tally = tally_of(1, "updates: {P1: 90m}");
    assert_sum(&tally, DS_SUM_UPDATES_DUE, 6);
    assert_sum(&tally, DS_SUM_UPDATES, 1);
    assert_sum(&tally, DS_SUM_UPDATES_ON_TIME, 0);
    ds_tally_free(&tally);
}

static void test_tasks_are_in_no_measure_of_tickets(void **state)
{
    (void)state;
    ds_tally with = tally_of(2, "chase_after: constant(2h), updates: {P1: 90m}");
    ds_tally without = tally_of(2, "hours: always");
    assert_true(with.arrived == without.arrived && with.resolved == without.resolved);
    assert_true(with.tickets == without.tickets);
    for (int32_t g = 0; g < 2; g++)
        assert_true(with.groups[g].sum[DS_GROUP_VISITS] ==
                    without.groups[g].sum[DS_GROUP_VISITS]);
    ds_tally_free(&with);
    ds_tally_free(&without);
}

/* Patience runs in the office: the ticket of Monday 00:00 is asked about on Monday at 9:30
 * (an hour and a half from 8:00); after the answer of 9:34 the solution of 10:00 comes
 * first. */
static void test_patience_runs_in_its_hours(void **state)
{
    (void)state;
    ds_tally tally = tally_of(1, "chase_after: constant(90m), hours: office}\n"
                                 "calendars: {office: {hours: Mon-Fri 08:00-18:00}");
    assert_sum(&tally, DS_SUM_CHASERS, 1);
    ds_tally_free(&tally);
}

static void test_measures_stand_with_their_practice(void **state)
{
    (void)state;
    ds_error err;
    char text[4096];
    (void)snprintf(text, sizeof text, ONE_TICKET, 1,
                   "chase_after: constant(2h), chase_work: constant(5m)");
    ds_desk desk = desk_from_text(text);
    ds_tally tally = desk_watch(&desk, 1, 0, NULL, NULL);
    ds_results results;
    assert_int_equal(ds_results_init(&results, &desk, 1, 0.95, &tally, 1, &err), DS_OK);
    const ds_estimate *chasers =
        ds_results_find(&results, "practices", "communication", "chasers");
    assert_non_null(chasers);
    assert_true(chasers->value == 4);
    ds_results_free(&results);
    ds_tally_free(&tally);
    ds_desk_free(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_user_asks_whenever_the_patience_is_over),
        cmocka_unit_test(test_expectations_lengthen_patience),
        cmocka_unit_test(test_updates_on_time_keep_users_from_asking),
        cmocka_unit_test(test_an_update_that_nobody_has_time_for_is_late),
        cmocka_unit_test(test_tasks_are_in_no_measure_of_tickets),
        cmocka_unit_test(test_patience_runs_in_its_hours),
        cmocka_unit_test(test_measures_stand_with_their_practice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
