/* Tickets that are open when the simulation starts. */
#include "scenarios/compile.h"

#include <string.h>

static ds_stream *find_stream(ds_desk *desk, const char *name)
{
    for (int32_t i = 0; i < desk->stream_count; i++)
        if (strcmp(desk->streams[i].name, name) == 0)
            return &desk->streams[i];
    return NULL;
}

static ds_status compile_one(ds_compile *self, const ds_value *value, ds_stream *stream)
{
    if (!ds_value_is_mapping(value)) {
        stream->initial_count = ds_value_scalar(value).whole;
        return DS_OK;
    }
    ds_value count = ds_value_get(value, "count");
    ds_value age = ds_value_get(value, "age");
    stream->initial_count = ds_value_scalar(&count).whole;
    if (!ds_value_is_given(&age))
        return DS_OK;
    stream->has_initial_age = true;
    return ds_compile_sampler(self, &age, &stream->initial_age);
}

ds_status ds_compile_initial_backlog(ds_compile *self)
{
    ds_value backlog = ds_value_get(&self->root, "initial_backlog");
    if (self->scenario->replay && ds_value_is_given(&backlog)) {
        ds_value_warning(&backlog, self->out,
                         "it is left out: a replayed history has its own tickets");
        return DS_OK;
    }
    for (int32_t i = 0; i < ds_value_count(&backlog); i++) {
        ds_value value = ds_value_at(&backlog, i);
        ds_stream *stream = find_stream(self->desk, value.name);
        ds_status status = DS_OK;
        if (!stream && ds_diagnostics_has_error(self->out))
            continue; /* that stream is refused already */
        if (!stream || stream->trace)
            ds_value_error(&value, self->out,
                           "the stream replays a trace, which has its own tickets");
        else
            status = compile_one(self, &value, stream);
        if (status != DS_OK)
            return status;
    }
    return DS_OK;
}
