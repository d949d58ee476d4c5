#include "model/engine/priority.h"

#include "model/engine/group_work.h"
#include "model/engine/ticket_clocks.h"

static void ds_ticket_change_priority(ds_replication *state, int32_t row, uint8_t priority)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    if (ticket->state == DS_TICKET_FREE || ticket->state == DS_TICKET_SOLVED ||
        ticket->priority == priority)
        return;
    int32_t old_sla = ticket->sla;
    ds_group_lift(state, row);
    ticket->priority = priority;
    ticket->sla = ds_desk_sla(state->desk, ticket->type, ticket->category, priority);
    if (ds_has_clocks(state))
        ds_ticket_clocks_change(state, row, old_sla);
    ds_group_put_back(state, row);
    ds_tell(state, DS_TICKET_REPRIORITISED, row);
    ds_group_reconsider(state, ticket->group);
}

static void ds_ticket_jump_queue(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    state->pool.extras[row].jumps_queue = true;
    if (ticket->state != DS_TICKET_WAITING)
        return;
    ds_group_lift(state, row);
    ticket->is_resumed = true;
    ds_group_put_back(state, row);
}
