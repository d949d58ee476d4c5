/* From tallies to measures: each name means what the semantics say. */
#include "analysis/results/results.h"
#include "tests/tallies.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define REPLICATIONS 6
#define HOUR ((double)DS_HOUR)

/* A desk with replications that are alike but for their size: number r counts r + 1 times
 * as much, so that every ratio is the same in each. */
typedef struct fixture {
    hand_desk hand;
    ds_tally tallies[REPLICATIONS];
    ds_results results;
} fixture;

static void fixture_init(fixture *of)
{
    hand_desk_init(&of->hand);
    for (int i = 0; i < REPLICATIONS; i++)
        hand_tally_init(&of->tallies[i], &of->hand.desk, i);
}

static void compute(fixture *of, int64_t count)
{
    assert_int_equal(
        ds_results_init(&of->results, &of->hand.desk, 1, 0.95, of->tallies, count, NULL),
        DS_OK);
}

static void fixture_free(fixture *of)
{
    ds_results_free(&of->results);
    for (int i = 0; i < REPLICATIONS; i++)
        ds_tally_free(&of->tallies[i]);
    hand_desk_free(&of->hand);
}

static const ds_estimate *find(const fixture *of, const char *dimension, const char *slice,
                               const char *measure)
{
    const ds_estimate *estimate = ds_results_find(&of->results, dimension, slice, measure);
    if (!estimate)
        fail_msg("there is no %s %s %s", dimension, slice ? slice : "", measure);
    return estimate;
}

static void expect(const fixture *of, const char *dimension, const char *slice,
                   const char *measure, double value)
{
    const ds_estimate *estimate = find(of, dimension, slice, measure);
    if (!(fabs(estimate->value - value) <= 1e-9 * fabs(value)))
        fail_msg("%s is %.12g, not %.12g", measure, estimate->value, value);
}

static bool has_note(const fixture *of, const char *part)
{
    for (int32_t i = 0; i < of->results.note_count; i++)
        if (strstr(of->results.notes[i], part))
            return true;
    return false;
}

/* Tickets. */

static void fill_slice(double *sum, double times)
{
    const double amounts[DS_TICKET_SUMS] = {
        [DS_SUM_ARRIVED] = 100,
        [DS_SUM_CENSORED] = 4,
        [DS_SUM_RESOLVED] = 96,
        [DS_SUM_RESOLUTION] = 96 * 5 * HOUR,
        [DS_SUM_FIRST_RESOLUTION] = 96 * 4 * HOUR,
        [DS_SUM_BUSINESS] = 96 * 3 * HOUR,
        [DS_SUM_SLA_CLOCKED] = 80,
        [DS_SUM_SLA_ELAPSED] = 80 * 2.5 * HOUR,
        [DS_SUM_RESPONDED] = 100,
        [DS_SUM_RESPONSE] = 100 * 0.25 * HOUR,
        [DS_SUM_RESPONSE_DECIDED] = 50,
        [DS_SUM_RESPONSE_BREACHED] = 5,
        [DS_SUM_RESOLUTION_DECIDED] = 90,
        [DS_SUM_RESOLUTION_BREACHED] = 18,
        [DS_SUM_UNDECIDED] = 2,
        [DS_SUM_BREACHES_CANCELLED] = 3,
        [DS_SUM_WARNINGS] = 40,
        [DS_SUM_PENALTY] = 900,
        [DS_SUM_FIRST_CONTACT] = 48,
        [DS_SUM_ESCALATED] = 24,
        [DS_SUM_REASSIGNMENTS] = 192,
        [DS_SUM_REOPENED] = 12,
        [DS_SUM_HOLD] = 96 * 2 * HOUR,
        [DS_SUM_HELD] = 32,
        [DS_SUM_TOUCH] = 96 * 0.5 * HOUR,
        [DS_SUM_WAIT] = 96 * 1.5 * HOUR,
        [DS_SUM_VISITS] = 288,
        [DS_SUM_MAX_VISITS] = 6,
        [DS_SUM_RESOLVED_IN_WINDOW] = 97,
    };
    for (int i = 0; i < DS_TICKET_SUMS; i++)
        sum[i] = amounts[i] * times;
}

static void fill_flow(ds_tally *tally, double times)
{
    tally->arrived = 250 * times;
    tally->resolved = 240 * times;
    tally->backlog_end = 30 * times;
    tally->backlog_area = 20 * times * tally->window;
    tally->still_open = 7 * times;
}

