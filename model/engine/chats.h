/* Several contacts in hand at once (`at_once` of a live channel): an agent who chats with
 * one user can begin to chat with another. Each further one slows all of them down. A chat
 * is never interrupted, and goes with nothing but chats of its channel. */
#ifndef DS_MODEL_ENGINE_CHATS_H
#define DS_MODEL_ENGINE_CHATS_H

#include "model/engine/engine.h"

#include <stdbool.h>
#include <stdint.h>

/* How many contacts like this one an agent can have in hand. */
static int32_t ds_chats_most(const ds_replication *state, int32_t ticket_row);
/* Whether an agent with work in hand could begin another of the same kind. */
static bool ds_chats_has_room(const ds_replication *state, const ds_agent *agent);
/* The pace of one ticket in hand: that of the agent alone, less what the others take. */
static double ds_chats_pace(const ds_replication *state, int32_t ticket_row);
/* An agent begins the first, or another one, at a pace: before ds_group_work. */
static void ds_chats_begin(ds_replication *state, int32_t ticket_row, int32_t agent_row,
                           double pace);
/* After it: the others go on at their new pace. */
static void ds_chats_go_on(ds_replication *state, int32_t agent_row);
/* A ticket's work has ended, and is booked. */
static void ds_chats_end(ds_replication *state, int32_t ticket_row);

#endif
