#include "model/engine/practices/blame.h"

/* The ticket's accounts: one for each group, then one for each reason of a hold. */
static ds_ticks *accounts_of(ds_replication *state, int32_t row)
{
    int32_t width = state->desk->group_count + DS_HOLD_REASONS;
    return &state->practices->blame[(size_t)row * (size_t)width];
}

static void clear_accounts(ds_replication *state, int32_t row)
{
    ds_ticks *accounts = accounts_of(state, row);
    for (int32_t i = 0; i < state->desk->group_count + DS_HOLD_REASONS; i++)
        accounts[i] = 0;
}

/* Books the clock's time since the last look to whoever had the ticket. */
static void settle_blame(ds_replication *state, int32_t row)
{
    const ds_sla_clock *clock = &state->pool.clocks[row].resolution;
    ds_ticket_extra *extra = &state->pool.extras[row];
    if (clock->state == DS_SLA_NONE)
        return;
    ds_ticks elapsed = ds_sla_clock_elapsed(clock, state->desk->calendars, state->now,
                                            &state->cursors[clock->calendar]);
    if (elapsed < extra->blamed_to)
        clear_accounts(state, row); /* another clock, that begins anew */
    else
        accounts_of(state, row)[extra->blamed] += elapsed - extra->blamed_to;
    extra->blamed_to = elapsed;
}

static void ds_blame_hear(ds_replication *state, ds_happening happening, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    ds_ticket_extra *extra = &state->pool.extras[row];
    if (happening == DS_TICKET_ARRIVED) {
        if (!ds_practice_state_fit_blame(state->practices, state->pool.capacity,
                                         state->desk->group_count + DS_HOLD_REASONS)) {
            state->is_out_of_memory = true;
            return;
        }
        clear_accounts(state, row);
        return;
    }
    if (happening == DS_TICKET_CLOSED || happening == DS_TICKET_CENSORED)
        return;
    settle_blame(state, row);
    extra->blamed = ticket->group;
    if (happening == DS_TICKET_HELD ||
        (ticket->state == DS_TICKET_ON_HOLD && happening == DS_TICKET_REPRIORITISED))
        extra->blamed =
            state->desk->group_count +
            (int32_t)ds_route_of(state->desk, ticket)->holds[ticket->hold_row].reason;
}

static void ds_blame_count(ds_replication *state, int32_t row)
{
    const ds_sla_clock *clock = &state->pool.clocks[row].resolution;
    if (clock->state == DS_SLA_NONE || !ds_sla_clock_breached(clock, state->now))
        return;
    settle_blame(state, row);
    const ds_ticks *accounts = accounts_of(state, row);
    int32_t groups = state->desk->group_count;
    double *sum = state->practices->sum;
    for (int32_t i = 0; i < groups + DS_HOLD_REASONS; i++) {
        sum[DS_SUM_BLAMED] += (double)accounts[i];
        if (i < groups)
            state->groups[i].tally.sum[DS_GROUP_BLAME] += (double)accounts[i];
        else
            sum[DS_SUM_BLAME_USER + i - groups] += (double)accounts[i];
    }
}
