/* Priorities against closed forms: non-preemptive (Cobham), preemptive-resume, and
 * accumulating (Kleinrock; Stanford, Taylor and Ziedins). Each figure has to be within four
 * of its own standard errors, and those have to be small. */
#include "against_theory.h"
#include "desk_from_text.h"
#include "theory.h"
#include "wait_watch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#define REPLICATIONS 20
#define PER_HOUR (1.0 / (double)DS_HOUR)

static simulated wait_of(const ds_tally *tallies, int32_t priority)
{
    return simulated_slice(tallies, REPLICATIONS, DS_BY_PRIORITY, priority, DS_SUM_WAIT,
                           DS_SUM_RESOLVED, PER_HOUR);
}

/* Five agents, ρ = 0.85, one mean for all. */
static void test_four_priorities_wait_as_cobham_says(void **state)
{
    (void)state;
    const double rates[] = {0.2125, 0.6375, 1.275, 2.125};
    double waits[4];
    theory_cobham_waits(5, 1, rates, 4, waits);
    ds_desk desk = desk_from_text("horizon: 602w\n"
                                  "warm_up: 2w\n"
                                  "groups: {L1: {agents: 5, discipline: priority}}\n"
                                  "arrivals: {all: {rate: 4.25/h}}\n"
                                  "categories:\n"
                                  "  any:\n"
                                  "    priority: {P1: 5%, P2: 15%, P3: 30%, P4: 50%}\n"
                                  "    work: {L1: exponential(mean 1h)}\n");
    ds_tally *tallies = desk_run(&desk, 1, REPLICATIONS);
    for (int32_t i = 0; i < 4; i++) {
        char what[64];
        snprintf(what, sizeof what, "M/M/5 mean wait of P%d, h", (int)i + 1);
        assert_agrees(what, wait_of(tallies, i), waits[i], 0.01);
    }
    assert_agrees(
        "M/M/5 share delayed",
        simulated_group(tallies, REPLICATIONS, 0, DS_GROUP_DELAYED, DS_GROUP_VISITS, 1),
        theory_erlang_c(5, 4.25), 0.005);
    desk_tallies_free(tallies, REPLICATIONS);
    ds_desk_free(&desk);
}

/* One agent; the urgent are short, the rest long, so that a wrong victim or a restart from
 * scratch would show. */
static void test_preempted_work_resumes(void **state)
{
    (void)state;
    const theory_class classes[] = {
        {0.25, 0.5, 1  },
        {0.25, 1,   0.8},
        {0.2,  2,   1  }
    };
    double sojourns[3];
    theory_preemptive_sojourns(classes, 3, sojourns);
    ds_desk desk = desk_from_text(
        "horizon: 2002w\n"
        "warm_up: 2w\n"
        "groups: {L1: {agents: 1, discipline: priority, preempt: resume}}\n"
        "arrivals:\n"
        "  urgent: {rate: 0.25/h, categories: {short: 100%}}\n"
        "  normal: {rate: 0.25/h, categories: {middling: 100%}}\n"
        "  late: {rate: 0.2/h, categories: {long: 100%}}\n"
        "categories:\n"
        "  short:\n"
        "    {share: 30%, priority: {P1: 100%}, work: {L1: exponential(mean 30m)}}\n"
        "  middling:\n"
        "    {share: 30%, priority: {P2: 100%}, work: {L1: lognormal(mean 1h cv 0.8)}}\n"
        "  long:\n"
        "    {share: 40%, priority: {P3: 100%}, work: {L1: exponential(mean 2h)}}\n");
    ds_tally *tallies = desk_run(&desk, 1, REPLICATIONS);
    for (int32_t i = 0; i < 3; i++) {
        char what[64];
        snprintf(what, sizeof what, "preemptive M/G/1 sojourn of P%d, h", (int)i + 1);
        assert_agrees(what,
                      simulated_slice(tallies, REPLICATIONS, DS_BY_PRIORITY, i,
                                      DS_SUM_RESOLUTION, DS_SUM_RESOLVED, PER_HOUR),
                      sojourns[i], 0.01);
    }
    desk_tallies_free(tallies, REPLICATIONS);
    ds_desk_free(&desk);
}

/* Preemption in M/M/1 with one mean: P1 lives as if alone, and all together as in M/M/1. */
static void test_a_preempting_priority_is_m_m_1_on_its_own(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(
        "horizon: 1002w\n"
        "warm_up: 2w\n"
        "groups: {L1: {agents: 1, discipline: priority, preempt: resume}}\n"
        "arrivals: {all: {rate: 0.8/h}}\n"
        "categories:\n"
        "  any: {priority: {P1: 50%, P2: 50%}, work: {L1: exponential(mean 1h)}}\n");
    ds_tally *tallies = desk_run(&desk, 1, REPLICATIONS);
    assert_agrees("preemptive M/M/1 sojourn of P1, h",
                  simulated_slice(tallies, REPLICATIONS, DS_BY_PRIORITY, 0,
                                  DS_SUM_RESOLUTION, DS_SUM_RESOLVED, PER_HOUR),
                  1 / 0.6, 0.005);
    assert_agrees("preemptive M/M/1 sojourn of all, h",
                  simulated_slice(tallies, REPLICATIONS, DS_BY_OVERALL, 0,
                                  DS_SUM_RESOLUTION, DS_SUM_RESOLVED, PER_HOUR),
                  1 / 0.2, 0.01);
    desk_tallies_free(tallies, REPLICATIONS);
    ds_desk_free(&desk);
}

