#include "model/engine/people.h"

#include "model/engine/discipline.h"
#include "model/engine/group_work.h"
#include "model/engine/practices/live.h"

#include <assert.h>

static ds_agent *agent_at(ds_replication *state, int32_t row)
{
    return &state->people.agents[row];
}

static ds_group_state *home_of(ds_replication *state, const ds_agent *agent)
{
    return &state->groups[agent->group];
}

/* The idle. */

static void link_idle(ds_replication *state, int32_t row)
{
    ds_agent *agent = agent_at(state, row);
    ds_group_state *group = home_of(state, agent);
    agent->is_idle = true;
    agent->after = DS_NO_ID;
    agent->before = group->idle_tail;
    if (group->idle_tail == DS_NO_ID)
        group->idle_head = row;
    else
        agent_at(state, group->idle_tail)->after = row;
    group->idle_tail = row;
}

static void unlink_idle(ds_replication *state, ds_agent *agent)
{
    ds_group_state *group = home_of(state, agent);
    if (!agent->is_idle)
        return;
    agent->is_idle = false;
    if (agent->before == DS_NO_ID)
        group->idle_head = agent->after;
    else
        agent_at(state, agent->before)->after = agent->after;
    if (agent->after == DS_NO_ID)
        group->idle_tail = agent->before;
    else
        agent_at(state, agent->after)->before = agent->before;
}

/* The longest idle who could begin now, or DS_NO_ID; passes over those who leave at this
 * instant. */
static int32_t find_idle(ds_replication *state, const ds_group_state *group)
{
    int32_t row = group->idle_head;
    while (row != DS_NO_ID && !ds_agent_is_ready(agent_at(state, row), state->now))
        row = agent_at(state, row)->after;
    return row;
}

/* Whether so many could begin now. */
static bool has_idle_agents(ds_replication *state, const ds_group_state *group,
                            int32_t wanted)
{
    for (int32_t row = group->idle_head; row != DS_NO_ID && wanted > 0;
         row = agent_at(state, row)->after)
        wanted -= ds_agent_is_ready(agent_at(state, row), state->now);
    return wanted <= 0;
}

/* Whether deferred work may have one of those who are idle: more than are kept for live
 * contacts. */
static bool has_unreserved(ds_replication *state, const ds_group_state *group)
{
    return has_idle_agents(state, group, ds_reserved_of(state, group) + 1);
}

/* Whether an agent without work may turn to whoever waits. */
static bool may_take(ds_replication *state, const ds_group_state *group,
                     const ds_agent *agent)
{
    return group->live_waiting > 0 ||
           has_idle_agents(state, group, ds_reserved_of(state, group) + agent->is_idle);
}

/* Accounts. */

static void count_agent(ds_group_state *group, const ds_agent *agent, int32_t change)
{
    bool is_busy = agent->ticket != DS_NO_ID;
    group->on_duty += agent->duty == DS_ON_DUTY ? change : 0;
    group->on_break +=
        agent->duty == DS_PAID_BREAK || agent->duty == DS_UNPAID_BREAK ? change : 0;
    group->busy_on += is_busy && agent->duty == DS_ON_DUTY ? change : 0;
    group->busy_off += is_busy && agent->duty != DS_ON_DUTY ? change : 0;
}

static void set_work(ds_replication *state, ds_agent *agent, int32_t ticket_row)
{
    ds_group_state *home = home_of(state, agent);
    ds_group_account_roster(home, state->now);
    ds_agent_account_to(agent, state->now);
    count_agent(home, agent, -1);
    agent->ticket = ticket_row;
    count_agent(home, agent, 1);
}

static void set_duty(ds_replication *state, ds_agent *agent, const ds_duty_change *change)
{
    ds_group_state *home = home_of(state, agent);
    ds_group_account_roster(home, state->now);
    ds_agent_account_to(agent, state->now);
    count_agent(home, agent, -1);
    agent->duty = change->duty;
    agent->until = change->until;
    count_agent(home, agent, 1);
}

/* Work. */

static void begin_work(ds_replication *state, ds_group_state *group, int32_t row,
                       int32_t agent_row)
{
    ds_agent *agent = agent_at(state, agent_row);
    unlink_idle(state, agent);
    set_work(state, agent, row);
    ds_group_account_roster(group, state->now);
    group->busy++;
    ds_group_work(state, group, row, agent_row);
}

