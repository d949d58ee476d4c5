#include "model/people_state.h"

#include "model/practices.h"

#include <stdlib.h>
#include <string.h>

static bool serves(const ds_team *team, int32_t group)
{
    for (int32_t i = 0; i < team->queue_count; i++)
        if (team->queues[i].group == group)
            return true;
    return false;
}

static bool has_chats(const ds_desk *desk)
{
    const ds_live *live = desk->practices ? desk->practices->live : NULL;
    for (int32_t i = 0; live && i < live->channel_count; i++)
        if (live->channels[i].is_live && live->channels[i].at_once > 1)
            return true;
    return false;
}

static void find_selective(ds_people *people, const ds_desk *desk)
{
    for (int32_t g = 0; g < desk->group_count; g++) {
        people->is_selective[g] = has_chats(desk);
        for (int32_t i = people->teams_from[g]; i < people->teams_from[g + 1]; i++) {
            int32_t team = people->team_of[i] - desk->group_count;
            people->is_selective[g] |= team >= 0 && desk->teams[team].has_skill;
        }
    }
}

/* The group's own people who serve nobody else first, then the other teams in order. */
static ds_status link_teams(ds_people *people, const ds_desk *desk, ds_error *err)
{
    size_t groups = (size_t)desk->group_count;
    size_t most = groups * ((size_t)desk->team_count + 1);
    people->team_count = desk->group_count + desk->team_count;
    people->teams = calloc((size_t)people->team_count + 1, sizeof *people->teams);
    people->teams_from = calloc(groups + 1, sizeof *people->teams_from);
    people->team_of = calloc(most + 1, sizeof *people->team_of);
    people->is_selective = calloc(groups + 1, sizeof *people->is_selective);
    if (!people->teams || !people->teams_from || !people->team_of || !people->is_selective)
        return ds_error_no_memory(err);
    int32_t rows = 0;
    for (int32_t g = 0; g < desk->group_count; g++) {
        people->teams_from[g] = rows;
        people->team_of[rows++] = g;
        for (int32_t t = 0; t < desk->team_count; t++)
            if (desk->teams[t].home == g && serves(&desk->teams[t], g))
                people->team_of[rows++] = desk->group_count + t;
        for (int32_t t = 0; t < desk->team_count; t++)
            if (desk->teams[t].home != g && serves(&desk->teams[t], g))
                people->team_of[rows++] = desk->group_count + t;
    }
    people->teams_from[desk->group_count] = rows;
    find_selective(people, desk);
    return DS_OK;
}

static ds_status make_agents(ds_people *people, ds_error *err)
{
    size_t rows = (size_t)people->count + 1;
    people->agents = calloc(rows, sizeof *people->agents);
    people->at_position = calloc(rows, sizeof *people->at_position);
    return people->agents && people->at_position ? DS_OK : ds_error_no_memory(err);
}

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
    people->first[desk->group_count] = people->count;
    if (!is_used) {
        people->count = 0;
        return DS_OK;
    }
    ds_status status = make_agents(people, err);
    return status == DS_OK ? link_teams(people, desk, err) : status;
}

void ds_people_free(ds_people *people)
{
    free(people->agents);
    free(people->at_position);
    free(people->first);
    free(people->teams);
    free(people->teams_from);
    free(people->team_of);
    free(people->is_selective);
    *people = (ds_people){0};
}

static void reset_agent(ds_agent *agent, int32_t group, int32_t position, int32_t team)
{
    *agent = (ds_agent){.group = group,
                        .position = position,
                        .team = team,
                        .ticket = DS_NO_ID,
                        .aside = DS_NO_ID,
                        .before = DS_NO_ID,
                        .after = DS_NO_ID,
                        .until = DS_NEVER,
                        .roster_until = DS_NEVER,
                        .overtime_ends = DS_NEVER,
                        .arrives_at = DS_NEVER,
                        .moves_at = DS_NEVER,
                        .hired_at = DS_NO_ID,
                        .pace = 1};
}

static void reset_crew(ds_people *people, const ds_desk *desk, int32_t group,
                       const ds_crew *crew)
{
    int32_t first = people->first[group];
    int32_t team = crew->team == DS_NO_ID ? group : desk->group_count + crew->team;
    for (int32_t i = crew->first; i < crew->first + crew->count; i++) {
        reset_agent(&people->agents[first + i], group, i, team);
        if (crew->is_new)
            people->agents[first + i].hired_at = 0;
        people->at_position[first + i] = first + i;
    }
}

void ds_people_reset(ds_people *people, const ds_desk *desk)
{
    for (int32_t t = 0; t < people->team_count; t++)
        people->teams[t] = (ds_team_state){.idle_head = DS_NO_ID, .idle_tail = DS_NO_ID};
    for (int32_t g = 0; people->agents && g < desk->group_count; g++) {
        const ds_staffing *staffing = desk->groups[g].staffing;
        for (int32_t c = 0; staffing && c < staffing->crew_count; c++)
            reset_crew(people, desk, g, &staffing->crews[c]);
    }
}

int32_t ds_people_idle(const ds_people *people, int32_t group, int32_t most, ds_ticks now)
{
    int32_t found = 0;
    for (int32_t i = people->teams_from[group]; i < people->teams_from[group + 1]; i++) {
        int32_t row = people->teams[people->team_of[i]].idle_head;
        for (; row != DS_NO_ID && found < most; row = people->agents[row].after)
            found += ds_agent_is_ready(&people->agents[row], now);
    }
    return found;
}
