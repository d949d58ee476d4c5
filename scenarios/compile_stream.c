/* Streams of arrivals. */
#include "scenarios/compile.h"
#include "sim/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HOURS = 168, DAY_HOURS = 24, DAYS = 7 };

/* Days of the week with weight. */
static int32_t working_days(const double weights[HOURS])
{
    int32_t days = 0;
    for (int32_t day = 0; day < DAYS; day++) {
        double sum = 0;
        for (int32_t hour = 0; hour < DAY_HOURS; hour++)
            sum += weights[day * DAY_HOURS + hour];
        days += sum > 0;
    }
    return days;
}

static double tickets_a_week(const ds_scalar *rate, int32_t days)
{
    switch (rate->unit) {
    case DS_PER_HOUR:
        return rate->number * HOURS;
    case DS_PER_DAY:
        return rate->number * DAYS;
    case DS_PER_WORKDAY:
        return rate->number * days;
    case DS_PER_WEEK:
        break;
    }
    return rate->number;
}

static double number_of(const ds_value *parent, const char *key)
{
    ds_value value = ds_value_get(parent, key);
    return ds_value_scalar(&value).number;
}

/* The variance of the gamma factor that lifts the variance of a Poisson number of mean
 * `per_day` to vmr times its mean: per_day + per_day² v = vmr per_day. */
static void read_day_factor(const ds_value *value, double per_day, ds_stream *stream)
{
    if (!ds_value_is_given(value))
        return;
    stream->day_factor_variance = (number_of(value, "vmr") - 1) / per_day;
    stream->day_correlation = number_of(value, "correlation");
}

static ds_status compile_rates(ds_compile *self, const ds_value *value, ds_stream *stream)
{
    double weights[HOURS];
    ds_value profile = ds_value_get(value, "profile");
    ds_value rate = ds_value_get(value, "rate");
    ds_value day_factor = ds_value_get(value, "day_factor");
    ds_scalar scalar = ds_value_scalar(&rate);
    ds_status status = ds_compile_profile(self, &profile, weights);
    int32_t days = working_days(weights);
    if (status != DS_OK || days == 0)
        return status;
    double sum = 0;
    for (int32_t hour = 0; hour < HOURS; hour++)
        sum += weights[hour];
    double week = tickets_a_week(&scalar, days);
    for (int32_t hour = 0; hour < HOURS; hour++)
        stream->per_hour[hour] = week * (weights[hour] / sum);
    read_day_factor(&day_factor, week / days, stream);
    return DS_OK;
}

static void read_season(const ds_value *season, ds_stream *stream)
{
    for (int32_t month = 0; month < 12; month++)
        stream->season[month] = 1;
    for (int32_t i = 0; i < ds_value_count(season); i++) {
        ds_value entry = ds_value_at(season, i);
        stream->season[strtol(entry.name, NULL, 10) - 1] = ds_value_scalar(&entry).number;
    }
}

static ds_status compile_events(ds_compile *self, const ds_value *list, ds_stream *stream)
{
    const ds_zone *zone = &self->desk->zone;
    int32_t count = ds_value_count(list);
    stream->events = ds_compile_table(count, sizeof *stream->events);
    if (!stream->events)
        return ds_error_no_memory(&self->err);
    for (int32_t i = 0; i < count; i++) {
        ds_value item = ds_value_at(list, i);
        ds_value from = ds_value_get(&item, "from");
        ds_value to = ds_value_get(&item, "to");
        ds_scalar end = ds_value_scalar(&to);
        ds_planned_event *event = &stream->events[stream->event_count++];
        event->factor = number_of(&item, "factor");
        event->from = ds_zone_from_local(zone, ds_value_scalar(&from).local);
        event->to = ds_zone_from_local(zone, end.local + (end.has_time ? 0 : DS_DAY));
        if (event->to <= event->from)
            ds_value_error(&to, self->out, "'%s' is before 'from'", end.text);
    }
    return DS_OK;
}

