#include "model/zone.h"
#include "scenarios/time_zone.h"
#include "tests/brute_clock.h"
#include "tests/zone_windows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DAY_SECONDS INT64_C(86400)

static ds_zone resolve(const char *name, ds_date start, ds_ticks length)
{
    ds_zone zone;
    ds_error err = {0};
    int64_t start_unix = ds_day_from_date(start) * DAY_SECONDS;
    if (ds_time_zone_resolve(name, start_unix, 0, length, &zone, &err) != DS_OK)
        fail_msg("%s", err.text);
    return zone;
}

static ds_zone london_2026(void)
{
    return resolve("Europe/London", (ds_date){2026, 1, 1}, 365 * DS_DAY);
}

/* Ticks from 2026-01-01 00:00 UTC to an instant of that year, and local readings of it. */
static ds_ticks at_2026(int month, int day, int hour, int minute)
{
    ds_ticks days = ds_day_from_date((ds_date){2026, month, day}) -
                    ds_day_from_date((ds_date){2026, 1, 1});
    return days * DS_DAY + hour * DS_HOUR + minute * DS_MINUTE;
}

static ds_ticks reading_2026(int month, int day, int hour, int minute)
{
    return ds_day_from_date((ds_date){2026, month, day}) * DS_DAY + hour * DS_HOUR +
           minute * DS_MINUTE;
}

/* Dates. */

static void test_dates_and_day_numbers_agree_with_the_c_library(void **state)
{
    (void)state;
    for (int32_t day = -800000; day < 2000000; day += 37) {
        time_t second = (time_t)(day * DAY_SECONDS);
        struct tm tm;
        assert_non_null(gmtime_r(&second, &tm));
        ds_date date = ds_date_from_day(day);
        assert_int_equal(date.year, tm.tm_year + 1900);
        assert_int_equal(date.month, tm.tm_mon + 1);
        assert_int_equal(date.day, tm.tm_mday);
        assert_int_equal(ds_day_from_date(date), day);
        assert_int_equal(ds_day_weekday(day), (tm.tm_wday + 6) % 7);
    }
}

static void test_the_most_distant_days_do_not_wrap(void **state)
{
    (void)state;
    static const int32_t days[] = {INT32_MIN, INT32_MIN + 1, -1, 0, INT32_MAX};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        assert_int_equal(ds_day_from_date(ds_date_from_day(days[i])), days[i]);
        assert_in_range(ds_day_weekday(days[i]), 0, 6);
    }
}

/* UTC. */

static void test_utc_has_one_offset_for_ever(void **state)
{
    (void)state;
    ds_zone zone = resolve("UTC", (ds_date){2026, 1, 5}, 671 * 366 * DS_DAY);
    assert_int_equal(zone.count, 1);
    assert_int_equal(ds_zone_offset(&zone, -DS_NEVER), 0);
    assert_int_equal(ds_zone_offset(&zone, DS_NEVER), 0);
    assert_int_equal(ds_zone_next_change(&zone, 0), DS_NEVER);
    assert_int_equal(ds_zone_hour_of_week(&zone, 0), 0); /* a Monday */
    assert_int_equal(ds_zone_hour_of_week(&zone, -1), 167);
    assert_int_equal(ds_zone_hour_of_week(&zone, 671 * 52 * DS_WEEK + 9 * DS_HOUR), 9);
    assert_int_equal(ds_zone_day(&zone, -1), ds_day_from_date((ds_date){2026, 1, 4}));
    assert_int_equal(ds_zone_day_start(&zone, ds_zone_day(&zone, DS_DAY)), DS_DAY);
    ds_zone_free(&zone);
}

static void test_far_days_and_readings_are_clipped_not_wrapped(void **state)
{
    (void)state;
    ds_zone zone = london_2026();
    assert_true(ds_zone_day_start(&zone, INT32_MAX) > 70000 * (365 * DS_DAY));
    assert_true(ds_zone_day_start(&zone, INT32_MIN) < -70000 * (365 * DS_DAY));
    assert_true(ds_zone_from_local(&zone, DS_NEVER) <= DS_NEVER);
    assert_true(ds_zone_to_local(&zone, DS_NEVER) >= DS_NEVER);
    ds_zone_free(&zone);
}

