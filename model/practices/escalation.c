#include "model/practices/escalation.h"

#include <stdlib.h>

void ds_escalation_delete(ds_escalation *escalation)
{
    if (!escalation)
        return;
    ds_sampler_free(&escalation->attention);
    free(escalation);
}
