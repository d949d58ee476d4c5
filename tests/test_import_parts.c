/* Parts of the import: the external sort, stamps, amounts. */
#include "scenarios/import/amount.h"
#include "scenarios/import/regroup.h"
#include "scenarios/import/stamp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

/* 5,000 records of 700 tickets in a scrambled order, in 4 KiB: dozens of runs. */
static void test_records_come_back_by_ticket_and_in_their_order(void **state)
{
    enum { RECORDS = 5000, TICKETS = 700 };
    (void)state;
    ds_error err;
    ds_regroup *sorter = ds_regroup_new(4096);
    assert_non_null(sorter);
    for (int i = 0; i < RECORDS; i++) {
        char text[32];
        int length = snprintf(text, sizeof text, "%d", i);
        uint32_t ticket = (uint32_t)(i * 7919 % TICKETS);
        assert_int_equal(ds_regroup_put(sorter, ticket, text, (size_t)length + 1, &err),
                         DS_OK);
    }
    assert_int_equal(ds_regroup_sort(sorter, &err), DS_OK);
    uint32_t last = 0;
    int before = -1;
    for (int i = 0; i <= RECORDS; i++) {
        uint32_t ticket = 0;
        const char *bytes = NULL;
        size_t size = 0;
        assert_int_equal(ds_regroup_next(sorter, &ticket, &bytes, &size, &err), DS_OK);
        assert_int_equal(bytes == NULL, i == RECORDS);
        if (!bytes)
            break;
        int number = 0;
        assert_int_equal(sscanf(bytes, "%d", &number), 1);
        assert_int_equal(ticket, number * 7919 % TICKETS);
        assert_true(ticket >= last);
        assert_true(ticket > last || number > before);
        last = ticket;
        before = number;
    }
    ds_regroup_delete(sorter);
}

static void assert_stamp(const char *text, ds_date_order order, const char *expected)
{
    ds_stamp stamp;
    ds_zone zone;
    int64_t us = 0;
    char found[DS_ISO_TIME_SIZE];
    assert_int_equal(ds_zone_init_utc(&zone, 0, NULL), DS_OK);
    assert_int_equal(ds_stamp_parse(text, strlen(text), &stamp), DS_STAMP_GOOD);
    assert_true(ds_stamp_instant(&stamp, order, &zone, &us));
    (void)ds_iso_time_format(us, found);
    assert_string_equal(found, expected);
    ds_zone_free(&zone);
}

static void test_stamps_of_all_forms(void **state)
{
    (void)state;
    assert_stamp("2016-02-29 01:16:05", DS_ORDER_DMY, "2016-02-29T01:16:05Z");
    assert_stamp("2016/02/29 01:16", DS_ORDER_DMY, "2016-02-29T01:16:00Z");
    assert_stamp("2016-02-29T01:16:05.5+01:00", DS_ORDER_DMY,
                 "2016-02-29T00:16:05.500000Z");
    assert_stamp("29/2/2016 01:16", DS_ORDER_DMY, "2016-02-29T01:16:00Z");
    assert_stamp("2/29/16 1:16 PM", DS_ORDER_MDY, "2016-02-29T13:16:00Z");
    assert_stamp("29.02.2016", DS_ORDER_DMY, "2016-02-29T00:00:00Z");
    assert_stamp("11/May/24 12:26 AM", DS_ORDER_DMY, "2024-05-11T00:26:00Z");
    assert_stamp("May 11, 2024 15:26", DS_ORDER_DMY, "2024-05-11T15:26:00Z");
    assert_stamp("Sat May 11 15:26:07 2024", DS_ORDER_DMY, "2024-05-11T15:26:07Z");
}

static void test_what_is_no_stamp(void **state)
{
    static const char *const texts[] = {
        "yesterday", "12", "3/4", "2016-02-29 25:00", "1/2/3/4", "x", "13:00 PM 1/2/2016"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ds_stamp stamp;
        assert_int_equal(ds_stamp_parse(texts[i], strlen(texts[i]), &stamp),
                         DS_STAMP_UNREADABLE);
    }
    ds_stamp stamp;
    assert_int_equal(ds_stamp_parse("3 days ago", 10, &stamp), DS_STAMP_RELATIVE);
}

static void test_durations(void **state)
{
    static const struct {
        const char *text;
        double seconds;
    } cases[] = {
        {"90",                5400 },
        {"1:30",              5400 },
        {"-0:35",             -2100},
        {"01:30:05",          5405 },
        {"1d 2h",             93600},
        {"2 hours 3 minutes", 7380 }
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double seconds = 0.0;
        assert_true(ds_amount_seconds(cases[i].text, 60.0, false, &seconds));
        assert_true(seconds == cases[i].seconds);
    }
    double value = 0.0;
    assert_true(ds_amount_number("1.234,5", true, &value) && value == 1234.5);
    assert_true(ds_amount_number("1,234.5", false, &value) && value == 1234.5);
    assert_false(ds_amount_number("abc", false, &value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_records_come_back_by_ticket_and_in_their_order),
        cmocka_unit_test(test_stamps_of_all_forms),
        cmocka_unit_test(test_what_is_no_stamp),
        cmocka_unit_test(test_durations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
