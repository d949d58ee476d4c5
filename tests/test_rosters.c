/* Who is on duty when, as scenarios say it: breaks, rotations, nights, sites with holidays,
 * and the days on which clocks change, to the minute. */
#include "desk_from_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define TAIL                                                                               \
    "arrivals: {all: {rate: 1/h, profile: flat}}\n"                                        \
    "categories: {any: {share: 100%%, priority: {P1: 100%%}, work: {L1: 10m}}}\n"

static ds_desk desk_with(const char *head, const char *group)
{
    char text[4096];
    int length = snprintf(text, sizeof text, "%s\ngroups: {L1: {%s}}\n" TAIL, head, group);
    assert_true(length > 0 && length < (int)sizeof text);
    return desk_from_text(text);
}

#define FROM_MONDAY "name: roster\nstart: 2026-01-05\nhorizon: 4w\ntime_zone: UTC"

/* Hours of simulation at which the number on duty changes, as "8:2 12:0". */
static void expect_levels(const ds_desk *desk, ds_ticks until, const char *expected)
{
    const ds_staffing *staffing = desk->groups[0].staffing;
    char text[1024] = "";
    size_t used = 0;
    for (int32_t i = 0; i < staffing->level_count && staffing->level_at[i] < until; i++) {
        if (i == 0 && staffing->on_duty[0] == 0)
            continue;
        used +=
            (size_t)snprintf(text + used, sizeof text - used, "%s%g:%d", used ? " " : "",
                             ds_hours(staffing->level_at[i]), (int)staffing->on_duty[i]);
        assert_true(used < sizeof text);
    }
    assert_string_equal(text, expected);
}

static void test_overlapping_shifts_add_up(void **state)
{
    (void)state;
    ds_desk desk = desk_with(FROM_MONDAY, "shifts: [{agents: 4, hours: Mon 08:00-16:00}, "
                                          "{agents: 3, hours: Mon 12:00-20:00}, "
                                          "{agents: 1, hours: Mon 12:00-14:30}]");
    expect_levels(&desk, DS_DAY, "8:4 12:8 14.5:7 16:3 20:0");
    ds_desk_free(&desk);
}

static void test_breaks_take_agents_off_duty_in_waves(void **state)
{
    (void)state;
    ds_desk desk =
        desk_with(FROM_MONDAY, "shifts: [{agents: 3, hours: Mon 08:00-16:00, breaks: "
                               "[{time: 12:00-12:30, waves: 2}, "
                               "{time: 10:00-10:15, paid: yes}]}]");
    /* Two of the three go first. */
    expect_levels(&desk, DS_DAY, "8:3 10:0 10.25:3 12:1 12.5:2 13:3 16:0");
    ds_desk_free(&desk);
}

static void test_a_night_shift_has_its_break_on_the_next_day(void **state)
{
    (void)state;
    ds_desk desk = desk_with(FROM_MONDAY, "shifts: [{agents: 1, hours: Mon 22:00-06:00, "
                                          "breaks: [{time: 02:00-02:30}]}]");
    expect_levels(&desk, 2 * DS_DAY, "22:1 26:0 26.5:1 30:0");
    ds_desk_free(&desk);
}

static void test_a_short_day_has_no_late_break(void **state)
{
    (void)state;
    ds_desk desk = desk_with(FROM_MONDAY,
                             "shifts: [{agents: 1, hours: Mon 08:00-16:00 Tue 08:00-11:00, "
                             "breaks: [{time: 12:00-12:30}]}]");
    expect_levels(&desk, 2 * DS_DAY, "8:1 12:0 12.5:1 16:0 32:1 35:0");
    ds_desk_free(&desk);
}

static void test_a_rotation_goes_round(void **state)
{
    (void)state;
    ds_desk desk =
        desk_with(FROM_MONDAY, "shifts: [{agents: 2, rotation: [Mon 06:00-14:00, "
                               "Mon 14:00-22:00, off]}]");
    expect_levels(&desk, 4 * DS_WEEK, "6:2 14:0 182:2 190:0 510:2 518:0");
    ds_desk_free(&desk);
    desk = desk_with(FROM_MONDAY, "shifts: [{agents: 2, first_week: 3, "
                                  "rotation: [Mon 06:00-14:00, Mon 14:00-22:00, off]}]");
    expect_levels(&desk, 3 * DS_WEEK, "174:2 182:0 350:2 358:0");
    ds_desk_free(&desk);
}

/* The shift that began on Sunday night belongs to the week before. */
static void test_a_shift_of_the_week_before_reaches_into_the_start(void **state)
{
    (void)state;
    ds_desk desk = desk_with(FROM_MONDAY, "shifts: [{agents: 2, hours: Sun 22:00-06:00}]");
    expect_levels(&desk, 7 * DS_DAY, "0:2 6:0 166:2");
    ds_desk_free(&desk);
}

/* Work in London and Sydney; the scenario itself is in UTC. */
#define TWO_SITES                                                                          \
    "\nsites:\n  london: {time_zone: Europe/London, holidays: [2026-01-06]}\n"             \
    "  sydney: {time_zone: Australia/Sydney}\n"

static void test_sites_have_their_own_clocks_and_holidays(void **state)
{
    (void)state;
    ds_desk desk = desk_with(FROM_MONDAY TWO_SITES,
                             "shifts: [{agents: 2, hours: Mon-Wed 08:00-16:00, "
                             "site: london}, "
                             "{agents: 1, hours: Mon-Wed 08:00-16:00, site: sydney}]");
    /* Sydney is eleven hours ahead: its Monday's shift ends at 5:00 UTC, Tuesday's begins
     * on Monday at 21:00. London is off on Tuesday. */
    expect_levels(&desk, 3 * DS_DAY, "0:1 5:0 8:2 16:0 21:1 29:0 45:1 53:0 56:2 64:0");
    ds_desk_free(&desk);
}

