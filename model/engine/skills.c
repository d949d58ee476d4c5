#include "model/engine/skills.h"

#include "model/engine/chats.h"
#include "model/engine/discipline.h"
#include "model/engine/group_work.h"
#include "model/engine/people.h"
#include "model/engine/practices/live.h"

static bool has_skill(const ds_replication *state, const ds_agent *agent, int32_t row)
{
    int32_t team = agent->team - state->desk->group_count;
    if (team < 0 || !state->desk->teams[team].has_skill || ds_is_task(state, row))
        return true;
    return state->desk->teams[team].has_skill[state->pool.tickets[row].category];
}

static bool ds_can_take(const ds_replication *state, const ds_agent *agent, int32_t row)
{
    if (agent->in_hand > 0 &&
        (!ds_is_live(state, row) || !ds_chats_has_room(state, agent) ||
         state->pool.tickets[row].channel != state->pool.tickets[agent->ticket].channel))
        return false;
    return has_skill(state, agent, row);
}

/* The agents of a team: rows, of which not all are in it. */
static int32_t home_of_team(const ds_replication *state, int32_t team)
{
    int32_t groups = state->desk->group_count;
    return team < groups ? team : state->desk->teams[team - groups].home;
}

static int32_t find_idle_for(ds_replication *state, const ds_group_state *group,
                             int32_t ticket_row)
{
    const ds_people *people = &state->people;
    int32_t g = (int32_t)(group - state->groups);
    for (int32_t i = people->teams_from[g]; i < people->teams_from[g + 1]; i++) {
        int32_t row = people->teams[people->team_of[i]].idle_head;
        for (; row != DS_NO_ID; row = people->agents[row].after)
            if (ds_agent_is_ready(&people->agents[row], state->now) &&
                ds_can_take(state, &people->agents[row], ticket_row))
                return row;
    }
    return DS_NO_ID;
}

/* Of those who have room the one with least in hand. */
static int32_t find_room_for(ds_replication *state, const ds_group_state *group,
                             int32_t ticket_row)
{
    const ds_people *people = &state->people;
    int32_t g = (int32_t)(group - state->groups);
    int32_t best = DS_NO_ID;
    for (int32_t i = people->teams_from[g]; i < people->teams_from[g + 1]; i++) {
        int32_t team = people->team_of[i];
        int32_t home = home_of_team(state, team);
        for (int32_t row = people->first[home]; row < people->first[home + 1]; row++) {
            const ds_agent *agent = &people->agents[row];
            if (agent->team == team && agent->in_hand > 0 &&
                ds_can_take(state, agent, ticket_row) &&
                (best == DS_NO_ID || agent->in_hand < people->agents[best].in_hand))
                best = row;
        }
    }
    return best;
}

static int32_t ds_skills_find_agent(ds_replication *state, const ds_group_state *group,
                                    int32_t ticket_row, bool live_only)
{
    int32_t found = DS_NO_ID;
    if (!live_only || ds_is_live(state, ticket_row))
        found = find_idle_for(state, group, ticket_row);
    if (found == DS_NO_ID && ds_chats_most(state, ticket_row) > 1)
        found = find_room_for(state, group, ticket_row);
    return found;
}

/* An agent as a taker from a queue. */
typedef struct agent_taker {
    ds_taker base;
    const ds_replication *state;
    const ds_agent *agent;
    bool live_only;
} agent_taker;

static bool can_taker_take(const ds_taker *base, int32_t row)
{
    const agent_taker *self = (const agent_taker *)base;
    if (self->live_only && !ds_is_live(self->state, row))
        return false;
    return ds_can_take(self->state, self->agent, row);
}

static int32_t ds_skills_take(ds_replication *state, ds_group_state *group,
                              const ds_agent *agent, bool live_only)
{
    agent_taker taker = {.base.can_take = can_taker_take,
                         .state = state,
                         .agent = agent,
                         .live_only = live_only || agent->in_hand > 0};
    if (group->queue.length == 0 || (taker.live_only && group->live_waiting == 0))
        return DS_NO_ID;
    int32_t row = ds_discipline_find(state, group, &taker.base);
    if (row != DS_NO_ID)
        ds_group_withdraw(state, row);
    return row;
}

static int32_t ds_skills_victim(ds_replication *state, const ds_group_state *group,
                                int32_t ticket_row)
{
    int32_t above = ds_group_victims_above(state, group, ticket_row);
    for (int32_t lowest = state->desk->priority_count - 1; lowest > above; lowest--)
        for (int32_t row = group->work_first[lowest]; row != DS_NO_ID;
             row = ds_ticket_at(state, row)->earlier) {
            const ds_agent *agent = ds_agent_at(state, ds_ticket_at(state, row)->agent);
            if (has_skill(state, agent, ticket_row))
                return row;
        }
    return DS_NO_ID;
}

static void serve_one(ds_replication *state, ds_group_state *group, int32_t agent_row)
{
    const ds_agent *agent = ds_agent_at(state, agent_row);
    while (ds_agent_is_ready(agent, state->now) || ds_chats_has_room(state, agent)) {
        bool live_only = !ds_people_has_spare(state, group, 1);
        int32_t row = ds_skills_take(state, group, agent, live_only);
        if (row == DS_NO_ID)
            return;
        ds_people_begin(state, group, row, agent_row);
    }
}

static void serve_idle(ds_replication *state, ds_group_state *group, int32_t team)
{
    int32_t next;
    for (int32_t row = state->people.teams[team].idle_head;
         row != DS_NO_ID && group->queue.length > 0; row = next) {
        next = ds_agent_at(state, row)->after;
        serve_one(state, group, row);
    }
}

static void serve_chatting(ds_replication *state, ds_group_state *group, int32_t team)
{
    const ds_people *people = &state->people;
    int32_t home = home_of_team(state, team);
    for (int32_t row = people->first[home];
         row < people->first[home + 1] && group->live_waiting > 0; row++)
        if (people->agents[row].team == team && people->agents[row].in_hand > 0)
            serve_one(state, group, row);
}

static void ds_skills_serve(ds_replication *state, ds_group_state *group)
{
    const ds_people *people = &state->people;
    int32_t g = (int32_t)(group - state->groups);
    for (int32_t i = people->teams_from[g]; i < people->teams_from[g + 1]; i++) {
        serve_idle(state, group, people->team_of[i]);
        serve_chatting(state, group, people->team_of[i]);
    }
}
