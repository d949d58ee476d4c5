/* Several groups: an open Jackson network with feedback; and agents without limit under
 * arrivals that change with the hour. Each figure has to be within a stated number of its
 * own standard errors, and those have to be small. */
#include "against_theory.h"
#include "desk_from_text.h"
#include "theory.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define REPLICATIONS 20
#define PER_HOUR (1.0 / (double)DS_HOUR)

/* A Jackson network of three tiers: upward, sideways to itself, and back. */

#define STATIONS 3

typedef struct station {
    const char *name;
    int32_t agents;
    double mean; /* h */
} station;

static const station stations[STATIONS] = {
    {"L1", 5, 0.25},
    {"L2", 5, 1   },
    {"L3", 2, 2   }
};

static const char network[] = "horizon: 302w\n"
                              "warm_up: 2w\n"
                              "groups:\n"
                              "  L1: {tier: 1, agents: 5}\n"
                              "  L2: {tier: 2, agents: 5}\n"
                              "  L3: {tier: 3, agents: 2}\n"
                              "arrivals: {all: {rate: 10/h}}\n"
                              "categories:\n"
                              "  any:\n"
                              "    priority: {P3: 100%}\n"
                              "    first: {L1: 90%, L2: 10%}\n"
                              "    max_visits: 1000\n"
                              "    route:\n"
                              "      L1:\n"
                              "        work: exponential(mean 15m)\n"
                              "        resolve: 60%\n"
                              "        next: {L2: 50%, L1: 50%}\n"
                              "      L2:\n"
                              "        work: exponential(mean 1h)\n"
                              "        resolve: 50%\n"
                              "        next: {L1: 60%, L3: 40%}\n"
                              "      L3:\n"
                              "        work: exponential(mean 2h)\n"
                              "        resolve: 75%\n"
                              "        next: {L2: 80%, L1: 20%}\n";

static void traffic(double *rates)
{
    const double arrivals[STATIONS] = {9, 1, 0};
    const double routing[STATIONS * STATIONS] = {0.2,  0.2, 0,   /* from L1 */
                                                 0.3,  0,   0.2, /* from L2 */
                                                 0.05, 0.2, 0};  /* from L3 */
    theory_traffic(arrivals, routing, STATIONS, rates);
}

static void check_station(const ds_tally *tallies, int32_t group, double rate)
{
    const station *about = &stations[group];
    double wait = theory_mmc_wait(about->agents, rate, about->mean);
    char what[64];
    snprintf(what, sizeof what, "Jackson %s visits an hour", about->name);
    assert_agrees(what,
                  simulated_group(tallies, REPLICATIONS, group, DS_GROUP_VISITS,
                                  DS_GROUP_WINDOW, (double)DS_HOUR),
                  rate, 0.004);
    snprintf(what, sizeof what, "Jackson %s utilisation", about->name);
    assert_agrees(
        what,
        simulated_group(tallies, REPLICATIONS, group, DS_GROUP_BUSY, DS_GROUP_ROSTERED, 1),
        rate * about->mean / about->agents, 0.004);
    snprintf(what, sizeof what, "Jackson %s mean number waiting", about->name);
    assert_agrees(what,
                  simulated_group(tallies, REPLICATIONS, group, DS_GROUP_QUEUE_AREA,
                                  DS_GROUP_WINDOW, 1),
                  rate * wait, 0.02);
    snprintf(what, sizeof what, "Jackson %s share delayed", about->name);
    assert_agrees(
        what,
        simulated_group(tallies, REPLICATIONS, group, DS_GROUP_DELAYED, DS_GROUP_VISITS, 1),
        theory_erlang_c(about->agents, rate * about->mean), 0.01);
}

static void test_a_network_with_feedback_is_jacksons(void **state)
{
    (void)state;
    double rates[STATIONS];
    double hours = 0; /* of all that pass in an hour: Little's law gives the sojourn */
    double visits = 0;
    ds_desk desk = desk_from_text(network);
    ds_tally *tallies = desk_run(&desk, 1, REPLICATIONS);
    traffic(rates);
    for (int32_t i = 0; i < STATIONS; i++) {
        const station *about = &stations[i];
        assert_true(rates[i] * about->mean / about->agents > 0.5);
        assert_int_equal(desk_group_row(&desk, about->name), i);
        check_station(tallies, i, rates[i]);
        hours += rates[i] *
                 (theory_mmc_wait(about->agents, rates[i], about->mean) + about->mean);
        visits += rates[i];
    }
    assert_agrees("Jackson arrival to resolution, h",
                  simulated_slice(tallies, REPLICATIONS, DS_BY_OVERALL, 0,
                                  DS_SUM_RESOLUTION, DS_SUM_RESOLVED, PER_HOUR),
                  hours / 10, 0.01);
    assert_agrees("Jackson visits of a ticket",
                  simulated_slice(tallies, REPLICATIONS, DS_BY_OVERALL, 0, DS_SUM_VISITS,
                                  DS_SUM_RESOLVED, 1),
                  visits / 10, 0.002);
    desk_tallies_free(tallies, REPLICATIONS);
    ds_desk_free(&desk);
}

