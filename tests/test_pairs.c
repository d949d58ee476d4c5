/* Pitfalls and practices in pairs: each shipped base, and the variant that its file names,
 * differ in the stated measure with the stated sign, by a 99 % paired interval.
 *
 * A pair's row: the scenario, the variant's changes, the measure with its slice, and
 * whether the variant has less (-1) or more (+1) of it. The sizes are in docs/model.md,
 * "Pitfalls and practices".
 */
#include "analysis/estimates/difference.h"
#include "analysis/results/measure.h"
#include "desk_from_text.h"
#include "scenarios/scenario.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MOST_CHANGES 8
#define REPLICATIONS 40

typedef struct pair {
    const char *scenario;
    const char *changes[MOST_CHANGES]; /* PATH=VALUE, NULL at the end */
    const char *measure;
    const char *dimension;
    const char *slice; /* NULL: overall */
    int sign;
} pair;

#define BY_PRIORITY                                                                        \
    "groups.L1.discipline=priority", "groups.L2.discipline=priority",                      \
        "groups.L3.discipline=priority"
#define EARLY "escalation.rules=[{sla: 50%, priorities: [P1, P2, P3], help: specialists}]"

#define AUTOMATED                                                                          \
    "automation.detected=30%", "automation.diagnosed=40%", "automation.resolved=8%"
#define SHARED "knowledge.documented=10%", "handover.documentation=80%"
#define UPDATES "communication.updates={P1: 30m, P2: 1h, P3: 3h, P4: 5h, P5: 10h}"
#define TOLD "communication.expectations={share: 90%, patience: 3}"

static const pair pairs[] = {
    {"no-prioritisation",      {BY_PRIORITY},                                 "mttr_h",                 "by_priority", "P2",            -1},
    {"loudest-first",
     {"prioritisation.loud=0%", BY_PRIORITY},
     "mttr_h",                                                                                          "by_priority",
     "P2",                                                                                                                              -1},
    {"ignored-slas",
     {"escalation.rules=[{sla: 75%, raise: 1, jump_queue: yes, up_to: P2}]"},
     "resolution_breach_rate",                                                                          "overall",
     NULL,                                                                                                                              -1},
    {"late-escalation",        {EARLY},                                       "resolution_breach_rate", "overall",     NULL,            -1},
    {"poor-documentation",     {"handover.documentation=90%"},                "mttr_h",                 "overall",     NULL,            -1},
    {"poor-documentation",
     {"handover.documentation=90%"},
     "reassignments",                                                                                   "overall",
     NULL,                                                                                                                              -1},
    {"blame-culture",
     {"handover.documentation=80%", "handover.sent_back=10%", EARLY},
     "mttr_h",                                                                                          "overall",
     NULL,                                                                                                                              -1},
    {"hero-culture",
     {"categories.hard.route.L1.next={L2: 100%}", "groups.L2.agents=5",
      "groups.heroes.agents=1"},
     "mttr_h",                                                                                          "by_category",
     "hard",                                                                                                                            -1},
    {"first-line-empowerment",
     {"categories.application.resolved_at.L1=75%", "categories.device.resolved_at.L1=75%",
      "categories.application.work.L1=lognormal(mean 16m cv 0.9)",
      "categories.device.work.L1=lognormal(mean 16m cv 0.9)"},
     "mttr_h",                                                                                          "overall",
     NULL,                                                                                                                              -1},
    {"first-line-empowerment",
     {"categories.application.resolved_at.L1=75%", "categories.device.resolved_at.L1=75%",
      "categories.application.work.L1=lognormal(mean 16m cv 0.9)",
      "categories.device.work.L1=lognormal(mean 16m cv 0.9)"},
     "fcr_rate",                                                                                        "overall",
     NULL,                                                                                                                              +1},
    {"training",
     {"categories.application.route.L1.work=lognormal(mean 12.6m cv 0.9)",
      "categories.application.route.L2.work=lognormal(mean 49.5m cv 1.1)",
      "categories.application.route.L1.misroute.share=5%",
      "categories.device.route.L1.work=lognormal(mean 12.6m cv 0.9)",
      "categories.device.route.L2.work=lognormal(mean 49.5m cv 1.1)",
      "categories.device.route.L1.misroute.share=5%",
      "prioritisation.corrected.triage=80%"},
     "mttr_h",                                                                                          "overall",
     NULL,                                                                                                                              -1},
    {"automation",             {AUTOMATED},                                   "mttr_h",                 "overall",     NULL,            -1},
    {"automation",             {AUTOMATED},                                   "resolution_breach_rate", "overall",     NULL,            -1},
    {"knowledge-base",         {"knowledge.documented=10%"},                  "mttr_h",                 "overall",     NULL,            -1},
    {"knowledge-base",         {"knowledge.documented=10%"},                  "fcr_rate",               "overall",     NULL,            +1},
    {"no-shared-knowledge",    {SHARED},                                      "mttr_h",                 "overall",     NULL,            -1},
    {"no-shared-knowledge",    {SHARED},                                      "reassignments",          "overall",     NULL,            -1},
    {"no-problem-management",  {"problems.group=L3"},                         "mttr_h",                 "overall",     NULL,            -1},
    {"no-problem-management",  {"problems.group=L3"},                         "arrived",                "overall",     NULL,            -1},
    {"bad-communication",
     {UPDATES},
     "chasers_per_ticket",                                                                              "practices",
     "communication",                                                                                                                   -1},
    {"bad-communication",      {UPDATES},                                     "satisfaction",           "overall",     NULL,            +1},
    {"unset-expectations",     {TOLD},                                        "chasers_per_ticket",     "practices",   "communication", -1},
    {"unset-expectations",     {TOLD},                                        "satisfaction",           "overall",     NULL,            +1},
    {"ceo-laptop",
     {"escalation.rules=[{sla: 1000%, jump_queue: yes, notify: no}]"},
     "resolution_breach_rate",                                                                          "by_sla",
     "board",                                                                                                                           +1},
    {"cannot-log-in",
     {"handover.documentation=0%"},
     "mttr_h",                                                                                          "by_category",
     "account",                                                                                                                         +1},
    {"printer-jam",
     {"categories.printer.resolved_at.L1=60%"},
     "cost_per_ticket",                                                                                 "overall",
     NULL,                                                                                                                              -1},
    {"no-review",
     {"major_incidents.review.after=2d"},
     "major_incidents",                                                                                 "practices",
     "major_incidents",                                                                                                                 -1},
    {"finance-app-crashing",
     {"major_incidents.workaround.share=0%"},
     "child_tickets",                                                                                   "practices",
     "major_incidents",                                                                                                                 +1},
    {"sales-system-down",
     {"arrivals.failures.rate=0.0001/week"},
     "mttr_h",                                                                                          "overall",
     NULL,                                                                                                                              -1},
};
#define PAIRS ((int)(sizeof pairs / sizeof pairs[0]))

