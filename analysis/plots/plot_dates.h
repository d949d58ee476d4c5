/* A time axis with dates as people write them, in local time. */
#ifndef DS_ANALYSIS_PLOT_DATES_H
#define DS_ANALYSIS_PLOT_DATES_H

#include "analysis/plots/plot_pen.h"
#include "model/zone.h"
#include "sim/clock.h"

/* Where an instant is on the axis: seconds since 1970-01-01 00:00 on the wall. */
double ds_plot_date(const ds_zone *zone, ds_ticks instant);

/* The x axis from one instant to a later one: tics at full hours, days, Mondays or months,
 * as many as there is room for. */
void ds_plot_date_axis(ds_plot_pen *pen, const ds_zone *zone, ds_ticks from, ds_ticks to);

#endif
