/* Instants as ISO 8601 text, against the C library's calendar. */
#include "scenarios/iso_time.h"

#include "sim/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* 2026-01-05T08:30:00Z by `date -u -d … +%s`. */
static const int64_t monday = INT64_C(1767601800) * DS_SECOND;

static int64_t parsed(const char *text)
{
    int64_t us = 0;
    ds_error err = {0};
    if (ds_iso_time_parse(text, strlen(text), &us, &err) != DS_OK)
        fail_msg("%s", err.text);
    return us;
}

static void test_the_forms_of_one_instant_are_read_alike(void **state)
{
    (void)state;
    static const char *const forms[] = {
        "2026-01-05T08:30:00Z",      "2026-01-05T08:30:00",
        "2026-01-05T08:30Z",         "2026-01-05 08:30:00",
        "2026-01-05t08:30:00z",      "2026-01-05T08:30:00.000Z",
        "2026-01-05T09:30:00+01:00", "2026-01-05T09:30:00+0100",
        "2026-01-05T09:30:00+01",    "2026-01-05 03:30:00 -0500",
        "2026-01-05T14:00:00+05:30", "2026-01-05T08:30:00-00:00",
        "2026-01-04T22:30-10:00",    "2026-01-05T22:30:00+14:00",
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        assert_int_equal(parsed(forms[i]), monday);
}

static void test_a_date_alone_is_its_midnight_in_utc(void **state)
{
    (void)state;
    assert_int_equal(parsed("2026-01-05"), monday - 8 * DS_HOUR - 30 * DS_MINUTE);
    assert_int_equal(parsed("1970-01-01"), 0);
    assert_int_equal(parsed("1969-12-31T23:59:59Z"), -DS_SECOND);
}

static void test_fractions_count_to_the_microsecond_and_finer_ones_are_cut(void **state)
{
    (void)state;
    assert_int_equal(parsed("2026-01-05T08:30:00.5Z"), monday + 500000);
    assert_int_equal(parsed("2026-01-05T08:30:00,25+00:00"), monday + 250000);
    assert_int_equal(parsed("2026-01-05T08:30:00.000001"), monday + 1);
    assert_int_equal(parsed("2026-01-05T08:30:00.1234569999Z"), monday + 123456);
}

static void test_leap_days_exist_in_leap_years_only(void **state)
{
    (void)state;
    int64_t us = 0;
    assert_int_equal(parsed("2024-03-01") - parsed("2024-02-29"), DS_DAY);
    assert_int_equal(parsed("2000-03-01") - parsed("2000-02-29"), DS_DAY);
    assert_int_equal(ds_iso_time_parse("2026-02-29", 10, &us, NULL), DS_BAD_INPUT);
    assert_int_equal(ds_iso_time_parse("1900-02-29", 10, &us, NULL), DS_BAD_INPUT);
}

typedef struct refused {
    const char *text;
    const char *why;
} refused;

static void test_what_is_no_instant_is_refused_with_what_is_wrong(void **state)
{
    (void)state;
    static const refused cases[] = {
        {"2026-02-30",                 "date that does not exist"       },
        {"2026-04-31T10:00:00Z",       "date that does not exist"       },
        {"2026-13-01",                 "date that does not exist"       },
        {"2026-00-10",                 "date that does not exist"       },
        {"2026-01-00",                 "date that does not exist"       },
        {"0000-01-01",                 "date that does not exist"       },
        {"2026-01-05T24:00:00Z",       "time of day that does not exist"},
        {"2026-01-05T08:60:00Z",       "time of day that does not exist"},
        {"2026-01-05T08:30:60Z",       "time of day that does not exist"},
        {"2026-01-05T08:30:00+14:01",  "beyond 14 hours"                },
        {"2026-01-05T08:30:00+01:60",  "beyond 14 hours"                },
        {"0001-01-01T00:00:00+01:00",  "outside the years"              },
        {"9999-12-31T23:59:59-01:00",  "outside the years"              },
        {"",                           "is not an ISO 8601 time"        },
        {"now",                        "is not an ISO 8601 time"        },
        {"5/1/2026 08:30",             "is not an ISO 8601 time"        },
        {"2026-1-5",                   "is not an ISO 8601 time"        },
        {"20260105T083000Z",           "is not an ISO 8601 time"        },
        {"2026-01-05T",                "is not an ISO 8601 time"        },
        {"2026-01-05T08",              "is not an ISO 8601 time"        },
        {"2026-01-05  08:30:00",       "is not an ISO 8601 time"        },
        {"2026-01-05T08:30:",          "is not an ISO 8601 time"        },
        {"2026-01-05T08:30:00.Z",      "is not an ISO 8601 time"        },
        {"2026-01-05T08:30:00Z ",      "is not an ISO 8601 time"        },
        {"2026-01-05T08:30:00 CET",    "is not an ISO 8601 time"        },
        {"2026-01-05T08:30:00+1",      "is not an ISO 8601 time"        },
        {"2026-01-05T08:30:00+01:",    "is not an ISO 8601 time"        },
        {"2026-01-05T08:30:00+01:00x", "is not an ISO 8601 time"        },
        {"+026-01-05",                 "is not an ISO 8601 time"        },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t us = 0;
        ds_error err = {0};
        ds_status status =
            ds_iso_time_parse(cases[i].text, strlen(cases[i].text), &us, &err);
        if (status != DS_BAD_INPUT || !strstr(err.text, cases[i].why) ||
            !strstr(err.text, cases[i].text))
            fail_msg("'%s': status %d, '%s'", cases[i].text, (int)status, err.text);
    }
}

static void test_an_unprintable_value_is_made_harmless_in_the_message(void **state)
{
    (void)state;
    int64_t us = 0;
    ds_error err = {0};
    assert_int_equal(ds_iso_time_parse("\x1b[31m\xff", 6, &us, &err), DS_BAD_INPUT);
    assert_non_null(strstr(err.text, "'?[31m?'"));
}

static void expect_text(int64_t us, const char *expected)
{
    char text[DS_ISO_TIME_SIZE];
    assert_int_equal(ds_iso_time_format(us, text), strlen(expected));
    assert_string_equal(text, expected);
}

static void test_decimals_are_written_only_where_needed(void **state)
{
    (void)state;
    expect_text(monday, "2026-01-05T08:30:00Z");
    expect_text(monday + 1, "2026-01-05T08:30:00.000001Z");
    expect_text(-1, "1969-12-31T23:59:59.999999Z");
    expect_text(0, "1970-01-01T00:00:00Z");
    expect_text(parsed("0001-01-01"), "0001-01-01T00:00:00Z");
    expect_text(parsed("9999-12-31T23:59:59.999999"), "9999-12-31T23:59:59.999999Z");
}

static void
test_instants_beyond_the_years_of_iso_8601_are_clipped_when_written(void **state)
{
    (void)state;
    expect_text(DS_NO_TIME, "0001-01-01T00:00:00Z");
    expect_text(INT64_MAX, "9999-12-31T23:59:59.999999Z");
}

/* A generator of its own (xorshift64*): the test is the same on every machine. */
static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return *seed * UINT64_C(0x2545f4914f6cdd1d);
}

