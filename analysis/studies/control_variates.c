#include "analysis/studies/control_variates.h"

#include "model/offered_load.h"
#include "model/stream_state.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is known. */

/* Days differ in their factor, which is 1 on average and is left out. */
double ds_expected_tickets(const ds_desk *desk, const ds_stream *stream)
{
    ds_stream plain = *stream;
    plain.day_factor_variance = 0;
    ds_stream_state state = {.stream = &plain,
                             .desk = desk,
                             .batch_factor = 1,
                             .first_day = ds_zone_day(&desk->zone, 0)};
    double tickets = 0;
    ds_ticks now = desk->warm_up;
    while (now < desk->horizon) {
        ds_rate_segment segment = ds_stream_rate(&state, now);
        ds_ticks until = ds_ticks_min(segment.until, desk->horizon);
        tickets += segment.per_tick * (double)(until - now);
        now = until;
    }
    return tickets;
}

/* Hours of work that one ticket of the stream brings: the offered load of a desk to which
 * one comes a week. */
static ds_status work_of_ticket(const ds_desk *desk, const ds_stream *stream,
                                double *hours_out, ds_error *err)
{
    ds_stream weekly = {.holiday_factor = -1, .categories = stream->categories};
    ds_desk one = *desk;
    one.streams = &weekly;
    one.stream_count = 1;
    for (int32_t hour = 0; hour < 168; hour++)
        weekly.per_hour[hour] = 1.0 / 168;
    for (int32_t month = 0; month < 12; month++)
        weekly.season[month] = 1;
    ds_group_load *loads = calloc((size_t)desk->group_count, sizeof *loads);
    if (!loads)
        return ds_error_no_memory(err);
    ds_status status = ds_offered_load(&one, loads, err);
    *hours_out = 0;
    for (int32_t g = 0; g < desk->group_count; g++)
        *hours_out += loads[g].work_h_per_week;
    free(loads);
    return status;
}

ds_status ds_expected_work(const ds_desk *desk, double *ticks_out, ds_error *err)
{
    ds_status status = DS_OK;
    *ticks_out = 0;
    for (int32_t s = 0; s < desk->stream_count && status == DS_OK; s++) {
        double hours;
        status = work_of_ticket(desk, &desk->streams[s], &hours, err);
        *ticks_out +=
            ds_expected_tickets(desk, &desk->streams[s]) * hours * (double)DS_HOUR;
    }
    return status;
}

/* What was seen. */

static double sum_of_types(const ds_tally *tally, ds_ticket_sum sum)
{
    double total = 0;
    for (int32_t t = 0; t < DS_TICKET_TYPES; t++)
        total += ds_tally_slice(tally, DS_BY_TYPE, t)->sum[sum];
    return total;
}

static double arrivals_of(const ds_tally *tally)
{
    return tally->arrived;
}

static double work_of(const ds_tally *tally)
{
    return sum_of_types(tally, DS_SUM_TOUCH);
}

/* Why the mean of the work is not known; NULL: it is. */
static const char *doubt_work(const ds_desk *desk, const ds_tally *const *tallies,
                              int32_t count)
{
    if (desk->counts_by_resolution)
        return "tickets are counted by resolution";
    for (int32_t g = 0; g < desk->group_count; g++)
        if (desk->groups[g].time_limit > 0)
            return "groups have time limits";
    for (int32_t i = 0; i < count; i++) {
        if (tallies[i]->still_open > 0)
            return "some tickets were not finished when the simulation ended";
        if (sum_of_types(tallies[i], DS_SUM_MAX_VISITS) > 0)
            return "some tickets met the limit on visits";
    }
    return NULL;
}

static const char *doubt_arrivals(const ds_desk *desk)
{
    for (int32_t s = 0; s < desk->stream_count; s++)
        if (desk->streams[s].trace)
            return "arrivals are replayed";
    return NULL;
}

/* The note. */

typedef struct note {
    char *text;
    size_t size;
} note;

static void say(note *self, const char *format, ...) DS_PRINTF(2, 3);

static void say(note *self, const char *format, ...)
{
    size_t used = strlen(self->text);
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(self->text + used, self->size - used, format, arguments);
    va_end(arguments);
}

static void say_not_used(note *out, const char *name, const char *why)
{
    say(out, " Not used: %s, since %s.", name, why);
}

/* Controls. */

typedef struct control {
    const char *name;
    double (*value)(const ds_tally *tally);
    double known_mean;
    const char *doubt;
} control;

static ds_status add(ds_controls *controls, const control *about,
                     const ds_tally *const *tallies, int32_t unit, double *room, note *out,
                     ds_error *err)
{
    if (about->doubt) {
        say_not_used(out, about->name, about->doubt);
        return DS_OK;
    }
    memset(room, 0, (size_t)controls->units * sizeof *room);
    for (int32_t i = 0; i < controls->units * unit; i++)
        room[i / unit] += about->value(tallies[i]) / unit;
    switch (ds_controls_add(controls, room, about->known_mean)) {
    case DS_CONTROL_USED:
        break;
    case DS_CONTROL_CONSTANT:
        say_not_used(out, about->name, "it tells nothing more");
        break;
    case DS_CONTROL_DOUBTED:
        say_not_used(out, about->name, "it does not fit its known mean");
        break;
    case DS_CONTROL_NO_MEMORY:
        return ds_error_no_memory(err);
    }
    return DS_OK;
}

ds_status ds_control_variates(ds_controls *controls, const ds_desk *desk,
                              const ds_tally *const *tallies, int32_t count, char *text,
                              size_t text_size, ds_error *err)
{
    int32_t unit = count > 0 && tallies[0]->is_paired ? 2 : 1;
    note out = {.text = text, .size = text_size};
    control all[DS_CONTROLS_MOST] = {
        {.name = "tickets arrived", .value = arrivals_of, .doubt = doubt_arrivals(desk)},
        {.name = "work brought in", .value = work_of,     .doubt = doubt_arrivals(desk)},
    };
    *controls = (ds_controls){.units = count / unit};
    (void)snprintf(text, text_size, "%s", "");
    if (controls->units < DS_CONTROLS_FEWEST_UNITS) {
        say(&out, " Not used: they need %d %s.", DS_CONTROLS_FEWEST_UNITS,
            unit == 2 ? "pairs of replications" : "replications");
        return DS_OK;
    }
    for (int32_t s = 0; s < desk->stream_count; s++)
        all[0].known_mean += ds_expected_tickets(desk, &desk->streams[s]);
    ds_status status = ds_expected_work(desk, &all[1].known_mean, err);
    if (!all[1].doubt)
        all[1].doubt = doubt_work(desk, tallies, count);
    double *room = malloc(((size_t)count + 1) * sizeof *room);
    if (!room)
        status = ds_error_no_memory(err);
    for (int32_t k = 0; k < DS_CONTROLS_MOST && status == DS_OK; k++)
        status = add(controls, &all[k], tallies, unit, room, &out, err);
    free(room);
    return status;
}
