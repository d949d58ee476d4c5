#include "model/calendar.h"
#include "scenarios/hours.h"
#include "scenarios/time_zone.h"
#include "tests/random_calendars.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

/* Everything by hand is in 2026: ticks count from its first instant, UTC. */
#define YEAR_START INT64_C(1767225600)

static int32_t day_2026(int month, int day)
{
    return ds_day_from_date((ds_date){2026, month, day});
}

/* The instant of a UTC time in 2026. */
static ds_ticks at(int month, int day, int hour, int minute)
{
    return (day_2026(month, day) - day_2026(1, 1)) * DS_DAY + hour * DS_HOUR +
           minute * DS_MINUTE;
}

typedef struct hours_of {
    ds_zone zone;
    ds_calendar calendar;
} hours_of;

static hours_of open_2026(const char *zone, const char *text, const int32_t *holidays,
                          int32_t holiday_count)
{
    hours_of made;
    ds_week_hours hours;
    ds_error err = {0};
    if (ds_time_zone_resolve(zone, YEAR_START, 0, 365 * DS_DAY, &made.zone, &err) !=
            DS_OK ||
        ds_hours_parse(text, &hours, &err) != DS_OK ||
        ds_calendar_init(&made.calendar, &made.zone, hours.spans, hours.count, holidays,
                         holiday_count, 0, 365 * DS_DAY, &err) != DS_OK)
        fail_msg("%s", err.text);
    ds_hours_free(&hours);
    return made;
}

static hours_of always_2026(const char *zone)
{
    hours_of made;
    assert_int_equal(
        ds_time_zone_resolve(zone, YEAR_START, 0, 365 * DS_DAY, &made.zone, NULL), DS_OK);
    ds_calendar_init_always(&made.calendar, &made.zone);
    return made;
}

static void close_hours(hours_of *hours)
{
    ds_calendar_free(&hours->calendar);
    ds_zone_free(&hours->zone);
}

static ds_ticks add(const hours_of *hours, ds_ticks from, ds_ticks amount)
{
    return ds_calendar_add(&hours->calendar, from, amount, NULL);
}

static ds_ticks add_days(const hours_of *hours, ds_ticks from, int32_t days)
{
    return ds_calendar_add_days(&hours->calendar, from, days, NULL);
}

static ds_ticks between(const hours_of *hours, ds_ticks from, ds_ticks to)
{
    return ds_calendar_between(&hours->calendar, from, to, NULL);
}

/* By hand. Friday 16 January 2026, 17:30, in GMT. */

static void test_targets_from_friday_half_past_five_fall_into_the_next_week(void **state)
{
    (void)state;
    hours_of office = open_2026("Europe/London", "Mon-Fri 08:00-18:00", NULL, 0);
    ds_ticks friday = at(1, 16, 17, 30);
    assert_int_equal(add(&office, friday, 15 * DS_MINUTE), at(1, 16, 17, 45));
    assert_int_equal(add(&office, friday, 30 * DS_MINUTE), at(1, 16, 18, 0)); /* closing */
    assert_int_equal(add(&office, friday, 31 * DS_MINUTE), at(1, 19, 8, 1));
    assert_int_equal(add(&office, friday, DS_HOUR), at(1, 19, 8, 30));
    assert_int_equal(add(&office, friday, 4 * DS_HOUR), at(1, 19, 11, 30));
    assert_int_equal(add(&office, friday, 8 * DS_HOUR), at(1, 19, 15, 30));
    /* `1d` is 24 hours of the calendar: ½ + 10 + 10 + 3½. */
    assert_int_equal(add(&office, friday, DS_DAY), at(1, 21, 11, 30));
    assert_int_equal(add_days(&office, friday, 1), at(1, 19, 17, 30));
    assert_int_equal(add_days(&office, friday, 3), at(1, 21, 17, 30));
    assert_int_equal(add_days(&office, friday, 5), at(1, 23, 17, 30));
    assert_int_equal(between(&office, friday, at(1, 21, 11, 30)), DS_DAY);
    close_hours(&office);
}

