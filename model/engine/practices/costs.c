#include "model/engine/practices/costs.h"

#include "model/engine/practices/practices.h"

static void end_stint(ds_replication *state, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    ds_ticket_extra *extra = &state->pool.extras[row];
    double worked = (double)(state->now - extra->work_from) / (double)DS_HOUR;
    extra->agent_cost += worked * state->desk->practices->costs->wage[ticket->group];
}

static void ds_costs_hear(ds_replication *state, ds_happening happening, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    if (happening == DS_TICKET_STARTED)
        state->pool.extras[row].work_from = state->now;
    else if (happening == DS_TICKET_WORKED || happening == DS_TICKET_STOPPED ||
             (happening == DS_TICKET_TIME_LIMIT && ticket->state == DS_TICKET_IN_WORK))
        end_stint(state, row);
}

static double users_of(const ds_costs *costs, const ds_ticket *ticket)
{
    return ticket->impact == DS_UNKNOWN_LEVEL
               ? costs->affected_by_priority[ticket->priority]
               : costs->affected[ticket->impact];
}

static double user_cost(ds_replication *state, const ds_ticket *ticket)
{
    const ds_costs *costs = state->desk->practices->costs;
    ds_ticks until = ticket->state == DS_TICKET_SOLVED ? ticket->resolved_at : state->now;
    ds_ticks lost =
        ds_calendar_between(&state->desk->calendars[costs->hours], ticket->arrived_at,
                            until, &state->cursors[costs->hours]);
    return users_of(costs, ticket) * costs->user_rate * costs->lost * (double)lost /
           (double)DS_HOUR;
}

static void ds_costs_count(ds_replication *state, int32_t row, double *sum)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    sum[DS_SUM_COSTED]++;
    sum[DS_SUM_AGENT_COST] += state->pool.extras[row].agent_cost;
    sum[DS_SUM_USER_COST] += user_cost(state, ticket);
}
