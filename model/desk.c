#include "model/desk.h"

#include "model/practices.h"

#include <math.h>
#include <stdlib.h>

#define SHARE_TOLERANCE 1e-6

static void free_choice(ds_choice *choice)
{
    free(choice->row);
    free(choice->upto);
}

static void free_names(char **names, int32_t count)
{
    for (int32_t i = 0; names && i < count; i++)
        free(names[i]);
}

static void free_route(ds_route *route)
{
    ds_sampler_free(&route->work);
    ds_sampler_free(&route->misroute.rediagnosis);
    free_choice(&route->next);
    for (int32_t i = 0; i < route->hold_count; i++)
        ds_sampler_free(&route->holds[i].time);
    free(route->holds);
}

static void free_category(ds_category *category, int32_t group_count)
{
    free(category->name);
    free_choice(&category->impact);
    free_choice(&category->urgency);
    free_choice(&category->priority);
    free_choice(&category->first);
    ds_sampler_free(&category->misroute.rediagnosis);
    ds_sampler_free(&category->reopen_after);
    for (int32_t g = 0; category->routes && g < group_count; g++)
        free_route(&category->routes[g]);
    free(category->routes);
}

static void free_group(ds_group *group)
{
    free(group->name);
    ds_staffing_delete(group->staffing);
    ds_work_rules_free(&group->rules);
}

static void free_teams(ds_desk *desk)
{
    for (int32_t i = 0; i < desk->team_count; i++) {
        free(desk->teams[i].queues);
        free(desk->teams[i].by_category);
        free(desk->teams[i].has_skill);
    }
    free(desk->teams);
}

static void free_stream(ds_stream *stream)
{
    free(stream->name);
    free(stream->holidays);
    free(stream->events);
    free_choice(&stream->categories);
    free_choice(&stream->channels);
    ds_sampler_free(&stream->initial_age);
    if (stream->trace) {
        free(stream->trace->rows);
        free(stream->trace->touches);
        free(stream->trace);
    }
}

static void free_calendars(ds_desk *desk)
{
    for (int32_t i = 0; i < desk->calendar_count; i++)
        ds_calendar_free(&desk->calendars[i]);
    free(desk->calendars);
    free_names(desk->calendar_names, desk->calendar_count);
    free(desk->calendar_names);
    for (int32_t i = 0; i < desk->zone_count; i++)
        ds_zone_free(&desk->zones[i]);
    free(desk->zones);
    ds_zone_free(&desk->zone);
}

void ds_desk_free(ds_desk *desk)
{
    for (int32_t i = 0; i < desk->stream_count; i++)
        free_stream(&desk->streams[i]);
    for (int32_t i = 0; i < desk->category_count; i++)
        free_category(&desk->categories[i], desk->group_count);
    for (int32_t i = 0; i < desk->sla_count; i++)
        free(desk->slas[i].name);
    for (int32_t i = 0; i < desk->contract_count; i++)
        free(desk->contracts[i].name);
    for (int32_t i = 0; i < desk->group_count; i++)
        free_group(&desk->groups[i]);
    free(desk->streams);
    free(desk->categories);
    free(desk->sla_rows);
    free(desk->slas);
    free(desk->contracts);
    free(desk->groups);
    free_teams(desk);
    free_calendars(desk);
    free_names(desk->channel_names, desk->channel_count);
    free(desk->channel_names);
    for (int32_t i = 0; i < desk->chance_count; i++)
        free(desk->chances[i].name);
    free(desk->chances);
    ds_practices_delete(desk->practices);
    free_names(desk->key_measures, desk->key_measure_count);
    free(desk->key_measures);
    free_names(desk->priority_names, DS_MAX_PRIORITIES);
    free_names(desk->impact_names, DS_MAX_LEVELS);
    free_names(desk->urgency_names, DS_MAX_LEVELS);
    free(desk->name);
    *desk = (ds_desk){0};
}

static bool is_row(int32_t row, int32_t count)
{
    return row >= 0 && row < count;
}

static bool is_row_or_none(int32_t row, int32_t count)
{
    return row == DS_NO_ID || is_row(row, count);
}

static bool is_share(double share)
{
    return share >= 0 && share <= 1 + SHARE_TOLERANCE;
}

/* Rows in range, shares rising to one. */
static bool is_choice(const ds_choice *choice, int32_t rows)
{
    double before = 0;
    for (int32_t i = 0; i < choice->count; i++) {
        if (!is_row(choice->row[i], rows) || !(choice->upto[i] >= before))
            return false;
        before = choice->upto[i];
    }
    return choice->count == 0 || before == 1;
}

static bool are_targets(const ds_desk *desk, const ds_sla_target *targets)
{
    for (int32_t p = 0; p < desk->priority_count; p++)
        if (targets[p].ticks < 0 || targets[p].business_days < 0 ||
            !is_row(targets[p].calendar, desk->calendar_count))
            return false;
    return true;
}

