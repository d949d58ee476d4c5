/* Major incidents on timelines worked by hand. */
#include "desk_from_text.h"
#include "model/practices.h"
#include "people_course.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Two at L1, three at L2, always there; a major incident takes 240 minutes of one alone. */
#define DESK                                                                               \
    "name: majors\nstart: 2026-01-05\nhorizon: 1w\nwarm_up: 0\ntime_zone: UTC\n"           \
    "groups: {L1: {tier: 1, agents: 2, discipline: priority}, "                            \
    "L2: {tier: 2, agents: 3, discipline: priority}}\n"                                    \
    "arrivals: {all: {rate: 0.000001/week}}\n"                                             \
    "categories:\n"                                                                        \
    "  outage: {share: 50%%, priority: {P1: 100%%}, work: {L2: 30m}}\n"                    \
    "  other: {share: 50%%, priority: {P3: 100%%}, work: {L2: 50m}}\n"                     \
    "major_incidents: {%s}\n"

#define MINUTES(sum) ((sum) / (double)DS_MINUTE)

#define ROOM                                                                               \
    "priorities: [P1], declare: constant(10m), war_room: {L2: 2}, restore: "               \
    "constant(240m), exponent: 1"

/* A comes at 0 and is worked on as any ticket until it is declared at 10. B and C are in
 * work at L2; the war room takes A's agent and one more: the last to begin, C's, at 10 of
 * its 50 minutes. Two people restore in 120 minutes, until 130. B's agent is free at 50 and
 * goes on with C, which was interrupted, before D, which came at 11. */
static void test_a_war_room_pulls_people_and_restores(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {0,  "outage", 1},
        {0,  "other",  3},
        {0,  "other",  3},
        {11, "other",  3},
    };
    ds_tally tally = people_course(
        "0 start A A1\n0 start B A2\n0 start C A3\n10 stop A\n10 stop C\n50 start C A2\n"
        "50 resolve B\n90 start D A2\n90 resolve C\n130 resolve A\n140 resolve D\n",
        tickets, 4, DESK, ROOM);
    const double *of = tally.practice;
    assert_true(of[DS_SUM_MAJORS] == 1 && of[DS_SUM_RESTORED] == 1);
    assert_true(MINUTES(of[DS_SUM_TIME_TO_DECLARE]) == 10);
    assert_true(MINUTES(of[DS_SUM_TIME_TO_ASSEMBLE]) == 0);
    assert_true(MINUTES(of[DS_SUM_TIME_TO_RESTORE]) == 130);
    assert_true(MINUTES(of[DS_SUM_ROOM_TIME]) == 240);
    ds_tally_free(&tally);
}

/* The same by shifts: another way through the engine. */
static void test_a_war_room_of_people_with_shifts(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {0, "outage", 1},
        {0, "other",  3},
        {0, "other",  3},
    };
    ds_tally tally = people_course(
        "0 start A A3\n0 start B A4\n0 start C A5\n10 stop A\n10 stop C\n50 start C A4\n"
        "50 resolve B\n90 resolve C\n130 resolve A\n",
        tickets, 3,
        "name: majors\nstart: 2026-01-05\nhorizon: 1w\nwarm_up: 0\ntime_zone: UTC\n"
        "groups: {L1: {tier: 1, agents: 2}, L2: {tier: 2, discipline: priority, shifts: "
        "[{agents: 3, hours: 24x7}]}}\n"
        "arrivals: {all: {rate: 0.000001/week}}\n"
        "categories:\n"
        "  outage: {share: 50%%, priority: {P1: 100%%}, work: {L2: 30m}}\n"
        "  other: {share: 50%%, priority: {P3: 100%%}, work: {L2: 50m}}\n"
        "major_incidents: {%s}\n",
        ROOM);
    /* B and C for 50 minutes, A for 10, two in the room for 120; shared by three agents. */
    assert_true(MINUTES(tally.groups[1].sum[DS_GROUP_BUSY]) == 50 + 50 + 10 + 240);
    ds_tally_free(&tally);
}

/* It is through on its ordinary way before anybody declares it. */
static void test_what_is_resolved_in_time_is_not_declared(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {0, "outage", 1},
    };
    ds_tally tally = people_course("0 start A A1\n30 resolve A\n", tickets, 1, DESK,
                                   "priorities: [P1], declare: constant(40m), war_room: "
                                   "{L2: 2}, restore: constant(1h)");
    assert_true(tally.practice[DS_SUM_MAJORS] == 0);
    ds_tally_free(&tally);
}

