/* M(t)/M/s(t): arrivals that change by the hour, agents who come and go by shifts, and work
 * that is put down when they go and goes on with whoever is there. The number of tickets is
 * a Markov chain; its Kolmogorov equations are integrated with GSL and compared hour by
 * hour with the simulated mean. */
#include "desk_from_text.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST = 200, HOURS = 72, REPLICATIONS = 2000 };

/* Four standard errors for one hour; 72 of them are looked at, and neighbours go together.
 */
#define ERRORS 4.5

/* Three days from Monday: a rush at nine, shifts that overlap at noon, nobody at night. */
static const char desk_text[] =
    "start: 2026-01-05\nhorizon: 72h\ndrain: 0\ntime_zone: UTC\n"
    "groups: {L1: {%s, shifts: [{agents: 3, hours: Mon-Wed 08:00-14:00}, "
    "{agents: 2, hours: Mon-Wed 12:00-20:00}, {agents: 4, hours: Wed 09:00-10:00}]}}\n"
    "arrivals: {all: {rate: 150/week, profile: {"
    "Mon: [1,1,1,1,1,1,2,4,9,12,8,6,5,5,5,4,4,3,2,1,1,1,1,1], "
    "Tue: [1,1,1,1,1,1,2,4,9,12,8,6,5,5,5,4,4,3,2,1,1,1,1,1], "
    "Wed: [1,1,1,1,1,1,2,4,9,24,8,6,5,5,5,4,4,3,2,1,1,1,1,1]}}}\n"
    "categories: {any: {share: 100%%, priority: {P3: 100%%}, "
    "work: {L1: exponential(mean 30m)}}}\n";

typedef struct chain {
    double arrivals; /* an hour */
    double service;  /* an hour, of one agent */
    int32_t agents;
} chain;

/* p[0] … p[MOST] are the probabilities of so many tickets; p[MOST + 1] is the area under
 * their mean. */
static int forward(double t, const double p[], double change[], void *context)
{
    const chain *now = context;
    double mean = 0;
    (void)t;
    for (int n = 0; n <= MOST; n++) {
        double ends = now->service * (n < now->agents ? n : now->agents);
        double next = now->service * (n + 1 < now->agents ? n + 1 : now->agents);
        double in = n > 0 ? now->arrivals * p[n - 1] : 0;
        double out = n < MOST ? now->arrivals * p[n] : 0;
        change[n] = in - out - ends * p[n] + (n < MOST ? next * p[n + 1] : 0);
        mean += n * p[n];
    }
    change[MOST + 1] = mean;
    return GSL_SUCCESS;
}

/* The mean number of tickets, averaged over each hour. */
static void integrate(const ds_desk *desk, double mean_out[HOURS])
{
    double p[MOST + 2] = {1};
    chain now = {.service = 2};
    gsl_odeiv2_system system = {.function = forward, .dimension = MOST + 2, .params = &now};
    gsl_odeiv2_driver *driver =
        gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rkf45, 1e-3, 1e-9, 1e-9);
    assert_non_null(driver);
    double t = 0;
    for (int hour = 0; hour < HOURS; hour++) {
        now.arrivals = desk->streams[0].per_hour[hour];
        now.agents = ds_staffing_on_duty(desk->groups[0].staffing, hour * DS_HOUR);
        p[MOST + 1] = 0;
        assert_int_equal(gsl_odeiv2_driver_reset(driver), GSL_SUCCESS);
        assert_int_equal(gsl_odeiv2_driver_apply(driver, &t, hour + 1, p), GSL_SUCCESS);
        mean_out[hour] = p[MOST + 1];
    }
    assert_true(p[MOST] < 1e-9); /* the chain was long enough */
    gsl_odeiv2_driver_free(driver);
}

static void check(const char *rules, bool agrees)
{
    double expected[HOURS];
    double worst = 0;
    ds_desk desk = desk_from_format(desk_text, rules);
    integrate(&desk, expected);
    ds_tally *tallies = desk_run(&desk, 1, REPLICATIONS);
    assert_int_equal(tallies[0].series.bins, HOURS);
    for (int hour = 0; hour < HOURS; hour++) {
        double sum = 0;
        double squares = 0;
        for (int r = 0; r < REPLICATIONS; r++) {
            double x = (double)tallies[r].series.backlog[hour];
            sum += x;
            squares += x * x;
        }
        double mean = sum / REPLICATIONS;
        double error = sqrt((squares / REPLICATIONS - mean * mean) / (REPLICATIONS - 1));
        double off = fabs(mean - expected[hour]) / error;
        worst = off > worst ? off : worst;
        if (agrees && off > ERRORS)
            fail_msg("hour %d: %.4f, not %.4f (%.1f standard errors)", hour, mean,
                     expected[hour], off);
        /* The check bites. */
        assert_true(expected[hour] < 1 || error < 0.05 * expected[hour]);
    }
    if (!agrees && worst < 2 * ERRORS)
        fail_msg("nothing to tell apart: %.1f standard errors at most", worst);
    desk_tallies_free(tallies, REPLICATIONS);
    ds_desk_free(&desk);
}

static void test_work_put_down_goes_on_with_whoever_is_there(void **state)
{
    (void)state;
    check("end_of_hours: suspend", true);
    check("end_of_shift: hand_over, hand_over: {to: tail}", true);
}

/* Overtime, or tickets that wait for one agent, are another chain. */
static void test_the_equations_tell_other_rules_apart(void **state)
{
    (void)state;
    check("end_of_shift: finish", false);
    check("end_of_shift: suspend", false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_work_put_down_goes_on_with_whoever_is_there),
        cmocka_unit_test(test_the_equations_tell_other_rules_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
