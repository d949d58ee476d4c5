/* Small desks whose timeline is worked out by hand: constant work, tickets at stated
 * minutes.
 *
 * Each test gives the tickets (minute, category, priority) and the whole expected course,
 * one line a happening: minute, what, ticket, group. Minutes count from Monday 5 January
 * 2026, 00:00 UTC; tickets are A, B, C … in the order of arrival. Short work takes 10
 * minutes, long work 30. */
#include "desk_from_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* One group L1 with `%s` as further keys of its own, further keys of the scenario after it.
 */
#define ONE_GROUP                                                                          \
    "name: timeline\nstart: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"                     \
    "calendars: {office: {hours: Mon-Fri 08:00-18:00}}\n"                                  \
    "groups: {L1: {tier: 1, agents: 1%s}}\n"                                               \
    "arrivals: {all: {rate: 1/h, profile: flat}}\n"                                        \
    "categories:\n"                                                                        \
    "  short: {share: 50%%, priority: {P1: 100%%}, work: {L1: 10m}}\n"                     \
    "  long: {share: 50%%, priority: {P1: 100%%}, work: {L1: 30m}}\n%s"

typedef desk_arrival arrival;

typedef struct course {
    const ds_desk *desk;
    char text[4096];
    size_t used;
} course;

static const char *word_of(ds_happening happening)
{
    switch (happening) {
    case DS_TICKET_STARTED:
        return "start";
    case DS_TICKET_STOPPED:
        return "stop";
    case DS_TICKET_HELD:
        return "hold";
    case DS_TICKET_UNHELD:
        return "unhold";
    case DS_TICKET_TIME_LIMIT:
        return "limit";
    case DS_TICKET_MISROUTED:
        return "misroute";
    case DS_TICKET_RESOLVED:
        return "resolve";
    case DS_TICKET_REOPENED:
        return "reopen";
    case DS_TICKET_REPRIORITISED:
        return "priority";
    case DS_TICKET_ARRIVED:
    case DS_TICKET_QUEUED:
    case DS_TICKET_WORKED:
    case DS_TICKET_CLOSED:
    case DS_TICKET_CENSORED:
    case DS_TICKET_LEFT_LINE:
    case DS_TICKET_TAKEN_ON:
    case DS_TICKET_ABANDONED:
    case DS_HAPPENINGS:
        break;
    }
    return NULL;
}

static void write_down(void *context, const ds_replication *replication,
                       ds_happening happening, int32_t row, ds_ticks now)
{
    course *so_far = context;
    const ds_ticket *ticket = ds_replication_ticket(replication, row);
    const char *word = word_of(happening);
    if (!word)
        return;
    so_far->used += (size_t)snprintf(
        so_far->text + so_far->used, sizeof so_far->text - so_far->used, "%g %s %c %s\n",
        (double)now / (double)DS_MINUTE, word, (char)('A' + (int)ticket->number - 1),
        so_far->desk->groups[ticket->group].name);
    assert_true(so_far->used < sizeof so_far->text);
}

/* Runs the tickets and compares the course; the tally is the caller's to free. */
static ds_tally expect_course(ds_desk *desk, const arrival *tickets, int32_t count,
                              const char *expected)
{
    course seen = {.desk = desk};
    desk_give_tickets(desk, tickets, count);
    ds_tally tally = desk_watch(desk, 1, 0, write_down, &seen);
    assert_string_equal(seen.text, expected);
    return tally;
}

#define COUNT(list) ((int32_t)(sizeof(list) / sizeof(list)[0]))

static void expect_order(const char *group_keys, const char *more_keys,
                         const arrival *tickets, int32_t count, const char *expected)
{
    ds_desk desk = desk_from_format(ONE_GROUP, group_keys, more_keys);
    ds_tally tally = expect_course(&desk, tickets, count, expected);
    ds_tally_free(&tally);
    ds_desk_free(&desk);
}

static double sum_of(const ds_tally *tally, ds_ticket_sum sum)
{
    return ds_tally_slice(tally, DS_BY_OVERALL, 0)->sum[sum];
}

