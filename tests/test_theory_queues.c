/* One group, first come first served: M/M/1, M/M/c and M/G/1. Each figure has to be within
 * four of its own standard errors, and those have to be small. */
#include "against_theory.h"
#include "desk_from_text.h"
#include "theory.h"
#include "wait_watch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define REPLICATIONS 20
#define PER_HOUR (1.0 / (double)DS_HOUR)

static ds_desk queue(const char *rate, int32_t agents, const char *work, int weeks)
{
    return desk_from_format("horizon: %dw\n"
                            "warm_up: 1w\n"
                            "groups: {L1: {agents: %d}}\n"
                            "arrivals: {all: {rate: %s}}\n"
                            "categories: {any: {priority: {P1: 100%%}, work: {L1: %s}}}\n",
                            weeks, (int)agents, rate, work);
}

static simulated group_figure(const ds_tally *tallies, ds_group_sum x, ds_group_sum n,
                              double scale)
{
    return simulated_group(tallies, REPLICATIONS, 0, x, n, scale);
}

/* 8 an hour, 6 minutes each: ρ = 0.8. */
static void test_one_agent_is_m_m_1(void **state)
{
    (void)state;
    const double rate = 8;
    const double mean = 0.1;
    ds_desk desk = queue("8/h", 1, "exponential(mean 6m)", 101);
    ds_tally *tallies = desk_run(&desk, 1, REPLICATIONS);
    double wait = theory_mmc_wait(1, rate, mean);
    assert_agrees("M/M/1 mean wait, h",
                  group_figure(tallies, DS_GROUP_WAIT, DS_GROUP_VISITS, PER_HOUR), wait,
                  0.01);
    assert_agrees("M/M/1 mean number waiting",
                  group_figure(tallies, DS_GROUP_QUEUE_AREA, DS_GROUP_WINDOW, 1),
                  rate * wait, 0.01);
    assert_agrees("M/M/1 utilisation",
                  group_figure(tallies, DS_GROUP_BUSY, DS_GROUP_ROSTERED, 1), rate * mean,
                  0.002);
    assert_agrees("M/M/1 share delayed",
                  group_figure(tallies, DS_GROUP_DELAYED, DS_GROUP_VISITS, 1), rate * mean,
                  0.002);
    assert_agrees("M/M/1 arrival to resolution, h",
                  simulated_slice(tallies, REPLICATIONS, DS_BY_OVERALL, 0,
                                  DS_SUM_RESOLUTION, DS_SUM_RESOLVED, PER_HOUR),
                  wait + mean, 0.01);
    desk_tallies_free(tallies, REPLICATIONS);
    ds_desk_free(&desk);
}

/* 100 calls in half an hour, 3 minutes each, 14 agents. */
static void test_a_call_centre_is_erlang_c(void **state)
{
    (void)state;
    const double rate = 200;
    const double mean = 0.05;
    ds_desk desk = queue("200/h", 14, "exponential(mean 3m)", 5);
    wait_watch watch = {.limit = 20 * DS_SECOND};
    watch_waits(&watch, &desk, 1, REPLICATIONS);
    assert_agrees("M/M/14 share delayed",
                  simulated_wait(&watch, WAIT_ALL, WAIT_DELAYED, WAIT_TICKETS),
                  0.174131933595, 0.01);
    assert_agrees("M/M/14 share within 20 s",
                  simulated_wait(&watch, WAIT_ALL, WAIT_WITHIN, WAIT_TICKETS),
                  0.888350019179, 0.002);
    assert_agrees("M/M/14 mean wait, h",
                  simulated_wait(&watch, WAIT_ALL, WAIT_HOURS, WAIT_TICKETS),
                  theory_mmc_wait(14, rate, mean), 0.02);
    assert_agrees("M/M/14 mean square of the wait, h²",
                  simulated_wait(&watch, WAIT_ALL, WAIT_SQUARES, WAIT_TICKETS),
                  theory_mmc_wait_square(14, rate, mean), 0.04);
    wait_watch_free(&watch);
    ds_desk_free(&desk);
}

/* The same desk's own sums, as the results have them. */
static void test_delays_in_the_results_are_erlang_c(void **state)
{
    (void)state;
    const double rate = 200;
    const double mean = 0.05;
    ds_desk desk = queue("200/h", 14, "exponential(mean 3m)", 5);
    ds_tally *tallies = desk_run(&desk, 1, REPLICATIONS);
    assert_agrees("M/M/14 share delayed",
                  group_figure(tallies, DS_GROUP_DELAYED, DS_GROUP_VISITS, 1),
                  theory_erlang_c(14, rate * mean), 0.01);
    assert_agrees("M/M/14 mean wait, h",
                  group_figure(tallies, DS_GROUP_WAIT, DS_GROUP_VISITS, PER_HOUR),
                  theory_mmc_wait(14, rate, mean), 0.02);
    assert_agrees("M/M/14 utilisation",
                  group_figure(tallies, DS_GROUP_BUSY, DS_GROUP_ROSTERED, 1), 10.0 / 14,
                  0.002);
    desk_tallies_free(tallies, REPLICATIONS);
    ds_desk_free(&desk);
}

/* ρ = 0.7 with work as spread out as on a desk. */
static void test_lognormal_work_waits_as_pollaczek_and_khinchine_say(void **state)
{
    (void)state;
    const theory_class customers = {.rate = 7, .mean = 0.1, .cv = 1.5};
    ds_desk desk = queue("7/h", 1, "lognormal(mean 6m cv 1.5)", 151);
    ds_tally *tallies = desk_run(&desk, 1, REPLICATIONS);
    assert_agrees("M/G/1 mean wait, h",
                  group_figure(tallies, DS_GROUP_WAIT, DS_GROUP_VISITS, PER_HOUR),
                  theory_mg1_wait(customers), 0.015);
    assert_agrees("M/G/1 share delayed",
                  group_figure(tallies, DS_GROUP_DELAYED, DS_GROUP_VISITS, 1), 0.7, 0.003);
    desk_tallies_free(tallies, REPLICATIONS);
    ds_desk_free(&desk);
}

/* Constant work: half the wait of M/M/1. */
static void test_constant_work_waits_half_as_long(void **state)
{
    (void)state;
    const theory_class customers = {.rate = 8, .mean = 0.1, .cv = 0};
    ds_desk desk = queue("8/h", 1, "constant(6m)", 51);
    ds_tally *tallies = desk_run(&desk, 1, REPLICATIONS);
    assert_agrees("M/D/1 mean wait, h",
                  group_figure(tallies, DS_GROUP_WAIT, DS_GROUP_VISITS, PER_HOUR),
                  theory_mg1_wait(customers), 0.01);
    desk_tallies_free(tallies, REPLICATIONS);
    ds_desk_free(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_agent_is_m_m_1),
        cmocka_unit_test(test_a_call_centre_is_erlang_c),
        cmocka_unit_test(test_delays_in_the_results_are_erlang_c),
        cmocka_unit_test(test_lognormal_work_waits_as_pollaczek_and_khinchine_say),
        cmocka_unit_test(test_constant_work_waits_half_as_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
