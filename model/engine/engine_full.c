/* All that a desk can use, people and practices included. */
#define DS_ENGINE_FEATURES (~(uint32_t)DS_FEATURE_OBSERVER)

#include "model/engine/parts.h"

void ds_engine_full(ds_replication *state, const atomic_bool *stop)
{
    run(state, stop);
}
