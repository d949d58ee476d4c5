/* What a scenario says is what the desk has: the sample of the documentation and scenarios
 * that use each key. */
#include "scenario_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MONDAY INT64_C(1767571200) /* 2026-01-05T00:00:00Z */

/* Products and sums of a few doubles of size 1. */
#define EXACT 1e-12

static loaded load_text(const char *text)
{
    loaded it = fixture_load(text, strlen(text));
    if (it.status != DS_OK)
        print_error("%s\n", fixture_said(&it, false));
    assert_int_equal(it.status, DS_OK);
    return it;
}

static void test_the_sample_of_the_documentation_compiles_without_a_word(void **state)
{
    (void)state;
    loaded it = fixture_load_sample(NULL, NULL);
    assert_int_equal(it.status, DS_OK);
    assert_int_equal(it.said.count, 0);
    const ds_desk *desk = &it.desk;
    assert_string_equal(desk->name, "Two-tier desk");
    assert_string_equal(ds_scenario_name(it.scenario), "Two-tier desk");
    assert_false(ds_scenario_has_trace(it.scenario));
    assert_int_equal(desk->start_unix, MONDAY);
    assert_int_equal(desk->horizon, 14 * DS_WEEK);
    assert_int_equal(desk->warm_up, 2 * DS_WEEK);
    assert_int_equal(desk->drain, 4 * DS_WEEK);
    assert_int_equal(desk->auto_close, 5 * DS_DAY);
    assert_false(desk->counts_by_resolution);
    assert_false(desk->counts_children);
    assert_int_equal(desk->priority_count, 5);
    assert_string_equal(desk->priority_names[4], "P5");
    assert_string_equal(desk->impact_names[0], "high");
    fixture_free(&it);
}

static void test_the_samples_calendar_follows_the_clock_of_london(void **state)
{
    (void)state;
    loaded it = fixture_load_sample(NULL, NULL);
    const ds_desk *desk = &it.desk;
    assert_int_equal(desk->calendar_count, 2);
    assert_string_equal(desk->calendar_names[0], "always");
    assert_true(desk->calendars[0].is_always);
    const ds_calendar *office = &desk->calendars[1];
    assert_int_equal(ds_calendar_next_open(office, 0, NULL), 8 * DS_HOUR);
    /* Monday 6 April 2026, in summer time: 08:00 is 07:00 UTC. */
    ds_ticks monday = 13 * DS_WEEK;
    assert_int_equal(ds_calendar_next_open(office, monday, NULL), monday + 7 * DS_HOUR);
    /* Friday 3 April is a holiday. */
    ds_ticks friday = 12 * DS_WEEK + 4 * DS_DAY;
    assert_int_equal(ds_calendar_next_open(office, friday, NULL), monday + 7 * DS_HOUR);
    assert_int_equal(ds_calendar_between(office, 0, 14 * DS_WEEK, NULL),
                     (14 * 50 - 10) * DS_HOUR);
    /* Targets fall due after the horizon and the drain, too. */
    assert_true(ds_calendar_next_open(office, 14 * DS_WEEK + 4 * DS_WEEK + 300 * DS_DAY,
                                      NULL) < DS_NEVER);
    assert_int_equal(desk->reporting_calendar, 1);
    fixture_free(&it);
}

static void test_the_samples_promises_have_their_calendars_and_pauses(void **state)
{
    (void)state;
    loaded it = fixture_load_sample(NULL, NULL);
    const ds_desk *desk = &it.desk;
    assert_int_equal(desk->sla_count, 1);
    const ds_sla *sla = &desk->slas[0];
    assert_string_equal(sla->name, "standard");
    assert_int_equal(sla->response[0].ticks, 15 * DS_MINUTE);
    assert_int_equal(sla->response[0].calendar, 0);
    assert_int_equal(sla->response[1].calendar, 1);
    assert_int_equal(sla->response[4].business_days, 2);
    assert_int_equal(sla->response[4].ticks, 0);
    assert_int_equal(sla->resolution[3].business_days, 3);
    assert_int_equal(sla->resolution[2].ticks, 8 * DS_HOUR);
    assert_int_equal(sla->pause_mask, 1u << DS_HOLD_USER | 1u << DS_HOLD_VENDOR);
    assert_int_equal(sla->reopening, DS_REOPEN_CONTINUE);
    assert_int_equal(sla->warning_count, 3);
    assert_near(sla->warning[1], 0.75, EXACT);
    for (int32_t p = 0; p < 5; p++) {
        assert_int_equal(ds_desk_sla(desk, DS_INCIDENT, 0, p), 0);
        assert_int_equal(ds_desk_sla(desk, DS_REQUEST, 1, p), 0);
        assert_int_equal(ds_desk_sla(desk, DS_PROBLEM, 1, p), DS_NO_ID);
    }
    fixture_free(&it);
}

