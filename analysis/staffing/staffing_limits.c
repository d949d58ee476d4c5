#include "analysis/staffing/staffing_limits.h"

#include "sim/spelling.h"

#include <stdlib.h>
#include <string.h>

#define MOST_AGENTS 100000

void ds_staffing_at_least(ds_staffing_study *study, int32_t agents)
{
    for (int32_t i = 0; i < study->count; i++) {
        ds_staffing_range *range = &study->ranges[study->groups[i]];
        range->least = range->least > agents ? range->least : agents;
        range->most = range->most > range->least ? range->most : range->least;
    }
}

static const char *nearest_group(const ds_desk *desk, const char *name)
{
    const char **names = calloc((size_t)desk->group_count + 1, sizeof *names);
    if (!names)
        return NULL;
    for (int32_t g = 0; g < desk->group_count; g++)
        names[g] = desk->groups[g].name;
    const char *nearest = ds_spelling_nearest(name, names, (size_t)desk->group_count);
    free(names);
    return nearest;
}

static int32_t group_named(const ds_desk *desk, const char *name, size_t length)
{
    for (int32_t g = 0; g < desk->group_count; g++)
        if (strlen(desk->groups[g].name) == length &&
            strncmp(desk->groups[g].name, name, length) == 0)
            return g;
    return DS_NO_ID;
}

static ds_status no_group(const ds_desk *desk, const char *text, size_t length,
                          ds_error *err)
{
    char name[256];
    size_t size = length < sizeof name - 1 ? length : sizeof name - 1;
    memcpy(name, text, size);
    name[size] = '\0';
    const char *nearest = nearest_group(desk, name);
    return ds_error_set(err, DS_BAD_INPUT, "--fix %s: no group is called '%s'%s%s%s", text,
                        name, nearest ? "; did you mean '" : "", nearest ? nearest : "",
                        nearest ? "'?" : "");
}

static ds_status narrow(ds_staffing_range *range, const char *text, int32_t agents,
                        ds_error *err)
{
    static const char *const reasons[] = {
        [DS_STAFFING_BY_HEADS] = "",
        [DS_STAFFING_NO_WORK] = "no ticket needs work there",
        [DS_STAFFING_ROSTERED] = "shifts or head counts by interval say who works",
        [DS_STAFFING_UNLIMITED] = "its agents are unlimited",
        [DS_STAFFING_CLOSED] = "nobody is ever on duty",
    };
    if (range->kind != DS_STAFFING_BY_HEADS)
        return ds_error_set(err, DS_BAD_INPUT, "--fix %s: the group has no head count: %s",
                            text, reasons[range->kind]);
    if (agents <= range->erlangs)
        return ds_error_set(err, DS_BAD_INPUT,
                            "--fix %s: the group's work is %.4g erlangs while it is open: "
                            "fewer than %d agents cannot do it",
                            text, range->erlangs, (int)range->erlangs + 1);
    range->least = agents;
    range->most = agents;
    return DS_OK;
}

ds_status ds_staffing_fix(ds_staffing_study *study, const char *text, ds_error *err)
{
    const ds_desk *desk = study->experiment.runs.desk;
    const char *equals = strrchr(text, '=');
    char *end = NULL;
    long agents = equals ? strtol(equals + 1, &end, 10) : 0;
    if (!equals || equals == text || end == equals + 1 || *end || agents < 1 ||
        agents > MOST_AGENTS)
        return ds_error_set(err, DS_BAD_INPUT,
                            "--fix %s: it takes GROUP=N, N a whole number from 1 to %d",
                            text, MOST_AGENTS);
    size_t length = (size_t)(equals - text);
    int32_t group = group_named(desk, text, length);
    if (group == DS_NO_ID)
        return no_group(desk, text, length, err);
    return narrow(&study->ranges[group], text, (int32_t)agents, err);
}
