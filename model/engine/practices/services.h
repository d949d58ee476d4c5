/* Services that go down and come back (model/practices/services.h). */
#ifndef DS_MODEL_ENGINE_SERVICES_H
#define DS_MODEL_ENGINE_SERVICES_H

#include "model/engine/engine.h"

static void ds_services_hear(ds_replication *state, ds_happening happening,
                             int32_t ticket_row);

#endif