/* M(t)/G/∞: agents without limit, arrivals by hour of week. */

#define WEEK 168
/* 168 hours are looked at: a right one is farther off once in 10,000 such tests. */
#define ERRORS_OF_MANY 5.0

static double lognormal_survival(double hours, const void *context)
{
    const double *mean_and_cv = context;
    double spread = log(1 + mean_and_cv[1] * mean_and_cv[1]);
    double middle = log(mean_and_cv[0]) - spread / 2;
    return hours <= 0 ? 1 : gsl_cdf_lognormal_Q(hours, middle, sqrt(spread));
}

/* Office hours with a peak in the morning, less on Friday, a little on Saturday. */
static void week_profile(double *weight)
{
    static const double day[24] = {0, 0, 0, 0, 0, 0, 0, 1, 4, 9, 8, 6,
                                   4, 5, 6, 5, 4, 2, 1, 0, 0, 0, 0, 0};
    for (int hour = 0; hour < WEEK; hour++) {
        int weekday = hour / 24;
        double share = weekday < 4 ? 1 : weekday == 4 ? 0.7 : weekday == 5 ? 0.1 : 0;
        weight[hour] = day[hour % 24] * share;
    }
}

/* The same as a list for the scenario. */
static void print_profile(const double *weight, char *text, size_t size)
{
    size_t used = 0;
    for (int hour = 0; hour < WEEK; hour++)
        used += (size_t)snprintf(text + used, size - used, "%s%.17g", hour ? ", " : "[",
                                 weight[hour]);
    assert_true(used + 2 < size);
    snprintf(text + used, size - used, "]");
}

static ds_desk endless_desk(const double *weight)
{
    char *profile = malloc(8192);
    assert_non_null(profile);
    print_profile(weight, profile, 8192);
    ds_desk desk = desk_from_format("horizon: 252w\n"
                                    "warm_up: 2w\n"
                                    "groups: {L1: {agents: unlimited}}\n"
                                    "arrivals: {all: {rate: 1000/week, profile: %s}}\n"
                                    "categories:\n"
                                    "  any: {priority: {P3: 100%%},\n"
                                    "        work: {L1: lognormal(mean 9h cv 1.2)}}\n",
                                    profile);
    free(profile);
    return desk;
}

/* The mean number in work during an hour of the week. */
static simulated busy_in(const ds_tally *tallies, int hour)
{
    double busy[REPLICATIONS];
    double time[REPLICATIONS];
    for (int i = 0; i < REPLICATIONS; i++) {
        busy[i] = tallies[i].groups[0].busy[hour];
        time[i] = tallies[i].window / WEEK;
    }
    return simulated_ratio(busy, time, REPLICATIONS);
}

static void test_unlimited_agents_follow_the_hours_of_arrivals(void **state)
{
    (void)state;
    const double mean_and_cv[] = {9, 1.2};
    double weight[WEEK];
    double per_hour[WEEK];
    double expected[WEEK];
    double total = 0;
    double squares = 0;
    week_profile(weight);
    for (int hour = 0; hour < WEEK; hour++)
        total += weight[hour];
    for (int hour = 0; hour < WEEK; hour++)
        per_hour[hour] = 1000 * weight[hour] / total;
    theory_infinite_server_week(per_hour, lognormal_survival, mean_and_cv, expected);
    ds_desk desk = endless_desk(weight);
    ds_tally *tallies = desk_run(&desk, 1, REPLICATIONS);
    for (int hour = 0; hour < WEEK; hour++) {
        simulated number = busy_in(tallies, hour);
        double off = errors_off(number, expected[hour]);
        if (!(fabs(off) < ERRORS_OF_MANY && number.error < 0.02 * expected[hour]))
            fail_msg("hour %d of the week: %g instead of %g, %.1f standard errors", hour,
                     number.value, expected[hour], off);
        squares += off * off;
    }
    print_message("    M(t)/G/∞: mean square of 168 errors %.2f; peak %.1f, least %.2f\n",
                  squares / WEEK, expected[16], expected[WEEK - 1]);
    assert_true(squares / WEEK <
                2); /* neighbours go together: far less than 168 are free */
    assert_agrees("M(t)/G/∞ number in work, Monday 10 to 11", busy_in(tallies, 10),
                  expected[10], 0.01);
    assert_int_equal(tallies[0].groups[0].queue_area, 0); /* nobody waits */
    desk_tallies_free(tallies, REPLICATIONS);
    ds_desk_free(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_network_with_feedback_is_jacksons),
        cmocka_unit_test(test_unlimited_agents_follow_the_hours_of_arrivals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
