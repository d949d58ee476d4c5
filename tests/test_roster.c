/* Rosters: against enumeration of all of them, against rosters made by hand, and rules that
 * cannot be kept. */
#include "analysis/roster/roster.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct fixture {
    ds_scenario *scenario;
    ds_desk desk;
    ds_staffing_table table;
    ds_roster roster;
    ds_diagnostics said;
    ds_error err;
} fixture;

static const char head[] = "name: Desk\nhorizon: 1w\ngroups:\n  L1: {agents: 5}\n"
                           "arrivals:\n  calls: {rate: 1/h}\n"
                           "categories:\n  all: {priority: {P3: 100%}, work: {L1: 5m}}\n"
                           "roster:\n";

static void require(fixture *it, const char *interval, int32_t agents)
{
    ds_staffing_table *table = &it->table;
    table->rows = realloc(table->rows, ((size_t)table->count + 1) * sizeof *table->rows);
    assert_non_null(table->rows);
    table->rows[table->count] = (ds_staffing_row){.group = strdup("L1"),
                                                  .minute = ds_week_minute_parse(interval),
                                                  .agents = agents,
                                                  .line = table->count + 2};
    table->count++;
}

static void read_rules(fixture *it, const char *rules)
{
    char text[4096];
    *it = (fixture){.table = {.interval_minutes = 60}};
    (void)snprintf(text, sizeof text, "%s%s", head, rules);
    assert_int_equal(ds_scenario_load_text(text, strlen(text), "desk.yaml", NULL, 0,
                                           &it->said, &it->scenario),
                     DS_OK);
    assert_int_equal(ds_scenario_compile(it->scenario, &it->desk, &it->said), DS_OK);
    ds_diagnostics_free(&it->said);
    it->said = (ds_diagnostics){0};
}

static ds_status solve(fixture *it, double seconds, const atomic_bool *stop)
{
    const ds_cover_limits limits = {.seconds = seconds, .stop = stop};
    ds_status status = ds_roster_init(&it->roster, it->scenario, &it->desk, &it->table,
                                      "need.csv", &it->err);
    return status == DS_OK
               ? ds_roster_solve(&it->roster, it->scenario, &limits, &it->said, &it->err)
               : status;
}

static void release(fixture *it)
{
    ds_roster_free(&it->roster);
    ds_staffing_table_free(&it->table);
    ds_desk_free(&it->desk);
    ds_scenario_delete(it->scenario);
    ds_diagnostics_free(&it->said);
}

/* Enumeration: all multisets of tours with at most `left` agents, tour by tour, the legal
 * tours found here again from what the rules say. */

enum { MOST_TOURS = 64, WEEK = 7, SHIFTS = 2 };

typedef struct brute {
    int32_t tours;
    int32_t shift[MOST_TOURS];
    uint32_t days[MOST_TOURS];
    int32_t need[SHIFTS][WEEK]; /* agents on each shift and day */
    int32_t there[SHIFTS][WEEK];
    int64_t hours[SHIFTS];
    int64_t best;
} brute;

static bool is_enough(const brute *it)
{
    for (int32_t s = 0; s < SHIFTS; s++)
        for (int32_t d = 0; d < WEEK; d++)
            if (it->there[s][d] < it->need[s][d])
                return false;
    return true;
}

static void add(brute *it, int32_t tour, int32_t times)
{
    for (int32_t d = 0; d < WEEK; d++)
        if (it->days[tour] >> d & 1)
            it->there[it->shift[tour]][d] += times;
}

/* Whether a tour does anything that is still missing; of the cheapest all do. */
static bool helps(const brute *it, int32_t tour)
{
    int32_t s = it->shift[tour];
    for (int32_t d = 0; d < WEEK; d++)
        if ((it->days[tour] >> d & 1) && it->there[s][d] < it->need[s][d])
            return true;
    return false;
}

