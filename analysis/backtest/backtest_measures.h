/* The figures of a window of tickets, the same for the history and for replications. */
#ifndef DS_ANALYSIS_BACKTEST_MEASURES_H
#define DS_ANALYSIS_BACKTEST_MEASURES_H

#include "analysis/histories/ticket_results.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum ds_window_measure {
    DS_WINDOW_ARRIVALS,
    DS_WINDOW_MEAN,
    DS_WINDOW_MEDIAN,
    DS_WINDOW_P90,
    DS_WINDOW_WITHIN_1,
    DS_WINDOW_WITHIN_8,
    DS_WINDOW_WITHIN_24,
    DS_WINDOW_WITHIN_120,
    DS_WINDOW_WITHIN_480,
    DS_WINDOW_BREACHED,
    DS_WINDOW_REASSIGNMENTS,
    DS_WINDOW_HELD,
    DS_WINDOW_HOLD,
    DS_WINDOW_BACKLOG_START,
    DS_WINDOW_BACKLOG_END,
    DS_WINDOW_NIGHT,   /* share of resolutions outside Monday to Friday 06:00 to 20:00 */
    DS_WINDOW_MORNING, /* share of resolutions before noon */
    DS_WINDOW_MEASURES,
} ds_window_measure;

typedef struct ds_window {
    double from_h;
    double to_h;
    bool by_resolution;
    const ds_zone *zone; /* for hours of the week; counts from the same origin */
} ds_window;

/* "mean_h" and "resolution time, mean (h)". */
const char *ds_window_measure_name(ds_window_measure measure);
const char *ds_window_measure_label(ds_window_measure measure);

/* The figures of a priority (DS_NO_ID: all); NAN what it does not have. `hours_out`
 * (room for all tickets) gets the resolution times, sorted; their number is returned. */
int64_t ds_window_measure_all(const ds_window *window, const ds_ticket_results *results,
                              int32_t priority, double values[DS_WINDOW_MEASURES],
                              double *hours_out);

/* Tickets open at an instant. */
double ds_window_backlog(const ds_ticket_results *results, double at_h);

/* Distances of two sorted samples: the largest between their distribution functions, and
 * the mean shift it takes to make one of the other (Wasserstein's first). */
double ds_sample_ks(const double *a, int64_t a_count, const double *b, int64_t b_count);
double ds_sample_wasserstein(const double *a, int64_t a_count, const double *b,
                             int64_t b_count);

#endif
