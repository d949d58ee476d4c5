/* Rosters by hand-worked timelines: constant work, tickets at stated minutes of Monday
 * 5 January 2026, 00:00 UTC; tickets are A, B, C … in the order of arrival. Short work
 * takes 10 minutes, long work 30. Every agent's time is checked against the roster after
 * every event in builds that verify. */
#include "desk_from_text.h"
#include "people_course.h"
#include "scenarios/staffing_csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define HEAD                                                                               \
    "name: shifts\nstart: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"                       \
    "arrivals: {all: {rate: 1/h, profile: flat}}\n"                                        \
    "categories:\n"                                                                        \
    "  short: {share: 50%%, priority: {P1: 100%%}, work: {L1: 10m}}\n"                     \
    "  long: {share: 50%%, priority: {P1: 100%%}, work: {L1: 30m}}\n"
#define ONE_GROUP HEAD "groups: {L1: {tier: 1, %s}}\n"

#define EIGHT (8 * 60)

/* Head counts. */

static void test_agents_who_come_begin_with_whoever_waits(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT,      "long", 3},
        {EIGHT + 5,  "long", 3},
        {EIGHT + 6,  "long", 3},
        {EIGHT + 40, "long", 3},
    };
    /* One agent from 8:00, two more from 8:10. */
    expect_people_course("480 start A A1\n490 start B A2\n490 start C A3\n"
                         "510 resolve A\n520 resolve B\n520 resolve C\n"
                         "520 start D A1\n550 resolve D\n",
                         tickets, 4, ONE_GROUP,
                         "shifts: [{agents: 1, hours: Mon 08:00-16:00}, "
                         "{agents: 2, hours: Mon 08:10-16:00}]");
}

static void test_a_shift_end_hands_over_to_whoever_is_idle(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT + 50, "long", 3},
    };
    /* A1 leaves at 9:00 with 20 minutes left; A2 goes on at once. */
    expect_people_course("530 start A A1\n540 stop A\n540 start A A2\n560 resolve A\n",
                         tickets, 1, ONE_GROUP,
                         "shifts: [{agents: 1, hours: Mon 08:00-09:00}, "
                         "{agents: 1, hours: Mon 08:00-16:00}]");
}

static void test_a_hand_over_costs_touch_time(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT + 50, "long", 3},
    };
    expect_people_course("530 start A A1\n540 stop A\n540 start A A2\n565 resolve A\n",
                         tickets, 1, ONE_GROUP,
                         "hand_over: {cost: 5m}, "
                         "shifts: [{agents: 1, hours: Mon 08:00-09:00}, "
                         "{agents: 1, hours: Mon 08:00-16:00}]");
}

/* Both agents leave at 9:00, one comes at 10:00: A is before C and D, who came later. */
static void test_a_handed_over_ticket_goes_to_the_head(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT + 50, "long",  3},
        {EIGHT + 55, "short", 3},
        {EIGHT + 61, "short", 3},
    };
    expect_people_course("530 start A A1\n540 stop A\n600 start A A2\n620 start B A2\n"
                         "620 resolve A\n630 start C A2\n630 resolve B\n640 resolve C\n",
                         tickets, 3, ONE_GROUP,
                         "shifts: [{agents: 1, hours: Mon 08:00-09:00}, "
                         "{agents: 1, hours: Mon 10:00-16:00}]");
}

static void test_a_handed_over_ticket_goes_to_the_tail(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT + 50, "long",  3},
        {EIGHT + 55, "short", 3},
        {EIGHT + 61, "short", 3},
    };
    /* C comes after the hand-over: behind A. */
    expect_people_course("530 start A A1\n540 stop A\n600 start B A2\n610 start A A2\n"
                         "610 resolve B\n630 start C A2\n630 resolve A\n640 resolve C\n",
                         tickets, 3, ONE_GROUP,
                         "hand_over: {to: tail}, "
                         "shifts: [{agents: 1, hours: Mon 08:00-09:00}, "
                         "{agents: 1, hours: Mon 10:00-16:00}]");
}

