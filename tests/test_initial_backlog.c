/* Tickets that are open when the simulation starts: worked by hand, and that they leave
 * the luck of all others alone. */
#include "desk_from_text.h"
#include "model/replication.h"
#include "scenario_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* From Monday 5 January 2026; hardly a ticket arrives. */
#define QUIET                                                                              \
    "horizon: 2w\n"                                                                        \
    "arrivals: {calls: {rate: 0.000001/week}}\n"

static double overall(const ds_tally *tally, ds_ticket_sum sum)
{
    return ds_tally_slice(tally, DS_BY_OVERALL, 0)->sum[sum];
}

static ds_tally tally_of(const char *text)
{
    ds_desk desk = desk_from_text(text);
    ds_tally tally = desk_watch(&desk, 1, 0, NULL, NULL);
    ds_desk_free(&desk);
    return tally;
}

/* An hour each, one agent: 3, 2 and 1 are open for an hour. They are neither arrivals nor
 * in the cohort, and their visits began before the window. */
static void test_they_are_in_the_backlog_and_resolved_but_do_not_arrive(void **state)
{
    (void)state;
    ds_tally tally = tally_of(QUIET "initial_backlog: {calls: 3}\n"
                                    "groups: {L1: {agents: 1}}\n"
                                    "categories: {any: {priority: {P1: 100%}, work: {L1: "
                                    "constant(1h)}}}\n");
    assert_true(tally.arrived == 0);
    assert_true(tally.resolved == 3);
    assert_true(tally.backlog_end == 0);
    assert_true(tally.backlog_area == 6 * (double)DS_HOUR);
    assert_int_equal(tally.tickets, 3);
    assert_true(overall(&tally, DS_SUM_ARRIVED) == 0);
    assert_true(overall(&tally, DS_SUM_RESOLVED) == 0);
    assert_true(overall(&tally, DS_SUM_RESOLVED_IN_WINDOW) == 3);
    assert_true(tally.groups[0].sum[DS_GROUP_VISITS] == 0);
    assert_true(tally.groups[0].sum[DS_GROUP_BUSY] == 3 * (double)DS_HOUR);
    assert_true(tally.groups[0].sum[DS_GROUP_QUEUE_AREA] == 3 * (double)DS_HOUR);
    assert_true(tally.groups[0].queue_area == tally.groups[0].wait_area);
    ds_tally_free(&tally);
}

/* Two hours of work from Monday 08:00 on a target of eleven business hours; counted by
 * resolution. */
static ds_tally aged(const char *age)
{
    char text[1024];
    (void)snprintf(text, sizeof text,
                   QUIET "count: by_resolution\n"
                         "calendars: {office: {hours: Mon-Fri 08:00-18:00}}\n"
                         "slas: {all: {resolution: {P1: 11h}, response: {P1: 10h30m}, "
                         "calendar: office}}\n"
                         "initial_backlog: {calls: {count: 1, age: constant(%s)}}\n"
                         "groups: {L1: {agents: 1, hours: office}}\n"
                         "categories: {any: {priority: {P1: 100%%}, work: {L1: "
                         "constant(2h)}}}\n",
                   age);
    return tally_of(text);
}

/* Friday midnight: ten hours of Friday, then two of Monday. Resolved at 10:00 on Monday. */
static void test_their_clocks_have_run_since_they_came(void **state)
{
    (void)state;
    ds_tally tally = aged("3d");
    assert_true(overall(&tally, DS_SUM_RESOLUTION) == (3 * 24 + 10) * (double)DS_HOUR);
    assert_true(overall(&tally, DS_SUM_BUSINESS) == 12 * (double)DS_HOUR);
    assert_true(overall(&tally, DS_SUM_SLA_ELAPSED) == 12 * (double)DS_HOUR);
    assert_true(overall(&tally, DS_SUM_RESOLUTION_DECIDED) == 1);
    assert_true(overall(&tally, DS_SUM_RESOLUTION_BREACHED) == 1);
    assert_true(overall(&tally, DS_SUM_RESPONSE_BREACHED) == 0);
    assert_true(overall(&tally, DS_SUM_WAIT) == 8 * (double)DS_HOUR);
    ds_tally_free(&tally);
}

/* Saturday midnight: only Monday counts. */
static void test_closed_hours_before_the_start_do_not_count_for_clocks(void **state)
{
    (void)state;
    ds_tally tally = aged("2d");
    assert_true(overall(&tally, DS_SUM_SLA_ELAPSED) == 2 * (double)DS_HOUR);
    assert_true(overall(&tally, DS_SUM_RESOLUTION_BREACHED) == 0);
    ds_tally_free(&tally);
}

static void test_none_is_older_than_a_year(void **state)
{
    (void)state;
    ds_tally tally = aged("2000d");
    assert_true(overall(&tally, DS_SUM_RESOLUTION) == (366 * 24 + 10) * (double)DS_HOUR);
    ds_tally_free(&tally);
}

