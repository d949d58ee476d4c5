/* Callers who lose patience, and lines that are taken, against birth and death. */
#include "against_theory.h"
#include "desk_from_text.h"
#include "theory.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define REPLICATIONS 24
#define SEED 11
#define AGENTS 10
#define MEAN_H 0.1 /* of a call */

/* What a system with this many customers at most is like in the long run. */
typedef struct line_theory {
    double delayed;   /* of those who are let in */
    double abandoned; /* of those who are let in */
    double blocked;   /* of those who come */
    double queue;     /* mean length */
} line_theory;

/* M/M/c/K + M by its stationary distribution: births at `rate`, deaths at min(n, c) / mean
 * + max(n - c, 0) / patience (Mandelbaum and Zeltyn, "Service engineering in action: the
 * Palm/Erlang-A queue", 2007). patience 0: nobody leaves. */
static line_theory birth_and_death(int32_t servers, int32_t most, double rate, double mean,
                                   double patience)
{
    line_theory out = {0};
    double leave = patience > 0 ? 1 / patience : 0;
    double weight = 1;
    double sum = 0;
    double at_most = 0;
    for (int32_t n = 0; n <= most; n++) {
        double waiting = n > servers ? n - servers : 0;
        sum += weight;
        out.queue += weight * waiting;
        if (n >= servers && n < most)
            out.delayed += weight;
        at_most = weight;
        double deaths = fmin(n + 1, servers) / mean + fmax(n + 1 - servers, 0) * leave;
        weight *= rate / deaths;
    }
    out.queue /= sum;
    out.blocked = at_most / sum;
    out.delayed /= sum - at_most;
    out.abandoned = out.queue * leave / (rate * (1 - out.blocked));
    return out;
}

typedef enum part { ABANDONED, UNDELAYED, BLOCKED } part;

static simulated live_share(const ds_tally *tallies, part what)
{
    double x[REPLICATIONS];
    double n[REPLICATIONS];
    for (int i = 0; i < REPLICATIONS; i++) {
        const ds_live_tally *live = &tallies[i].live[0];
        const double *group = tallies[i].groups[0].sum;
        double reached = live->answered + live->abandoned;
        n[i] = what == BLOCKED ? reached + live->blocked : reached;
        x[i] = what == ABANDONED ? live->abandoned
               : what == BLOCKED ? live->blocked
                                 : group[DS_GROUP_VISITS] - group[DS_GROUP_DELAYED];
    }
    return simulated_ratio(x, n, REPLICATIONS);
}

#define LINE                                                                               \
    "horizon: 10w\nwarm_up: 1d\n"                                                          \
    "groups: {L1: {tier: 1, agents: 10}}\n"                                                \
    "arrivals: {calls: {type: incident, rate: %g/h, channel: {phone: 100%%}}}\n"           \
    "categories: {all: {share: 100%%, priority: {P1: 50%%, P2: 50%%}, work: {L1: "         \
    "exponential(mean 6m)}}}\n"                                                            \
    "channels: {phone: {%s}}\n"

static void assert_erlang_a(double load, double patience_h)
{
    char channel[128];
    double rate = load * AGENTS / MEAN_H;
    line_theory theory = birth_and_death(AGENTS, 400, rate, MEAN_H, patience_h);
    (void)snprintf(channel, sizeof channel, "patience: exponential(mean %gh)", patience_h);
    ds_desk desk = desk_from_format(LINE, rate, channel);
    ds_tally *tallies = desk_run(&desk, SEED, REPLICATIONS);
    assert_agrees("abandoned", live_share(tallies, ABANDONED), theory.abandoned, 0.05);
    assert_agrees("not delayed", live_share(tallies, UNDELAYED), 1 - theory.delayed, 0.02);
    assert_agrees(
        "queue length",
        simulated_group(tallies, REPLICATIONS, 0, DS_GROUP_QUEUE_AREA, DS_GROUP_WINDOW, 1),
        theory.queue, 0.05);
    desk_tallies_free(tallies, REPLICATIONS);
    ds_desk_free(&desk);
}

static void test_erlang_a_below_at_and_above_capacity(void **state)
{
    (void)state;
    assert_erlang_a(0.8, 0.1);
    assert_erlang_a(1.0, 0.05);
    assert_erlang_a(1.25, 0.2);
}

/* With as many lines as agents: Erlang's loss formula. */
static void test_lines_that_are_taken(void **state)
{
    (void)state;
    const int32_t lines[] = {10, 14};
    for (int i = 0; i < 2; i++) {
        char channel[64];
        line_theory theory = birth_and_death(AGENTS, lines[i], 90, MEAN_H, 0);
        (void)snprintf(channel, sizeof channel, "lines: %d", (int)lines[i]);
        ds_desk desk = desk_from_format(LINE, 90.0, channel);
        ds_tally *tallies = desk_run(&desk, SEED, REPLICATIONS);
        assert_agrees("blocked", live_share(tallies, BLOCKED), theory.blocked, 0.03);
        if (i == 0)
            assert_true(fabs(theory.blocked - theory_erlang_b(AGENTS, 9)) < 1e-12);
        desk_tallies_free(tallies, REPLICATIONS);
        ds_desk_free(&desk);
    }
}