/* A waits for its agent until Tuesday, though A2 is idle. */
static void test_suspended_work_waits_for_the_same_agent(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT + 50, "long",  3},
        {EIGHT + 65, "short", 3},
    };
    expect_people_course("530 start A A1\n540 stop A\n545 start B A2\n555 resolve B\n"
                         "1920 start A A1\n1940 resolve A\n",
                         tickets, 2, ONE_GROUP,
                         "end_of_shift: suspend, "
                         "shifts: [{agents: 1, hours: 'Mon,Tue 08:00-09:00'}, "
                         "{agents: 1, hours: Mon 08:00-16:00}]");
}

static void test_suspended_work_goes_before_those_who_wait(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT + 50, "long",  3},
        {EIGHT + 65, "short", 3},
    };
    expect_people_course("530 start A A1\n540 stop A\n1920 start A A1\n1940 start B A1\n"
                         "1940 resolve A\n1950 resolve B\n",
                         tickets, 2, ONE_GROUP,
                         "end_of_shift: suspend, "
                         "shifts: [{agents: 1, hours: 'Mon,Tue 08:00-09:00'}]");
}

static void test_a_higher_priority_goes_before_suspended_work(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT + 50, "long",  3},
        {EIGHT + 65, "short", 2},
        {EIGHT + 66, "short", 3},
    };
    expect_people_course("530 start A A1\n540 stop A\n1920 start B A1\n1930 start A A1\n"
                         "1930 resolve B\n1950 start C A1\n1950 resolve A\n"
                         "1960 resolve C\n",
                         tickets, 3, ONE_GROUP,
                         "discipline: priority, end_of_shift: suspend, "
                         "shifts: [{agents: 1, hours: 'Mon,Tue 08:00-09:00'}]");
}

static void test_finished_work_is_overtime(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT + 50, "long",  3},
        {EIGHT + 55, "short", 3},
    };
    ds_tally tally = people_course("530 start A A1\n560 resolve A\n600 start B A2\n"
                                   "610 resolve B\n",
                                   tickets, 2, ONE_GROUP,
                                   "end_of_shift: finish, "
                                   "shifts: [{agents: 1, hours: Mon 08:00-09:00}, "
                                   "{agents: 1, hours: Mon 10:00-16:00}]");
    const double *sum = tally.groups[0].sum;
    assert_true(sum[DS_GROUP_BUSY] == 20.0 * (double)DS_MINUTE);
    assert_true(sum[DS_GROUP_OVERTIME] == 20.0 * (double)DS_MINUTE);
    assert_true(sum[DS_GROUP_ROSTERED] == 7.0 * (double)DS_HOUR);
    ds_tally_free(&tally);
}

/* Work that ends when the shift does is done, and no other is begun. */
static void test_nobody_begins_at_the_instant_of_leaving(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT + 30, "long",  3},
        {EIGHT + 55, "short", 3},
    };
    expect_people_course("510 start A A1\n540 resolve A\n1920 start B A1\n1930 resolve B\n",
                         tickets, 2, ONE_GROUP,
                         "shifts: [{agents: 1, hours: 'Mon,Tue 08:00-09:00'}]");
}

static void test_a_night_shift_goes_on_past_midnight(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {23 * 60 + 50,     "long",  3},
        {24 * 60 + 6 * 60, "short", 3},
    };
    expect_people_course("1430 start A A1\n1460 resolve A\n2760 start B A1\n"
                         "2770 resolve B\n",
                         tickets, 2, ONE_GROUP,
                         "shifts: [{agents: 1, hours: Mon-Fri 22:00-06:00}]");
}

static void test_preemption_takes_the_agent_of_the_lower_priority(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT,     "long",  3},
        {EIGHT + 5, "short", 1},
    };
    expect_people_course("480 start A A1\n485 stop A\n485 start B A1\n495 start A A1\n"
                         "495 resolve B\n520 resolve A\n",
                         tickets, 2, ONE_GROUP,
                         "discipline: priority, preempt: resume, "
                         "shifts: [{agents: 1, hours: Mon 08:00-16:00}]");
}

/* Breaks. */

#define WITH_BREAK                                                                         \
    "shifts: [{agents: 1, hours: Mon 08:00-16:00, breaks: [{time: 09:00-09:30}]}"

