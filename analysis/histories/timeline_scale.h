/* A horizontal axis of time with ticks at round local times. */
#ifndef DS_ANALYSIS_TIMELINE_SCALE_H
#define DS_ANALYSIS_TIMELINE_SCALE_H

#include "model/zone.h"
#include "sim/clock.h"

typedef struct ds_time_scale {
    const ds_zone *zone;
    ds_ticks from;
    ds_ticks to;
    double left; /* pixels of `from` and `to` */
    double right;
    ds_ticks step; /* between ticks, on the wall clock */
} ds_time_scale;

/* Chooses a step of a round number of minutes, hours, days or weeks that gives at most
 * eleven ticks; `to` is after `from`. */
void ds_time_scale_init(ds_time_scale *scale, const ds_zone *zone, ds_ticks from,
                        ds_ticks to, double left, double right);

/* Pixels of an instant, which is kept inside the axis. */
double ds_time_scale_x(const ds_time_scale *scale, ds_ticks at);

/* The first tick from `from` on, and the one after a tick. */
ds_ticks ds_time_scale_first(const ds_time_scale *scale);
ds_ticks ds_time_scale_next(const ds_time_scale *scale, ds_ticks tick);

#endif