/* Three people, alone 240 minutes: 240 ÷ 3^0.5 = 138.564 minutes. */
static void test_more_people_gain_less_and_less(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {0, "outage", 1},
    };
    ds_tally tally =
        people_course("0 start A A1\n10 stop A\n148.564 resolve A\n", tickets, 1, DESK,
                      "priorities: [P1], declare: constant(10m), war_room: "
                      "{L2: 3}, restore: constant(240m), exponent: 0.5");
    assert_true(fabs(MINUTES(tally.practice[DS_SUM_ROOM_TIME]) - 3 * 240 / sqrt(3)) < 1e-4);
    ds_tally_free(&tally);
}

#define TWO_OUTAGES                                                                        \
    "name: majors\nstart: 2026-01-05\nhorizon: 1w\nwarm_up: 0\ntime_zone: UTC\n"           \
    "groups: {L1: {tier: 1, agents: 2, discipline: priority}, "                            \
    "L2: {tier: 2, agents: 3, discipline: priority}}\n"                                    \
    "arrivals: {all: {rate: 0.000001/week}}\n"                                             \
    "categories:\n"                                                                        \
    "  outage: {share: 50%%, priority: {P1: 100%%}, work: {L2: 5h}}\n"                     \
    "  other: {share: 50%%, priority: {P1: 100%%}, work: {L2: 5h}}\n"                      \
    "major_incidents: {%s}\n"

/* B is declared at 20, and waits for A's manager until 130; its ordinary work goes on
 * meanwhile. Then two restore it until 250. */
static void test_a_second_one_waits_for_the_manager(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {0,  "outage", 1},
        {10, "other",  1},
    };
    ds_tally tally = people_course("0 start A A1\n10 start B A2\n10 stop A\n130 resolve A\n"
                                   "130 stop B\n250 resolve B\n",
                                   tickets, 2, TWO_OUTAGES, ROOM);
    assert_true(MINUTES(tally.practice[DS_SUM_WAIT_FOR_MANAGER]) == 110);
    assert_true(tally.practice[DS_SUM_MAJORS] == 2);
    ds_tally_free(&tally);
}

/* The third within a quarter of an hour is the major incident; a fourth is not another. */
static void test_many_of_a_kind_are_one_major_incident(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {0,  "other", 3},
        {10, "other", 3},
        {14, "other", 3},
        {16, "other", 3},
    };
    ds_tally tally = people_course(
        "0 start A A1\n10 start B A2\n14 start C A3\n15 stop C\n15 stop B\n50 start B A1\n"
        "50 resolve A\n75 resolve C\n75 start D A3\n95 resolve B\n125 resolve D\n",
        tickets, 4, DESK,
        "related: {tickets: 3, within: 15m}, declare: constant(1m), war_room: {L2: 2}, "
        "restore: constant(2h), exponent: 1");
    assert_true(tally.practice[DS_SUM_MAJORS] == 1);
    ds_tally_free(&tally);
}

/* Declared at 10, restored at 130: updates are due at 40, 70 and 100 (and at 130, as it is
 * over). The agents of L1 are idle and write each within 5 minutes. */
static void test_updates_go_out_at_their_cadence(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {0, "outage", 1},
    };
    ds_tally tally =
        people_course("0 start A A1\n10 stop A\n130 resolve A\n", tickets, 1, DESK,
                      ROOM ", updates: {every: 30m, work: constant(5m), group: L1}");
    assert_true(tally.practice[DS_SUM_MAJOR_UPDATES_DUE] == 3);
    assert_true(tally.practice[DS_SUM_MAJOR_UPDATES_ON_TIME] == 3);
    assert_true(MINUTES(tally.groups[0].sum[DS_GROUP_BUSY]) == 15);
    ds_tally_free(&tally);
}

static void test_a_review_is_work_for_those_who_took_part(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {0, "outage", 1},
    };
    ds_tally tally = people_course("0 start A A1\n10 stop A\n130 resolve A\n", tickets, 1,
                                   DESK, ROOM ", review: {after: 1d, work: constant(40m)}");
    assert_true(MINUTES(tally.practice[DS_SUM_REVIEW_WORK]) == 80);
    assert_true(MINUTES(tally.groups[1].sum[DS_GROUP_BUSY]) == 10 + 240 + 80);
    ds_tally_free(&tally);
}

/* Children. */

typedef struct family {
    int children;
    int resolved_with_parent;
    double last_call;
} family;

static void watch(void *context, const ds_replication *replication, ds_happening happening,
                  int32_t row, ds_ticks now)
{
    family *seen = context;
    double minute = MINUTES((double)now);
    if (ds_replication_ticket(replication, row)->number == 1)
        return;
    if (happening == DS_TICKET_ARRIVED) {
        seen->children++;
        seen->last_call = minute;
    } else if (happening == DS_TICKET_RESOLVED) {
        seen->resolved_with_parent += minute == 130;
    }
}

