/* Simulation time: whole microseconds since the scenario's start instant (UTC).
 *
 * Inside the simulation time is always ds_ticks and compared as integers; floating hours
 * and seconds exist only at the edges.
 */
#ifndef DS_SIM_CLOCK_H
#define DS_SIM_CLOCK_H

#include <math.h>
#include <stdint.h>

typedef int64_t ds_ticks;
/* Sums of ticks times counts, exact where 64 bits are not enough. */
__extension__ typedef __int128 ds_wide;

#define DS_SECOND ((ds_ticks)1000000)
#define DS_MINUTE (60 * DS_SECOND)
#define DS_HOUR (60 * DS_MINUTE)
#define DS_DAY (24 * DS_HOUR)
#define DS_WEEK (7 * DS_DAY)
/* Later than anything that happens; far enough from INT64_MAX that a sum does not wrap. */
#define DS_NEVER (INT64_MAX / 4)
#define DS_NO_ID (-1)

static inline double ds_hours(ds_ticks ticks)
{
    return (double)ticks / (double)DS_HOUR;
}

/* Seconds to ticks, rounded to the nearest microsecond; clipped to [0, DS_NEVER]. */
static inline ds_ticks ds_ticks_from_seconds(double seconds)
{
    double ticks = seconds * 1e6 + 0.5;
    if (!(ticks > 0.0))
        return 0;
    return ticks < (double)DS_NEVER ? (ds_ticks)ticks : DS_NEVER;
}

static inline ds_ticks ds_ticks_min(ds_ticks a, ds_ticks b)
{
    return a < b ? a : b;
}

static inline ds_ticks ds_ticks_max(ds_ticks a, ds_ticks b)
{
    return a > b ? a : b;
}

/* How much of [from, to) lies inside [lower, upper). */
static inline ds_ticks ds_ticks_overlap(ds_ticks from, ds_ticks to, ds_ticks lower,
                                        ds_ticks upper)
{
    ds_ticks length = ds_ticks_min(to, upper) - ds_ticks_max(from, lower);
    return length > 0 ? length : 0;
}

#endif
