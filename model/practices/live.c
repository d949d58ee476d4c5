#include "model/practices/live.h"

#include <stdlib.h>

void ds_live_delete(ds_live *live)
{
    if (!live)
        return;
    for (int32_t i = 0; live->channels && i < live->channel_count; i++) {
        ds_sampler_free(&live->channels[i].patience);
        ds_sampler_free(&live->channels[i].redial_after);
    }
    free(live->channels);
    free(live->groups);
    free(live);
}
