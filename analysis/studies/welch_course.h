/* Both pilot series as Welch's moving averages (welch.h), for plots and as text. */
#ifndef DS_ANALYSIS_WELCH_COURSE_H
#define DS_ANALYSIS_WELCH_COURSE_H

#include "analysis/studies/pilots.h"

#include <stdio.h>

typedef struct ds_welch_course {
    int32_t bins; /* as the pilots' */
    ds_ticks width;
    int32_t pilots;
    int32_t side;                  /* bins on either side: an average is of 2 side + 1 */
    double *mean[DS_PILOT_SERIES]; /* [bin] over the pilots; NaN: no tickets */
    double *averages[DS_PILOT_SERIES]; /* [bin] NaN for the last `side` */
} ds_welch_course;

/* Averages over a span of time. It is made an odd number of bins; with a weekly cycle an
 * odd number of weeks, so that each average has every weekday as often. A span of 0: a
 * week with a weekly cycle, else about a twentieth of the horizon. DS_BAD_INPUT where the
 * span is more than half of the horizon. Free in any case. */
ds_status ds_welch_course_init(ds_welch_course *course, const ds_pilots *pilots,
                               ds_ticks span, ds_error *err) DS_MUST_USE;
void ds_welch_course_free(ds_welch_course *course);

/* What an average is over. */
static inline ds_ticks ds_welch_span(const ds_welch_course *course)
{
    return (2 * course->side + 1) * course->width;
}

/* Writes the course of both averages for people: a line of bars each, and a table of some
 * instants; at most 80 columns. */
void ds_welch_course_print(const ds_welch_course *course, FILE *out);

#endif
