/* Problem management, on timelines worked by hand. */
#include "desk_from_text.h"
#include "model/practices.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/* Incidents need 60 minutes at L1. All of `loop` come of one cause, none of `other`. */
#define DESK                                                                               \
    "horizon: 10d\nwarm_up: 0\n"                                                           \
    "groups: {L1: {tier: 1, agents: 2}, fixers: {tier: 3, agents: 1}}\n"                   \
    "arrivals: {all: {type: incident, rate: 0.000001/week}}\n"                             \
    "categories:\n"                                                                        \
    "  loop: {share: 50%%, priority: {P1: 50%%, P2: 50%%}, work: {L1: constant(1h)}}\n"    \
    "  other: {share: 50%%, priority: {P1: 50%%, P2: 50%%}, work: {L1: constant(1h)}}\n"   \
    "problems: {causes: {leak: {category: loop, share: 100%%}}, investigation: "           \
    "constant(5h), saves: 50%%, lead_time: constant(10h), change: constant(1h), %s}\n"

static ds_tally run_calls(const char *problems, const desk_arrival *calls, int32_t count)
{
    ds_desk desk = desk_from_format(DESK, problems);
    desk_give_tickets(&desk, calls, count);
    ds_tally tally = desk_watch(&desk, 1, 0, NULL, NULL);
    ds_desk_free(&desk);
    return tally;
}

static double hours(double h)
{
    return h * (double)DS_HOUR;
}

static double touch_of(const ds_tally *tally)
{
    return ds_tally_slice(tally, DS_BY_OVERALL, 0)->sum[DS_SUM_TOUCH];
}

static const desk_arrival course[] = {
    {0,         "loop",  1}, /* 60 minutes */
    {120,       "loop",  1}, /* the second: a problem is opened, investigated until 7:00 */
    {6 * 60,    "loop",  1}, /* not known yet: 60 minutes */
    {8 * 60,    "loop",  1}, /* known: 30 minutes; the change is due at 17:00 */
    {8 * 60,    "other", 1}, /* has nothing of it: 60 minutes */
    {17.5 * 60, "loop",  1}, /* the change is under way, from 17:00 to 18:00: 30 minutes */
    {19 * 60,   "loop",  1}, /* does not come */
    {20 * 60,   "other", 1},
    {21 * 60,   "loop",  1}, /* does not come */
};
#define CALLS ((int32_t)(sizeof course / sizeof course[0]))

static void test_a_cause_is_found_and_removed(void **state)
{
    (void)state;
    ds_tally tally = run_calls("group: fixers, after: 2, fails: 0%", course, CALLS);
    const double *sum = tally.practice;
    assert_true(sum[DS_SUM_PROBLEMS] == 1 && sum[DS_SUM_KNOWN_ERRORS] == 1);
    assert_true(sum[DS_SUM_FIXES] == 1 && sum[DS_SUM_FAILED_CHANGES] == 0);
    assert_true(sum[DS_SUM_RECURRING] == 5 && sum[DS_SUM_PREVENTED] == 2);
    assert_true(sum[DS_SUM_KNOWN_SAVED] == hours(1));
    assert_true(sum[DS_SUM_PROBLEM_WORK] == hours(6));
    assert_true(tally.tickets == 7 && touch_of(&tally) == hours(6));
    assert_true(tally.groups[1].sum[DS_GROUP_BUSY] == hours(6));
    ds_tally_free(&tally);
}

static void test_without_problem_management_the_incidents_never_end(void **state)
{
    (void)state;
    static const char *const nobody[] = {"after: 2", "group: fixers, after: 0"};
    for (int i = 0; i < 2; i++) {
        ds_tally tally = run_calls(nobody[i], course, CALLS);
        assert_true(tally.practice[DS_SUM_PROBLEMS] == 0);
        assert_true(tally.practice[DS_SUM_RECURRING] == 7);
        assert_true(tally.practice[DS_SUM_PREVENTED] == 0);
        assert_true(tally.tickets == 9 && touch_of(&tally) == hours(9));
        ds_tally_free(&tally);
    }
}

