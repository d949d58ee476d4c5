/* Which ticket a group serves next: the disciplines, on top of a wait queue's lanes. */
#ifndef DS_MODEL_ENGINE_DISCIPLINE_H
#define DS_MODEL_ENGINE_DISCIPLINE_H

#include "model/engine/engine.h"

#include <stdbool.h>
#include <stdint.h>

/* Puts a ticket into its group's queue. */
static bool ds_discipline_push(ds_replication *state, ds_group_state *group,
                               int32_t ticket_row);
/* Takes the ticket that is to be served next out of a queue that is not empty; its row. */
static int32_t ds_discipline_take(ds_replication *state, ds_group_state *group);
/* The ticket that is to be served next by one who cannot take all; its row, or DS_NO_ID. It
 * is left in the queue. */
static int32_t ds_discipline_find(ds_replication *state, ds_group_state *group,
                                  const ds_taker *taker);

#endif