static void fill_tickets(fixture *of)
{
    for (int i = 0; i < REPLICATIONS; i++) {
        fill_slice(hand_sum(&of->tallies[i], DS_BY_OVERALL, 0), i + 1);
        fill_slice(hand_sum(&of->tallies[i], DS_BY_PRIORITY, 1), i + 1);
        fill_flow(&of->tallies[i], i + 1);
    }
}

static void test_ticket_measures_are_what_their_names_say(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double value;
    } expected[] = {
        {"mttr_h",                     5        },
        {"time_to_first_resolution_h", 4        },
        {"mttr_business_h",            3        },
        {"sla_elapsed_h",              2.5      },
        {"response_h",                 0.25     },
        {"response_breach_rate",       0.1      },
        {"resolution_breach_rate",     0.2      },
        {"fcr_rate",                   0.5      },
        {"escalation_rate",            0.25     },
        {"reassignments",              2        },
        {"reopen_rate",                0.125    },
        {"hold_h",                     2        },
        {"hold_h_if_held",             6        },
        {"touch_h",                    0.5      },
        {"wait_total_h",               1.5      },
        {"visits_per_ticket",          3        },
        {"max_visits_rate",            0.0625   },
 /* Counts are means per replication: 3.5 times those of the first. */
        {"censored",                   4 * 3.5  },
        {"undecided",                  2 * 3.5  },
        {"breaches_cancelled",         3 * 3.5  },
        {"sla_warnings",               40 * 3.5 },
        {"penalty",                    900 * 3.5},
    };
    fixture of;
    fixture_init(&of);
    fill_tickets(&of);
    compute(&of, REPLICATIONS);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        expect(&of, "overall", NULL, expected[i].name, expected[i].value);
        expect(&of, "by_priority", "P2", expected[i].name, expected[i].value);
    }
    fixture_free(&of);
}

static void test_overall_counts_the_flow_of_all_types(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill_tickets(&of);
    compute(&of, REPLICATIONS);
    expect(&of, "overall", "", "arrived", 250 * 3.5);
    expect(&of, "overall", "", "resolved", 240 * 3.5);
    expect(&of, "overall", "", "backlog", 20 * 3.5);
    expect(&of, "overall", "", "backlog_end", 30 * 3.5);
    expect(&of, "overall", "", "still_open", 7 * 3.5);
    expect(&of, "by_priority", "P2", "arrived", 100 * 3.5);
    expect(&of, "by_priority", "P2", "resolved", 97 * 3.5);
    assert_null(ds_results_find(&of.results, "by_priority", "P2", "backlog"));
    fixture_free(&of);
}

static void test_what_was_counted_stands_beside_the_value(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill_tickets(&of);
    compute(&of, REPLICATIONS);
    const ds_estimate *mttr = find(&of, "overall", NULL, "mttr_h");
    assert_true(mttr->n == 96 * 21);
    assert_int_equal(mttr->replications, REPLICATIONS);
    assert_true(find(&of, "overall", NULL, "backlog")->n == REPLICATIONS);
    assert_true(find(&of, "overall", NULL, "arrived")->n == REPLICATIONS);
    fixture_free(&of);
}

static void test_slices_do_not_mix(void **state)
{
    (void)state;
    static const struct {
        ds_dimension dimension;
        int32_t row;
        const char *key;
        const char *slice;
    } slices[] = {
        {DS_BY_PRIORITY,         2, "by_priority",         "P3"      },
        {DS_BY_INITIAL_PRIORITY, 0, "by_initial_priority", "P1"      },
        {DS_BY_TYPE,             1, "by_type",             "request" },
        {DS_BY_CATEGORY,         1, "by_category",         "hardware"},
        {DS_BY_SLA,              0, "by_sla",              "standard"},
        {DS_BY_CHANNEL,          0, "by_channel",          "phone"   },
    };
    const size_t count = sizeof slices / sizeof slices[0];
    fixture of;
    fixture_init(&of);
    for (int r = 0; r < REPLICATIONS; r++)
        for (size_t i = 0; i < count; i++)
            hand_resolve(&of.tallies[r], slices[i].dimension, slices[i].row,
                         (double)(i + 1));
    compute(&of, REPLICATIONS);
    for (size_t i = 0; i < count; i++)
        expect(&of, slices[i].key, slices[i].slice, "mttr_h", (double)(i + 1));
    assert_true(isnan(find(&of, "by_priority", "P1", "mttr_h")->value));
    assert_true(isnan(find(&of, "by_type", "incident", "mttr_h")->value));
    fixture_free(&of);
}

