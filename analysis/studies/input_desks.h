/* Desks with drawn inputs: for replications of a scenario that has values with an interval.
 *
 * Replication r runs a desk of its own, compiled with the values that (seed, r) draws.
 * All other luck is as it would be, so that common random numbers hold. A scenario without
 * such values keeps its one desk and pays nothing.
 */
#ifndef DS_ANALYSIS_INPUT_DESKS_H
#define DS_ANALYSIS_INPUT_DESKS_H

#include "model/replications.h"
#include "scenarios/scenario.h"
#include "sim/error.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct ds_input_desks {
    const ds_scenario *scenario;
    const ds_desk *desk; /* the scenario's own: its warm-up is that of all */
    uint64_t seed;
    bool is_antithetic; /* inputs of a pair are mirrored too */
    /* Replication `number` has the inputs of number - shift: with a shift, replications
     * that share the inputs of others but not their luck. */
    int64_t shift;
    /* Compiling changes the process's time zone for a moment, so one desk at a time. */
    pthread_mutex_t mutex;
} ds_input_desks;

/* `is_antithetic`: the replications will be pairs. Has `what` run on desks with drawn
 * inputs, from here on, where the scenario (NULL: none) has any. `desks` belongs to `what`
 * until ds_input_desks_end. */
void ds_input_desks_begin(ds_input_desks *desks, const ds_scenario *scenario,
                          ds_replications *what, bool is_antithetic);
/* Legal after _begin in any case. */
void ds_input_desks_end(ds_input_desks *desks);

#endif