static void test_a_monday_holiday_moves_targets_to_tuesday(void **state)
{
    (void)state;
    int32_t holiday = day_2026(1, 19);
    hours_of office = open_2026("Europe/London", "Mon-Fri 08:00-18:00", &holiday, 1);
    ds_ticks friday = at(1, 16, 17, 30);
    assert_int_equal(add(&office, friday, DS_HOUR), at(1, 20, 8, 30));
    assert_int_equal(add(&office, friday, DS_DAY), at(1, 22, 11, 30));
    assert_int_equal(add_days(&office, friday, 1), at(1, 20, 17, 30));
    assert_int_equal(add_days(&office, friday, 3), at(1, 22, 17, 30));
    assert_int_equal(add_days(&office, at(1, 19, 10, 0), 1), at(1, 21, 8, 0));
    assert_int_equal(ds_calendar_next_open(&office.calendar, at(1, 16, 18, 0), NULL),
                     at(1, 20, 8, 0));
    close_hours(&office);
}

static void test_what_arrives_outside_hours_counts_from_the_next_opening(void **state)
{
    (void)state;
    hours_of office = open_2026("Europe/London", "Mon-Fri 08:00-18:00", NULL, 0);
    assert_int_equal(add(&office, at(1, 17, 12, 0), 2 * DS_HOUR), at(1, 19, 10, 0));
    assert_int_equal(add_days(&office, at(1, 17, 12, 0), 1), at(1, 20, 8, 0));
    assert_int_equal(add_days(&office, at(1, 16, 18, 0), 1), at(1, 20, 8, 0));
    assert_int_equal(add_days(&office, at(1, 16, 7, 59), 1), at(1, 19, 8, 0));
    assert_int_equal(add(&office, at(1, 17, 12, 0), 0), at(1, 17, 12, 0));
    assert_int_equal(add_days(&office, at(1, 17, 12, 0), 0), at(1, 17, 12, 0));
    close_hours(&office);
}

static void test_business_days_are_clipped_to_the_hours_of_the_day_they_end_on(void **state)
{
    (void)state;
    hours_of hours =
        open_2026("UTC", "Mon 07:00-20:00; Tue 09:00-12:00 13:00-17:00", NULL, 0);
    assert_int_equal(add_days(&hours, at(1, 12, 7, 30), 1), at(1, 13, 9, 0));
    assert_int_equal(add_days(&hours, at(1, 12, 12, 0), 1), at(1, 13, 12, 0));
    assert_int_equal(add_days(&hours, at(1, 12, 12, 30), 1), at(1, 13, 13, 0));
    assert_int_equal(add_days(&hours, at(1, 12, 16, 0), 1), at(1, 13, 16, 0));
    assert_int_equal(add_days(&hours, at(1, 12, 19, 0), 1), at(1, 13, 17, 0));
    assert_int_equal(add_days(&hours, at(1, 12, 19, 0), 2), at(1, 19, 19, 0));
    close_hours(&hours);
}

static void test_a_night_belongs_to_the_day_on_which_it_begins(void **state)
{
    (void)state;
    int32_t saturday = day_2026(1, 17);
    hours_of nights = open_2026("UTC", "Fri-Sun 22:00-06:00", &saturday, 1);
    /* Friday's night runs on into the holiday; the holiday's own is left out. */
    assert_int_equal(between(&nights, at(1, 16, 0, 0), at(1, 17, 12, 0)), 8 * DS_HOUR);
    assert_int_equal(between(&nights, at(1, 17, 12, 0), at(1, 18, 12, 0)), 0);
    /* Saturday 02:00 is in Friday's night: a working day on is Sunday's, at 02:00. */
    assert_int_equal(add_days(&nights, at(1, 17, 2, 0), 1), at(1, 19, 2, 0));
    assert_int_equal(add_days(&nights, at(1, 16, 23, 0), 1), at(1, 18, 23, 0));
    close_hours(&nights);
}

static void test_a_working_day_that_is_over_already_is_due_at_once(void **state)
{
    (void)state;
    hours_of hours = open_2026("UTC", "Mon 22:00-06:00; Tue 01:00-03:00", NULL, 0);
    /* Tuesday 05:00 is in Monday's night; Tuesday's own hours have passed. */
    assert_int_equal(add_days(&hours, at(1, 13, 5, 0), 1), at(1, 13, 5, 0));
    assert_int_equal(add_days(&hours, at(1, 13, 5, 0), 2), at(1, 20, 5, 0));
    close_hours(&hours);
}

static void test_touching_days_are_one_interval_but_two_working_days(void **state)
{
    (void)state;
    hours_of hours = open_2026("UTC", "Mon-Thu 00:00-24:00; Fri 00:00-12:00", NULL, 0);
    assert_int_equal(ds_calendar_next_change(&hours.calendar, at(1, 12, 5, 0), NULL),
                     at(1, 16, 12, 0));
    assert_int_equal(add_days(&hours, at(1, 14, 18, 0), 1), at(1, 15, 18, 0));
    assert_int_equal(add_days(&hours, at(1, 14, 18, 0), 2), at(1, 16, 12, 0));
    assert_int_equal(add_days(&hours, at(1, 14, 18, 0), 3), at(1, 19, 18, 0));
    close_hours(&hours);
}

