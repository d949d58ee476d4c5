/* --set: a value of the scenario is replaced before anything is checked. */
#include "scenario_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static loaded set(const char *const *overrides, int count)
{
    char *text = fixture_read("sample.yaml", NULL);
    loaded it = fixture_load_with(text, overrides, count);
    free(text);
    return it;
}

static loaded set_one(const char *override)
{
    loaded it = set(&override, 1);
    if (it.status != DS_OK)
        print_error("%s\n", fixture_said(&it, false));
    assert_int_equal(it.status, DS_OK);
    return it;
}

static void test_a_value_that_is_there_is_replaced(void **state)
{
    (void)state;
    loaded it = set_one("groups.L1.agents=14");
    assert_int_equal(it.desk.groups[0].agents, 14);
    assert_int_equal(it.desk.groups[1].agents, 6);
    fixture_free(&it);
}

static void test_a_known_key_that_is_not_there_is_added(void **state)
{
    (void)state;
    loaded it = set_one("groups.L1.ola.target.P2=30m");
    assert_true(it.desk.groups[0].has_ola);
    assert_int_equal(it.desk.groups[0].ola[1].ticks, 30 * DS_MINUTE);
    fixture_free(&it);
    it = set_one("slas.standard.penalty.P1=500");
    assert_near(it.desk.slas[0].penalty[0], 500, 0);
    fixture_free(&it);
}

static void test_a_value_may_be_a_mapping_a_list_or_have_commas(void **state)
{
    (void)state;
    loaded it = set_one("categories.email.urgency={high: 50%, low: 50%}");
    assert_int_equal(it.desk.categories[1].urgency.count, 2);
    fixture_free(&it);
    it = set_one("slas.standard.pause_on=[change]");
    assert_int_equal(it.desk.slas[0].pause_mask, 1u << DS_HOLD_CHANGE);
    fixture_free(&it);
    it = set_one("categories.email.work.L1=lognormal(mean 6m, cv 0.7)");
    assert_near(it.desk.categories[1].routes[0].work.mean, 360, 1e-9);
    fixture_free(&it);
    it = set_one("name=a = b");
    assert_string_equal(it.desk.name, "a = b");
    fixture_free(&it);
}

static void test_items_of_a_list_are_counted_from_one(void **state)
{
    (void)state;
    loaded it = set_one("calendars.office.holidays.1=2026-01-05");
    assert_int_equal(ds_calendar_next_open(&it.desk.calendars[1], 0, NULL),
                     DS_DAY + 8 * DS_HOUR);
    fixture_free(&it);
}

static void test_one_value_of_an_item_is_replaced(void **state)
{
    (void)state;
    static const char *const overrides[] = {
        "arrivals.incidents.events=[{from: 2026-01-06, to: 2026-01-06, factor: 2}, {from: "
        "2026-01-08, to: 2026-01-08, factor: 3}]",
        "arrivals.incidents.events.2.factor=4"};
    loaded it = set(overrides, 2);
    const ds_planned_event *events = it.desk.streams[0].events;
    assert_near(events[0].factor, 2, 0);
    assert_near(events[1].factor, 4, 0);
    assert_int_equal(events[1].from, 3 * DS_DAY);
    fixture_free(&it);
}

static void test_odd_names_stand_in_quotes(void **state)
{
    (void)state;
    static const char text[] =
        "groups: {Level 2.5: {agents: 1}}\n"
        "arrivals: {s: {rate: 1/h}}\n"
        "categories: {c: {priority: {P1: 1}, work: {Level 2.5: 5m}}}";
    static const char *const override = "groups.\"Level 2.5\".agents=7";
    loaded it = fixture_load_with(text, &override, 1);
    assert_int_equal(it.desk.groups[0].agents, 7);
    fixture_free(&it);
}

