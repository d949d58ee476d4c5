/* Automation, on timelines worked by hand. */
#include "desk_from_text.h"
#include "model/practices.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Tickets need 60 minutes at L1, which hands all of `deep` on to L2, 60 minutes. */
#define DESK                                                                               \
    "horizon: 2d\nwarm_up: 0\n"                                                            \
    "groups: {L1: {tier: 1, agents: 2}, L2: {tier: 2, agents: 2}}\n"                       \
    "arrivals: {all: {type: incident, rate: 0.000001/week}}\n"                             \
    "categories:\n"                                                                        \
    "  plain: {share: 50%%, priority: {P1: 50%%, P2: 50%%}, work: {L1: constant(1h)}}\n"   \
    "  deep:\n"                                                                            \
    "    share: 50%%\n"                                                                    \
    "    priority: {P1: 50%%, P2: 50%%}\n"                                                 \
    "    work: {L1: constant(1h), L2: constant(1h)}\n"                                     \
    "    resolved_at: {L1: 0%%}\n"                                                         \
    "    %s\n"                                                                             \
    "automation: {%s}\n"

#define MOST 4000

/* When each ticket arrived and was resolved, in minutes, by its number in the stream. */
typedef struct course {
    double arrived[MOST];
    double resolved[MOST];
    int32_t group[MOST]; /* where it was first */
    int32_t count;
} course;

static void note(void *context, const ds_replication *replication, ds_happening happening,
                 int32_t row, ds_ticks now)
{
    course *seen = context;
    const ds_ticket *ticket = ds_replication_ticket(replication, row);
    double minute = (double)now / (double)DS_MINUTE;
    uint64_t which = ticket->who.ordinal;
    if (which >= MOST)
        return;
    if (happening == DS_TICKET_ARRIVED) {
        seen->arrived[which] = minute;
        seen->count++;
    } else if (happening == DS_TICKET_STARTED && ticket->visits == 1) {
        seen->group[which] = ticket->group;
    } else if (happening == DS_TICKET_RESOLVED) {
        seen->resolved[which] = minute;
    }
}

static course seen;

static ds_tally run_calls(const char *category, const char *automation,
                          const desk_arrival *calls, int32_t count)
{
    ds_desk desk = desk_from_format(DESK, category, automation);
    desk_give_tickets(&desk, calls, count);
    memset(&seen, 0, sizeof seen);
    ds_tally tally = desk_watch(&desk, 1, 0, note, &seen);
    ds_desk_free(&desk);
    return tally;
}

static double sum_of(const ds_tally *tally, ds_ticket_sum sum)
{
    return ds_tally_slice(tally, DS_BY_OVERALL, 0)->sum[sum];
}

/* The ticket of 0:10 cannot come before the start, that of 2:00 comes at 1:45. Neither has
 * the three minutes of contact in the hour of its first visit; the second visit takes its
 * hour. */
static void test_what_is_detected_comes_earlier_and_needs_no_contact(void **state)
{
    (void)state;
    const desk_arrival calls[] = {
        {10,  "plain", 1},
        {120, "deep",  2}
    };
    ds_tally tally = run_calls("", "detected: 100%, earlier: 15m, contact: 3m", calls, 2);
    assert_true(seen.arrived[0] == 0 && seen.resolved[0] == 57);
    assert_true(seen.arrived[1] == 105 && seen.resolved[1] == 105 + 57 + 60);
    assert_true(tally.practice[DS_SUM_DETECTED] == 2);
    assert_true(tally.practice[DS_SUM_AUTOMATION_SAVED] == 6.0 * (double)DS_MINUTE);
    assert_true(sum_of(&tally, DS_SUM_TOUCH) == (57.0 + 117.0) * (double)DS_MINUTE);
    ds_tally_free(&tally);
}

