/* Explanations of tickets whose life is worked out by hand.
 *
 * Minutes count from Monday 5 January 2026, 00:00 UTC; tickets are T0000001, T0000002 … in
 * the order of arrival. The calculation stands above each test, its text in
 * tests/data/explain (DESKSIM_UPDATE_GOLDEN=1 writes it: to be worked out again by hand).
 */
#include "analysis/histories/ticket_search.h"
#include "analysis/histories/timeline_output.h"
#include "analysis/histories/timeline_verdict.h"
#include "analysis/results/text_width.h"
#include "desk_from_text.h"
#include "random_desk.h"
#include "sim/output_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(list) ((int32_t)(sizeof(list) / sizeof(list)[0]))

#define GOLDEN_SIZE (16 * 1024)

/* A ticket of a replication with all that is derived from it. */
typedef struct told {
    ds_timeline timeline;
    ds_explanation explanation;
} told;

static void tell_of(const ds_desk *desk, int64_t replication, uint64_t number, told *out)
{
    ds_error err = {0};
    uint64_t arrived;
    ds_history_options run = {.seed = 1, .replication = replication};
    assert_int_equal(
        ds_timelines_record(desk, &run, &number, 1, &out->timeline, &arrived, &err), DS_OK);
    assert_true(out->timeline.is_found && arrived >= number);
    assert_int_equal(ds_explanation_make(&out->timeline, &out->explanation, &err), DS_OK);
}

static void forget(told *one)
{
    ds_explanation_free(&one->explanation);
    ds_timeline_free(&one->timeline);
}

/* The text of a ticket's explanation; the caller frees it. */
static char *text_of(const ds_explanation *explanation)
{
    char *text = NULL;
    size_t size = 0;
    ds_error err = {0};
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    assert_int_equal(ds_explanation_put_text(explanation, out, &err), DS_OK);
    assert_int_equal(fclose(out), 0);
    return text;
}

static char *read_file(const char *path)
{
    char *text = calloc(1, GOLDEN_SIZE);
    FILE *file = fopen(path, "rb");
    assert_non_null(text);
    if (file) {
        assert_true(fread(text, 1, GOLDEN_SIZE, file) < GOLDEN_SIZE);
        assert_int_equal(fclose(file), 0);
    }
    return text;
}

/* Compares an explanation with DATA/NAME.txt. */
static void expect_golden(const ds_desk *desk, int64_t replication, uint64_t number,
                          const char *name)
{
    char path[512];
    told one;
    ds_error err = {0};
    tell_of(desk, replication, number, &one);
    char *text = text_of(&one.explanation);
    (void)snprintf(path, sizeof path, "%s/%s.txt", DS_GOLDEN, name);
    if (getenv("DESKSIM_UPDATE_GOLDEN"))
        assert_int_equal(ds_output_write(path, text, strlen(text), &err), DS_OK);
    char *expected = read_file(path);
    assert_string_equal(text, expected);
    free(expected);
    free(text);
    forget(&one);
}

/* Office hours, one agent. A (P1, an hour of work) has the agent from 16:40 to 17:40. B
 * (P3, 30 minutes) comes at 16:50 and waits for 50 minutes; it is worked on for 20 minutes
 * until L1 closes at 18:00, and for the other 10 from 08:00 on Tuesday.
 *
 * Its clock of two office hours: 50 minutes of waiting and 20 of work on Monday; half of it
 * (60 minutes) is used at 17:50; 50 minutes are left on Tuesday, so it is due at 08:50. At
 * the end 80 of 120 minutes are used, 67 %; 50 of 80 is 62.5 %, shown as 62 %, and work is
 * 30 of 80, 37.5 %, shown as 38 % (halves go to the even digit). The response was due at
 * 17:05 and came at 17:40. The whole life is 50 + 20 + 840 (night) + 10 = 920 minutes. */