/* Disciplines. */

static void test_fifo_serves_in_the_order_of_arrival(void **state)
{
    (void)state;
    const arrival tickets[] = {
        {0, "long",  3},
        {5, "short", 3},
        {6, "short", 1},
    };
    expect_order("", "", tickets, COUNT(tickets),
                 "0 start A L1\n30 start B L1\n30 resolve A L1\n40 start C L1\n"
                 "40 resolve B L1\n50 resolve C L1\n");
}

static void test_priority_goes_first_but_does_not_interrupt(void **state)
{
    (void)state;
    const arrival tickets[] = {
        {0, "long",  3},
        {5, "short", 3},
        {6, "short", 1},
    };
    expect_order(", discipline: priority", "", tickets, COUNT(tickets),
                 "0 start A L1\n30 start C L1\n30 resolve A L1\n40 start B L1\n"
                 "40 resolve C L1\n50 resolve B L1\n");
}

/* A is interrupted with 25 minutes left and goes on before B, who has its priority. */
static void test_preempted_work_resumes_at_the_head_of_its_class(void **state)
{
    (void)state;
    const arrival tickets[] = {
        {0, "long",  3},
        {1, "short", 3},
        {5, "short", 1},
    };
    expect_order(", discipline: priority, preempt: resume", "", tickets, COUNT(tickets),
                 "0 start A L1\n5 stop A L1\n5 start C L1\n15 start A L1\n"
                 "15 resolve C L1\n40 start B L1\n40 resolve A L1\n50 resolve B L1\n");
}

static void test_equal_priority_does_not_preempt(void **state)
{
    (void)state;
    const arrival tickets[] = {
        {0, "long",  2},
        {5, "short", 2},
    };
    expect_order(", discipline: priority, preempt: resume", "", tickets, COUNT(tickets),
                 "0 start A L1\n30 start B L1\n30 resolve A L1\n40 resolve B L1\n");
}

/* Dues: B 5 + 600, C 6 + 60, D 7 + 60. */
static void test_edf_serves_the_earliest_due_whatever_its_priority(void **state)
{
    (void)state;
    const arrival tickets[] = {
        {0, "long",  3},
        {5, "short", 1},
        {6, "short", 2},
        {7, "short", 2},
    };
    expect_order(", discipline: edf", "slas: {s: {resolution: {P1: 10h, P2: 1h}}}\n",
                 tickets, COUNT(tickets),
                 "0 start A L1\n30 start C L1\n30 resolve A L1\n40 start D L1\n"
                 "40 resolve C L1\n50 start B L1\n50 resolve D L1\n60 resolve B L1\n");
}

/* B is due at 100 with 10 minutes of work, C at 110 with 30: at 30 their slack is 60
 * and 50. */
static void test_least_slack_counts_the_work_ahead(void **state)
{
    (void)state;
    const arrival tickets[] = {
        {0, "long",  3},
        {5, "short", 1},
        {6, "long",  2},
    };
    const char *slas = "slas: {s: {resolution: {P1: 95m, P2: 104m}}}\n";
    expect_order(", discipline: least_slack", slas, tickets, COUNT(tickets),
                 "0 start A L1\n30 start C L1\n30 resolve A L1\n60 start B L1\n"
                 "60 resolve C L1\n70 resolve B L1\n");
    expect_order(", discipline: edf", slas, tickets, COUNT(tickets),
                 "0 start A L1\n30 start B L1\n30 resolve A L1\n40 start C L1\n"
                 "40 resolve B L1\n70 resolve C L1\n");
}

/* P1 gains 4 an hour, P2 1: at 30, B has 28 and C 4 × 5 = 20, or 4 × 10 = 40 if it came
 * at 20.
 */