static void ds_people_leave(ds_replication *state, ds_group_state *group, int32_t agent_row)
{
    set_work(state, agent_at(state, agent_row), DS_NO_ID);
    ds_group_account_roster(group, state->now);
    group->busy--;
}

/* Whether whoever waits is of a higher class than the ticket set aside. */
static bool is_outranked(ds_replication *state, ds_group_state *group,
                         const ds_ticket *aside)
{
    bool is_live_first = ds_has_live(state) && group->live_waiting > 0 &&
                         ds_blending_of(state, group) != DS_LIVE_IN_TURN;
    if (is_live_first)
        return true;
    if (group->queue.length == 0 || group->group->discipline != DS_PRIORITY)
        return false;
    const ds_waiting *head = ds_wait_queue_head(&group->queue, 0, state->pool.tickets);
    return head->key < aside->priority;
}

/* An agent without work turns to what was set aside, or to whoever waits. */
static void turn(ds_replication *state, int32_t agent_row)
{
    ds_agent *agent = agent_at(state, agent_row);
    ds_group_state *group = home_of(state, agent);
    int32_t row = agent->aside;
    if (!ds_agent_is_ready(agent, state->now))
        return;
    if (row != DS_NO_ID && !is_outranked(state, group, ds_ticket_at(state, row)))
        ds_people_withdraw(state, row);
    else if (group->queue.length > 0 && may_take(state, group, agent))
        row = ds_group_take(state, group);
    else
        row = DS_NO_ID;
    if (row != DS_NO_ID)
        begin_work(state, group, row, agent_row);
    else if (!agent->is_idle)
        link_idle(state, agent_row);
}

static void serve(ds_replication *state, ds_group_state *group)
{
    while (group->queue.length > 0) {
        int32_t agent_row = find_idle(state, group);
        if (agent_row == DS_NO_ID ||
            (group->live_waiting == 0 && !has_unreserved(state, group)))
            break;
        begin_work(state, group, ds_group_take(state, group), agent_row);
    }
}

/* The agent who has to turn from a lower priority to this one, or DS_NO_ID. */
static int32_t preempt(ds_replication *state, ds_group_state *group, int32_t row)
{
    int32_t victim = group->tracks_work ? ds_group_victim_for(state, group, row) : DS_NO_ID;
    if (victim == DS_NO_ID)
        return DS_NO_ID;
    int32_t agent_row = ds_ticket_at(state, victim)->agent;
    const ds_agent *agent = agent_at(state, agent_row);
    if (agent->duty != DS_ON_DUTY || state->now >= agent->until)
        return DS_NO_ID;
    group->tally.sum[DS_GROUP_PREEMPTED] += state->flow.in_window;
    ds_group_interrupt(state, victim);
    return agent_row;
}

static void ds_people_receive(ds_replication *state, ds_group_state *group, int32_t row)
{
    int32_t agent_row = DS_NO_ID;
    if (ds_group_is_first(state, group, row) &&
        (ds_is_live(state, row) || has_unreserved(state, group)))
        agent_row = find_idle(state, group);
    if (agent_row == DS_NO_ID)
        agent_row = preempt(state, group, row);
    if (agent_row != DS_NO_ID) {
        begin_work(state, group, row, agent_row);
        return;
    }
    ds_group_enqueue(state, group, row);
    serve(state, group);
}

static void ds_people_reconsider(ds_replication *state, ds_group_state *group, int32_t row)
{
    int32_t agent_row = preempt(state, group, row);
    if (agent_row == DS_NO_ID)
        return;
    ds_group_withdraw(state, row);
    begin_work(state, group, row, agent_row);
}

static void ds_people_release(ds_replication *state, ds_group_state *group,
                              int32_t agent_row)
{
    ds_people_leave(state, group, agent_row);
    turn(state, agent_row);
}

/* What becomes of the work in hand. */

/* Takes the ticket from its agent; it is to wait again. */
static void stop_work(ds_replication *state, ds_group_state *group, int32_t row)
{
    int32_t agent_row = ds_group_end_work(state, row);
    ds_ticket_at(state, row)->pending = 0; /* the end of its work will not come */
    ds_people_leave(state, group, agent_row);
    ds_tell(state, DS_TICKET_STOPPED, row);
}

