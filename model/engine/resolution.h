/* The end of a ticket: resolved, perhaps reopened, counted and gone. */
#ifndef DS_MODEL_ENGINE_RESOLUTION_H
#define DS_MODEL_ENGINE_RESOLUTION_H

#include "model/engine/engine.h"

#include <stdint.h>

/* The ticket's last visit is over: service is restored. Draws whether it will reopen before
 * it is closed; if not, the ticket is counted and its row is given back. */
static void ds_ticket_resolve(ds_replication *state, int32_t ticket_row);
/* Event: the user reports that it was not solved. */
static void ds_ticket_reopen(ds_replication *state, int32_t ticket_row);
/* Its user gives up in line: it leaves unresolved. */
static void ds_ticket_abandon(ds_replication *state, int32_t ticket_row);
/* The simulation ends: counts a ticket that is still there and gives its row back. */
static void ds_ticket_end(ds_replication *state, int32_t ticket_row);

/* Books a vendor hold of an underpinning contract. */
static void ds_contract_book(ds_replication *state, int32_t contract, ds_ticks from,
                             ds_ticks until);

#endif