static ds_status refuse(ds_error *err, const char *what, const char *name)
{
    return ds_error_set(err, DS_BAD_INPUT, "desk: %s%s%s", what, name ? " of " : "",
                        name ? name : "");
}

static ds_status check_frame(const ds_desk *desk, ds_error *err)
{
    if (desk->warm_up < 0 || desk->horizon <= desk->warm_up || desk->drain < 0)
        return refuse(err, "no window between warm-up and horizon", NULL);
    if (desk->priority_count < 1 || desk->priority_count > DS_MAX_PRIORITIES ||
        desk->impact_levels < 1 || desk->impact_levels > DS_MAX_LEVELS ||
        desk->urgency_levels < 1 || desk->urgency_levels > DS_MAX_LEVELS)
        return refuse(err, "number of priorities or levels out of range", NULL);
    for (int32_t i = 0; i < desk->impact_levels; i++)
        for (int32_t u = 0; u < desk->urgency_levels; u++)
            if (!is_row(desk->matrix[i][u], desk->priority_count))
                return refuse(err, "matrix out of range", NULL);
    if (!is_row(desk->reporting_calendar, desk->calendar_count))
        return refuse(err, "no reporting calendar", NULL);
    if (desk->group_count < 1 || desk->category_count < 1 || desk->stream_count < 1)
        return refuse(err, "no group, category or stream", NULL);
    return DS_OK;
}

/* Rosters and teams fit together. */
static bool are_teams(const ds_desk *desk)
{
    for (int32_t t = 0; t < desk->team_count; t++) {
        const ds_team *team = &desk->teams[t];
        if (!is_row(team->home, desk->group_count) || team->queue_count < 1)
            return false;
        for (int32_t i = 0; i < team->queue_count; i++)
            if (!is_row(team->queues[i].group, desk->group_count) ||
                !(team->queues[i].proficiency > 0) ||
                !desk->groups[team->queues[i].group].staffing)
                return false;
    }
    return true;
}

static bool is_roster(const ds_desk *desk, int32_t group)
{
    const ds_staffing *staffing = desk->groups[group].staffing;
    int32_t agents = 0;
    for (int32_t c = 0; c < staffing->crew_count; c++) {
        const ds_crew *crew = &staffing->crews[c];
        if (crew->first != agents || crew->count < 0 ||
            !is_row_or_none(crew->team, desk->team_count) ||
            (crew->team != DS_NO_ID && desk->teams[crew->team].home != group))
            return false;
        agents += crew->count;
    }
    return agents == desk->groups[group].agents;
}

static ds_status check_groups(const ds_desk *desk, ds_error *err)
{
    for (int32_t i = 0; i < desk->group_count; i++) {
        const ds_group *group = &desk->groups[i];
        if (group->agents < 0 || group->time_limit < 0 ||
            !is_row(group->calendar, desk->calendar_count))
            return refuse(err, "agents, time limit or hours out of range", group->name);
        if (group->staffing && !is_roster(desk, i))
            return refuse(err, "impossible roster", group->name);
        if (group->has_ola && !are_targets(desk, group->ola))
            return refuse(err, "OLA out of range", group->name);
    }
    if (!are_teams(desk))
        return refuse(err, "impossible team", NULL);
    for (int32_t i = 0; i < desk->sla_count; i++)
        if (!are_targets(desk, desk->slas[i].response) ||
            !are_targets(desk, desk->slas[i].resolution))
            return refuse(err, "target out of range", desk->slas[i].name);
    for (int32_t i = 0; i < desk->contract_count; i++)
        if (!is_row(desk->contracts[i].target.calendar, desk->calendar_count))
            return refuse(err, "calendar out of range", desk->contracts[i].name);
    return DS_OK;
}

static bool is_misroute(const ds_desk *desk, const ds_misroute *misroute)
{
    return is_share(misroute->share) &&
           (misroute->share <= 0 || is_row(misroute->to, desk->group_count));
}

static bool is_route(const ds_desk *desk, const ds_category *category,
                     const ds_route *route)
{
    if (!is_share(route->resolve) || !is_share(route->hold_share) ||
        !is_choice(&route->next, desk->group_count) || !is_misroute(desk, &route->misroute))
        return false;
    for (int32_t i = 0; i < route->next.count; i++)
        if (!category->routes[route->next.row[i]].is_used)
            return false;
    for (int32_t i = 0; i < route->hold_count; i++)
        if (!is_row_or_none(route->holds[i].calendar, desk->calendar_count) ||
            !is_row_or_none(route->holds[i].contract, desk->contract_count))
            return false;
    return route->resolve >= 1 || route->next.count > 0;
}

