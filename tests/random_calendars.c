#include "tests/random_calendars.h"

#include "scenarios/time_zone.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { DAY = 24 * 60 };

static uint64_t next_bits(test_random *random)
{
    uint64_t z = (random->state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

int32_t test_random_in(test_random *random, int32_t low, int32_t high)
{
    return low + (int32_t)(next_bits(random) % (uint64_t)(high - low + 1));
}

ds_ticks brute_ticks(int32_t minute)
{
    return minute == BRUTE_NEVER ? DS_NEVER : minute * DS_MINUTE;
}

static void add_span(brute_calendar *calendar, int32_t day, int32_t from, int32_t to)
{
    calendar->from[calendar->span_count] = day * DAY + from;
    calendar->to[calendar->span_count++] = day * DAY + to;
}

/* One to three spans on a day, apart from each other more often than not; at night too,
 * when clocks change. */
static void add_day(brute_calendar *calendar, int32_t day, test_random *random)
{
    int32_t spans = test_random_in(random, 1, 3);
    for (int32_t i = 0; i < spans; i++) {
        int32_t from = test_random_in(random, 0, DAY - 1);
        int32_t length = test_random_in(random, 1, 10 * 60);
        if (test_random_in(random, 0, 2) == 0) { /* full hours, as people write them */
            from -= from % 60;
            length += 60 - length % 60;
        }
        add_span(calendar, day, from, from + length);
    }
}

static void add_week(brute_calendar *calendar, int32_t kind, test_random *random)
{
    for (int32_t day = 0; day < 7; day++) {
        if (kind == 0 && day < 5) {
            add_span(calendar, day, 8 * 60, 18 * 60);
        } else if (kind == 1) { /* every night, over the hours in which clocks change */
            add_span(calendar, day, 22 * 60 + 30, 30 * 60);
        } else if (kind == 2) { /* open all days but for holidays */
            add_span(calendar, day, 0, DAY);
        } else if (kind > 2 && test_random_in(random, 0, 3) > 0) {
            add_day(calendar, day, random);
        }
    }
}

static void add_holidays(test_stretch *stretch, brute_calendar *calendar,
                         test_random *random)
{
    int32_t first = stretch->wall.furthest[BRUTE_MARGIN] / DAY;
    calendar->holiday_count = test_random_in(random, 0, 4);
    for (int32_t i = 0; i < calendar->holiday_count; i++)
        calendar->holidays[i] =
            first + test_random_in(random, -1, stretch->minutes / DAY + 1);
}

static void make_calendar(test_stretch *stretch, int32_t row, test_random *random)
{
    brute_calendar *brute = &stretch->brute[row];
    ds_week_span spans[BRUTE_MOST_SPANS];
    *brute = (brute_calendar){.wall = &stretch->wall};
    brute->is_always = row == STRETCH_CALENDARS - 1;
    if (!brute->is_always) {
        add_week(brute, row, random);
        add_holidays(stretch, brute, random);
    }
    assert_true(brute_calendar_open(brute));
    if (brute->is_always) {
        ds_calendar_init_always(&stretch->compiled[row], &stretch->zone);
        return;
    }
    for (int32_t i = 0; i < brute->span_count; i++) /* in reverse: any order serves */
        spans[brute->span_count - 1 - i] =
            (ds_week_span){.from_minute = brute->from[i], .to_minute = brute->to[i]};
    assert_int_equal(ds_calendar_init(&stretch->compiled[row], &stretch->zone, spans,
                                      brute->span_count, brute->holidays,
                                      brute->holiday_count, 0, stretch->minutes * DS_MINUTE,
                                      NULL),
                     DS_OK);
}

void stretch_init(test_stretch *stretch, const zone_window *window, int32_t days,
                  test_random *random)
{
    int64_t start = (ds_day_from_date(window->middle) - days / 2) * INT64_C(86400);
    start += test_random_in(random, 0, 23) * INT64_C(3600);
    stretch->zone_name = window->zone;
    stretch->minutes = days * DAY + test_random_in(random, -700, 700);
    assert_true(brute_wall_init(&stretch->wall, window->zone, start, stretch->minutes));
    assert_int_equal(ds_time_zone_resolve(window->zone, start, 0,
                                          stretch->minutes * DS_MINUTE, &stretch->zone,
                                          NULL),
                     DS_OK);
    for (int32_t row = 0; row < STRETCH_CALENDARS; row++)
        make_calendar(stretch, row, random);
}

void stretch_free(test_stretch *stretch)
{
    for (int32_t row = 0; row < STRETCH_CALENDARS; row++) {
        brute_calendar_free(&stretch->brute[row]);
        ds_calendar_free(&stretch->compiled[row]);
    }
    brute_wall_free(&stretch->wall);
    ds_zone_free(&stretch->zone);
}