/* All of `deep` would go to L2 first and be sent back after half an hour. */
static void test_monitoring_knows_where_a_ticket_belongs(void **state)
{
    (void)state;
    const desk_arrival calls[] = {
        {120, "deep", 1}
    };
    static const char *const misroute =
        "misroute: {share: 100%, to: L2, rediagnosis: constant(30m)}";
    ds_tally tally = run_calls(misroute, "detected: 0%", calls, 1);
    assert_true(seen.group[0] == 1 && seen.resolved[0] == 120 + 30 + 120);
    ds_tally_free(&tally);
    tally = run_calls(misroute, "detected: 100%, earlier: 0m, contact: 0m", calls, 1);
    assert_true(seen.group[0] == 0 && seen.resolved[0] == 120 + 120);
    ds_tally_free(&tally);
}

/* A quarter of each hour. */
static void test_diagnostics_shorten_each_visit(void **state)
{
    (void)state;
    const desk_arrival calls[] = {
        {0, "deep",  1},
        {0, "plain", 1}
    };
    ds_tally tally =
        run_calls("", "categories: deep, diagnosed: 100%, saves: 25%", calls, 2);
    assert_true(seen.resolved[0] == 90 && seen.resolved[1] == 60);
    assert_true(tally.practice[DS_SUM_AUTOMATION_SAVED] == 30.0 * (double)DS_MINUTE);
    ds_tally_free(&tally);
}

/* The script is done after five minutes, whatever agents do; only `plain` has one. */
static void test_a_script_resolves_without_an_agent(void **state)
{
    (void)state;
    const desk_arrival calls[] = {
        {30,  "plain", 1},
        {40,  "deep",  1},
        {100, "plain", 2}
    };
    ds_tally tally = run_calls("", "categories: [plain], resolved: 100%", calls, 3);
    assert_true(seen.resolved[0] == 35 && seen.resolved[2] == 105);
    assert_true(seen.resolved[1] == 160);
    assert_true(tally.practice[DS_SUM_AUTO_RESOLVED] == 2);
    assert_true(sum_of(&tally, DS_SUM_RESOLVED) == 3);
    assert_true(sum_of(&tally, DS_SUM_TOUCH) == 120.0 * (double)DS_MINUTE);
    assert_true(sum_of(&tally, DS_SUM_RESOLUTION) == 130.0 * (double)DS_MINUTE);
    assert_true(tally.groups[0].sum[DS_GROUP_BUSY] == 60.0 * (double)DS_MINUTE);
    ds_tally_free(&tally);
}

static course month_of(const char *automation)
{
    ds_desk desk = desk_from_format(
        "horizon: 4w\nwarm_up: 0\n"
        "groups: {L1: {agents: unlimited}}\n"
        "arrivals: {all: {type: incident, rate: 50/day}}\n"
        "categories: {all: {share: 100%%, priority: {P1: 50%%, P2: 50%%}, work: {L1: "
        "constant(1h)}}}\n"
        "%s",
        automation);
    course *into = &seen;
    memset(into, 0, sizeof *into);
    ds_tally tally = desk_watch(&desk, 5, 0, note, into);
    ds_tally_free(&tally);
    ds_desk_free(&desk);
    return *into;
}

/* Common random numbers: each ticket comes at its instant or 45 minutes earlier, though
 * others come in between, and 30 % of them (of about 1,400: within 5 percentage points,
 * four standard errors) come earlier. */
static void test_some_come_earlier_and_all_others_when_they_would(void **state)
{
    (void)state;
    static course without;
    static course with;
    without = month_of("");
    with = month_of("automation: {detected: 30%, earlier: 45m}\n");
    int32_t early = 0;
    int32_t both = 0;
    for (int i = 0; i < MOST; i++) {
        if (without.arrived[i] == 0 || with.arrived[i] == 0)
            continue;
        double by = without.arrived[i] - with.arrived[i];
        assert_true(by == 0 || (by > 45 - 1e-6 && by < 45 + 1e-6) || with.arrived[i] == 0);
        early += by > 0;
        both++;
    }
    assert_true(both > 1200 && with.count >= without.count);
    assert_true(early > both * 25 / 100 && early < both * 35 / 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_detected_comes_earlier_and_needs_no_contact),
        cmocka_unit_test(test_monitoring_knows_where_a_ticket_belongs),
        cmocka_unit_test(test_diagnostics_shorten_each_visit),
        cmocka_unit_test(test_a_script_resolves_without_an_agent),
        cmocka_unit_test(test_some_come_earlier_and_all_others_when_they_would),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