/* Three classes with work of their own, on Kleinrock's recursion. */
static void test_accumulating_priorities_wait_as_kleinrock_says(void **state)
{
    (void)state;
    const theory_class classes[] = {
        {0.2, 0.5, 1  },
        {0.3, 1,   0.5},
        {0.2, 2,   1  }
    };
    const double accumulation[] = {5, 2, 1};
    double waits[3];
    theory_accumulating_waits(classes, accumulation, 3, waits);
    ds_desk desk = desk_from_text(
        "horizon: 2002w\n"
        "warm_up: 2w\n"
        "groups:\n"
        "  L1:\n"
        "    agents: 1\n"
        "    discipline: accumulating\n"
        "    accumulation: {P1: 5, P2: 2, P3: 1, P4: 1, P5: 1}\n"
        "arrivals:\n"
        "  urgent: {rate: 0.2/h, categories: {short: 100%}}\n"
        "  normal: {rate: 0.3/h, categories: {middling: 100%}}\n"
        "  late: {rate: 0.2/h, categories: {long: 100%}}\n"
        "categories:\n"
        "  short:\n"
        "    {share: 30%, priority: {P1: 100%}, work: {L1: exponential(mean 30m)}}\n"
        "  middling:\n"
        "    {share: 30%, priority: {P2: 100%}, work: {L1: gamma(mean 1h cv 0.5)}}\n"
        "  long:\n"
        "    {share: 40%, priority: {P3: 100%}, work: {L1: exponential(mean 2h)}}\n");
    ds_tally *tallies = desk_run(&desk, 1, REPLICATIONS);
    for (int32_t i = 0; i < 3; i++) {
        char what[64];
        snprintf(what, sizeof what, "accumulating M/G/1 wait of P%d, h", (int)i + 1);
        assert_agrees(what, wait_of(tallies, i), waits[i], 0.01);
    }
    desk_tallies_free(tallies, REPLICATIONS);
    ds_desk_free(&desk);
}

/* Two classes, M/M/1 with ρ = 0.8, the low one at half the rate: means, and the whole
 * distribution by its transform at several points. */
static void test_two_accumulating_classes_are_those_of_stanford_taylor_ziedins(void **state)
{
    (void)state;
    const theory_accumulating queue = {
        .rate = {0.3, 0.5},
          .mean = 1, .ratio = 0.5
    };
    const theory_class classes[] = {
        {0.3, 1, 1},
        {0.5, 1, 1}
    };
    const double accumulation[] = {2, 1};
    double waits[2];
    theory_accumulating_waits(classes, accumulation, 2, waits);
    ds_desk desk = desk_from_text(
        "horizon: 802w\n"
        "warm_up: 2w\n"
        "groups:\n"
        "  L1:\n"
        "    agents: 1\n"
        "    discipline: accumulating\n"
        "    accumulation: {P1: 2, P2: 1, P3: 1, P4: 1, P5: 1}\n"
        "arrivals: {all: {rate: 0.8/h}}\n"
        "categories:\n"
        "  any: {priority: {P1: 37.5%, P2: 62.5%}, work: {L1: exponential(mean 1h)}}\n");
    wait_watch watch = {
        .s_per_hour = {0.1, 0.5, 2}
    };
    watch_waits(&watch, &desk, 7, REPLICATIONS);
    for (int32_t i = 0; i < 2; i++) {
        char what[64];
        snprintf(what, sizeof what, "accumulating M/M/1 wait of P%d, h", (int)i + 1);
        assert_agrees(what, simulated_wait(&watch, i, WAIT_HOURS, WAIT_TICKETS), waits[i],
                      0.01);
        for (int k = 0; k < WAIT_TRANSFORMS; k++) {
            double s = watch.s_per_hour[k];
            snprintf(what, sizeof what, "E exp(-%g W) of P%d", s, (int)i + 1);
            assert_agrees(what, simulated_wait(&watch, i, WAIT_TRANSFORM + k, WAIT_TICKETS),
                          theory_accumulating_transform(&queue, i, s), 0.005);
        }
    }
    wait_watch_free(&watch);
    ds_desk_free(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_four_priorities_wait_as_cobham_says),
        cmocka_unit_test(test_preempted_work_resumes),
        cmocka_unit_test(test_a_preempting_priority_is_m_m_1_on_its_own),
        cmocka_unit_test(test_accumulating_priorities_wait_as_kleinrock_says),
        cmocka_unit_test(
            test_two_accumulating_classes_are_those_of_stanford_taylor_ziedins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
