/* The way of a category's tickets through the groups. */
#include "scenarios/compile.h"

#include <stdlib.h>

static int32_t group_of(const ds_compile *self, const ds_value *entry)
{
    return ds_scenario_names_find(&self->scenario->names, DS_NAME_GROUP, entry->name);
}

static ds_status set_single(ds_compile *self, ds_choice *choice, int32_t row)
{
    choice->row = ds_compile_table(1, sizeof *choice->row);
    choice->upto = ds_compile_table(1, sizeof *choice->upto);
    if (!choice->row || !choice->upto)
        return ds_error_no_memory(&self->err);
    choice->count = 1;
    choice->row[0] = row;
    choice->upto[0] = 1;
    return DS_OK;
}

static ds_status compile_hold(ds_compile *self, const ds_value *value, ds_hold *hold,
                              ds_hold_reason reason)
{
    ds_value share = ds_value_get(value, "share");
    ds_value time = ds_value_get(value, "time");
    ds_value calendar = ds_value_get(value, "hold_calendar");
    ds_value contract = ds_value_get(value, "contract");
    hold->reason = reason;
    hold->share = ds_value_scalar(&share).number;
    hold->calendar = ds_compile_row(self, &calendar);
    if (hold->calendar == 0) /* always: clock time */
        hold->calendar = DS_NO_ID;
    hold->contract = ds_compile_row(self, &contract);
    if (hold->contract != DS_NO_ID && reason != DS_HOLD_VENDOR)
        ds_value_error(&contract, self->out, "only a hold on a vendor has a contract");
    return ds_compile_sampler(self, &time, &hold->time);
}

ds_status ds_compile_holds(ds_compile *self, const ds_value *value, ds_route *route)
{
    route->holds = ds_compile_table(DS_HOLD_REASONS, sizeof *route->holds);
    if (!route->holds)
        return ds_error_no_memory(&self->err);
    for (int32_t reason = 0; reason < DS_HOLD_REASONS; reason++) {
        ds_value hold = ds_value_get(value, ds_hold_reason_words[reason]);
        if (!ds_value_is_given(&hold))
            continue;
        ds_hold *row = &route->holds[route->hold_count++];
        ds_status status = compile_hold(self, &hold, row, (ds_hold_reason)reason);
        if (status != DS_OK)
            return status;
        route->hold_share += row->share;
    }
    if (route->hold_share > 1 + 1e-9)
        ds_value_error(value, self->out, "the shares sum to %.8g%%, more than 100%%",
                       100 * route->hold_share);
    return DS_OK;
}

/* What the ladder says: everybody who is not resolved goes on to the next group. */
static ds_status compile_rung(ds_compile *self, const ds_value *work, int32_t index,
                              const ds_value *resolved_at, ds_category *category)
{
    ds_value rung = ds_value_at(work, index);
    ds_route *route = &category->routes[group_of(self, &rung)];
    bool is_last = index == ds_value_count(work) - 1;
    route->is_used = true;
    route->resolve = is_last || !ds_value_is_given(resolved_at) ? 1 : -1;
    for (int32_t i = 0; i < ds_value_count(resolved_at); i++) {
        ds_value share = ds_value_at(resolved_at, i);
        if (group_of(self, &share) != group_of(self, &rung))
            continue;
        route->resolve = ds_value_scalar(&share).number;
        if (is_last && route->resolve < 1)
            ds_value_error(&share, self->out,
                           "'%s' is the last group of 'work', so it resolves all it gets; "
                           "leave it out, or write 'route'",
                           rung.name);
    }
    if (route->resolve < 0) {
        ds_value_error(resolved_at, self->out,
                       "'%s' is missing: the share that it resolves", rung.name);
        route->resolve = 1;
    }
    ds_status status = ds_compile_sampler(self, &rung, &route->work);
    if (status != DS_OK || is_last)
        return status;
    ds_value next = ds_value_at(work, index + 1);
    return set_single(self, &route->next, group_of(self, &next));
}

static ds_status compile_ladder(ds_compile *self, const ds_value *value,
                                const ds_value *work, ds_category *category)
{
    ds_value resolved_at = ds_value_get(value, "resolved_at");
    if (ds_value_count(work) == 0)
        ds_value_error(work, self->out, "no group works on the category");
    for (int32_t i = 0; i < ds_value_count(work); i++) {
        ds_status status = compile_rung(self, work, i, &resolved_at, category);
        if (status != DS_OK)
            return status;
    }
    for (int32_t i = 0; i < ds_value_count(&resolved_at); i++) {
        ds_value share = ds_value_at(&resolved_at, i);
        if (!category->routes[group_of(self, &share)].is_used)
            ds_value_error(&share, self->out, "the category has no 'work' at '%s'",
                           share.name);
    }
    if (!ds_value_is_given(&resolved_at) && ds_value_count(work) > 1) {
        ds_value first = ds_value_at(work, 0);
        ds_value_warning(work, self->out,
                         "without 'resolved_at', '%s' resolves all and nobody goes on",
                         first.name);
    }
    return DS_OK;
}

/* Whether resolve and next fit together. */
static void check_route(ds_compile *self, const ds_value *value, const ds_route *route)
{
    ds_value resolve = ds_value_get(value, "resolve");
    ds_value next = ds_value_get(value, "next");
    int32_t group = group_of(self, value);
    if (route->resolve < 1 && !ds_value_is_given(&next))
        ds_value_error(value, self->out,
                       "'next' is missing: where those go that are not resolved here");
    if (ds_value_is_given(&next) && !ds_value_is_given(&resolve))
        ds_value_error(value, self->out,
                       "'resolve' is missing: the share that is resolved here");
    else if (ds_value_is_given(&next) && route->resolve >= 1 &&
             self->desk->groups[group].time_limit == 0)
        ds_value_warning(&next, self->out, "all are resolved here, so nobody goes there");
}

