/* VIP users, loud users and mistaken priorities, on timelines worked by hand. */
#include "desk_from_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Ten minutes at L1, then half an hour at L2. */
#define TWO_TIERS                                                                          \
    "start: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"                                     \
    "groups: {L1: {tier: 1, agents: 1, discipline: priority}, L2: {tier: 2, agents: 1, "   \
    "discipline: priority}}\n"                                                             \
    "slas: {all: {resolution: {P1: 1h, P2: 2h, P3: 4h, P4: 8h, P5: 16h}}}\n"               \
    "arrivals: {all: {rate: 1/h, profile: flat}}\n"                                        \
    "categories:\n"                                                                        \
    "  levels: {share: 50%%, impact: {medium: 100%%}, urgency: {medium: 100%%}, "          \
    "work: {L1: 10m, L2: 30m}, resolved_at: {L1: 0%%}}\n"                                  \
    "  direct: {share: 50%%, priority: {P3: 100%%}, "                                      \
    "work: {L1: 10m, L2: 30m}, resolved_at: {L1: 0%%}}\n"                                  \
    "prioritisation: {%s}\n"

typedef struct course {
    char text[2048];
    size_t used;
} course;

static void write_down(void *context, const ds_replication *replication,
                       ds_happening happening, int32_t row, ds_ticks now)
{
    course *seen = context;
    const ds_ticket *ticket = ds_replication_ticket(replication, row);
    const char *word = happening == DS_TICKET_ARRIVED         ? "arrive"
                       : happening == DS_TICKET_REPRIORITISED ? "priority"
                       : happening == DS_TICKET_RESOLVED      ? "resolve"
                                                              : NULL;
    if (!word)
        return;
    seen->used +=
        (size_t)snprintf(seen->text + seen->used, sizeof seen->text - seen->used,
                         "%g %s %c P%d\n", (double)now / (double)DS_MINUTE, word,
                         (char)('A' + (int)ticket->number - 1), ticket->priority + 1);
    assert_true(seen->used < sizeof seen->text);
}

static ds_tally expect_course(const char *practice, const desk_arrival *tickets,
                              int32_t count, const char *expected)
{
    course seen = {0};
    ds_desk desk = desk_from_format(TWO_TIERS, practice);
    desk_give_tickets(&desk, tickets, count);
    for (int32_t i = 0; i < count; i++)
        if (strcmp(tickets[i].category, "levels") == 0)
            desk.streams[0].trace->rows[i].priority = DS_NO_ID; /* by the matrix */
    ds_tally tally = desk_watch(&desk, 1, 0, write_down, &seen);
    assert_string_equal(seen.text, expected);
    ds_desk_free(&desk);
    return tally;
}

/* Medium impact and urgency are P3; with high impact P2. */
static void test_a_vips_impact_is_raised(void **state)
{
    (void)state;
    ds_tally tally = expect_course("vip: {share: 100%}",
                                   (desk_arrival[]){
                                       {0, "levels", 0}
    },
                                   1, "0 arrive A P2\n40 resolve A P2\n");
    assert_true(tally.practice[DS_SUM_VIPS] == 1);
    assert_true(tally.practice[DS_SUM_VIP_RESOLUTION] == 40.0 * (double)DS_MINUTE);
    ds_tally_free(&tally);
}

static void test_where_the_priority_is_given_that_is_raised_up_to_the_highest(void **state)
{
    (void)state;
    ds_tally tally = expect_course(
        "vip: {share: 100%, raise: 2}",
        (desk_arrival[]){
            {0,   "direct", 4},
            {100, "direct", 2}
    },
        2, "0 arrive A P2\n40 resolve A P2\n100 arrive B P1\n140 resolve B P1\n");
    ds_tally_free(&tally);
}

/* All come mistaken as P5; seen when L1 begins: A at 0, B at 10. B is measured as P3, and
 * its first priority is P5. */