/* A night shift begun the evening before a holiday goes on. */
static void test_a_holiday_takes_the_shifts_that_begin_on_it(void **state)
{
    (void)state;
    ds_desk desk =
        desk_with(FROM_MONDAY TWO_SITES, "shifts: [{agents: 2, hours: Mon-Wed 22:00-06:00, "
                                         "site: london}]");
    expect_levels(&desk, 4 * DS_DAY, "22:2 30:0 70:2 78:0");
    ds_desk_free(&desk);
}

/* 29 March 2026, 01:00 UTC: London's clocks go from 1:00 to 2:00. The night shift from
 * Saturday 22:00 to Sunday 06:00 takes seven hours, its break at 3:00 local is at 2:00. */
static void test_a_night_is_an_hour_shorter_in_spring(void **state)
{
    (void)state;
    ds_desk desk =
        desk_with("name: roster\nstart: 2026-03-28\nhorizon: 4w\ntime_zone: Europe/London",
                  "shifts: [{agents: 1, hours: Sat 22:00-06:00, "
                  "breaks: [{time: 03:00-03:30}]}]");
    expect_levels(&desk, 2 * DS_DAY, "22:1 26:0 26.5:1 29:0");
    assert_true(ds_staffing_between(desk.groups[0].staffing, 0, 2 * DS_DAY) ==
                6.5 * (double)DS_HOUR);
    ds_desk_free(&desk);
}

/* A break in the hour that does not exist (1:00 to 2:00) is none; one that begins in it
 * begins when it is over. */
static void test_a_break_in_the_hour_that_is_left_out(void **state)
{
    (void)state;
    ds_desk desk =
        desk_with("name: roster\nstart: 2026-03-28\nhorizon: 4w\ntime_zone: Europe/London",
                  "shifts: [{agents: 1, hours: Sat 22:00-06:00, "
                  "breaks: [{time: 01:15-01:45}, {time: 01:50-02:20}]}]");
    expect_levels(&desk, 2 * DS_DAY, "22:1 25:0 25.3333:1 29:0");
    ds_desk_free(&desk);
}

/* 1 November 2026: New York's clocks go back from 2:00 to 1:00, and the night takes nine
 * hours; the break at 1:30 is at the first 1:30. */
static void test_a_night_is_an_hour_longer_in_autumn(void **state)
{
    (void)state;
    ds_desk desk = desk_with(
        "name: roster\nstart: 2026-10-31\nhorizon: 4w\ntime_zone: America/New_York",
        "shifts: [{agents: 1, hours: Sat 22:00-06:00, breaks: [{time: 01:30-01:45}]}]");
    expect_levels(&desk, 2 * DS_DAY, "22:1 25.5:0 25.75:1 31:0");
    ds_desk_free(&desk);
}

/* On the day of the change, day shifts begin at the same reading of the wall clock: in UTC
 * an hour earlier than the day before. */
static void test_a_day_shift_keeps_its_local_hours(void **state)
{
    (void)state;
    ds_desk desk =
        desk_with("name: roster\nstart: 2026-03-28\nhorizon: 4w\ntime_zone: UTC\n"
                  "sites: {berlin: {time_zone: Europe/Berlin}}",
                  "shifts: [{agents: 1, hours: 'Sat,Sun 08:00-16:00', site: berlin}]");
    expect_levels(&desk, 2 * DS_DAY, "7:1 15:0 30:1 38:0");
    ds_desk_free(&desk);
}

/* The file: 13 January of every year, 15 and 16 January 2026 (the end is not part of it),
 * and a meeting with a time of day. */
static void test_holidays_come_from_a_calendar_file(void **state)
{
    (void)state;
#ifndef DS_HAS_ICAL
    skip(); /* built without libical */
#endif
    ds_desk desk =
        desk_with("name: roster\nstart: 2026-01-12\nhorizon: 4w\ntime_zone: UTC\n"
                  "sites: {here: {holiday_file: " DS_TEST_DATA "/people/holidays.ics}}",
                  "shifts: [{agents: 1, hours: Mon-Fri 08:00-09:00, site: here}]");
    expect_levels(&desk, 9 * DS_DAY, "8:1 9:0 56:1 57:0 176:1 177:0 200:1 201:0");
    ds_desk_free(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_overlapping_shifts_add_up),
        cmocka_unit_test(test_breaks_take_agents_off_duty_in_waves),
        cmocka_unit_test(test_a_night_shift_has_its_break_on_the_next_day),
        cmocka_unit_test(test_a_short_day_has_no_late_break),
        cmocka_unit_test(test_a_rotation_goes_round),
        cmocka_unit_test(test_a_shift_of_the_week_before_reaches_into_the_start),
        cmocka_unit_test(test_sites_have_their_own_clocks_and_holidays),
        cmocka_unit_test(test_a_holiday_takes_the_shifts_that_begin_on_it),
        cmocka_unit_test(test_a_night_is_an_hour_shorter_in_spring),
        cmocka_unit_test(test_a_break_in_the_hour_that_is_left_out),
        cmocka_unit_test(test_a_night_is_an_hour_longer_in_autumn),
        cmocka_unit_test(test_a_day_shift_keeps_its_local_hours),
        cmocka_unit_test(test_holidays_come_from_a_calendar_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
