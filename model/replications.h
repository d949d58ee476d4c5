/* Many replications of one desk on several threads: their tallies, in order. */
#ifndef DS_MODEL_REPLICATIONS_H
#define DS_MODEL_REPLICATIONS_H

#include "model/desk.h"
#include "model/tally.h"
#include "sim/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct ds_replications {
    const ds_desk *desk;
    uint64_t seed;
    int32_t threads;         /* at least 1 */
    bool is_antithetic;      /* 2k and 2k + 1 are pairs (model/replication.h) */
    const atomic_bool *stop; /* may be NULL */
    /* Called after each finished replication, one at a time; may be NULL. */
    void (*progress)(void *context, int64_t done, int64_t count);
    void *context;
    /* Where each replication has a desk of its own (all with the same names): makes that of
     * a number, called once for each from any thread. NULL: all run on `desk`. */
    ds_status (*desk_of)(void *source, int64_t number, ds_desk *desk_out, ds_error *err);
    void *source;
} ds_replications;

/* Runs replications [first, first + count) and fills tallies[0 … count). The caller frees
 * each tally; one that was not run is zeroed. Where it was stopped, or one failed,
 * *done_out is the number of leading tallies that are complete, and the later ones are
 * freed. */
ds_status ds_replications_run(const ds_replications *what, int64_t first, int64_t count,
                              ds_tally *tallies, int64_t *done_out,
                              ds_error *err) DS_MUST_USE;

#endif
