#include "model/engine/people.h"

#include "model/engine/chats.h"
#include "model/engine/discipline.h"
#include "model/engine/group_work.h"
#include "model/engine/practices/live.h"
#include "model/engine/skills.h"

#include <assert.h>
#include <math.h>

/* The idle: a list for each team. */

static void link_idle(ds_replication *state, int32_t row)
{
    ds_agent *agent = ds_agent_at(state, row);
    ds_team_state *team = &state->people.teams[agent->team];
    agent->is_idle = true;
    agent->after = DS_NO_ID;
    agent->before = team->idle_tail;
    if (team->idle_tail == DS_NO_ID)
        team->idle_head = row;
    else
        ds_agent_at(state, team->idle_tail)->after = row;
    team->idle_tail = row;
}

static void ds_people_unlink_idle(ds_replication *state, ds_agent *agent)
{
    ds_team_state *team = &state->people.teams[agent->team];
    if (!agent->is_idle)
        return;
    agent->is_idle = false;
    if (agent->before == DS_NO_ID)
        team->idle_head = agent->after;
    else
        ds_agent_at(state, agent->before)->after = agent->after;
    if (agent->after == DS_NO_ID)
        team->idle_tail = agent->before;
    else
        ds_agent_at(state, agent->after)->before = agent->before;
}

/* Of the first team that has one; passes over those who leave at this instant. */
static int32_t ds_people_find_idle(ds_replication *state, const ds_group_state *group)
{
    const ds_people *people = &state->people;
    int32_t g = (int32_t)(group - state->groups);
    for (int32_t i = people->teams_from[g]; i < people->teams_from[g + 1]; i++) {
        int32_t row = people->teams[people->team_of[i]].idle_head;
        while (row != DS_NO_ID && !ds_agent_is_ready(ds_agent_at(state, row), state->now))
            row = ds_agent_at(state, row)->after;
        if (row != DS_NO_ID)
            return row;
    }
    return DS_NO_ID;
}

static bool has_idle_agents(const ds_replication *state, const ds_group_state *group,
                            int32_t wanted)
{
    int32_t g = (int32_t)(group - state->groups);
    return wanted <= 0 || ds_people_idle(&state->people, g, wanted, state->now) >= wanted;
}

static bool ds_people_has_spare(const ds_replication *state, const ds_group_state *group,
                                int32_t more)
{
    return !ds_has_live(state) ||
           has_idle_agents(state, group, ds_reserved_of(state, group) + more);
}

/* Whether an agent without work may turn to whoever waits at a group. */
static bool may_take(const ds_replication *state, const ds_group_state *group,
                     const ds_agent *agent)
{
    return group->queue.length > 0 &&
           (group->live_waiting > 0 || ds_people_has_spare(state, group, agent->is_idle));
}

/* Accounts. */

static void count_agent(ds_group_state *group, const ds_agent *agent, int32_t change)
{
    ds_agent_account account = ds_agent_account_of(agent);
    group->on_duty += agent->presence == DS_IS_ON ? change : 0;
    group->busy_on += account == DS_AGENT_BUSY ? change : 0;
    group->busy_off += account > DS_AGENT_BUSY ? change : 0;
    group->doing[account] += change;
}

static void set_work(ds_replication *state, ds_agent *agent, int32_t ticket_row)
{
    ds_group_state *home = ds_home_of(state, agent);
    if (agent->presence == DS_IS_ON)
        ds_group_account_roster(home, state->now);
    else
        ds_group_account_presence(home, state->now);
    ds_agent_account_to(agent, state->now);
    count_agent(home, agent, -1);
    agent->ticket = ticket_row;
    agent->begun_at = state->now;
    count_agent(home, agent, 1);
}

static void ds_people_set_presence(ds_replication *state, ds_agent *agent,
                                   ds_presence presence, ds_ticks until)
{
    ds_group_state *home = ds_home_of(state, agent);
    ds_group_account_presence(home, state->now);
    ds_agent_account_to(agent, state->now);
    count_agent(home, agent, -1);
    agent->presence = (uint8_t)presence;
    agent->until = until;
    count_agent(home, agent, 1);
}

/* Skill. */

static double experience_of(const ds_replication *state, const ds_agent *agent)
{
    const ds_experience *rule = &state->desk->groups[agent->group].rules.experience;
    if (rule->from <= 0 || agent->hired_at < 0)
        return 1;
    ds_ticks tenure = state->now - agent->hired_at;
    if (tenure >= rule->over)
        return 1;
    return rule->from + (1 - rule->from) * (double)tenure / (double)rule->over;
}

static double pace_of(const ds_replication *state, const ds_agent *agent,
                      const ds_ticket *ticket)
{
    double pace = experience_of(state, agent);
    int32_t row = agent->team - state->desk->group_count;
    if (row < 0)
        return pace;
    const ds_team *team = &state->desk->teams[row];
    for (int32_t i = 0; i < team->queue_count; i++)
        if (team->queues[i].group == ticket->group)
            pace *= team->queues[i].proficiency;
    return team->by_category ? pace * team->by_category[ticket->category] : pace;
}

