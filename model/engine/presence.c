/* Who is there: the roster, less sickness, meetings and vacancies. */
#include "model/engine/group_work.h"
#include "model/engine/people.h"
#include "model/engine/practices/live.h"
#include "model/event_kind.h"
#include "model/purpose.h"

#include <math.h>

#define YEAR (DS_DAY * 36525 / 100)

static const ds_work_rules *rules_of(const ds_replication *state, const ds_agent *agent)
{
    return &state->desk->groups[agent->group].rules;
}

/* The luck of an agent on a day, or at the nth time. */
static double agent_uniform(const ds_replication *state, const ds_agent *agent,
                            ds_purpose purpose, uint32_t occurrence)
{
    ds_identity who = {.family = state->desk->groups[agent->group].family,
                       .ordinal = (uint64_t)agent->position};
    return ds_random_uniform(&state->seed, who, purpose, occurrence);
}

static void ds_people_wake(ds_replication *state, int32_t agent_row, ds_ticks at)
{
    if (at > state->now && at < DS_NEVER)
        (void)ds_schedule(state, DS_FAR, at, DS_CLASS_HOURS, DS_EVENT_AGENT, agent_row);
}

/* Presence. */

static ds_presence presence_now(const ds_agent *agent, ds_ticks now)
{
    if (agent->roster == DS_OFF_DUTY)
        return agent->is_called_in ? DS_IS_CALLED_IN : DS_IS_OFF;
    if (agent->roster == DS_PAID_BREAK)
        return DS_IS_ON_PAID_BREAK;
    if (agent->roster == DS_UNPAID_BREAK)
        return DS_IS_ON_UNPAID_BREAK;
    if (agent->is_vacant)
        return DS_IS_VACANT;
    if (agent->is_absent || now < agent->comes_at)
        return DS_IS_ABSENT;
    return agent->away_from <= now && now < agent->away_to ? DS_IS_AWAY : DS_IS_ON;
}

static ds_ticks until_of(const ds_agent *agent, ds_presence presence, ds_ticks now)
{
    if (presence == DS_IS_ON && agent->away_from > now)
        return ds_ticks_min(agent->roster_until, agent->away_from);
    return agent->roster_until;
}

static void limit_overtime(ds_replication *state, int32_t agent_row)
{
    ds_agent *agent = ds_agent_at(state, agent_row);
    ds_ticks most = rules_of(state, agent)->most_overtime;
    if (most <= 0)
        return;
    agent->overtime_ends = state->now + most;
    ds_people_wake(state, agent_row, agent->overtime_ends);
}

/* The agent leaves what is in hand; nobody hangs up on a caller. */
static void step_away(ds_replication *state, int32_t agent_row, bool is_edge)
{
    ds_agent *agent = ds_agent_at(state, agent_row);
    const ds_work_rules *rules = rules_of(state, agent);
    ds_end_of_shift rule = is_edge ? rules->at_end : rules->at_break;
    bool comes_back = agent->roster_until < DS_NEVER && !agent->is_vacant;
    if (ds_is_live(state, agent->ticket))
        return;
    ds_people_put_down(state, agent, agent->is_vacant ? DS_SHIFT_HAND_OVER : rule,
                       comes_back);
    if (is_edge && agent->ticket != DS_NO_ID)
        limit_overtime(state, agent_row);
}

static bool is_overtime_over(const ds_replication *state, const ds_agent *agent)
{
    return agent->ticket != DS_NO_ID && agent->presence == DS_IS_OFF &&
           state->now >= agent->overtime_ends && !ds_is_live(state, agent->ticket);
}

static void ds_people_refresh(ds_replication *state, int32_t agent_row, bool is_edge)
{
    ds_agent *agent = ds_agent_at(state, agent_row);
    if (agent->is_called_in && agent->roster != DS_OFF_DUTY)
        ds_on_call_end(state, agent);
    ds_presence presence = presence_now(agent, state->now);
    bool leaves =
        presence != agent->presence && presence != DS_IS_ON && presence != DS_IS_CALLED_IN;
    if (presence != DS_IS_ON)
        ds_people_unlink_idle(state, agent);
    if (leaves && agent->ticket != DS_NO_ID)
        step_away(state, agent_row, is_edge);
    ds_people_set_presence(state, agent, presence, until_of(agent, presence, state->now));
    if (is_overtime_over(state, agent))
        ds_people_put_down(state, agent, DS_SHIFT_HAND_OVER, false);
    if (presence == DS_IS_ON)
        agent->overtime_ends = DS_NEVER;
}

/* Sickness, leave, late starts: by agent and date. */

static uint32_t date_of(const ds_replication *state, const ds_crew *crew)
{
    return (uint32_t)ds_zone_day(&crew->zone, state->now);
}

