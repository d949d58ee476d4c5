#include "model/features.h"

bool ds_desk_has_clocks(const ds_desk *desk)
{
    if (desk->sla_count > 0)
        return true;
    for (int32_t g = 0; g < desk->group_count; g++)
        if (desk->groups[g].has_ola)
            return true;
    return false;
}

static bool can_be_interrupted(const ds_desk *desk, const ds_group *group)
{
    return group->is_preemptive || group->staffing ||
           !desk->calendars[group->calendar].is_always;
}

static bool route_has_detours(const ds_route *route)
{
    return route->is_used && (route->hold_share > 0 || route->misroute.share > 0);
}

static bool category_has_detours(const ds_desk *desk, const ds_category *category)
{
    if (category->reopen_share > 0 || category->misroute.share > 0)
        return true;
    for (int32_t g = 0; g < desk->group_count; g++)
        if (route_has_detours(&category->routes[g]))
            return true;
    return false;
}

uint32_t ds_desk_features(const ds_desk *desk)
{
    uint32_t features = ds_desk_has_clocks(desk) ? DS_FEATURE_CLOCKS : 0;
    for (int32_t g = 0; g < desk->group_count; g++) {
        if (can_be_interrupted(desk, &desk->groups[g]))
            features |= DS_FEATURE_INTERRUPTION;
        if (desk->groups[g].staffing)
            features |= DS_FEATURE_PEOPLE;
        if (desk->groups[g].time_limit > 0)
            features |= DS_FEATURE_DETOURS;
    }
    for (int32_t c = 0; c < desk->category_count; c++)
        if (category_has_detours(desk, &desk->categories[c]))
            features |= DS_FEATURE_DETOURS;
    for (int32_t s = 0; s < desk->stream_count; s++)
        if (desk->streams[s].trace)
            features |= DS_FEATURE_TRACE;
    if (desk->chance_count > 0)
        features |= DS_FEATURE_CHANCES;
    if (desk->practices)
        features |= DS_FEATURE_PRACTICES;
    return features;
}
