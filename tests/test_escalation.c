/* Hierarchical escalation, on timelines worked by hand. P3 has four hours. */
#include "desk_from_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define HEAD                                                                               \
    "start: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"                                     \
    "slas: {all: {resolution: {P1: 1h, P2: 2h, P3: 4h, P4: 8h}, pause_on: [user]}}\n"      \
    "arrivals: {all: {rate: 1/h, profile: flat}}\n"

typedef struct course {
    const ds_desk *desk;
    char text[2048];
    size_t used;
} course;

static const char *word_of(ds_happening happening)
{
    return happening == DS_TICKET_STARTED         ? "start"
           : happening == DS_TICKET_REPRIORITISED ? "priority"
           : happening == DS_TICKET_RESOLVED      ? "resolve"
                                                  : NULL;
}

static void write_down(void *context, const ds_replication *replication,
                       ds_happening happening, int32_t row, ds_ticks now)
{
    course *seen = context;
    const ds_ticket *ticket = ds_replication_ticket(replication, row);
    if (!word_of(happening))
        return;
    seen->used += (size_t)snprintf(
        seen->text + seen->used, sizeof seen->text - seen->used, "%g %s %c %s\n",
        (double)now / (double)DS_MINUTE, word_of(happening),
        (char)('A' + (int)ticket->number - 1), seen->desk->groups[ticket->group].name);
    assert_true(seen->used < sizeof seen->text);
}

/* Tickets of P3 at the minutes given. */
static ds_tally expect_course(const char *rest, const double *minutes, int32_t count,
                              const char *expected)
{
    desk_arrival tickets[8];
    ds_desk desk = desk_from_format(HEAD "%s", rest);
    course seen = {.desk = &desk};
    for (int32_t i = 0; i < count; i++)
        tickets[i] = (desk_arrival){minutes[i], desk.categories[0].name, 3};
    desk_give_tickets(&desk, tickets, count);
    ds_tally tally = desk_watch(&desk, 1, 0, write_down, &seen);
    assert_string_equal(seen.text, expected);
    ds_desk_free(&desk);
    return tally;
}

#define ONE_GROUP(agents, work)                                                            \
    "groups: {L1: {tier: 1, agents: " agents "}, boss: {tier: 9, agents: 1}}\n"            \
    "categories: {all: {share: 100%, priority: {P3: 100%}, work: {L1: " work "}}}\n"

/* Half of the four hours are over at 120. The manager hears of A until 130, of B until 140,
 * and what they do takes 20 minutes more. */
static void test_a_managers_attention_is_limited(void **state)
{
    (void)state;
    ds_tally tally =
        expect_course(ONE_GROUP("2", "3h") "escalation: {managers: boss, rules: [{sla: "
                                           "50%, raise: 1, delay: 20m}]}\n",
                      (double[]){0, 0}, 2,
                      "0 start A L1\n0 start B L1\n150 priority A L1\n160 priority B L1\n"
                      "180 resolve A L1\n180 resolve B L1\n");
    assert_true(tally.practice[DS_SUM_ESCALATIONS] == 2);
    assert_true(tally.practice[DS_SUM_ESCALATED_TICKETS] == 2);
    assert_true(tally.practice[DS_SUM_NOTIFIED] == 2);
    assert_true(tally.practice[DS_SUM_NOTICE_TIME] == 30.0 * (double)DS_MINUTE);
    assert_true(tally.practice[DS_SUM_MANAGER_WORK] == 20.0 * (double)DS_MINUTE);
    assert_true(tally.practice[DS_SUM_RAISED] == 2);
    ds_tally_free(&tally);
}

/* The breach is when the due instant has passed: a resolution at 240 is none. */
static void test_a_resolution_at_the_due_instant_is_not_escalated_as_a_breach(void **state)
{
    (void)state;
    const char *rule = "escalation: {managers: boss, rules: [{sla: 100%}]}\n";
    char text[1024];
    (void)snprintf(text, sizeof text, "%s%s", ONE_GROUP("1", "4h"), rule);
    ds_tally tally =
        expect_course(text, (double[]){0}, 1, "0 start A L1\n240 resolve A L1\n");
    assert_true(tally.practice[DS_SUM_ESCALATIONS] == 0);
    ds_tally_free(&tally);
    (void)snprintf(text, sizeof text, "%s%s", ONE_GROUP("1", "241m"), rule);
    tally = expect_course(text, (double[]){0}, 1, "0 start A L1\n241 resolve A L1\n");
    assert_true(tally.practice[DS_SUM_ESCALATIONS] == 1);
    ds_tally_free(&tally);
}

