/* What most desks use: neither shifts nor practices. */
#define DS_ENGINE_FEATURES                                                                 \
    (DS_FEATURE_CLOCKS | DS_FEATURE_INTERRUPTION | DS_FEATURE_DETOURS | DS_FEATURE_TRACE | \
     DS_FEATURE_CHANCES)

#include "model/engine/parts.h"

void ds_engine_desk(ds_replication *state, const atomic_bool *stop)
{
    run(state, stop);
}
