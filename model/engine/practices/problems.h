/* Problem management (model/practices/problems.h). */
#ifndef DS_MODEL_ENGINE_PRACTICES_PROBLEMS_H
#define DS_MODEL_ENGINE_PRACTICES_PROBLEMS_H

#include "model/engine/engine.h"

#include <stdbool.h>

static void ds_problems_begin(ds_replication *state);
/* Finds out whether a new ticket has a cause. */
static void ds_problems_describe(ds_replication *state, int32_t row);
/* Whether a contact that is described does not come, because its cause is gone. */
static bool ds_problems_prevent(ds_replication *state, int32_t row);
static void ds_problems_hear(ds_replication *state, ds_happening happening, int32_t row);
/* A major incident is over, and somebody asks why: opens the problem of the first cause of
 * its category that nobody looks for yet. */
static void ds_problems_after_major(ds_replication *state, int32_t row);
/* A visit that is planned: shorter with a known error. */
static void ds_problems_shape(ds_replication *state, int32_t row);
/* Timers: an investigation begins, a change is due, a failed change brings an incident. */
static void ds_problems_investigate(ds_replication *state, const ds_timer *timer);
static void ds_problems_change(ds_replication *state, const ds_timer *timer);
static void ds_problems_burst(ds_replication *state, const ds_timer *timer);
/* Tasks: the error is known, the change is carried out. */
static void ds_problems_known(ds_replication *state, int32_t task_row);
static void ds_problems_changed(ds_replication *state, int32_t task_row);

#endif
