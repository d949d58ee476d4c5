/* What has paused a ticket's clocks so far, remembered for a change of priority that counts
 * from creation: its holds, and the time it was resolved before it was reopened. */
#ifndef DS_MODEL_ENGINE_PAUSES_H
#define DS_MODEL_ENGINE_PAUSES_H

#include "model/engine/engine.h"
#include "model/sla_clock.h"

static void ds_pauses_hear(ds_replication *state, ds_happening happening,
                           int32_t ticket_row);
/* The spells since `from` for the reasons of a mask, in order; good until the next call.
 * One that goes on has to = DS_NEVER. */
static const ds_spell *ds_practices_pauses(ds_replication *state, int32_t ticket_row,
                                           uint32_t reason_mask, ds_ticks from,
                                           int32_t *count_out);

#endif
