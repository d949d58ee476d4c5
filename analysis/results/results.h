/* What the replications of one desk say: every measure with its interval, the course over
 * time, the hours of the week and the distribution of resolution times.
 *
 * Built once from the tallies, in replication order, and then independent of them; the desk
 * is borrowed (for names and targets) and must outlive the results. What does not exist is
 * NaN. Output: results_files.h beside this, and summary.h.
 */
#ifndef DS_ANALYSIS_RESULTS_H
#define DS_ANALYSIS_RESULTS_H

#include "analysis/estimates/control.h"
#include "analysis/estimates/estimate.h"
#include "analysis/results/key_results.h"
#include "analysis/results/measure.h"
#include "analysis/results/variance_split.h"
#include "model/desk.h"
#include "model/tally.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

#define DS_WEEK_HOURS 168

/* One dimension: a table of estimates, rows × all measures of ds_measures(). */
typedef struct ds_result_table {
    int32_t row_count;
    char **names;           /* [row] "" for overall */
    ds_estimate *estimates; /* [row * measure_count + measure]; those that do not apply to
                               the dimension are none */
} ds_result_table;

/* Over time: bins of equal width from the start instant to the horizon (the last may be
 * cut off by it), warm-up included. */
typedef struct ds_result_series {
    int32_t bins;
    ds_ticks width;
    double *backlog;    /* [bin] open tickets: mean over time and replications */
    double *backlog_lo; /* [bin] 10 % of the replications have less: NaN for fewer than 2 */
    double *backlog_hi; /* [bin] 10 % have more */
    double *arrived;    /* [bin] tickets per bin, mean over replications */
    double *resolved;   /* [bin] resolutions per bin */
    double *utilisation; /* [group * bins + bin] busy ÷ rostered; NaN: nobody on duty */
    double *busy;        /* [group * bins + bin] agents busy in regular hours, mean */
    double *queue;       /* [group * bins + bin] tickets waiting, mean */
} ds_result_series;

/* What is open at local midnight, means over replications and over the nights of a point;
 * the warm-up is included, live contacts are not. */
typedef struct ds_result_nights {
    int32_t points;
    int32_t stride;   /* of a row below, at least points */
    int32_t width;    /* nights of a point: those from 1 + i * width */
    double *open;     /* [band * stride + point] open tickets by age (ds_age_words) */
    double *waiting;  /* [group * stride + point] */
    double *oldest_h; /* [group * stride + point] age of the oldest that waits */
} ds_result_nights;

/* A live channel by local half hour of week, Monday 00:00 first: contacts answered or
 * abandoned a half hour, and the share answered in time (NaN: none came). */
typedef struct ds_result_live {
    int32_t channel; /* row of the desk's */
    double contacts[DS_HALF_HOURS_OF_WEEK];
    double service_level[DS_HALF_HOURS_OF_WEEK];
} ds_result_live;

/* By local hour of week, Monday 00:00 to 01:00 first; inside the window. */
typedef struct ds_result_week {
    double hours[DS_WEEK_HOURS];   /* how often (in hours) the window holds that hour */
    double arrived[DS_WEEK_HOURS]; /* tickets per hour; NaN: not in the window */
    double *utilisation;           /* [group * 168 + hour]; NaN: nobody on duty */
    double *busy;                  /* [group * 168 + hour] agents busy, mean */
    double *staffed;               /* [group * 168 + hour] agents on duty, mean */
    double *brought;    /* [group * 168 + hour] work that comes, erlangs; with a roster */
    int32_t live_count; /* live channels */
    ds_result_live *live;
} ds_result_week;

/* Times from arrival to last resolution: points at the upper edges of bins about 10 % wide
 * (exact counts, not smoothed). */
typedef struct ds_result_times {
    const char *name;   /* a priority's; "" for overall */
    double n;           /* tickets, unresolved ones included */
    double unresolved;  /* of them: their times are beyond the last point */
    int32_t count;      /* points */
    double *upper_h;    /* ascending, hours */
    double *cumulative; /* share of n resolved by then */
    double *density;    /* share of n per hour, over the bin that ends there */
} ds_result_times;

typedef struct ds_results {
    const ds_desk *desk;
    uint64_t seed;
    double level;
    int32_t replications; /* those that the figures rest on */
    ds_result_table tables[DS_RESULT_DIMENSIONS];
    ds_result_series series;
    ds_result_nights nights;
    ds_major_course *course; /* of a major incident of the first replication; NULL: none */
    double
        *moves; /* [from * groups + to] tickets handed on in a week of the window, mean */
    ds_result_week week;
    int32_t times_count; /* 1 + priorities: overall first */
    ds_result_times *times;
    int32_t note_count;
    char **notes;      /* for people: whole sentences */
    ds_key_table keys; /* no rows, unless a study puts its own in: owned from then on */
    ds_variance_split split; /* the same, where inputs are uncertain */
} ds_results;

/* Computes everything from `count` >= 0 tallies in replication order. Interrupted
 * replications are left out where there are whole ones, and noted. `level` is that of the
 * intervals, in (0, 1). On failure (memory) results need no free. */
ds_status ds_results_init(ds_results *results, const ds_desk *desk, uint64_t seed,
                          double level, const ds_tally *tallies, int64_t count,
                          ds_error *err) DS_MUST_USE;
/* The same, corrected by control variates for these tallies (NULL: none). */
ds_status ds_results_init_controlled(ds_results *results, const ds_desk *desk,
                                     uint64_t seed, double level, const ds_tally *tallies,
                                     int64_t count, const ds_controls *controls,
                                     ds_error *err) DS_MUST_USE;
void ds_results_free(ds_results *results);

/* Adds a note, printf style: one or more whole sentences. */
ds_status ds_results_note(ds_results *results, ds_error *err, const char *format,
                          ...) DS_MUST_USE DS_PRINTF(3, 4);

/* The estimate of a measure by names: ("by_priority", "P1", "mttr_h"); the slice of
 * "overall" is NULL or "". NULL where there is no such dimension, slice or measure. */
const ds_estimate *ds_results_find(const ds_results *results, const char *dimension,
                                   const char *slice, const char *measure);
/* The same by rows; a measure that does not apply is none, never NULL. */
const ds_estimate *ds_results_at(const ds_results *results, ds_result_dimension dimension,
                                 int32_t row, int32_t measure);

#endif