static void test_the_samples_groups_are_as_written(void **state)
{
    (void)state;
    loaded it = fixture_load_sample(NULL, NULL);
    const ds_desk *desk = &it.desk;
    assert_int_equal(desk->group_count, 2);
    assert_string_equal(desk->groups[0].name, "L1");
    assert_int_equal(desk->groups[0].discipline, DS_PRIORITY);
    assert_int_equal(desk->groups[1].discipline, DS_FIFO);
    assert_int_equal(desk->groups[1].tier, 2);
    assert_int_equal(desk->groups[1].agents, 6);
    assert_int_equal(desk->groups[1].calendar, 1);
    assert_int_equal(desk->groups[1].end_of_hours, DS_END_SUSPEND);
    assert_false(desk->groups[1].is_preemptive);
    assert_false(desk->groups[1].has_ola);
    assert_int_equal(desk->groups[1].time_limit, 0);
    fixture_free(&it);
}

static void test_the_samples_categories_take_their_way(void **state)
{
    (void)state;
    loaded it = fixture_load_sample(NULL, NULL);
    const ds_category *password = &it.desk.categories[0];
    const ds_category *email = &it.desk.categories[1];
    assert_int_equal(password->impact.count, 1);
    assert_int_equal(password->impact.row[0], 2);
    assert_int_equal(password->urgency.row[0], 1);
    assert_near(password->urgency.upto[0], 0.6, EXACT);
    assert_true(password->routes[0].is_used);
    assert_false(password->routes[1].is_used);
    assert_near(password->routes[0].resolve, 1, 0);
    assert_int_equal(password->routes[0].next.count, 0);
    assert_near(password->reopen_share, 0, 0);
    assert_int_equal(email->first.count, 1);
    assert_int_equal(email->first.row[0], 0);
    assert_near(email->routes[0].work.mean, 14 * 60, 1e-9);
    assert_near(email->routes[1].work.mean, 75 * 60, 1e-9);
    assert_near(email->routes[0].resolve, 0.72, EXACT);
    assert_int_equal(email->routes[0].next.row[0], 1);
    assert_near(email->routes[1].resolve, 1, 0);
    for (int g = 0; g < 2; g++) {
        assert_int_equal(email->routes[g].hold_count, 1);
        assert_near(email->routes[g].hold_share, 0.15, EXACT);
        assert_int_equal(email->routes[g].holds[0].reason, DS_HOLD_USER);
        assert_int_equal(email->routes[g].holds[0].calendar, DS_NO_ID);
    }
    assert_near(email->reopen_share, 0.03, EXACT);
    assert_near(email->reopen_work, 0.5, 0);
    assert_near(email->reopen_after.mean, 86400, 1e-6);
    assert_int_equal(email->max_visits, 20);
    fixture_free(&it);
}

static void test_the_samples_arrivals_make_160_tickets_a_working_day(void **state)
{
    (void)state;
    loaded it = fixture_load_sample(NULL, NULL);
    const ds_stream *stream = &it.desk.streams[0];
    double day[7] = {0};
    for (int hour = 0; hour < 168; hour++)
        day[hour / 24] += stream->per_hour[hour];
    for (int d = 0; d < 7; d++)
        assert_near(day[d], d < 5 ? 160 : 0, 1e-9);
    assert_true(stream->per_hour[9] > stream->per_hour[12]); /* morning peak, noon dip */
    assert_true(stream->per_hour[14] > stream->per_hour[12]);
    assert_true(stream->per_hour[3] < stream->per_hour[9] / 10);
    assert_int_equal(stream->holiday_count, 1);
    assert_int_equal(stream->holidays[0], ds_day_from_date((ds_date){2026, 4, 3}));
    assert_true(stream->holiday_factor < 0);
    assert_int_equal(stream->categories.count, 2);
    assert_near(stream->categories.upto[0], 0.3, EXACT);
    assert_near(stream->categories.upto[1], 1, 0);
    assert_near(stream->season[11], 1, 0);
    assert_null(stream->trace);
    fixture_free(&it);
}

