/* What handing over costs (model/practices/handover.h). */
#ifndef DS_MODEL_ENGINE_HANDOVER_H
#define DS_MODEL_ENGINE_HANDOVER_H

#include "model/engine/engine.h"

/* A visit that is planned and comes from another group (`from`; DS_NO_ID: it is the first,
 * or a reopening): its work grows by what the hand-over costs both sides. */
static void ds_handover_shape(ds_replication *state, int32_t ticket_row, int32_t from);

#endif
