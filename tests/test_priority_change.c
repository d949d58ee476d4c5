/* Changes of priority in mid-flight, on timelines worked by hand: the worked examples of
 * the three families (docs/model.md, "Changes of priority"), and what becomes of the queue
 * and of the work in hand.
 *
 * The change is brought about by a rule of escalation at an age.
 */
#include "desk_from_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A ticket comes at 10:00 as P2, whose target is 3 h; 15 minutes at `door`, then on hold
 * from 10:15 to 10:45 at `wait`, then 6 h of work. Raised to P1, 2 h, at an age of `%s`. */
#define WORKED_EXAMPLE                                                                     \
    "start: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"                                     \
    "groups: {door: {tier: 1, agents: 1}, wait: {tier: 1, agents: 1}, "                    \
    "back: {tier: 2, agents: 1}}\n"                                                        \
    "slas: {all: {resolution: {P1: 2h, P2: 3h}, pause_on: [user], "                        \
    "priority_change: %s, carry_pauses: %s}}\n"                                            \
    "arrivals: {all: {rate: 1/h, profile: flat}}\n"                                        \
    "categories:\n"                                                                        \
    "  all:\n    share: 100%%\n    priority: {P2: 100%%}\n    first: {door: 100%%}\n"      \
    "    route:\n"                                                                         \
    "      door: {work: 15m, resolve: 0%%, next: {wait: 100%%}}\n"                         \
    "      wait: {work: constant(0m), resolve: 0%%, next: {back: 100%%}, "                 \
    "hold: {user: {share: 100%%, time: constant(30m)}}}\n"                                 \
    "      back: {work: 6h}\n"                                                             \
    "escalation: {rules: [{age: %s, raise: 1}]}\n"

typedef struct clock_seen {
    double due; /* minutes after midnight, once the priority has changed */
    double changed;
    bool is_late;
    int32_t sla_priority;
    uint32_t cancelled;
} clock_seen;

static void see_change(void *context, const ds_replication *replication,
                       ds_happening happening, int32_t row, ds_ticks now)
{
    clock_seen *seen = context;
    if (happening != DS_TICKET_REPRIORITISED)
        return;
    const ds_ticket *ticket = ds_replication_ticket(replication, row);
    const ds_sla_clock *clock = &ds_replication_clocks(replication, row)->resolution;
    seen->due = (double)clock->due / (double)DS_MINUTE;
    seen->changed = (double)now / (double)DS_MINUTE;
    seen->is_late = ds_sla_clock_breached(clock, now);
    seen->sla_priority = ticket->priority;
    seen->cancelled = ticket->breaches_cancelled;
    assert_int_equal(ticket->initial_priority, 1);
}

static clock_seen raise_after(const char *age, const char *family, const char *carry,
                              ds_tally *tally_out)
{
    clock_seen seen = {0};
    ds_desk desk = desk_from_format(WORKED_EXAMPLE, family, carry, age);
    desk_give_tickets(&desk, &(desk_arrival){600, "all", 2}, 1);
    *tally_out = desk_watch(&desk, 1, 0, see_change, &seen);
    ds_desk_free(&desk);
    assert_int_equal(seen.sla_priority, 0);
    return seen;
}

#define CLOCK(hours, minutes) (60.0 * (hours) + (minutes))

static void expect_due(const char *family, const char *carry, double due)
{
    ds_tally tally;
    clock_seen seen = raise_after("1h", family, carry, &tally);
    assert_true(seen.changed == CLOCK(11, 0));
    assert_true(seen.due == due);
    ds_tally_free(&tally);
}

static void test_keep_takes_over_the_elapsed_time(void **state)
{
    (void)state; /* 30 minutes are used at 11:00; 90 are left of 2 h */
    expect_due("keep", "no", CLOCK(12, 30));
    expect_due("keep", "yes", CLOCK(12, 30));
}

static void test_restart_begins_at_the_change(void **state)
{
    (void)state;
    expect_due("restart", "no", CLOCK(13, 0));
    expect_due("restart", "yes", CLOCK(13, 0));
}

static void test_recompute_counts_from_creation_with_or_without_pauses(void **state)
{
    (void)state;
    expect_due("recompute", "yes", CLOCK(12, 30));
    expect_due("recompute", "no", CLOCK(12, 0));
}

/* Raised at 12:30: 10:00 and 2 h are over. */
static void test_recompute_may_be_breached_as_it_is_attached(void **state)
{
    (void)state;
    ds_tally tally;
    clock_seen seen = raise_after("150m", "recompute", "no", &tally);
    assert_true(seen.is_late);
    ds_tally_free(&tally);
    seen = raise_after("150m", "recompute", "yes", &tally);
    assert_false(seen.is_late); /* due 12:30, at this very instant */
    assert_true(seen.due == CLOCK(12, 30));
    ds_tally_free(&tally);
}

