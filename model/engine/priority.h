/* A change of priority while a ticket is open.
 *
 * A waiting ticket goes to the place in the queue that it would have had from the start;
 * its wait goes on. Where higher priorities interrupt, it may now interrupt, or have to
 * give way. The clocks of its SLA follow as the SLA says (docs/model.md, "Changes of
 * priority"); the OLA of the visit keeps what has elapsed and gets the new target.
 * `initial_priority` stays.
 */
#ifndef DS_MODEL_ENGINE_PRIORITY_H
#define DS_MODEL_ENGINE_PRIORITY_H

#include "model/engine/engine.h"

#include <stdint.h>

/* From a timer's handler only, since work may begin and end. Does nothing to a ticket that
 * is resolved or has that priority already. */
static void ds_ticket_change_priority(ds_replication *state, int32_t ticket_row,
                                      uint8_t priority);
/* A waiting ticket goes before all others of its class, now and whenever it waits again. */
static void ds_ticket_jump_queue(ds_replication *state, int32_t ticket_row);

#endif
