#include "analysis/calibration/calibration.h"

#include "scenarios/time_zone.h"
#include "sim/clock.h"

#include <stdlib.h>
#include <string.h>

/* A day at either end of which less than this is in the period is none: hours of it would
 * pass for a holiday. Where the period is the file's, nights without tickets are no gap. */
static const ds_ticks least_told = 20 * DS_HOUR;
static const ds_ticks least_of_file = 12 * DS_HOUR;

static void choose_period(ds_calibration *self, const ds_calibration_options *options)
{
    const ds_ticket_table *table = self->table;
    int64_t last = table->list[table->count - 1].opened_us;
    self->from_us =
        options->from_us == DS_NO_TIME ? table->list[0].opened_us : options->from_us;
    self->to_us = options->to_us == DS_NO_TIME ? last + 1 : options->to_us;
}

/* Since local midnight, at an instant of the zone, which starts at `origin_us`. */
static ds_ticks time_of_day(const ds_zone *zone, int64_t origin_us, int64_t instant_us)
{
    ds_ticks local = ds_zone_to_local(zone, instant_us - origin_us) % DS_DAY;
    return local < 0 ? local + DS_DAY : local;
}

/* Leaves out days that are hardly in the period: dates in UTC are not the desk's days. */
static void cut_days(ds_calibration *self, const ds_calibration_options *options,
                     const ds_zone *zone, int64_t origin_us)
{
    ds_ticks least = options->from_us == DS_NO_TIME ? least_of_file : least_told;
    ds_ticks begin = time_of_day(zone, origin_us, self->from_us);
    ds_ticks end = time_of_day(zone, origin_us, self->to_us - 1) + 1;
    if (self->to_us - self->from_us < 3 * DS_DAY)
        return;
    if (DS_DAY - begin < least)
        self->from_us += DS_DAY - begin;
    least = options->to_us == DS_NO_TIME ? least_of_file : least_told;
    if (end < least)
        self->to_us -= end;
}

/* The period as whole local days, from the midnight at or before its first instant. */
static ds_status lay_days(ds_calibration *self, const ds_calibration_options *options,
                          ds_error *err)
{
    int64_t start = self->from_us / 1000000 - (self->from_us % 1000000 < 0);
    self->zone_name = options->zone_name ? options->zone_name : "UTC";
    ds_ticks span = self->to_us - self->from_us + 60 * DS_DAY;
    ds_status status =
        ds_time_zone_resolve(self->zone_name, start, 0, span, &self->zone, err);
    if (status != DS_OK)
        return status;
    cut_days(self, options, &self->zone, start * 1000000);
    ds_zone_free(&self->zone);
    start = self->from_us / 1000000 - (self->from_us % 1000000 < 0);
    status = ds_time_zone_resolve(self->zone_name, start, 0, span, &self->zone, err);
    if (status != DS_OK)
        return status;
    self->from_us = start * 1000000;
    self->first_day = ds_zone_day(&self->zone, 0);
    self->day_count =
        ds_zone_day(&self->zone, self->to_us - 1 - self->from_us) - self->first_day + 1;
    self->first = ds_ticket_table_from(self->table, self->from_us);
    self->last = ds_ticket_table_from(self->table, self->to_us);
    if (self->last - self->first < 50)
        return ds_error_set(err, DS_BAD_INPUT,
                            "%lld tickets were opened in the period; at least 50 are "
                            "needed to learn from them",
                            (long long)(self->last - self->first));
    return DS_OK;
}

static void look(ds_calibration *self)
{
    const ds_ticket_table *table = self->table;
    int64_t with_touch = 0;
    int64_t with_agent = 0;
    int64_t resolved = 0;
    for (int64_t i = self->first; i < self->last; i++) {
        bool has = false;
        for (int32_t c = 0; c < table->touch_count; c++)
            has = has || ds_ticket_touch(table, i, c) > 0;
        bool is_resolved = table->list[i].resolved_us != DS_NO_TIME;
        resolved += is_resolved;
        with_touch += has && is_resolved;
        with_agent += table->list[i].agent != DS_NO_ID && is_resolved;
    }
    self->unresolved = self->last - self->first - resolved;
    self->has_touch = resolved > 0 && 2 * with_touch > resolved;
    self->has_path = self->has_touch;
    self->has_agents = resolved > 0 && 2 * with_agent > resolved;
}

ds_status ds_calibrate(ds_calibration *self, const ds_ticket_table *table,
                       const ds_calibration_options *options, ds_error *err)
{
    *self = (ds_calibration){
        .table = table, .events = options->events, .source = options->source};
    choose_period(self, options);
    ds_status status = lay_days(self, options, err);
    if (status != DS_OK)
        return status;
    look(self);
    status = ds_fit_arrivals(self, err);
    if (status == DS_OK)
        status = ds_fit_mix(self, err);
    if (status == DS_OK)
        status = ds_fit_staff(self, err);
    if (status == DS_OK)
        status = ds_fit_routing(self, err);
    if (status == DS_OK)
        status = ds_fit_holds(self, err);
    if (status == DS_OK)
        status = ds_fit_events(self, err);
    if (status == DS_OK)
        status = ds_fit_targets(self, err);
    if (status == DS_OK)
        status = ds_fit_touch(self, options, err);
    return status;
}

void ds_calibration_free(ds_calibration *self)
{
    ds_zone_free(&self->zone);
    for (int32_t g = 0; g < self->group_count; g++)
        free(self->groups[g].name);
    for (int32_t c = 0; c < self->category_count; c++)
        free(self->categories[c].name);
    for (int32_t type = 0; type < DS_FIT_TYPES; type++)
        free(self->category_row[type]);
    free(self->group_row);
    free(self->agent_home);
    memset(self, 0, sizeof *self);
}
