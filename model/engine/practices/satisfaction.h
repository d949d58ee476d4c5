/* Users' satisfaction (model/practices/satisfaction.h). */
#ifndef DS_MODEL_ENGINE_SATISFACTION_H
#define DS_MODEL_ENGINE_SATISFACTION_H

#include "model/engine/engine.h"

/* A finished ticket that counts: adds its score to the sums of its slice. */
static void ds_satisfaction_count(ds_replication *state, int32_t ticket_row, double *sum);

#endif
