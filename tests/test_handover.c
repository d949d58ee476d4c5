/* Handing over, on timelines worked by hand: 10 minutes at L1, then 30 at L2. */
#include "desk_from_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static ds_tally tally_of(const char *handover)
{
    ds_desk desk = desk_from_format(
        "start: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"
        "groups: {L1: {tier: 1, agents: 1}, L2: {tier: 2, agents: 1}}\n"
        "arrivals: {all: {rate: 1/h, profile: flat}}\n"
        "categories:\n"
        "  all: {share: 100%%, priority: {P3: 100%%}, work: {L1: 10m, L2: 30m}, "
        "resolved_at: {L1: 0%%}}\n"
        "handover: {%s}\n",
        handover);
    desk_give_tickets(&desk, &(desk_arrival){0, "all", 3}, 1);
    ds_tally tally = desk_watch(&desk, 1, 0, NULL, NULL);
    ds_desk_free(&desk);
    return tally;
}

static void expect(const char *handover, double resolved_minutes, double handovers,
                   double sent_back, double ping_pongs)
{
    ds_tally tally = tally_of(handover);
    const ds_slice *all = ds_tally_slice(&tally, DS_BY_OVERALL, 0);
    assert_true(all->sum[DS_SUM_RESOLUTION] == resolved_minutes * (double)DS_MINUTE);
    assert_true(tally.practice[DS_SUM_HANDOVERS] == handovers);
    assert_true(tally.practice[DS_SUM_SENT_BACK] == sent_back);
    assert_true(tally.practice[DS_SUM_PING_PONGS] == ping_pongs);
    ds_tally_free(&tally);
}

/* L1 writes for 2 minutes (12), L2 finds out for 15 (45). */
static void test_documentation_costs_the_giver_and_saves_the_taker(void **state)
{
    (void)state;
    expect("documentation: 25%, cost: constant(20m), writing: 8m", 57, 1, 0, 0);
    expect("documentation: 100%, cost: constant(20m), writing: 8m", 48, 1, 0, 0);
    expect("documentation: 0%, cost: constant(20m), writing: 8m", 60, 1, 0, 0);
}

/* L1 until 10, L2 finds out until 30 that it lacks everything, L1 needs 20 + 10 until 60,
 * L2 20 + 30 until 110: no group sends a ticket back twice. */
static void test_what_is_not_documented_may_be_sent_back(void **state)
{
    (void)state;
    expect("documentation: 0%, cost: constant(20m), sent_back: 100%", 110, 3, 1, 2);
    expect("documentation: 100%, cost: constant(20m), writing: 0, sent_back: 100%", 40, 1,
           0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documentation_costs_the_giver_and_saves_the_taker),
        cmocka_unit_test(test_what_is_not_documented_may_be_sent_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
