#include "scenarios/trace.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

typedef struct loader {
    const ds_desk *desk;
    ds_trace_options options;
    ds_trace_report *report;
    const char **category_names;
    const char **group_names;
    ds_name_lookup lookup[DS_TRACE_FIELDS]; /* none for the type */

    ds_trace *trace;
    int32_t row_capacity;
    int32_t touch_count;
    int32_t touch_capacity;
} loader;

ds_trace_options ds_trace_options_all(void)
{
    return (ds_trace_options){true, true, true, true, true, true};
}

const char *ds_trace_field_name(ds_trace_field field)
{
    static const char *const names[DS_TRACE_FIELDS] = {
        [DS_TRACE_TYPE] = "type",         [DS_TRACE_CATEGORY] = "category",
        [DS_TRACE_PRIORITY] = "priority", [DS_TRACE_IMPACT] = "impact",
        [DS_TRACE_URGENCY] = "urgency",   [DS_TRACE_GROUP] = "first group",
        [DS_TRACE_CHANNEL] = "channel",   [DS_TRACE_TOUCH] = "touch time",
    };
    return names[field];
}

void ds_trace_delete(ds_trace *trace)
{
    if (!trace)
        return;
    free(trace->rows);
    free(trace->touches);
    free(trace);
}

/* Arrays of `size`-byte entries for one more than `count`, doubled when full. */
static ds_status grow(void **entries, int32_t count, int32_t *capacity, size_t size,
                      ds_error *err)
{
    if (count < *capacity)
        return DS_OK;
    if (count > INT32_MAX / 2)
        return ds_error_set(err, DS_BAD_INPUT, "more than %" PRId32 " tickets", count);
    int32_t larger = count > 0 ? 2 * count : 1024;
    void *moved = realloc(*entries, (size_t)larger * size);
    if (!moved)
        return ds_error_no_memory(err);
    *entries = moved;
    *capacity = larger;
    return DS_OK;
}

/* The row of a ticket's name in one field; counts what became of it. */
static int32_t take_name(loader *load, ds_trace_field field, const char *name)
{
    ds_trace_field_report *report = &load->report->field[field];
    if (!report->is_wanted)
        return DS_NO_ID;
    if (*name == '\0') {
        report->missing++;
        return DS_NO_ID;
    }
    int32_t row = ds_name_lookup_find(&load->lookup[field], name);
    if (row != DS_NO_ID)
        report->taken++;
    return row;
}

static int32_t take_type(loader *load, int32_t type)
{
    ds_trace_field_report *report = &load->report->field[DS_TRACE_TYPE];
    if (!report->is_wanted)
        return DS_NO_ID;
    if (type == DS_NO_ID)
        report->missing++;
    else
        report->taken++;
    return type;
}

static ds_status add_touch(loader *load, int32_t group, ds_ticks touch, ds_error *err)
{
    ds_trace *trace = load->trace;
    void *touches = trace->touches;
    ds_status status = grow(&touches, load->touch_count, &load->touch_capacity,
                            sizeof *trace->touches, err);
    trace->touches = touches;
    if (status != DS_OK)
        return status;
    trace->touches[load->touch_count++] = (ds_trace_touch){group, touch};
    return DS_OK;
}

static ds_status take_touches(loader *load, const ds_ticket_record *ticket,
                              ds_trace_row *row, ds_error *err)
{
    ds_trace_field_report *report = &load->report->field[DS_TRACE_TOUCH];
    bool is_given = false;
    row->touch_first = load->touch_count;
    for (int32_t i = 0; report->is_wanted && i < ticket->touch_count; i++) {
        if (ticket->touch_us[i] == DS_NO_SPAN)
            continue;
        is_given = true;
        int32_t group =
            ds_name_lookup_find(&load->lookup[DS_TRACE_TOUCH], ticket->touch_group[i]);
        if (group == DS_NO_ID)
            continue;
        ds_status status = add_touch(load, group, ticket->touch_us[i], err);
        if (status != DS_OK)
            return status;
    }
    row->touch_last = load->touch_count;
    report->taken += row->touch_last > row->touch_first;
    report->missing += report->is_wanted && !is_given;
    return DS_OK;
}