static ds_tally call_in(const char *count_children, family *seen)
{
    const desk_arrival ticket = {0, "outage", 1};
    char keys[512];
    (void)snprintf(keys, sizeof keys,
                   ROOM ", duplicates: {per_hour: 60, work: constant(1m), group: L1, "
                        "broadcast_after: 30m, deflected: 100%%}");
    *seen = (family){0};
    ds_desk desk = desk_from_format(DESK "count_children: %s\n", keys, count_children);
    desk_give_tickets(&desk, &ticket, 1);
    ds_tally tally = desk_watch(&desk, 1, 0, watch, seen);
    ds_desk_free(&desk);
    return tally;
}

/* Users call once a minute on average until the broadcast at 40; each call is a ticket that
 * is resolved with the major incident, at 130. It counts as arrived and resolved; in times
 * and rates only if that is wanted. */
static void test_duplicates_are_resolved_with_their_parent(void **state)
{
    (void)state;
    family seen;
    ds_tally tally = call_in("no", &seen);
    assert_in_range(seen.children, 15, 70); /* 40 calls, ± 4 standard errors */
    assert_true(seen.last_call > 20 && seen.last_call <= 40);
    assert_int_equal(seen.resolved_with_parent, seen.children);
    assert_true(tally.practice[DS_SUM_CHILDREN] == seen.children);
    assert_true(tally.arrived == 1 + seen.children && tally.resolved == 1 + seen.children);
    assert_true(ds_tally_slice(&tally, DS_BY_TYPE, DS_INCIDENT)->sum[DS_SUM_RESOLVED] == 1);
    ds_tally_free(&tally);
    tally = call_in("yes", &seen);
    assert_true(ds_tally_slice(&tally, DS_BY_TYPE, DS_INCIDENT)->sum[DS_SUM_RESOLVED] ==
                1 + seen.children);
    ds_tally_free(&tally);
}

/* Declared at 10 as P3 and raised; a workaround 30 minutes later lowers it to P2, and the
 * last call comes before it. The restoration goes on until 130. */
static void test_a_workaround_ends_the_calls_and_lowers_the_priority(void **state)
{
    (void)state;
    const desk_arrival ticket = {0, "outage", 3};
    family seen = {0};
    ds_desk desk = desk_from_format(
        DESK,
        "priorities: [P3], declare: constant(10m), war_room: {L2: 2}, restore: "
        "constant(240m), exponent: 1, raise_to: P1, workaround: {after: constant(30m), "
        "lower_to: P2}, duplicates: {per_hour: 60, work: constant(1m), group: L1}");
    desk_give_tickets(&desk, &ticket, 1);
    ds_tally tally = desk_watch(&desk, 1, 0, watch, &seen);
    assert_true(seen.children > 10 && seen.last_call <= 40);
    assert_int_equal(seen.resolved_with_parent, seen.children);
    assert_true(tally.practice[DS_SUM_WORKAROUNDS] == 1);
    assert_true(MINUTES(tally.practice[DS_SUM_TIME_TO_WORKAROUND]) == 40);
    assert_true(MINUTES(tally.practice[DS_SUM_TIME_TO_RESTORE]) == 130);
    assert_true(ds_tally_slice(&tally, DS_BY_PRIORITY, 1)->sum[DS_SUM_RESOLVED] == 1);
    ds_tally_free(&tally);
    ds_desk_free(&desk);
}

static void test_the_course_of_the_first_is_kept(void **state)
{
    (void)state;
    family seen;
    ds_tally tally = call_in("no", &seen);
    assert_non_null(tally.course);
    const ds_course_mark *marks = tally.course->marks;
    int calls = 0;
    double most = 0;
    for (int32_t i = 0; i < tally.course->count; i++) {
        calls += marks[i].what == DS_MARK_CALL;
        if (marks[i].what == DS_MARK_ROOM)
            most = fmax(most, marks[i].value);
        if (marks[i].what == DS_MARK_DECLARED)
            assert_true(MINUTES((double)marks[i].at) == 10);
        if (marks[i].what == DS_MARK_RESTORED)
            assert_true(MINUTES((double)marks[i].at) == 130);
    }
    assert_int_equal(calls, seen.children);
    assert_true(most == 2);
    ds_tally_free(&tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_war_room_pulls_people_and_restores),
        cmocka_unit_test(test_a_war_room_of_people_with_shifts),
        cmocka_unit_test(test_what_is_resolved_in_time_is_not_declared),
        cmocka_unit_test(test_more_people_gain_less_and_less),
        cmocka_unit_test(test_a_second_one_waits_for_the_manager),
        cmocka_unit_test(test_many_of_a_kind_are_one_major_incident),
        cmocka_unit_test(test_updates_go_out_at_their_cadence),
        cmocka_unit_test(test_a_review_is_work_for_those_who_took_part),
        cmocka_unit_test(test_duplicates_are_resolved_with_their_parent),
        cmocka_unit_test(test_a_workaround_ends_the_calls_and_lowers_the_priority),
        cmocka_unit_test(test_the_course_of_the_first_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
