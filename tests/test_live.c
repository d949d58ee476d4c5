/* Live contacts on timelines worked by hand. */
#include "desk_from_text.h"
#include "model/practices.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define MINUTES(n) ((double)(n) * (double)DS_MINUTE)

/* Calls of 10 minutes each. */
#define CALLS                                                                              \
    "horizon: 1d\nwarm_up: 0\ncalendars: {day: {hours: Mon-Sun 08:00-18:00}}\n"            \
    "groups: {L1: {tier: 1, %s%s}}\n"                                                      \
    "initial_backlog: {calls: %d}\n"                                                       \
    "arrivals: {calls: {type: incident, rate: 0.000001/week, channel: {phone: 100%%}}}\n"  \
    "categories:\n"                                                                        \
    "  all:\n"                                                                             \
    "    share: 100%%\n"                                                                   \
    "    priority: {P1: 50%%, P2: 50%%}\n"                                                 \
    "    work: {L1: constant(10m)}\n"                                                      \
    "channels: {phone: {answer_within: 5m%s}}\n"

/* One or two agents who are always there, and the same by shifts: another way through the
 * engine. */
static const struct {
    const char *one;
    const char *two;
} agents[] = {
    {"agents: 1",                                         "agents: 2"},
    {"shifts: [{agents: 1, hours: Mon-Sun 00:00-24:00}]",
     "shifts: [{agents: 2, hours: Mon-Sun 00:00-24:00}]"             },
};

#define WAYS ((int)(sizeof agents / sizeof agents[0]))

/* When tickets were resolved, in minutes, in their order. */
typedef struct watched {
    int32_t count;
    double resolved[16];
    uint64_t number[16];
} watched;

static void watch(void *context, const ds_replication *replication, ds_happening happening,
                  int32_t row, ds_ticks now)
{
    watched *seen = context;
    if (happening != DS_TICKET_RESOLVED || seen->count == 16)
        return;
    seen->number[seen->count] = ds_replication_ticket(replication, row)->number;
    seen->resolved[seen->count++] = (double)now / (double)DS_MINUTE;
}

typedef struct scene {
    const char *agents;
    const char *of_group;
    int backlog; /* deferred tickets at the start */
    const char *of_channel;
} scene;

static ds_tally play(scene what, const desk_arrival *calls, int32_t count, watched *seen)
{
    *seen = (watched){0};
    ds_desk desk =
        desk_from_format(CALLS, what.agents, what.of_group, what.backlog, what.of_channel);
    desk_give_tickets(&desk, calls, count);
    ds_tally tally = desk_watch(&desk, 1, 0, watch, seen);
    ds_desk_free(&desk);
    return tally;
}

/* A is answered at 0, until 10. B waits from 1, gives up at 5, calls again at 11 and is
 * answered until 21. C waits from 2 to 6 and again from 12 to 16, and leaves it at that. */
static void test_callers_give_up_and_try_again(void **state)
{
    (void)state;
    for (int i = 0; i < WAYS; i++) {
        const desk_arrival calls[] = {
            {0, "all", 1},
            {1, "all", 1},
            {2, "all", 1}
        };
        watched seen;
        ds_tally tally =
            play((scene){agents[i].one, "", 0,
                         ", patience: constant(4m), redial: {share: 100%, after: "
                         "constant(6m), tries: 2}"},
                 calls, 3, &seen);
        const ds_live_tally *phone = &tally.live[0];
        assert_true(phone->answered == 2 && phone->answered_in_time == 2 &&
                    phone->wait == 0);
        assert_true(phone->abandoned == 3 && phone->redialled == 2 && phone->blocked == 0);
        const double *sum = ds_tally_slice(&tally, DS_BY_OVERALL, 0)->sum;
        assert_true(sum[DS_SUM_ARRIVED] == 3 && sum[DS_SUM_RESOLVED] == 2 &&
                    sum[DS_SUM_ABANDONED] == 1 && sum[DS_SUM_CENSORED] == 0);
        assert_true(sum[DS_SUM_RESOLUTION] == MINUTES(10 + 20));
        assert_true(tally.arrived == 3 && tally.resolved == 2 && tally.backlog_end == 0);
        ds_tally_free(&tally);
    }
}

/* Two lines: A talks, B waits, C finds none free. B is answered after 9 minutes, late. */
static void test_a_caller_without_a_free_line_is_turned_away(void **state)
{
    (void)state;
    for (int i = 0; i < WAYS; i++) {
        const desk_arrival calls[] = {
            {0, "all", 1},
            {1, "all", 1},
            {2, "all", 1}
        };
        watched seen;
        ds_tally tally = play((scene){agents[i].one, "", 0, ", lines: 2"}, calls, 3, &seen);
        const ds_live_tally *phone = &tally.live[0];
        assert_true(phone->blocked == 1 && phone->abandoned == 0);
        assert_true(phone->answered == 2 && phone->answered_in_time == 1);
        assert_true(phone->wait == MINUTES(9));
        assert_true(phone->week_contacts[0] == 2 && phone->week_in_time[0] == 1);
        ds_tally_free(&tally);
    }
}

/* The agent works on a deferred ticket from 0; the call of 4 takes him until 14; what was
 * left is done at 20. */