static void test_a_start_outside_the_years_1_to_9999_is_refused(void **state)
{
    (void)state;
    ds_zone zone;
    ds_error err;
    assert_int_equal(ds_zone_init_utc(&zone, INT64_MAX, &err), DS_BAD_INPUT);
    assert_non_null(strstr(err.text, "9223372036854775807"));
    assert_non_null(strstr(err.text, "years 1 to 9999"));
    assert_int_equal(ds_zone_init_utc(&zone, INT64_MIN, &err), DS_BAD_INPUT);
    ds_zone_free(&zone); /* legal after a failure */
}

/* Both London Sundays by hand. */

static void test_clocks_go_forward_in_london_on_29_march_2026(void **state)
{
    (void)state;
    ds_zone zone = london_2026();
    ds_ticks change = at_2026(3, 29, 1, 0);
    assert_int_equal(ds_zone_next_change(&zone, 0), change);
    assert_int_equal(ds_zone_offset(&zone, change - 1), 0);
    assert_int_equal(ds_zone_offset(&zone, change), DS_HOUR);
    /* 00:59 is GMT; 01:00 to 01:59 is the gap, whose end is 01:00 UTC; 02:00 is BST. */
    assert_int_equal(ds_zone_from_local(&zone, reading_2026(3, 29, 0, 59)),
                     at_2026(3, 29, 0, 59));
    assert_int_equal(ds_zone_from_local(&zone, reading_2026(3, 29, 1, 0)), change);
    assert_int_equal(ds_zone_from_local(&zone, reading_2026(3, 29, 1, 30)), change);
    assert_int_equal(ds_zone_from_local(&zone, reading_2026(3, 29, 2, 0)), change);
    assert_int_equal(ds_zone_from_local(&zone, reading_2026(3, 29, 9, 0)),
                     at_2026(3, 29, 8, 0));
    assert_int_equal(ds_zone_hour_of_week(&zone, change - 1), 144);
    assert_int_equal(ds_zone_hour_of_week(&zone, change), 146);
    ds_zone_free(&zone);
}

static void test_clocks_go_back_in_london_on_25_october_2026(void **state)
{
    (void)state;
    ds_zone zone = london_2026();
    ds_ticks change = at_2026(10, 25, 1, 0);
    assert_int_equal(ds_zone_next_change(&zone, at_2026(3, 29, 1, 0)), change);
    assert_int_equal(ds_zone_next_change(&zone, change), DS_NEVER);
    /* 01:30 comes twice: at 00:30 UTC in BST, which is the first, and at 01:30 UTC. */
    assert_int_equal(ds_zone_to_local(&zone, at_2026(10, 25, 0, 30)),
                     reading_2026(10, 25, 1, 30));
    assert_int_equal(ds_zone_to_local(&zone, at_2026(10, 25, 1, 30)),
                     reading_2026(10, 25, 1, 30));
    assert_int_equal(ds_zone_from_local(&zone, reading_2026(10, 25, 1, 30)),
                     at_2026(10, 25, 0, 30));
    assert_int_equal(ds_zone_from_local(&zone, reading_2026(10, 25, 2, 0)),
                     at_2026(10, 25, 2, 0));
    assert_int_equal(ds_zone_hour_of_week(&zone, change), 145);
    ds_zone_free(&zone);
}

/* Against the C library. */

static void check_against_localtime(const ds_zone *zone, const char *name, int64_t second)
{
    time_t when = (time_t)second;
    struct tm tm;
    ds_ticks instant = (second - zone->start_unix) * DS_SECOND;
    (void)setenv("TZ", name, 1);
    tzset();
    assert_non_null(localtime_r(&when, &tm));
    (void)unsetenv("TZ");
    assert_int_equal(ds_zone_to_local(zone, instant), timegm(&tm) * DS_SECOND);
    assert_int_equal(
        ds_zone_day(zone, instant + DS_SECOND - 1),
        ds_day_from_date((ds_date){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday}));
    assert_int_equal(ds_zone_hour_of_week(zone, instant),
                     (tm.tm_wday + 6) % 7 * 24 + tm.tm_hour);
}

