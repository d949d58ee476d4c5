/* Categories: what their tickets are like. The way they take is in compile_route.c. */
#include "scenarios/compile.h"

#include <math.h>
#include <stdlib.h>

static ds_ticket_type type_of(const ds_value *category)
{
    ds_value type = ds_value_get(category, "type");
    return (ds_ticket_type)ds_value_scalar(&type).whole;
}

static double number_of(const ds_value *parent, const char *key)
{
    ds_value value = ds_value_get(parent, key);
    return ds_value_scalar(&value).number;
}

/* Impact and urgency, or the priority itself. */
static ds_status compile_priority(ds_compile *self, const ds_value *value,
                                  ds_category *category)
{
    ds_value impact = ds_value_get(value, "impact");
    ds_value urgency = ds_value_get(value, "urgency");
    ds_value priority = ds_value_get(value, "priority");
    bool has_levels = ds_value_is_given(&impact) || ds_value_is_given(&urgency);
    if (ds_value_is_given(&priority) && has_levels)
        ds_value_error(&priority, self->out,
                       "either this or 'impact' and 'urgency', not both");
    else if (ds_value_is_given(&priority))
        return ds_compile_choice(self, &priority, DS_NAME_PRIORITY, &category->priority);
    else if (!ds_value_is_given(&impact) || !ds_value_is_given(&urgency))
        ds_value_error(value, self->out,
                       "%s missing: give 'impact' and 'urgency', or "
                       "'priority'",
                       !has_levels                  ? "the priority is"
                       : ds_value_is_given(&impact) ? "'urgency' is"
                                                    : "'impact' is");
    ds_status status = ds_compile_choice(self, &impact, DS_NAME_IMPACT, &category->impact);
    if (status == DS_OK)
        status = ds_compile_choice(self, &urgency, DS_NAME_URGENCY, &category->urgency);
    return status;
}

ds_status ds_compile_misroute(ds_compile *self, const ds_value *value,
                              ds_misroute *misroute)
{
    if (!ds_value_is_given(value))
        return DS_OK;
    ds_value to = ds_value_get(value, "to");
    ds_value rediagnosis = ds_value_get(value, "rediagnosis");
    misroute->share = number_of(value, "share");
    misroute->to = ds_compile_row(self, &to);
    return ds_compile_sampler(self, &rediagnosis, &misroute->rediagnosis);
}

static ds_status compile_reopening(ds_compile *self, const ds_value *value,
                                   ds_category *category)
{
    if (!ds_value_is_given(value))
        return DS_OK;
    ds_value after = ds_value_get(value, "after");
    category->reopen_share = number_of(value, "share");
    category->reopen_work = number_of(value, "work");
    return ds_compile_sampler(self, &after, &category->reopen_after);
}

/* The first group of the ladder, or of the routes the first of the lowest tier. */
static int32_t usual_first(ds_compile *self, const ds_value *value)
{
    const ds_desk *desk = self->desk;
    ds_value work = ds_value_get(value, "work");
    ds_value route = ds_value_get(value, "route");
    int32_t first = DS_NO_ID;
    const ds_value *ways = ds_value_is_given(&work) ? &work : &route;
    for (int32_t i = 0; i < ds_value_count(ways); i++) {
        ds_value entry = ds_value_at(ways, i);
        int32_t row =
            ds_scenario_names_find(&self->scenario->names, DS_NAME_GROUP, entry.name);
        if (first == DS_NO_ID ||
            (ways == &route && desk->groups[row].tier < desk->groups[first].tier))
            first = row;
    }
    return first;
}

static ds_status compile_first(ds_compile *self, const ds_value *value,
                               ds_category *category)
{
    ds_choice *choice = &category->first;
    ds_value first = ds_value_get(value, "first");
    if (ds_value_is_given(&first)) {
        ds_status status = ds_compile_choice(self, &first, DS_NAME_GROUP, choice);
        for (int32_t i = 0; status == DS_OK && i < choice->count; i++)
            if (!category->routes[choice->row[i]].is_used)
                ds_value_error(&first, self->out,
                               "the category has no work at '%s'; add it to 'work' or "
                               "'route'",
                               self->desk->groups[choice->row[i]].name);
        return status;
    }
    choice->row = ds_compile_table(1, sizeof *choice->row);
    choice->upto = ds_compile_table(1, sizeof *choice->upto);
    if (!choice->row || !choice->upto)
        return ds_error_no_memory(&self->err);
    choice->row[0] = usual_first(self, value);
    choice->upto[0] = 1;
    choice->count = 1;
    return DS_OK;
}

