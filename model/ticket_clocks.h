/* The promises attached to a ticket: its SLA's response and resolution clocks, and the OLA
 * of the group that it is at. Each function does nothing for a ticket without such a
 * promise. All of them need the pool to have clocks. */
#ifndef DS_MODEL_TICKET_CLOCKS_H
#define DS_MODEL_TICKET_CLOCKS_H

#include "model/desk.h"
#include "model/replication.h"

#include <stdbool.h>
#include <stdint.h>

/* Whether any ticket of the desk can have a clock. */
bool ds_desk_has_clocks(const ds_desk *desk);

/* The ticket is created: its clocks start. */
void ds_ticket_clocks_attach(ds_replication *state, int32_t ticket_row);
/* First work. */
void ds_ticket_clocks_respond(ds_replication *state, int32_t ticket_row);
/* On hold for a reason, and back. */
void ds_ticket_clocks_hold(ds_replication *state, int32_t ticket_row,
                           ds_hold_reason reason);
void ds_ticket_clocks_unhold(ds_replication *state, int32_t ticket_row,
                             ds_hold_reason reason);
void ds_ticket_clocks_resolve(ds_replication *state, int32_t ticket_row);
void ds_ticket_clocks_reopen(ds_replication *state, int32_t ticket_row);
/* A visit begins, or ends: then the verdict on the OLA is booked with the group. */
void ds_ticket_clocks_enter(ds_replication *state, int32_t ticket_row);
void ds_ticket_clocks_leave(ds_replication *state, int32_t ticket_row);

#endif