static void test_a_night_stops_work_and_clock(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(
        "name: night\nstart: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"
        "calendars: {office: {hours: Mon-Fri 08:00-18:00}}\n"
        "slas: {gold: {response: {P3: 15m}, resolution: {P3: 2h}, calendar: office}}\n"
        "groups: {L1: {tier: 1, agents: 1, hours: office}}\n"
        "arrivals: {all: {rate: 1/h, profile: flat}}\n"
        "categories:\n"
        "  short: {share: 50%, priority: {P3: 100%}, work: {L1: 30m}}\n"
        "  long: {share: 50%, priority: {P1: 100%}, work: {L1: 60m}}\n");
    const desk_arrival tickets[] = {
        {1000, "long",  1},
        {1010, "short", 3},
    };
    desk_give_tickets(&desk, tickets, COUNT(tickets));
    expect_golden(&desk, 0, 2, "night");
    ds_desk_free(&desk);
}

/* X (P3) is worked on at L1 from 00:00; Q (P1, 20 minutes) takes the agent from it at 00:04
 * and gives it back at 00:24; X's other 6 minutes end at 00:30 and it goes to L2. There D1
 * (P3) is in work from 00:10 to 01:10, and D2 (P2), which came at 00:40, goes first until
 * 02:10; X's 30 minutes end at 02:40.
 *
 * Its clock of two hours passes 50 % at 01:00, 75 % at 01:30, 90 % at 01:48 and is due at
 * 02:00: 40 minutes late. L1 had it for 20 minutes of waiting and 10 of work (30 of 160, 19
 * %), L2 for 100 and 30 (81 %); 100 of 160 is 62.5 %. */
static void test_who_goes_first_is_told(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(
        "name: first\nstart: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"
        "slas: {gold: {response: {P3: 15m}, resolution: {P3: 2h}}}\n"
        "groups:\n"
        "  L1: {tier: 1, agents: 1, discipline: priority, preempt: resume}\n"
        "  L2: {tier: 2, agents: 1, discipline: priority}\n"
        "arrivals: {all: {rate: 1/h, profile: flat}}\n"
        "categories:\n"
        "  up: {share: 40%, priority: {P3: 100%}, work: {L1: 10m, L2: 30m}, "
        "resolved_at: {L1: 0%}}\n"
        "  quick: {share: 30%, priority: {P1: 100%}, work: {L1: 20m}}\n"
        "  deep: {share: 30%, priority: {P3: 100%}, first: {L2: 100%}, work: {L2: 60m}}\n");
    const desk_arrival tickets[] = {
        {0,  "up",    3},
        {4,  "quick", 1},
        {10, "deep",  3},
        {40, "deep",  2},
    };
    desk_give_tickets(&desk, tickets, COUNT(tickets));
    expect_golden(&desk, 0, 1, "first");
    ds_desk_free(&desk);
}

/* Ten minutes at L1, then L2, which needs the vendor at once (its own work takes no time):
 * held from 00:10 to 01:10 while the clock of an hour is paused with 10 minutes used. It is
 * due 50 minutes after the hold, at 02:00, and resolved at 01:10. */
static void test_a_hold_pauses_the_clock(void **state)
{
    (void)state;
    ds_desk desk =
        desk_from_text("name: hold\nstart: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"
                       "contracts: {Acme & Söhne: {target: 30m}}\n"
                       "slas: {gold: {resolution: {P3: 1h}, pause_on: [vendor]}}\n"
                       "groups: {L1: {tier: 1, agents: 1}, L2: {tier: 2, agents: 1}}\n"
                       "arrivals: {all: {rate: 1/h, profile: flat}}\n"
                       "categories:\n"
                       "  up: {priority: {P3: 100%}, first: {L1: 100%}, route: {\n"
                       "    L1: {work: 10m, resolve: 0%, next: {L2: 100%}},\n"
                       "    L2: {work: 0s, hold: {vendor: {share: 100%, time: 60m, "
                       "contract: Acme & Söhne}}}}}\n");
    const desk_arrival tickets[] = {
        {0, "up", 3}
    };
    desk_give_tickets(&desk, tickets, COUNT(tickets));
    expect_golden(&desk, 0, 1, "hold");
    ds_desk_free(&desk);
}