/* Still on hold at 10:30: 15 minutes are used, the clock goes on at 10:45 with 105 of 2 h
 * to go. */
static double due_at_resolution;

static void see_end(void *context, const ds_replication *replication,
                    ds_happening happening, int32_t row, ds_ticks now)
{
    see_change(context, replication, happening, row, now);
    if (happening == DS_TICKET_UNHELD)
        due_at_resolution =
            (double)ds_replication_clocks(replication, row)->resolution.due /
            (double)DS_MINUTE;
}

static void expect_due_after_hold(const char *family, const char *carry, double due)
{
    clock_seen seen = {0};
    ds_desk desk = desk_from_format(WORKED_EXAMPLE, family, carry, "30m");
    desk_give_tickets(&desk, &(desk_arrival){600, "all", 2}, 1);
    ds_tally tally = desk_watch(&desk, 1, 0, see_end, &seen);
    assert_true(seen.due == (double)DS_NEVER / (double)DS_MINUTE); /* paused */
    assert_true(due_at_resolution == due);
    ds_tally_free(&tally);
    ds_desk_free(&desk);
}

static void test_a_paused_clock_stays_paused(void **state)
{
    (void)state;
    expect_due_after_hold("keep", "no", CLOCK(12, 30));
    expect_due_after_hold("restart", "no", CLOCK(12, 45));
    expect_due_after_hold("recompute", "yes", CLOCK(12, 30));
    /* 30 minutes had gone when it was attached; the rest of the hold pauses it. */
    expect_due_after_hold("recompute", "no", CLOCK(12, 15));
}

/* Raised at 13:45, past the 13:30 of P2: with `restart` that breach is on a cancelled
 * clock; the new one of 15:45 is broken too, by the resolution at 16:45. */
static void test_a_breach_on_a_cancelled_clock_is_counted_apart(void **state)
{
    (void)state;
    ds_tally tally;
    clock_seen seen = raise_after("225m", "restart", "no", &tally);
    assert_int_equal(seen.cancelled, 1);
    const ds_slice *all = ds_tally_slice(&tally, DS_BY_OVERALL, 0);
    assert_true(all->sum[DS_SUM_BREACHES_CANCELLED] == 1);
    assert_true(all->sum[DS_SUM_RESOLUTION_DECIDED] == 1);
    assert_true(all->sum[DS_SUM_RESOLUTION_BREACHED] == 1);
    const ds_slice *final = ds_tally_slice(&tally, DS_BY_PRIORITY, 0);
    const ds_slice *initial = ds_tally_slice(&tally, DS_BY_INITIAL_PRIORITY, 1);
    assert_true(final->sum[DS_SUM_RESOLVED] == 1 && initial->sum[DS_SUM_RESOLVED] == 1);
    ds_tally_free(&tally);
    seen = raise_after("225m", "keep", "no", &tally);
    assert_int_equal(seen.cancelled, 0);
    ds_tally_free(&tally);
}

/* The queue and the work in hand. */

#define ONE_GROUP                                                                          \
    "start: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"                                     \
    "groups: {L1: {tier: 1, agents: 1, discipline: %s%s}}\n"                               \
    "arrivals: {all: {rate: 1/h, profile: flat}}\n"                                        \
    "categories:\n"                                                                        \
    "  all: {share: 100%%, priority: {P3: 100%%}, work: {L1: 30m}}\n"                      \
    "escalation: {rules: [%s]}\n"

typedef struct course {
    char text[2048];
    size_t used;
} course;

static void write_down(void *context, const ds_replication *replication,
                       ds_happening happening, int32_t row, ds_ticks now)
{
    course *seen = context;
    const ds_ticket *ticket = ds_replication_ticket(replication, row);
    const char *word = happening == DS_TICKET_STARTED         ? "start"
                       : happening == DS_TICKET_STOPPED       ? "stop"
                       : happening == DS_TICKET_RESOLVED      ? "resolve"
                       : happening == DS_TICKET_REPRIORITISED ? "priority"
                                                              : NULL;
    if (!word)
        return;
    seen->used += (size_t)snprintf(seen->text + seen->used, sizeof seen->text - seen->used,
                                   "%g %s %c\n", (double)now / (double)DS_MINUTE, word,
                                   (char)('A' + (int)ticket->number - 1));
    assert_true(seen->used < sizeof seen->text);
}

