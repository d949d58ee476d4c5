/* Agents with rosters: who is idle, who works on what (people.c); what becomes of work that
 * is put down (work_in_hand.c); who comes and goes (presence.c, on_call.c). For groups that
 * have a roster (model/staffing.h). */
#ifndef DS_MODEL_ENGINE_PEOPLE_H
#define DS_MODEL_ENGINE_PEOPLE_H

#include "model/engine/engine.h"

#include <stdbool.h>
#include <stdint.h>

static inline bool ds_has_roster(const ds_group_state *group)
{
    return DS_USES(DS_FEATURE_PEOPLE) && group->staffing;
}

static inline bool ds_keeps_open(const ds_group_state *group)
{
    return ds_has_roster(group) && group->group->rules.open_tickets.most > 0;
}

static inline ds_agent *ds_agent_at(ds_replication *state, int32_t row)
{
    return &state->people.agents[row];
}

static inline ds_group_state *ds_home_of(ds_replication *state, const ds_agent *agent)
{
    return &state->groups[agent->group];
}

/* As ds_group_receive and ds_group_release. */
static void ds_people_receive(ds_replication *state, ds_group_state *group,
                              int32_t ticket_row);
static void ds_people_release(ds_replication *state, ds_group_state *group,
                              int32_t agent_row);
/* The agent's work is taken away; the agent is free for what is to follow. */
static void ds_people_leave(ds_replication *state, ds_group_state *group,
                            int32_t agent_row);
/* An agent without work looks for some. */
static void ds_people_turn(ds_replication *state, int32_t agent_row);
/* Idle agents take whoever waits. */
static void ds_people_serve(ds_replication *state, ds_group_state *group);
/* The longest idle who could begin now, or DS_NO_ID. */
static int32_t ds_people_find_idle(ds_replication *state, const ds_group_state *group);
static void ds_people_unlink_idle(ds_replication *state, ds_agent *agent);
/* Begins a ticket that waits nowhere. */
static void ds_people_begin(ds_replication *state, ds_group_state *group,
                            int32_t ticket_row, int32_t agent_row);
/* How long touch time takes the agent who has it in hand, and how much was done. */
static ds_ticks ds_people_time_for(ds_replication *state, int32_t ticket_row,
                                   ds_ticks touch);
static ds_ticks ds_people_done_in(ds_replication *state, int32_t ticket_row,
                                  ds_ticks worked);
/* Whether deferred work may have one of those who are idle: `more` than are kept for live
 * contacts. */
static bool ds_people_has_spare(const ds_replication *state, const ds_group_state *group,
                                int32_t more);

/* A presence, and until when; books the accounts. */
static void ds_people_set_presence(ds_replication *state, ds_agent *agent,
                                   ds_presence presence, ds_ticks until);

/* Work in hand. */

/* An agent steps away from work in hand, by a rule; `comes_back` where that is so. */
static void ds_people_put_down(ds_replication *state, const ds_agent *agent,
                               ds_end_of_shift rule, bool comes_back);
/* What an agent has set aside goes back into the queues, for anybody. */
static void ds_people_give_up_aside(ds_replication *state, int32_t agent_row);
/* A ticket that was set aside waits no longer. */
static void ds_people_withdraw(ds_replication *state, int32_t ticket_row);
/* The ticket that waits first may interrupt a lower priority. */
static void ds_people_reconsider(ds_replication *state, ds_group_state *group,
                                 int32_t ticket_row);
/* A ticket goes on hold, and stays its agent's; it comes back. */
static void ds_people_hold(ds_replication *state, int32_t ticket_row);
static void ds_people_unhold(ds_replication *state, int32_t ticket_row);
static void ds_people_return(ds_replication *state, int32_t ticket_row);
/* The ticket set aside that is next, or DS_NO_ID. */
static int32_t ds_people_next_aside(ds_replication *state, const ds_agent *agent);

/* Coming and going. */

/* The replication begins: what is known from the start. */
static void ds_people_begin_all(ds_replication *state);
/* Events: the roster changes; something of an agent's own does; a meeting begins. */
static void ds_people_change(ds_replication *state, int32_t group_row);
static void ds_people_agent_event(ds_replication *state, int32_t agent_row);
static void ds_people_absence(ds_replication *state, int32_t absence_row);
/* Brings an agent's presence up to now; `is_edge` where a shift begins or ends. */
static void ds_people_refresh(ds_replication *state, int32_t agent_row, bool is_edge);
static void ds_people_wake(ds_replication *state, int32_t agent_row, ds_ticks at);

/* On call. */

/* Somebody is called in, if the first who waits is urgent and nobody is there. */
static void ds_on_call_consider(ds_replication *state, ds_group_state *group);
/* Somebody called in has no work: takes the next urgent ticket, or goes home. */
static void ds_on_call_turn(ds_replication *state, int32_t agent_row);
/* Called in, but the shift has begun. */
static void ds_on_call_end(ds_replication *state, ds_agent *agent);

#endif