static ds_desk desk_of(const char *scenario, const char *const *changes)
{
    char path[1024];
    ds_diagnostics said = {0};
    ds_scenario *read = NULL;
    ds_desk desk = {0};
    int32_t count = 0;
    while (changes && count < MOST_CHANGES && changes[count])
        count++;
    (void)snprintf(path, sizeof path, "%s/%s.yaml", DS_LIBRARY, scenario);
    ds_status status = ds_scenario_load(path, changes, count, &said, &read);
    if (status == DS_OK)
        status = ds_scenario_compile(read, &desk, &said);
    if (status != DS_OK)
        print_error("%s: %s\n", scenario, said.count > 0 ? said.list[0].text : "?");
    assert_int_equal(status, DS_OK);
    ds_scenario_delete(read);
    ds_diagnostics_free(&said);
    return desk;
}

static int32_t slice_of(const ds_desk *desk, ds_result_dimension dimension,
                        const char *slice)
{
    char room[512];
    for (int32_t row = 0; row < ds_dimension_rows(desk, dimension); row++)
        if (!slice || strcmp(ds_dimension_row_name(desk, dimension, row, room, sizeof room),
                             slice) == 0)
            return row;
    fail_msg("there is no slice %s", slice);
    return DS_NO_ID;
}

static void terms_of(const pair *about, const char *const *changes, double *x, double *n)
{
    int32_t count;
    ds_desk desk = desk_of(about->scenario, changes);
    ds_result_dimension dimension = ds_dimension_of_key(about->dimension);
    int32_t measure = ds_measure_row(dimension, about->measure);
    int32_t row = slice_of(&desk, dimension, about->slice);
    assert_true(measure >= 0);
    ds_tally *tallies = desk_run(&desk, 1, REPLICATIONS);
    for (int32_t i = 0; i < REPLICATIONS; i++)
        ds_measure_terms(&ds_measures(&count)[measure], &desk, &tallies[i], dimension, row,
                         &x[i], &n[i]);
    desk_tallies_free(tallies, REPLICATIONS);
    ds_desk_free(&desk);
}

static void test_each_pair_differs_as_it_says(void **state)
{
    (void)state;
    static const char *const none[] = {NULL};
    for (int i = 0; i < PAIRS; i++) {
        double x[2][REPLICATIONS];
        double n[2][REPLICATIONS];
        terms_of(&pairs[i], none, x[0], n[0]);
        terms_of(&pairs[i], pairs[i].changes, x[1], n[1]);
        ds_difference difference =
            ds_paired_difference(x[0], n[0], x[1], n[1], REPLICATIONS, 1, 0.99);
        print_message("%s: %s %s %.4g [%.4g, %.4g]\n", pairs[i].scenario, pairs[i].measure,
                      pairs[i].slice ? pairs[i].slice : "", difference.value, difference.lo,
                      difference.hi);
        assert_true(ds_difference_is_clear(&difference));
        assert_true(difference.value * pairs[i].sign > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_pair_differs_as_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
