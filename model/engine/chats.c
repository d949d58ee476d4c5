#include "model/engine/chats.h"

#include "model/engine/group_work.h"
#include "model/engine/people.h"
#include "model/engine/practices/live.h"
#include "model/event_kind.h"

static const ds_live_channel *channel_of_contact(const ds_replication *state, int32_t row)
{
    return &state->desk->practices->live->channels[state->pool.tickets[row].channel];
}

static int32_t ds_chats_most(const ds_replication *state, int32_t row)
{
    return ds_is_live(state, row) ? channel_of_contact(state, row)->at_once : 1;
}

static bool ds_chats_has_room(const ds_replication *state, const ds_agent *agent)
{
    return agent->in_hand > 0 && agent->presence == DS_IS_ON && state->now < agent->until &&
           agent->in_hand < ds_chats_most(state, agent->ticket);
}

/* All of them are of one channel. */
static double slowness_of(const ds_replication *state, const ds_agent *agent)
{
    return 1 + channel_of_contact(state, agent->ticket)->slowdown * (agent->in_hand - 1);
}

static double ds_chats_pace(const ds_replication *state, int32_t row)
{
    const ds_agent *agent = &state->people.agents[state->pool.tickets[row].agent];
    if (agent->in_hand <= 1)
        return agent->pace;
    return state->pool.extras[row].pace / slowness_of(state, agent);
}

/* Books what was done of each so far, but for one ticket. */
static void book_all(ds_replication *state, const ds_agent *agent, int32_t but_row)
{
    for (int32_t row = agent->ticket; row != DS_NO_ID;
         row = state->pool.extras[row].next_chat)
        if (row != but_row)
            ds_group_book_work(state, row);
}

static void ds_chats_begin(ds_replication *state, int32_t row, int32_t agent_row,
                           double pace)
{
    ds_agent *agent = ds_agent_at(state, agent_row);
    if (ds_is_live(state, row)) {
        if (agent->in_hand > 0)
            book_all(state, agent, row);
        state->pool.extras[row].next_chat = agent->ticket;
        state->pool.extras[row].pace = pace;
    }
    agent->pace = pace;
    agent->in_hand++;
}

static void ds_chats_go_on(ds_replication *state, int32_t agent_row)
{
    ds_agent *agent = ds_agent_at(state, agent_row);
    if (agent->in_hand == 1)
        agent->pace = state->pool.extras[agent->ticket].pace;
    for (int32_t row = agent->ticket; row != DS_NO_ID;
         row = state->pool.extras[row].next_chat)
        ds_group_plan_work(state, row);
}

static void unlink_chat(ds_replication *state, ds_agent *agent, int32_t gone)
{
    int32_t *place = &agent->ticket;
    while (*place != gone)
        place = &state->pool.extras[*place].next_chat;
    *place = state->pool.extras[gone].next_chat;
}

static void ds_chats_end(ds_replication *state, int32_t row)
{
    int32_t agent_row = state->pool.tickets[row].agent;
    ds_agent *agent = ds_agent_at(state, agent_row);
    if (agent->in_hand <= 1) {
        agent->in_hand = 0; /* its ticket goes when the agent leaves it */
        return;
    }
    book_all(state, agent, row);
    unlink_chat(state, agent, row);
    agent->in_hand--;
    ds_chats_go_on(state, agent_row);
}
