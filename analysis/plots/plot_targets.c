#include "analysis/plots/plot_targets.h"

#include "analysis/results/results_parts.h"
#include "sim/duration.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdio.h>

/* Hours of arrivals that are tried. */
#define MOST_HOURS (8 * DS_WEEK_HOURS)

static bool is_same(const ds_sla_target *a, const ds_sla_target *b)
{
    return a->ticks == b->ticks && a->business_days == b->business_days &&
           a->calendar == b->calendar;
}

/* Adds the promise to the tickets of a category. */
static void add_promise(ds_plot_target *self, const ds_desk *desk, int32_t category,
                        int32_t priority)
{
    static const ds_sla_target none = {0};
    int32_t row =
        ds_desk_sla(desk, (int32_t)desk->categories[category].type, category, priority);
    const ds_sla_target *target = row >= 0 ? &desk->slas[row].resolution[priority] : &none;
    if (target->ticks == 0 && target->business_days == 0)
        return;
    if (self->promise == DS_PROMISE_NONE) {
        self->promise = DS_PROMISE_ONE;
        self->target = *target;
    } else if (!is_same(&self->target, target)) {
        self->promise = DS_PROMISE_SEVERAL;
    }
}

/* The instant at which a promise made at another is due. */
static ds_ticks due(const ds_calendar *calendar, const ds_sla_target *target, ds_ticks at,
                    int32_t *cursor)
{
    return target->business_days > 0
               ? ds_calendar_add_days(calendar, at, target->business_days, cursor)
               : ds_calendar_add(calendar, at, target->ticks, cursor);
}

/* The value that a share p of the weight has at most; values ascending. */
static double quantile(const double *values, const double *weights, size_t count, double p)
{
    double total = 0;
    double below = 0;
    size_t i = 0;
    for (size_t k = 0; k < count; k++)
        total += weights[k];
    while (i + 1 < count && (below += weights[i]) < p * total)
        i++;
    return count > 0 ? values[i] : NAN;
}

static void find_clock_time(ds_plot_target *self, const ds_results *results)
{
    const ds_desk *desk = results->desk;
    const ds_calendar *calendar = &desk->calendars[self->target.calendar];
    double hours[MOST_HOURS];
    double weights[MOST_HOURS];
    size_t count = 0;
    int32_t cursor = 0;
    ds_ticks at = desk->warm_up + DS_HOUR / 2;
    for (int i = 0; i < MOST_HOURS && at < desk->horizon; i++, at += DS_HOUR) {
        double weight = results->week.arrived[ds_zone_hour_of_week(&desk->zone, at)];
        ds_ticks end = due(calendar, &self->target, at, &cursor);
        if (!(weight > 0) || end >= DS_NEVER)
            continue;
        hours[count] = ds_hours(end - at);
        weights[count++] = weight;
    }
    gsl_sort2(hours, 1, weights, 1, count);
    self->median_h = quantile(hours, weights, count, 0.5);
    self->p10_h = quantile(hours, weights, count, 0.1);
    self->p90_h = quantile(hours, weights, count, 0.9);
}

ds_plot_target ds_plot_target_of(const ds_results *results, int32_t priority)
{
    const ds_desk *desk = results->desk;
    bool is_incidents = ds_desk_has_incidents(desk);
    ds_plot_target self = {.median_h = NAN, .p10_h = NAN, .p90_h = NAN};
    for (int32_t c = 0; c < desk->category_count; c++)
        if (!is_incidents || desk->categories[c].type == DS_INCIDENT)
            add_promise(&self, desk, c, priority);
    if (self.promise == DS_PROMISE_ONE) {
        self.is_clock_time = desk->calendars[self.target.calendar].is_always;
        find_clock_time(&self, results);
    }
    return self;
}

static void print_business_time(const ds_sla_target *target, char *text, size_t size)
{
    double hours = ds_hours(target->ticks);
    if (target->business_days > 0)
        (void)snprintf(text, size, "%d business day%s", target->business_days,
                       target->business_days == 1 ? "" : "s");
    else if (hours < 1)
        (void)snprintf(text, size, "%.3g business min", 60 * hours);
    else
        (void)snprintf(text, size, "%.4g business h", hours);
}

void ds_plot_target_print(const ds_plot_target *target, char *text, size_t size)
{
    if (target->promise == DS_PROMISE_NONE)
        (void)snprintf(text, size, "no target");
    else if (target->promise == DS_PROMISE_SEVERAL)
        (void)snprintf(text, size, "targets differ");
    else if (!target->is_clock_time)
        print_business_time(&target->target, text, size);
    else if (target->target.business_days > 0)
        (void)snprintf(text, size, "%d d", target->target.business_days);
    else
        ds_duration_print_short(ds_hours(target->target.ticks), text, size);
}