/* The smallest desk; parts of it are replaced. */
static const char smallest[] = "groups:\n"
                               "  A: {agents: 99}\n"
                               "arrivals:\n"
                               "  s: {rate: 1/h}\n"
                               "categories:\n"
                               "  c: {priority: {P3: 100%}, work: {A: 5m}}\n";

static loaded load_with(const char *from, const char *to)
{
    char *text = fixture_replace(strdup(smallest), from, to);
    loaded it = load_text(text);
    free(text);
    return it;
}

static void test_defaults_apply_where_nothing_is_written(void **state)
{
    (void)state;
    loaded it = load_text(smallest);
    const ds_desk *desk = &it.desk;
    assert_int_equal(it.said.count, 0);
    assert_string_equal(desk->name, "desk");
    assert_int_equal(desk->start_unix, MONDAY);
    assert_int_equal(desk->horizon, 26 * DS_WEEK);
    assert_int_equal(desk->warm_up, 0);
    assert_int_equal(desk->groups[0].tier, 1);
    assert_true(desk->calendars[desk->groups[0].calendar].is_always);
    assert_int_equal(desk->reporting_calendar, 0);
    assert_int_equal(desk->categories[0].type, DS_INCIDENT);
    assert_near(desk->streams[0].per_hour[167], 1, EXACT);
    assert_int_equal(desk->sla_count, 0);
    assert_int_equal(ds_desk_sla(desk, 0, 0, 0), DS_NO_ID);
    fixture_free(&it);
}

static void test_every_key_of_a_group_reaches_the_desk(void **state)
{
    (void)state;
    loaded it = load_with("  A: {agents: 99}\n",
                          "  A: {agents: unlimited, tier: 3, discipline: accumulating,\n"
                          "      accumulation: {P1: 10, P2: 8, P3: 6, P4: 4, P5: 2.5},\n"
                          "      end_of_hours: finish, time_limit: 2h}\n"
                          "  B: {agents: 9, discipline: edf, edf: ola, hours: office,\n"
                          "      ola: {target: {P1: 1h, P2: 2bd}, pause_on: [vendor]}}\n"
                          "  C: {agents: 9, discipline: priority, preempt: resume,\n"
                          "      ola: {target: 30m, calendar: office}}\n"
                          "  D: {agents: 9, discipline: accumulating}\n"
                          "calendars: {office: {hours: Mon-Fri 09:00-17:00}}\n");
    const ds_group *groups = it.desk.groups;
    assert_int_equal(groups[0].agents, DS_UNLIMITED_AGENTS);
    assert_int_equal(groups[0].tier, 3);
    assert_int_equal(groups[0].discipline, DS_ACCUMULATING);
    assert_near(groups[0].accumulation[4], 2.5, 0);
    assert_int_equal(groups[0].end_of_hours, DS_END_FINISH);
    assert_int_equal(groups[0].time_limit, 2 * DS_HOUR);
    assert_int_equal(groups[1].discipline, DS_EDF);
    assert_true(groups[1].edf_by_ola && groups[1].has_ola);
    assert_int_equal(groups[1].ola[0].ticks, DS_HOUR);
    assert_int_equal(groups[1].ola[0].calendar, 1); /* its own hours */
    assert_int_equal(groups[1].ola[1].business_days, 2);
    assert_int_equal(groups[1].ola[2].ticks, 0);
    assert_int_equal(groups[1].ola_pause_mask, 1u << DS_HOLD_VENDOR);
    assert_true(groups[2].is_preemptive);
    assert_int_equal(groups[2].ola[4].ticks, 30 * DS_MINUTE);
    assert_int_equal(groups[2].ola[4].calendar, 1);
    for (int p = 0; p < 5; p++)
        assert_near(groups[3].accumulation[p], 1 << (4 - p), 0);
    fixture_free(&it);
}