static void test_accumulating_priority_weighs_waiting(void **state)
{
    (void)state;
    const char *keys = ", discipline: accumulating, accumulation: {P1: 4, P2: 1, P3: 1, "
                       "P4: 1, P5: 1}";
    const arrival late[] = {
        {0,  "long",  3},
        {2,  "short", 2},
        {25, "short", 1},
    };
    const arrival early[] = {
        {0,  "long",  3},
        {2,  "short", 2},
        {20, "short", 1},
    };
    expect_order(keys, "", late, COUNT(late),
                 "0 start A L1\n30 start B L1\n30 resolve A L1\n40 start C L1\n"
                 "40 resolve B L1\n50 resolve C L1\n");
    expect_order(keys, "", early, COUNT(early),
                 "0 start A L1\n30 start C L1\n30 resolve A L1\n40 start B L1\n"
                 "40 resolve C L1\n50 resolve B L1\n");
}

/* Hours: closing is Monday 18:00, minute 1080; the next opening Tuesday 08:00, 1920. */

static void test_suspended_work_resumes_at_the_next_opening(void **state)
{
    (void)state;
    const arrival tickets[] = {
        {1060, "long", 3}
    };
    expect_order(", hours: office", "", tickets, COUNT(tickets),
                 "1060 start A L1\n1080 stop A L1\n1920 start A L1\n1930 resolve A L1\n");
}

static void test_a_higher_priority_of_the_night_goes_before_suspended_work(void **state)
{
    (void)state;
    const arrival tickets[] = {
        {1060, "long",  3},
        {1100, "short", 3},
        {1200, "short", 1},
    };
    expect_order(", hours: office, discipline: priority", "", tickets, COUNT(tickets),
                 "1060 start A L1\n1080 stop A L1\n1920 start C L1\n1930 start A L1\n"
                 "1930 resolve C L1\n1940 start B L1\n1940 resolve A L1\n"
                 "1950 resolve B L1\n");
}

/* A ends at the closing instant and is done; B does not begin at it. */
static void test_work_that_ends_at_closing_is_done_and_nothing_begins(void **state)
{
    (void)state;
    const arrival tickets[] = {
        {1070, "short", 3},
        {1075, "short", 3},
    };
    expect_order(
        ", hours: office", "", tickets, COUNT(tickets),
        "1070 start A L1\n1080 resolve A L1\n1920 start B L1\n1930 resolve B L1\n");
}

static void test_finished_work_is_overtime_outside_utilisation(void **state)
{
    (void)state;
    const arrival tickets[] = {
        {1060, "long", 3}
    };
    ds_desk desk = desk_from_format(ONE_GROUP, ", hours: office, end_of_hours: finish", "");
    ds_tally tally = expect_course(&desk, tickets, COUNT(tickets),
                                   "1060 start A L1\n1090 resolve A L1\n");
    const double *sum = tally.groups[0].sum;
    assert_true(sum[DS_GROUP_BUSY] == 20.0 * (double)DS_MINUTE);
    assert_true(sum[DS_GROUP_OVERTIME] == 10.0 * (double)DS_MINUTE);
    assert_true(sum[DS_GROUP_ROSTERED] == 50.0 * (double)DS_HOUR);
    ds_tally_free(&tally);
    ds_desk_free(&desk);
}

/* Clocks. */

static double breaches_of(const char *target, const arrival *ticket)
{
    char slas[128];
    (void)snprintf(slas, sizeof slas, "slas: {s: {resolution: {P1: %s}}}\n", target);
    ds_desk desk = desk_from_format(ONE_GROUP, "", slas);
    desk_give_tickets(&desk, ticket, 1);
    ds_tally tally = desk_watch(&desk, 1, 0, NULL, NULL);
    assert_true(sum_of(&tally, DS_SUM_RESOLUTION_DECIDED) == 1);
    double breached = sum_of(&tally, DS_SUM_RESOLUTION_BREACHED);
    ds_tally_free(&tally);
    ds_desk_free(&desk);
    return breached;
}

static void test_a_resolution_at_the_due_instant_is_met(void **state)
{
    (void)state;
    const arrival ticket = {3, "short", 1};
    assert_true(breaches_of("10m", &ticket) == 0);
    assert_true(breaches_of("9.99m", &ticket) == 1);
}

