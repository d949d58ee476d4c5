#include "model/offered_load.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>

/* The average month of the Gregorian calendar, in days. */
#define DAYS_PER_MONTH (365.2425 / 12)

static bool is_holiday(const ds_stream *stream, int32_t day)
{
    for (int32_t i = 0; i < stream->holiday_count; i++)
        if (stream->holidays[i] == day)
            return true;
    return false;
}

/* The factor of planned events on [from, to), each weighted by how much of it it covers. */
static double event_factor(const ds_stream *stream, ds_ticks from, ds_ticks to)
{
    double factor = 1;
    for (int32_t i = 0; i < stream->event_count; i++) {
        const ds_planned_event *event = &stream->events[i];
        double covered = (double)ds_ticks_overlap(from, to, event->from, event->to) /
                         (double)(to - from);
        factor *= 1 + covered * (event->factor - 1);
    }
    return factor;
}

/* Tickets of a local day by the profile. */
static double profile_tickets(const ds_stream *stream, int32_t day)
{
    bool is_off = is_holiday(stream, day);
    bool is_sunday = is_off && stream->holiday_factor < 0;
    const double *row = stream->per_hour + 24 * (is_sunday ? 6 : ds_day_weekday(day));
    double sum = 0;
    for (int32_t hour = 0; hour < 24; hour++)
        sum += row[hour];
    return is_off && !is_sunday ? sum * stream->holiday_factor : sum;
}

static double rated_tickets(const ds_desk *desk, const ds_stream *stream)
{
    int32_t start = ds_zone_day(&desk->zone, 0);
    int32_t first = ds_zone_day(&desk->zone, desk->warm_up);
    int32_t last = ds_zone_day(&desk->zone, desk->horizon - 1);
    double sum = 0;
    double days = 0;
    for (int32_t day = first; day <= last; day++) {
        ds_ticks from = ds_zone_day_start(&desk->zone, day);
        ds_ticks to = ds_zone_day_start(&desk->zone, day + 1);
        double part = (double)ds_ticks_overlap(from, to, desk->warm_up, desk->horizon) /
                      (double)(to - from);
        double growth =
            pow(1 + stream->growth_per_month, (double)(day - start) / DAYS_PER_MONTH);
        sum += part * profile_tickets(stream, day) * growth *
               stream->season[ds_date_from_day(day).month - 1] *
               event_factor(stream, from, to);
        days += part;
    }
    return days > 0 ? 7 * sum / days : 0;
}

static double weeks_of_window(const ds_desk *desk)
{
    return (double)(desk->horizon - desk->warm_up) / (double)DS_WEEK;
}

static bool is_in_window(const ds_desk *desk, ds_ticks instant)
{
    return instant >= desk->warm_up && instant < desk->horizon;
}

double ds_offered_tickets(const ds_desk *desk, const ds_stream *stream)
{
    int32_t count = 0;
    if (!stream->trace)
        return rated_tickets(desk, stream);
    for (int32_t i = 0; i < stream->trace->count; i++)
        count += is_in_window(desk, stream->trace->rows[i].at);
    return count / weeks_of_window(desk);
}

/* Adds a stream's tickets a week to those of the categories. */
static void add_stream(const ds_desk *desk, const ds_stream *stream, double *per_week)
{
    double drawn = 0;
    if (stream->trace) {
        for (int32_t i = 0; i < stream->trace->count; i++) {
            const ds_trace_row *row = &stream->trace->rows[i];
            if (!is_in_window(desk, row->at))
                continue;
            if (row->category == DS_NO_ID)
                drawn += 1 / weeks_of_window(desk);
            else
                per_week[row->category] += 1 / weeks_of_window(desk);
        }
    } else {
        drawn = rated_tickets(desk, stream);
    }
    double before = 0;
    for (int32_t i = 0; i < stream->categories.count; i++) {
        per_week[stream->categories.row[i]] +=
            drawn * (stream->categories.upto[i] - before);
        before = stream->categories.upto[i];
    }
}

/* The share of resolutions after which the ticket comes back before it is closed. */
static double reopening(const ds_desk *desk, const ds_category *category)
{
    if (category->reopen_share <= 0)
        return 0;
    return category->reopen_share *
           ds_distribution_cdf(&category->reopen_after.source,
                               (double)desk->auto_close / (double)DS_SECOND);
}

/* The traffic equations of one category, for one ticket of it. Let n be the visits to each
 * group, of which r resolve n are those of reopened tickets, with r their share:
 *   n = first + Pᵀ n + diag(r resolve) n,  P[g][h] = (1 - resolve[g]) next[g][h].
 * Solves (I - Pᵀ - diag(r resolve)) n = first in place. */
typedef struct equations {
    gsl_matrix *matrix;
    gsl_vector *first;
    gsl_vector *visits;
    gsl_permutation *permutation;
} equations;