/* Calls interrupt mail: they see M/M/c of their own, and both together are M/M/c, since all
 * work is exponential with one mean. */
static void test_calls_that_interrupt_mail(void **state)
{
    (void)state;
    double wait[REPLICATIONS];
    double answered[REPLICATIONS];
    double inside[REPLICATIONS];
    double window[REPLICATIONS];
    ds_desk desk = desk_from_format(
        "horizon: 10w\nwarm_up: 1d\n"
        "groups: {L1: {tier: 1, agents: 4, live: interrupt}}\n"
        "arrivals: {all: {type: incident, rate: 32/h, channel: {phone: 75%%, mail: "
        "25%%}}}\n"
        "categories: {all: {share: 100%%, priority: {P1: 50%%, P2: 50%%}, work: {L1: "
        "exponential(mean 6m)}}}\n"
        "channels: {phone: {}}\n");
    ds_tally *tallies = desk_run(&desk, SEED, REPLICATIONS);
    for (int i = 0; i < REPLICATIONS; i++) {
        const double *group = tallies[i].groups[0].sum;
        wait[i] = tallies[i].live[0].wait / (double)DS_HOUR;
        answered[i] = tallies[i].live[0].answered;
        inside[i] = group[DS_GROUP_QUEUE_AREA] + group[DS_GROUP_BUSY];
        window[i] = group[DS_GROUP_WINDOW];
    }
    assert_agrees("wait of calls", simulated_ratio(wait, answered, REPLICATIONS),
                  theory_mmc_wait(4, 24, MEAN_H), 0.03);
    assert_agrees("all inside", simulated_ratio(inside, window, REPLICATIONS),
                  32 * (theory_mmc_wait(4, 32, MEAN_H) + MEAN_H), 0.03);
    desk_tallies_free(tallies, REPLICATIONS);
    ds_desk_free(&desk);
}

#define CHATS                                                                              \
    "horizon: 10w\nwarm_up: 1d\n"                                                          \
    "groups: {L1: {tier: 1, shifts: [{agents: %d, hours: 24x7}]}}\n"                       \
    "arrivals: {chats: {type: incident, rate: %g/h, channel: {chat: 100%%}}}\n"            \
    "categories: {all: {share: 100%%, priority: {P1: 50%%, P2: 50%%}, work: {L1: "         \
    "exponential(mean 6m)}}}\n"                                                            \
    "channels: {chat: {at_once: %d, slowdown: %s}}\n"

/* The mean wait for an answer, and the mean time of tickets in the desk. */
static void assert_chats(int agents, int at_once, const char *slowdown, double rate,
                         double wait_h, double sojourn_h)
{
    double wait[REPLICATIONS];
    double answered[REPLICATIONS];
    double sojourn[REPLICATIONS];
    double resolved[REPLICATIONS];
    ds_desk desk = desk_from_format(CHATS, agents, rate, at_once, slowdown);
    ds_tally *tallies = desk_run(&desk, SEED, REPLICATIONS);
    for (int i = 0; i < REPLICATIONS; i++) {
        const double *sum = ds_tally_slice(&tallies[i], DS_BY_TYPE, 0)->sum;
        wait[i] = tallies[i].live[0].wait / (double)DS_HOUR;
        answered[i] = tallies[i].live[0].answered;
        sojourn[i] = sum[DS_SUM_RESOLUTION] / (double)DS_HOUR;
        resolved[i] = sum[DS_SUM_RESOLVED];
    }
    if (wait_h > 0)
        assert_agrees("wait", simulated_ratio(wait, answered, REPLICATIONS), wait_h, 0.04);
    assert_agrees("sojourn", simulated_ratio(sojourn, resolved, REPLICATIONS), sojourn_h,
                  0.03);
    desk_tallies_free(tallies, REPLICATIONS);
    ds_desk_free(&desk);
}

/* Two agents with three chats each are six servers, where chats do not slow each other
 * down. Where they do so much that nothing is gained, one agent is an M/M/1 whose customers
 * are served together, three at most: as many are in the desk as if one was served after
 * the other. */
static void test_several_chats_at_once(void **state)
{
    (void)state;
    double six = theory_mmc_wait(6, 48, MEAN_H);
    assert_chats(2, 3, "0%", 48, six, six + MEAN_H);
    assert_chats(1, 3, "100%", 8, 0, 1 / (1 / MEAN_H - 8));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_erlang_a_below_at_and_above_capacity),
        cmocka_unit_test(test_lines_that_are_taken),
        cmocka_unit_test(test_calls_that_interrupt_mail),
        cmocka_unit_test(test_several_chats_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