static ds_ticks ds_people_time_for(ds_replication *state, int32_t row, ds_ticks touch)
{
    double pace = ds_chats_pace(state, row);
    return pace == 1 ? touch : (ds_ticks)ceil((double)touch / pace);
}

static ds_ticks ds_people_done_in(ds_replication *state, int32_t row, ds_ticks worked)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    double pace = ds_chats_pace(state, row);
    ds_ticks planned = ticket->remaining - ds_ticks_max(ticket->hold_left, 0);
    if (pace == 1)
        return worked;
    if (worked >= ds_people_time_for(state, row, planned))
        return planned;
    return ds_ticks_min((ds_ticks)((double)worked * pace), planned);
}

/* Work. */

static void ds_people_begin(ds_replication *state, ds_group_state *group, int32_t row,
                            int32_t agent_row)
{
    ds_agent *agent = ds_agent_at(state, agent_row);
    ds_ticket *ticket = ds_ticket_at(state, row);
    ds_people_unlink_idle(state, agent);
    /* Turning back to another ticket than the last takes time. */
    if (ds_keeps_open(group) && ticket->has_begun && agent->last_ticket != ticket->number)
        ticket->remaining += group->group->rules.open_tickets.switching;
    agent->last_ticket = ticket->number;
    ds_chats_begin(state, row, agent_row, pace_of(state, agent, ticket));
    if (agent->in_hand == 1)
        set_work(state, agent, row);
    agent->ticket = row;
    ds_group_account_roster(group, state->now);
    group->busy++;
    ds_group_work(state, group, row, agent_row);
    if (agent->in_hand > 1)
        ds_chats_go_on(state, agent_row);
}

static void ds_people_leave(ds_replication *state, ds_group_state *group, int32_t agent_row)
{
    ds_agent *agent = ds_agent_at(state, agent_row);
    if (agent->in_hand == 0)
        set_work(state, agent, DS_NO_ID);
    ds_group_account_roster(group, state->now);
    group->busy--;
}

/* Whether whoever waits is of a higher class than the ticket set aside. */
static bool is_outranked(ds_replication *state, const ds_ticket *aside)
{
    ds_group_state *group = &state->groups[aside->group];
    bool is_live_first = ds_has_live(state) && group->live_waiting > 0 &&
                         ds_blending_of(state, group) != DS_LIVE_IN_TURN;
    if (is_live_first)
        return true;
    if (group->queue.length == 0 || group->group->discipline != DS_PRIORITY)
        return false;
    const ds_waiting *head = ds_wait_queue_head(&group->queue, 0, state->pool.tickets);
    return head && head->key < aside->priority;
}

static bool has_room(const ds_replication *state, const ds_agent *agent)
{
    int32_t most = state->desk->groups[agent->group].rules.open_tickets.most;
    return most == 0 || agent->aside_count + agent->held < most;
}

/* A ticket that waits at a group, or DS_NO_ID. */
static int32_t take_from(ds_replication *state, ds_group_state *group,
                         const ds_agent *agent)
{
    if (ds_is_selective(state, group))
        return ds_skills_take(state, group, agent,
                              !ds_people_has_spare(state, group, agent->is_idle));
    return may_take(state, group, agent) ? ds_group_take(state, group) : DS_NO_ID;
}

/* A ticket from the first queue of the agent's team where one may be had, or DS_NO_ID. */
static int32_t take_from_queues(ds_replication *state, const ds_agent *agent)
{
    int32_t row = agent->team - state->desk->group_count;
    if (row < 0)
        return take_from(state, ds_home_of(state, agent), agent);
    const ds_team *team = &state->desk->teams[row];
    int32_t taken = DS_NO_ID;
    for (int32_t i = 0; i < team->queue_count && taken == DS_NO_ID; i++)
        taken = take_from(state, &state->groups[team->queues[i].group], agent);
    return taken;
}

/* An agent takes contacts until there is no room, or nobody waits. */
static void fill_hands(ds_replication *state, int32_t agent_row)
{
    const ds_agent *agent = ds_agent_at(state, agent_row);
    while (ds_chats_has_room(state, agent)) {
        int32_t row = take_from_queues(state, agent);
        if (row == DS_NO_ID)
            return;
        ds_people_begin(state, &state->groups[ds_ticket_at(state, row)->group], row,
                        agent_row);
    }
}

/* One more is idle: of those kept for live contacts another, who has the skill, may begin
 * what waits. */
static void offer_spare(ds_replication *state, const ds_agent *agent)
{
    int32_t row = agent->team - state->desk->group_count;
    const ds_team *team = row < 0 ? NULL : &state->desk->teams[row];
    for (int32_t i = 0; i < (team ? team->queue_count : 1); i++) {
        ds_group_state *group = &state->groups[team ? team->queues[i].group : agent->group];
        if (ds_is_selective(state, group) && ds_reserved_of(state, group) > 0)
            ds_people_serve(state, group);
    }
}

