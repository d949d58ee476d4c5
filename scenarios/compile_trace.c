/* Recorded arrivals: streams that replay a trace, one for each type of ticket in it.
 *
 * What a row of a trace does not give is drawn from its stream, and a stream's categories
 * are all of one type: so a file with incidents and requests makes two streams.
 */
#include "scenarios/compile.h"
#include "sim/random.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the streams of one file have in common. */
typedef struct source {
    const char *name;
    ds_ticket_type type;    /* of rows that give none */
    const ds_value *stream; /* as written; NULL: a replay */
    ds_ticks until;         /* later rows are left out */
} source;

static bool has_type(const ds_desk *desk, ds_ticket_type type)
{
    for (int32_t c = 0; c < desk->category_count; c++)
        if (desk->categories[c].type == type)
            return true;
    return false;
}

static ds_ticket_type type_of_row(const ds_desk *desk, const ds_trace_row *row,
                                  ds_ticket_type otherwise)
{
    if (row->category != DS_NO_ID)
        return desk->categories[row->category].type;
    if (row->type != DS_NO_ID && has_type(desk, (ds_ticket_type)row->type))
        return (ds_ticket_type)row->type;
    return otherwise;
}

/* The rows of one type, with their touch times; NULL where memory is short. */
static ds_trace *select_rows(const ds_desk *desk, const ds_trace *all, ds_ticket_type type,
                             ds_ticket_type otherwise)
{
    int32_t touches = all->count > 0 ? all->rows[all->count - 1].touch_last : 0;
    for (int32_t i = 0; i < all->count; i++)
        if (all->rows[i].touch_last > touches)
            touches = all->rows[i].touch_last;
    ds_trace *part = calloc(1, sizeof *part);
    if (!part)
        return NULL;
    part->rows = ds_compile_table(all->count, sizeof *part->rows);
    part->touches = ds_compile_table(touches, sizeof *part->touches);
    if (!part->rows || !part->touches) {
        ds_trace_delete(part);
        return NULL;
    }
    int32_t used = 0;
    for (int32_t i = 0; i < all->count; i++) {
        if (type_of_row(desk, &all->rows[i], otherwise) != type)
            continue;
        ds_trace_row *row = &part->rows[part->count++];
        *row = all->rows[i];
        int32_t count = row->touch_last - row->touch_first;
        if (count > 0)
            memcpy(part->touches + used, all->touches + row->touch_first,
                   (size_t)count * sizeof *part->touches);
        row->touch_first = used;
        row->touch_last = used += count;
    }
    return part;
}

static ds_status name_stream(ds_compile *self, const source *from, ds_stream *stream)
{
    char name[256];
    if (stream->type == from->type)
        snprintf(name, sizeof name, "%s", from->name);
    else
        snprintf(name, sizeof name, "%s (%s)", from->name,
                 ds_ticket_type_words[stream->type]);
    stream->family = ds_random_family(name);
    return ds_compile_copy(self, name, &stream->name);
}

static ds_status fill_stream(ds_compile *self, const source *from, ds_stream *stream)
{
    ds_value categories = {.key = NULL};
    ds_value arrivals = ds_value_get(&self->root, "arrivals");
    if (from->stream)
        categories = ds_value_get(from->stream, "categories");
    for (int32_t month = 0; month < 12; month++)
        stream->season[month] = 1;
    stream->holiday_factor = -1;
    ds_status status = name_stream(self, from, stream);
    if (status != DS_OK)
        return status;
    if (stream->type == from->type && ds_value_is_given(&categories))
        status =
            ds_compile_choice(self, &categories, DS_NAME_CATEGORY, &stream->categories);
    else
        status = ds_compile_mix(self, from->stream ? from->stream : &arrivals, stream->type,
                                false, &stream->categories);
    if (status == DS_OK && from->stream)
        status = ds_compile_stream_channel(self, from->stream, stream);
    return status;
}

