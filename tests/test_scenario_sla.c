/* SLAs of a scenario: which ticket has which, and what each promises. */
#include "scenario_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static loaded try_slas(const char *slas)
{
    char text[4096];
    snprintf(text, sizeof text,
             "calendars: {office: {hours: Mon-Fri 08:00-18:00}}\n"
             "groups: {A: {agents: 99}}\n"
             "arrivals: {s: {rate: 1/h}, r: {rate: 1/h, type: request}, p: {rate: 1/h, "
             "type: problem}}\n"
             "categories:\n"
             "  i: {share: 40%%, priority: {P3: 1}, work: {A: 5m}}\n"
             "  j: {share: 60%%, priority: {P3: 1}, work: {A: 5m}}\n"
             "  r: {type: request, priority: {P3: 1}, work: {A: 5m}}\n"
             "  p: {type: problem, priority: {P3: 1}, work: {A: 5m}}\n"
             "slas:\n%s",
             slas);
    return fixture_load(text, strlen(text));
}

static loaded load_slas(const char *slas)
{
    loaded it = try_slas(slas);
    if (it.status != DS_OK)
        print_error("%s\n", fixture_said(&it, false));
    assert_int_equal(it.status, DS_OK);
    return it;
}

enum { CATEGORY_I, CATEGORY_J, CATEGORY_R, CATEGORY_P };

static void test_the_most_specific_sla_counts(void **state)
{
    (void)state;
    loaded it = load_slas(
        "  any: {resolution: {P1: 1h}}\n"
        "  urgent: {resolution: {P1: 1h}, applies_to: {priorities: [P1, P2]}}\n"
        "  requests: {resolution: {P1: 1h}, applies_to: {type: request}}\n"
        "  j: {resolution: {P1: 1h}, applies_to: {categories: j}}\n"
        "  j-urgent: {resolution: {P1: 1h}, applies_to: {categories: [j], priorities: "
        "P1}}\n"
        "  problems: {resolution: {P1: 1h}, applies_to: {categories: [p]}}\n"
        "  late: {resolution: {P1: 1h}}\n");
    const ds_desk *desk = &it.desk;
    assert_int_equal(ds_desk_sla(desk, DS_INCIDENT, CATEGORY_I, 2), 0);
    assert_int_equal(ds_desk_sla(desk, DS_INCIDENT, CATEGORY_I, 0), 1);
    assert_int_equal(ds_desk_sla(desk, DS_INCIDENT, CATEGORY_I, 1), 1);
    assert_int_equal(ds_desk_sla(desk, DS_REQUEST, CATEGORY_R, 4), 2);
    assert_int_equal(ds_desk_sla(desk, DS_REQUEST, CATEGORY_R, 0), 2);
    assert_int_equal(ds_desk_sla(desk, DS_INCIDENT, CATEGORY_J, 1), 3);
    assert_int_equal(ds_desk_sla(desk, DS_INCIDENT, CATEGORY_J, 0), 4);
    assert_int_equal(ds_desk_sla(desk, DS_PROBLEM, CATEGORY_P, 0), 5);
    assert_string_equal(fixture_said(&it, true),
                        "desk.yaml:16:3: warning: slas.late: it applies to no ticket");
    fixture_free(&it);
}

static void test_a_category_beats_a_type_and_that_beats_a_priority(void **state)
{
    (void)state;
    loaded it = load_slas(
        "  category: {resolution: {P1: 1h}, applies_to: {categories: [i]}}\n"
        "  type: {resolution: {P1: 1h}, applies_to: {type: incident, priorities: [P1]}}\n"
        "  priority: {resolution: {P1: 1h}, applies_to: {priorities: [P1, P2]}}\n");
    assert_int_equal(ds_desk_sla(&it.desk, DS_INCIDENT, CATEGORY_I, 0), 0);
    assert_int_equal(ds_desk_sla(&it.desk, DS_INCIDENT, CATEGORY_J, 0), 1);
    assert_int_equal(ds_desk_sla(&it.desk, DS_INCIDENT, CATEGORY_J, 1), 2);
    assert_int_equal(ds_desk_sla(&it.desk, DS_INCIDENT, CATEGORY_J, 2), DS_NO_ID);
    fixture_free(&it);
}

static void
test_without_applies_to_incidents_and_requests_have_it_but_not_problems(void **state)
{
    (void)state;
    loaded it = load_slas("  any: {response: {P1: 1h}}\n");
    assert_int_equal(ds_desk_sla(&it.desk, DS_INCIDENT, CATEGORY_I, 4), 0);
    assert_int_equal(ds_desk_sla(&it.desk, DS_REQUEST, CATEGORY_R, 4), 0);
    assert_int_equal(ds_desk_sla(&it.desk, DS_PROBLEM, CATEGORY_P, 4), DS_NO_ID);
    fixture_free(&it);
    it =
        load_slas("  any: {response: {P1: 1h}, applies_to: {type: [problem, incident]}}\n");
    assert_int_equal(ds_desk_sla(&it.desk, DS_PROBLEM, CATEGORY_P, 4), 0);
    assert_int_equal(ds_desk_sla(&it.desk, DS_REQUEST, CATEGORY_R, 4), DS_NO_ID);
    fixture_free(&it);
}

