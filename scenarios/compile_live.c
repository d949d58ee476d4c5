/* Live channels, and the groups that answer them. */
#include "model/practices.h"
#include "scenarios/compile.h"
#include "sim/spelling.h"

#include <string.h>

static int32_t find_channel(const ds_desk *desk, const char *name)
{
    for (int32_t i = 0; i < desk->channel_count; i++)
        if (strcmp(desk->channel_names[i], name) == 0)
            return i;
    return DS_NO_ID;
}

static void refuse_channel(ds_compile *self, const ds_value *value)
{
    const ds_desk *desk = self->desk;
    const char *near = ds_spelling_nearest(
        value->name, (const char *const *)desk->channel_names, (size_t)desk->channel_count);
    ds_value_error(value, self->out, "no stream has a channel of that name%s%s%s",
                   near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

static ds_status read_redial(ds_compile *self, const ds_value *value,
                             ds_live_channel *channel)
{
    channel->most_tries = 1;
    if (!ds_value_is_given(value))
        return DS_OK;
    ds_value share = ds_value_get(value, "share");
    ds_value after = ds_value_get(value, "after");
    ds_value tries = ds_value_get(value, "tries");
    channel->redial_share = ds_value_scalar(&share).number;
    channel->most_tries = ds_value_scalar(&tries).whole;
    return ds_compile_sampler(self, &after, &channel->redial_after);
}

static ds_status compile_channel(ds_compile *self, const ds_value *value,
                                 ds_live_channel *channel)
{
    ds_value patience = ds_value_get(value, "patience");
    ds_value answer_within = ds_value_get(value, "answer_within");
    ds_value lines = ds_value_get(value, "lines");
    ds_value redial = ds_value_get(value, "redial");
    ds_value at_once = ds_value_get(value, "at_once");
    ds_value slowdown = ds_value_get(value, "slowdown");
    channel->is_live = true;
    channel->has_patience = ds_value_is_given(&patience);
    channel->answer_within = ds_value_scalar(&answer_within).duration.ticks;
    channel->lines = ds_value_is_given(&lines) ? ds_value_scalar(&lines).whole : 0;
    channel->at_once = ds_value_scalar(&at_once).whole;
    channel->slowdown = ds_value_scalar(&slowdown).number;
    if (ds_value_is_given(&slowdown) && channel->at_once == 1)
        ds_value_error(&slowdown, self->out, "it has a meaning only with 'at_once'");
    if (ds_value_is_given(&redial) && !channel->has_patience && channel->lines == 0)
        ds_value_error(&redial, self->out, "nobody gives up without 'patience' or 'lines'");
    ds_status status = read_redial(self, &redial, channel);
    if (status == DS_OK && channel->has_patience)
        status = ds_compile_sampler(self, &patience, &channel->patience);
    return status;
}

/* What the groups say of live contacts; an error where the desk has none. */
static void read_groups(ds_compile *self, ds_live *live)
{
    ds_value groups = ds_value_get(&self->root, "groups");
    for (int32_t g = 0; g < self->desk->group_count; g++) {
        ds_value group = ds_value_at(&groups, g);
        ds_value blending = ds_value_get(&group, "live");
        ds_value reserved = ds_value_get(&group, "reserved_for_live");
        int32_t kept = ds_value_scalar(&reserved).whole;
        if (!live && ds_value_is_given(&blending))
            ds_value_error(&blending, self->out, "it has a meaning only with 'channels'");
        if (!live && ds_value_is_given(&reserved))
            ds_value_error(&reserved, self->out, "it has a meaning only with 'channels'");
        if (kept > self->desk->groups[g].agents)
            ds_value_error(&reserved, self->out, "%d of %d agents cannot be kept free",
                           kept, self->desk->groups[g].agents);
        if (live)
            live->groups[g] =
                (ds_live_group){.blending = (ds_blending)ds_value_scalar(&blending).whole,
                                .reserved = kept};
    }
}

static ds_live *make_live(ds_compile *self)
{
    ds_practices *practices = ds_compile_practices(self);
    if (!practices)
        return NULL;
    ds_live *live = practices->live = ds_compile_table(1, sizeof *live);
    if (!live)
        return NULL;
    live->channel_count = self->desk->channel_count;
    live->channels = ds_compile_table(live->channel_count, sizeof *live->channels);
    live->groups = ds_compile_table(self->desk->group_count, sizeof *live->groups);
    return live->channels && live->groups ? live : NULL;
}

ds_status ds_compile_live(ds_compile *self)
{
    ds_value channels = ds_value_get(&self->root, "channels");
    if (ds_value_count(&channels) == 0) {
        read_groups(self, NULL);
        return DS_OK;
    }
    ds_live *live = make_live(self);
    if (!live)
        return ds_error_no_memory(&self->err);
    read_groups(self, live);
    for (int32_t i = 0; i < ds_value_count(&channels); i++) {
        ds_value value = ds_value_at(&channels, i);
        int32_t row = find_channel(self->desk, value.name);
        if (row == DS_NO_ID) {
            refuse_channel(self, &value);
            continue;
        }
        ds_status status = compile_channel(self, &value, &live->channels[row]);
        if (status != DS_OK)
            return status;
    }
    return DS_OK;
}
