/* The offered load of a desk against figures worked out by hand. */
#include "model/offered_load.h"
#include "scenario_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Solutions of small linear systems; the inputs are decimal fractions. */
#define EXACT 1e-9

static loaded load_text(const char *text, ds_group_load *loads)
{
    loaded it = fixture_load(text, strlen(text));
    if (it.status != DS_OK)
        print_error("%s\n", fixture_said(&it, false));
    assert_int_equal(it.status, DS_OK);
    ds_error err;
    assert_int_equal(ds_offered_load(&it.desk, loads, &err), DS_OK);
    return it;
}

static void test_a_ladder_hands_on_what_it_does_not_resolve(void **state)
{
    (void)state;
    ds_group_load loads[2];
    loaded it = load_text("calendars: {day: {hours: Mon-Fri 09:00-17:00}}\n"
                          "groups: {A: {agents: 3}, B: {agents: 2, hours: day}}\n"
                          "arrivals: {s: {rate: 2/h}}\n"
                          "categories: {c: {priority: {P1: 1}, work: {A: 30m, B: 4h},\n"
                          "  resolved_at: {A: 90%}}}\n",
                          loads);
    assert_near(loads[0].visits_per_week, 336, EXACT);
    assert_near(loads[0].work_h_per_week, 168, EXACT);
    assert_near(ds_group_load_erlangs(&loads[0]), 1, EXACT);
    assert_near(loads[0].roster_h_per_week, 3 * 168, EXACT);
    assert_near(loads[1].visits_per_week, 33.6, EXACT);
    assert_near(loads[1].work_h_per_week, 134.4, EXACT);
    assert_near(loads[1].roster_h_per_week, 80, EXACT);
    /* 134.4 hours of work for 80 agent-hours. */
    assert_non_null(strstr(fixture_said(&it, true), "groups.B: the offered load is above"));
    assert_non_null(strstr(fixture_said(&it, true), "utilisation of 168%"));
    fixture_free(&it);
}

static void test_feedback_adds_up_as_in_a_jackson_network(void **state)
{
    (void)state;
    ds_group_load loads[2];
    loaded it = load_text("groups: {A: {agents: 99}, B: {agents: 99}}\n"
                          "arrivals: {s: {rate: 10/week}}\n"
                          "categories: {c: {priority: {P1: 1}, route: {\n"
                          "  A: {work: 1h, resolve: 50%, next: {B: 100%}},\n"
                          "  B: {work: 2h, resolve: 60%, next: {A: 75%, B: 25%}}}}}\n",
                          loads);
    /* a = 10 + 0.3 b, b = 0.5 a + 0.1 b: a = 12, b = 20 / 3. */
    assert_near(loads[0].visits_per_week, 12, EXACT);
    assert_near(loads[1].visits_per_week, 20.0 / 3, EXACT);
    assert_near(loads[1].work_h_per_week, 40.0 / 3, EXACT);
    fixture_free(&it);
}

static void test_misrouted_and_reopened_tickets_add_work(void **state)
{
    (void)state;
    ds_group_load loads[2];
    loaded it =
        load_text("groups: {A: {agents: 99}, B: {agents: 99}}\n"
                  "auto_close: 10d\n"
                  "arrivals: {s: {rate: 90/week}}\n"
                  "categories: {c: {priority: {P1: 1}, work: {A: 1h},\n"
                  "  misroute: {share: 20%, to: B, rediagnosis: 30m},\n"
                  "  reopen: {share: 20%, after: uniform(min 0d max 20d), work: 25%}}}\n",
                  loads);
    /* Half of the reopenings come before the ticket is closed: 10 % of all resolutions.
     * n = 90 + 0.1 n = 100 visits, 10 of them with a quarter of the work. */
    assert_near(loads[0].visits_per_week, 100, EXACT);
    assert_near(loads[0].work_h_per_week, 92.5, EXACT);
    assert_near(loads[1].visits_per_week, 18, EXACT);
    assert_near(loads[1].work_h_per_week, 9, EXACT);
    fixture_free(&it);
}

