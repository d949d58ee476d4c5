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
#define TICKETS 60000.0

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

static void search(bench *it, const char *text, const char *target, int64_t first)
{
    ds_error err = {0};
    load(it, text);
    const ds_experiment experiment = {
        .scenario = it->scenario,
        .runs = {.desk = &it->desk, .seed = 11, .threads = 2},
        .replications = first,
        .level = 0.95
    };
    assert_int_equal(ds_staffing_study_init(&it->study, &experiment, &err), DS_OK);
    ds_status status =
        ds_condition_read(target, &it->desk, &it->study.keys, &it->target, &err);
    if (status != DS_OK)
        print_error("%s\n", err.text);
    assert_int_equal(status, DS_OK);
    it->search = (ds_staffing_search){.study = &it->study,
                                      .targets = &it->target,
                                      .target_count = 1,
                                      .most = DS_STAFFING_MOST_TIMES * first};
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
    /* Large desks near saturation forget slowly: 0.4 points take 2,000 replications to see.
     */
    search(&it, text, target, erlangs > 150 ? 60 : 20);
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
    check_erlang_c(3);
}

static void test_a_few_head_counts_are_those_of_erlang_a(void **state)
{
    (void)state;
    check_erlang_a(2);
    check_erlang_a(8);
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

/* Three tiers, all hours. Loads in erlangs of a case come from its number. */

static double spread(int32_t number, double step, double lo, double hi)
{
    return lo + (hi - lo) * fmod(0.5 + number * step, 1);
}

static void write_tiers(char *text, size_t size, int32_t number)
{
    double load[3] = {spread(number, 0.618034, 5, 14), spread(number, 0.754878, 4, 10),
                      spread(number, 0.569840, 3, 8)};
    /* 30 tickets an hour; 40 % go to L2, 16 % to L3. */
    (void)snprintf(text, size,
                   "name: Tiers\n"
                   "horizon: 120h\n"
                   "warm_up: 24h\n"
                   "slas: {s: {resolution: {P3: %.0fm}, calendar: always}}\n"
                   "groups:\n"
                   "  L1: {tier: 1, agents: 6}\n"
                   "  L2: {tier: 2, agents: 6}\n"
                   "  L3: {tier: 3, agents: 6}\n"
                   "arrivals:\n"
                   "  calls: {rate: 30/h}\n"
                   "costs: {agents: {L1: 20, L2: 31, L3: 47}}\n"
                   "categories:\n"
                   "  all:\n"
                   "    priority: {P3: 100%%}\n"
                   "    work:\n"
                   "      L1: exponential(mean %.4fm)\n"
                   "      L2: exponential(mean %.4fm)\n"
                   "      L3: exponential(mean %.4fm)\n"
                   "    resolved_at: {L1: 60%%, L2: 60%%}\n",
                   60 * (load[0] / 30 + load[1] / 12 + load[2] / 4.8) * 2,
                   60 * load[0] / 30, 60 * load[1] / 12, 60 * load[2] / 4.8);
}

/* The cheapest head counts that keep the target, by trying them in the order of their wages
 * with long runs; the first that does is the cheapest of all. */
typedef struct brute_force {
    bench *on;
    int32_t best[3];
    double wages;
    double value;  /* of the measure */
    int64_t tried; /* combinations */
    int64_t of;    /* combinations there are */
} brute_force;

enum { LONG_RUN = 64 };

typedef struct combination {
    int32_t agents[3];
    double wages;
} combination;

static int by_wages(const void *a, const void *b)
{
    double left = ((const combination *)a)->wages;
    double right = ((const combination *)b)->wages;
    return (left > right) - (left < right);
}

static combination *list_combinations(const ds_staffing_study *study, int64_t *count_out)
{
    const ds_staffing_range *ranges = study->ranges;
    size_t count = 1;
    for (int g = 0; g < 3; g++)
        count *= (size_t)(ranges[g].most - ranges[g].least + 1);
    combination *list = calloc(count, sizeof *list);
    combination *at = list;
    assert_non_null(list);
    for (int32_t a = ranges[0].least; a <= ranges[0].most; a++)
        for (int32_t b = ranges[1].least; b <= ranges[1].most; b++)
            for (int32_t c = ranges[2].least; c <= ranges[2].most; c++, at++) {
                *at = (combination){
                    .agents = {a, b, c}
                };
                at->wages = ds_staffing_wages(study, at->agents);
            }
    qsort(list, count, sizeof *list, by_wages);
    *count_out = (int64_t)count;
    return list;
}

/* The measure of head counts in a long run on other tickets than the search's. */
static double long_run(bench *it, const int32_t *agents)
{
    ds_error err = {0};
    ds_experiment_point point;
    assert_int_equal(
        ds_staffing_study_check(&it->study, agents, LONG_RUN, &point, &it->said, &err),
        DS_OK);
    double value = point.estimates[it->target.key].value;
    ds_experiment_point_free(&point);
    return value;
}

static void try_all(brute_force *it)
{
    combination *list = list_combinations(&it->on->study, &it->of);
    it->value = NAN;
    for (it->tried = 0; it->tried < it->of; it->tried++) {
        const combination *one = &list[it->tried];
        it->value = long_run(it->on, one->agents);
        if (it->value <= it->on->target.limit) {
            memcpy(it->best, one->agents, sizeof it->best);
            it->wages = one->wages;
            break;
        }
    }
    assert_true(it->tried < it->of);
    free(list);
}

/* Whether the search has the brute force's answer, or one that is as cheap and as good as
 * can be told: a measure within 0.3 points of the limit may fall on either side. */
static bool agrees(const bench *it, const brute_force *with)
{
    double wages = ds_staffing_wages(&it->study, it->search.agents);
    if (fabs(wages - with->wages) < 1e-6 * wages)
        return true;
    if (wages > with->wages)
        return it->target.limit - with->value <= DS_STAFFING_CLOSE;
    return long_run(with->on, it->search.agents) - it->target.limit <= DS_STAFFING_CLOSE;
}

static bool check_tiers(int32_t number)
{
    char text[1024];
    bench it = {0};
    write_tiers(text, sizeof text, number);
    search(&it, text, "resolution_breach_rate:P3<=5%", 8);
    brute_force all = {.on = &it};
    int64_t spent = ds_staffing_study_replications(&it.study);
    try_all(&all);
    bool is_same = agrees(&it, &all);
    double share = (double)spent / (double)(all.of * LONG_RUN);
    print_message("case %d: %d %d %d, brute force %d %d %d (%.4f) of %lld; %.2f %% of its "
                  "replications%s%s\n",
                  (int)number, (int)it.search.agents[0], (int)it.search.agents[1],
                  (int)it.search.agents[2], (int)all.best[0], (int)all.best[1],
                  (int)all.best[2], all.value, (long long)all.of, 100 * share,
                  it.search.is_proven ? "" : ", not proven", is_same ? "" : ": differs");
    assert_true(share < 0.05);
    assert_true(it.search.is_proven);
    tear_down(&it);
    return is_same;
}

static void test_slow_the_search_finds_the_optimum_of_brute_force(void **state)
{
    (void)state;
    int found = 0;
    for (int32_t number = 1; number <= 20; number++)
        found += check_tiers(number);
    assert_true(found >= 19);
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
        cmocka_unit_test(test_slow_the_search_finds_the_optimum_of_brute_force),
    };
    return argc > 1 ? cmocka_run_group_tests(slow, NULL, NULL)
                    : cmocka_run_group_tests(quick, NULL, NULL);
}