/* The known error comes at 5:00 + 5 h, and every change fails: at 21:00 (10:00 + 10 h + 1
 * h), at 32:00, 43:00, … each brings three incidents, at once, after 2 h and after 4 h. In
 * ten days there are 20 changes, the last at 230:00; its incidents come until 234:00. They
 * are new, and handling each takes an hour. */
static void test_a_failed_change_brings_incidents_and_is_tried_again(void **state)
{
    (void)state;
    const desk_arrival calls[] = {
        {300, "loop", 1}
    };
    ds_desk desk = desk_from_format(
        DESK, "group: fixers, after: 1, fails: 95%, burst: {incidents: 3, every: 2h}");
    desk.practices->problems->fails = 1;
    desk_give_tickets(&desk, calls, 1);
    ds_tally tally = desk_watch(&desk, 1, 0, NULL, NULL);
    const double *sum = tally.practice;
    assert_true(sum[DS_SUM_FAILED_CHANGES] == 20 && sum[DS_SUM_FIXES] == 0);
    assert_true(sum[DS_SUM_CHANGE_INCIDENTS] == 60);
    assert_true(tally.tickets == 61 && tally.arrived == 61);
    assert_true(touch_of(&tally) == hours(1 + 60));
    assert_true(sum[DS_SUM_PROBLEM_WORK] == hours(5 + 20));
    assert_true(sum[DS_SUM_PROBLEMS] == 1 && sum[DS_SUM_KNOWN_ERRORS] == 1);
    ds_tally_free(&tally);
    ds_desk_free(&desk);
}

/* The team is one person: the second problem waits for the first. Both causes are seen at
 * 0:00; one is known at 5:00, the other at 10:00. */
static void test_a_small_team_investigates_one_problem_after_the_other(void **state)
{
    (void)state;
    const desk_arrival calls[] = {
        {0,   "loop",  1},
        {0,   "other", 1},
        {420, "loop",  1}, /* at 7:00 known: 30 minutes */
        {420, "other", 1}, /* not yet: 60 minutes */
        {660, "other", 1}, /* at 11:00 known: 30 minutes */
    };
    ds_desk desk = desk_from_text(
        "horizon: 12h\nwarm_up: 0\n"
        "groups: {L1: {tier: 1, agents: 2}, fixers: {tier: 3, agents: 1}}\n"
        "arrivals: {all: {type: incident, rate: 0.000001/week}}\n"
        "categories:\n"
        "  loop: {share: 50%, priority: {P1: 50%, P2: 50%}, work: {L1: constant(1h)}}\n"
        "  other: {share: 50%, priority: {P1: 50%, P2: 50%}, work: {L1: constant(1h)}}\n"
        "problems: {causes: {a: {category: loop, share: 100%}, b: {category: other, share: "
        "100%}}, group: fixers, after: 1, investigation: constant(5h), saves: 50%}\n");
    desk_give_tickets(&desk, calls, 5);
    ds_tally tally = desk_watch(&desk, 1, 0, NULL, NULL);
    assert_true(tally.practice[DS_SUM_PROBLEMS] == 2);
    assert_true(tally.practice[DS_SUM_KNOWN_ERRORS] == 2);
    assert_true(touch_of(&tally) == hours(2 + 0.5 + 1 + 0.5));
    ds_tally_free(&tally);
    ds_desk_free(&desk);
}

/* Restored at 2:00 by one person, a major incident that is to be reviewed opens the problem
 * of its category; the error is known at 7:00. Nothing opens one without it. */
