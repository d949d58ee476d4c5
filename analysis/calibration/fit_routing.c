/* The way from group to group, and what is worked on the way.
 *
 * Events show the way itself. Where touch times show the groups that a ticket was at, the
 * way is: the first group, then the others by tier. Otherwise the last group is the home of
 * who resolved it, and what lies between is not known; the shares resolved are those of
 * tickets that never moved, their odds shifted together so that the mean number of changes
 * of group is the history's.
 */
#include "analysis/calibration/calibration.h"

#include "sim/clock.h"

#include <stdlib.h>
#include <string.h>

enum { LEAST_VISITS = 40, LEAST_WORK = 30 };

typedef struct path {
    int32_t group[2 * DS_MOST_FIT_GROUPS];
    int32_t count;
} path;

static bool has(const path *way, int32_t group)
{
    for (int32_t i = 0; i < way->count; i++)
        if (way->group[i] == group)
            return true;
    return false;
}

/* From group to group up to the first resolution, perhaps back and forth. */
static path path_of_events(const ds_calibration *self, int64_t i)
{
    const ds_ticket_events *events = self->events;
    path way = {0};
    for (int64_t k = events->first[i]; k < events->first[i + 1]; k++) {
        const ds_past_event *event = &events->list[k];
        if (event->activity == DS_PAST_RESOLVE)
            break;
        if (event->group == DS_NO_ID || way.count == 2 * DS_MOST_FIT_GROUPS)
            continue;
        int32_t group = self->group_row[event->group];
        if (way.count == 0 || way.group[way.count - 1] != group)
            way.group[way.count++] = group;
    }
    return way;
}

static path path_of(const ds_calibration *self, int64_t i)
{
    if (self->events)
        return path_of_events(self, i);
    const ds_ticket_table *table = self->table;
    path way = {0};
    int32_t first = ds_fit_first_group(self, &table->list[i]);
    if (first != DS_NO_ID)
        way.group[way.count++] = first;
    for (int32_t c = 0; c < table->touch_count; c++) {
        int32_t group = self->group_row[table->touch_group[c]];
        if (ds_ticket_touch(table, i, c) > 0 && !has(&way, group))
            way.group[way.count++] = group;
    }
    for (int32_t a = 2; a < way.count; a++) /* by tier, behind the first */
        for (int32_t b = a;
             b > 1 && self->groups[way.group[b]].tier < self->groups[way.group[b - 1]].tier;
             b--) {
            int32_t swap = way.group[b];
            way.group[b] = way.group[b - 1];
            way.group[b - 1] = swap;
        }
    return way;
}

/* Tiers. With paths: the deeper, the more groups its tickets have seen. */

static void tiers_by_path(ds_calibration *self)
{
    double depth[DS_MOST_FIT_GROUPS] = {0};
    double visits[DS_MOST_FIT_GROUPS] = {0};
    for (int32_t g = 0; g < self->group_count; g++)
        self->groups[g].tier = 1;
    for (int64_t i = self->first; i < self->last; i++) {
        path way = path_of(self, i);
        for (int32_t k = 0; k < way.count; k++) {
            depth[way.group[k]] += way.count;
            visits[way.group[k]]++;
        }
    }
    for (int32_t g = 0; g < self->group_count; g++) {
        double mean = visits[g] > 0 ? depth[g] / visits[g] : 1;
        bool is_first = (double)self->groups[g].first >= 0.5 * visits[g];
        self->groups[g].tier = is_first ? 1 : mean < 2.5 ? 2 : 3;
    }
}

static void tiers_by_resolver(ds_calibration *self)
{
    for (int32_t g = 0; g < self->group_count; g++) {
        const ds_group_fit *group = &self->groups[g];
        self->groups[g].tier = group->first * 2 >= group->resolved ? 1 : 2;
    }
}

/* Counting. */

typedef struct counts {
    double visits[DS_MOST_FIT_GROUPS];
    double resolved[DS_MOST_FIT_GROUPS];
    double next[DS_MOST_FIT_GROUPS][DS_MOST_FIT_GROUPS];
} counts;