/* L1 has 20 minutes for each ticket and one agent. A is in work there from 00:00; B waits
 * from 00:00 until its own 20 minutes are over, and at L2 until 00:30, while A is worked on
 * there: A came at 00:20 as well, and first. B: 20 minutes of waiting at L1, 10 of waiting
 * and 10 of work at L2. There is no SLA. */
static void test_a_time_limit_hands_on(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(
        "name: limit\nstart: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"
        "groups: {L1: {tier: 1, agents: 1, time_limit: 20m}, L2: {tier: 2, agents: 1}}\n"
        "arrivals: {all: {rate: 1/h, profile: flat}}\n"
        "categories: {c: {priority: {P1: 100%}, work: {L1: 30m, L2: 10m}, "
        "resolved_at: {L1: 50%}}}\n");
    const desk_arrival tickets[] = {
        {0, "c", 1},
        {0, "c", 1},
    };
    desk_give_tickets(&desk, tickets, COUNT(tickets));
    expect_golden(&desk, 0, 2, "limit");
    ds_desk_free(&desk);
}

/* Sent to L2 by mistake, seven minutes to find out, ten at L1: the whole of a target of 17
 * minutes is used, and a resolution at the very instant it is due is met. */
static void test_a_mistake_is_told_and_the_due_instant_met(void **state)
{
    (void)state;
    ds_desk desk =
        desk_from_text("name: mistake\nstart: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"
                       "slas: {gold: {resolution: {P1: 17m}}}\n"
                       "groups: {L1: {tier: 1, agents: 1}, L2: {tier: 2, agents: 1}}\n"
                       "arrivals: {all: {rate: 1/h, profile: flat}}\n"
                       "categories: {c: {priority: {P1: 100%}, work: {L1: 10m}, "
                       "misroute: {share: 100%, to: L2, rediagnosis: 7m}}}\n");
    const desk_arrival tickets[] = {
        {0, "c", 1}
    };
    desk_give_tickets(&desk, tickets, COUNT(tickets));
    expect_golden(&desk, 0, 1, "mistake");
    ds_desk_free(&desk);
}

/* Ten minutes of work; where it is reopened (half of the resolutions, an hour later), five
 * more. The target of 12 minutes is met by each start of the clock where reopening restarts
 * it (10 and 5 minutes); where it continues, 15 minutes are too many: due two minutes after
 * the reopening, at 01:12, and resolved at 01:15. */
static void test_reopening_restarts_or_continues_the_clock(void **state)
{
    (void)state;
    static const char *const ways[] = {"restart", "continue"};
    const desk_arrival tickets[] = {
        {0, "c", 1}
    };
    for (int way = 0; way < 2; way++) {
        ds_desk desk = desk_from_format(
            "name: reopen\nstart: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"
            "slas: {gold: {resolution: {P1: 12m}, reopening: %s}}\n"
            "groups: {L1: {tier: 1, agents: 1}}\n"
            "arrivals: {all: {rate: 1/h, profile: flat}}\n"
            "categories: {c: {priority: {P1: 100%%}, work: {L1: 10m}, "
            "reopen: {share: 50%%, after: 60m, work: 50%%}}}\n",
            ways[way]);
        desk_give_tickets(&desk, tickets, COUNT(tickets));
        int64_t replication = 0;
        bool is_once = false;
        while (!is_once && replication < 40) {
            told one;
            tell_of(&desk, replication, 1, &one);
            is_once = one.timeline.ticket.reopenings == 1;
            replication += !is_once;
            forget(&one);
        }
        assert_true(is_once);
        expect_golden(&desk, replication, 1, ways[way]);
        ds_desk_free(&desk);
    }
}

/* Two tickets are open at the start, since an hour: both came on Sunday at 23:00. The first
 * gets the agent at once, having waited for an hour: due at 00:00 and resolved at 00:10.
 * The second waits for ten minutes more; 70 of its 80 minutes are 87.5 %, shown as 88 %. */
