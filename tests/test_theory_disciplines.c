/* What the order of service can change, and what it cannot. Each figure has to be within
 * four of its own standard errors, and those have to be small. */
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
#define CLASSES 3

/* M/M/2 with ρ = 0.7, 1 h each. */
static ds_desk plain_desk(const char *discipline)
{
    return desk_from_format("horizon: 402w\n"
                            "warm_up: 2w\n"
                            "groups: {L1: {agents: 2, discipline: %s}}\n"
                            "arrivals: {all: {rate: 1.4/h}}\n"
                            "categories:\n"
                            "  any: {priority: {P1: 100%%},\n"
                            "        work: {L1: exponential(mean 1h)}}\n",
                            discipline);
}

static void check_plain(const wait_watch *watch, const char *who, double square)
{
    char what[64];
    snprintf(what, sizeof what, "M/M/2 mean wait, %s, h", who);
    assert_agrees(what, simulated_wait(watch, WAIT_ALL, WAIT_HOURS, WAIT_TICKETS),
                  theory_mmc_wait(2, 1.4, 1), 0.01);
    snprintf(what, sizeof what, "M/M/2 mean square of the wait, %s, h²", who);
    assert_agrees(what, simulated_wait(watch, WAIT_ALL, WAIT_SQUARES, WAIT_TICKETS), square,
                  0.025);
}

static void test_random_order_keeps_the_mean_and_widens_the_spread(void **state)
{
    (void)state;
    ds_desk first_come = plain_desk("fifo");
    ds_desk random = plain_desk("random");
    wait_watch ordered = {0};
    wait_watch mixed = {0};
    watch_waits(&ordered, &first_come, 1, REPLICATIONS);
    watch_waits(&mixed, &random, 1, REPLICATIONS);
    check_plain(&ordered, "fifo", theory_mmc_wait_square(2, 1.4, 1));
    check_plain(&mixed, "random", theory_mmc_random_wait_square(2, 1.4, 1));
    assert_far_above("mean square, random against fifo",
                     simulated_wait(&mixed, WAIT_ALL, WAIT_SQUARES, WAIT_TICKETS),
                     simulated_wait(&ordered, WAIT_ALL, WAIT_SQUARES, WAIT_TICKETS), 8);
    wait_watch_free(&ordered);
    wait_watch_free(&mixed);
    ds_desk_free(&first_come);
    ds_desk_free(&random);
}

/* One agent, three priorities with work of their own: 0.2 · 0.5 + 0.3 · 1 + 0.15 · 2 = 0.7.
 */
static const theory_class classes[CLASSES] = {
    {0.2,  0.5, 1  },
    {0.3,  1,   0.5},
    {0.15, 2,   1  }
};

static ds_desk mixed_desk(const char *discipline)
{
    return desk_from_format("horizon: 802w\n"
                            "warm_up: 2w\n"
                            "calendars: {office: {hours: Mon-Fri 08:00-18:00}}\n"
                            "slas:\n"
                            "  all:\n"
                            "    response: {P1: 30m, P2: 2h}\n"
                            "    resolution: {P1: 2h, P2: 4h, P3: 1bd}\n"
                            "    calendar: {P3: office, default: always}\n"
                            "groups: {L1: {agents: 1, discipline: %s}}\n"
                            "arrivals:\n"
                            "  urgent: {rate: 0.2/h, categories: {short: 100%%}}\n"
                            "  normal: {rate: 0.3/h, categories: {middling: 100%%}}\n"
                            "  late: {rate: 0.15/h, categories: {long: 100%%}}\n"
                            "categories:\n"
                            "  short: {share: 30%%, priority: {P1: 100%%},\n"
                            "          work: {L1: exponential(mean 30m)}}\n"
                            "  middling: {share: 30%%, priority: {P2: 100%%},\n"
                            "          work: {L1: gamma(mean 1h cv 0.5)}}\n"
                            "  long: {share: 40%%, priority: {P3: 100%%},\n"
                            "         work: {L1: exponential(mean 2h)}}\n",
                            discipline);
}

/* Σ ρ_k W_k of each replication, in hours. */
static void weighted_waits(const ds_tally *tallies, double *weighted_out)
{
    for (int i = 0; i < REPLICATIONS; i++) {
        weighted_out[i] = 0;
        for (int32_t k = 0; k < CLASSES; k++) {
            const double *sum = ds_tally_slice(&tallies[i], DS_BY_PRIORITY, k)->sum;
            weighted_out[i] += classes[k].rate * classes[k].mean * sum[DS_SUM_WAIT] /
                               sum[DS_SUM_RESOLVED] / (double)DS_HOUR;
        }
    }
}