static void test_a_mean_that_misses_tickets_is_marked(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill_tickets(&of);
    /* In P1 exactly 1 % is missing: that is not more than 1 %. */
    for (int i = 0; i < REPLICATIONS; i++) {
        double *sum = hand_sum(&of.tallies[i], DS_BY_PRIORITY, 0);
        fill_slice(sum, 1);
        sum[DS_SUM_CENSORED] = 1;
        sum[DS_SUM_RESOLVED] = 99;
    }
    compute(&of, REPLICATIONS);
    assert_true(find(&of, "by_priority", "P2", "mttr_h")->is_lower_bound);
    assert_true(find(&of, "by_priority", "P2", "hold_h_if_held")->is_lower_bound);
    assert_false(find(&of, "by_priority", "P2", "response_h")->is_lower_bound);
    assert_false(find(&of, "by_priority", "P2", "resolution_breach_rate")->is_lower_bound);
    assert_false(find(&of, "by_priority", "P1", "mttr_h")->is_lower_bound);
    assert_true(has_note(&of, "lower bounds: overall mttr_h, by_priority P2 mttr_h."));
    fixture_free(&of);
}

static void test_percentiles_come_from_all_replications_together(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    for (int i = 0; i < 600; i++)
        hand_resolve(&of.tallies[i % REPLICATIONS], DS_BY_OVERALL, 0, i + 1);
    compute(&of, REPLICATIONS);
    const ds_estimate *p90 = find(&of, "overall", NULL, "resolution_p90_h");
    assert_true(fabs(p90->value - 540) <= 5.4);
    assert_true(p90->lo < p90->value && p90->value < p90->hi);
    assert_true(fabs(find(&of, "overall", NULL, "resolution_p50_h")->value - 300) <= 3);
    assert_true(fabs(find(&of, "overall", NULL, "resolution_p95_h")->value - 570) <= 5.7);
    assert_true(isnan(find(&of, "by_priority", "P1", "resolution_p90_h")->value));
    fixture_free(&of);
}

static void test_unresolved_tickets_stand_above_all_percentiles(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    for (int i = 0; i < 540; i++)
        hand_resolve(&of.tallies[i % REPLICATIONS], DS_BY_OVERALL, 0, i + 1);
    for (int r = 0; r < REPLICATIONS; r++)
        hand_sum(&of.tallies[r], DS_BY_OVERALL, 0)[DS_SUM_CENSORED] = 10;
    compute(&of, REPLICATIONS);
    /* 600 in all: the 300th is the middle, and the 95 % one is not resolved. */
    assert_true(fabs(find(&of, "overall", NULL, "resolution_p50_h")->value - 300) <= 3);
    assert_true(isnan(find(&of, "overall", NULL, "resolution_p95_h")->value));
    fixture_free(&of);
}

/* Groups, contracts, goals. */

static void fill_group(ds_group_tally *group, double times)
{
    const double amounts[DS_GROUP_SUMS] = {
        [DS_GROUP_VISITS] = 200,
        [DS_GROUP_WAIT] = 200 * 1.5 * HOUR,
        [DS_GROUP_WAIT_OPEN] = 200 * 0.5 * HOUR,
        [DS_GROUP_DELAYED] = 60,
        [DS_GROUP_TOUCH] = 200 * 0.2 * HOUR,
        [DS_GROUP_OLA_DECIDED] = 100,
        [DS_GROUP_OLA_BREACHED] = 7,
        [DS_GROUP_TIME_LIMITS] = 10,
        [DS_GROUP_PREEMPTED] = 6,
        [DS_GROUP_QUEUE_AREA] = 0.75 * 336 * HOUR,
        [DS_GROUP_BUSY] = 40 * HOUR,
        [DS_GROUP_OVERTIME] = 3 * HOUR,
        [DS_GROUP_ROSTERED] = 160 * HOUR,
    };
    for (int i = 0; i < DS_GROUP_SUMS; i++)
        if (i != DS_GROUP_WINDOW)
            group->sum[i] = amounts[i] * times;
}

