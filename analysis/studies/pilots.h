/* Pilot replications: how a desk fills from its start, for the warm-up to be found in.
 *
 * Two series over the whole horizon, whatever warm-up the desk has: the number of open
 * tickets, and the time to resolution of the tickets that arrive in a bin. They are kept by
 * replication and by bin. A desk with a weekly cycle has bins of a day (24 h from the
 * start), any other bins of an hour, or of more where that would be too many.
 *
 * Pilots are replications of their own, far beyond those that a study counts: a cut that
 * was chosen by the very replications it then cuts would flatter them.
 */
#ifndef DS_ANALYSIS_PILOTS_H
#define DS_ANALYSIS_PILOTS_H

#include "model/desk.h"
#include "sim/clock.h"
#include "sim/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* The number of the first pilot replication. */
#define DS_PILOT_FIRST 1000000000000
#define DS_PILOTS_DEFAULT 10

typedef enum ds_pilot_series {
    DS_PILOT_BACKLOG,    /* mean number of open tickets in the bin; each weight is 1 */
    DS_PILOT_RESOLUTION, /* hours from arrival to last resolution, by bin of arrival, and
                            tickets: those of the headline MTTR. A ticket that the end of
                            the simulation finds open counts with its age. */
    DS_PILOT_SERIES,
} ds_pilot_series;

typedef struct ds_pilot_plan {
    const ds_desk *desk;
    uint64_t seed;
    int32_t count;           /* replications, at least 1 */
    int32_t threads;         /* at least 1 */
    const atomic_bool *stop; /* may be NULL */
    /* Called after each finished replication, one at a time; may be NULL. */
    void (*progress)(void *context, int64_t done, int64_t count);
    void *context;
} ds_pilot_plan;

typedef struct ds_pilots {
    const ds_desk *desk; /* borrowed */
    int32_t count;       /* complete replications */
    bool is_weekly;      /* the desk has a weekly cycle: bins are days */
    ds_ticks width;      /* of a bin */
    int32_t bins;        /* whole ones within the horizon */
    /* [pilot * bins + bin] */
    double *sum[DS_PILOT_SERIES];
    double *weight[DS_PILOT_SERIES];
} ds_pilots;

/* Whether anything that drives the desk repeats by the week: a profile that is not flat, a
 * trace, or the hours of a group or of a hold. */
bool ds_desk_has_weekly_cycle(const ds_desk *desk);

/* Runs the pilots. Where it was stopped, or one failed, `pilots` holds the complete ones
 * before the first gap. Free in any case. */
ds_status ds_pilots_run(ds_pilots *pilots, const ds_pilot_plan *plan,
                        ds_error *err) DS_MUST_USE;
void ds_pilots_free(ds_pilots *pilots);

/* Sums over the pilots, by bin: sums[bins] and weights[bins]. */
void ds_pilots_add_up(const ds_pilots *pilots, ds_pilot_series series, double *sums,
                      double *weights);

#endif
