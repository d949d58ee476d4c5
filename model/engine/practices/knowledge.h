/* The knowledge base (model/practices/knowledge.h). */
#ifndef DS_MODEL_ENGINE_PRACTICES_KNOWLEDGE_H
#define DS_MODEL_ENGINE_PRACTICES_KNOWLEDGE_H

#include "model/engine/engine.h"

#include <stdbool.h>

static void ds_knowledge_begin(ds_replication *state);
static void ds_knowledge_hear(ds_replication *state, ds_happening happening, int32_t row);
/* Whether the user of a contact that is described finds the answer without the desk. */
static bool ds_knowledge_deflects(ds_replication *state, int32_t row);
/* A visit that is planned: shorter, and perhaps the last. */
static void ds_knowledge_shape(ds_replication *state, int32_t row);
/* Timer: a resolution is to be written up. */
static void ds_knowledge_write(ds_replication *state, const ds_timer *timer);
/* Task: an article is there. */
static void ds_knowledge_written(ds_replication *state, int32_t task_row);

#endif
