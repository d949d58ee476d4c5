#include "analysis/staffing/staffing_range.h"

#include "model/offered_load.h"

#include <math.h>
#include <stdlib.h>

/* Standard deviations of the busy agents above their mean. */
#define SATURATION 3

static double open_hours(const ds_desk *desk, int32_t group)
{
    const ds_calendar *hours = ds_desk_hours(desk, group);
    int32_t cursor = 0;
    ds_ticks open = ds_calendar_between(hours, desk->warm_up, desk->horizon, &cursor);
    return (double)open * 168 / (double)(desk->horizon - desk->warm_up);
}

static ds_staffing_kind kind_of(const ds_group *group, const ds_group_load *load,
                                double open_h)
{
    if (group->agents == DS_UNLIMITED_AGENTS)
        return DS_STAFFING_UNLIMITED;
    if (group->staffing)
        return DS_STAFFING_ROSTERED;
    if (load->work_h_per_week <= 0)
        return DS_STAFFING_NO_WORK;
    return open_h > 0 ? DS_STAFFING_BY_HEADS : DS_STAFFING_CLOSED;
}

static ds_staffing_range range_of(const ds_desk *desk, int32_t group,
                                  const ds_group_load *load)
{
    const ds_group *about = &desk->groups[group];
    ds_staffing_range range = {.own = about->agents,
                               .open_h_per_week = open_hours(desk, group)};
    range.kind = kind_of(about, load, range.open_h_per_week);
    if (range.kind != DS_STAFFING_BY_HEADS)
        return range;
    range.erlangs = load->work_h_per_week / range.open_h_per_week;
    range.least = (int32_t)floor(range.erlangs) + 1;
    double most = ceil(range.erlangs + SATURATION * sqrt(range.erlangs));
    range.most = (int32_t)fmax(fmax(most, range.own), range.least + 2);
    return range;
}

ds_status ds_staffing_ranges(const ds_desk *desk, ds_staffing_range *ranges, ds_error *err)
{
    ds_group_load *loads = calloc((size_t)desk->group_count + 1, sizeof *loads);
    ds_status status = loads ? ds_offered_load(desk, loads, err) : ds_error_no_memory(err);
    for (int32_t g = 0; g < desk->group_count && status == DS_OK; g++)
        ranges[g] = range_of(desk, g, &loads[g]);
    free(loads);
    return status;
}

/* Puts a head count among ascending ones, once. */
static int32_t insert(int32_t *levels, int32_t count, int32_t level)
{
    int32_t place = count;
    for (int32_t i = 0; i < count; i++)
        if (levels[i] == level)
            return count;
    for (; place > 0 && levels[place - 1] > level; place--)
        levels[place] = levels[place - 1];
    levels[place] = level;
    return count + 1;
}

int32_t ds_staffing_levels(const ds_staffing_range *range, int32_t *levels, int32_t room)
{
    int32_t count = 0;
    int32_t span = range->most - range->least;
    if (range->own >= range->least && range->own <= range->most)
        count = insert(levels, count, range->own);
    count = insert(levels, count, range->least);
    if (count < room)
        count = insert(levels, count, range->most);
    int32_t steps = room - 1 < span ? room - 1 : span;
    for (int32_t i = 1; i < steps && count < room; i++)
        count = insert(levels, count, range->least + (int32_t)((int64_t)span * i / steps));
    return count;
}
