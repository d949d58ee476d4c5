/* Resolution targets for plots in clock time: what a priority is promised, and how much
 * clock time that leaves.
 *
 * A promise in business time leaves more or less time by the clock, as the ticket comes in.
 * What it typically leaves is the median over arrivals: those of each hour of the week, in
 * the first eight weeks of the window, by the desk's own calendars; without pauses.
 */
#ifndef DS_ANALYSIS_PLOT_TARGETS_H
#define DS_ANALYSIS_PLOT_TARGETS_H

#include "analysis/results/results.h"

#include <stddef.h>

typedef enum ds_plot_promise {
    DS_PROMISE_NONE,
    DS_PROMISE_ONE,
    DS_PROMISE_SEVERAL, /* the SLAs of the priority's tickets differ */
} ds_plot_promise;

typedef struct ds_plot_target {
    ds_plot_promise promise;
    ds_sla_target target; /* of DS_PROMISE_ONE */
    bool is_clock_time;   /* its calendar is always open */
    double median_h;      /* clock time that it leaves; NaN: not known */
    double p10_h;
    double p90_h;
} ds_plot_target;

/* Of the tickets that by_priority is about. */
ds_plot_target ds_plot_target_of(const ds_results *results, int32_t priority);

/* "4 h", "8 business h", "3 business days", "targets differ", "no target". */
void ds_plot_target_print(const ds_plot_target *target, char *text, size_t size);

#endif
