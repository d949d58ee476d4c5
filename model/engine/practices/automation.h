/* Automation (model/practices/automation.h).
 *
 * Streams run ahead by the time by which monitoring is earlier: each ticket is looked at
 * then, and comes at once where it is detected, otherwise at its own instant. */
#ifndef DS_MODEL_ENGINE_PRACTICES_AUTOMATION_H
#define DS_MODEL_ENGINE_PRACTICES_AUTOMATION_H

#include "model/engine/engine.h"

#include <stdbool.h>

/* By how much streams run ahead; 0: they do not. */
static ds_ticks ds_automation_lead(const ds_replication *state);
/* The next arrival of a stream is at `at`: the instant to look at it. */
static ds_ticks ds_automation_look_at(ds_replication *state, int32_t stream_row,
                                      ds_ticks at);
/* The stream's next ticket, seen ahead: it comes, or its arrival is put off. */
static void ds_automation_look(ds_replication *state, int32_t stream_row);
/* Timer: a ticket that was put off comes. */
static void ds_automation_admit(ds_replication *state, const ds_timer *timer);
/* Finds out what automation does for a new ticket. */
static void ds_automation_describe(ds_replication *state, int32_t row);
static void ds_automation_hear(ds_replication *state, ds_happening happening, int32_t row);
/* A visit that is planned: without contact, diagnosed. */
static void ds_automation_shape(ds_replication *state, int32_t row);
/* Whether a ticket is resolved by a script; if so, that is on its way. */
static bool ds_automation_takes(ds_replication *state, int32_t row, int32_t group_row);
/* Timer: the script is done. */
static void ds_automation_resolve(ds_replication *state, const ds_timer *timer);

#endif
