#include "model/practices/handover.h"

#include <stdlib.h>

void ds_handover_delete(ds_handover *handover)
{
    if (!handover)
        return;
    ds_sampler_free(&handover->cost);
    free(handover);
}