/* Both London Sundays. */

static void test_a_night_is_an_hour_shorter_when_clocks_go_forward(void **state)
{
    (void)state;
    hours_of nights = open_2026("Europe/London", "Sat 22:00-06:00", NULL, 0);
    assert_int_equal(between(&nights, at(3, 28, 12, 0), at(3, 29, 12, 0)), 7 * DS_HOUR);
    assert_int_equal(add(&nights, at(3, 28, 12, 0), 7 * DS_HOUR), at(3, 29, 5, 0));
    close_hours(&nights);
}

static void test_a_night_is_an_hour_longer_when_clocks_go_back(void **state)
{
    (void)state;
    hours_of nights = open_2026("Europe/London", "Sat 22:00-06:00", NULL, 0);
    assert_int_equal(between(&nights, at(10, 24, 12, 0), at(10, 25, 12, 0)), 9 * DS_HOUR);
    assert_int_equal(add(&nights, at(10, 24, 12, 0), 9 * DS_HOUR), at(10, 25, 6, 0));
    close_hours(&nights);
}

static void
test_hours_in_the_gap_begin_at_its_end_and_in_the_fold_the_first_time(void **state)
{
    (void)state;
    hours_of hours = open_2026("Europe/London", "Sun 00:30-01:15 01:30-03:00", NULL, 0);
    /* March: 00:30-01:00 GMT, then 02:00-03:00 BST follows at once. */
    assert_int_equal(ds_calendar_next_open(&hours.calendar, at(3, 29, 0, 0), NULL),
                     at(3, 29, 0, 30));
    assert_int_equal(ds_calendar_next_change(&hours.calendar, at(3, 29, 0, 30), NULL),
                     at(3, 29, 2, 0));
    /* October: 00:30-01:15 BST; 01:30 BST (the first) to 03:00 GMT. */
    assert_int_equal(between(&hours, at(10, 24, 23, 0), at(10, 25, 0, 20)), 45 * DS_MINUTE);
    assert_int_equal(ds_calendar_next_open(&hours.calendar, at(10, 25, 0, 15), NULL),
                     at(10, 25, 0, 30));
    assert_int_equal(ds_calendar_next_change(&hours.calendar, at(10, 25, 0, 30), NULL),
                     at(10, 25, 3, 0));
    close_hours(&hours);
}

static void test_hours_after_the_weekend_follow_the_wall_clock(void **state)
{
    (void)state;
    hours_of office = open_2026("Europe/London", "Mon-Fri 08:00-18:00", NULL, 0);
    assert_int_equal(add(&office, at(3, 27, 17, 30), DS_HOUR), at(3, 30, 7, 30));
    assert_int_equal(add_days(&office, at(3, 27, 17, 30), 1), at(3, 30, 16, 30));
    assert_int_equal(add(&office, at(10, 23, 16, 30), DS_HOUR), at(10, 26, 8, 30));
    assert_int_equal(add_days(&office, at(10, 23, 16, 30), 1), at(10, 26, 17, 30));
    close_hours(&office);
}

static void test_a_calendar_day_on_always_keeps_the_local_time(void **state)
{
    (void)state;
    hours_of always = always_2026("Europe/London");
    assert_int_equal(add_days(&always, at(3, 28, 9, 0), 1), at(3, 29, 8, 0));
    assert_int_equal(add_days(&always, at(3, 28, 1, 30), 1), at(3, 29, 1, 0)); /* the gap */
    assert_int_equal(add_days(&always, at(10, 24, 8, 0), 1), at(10, 25, 9, 0));
    assert_int_equal(add_days(&always, at(10, 24, 0, 30), 1),
                     at(10, 25, 0, 30)); /* first */
    assert_int_equal(add_days(&always, at(10, 25, 1, 30), 1),
                     at(10, 26, 1, 30)); /* second */
    assert_int_equal(add(&always, at(3, 28, 9, 0), DS_DAY), at(3, 29, 9, 0));
    close_hours(&always);
}

/* Ends and extremes. */

