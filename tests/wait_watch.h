/* The waits of tickets for their first work, seen one by one through an observer: for what
 * tallies do not keep, such as squares. Independent of the engine's own sums. */
#ifndef DS_TESTS_WAIT_WATCH_H
#define DS_TESTS_WAIT_WATCH_H

#include "against_theory.h"
#include "model/desk.h"

#include <stdint.h>

#define WAIT_ALL (-1)
#define WAIT_TRANSFORMS 3

typedef enum wait_sum {
    WAIT_TICKETS, /* that arrived in the window and got work */
    WAIT_DELAYED,
    WAIT_WITHIN, /* waits of at most `limit` */
    WAIT_HOURS,
    WAIT_SQUARES,   /* hours² */
    WAIT_TRANSFORM, /* Σ exp(-s · wait) with the first s; the others follow */
    WAIT_SUMS = WAIT_TRANSFORM + WAIT_TRANSFORMS,
} wait_sum;

typedef struct wait_watch {
    ds_ticks limit;
    double s_per_hour[WAIT_TRANSFORMS]; /* the first 0: no transforms */
    /* filled by watch_waits: [replication * classes + priority] */
    int64_t replications;
    int32_t classes;
    double (*sums)[WAIT_SUMS];
} wait_watch;

/* Runs the replications of a desk and fills `watch`; wait_watch_free it. */
void watch_waits(wait_watch *watch, const ds_desk *desk, uint64_t seed, int64_t count);
void wait_watch_free(wait_watch *watch);

/* Σx/Σn (of wait_sum) over the tickets of a priority, or of all (WAIT_ALL). */
simulated simulated_wait(const wait_watch *watch, int32_t priority, int x, int n);

#endif