/* Ten minutes of work and an hour on hold: the clock shows ten minutes where it pauses. */
static void test_a_hold_frees_the_agent_and_pauses_the_clock(void **state)
{
    (void)state;
    const char *format = "name: hold\nhorizon: 1w\n"
                         "groups: {L1: {tier: 1, agents: 1}}\n"
                         "slas: {s: {resolution: {P1: 1h}, pause_on: [%s]}}\n"
                         "arrivals: {all: {rate: 1/h, profile: flat}}\n"
                         "categories: {c: {priority: {P1: 100%%}, work: {L1: 10m}, "
                         "hold: {user: {share: 100%%, time: 60m}}}}\n";
    const arrival tickets[] = {
        {0,   "c", 1},
        {200, "c", 1},
    };
    for (int pauses = 0; pauses < 2; pauses++) {
        ds_desk desk = desk_from_format(format, pauses ? "user" : "vendor");
        desk_give_tickets(&desk, tickets, COUNT(tickets));
        ds_tally tally = desk_watch(&desk, 1, 0, NULL, NULL);
        double minutes = 1.0 / (double)DS_MINUTE;
        assert_true(sum_of(&tally, DS_SUM_RESOLVED) == 2);
        assert_true(sum_of(&tally, DS_SUM_RESOLUTION) * minutes == 140);
        assert_true(sum_of(&tally, DS_SUM_HOLD) * minutes == 120);
        assert_true(sum_of(&tally, DS_SUM_TOUCH) * minutes == 20);
        assert_true(sum_of(&tally, DS_SUM_SLA_ELAPSED) * minutes == (pauses ? 20 : 140));
        assert_true(sum_of(&tally, DS_SUM_RESOLUTION_BREACHED) == (pauses ? 0 : 2));
        assert_true(sum_of(&tally, DS_SUM_FIRST_CONTACT) == 0);
        assert_true(tally.groups[0].sum[DS_GROUP_BUSY] * minutes == 20);
        ds_tally_free(&tally);
        ds_desk_free(&desk);
    }
}

/* Moving on. */

#define TWO_GROUPS                                                                         \
    "name: two groups\nhorizon: 1w\n"                                                      \
    "groups: {L1: {tier: 1, agents: 1%s}, L2: {tier: 2, agents: 1}}\n"                     \
    "arrivals: {all: {rate: 1/h, profile: flat}}\n"                                        \
    "categories: {c: {priority: {P1: 100%%}, %s}}\n"

/* A is worked on when its 20 minutes at L1 are over, B waits: L2 takes them one by one. */
static void test_a_time_limit_hands_on_what_is_worked_on_and_what_waits(void **state)
{
    (void)state;
    const arrival tickets[] = {
        {0, "c", 1},
        {0, "c", 1},
        {1, "c", 1},
    };
    ds_desk desk = desk_from_format(TWO_GROUPS, ", time_limit: 20m",
                                    "work: {L1: 30m, L2: 10m}, resolved_at: {L1: 50%}");
    ds_tally tally = expect_course(&desk, tickets, COUNT(tickets),
                                   "0 start A L1\n20 limit A L1\n20 start B L1\n"
                                   "20 start A L2\n20 limit B L1\n20 start C L1\n"
                                   "21 limit C L1\n30 start B L2\n30 resolve A L2\n"
                                   "40 start C L2\n40 resolve B L2\n50 resolve C L2\n");
    assert_true(tally.groups[0].sum[DS_GROUP_TIME_LIMITS] == 3);
    assert_true(sum_of(&tally, DS_SUM_ESCALATED) == 3);
    assert_true(sum_of(&tally, DS_SUM_REASSIGNMENTS) == 3);
    ds_tally_free(&tally);
    ds_desk_free(&desk);
}