/* What was seen of tickets as they arrived. */
#define MOST_SEEN 400
typedef struct seen {
    int count;
    struct {
        ds_identity who;
        ds_ticks arrived_at;
        int32_t category;
        ds_ticks remaining; /* when it was first worked on */
    } of[MOST_SEEN];
} seen;

static void watch(void *context, const ds_replication *replication, ds_happening happening,
                  int32_t row, ds_ticks now)
{
    seen *all = context;
    const ds_ticket *ticket = ds_replication_ticket(replication, row);
    (void)now;
    if (happening != DS_TICKET_STARTED || all->count == MOST_SEEN)
        return;
    all->of[all->count].who = ticket->who;
    all->of[all->count].arrived_at = ticket->arrived_at;
    all->of[all->count].category = ticket->category;
    all->of[all->count++].remaining = ticket->remaining;
}

/* In the order in which work begins: first come first served. */
static seen seen_with(int initial)
{
    seen all = {0};
    ds_desk desk = desk_from_format(
        "horizon: 2w\n"
        "initial_backlog: {calls: {count: %d, age: exponential(mean 2d)}, forms: 5}\n"
        "groups: {L1: {agents: 1}}\n"
        "arrivals: {calls: {rate: 10/day}, forms: {rate: 5/day}}\n"
        "categories:\n"
        "  a: {share: 50%%, priority: {P1: 100%%}, work: {L1: exponential(mean 20m)}}\n"
        "  b: {share: 50%%, priority: {P1: 100%%}, work: {L1: exponential(mean 40m)}}\n",
        initial);
    ds_tally tally = desk_watch(&desk, 3, 0, watch, &all);
    ds_tally_free(&tally);
    ds_desk_free(&desk);
    return all;
}

static int find(const seen *all, ds_identity who)
{
    for (int i = 0; i < all->count; i++)
        if (all->of[i].who.family == who.family && all->of[i].who.ordinal == who.ordinal)
            return i;
    return -1;
}

/* Arrivals, and the initial tickets that both desks have. */
static void test_more_of_them_change_no_other_ticket(void **state)
{
    (void)state;
    seen few = seen_with(7);
    seen many = seen_with(40);
    int compared = 0;
    for (int i = 0; i < few.count; i++) {
        int j = find(&many, few.of[i].who);
        if (j < 0)
            continue;
        compared++;
        assert_int_equal(few.of[i].arrived_at, many.of[j].arrived_at);
        assert_int_equal(few.of[i].category, many.of[j].category);
        assert_int_equal(few.of[i].remaining, many.of[j].remaining);
    }
    assert_true(compared > 150);
    int initial = 0;
    for (int i = 0; i < many.count; i++)
        initial += many.of[i].arrived_at < 0;
    assert_int_equal(initial, 45);
}

static void test_the_oldest_is_served_first(void **state)
{
    (void)state;
    seen many = seen_with(40);
    for (int i = 1; i < 45; i++) {
        assert_true(many.of[i].arrived_at < 0);
        assert_true(many.of[i - 1].arrived_at <= many.of[i].arrived_at);
    }
    assert_true(many.of[0].arrived_at < -3 * DS_DAY); /* of 40 with a mean of two days */
    assert_int_equal(many.of[44].arrived_at, -1);
}

/* What is refused. */

static void expect_error(const char *line, const char *said)
{
    char text[1024];
    (void)snprintf(text, sizeof text,
                   "%s\n"
                   "groups: {L1: {agents: 1}}\n"
                   "arrivals: {calls: {rate: 10/day}}\n"
                   "categories: {a: {priority: {P1: 100%%}, work: {L1: constant(1h)}}}\n",
                   line);
    loaded it = fixture_load(text, strlen(text));
    assert_int_equal(it.status, DS_BAD_INPUT);
    if (!strstr(fixture_said(&it, false), said))
        fail_msg("'%s' does not say '%s'", fixture_said(&it, false), said);
    fixture_free(&it);
}

static void test_bad_backlogs_are_refused_with_their_place(void **state)
{
    (void)state;
    expect_error("initial_backlog: {call: 3}", "'calls'");
    expect_error("initial_backlog: {calls: -3}", "desk.yaml:1:26: initial_backlog.calls: ");
    expect_error("initial_backlog: {calls: {age: constant(1h)}}", "count");
    expect_error("initial_backlog: {calls: {count: 3, ages: 1h}}", "unknown key 'ages'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_they_are_in_the_backlog_and_resolved_but_do_not_arrive),
        cmocka_unit_test(test_their_clocks_have_run_since_they_came),
        cmocka_unit_test(test_closed_hours_before_the_start_do_not_count_for_clocks),
        cmocka_unit_test(test_none_is_older_than_a_year),
        cmocka_unit_test(test_more_of_them_change_no_other_ticket),
        cmocka_unit_test(test_the_oldest_is_served_first),
        cmocka_unit_test(test_bad_backlogs_are_refused_with_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