static void test_local_time_agrees_with_the_c_library_over_a_century(void **state)
{
    (void)state;
    srand(1);
    for (int w = 0; w < ZONE_WINDOWS; w++) {
        const char *name = zone_windows[w].zone;
        ds_zone zone = resolve(name, (ds_date){1950, 1, 1}, 36524 * DS_DAY);
        for (int i = 0; i < 500; i++) {
            int64_t second = zone.start_unix + rand() % (36524 * 86400LL);
            check_against_localtime(&zone, name, second);
        }
        for (int32_t i = 1; i < zone.count; i++) {
            int64_t change = zone.start_unix + zone.from[i] / DS_SECOND;
            check_against_localtime(&zone, name, change);
            check_against_localtime(&zone, name, change - 1);
            assert_true(zone.offset[i] != zone.offset[i - 1]);
        }
        ds_zone_free(&zone);
    }
}

static void test_readings_become_instants_as_a_walk_over_minutes_finds_them(void **state)
{
    (void)state;
    enum { MINUTES = 3 * 24 * 60 };
    for (int w = 0; w < ZONE_WINDOWS; w++) {
        ds_date middle = zone_windows[w].middle;
        int64_t start = (ds_day_from_date(middle) - 1) * DAY_SECONDS;
        brute_wall wall;
        ds_zone zone;
        assert_true(brute_wall_init(&wall, zone_windows[w].zone, start, MINUTES));
        assert_int_equal(ds_time_zone_resolve(zone_windows[w].zone, start, 0,
                                              MINUTES * DS_MINUTE, &zone, NULL),
                         DS_OK);
        int32_t minute = 0;
        int32_t last = wall.furthest[BRUTE_MARGIN + MINUTES];
        for (int32_t reading = wall.furthest[BRUTE_MARGIN]; reading <= last; reading++) {
            while (wall.furthest[BRUTE_MARGIN + minute] < reading)
                minute++;
            assert_int_equal(ds_zone_from_local(&zone, reading * DS_MINUTE),
                             minute * DS_MINUTE);
        }
        ds_zone_free(&zone);
        brute_wall_free(&wall);
    }
}

/* Names and midnights. */

static int64_t midnight(const char *name, ds_date date)
{
    int64_t second;
    ds_error err = {0};
    if (ds_time_zone_midnight(name, date, &second, &err) != DS_OK)
        fail_msg("%s", err.text);
    return second;
}

static void test_a_date_begins_at_local_midnight_or_after_the_gap(void **state)
{
    (void)state;
    assert_int_equal(midnight("UTC", (ds_date){2026, 1, 5}), 1767571200);
    assert_int_equal(midnight("Europe/London", (ds_date){2026, 1, 5}), 1767571200);
    assert_int_equal(midnight("Europe/London", (ds_date){2026, 7, 1}), 1782860400);
    assert_int_equal(midnight("Asia/Kolkata", (ds_date){2026, 1, 5}), 1767571200 - 19800);
    /* São Paulo, 15 October 2017: 00:00 became 01:00 at 03:00 UTC. */
    assert_int_equal(midnight("America/Sao_Paulo", (ds_date){2017, 10, 15}), 1508036400);
    /* 17 February 2018: 24:00 became 23:00; the next day begins once, at 03:00 UTC. */
    assert_int_equal(midnight("America/Sao_Paulo", (ds_date){2018, 2, 18}), 1518922800);
    /* Apia had no 30 December 2011: it begins, and ends, with the 31st. */
    assert_int_equal(midnight("Pacific/Apia", (ds_date){2011, 12, 30}),
                     midnight("Pacific/Apia", (ds_date){2011, 12, 31}));
}

static void assert_refused(const char *name, const char *hint)
{
    ds_zone zone;
    ds_error err = {0};
    assert_int_equal(ds_time_zone_resolve(name, 0, 0, DS_DAY, &zone, &err), DS_BAD_INPUT);
    assert_int_equal(err.status, DS_BAD_INPUT);
    if (!strstr(err.text, hint))
        fail_msg("'%s' lacks '%s'", err.text, hint);
    ds_zone_free(&zone);
}

