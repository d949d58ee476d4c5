/* What a compiled desk will not do well: warnings, not errors. */
#include "scenarios/compile.h"

#include "model/offered_load.h"
#include "model/practices.h"

#include <stdlib.h>

/* Whether any ticket can come to the group, by mistake included. */
static bool receives(const ds_desk *desk, int32_t group)
{
    for (int32_t c = 0; c < desk->category_count; c++) {
        const ds_category *category = &desk->categories[c];
        if (category->routes[group].is_used ||
            (category->misroute.share > 0 && category->misroute.to == group))
            return true;
        for (int32_t g = 0; g < desk->group_count; g++)
            if (category->routes[g].misroute.share > 0 &&
                category->routes[g].misroute.to == group)
                return true;
    }
    return false;
}

static void warn_of_load(ds_compile *self, const ds_value *group, const ds_group_load *load,
                         bool has_helpers)
{
    double erlangs = ds_group_load_erlangs(load);
    /* How much of their time the helpers have is not known here. */
    if (load->work_h_per_week <= 0 || has_helpers)
        return;
    if (load->roster_h_per_week <= 0)
        ds_value_warning(group, self->out,
                         "no agent is ever on duty, but an offered load of %.3g erlangs "
                         "comes (%.4g hours of work a week): the backlog grows",
                         erlangs, load->work_h_per_week);
    else if (load->work_h_per_week > load->roster_h_per_week)
        ds_value_warning(group, self->out,
                         "the offered load is above the capacity: %.4g hours of work a "
                         "week (%.3g erlangs) for %.4g agent-hours (%.3g erlangs) would "
                         "need a utilisation of %.0f%%: the backlog grows",
                         load->work_h_per_week, erlangs, load->roster_h_per_week,
                         load->roster_h_per_week / 168,
                         100 * load->work_h_per_week / load->roster_h_per_week);
}

/* Whether a ticket of the highest priority can come to the group on its way. */
static bool receives_highest(const ds_desk *desk, int32_t group)
{
    for (int32_t c = 0; c < desk->category_count; c++) {
        const ds_category *category = &desk->categories[c];
        bool can_be = category->priority.count == 0;
        for (int32_t i = 0; i < category->priority.count; i++)
            can_be |= category->priority.row[i] == 0;
        if (can_be && category->routes[group].is_used)
            return true;
    }
    return false;
}

/* Whether others serve its queue, so that it needs nobody of its own. */
static bool has_helpers(const ds_desk *desk, int32_t group)
{
    for (int32_t t = 0; t < desk->team_count; t++)
        for (int32_t i = 0; i < desk->teams[t].queue_count; i++)
            if (desk->teams[t].home != group && desk->teams[t].queues[i].group == group)
                return true;
    return false;
}

/* A whole week without anybody, where the most urgent may come. */
static void warn_of_empty_weeks(ds_compile *self, const ds_value *group, int32_t row)
{
    const ds_desk *desk = self->desk;
    const ds_group *about = &desk->groups[row];
    if (!about->staffing || about->rules.on_call.agents > 0 || has_helpers(desk, row) ||
        !receives_highest(desk, row))
        return;
    for (ds_ticks from = 0; from + DS_WEEK <= desk->horizon; from += DS_WEEK) {
        if (ds_staffing_between(about->staffing, from, from + DS_WEEK) > 0)
            continue;
        ds_date date = ds_date_from_day(ds_zone_day(&desk->zone, from));
        ds_value_warning(group, self->out,
                         "%s can come to it, but nobody is on duty in the week from "
                         "%04d-%02d-%02d, and nobody is on call",
                         desk->priority_names[0], (int)date.year, (int)date.month,
                         (int)date.day);
        return;
    }
}

static ds_status review_groups(ds_compile *self)
{
    const ds_desk *desk = self->desk;
    ds_value groups = ds_value_get(&self->root, "groups");
    ds_group_load *loads = ds_compile_table(desk->group_count, sizeof *loads);
    if (!loads)
        return ds_error_no_memory(&self->err);
    ds_status status = ds_offered_load(desk, loads, &self->err);
    for (int32_t g = 0; status == DS_OK && g < desk->group_count; g++) {
        ds_value group = ds_value_at(&groups, g);
        if (loads[g].roster_h_per_week > 0)
            warn_of_empty_weeks(self, &group, g);
        if (receives(desk, g))
            warn_of_load(self, &group, &loads[g], has_helpers(desk, g));
        else if (!ds_practices_use_group(desk->practices, g))
            ds_value_warning(&group, self->out, "no ticket ever comes to this group");
    }
    free(loads);
    return status;
}

static bool is_drawn(const ds_desk *desk, int32_t category)
{
    for (int32_t s = 0; s < desk->stream_count; s++) {
        const ds_stream *stream = &desk->streams[s];
        for (int32_t i = 0; i < stream->categories.count; i++)
            if (stream->categories.row[i] == category)
                return true;
        for (int32_t i = 0; stream->trace && i < stream->trace->count; i++)
            if (stream->trace->rows[i].category == category)
                return true;
    }
    return false;
}

static void review_categories(ds_compile *self)
{
    ds_value categories = ds_value_get(&self->root, "categories");
    for (int32_t c = 0; c < self->desk->category_count; c++) {
        ds_value category = ds_value_at(&categories, c);
        if (!is_drawn(self->desk, c))
            ds_value_warning(&category, self->out, "no ticket is ever of this category");
    }
}

static void review_slas(ds_compile *self)
{
    const ds_desk *desk = self->desk;
    ds_value slas = ds_value_get(&self->root, "slas");
    int32_t count = DS_TICKET_TYPES * desk->category_count * desk->priority_count;
    for (int32_t s = 0; s < desk->sla_count; s++) {
        bool is_used = false;
        for (int32_t i = 0; i < count; i++)
            is_used |= desk->sla_rows[i] == s;
        ds_value sla = ds_value_at(&slas, s);
        if (!is_used)
            ds_value_warning(&sla, self->out, "it applies to no ticket");
    }
}

ds_status ds_compile_review(ds_compile *self)
{
    review_categories(self);
    review_slas(self);
    return review_groups(self);
}
