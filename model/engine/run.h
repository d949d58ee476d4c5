/* A replication's event loop, once for each engine. */
#ifndef DS_MODEL_ENGINE_RUN_H
#define DS_MODEL_ENGINE_RUN_H

#include "model/replication.h"

#include <stdatomic.h>

/* Runs a replication that is reset, from its first event until nothing that counts is left
 * to happen; *stop ends it early (state->flow.tally.was_stopped). */
typedef void ds_engine(ds_replication *state, const atomic_bool *stop);

/* No feature but the queueing network itself. */
ds_engine ds_engine_plain;
/* Everything but people and practices, unobserved. */
ds_engine ds_engine_desk;
/* Everything that a desk can use, unobserved. */
ds_engine ds_engine_full;
/* Everything, observed. */
ds_engine ds_engine_observed;

#endif