/* Fifteen minutes at the door, on hold until 45, then work: 120 minutes of the clock are
 * over at 150. */
static void test_a_share_of_the_sla_waits_for_pauses(void **state)
{
    (void)state;
    ds_tally tally =
        expect_course("groups: {door: {tier: 1, agents: 1}, wait: {tier: 1, agents: 1}, "
                      "back: {tier: 2, agents: 1}}\n"
                      "categories:\n  all:\n    share: 100%\n    priority: {P3: 100%}\n"
                      "    first: {door: 100%}\n    route:\n"
                      "      door: {work: 15m, resolve: 0%, next: {wait: 100%}}\n"
                      "      wait: {work: constant(0m), resolve: 0%, next: {back: 100%}, "
                      "hold: {user: {share: 100%, time: constant(30m)}}}\n"
                      "      back: {work: 3h}\n"
                      "escalation: {rules: [{sla: 50%, raise: 1}]}\n",
                      (double[]){0}, 1,
                      "0 start A door\n15 start A wait\n45 start A wait\n45 start A back\n"
                      "150 priority A back\n225 resolve A back\n");
    ds_tally_free(&tally);
}

static void test_the_second_reassignment_escalates(void **state)
{
    (void)state;
    ds_tally tally = expect_course(
        "groups: {L1: {tier: 1, agents: 1}, L2: {tier: 2, agents: 1}, "
        "L3: {tier: 3, agents: 1}}\n"
        "categories: {all: {share: 100%, priority: {P3: 100%}, work: {L1: 10m, L2: 10m, "
        "L3: 10m}, resolved_at: {L1: 0%, L2: 0%}}}\n"
        "escalation: {rules: [{reassignments: 2, raise: 1}]}\n",
        (double[]){0}, 1,
        "0 start A L1\n10 start A L2\n20 start A L3\n20 priority A L3\n30 resolve A L3\n");
    ds_tally_free(&tally);
}

/* A priority alone escalates at once; each rule comes once, the second after the first has
 * raised the ticket. */
static void test_a_priority_escalates_at_once(void **state)
{
    (void)state;
    ds_tally tally = expect_course(
        ONE_GROUP("1",
                  "1h") "escalation: {managers: boss, attention: constant(5m), rules: ["
                        "{priorities: P3, raise: 1}, {priorities: [P2]}]}\n",
        (double[]){0}, 1, "0 start A L1\n5 priority A L1\n60 resolve A L1\n");
    assert_true(tally.practice[DS_SUM_ESCALATIONS] == 2);
    assert_true(tally.practice[DS_SUM_ESCALATED_TICKETS] == 1);
    ds_tally_free(&tally);
}

/* B has waited since 1: at 11 help is called, it is there at 16 and does the 30 minutes;
 * what comes after that at L2 is as ever. A is being worked on: nobody comes. */
static void test_another_group_takes_on_what_waits(void **state)
{
    (void)state;
    ds_tally tally = expect_course(
        "groups: {L1: {tier: 1, agents: 1}, L2: {tier: 2, agents: 2}, "
        "crew: {tier: 8, agents: 1}}\n"
        "categories: {all: {share: 100%, priority: {P3: 100%}, work: {L1: 30m, L2: 10m}, "
        "resolved_at: {L1: 0%}}}\n"
        "escalation: {rules: [{age: 10m, help: crew, delay: 5m}]}\n",
        (double[]){0, 1}, 2,
        "0 start A L1\n16 start B crew\n30 start A L2\n40 resolve A L2\n46 start B L2\n"
        "56 resolve B L2\n");
    assert_true(tally.practice[DS_SUM_HELPED] == 1);
    assert_true(tally.groups[0].sum[DS_GROUP_WAIT] == 15.0 * (double)DS_MINUTE);
    assert_true(tally.groups[2].sum[DS_GROUP_BUSY] == 30.0 * (double)DS_MINUTE);
    const ds_slice *all = ds_tally_slice(&tally, DS_BY_OVERALL, 0);
    assert_true(all->sum[DS_SUM_REASSIGNMENTS] == 2); /* to L2, each */
    ds_tally_free(&tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_managers_attention_is_limited),
        cmocka_unit_test(test_a_resolution_at_the_due_instant_is_not_escalated_as_a_breach),
        cmocka_unit_test(test_a_share_of_the_sla_waits_for_pauses),
        cmocka_unit_test(test_the_second_reassignment_escalates),
        cmocka_unit_test(test_a_priority_escalates_at_once),
        cmocka_unit_test(test_another_group_takes_on_what_waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