static void enumerate(brute *it, int32_t tour, int64_t cost)
{
    if (cost >= it->best)
        return;
    if (is_enough(it)) {
        it->best = cost;
        return;
    }
    for (int32_t t = tour; t < it->tours; t++) {
        if (!helps(it, t))
            continue;
        int64_t own = it->hours[it->shift[t]] * __builtin_popcount(it->days[t]);
        add(it, t, 1);
        enumerate(it, t, cost + own);
        add(it, t, -1);
    }
}

static void list_tours(brute *it, int32_t days)
{
    for (int32_t s = 0; s < SHIFTS; s++)
        for (uint32_t set = 1; set < 1u << WEEK; set++)
            if (__builtin_popcount(set) == days) {
                it->shift[it->tours] = s;
                it->days[it->tours++] = set;
            }
}

/* A day shift of 12 hours and a late one of 6, which do not overlap. */
static void compare_with_enumeration(uint32_t *luck, int32_t days)
{
    static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    char rules[512];
    fixture it;
    brute all = {
        .hours = {12, 6},
          .best = INT64_MAX
    };
    (void)snprintf(rules, sizeof rules,
                   "  shifts:\n    day: {starts: 06:00, length: 12h}\n"
                   "    late: {starts: 18:00, length: 6h}\n"
                   "  contracts: {any: {days: %d, hours: 84h}}\n",
                   (int)days);
    read_rules(&it, rules);
    list_tours(&all, days);
    for (int32_t d = 0; d < WEEK; d++)
        for (int32_t s = 0; s < SHIFTS; s++) {
            char when[32];
            *luck = *luck * 1664525u + 1013904223u;
            all.need[s][d] = (int32_t)(*luck >> 16) % 3;
            (void)snprintf(when, sizeof when, "%s %s", names[d], s ? "20:00" : "10:00");
            require(&it, when, all.need[s][d]);
        }
    enumerate(&all, 0, 0);
    assert_int_equal(solve(&it, 60, NULL), DS_OK);
    assert_int_equal(it.roster.plans[0]->answer.end, DS_COVER_OPTIMAL);
    assert_int_equal(llround(it.roster.plans[0]->paid_h), all.best);
    release(&it);
}

static void test_rosters_cost_what_the_best_of_all_rosters_costs(void **state)
{
    (void)state;
    uint32_t luck = 7;
    for (int i = 0; i < 12; i++)
        compare_with_enumeration(&luck, 5 + i % 2);
}

static const char one_shift[] = "  shifts: {day: {starts: 08:00, length: 8h}}\n"
                                "  contracts: {full: {days: 5, hours: 40h}}\n";

static const char *const mornings[] = {"Mon 09:00", "Tue 09:00", "Wed 09:00", "Thu 09:00",
                                       "Fri 09:00", "Sat 09:00", "Sun 09:00"};

static void require_daily(fixture *it, int32_t agents)
{
    for (int32_t d = 0; d < WEEK; d++)
        require(it, mornings[d], agents);
}

/* Five a day on seven days are 35 shifts: seven agents of five. */
static void test_seven_agents_of_five_days_do_five_a_day(void **state)
{
    (void)state;
    fixture it;
    read_rules(&it, one_shift);
    require_daily(&it, 5);
    assert_int_equal(solve(&it, 60, NULL), DS_OK);
    assert_int_equal(it.roster.plans[0]->agent_count, 7);
    assert_int_equal(it.roster.plans[0]->answer.end, DS_COVER_OPTIMAL);
    for (int32_t slot = 96; slot < 192; slot++)
        assert_int_equal(it.roster.plans[0]->staffed[slot], 5);
    release(&it);
}