static void test_a_major_incident_opens_a_problem(void **state)
{
    (void)state;
    static const char *const practices[] = {"major_incidents: {priorities: P1, war_room: "
                                            "{L1: 1}, declare: constant(0m), restore: "
                                            "constant(2h), review: {work: constant(0m)}}\n",
                                            ""};
    const desk_arrival calls[] = {
        {0,   "loop", 1},
        {600, "loop", 2}  /* 30 minutes with the known error, else 60 */
    };
    for (int i = 0; i < 2; i++) {
        char text[256];
        (void)snprintf(text, sizeof text, "group: fixers, after: 0, fails: 0%%}\n%s#",
                       practices[i]);
        ds_desk desk = desk_from_format(DESK, text);
        desk_give_tickets(&desk, calls, 2);
        ds_tally tally = desk_watch(&desk, 1, 0, NULL, NULL);
        assert_true(tally.practice[DS_SUM_PROBLEMS] == 1 - i);
        assert_true(tally.practice[DS_SUM_KNOWN_ERRORS] == 1 - i);
        assert_true(tally.practice[DS_SUM_KNOWN_SAVED] == hours(0.5 * (1 - i)));
        ds_tally_free(&tally);
        ds_desk_free(&desk);
    }
}

typedef struct arrivals {
    int32_t count;
    ds_ticks at[4000];
    int32_t category[4000];
} arrivals;

static void note_arrival(void *context, const ds_replication *replication,
                         ds_happening happening, int32_t row, ds_ticks now)
{
    arrivals *seen = context;
    if (happening != DS_TICKET_ARRIVED || seen->count == 4000)
        return;
    seen->category[seen->count] = ds_replication_ticket(replication, row)->category;
    seen->at[seen->count++] = now;
}

static arrivals *arrivals_with(const char *group)
{
    static arrivals both[2];
    arrivals *seen = &both[group[0] != '\0'];
    *seen = (arrivals){0};
    ds_desk desk = desk_from_format(
        "horizon: 4w\nwarm_up: 0\n"
        "groups: {L1: {agents: 20}, fixers: {tier: 2, agents: 2}}\n"
        "arrivals: {all: {type: incident, rate: 50/day}}\n"
        "categories:\n"
        "  loop: {share: 50%%, priority: {P1: 50%%, P2: 50%%}, work: {L1: constant(1h)}}\n"
        "  other: {share: 50%%, priority: {P1: 50%%, P2: 50%%}, work: {L1: constant(1h)}}\n"
        "problems: {%s causes: {leak: {category: loop, share: 40%%}}, fails: 0%%, "
        "lead_time: constant(2d)}\n",
        group);
    ds_tally tally = desk_watch(&desk, 3, 0, note_arrival, seen);
    assert_true((tally.practice[DS_SUM_PREVENTED] > 100) == (group[0] != '\0'));
    ds_tally_free(&tally);
    ds_desk_free(&desk);
    return seen;
}

/* Common random numbers: what comes with problem management is what comes without it, less
 * what the fix prevents. */
static void test_a_fix_takes_tickets_away_and_moves_no_other(void **state)
{
    (void)state;
    const arrivals *without = arrivals_with("");
    const arrivals *with = arrivals_with("group: fixers,");
    int32_t next = 0;
    assert_true(with->count < without->count && without->count < 4000);
    for (int32_t i = 0; i < without->count && next < with->count; i++)
        if (with->at[next] == without->at[i]) {
            assert_int_equal(with->category[next], without->category[i]);
            next++;
        } else {
            assert_int_equal(without->category[i], 0);
        }
    assert_int_equal(next, with->count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_cause_is_found_and_removed),
        cmocka_unit_test(test_without_problem_management_the_incidents_never_end),
        cmocka_unit_test(test_a_failed_change_brings_incidents_and_is_tried_again),
        cmocka_unit_test(test_a_small_team_investigates_one_problem_after_the_other),
        cmocka_unit_test(test_a_major_incident_opens_a_problem),
        cmocka_unit_test(test_a_fix_takes_tickets_away_and_moves_no_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