static void test_a_reopened_ticket_comes_back_to_its_resolver(void **state)
{
    (void)state;
    ds_group_load loads[2];
    loaded it = load_text("groups: {A: {agents: 99}, B: {agents: 99}}\n"
                          "arrivals: {s: {rate: 80/week}}\n"
                          "categories: {c: {priority: {P1: 1}, work: {A: 1h, B: 1h},\n"
                          "  resolved_at: {A: 50%}, reopen: {share: 40%, after: 1h}}}\n",
                          loads);
    /* a = 80 + 0.4 × 0.5 a = 100, b = 0.5 a + 0.4 b = 83.33. */
    assert_near(loads[0].visits_per_week, 100, EXACT);
    assert_near(loads[1].visits_per_week, 250.0 / 3, EXACT);
    assert_near(loads[1].work_h_per_week, 250.0 / 3, EXACT);
    fixture_free(&it);
}

static void test_growth_holidays_season_and_events_change_the_mean(void **state)
{
    (void)state;
    ds_group_load loads[1];
    static const char frame[] = "horizon: 4w\n"
                                "calendars: {day: {hours: Mon-Fri 09:00-17:00, holidays: "
                                "[2026-01-06]}}\n"
                                "groups: {A: {agents: 99}}\n"
                                "categories: {c: {priority: {P1: 1}, work: {A: 1h}}}\n"
                                "arrivals: {s: {rate: 10/workday, profile: office-hours, ";
    static const struct {
        const char *stream;
        double per_week;
    } cases[] = {
        {"calendar: day}}",                                           (200 - 10) / 4.0   },
        {"calendar: day, holiday_factor: 0.5}}",                      (200 - 5) / 4.0    },
        {"season: {1: 2, 2: 0}}}",                                    100 * (20.0 / 20.0)},
        {"events: [{from: 2026-01-06, to: 2026-01-07, factor: 3}]}}", (200 + 40) / 4.0   },
        {"growth: 0%/month}}",                                        50                 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[1024] = "";
        strcat(strcat(text, frame), cases[i].stream);
        loaded it = load_text(text, loads);
        assert_near(loads[0].visits_per_week, cases[i].per_week, EXACT);
        assert_near(ds_offered_tickets(&it.desk, &it.desk.streams[0]), cases[i].per_week,
                    EXACT);
        fixture_free(&it);
    }
}

static void test_monthly_growth_compounds_over_the_days(void **state)
{
    (void)state;
    ds_group_load loads[1];
    loaded it = load_text("horizon: 4w\n"
                          "groups: {A: {agents: 99}}\n"
                          "categories: {c: {priority: {P1: 1}, work: {A: 1h}}}\n"
                          "arrivals: {s: {rate: 1/day, growth: 10%/month}}\n",
                          loads);
    double sum = 0;
    for (int day = 0; day < 28; day++)
        sum += pow(1.1, day * 12 / 365.2425);
    assert_near(loads[0].visits_per_week, sum / 4, EXACT);
    fixture_free(&it);
}

static void test_unlimited_agents_have_no_capacity_to_exceed(void **state)
{
    (void)state;
    ds_group_load loads[1];
    loaded it = load_text("groups: {A: {agents: unlimited}}\n"
                          "categories: {c: {priority: {P1: 1}, work: {A: 10h}}}\n"
                          "arrivals: {s: {rate: 99/h}}\n",
                          loads);
    assert_true(isinf(loads[0].roster_h_per_week));
    assert_int_equal(it.said.count, 0);
    fixture_free(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_ladder_hands_on_what_it_does_not_resolve),
        cmocka_unit_test(test_feedback_adds_up_as_in_a_jackson_network),
        cmocka_unit_test(test_misrouted_and_reopened_tickets_add_work),
        cmocka_unit_test(test_a_reopened_ticket_comes_back_to_its_resolver),
        cmocka_unit_test(test_growth_holidays_season_and_events_change_the_mean),
        cmocka_unit_test(test_monthly_growth_compounds_over_the_days),
        cmocka_unit_test(test_unlimited_agents_have_no_capacity_to_exceed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