static void test_a_ticket_that_is_open_at_the_start_has_waited(void **state)
{
    (void)state;
    ds_desk desk =
        desk_from_text("name: open\nstart: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"
                       "initial_backlog: {all: {count: 2, age: constant(60m)}}\n"
                       "slas: {gold: {resolution: {P1: 1h}}}\n"
                       "groups: {L1: {tier: 1, agents: 1}}\n"
                       "arrivals: {all: {rate: 0.0001/week, profile: flat}}\n"
                       "categories: {c: {priority: {P1: 100%}, work: {L1: 10m}}}\n");
    expect_golden(&desk, 0, 1, "open-1");
    expect_golden(&desk, 0, 2, "open-2");
    ds_desk_free(&desk);
}

/* Ten minutes of work under a target of 20: half of it is used at the very end, and counts,
 * as it does in the results. */
static void test_a_warning_at_the_very_end_counts(void **state)
{
    (void)state;
    ds_desk desk =
        desk_from_text("name: half\nstart: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"
                       "slas: {gold: {resolution: {P1: 20m}}}\n"
                       "groups: {L1: {tier: 1, agents: 1}}\n"
                       "arrivals: {all: {rate: 1/h, profile: flat}}\n"
                       "categories: {c: {priority: {P1: 100%}, work: {L1: 10m}}}\n");
    const desk_arrival tickets[] = {
        {0, "c", 1}
    };
    told one;
    int32_t warnings = 0;
    desk_give_tickets(&desk, tickets, COUNT(tickets));
    tell_of(&desk, 0, 1, &one);
    for (int32_t i = 0; i < one.explanation.steps.count; i++)
        warnings += one.explanation.steps.list[i].kind == DS_STEP_WARNING;
    ds_tally tally = desk_watch(&desk, 1, 0, NULL, NULL);
    assert_int_equal(warnings, 1);
    assert_true(ds_tally_slice(&tally, DS_BY_OVERALL, 0)->sum[DS_SUM_WARNINGS] == 1);
    ds_tally_free(&tally);
    forget(&one);
    ds_desk_free(&desk);
}

/* Searching. */

static ds_found_tickets find(const ds_desk *desk, const ds_search *search)
{
    ds_error err = {0};
    ds_found_tickets found;
    const ds_history_options run = {.seed = 1};
    assert_int_equal(ds_ticket_search(desk, &run, search, &found, &err), DS_OK);
    return found;
}

static void test_a_short_list_is_the_top_of_the_whole(void **state)
{
    (void)state;
    ds_desk desk = desk_from_file(DS_LIBRARY "/small-desk.yaml");
    for (int order = 0; order < DS_SEARCH_ORDERS; order++) {
        ds_search search = {
            .order = (ds_search_order)order, .priority = DS_NO_ID, .limit = 100000};
        ds_found_tickets all = find(&desk, &search);
        search.limit = 7;
        ds_found_tickets top = find(&desk, &search);
        assert_true(all.count == all.matching && top.matching == all.matching);
        assert_int_equal(top.count, 7);
        for (int32_t i = 0; i < 7; i++)
            assert_true(top.list[i].number == all.list[i].number);
        for (int32_t i = 1; i < all.count; i++)
            assert_true(all.list[i - 1].rank >= all.list[i].rank);
        ds_found_tickets_free(&all);
        ds_found_tickets_free(&top);
    }
    ds_desk_free(&desk);
}

static void test_what_is_found_breached_is_what_the_results_count(void **state)
{
    (void)state;
    ds_desk desk = desk_from_file(DS_LIBRARY "/small-desk.yaml");
    ds_tally tally = desk_watch(&desk, 1, 0, NULL, NULL);
    for (int order = 0; order < DS_SEARCH_ORDERS; order++) {
        ds_search search = {.order = (ds_search_order)order,
                            .priority = DS_NO_ID,
                            .is_breached_only = true,
                            .limit = 1};
        ds_ticket_sum sum = order == DS_SEARCH_RESPONSE ? DS_SUM_RESPONSE_BREACHED
                                                        : DS_SUM_RESOLUTION_BREACHED;
        double counted = 0;
        for (int32_t type = 0; type < DS_TICKET_TYPES; type++)
            counted += ds_tally_slice(&tally, DS_BY_TYPE, type)->sum[sum];
        ds_found_tickets found = find(&desk, &search);
        assert_true(counted > 0 && (double)found.matching == counted);
        assert_int_equal(found.in_window, tally.arrived);
        ds_found_tickets_free(&found);
    }
    ds_tally_free(&tally);
    ds_desk_free(&desk);
}