static void count_path(const ds_calibration *self, int64_t i, counts *of)
{
    path way = path_of(self, i);
    for (int32_t k = 0; k < way.count; k++) {
        of->visits[way.group[k]]++;
        if (k + 1 < way.count)
            of->next[way.group[k]][way.group[k + 1]]++;
        else
            of->resolved[way.group[k]]++;
    }
}

static void count_ends(const ds_calibration *self, int64_t i, counts *of)
{
    const ds_past_ticket *ticket = &self->table->list[i];
    int32_t first = ds_fit_first_group(self, ticket);
    int32_t last = ticket->agent == DS_NO_ID ? DS_NO_ID : self->agent_home[ticket->agent];
    if (first == DS_NO_ID)
        return;
    of->visits[first]++;
    if (ticket->reassignments <= 0)
        of->resolved[first]++;
    else if (last != DS_NO_ID && last != first)
        of->next[first][last]++;
}

static void count_all(const ds_calibration *self, counts *by_category, counts *all)
{
    for (int64_t i = self->first; i < self->last; i++) {
        const ds_past_ticket *ticket = &self->table->list[i];
        counts *of = &by_category[ds_fit_category(self, ticket)];
        if (ticket->resolved_us == DS_NO_TIME)
            continue;
        if (ds_fit_knows_ways(self)) {
            count_path(self, i, of);
            count_path(self, i, all);
        } else {
            count_ends(self, i, of);
            count_ends(self, i, all);
        }
    }
}

/* Where tickets go on to: counted, or else where others' tickets end. */
static void fill_next(const ds_calibration *self, const double *next, int32_t group,
                      double *shares)
{
    double sum = 0;
    for (int32_t g = 0; g < self->group_count; g++) {
        shares[g] = g == group ? 0 : next[g];
        sum += shares[g];
    }
    for (int32_t g = 0; sum <= 0 && g < self->group_count; g++)
        shares[g] = g == group ? 0 : 1 + (double)self->groups[g].resolved;
    sum = 0;
    for (int32_t g = 0; g < self->group_count; g++)
        sum += shares[g];
    for (int32_t g = 0; g < self->group_count; g++)
        shares[g] = sum > 0 ? shares[g] / sum : 0;
}

static void fill_routes(ds_calibration *self, const counts *by_category, const counts *all)
{
    for (int32_t c = 0; c < self->category_count; c++)
        for (int32_t g = 0; g < self->group_count; g++) {
            ds_route_fit *route = &self->categories[c].route[g];
            bool is_own = by_category[c].visits[g] >= LEAST_VISITS || self->has_path;
            const counts *of = is_own ? &by_category[c] : all;
            route->visits = by_category[c].visits[g];
            if (!(of->visits[g] > 0))
                of = all;
            route->resolve = of->visits[g] > 0 ? of->resolved[g] / of->visits[g] : 1;
            fill_next(self, of->next[g], g, route->next);
            if (self->group_count == 1)
                route->resolve = 1;
        }
}

/* Changes of group per ticket with all odds of going on multiplied. */
static double mean_moves(const ds_calibration *self, double factor)
{
    double moves = 0;
    double tickets = 0;
    for (int32_t c = 0; c < self->category_count; c++) {
        const ds_category_fit *category = &self->categories[c];
        double here[DS_MOST_FIT_GROUPS];
        memcpy(here, category->first, sizeof here);
        double weight = (double)category->tickets;
        tickets += weight;
        for (int32_t step = 1; step < 20; step++) {
            double after[DS_MOST_FIT_GROUPS] = {0};
            for (int32_t g = 0; g < self->group_count; g++) {
                const ds_route_fit *route = &category->route[g];
                double on = factor * (1 - route->resolve);
                double leave = here[g] * on / (on + route->resolve + 1e-12);
                moves += weight * leave;
                for (int32_t k = 0; k < self->group_count; k++)
                    after[k] += leave * route->next[k];
            }
            memcpy(here, after, sizeof here);
        }
    }
    return tickets > 0 ? moves / tickets : 0;
}

