/* Who can take what: agents without a category's skill, and agents who have room for one
 * more contact of a kind only. */
#ifndef DS_MODEL_ENGINE_SKILLS_H
#define DS_MODEL_ENGINE_SKILLS_H

#include "model/engine/engine.h"

#include <stdbool.h>
#include <stdint.h>

/* Whether somebody who is free may be unable to take who waits at a group. */
static inline bool ds_is_selective(const ds_replication *state, const ds_group_state *group)
{
    return state->people.is_selective[group - state->groups];
}

static bool ds_can_take(const ds_replication *state, const ds_agent *agent,
                        int32_t ticket_row);
/* Who begins a ticket that has come: the longest idle who can take it, else whoever has
 * room for it and least in hand; or DS_NO_ID. `live_only`: the idle are kept for live
 * contacts. */
static int32_t ds_skills_find_agent(ds_replication *state, const ds_group_state *group,
                                    int32_t ticket_row, bool live_only);
/* The ticket that an agent takes of those who wait, withdrawn from the queue; DS_NO_ID. */
static int32_t ds_skills_take(ds_replication *state, ds_group_state *group,
                              const ds_agent *agent, bool live_only);
/* Whose work gives way to a ticket: the ticket like ds_group_victim_for, of an agent who
 * can take this one; or DS_NO_ID. */
static int32_t ds_skills_victim(ds_replication *state, const ds_group_state *group,
                                int32_t ticket_row);
/* Everybody who could take one of those who wait does. */
static void ds_skills_serve(ds_replication *state, ds_group_state *group);

#endif