static void begin_shift(ds_replication *state, int32_t agent_row, const ds_crew *crew)
{
    ds_agent *agent = ds_agent_at(state, agent_row);
    const ds_shrinkage *rule = &rules_of(state, agent)->shrinkage;
    uint32_t date = date_of(state, crew);
    agent->is_absent = rule->day_off > 0 &&
                       agent_uniform(state, agent, DS_FOR_DAY_OFF, date) < rule->day_off;
    agent->comes_at = agent->rests_until;
    if (rule->late > 0 && agent_uniform(state, agent, DS_FOR_LATE, date) < rule->late) {
        double u = agent_uniform(state, agent, DS_FOR_LATE_BY, date);
        ds_ticks by = ds_sampler_draw_ticks(&rule->late_by, u);
        agent->comes_at = ds_ticks_max(agent->comes_at, state->now + by);
    }
    ds_people_wake(state, agent_row, agent->comes_at);
}

/* One meeting in each stretch on duty, at a place of its own. */
static void plan_meeting(ds_replication *state, int32_t agent_row, ds_ticks until)
{
    ds_agent *agent = ds_agent_at(state, agent_row);
    double share = rules_of(state, agent)->shrinkage.away;
    if (share <= 0 || until >= DS_NEVER)
        return;
    double stretch = (double)(until - state->now);
    double u =
        agent_uniform(state, agent, DS_FOR_MEETING, (uint32_t)(state->now / DS_MINUTE));
    ds_ticks from = state->now + (ds_ticks)(u * (1 - share) * stretch);
    if (agent->away_to > state->now)
        return; /* at an event already */
    agent->away_from = from;
    agent->away_to = from + (ds_ticks)(share * stretch);
    ds_people_wake(state, agent_row, agent->away_from);
    ds_people_wake(state, agent_row, agent->away_to);
}

/* Head counts: somebody idle goes in the place of somebody busy. */

static void swap_positions(ds_replication *state, int32_t one_row, int32_t other_row)
{
    ds_agent *one = ds_agent_at(state, one_row);
    ds_agent *other = ds_agent_at(state, other_row);
    int32_t *at = state->people.at_position + state->people.first[one->group];
    int32_t position = one->position;
    ds_ticks until = one->roster_until;
    one->position = other->position;
    one->roster_until = other->roster_until;
    other->position = position;
    other->roster_until = until;
    at[one->position] = one_row;
    at[other->position] = other_row;
    one->until = until_of(one, (ds_presence)one->presence, state->now);
    other->until = until_of(other, (ds_presence)other->presence, state->now);
}

static bool is_interchangeable(const ds_replication *state, const ds_agent *agent)
{
    const ds_staffing *staffing = state->groups[agent->group].staffing;
    for (int32_t c = 0; c < staffing->crew_count; c++) {
        const ds_crew *crew = &staffing->crews[c];
        if (agent->position < crew->first + crew->count)
            return crew->is_interchangeable;
    }
    return false;
}

/* Who leaves when the agent should: an idle one where heads are only counted. */
static int32_t who_leaves(ds_replication *state, int32_t agent_row)
{
    const ds_agent *agent = ds_agent_at(state, agent_row);
    if (agent->ticket == DS_NO_ID || agent->presence != DS_IS_ON)
        return agent_row;
    int32_t idle_row = ds_people_find_idle(state, ds_home_of(state, agent));
    if (idle_row == DS_NO_ID || ds_agent_at(state, idle_row)->group != agent->group ||
        !is_interchangeable(state, ds_agent_at(state, idle_row)))
        return agent_row;
    swap_positions(state, agent_row, idle_row);
    return idle_row;
}

/* The roster. */

static void change_agent(ds_replication *state, const ds_duty_change *change,
                         const ds_crew *crew, int32_t agent_row)
{
    if (change->duty != DS_ON_DUTY && crew->is_interchangeable)
        agent_row = who_leaves(state, agent_row);
    ds_agent *agent = ds_agent_at(state, agent_row);
    agent->roster = change->duty;
    agent->roster_until = change->until;
    if (change->duty == DS_ON_DUTY) {
        if (change->is_edge)
            begin_shift(state, agent_row, crew);
        plan_meeting(state, agent_row, change->until);
    }
    ds_people_refresh(state, agent_row, change->is_edge);
}

/* After all have come or gone: those who are there look for work. */
static void turn_crew(ds_replication *state, const ds_crew *crew, const int32_t *at)
{
    for (int32_t i = crew->first; i < crew->first + crew->count; i++) {
        const ds_agent *agent = ds_agent_at(state, at[i]);
        if (agent->is_absent)
            ds_people_give_up_aside(state, at[i]);
        if (agent->ticket == DS_NO_ID)
            ds_people_turn(state, at[i]);
    }
}

