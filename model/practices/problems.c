#include "model/practices/problems.h"

#include <stdlib.h>

void ds_problems_delete(ds_problems *problems)
{
    if (!problems)
        return;
    for (int32_t i = 0; i < problems->cause_count; i++)
        free(problems->causes[i].name);
    free(problems->causes);
    ds_sampler_free(&problems->investigation);
    ds_sampler_free(&problems->lead_time);
    ds_sampler_free(&problems->change);
    free(problems);
}
