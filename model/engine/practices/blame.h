/* Who used up the time of tickets that broke their resolution target: the resolution
 * clock's time is booked to the group that had the ticket while it ran, or to the reason
 * for which the ticket was on hold. */
#ifndef DS_MODEL_ENGINE_BLAME_H
#define DS_MODEL_ENGINE_BLAME_H

#include "model/engine/engine.h"

static void ds_blame_hear(ds_replication *state, ds_happening happening,
                          int32_t ticket_row);
/* A finished ticket that counts. */
static void ds_blame_count(ds_replication *state, int32_t ticket_row);

#endif
