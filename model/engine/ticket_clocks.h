/* The promises attached to a ticket: its SLA's response and resolution clocks, and the OLA
 * of the group that it is at. Each function does nothing for a ticket without such a
 * promise. All of them need the pool to have clocks. */
#ifndef DS_MODEL_ENGINE_TICKET_CLOCKS_H
#define DS_MODEL_ENGINE_TICKET_CLOCKS_H

#include "model/engine/engine.h"

#include <stdbool.h>
#include <stdint.h>

/* The ticket is created: its clocks start. */
static void ds_ticket_clocks_attach(ds_replication *state, int32_t ticket_row);
/* First work. */
static void ds_ticket_clocks_respond(ds_replication *state, int32_t ticket_row);
/* On hold for a reason, and back. */
static void ds_ticket_clocks_hold(ds_replication *state, int32_t ticket_row,
                                  ds_hold_reason reason);
static void ds_ticket_clocks_unhold(ds_replication *state, int32_t ticket_row,
                                    ds_hold_reason reason);
/* Its priority has changed, and perhaps its SLA with it (`old_sla`: the one before). */
static void ds_ticket_clocks_change(ds_replication *state, int32_t ticket_row,
                                    int32_t old_sla);
static void ds_ticket_clocks_resolve(ds_replication *state, int32_t ticket_row);
static void ds_ticket_clocks_reopen(ds_replication *state, int32_t ticket_row);
/* A visit begins, or ends: then the verdict on the OLA is booked with the group. */
static void ds_ticket_clocks_enter(ds_replication *state, int32_t ticket_row);
static void ds_ticket_clocks_leave(ds_replication *state, int32_t ticket_row);

#endif
