/* Major incidents (model/practices/major_incidents.h). */
#ifndef DS_MODEL_ENGINE_PRACTICES_MAJORS_H
#define DS_MODEL_ENGINE_PRACTICES_MAJORS_H

#include "model/engine/engine.h"

#include <stdbool.h>

static void ds_majors_begin(ds_replication *state);
static void ds_majors_hear(ds_replication *state, ds_happening happening, int32_t row);
/* Of a war-room task: somebody has come, or gone. */
static void ds_majors_hear_task(ds_replication *state, ds_happening happening, int32_t row);

/* Timers. */
static void ds_majors_declare(ds_replication *state, const ds_timer *timer);
static void ds_majors_restore(ds_replication *state, const ds_timer *timer);
static void ds_majors_duplicate(ds_replication *state, const ds_timer *timer);
static void ds_majors_broadcast(ds_replication *state, const ds_timer *timer);
static void ds_majors_workaround(ds_replication *state, const ds_timer *timer);
static void ds_majors_update(ds_replication *state, const ds_timer *timer);
static void ds_majors_review(ds_replication *state, const ds_timer *timer);
static void ds_majors_over(ds_replication *state, const ds_timer *timer);

/* Tasks that are done. */
static void ds_majors_update_given(ds_replication *state, int32_t task_row);
static void ds_majors_reviewed(ds_replication *state, int32_t task_row);

/* A ticket's work is done: whether it is a child that waits for its parent now. */
static bool ds_majors_link(ds_replication *state, int32_t row);

static inline bool ds_has_majors(const ds_replication *state)
{
    return ds_has_practices(state) && state->desk->practices->majors;
}

/* Whether a row is somebody's place in a war room. */
static inline bool ds_is_in_war_room(const ds_replication *state, int32_t row)
{
    return ds_has_majors(state) && state->pool.extras[row].is_task &&
           state->pool.extras[row].task == DS_TASK_WAR_ROOM;
}

static inline bool ds_is_child(const ds_replication *state, int32_t row)
{
    return ds_has_majors(state) && state->pool.extras[row].child_of > 0;
}

#endif