static void test_random_instants_agree_with_the_c_library_both_ways(void **state)
{
    (void)state;
    uint64_t seed = 1;
    const int64_t first = INT64_C(-62135596800);
    const uint64_t seconds = UINT64_C(315537897600);
    for (int i = 0; i < 100000; i++) {
        char text[DS_ISO_TIME_SIZE];
        char expected[DS_ISO_TIME_SIZE];
        struct tm parts;
        time_t at = (time_t)(first + (int64_t)(next_random(&seed) % seconds));
        int64_t us = at * DS_SECOND + (int64_t)(next_random(&seed) % 1000000);
        assert_non_null(gmtime_r(&at, &parts));
        (void)snprintf(expected, sizeof expected, "%04d-%02d-%02dT%02d:%02d:%02d",
                       (parts.tm_year + 1900) % 10000, (parts.tm_mon + 1) % 100,
                       parts.tm_mday % 100, parts.tm_hour % 100, parts.tm_min % 100,
                       parts.tm_sec % 100);
        (void)ds_iso_time_format(us, text);
        assert_int_equal(strncmp(text, expected, 19), 0);
        assert_int_equal(parsed(text), us);
    }
}

/* Copies of exactly the length, so that a sanitizer or valgrind sees any byte beyond. */
static void test_cut_and_mutated_text_is_never_read_beyond_its_end(void **state)
{
    (void)state;
    static const char whole[] = "2026-01-05T08:30:00.123456+01:00";
    int read = 0;
    for (size_t length = 0; length < sizeof whole; length++)
        for (int c = 0; c < 256; c++) {
            int64_t us = 0;
            char *copy = malloc(length > 0 ? length : 1);
            assert_non_null(copy);
            memcpy(copy, whole, length);
            if (length > 0)
                copy[length - 1] = (char)c;
            read += ds_iso_time_parse(copy, length, &us, NULL) == DS_OK;
            free(copy);
        }
    assert_in_range(read, 100, 300); /* the ends that make sense, with any digit */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_forms_of_one_instant_are_read_alike),
        cmocka_unit_test(test_a_date_alone_is_its_midnight_in_utc),
        cmocka_unit_test(test_fractions_count_to_the_microsecond_and_finer_ones_are_cut),
        cmocka_unit_test(test_leap_days_exist_in_leap_years_only),
        cmocka_unit_test(test_what_is_no_instant_is_refused_with_what_is_wrong),
        cmocka_unit_test(test_an_unprintable_value_is_made_harmless_in_the_message),
        cmocka_unit_test(test_decimals_are_written_only_where_needed),
        cmocka_unit_test(
            test_instants_beyond_the_years_of_iso_8601_are_clipped_when_written),
        cmocka_unit_test(test_random_instants_agree_with_the_c_library_both_ways),
        cmocka_unit_test(test_cut_and_mutated_text_is_never_read_beyond_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