/* 4 ÷ (1 - 20 %) = 5, and the simulation has 4 of them. */
static void test_shrinkage_is_rostered_on_top_and_taken_off_again(void **state)
{
    (void)state;
    fixture it;
    char rules[512];
    (void)snprintf(rules, sizeof rules, "%s  shrinkage: 20%%\n", one_shift);
    read_rules(&it, rules);
    require(&it, "Mon 09:00", 4);
    assert_int_equal(ds_roster_grossed(4, 0.2), 5);
    assert_int_equal(ds_roster_grossed(5, 0.2), 7);
    assert_int_equal(solve(&it, 60, NULL), DS_OK);
    assert_int_equal(it.roster.plans[0]->agent_count, 5);
    assert_int_equal(ds_roster_staff(&it.roster, it.scenario, &it.desk, &it.err), DS_OK);
    ds_ticks monday = ds_zone_day_start(&it.desk.zone, ds_roster_monday(&it.roster));
    assert_int_equal(ds_staffing_on_duty(it.desk.groups[0].staffing, monday + 9 * DS_HOUR),
                     4);
    release(&it);
}

static void test_a_night_shift_of_sunday_covers_monday_morning(void **state)
{
    (void)state;
    fixture it;
    read_rules(&it, "  shifts: {night: {starts: 22:00, length: 8h, days: Sun}}\n"
                    "  contracts: {one: {days: 1}}\n");
    require(&it, "Mon 03:00", 2);
    assert_int_equal(solve(&it, 60, NULL), DS_OK);
    assert_int_equal(it.roster.plans[0]->agent_count, 2);
    assert_int_equal(ds_roster_tour_of(it.roster.plans[0], 0, 0)->days, 0x40);
    release(&it);
}

/* A break takes an agent away: with one place for it, nobody is there then; with two, one
 * agent more is needed than without. */
static void test_breaks_are_not_cover(void **state)
{
    (void)state;
    fixture it;
    read_rules(&it, "  shifts: {day: {starts: 08:00, length: 8h30m, break: 30m, "
                    "break_after: 4h}}\n");
    require(&it, "Mon 12:00", 1);
    assert_int_equal(solve(&it, 60, NULL), DS_BAD_INPUT);
    assert_non_null(strstr(it.said.list[0].text, "no shift of roster.shifts"));
    assert_int_equal(it.said.list[0].line, 2);
    release(&it);
    read_rules(&it, "  shifts: {day: {starts: 08:00, length: 8h30m, break: 30m, "
                    "break_after: [4h, 4h30m]}}\n");
    require(&it, "Mon 12:00", 1);
    assert_int_equal(solve(&it, 60, NULL), DS_OK);
    assert_int_equal(it.roster.plans[0]->agent_count, 2);
    release(&it);
}

/* Half of the weekends at most: one agent on both days of each needs two in turn. In any
 * number of weeks nobody has over one weekend more than another. */
static void test_weekends_are_shared(void **state)
{
    (void)state;
    fixture it;
    char rules[512];
    (void)snprintf(rules, sizeof rules, "%s  weekends: 40%%\n", one_shift);
    read_rules(&it, rules);
    require_daily(&it, 2);
    assert_int_equal(solve(&it, 60, NULL), DS_OK);
    const ds_roster_plan *plan = it.roster.plans[0];
    assert_int_equal(plan->agent_count, 5);
    for (int32_t weeks = 1; weeks <= 10; weeks++) {
        int32_t least = INT32_MAX;
        int32_t most = 0;
        for (int32_t a = 0; a < plan->agent_count; a++) {
            int32_t own = 0;
            for (int32_t w = 0; w < weeks; w++)
                own += (ds_roster_tour_of(plan, a, w)->days & 0x60) != 0;
            least = own < least ? own : least;
            most = own > most ? own : most;
        }
        assert_true(most - least <= 1);
        assert_true(most <= (4 * weeks + 9) / 10);
    }
    release(&it);
}

static bool is_said(const fixture *it, const char *text, int32_t line)
{
    for (int32_t i = 0; i < it->said.count; i++)
        if (strstr(it->said.list[i].text, text) && it->said.list[i].line == line)
            return true;
    return false;
}

/* Seven days of one shift need two agents of five days; there may be one. Weekends and
 * rest have no part in it. */