static void ds_people_change(ds_replication *state, int32_t group_row)
{
    ds_group_state *group = &state->groups[group_row];
    const ds_staffing *staffing = group->staffing;
    const int32_t *at = state->people.at_position + state->people.first[group_row];
    int32_t first = group->next_change;
    int32_t last = first;
    for (; last < staffing->change_count && staffing->changes[last].at == state->now;
         last++) {
        const ds_duty_change *change = &staffing->changes[last];
        const ds_crew *crew = &staffing->crews[change->crew];
        for (int32_t i = 0; i < crew->count; i++)
            change_agent(state, change, crew, at[crew->first + i]);
    }
    group->next_change = last;
    ds_group_schedule_hours(state, group_row);
    for (int32_t c = first; c < last; c++)
        turn_crew(state, &staffing->crews[staffing->changes[c].crew], at);
    ds_people_serve(state, group);
    ds_on_call_consider(state, group);
}

/* What was handed over may be for another group. */
static void serve_all_of(ds_replication *state, int32_t agent_row)
{
    const ds_agent *agent = ds_agent_at(state, agent_row);
    int32_t row = agent->team - state->desk->group_count;
    if (row < 0) {
        ds_people_serve(state, ds_home_of(state, agent));
        return;
    }
    const ds_team *team = &state->desk->teams[row];
    for (int32_t i = 0; i < team->queue_count; i++)
        ds_people_serve(state, &state->groups[team->queues[i].group]);
}

/* Leaving for good, and those who come instead. */

static void plan_leaving(ds_replication *state, int32_t agent_row)
{
    ds_agent *agent = ds_agent_at(state, agent_row);
    double rate = rules_of(state, agent)->experience.leaving_per_year;
    if (rate <= 0)
        return;
    double u = agent_uniform(state, agent, DS_FOR_LEAVING, agent->moves++);
    agent->moves_at = state->now + (ds_ticks)(-log(u) / rate * (double)YEAR) + 1;
    ds_people_wake(state, agent_row, agent->moves_at);
}

static void move(ds_replication *state, int32_t agent_row)
{
    ds_agent *agent = ds_agent_at(state, agent_row);
    agent->is_vacant = !agent->is_vacant;
    agent->moves_at = DS_NEVER;
    if (agent->is_vacant) {
        agent->moves_at =
            state->now + rules_of(state, agent)->experience.replaced_after + 1;
        ds_people_wake(state, agent_row, agent->moves_at);
        return;
    }
    agent->hired_at = state->now;
    plan_leaving(state, agent_row);
}

static void ds_people_agent_event(ds_replication *state, int32_t agent_row)
{
    ds_agent *agent = ds_agent_at(state, agent_row);
    if (state->now >= agent->moves_at)
        move(state, agent_row);
    if (agent->is_on_the_way && state->now >= agent->arrives_at) {
        agent->is_on_the_way = false;
        agent->is_called_in = true;
    }
    ds_people_refresh(state, agent_row, false);
    if (agent->is_vacant && agent->ticket != DS_NO_ID && !ds_is_live(state, agent->ticket))
        ds_people_put_down(state, agent, DS_SHIFT_HAND_OVER, false);
    if (agent->is_vacant)
        ds_people_give_up_aside(state, agent_row);
    if (agent->ticket == DS_NO_ID)
        ds_people_turn(state, agent_row);
    serve_all_of(state, agent_row);
}

/* Meetings of several. */

static void ds_people_absence(ds_replication *state, int32_t event)
{
    int32_t group_row = event / DS_MOST_ABSENCES;
    const ds_group *group = &state->desk->groups[group_row];
    const ds_absence *absence = &group->rules.shrinkage.absences[event % DS_MOST_ABSENCES];
    int32_t missing = absence->agents;
    int32_t first = state->people.first[group_row];
    for (int32_t i = 0; i < group->agents && missing > 0; i++) {
        ds_agent *agent = ds_agent_at(state, first + i);
        if (agent->presence != DS_IS_ON && agent->presence != DS_IS_ABSENT)
            continue;
        missing--;
        agent->away_from = state->now;
        agent->away_to = absence->to;
        ds_people_wake(state, first + i, absence->to);
        ds_people_refresh(state, first + i, false);
    }
    ds_people_serve(state, &state->groups[group_row]);
}

static void begin_group(ds_replication *state, int32_t group_row)
{
    const ds_group *group = &state->desk->groups[group_row];
    int32_t first = state->people.first[group_row];
    for (int32_t i = 0; i < group->agents; i++)
        plan_leaving(state, first + i);
    const ds_shrinkage *rule = &group->rules.shrinkage;
    for (int32_t i = 0; i < rule->absence_count; i++)
        (void)ds_schedule(state, DS_FAR, rule->absences[i].from, DS_CLASS_HOURS,
                          DS_EVENT_ABSENCE, group_row * DS_MOST_ABSENCES + i);
}

static void ds_people_begin_all(ds_replication *state)
{
    for (int32_t g = 0; g < state->desk->group_count; g++)
        if (state->desk->groups[g].staffing)
            begin_group(state, g);
}