static ds_status keep_ticket(loader *load, const ds_ticket_record *ticket, ds_ticks at,
                             ds_error *err)
{
    ds_trace *trace = load->trace;
    void *rows = trace->rows;
    ds_status status =
        grow(&rows, trace->count, &load->row_capacity, sizeof *trace->rows, err);
    trace->rows = rows;
    if (status != DS_OK)
        return status;
    ds_trace_row *row = &trace->rows[trace->count++];
    *row = (ds_trace_row){
        .at = at,
        .type = take_type(load, ticket->type),
        .category = take_name(load, DS_TRACE_CATEGORY, ticket->category),
        .priority = take_name(load, DS_TRACE_PRIORITY, ticket->priority),
        .impact = take_name(load, DS_TRACE_IMPACT, ticket->impact),
        .urgency = take_name(load, DS_TRACE_URGENCY, ticket->urgency),
        .group = take_name(load, DS_TRACE_GROUP, ticket->group),
        .channel = take_name(load, DS_TRACE_CHANNEL, ticket->channel),
    };
    return take_touches(load, ticket, row, err);
}

static ds_status take_ticket(void *context, const ds_ticket_record *ticket, ds_error *err)
{
    loader *load = context;
    ds_trace_report *report = load->report;
    ds_ticks at = ticket->opened_us - load->desk->start_unix * DS_SECOND;
    if (at < 0) {
        report->before_start++;
        return DS_OK;
    }
    if (at >= load->desk->horizon + load->desk->drain) {
        report->after_end++;
        return DS_OK;
    }
    report->kept++;
    report->after_horizon += at >= load->desk->horizon;
    return keep_ticket(load, ticket, at, err);
}

typedef struct sort_key {
    ds_ticks at;
    int32_t row;
} sort_key;