static void test_rules_that_conflict_are_told_and_no_others(void **state)
{
    (void)state;
    fixture it;
    char rules[512];
    (void)snprintf(rules, sizeof rules, "%s  agents: {L1: 1}\n  days_off_together: no\n",
                   one_shift);
    read_rules(&it, rules);
    require(&it, "Mon 09:00", 1);
    require(&it, "Tue 09:00", 2);
    assert_int_equal(solve(&it, 60, NULL), DS_BAD_INPUT);
    assert_int_equal(it.said.count, 3); /* the sentence above them, and two */
    assert_true(is_said(&it, "L1 at Tue 09:00: 2 required", 3));
    assert_true(is_said(&it, "L1 has at most 1 agents", 12));
    release(&it);
}

/* Without any one rule of the set there is a roster: each is tried. */
static void test_the_set_that_is_told_is_irreducible(void **state)
{
    (void)state;
    fixture it;
    char rules[512];
    (void)snprintf(rules, sizeof rules, "%s  agents: {L1: 6}\n  weekends: 50%%\n",
                   one_shift);
    read_rules(&it, rules);
    require_daily(&it, 5);
    assert_int_equal(solve(&it, 60, NULL), DS_BAD_INPUT);
    ds_roster_problem *problem = &it.roster.plans[0]->problem;
    int32_t on = 0;
    for (int32_t i = 0; i < problem->rule_count; i++) {
        bool can = false;
        if (!problem->rules[i].is_on)
            continue;
        on++;
        problem->rules[i].is_on = false;
        assert_int_equal(ds_roster_problem_build(problem, &it.err), DS_OK);
        int32_t *counts = calloc((size_t)problem->tour_count + 1, sizeof *counts);
        const ds_cover_limits limits = {.seconds = 20};
        ds_cover_answer answer;
        assert_int_equal(ds_cover_solve(&problem->cover, &limits, counts, &answer, &it.err),
                         DS_OK);
        can = answer.has_answer;
        free(counts);
        problem->rules[i].is_on = true;
        assert_true(can);
    }
    assert_in_range(on, 2, 9);
    release(&it);
}

static void test_who_stops_it_gets_what_there_is(void **state)
{
    (void)state;
    fixture it;
    atomic_bool stop = true;
    read_rules(&it, one_shift);
    require_daily(&it, 5);
    assert_int_equal(solve(&it, 60, &stop), DS_UNFINISHED);
    assert_true(it.roster.was_interrupted);
    release(&it);
}

static void test_what_is_wrong_with_a_requirement_has_its_place(void **state)
{
    (void)state;
    fixture it;
    read_rules(&it, one_shift);
    require(&it, "Mon 09:00", 1);
    require(&it, "Mon 09:00", 2);
    assert_int_equal(solve(&it, 60, NULL), DS_BAD_INPUT);
    assert_string_equal(it.err.path, "need.csv");
    assert_int_equal(it.err.line, 3);
    release(&it);
    read_rules(&it, one_shift);
    require(&it, "Mon 09:00", 1);
    it.table.rows[0].group[1] = '2';
    assert_int_equal(solve(&it, 60, NULL), DS_BAD_INPUT);
    assert_non_null(strstr(it.err.text, "no group 'L2'; did you mean 'L1'?"));
    release(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rosters_cost_what_the_best_of_all_rosters_costs),
        cmocka_unit_test(test_seven_agents_of_five_days_do_five_a_day),
        cmocka_unit_test(test_shrinkage_is_rostered_on_top_and_taken_off_again),
        cmocka_unit_test(test_a_night_shift_of_sunday_covers_monday_morning),
        cmocka_unit_test(test_breaks_are_not_cover),
        cmocka_unit_test(test_weekends_are_shared),
        cmocka_unit_test(test_rules_that_conflict_are_told_and_no_others),
        cmocka_unit_test(test_the_set_that_is_told_is_irreducible),
        cmocka_unit_test(test_who_stops_it_gets_what_there_is),
        cmocka_unit_test(test_what_is_wrong_with_a_requirement_has_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
