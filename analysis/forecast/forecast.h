/* What comes: the next weeks of a desk, from the tickets that are open now.
 *
 * Each replication replays the tickets that came before the instant `at`, so that those
 * open then are where the history has them (analysis/backtest/open_backlog.h draws what is
 * not known of them), and goes on with arrivals that the scenario draws. A prediction
 * interval at level p is between the quantiles (1 - p)/2 and (1 + p)/2 of the replications'
 * values: those of rank q (R + 1), interpolated (Hyndman and Fan 1996, definition 6), and
 * the least or greatest value where R is too small for them.
 */
#ifndef DS_ANALYSIS_FORECAST_H
#define DS_ANALYSIS_FORECAST_H

#include "analysis/calibration/ticket_table.h"
#include "model/desk.h"
#include "sim/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* Of one figure: NAN where no replication has it. */
typedef struct ds_prediction {
    double mean;
    double median;
    double lo80;
    double hi80;
    double lo95;
    double hi95;
} ds_prediction;

typedef enum ds_forecast_measure {
    DS_FORECAST_ARRIVALS, /* tickets that come in the week */
    DS_FORECAST_RESOLVED, /* in the week */
    DS_FORECAST_BREACHES, /* of them, those that missed their resolution target */
    DS_FORECAST_BACKLOG,  /* open at the week's end */
    DS_FORECAST_MEASURES,
} ds_forecast_measure;

/* A ticket that is open at `at`. */
typedef struct ds_forecast_ticket {
    int64_t row; /* of the table */
    char *id;    /* owned */
    double age_h;
    double breach; /* share of the replications that miss its target; NAN: it has none */
    ds_prediction wait_h; /* from `at` to its resolution; INFINITY: after the simulation */
    double told;          /* share of the replications in which it is open at `at` */
} ds_forecast_ticket;

typedef struct ds_forecast {
    int32_t weeks;
    ds_prediction *week;                       /* [weeks][DS_FORECAST_MEASURES] */
    ds_prediction total[DS_FORECAST_MEASURES]; /* of the backlog: at the end */
    int32_t days;
    ds_prediction *backlog; /* [days + 1]: at the beginning of each, and at the end */
    int64_t ticket_count;
    ds_forecast_ticket *tickets; /* the likeliest to miss their targets first */
    double open_breaches;        /* of the open tickets, expected */
    int64_t too_old;             /* open tickets from before the simulation: left out */
    int64_t before;              /* tickets that came before `at` and are replayed */
    double disagreeing;          /* tickets that are otherwise than known, over the open */
    int64_t replications;        /* done */
} ds_forecast;

typedef struct ds_forecast_options {
    const ds_desk *desk; /* replays what came before `at`, then draws (ds_replay.goes_on) */
    const char *path;    /* of the tickets, for their ids */
    int64_t at_us;       /* microseconds since 1970 UTC */
    int32_t weeks;       /* at least 1; the desk's horizon is no earlier */
    uint64_t seed;
    int64_t replications;    /* at least 2 */
    const atomic_bool *stop; /* may be NULL */
    /* After each replication; may be NULL. */
    void (*progress)(void *context, int64_t done, int64_t count);
    void *context;
} ds_forecast_options;

/* "arrivals", …, for files; "tickets that come", …, for people. */
const char *ds_forecast_measure_name(ds_forecast_measure measure);
const char *ds_forecast_measure_label(ds_forecast_measure measure);

/* Whether a ticket is open at an instant: it has come, and was neither resolved nor closed.
 */
bool ds_ticket_is_open(const ds_past_ticket *ticket, int64_t at_us);

/* Forecasts; DS_UNFINISHED where it was stopped, with the complete replications (if at
 * least two). Free after a failure too. */
ds_status ds_forecast_run(ds_forecast *self, const ds_ticket_table *table,
                          const ds_forecast_options *options, ds_error *err) DS_MUST_USE;
void ds_forecast_free(ds_forecast *self);

#endif
