/* What the same desk would require if its arrivals did not vary from day to day or come in
 * batches: the difference is the price of that. */
#include "analysis/staffing/requirement.h"

#include <stdlib.h>
#include <string.h>

static bool is_poisson(const ds_stream *stream)
{
    return stream->day_factor_variance <= 0 && stream->batch == DS_BATCH_NONE;
}

static bool varies(const ds_desk *desk)
{
    for (int32_t i = 0; i < desk->stream_count; i++)
        if (!is_poisson(&desk->streams[i]) && !desk->streams[i].trace)
            return true;
    return false;
}

static ds_status find_on(ds_requirement *self, const ds_desk *calm, ds_error *err)
{
    ds_requirement other = {.desk = calm,
                            .runs = self->runs,
                            .replications = self->replications,
                            .minutes = self->minutes,
                            .target_count = self->target_count,
                            .targets = self->targets,
                            .most_rounds = self->most_rounds};
    ds_status status = ds_requirement_find(&other, err);
    if (status == DS_OK) {
        size_t rows = (size_t)self->desk->group_count * (size_t)self->slots;
        memcpy(self->agents[DS_PLAN_POISSON], other.agents[DS_PLAN_SIMULATED],
               rows * sizeof(int32_t));
        self->has_poisson = true;
    }
    ds_requirement_free(&other);
    return status;
}

ds_status ds_requirement_as_poisson(ds_requirement *self, ds_error *err)
{
    if (!varies(self->desk))
        return DS_OK;
    size_t size = (size_t)self->desk->stream_count * sizeof *self->desk->streams;
    ds_desk calm = *self->desk;
    calm.streams = malloc(size);
    if (!calm.streams)
        return ds_error_no_memory(err);
    memcpy(calm.streams, self->desk->streams, size);
    for (int32_t i = 0; i < calm.stream_count; i++) {
        calm.streams[i].day_factor_variance = 0;
        calm.streams[i].batch = DS_BATCH_NONE;
    }
    ds_status status = find_on(self, &calm, err);
    free(calm.streams);
    return status;
}
