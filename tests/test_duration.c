#include "sim/duration.h"

#include "sim/random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define YEARS_1000 (365000 * DS_DAY)

static ds_ticks ticks_of(const char *text)
{
    ds_duration duration;
    ds_error err = {0};
    if (ds_duration_parse(text, &duration, &err) != DS_OK)
        fail_msg("%s refused: %s", text, err.text);
    assert_int_equal(duration.business_days, 0);
    return duration.ticks;
}

static void check_refused(const char *text, const char *reason)
{
    ds_duration duration = {1, 1};
    ds_error err = {0};
    assert_int_equal(ds_duration_parse(text, &duration, &err), DS_BAD_INPUT);
    assert_int_equal(err.status, DS_BAD_INPUT);
    if (!strstr(err.text, reason))
        fail_msg("%s: '%s' does not say '%s'", text, err.text, reason);
    assert_non_null(strstr(err.text, "w d h m s"));
    assert_true(duration.ticks == 0 && duration.business_days == 0);
}

static void test_every_unit_is_read(void **state)
{
    (void)state;
    assert_int_equal(ticks_of("90s"), 90 * DS_SECOND);
    assert_int_equal(ticks_of("15m"), 15 * DS_MINUTE);
    assert_int_equal(ticks_of("4h"), 4 * DS_HOUR);
    assert_int_equal(ticks_of("2d"), 2 * DS_DAY);
    assert_int_equal(ticks_of("26w"), 26 * DS_WEEK);
    assert_int_equal(ticks_of("1h30m"), 90 * DS_MINUTE);
    assert_int_equal(ticks_of("1w2d3h4m5s"),
                     DS_WEEK + 2 * DS_DAY + 3 * DS_HOUR + 4 * DS_MINUTE + 5 * DS_SECOND);
    assert_int_equal(ticks_of(" \t1h\n"), DS_HOUR);
    assert_int_equal(ticks_of("100m"), 100 * DS_MINUTE);
}

static void test_fractions_are_read_and_rounded_to_the_microsecond(void **state)
{
    (void)state;
    assert_int_equal(ticks_of("0.5h"), 30 * DS_MINUTE);
    assert_int_equal(ticks_of(".5h"), 30 * DS_MINUTE);
    assert_int_equal(ticks_of("5.m"), 5 * DS_MINUTE);
    assert_int_equal(ticks_of("1.5h30s"), 90 * DS_MINUTE + 30 * DS_SECOND);
    assert_int_equal(ticks_of("0.000001s"), 1);
    assert_int_equal(ticks_of("0.0000014s"), 1);
    assert_int_equal(ticks_of("0.0000016s"), 2);
    assert_int_equal(ticks_of("0.1s"), 100000);
    assert_int_equal(ticks_of("1e3s"), 1000 * DS_SECOND);
    /* as a double it would be a multiple of 4 microseconds */
    assert_int_equal(ticks_of("31535999999.123457s"), 31535999999123457);
    assert_int_equal(ticks_of("2.5e-1h"), 15 * DS_MINUTE);
}

static void test_a_bare_0_is_a_duration(void **state)
{
    (void)state;
    assert_int_equal(ticks_of("0"), 0);
    assert_int_equal(ticks_of("0s"), 0);
    assert_int_equal(ticks_of("0.0"), 0);
}

static void test_business_days_are_kept_apart(void **state)
{
    (void)state;
    ds_duration duration;
    assert_int_equal(ds_duration_parse("3bd", &duration, NULL), DS_OK);
    assert_true(duration.ticks == 0 && duration.business_days == 3);
    assert_int_equal(ds_duration_parse("100000bd", &duration, NULL), DS_OK);
    assert_int_equal(duration.business_days, 100000);
    check_refused("0bd", "from 1 to 100000");
    check_refused("1.5bd", "whole number");
    check_refused("100001bd", "from 1 to 100000");
    check_refused("1bd4h", "mixes");
    check_refused("1w1bd", "mixes");
    check_refused("1bd1bd", "mixes");
}

static void test_what_is_no_duration_is_refused_with_its_reason(void **state)
{
    (void)state;
    check_refused("", "is not a duration");
    check_refused("   ", "is not a duration");
    check_refused("-5m", "negative");
    check_refused("5", "no unit");
    check_refused("1h30", "no unit");
    check_refused("5.5.5m", "no unit");
    check_refused("5x", "unknown unit 'x'");
    check_refused("5 m", "no unit");
    check_refused("5min", "unknown unit 'min'");
    check_refused("2H", "unknown unit 'H'");
    check_refused("1m1h", "out of order");
    check_refused("1m1m", "out of order");
    check_refused("1h 30m", "space inside");
    check_refused("1h,30m", "is not a duration");
    check_refused("nan", "is not a duration");
    check_refused("inf", "is not a duration");
    check_refused("infs", "is not a duration");
    check_refused("0x10s", "unknown unit 'x'");
    check_refused("+5m", "is not a duration");
    check_refused(".h", "is not a duration");
    check_refused("1h-5m", "unknown unit 'h-'");
    check_refused("0h0", "no unit");
    check_refused("000000000000000000000000000000000000000000000000000001s", "digits");
}