static ds_status compile_route(ds_compile *self, const ds_value *value,
                               ds_category *category)
{
    ds_route *route = &category->routes[group_of(self, value)];
    ds_value work = ds_value_get(value, "work");
    ds_value resolve = ds_value_get(value, "resolve");
    ds_value next = ds_value_get(value, "next");
    ds_value misroute = ds_value_get(value, "misroute");
    ds_value hold = ds_value_get(value, "hold");
    route->is_used = true;
    route->resolve = ds_value_scalar(&resolve).number;
    check_route(self, value, route);
    ds_status status = ds_compile_sampler(self, &work, &route->work);
    if (status == DS_OK && ds_value_is_given(&next))
        status = ds_compile_choice(self, &next, DS_NAME_GROUP, &route->next);
    if (status == DS_OK)
        status = ds_compile_misroute(self, &misroute, &route->misroute);
    if (status == DS_OK && ds_value_is_given(&hold))
        status = ds_compile_holds(self, &hold, route);
    return status;
}

/* Those that are handed on must find a route where they come. */
static void check_destinations(ds_compile *self, const ds_value *routes,
                               const ds_category *category)
{
    for (int32_t i = 0; i < ds_value_count(routes); i++) {
        ds_value route = ds_value_at(routes, i);
        ds_value next = ds_value_get(&route, "next");
        for (int32_t j = 0; j < ds_value_count(&next); j++) {
            ds_value to = ds_value_at(&next, j);
            if (!category->routes[group_of(self, &to)].is_used)
                ds_value_error(&to, self->out, "the category has no route at '%s'",
                               to.name);
        }
    }
}

static ds_status compile_full_form(ds_compile *self, const ds_value *routes,
                                   ds_category *category)
{
    if (ds_value_count(routes) == 0)
        ds_value_error(routes, self->out, "no group works on the category");
    for (int32_t i = 0; i < ds_value_count(routes); i++) {
        ds_value route = ds_value_at(routes, i);
        ds_status status = compile_route(self, &route, category);
        if (status != DS_OK)
            return status;
    }
    check_destinations(self, routes, category);
    return DS_OK;
}

ds_status ds_compile_routes(ds_compile *self, const ds_value *value, ds_category *category)
{
    const ds_desk *desk = self->desk;
    ds_value work = ds_value_get(value, "work");
    ds_value route = ds_value_get(value, "route");
    ds_value resolved_at = ds_value_get(value, "resolved_at");
    ds_value hold = ds_value_get(value, "hold");
    category->routes = ds_compile_table(desk->group_count, sizeof *category->routes);
    if (!category->routes)
        return ds_error_no_memory(&self->err);
    ds_status status = DS_OK;
    if (ds_value_is_given(&work) == ds_value_is_given(&route))
        ds_value_error(value, self->out,
                       ds_value_is_given(&work)
                           ? "either 'work' or 'route', not both"
                           : "it takes no work: give 'work' or 'route'");
    else if (ds_value_is_given(&work))
        status = compile_ladder(self, value, &work, category);
    else
        status = compile_full_form(self, &route, category);
    if (ds_value_is_given(&route) && ds_value_is_given(&resolved_at))
        ds_value_error(&resolved_at, self->out,
                       "it belongs to 'work'; in 'route' write 'resolve'");
    bool has_holds = ds_value_is_given(&hold);
    for (int32_t g = 0; has_holds && status == DS_OK && g < desk->group_count; g++) {
        ds_route *row = &category->routes[g];
        if (row->is_used && !row->holds)
            status = ds_compile_holds(self, &hold, row);
    }
    return status;
}

/* Marks the groups from which a resolution can be reached. */
static void mark_exits(const ds_category *category, int32_t group_count, bool *has_exit)
{
    bool is_new = true;
    while (is_new) {
        is_new = false;
        for (int32_t g = 0; g < group_count; g++) {
            const ds_route *route = &category->routes[g];
            bool leads_out = route->is_used && route->resolve > 0;
            for (int32_t i = 0; i < route->next.count && route->is_used; i++)
                leads_out |= has_exit[route->next.row[i]];
            is_new |= leads_out && !has_exit[g];
            has_exit[g] |= leads_out;
        }
    }
}

static bool stays(const ds_route *route, int32_t group)
{
    return route->next.count == 1 && route->next.row[0] == group;
}

ds_status ds_compile_check_exits(ds_compile *self, const ds_value *value,
                                 const ds_category *category)
{
    int32_t count = self->desk->group_count;
    ds_value routes = ds_value_get(value, "route");
    bool *has_exit = ds_compile_table(count, sizeof *has_exit);
    if (!has_exit)
        return ds_error_no_memory(&self->err);
    if (self->out->error_count == 0)
        mark_exits(category, count, has_exit);
    for (int32_t i = 0; self->out->error_count == 0 && i < ds_value_count(&routes); i++) {
        ds_value route = ds_value_at(&routes, i);
        int32_t group = group_of(self, &route);
        if (has_exit[group])
            continue;
        if (stays(&category->routes[group], group))
            ds_value_error(&route, self->out,
                           "no ticket can leave '%s': none is resolved there and all go "
                           "back to it",
                           route.name);
        else
            ds_value_error(&route, self->out,
                           "from '%s' no resolution can be reached: the groups hand "
                           "tickets on in a circle",
                           route.name);
    }
    free(has_exit);
    return DS_OK;
}
