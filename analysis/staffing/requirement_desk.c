#include "analysis/staffing/requirement_desk.h"

#include "model/team.h"

#include <stdlib.h>
#include <string.h>

static void find_open(ds_requirement *self, int32_t group)
{
    const ds_desk *desk = self->desk;
    const ds_calendar *hours = ds_desk_hours(desk, group);
    int32_t cursor = 0;
    ds_ticks step = self->minutes * DS_MINUTE;
    for (ds_ticks t = desk->warm_up; t < desk->horizon; t += step) {
        ds_ticks end = t + step < desk->horizon ? t + step : desk->horizon;
        if (ds_calendar_between(hours, t, end, &cursor) > 0)
            self->is_open[group * self->slots + ds_interval_at(desk, self->minutes, t)] =
                true;
    }
}

static ds_status check(const ds_requirement *self, int32_t group, ds_error *err)
{
    const ds_group *about = &self->desk->groups[group];
    if (about->agents == DS_UNLIMITED_AGENTS)
        return ds_error_set(err, DS_BAD_INPUT,
                            "group '%s' has unlimited agents: nobody waits there",
                            about->name);
    if (self->desk->team_count > 0)
        return ds_error_set(err, DS_BAD_INPUT,
                            "group '%s': a requirement by interval is for desks without "
                            "cross-trained people (teams)",
                            about->name);
    for (int32_t s = 0; s < self->slots; s++)
        if (self->is_open[group * self->slots + s])
            return DS_OK;
    return ds_error_set(err, DS_BAD_INPUT, "group '%s' is never open", about->name);
}

ds_status ds_requirement_desk_init(ds_requirement *self, ds_error *err)
{
    size_t size = (size_t)self->desk->group_count * sizeof *self->copy.groups;
    ds_group *groups = malloc(size);
    if (!groups)
        return ds_error_no_memory(err);
    memcpy(groups, self->desk->groups, size);
    self->copy = *self->desk;
    self->copy.groups = groups;
    for (int32_t g = 0; g < self->desk->group_count; g++) {
        if (!self->is_staffed[g])
            continue;
        groups[g].staffing = NULL;
        find_open(self, g);
        ds_status status = check(self, g, err);
        if (status != DS_OK)
            return status;
    }
    return DS_OK;
}

void ds_requirement_desk_unlimited(ds_requirement *self)
{
    for (int32_t g = 0; g < self->desk->group_count; g++) {
        ds_group *group = &self->copy.groups[g];
        if (self->is_staffed[g])
            ds_staffing_delete(group->staffing);
        group->staffing = NULL;
        group->agents = DS_UNLIMITED_AGENTS;
    }
}

/* Days without anybody on which the week has somebody: holidays. Returns how many. */
static int32_t find_holidays(const ds_requirement *self, int32_t group, int32_t *days)
{
    const ds_desk *desk = self->desk;
    const ds_calendar *hours = ds_desk_hours(desk, group);
    int32_t found = 0;
    int32_t last = ds_zone_day(&desk->zone, ds_desk_last_instant(desk));
    for (int32_t day = ds_zone_day(&desk->zone, 0); days && day <= last; day++) {
        ds_ticks from = ds_zone_day_start(&desk->zone, day);
        ds_ticks to = ds_zone_day_start(&desk->zone, day + 1);
        if (ds_calendar_between(hours, from < 0 ? 0 : from, to, NULL) == 0)
            days[found++] = day;
    }
    return found;
}

static ds_status staff(ds_requirement *self, int32_t group, const int32_t *agents,
                       ds_error *err)
{
    size_t most = (size_t)(ds_desk_last_instant(self->desk) / DS_DAY) + 3;
    int32_t *days = calloc(most, sizeof *days);
    if (!days)
        return ds_error_no_memory(err);
    const ds_head_counts counts = {.interval_minutes = self->minutes,
                                   .agents = agents + (size_t)group * (size_t)self->slots,
                                   .holiday_count = find_holidays(self, group, days),
                                   .holidays = days};
    ds_status status = ds_staffing_set_week(&self->copy, group, &counts, err);
    free(days);
    return status;
}

ds_status ds_requirement_desk_staff(ds_requirement *self, const int32_t *agents,
                                    ds_error *err)
{
    ds_status status = DS_OK;
    for (int32_t g = 0; g < self->desk->group_count && status == DS_OK; g++) {
        if (self->is_staffed[g]) {
            status = staff(self, g, agents, err);
        } else {
            self->copy.groups[g].staffing = self->desk->groups[g].staffing;
            self->copy.groups[g].agents = self->desk->groups[g].agents;
        }
    }
    return status;
}

void ds_requirement_desk_free(ds_requirement *self)
{
    for (int32_t g = 0; self->copy.groups && g < self->desk->group_count; g++)
        if (self->is_staffed[g])
            ds_staffing_delete(self->copy.groups[g].staffing);
    free(self->copy.groups);
    self->copy.groups = NULL;
}