/* Properties. */

/* The steps that last follow each other from arrival to the last resolution. */
static void expect_no_gap(const told *one)
{
    const ds_steps *steps = &one->explanation.steps;
    const ds_ticket *ticket = &one->timeline.ticket;
    ds_ticks at = ticket->arrived_at;
    for (int32_t i = 0; i < steps->count; i++) {
        if (!ds_step_lasts(steps->list[i].kind))
            continue;
        assert_true(steps->list[i].at == at && steps->list[i].to >= at);
        at = steps->list[i].to;
    }
    if (!one->timeline.is_censored)
        assert_true(at == ticket->resolved_at);
}

/* The accounts are the ticket's own, which the engine keeps. */
static void expect_accounts(const told *one)
{
    const ds_ticket *ticket = &one->timeline.ticket;
    const ds_accounts *accounts = &one->explanation.accounts;
    const ds_ticks *time = accounts->total.time;
    assert_true(time[DS_USE_WORK] == ticket->touch_time);
    assert_true(time[DS_USE_HOLD] == ticket->hold_time);
    if (one->timeline.is_censored)
        return;
    assert_true(time[DS_USE_WAIT] + time[DS_USE_CLOSED] == ticket->wait_time);
    assert_true(accounts->total.all_time + accounts->resolved_time ==
                ticket->resolved_at - ticket->arrived_at);
    if (one->explanation.verdict.lives == 1)
        assert_true(accounts->total.all_used == one->explanation.verdict.used);
}

/* While a ticket waits for an open group, all its agents work on others. Where tickets
 * count by resolution nothing is simulated between the horizon and the end of the drain. */
static void expect_all_agents_busy(const ds_desk *desk, const told *one)
{
    if (one->timeline.is_censored && desk->counts_by_resolution)
        return;
    for (int32_t i = 0; i < one->explanation.waits.count; i++) {
        const ds_visit_wait *wait = &one->explanation.waits.list[i];
        const ds_group *group = &desk->groups[wait->group];
        ds_ticks occupied = 0;
        for (int32_t r = 0; r < wait->rival_count; r++)
            occupied += wait->rivals[r].occupied;
        if (group->end_of_hours == DS_END_SUSPEND)
            assert_true(occupied == group->agents * (wait->wait - wait->closed));
    }
}

/* The verdict is the one that the results count. */
static void expect_verdict(const told *one, const ds_found_ticket *found)
{
    const ds_verdict *verdict = &one->explanation.verdict;
    assert_int_equal(verdict->resolution == DS_OUTCOME_BREACHED,
                     found->has_breached_resolution);
    assert_int_equal(verdict->response == DS_OUTCOME_BREACHED,
                     found->has_breached_response);
}

static void expect_lines_of_80(const told *one)
{
    char *text = text_of(&one->explanation);
    char *rest = NULL;
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        if (ds_text_width(line) > 80)
            fail_msg("more than 80 columns: %s", line);
    free(text);
}

static void check_desk(const ds_desk *desk, int32_t limit)
{
    ds_error err = {0};
    ds_found_tickets found;
    const ds_history_options run = {.seed = 1};
    const ds_search search = {.priority = DS_NO_ID, .limit = limit};
    uint64_t arrived;
    assert_int_equal(ds_ticket_search(desk, &run, &search, &found, &err), DS_OK);
    uint64_t *numbers = calloc((size_t)limit, sizeof *numbers);
    ds_timeline *timelines = calloc((size_t)limit, sizeof *timelines);
    assert_non_null(numbers);
    assert_non_null(timelines);
    for (int32_t i = 0; i < found.count; i++)
        numbers[i] = found.list[i].number;
    assert_true(found.count > 0);
    assert_int_equal(
        ds_timelines_record(desk, &run, numbers, found.count, timelines, &arrived, &err),
        DS_OK);
    assert_true(arrived == found.arrived);
    for (int32_t i = 0; i < found.count; i++) {
        told one = {.timeline = timelines[i]};
        assert_int_equal(ds_explanation_make(&one.timeline, &one.explanation, &err), DS_OK);
        expect_no_gap(&one);
        expect_accounts(&one);
        expect_all_agents_busy(desk, &one);
        expect_verdict(&one, &found.list[i]);
        expect_lines_of_80(&one);
        forget(&one);
    }
    ds_found_tickets_free(&found);
    free(numbers);
    free(timelines);
}