static void free_equations(equations *self)
{
    gsl_matrix_free(self->matrix);
    gsl_vector_free(self->first);
    gsl_vector_free(self->visits);
    gsl_permutation_free(self->permutation);
}

static ds_status make_equations(equations *self, int32_t groups, ds_error *err)
{
    size_t size = (size_t)groups;
    *self = (equations){.matrix = gsl_matrix_alloc(size, size),
                        .first = gsl_vector_alloc(size),
                        .visits = gsl_vector_alloc(size),
                        .permutation = gsl_permutation_alloc(size)};
    if (self->matrix && self->first && self->visits && self->permutation)
        return DS_OK;
    free_equations(self);
    return ds_error_no_memory(err);
}

static void set_equations(equations *self, const ds_desk *desk, const ds_category *category)
{
    double again = reopening(desk, category);
    gsl_matrix_set_identity(self->matrix);
    gsl_vector_set_zero(self->first);
    double before = 0;
    for (int32_t i = 0; i < category->first.count; i++) {
        gsl_vector_set(self->first, (size_t)category->first.row[i],
                       category->first.upto[i] - before);
        before = category->first.upto[i];
    }
    for (int32_t g = 0; g < desk->group_count; g++) {
        const ds_route *route = &category->routes[g];
        if (!route->is_used)
            continue;
        *gsl_matrix_ptr(self->matrix, (size_t)g, (size_t)g) -= again * route->resolve;
        before = 0;
        for (int32_t i = 0; i < route->next.count; i++) {
            double share = route->next.upto[i] - before;
            *gsl_matrix_ptr(self->matrix, (size_t)route->next.row[i], (size_t)g) -=
                (1 - route->resolve) * share;
            before = route->next.upto[i];
        }
    }
}

static bool solve(equations *self)
{
    int sign;
    if (gsl_linalg_LU_decomp(self->matrix, self->permutation, &sign) != 0 ||
        !(fabs(gsl_linalg_LU_det(self->matrix, sign)) > 0))
        return false;
    return gsl_linalg_LU_solve(self->matrix, self->permutation, self->first,
                               self->visits) == 0;
}

/* Tickets sent to `choice` of which a share goes astray first. */
static void add_misrouted(const ds_misroute *misroute, const ds_choice *choice,
                          double tickets, ds_group_load *loads)
{
    double before = 0;
    double elsewhere = 0;
    for (int32_t i = 0; i < choice->count; i++) {
        if (choice->row[i] != misroute->to)
            elsewhere += choice->upto[i] - before;
        before = choice->upto[i];
    }
    if (misroute->share <= 0)
        return;
    double astray = tickets * elsewhere * misroute->share;
    loads[misroute->to].visits_per_week += astray;
    loads[misroute->to].work_h_per_week += astray * misroute->rediagnosis.mean / 3600;
}

static void add_category(const ds_desk *desk, const ds_category *category,
                         const equations *solved, double per_week, ds_group_load *loads)
{
    double again = reopening(desk, category);
    add_misrouted(&category->misroute, &category->first, per_week, loads);
    for (int32_t g = 0; g < desk->group_count; g++) {
        const ds_route *route = &category->routes[g];
        if (!route->is_used)
            continue;
        double visits = per_week * gsl_vector_get(solved->visits, (size_t)g);
        double reopened = again * route->resolve * visits;
        double worked = visits - reopened * (1 - category->reopen_work);
        loads[g].visits_per_week += visits;
        loads[g].work_h_per_week += worked * route->work.mean / 3600;
        add_misrouted(&route->misroute, &route->next, visits * (1 - route->resolve), loads);
    }
}

static void set_rosters(const ds_desk *desk, ds_group_load *loads)
{
    for (int32_t g = 0; g < desk->group_count; g++) {
        double staffed = ds_group_staffed_between(desk, g, desk->warm_up, desk->horizon);
        staffed *= ds_work_rules_presence(&desk->groups[g].rules);
        loads[g] = (ds_group_load){.roster_h_per_week =
                                       staffed / (double)DS_HOUR / weeks_of_window(desk)};
    }
}

ds_status ds_offered_load(const ds_desk *desk, ds_group_load *loads, ds_error *err)
{
    double *per_week = calloc((size_t)desk->category_count, sizeof *per_week);
    if (!per_week)
        return ds_error_no_memory(err);
    equations system;
    ds_status status = make_equations(&system, desk->group_count, err);
    if (status != DS_OK) {
        free(per_week);
        return status;
    }
    set_rosters(desk, loads);
    for (int32_t i = 0; i < desk->stream_count; i++)
        add_stream(desk, &desk->streams[i], per_week);
    for (int32_t c = 0; c < desk->category_count; c++) {
        if (per_week[c] <= 0)
            continue;
        set_equations(&system, desk, &desk->categories[c]);
        if (solve(&system))
            add_category(desk, &desk->categories[c], &system, per_week[c], loads);
    }
    free_equations(&system);
    free(per_week);
    return status;
}
