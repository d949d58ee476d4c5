/* Random working hours, compiled for the model and for the brute force alike, over a
 * stretch of time in which clocks change. */
#ifndef DS_TESTS_RANDOM_CALENDARS_H
#define DS_TESTS_RANDOM_CALENDARS_H

#include "model/calendar.h"
#include "tests/brute_clock.h"
#include "tests/zone_windows.h"

/* SplitMix64 (Steele, Lea and Flood, 2014): plenty for choosing test cases. */
typedef struct test_random {
    uint64_t state;
} test_random;

/* A whole number in [low, high]. */
int32_t test_random_in(test_random *random, int32_t low, int32_t high);

enum { STRETCH_CALENDARS = 6 };

/* Some days around the middle of a window, from an odd hour to an odd minute. The last
 * calendar is `always`. */
typedef struct test_stretch {
    const char *zone_name;
    int32_t minutes;
    brute_wall wall;
    ds_zone zone;
    brute_calendar brute[STRETCH_CALENDARS];
    ds_calendar compiled[STRETCH_CALENDARS];
} test_stretch;

/* Fails the test where something cannot be made. */
void stretch_init(test_stretch *stretch, const zone_window *window, int32_t days,
                  test_random *random);
void stretch_free(test_stretch *stretch);

/* The same in ticks. */
ds_ticks brute_ticks(int32_t minute);

#endif