/* Adds the streams of a trace, which is not taken over. */
static ds_status add_streams(ds_compile *self, const source *from, const ds_trace *trace)
{
    ds_desk *desk = self->desk;
    for (int32_t type = 0; type < DS_TICKET_TYPES; type++) {
        ds_trace *part = select_rows(desk, trace, (ds_ticket_type)type, from->type);
        if (!part)
            return ds_error_no_memory(&self->err);
        if (part->count == 0) {
            ds_trace_delete(part);
            continue;
        }
        ds_stream *stream = &desk->streams[desk->stream_count++];
        stream->type = (ds_ticket_type)type;
        stream->trace = part;
        ds_status status = fill_stream(self, from, stream);
        if (status != DS_OK)
            return status;
    }
    return DS_OK;
}

static void warn_of_report(ds_compile *self, const ds_value *value,
                           const ds_trace_report *report)
{
    if (report->csv.rows_refused > 0)
        ds_value_warning(value, self->out, "%" PRId64 " of %" PRId64 " rows were refused",
                         report->csv.rows_refused, report->csv.rows_read);
    for (int32_t i = 0; i < DS_TRACE_FIELDS; i++) {
        const ds_unknown_names *unknown = &report->field[i].unknown;
        if (unknown->count > 0 && unknown->top_count > 0)
            ds_value_warning(value, self->out,
                             "%" PRId64 " times the %s is none of the scenario's (most "
                             "often '%s') and is drawn instead",
                             unknown->count, ds_trace_field_name((ds_trace_field)i),
                             unknown->top[0].name);
    }
}

static ds_status load(ds_compile *self, const source *from, const char *path,
                      const ds_trace_options *options, ds_trace_report *report)
{
    ds_trace *trace = NULL;
    ds_error err = {.status = DS_OK};
    ds_status status = ds_trace_load(path, self->desk, options, report, &trace, &err);
    if (status == DS_OK) {
        while (trace->count > 0 && trace->rows[trace->count - 1].at >= from->until)
            trace->count--;
        status = add_streams(self, from, trace);
        ds_trace_delete(trace);
        return status;
    }
    if (status == DS_NO_MEMORY)
        return ds_error_no_memory(&self->err);
    if (from->stream) {
        ds_value file = ds_value_get(from->stream, "trace");
        ds_compile_refuse_file(self, &file, path, &err);
    } else {
        ds_diagnostics_add_status(self->out, path, &err);
    }
    return DS_OK;
}

ds_status ds_compile_trace(ds_compile *self, const ds_value *value)
{
    ds_value type = ds_value_get(value, "type");
    ds_value file = ds_value_get(value, "trace");
    source from = {.name = value->name,
                   .type = (ds_ticket_type)ds_value_scalar(&type).whole,
                   .stream = value,
                   .until = DS_NEVER};
    ds_trace_report *report = calloc(1, sizeof *report);
    char *path = ds_scenario_file(self->scenario, ds_value_scalar(&file).text);
    ds_status status = DS_NO_MEMORY;
    if (report && path)
        status = load(self, &from, path, NULL, report);
    if (status == DS_OK)
        warn_of_report(self, &file, report);
    free(path);
    free(report);
    return status == DS_NO_MEMORY ? ds_error_no_memory(&self->err) : status;
}

ds_ticks ds_compile_replay_end(const ds_compile *self)
{
    const ds_replay *replay = self->scenario->replay;
    return replay->goes_on ? replay->until_us - self->desk->start_unix * 1000000 : DS_NEVER;
}

ds_status ds_compile_replay(ds_compile *self)
{
    ds_replay *replay = self->scenario->replay;
    source from = {
        .name = "replay", .type = DS_INCIDENT, .until = ds_compile_replay_end(self)};
    if (self->desk->category_count > 0 && !has_type(self->desk, DS_INCIDENT))
        from.type = self->desk->categories[0].type;
    return load(self, &from, replay->path, &replay->options, &replay->report);
}