static void test_group_measures_are_what_their_names_say(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    for (int i = 0; i < REPLICATIONS; i++)
        fill_group(&of.tallies[i].groups[0], i + 1);
    compute(&of, REPLICATIONS);
    expect(&of, "by_group", "L1", "visits", 200 * 3.5);
    expect(&of, "by_group", "L1", "wait_h", 1.5);
    expect(&of, "by_group", "L1", "wait_open_h", 0.5);
    expect(&of, "by_group", "L1", "delay_probability", 0.3);
    expect(&of, "by_group", "L1", "queue_length", 0.75 * 3.5);
    expect(&of, "by_group", "L1", "utilisation", 0.25);
    expect(&of, "by_group", "L1", "busy_agents", 40.0 / 336 * 3.5);
    expect(&of, "by_group", "L1", "overtime_h", 3 * 3.5);
    expect(&of, "by_group", "L1", "visit_touch_h", 0.2);
    expect(&of, "by_group", "L1", "ola_breach_rate", 0.07);
    expect(&of, "by_group", "L1", "time_limit_rate", 0.05);
    expect(&of, "by_group", "L1", "preempted", 6 * 3.5);
    assert_true(isnan(find(&of, "by_group", "Vendor", "wait_h")->value));
    expect(&of, "by_group", "Vendor", "queue_length", 0);
    fixture_free(&of);
}

static void test_utilisation_of_unlimited_agents_does_not_exist(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    for (int i = 0; i < REPLICATIONS; i++)
        of.tallies[i].groups[1].sum[DS_GROUP_BUSY] = 10 * HOUR;
    compute(&of, REPLICATIONS);
    assert_true(isnan(find(&of, "by_group", "Vendor", "utilisation")->value));
    expect(&of, "by_group", "Vendor", "busy_agents", 10.0 / 336);
    assert_true(has_note(&of, "agents are unlimited: by_group Vendor."));
    fixture_free(&of);
}

static void test_full_utilisation_is_not_more_than_full(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    for (int i = 0; i < REPLICATIONS; i++) {
        of.tallies[i].groups[0].sum[DS_GROUP_BUSY] = (i % 2 ? 100 : 98) * HOUR;
        of.tallies[i].groups[0].sum[DS_GROUP_ROSTERED] = 100 * HOUR;
    }
    compute(&of, REPLICATIONS);
    expect(&of, "by_group", "L1", "utilisation", 0.99);
    assert_true(find(&of, "by_group", "L1", "utilisation")->hi == 1.0);
    fixture_free(&of);
}

static void test_visits_without_a_wait_count_in_the_percentile(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    for (int i = 0; i < REPLICATIONS; i++) {
        ds_group_tally *group = &of.tallies[i].groups[0];
        group->sum[DS_GROUP_VISITS] = 100;
        for (int k = 0; k < (i == 0 ? 60 : 6); k++)
            hand_count(&group->wait, 3);
        of.tallies[i].groups[1].sum[DS_GROUP_VISITS] = 100;
        for (int k = 0; k < 5; k++)
            hand_count(&of.tallies[i].groups[1].wait, 3);
    }
    compute(&of, REPLICATIONS);
    /* Of 600 visits, 90 waited at one group and 30 at the other. */
    double wait = find(&of, "by_group", "L1", "wait_p90_h")->value;
    assert_true(fabs(wait - 3) <= 0.03);
    expect(&of, "by_group", "Vendor", "wait_p90_h", 0);
    fixture_free(&of);
}

static void test_contracts_are_judged_by_their_holds(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    for (int i = 0; i < REPLICATIONS; i++)
        of.tallies[i].contracts[0] =
            (ds_contract_tally){.decided = 20 * (i + 1), .breached = 5 * (i + 1)};
    compute(&of, REPLICATIONS);
    expect(&of, "by_contract", "Acme", "uc_breach_rate", 0.25);
    expect(&of, "by_contract", "Acme", "vendor_holds", 70);
    fixture_free(&of);
}

/* Ten weeks from 5 January with a week of warm-up: of the months only February is whole. */
static void fill_goals(fixture *of, double january, double february, double march)
{
    of->hand.sla.goal[0] = 0.95;
    for (int i = 0; i < REPLICATIONS; i++) {
        ds_tally *tally = &of->tallies[i];
        hand_goals(tally, 2026 * 12, 3);
        const double met[] = {january, february, march};
        for (int m = 0; m < 3; m++) {
            tally->goals[m].decided = 20;
            tally->goals[m].met = met[m] - (m == 1 && i == 0);
        }
    }
}