static void test_every_key_of_an_sla_reaches_the_desk(void **state)
{
    (void)state;
    loaded it = load_slas("  any:\n"
                          "    response: {P2: 90s}\n"
                          "    resolution: {P2: 1d, P3: 2bd}\n"
                          "    calendar: {P2: office, default: always}\n"
                          "    pause_on: [change]\n"
                          "    warnings: [90%, 0.1]\n"
                          "    reopening: restart\n"
                          "    priority_change: recompute\n"
                          "    carry_pauses: yes\n"
                          "    penalty: {P2: 500, P3: 12.5}\n"
                          "    goal: {P3: 95%, per: month}\n"
                          "reporting_calendar: office\n");
    const ds_sla *sla = &it.desk.slas[0];
    assert_int_equal(sla->response[1].ticks, 90 * DS_SECOND);
    assert_int_equal(sla->response[0].ticks, 0);
    assert_int_equal(sla->resolution[1].ticks, DS_DAY);
    assert_int_equal(sla->resolution[1].calendar, 1);
    assert_int_equal(sla->resolution[2].business_days, 2);
    assert_int_equal(sla->resolution[2].calendar, 0);
    assert_int_equal(sla->pause_mask, 1u << DS_HOLD_CHANGE);
    assert_int_equal(sla->warning_count, 2);
    assert_near(sla->warning[0], 0.1, 1e-12);
    assert_near(sla->warning[1], 0.9, 1e-12);
    assert_int_equal(sla->reopening, DS_REOPEN_RESTART);
    assert_int_equal(sla->change, DS_SLA_CHANGE_RECOMPUTE);
    assert_true(sla->carry_pauses);
    assert_near(sla->penalty[1], 500, 0);
    assert_near(sla->penalty[2], 12.5, 0);
    assert_near(sla->goal[2], 0.95, 1e-12);
    assert_near(sla->goal[1], 0, 0);
    assert_int_equal(it.desk.reporting_calendar, 1);
    fixture_free(&it);
}

static void test_words_of_a_change_of_priority_are_told_apart(void **state)
{
    (void)state;
    loaded it = load_slas("  a: {response: {P1: 1h}}\n"
                          "  b: {response: {P1: 1h}, priority_change: keep}\n");
    assert_int_equal(it.desk.slas[0].change, DS_SLA_CHANGE_RESTART);
    assert_int_equal(it.desk.slas[1].change, DS_SLA_CHANGE_KEEP);
    fixture_free(&it);
}

static void check_error(const char *slas, const char *said)
{
    loaded it = try_slas(slas);
    assert_string_equal(fixture_said(&it, false), said);
    assert_int_equal(it.said.error_count, 1);
    fixture_free(&it);
}

static void test_an_sla_that_makes_no_sense_is_refused(void **state)
{
    (void)state;
    check_error("  a: {pause_on: [user]}\n",
                "desk.yaml:10:3: slas.a: it promises nothing: give 'response', "
                "'resolution' or both");
    check_error("  a: {response: {P1: 1h}, goal: {P1: 95%}}\n",
                "desk.yaml:10:27: slas.a.goal: a goal for P1, which has no resolution "
                "target");
    check_error("  a: {response: {P1: 1h}, warnings: [1%,2%,3%,4%,5%,6%,7%,8%,9%]}\n",
                "desk.yaml:10:27: slas.a.warnings: 9 shares, where at most 8 are allowed");
    check_error("  a: {response: {P1: 1h}, applies_to: {categories: [k]}}\n",
                "desk.yaml:10:53: slas.a.applies_to.categories.1: there is no category "
                "'k'; there are 'i', 'j', 'r', 'p'");
}

static void check_order(const char *targets, bool is_warned)
{
    char slas[256];
    snprintf(slas, sizeof slas, "  a: {calendar: office, resolution: {%s}}\n", targets);
    loaded it = load_slas(slas);
    assert_int_equal(it.said.warning_count, is_warned);
    fixture_free(&it);
}

static void test_a_longer_target_for_a_higher_priority_is_warned_about(void **state)
{
    (void)state;
    check_order("P1: 4h, P2: 4h", false);
    check_order("P1: 5h, P2: 4h", true);
    check_order("P1: 5h, P3: 4h", true);
    check_order("P1: 8h, P2: 1bd", false); /* a business day has ten hours here */
    check_order("P1: 11h, P2: 1bd", true);
    check_order("P1: 3bd, P2: 2bd", true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_most_specific_sla_counts),
        cmocka_unit_test(test_a_category_beats_a_type_and_that_beats_a_priority),
        cmocka_unit_test(
            test_without_applies_to_incidents_and_requests_have_it_but_not_problems),
        cmocka_unit_test(test_every_key_of_an_sla_reaches_the_desk),
        cmocka_unit_test(test_words_of_a_change_of_priority_are_told_apart),
        cmocka_unit_test(test_an_sla_that_makes_no_sense_is_refused),
        cmocka_unit_test(test_a_longer_target_for_a_higher_priority_is_warned_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
