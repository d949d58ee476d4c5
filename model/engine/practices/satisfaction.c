#include "model/engine/practices/satisfaction.h"

#include <math.h>

/* What the user expects, and the calendar in which it is measured; 0: nothing is known. */
static ds_ticks expected_of(const ds_replication *state, int32_t row, int32_t *calendar_out)
{
    const ds_satisfaction *practice = state->desk->practices->satisfaction;
    const ds_ticket *ticket = &state->pool.tickets[row];
    *calendar_out = practice->hours;
    if (practice->expected[ticket->priority] > 0)
        return practice->expected[ticket->priority];
    if (!state->pool.clocks || state->pool.clocks[row].resolution.state == DS_SLA_NONE)
        return 0;
    const ds_sla_clock *clock = &state->pool.clocks[row].resolution;
    *calendar_out = clock->calendar;
    return clock->goal < DS_NEVER ? clock->goal : 0;
}

static double patience_of(const ds_replication *state, const ds_ticket_extra *extra)
{
    const ds_communication *communication = state->desk->practices->communication;
    return communication && extra->is_informed ? communication->informed_patience : 1;
}

static double for_waiting(ds_replication *state, const ds_ticket *ticket, ds_ticks expected,
                          int32_t calendar, double patience)
{
    double waited =
        (double)ds_calendar_between(&state->desk->calendars[calendar], ticket->arrived_at,
                                    ticket->resolved_at, &state->cursors[calendar]);
    double ratio = waited / ((double)expected * patience);
    return ratio > 1 ? log2(ratio) : 0;
}

static double score_of(ds_replication *state, int32_t row, ds_ticks expected,
                       int32_t calendar)
{
    const ds_satisfaction *practice = state->desk->practices->satisfaction;
    const ds_ticket *ticket = ds_ticket_at(state, row);
    const ds_ticket_extra *extra = &state->pool.extras[row];
    double patience = patience_of(state, extra);
    double moved = ticket->reassignments > 1 ? ticket->reassignments - 1 : 0;
    double score = 5;
    score -= practice->wait * for_waiting(state, ticket, expected, calendar, patience);
    score -= practice->reassignment * moved;
    score -= practice->reopening * ticket->reopenings;
    score -= practice->chaser * extra->chasers;
    score += fmin(practice->update * extra->updates, practice->most_for_updates);
    return fmax(1, fmin(5, score));
}

static void ds_satisfaction_count(ds_replication *state, int32_t row, double *sum)
{
    int32_t calendar;
    ds_ticks expected = expected_of(state, row, &calendar);
    if (ds_ticket_at(state, row)->state != DS_TICKET_SOLVED || expected <= 0)
        return;
    double score = score_of(state, row, expected, calendar);
    sum[DS_SUM_RATED]++;
    sum[DS_SUM_SCORES] += score;
    sum[DS_SUM_SATISFIED] += score >= state->desk->practices->satisfaction->satisfied_from;
}