/* A waits for its agent, though A2 is there. */
static void test_a_break_sets_work_aside(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT + 50, "long", 3},
    };
    ds_tally tally = people_course(
        "530 start A A1\n540 stop A\n570 start A A1\n590 resolve A\n", tickets, 1,
        ONE_GROUP, WITH_BREAK ", {agents: 1, hours: Mon 08:00-16:00}]");
    const double *sum = tally.groups[0].sum;
    assert_true(sum[DS_GROUP_BREAK] == 30.0 * (double)DS_MINUTE);
    assert_true(sum[DS_GROUP_ROSTERED] == 15.5 * (double)DS_HOUR);
    assert_true(sum[DS_GROUP_OVERTIME] == 0);
    ds_tally_free(&tally);
}

/* The break is ten minutes shorter by the work that is finished first. */
static void test_work_finished_in_a_break_is_overtime(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT + 40, "long",  3},
        {EIGHT + 55, "short", 3},
    };
    ds_tally tally =
        people_course("520 start A A1\n550 resolve A\n570 start B A1\n"
                      "580 resolve B\n",
                      tickets, 2, ONE_GROUP, "at_break: finish, " WITH_BREAK "]");
    const double *sum = tally.groups[0].sum;
    assert_true(sum[DS_GROUP_BUSY] == 30.0 * (double)DS_MINUTE);
    assert_true(sum[DS_GROUP_OVERTIME] == 10.0 * (double)DS_MINUTE);
    assert_true(sum[DS_GROUP_ROSTERED] == 7.5 * (double)DS_HOUR);
    ds_tally_free(&tally);
}

static void test_a_break_hands_over(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT + 50, "long", 3},
    };
    expect_people_course("530 start A A1\n540 stop A\n540 start A A2\n560 resolve A\n",
                         tickets, 1, ONE_GROUP,
                         "at_break: hand_over, " WITH_BREAK
                         ", {agents: 1, hours: Mon 08:00-16:00}]");
}

/* Head counts from a table. */

static ds_desk desk_with_counts(const int32_t *counts, const char *rules)
{
    ds_error err = {0};
    ds_desk desk = desk_from_format(ONE_GROUP, rules);
    ds_head_counts week = {.interval_minutes = 60, .agents = counts};
    assert_int_equal(ds_staffing_set_week(&desk, 0, &week, &err), DS_OK);
    return desk;
}

/* B is A2's, whose place goes at 9:00; A1 is idle and goes instead. */
static void test_idle_heads_go_first(void **state)
{
    (void)state;
    int32_t counts[168] = {[8] = 2, [9] = 1};
    const desk_arrival tickets[] = {
        {EIGHT,      "short", 3},
        {EIGHT + 50, "long",  3},
        {EIGHT + 65, "short", 3},
    };
    ds_desk desk = desk_with_counts(counts, "agents: 1, end_of_hours: finish");
    ds_tally tally = people_course_of(&desk, tickets, 3,
                                      "480 start A A1\n490 resolve A\n530 start B A2\n"
                                      "560 start C A2\n560 resolve B\n570 resolve C\n");
    assert_true(tally.groups[0].sum[DS_GROUP_OVERTIME] == 0);
    assert_true(tally.groups[0].sum[DS_GROUP_ROSTERED] == 3.0 * (double)DS_HOUR);
    ds_tally_free(&tally);
    ds_desk_free(&desk);
}

static void test_head_counts_of_a_week_add_up(void **state)
{
    (void)state;
    int32_t counts[168] = {[8] = 2, [9] = 5, [10] = 5, [11] = 3, [100] = 1};
    ds_desk desk = desk_with_counts(counts, "agents: 1");
    const ds_staffing *staffing = desk.groups[0].staffing;
    assert_int_equal(desk.groups[0].agents, 5);
    for (int32_t hour = 0; hour < 2 * 168; hour++) {
        ds_ticks at = hour * DS_HOUR;
        assert_int_equal(ds_staffing_on_duty(staffing, at), counts[hour % 168]);
        assert_int_equal(ds_staffing_on_duty(staffing, at + DS_HOUR - 1),
                         counts[hour % 168]);
        assert_true(ds_staffing_between(staffing, at, at + DS_HOUR) ==
                    (double)(counts[hour % 168] * DS_HOUR));
    }
    assert_true(ds_staffing_between(staffing, 0, DS_WEEK) == 16.0 * (double)DS_HOUR);
    assert_true(ds_staffing_between(staffing, 9 * DS_HOUR + DS_HOUR / 2,
                                    11 * DS_HOUR + DS_HOUR / 2) == 9.0 * (double)DS_HOUR);
    ds_desk_free(&desk);
}

