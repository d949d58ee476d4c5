/* Availability of services, and who used up the time of breached tickets, on timelines
 * worked by hand. */
#include "desk_from_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define HEAD                                                                               \
    "start: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"                                     \
    "arrivals: {all: {rate: 1/h, profile: flat}}\n"                                        \
    "calendars: {office: {hours: Mon-Fri 08:00-18:00}}\n"

static double value_of(const ds_results *results, const char *dimension, const char *slice,
                       const char *measure)
{
    const ds_estimate *estimate = ds_results_find(results, dimension, slice, measure);
    if (!estimate)
        fail_msg("there is no %s in %s", measure, dimension);
    return estimate->value;
}

static void expect(const ds_results *results, const char *dimension, const char *slice,
                   const char *measure, double expected)
{
    assert_float_equal(value_of(results, dimension, slice, measure), expected, 1e-9);
}

/* Two hours of work each: down from 0:00 to 3:00 by two P1 that overlap, and from 16:40 to
 * 18:40; the P2 and the other category take nothing down. */
static ds_results outages(ds_desk *desk, const char *rest)
{
    *desk = desk_from_format(
        HEAD "groups: {L1: {tier: 1, agents: 9}}\n"
             "categories:\n"
             "  sales: {share: 50%%, priority: {P1: 100%%}, work: {L1: 2h}}\n"
             "  other: {share: 50%%, priority: {P1: 100%%}, work: {L1: 2h}}\n%s\n",
        rest);
    const desk_arrival tickets[] = {
        {0,    "sales", 1},
        {60,   "sales", 1},
        {300,  "sales", 2},
        {600,  "other", 1},
        {1000, "sales", 1}
    };
    desk_give_tickets(desk, tickets, 5);
    return desk_results(desk, 1, 1);
}

static void test_a_service_is_down_while_any_of_its_incidents_is_open(void **state)
{
    (void)state;
    ds_desk desk;
    ds_results results =
        outages(&desk, "services: {shop: {categories: sales}, office-shop: {categories: "
                       "[sales], hours: office}}");
    expect(&results, "by_service", "shop", "outages", 2);
    expect(&results, "by_service", "shop", "downtime_h", 5);
    expect(&results, "by_service", "shop", "availability", 163.0 / 168);
    expect(&results, "by_service", "shop", "mtbf_h", 163.0 / 2);
    expect(&results, "by_service", "shop", "mtrs_h", 2.5);
    expect(&results, "by_service", "office-shop", "downtime_h", 80.0 / 60);
    expect(&results, "by_service", "office-shop", "availability", (50 - 80.0 / 60) / 50);
    ds_results_free(&results);
    ds_desk_free(&desk);
}

/* The P2 of 5:00 is raised after an hour: down from 6:00 to 7:00 too. */
static void test_a_service_goes_down_when_a_ticket_gets_the_priority(void **state)
{
    (void)state;
    ds_desk desk;
    ds_results results = outages(&desk, "services: {shop: {categories: sales}}\n"
                                        "escalation: {rules: [{age: 1h, raise: 1}]}");
    expect(&results, "by_service", "shop", "outages", 3);
    expect(&results, "by_service", "shop", "downtime_h", 6);
    ds_results_free(&results);
    ds_desk_free(&desk);
}

/* A: L1 to 30, vendor to 90, L2 to 120, in time. B waits at L1 until 30 and is there to 60,
 * vendor to 120, L2 to 150: late, by 60 + 60 + 30 minutes. */
static void test_blame_goes_to_whoever_had_the_ticket_while_the_clock_ran(void **state)
{
    (void)state;
    ds_desk desk = desk_from_format(
        HEAD "groups: {L1: {tier: 1, agents: 1}, wait: {tier: 1, agents: 9}, "
             "L2: {tier: 2, agents: 9}}\n"
             "slas: {all: {resolution: {P1: 125m}, pause_on: [user]}}\n"
             "blame: yes\n"
             "categories:\n  all:\n    share: 100%%\n    priority: {P1: 100%%}\n"
             "    first: {L1: 100%%}\n    route:\n"
             "      L1: {work: 30m, resolve: 0%%, next: {wait: 100%%}}\n"
             "      wait: {work: constant(0m), resolve: 0%%, next: {L2: 100%%}, "
             "hold: {vendor: {share: 100%%, time: constant(1h)}}}\n"
             "      L2: {work: 30m}\n");
    desk_give_tickets(&desk,
                      (desk_arrival[]){
                          {0, "all", 1},
                          {0, "all", 1}
    },
                      2);
    ds_results results = desk_results(&desk, 1, 1);
    expect(&results, "by_group", "L1", "blame_share", 0.4);
    expect(&results, "by_group", "wait", "blame_share", 0);
    expect(&results, "by_group", "L2", "blame_share", 0.2);
    expect(&results, "practices", "blame", "blame_vendor_share", 0.4);
    expect(&results, "practices", "blame", "blame_user_share", 0);
    ds_results_free(&results);
    ds_desk_free(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_service_is_down_while_any_of_its_incidents_is_open),
        cmocka_unit_test(test_a_service_goes_down_when_a_ticket_gets_the_priority),
        cmocka_unit_test(test_blame_goes_to_whoever_had_the_ticket_while_the_clock_ran),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
