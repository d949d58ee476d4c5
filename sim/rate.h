/* Arrivals of a Poisson process whose rate changes: unit exponentials carried through the
 * inverse of the cumulative rate (Çinlar's inversion for non-homogeneous Poisson
 * processes).
 *
 * The rate is piecewise constant; a rate function gives it segment by segment. The nth
 * arrival depends on the first n unit exponentials and on the rate alone, so that two runs
 * with the same exponentials and different rates have arrivals that correspond one to one.
 */
#ifndef DS_SIM_RATE_H
#define DS_SIM_RATE_H

#include "sim/clock.h"

/* A stretch of constant rate. */
typedef struct ds_rate_segment {
    double per_tick;
    ds_ticks until; /* exclusive; must lie after the instant asked for */
} ds_rate_segment;

/* The segment that holds an instant. Called with instants that never fall. */
typedef ds_rate_segment ds_rate_function(void *context, ds_ticks instant);

typedef struct ds_rate_walk {
    ds_rate_function *rate;
    void *context;
    ds_ticks from;   /* where the current segment was entered */
    double position; /* of the last arrival, ticks after `from` */
    ds_rate_segment segment;
} ds_rate_walk;

/* Begins at `start`. */
void ds_rate_walk_init(ds_rate_walk *walk, ds_rate_function *rate, void *context,
                       ds_ticks start);

/* The instant at which `exponential` (a unit exponential, > 0) more of cumulative rate has
 * passed since the last arrival; DS_NEVER where the rate stays 0 up to `limit`. */
ds_ticks ds_rate_walk_next(ds_rate_walk *walk, double exponential, ds_ticks limit);

#endif