static void test_always_is_open_without_end_and_its_position_is_the_instant(void **state)
{
    (void)state;
    hours_of always = always_2026("UTC");
    const ds_calendar *calendar = &always.calendar;
    int32_t cursor = 0;
    assert_true(ds_calendar_is_open(calendar, -DS_DAY, &cursor));
    assert_int_equal(ds_calendar_position(calendar, 12345, &cursor), 12345);
    assert_int_equal(ds_calendar_next_open(calendar, 12345, &cursor), 12345);
    assert_int_equal(ds_calendar_next_change(calendar, 12345, &cursor), DS_NEVER);
    assert_int_equal(ds_calendar_between(calendar, 5, 3, &cursor), 0);
    assert_int_equal(ds_calendar_between(calendar, 3, 5, &cursor), 2);
    close_hours(&always);
}

static void test_what_does_not_fit_is_never_and_does_not_wrap(void **state)
{
    (void)state;
    hours_of always = always_2026("UTC");
    hours_of office = open_2026("UTC", "Mon-Fri 08:00-18:00", NULL, 0);
    const ds_ticks huge[] = {DS_NEVER - 1, DS_NEVER, DS_NEVER + 1, INT64_MAX};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(add(&always, 2, huge[i]), DS_NEVER);
        assert_int_equal(add(&office, 2, huge[i]), DS_NEVER);
        assert_int_equal(add(&office, -DS_NEVER, huge[i]), DS_NEVER);
    }
    assert_int_equal(add(&always, DS_NEVER, 1), DS_NEVER);
    assert_int_equal(add(&office, DS_NEVER, 1), DS_NEVER);
    assert_int_equal(add_days(&always, 0, INT32_MAX), DS_NEVER);
    assert_int_equal(add_days(&always, DS_NEVER, 1), DS_NEVER);
    assert_int_equal(add_days(&office, 0, INT32_MAX), DS_NEVER);
    assert_int_equal(add_days(&office, DS_NEVER, 1), DS_NEVER);
    assert_int_equal(between(&office, -DS_NEVER, DS_NEVER), 261 * 10 * DS_HOUR);
    close_hours(&office);
    close_hours(&always);
}

static void test_a_calendar_without_hours_never_opens(void **state)
{
    (void)state;
    ds_zone zone;
    ds_calendar calendar;
    assert_int_equal(ds_zone_init_utc(&zone, YEAR_START, NULL), DS_OK);
    assert_int_equal(ds_calendar_init(&calendar, &zone, NULL, 0, NULL, 0, 0, DS_WEEK, NULL),
                     DS_OK);
    int32_t cursor = 5;
    assert_false(ds_calendar_is_open(&calendar, DS_HOUR, &cursor));
    assert_int_equal(ds_calendar_position(&calendar, DS_HOUR, &cursor), 0);
    assert_int_equal(ds_calendar_between(&calendar, 0, DS_WEEK, &cursor), 0);
    assert_int_equal(ds_calendar_add(&calendar, 0, 1, &cursor), DS_NEVER);
    assert_int_equal(ds_calendar_add_days(&calendar, 0, 1, &cursor), DS_NEVER);
    assert_int_equal(ds_calendar_next_open(&calendar, 0, &cursor), DS_NEVER);
    assert_int_equal(ds_calendar_next_change(&calendar, 0, &cursor), DS_NEVER);
    ds_calendar_free(&calendar);
    ds_zone_free(&zone);
}

static void test_spans_that_are_no_spans_are_refused(void **state)
{
    (void)state;
    static const ds_week_span wrong[] = {
        {-1,    60        },
        {10080, 10090     },
        {60,    60        },
        {60,    59        },
        {60,    60 + 10081}
    };
    ds_zone zone;
    ds_calendar calendar;
    ds_error err;
    assert_int_equal(ds_zone_init_utc(&zone, 0, NULL), DS_OK);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(
            ds_calendar_init(&calendar, &zone, &wrong[i], 1, NULL, 0, 0, DS_WEEK, &err),
            DS_BAD_INPUT);
        assert_non_null(strstr(err.text, "a span begins at 0 to 10079"));
        ds_calendar_free(&calendar); /* legal after a failure */
    }
    ds_zone_free(&zone);
}

