#include "model/engine/ticket_clocks.h"

#include "model/engine/practices/pauses.h"

static int32_t *cursor_of(ds_replication *state, int32_t calendar)
{
    return &state->cursors[calendar];
}

static ds_ticket_clocks *clocks_of(ds_replication *state, int32_t row)
{
    return &state->pool.clocks[row];
}

static void start(ds_replication *state, ds_sla_clock *clock, const ds_sla_target *target)
{
    ds_sla_clock_start(clock, state->desk->calendars, target, state->now,
                       cursor_of(state, target->calendar));
}

static void ds_ticket_clocks_attach(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    if (ticket->sla == DS_NO_ID)
        return;
    const ds_sla *sla = &state->desk->slas[ticket->sla];
    start(state, &clocks_of(state, row)->response, &sla->response[ticket->priority]);
    start(state, &clocks_of(state, row)->resolution, &sla->resolution[ticket->priority]);
}

static bool is_live(const ds_sla_clock *clock)
{
    return clock->state == DS_SLA_RUNNING || clock->state == DS_SLA_PAUSED;
}

static void stop(ds_replication *state, ds_sla_clock *clock)
{
    if (is_live(clock))
        ds_sla_clock_stop(clock, state->desk->calendars, state->now,
                          cursor_of(state, clock->calendar));
}

static void pause(ds_replication *state, ds_sla_clock *clock)
{
    if (clock->state == DS_SLA_RUNNING)
        ds_sla_clock_pause(clock, state->desk->calendars, state->now,
                           cursor_of(state, clock->calendar));
}

static void resume(ds_replication *state, ds_sla_clock *clock)
{
    if (clock->state == DS_SLA_PAUSED)
        ds_sla_clock_resume(clock, state->desk->calendars, state->now,
                            cursor_of(state, clock->calendar));
}

static void ds_ticket_clocks_respond(ds_replication *state, int32_t row)
{
    stop(state, &clocks_of(state, row)->response);
}

static uint32_t sla_pauses(const ds_replication *state, const ds_ticket *ticket)
{
    return ticket->sla == DS_NO_ID ? 0 : state->desk->slas[ticket->sla].pause_mask;
}

static void ds_ticket_clocks_hold(ds_replication *state, int32_t row, ds_hold_reason reason)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    if (sla_pauses(state, ticket) & (1u << reason)) {
        pause(state, &clocks_of(state, row)->response);
        pause(state, &clocks_of(state, row)->resolution);
    }
    if (state->desk->groups[ticket->group].ola_pause_mask & (1u << reason))
        pause(state, &clocks_of(state, row)->ola);
}

static void ds_ticket_clocks_unhold(ds_replication *state, int32_t row,
                                    ds_hold_reason reason)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    if (sla_pauses(state, ticket) & (1u << reason)) {
        resume(state, &clocks_of(state, row)->response);
        resume(state, &clocks_of(state, row)->resolution);
    }
    if (state->desk->groups[ticket->group].ola_pause_mask & (1u << reason))
        resume(state, &clocks_of(state, row)->ola);
}

/* What the ticket is on hold for now, as a bit; 0 where it is not. */
static uint32_t held_for(const ds_replication *state, const ds_ticket *ticket)
{
    if (ticket->state != DS_TICKET_ON_HOLD)
        return 0;
    return 1u << ds_route_of(state->desk, ticket)->holds[ticket->hold_row].reason;
}

/* The pauses of another promise may be others: the ticket may be on hold now. */
static void settle(ds_replication *state, int32_t row, ds_sla_clock *clock, uint32_t mask)
{
    if (held_for(state, ds_ticket_at(state, row)) & mask)
        pause(state, clock);
    else
        resume(state, clock);
}

/* The clock follows to a target as the SLA says; the ticket's holds (and the time it was
 * resolved) are its pauses where they pause the new SLA. */
