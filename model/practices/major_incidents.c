#include "model/practices/major_incidents.h"

#include <stdlib.h>

void ds_major_incidents_delete(ds_major_incidents *majors)
{
    if (!majors)
        return;
    ds_sampler_free(&majors->declare);
    ds_sampler_free(&majors->restore);
    ds_sampler_free(&majors->workaround_after);
    ds_sampler_free(&majors->update);
    ds_sampler_free(&majors->duplicate);
    ds_sampler_free(&majors->review);
    free(majors->room);
    free(majors->is_watched);
    free(majors);
}