/* Sent to L2 by mistake: 7 minutes to find out, then 10 at L1, where it belongs. */
static void test_a_misrouted_ticket_costs_a_rediagnosis(void **state)
{
    (void)state;
    const arrival tickets[] = {
        {0, "c", 1}
    };
    ds_desk desk = desk_from_format(
        TWO_GROUPS, "",
        "work: {L1: 10m}, misroute: {share: 100%, to: L2, rediagnosis: 7m}");
    course seen = {.desk = &desk};
    desk_give_tickets(&desk, tickets, 1);
    ds_tally tally = desk_watch(&desk, 1, 0, write_down, &seen);
    const char *after_misroute = strchr(seen.text, '\n') + 1;
    assert_memory_equal(seen.text, "0 misroute A", 12);
    assert_string_equal(after_misroute, "0 start A L2\n7 start A L1\n17 resolve A L1\n");
    assert_true(sum_of(&tally, DS_SUM_REASSIGNMENTS) == 1);
    assert_true(sum_of(&tally, DS_SUM_VISITS) == 2);
    assert_true(sum_of(&tally, DS_SUM_FIRST_CONTACT) == 0);
    ds_tally_free(&tally);
    ds_desk_free(&desk);
}

/* L1 hands on everything to L2; that is one escalation and no first-contact resolution. */
static void test_escalation_goes_up_the_ladder(void **state)
{
    (void)state;
    const arrival tickets[] = {
        {0, "c", 1},
        {1, "c", 1},
    };
    ds_desk desk =
        desk_from_format(TWO_GROUPS, "", "work: {L1: 10m, L2: 30m}, resolved_at: {L1: 0%}");
    ds_tally tally = expect_course(&desk, tickets, COUNT(tickets),
                                   "0 start A L1\n10 start B L1\n10 start A L2\n"
                                   "40 start B L2\n40 resolve A L2\n70 resolve B L2\n");
    double minutes = 1.0 / (double)DS_MINUTE;
    /* L1: B waits 9; L2: B waits from 20 to 40. */
    assert_true(tally.groups[0].sum[DS_GROUP_WAIT] * minutes == 9);
    assert_true(tally.groups[1].sum[DS_GROUP_WAIT] * minutes == 20);
    assert_true(tally.groups[0].sum[DS_GROUP_DELAYED] == 1);
    assert_true(tally.groups[1].sum[DS_GROUP_QUEUE_AREA] * minutes == 20);
    assert_true(sum_of(&tally, DS_SUM_ESCALATED) == 2);
    assert_true(sum_of(&tally, DS_SUM_RESOLUTION) * minutes == 40 + 69);
    ds_tally_free(&tally);
    ds_desk_free(&desk);
}

/* Half of the resolutions come back after an hour, with half of the work. Whether, is
 * drawn; when and how long follows: 10, then 60 later 5, then 60 later 5 … */
static void test_a_reopened_ticket_comes_back_with_half_the_work(void **state)
{
    (void)state;
    const arrival tickets[] = {
        {0,    "c", 1},
        {2000, "c", 1},
        {4000, "c", 1},
        {6000, "c", 1},
        {8000, "c", 1},
    };
    ds_desk desk = desk_from_format(
        TWO_GROUPS, "", "work: {L1: 10m}, reopen: {share: 50%, after: 60m, work: 50%}");
    desk_give_tickets(&desk, tickets, COUNT(tickets));
    int64_t reopened = 0;
    for (int64_t replication = 0; replication < 8; replication++) {
        ds_tally tally = desk_watch(&desk, 1, replication, NULL, NULL);
        double minutes = 1.0 / (double)DS_MINUTE;
        double again = sum_of(&tally, DS_SUM_VISITS) - 5;
        reopened += (int64_t)sum_of(&tally, DS_SUM_REOPENED);
        assert_true(sum_of(&tally, DS_SUM_RESOLVED) == 5);
        assert_true(sum_of(&tally, DS_SUM_FIRST_RESOLUTION) * minutes == 50);
        assert_true(sum_of(&tally, DS_SUM_RESOLUTION) * minutes == 50 + 65 * again);
        assert_true(sum_of(&tally, DS_SUM_TOUCH) * minutes == 50 + 5 * again);
        assert_true(
            sum_of(&tally, DS_SUM_FIRST_CONTACT) + sum_of(&tally, DS_SUM_REOPENED) == 5);
        ds_tally_free(&tally);
    }
    /* 40 tickets at one half: beyond 4 standard deviations (3.2) of 20 is no chance. */
    assert_in_range(reopened, 8, 32);
    ds_desk_free(&desk);
}