static void test_explanations_of_random_desks_add_up(void **state)
{
    (void)state;
    char *text = malloc(RANDOM_DESK_SIZE);
    assert_non_null(text);
    for (uint32_t number = 0; number < 30; number++) {
        random_desk_text(number, text);
        ds_desk desk = desk_from_text(text);
        check_desk(&desk, 60);
        ds_desk_free(&desk);
    }
    free(text);
}

static void test_explanations_of_a_shipped_desk_add_up(void **state)
{
    (void)state;
    ds_desk desk = desk_from_file(DS_LIBRARY "/small-desk.yaml");
    check_desk(&desk, 300);
    ds_desk_free(&desk);
}

/* A is in work from 0 to 60. B comes at 10, and 30 minutes later its priority is raised; it
 * waits on, from 10 to 60. */
static void test_a_change_of_priority_is_told_and_the_wait_goes_on(void **state)
{
    (void)state;
    const desk_arrival arrivals[] = {
        {0,  "long", 3},
        {10, "long", 3},
    };
    ds_desk desk = desk_from_format(
        "start: 2026-01-05\nhorizon: 1d\nwarm_up: 0\n"
        "groups: {L1: {tier: 1, agents: 1, discipline: priority}}\n"
        "arrivals: {all: {rate: 0.000001/week}}\n"
        "categories: {long: {share: 100%%, priority: {P1: 50%%, P3: 50%%}, "
        "work: {L1: constant(1h)}}}\n"
        "escalation: {rules: [{age: 30m, raise: 1, notify: %s}]}\n",
        "no");
    desk_give_tickets(&desk, arrivals, 2);
    told one;
    tell_of(&desk, 0, 2, &one);
    const ds_steps *steps = &one.explanation.steps;
    int changes = 0;
    for (int32_t i = 0; i < steps->count; i++) {
        const ds_step *step = &steps->list[i];
        if (step->kind == DS_STEP_WAITS)
            assert_true(step->at == 10 * DS_MINUTE && step->to == 60 * DS_MINUTE);
        if (step->kind != DS_STEP_PRIORITY)
            continue;
        changes++;
        assert_true(step->at == 40 * DS_MINUTE);
        assert_int_equal(step->from_priority, 2);
        assert_int_equal(step->other_priority, 1);
    }
    assert_int_equal(changes, 1);
    char *text = text_of(&one.explanation);
    assert_non_null(strstr(text, "priority is P2 from now on, not P3"));
    free(text);
    forget(&one);
    ds_desk_free(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_night_stops_work_and_clock),
        cmocka_unit_test(test_who_goes_first_is_told),
        cmocka_unit_test(test_a_hold_pauses_the_clock),
        cmocka_unit_test(test_a_time_limit_hands_on),
        cmocka_unit_test(test_a_mistake_is_told_and_the_due_instant_met),
        cmocka_unit_test(test_reopening_restarts_or_continues_the_clock),
        cmocka_unit_test(test_a_ticket_that_is_open_at_the_start_has_waited),
        cmocka_unit_test(test_a_warning_at_the_very_end_counts),
        cmocka_unit_test(test_a_short_list_is_the_top_of_the_whole),
        cmocka_unit_test(test_what_is_found_breached_is_what_the_results_count),
        cmocka_unit_test(test_explanations_of_random_desks_add_up),
        cmocka_unit_test(test_a_change_of_priority_is_told_and_the_wait_goes_on),
        cmocka_unit_test(test_explanations_of_a_shipped_desk_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
