/* A ticket's stay at one group, from its arrival there to the hand-over or the resolution.
 */
#ifndef DS_MODEL_ENGINE_VISIT_H
#define DS_MODEL_ENGINE_VISIT_H

#include "model/engine/engine.h"
#include "sim/random.h"

#include <stdint.h>

/* A new ticket goes to its first group; `block` is what was drawn for its first visit. */
static void ds_visit_first(ds_replication *state, int32_t ticket_row, int32_t group_row,
                           const ds_uniforms *block);
/* A reopened ticket goes back to the group that it is at. */
static void ds_visit_again(ds_replication *state, int32_t ticket_row);

/* Agents of another group take on a waiting ticket: the work that is left, and nothing
 * else, is done there; then it goes on as it would have. */
static void ds_visit_help(ds_replication *state, int32_t ticket_row, int32_t group_row);

/* A ticket leaves its visit for what is done outside of groups' queues (a war room); it
 * must wait or be in work. */
static bool ds_visit_can_leave(const ds_replication *state, int32_t ticket_row);
static void ds_visit_leave(ds_replication *state, int32_t ticket_row);
/* A ticket of known touch time at one group, that is done there. */
static void ds_visit_only(ds_replication *state, int32_t ticket_row, int32_t group_row,
                          ds_ticks touch);

/* Events: the work that was planned is done, a hold is over, the group's time limit is. */
static void ds_visit_work_end(ds_replication *state, int32_t ticket_row);
static void ds_visit_hold_end(ds_replication *state, int32_t ticket_row);
static void ds_visit_time_limit(ds_replication *state, int32_t ticket_row);

#endif
