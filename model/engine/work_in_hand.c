/* What becomes of work that an agent puts down. */
#include "model/engine/group_work.h"
#include "model/engine/people.h"

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
    ds_people_serve(state, group);
}

/* A ticket begins to wait for one agent alone. */
static void wait_for(ds_replication *state, ds_group_state *group, int32_t row,
                     int32_t agent_row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    ds_agent *agent = ds_agent_at(state, agent_row);
    ds_group_account_roster(group, state->now);
    ticket->is_resumed = true;
    ticket->state = DS_TICKET_WAITING;
    ticket->since = state->now;
    ticket->agent = agent_row;
    ticket->later = DS_NO_ID;
    ticket->earlier = agent->aside;
    if (agent->aside != DS_NO_ID)
        ds_ticket_at(state, agent->aside)->later = row;
    agent->aside = row;
    agent->aside_count++;
    group->aside++;
    ds_tell(state, DS_TICKET_QUEUED, row);
}

static void set_aside(ds_replication *state, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    ds_group_state *group = &state->groups[ticket->group];
    int32_t agent_row = ticket->agent;
    stop_work(state, group, row);
    wait_for(state, group, row, agent_row);
}

static void ds_people_withdraw(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    ds_group_state *group = &state->groups[ticket->group];
    ds_agent *agent = ds_agent_at(state, ticket->agent);
    if (ticket->later == DS_NO_ID)
        agent->aside = ticket->earlier;
    else
        ds_ticket_at(state, ticket->later)->earlier = ticket->earlier;
    if (ticket->earlier != DS_NO_ID)
        ds_ticket_at(state, ticket->earlier)->later = ticket->later;
    ds_group_account_roster(group, state->now);
    agent->aside_count--;
    group->aside--;
    ticket->agent = DS_NO_ID;
    ds_group_book_wait(state, group, ticket);
}

static void ds_people_give_up_aside(ds_replication *state, int32_t agent_row)
{
    const ds_agent *agent = ds_agent_at(state, agent_row);
    while (agent->aside != DS_NO_ID) {
        int32_t row = agent->aside;
        ds_group_state *group = &state->groups[ds_ticket_at(state, row)->group];
        ds_people_withdraw(state, row);
        ds_tell(state, DS_TICKET_TAKEN_ON, row);
        ds_ticket_at(state, row)->remaining += group->group->rules.hand_over;
        ds_group_enqueue(state, group, row);
        ds_people_serve(state, group);
    }
}

/* The highest priority, where that decides; then the one set aside first. */
static int32_t ds_people_next_aside(ds_replication *state, const ds_agent *agent)
{
    int32_t best = agent->aside;
    for (int32_t row = best; row != DS_NO_ID; row = ds_ticket_at(state, row)->earlier) {
        const ds_ticket *one = ds_ticket_at(state, row);
        const ds_ticket *other = ds_ticket_at(state, best);
        bool by_priority = state->desk->groups[one->group].discipline == DS_PRIORITY;
        if (!by_priority || one->priority <= other->priority)
            best = row;
    }
    return best;
}

static void ds_people_put_down(ds_replication *state, const ds_agent *agent,
                               ds_end_of_shift rule, bool comes_back)
{
    if (rule == DS_SHIFT_SUSPEND && comes_back)
        set_aside(state, agent->ticket);
    else if (rule != DS_SHIFT_FINISH)
        hand_over(state, agent->ticket);
}

/* Holds. */

static void ds_people_hold(ds_replication *state, int32_t row)
{
    ds_agent_at(state, ds_ticket_at(state, row)->agent)->held++;
}

static void ds_people_unhold(ds_replication *state, int32_t row)
{
    int32_t agent_row = ds_ticket_at(state, row)->agent;
    ds_agent_at(state, agent_row)->held--;
}

static void ds_people_return(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    ds_group_state *group = &state->groups[ticket->group];
    int32_t agent_row = ticket->agent;
    const ds_agent *agent = ds_agent_at(state, agent_row);
    bool is_gone = agent->is_vacant || agent->is_absent || agent->roster_until >= DS_NEVER;
    if (is_gone && agent->presence != DS_IS_ON) {
        ticket->agent = DS_NO_ID;
        ds_group_receive(state, row);
        return;
    }
    wait_for(state, group, row, agent_row);
    if (agent->ticket == DS_NO_ID)
        ds_people_turn(state, agent_row);
}
