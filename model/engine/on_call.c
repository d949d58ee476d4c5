/* Out of hours: who is called in, works, goes home and rests. */
#include "model/engine/group_work.h"
#include "model/engine/people.h"
#include "model/engine/skills.h"
#include "model/event_kind.h"
#include "model/purpose.h"

/* The first who waits, if it is of a priority for which somebody is called; or DS_NO_ID.
 * With the discipline `priority`, which on-call rules need, no other is more urgent. */
static int32_t first_urgent(ds_replication *state, ds_group_state *group)
{
    if (group->queue.length == 0)
        return DS_NO_ID;
    const ds_waiting *head = ds_wait_queue_head(&group->queue, 0, state->pool.tickets);
    uint32_t mask = group->group->rules.on_call.priorities;
    bool is_urgent = head && (mask >> state->pool.tickets[head->ticket].priority & 1) != 0;
    return is_urgent ? head->ticket : DS_NO_ID;
}

/* The next in turn who is at home, has rested and can take the ticket. */
static int32_t find_at_home(ds_replication *state, ds_group_state *group, int32_t row)
{
    int32_t agents = group->group->agents;
    int32_t first = state->people.first[group - state->groups];
    for (int32_t i = 0; i < agents; i++) {
        int32_t turn = (group->next_on_call + i) % agents;
        const ds_agent *agent = ds_agent_at(state, first + turn);
        bool is_free = agent->presence == DS_IS_OFF && agent->ticket == DS_NO_ID &&
                       !agent->is_on_the_way && !agent->is_vacant &&
                       state->now >= agent->rests_until && ds_can_take(state, agent, row);
        if (is_free) {
            group->next_on_call = turn + 1;
            return first + turn;
        }
    }
    return DS_NO_ID;
}

static void call_in(ds_replication *state, ds_group_state *group, int32_t agent_row)
{
    ds_agent *agent = ds_agent_at(state, agent_row);
    ds_identity who = {.family = group->group->family,
                       .ordinal = (uint64_t)agent->position};
    double u = ds_random_uniform(&state->seed, who, DS_FOR_CALL_DELAY, agent->calls++);
    ds_ticks delay = ds_sampler_draw_ticks(&group->group->rules.on_call.delay, u);
    agent->is_on_the_way = true;
    agent->arrives_at = state->now + ds_ticks_max(delay, 1);
    group->called++;
    if (state->flow.in_window) {
        group->tally.sum[DS_GROUP_CALLS]++;
        group->tally.sum[DS_GROUP_PAY] += group->group->rules.pay.call;
    }
    ds_people_wake(state, agent_row, agent->arrives_at);
}

static void ds_on_call_consider(ds_replication *state, ds_group_state *group)
{
    const ds_on_call *rule = &group->group->rules.on_call;
    if (rule->agents == 0 || group->on_duty > 0 || group->called >= rule->agents)
        return;
    int32_t row = first_urgent(state, group);
    int32_t agent_row = row == DS_NO_ID ? DS_NO_ID : find_at_home(state, group, row);
    if (agent_row != DS_NO_ID)
        call_in(state, group, agent_row);
}

static void ds_on_call_end(ds_replication *state, ds_agent *agent)
{
    agent->is_called_in = false;
    ds_home_of(state, agent)->called--;
}

static void ds_on_call_turn(ds_replication *state, int32_t agent_row)
{
    ds_agent *agent = ds_agent_at(state, agent_row);
    ds_group_state *group = ds_home_of(state, agent);
    int32_t row = first_urgent(state, group);
    if (row != DS_NO_ID && ds_can_take(state, agent, row)) {
        ds_group_withdraw(state, row);
        ds_people_begin(state, group, row, agent_row);
        return;
    }
    ds_on_call_end(state, agent);
    agent->rests_until = state->now + group->group->rules.on_call.rest;
    ds_people_set_presence(state, agent, DS_IS_OFF, agent->roster_until);
}