static void read_batch(ds_compile *self, const ds_value *value, ds_stream *stream)
{
    static const ds_batch_kind kinds[] = {DS_BATCH_CONSTANT, DS_BATCH_GEOMETRIC,
                                          DS_BATCH_POISSON};
    if (!ds_value_is_given(value))
        return;
    ds_value distribution = ds_value_get(value, "distribution");
    ds_value mean = ds_value_get(value, "mean");
    stream->batch = kinds[ds_value_scalar(&distribution).whole];
    stream->batch_mean = ds_value_scalar(&mean).number;
    if (stream->batch == DS_BATCH_CONSTANT &&
        stream->batch_mean != floor(stream->batch_mean))
        ds_value_error(&mean, self->out,
                       "'%s' is not whole, as 'distribution: constant' needs it",
                       ds_value_scalar(&mean).text);
}

/* The categories of the stream's tickets: its own mix, or their shares. */
static ds_status compile_categories(ds_compile *self, const ds_value *value,
                                    ds_stream *stream)
{
    ds_value mix = ds_value_get(value, "categories");
    if (!ds_value_is_given(&mix))
        return ds_compile_mix(self, value, stream->type, true, &stream->categories);
    for (int32_t i = 0; i < ds_value_count(&mix); i++) {
        ds_value entry = ds_value_at(&mix, i);
        int32_t row =
            ds_scenario_names_find(&self->scenario->names, DS_NAME_CATEGORY, entry.name);
        if (self->desk->categories[row].type != stream->type)
            ds_value_error(&entry, self->out,
                           "a category of type '%s' in a stream of "
                           "type '%s'",
                           ds_ticket_type_words[self->desk->categories[row].type],
                           ds_ticket_type_words[stream->type]);
    }
    return ds_compile_choice(self, &mix, DS_NAME_CATEGORY, &stream->categories);
}

static int32_t find_channel(const ds_desk *desk, const char *name)
{
    for (int32_t i = 0; i < desk->channel_count; i++)
        if (strcmp(desk->channel_names[i], name) == 0)
            return i;
    return DS_NO_ID;
}

/* The names of all streams' channels, in the order of the file. */
ds_status ds_compile_channels(ds_compile *self)
{
    ds_desk *desk = self->desk;
    ds_value streams = ds_value_get(&self->root, "arrivals");
    int32_t most = 0;
    for (int32_t i = 0; i < ds_value_count(&streams); i++) {
        ds_value stream = ds_value_at(&streams, i);
        ds_value channel = ds_value_get(&stream, "channel");
        most += ds_value_count(&channel);
    }
    desk->channel_names = ds_compile_table(most, sizeof *desk->channel_names);
    if (!desk->channel_names)
        return ds_error_no_memory(&self->err);
    for (int32_t i = 0; i < ds_value_count(&streams); i++) {
        ds_value stream = ds_value_at(&streams, i);
        ds_value channel = ds_value_get(&stream, "channel");
        for (int32_t j = 0; j < ds_value_count(&channel); j++) {
            ds_value entry = ds_value_at(&channel, j);
            if (find_channel(desk, entry.name) != DS_NO_ID)
                continue;
            ds_status status = ds_compile_copy(self, entry.name,
                                               &desk->channel_names[desk->channel_count]);
            if (status != DS_OK)
                return status;
            desk->channel_count++;
        }
    }
    return DS_OK;
}

ds_status ds_compile_stream_channel(ds_compile *self, const ds_value *value,
                                    ds_stream *stream)
{
    ds_value channel = ds_value_get(value, "channel");
    ds_choice *choice = &stream->channels;
    if (!ds_value_is_given(&channel))
        return DS_OK;
    /* Channels are named by the streams themselves, so the rows are looked up here. */
    ds_status status = ds_compile_choice(self, &channel, DS_NAME_NEW, choice);
    int32_t row = 0;
    for (int32_t i = 0; status == DS_OK && i < ds_value_count(&channel); i++) {
        ds_value entry = ds_value_at(&channel, i);
        if (ds_value_scalar(&entry).number > 0)
            choice->row[row++] = find_channel(self->desk, entry.name);
    }
    return status;
}

