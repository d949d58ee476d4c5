/* What is open at midnight and who hands on to whom, worked by hand. */
#include "analysis/results/results.h"
#include "analysis/results/results_files.h"
#include "desk_from_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* One agent a group, Monday to Friday from eight to four; work of seven hours at L1, and of
 * one at L2 for what goes there. */
#define DESK                                                                               \
    "start: 2026-01-05\nhorizon: 5d\nwarm_up: 0\ntime_zone: UTC\n"                         \
    "calendars: {day: {hours: Mon-Fri 08:00-16:00}}\n"                                     \
    "groups: {L1: {tier: 1, %s}, L2: {tier: 2, agents: 1, hours: day}}\n"                  \
    "arrivals: {all: {rate: 0.000001/week}}\n"                                             \
    "categories:\n"                                                                        \
    "  long: {share: 50%%, priority: {P1: 100%%}, work: {L1: 7h}}\n"                       \
    "  moved: {share: 50%%, priority: {P1: 100%%}, work: {L1: 30m, L2: 1h}, resolved_at: " \
    "{L1: 0%%}}\n"

#define NINE (9 * 60)

/* Monday: A from 9 to 16, B and C wait. Tuesday: B until 15, then C 30 minutes at L1 and
 * until 16:00 30 minutes of its hour at L2; D comes at 15:45 and waits. Wednesday: C until
 * 8:30, D until 15, and nothing is open. */
static const desk_arrival tickets[] = {
    {NINE,                   "long",  1},
    {NINE + 60,              "long",  1},
    {NINE + 120,             "moved", 1},
    {24 * 60 + 15 * 60 + 45, "long",  1},
};

static char *csv_of(const char *agents, void (*put)(const ds_results *, FILE *),
                    ds_tally *tally_out)
{
    char *text;
    size_t size;
    ds_results results;
    ds_desk desk = desk_from_format(DESK, agents);
    desk_give_tickets(&desk, tickets, 4);
    *tally_out = desk_watch(&desk, 1, 0, NULL, NULL);
    assert_int_equal(ds_results_init(&results, &desk, 1, 0.95, tally_out, 1, NULL), DS_OK);
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    put(&results, out);
    assert_int_equal(fclose(out), 0);
    ds_results_free(&results);
    ds_desk_free(&desk);
    return text;
}

static void expect_nights(const char *agents)
{
    ds_tally tally;
    char *text = csv_of(agents, ds_results_csv_nights, &tally);
    assert_string_equal(text,
                        "midnight_of,open:up to 1 day,open:1 to 3 days,open:3 to 7 days,"
                        "open:7 to 30 days,open:over 30 "
                        "days,waiting:L1,oldest_h:L1,waiting:L2,oldest_h:L2\n"
                        "2026-01-05,0,0,0,0,0,0,0,0,0\n"
                        "2026-01-06,2,0,0,0,0,2,14,0,0\n"
                        "2026-01-07,1,1,0,0,0,1,8.25,1,37\n"
                        "2026-01-08,0,0,0,0,0,0,0,0,0\n"
                        "2026-01-09,0,0,0,0,0,0,0,0,0\n");
    const double *sum = tally.groups[0].sum;
    assert_true(sum[DS_GROUP_MIDNIGHTS] == 5 && sum[DS_GROUP_CARRIED_OVER] == 3);
    assert_true(sum[DS_GROUP_OLDEST] == 22.25 * (double)DS_HOUR);
    ds_tally_free(&tally);
    free(text);
}

static void test_midnights_count_what_is_open_and_its_age(void **state)
{
    (void)state;
    expect_nights("agents: 1, hours: day");
}

/* B, set aside at the end of Monday's shift, would wait as well: here nobody begins it. */
static void test_what_agents_set_aside_waits_too(void **state)
{
    (void)state;
    ds_tally tally;
    expect_nights("shifts: [{agents: 1, hours: Mon-Fri 08:00-16:00}]");
    /* From 10 to 16: A has an hour left at the end of Monday. */
    free(csv_of("end_of_shift: suspend, shifts: [{agents: 1, hours: Mon-Fri 10:00-16:00}]",
                ds_results_csv_nights, &tally));
    assert_true(tally.nights.waiting[1] == 3);
    assert_true(tally.nights.oldest_h[1] == 15);
    ds_tally_free(&tally);
}

static void test_moves_are_counted_by_pair(void **state)
{
    (void)state;
    ds_tally tally;
    char *text = csv_of("agents: 1, hours: day", ds_results_csv_moves, &tally);
    assert_string_equal(text, "from,to,tickets_per_week\nL1,L2,1.4\n");
    assert_int_equal(tally.move_count, 1);
    ds_tally_free(&tally);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_midnights_count_what_is_open_and_its_age),
        cmocka_unit_test(test_what_agents_set_aside_waits_too),
        cmocka_unit_test(test_moves_are_counted_by_pair),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