static int compare_keys(const void *left, const void *right)
{
    const sort_key *a = left;
    const sort_key *b = right;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

static bool is_sorted(const ds_trace *trace)
{
    for (int32_t i = 1; i < trace->count; i++)
        if (trace->rows[i].at < trace->rows[i - 1].at)
            return false;
    return true;
}

/* By keys, since qsort is not stable and rows are large. */
static ds_status sort_rows(ds_trace *trace, ds_error *err)
{
    if (is_sorted(trace))
        return DS_OK;
    size_t count = (size_t)trace->count;
    sort_key *keys = malloc(count * sizeof *keys);
    ds_trace_row *rows = malloc(count * sizeof *rows);
    if (!keys || !rows) {
        free(keys);
        free(rows);
        return ds_error_no_memory(err);
    }
    for (int32_t i = 0; i < trace->count; i++)
        keys[i] = (sort_key){trace->rows[i].at, i};
    qsort(keys, count, sizeof *keys, compare_keys);
    for (size_t i = 0; i < count; i++)
        rows[i] = trace->rows[keys[i].row];
    free(keys);
    free(trace->rows);
    trace->rows = rows;
    return DS_OK;
}

/* Gives back what doubling took too much. */
static void shrink(loader *load)
{
    ds_trace *trace = load->trace;
    void *rows = realloc(trace->rows, (size_t)trace->count * sizeof *trace->rows);
    if (rows)
        trace->rows = rows;
    if (load->touch_count == 0)
        return;
    void *touches =
        realloc(trace->touches, (size_t)load->touch_count * sizeof *trace->touches);
    if (touches)
        trace->touches = touches;
}

static ds_status gather_names(loader *load, ds_error *err)
{
    const ds_desk *desk = load->desk;
    load->category_names = calloc((size_t)desk->category_count + 1, sizeof(char *));
    load->group_names = calloc((size_t)desk->group_count + 1, sizeof(char *));
    if (!load->category_names || !load->group_names)
        return ds_error_no_memory(err);
    for (int32_t i = 0; i < desk->category_count; i++)
        load->category_names[i] = desk->categories[i].name;
    for (int32_t i = 0; i < desk->group_count; i++)
        load->group_names[i] = desk->groups[i].name;
    return DS_OK;
}

/* The names of the desk that a field of the file may have. */
static ds_status init_lookup(loader *load, ds_trace_field field, ds_error *err)
{
    const ds_desk *desk = load->desk;
    ds_name_lookup *lookup = &load->lookup[field];
    switch (field) {
    case DS_TRACE_CATEGORY:
        return ds_name_lookup_init(lookup, load->category_names, desk->category_count,
                                   false, err);
    case DS_TRACE_PRIORITY:
        return ds_name_lookup_init(lookup, (const char *const *)desk->priority_names,
                                   desk->priority_count, true, err);
    case DS_TRACE_IMPACT:
        return ds_name_lookup_init(lookup, (const char *const *)desk->impact_names,
                                   desk->impact_levels, true, err);
    case DS_TRACE_URGENCY:
        return ds_name_lookup_init(lookup, (const char *const *)desk->urgency_names,
                                   desk->urgency_levels, true, err);
    case DS_TRACE_GROUP:
    case DS_TRACE_TOUCH:
        return ds_name_lookup_init(lookup, load->group_names, desk->group_count, false,
                                   err);
    case DS_TRACE_CHANNEL:
        return ds_name_lookup_init(lookup, (const char *const *)desk->channel_names,
                                   desk->channel_count, false, err);
    case DS_TRACE_TYPE:
    case DS_TRACE_FIELDS:
        break;
    }
    return DS_OK;
}

static bool is_wanted(const ds_trace_options *options, ds_trace_field field)
{
    switch (field) {
    case DS_TRACE_TYPE:
        return options->type;
    case DS_TRACE_CATEGORY:
        return options->category;
    case DS_TRACE_PRIORITY:
    case DS_TRACE_IMPACT:
    case DS_TRACE_URGENCY:
        return options->priority;
    case DS_TRACE_GROUP:
        return options->group;
    case DS_TRACE_CHANNEL:
        return options->channel;
    case DS_TRACE_TOUCH:
        return options->touch;
    case DS_TRACE_FIELDS:
        break;
    }
    return false;
}

static ds_status init_loader(loader *load, ds_error *err)
{
    ds_status status = gather_names(load, err);
    for (int32_t i = 0; status == DS_OK && i < DS_TRACE_FIELDS; i++) {
        ds_trace_field field = (ds_trace_field)i;
        load->report->field[i].is_wanted = is_wanted(&load->options, field);
        status = init_lookup(load, field, err);
    }
    load->trace = calloc(1, sizeof *load->trace);
    if (status == DS_OK && !load->trace)
        return ds_error_no_memory(err);
    return status;
}

static void free_loader(loader *load)
{
    for (int32_t i = 0; i < DS_TRACE_FIELDS; i++)
        ds_name_lookup_free(&load->lookup[i]);
    free(load->category_names);
    free(load->group_names);
    ds_trace_delete(load->trace);
}

static ds_status refuse_empty(const loader *load, const char *name, ds_error *err)
{
    const ds_trace_report *report = load->report;
    char from[DS_ISO_TIME_SIZE];
    char to[DS_ISO_TIME_SIZE];
    int64_t start_us = load->desk->start_unix * DS_SECOND;
    (void)ds_iso_time_format(start_us, from);
    (void)ds_iso_time_format(start_us + load->desk->horizon, to);
    return ds_error_set_at(err, DS_BAD_INPUT, name, 0, 0,
                           "no ticket can be replayed from %s to %s (%" PRId64
                           " rows: %" PRId64 " refused, %" PRId64
                           " opened before that time, %" PRId64 " after it)",
                           from, to, report->csv.rows_read, report->csv.rows_refused,
                           report->before_start, report->after_horizon + report->after_end);
}

static ds_status load_rows(loader *load, ds_byte_source *source, ds_error *err)
{
    ds_status status =
        ds_ticket_csv_read(source, take_ticket, load, &load->report->csv, err);
    for (int32_t i = 0; i < DS_TRACE_FIELDS; i++)
        load->report->field[i].unknown = ds_name_lookup_unknown(&load->lookup[i]);
    if (status != DS_OK)
        return status;
    if (load->report->kept == load->report->after_horizon)
        return refuse_empty(load, ds_byte_source_name(source), err);
    shrink(load);
    return sort_rows(load->trace, err);
}

ds_status ds_trace_load_source(ds_byte_source *source, const ds_desk *desk,
                               const ds_trace_options *options, ds_trace_report *report,
                               ds_trace **trace_out, ds_error *err)
{
    loader load = {.desk = desk,
                   .options = options ? *options : ds_trace_options_all(),
                   .report = report};
    *report = (ds_trace_report){0};
    *trace_out = NULL;
    ds_status status = init_loader(&load, err);
    if (status == DS_OK)
        status = load_rows(&load, source, err);
    if (status == DS_OK) {
        *trace_out = load.trace;
        load.trace = NULL;
    }
    free_loader(&load);
    return status;
}

ds_status ds_trace_load(const char *path, const ds_desk *desk,
                        const ds_trace_options *options, ds_trace_report *report,
                        ds_trace **trace_out, ds_error *err)
{
    ds_byte_source *source = NULL;
    *report = (ds_trace_report){0};
    *trace_out = NULL;
    ds_status status = ds_byte_source_open(path, &source, err);
    if (status == DS_OK)
        status = ds_trace_load_source(source, desk, options, report, trace_out, err);
    ds_byte_source_close(source);
    return status;
}