static void test_671_years_of_working_days_are_counted_to_the_last(void **state)
{
    (void)state;
    ds_zone zone;
    ds_calendar calendar;
    ds_week_hours hours;
    const int32_t days = 671 * 52 * 7 + 4; /* from Thursday 1970-01-01, so to a Monday */
    assert_int_equal(ds_hours_parse("Mon-Fri 08:00-12:00 13:00-17:00", &hours, NULL),
                     DS_OK);
    assert_int_equal(ds_time_zone_resolve("UTC", 0, 0, days * DS_DAY, &zone, NULL), DS_OK);
    assert_int_equal(ds_calendar_init(&calendar, &zone, hours.spans, hours.count, NULL, 0,
                                      0, days * DS_DAY, NULL),
                     DS_OK);
    int32_t working_days = 671 * 52 * 5 + 2;
    assert_int_equal(calendar.day_count, working_days);
    assert_int_equal(ds_calendar_add(&calendar, 0, working_days * 8 * DS_HOUR, NULL),
                     (days - 2) * DS_DAY - 7 * DS_HOUR); /* the last Friday, 17:00 */
    assert_int_equal(ds_calendar_add(&calendar, 0, working_days * 8 * DS_HOUR + 1, NULL),
                     DS_NEVER);
    assert_int_equal(ds_calendar_add_days(&calendar, 9 * DS_HOUR, working_days - 1, NULL),
                     (days - 3) * DS_DAY + 9 * DS_HOUR);
    ds_calendar_free(&calendar);
    ds_zone_free(&zone);
    ds_hours_free(&hours);
}

/* Against the brute force. */

static const int32_t passes = 2; /* over all the windows */

/* At every minute: open or not, the position, the next opening, the next change. */
static void check_every_minute(const test_stretch *stretch, int32_t row)
{
    const brute_calendar *brute = &stretch->brute[row];
    const ds_calendar *calendar = &stretch->compiled[row];
    ds_ticks before_start = ds_calendar_position(calendar, 0, NULL);
    int32_t passed = 0;
    int32_t open_at = brute_next_open(brute, 0);
    int32_t change_at = brute_next_change(brute, 0);
    int32_t cursor = 0;
    for (int32_t m = 0; m < stretch->minutes; m++) {
        ds_ticks now = m * DS_MINUTE;
        if (open_at < m)
            open_at = brute_next_open(brute, m);
        if (change_at <= m)
            change_at = brute_next_change(brute, m);
        bool is_open = brute_is_open(brute, m);
        assert_int_equal(ds_calendar_is_open(calendar, now, &cursor), is_open);
        assert_int_equal(ds_calendar_position(calendar, now, &cursor) - before_start,
                         passed * DS_MINUTE);
        assert_int_equal(ds_calendar_next_open(calendar, now, &cursor),
                         brute_ticks(open_at));
        if (!brute->is_always)
            assert_int_equal(ds_calendar_next_change(calendar, now, &cursor),
                             brute_ticks(change_at));
        passed += is_open;
    }
}

static void test_hours_agree_with_the_brute_force_at_every_minute(void **state)
{
    (void)state;
    test_random random = {.state = 1};
    for (int32_t i = 0; i < passes * ZONE_WINDOWS; i++) {
        test_stretch stretch;
        stretch_init(&stretch, &zone_windows[i % ZONE_WINDOWS], 10, &random);
        for (int32_t row = 0; row < STRETCH_CALENDARS; row++)
            check_every_minute(&stretch, row);
        stretch_free(&stretch);
    }
}

static void check_one_sum(const test_stretch *stretch, int32_t row, test_random *random,
                          int32_t *cursor)
{
    const brute_calendar *brute = &stretch->brute[row];
    const ds_calendar *calendar = &stretch->compiled[row];
    int32_t from = test_random_in(random, 0, stretch->minutes - 1);
    int32_t to = test_random_in(random, 0, stretch->minutes - 1);
    int32_t amount = test_random_in(random, 0, 3000);
    int32_t due = brute_add(brute, from, amount);
    if (test_random_in(random, 0, 3) == 0)
        *cursor =
            test_random_in(random, INT32_MIN / 4, INT32_MAX / 4); /* any hint will do */
    assert_int_equal(
        ds_calendar_between(calendar, from * DS_MINUTE, to * DS_MINUTE, cursor),
        brute_between(brute, from, to) * DS_MINUTE);
    if (due != BRUTE_NEVER || !brute->is_always)
        assert_int_equal(
            ds_calendar_add(calendar, from * DS_MINUTE, amount * DS_MINUTE, cursor),
            brute_ticks(due));
}

static void test_sums_of_business_time_agree_with_the_brute_force(void **state)
{
    (void)state;
    test_random random = {.state = 2};
    int32_t cursor = 0; /* one for all calendars */
    for (int32_t i = 0; i < passes * ZONE_WINDOWS; i++) {
        test_stretch stretch;
        stretch_init(&stretch, &zone_windows[i % ZONE_WINDOWS], 16, &random);
        for (int32_t c = 0; c < 600; c++)
            check_one_sum(&stretch, c % STRETCH_CALENDARS, &random, &cursor);
        stretch_free(&stretch);
    }
}