static void test_a_call_interrupts_deferred_work(void **state)
{
    (void)state;
    for (int i = 0; i < WAYS; i++) {
        const desk_arrival calls[] = {
            {4, "all", 2}
        };
        watched seen;
        ds_tally tally =
            play((scene){agents[i].one, ", live: interrupt", 1, ""}, calls, 1, &seen);
        assert_int_equal(seen.count, 2);
        assert_true(seen.number[0] == 2 && seen.resolved[0] == 14);
        assert_true(seen.number[1] == 1 && seen.resolved[1] == 20);
        ds_tally_free(&tally);
    }
}

/* Two deferred tickets: the call of 5 is answered at 10, before the second of them. */
static void test_a_call_comes_before_deferred_work_that_waits(void **state)
{
    (void)state;
    for (int i = 0; i < WAYS; i++) {
        const desk_arrival calls[] = {
            {5, "all", 2}
        };
        watched seen;
        ds_tally tally = play((scene){agents[i].one, "", 2, ""}, calls, 1, &seen);
        assert_int_equal(seen.count, 3);
        assert_true(seen.number[1] == 3 && seen.resolved[1] == 20 &&
                    seen.resolved[2] == 30);
        ds_tally_free(&tally);
        tally = play((scene){agents[i].one, ", live: in_turn", 2, ""}, calls, 1, &seen);
        assert_true(seen.number[1] == 2 && seen.resolved[1] == 20);
        assert_true(seen.number[2] == 3 && seen.resolved[2] == 30);
        ds_tally_free(&tally);
    }
}

/* One of two agents is kept for calls. Deferred work: 0 to 10 by one of them; the call of 5
 * is answered at once, until 15; from 10 to 15 one agent idles, kept free, so the second
 * deferred ticket begins at 15. */
static void test_agents_are_kept_free_for_calls(void **state)
{
    (void)state;
    for (int i = 0; i < WAYS; i++) {
        const desk_arrival calls[] = {
            {5, "all", 2}
        };
        watched seen;
        ds_tally tally =
            play((scene){agents[i].two, ", reserved_for_live: 1", 2, ""}, calls, 1, &seen);
        assert_int_equal(seen.count, 3);
        assert_true(seen.resolved[0] == 10);
        assert_true(seen.number[1] == 3 && seen.resolved[1] == 15);
        assert_true(seen.resolved[2] == 25);
        assert_true(tally.live[0].wait == 0);
        ds_tally_free(&tally);
    }
}

/* Open from 8 to 18. The call of 7:00 is turned away and redials at 9:00; the one of 17:55
 * is answered until 18:05, in overtime. */
static void test_callers_out_of_hours_find_nobody(void **state)
{
    (void)state;
    const char *const hours[] = {"agents: 1, hours: day",
                                 "shifts: [{agents: 1, hours: Mon-Sun 08:00-18:00}]"};
    const desk_arrival calls[] = {
        {7 * 60,       "all", 1},
        {17 * 60 + 55, "all", 1}
    };
    for (int i = 0; i < 2; i++) {
        watched seen;
        ds_tally tally = play(
            (scene){hours[i], "", 0,
                    ", redial: {share: 100%, after: constant(2h), tries: 9}, lines: 5"},
            calls, 2, &seen);
        const ds_live_tally *phone = &tally.live[0];
        assert_true(phone->out_of_hours == 1 && phone->redialled == 1);
        assert_true(phone->answered == 2 && phone->abandoned == 0 && phone->blocked == 0);
        assert_int_equal(seen.count, 2);
        assert_true(seen.resolved[0] == 9 * 60 + 10 && seen.resolved[1] == 18 * 60 + 5);
        ds_tally_free(&tally);
    }
}

/* Deferred tickets of the same stream's portal wait without patience. */
static void test_other_channels_stay_deferred(void **state)
{
    (void)state;
    ds_desk desk = desk_from_format(
        "horizon: 10w\n"
        "groups: {L1: {tier: 1, agents: 2}}\n"
        "arrivals: {all: {type: incident, rate: 9/h, channel: {phone: 50%%, mail: 50%%}}}\n"
        "categories: {all: {share: 100%%, priority: {P1: 50%%, P2: 50%%}, work: {L1: "
        "exponential(mean 10m)}}}\n"
        "channels: {phone: {patience: exponential(mean 5m)}}\n");
    ds_tally *tallies = desk_run(&desk, 1, 1);
    const ds_live_tally *live = tallies[0].live;
    assert_true(live[0].answered > 3000 && live[0].abandoned > 100);
    assert_true(live[1].answered == 0 && live[1].abandoned == 0);
    const double *mail = ds_tally_slice(tallies, DS_BY_CHANNEL, 1)->sum;
    assert_true(mail[DS_SUM_ABANDONED] == 0 && mail[DS_SUM_RESOLVED] > 3000);
    desk_tallies_free(tallies, 1);
    ds_desk_free(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_callers_give_up_and_try_again),
        cmocka_unit_test(test_a_caller_without_a_free_line_is_turned_away),
        cmocka_unit_test(test_a_call_interrupts_deferred_work),
        cmocka_unit_test(test_a_call_comes_before_deferred_work_that_waits),
        cmocka_unit_test(test_agents_are_kept_free_for_calls),
        cmocka_unit_test(test_callers_out_of_hours_find_nobody),
        cmocka_unit_test(test_other_channels_stay_deferred),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
