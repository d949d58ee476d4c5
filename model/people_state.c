#include "model/people_state.h"

#include <stdlib.h>
#include <string.h>

ds_status ds_people_init(ds_people *people, const ds_desk *desk, ds_error *err)
{
    *people = (ds_people){0};
    people->first = calloc((size_t)desk->group_count + 1, sizeof *people->first);
    if (!people->first)
        return ds_error_no_memory(err);
    bool is_used = false;
    for (int32_t g = 0; g < desk->group_count; g++) {
        people->first[g] = people->count;
        is_used |= desk->groups[g].staffing != NULL;
        if (desk->groups[g].agents != DS_UNLIMITED_AGENTS)
            people->count += desk->groups[g].agents;
    }
    if (!is_used)
        people->count = 0;
    size_t rows = (size_t)people->count + 1;
    people->agents = calloc(rows, sizeof *people->agents);
    people->at_position = calloc(rows, sizeof *people->at_position);
    if (!people->agents || !people->at_position)
        return ds_error_no_memory(err);
    return DS_OK;
}

void ds_people_free(ds_people *people)
{
    free(people->agents);
    free(people->at_position);
    free(people->first);
    *people = (ds_people){0};
}

static void reset_agent(ds_agent *agent, int32_t group, int32_t position)
{
    *agent = (ds_agent){.group = group,
                        .position = position,
                        .ticket = DS_NO_ID,
                        .aside = DS_NO_ID,
                        .before = DS_NO_ID,
                        .after = DS_NO_ID,
                        .until = DS_NEVER};
}

void ds_people_reset(ds_people *people, const ds_desk *desk)
{
    if (people->count == 0)
        return;
    for (int32_t g = 0; g < desk->group_count; g++) {
        int32_t first = people->first[g];
        if (!desk->groups[g].staffing)
            continue;
        for (int32_t i = 0; i < desk->groups[g].agents; i++) {
            reset_agent(&people->agents[first + i], g, i);
            people->at_position[first + i] = first + i;
        }
    }
}
