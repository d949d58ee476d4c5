#include "model/practices/automation.h"

#include <stdlib.h>

void ds_automation_delete(ds_automation *automation)
{
    if (!automation)
        return;
    free(automation->categories);
    ds_sampler_free(&automation->takes);
    free(automation);
}