static ds_status compile_category(ds_compile *self, const ds_value *value,
                                  ds_category *category)
{
    ds_value misroute = ds_value_get(value, "misroute");
    ds_value reopen = ds_value_get(value, "reopen");
    ds_value max_visits = ds_value_get(value, "max_visits");
    category->type = type_of(value);
    category->reopen_work = 1;
    category->max_visits = ds_value_scalar(&max_visits).whole;
    ds_status status = ds_compile_copy(self, value->name, &category->name);
    if (status == DS_OK)
        status = compile_priority(self, value, category);
    if (status == DS_OK)
        status = ds_compile_routes(self, value, category);
    if (status == DS_OK)
        status = compile_first(self, value, category);
    if (status == DS_OK)
        status = ds_compile_misroute(self, &misroute, &category->misroute);
    if (status == DS_OK)
        status = compile_reopening(self, &reopen, category);
    if (status == DS_OK)
        status = ds_compile_check_exits(self, value, category);
    return status;
}

ds_status ds_compile_categories(ds_compile *self)
{
    ds_desk *desk = self->desk;
    ds_value categories = ds_value_get(&self->root, "categories");
    int32_t count = ds_value_count(&categories);
    desk->categories = ds_compile_table(count, sizeof *desk->categories);
    if (!desk->categories)
        return ds_error_no_memory(&self->err);
    for (int32_t i = 0; i < count; i++) {
        ds_value value = ds_value_at(&categories, i);
        ds_status status =
            compile_category(self, &value, &desk->categories[desk->category_count++]);
        if (status != DS_OK)
            return status;
    }
    return DS_OK;
}

/* The share of a category among those of its type; the only one needs none. */
static double share_of(ds_compile *self, const ds_value *category, int32_t of_its_type,
                       bool is_strict)
{
    ds_value share = ds_value_get(category, "share");
    if (ds_value_is_given(&share))
        return ds_value_scalar(&share).number;
    if (of_its_type > 1 && is_strict)
        ds_value_error(category, self->out,
                       "'share' is missing: its share of the %d "
                       "categories of its type",
                       of_its_type);
    return of_its_type > 1 ? 0 : 1;
}

static ds_status make_mix(ds_compile *self, const double *shares, double sum,
                          ds_choice *choice)
{
    int32_t count = self->desk->category_count;
    choice->row = ds_compile_table(count, sizeof *choice->row);
    choice->upto = ds_compile_table(count, sizeof *choice->upto);
    if (!choice->row || !choice->upto)
        return ds_error_no_memory(&self->err);
    double upto = 0;
    for (int32_t c = 0; c < count; c++) {
        if (shares[c] <= 0)
            continue;
        upto += shares[c] / sum;
        choice->row[choice->count] = c;
        choice->upto[choice->count++] = upto;
    }
    choice->upto[choice->count - 1] = 1;
    return DS_OK;
}

ds_status ds_compile_mix(ds_compile *self, const ds_value *blame, ds_ticket_type type,
                         bool is_strict, ds_choice *choice)
{
    const ds_desk *desk = self->desk;
    ds_value categories = ds_value_get(&self->root, "categories");
    int32_t of_type = 0;
    for (int32_t c = 0; c < desk->category_count; c++)
        of_type += desk->categories[c].type == type;
    if (of_type == 0) {
        ds_value_error(blame, self->out, "no category has the type '%s'",
                       ds_ticket_type_words[type]);
        return DS_OK;
    }
    double *shares = ds_compile_table(desk->category_count, sizeof *shares);
    if (!shares)
        return ds_error_no_memory(&self->err);
    double sum = 0;
    int32_t errors = self->out->error_count;
    for (int32_t c = 0; c < desk->category_count; c++) {
        ds_value category = ds_value_at(&categories, c);
        if (desk->categories[c].type == type)
            shares[c] = share_of(self, &category, of_type, is_strict);
        sum += shares[c];
    }
    if (is_strict && errors == self->out->error_count && fabs(sum - 1) > 1e-6)
        ds_value_error(&categories, self->out,
                       "the shares of the categories of type '%s' sum to %.8g%%, not to "
                       "100%%",
                       ds_ticket_type_words[type], 100 * sum);
    for (int32_t c = 0; sum <= 0 && c < desk->category_count; c++)
        shares[c] = desk->categories[c].type == type;
    ds_status status = make_mix(self, shares, sum > 0 ? sum : of_type, choice);
    free(shares);
    return status;
}