static void test_business_days_agree_with_the_brute_force(void **state)
{
    (void)state;
    test_random random = {.state = 3};
    int32_t decided = 0;
    for (int32_t i = 0; i < passes * ZONE_WINDOWS; i++) {
        test_stretch stretch;
        stretch_init(&stretch, &zone_windows[i % ZONE_WINDOWS], 16, &random);
        for (int32_t c = 0; c < 600; c++) {
            int32_t row = c % STRETCH_CALENDARS;
            int32_t from = test_random_in(&random, 0, stretch.minutes - 1);
            int32_t days = test_random_in(&random, 1, 5);
            int32_t due = brute_add_days(&stretch.brute[row], from, days);
            assert_int_equal(
                ds_calendar_add_days(&stretch.compiled[row], from * DS_MINUTE, days, NULL),
                brute_ticks(due));
            decided += due != BRUTE_NEVER;
        }
        stretch_free(&stretch);
    }
    assert_true(decided > 300 * passes * ZONE_WINDOWS); /* not all of them beyond the end */
}

/* Between whole minutes, where the brute force does not go: adding and measuring undo each
 * other, and the sum is the earliest instant of its kind. */
static void test_adding_and_measuring_undo_each_other_to_the_microsecond(void **state)
{
    (void)state;
    test_random random = {.state = 4};
    for (int32_t i = 0; i < ZONE_WINDOWS; i++) {
        test_stretch stretch;
        stretch_init(&stretch, &zone_windows[i], 16, &random);
        for (int32_t c = 0; c < 1000; c++) {
            const ds_calendar *calendar = &stretch.compiled[c % STRETCH_CALENDARS];
            ds_ticks from = test_random_in(&random, 0, 14 * 86400) * DS_SECOND +
                            test_random_in(&random, 0, 999999);
            ds_ticks amount = test_random_in(&random, 0, 86400) * DS_SECOND +
                              test_random_in(&random, 1, 999999);
            ds_ticks due = ds_calendar_add(calendar, from, amount, NULL);
            if (due == DS_NEVER)
                continue;
            assert_int_equal(ds_calendar_between(calendar, from, due, NULL), amount);
            assert_int_equal(ds_calendar_between(calendar, from, due - 1, NULL),
                             amount - 1);
        }
        stretch_free(&stretch);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_targets_from_friday_half_past_five_fall_into_the_next_week),
        cmocka_unit_test(test_a_monday_holiday_moves_targets_to_tuesday),
        cmocka_unit_test(test_what_arrives_outside_hours_counts_from_the_next_opening),
        cmocka_unit_test(
            test_business_days_are_clipped_to_the_hours_of_the_day_they_end_on),
        cmocka_unit_test(test_a_night_belongs_to_the_day_on_which_it_begins),
        cmocka_unit_test(test_a_working_day_that_is_over_already_is_due_at_once),
        cmocka_unit_test(test_touching_days_are_one_interval_but_two_working_days),
        cmocka_unit_test(test_a_night_is_an_hour_shorter_when_clocks_go_forward),
        cmocka_unit_test(test_a_night_is_an_hour_longer_when_clocks_go_back),
        cmocka_unit_test(
            test_hours_in_the_gap_begin_at_its_end_and_in_the_fold_the_first_time),
        cmocka_unit_test(test_hours_after_the_weekend_follow_the_wall_clock),
        cmocka_unit_test(test_a_calendar_day_on_always_keeps_the_local_time),
        cmocka_unit_test(test_always_is_open_without_end_and_its_position_is_the_instant),
        cmocka_unit_test(test_what_does_not_fit_is_never_and_does_not_wrap),
        cmocka_unit_test(test_a_calendar_without_hours_never_opens),
        cmocka_unit_test(test_spans_that_are_no_spans_are_refused),
        cmocka_unit_test(test_671_years_of_working_days_are_counted_to_the_last),
        cmocka_unit_test(test_hours_agree_with_the_brute_force_at_every_minute),
        cmocka_unit_test(test_sums_of_business_time_agree_with_the_brute_force),
        cmocka_unit_test(test_business_days_agree_with_the_brute_force),
        cmocka_unit_test(test_adding_and_measuring_undo_each_other_to_the_microsecond),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