static void test_goals_are_kept_or_not_by_whole_months(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    of.hand.desk.horizon = 10 * DS_WEEK;
    fill_goals(&of, 10, 19, 10);
    compute(&of, REPLICATIONS);
    /* February: 19 of 20 is 95 %, kept; one replication has 18. */
    expect(&of, "by_goal", "standard P1", "goal_met_probability", 5.0 / 6);
    expect(&of, "by_sla", "standard", "goal_met_probability", 5.0 / 6);
    expect(&of, "by_goal", "standard P1", "attainment", (6 * 39 - 1) / 360.0);
    fixture_free(&of);
}

static void test_without_a_whole_month_parts_of_months_count(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    of.hand.desk.horizon = 5 * DS_WEEK;
    fill_goals(&of, 10, 19, 19);
    compute(&of, REPLICATIONS);
    expect(&of, "by_goal", "standard P1", "goal_met_probability", 11.0 / 18);
    fixture_free(&of);
}

/* Rare events. */

static void fill_breaches(fixture *of, ds_dimension dimension, int32_t row, double decided,
                          double breached)
{
    for (int i = 0; i < REPLICATIONS; i++) {
        double *sum = hand_sum(&of->tallies[i], dimension, row);
        sum[DS_SUM_RESOLUTION_DECIDED] = decided;
        sum[DS_SUM_RESOLUTION_BREACHED] = breached * (i % 3);
    }
}

static void test_a_rate_without_events_borrows_the_correlation_of_overall(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill_breaches(&of, DS_BY_OVERALL, 0, 1000, 100);
    fill_breaches(&of, DS_BY_PRIORITY, 0, 50, 0);
    compute(&of, REPLICATIONS);
    /* Shares 0, 0.1, 0.2 twice: variance of their mean 0.04/5/6, that of 6000 independent
     * tickets 0.09/6000; so (88.9 - 1)/999 within a replication. */
    double correlation = (0.04 / 30 / (0.09 / 6000) - 1) / 999;
    double effect = 1 + 49 * correlation;
    const ds_estimate *none = find(&of, "by_priority", "P1", "resolution_breach_rate");
    assert_true(fabs(none->hi - (1 - pow(0.05, effect / 300))) < 1e-12);
    assert_true(has_note(&of, "No breach was seen"));
    fixture_free(&of);
}

static void test_few_events_are_said(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill_breaches(&of, DS_BY_PRIORITY, 0, 50, 1);
    compute(&of, REPLICATIONS);
    assert_int_equal(find(&of, "by_priority", "P1", "resolution_breach_rate")->method,
                     DS_METHOD_WILSON);
    assert_true(has_note(&of, "by_priority P1 resolution_breach_rate"));
    fixture_free(&of);
}

/* Replications and what is said about them. */

static void test_interrupted_replications_are_left_out_and_said(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    for (int i = 0; i < REPLICATIONS; i++)
        of.tallies[i].arrived = i < 4 ? 10 : 1000;
    of.tallies[4].was_stopped = of.tallies[5].was_stopped = true;
    compute(&of, REPLICATIONS);
    expect(&of, "overall", NULL, "arrived", 10);
    assert_int_equal(of.results.replications, 4);
    assert_true(has_note(&of, "2 replications were interrupted"));
    fixture_free(&of);
}

static void test_an_interrupted_replication_is_better_than_none(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    of.tallies[0].arrived = 10;
    of.tallies[0].was_stopped = true;
    compute(&of, 1);
    expect(&of, "overall", NULL, "arrived", 10);
    assert_true(has_note(&of, "Every replication was interrupted"));
    assert_true(has_note(&of, "One replication gives no intervals"));
    fixture_free(&of);
}

static void test_a_clean_run_has_no_notes_but_on_the_vendor(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    compute(&of, REPLICATIONS);
    assert_int_equal(of.results.note_count, 1);
    fixture_free(&of);
}

static void test_a_replay_and_a_broken_week_are_said(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    of.hand.stream.trace = &of.hand.trace;
    of.hand.desk.horizon = 17 * DS_DAY;
    compute(&of, REPLICATIONS);
    assert_true(has_note(&of, "leave out demand risk"));
    assert_true(has_note(&of, "1.429 weeks is not whole weeks"));
    fixture_free(&of);
}

static void test_no_replication_at_all_leaves_everything_open(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    compute(&of, 0);
    assert_true(isnan(find(&of, "overall", NULL, "mttr_h")->value));
    assert_true(isnan(find(&of, "overall", NULL, "arrived")->value));
    assert_true(isnan(find(&of, "by_group", "L1", "queue_length")->value));
    assert_int_equal(of.results.series.bins, 0);
    fixture_free(&of);
}

