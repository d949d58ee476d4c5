#include "model/verify.h"

#ifdef DS_VERIFY

#include "model/state.h"

#include <assert.h>

/* A look at all tickets after so many events; more often while there are few. */
#define EVENTS_BETWEEN_FULL_CHECKS 61

typedef struct head_count {
    int64_t open;
    int64_t cohort;
} head_count;

static bool is_task(const ds_replication *state, const ds_ticket *ticket)
{
    return state->pool.extras && state->pool.extras[ticket - state->pool.tickets].is_task;
}

/* With its agent alone, or as one of several contacts. */
static bool is_in_hand(const ds_replication *state, const ds_ticket *ticket)
{
    const ds_agent *agent = &state->people.agents[ticket->agent];
    int32_t wanted = (int32_t)(ticket - state->pool.tickets);
    int32_t row = agent->ticket;
    for (int32_t i = 1; i < agent->in_hand && row != wanted; i++)
        row = state->pool.extras[row].next_chat;
    return row == wanted;
}

/* Who waits for a parent has one. */
static void verify_child(const ds_replication *state, const ds_ticket *ticket)
{
    const ds_ticket_extra *extras = state->pool.extras;
    const ds_ticket_extra *extra = extras ? &extras[ticket - state->pool.tickets] : NULL;
    if (!extra || extra->is_task || extra->child_of == 0 || ticket->state != DS_TICKET_AWAY)
        return;
    const ds_major *major = &state->practices->majors[extra->child_of - 1];
    assert(major->phase != DS_MAJOR_NONE && major->serial == extra->major_serial);
}

static void verify_ticket(const ds_replication *state, const ds_ticket *ticket,
                          head_count *count)
{
    const ds_group_state *group = &state->groups[ticket->group];
    count->open += ticket->state != DS_TICKET_SOLVED && !is_task(state, ticket);
    count->cohort += ticket->is_cohort;
    assert(ticket->arrived_at <= ticket->since && ticket->since <= state->now);
    verify_child(state, ticket);
    assert(ticket->remaining >= 0);
    assert(ticket->hold_left <= ticket->remaining);
    if (ticket->state == DS_TICKET_IN_WORK) {
        assert(ticket->agent >= DS_NO_ID);
        if (group->staffing)
            assert(is_in_hand(state, ticket));
        else
            assert(ticket->agent < group->group->agents);
        assert(ticket->responded_at >= 0);
    } else if (ticket->state == DS_TICKET_WAITING) {
        assert(ticket->agent == DS_NO_ID || group->staffing);
    }
}

static void verify_clocks(const ds_replication *state, int32_t row)
{
    const ds_ticket *ticket = &state->pool.tickets[row];
    if (!state->pool.clocks || ticket->sla == DS_NO_ID)
        return;
    const ds_sla_clock *clock = &state->pool.clocks[row].resolution;
    const ds_sla *sla = &state->desk->slas[ticket->sla];
    bool is_held = ticket->state == DS_TICKET_ON_HOLD;
    uint32_t reason = 0;
    if (is_held)
        reason = ds_route_of(state->desk, ticket)->holds[ticket->hold_row].reason;
    bool is_paused = is_held && (sla->pause_mask & (1u << reason));
    if (ticket->state == DS_TICKET_SOLVED)
        assert(clock->state == DS_SLA_STOPPED || clock->state == DS_SLA_NONE);
    else if (clock->state != DS_SLA_NONE)
        assert(clock->state == (is_paused ? DS_SLA_PAUSED : DS_SLA_RUNNING));
    assert(clock->elapsed >= 0);
}

/* The time for which the roster had an agent on duty. */
static ds_ticks rostered_time(const ds_agent *agent)
{
    static const ds_agent_account accounts[] = {DS_AGENT_IDLE,   DS_AGENT_BUSY,
                                                DS_AGENT_AWAY,   DS_AGENT_ABSENT,
                                                DS_AGENT_VACANT, DS_AGENT_AWAY_OVERTIME};
    ds_ticks sum = 0;
    for (size_t i = 0; i < sizeof accounts / sizeof accounts[0]; i++)
        sum += agent->account[accounts[i]];
    return sum;
}

/* Agents and their time: everybody's adds up to now, and all of them together were on duty
 * as long as the roster says. */
static void verify_roster(const ds_replication *state, int32_t group_row)
{
    const ds_group_state *group = &state->groups[group_row];
    const ds_agent *agents = state->people.agents + state->people.first[group_row];
    int32_t busy = 0;
    int32_t on_duty = 0;
    ds_ticks staffed = 0;
    for (int32_t i = 0; i < group->group->agents; i++) {
        ds_agent agent = agents[i];
        ds_agent_account_to(&agent, state->now);
        ds_ticks all = 0;
        for (int32_t a = 0; a < DS_AGENT_ACCOUNTS; a++)
            all += agent.account[a];
        assert(all == state->now);
        assert(!agent.is_idle || (agent.ticket == DS_NO_ID && agent.presence == DS_IS_ON));
        staffed += rostered_time(&agent);
        assert((agent.ticket != DS_NO_ID) == (agent.in_hand > 0));
        busy += agent.ticket != DS_NO_ID;
        on_duty += agent.presence == DS_IS_ON;
    }
    assert(busy == group->busy_on + group->busy_off && on_duty == group->on_duty);
    assert((double)staffed == ds_staffing_between(group->staffing, 0, state->now));
}

