#include "analysis/histories/timeline_scale.h"

#include <stddef.h>

enum { MOST_TICKS = 11 };

void ds_time_scale_init(ds_time_scale *scale, const ds_zone *zone, ds_ticks from,
                        ds_ticks to, double left, double right)
{
    static const ds_ticks steps[] = {
        DS_SECOND,     5 * DS_SECOND,  15 * DS_SECOND, DS_MINUTE,      2 * DS_MINUTE,
        5 * DS_MINUTE, 10 * DS_MINUTE, 15 * DS_MINUTE, 30 * DS_MINUTE, DS_HOUR,
        2 * DS_HOUR,   3 * DS_HOUR,    6 * DS_HOUR,    12 * DS_HOUR,   DS_DAY,
        2 * DS_DAY,    DS_WEEK,        2 * DS_WEEK,    4 * DS_WEEK,    12 * DS_WEEK,
        52 * DS_WEEK};
    size_t last = sizeof steps / sizeof steps[0] - 1;
    size_t chosen = 0;
    while (chosen < last && (to - from) / steps[chosen] >= MOST_TICKS)
        chosen++;
    *scale = (ds_time_scale){zone, from, to, left, right, steps[chosen]};
}

double ds_time_scale_x(const ds_time_scale *scale, ds_ticks at)
{
    double share = (double)(at - scale->from) / (double)(scale->to - scale->from);
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    return scale->left + share * (scale->right - scale->left);
}

/* Weeks begin on Monday: 1970-01-05 was one. */
static ds_ticks origin_of(const ds_time_scale *scale)
{
    return scale->step >= DS_WEEK ? 4 * DS_DAY : 0;
}

ds_ticks ds_time_scale_first(const ds_time_scale *scale)
{
    return ds_time_scale_next(scale, scale->from - 1);
}

ds_ticks ds_time_scale_next(const ds_time_scale *scale, ds_ticks tick)
{
    ds_ticks origin = origin_of(scale);
    ds_ticks local = ds_zone_to_local(scale->zone, tick) - origin;
    ds_ticks row = local / scale->step - (local % scale->step < 0);
    ds_ticks next = tick;
    /* Where clocks are put back, a reading may lie behind the tick. */
    while (next <= tick)
        next = ds_zone_from_local(scale->zone, ++row * scale->step + origin);
    return next;
}