/* Names. */

static void test_every_measure_of_the_semantics_is_there(void **state)
{
    (void)state;
    static const char *const tickets[] = {"mttr_h",
                                          "time_to_first_resolution_h",
                                          "mttr_business_h",
                                          "sla_elapsed_h",
                                          "resolution_p50_h",
                                          "resolution_p90_h",
                                          "resolution_p95_h",
                                          "response_h",
                                          "response_breach_rate",
                                          "resolution_breach_rate",
                                          "fcr_rate",
                                          "escalation_rate",
                                          "reassignments",
                                          "reopen_rate",
                                          "hold_h",
                                          "hold_h_if_held",
                                          "arrived",
                                          "resolved",
                                          "censored"};
    static const char *const groups[] = {"wait_h",      "wait_p90_h",   "delay_probability",
                                         "wait_open_h", "queue_length", "utilisation"};
    for (int d = 0; d <= DS_RESULT_BY_CHANNEL; d++)
        for (size_t i = 0; i < sizeof tickets / sizeof tickets[0]; i++)
            assert_int_not_equal(ds_measure_row((ds_result_dimension)d, tickets[i]),
                                 DS_NO_ID);
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        assert_int_not_equal(ds_measure_row(DS_RESULT_BY_GROUP, groups[i]), DS_NO_ID);
    assert_int_not_equal(ds_measure_row(DS_RESULT_OVERALL, "backlog_end"), DS_NO_ID);
}

static void test_a_name_stands_once_in_a_dimension(void **state)
{
    (void)state;
    int32_t count;
    const ds_measure *measures = ds_measures(&count);
    for (int d = 0; d < DS_RESULT_DIMENSIONS; d++)
        for (int32_t m = 0; m < count; m++)
            if (ds_measure_applies(m, (ds_result_dimension)d))
                assert_int_equal(ds_measure_row((ds_result_dimension)d, measures[m].name),
                                 m);
}

static void test_unknown_names_find_nothing(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    compute(&of, 1);
    assert_null(ds_results_find(&of.results, "by_weather", "P1", "mttr_h"));
    assert_null(ds_results_find(&of.results, "by_priority", "P9", "mttr_h"));
    assert_null(ds_results_find(&of.results, "by_priority", "P1", "mttr"));
    assert_null(ds_results_find(&of.results, "by_group", "L1", "mttr_h"));
    fixture_free(&of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ticket_measures_are_what_their_names_say),
        cmocka_unit_test(test_overall_counts_the_flow_of_all_types),
        cmocka_unit_test(test_what_was_counted_stands_beside_the_value),
        cmocka_unit_test(test_slices_do_not_mix),
        cmocka_unit_test(test_a_mean_that_misses_tickets_is_marked),
        cmocka_unit_test(test_percentiles_come_from_all_replications_together),
        cmocka_unit_test(test_unresolved_tickets_stand_above_all_percentiles),
        cmocka_unit_test(test_group_measures_are_what_their_names_say),
        cmocka_unit_test(test_utilisation_of_unlimited_agents_does_not_exist),
        cmocka_unit_test(test_full_utilisation_is_not_more_than_full),
        cmocka_unit_test(test_visits_without_a_wait_count_in_the_percentile),
        cmocka_unit_test(test_contracts_are_judged_by_their_holds),
        cmocka_unit_test(test_goals_are_kept_or_not_by_whole_months),
        cmocka_unit_test(test_without_a_whole_month_parts_of_months_count),
        cmocka_unit_test(test_a_rate_without_events_borrows_the_correlation_of_overall),
        cmocka_unit_test(test_few_events_are_said),
        cmocka_unit_test(test_interrupted_replications_are_left_out_and_said),
        cmocka_unit_test(test_an_interrupted_replication_is_better_than_none),
        cmocka_unit_test(test_a_clean_run_has_no_notes_but_on_the_vendor),
        cmocka_unit_test(test_a_replay_and_a_broken_week_are_said),
        cmocka_unit_test(test_no_replication_at_all_leaves_everything_open),
        cmocka_unit_test(test_every_measure_of_the_semantics_is_there),
        cmocka_unit_test(test_a_name_stands_once_in_a_dimension),
        cmocka_unit_test(test_unknown_names_find_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
