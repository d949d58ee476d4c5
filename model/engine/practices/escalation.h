/* Hierarchical escalation (model/practices/escalation.h). */
#ifndef DS_MODEL_ENGINE_ESCALATION_H
#define DS_MODEL_ENGINE_ESCALATION_H

#include "model/engine/engine.h"

static void ds_escalation_hear(ds_replication *state, ds_happening happening,
                               int32_t ticket_row);
/* Timers: a rule may be triggered; its effects come. */
static void ds_escalation_look(ds_replication *state, const ds_timer *timer);
static void ds_escalation_act(ds_replication *state, const ds_timer *timer);
/* A task is done: the manager knows. */
static void ds_escalation_noticed(ds_replication *state, int32_t task_row);

#endif