static void ds_people_turn(ds_replication *state, int32_t agent_row)
{
    ds_agent *agent = ds_agent_at(state, agent_row);
    if (agent->presence == DS_IS_CALLED_IN && agent->ticket == DS_NO_ID)
        ds_on_call_turn(state, agent_row);
    fill_hands(state, agent_row);
    if (!ds_agent_is_ready(agent, state->now))
        return;
    int32_t row = ds_people_next_aside(state, agent);
    if (row != DS_NO_ID && !is_outranked(state, ds_ticket_at(state, row)))
        ds_people_withdraw(state, row);
    else if (has_room(state, agent))
        row = take_from_queues(state, agent);
    else
        row = DS_NO_ID;
    if (row != DS_NO_ID)
        ds_people_begin(state, &state->groups[ds_ticket_at(state, row)->group], row,
                        agent_row);
    else if (!agent->is_idle && has_room(state, agent)) {
        link_idle(state, agent_row);
        offer_spare(state, agent);
    }
    fill_hands(state, agent_row);
}

static void ds_people_serve(ds_replication *state, ds_group_state *group)
{
    if (ds_is_selective(state, group)) {
        ds_skills_serve(state, group);
        return;
    }
    while (group->queue.length > 0) {
        int32_t agent_row = ds_people_find_idle(state, group);
        if (agent_row == DS_NO_ID ||
            (group->live_waiting == 0 && !ds_people_has_spare(state, group, 1)))
            break;
        ds_people_begin(state, group, ds_group_take(state, group), agent_row);
    }
}

/* The agent who has to turn from a lower priority to this one, or DS_NO_ID. */
static int32_t preempt(ds_replication *state, ds_group_state *group, int32_t row)
{
    if (!group->tracks_work)
        return DS_NO_ID;
    int32_t victim = ds_is_selective(state, group) ? ds_skills_victim(state, group, row)
                                                   : ds_group_victim_for(state, group, row);
    if (victim == DS_NO_ID)
        return DS_NO_ID;
    int32_t agent_row = ds_ticket_at(state, victim)->agent;
    const ds_agent *agent = ds_agent_at(state, agent_row);
    if (agent->presence != DS_IS_ON || state->now >= agent->until)
        return DS_NO_ID;
    group->tally.sum[DS_GROUP_PREEMPTED] += state->flow.in_window;
    ds_group_interrupt(state, victim);
    return agent_row;
}

static void ds_people_receive(ds_replication *state, ds_group_state *group, int32_t row)
{
    int32_t agent_row = DS_NO_ID;
    if (ds_is_selective(state, group))
        agent_row =
            ds_skills_find_agent(state, group, row, !ds_people_has_spare(state, group, 1));
    else if (ds_group_is_first(state, group, row) &&
             (ds_is_live(state, row) || ds_people_has_spare(state, group, 1)))
        agent_row = ds_people_find_idle(state, group);
    bool gives_way = agent_row == DS_NO_ID;
    if (gives_way)
        agent_row = preempt(state, group, row);
    if (agent_row != DS_NO_ID) {
        ds_people_begin(state, group, row, agent_row);
        if (gives_way && ds_is_selective(state, group))
            ds_people_serve(state, group); /* others may take what gave way */
        return;
    }
    ds_group_enqueue(state, group, row);
    if (!ds_is_selective(state, group)) /* else nobody can take it, nor one of the others */
        ds_people_serve(state, group);
    ds_on_call_consider(state, group);
}

/* The cap on occupancy: after so much work, a pause. */
static void take_breath(ds_replication *state, int32_t agent_row)
{
    ds_agent *agent = ds_agent_at(state, agent_row);
    double most = state->desk->groups[agent->group].rules.occupancy;
    if (most <= 0 || most >= 1)
        return;
    double worked = (double)(state->now - agent->begun_at);
    agent->pauses_until = state->now + (ds_ticks)(worked * (1 / most - 1));
    ds_people_wake(state, agent_row, agent->pauses_until);
}

static void ds_people_reconsider(ds_replication *state, ds_group_state *group, int32_t row)
{
    int32_t agent_row = preempt(state, group, row);
    if (agent_row == DS_NO_ID)
        return;
    ds_group_withdraw(state, row);
    ds_people_begin(state, group, row, agent_row);
    if (ds_is_selective(state, group))
        ds_people_serve(state, group);
}

static void ds_people_release(ds_replication *state, ds_group_state *group,
                              int32_t agent_row)
{
    if (ds_agent_at(state, agent_row)->in_hand == 0)
        take_breath(state, agent_row);
    ds_people_leave(state, group, agent_row);
    ds_people_turn(state, agent_row);
}
