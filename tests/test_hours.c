#include "scenarios/hours.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

/* The spans of a text as "day from-to", e.g. "0 480-1080"; days from Monday, minutes of the
 * day. */
static void print_spans(const ds_week_hours *hours, char *buffer, size_t size)
{
    size_t used = 0;
    buffer[0] = '\0';
    for (int32_t i = 0; i < hours->count && used < size; i++) {
        int day = hours->spans[i].from_minute / 1440;
        used += (size_t)snprintf(buffer + used, size - used, "%s%d %d-%d", i ? ", " : "",
                                 day, (int)hours->spans[i].from_minute - day * 1440,
                                 (int)hours->spans[i].to_minute - day * 1440);
    }
}

static void assert_read(const char *text, const char *wanted)
{
    ds_week_hours hours;
    ds_error err = {0};
    char found[2000];
    if (ds_hours_parse(text, &hours, &err) != DS_OK)
        fail_msg("'%s' is refused at %d: %s", text, err.column, err.text);
    print_spans(&hours, found, sizeof found);
    assert_string_equal(found, wanted);
    assert_false(hours.is_always);
    ds_hours_free(&hours);
}

static void assert_always(const char *text)
{
    ds_week_hours hours;
    assert_int_equal(ds_hours_parse(text, &hours, NULL), DS_OK);
    assert_true(hours.is_always);
    ds_hours_free(&hours);
}

static void assert_refused(const char *text, int column, const char *why)
{
    ds_week_hours hours;
    ds_error err = {0};
    assert_int_equal(ds_hours_parse(text, &hours, &err), DS_BAD_INPUT);
    assert_int_equal(err.status, DS_BAD_INPUT);
    if (err.column != column || !strstr(err.text, why))
        fail_msg("'%s': at %d '%s', not at %d '%s'", text, err.column, err.text, column,
                 why);
    assert_int_equal(hours.count, 0);
    assert_null(hours.spans);
    ds_hours_free(&hours); /* legal after a failure */
}

#define OFFICE "0 480-1080, 1 480-1080, 2 480-1080, 3 480-1080, 4 480-1080"

static void test_a_working_week_is_read(void **state)
{
    (void)state;
    assert_read("Mon-Fri 08:00-18:00", OFFICE);
    assert_read("  Mon - Fri  08:00 - 18:00  ", OFFICE);
    assert_read("Mon\xE2\x80\x93"
                "Fri 08:00\xE2\x80\x93"
                "18:00",
                OFFICE);
    assert_read("Mon-Fri, 8:00-18:00", OFFICE);
    assert_read("Sun 0:00-24:00", "6 0-1440");
}

static void test_days_come_alone_in_lists_and_in_ranges(void **state)
{
    (void)state;
    assert_read("Wed 09:30-10:15", "2 570-615");
    assert_read("Mon,Wed,Fri 08:00-09:00", "0 480-540, 2 480-540, 4 480-540");
    assert_read("Mon, Wed Fri-Sat 08:00-09:00",
                "0 480-540, 2 480-540, 4 480-540, 5 480-540");
    assert_read("Sat-Mon 08:00-09:00",
                "0 480-540, 5 480-540, 6 480-540"); /* round the end */
}

static void test_day_names_are_read_in_any_case_and_length(void **state)
{
    (void)state;
    assert_read("mon-FRI 08:00-18:00", OFFICE);
    assert_read("Monday-friday 08:00-18:00", OFFICE);
    assert_read("Tues,Thurs 08:00-09:00", "1 480-540, 3 480-540");
}

static void test_a_day_may_have_several_spans(void **state)
{
    (void)state;
    assert_read("Mon 08:00-12:00 13:00-17:00", "0 480-720, 0 780-1020");
    assert_read("Mon 08:00-12:00, 13:00-17:00", "0 480-720, 0 780-1020");
    assert_read("Mon 08:00-12:00 12:00-17:00",
                "0 480-720, 0 720-1020"); /* they may touch */
}

static void test_groups_of_days_are_separated_by_semicolons_or_commas(void **state)
{
    (void)state;
    const char *wanted = "0 480-1080, 1 480-1080, 2 480-1080, 3 480-1080, 4 480-960";
    assert_read("Mon-Thu 08:00-18:00; Fri 08:00-16:00", wanted);
    assert_read("Mon-Thu 08:00-18:00, Fri 08:00-16:00", wanted);
    assert_read("Fri 08:00-16:00;Mon-Thu 08:00-18:00", wanted); /* sorted */
    assert_read("Mon-Thu 08:00-18:00 Fri 08:00-16:00", wanted);
}

static void test_a_span_that_ends_early_ends_on_the_next_day(void **state)
{
    (void)state;
    assert_read("Sat 22:00-06:00", "5 1320-1800");
    assert_read("Sun 22:00-06:00", "6 1320-1800"); /* past the week's end */
    assert_read("Sun 18:00-00:00", "6 1080-1440");
    assert_read("Mon 22:00-06:00 06:00-07:00", "0 360-420, 0 1320-1800");
}

static void test_round_the_clock_is_known_as_always(void **state)
{
    (void)state;
    assert_always("24x7");
    assert_always("24X7 ");
    assert_always("24/7");
    assert_always(" Always");
    assert_always("Mon-Sun 00:00-24:00");
    assert_always("Mon-Sun 20:00-08:00 08:00-20:00");
    assert_read("Mon-Sat 00:00-24:00; Sun 00:00-23:59",
                "0 0-1440, 1 0-1440, 2 0-1440, 3 0-1440, 4 0-1440, 5 0-1440, 6 0-1439");
}