static ds_tally expect_course(const char *discipline, const char *preempt,
                              const char *rules, const desk_arrival *tickets, int32_t count,
                              const char *expected)
{
    course seen = {0};
    ds_desk desk = desk_from_format(ONE_GROUP, discipline, preempt, rules);
    desk_give_tickets(&desk, tickets, count);
    ds_tally tally = desk_watch(&desk, 1, 0, write_down, &seen);
    assert_string_equal(seen.text, expected);
    ds_desk_free(&desk);
    return tally;
}

/* C is raised to P2 at 22, before B; its wait of 48 minutes is booked once, whole. */
static void test_a_waiting_ticket_takes_its_place_and_its_wait_goes_on(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {0,  "all", 3},
        {1,  "all", 3},
        {12, "all", 3}
    };
    ds_tally tally =
        expect_course("priority", "", "{age: 10m, raise: 1, priorities: P3}", tickets, 3,
                      "0 start A\n10 priority A\n11 priority B\n22 priority C\n30 start "
                      "B\n30 resolve A\n60 start C\n60 resolve B\n90 resolve C\n");
    assert_true(tally.groups[0].sum[DS_GROUP_WAIT] == (29.0 + 48.0) * (double)DS_MINUTE);
    ds_tally_free(&tally);
}

/* B waits as P3, C as P4; C is raised past it by an age of 20 minutes, B never: only P4 is
 * raised. */
static void test_a_raised_ticket_goes_before_those_it_now_outranks(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {0, "all", 3},
        {1, "all", 3},
        {2, "all", 4}
    };
    ds_tally tally =
        expect_course("priority", "", "{age: 20m, raise: 2, priorities: P4}", tickets, 3,
                      "0 start A\n22 priority C\n30 start C\n30 resolve A\n60 start B\n60 "
                      "resolve C\n90 resolve B\n");
    ds_tally_free(&tally);
}

/* C interrupts A when it is raised to P2 at 22; A has 8 minutes left and goes before B. */
static void test_a_raised_ticket_interrupts(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {0, "all", 3},
        {1, "all", 3},
        {2, "all", 4}
    };
    ds_tally tally = expect_course(
        "priority", ", preempt: resume", "{age: 20m, raise: 2, priorities: P4}", tickets, 3,
        "0 start A\n22 priority C\n22 stop A\n22 start C\n52 start A\n52 resolve C\n60 "
        "start B\n60 resolve A\n90 resolve B\n");
    assert_true(tally.groups[0].sum[DS_GROUP_PREEMPTED] == 1);
    assert_true(tally.groups[0].sum[DS_GROUP_WAIT] ==
                (30.0 + 20.0 + 59.0) * (double)DS_MINUTE);
    ds_tally_free(&tally);
}

/* A is raised in work, so that the P2 of minute 15 has to wait. */
static void test_work_in_hand_is_raised_with_its_ticket(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {0,  "all", 3},
        {15, "all", 2}
    };
    ds_tally tally = expect_course(
        "priority", ", preempt: resume", "{age: 10m, raise: 1, priorities: P3}", tickets, 2,
        "0 start A\n10 priority A\n30 start B\n30 resolve A\n60 resolve B\n");
    ds_tally_free(&tally);
}

/* Jumping the queue of a group without priorities. */
static void test_a_ticket_jumps_the_queue(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {0, "all", 3},
        {1, "all", 3},
        {2, "all", 4}
    };
    ds_tally tally = expect_course(
        "fifo", "", "{age: 20m, jump_queue: yes, priorities: P4}", tickets, 3,
        "0 start A\n30 start C\n30 resolve A\n60 start B\n60 resolve C\n90 resolve B\n");
    ds_tally_free(&tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keep_takes_over_the_elapsed_time),
        cmocka_unit_test(test_restart_begins_at_the_change),
        cmocka_unit_test(test_recompute_counts_from_creation_with_or_without_pauses),
        cmocka_unit_test(test_recompute_may_be_breached_as_it_is_attached),
        cmocka_unit_test(test_a_paused_clock_stays_paused),
        cmocka_unit_test(test_a_breach_on_a_cancelled_clock_is_counted_apart),
        cmocka_unit_test(test_a_waiting_ticket_takes_its_place_and_its_wait_goes_on),
        cmocka_unit_test(test_a_raised_ticket_goes_before_those_it_now_outranks),
        cmocka_unit_test(test_a_raised_ticket_interrupts),
        cmocka_unit_test(test_work_in_hand_is_raised_with_its_ticket),
        cmocka_unit_test(test_a_ticket_jumps_the_queue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
