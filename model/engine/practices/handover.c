#include "model/engine/practices/handover.h"

#include "model/engine/practices/practices.h"
#include "model/purpose.h"

static double handover_uniform(const ds_replication *state, const ds_ticket *ticket,
                               ds_purpose purpose)
{
    return ds_random_uniform(&state->seed, ticket->who, purpose, ticket->visits);
}

/* Back to whoever sent it, who has to look at it again; that is all this visit does. */
static void send_back(ds_replication *state, ds_ticket *ticket, int32_t from)
{
    ticket->remaining = 0;
    ticket->hold_left = -1;
    ticket->next_group = from;
    ticket->is_misrouted = true; /* as a visit to a wrong group: no further mistakes */
    ticket->intended = from;
    ds_practice_count(state, DS_SUM_SENT_BACK, 1);
}

static bool is_sent_back(const ds_replication *state, const ds_ticket *ticket, int32_t from)
{
    const ds_handover *practice = state->desk->practices->handover;
    const ds_category *category = &state->desk->categories[ticket->category];
    double share = practice->sent_back * (1 - practice->documentation);
    return share > 0 && !ticket->is_misrouted && category->routes[from].is_used &&
           (int64_t)ticket->visits + 1 < category->max_visits &&
           handover_uniform(state, ticket, DS_FOR_SENT_BACK) < share;
}

/* Whether the ticket is at its group for the first time. */
static bool note_visit(ds_replication *state, int32_t row, int32_t from)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    ds_ticket_extra *extra = &state->pool.extras[row];
    uint64_t bit = UINT64_C(1) << (ticket->group % 64);
    bool is_new = (extra->groups_seen & bit) == 0;
    extra->groups_seen |= bit;
    if (!is_new && from != DS_NO_ID && from != ticket->group) {
        extra->ping_pongs++;
        ds_practice_count(state, DS_SUM_PING_PONGS, 1);
    }
    return is_new;
}

static void ds_handover_shape(ds_replication *state, int32_t row, int32_t from)
{
    const ds_handover *practice = state->desk->practices->handover;
    ds_ticket *ticket = ds_ticket_at(state, row);
    ds_ticks added = 0;
    bool is_new = note_visit(state, row, from);
    if (from != DS_NO_ID && from != ticket->group) {
        double u = handover_uniform(state, ticket, DS_FOR_HANDOVER);
        double lost = (double)ds_sampler_draw_ticks(&practice->cost, u);
        added = (ds_ticks)(lost * (1 - practice->documentation) + 0.5);
        if (is_new && is_sent_back(state, ticket, from))
            send_back(state, ticket, from);
        ds_practice_count(state, DS_SUM_HANDOVERS, 1);
    }
    if (ticket->next_group != DS_NO_ID && ticket->next_group != ticket->group &&
        !ticket->is_misrouted)
        added += (ds_ticks)((double)practice->writing * practice->documentation + 0.5);
    ticket->remaining += added;
    ds_practice_count(state, DS_SUM_HANDOVER_WORK, (double)added);
}