static void test_always_has_a_span_for_each_day_so_that_holidays_count(void **state)
{
    (void)state;
    ds_week_hours hours;
    assert_int_equal(ds_hours_parse("24x7", &hours, NULL), DS_OK);
    assert_int_equal(hours.count, 7);
    for (int day = 0; day < 7; day++) {
        assert_int_equal(hours.spans[day].from_minute, day * 1440);
        assert_int_equal(hours.spans[day].to_minute, (day + 1) * 1440);
    }
    ds_hours_free(&hours);
}

static void test_a_word_that_is_no_day_is_refused_where_it_stands(void **state)
{
    (void)state;
    assert_refused("Mon-Fry 08:00-18:00", 5, "'Fry' is not a day, did you mean 'Fri'?");
    assert_refused("Wendesday 08:00-18:00", 1, "did you mean 'Wednesday'?");
    assert_refused("Mon,, 08:00-18:00", 5, "expected a day, Mon to Sun, found ','");
    assert_refused("Mon,8 08:00-18:00", 5, "expected a time");
    assert_refused("Mo 08:00-18:00", 1, "did you mean 'Mon'?");
    assert_refused("X 08:00-18:00", 1, "expected a day, Mon to Sun, found 'X'");
    assert_refused("Mondays 08:00-18:00", 1,
                   "'Mondays' is not a day, did you mean 'Monday'?");
    assert_refused("Mon- 08:00-18:00", 6, "expected a day, Mon to Sun, found '08:00'");
}

static void test_hours_without_days_or_times_are_refused(void **state)
{
    (void)state;
    assert_refused("", 1, "expected hours such as 'Mon-Fri 08:00-18:00' or '24x7'");
    assert_refused("08:00-18:00", 1, "expected hours such as");
    assert_refused("Mon-Fri", 8, "expected a time such as 08:00, but the hours end here");
    assert_refused("Mon-Fri;", 8, "expected a time such as 08:00, found ';'");
    assert_refused("always Mon", 1, "expected a day, Mon to Sun, found 'always'");
    assert_refused("24x7 Mon", 1, "expected hours such as");
}

static void test_times_out_of_range_are_refused_with_the_range(void **state)
{
    (void)state;
    assert_refused("Mon 24:00-06:00", 5, "expected a time, 00:00 to 23:59, found '24:00'");
    assert_refused("Mon 08:00-24:01", 11, "expected an end, 00:00 to 24:00, found '24:01'");
    assert_refused("Mon 08:60-09:00", 5, "found '08:60'");
    assert_refused("Mon 8-18", 5, "expected a time, 00:00 to 23:59, found '8'");
    assert_refused("Mon 08:0-18:00", 5, "found '08:0'");
    assert_refused("Mon 008:00-18:00", 5, "found '008:00'");
    assert_refused("Mon 08:00 18:00", 10, "expected '-' and an end");
    assert_refused("Mon 08:00-", 11, "expected an end, 00:00 to 24:00, but the hours end");
    assert_refused("Mon 08:00-08:00", 5, "a whole day is 00:00-24:00");
}

static void test_what_follows_hours_must_be_more_hours(void **state)
{
    (void)state;
    assert_refused("Mon 08:00-18:00x", 16, "expected a day, Mon to Sun, found 'x'");
    assert_refused("Mon 08:00-18:00 / Tue", 17, "expected ';', ',' or the end");
    assert_refused("Mon 08:00-18:00;", 17, "expected more hours after the separator");
    assert_refused("Mon 08:00-18:00,", 17, "expected more hours after the separator");
    assert_refused("Mon 08:00-12:00; 13:00-17:00", 18, "expected a day");
    assert_refused("Mon 08:00-18:00;; Tue 08:00-18:00", 17, "expected a day");
}

static void test_overlapping_hours_of_one_day_are_refused(void **state)
{
    (void)state;
    assert_refused("Mon-Fri 08:00-18:00; Fri 08:00-16:00", 26,
                   "overlap other hours of Friday");
    assert_refused("Mon 08:00-12:00 11:59-17:00", 17, "overlap other hours of Monday");
    assert_refused("Mon 22:00-06:00 23:00-24:00", 17, "overlap other hours of Monday");
}

static void test_columns_count_characters_not_bytes(void **state)
{
    (void)state;
    assert_refused("Mon\xE2\x80\x93"
                   "Fry 08:00-18:00",
                   5, "'Fry' is not a day, did you mean 'Fri'?");
    assert_refused("Mon 08:00-18:00 \xFF\xFE", 17, "expected");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_working_week_is_read),
        cmocka_unit_test(test_days_come_alone_in_lists_and_in_ranges),
        cmocka_unit_test(test_day_names_are_read_in_any_case_and_length),
        cmocka_unit_test(test_a_day_may_have_several_spans),
        cmocka_unit_test(test_groups_of_days_are_separated_by_semicolons_or_commas),
        cmocka_unit_test(test_a_span_that_ends_early_ends_on_the_next_day),
        cmocka_unit_test(test_round_the_clock_is_known_as_always),
        cmocka_unit_test(test_always_has_a_span_for_each_day_so_that_holidays_count),
        cmocka_unit_test(test_a_word_that_is_no_day_is_refused_where_it_stands),
        cmocka_unit_test(test_hours_without_days_or_times_are_refused),
        cmocka_unit_test(test_times_out_of_range_are_refused_with_the_range),
        cmocka_unit_test(test_what_follows_hours_must_be_more_hours),
        cmocka_unit_test(test_overlapping_hours_of_one_day_are_refused),
        cmocka_unit_test(test_columns_count_characters_not_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