static void follow(ds_replication *state, int32_t row, ds_sla_clock *clock,
                   const ds_sla *sla, const ds_sla_target *target, ds_ticks from)
{
    int32_t count;
    const ds_spell *pauses = ds_practices_pauses(state, row, sla->pause_mask, from, &count);
    bool is_cancelled_late = ds_sla_clock_change(
        clock, state->desk->calendars, target, sla->change, sla->carry_pauses, from, pauses,
        count, state->now, cursor_of(state, target->calendar));
    ds_ticket_at(state, row)->breaches_cancelled += is_cancelled_late;
    settle(state, row, clock, sla->pause_mask);
}

static void change_sla(ds_replication *state, int32_t row, int32_t old_sla)
{
    static const ds_sla_target none = {0};
    const ds_ticket *ticket = ds_ticket_at(state, row);
    ds_ticket_clocks *clocks = clocks_of(state, row);
    bool has_sla = ticket->sla != DS_NO_ID;
    if (!has_sla && old_sla == DS_NO_ID)
        return;
    const ds_sla *sla = &state->desk->slas[has_sla ? ticket->sla : old_sla];
    if (ticket->responded_at < 0)
        follow(state, row, &clocks->response, sla,
               has_sla ? &sla->response[ticket->priority] : &none, ticket->arrived_at);
    follow(state, row, &clocks->resolution, sla,
           has_sla ? &sla->resolution[ticket->priority] : &none,
           state->pool.extras[row].promised_at);
}

static void change_ola(ds_replication *state, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    const ds_group *group = &state->desk->groups[ticket->group];
    ds_sla_clock *clock = &clocks_of(state, row)->ola;
    if (!group->has_ola)
        return;
    const ds_sla_target *target = &group->ola[ticket->priority];
    (void)ds_sla_clock_change(clock, state->desk->calendars, target, DS_SLA_CHANGE_KEEP,
                              false, ticket->group_at, NULL, 0, state->now,
                              cursor_of(state, target->calendar));
    settle(state, row, clock, group->ola_pause_mask);
}

static void ds_ticket_clocks_change(ds_replication *state, int32_t row, int32_t old_sla)
{
    change_sla(state, row, old_sla);
    change_ola(state, row);
}

static void ds_ticket_clocks_resolve(ds_replication *state, int32_t row)
{
    stop(state, &clocks_of(state, row)->response);
    stop(state, &clocks_of(state, row)->resolution);
}

static void ds_ticket_clocks_reopen(ds_replication *state, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    ds_sla_clock *clock = &clocks_of(state, row)->resolution;
    if (ticket->sla == DS_NO_ID || clock->state != DS_SLA_STOPPED)
        return;
    const ds_sla *sla = &state->desk->slas[ticket->sla];
    if (sla->reopening == DS_REOPEN_CONTINUE) {
        ds_sla_clock_reopen(clock, state->desk->calendars, state->now,
                            cursor_of(state, clock->calendar));
        return;
    }
    bool was_breached = clock->is_breached || clock->was_breached;
    start(state, clock, &sla->resolution[ticket->priority]);
    clock->was_breached = was_breached;
}

static void ds_ticket_clocks_enter(ds_replication *state, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    const ds_group *group = &state->desk->groups[ticket->group];
    if (group->has_ola)
        start(state, &clocks_of(state, row)->ola, &group->ola[ticket->priority]);
}

static void ds_ticket_clocks_leave(ds_replication *state, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    ds_sla_clock *clock = &clocks_of(state, row)->ola;
    if (!is_live(clock))
        return;
    stop(state, clock);
    if (ticket->group_at < state->desk->warm_up || ticket->group_at >= state->desk->horizon)
        return;
    double *sum = state->groups[ticket->group].tally.sum;
    sum[DS_GROUP_OLA_DECIDED]++;
    sum[DS_GROUP_OLA_BREACHED] += ds_sla_clock_breached(clock, state->now);
}
