/* The least-cost search against closed forms: M/M/c and Erlang-A from 2 to 200 agents. */
#include "analysis/staffing/erlang.h"
#include "analysis/staffing/staffing_search.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Service of 6 minutes on average; a rate of ten times the load an hour. */
#define SERVICE_H 0.1
/* Tickets in the window of each replication. */
#define TICKETS 20000.0

typedef struct bench {
    ds_scenario *scenario;
    ds_desk desk;
    ds_diagnostics said;
    ds_staffing_study study;
    ds_condition target;
    ds_staffing_search search;
} bench;

static void load(bench *it, const char *text)
{
    char line[1024];
    bool is_fine = ds_scenario_load_text(text, strlen(text), "queue.yaml", NULL, 0,
                                         &it->said, &it->scenario) == DS_OK &&
                   ds_scenario_compile(it->scenario, &it->desk, &it->said) == DS_OK;
    for (int32_t i = 0; i < it->said.count && !is_fine; i++) {
        ds_diagnostic_format(&it->said.list[i], line, sizeof line);
        print_error("%s\n", line);
    }
    assert_true(is_fine);
}

static void search(bench *it, const char *text, const char *target)
{
    ds_error err = {0};
    load(it, text);
    const ds_experiment experiment = {
        .scenario = it->scenario,
        .runs = {.desk = &it->desk, .seed = 11, .threads = 2},
        .replications = 8,
        .level = 0.95
    };
    assert_int_equal(ds_staffing_study_init(&it->study, &experiment, &err), DS_OK);
    ds_status status =
        ds_condition_read(target, &it->desk, &it->study.keys, &it->target, &err);
    if (status != DS_OK)
        print_error("%s\n", err.text);
    assert_int_equal(status, DS_OK);
    it->search = (ds_staffing_search){
        .study = &it->study, .targets = &it->target, .target_count = 1, .most = 512};
    assert_int_equal(ds_staffing_search_run(&it->search, &it->said, &err), DS_OK);
    assert_true(it->search.is_met);
}

static void tear_down(bench *it)
{
    ds_staffing_search_free(&it->search);
    free(it->target.text);
    ds_staffing_study_free(&it->study);
    ds_desk_free(&it->desk);
    ds_scenario_delete(it->scenario);
    ds_diagnostics_free(&it->said);
}

/* One queue; `more` are further lines of the scenario. */
static void write_queue(char *text, size_t size, double erlangs, const char *channel,
                        const char *more)
{
    double window_h = TICKETS / (erlangs / SERVICE_H);
    (void)snprintf(text, size,
                   "name: Queue\n"
                   "horizon: %.3fh\n"
                   "warm_up: %.3fh\n"
                   "groups:\n"
                   "  L1: {agents: %d}\n"
                   "arrivals:\n"
                   "  calls: {rate: %.10g/h%s}\n"
                   "categories:\n"
                   "  all: {priority: {P3: 100%%}, work: {L1: exponential(mean 6m)}}\n"
                   "%s",
                   window_h + 3, 3.0, (int)erlangs + 2, erlangs / SERVICE_H, channel, more);
}

typedef double closed_form(int32_t agents, double erlangs);

/* Longer than a minute. */
static double late(int32_t agents, double erlangs)
{
    return ds_erlang_c_beyond(agents, erlangs, 1.0 / 6);
}

/* Patience of 6 minutes on average, too. */
static double abandoned(int32_t agents, double erlangs)
{
    return ds_erlang_with_patience(agents, erlangs, 1).abandoned;
}

/* The least agents by a closed form; of those that the search may take. */
static int32_t least_by(closed_form *form, double erlangs, double limit)
{
    int32_t agents = (int32_t)floor(erlangs) + 1;
    while (form(agents, erlangs) > limit)
        agents++;
    return agents;
}

/* Where a head count is within 0.3 points of the limit, it and its neighbour both do. */
static bool will_do(closed_form *form, double erlangs, double limit, int32_t agents)
{
    int32_t least = least_by(form, erlangs, limit);
    if (agents == least)
        return true;
    if (agents == least + 1)
        return limit - form(least, erlangs) <= DS_STAFFING_CLOSE;
    return agents == least - 1 && form(agents, erlangs) - limit <= DS_STAFFING_CLOSE;
}

/* Whether the answer says that the neighbour will do as well. */
static bool says_so(const bench *it)
{
    ds_error err = {0};
    ds_study_table table = {0};
    bool is_said = false;
    assert_int_equal(ds_staffing_search_table(&it->search, &table, &err), DS_OK);
    for (int32_t i = 0; i < table.note_count; i++)
        is_said |= strstr(table.notes[i], "will do") != NULL;
    ds_study_table_free(&table);
    return is_said;
}

static void check(double erlangs, closed_form *form, double limit, const char *channel,
                  const char *more, const char *target)
{
    char text[1024];
    bench it = {0};
    write_queue(text, sizeof text, erlangs, channel, more);
    search(&it, text, target);
    int32_t found = it.search.agents[0];
    int32_t least = least_by(form, erlangs, limit);
    print_message("%g erlangs, %s: %d agents, %d by the closed form (%.4f; %.4f with one "
                  "fewer), %lld replications\n",
                  erlangs, target, (int)found, (int)least, form(least, erlangs),
                  form(least - 1, erlangs),
                  (long long)ds_staffing_study_replications(&it.study));
    assert_true(will_do(form, erlangs, limit, found));
    if (found != least)
        assert_true(says_so(&it));
    tear_down(&it);
}

static void check_erlang_c(double erlangs)
{
    check(erlangs, late, 0.2, "", "slas: {s: {response: {P3: 1m}, calendar: always}}\n",
          "response_breach_rate:P3<=20%");
}

static void check_erlang_a(double erlangs)
{
    check(erlangs, abandoned, 0.03, ", channel: {phone: 100%}",
          "channels: {phone: {patience: exponential(mean 6m)}}\n",
          "abandonment_rate:phone<=3%");
}

static void test_a_few_head_counts_are_those_of_erlang_c(void **state)
{
    (void)state;
    check_erlang_c(1.2);
    check_erlang_c(13);
}

static void test_a_few_head_counts_are_those_of_erlang_a(void **state)
{
    (void)state;
    check_erlang_a(2);
    check_erlang_a(20);
}

static const double loads[] = {1.2, 2, 3, 5, 8, 13, 20, 30, 45, 60, 80, 100, 130, 160, 185};

static void test_slow_head_counts_are_those_of_erlang_c(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof loads / sizeof *loads; i++)
        check_erlang_c(loads[i]);
}

static void test_slow_head_counts_are_those_of_erlang_a(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof loads / sizeof *loads; i++)
        check_erlang_a(loads[i]);
}

int main(int argc, char **argv)
{
    (void)argv;
    const struct CMUnitTest quick[] = {
        cmocka_unit_test(test_a_few_head_counts_are_those_of_erlang_c),
        cmocka_unit_test(test_a_few_head_counts_are_those_of_erlang_a),
    };
    const struct CMUnitTest slow[] = {
        cmocka_unit_test(test_slow_head_counts_are_those_of_erlang_c),
        cmocka_unit_test(test_slow_head_counts_are_those_of_erlang_a),
    };
    return argc > 1 ? cmocka_run_group_tests(slow, NULL, NULL)
                    : cmocka_run_group_tests(quick, NULL, NULL);
}