static void test_every_key_of_a_category_reaches_the_desk(void **state)
{
    (void)state;
    loaded it = load_text(
        "groups: {A: {agents: 99}, B: {agents: 99, tier: 2}, C: {agents: 99}}\n"
        "calendars: {office: {hours: Mon-Fri 09:00-17:00}}\n"
        "contracts: {gold: {target: 8h, calendar: office}, iron: {target: 3bd}}\n"
        "arrivals: {s: {type: request, rate: 1/h}}\n"
        "categories:\n"
        "  c:\n"
        "    type: request\n"
        "    impact: {low: 50%, high: 0.5}\n"
        "    urgency: {medium: 100%}\n"
        "    misroute: {share: 10%, to: C, rediagnosis: 4m}\n"
        "    hold:\n"
        "      vendor: {share: 10%, time: 3d, contract: iron}\n"
        "      user: {share: 20%, time: exponential(mean 1d), hold_calendar: office}\n"
        "    max_visits: 7\n"
        "    route:\n"
        "      B: {work: constant(20m), resolve: 90%, next: {A: 100%}, hold: {change: "
        "{share: 1%, time: 2d}}}\n"
        "      A: {work: 10m, resolve: 60%, next: {B: 75%, C: 25%, A: 0%},\n"
        "          misroute: {share: 5%, to: B, rediagnosis: 2m}}\n"
        "      C: {work: 1h}\n");
    const ds_category *category = &it.desk.categories[0];
    assert_int_equal(category->type, DS_REQUEST);
    assert_int_equal(category->impact.row[0], 2);
    assert_int_equal(category->impact.row[1], 0);
    assert_int_equal(category->first.row[0], 0); /* the lowest tier's first in `route` */
    assert_near(category->misroute.share, 0.1, EXACT);
    assert_int_equal(category->misroute.to, 2);
    assert_near(category->misroute.rediagnosis.mean, 240, EXACT);
    assert_int_equal(category->max_visits, 7);
    const ds_route *a = &category->routes[0];
    assert_int_equal(a->next.count, 2); /* nobody is sent with a share of zero */
    assert_int_equal(a->next.row[1], 2);
    assert_near(a->next.upto[0], 0.75, EXACT);
    assert_near(a->misroute.share, 0.05, EXACT);
    assert_int_equal(a->hold_count, 2); /* the category's */
    assert_near(a->hold_share, 0.3, EXACT);
    assert_int_equal(a->holds[0].reason, DS_HOLD_USER);
    assert_int_equal(a->holds[0].calendar, 1);
    assert_int_equal(a->holds[0].contract, DS_NO_ID);
    assert_int_equal(a->holds[1].contract, 1);
    assert_int_equal(category->routes[1].hold_count, 1); /* its own */
    assert_int_equal(category->routes[1].holds[0].reason, DS_HOLD_CHANGE);
    assert_near(category->routes[2].resolve, 1, 0);
    assert_int_equal(it.desk.contracts[0].target.ticks, 8 * DS_HOUR);
    assert_int_equal(it.desk.contracts[0].target.calendar, 1);
    assert_int_equal(it.desk.contracts[1].target.business_days, 3);
    assert_string_equal(it.desk.contracts[1].name, "iron");
    fixture_free(&it);
}

static void test_first_groups_may_be_shared_out(void **state)
{
    (void)state;
    loaded it = load_text("groups: {A: {agents: 9}, B: {agents: 9}}\n"
                          "arrivals: {s: {rate: 1/h}}\n"
                          "categories: {c: {priority: {P1: 1}, work: {A: 5m, B: 6m},\n"
                          "  resolved_at: {A: 50%}, first: {B: 20%, A: 80%}}}\n");
    const ds_choice *first = &it.desk.categories[0].first;
    assert_int_equal(first->count, 2);
    assert_int_equal(first->row[0], 1);
    assert_near(first->upto[0], 0.2, EXACT);
    fixture_free(&it);
}