/* Whether it has one source of tickets, as it should. */
static bool check_source(ds_compile *self, const ds_value *value)
{
    static const char *const for_rates[] = {"profile",  "day_factor",    "growth",
                                            "season",   "events",        "batch",
                                            "calendar", "holiday_factor"};
    ds_value rate = ds_value_get(value, "rate");
    ds_value trace = ds_value_get(value, "trace");
    if (ds_value_is_given(&rate) == ds_value_is_given(&trace))
        ds_value_error(value, self->out,
                       ds_value_is_given(&rate) ? "either 'rate' or 'trace', not both"
                                                : "it brings no tickets: give 'rate' or "
                                                  "'trace'");
    for (size_t i = 0; i < sizeof for_rates / sizeof for_rates[0]; i++) {
        ds_value extra = ds_value_get(value, for_rates[i]);
        if (ds_value_is_given(&trace) && ds_value_is_given(&extra))
            ds_value_warning(&extra, self->out,
                             "it changes nothing: a trace has its own arrivals");
    }
    return ds_value_is_given(&rate) != ds_value_is_given(&trace);
}

static ds_status compile_stream(ds_compile *self, const ds_value *value, ds_stream *stream)
{
    ds_value type = ds_value_get(value, "type");
    ds_value calendar = ds_value_get(value, "calendar");
    ds_value holiday_factor = ds_value_get(value, "holiday_factor");
    ds_value season = ds_value_get(value, "season");
    ds_value events = ds_value_get(value, "events");
    ds_value batch = ds_value_get(value, "batch");
    stream->family = ds_random_family(value->name);
    stream->begins = self->scenario->replay ? ds_compile_replay_end(self) : 0;
    stream->type = (ds_ticket_type)ds_value_scalar(&type).whole;
    stream->growth_per_month = number_of(value, "growth");
    stream->holiday_factor =
        ds_value_is_given(&holiday_factor) ? number_of(value, "holiday_factor") : -1;
    read_season(&season, stream);
    read_batch(self, &batch, stream);
    ds_status status = ds_compile_copy(self, value->name, &stream->name);
    if (status == DS_OK)
        status = compile_rates(self, value, stream);
    if (status == DS_OK)
        status = ds_compile_holidays(self, ds_value_scalar(&calendar).text,
                                     &stream->holidays, &stream->holiday_count);
    if (status == DS_OK)
        status = compile_events(self, &events, stream);
    if (status == DS_OK)
        status = compile_categories(self, value, stream);
    if (status == DS_OK)
        status = ds_compile_stream_channel(self, value, stream);
    return status;
}

ds_status ds_compile_streams(ds_compile *self)
{
    ds_desk *desk = self->desk;
    ds_value streams = ds_value_get(&self->root, "arrivals");
    int32_t count = ds_value_count(&streams);
    /* A trace makes one stream for each type of ticket in it. */
    desk->streams = ds_compile_table(DS_TICKET_TYPES * (count + 1), sizeof *desk->streams);
    if (!desk->streams)
        return ds_error_no_memory(&self->err);
    const ds_replay *replay = self->scenario->replay;
    ds_status status = replay ? ds_compile_replay(self) : DS_OK;
    if (replay && !replay->goes_on)
        return status;
    for (int32_t i = 0; i < count && status == DS_OK; i++) {
        ds_value value = ds_value_at(&streams, i);
        ds_value trace = ds_value_get(&value, "trace");
        if (!check_source(self, &value))
            continue;
        if (!ds_value_is_given(&trace))
            status = compile_stream(self, &value, &desk->streams[desk->stream_count++]);
        else if (!replay)
            status = ds_compile_trace(self, &value);
    }
    return status;
}
