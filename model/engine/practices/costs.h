/* What incidents cost (model/practices/costs.h). */
#ifndef DS_MODEL_ENGINE_COSTS_H
#define DS_MODEL_ENGINE_COSTS_H

#include "model/engine/engine.h"

static void ds_costs_hear(ds_replication *state, ds_happening happening,
                          int32_t ticket_row);
/* A finished ticket that counts: adds what it cost to the sums of its slice.
 */
static void ds_costs_count(ds_replication *state, int32_t ticket_row, double *sum);

#endif
