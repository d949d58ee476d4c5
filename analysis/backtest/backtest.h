/* Simulated against actual: how well a scenario tells what a desk did.
 *
 * Of a window [from, to) the same figures are taken from the history and from each of many
 * replications. A figure of the history is inside the simulation's prediction interval,
 * mean ± t(R − 1) s √(1 + 1/R), or it is not. Distances between distributions of resolution
 * times (Kolmogorov-Smirnov; Wasserstein's first, in hours) are judged by the distances
 * that single replications have from all of them. Tickets count that were opened in the
 * window, or that were resolved in it where the scenario says `count: by_resolution`; times
 * and rates are those of resolved tickets.
 */
#ifndef DS_ANALYSIS_BACKTEST_H
#define DS_ANALYSIS_BACKTEST_H

#include "analysis/calibration/ticket_table.h"
#include "analysis/histories/ticket_results.h"
#include "model/desk.h"

#define DS_MOST_CHECKS 160

/* One measure, compared. */
typedef struct ds_check {
    const char *measure; /* "mean_h", … */
    int32_t priority;    /* DS_NO_ID: all tickets */
    double actual;
    double simulated; /* mean of the replications; NAN: none has it */
    double lo;
    double hi;
    bool is_inside;
    bool is_decided; /* both sides have it */
} ds_check;

typedef struct ds_backtest {
    ds_check checks[DS_MOST_CHECKS];
    int32_t count;
    int64_t replications; /* done */
    double level;
    int64_t actual_tickets;
    int64_t open_at_start; /* replayed tickets that are open when the window begins */
    double disagreeing;    /* tickets that the simulation has otherwise, over them */
    /* the backlog at the beginning of each day, and at the end */
    int32_t days;
    double *backlog; /* [days][4]: actual, simulated, lo, hi */
} ds_backtest;

typedef struct ds_backtest_options {
    const ds_desk *desk; /* its window is [from, to) */
    int64_t lead_us;     /* the start of the simulation, unix microseconds */
    double from_h;       /* since then */
    double to_h;
    uint64_t seed;
    int64_t replications; /* at least 2 */
    double level;
    const atomic_bool *stop; /* may be NULL */
} ds_backtest_options;

/* Simulates and compares; DS_UNFINISHED where it was stopped, with the complete
 * replications (if at least two). Free after a failure too. */
ds_status ds_backtest_run(ds_backtest *self, const ds_ticket_table *table,
                          const ds_backtest_options *options, ds_error *err) DS_MUST_USE;
void ds_backtest_free(ds_backtest *self);

/* How it came about, for the JSON. */
typedef struct ds_backtest_origin {
    uint64_t seed;
    const char *const *command; /* the words that were typed */
    int32_t command_count;
} ds_backtest_origin;

/* "resolution time, mean", "h": for people. */
const char *ds_check_label(const ds_check *check);

/* The table for a terminal of 80 columns, as JSON, and as CSV. */
void ds_backtest_print(const ds_backtest *self, const ds_desk *desk, FILE *out);
ds_status ds_backtest_print_json(const ds_backtest *self, const ds_desk *desk,
                                 const ds_backtest_origin *origin, FILE *out,
                                 ds_error *err) DS_MUST_USE;
void ds_backtest_print_csv(const ds_backtest *self, const ds_desk *desk, FILE *out);

#endif