static void hand_over(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    ds_group_state *group = &state->groups[ticket->group];
    const ds_work_rules *rules = &group->group->rules;
    stop_work(state, group, row);
    ticket->remaining += rules->hand_over;
    ticket->is_resumed = !rules->hand_over_to_tail;
    if (rules->hand_over_to_tail)
        ticket->queue_order = ++group->visits;
    ds_group_enqueue(state, group, row);
}

static void set_aside(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    ds_group_state *group = &state->groups[ticket->group];
    int32_t agent_row = ticket->agent;
    ds_agent *agent = agent_at(state, agent_row);
    stop_work(state, group, row);
    ticket->is_resumed = true;
    ticket->state = DS_TICKET_WAITING;
    ticket->since = state->now;
    ticket->agent = agent_row;
    ticket->later = DS_NO_ID;
    ticket->earlier = agent->aside;
    if (agent->aside != DS_NO_ID)
        ds_ticket_at(state, agent->aside)->later = row;
    agent->aside = row;
    group->aside++;
    ds_tell(state, DS_TICKET_QUEUED, row);
}

static void ds_people_withdraw(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    ds_group_state *group = &state->groups[ticket->group];
    ds_agent *agent = agent_at(state, ticket->agent);
    if (ticket->later == DS_NO_ID)
        agent->aside = ticket->earlier;
    else
        ds_ticket_at(state, ticket->later)->earlier = ticket->earlier;
    if (ticket->earlier != DS_NO_ID)
        ds_ticket_at(state, ticket->earlier)->later = ticket->later;
    ds_group_account_roster(group, state->now);
    group->aside--;
    ticket->agent = DS_NO_ID;
    ds_group_book_wait(state, group, ticket);
}

/* An agent leaves with work in hand. */
static void put_down(ds_replication *state, const ds_agent *agent,
                     const ds_duty_change *change)
{
    const ds_work_rules *rules = &state->groups[agent->group].group->rules;
    ds_end_of_shift rule = change->is_edge ? rules->at_end : rules->at_break;
    /* Whoever never comes back cannot go on with it. */
    if (rule == DS_SHIFT_SUSPEND && change->until >= DS_NEVER)
        rule = DS_SHIFT_HAND_OVER;
    if (rule == DS_SHIFT_SUSPEND)
        set_aside(state, agent->ticket);
    else if (rule == DS_SHIFT_HAND_OVER)
        hand_over(state, agent->ticket);
}

/* Head counts: somebody idle goes in the place of somebody busy. */

static void swap_positions(ds_replication *state, int32_t one_row, int32_t other_row)
{
    ds_agent *one = agent_at(state, one_row);
    ds_agent *other = agent_at(state, other_row);
    int32_t *at = state->people.at_position + state->people.first[one->group];
    int32_t position = one->position;
    ds_ticks until = one->until;
    one->position = other->position;
    one->until = other->until;
    other->position = position;
    other->until = until;
    at[one->position] = one_row;
    at[other->position] = other_row;
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
    const ds_agent *agent = agent_at(state, agent_row);
    if (agent->ticket == DS_NO_ID)
        return agent_row;
    int32_t idle_row = find_idle(state, home_of(state, agent));
    if (idle_row == DS_NO_ID || !is_interchangeable(state, agent_at(state, idle_row)))
        return agent_row;
    swap_positions(state, agent_row, idle_row);
    return idle_row;
}

/* Coming and going. */

static void change_agent(ds_replication *state, const ds_duty_change *change,
                         bool is_counted, int32_t agent_row)
{
    bool leaves = change->duty != DS_ON_DUTY;
    if (leaves && is_counted)
        agent_row = who_leaves(state, agent_row);
    ds_agent *agent = agent_at(state, agent_row);
    if (leaves)
        unlink_idle(state, agent);
    /* Nobody hangs up on a caller. */
    if (leaves && agent->ticket != DS_NO_ID && !ds_is_live(state, agent->ticket))
        put_down(state, agent, change);
    set_duty(state, agent, change);
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
            change_agent(state, change, crew->is_interchangeable, at[crew->first + i]);
    }
    group->next_change = last;
    ds_group_schedule_hours(state, group_row);
    for (int32_t c = first; c < last; c++) {
        const ds_crew *crew = &staffing->crews[staffing->changes[c].crew];
        for (int32_t i = 0; i < crew->count; i++)
            if (agent_at(state, at[crew->first + i])->ticket == DS_NO_ID)
                turn(state, at[crew->first + i]);
    }
    serve(state, group);
}
