#include "model/engine/practices/prioritisation.h"

#include "model/engine/practices/practices.h"
#include "model/engine/priority.h"
#include "model/purpose.h"

static bool happens(const ds_replication *state, int32_t row, double share,
                    ds_purpose purpose, uint32_t occurrence)
{
    const ds_ticket *ticket = &state->pool.tickets[row];
    return share > 0 &&
           ds_random_uniform(&state->seed, ticket->who, purpose, occurrence) < share;
}

/* By its impact, where it has one; not above the highest. */
static void raise_vip(const ds_desk *desk, ds_ticket *ticket, int32_t levels)
{
    if (ticket->impact == DS_UNKNOWN_LEVEL) {
        ticket->priority -=
            (uint8_t)(levels < ticket->priority ? levels : ticket->priority);
        return;
    }
    ticket->impact -= (uint8_t)(levels < ticket->impact ? levels : ticket->impact);
    ticket->priority = (uint8_t)desk->matrix[ticket->impact][ticket->urgency];
}

static void ds_prioritisation_describe(ds_replication *state, int32_t row)
{
    const ds_prioritisation *practice = state->desk->practices->prioritisation;
    ds_ticket *ticket = ds_ticket_at(state, row);
    ds_ticket_extra *extra = &state->pool.extras[row];
    extra->is_vip = happens(state, row, practice->vip_share, DS_FOR_VIP, 0);
    if (extra->is_vip)
        raise_vip(state->desk, ticket, practice->vip_raise);
    extra->jumps_queue = (extra->is_vip && practice->vip_jumps) ||
                         happens(state, row, practice->loud_share, DS_FOR_LOUD, 0);
    extra->right_priority = ticket->priority;
    const ds_choice *mistaken = &practice->mistaken[ticket->priority];
    if (mistaken->count > 0 && !extra->is_detected)
        ticket->priority = (uint8_t)ds_choice_draw(
            mistaken, ds_random_uniform(&state->seed, ticket->who, DS_FOR_MISTAKE, 0));
    extra->is_mistaken = ticket->priority != extra->right_priority;
}

/* Each of the two occasions comes once: whether the mistake is noticed then. */
static bool is_noticed(ds_replication *state, int32_t row)
{
    const ds_prioritisation *practice = state->desk->practices->prioritisation;
    const ds_ticket *ticket = ds_ticket_at(state, row);
    ds_ticket_extra *extra = &state->pool.extras[row];
    if (!extra->was_triaged) {
        extra->was_triaged = true;
        return happens(state, row, practice->at_triage, DS_FOR_CORRECTION, 0);
    }
    if (extra->was_reviewed || !ticket->was_escalated)
        return false;
    extra->was_reviewed = true;
    return happens(state, row, practice->at_next_tier, DS_FOR_CORRECTION, 1);
}

static void ds_prioritisation_hear(ds_replication *state, ds_happening happening,
                                   int32_t row)
{
    const ds_ticket_extra *extra = &state->pool.extras[row];
    if (happening == DS_TICKET_ARRIVED) {
        ds_practice_count(state, DS_SUM_VIPS, extra->is_vip);
        ds_practice_count(state, DS_SUM_MISTAKES, extra->is_mistaken);
    } else if (happening == DS_TICKET_STARTED && extra->is_mistaken) {
        /* Whether it has moved up a tier is known at the end of the instant. */
        ds_timer_set(state, state->now, DS_TIMER_CORRECTION, row, 0);
    }
}

static void ds_prioritisation_correct(ds_replication *state, const ds_timer *timer)
{
    int32_t row = timer->subject;
    const ds_ticket *ticket = ds_ticket_at(state, row);
    ds_ticket_extra *extra = &state->pool.extras[row];
    if (!extra->is_mistaken || !is_noticed(state, row))
        return;
    extra->is_mistaken = false;
    ds_practice_count(state, DS_SUM_CORRECTIONS, 1);
    /* What management has raised meanwhile stays up. */
    uint8_t priority = extra->right_priority;
    if (extra->was_raised && ticket->priority < priority)
        priority = ticket->priority;
    ds_ticket_change_priority(state, row, priority);
}

static void ds_prioritisation_count(ds_replication *state, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    double *sum = state->practices->sum;
    if (!state->pool.extras[row].is_vip || ticket->state != DS_TICKET_SOLVED)
        return;
    sum[DS_SUM_VIPS_RESOLVED]++;
    sum[DS_SUM_VIP_RESOLUTION] += (double)(ticket->resolved_at - ticket->arrived_at);
}