static void test_triage_corrects_a_mistaken_priority(void **state)
{
    (void)state;
    ds_tally tally =
        expect_course("mistaken: {P3: {P5: 100%}}, corrected: {triage: 100%}",
                      (desk_arrival[]){
                          {0, "direct", 3},
                          {1, "direct", 3}
    },
                      2,
                      "0 arrive A P5\n0 priority A P3\n1 arrive B P5\n10 priority B P3\n"
                      "40 resolve A P3\n70 resolve B P3\n");
    assert_true(tally.practice[DS_SUM_MISTAKES] == 2);
    assert_true(tally.practice[DS_SUM_CORRECTIONS] == 2);
    assert_true(ds_tally_slice(&tally, DS_BY_PRIORITY, 2)->sum[DS_SUM_RESOLVED] == 2);
    assert_true(ds_tally_slice(&tally, DS_BY_INITIAL_PRIORITY, 4)->sum[DS_SUM_RESOLVED] ==
                2);
    ds_tally_free(&tally);
}

static void test_what_triage_misses_the_next_tier_may_see(void **state)
{
    (void)state;
    ds_tally tally =
        expect_course("mistaken: {P3: {P4: 100%}}, corrected: {next_tier: 100%}",
                      (desk_arrival[]){
                          {0, "direct", 3}
    },
                      1, "0 arrive A P4\n10 priority A P3\n40 resolve A P3\n");
    ds_tally_free(&tally);
    tally = expect_course("mistaken: {P3: {P4: 100%}}",
                          (desk_arrival[]){
                              {0, "direct", 3}
    },
                          1, "0 arrive A P4\n40 resolve A P4\n");
    ds_tally_free(&tally);
}

/* Shares are met within four standard errors of 2,000 tickets. */
static void test_mistakes_come_with_their_shares(void **state)
{
    (void)state;
    ds_desk desk = desk_from_format(
        "horizon: 1000h\ndrain: 1w\n"
        "groups: {L1: {tier: 1, agents: unlimited}}\n"
        "arrivals: {all: {rate: 2/h, profile: flat}}\n"
        "categories: {all: {share: 100%%, priority: {P3: 100%%}, work: {L1: 1m}}}\n"
        "prioritisation: {mistaken: {P3: {P2: 10%%, P4: 30%%}}}\n");
    ds_tally tally = desk_watch(&desk, 1, 0, NULL, NULL);
    double n = tally.practice[DS_SUM_TICKETS_HEARD];
    double p2 = ds_tally_slice(&tally, DS_BY_PRIORITY, 1)->sum[DS_SUM_ARRIVED] / n;
    double p4 = ds_tally_slice(&tally, DS_BY_PRIORITY, 3)->sum[DS_SUM_ARRIVED] / n;
    assert_true(n > 1800);
    assert_true(p2 > 0.1 - 4 * 0.0068 && p2 < 0.1 + 4 * 0.0068);
    assert_true(p4 > 0.3 - 4 * 0.0103 && p4 < 0.3 + 4 * 0.0103);
    ds_tally_free(&tally);
    ds_desk_free(&desk);
}

/* A VIP's tickets go before others of their priority, and stay behind higher ones. */
static void test_vips_jump_the_queue_of_their_class_only(void **state)
{
    (void)state;
    ds_tally tally = expect_course(
        "vip: {share: 100%, raise: 0, jump_queue: yes}",
        (desk_arrival[]){
            {0, "direct", 3},
            {1, "direct", 3},
            {2, "direct", 1}
    },
        3,
        "0 arrive A P3\n1 arrive B P3\n2 arrive C P1\n40 resolve A P3\n70 resolve C P1\n"
        "100 resolve B P3\n");
    ds_tally_free(&tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_vips_impact_is_raised),
        cmocka_unit_test(test_where_the_priority_is_given_that_is_raised_up_to_the_highest),
        cmocka_unit_test(test_triage_corrects_a_mistaken_priority),
        cmocka_unit_test(test_what_triage_misses_the_next_tier_may_see),
        cmocka_unit_test(test_mistakes_come_with_their_shares),
        cmocka_unit_test(test_vips_jump_the_queue_of_their_class_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
