#include "model/practices/communication.h"

#include <stdlib.h>

void ds_communication_delete(ds_communication *communication)
{
    if (!communication)
        return;
    ds_sampler_free(&communication->update_work);
    ds_sampler_free(&communication->patience);
    ds_sampler_free(&communication->chase_work);
    free(communication);
}
