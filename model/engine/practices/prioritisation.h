/* VIP users, loud users and mistaken priorities (model/practices/prioritisation.h). */
#ifndef DS_MODEL_ENGINE_PRIORITISATION_H
#define DS_MODEL_ENGINE_PRIORITISATION_H

#include "model/engine/engine.h"

/* A new ticket, described but for its first priority: what kind of user it has, and what
 * priority it gets at first. */
static void ds_prioritisation_describe(ds_replication *state, int32_t ticket_row);
static void ds_prioritisation_hear(ds_replication *state, ds_happening happening,
                                   int32_t ticket_row);
/* Timer: a mistaken priority was noticed. */
static void ds_prioritisation_correct(ds_replication *state, const ds_timer *timer);
/* A finished ticket that counts. */
static void ds_prioritisation_count(ds_replication *state, int32_t ticket_row);

#endif