/* A roster that is one shift for all is the same desk as `agents` and `hours`. */

#define PLAIN                                                                              \
    "start: 2026-01-05\nhorizon: 4w\ntime_zone: Europe/London\n"                           \
    "calendars: {office: {hours: Mon-Fri 08:00-18:00}}\n"                                  \
    "arrivals: {all: {rate: 90/day, profile: flat}}\n"                                     \
    "categories: {any: {share: 100%%, priority: {P1: 20%%, P2: 80%%}, "                    \
    "work: {L1: lognormal(mean 25m cv 1)}, "                                               \
    "hold: {user: {share: 20%%, time: exponential(mean 3h)}}}}\n"                          \
    "groups: {L1: {%s, %s}}\n"

static void expect_same(const char *rules)
{
    ds_desk one = desk_from_format(PLAIN, rules, "agents: 6, hours: office");
    ds_desk other =
        desk_from_format(PLAIN, rules, "shifts: [{agents: 6, hours: Mon-Fri 08:00-18:00}]");
    ds_tally *a = desk_run(&one, 7, 1);
    ds_tally *b = desk_run(&other, 7, 1);
    const double *left = ds_tally_slice(a, DS_BY_OVERALL, 0)->sum;
    const double *right = ds_tally_slice(b, DS_BY_OVERALL, 0)->sum;
    for (int32_t i = 0; i < DS_TICKET_SUMS; i++)
        assert_true(left[i] == right[i]);
    static const ds_group_sum sums[] = {
        DS_GROUP_VISITS, DS_GROUP_WAIT,     DS_GROUP_WAIT_OPEN, DS_GROUP_DELAYED,
        DS_GROUP_BUSY,   DS_GROUP_OVERTIME, DS_GROUP_ROSTERED,  DS_GROUP_PREEMPTED};
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++)
        assert_true(a->groups[0].sum[sums[i]] == b->groups[0].sum[sums[i]]);
    assert_true(left[DS_SUM_RESOLVED] > 2000);
    desk_tallies_free(a, 1);
    desk_tallies_free(b, 1);
    ds_desk_free(&one);
    ds_desk_free(&other);
}

static void test_one_shift_for_all_is_as_agents_and_hours(void **state)
{
    (void)state;
    expect_same("end_of_hours: suspend");
    expect_same("end_of_hours: finish, discipline: priority");
    expect_same("discipline: priority, preempt: resume");
    expect_same("discipline: accumulating");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agents_who_come_begin_with_whoever_waits),
        cmocka_unit_test(test_a_shift_end_hands_over_to_whoever_is_idle),
        cmocka_unit_test(test_a_hand_over_costs_touch_time),
        cmocka_unit_test(test_a_handed_over_ticket_goes_to_the_head),
        cmocka_unit_test(test_a_handed_over_ticket_goes_to_the_tail),
        cmocka_unit_test(test_suspended_work_waits_for_the_same_agent),
        cmocka_unit_test(test_suspended_work_goes_before_those_who_wait),
        cmocka_unit_test(test_a_higher_priority_goes_before_suspended_work),
        cmocka_unit_test(test_finished_work_is_overtime),
        cmocka_unit_test(test_nobody_begins_at_the_instant_of_leaving),
        cmocka_unit_test(test_a_night_shift_goes_on_past_midnight),
        cmocka_unit_test(test_preemption_takes_the_agent_of_the_lower_priority),
        cmocka_unit_test(test_a_break_sets_work_aside),
        cmocka_unit_test(test_work_finished_in_a_break_is_overtime),
        cmocka_unit_test(test_a_break_hands_over),
        cmocka_unit_test(test_one_shift_for_all_is_as_agents_and_hours),
        cmocka_unit_test(test_idle_heads_go_first),
        cmocka_unit_test(test_head_counts_of_a_week_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