/* The window. */

/* A arrives in the warm-up, B in the window, C never gets an agent: the desk has one, who
 * is busy with B for a year. C's clock runs past its due: breached; D's does not:
 * undecided. */
static void test_what_is_open_at_the_end_is_judged_or_left_out(void **state)
{
    (void)state;
    ds_desk desk =
        desk_from_text("name: end\nhorizon: 2w\nwarm_up: 1w\ndrain: 1w\n"
                       "groups: {L1: {tier: 1, agents: 1}}\n"
                       "slas: {s: {resolution: {P1: 1h, P2: 100d}}}\n"
                       "arrivals: {all: {rate: 1/h, profile: flat}}\n"
                       "categories:\n"
                       "  quick: {share: 50%, priority: {P1: 100%}, work: {L1: "
                       "10m}}\n"
                       "  endless: {share: 50%, priority: {P1: 100%}, work: {L1: "
                       "365d}}\n");
    const arrival tickets[] = {
        {0,     "quick",   1},
        {10080, "quick",   1},
        {10090, "endless", 2},
        {10100, "quick",   1},
        {10110, "quick",   2},
    };
    desk_give_tickets(&desk, tickets, COUNT(tickets));
    ds_tally tally = desk_watch(&desk, 1, 0, NULL, NULL);
    assert_true(sum_of(&tally, DS_SUM_ARRIVED) == 4);
    assert_true(sum_of(&tally, DS_SUM_RESOLVED) == 1);
    assert_true(sum_of(&tally, DS_SUM_CENSORED) == 3);
    assert_true(sum_of(&tally, DS_SUM_RESOLUTION_DECIDED) == 2);
    assert_true(sum_of(&tally, DS_SUM_RESOLUTION_BREACHED) == 1);
    assert_true(sum_of(&tally, DS_SUM_UNDECIDED) == 2);
    assert_true(tally.arrived == 4 && tally.resolved == 1 && tally.backlog_end == 3);
    ds_tally_free(&tally);
    ds_desk_free(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fifo_serves_in_the_order_of_arrival),
        cmocka_unit_test(test_priority_goes_first_but_does_not_interrupt),
        cmocka_unit_test(test_preempted_work_resumes_at_the_head_of_its_class),
        cmocka_unit_test(test_equal_priority_does_not_preempt),
        cmocka_unit_test(test_edf_serves_the_earliest_due_whatever_its_priority),
        cmocka_unit_test(test_least_slack_counts_the_work_ahead),
        cmocka_unit_test(test_accumulating_priority_weighs_waiting),
        cmocka_unit_test(test_suspended_work_resumes_at_the_next_opening),
        cmocka_unit_test(test_a_higher_priority_of_the_night_goes_before_suspended_work),
        cmocka_unit_test(test_work_that_ends_at_closing_is_done_and_nothing_begins),
        cmocka_unit_test(test_finished_work_is_overtime_outside_utilisation),
        cmocka_unit_test(test_a_resolution_at_the_due_instant_is_met),
        cmocka_unit_test(test_a_hold_frees_the_agent_and_pauses_the_clock),
        cmocka_unit_test(test_a_time_limit_hands_on_what_is_worked_on_and_what_waits),
        cmocka_unit_test(test_a_misrouted_ticket_costs_a_rediagnosis),
        cmocka_unit_test(test_escalation_goes_up_the_ladder),
        cmocka_unit_test(test_a_reopened_ticket_comes_back_with_half_the_work),
        cmocka_unit_test(test_what_is_open_at_the_end_is_judged_or_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