static void test_an_unknown_name_is_refused_with_the_nearest_one(void **state)
{
    (void)state;
    assert_refused("Europe/Londn", "did you mean 'Europe/London'?");
    assert_refused("europe/london", "did you mean 'Europe/London'?");
    assert_refused("utc", "did you mean 'UTC'?");
    assert_refused("London", "did you mean 'Europe/London'?");
    assert_refused("America/New York", "did you mean 'America/New_York'?");
    assert_refused("New York", "did you mean 'America/New_York'?");
    assert_refused("Mars/Olympus_Mons", "expected a name such as Europe/London or UTC");
    assert_refused("", "expected a name such as");
}

static void test_what_is_no_zone_of_the_database_is_refused(void **state)
{
    (void)state;
    char tedious[5000];
    memset(tedious, 'A', sizeof tedious - 1);
    tedious[sizeof tedious - 1] = '\0';
    assert_refused("Europe", "'Europe' is not a time zone");
    assert_refused("../zoneinfo/Europe/London", "is not a time zone");
    assert_refused("/usr/share/zoneinfo/Europe/London", "is not a time zone");
    assert_refused(":Europe/London", "is not a time zone");
    assert_refused("right/Europe/London", "is not a time zone");
    assert_refused("GMT0BST,M3.5.0/1,M10.5.0", "is not a time zone");
    assert_refused("tzdata.zi", "is not a time zone");
    assert_refused(tedious, "...' is not a time zone");
}

static void test_the_environment_is_put_back(void **state)
{
    (void)state;
    (void)setenv("TZ", "Asia/Tokyo", 1);
    tzset();
    ds_zone zone = london_2026();
    ds_zone_free(&zone);
    assert_string_equal(getenv("TZ"), "Asia/Tokyo");
    assert_string_equal(tzname[0], "JST");
    (void)unsetenv("TZ");
    tzset();
    zone = london_2026();
    ds_zone_free(&zone);
    assert_null(getenv("TZ"));
}

static void test_without_a_database_only_utc_is_there(void **state)
{
    (void)state;
    ds_zone zone;
    ds_error err;
    (void)setenv("TZDIR", "/nowhere", 1);
    assert_int_equal(ds_time_zone_resolve("Europe/London", 0, 0, DS_DAY, &zone, &err),
                     DS_UNAVAILABLE);
    assert_non_null(strstr(err.text, "'/nowhere'"));
    assert_non_null(strstr(err.text, "tzdata"));
    assert_int_equal(ds_time_zone_resolve("UTC", 0, 0, DS_DAY, &zone, &err), DS_OK);
    ds_zone_free(&zone);
    (void)unsetenv("TZDIR");
}

static void test_a_span_that_is_too_long_is_refused(void **state)
{
    (void)state;
    ds_zone zone;
    ds_error err;
    assert_int_equal(ds_time_zone_resolve("Europe/London", 0, 0, DS_NEVER, &zone, &err),
                     DS_BAD_INPUT);
    assert_non_null(strstr(err.text, "2000 years"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates_and_day_numbers_agree_with_the_c_library),
        cmocka_unit_test(test_the_most_distant_days_do_not_wrap),
        cmocka_unit_test(test_utc_has_one_offset_for_ever),
        cmocka_unit_test(test_far_days_and_readings_are_clipped_not_wrapped),
        cmocka_unit_test(test_a_start_outside_the_years_1_to_9999_is_refused),
        cmocka_unit_test(test_clocks_go_forward_in_london_on_29_march_2026),
        cmocka_unit_test(test_clocks_go_back_in_london_on_25_october_2026),
        cmocka_unit_test(test_local_time_agrees_with_the_c_library_over_a_century),
        cmocka_unit_test(test_readings_become_instants_as_a_walk_over_minutes_finds_them),
        cmocka_unit_test(test_a_date_begins_at_local_midnight_or_after_the_gap),
        cmocka_unit_test(test_an_unknown_name_is_refused_with_the_nearest_one),
        cmocka_unit_test(test_what_is_no_zone_of_the_database_is_refused),
        cmocka_unit_test(test_the_environment_is_put_back),
        cmocka_unit_test(test_without_a_database_only_utc_is_there),
        cmocka_unit_test(test_a_span_that_is_too_long_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
