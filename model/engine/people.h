/* Agents with rosters: who comes, who goes, and what becomes of the work in hand. The
 * functions are for groups that have a roster (model/staffing.h). */
#ifndef DS_MODEL_ENGINE_PEOPLE_H
#define DS_MODEL_ENGINE_PEOPLE_H

#include "model/engine/engine.h"

#include <stdbool.h>
#include <stdint.h>

static inline bool ds_has_roster(const ds_group_state *group)
{
    return DS_USES(DS_FEATURE_PEOPLE) && group->staffing;
}

/* As ds_group_receive and ds_group_release. */
static void ds_people_receive(ds_replication *state, ds_group_state *group,
                              int32_t ticket_row);
static void ds_people_release(ds_replication *state, ds_group_state *group,
                              int32_t agent_row);
/* The agent's work is taken away; the agent is free for what is to follow. */
static void ds_people_leave(ds_replication *state, ds_group_state *group,
                            int32_t agent_row);
/* A ticket that was set aside waits no longer. */
static void ds_people_withdraw(ds_replication *state, int32_t ticket_row);
/* The ticket that waits first may interrupt a lower priority. */
static void ds_people_reconsider(ds_replication *state, ds_group_state *group,
                                 int32_t ticket_row);
/* Event: somebody comes or goes. */
static void ds_people_change(ds_replication *state, int32_t group_row);

#endif
