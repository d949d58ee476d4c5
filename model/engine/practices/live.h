/* Live contacts in line (model/practices/live.h). */
#ifndef DS_MODEL_ENGINE_PRACTICES_LIVE_H
#define DS_MODEL_ENGINE_PRACTICES_LIVE_H

#include "model/engine/engine.h"

#include <stdbool.h>

static inline bool ds_has_live(const ds_replication *state)
{
    return ds_has_practices(state) && state->desk->practices->live;
}

/* Whether a row is a contact that is waiting for its first answer, or being answered. */
static inline bool ds_is_live(const ds_replication *state, int32_t row)
{
    return ds_has_live(state) && state->pool.extras[row].is_live;
}

static inline ds_blending ds_blending_of(const ds_replication *state,
                                         const ds_group_state *group)
{
    return state->desk->practices->live->groups[group - state->groups].blending;
}

/* How many idle agents of a group deferred work has to leave alone. */
static inline int32_t ds_reserved_of(const ds_replication *state,
                                     const ds_group_state *group)
{
    return ds_has_live(state)
               ? state->desk->practices->live->groups[group - state->groups].reserved
               : 0;
}

static void ds_live_hear(ds_replication *state, ds_happening happening, int32_t row);
/* Whether somebody is on duty and a line is free for a contact that comes; if not, it is
 * turned away. */
static bool ds_live_admit(ds_replication *state, int32_t row);
/* It has to wait: its patience begins. */
static void ds_live_wait(ds_replication *state, int32_t row);
/* The first visit ends otherwise than by its work: the contact is over. */
static void ds_live_end(ds_replication *state, int32_t row);
/* Timers: the patience of one in line is over; one who gave up tries again. */
static void ds_live_give_up(ds_replication *state, const ds_timer *timer);
static void ds_live_redial(ds_replication *state, const ds_timer *timer);

#endif