static void test_lengths_up_to_1000_years_are_allowed(void **state)
{
    (void)state;
    assert_int_equal(ticks_of("365000d"), YEARS_1000);
    assert_int_equal(ticks_of("364999d24h"), YEARS_1000);
    check_refused("365000d0.000001s", "1000 years");
    check_refused("365001d", "1000 years");
    check_refused("99999999999999999999s", "1000 years");
    check_refused("1e300w", "1000 years");
    check_refused("1e999s", "1000 years");
    check_refused("52142w8d", "1000 years");
}

static void test_a_prefix_is_read_in_seconds(void **state)
{
    (void)state;
    const char *text = "1h30m cv 2";
    const char *end;
    double seconds;
    assert_int_equal(ds_duration_parse_seconds(text, &end, &seconds, NULL), DS_OK);
    assert_true(seconds == 5400.0 && end == text + 5);
    text = "0.25s)";
    assert_int_equal(ds_duration_parse_seconds(text, &end, &seconds, NULL), DS_OK);
    assert_true(seconds == 0.25 && end == text + 5);
    text = "0,";
    assert_int_equal(ds_duration_parse_seconds(text, &end, &seconds, NULL), DS_OK);
    assert_true(seconds == 0.0 && end == text + 1);
}

static void test_business_days_are_no_seconds(void **state)
{
    (void)state;
    ds_error err = {0};
    const char *end;
    double seconds = 1.0;
    assert_int_equal(ds_duration_parse_seconds("3bd cv 1", &end, &seconds, &err),
                     DS_BAD_INPUT);
    assert_non_null(strstr(err.text, "'3bd' is in business days"));
    assert_null(strstr(err.text, "bd for"));
    assert_true(seconds == 0.0);
}

static void check_printed(ds_ticks ticks, const char *expected)
{
    char text[64];
    ds_duration_print(ticks, text, sizeof text);
    assert_string_equal(text, expected);
}

static void test_durations_are_printed_as_people_write_them(void **state)
{
    (void)state;
    check_printed(90 * DS_MINUTE, "1h30m");
    check_printed(DS_SECOND / 4, "0.25s");
    check_printed(0, "0s");
    check_printed(1, "0.000001s");
    check_printed(26 * DS_WEEK, "26w");
    check_printed(10 * DS_DAY, "10d");
    check_printed(DS_DAY + DS_SECOND, "1d1s");
    check_printed(61 * DS_SECOND + 500000, "1m1.5s");
    check_printed(-DS_HOUR, "-1h");
    char tight[4];
    ds_duration_print(90 * DS_MINUTE, tight, sizeof tight);
    assert_string_equal(tight, "1h3");
}

/* Every magnitude up to the limit, where a double no longer holds single microseconds. */
static void test_what_is_printed_reads_back_to_the_same_ticks(void **state)
{
    (void)state;
    ds_seed seed = {.seed = 5, .replication = 0};
    char text[64];
    for (uint32_t i = 0; i < 20000; i++) {
        ds_uniforms u = ds_random_block(&seed, (ds_identity){0, i}, 0, 0);
        ds_ticks ticks =
            (ds_ticks)(exp2(54.8 * u.u[0]) * u.u[1]) + (ds_ticks)(3.0 * u.u[2]);
        ticks = ds_ticks_min(ticks, YEARS_1000);
        if (u.u[3] < 0.3)
            ticks -= ticks % DS_MINUTE;
        ds_duration_print(ticks, text, sizeof text);
        assert_int_equal(ticks_of(text), ticks);
    }
}

static void check_short(double hours, const char *expected)
{
    char text[32];
    ds_duration_print_short(hours, text, sizeof text);
    assert_string_equal(text, expected);
}

static void test_short_durations_have_about_three_figures(void **state)
{
    (void)state;
    check_short(1.6803, "1.68 h");
    check_short(12.4 / 60.0, "12.4 min");
    check_short(76.8, "3.2 d");
    check_short(0.0, "0 s");
    check_short(1.0, "1 h");
    check_short(48.0, "2 d");
    check_short(99.96 / 3600.0, "1.67 min");
    check_short(24.0 * 99.96, "100 d");
    check_short(30.0 / 3600.0, "30 s");
    check_short(24.0 * 1234.0, "1234 d");
    check_short(-0.5, "-30 min");
    check_short(NAN, "-");
    check_short(INFINITY, "-");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_unit_is_read),
        cmocka_unit_test(test_fractions_are_read_and_rounded_to_the_microsecond),
        cmocka_unit_test(test_a_bare_0_is_a_duration),
        cmocka_unit_test(test_business_days_are_kept_apart),
        cmocka_unit_test(test_what_is_no_duration_is_refused_with_its_reason),
        cmocka_unit_test(test_lengths_up_to_1000_years_are_allowed),
        cmocka_unit_test(test_a_prefix_is_read_in_seconds),
        cmocka_unit_test(test_business_days_are_no_seconds),
        cmocka_unit_test(test_durations_are_printed_as_people_write_them),
        cmocka_unit_test(test_what_is_printed_reads_back_to_the_same_ticks),
        cmocka_unit_test(test_short_durations_have_about_three_figures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