static void test_a_calendar_may_have_a_zone_and_several_hours_of_its_own(void **state)
{
    (void)state;
    loaded it = load_with(
        "groups:\n", "calendars:\n"
                     "  ny: {hours: Mon-Fri 09:00-17:00, time_zone: America/New_York}\n"
                     "  two: {hours: [Mon-Fri 08:00-12:00, Sat 10:00-11:00]}\n"
                     "  all: {hours: 24x7}\n"
                     "groups:\n");
    const ds_desk *desk = &it.desk;
    assert_int_equal(desk->zone_count, 1);
    assert_int_equal(ds_calendar_next_open(&desk->calendars[1], 0, NULL), 14 * DS_HOUR);
    assert_int_equal(ds_calendar_between(&desk->calendars[2], 0, DS_WEEK, NULL),
                     21 * DS_HOUR);
    assert_int_equal(ds_calendar_between(&desk->calendars[3], 0, DS_WEEK, NULL), DS_WEEK);
    fixture_free(&it);
}

static void test_the_start_is_local_midnight_or_the_given_time(void **state)
{
    (void)state;
    loaded it =
        load_with("groups:\n", "start: 2026-07-06\ntime_zone: Asia/Tokyo\ngroups:\n");
    assert_int_equal(it.desk.start_unix, INT64_C(1783263600)); /* 2026-07-05T15:00Z */
    fixture_free(&it);
    it = load_with("groups:\n", "start: 2026-07-06T08:30\ngroups:\n");
    assert_int_equal(it.desk.start_unix, INT64_C(1783326600)); /* 2026-07-06T08:30Z */
    fixture_free(&it);
}

static void test_levels_priorities_and_matrix_may_be_ones_own(void **state)
{
    (void)state;
    char *text = fixture_replace(strdup(smallest), "groups:\n",
                                 "priorities: [critical, normal]\n"
                                 "impact_levels: [all, one]\n"
                                 "urgency_levels: [now]\n"
                                 "matrix: {all: {now: critical}, one: {now: normal}}\n"
                                 "groups:\n");
    text = fixture_replace(text, "priority: {P3: 100%}",
                           "impact: {one: 100%}, urgency: {now: 100%}");
    loaded it = load_text(text);
    assert_int_equal(it.desk.priority_count, 2);
    assert_string_equal(it.desk.priority_names[1], "normal");
    assert_int_equal(it.desk.impact_levels, 2);
    assert_int_equal(it.desk.urgency_levels, 1);
    assert_int_equal(it.desk.matrix[0][0], 0);
    assert_int_equal(it.desk.matrix[1][0], 1);
    fixture_free(&it);
    free(text);
}

static void test_the_default_matrix_is_the_documented_one(void **state)
{
    (void)state;
    static const int32_t expected[3][3] = {
        {0, 1, 2},
        {1, 2, 3},
        {2, 3, 4}
    };
    loaded it = load_text(smallest);
    for (int i = 0; i < 3; i++)
        for (int u = 0; u < 3; u++)
            assert_int_equal(it.desk.matrix[i][u], expected[i][u]);
    fixture_free(&it);
}

static void test_a_matrix_is_needed_where_there_is_no_default(void **state)
{
    (void)state;
    char *text = fixture_replace(strdup(smallest), "groups:\n", "priorities: 4\ngroups:\n");
    loaded it = load_text(text); /* the category gives its priority itself */
    assert_int_equal(it.desk.priority_count, 4);
    fixture_free(&it);
    text = fixture_replace(text, "priority: {P3: 100%}",
                           "impact: {low: 100%}, urgency: {low: 100%}");
    it = fixture_load(text, strlen(text));
    assert_int_equal(it.status, DS_BAD_INPUT);
    assert_string_equal(fixture_said(&it, false),
                        "desk.yaml:1:1: matrix: missing: with 3 levels of impact, 3 of "
                        "urgency and 4 priorities there is no default (that is for 3, 3 "
                        "and 5)");
    fixture_free(&it);
    free(text);
}

static void test_anchors_aliases_and_merges_work(void **state)
{
    (void)state;
    loaded it = load_with("  A: {agents: 99}\n", "  A: &team {agents: 99, tier: 2}\n"
                                                 "  B: *team\n"
                                                 "  C: {<<: *team, agents: 3}\n"
                                                 "  D: {<<: [{tier: 4}, *team]}\n");
    assert_int_equal(it.desk.groups[1].agents, 99);
    assert_int_equal(it.desk.groups[2].agents, 3);
    assert_int_equal(it.desk.groups[2].tier, 2);
    assert_int_equal(it.desk.groups[3].tier, 4);
    assert_int_equal(it.desk.groups[3].agents, 99);
    fixture_free(&it);
}