static simulated wait_of(const ds_tally *tallies, int32_t priority)
{
    return simulated_slice(tallies, REPLICATIONS, DS_BY_PRIORITY, priority, DS_SUM_WAIT,
                           DS_SUM_RESOLVED, 1 / (double)DS_HOUR);
}

static void check_first_come(const ds_tally *tallies, const double *weighted)
{
    double ones[REPLICATIONS];
    for (int i = 0; i < REPLICATIONS; i++)
        ones[i] = 1;
    assert_agrees("sum of load × wait, fifo", simulated_ratio(weighted, ones, REPLICATIONS),
                  theory_mg1_conserved(classes, CLASSES), 0.015);
    for (int32_t k = 0; k < CLASSES; k++)
        assert_agrees("mean wait of a priority, fifo, h", wait_of(tallies, k),
                      theory_mg1_conserved(classes, CLASSES) / 0.7, 0.015);
}

/* The same tickets in another order: against first come first served the law holds much
 * closer than either's own standard error. */
static void check_order(const char *discipline, const double *first_come, bool is_blind)
{
    double weighted[REPLICATIONS];
    ds_desk desk = mixed_desk(discipline);
    ds_tally *tallies = desk_run(&desk, 3, REPLICATIONS);
    char what[64];
    weighted_waits(tallies, weighted);
    snprintf(what, sizeof what, "sum of load × wait, %s ÷ fifo", discipline);
    assert_agrees(what, simulated_ratio(weighted, first_come, REPLICATIONS), 1, 0.002);
    snprintf(what, sizeof what, "mean wait of P3 and P1, %s, h", discipline);
    if (is_blind)
        assert_agrees(what, wait_of(tallies, 2), wait_of(tallies, 0).value, 0.015);
    else
        assert_far_above(what, wait_of(tallies, 2), wait_of(tallies, 0), 20);
    desk_tallies_free(tallies, REPLICATIONS);
    ds_desk_free(&desk);
}

static void test_no_order_changes_the_work_that_waits(void **state)
{
    (void)state;
    double first_come[REPLICATIONS];
    ds_desk desk = mixed_desk("fifo");
    ds_tally *tallies = desk_run(&desk, 3, REPLICATIONS);
    weighted_waits(tallies, first_come);
    check_first_come(tallies, first_come);
    desk_tallies_free(tallies, REPLICATIONS);
    ds_desk_free(&desk);
    check_order("random", first_come, true);
    check_order("priority", first_come, false);
    check_order("edf", first_come, false);
    check_order("least_slack", first_come, false);
    check_order("accumulating", first_come, false);
}

/* Targets years apart: whoever has the nearer one goes first, as by priority. */
static void test_dues_far_apart_are_priorities(void **state)
{
    (void)state;
    const double rates[] = {0.28, 0.42};
    double waits[2];
    theory_cobham_waits(1, 1, rates, 2, waits);
    static const char *const disciplines[] = {"edf", "least_slack"};
    for (int i = 0; i < 2; i++) {
        ds_desk desk = desk_from_format("horizon: 802w\n"
                                        "warm_up: 2w\n"
                                        "slas: {all: {resolution: {P1: 1h, P2: 1000w}}}\n"
                                        "groups: {L1: {agents: 1, discipline: %s}}\n"
                                        "arrivals: {all: {rate: 0.7/h}}\n"
                                        "categories:\n"
                                        "  any: {priority: {P1: 40%%, P2: 60%%},\n"
                                        "        work: {L1: exponential(mean 1h)}}\n",
                                        disciplines[i]);
        ds_tally *tallies = desk_run(&desk, 5, REPLICATIONS);
        assert_agrees("mean wait of the near due, h", wait_of(tallies, 0), waits[0], 0.01);
        assert_agrees("mean wait of the far due, h", wait_of(tallies, 1), waits[1], 0.015);
        desk_tallies_free(tallies, REPLICATIONS);
        ds_desk_free(&desk);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_order_keeps_the_mean_and_widens_the_spread),
        cmocka_unit_test(test_no_order_changes_the_work_that_waits),
        cmocka_unit_test(test_dues_far_apart_are_priorities),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
