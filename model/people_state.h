/* The agents of a desk in one replication, where groups are staffed by rosters.
 *
 * Agents are rows of one table for the whole desk, numbered like those of groups without a
 * roster, group by group, so that "A7" is one person wherever it is read. Their time is
 * kept apart by what they did, and adds up to the roster exactly.
 */
#ifndef DS_MODEL_PEOPLE_STATE_H
#define DS_MODEL_PEOPLE_STATE_H

#include "model/desk.h"
#include "sim/clock.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

/* What an agent's time was spent on. On duty they are idle or busy; on a break they rest,
 * or finish something in overtime; off duty, too. */
typedef enum ds_agent_account {
    DS_AGENT_IDLE,
    DS_AGENT_BUSY,
    DS_AGENT_PAID_BREAK,
    DS_AGENT_UNPAID_BREAK,
    DS_AGENT_OVERTIME,       /* at work off duty */
    DS_AGENT_BREAK_OVERTIME, /* at work in a break */
    DS_AGENT_OFF,
    DS_AGENT_ACCOUNTS,
} ds_agent_account;

typedef struct ds_agent {
    int32_t group;    /* at home */
    int32_t position; /* in its roster now */
    int32_t ticket;   /* in work, or DS_NO_ID */
    int32_t aside;    /* the ticket set aside last, then by ticket.earlier; DS_NO_ID */
    int32_t before;   /* neighbours among the idle, the longest idle first */
    int32_t after;
    uint8_t duty;   /* ds_duty */
    bool is_idle;   /* in the list of the idle */
    ds_ticks until; /* of the duty */
    ds_ticks since; /* the accounts are up to date to this instant */
    ds_ticks account[DS_AGENT_ACCOUNTS];
} ds_agent;

typedef struct ds_people {
    int32_t count;
    ds_agent *agents;     /* rows of groups without a roster are not used */
    int32_t *at_position; /* [first agent of the group + position] → agent */
    int32_t *first;       /* [group] its first agent */
} ds_people;

ds_status ds_people_init(ds_people *people, const ds_desk *desk, ds_error *err) DS_MUST_USE;
void ds_people_free(ds_people *people);
/* Everybody off duty, at instant 0. */
void ds_people_reset(ds_people *people, const ds_desk *desk);

/* Which account an agent's time goes to. */
static inline ds_agent_account ds_agent_account_of(const ds_agent *agent)
{
    bool is_busy = agent->ticket != DS_NO_ID;
    if (agent->duty == DS_ON_DUTY)
        return is_busy ? DS_AGENT_BUSY : DS_AGENT_IDLE;
    if (agent->duty == DS_OFF_DUTY)
        return is_busy ? DS_AGENT_OVERTIME : DS_AGENT_OFF;
    if (is_busy)
        return DS_AGENT_BREAK_OVERTIME;
    return agent->duty == DS_PAID_BREAK ? DS_AGENT_PAID_BREAK : DS_AGENT_UNPAID_BREAK;
}

/* To be called before an agent's ticket or duty changes. */
static inline void ds_agent_account_to(ds_agent *agent, ds_ticks now)
{
    agent->account[ds_agent_account_of(agent)] += now - agent->since;
    agent->since = now;
}

/* Whether an agent could begin work now: what ends at this instant has ended. */
static inline bool ds_agent_is_ready(const ds_agent *agent, ds_ticks now)
{
    return agent->duty == DS_ON_DUTY && agent->ticket == DS_NO_ID && now < agent->until;
}

#endif
