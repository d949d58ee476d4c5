/* All that a desk can use, and somebody who watches. */
#define DS_ENGINE_FEATURES (~UINT32_C(0))

#include "model/engine/parts.h"

void ds_engine_observed(ds_replication *state, const atomic_bool *stop)
{
    run(state, stop);
}