static void check_refused(loaded *it, const char *words)
{
    ds_error err = {.status = DS_OK};
    assert_int_equal(ds_desk_check(&it->desk, &err), DS_BAD_INPUT);
    if (!strstr(err.text, words))
        print_error("'%s' has no '%s'\n", err.text, words);
    assert_non_null(strstr(err.text, words));
}

/* Breaks one field of the sample's desk and mends it again. */
#define CHECK_REFUSED(field, value, words)                                                 \
    do {                                                                                   \
        __typeof__(it.desk.field) kept = it.desk.field;                                    \
        it.desk.field = (value);                                                           \
        check_refused(&it, words);                                                         \
        it.desk.field = kept;                                                              \
    } while (0)

static void test_a_desk_that_the_engine_could_not_run_is_refused(void **state)
{
    (void)state;
    loaded it = fixture_load_sample(NULL, NULL);
    ds_error err;
    assert_int_equal(ds_desk_check(&it.desk, &err), DS_OK);
    CHECK_REFUSED(warm_up, it.desk.horizon, "window");
    CHECK_REFUSED(drain, -1, "window");
    CHECK_REFUSED(priority_count, 10, "priorities");
    CHECK_REFUSED(matrix[2][1], 5, "matrix");
    CHECK_REFUSED(reporting_calendar, DS_NO_ID, "calendar");
    CHECK_REFUSED(stream_count, 0, "stream");
    CHECK_REFUSED(groups[1].calendar, 2, "L2");
    CHECK_REFUSED(groups[1].agents, -1, "L2");
    CHECK_REFUSED(slas[0].response[3].calendar, 7, "standard");
    CHECK_REFUSED(sla_rows[2], 1, "SLA");
    CHECK_REFUSED(categories[1].first.row[0], 2, "email");
    CHECK_REFUSED(categories[0].first.row[0], 1, "password");
    CHECK_REFUSED(categories[1].impact.upto[2], 0.9, "email");
    CHECK_REFUSED(categories[1].routes[0].resolve, -0.1, "email");
    CHECK_REFUSED(categories[1].routes[1].resolve, 0.5, "email");
    CHECK_REFUSED(categories[1].routes[0].next.row[0], 5, "email");
    CHECK_REFUSED(categories[1].routes[0].holds[0].calendar, 5, "email");
    CHECK_REFUSED(categories[1].max_visits, 0, "email");
    CHECK_REFUSED(streams[0].per_hour[5], -1, "incidents");
    CHECK_REFUSED(streams[0].day_correlation, 1, "incidents");
    CHECK_REFUSED(streams[0].categories.row[1], 2, "incidents");
    it.desk.categories[1].routes[0].resolve = 0;
    it.desk.categories[1].routes[0].next.row[0] = 0;
    check_refused(&it, "cannot be left");
    fixture_free(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_sample_of_the_documentation_compiles_without_a_word),
        cmocka_unit_test(test_the_samples_calendar_follows_the_clock_of_london),
        cmocka_unit_test(test_the_samples_promises_have_their_calendars_and_pauses),
        cmocka_unit_test(test_the_samples_groups_are_as_written),
        cmocka_unit_test(test_the_samples_categories_take_their_way),
        cmocka_unit_test(test_the_samples_arrivals_make_160_tickets_a_working_day),
        cmocka_unit_test(test_defaults_apply_where_nothing_is_written),
        cmocka_unit_test(test_every_key_of_a_group_reaches_the_desk),
        cmocka_unit_test(test_every_key_of_a_category_reaches_the_desk),
        cmocka_unit_test(test_first_groups_may_be_shared_out),
        cmocka_unit_test(test_a_calendar_may_have_a_zone_and_several_hours_of_its_own),
        cmocka_unit_test(test_the_start_is_local_midnight_or_the_given_time),
        cmocka_unit_test(test_levels_priorities_and_matrix_may_be_ones_own),
        cmocka_unit_test(test_the_default_matrix_is_the_documented_one),
        cmocka_unit_test(test_a_matrix_is_needed_where_there_is_no_default),
        cmocka_unit_test(test_a_desk_that_the_engine_could_not_run_is_refused),
        cmocka_unit_test(test_anchors_aliases_and_merges_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