/* Whether a resolution can be reached from every group in use. */
static bool has_exits(const ds_desk *desk, const ds_category *category)
{
    int32_t used = 0;
    int32_t found = 0;
    int32_t before = -1;
    bool *leads_out = calloc((size_t)desk->group_count, sizeof *leads_out);
    for (int32_t g = 0; g < desk->group_count; g++)
        used += category->routes[g].is_used;
    while (leads_out && found > before) {
        before = found;
        for (int32_t g = 0; g < desk->group_count; g++) {
            const ds_route *route = &category->routes[g];
            bool leads = route->is_used && route->resolve > 0;
            for (int32_t i = 0; route->is_used && i < route->next.count; i++)
                leads |= leads_out[route->next.row[i]];
            found += leads && !leads_out[g];
            leads_out[g] |= leads;
        }
    }
    bool is_memory_short = !leads_out;
    free(leads_out);
    return is_memory_short || found == used;
}

static ds_status check_category(const ds_desk *desk, const ds_category *category,
                                ds_error *err)
{
    if (!is_choice(&category->impact, desk->impact_levels) ||
        !is_choice(&category->urgency, desk->urgency_levels) ||
        !is_choice(&category->priority, desk->priority_count) ||
        !is_choice(&category->first, desk->group_count) || category->first.count == 0)
        return refuse(err, "impossible choice", category->name);
    for (int32_t i = 0; i < category->first.count; i++)
        if (!category->routes[category->first.row[i]].is_used)
            return refuse(err, "first group without a route", category->name);
    for (int32_t g = 0; g < desk->group_count; g++)
        if (category->routes[g].is_used && !is_route(desk, category, &category->routes[g]))
            return refuse(err, "impossible route", category->name);
    if (!is_misroute(desk, &category->misroute) || !is_share(category->reopen_share) ||
        category->max_visits < 1)
        return refuse(err, "misroute, reopening or visits out of range", category->name);
    return has_exits(desk, category)
               ? DS_OK
               : refuse(err, "a group that cannot be left", category->name);
}

static ds_status check_sla_rows(const ds_desk *desk, ds_error *err)
{
    int32_t count = DS_TICKET_TYPES * desk->category_count * desk->priority_count;
    for (int32_t i = 0; i < count; i++)
        if (!is_row_or_none(desk->sla_rows[i], desk->sla_count))
            return refuse(err, "SLA out of range", NULL);
    return DS_OK;
}

static bool is_trace(const ds_desk *desk, const ds_trace *trace)
{
    for (int32_t i = 0; i < trace->count; i++) {
        const ds_trace_row *row = &trace->rows[i];
        if (!is_row_or_none(row->category, desk->category_count) ||
            !is_row_or_none(row->priority, desk->priority_count) ||
            !is_row_or_none(row->impact, desk->impact_levels) ||
            !is_row_or_none(row->urgency, desk->urgency_levels) ||
            !is_row_or_none(row->group, desk->group_count) ||
            !is_row_or_none(row->channel, desk->channel_count) ||
            (i > 0 && row->at < trace->rows[i - 1].at))
            return false;
    }
    return true;
}

static ds_status check_stream(const ds_desk *desk, const ds_stream *stream, ds_error *err)
{
    for (int32_t hour = 0; hour < 168; hour++)
        if (!(stream->per_hour[hour] >= 0 && isfinite(stream->per_hour[hour])))
            return refuse(err, "rate out of range", stream->name);
    if (!is_choice(&stream->categories, desk->category_count) ||
        stream->categories.count == 0 || !is_choice(&stream->channels, desk->channel_count))
        return refuse(err, "impossible choice", stream->name);
    if (!(stream->day_factor_variance >= 0) || !(fabs(stream->day_correlation) < 1) ||
        (stream->batch != DS_BATCH_NONE && !(stream->batch_mean >= 1)))
        return refuse(err, "day factor or batch out of range", stream->name);
    if (stream->initial_count < 0 || (stream->initial_count > 0 && stream->trace))
        return refuse(err, "impossible initial backlog", stream->name);
    if (stream->trace && !is_trace(desk, stream->trace))
        return refuse(err, "trace out of range or out of order", stream->name);
    return DS_OK;
}

static ds_status check_chances(const ds_desk *desk, ds_error *err)
{
    for (int32_t i = 0; i < desk->chance_count; i++)
        if (!is_row_or_none(desk->chances[i].priority, desk->priority_count) ||
            desk->chances[i].more_than < 0)
            return refuse(err, "chance out of range", desk->chances[i].name);
    return DS_OK;
}

ds_status ds_desk_check(const ds_desk *desk, ds_error *err)
{
    ds_status status = check_frame(desk, err);
    if (status == DS_OK)
        status = check_chances(desk, err);
    if (status == DS_OK)
        status = check_groups(desk, err);
    for (int32_t i = 0; status == DS_OK && i < desk->category_count; i++)
        status = check_category(desk, &desk->categories[i], err);
    if (status == DS_OK)
        status = check_sla_rows(desk, err);
    for (int32_t i = 0; status == DS_OK && i < desk->stream_count; i++)
        status = check_stream(desk, &desk->streams[i], err);
    return status;
}