static void match_moves(ds_calibration *self)
{
    double low = 0.05;
    double high = 20;
    double wanted = self->reassignments.value;
    if (wanted <= 0 || mean_moves(self, 1) <= 0)
        return;
    for (int32_t i = 0; i < 60; i++) {
        double middle = sqrt(low * high);
        if (mean_moves(self, middle) < wanted)
            low = middle;
        else
            high = middle;
    }
    double factor = sqrt(low * high);
    for (int32_t c = 0; c < self->category_count; c++)
        for (int32_t g = 0; g < self->group_count; g++) {
            ds_route_fit *route = &self->categories[c].route[g];
            double on = factor * (1 - route->resolve);
            route->resolve = route->resolve / (on + route->resolve + 1e-12);
        }
}

static void count_moves(ds_calibration *self)
{
    double sum = 0;
    double squares = 0;
    double n = 0;
    for (int64_t i = self->first; i < self->last; i++) {
        const ds_past_ticket *ticket = &self->table->list[i];
        if (ticket->reassignments < 0)
            continue;
        sum += ticket->reassignments;
        squares += (double)ticket->reassignments * ticket->reassignments;
        n++;
    }
    double mean = n > 0 ? sum / n : 0;
    double error = n > 1 ? sqrt(fmax(squares / n - mean * mean, 0) / n) : 0;
    self->reassignments = (ds_fit_value){mean, mean - 1.96 * error, mean + 1.96 * error};
}

/* Work from touch times. */

/* Touch times of a category (or DS_NO_ID: all) at a group; returns how many. */
static int64_t gather_work(const ds_calibration *self, int32_t category, int32_t group,
                           double *seconds)
{
    const ds_ticket_table *table = self->table;
    int64_t count = 0;
    for (int64_t i = self->first; i < self->last; i++) {
        const ds_past_ticket *ticket = &table->list[i];
        if ((category != DS_NO_ID && ds_fit_category(self, ticket) != category) ||
            ticket->resolved_us == DS_NO_TIME || ticket->reopens > 0)
            continue;
        for (int32_t c = 0; c < table->touch_count; c++)
            if (self->group_row[table->touch_group[c]] == group &&
                ds_ticket_touch(table, i, c) > 0)
                seconds[count++] = ds_ticket_touch(table, i, c);
    }
    return count;
}

static ds_status fit_work(ds_calibration *self, ds_error *err)
{
    size_t most = (size_t)(self->last - self->first) * (size_t)self->table->touch_count;
    double *seconds = malloc((most + 1) * sizeof *seconds);
    if (!seconds)
        return ds_error_no_memory(err);
    ds_status status = DS_OK;
    for (int32_t g = 0; status == DS_OK && g < self->group_count; g++) {
        ds_chosen_fit pooled = {0};
        int64_t count = gather_work(self, DS_NO_ID, g, seconds);
        status = ds_fit_durations(seconds, count, &pooled, err);
        for (int32_t c = 0; status == DS_OK && c < self->category_count; c++) {
            ds_route_fit *route = &self->categories[c].route[g];
            int64_t own = gather_work(self, c, g, seconds);
            route->work = pooled;
            route->work_basis = pooled.count > 0 ? DS_MEASURED : DS_ASSUMED;
            if (own >= LEAST_WORK)
                status = ds_fit_durations(seconds, own, &route->work, err);
        }
    }
    free(seconds);
    return status;
}

ds_status ds_fit_routing(ds_calibration *self, ds_error *err)
{
    counts all = {0};
    counts *by_category = calloc((size_t)self->category_count, sizeof *by_category);
    if (!by_category)
        return ds_error_no_memory(err);
    if (ds_fit_knows_ways(self))
        tiers_by_path(self);
    else
        tiers_by_resolver(self);
    count_moves(self);
    count_all(self, by_category, &all);
    fill_routes(self, by_category, &all);
    free(by_category);
    if (!self->has_path || self->events) /* groups without a row of their own are one */
        match_moves(self);
    return self->has_touch ? fit_work(self, err) : DS_OK;
}