static void verify_group(const ds_replication *state, int32_t group_row)
{
    const ds_group_state *group = &state->groups[group_row];
    int32_t waiting = 0;
    int32_t busy = 0;
    int64_t agents = 0; /* the sum of the ordinals of agents in work and idle */
    for (int32_t row = 0; row < state->pool.used; row++) {
        const ds_ticket *ticket = &state->pool.tickets[row];
        if (ticket->state == DS_TICKET_FREE || ticket->group != group_row)
            continue;
        waiting += ticket->state == DS_TICKET_WAITING;
        busy += ticket->state == DS_TICKET_IN_WORK;
        agents += ticket->state == DS_TICKET_IN_WORK ? ticket->agent : 0;
    }
    int32_t aside = group->staffing ? group->aside : 0;
    assert(waiting == group->queue.length + aside && busy == group->busy);
    if (group->staffing)
        verify_roster(state, group_row);
    if (group->staffing || group->group->agents == DS_UNLIMITED_AGENTS)
        return;
    assert(group->busy + group->idle_count == group->group->agents);
    for (int32_t i = 0; i < group->idle_count; i++)
        agents += group->idle[(group->idle_first + i) & group->idle_mask];
    int64_t all = group->group->agents;
    assert(agents == all * (all - 1) / 2); /* everybody is in one place */
}

static void verify_everything(const ds_replication *state)
{
    head_count count = {0};
    for (int32_t row = 0; row < state->pool.used; row++)
        if (state->pool.tickets[row].state != DS_TICKET_FREE) {
            verify_ticket(state, &state->pool.tickets[row], &count);
            verify_clocks(state, row);
        }
    assert(count.open == state->flow.open);
    assert(count.cohort == state->cohort_open);
    for (int32_t g = 0; g < state->desk->group_count; g++)
        verify_group(state, g);
}

/* How many could begin now. */
static int32_t idle_of(const ds_replication *state, const ds_group_state *group)
{
    if (!group->staffing)
        return ds_group_has_idle(group, state->now) ? group->idle_count : 0;
    return ds_people_idle(&state->people, (int32_t)(group - state->groups), INT32_MAX,
                          state->now);
}

/* Those that are kept idle for live contacts, while none waits. */
static int32_t reserved_of(const ds_replication *state, int32_t group_row)
{
    const ds_live *live = state->practices ? state->desk->practices->live : NULL;
    return live && state->groups[group_row].live_waiting == 0
               ? live->groups[group_row].reserved
               : 0;
}

static bool has_skill(const ds_replication *state, int32_t team, const ds_ticket *ticket)
{
    int32_t row = team - state->desk->group_count;
    return row < 0 || !state->desk->teams[row].has_skill || is_task(state, ticket) ||
           state->desk->teams[row].has_skill[ticket->category];
}

/* Nobody who could take a ticket that waits is idle, but those kept for live contacts. */
static void verify_skills(const ds_replication *state, int32_t group_row,
                          const ds_ticket *ticket)
{
    const ds_people *people = &state->people;
    const ds_ticket_extra *extras = state->pool.extras;
    bool is_live = extras && extras[ticket - state->pool.tickets].is_live;
    const ds_live *live = state->practices ? state->desk->practices->live : NULL;
    int32_t kept = live && !is_live ? live->groups[group_row].reserved : 0;
    if (idle_of(state, &state->groups[group_row]) <= kept)
        return;
    for (int32_t i = people->teams_from[group_row]; i < people->teams_from[group_row + 1];
         i++) {
        int32_t team = people->team_of[i];
        for (int32_t row = people->teams[team].idle_head; row != DS_NO_ID;
             row = people->agents[row].after)
            assert(!ds_agent_is_ready(&people->agents[row], state->now) ||
                   !has_skill(state, team, ticket));
    }
}

static void verify_selective(const ds_replication *state, int32_t group_row)
{
    for (int32_t row = 0; row < state->pool.used; row++) {
        const ds_ticket *ticket = &state->pool.tickets[row];
        if (ticket->state == DS_TICKET_WAITING && ticket->group == group_row &&
            ticket->agent == DS_NO_ID)
            verify_skills(state, group_row, ticket);
    }
}

void ds_verify(const ds_replication *state)
{
    for (int32_t g = 0; g < state->desk->group_count; g++) {
        const ds_group_state *group = &state->groups[g];
        /* Nobody idles while somebody waits. */
        if (group->staffing && state->people.is_selective[g])
            verify_selective(state, g);
        else
            assert(group->queue.length == 0 ||
                   idle_of(state, group) <= reserved_of(state, g));
        assert(group->busy >= 0 && group->queue.length >= 0);
    }
    assert(state->flow.open >= 0 && state->cohort_open >= 0);
    if (state->pool.used < 64 || state->events_done % EVENTS_BETWEEN_FULL_CHECKS == 0)
        verify_everything(state);
}

#endif
