/* The agents of a desk in one replication, where groups are staffed by rosters.
 *
 * Agents are rows of one table for the whole desk, numbered like those of groups without a
 * roster, group by group, so that "A7" is one person wherever it is read. Their time is
 * kept apart by what they did, and adds up to the roster exactly. Where heads are only
 * counted, two agents may change places: their positions in the roster.
 */
#ifndef DS_MODEL_PEOPLE_STATE_H
#define DS_MODEL_PEOPLE_STATE_H

#include "model/desk.h"
#include "sim/clock.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

/* What an agent does now: what the roster says, or less. */
typedef enum ds_presence {
    DS_IS_OFF,
    DS_IS_ON,
    DS_IS_ON_PAID_BREAK,
    DS_IS_ON_UNPAID_BREAK,
    DS_IS_AWAY,      /* in a meeting, while the roster has the agent on duty; */
    DS_IS_ABSENT,    /* sick, on leave, late or resting; */
    DS_IS_VACANT,    /* gone, and not yet replaced */
    DS_IS_CALLED_IN, /* off duty by the roster, but there */
} ds_presence;

/* What an agent's time was spent on. On duty they are idle or busy; the rest is not time on
 * duty. */
typedef enum ds_agent_account {
    DS_AGENT_OFF,
    DS_AGENT_IDLE,
    DS_AGENT_PAID_BREAK,
    DS_AGENT_UNPAID_BREAK,
    DS_AGENT_AWAY,
    DS_AGENT_ABSENT,
    DS_AGENT_VACANT,
    DS_AGENT_STANDBY,        /* called in and without work: an instant */
    DS_AGENT_BUSY,           /* at work on duty; */
    DS_AGENT_OVERTIME,       /* off duty; */
    DS_AGENT_BREAK_OVERTIME, /* in a break; */
    DS_AGENT_AWAY_OVERTIME,  /* when they should be elsewhere */
    DS_AGENT_ACCOUNTS,
} ds_agent_account;

typedef struct ds_agent {
    int32_t group;    /* at home */
    int32_t position; /* in its roster now */
    int32_t team;
    int32_t ticket;  /* in work, or DS_NO_ID; of several the last begun */
    int32_t in_hand; /* how many: more than one only of chats (engine/chats.c) */
    int32_t aside; /* a ticket set aside, the last one; then by ticket.earlier; DS_NO_ID */
    int32_t aside_count;
    int32_t held;   /* tickets on hold that will come back to this agent */
    int32_t before; /* neighbours among the idle, the longest idle first */
    int32_t after;
    uint8_t presence; /* ds_presence */
    uint8_t roster;   /* ds_duty */
    bool is_idle;     /* in the list of the idle */
    bool is_absent;   /* for this shift */
    bool is_vacant;
    bool is_on_the_way; /* called in, not there yet */
    bool is_called_in;
    ds_ticks until;         /* of the presence: nothing is begun at that instant */
    ds_ticks roster_until;  /* the roster's next change */
    ds_ticks comes_at;      /* not before: late, or resting */
    ds_ticks away_from;     /* in a meeting, */
    ds_ticks away_to;       /* until */
    ds_ticks pauses_until;  /* for breath: the cap on occupancy */
    ds_ticks rests_until;   /* after having been called in */
    ds_ticks overtime_ends; /* then the ticket is handed over */
    ds_ticks arrives_at;    /* when called in */
    ds_ticks moves_at;      /* leaves, or is replaced */
    ds_ticks hired_at;      /* the experience counts from; DS_NO_ID: an old hand */
    ds_ticks begun_at;      /* the work in hand */
    uint64_t last_ticket;   /* the number of the last one in hand */
    uint32_t calls;         /* so far */
    uint32_t moves;
    double pace;    /* of the work in hand: touch time done per time */
    ds_ticks since; /* the accounts are up to date to this instant */
    ds_ticks account[DS_AGENT_ACCOUNTS];
} ds_agent;

typedef struct ds_team_state {
    int32_t idle_head; /* rows of agents, the longest idle first; DS_NO_ID */
    int32_t idle_tail;
} ds_team_state;

typedef struct ds_people {
    int32_t count;
    ds_agent *agents;     /* rows of groups without a roster are not used */
    int32_t *at_position; /* [first agent of the group + position] → agent */
    int32_t *first;       /* [group] its first agent; then one past the last */
    int32_t team_count;
    ds_team_state *teams; /* first those of the groups, then the desk's */
    /* Which teams serve a group, its own first: team_of[teams_from[g]] … */
    int32_t *teams_from; /* [group + 1] */
    int32_t *team_of;
    /* [group] Whether an agent who is free may be unable to take who waits there, for want
     * of skill or with a chat in hand. */
    bool *is_selective;
} ds_people;

ds_status ds_people_init(ds_people *people, const ds_desk *desk, ds_error *err) DS_MUST_USE;
void ds_people_free(ds_people *people);
/* Everybody off duty, at instant 0. */
void ds_people_reset(ds_people *people, const ds_desk *desk);

/* Which account an agent's time goes to. */
static inline ds_agent_account ds_agent_account_of(const ds_agent *agent)
{
    static const uint8_t accounts[2][DS_IS_CALLED_IN + 1] = {
        {DS_AGENT_OFF,      DS_AGENT_IDLE, DS_AGENT_PAID_BREAK,     DS_AGENT_UNPAID_BREAK,
         DS_AGENT_AWAY,          DS_AGENT_ABSENT,        DS_AGENT_VACANT,        DS_AGENT_STANDBY},
        {DS_AGENT_OVERTIME, DS_AGENT_BUSY, DS_AGENT_BREAK_OVERTIME, DS_AGENT_BREAK_OVERTIME,
         DS_AGENT_AWAY_OVERTIME, DS_AGENT_AWAY_OVERTIME, DS_AGENT_AWAY_OVERTIME,
         DS_AGENT_OVERTIME                                                                       },
    };
    return (ds_agent_account)accounts[agent->ticket != DS_NO_ID][agent->presence];
}

/* To be called before an agent's ticket or presence changes. */
static inline void ds_agent_account_to(ds_agent *agent, ds_ticks now)
{
    agent->account[ds_agent_account_of(agent)] += now - agent->since;
    agent->since = now;
}

/* Whether an agent could begin work now: what ends at this instant has ended. */
static inline bool ds_agent_is_ready(const ds_agent *agent, ds_ticks now)
{
    return agent->presence == DS_IS_ON && agent->ticket == DS_NO_ID && now < agent->until &&
           now >= agent->pauses_until;
}

/* How many of those who serve a group could begin now, up to `most`. */
int32_t ds_people_idle(const ds_people *people, int32_t group, int32_t most, ds_ticks now);

#endif
