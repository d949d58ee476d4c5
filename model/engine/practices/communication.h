/* Updates and chasers (model/practices/communication.h). */
#ifndef DS_MODEL_ENGINE_PRACTICES_COMMUNICATION_H
#define DS_MODEL_ENGINE_PRACTICES_COMMUNICATION_H

#include "model/engine/engine.h"

static void ds_communication_hear(ds_replication *state, ds_happening happening,
                                  int32_t ticket_row);
/* Timers: a user's patience is over; an update is due. */
static void ds_communication_chase(ds_replication *state, const ds_timer *timer);
static void ds_communication_update(ds_replication *state, const ds_timer *timer);
/* Tasks that are done. */
static void ds_communication_chaser_answered(ds_replication *state, int32_t task_row);
static void ds_communication_update_given(ds_replication *state, int32_t task_row);

#endif
