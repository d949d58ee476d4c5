/* Which ticket a group serves next: the disciplines, on top of a wait queue's lanes. */
#ifndef DS_MODEL_DISCIPLINE_H
#define DS_MODEL_DISCIPLINE_H

#include "model/group_state.h"
#include "model/replication.h"

#include <stdbool.h>
#include <stdint.h>

/* How many lanes a group's queue needs. */
int32_t ds_discipline_lanes(const ds_desk *desk, const ds_group *group);
/* Puts a ticket into its group's queue. */
bool ds_discipline_push(ds_replication *state, ds_group_state *group, int32_t ticket_row);
/* Takes the ticket that is to be served next out of a queue that is not empty; its row. */
int32_t ds_discipline_take(ds_replication *state, ds_group_state *group);

#endif
