/* A network of queues and nothing else. */
#define DS_ENGINE_FEATURES 0

#include "model/engine/parts.h"

void ds_engine_plain(ds_replication *state, const atomic_bool *stop)
{
    run(state, stop);
}
