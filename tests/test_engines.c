/* The engines that are built for fewer features do what the whole one does, to the last
 * bit: it runs whatever is observed. */
#include "desk_from_text.h"
#include "model/features.h"
#include "model/replication.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define NETWORK                                                                            \
    "horizon: 2w\nwarm_up: 1d\n"                                                           \
    "calendars: {day: {hours: Mon-Sun 04:00-23:00}}\n"                                     \
    "groups:\n"                                                                            \
    "  L1: {tier: 1, agents: 9, discipline: priority%s}\n"                                 \
    "  L2: {tier: 2, agents: 3}\n"                                                         \
    "arrivals: {incidents: {type: incident, rate: 5/h}}\n"                                 \
    "categories:\n"                                                                        \
    "  all:\n"                                                                             \
    "    share: 100%%\n"                                                                   \
    "    priority: {P1: 10%%, P2: 30%%, P3: 60%%}\n"                                       \
    "    work: {L1: lognormal(mean 1h cv 1), L2: exponential(mean 1h)}\n"                  \
    "    resolved_at: {L1: 60%%}\n"

static void watch(void *context, const ds_replication *replication, ds_happening happening,
                  int32_t ticket_row, ds_ticks now)
{
    int64_t *happenings = context;
    (void)replication;
    (void)happening;
    (void)ticket_row;
    (void)now;
    ++*happenings;
}

static void assert_same(const ds_tally *a, const ds_tally *b)
{
    assert_true(a->tickets > 500 && a->tickets == b->tickets && a->events == b->events);
    assert_int_equal(a->slice_count, b->slice_count);
    for (int32_t s = 0; s < a->slice_count; s++)
        assert_memory_equal(a->slices[s].sum, b->slices[s].sum, sizeof a->slices[s].sum);
    for (int32_t g = 0; g < a->group_count; g++)
        assert_memory_equal(a->groups[g].sum, b->groups[g].sum, sizeof a->groups[g].sum);
}

/* The features that a desk is expected to have, and the same figures watched or not. */
static void assert_engines_agree(const char *of_L1, const char *more, uint32_t features)
{
    char text[4096];
    int64_t happenings = 0;
    (void)snprintf(text, sizeof text, NETWORK "%s", of_L1, more);
    ds_desk desk = desk_from_text(text);
    assert_int_equal(ds_desk_features(&desk), features);
    ds_tally alone = desk_watch(&desk, 7, 3, NULL, NULL);
    ds_tally watched = desk_watch(&desk, 7, 3, watch, &happenings);
    assert_same(&alone, &watched);
    assert_true(happenings > alone.tickets);
    ds_tally_free(&alone);
    ds_tally_free(&watched);
    ds_desk_free(&desk);
}

static void test_a_network_of_queues_needs_no_feature(void **unused)
{
    (void)unused;
    assert_engines_agree("", "", 0);
}

static void test_holds_and_reopening_are_detours(void **unused)
{
    (void)unused;
    assert_engines_agree(
        "",
        "    hold: {user: {share: 20%, time: exponential(mean 5h)}}\n"
        "    reopen: {share: 10%, after: exponential(mean 1d), work: 50%}\n",
        DS_FEATURE_DETOURS);
}

static void test_targets_are_clocks(void **unused)
{
    (void)unused;
    assert_engines_agree("", "slas: {all: {resolution: {P1: 4h, P2: 8h, P3: 1d}}}\n",
                         DS_FEATURE_CLOCKS);
}

static void test_opening_hours_interrupt(void **unused)
{
    (void)unused;
    assert_engines_agree(", hours: day", "", DS_FEATURE_INTERRUPTION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_network_of_queues_needs_no_feature),
        cmocka_unit_test(test_holds_and_reopening_are_detours),
        cmocka_unit_test(test_targets_are_clocks),
        cmocka_unit_test(test_opening_hours_interrupt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