static void test_overrides_apply_in_their_order(void **state)
{
    (void)state;
    static const char *const overrides[] = {"groups.L1={agents: 3}", "groups.L1.tier=4",
                                            "groups.L1.tier=5"};
    loaded it = set(overrides, 3);
    assert_int_equal(it.desk.groups[0].agents, 3);
    assert_int_equal(it.desk.groups[0].tier, 5);
    assert_int_equal(it.desk.groups[0].discipline, DS_FIFO);
    fixture_free(&it);
}

static void test_what_an_alias_shares_is_changed_at_its_path_only(void **state)
{
    (void)state;
    static const char text[] = "groups: {A: &team {agents: 1}, B: *team}\n"
                               "arrivals: {s: {rate: 1/h}}\n"
                               "categories: {c: {priority: {P1: 1}, work: {A: 5m, B: 6m}, "
                               "resolved_at: {A: 50%}}}";
    static const char *const override = "groups.B.agents=7";
    loaded it = fixture_load_with(text, &override, 1);
    assert_int_equal(it.desk.groups[0].agents, 1);
    assert_int_equal(it.desk.groups[1].agents, 7);
    fixture_free(&it);
}

static void check_error(const char *override, const char *said)
{
    loaded it = set(&override, 1);
    assert_int_equal(it.status, DS_BAD_INPUT);
    assert_int_equal(it.said.error_count, 1);
    assert_string_equal(fixture_said(&it, false), said);
    fixture_free(&it);
}

static void test_an_override_that_makes_no_sense_is_refused(void **state)
{
    (void)state;
    check_error("groups.L1.agents=2.5",
                "--set groups.L1.agents=2.5: groups.L1.agents: '2.5' is not a whole number "
                "from 0 to 100000 or 'unlimited'");
    check_error("groups.L1.agnets=3", "--set groups.L1.agnets=3: unknown key 'agnets'; did "
                                      "you mean 'agents'?");
    check_error("groups.L9.agents=3", "--set groups.L9.agents=3: the scenario has no 'L9' "
                                      "there; did you mean 'L1'?");
    check_error("slas.standard.response.P9=3m",
                "--set slas.standard.response.P9=3m: slas.standard.response: there is no "
                "priority 'P9'; did you mean 'P1'?");
    check_error("calendars.office.holidays.2=2026-01-05",
                "--set calendars.office.holidays.2=2026-01-05: '2' is not an item of the "
                "list, from 1 to 1");
    check_error("horizon.weeks=3",
                "--set horizon.weeks=3: nothing comes after 'horizon' in "
                "a path, so 'weeks' is too much");
    check_error("groups.L1.agents=", "--set groups.L1.agents=: no value follows the '='");
    check_error("groups.L1.agents",
                "--set groups.L1.agents: an override is PATH=VALUE, such as "
                "groups.L1.agents=14, with odd names in double quotes");
    check_error("groups..agents=1",
                "--set groups..agents=1: an override is PATH=VALUE, such as "
                "groups.L1.agents=14, with odd names in double quotes");
    check_error("=1", "--set =1: an override is PATH=VALUE, such as groups.L1.agents=14, "
                      "with odd names in double quotes");
    check_error("groups=5", "--set groups=5: groups: '5', where a mapping is wanted");
    check_error("name=[1", "--set name=[1: not YAML: flow sequence without a closing "
                           "bracket");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_value_that_is_there_is_replaced),
        cmocka_unit_test(test_a_known_key_that_is_not_there_is_added),
        cmocka_unit_test(test_a_value_may_be_a_mapping_a_list_or_have_commas),
        cmocka_unit_test(test_items_of_a_list_are_counted_from_one),
        cmocka_unit_test(test_one_value_of_an_item_is_replaced),
        cmocka_unit_test(test_odd_names_stand_in_quotes),
        cmocka_unit_test(test_overrides_apply_in_their_order),
        cmocka_unit_test(test_what_an_alias_shares_is_changed_at_its_path_only),
        cmocka_unit_test(test_an_override_that_makes_no_sense_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
