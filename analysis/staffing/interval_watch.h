/* What groups meet in each interval of the week: replications, watched.
 *
 * A visit counts in the interval in which the ticket comes to the group, if that is in the
 * window. It finds so many others there, waiting or in work. Counts are whole numbers, so
 * that threads change nothing.
 */
#ifndef DS_ANALYSIS_INTERVAL_WATCH_H
#define DS_ANALYSIS_INTERVAL_WATCH_H

#include "model/desk.h"
#include "model/replications.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

/* At most the share `most` of the visits to a group waits longer than `beyond`. */
typedef struct ds_interval_target {
    char *text; /* as it was written; owned */
    int32_t group;
    int32_t channel; /* of these contacts alone; DS_NO_ID: of all visits */
    ds_ticks beyond; /* 0: those that wait at all */
    double most;
} ds_interval_target;

typedef struct ds_interval_cell {
    int64_t visits;
    int64_t area;    /* number in work × time, ms */
    int64_t squares; /* its square × time */
    int32_t room;
    int64_t *seen; /* [number found on coming] visits; owned */
} ds_interval_cell;

typedef struct ds_interval_watch {
    const ds_desk *desk; /* borrowed */
    int32_t minutes;     /* of an interval */
    int32_t slots;       /* of the week */
    int32_t target_count;
    const ds_interval_target *targets; /* borrowed */
    int64_t *spans;                    /* [slot] ms of all windows together; owned */
    ds_interval_cell *cells;           /* [group * slots + slot]; owned */
    int64_t *of;                       /* [target * slots + slot] visits; owned */
    int64_t *late;                     /* of them, beyond */
} ds_interval_watch;

/* The interval of the local week at an instant. */
int32_t ds_interval_at(const ds_desk *desk, int32_t minutes, ds_ticks at);

/* Watches `count` replications of runs->desk. Free in any case. */
ds_status ds_interval_watch_run(ds_interval_watch *watch, const ds_replications *runs,
                                int64_t count, ds_error *err) DS_MUST_USE;
void ds_interval_watch_free(ds_interval_watch *watch);

#endif
