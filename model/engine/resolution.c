#include "model/engine/resolution.h"

#include "model/chances.h"
#include "model/engine/practices/majors.h"
#include "model/engine/practices/practices.h"
#include "model/engine/ticket_clocks.h"
#include "model/engine/visit.h"
#include "model/event_kind.h"
#include "model/goals.h"
#include "model/purpose.h"

/* Counting. */

static void count_verdict(double *sum, const ds_sla_clock *clock, ds_ticks now,
                          ds_ticket_sum decided, ds_ticket_sum breached)
{
    bool is_breached = ds_sla_clock_breached(clock, now);
    if (clock->state == DS_SLA_NONE)
        return;
    if (clock->state == DS_SLA_STOPPED || is_breached) {
        sum[decided]++;
        sum[breached] += is_breached;
    } else if (decided == DS_SUM_RESOLUTION_DECIDED) {
        sum[DS_SUM_UNDECIDED]++;
    }
}

static int32_t warnings_passed(const ds_sla *sla, const ds_sla_clock *clock,
                               ds_ticks elapsed)
{
    int32_t passed = 0;
    while (passed < sla->warning_count &&
           (double)elapsed >= sla->warning[passed] * (double)clock->goal)
        passed++;
    return passed;
}

/* For a breach, so late in the hours of its clock. */
static double penalty_of(const ds_sla *sla, int32_t priority, ds_ticks late)
{
    double late_h = (double)ds_ticks_max(late, 0) / (double)DS_HOUR;
    return sla->penalty[priority] + sla->penalty_per_hour[priority] * late_h;
}

static void count_clocks(ds_replication *state, int32_t row, double *sum)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    const ds_ticket_clocks *clocks = &state->pool.clocks[row];
    const ds_sla_clock *clock = &clocks->resolution;
    const ds_sla *sla = &state->desk->slas[ticket->sla];
    count_verdict(sum, &clocks->response, state->now, DS_SUM_RESPONSE_DECIDED,
                  DS_SUM_RESPONSE_BREACHED);
    if (clock->state == DS_SLA_NONE)
        return;
    double breached = sum[DS_SUM_RESOLUTION_BREACHED];
    count_verdict(sum, clock, state->now, DS_SUM_RESOLUTION_DECIDED,
                  DS_SUM_RESOLUTION_BREACHED);
    bool is_breached = sum[DS_SUM_RESOLUTION_BREACHED] > breached;
    ds_ticks elapsed = ds_sla_clock_elapsed(clock, state->desk->calendars, state->now,
                                            &state->cursors[clock->calendar]);
    if (is_breached)
        sum[DS_SUM_PENALTY] += penalty_of(sla, ticket->priority, elapsed - clock->goal);
    sum[DS_SUM_WARNINGS] += warnings_passed(sla, clock, elapsed);
    if (clock->state == DS_SLA_STOPPED) {
        sum[DS_SUM_SLA_CLOCKED]++;
        sum[DS_SUM_SLA_ELAPSED] += (double)elapsed;
    }
    if (sla->goal[ticket->priority] > 0)
        ds_goals_count(state, row, clock);
}

/* The calendar of the SLA attached at resolution, or the one for reporting. */
static const ds_calendar *business_calendar(ds_replication *state, const ds_ticket *ticket,
                                            int32_t *row_out)
{
    const ds_desk *desk = state->desk;
    *row_out = desk->reporting_calendar;
    if (DS_USES(DS_FEATURE_CLOCKS) && ticket->sla != DS_NO_ID) {
        const ds_sla_target *target = &desk->slas[ticket->sla].resolution[ticket->priority];
        if (target->ticks > 0 || target->business_days > 0)
            *row_out = target->calendar;
    }
    return &desk->calendars[*row_out];
}

/* What only those tickets add that were held, reopened or sent round too often. */
static void count_detours(const ds_ticket *ticket, double *sum)
{
    sum[DS_SUM_FIRST_RESOLUTION] -=
        (double)(ticket->resolved_at - ticket->first_resolved_at);
    sum[DS_SUM_REOPENED] += ticket->reopenings > 0;
    sum[DS_SUM_HOLD] += (double)ticket->hold_time;
    sum[DS_SUM_HELD] += ticket->holds > 0;
    sum[DS_SUM_MAX_VISITS] += ticket->hit_max_visits;
}

/* The way from group to group: without a branch, since none could be predicted. */
static void count_way(const ds_ticket *ticket, double *sum)
{
    sum[DS_SUM_FIRST_CONTACT] += (ticket->visits == 1) & (ticket->holds == 0);
    sum[DS_SUM_VISITS] += (int32_t)ticket->visits - 1;
    sum[DS_SUM_ESCALATED] += ticket->was_escalated;
    sum[DS_SUM_REASSIGNMENTS] += (int32_t)ticket->reassignments;
}

/* A resolved ticket: sums that follow from others are left to ds_cells_slice. */
static void count_times(ds_replication *state, const ds_ticket *ticket, ds_cell *cell)
{
    double *sum = cell->sum;
    ds_ticks span = ticket->resolved_at - ticket->arrived_at;
    int32_t calendar_row;
    const ds_calendar *calendar = business_calendar(state, ticket, &calendar_row);
    sum[DS_SUM_RESOLVED]++;
    sum[DS_SUM_RESOLUTION] += (double)span;
    if (!calendar->is_always)
        sum[DS_SUM_BUSINESS] -=
            (double)(span - ds_calendar_between(calendar, ticket->arrived_at,
                                                ticket->resolved_at,
                                                &state->cursors[calendar_row]));
    cell->resolution[ds_histogram_bucket(span)]++;
    sum[DS_SUM_RESPONSE] += (double)(ticket->responded_at - ticket->arrived_at);
    sum[DS_SUM_TOUCH] += (double)ticket->touch_time;
    sum[DS_SUM_WAIT] += (double)ticket->wait_time;
    count_way(ticket, sum);
    if (ticket->hit_max_visits ||
        (DS_USES(DS_FEATURE_DETOURS) && (ticket->holds > 0 || ticket->reopenings > 0)))
        count_detours(ticket, sum);
}

/* A ticket that the end of the simulation found unresolved. */
static void count_censored(const ds_ticket *ticket, double *sum)
{
    sum[DS_SUM_CENSORED]++;
    if (ticket->responded_at >= 0) {
        sum[DS_SUM_RESPONDED]++;
        sum[DS_SUM_RESPONSE] += (double)(ticket->responded_at - ticket->arrived_at);
    }
}

static bool does_count(const ds_replication *state, const ds_ticket *ticket)
{
    int32_t row = (int32_t)(ticket - state->pool.tickets);
    if (state->desk->counts_by_resolution)
        return ticket->state == DS_TICKET_SOLVED &&
               ds_is_in_window(state, ticket->resolved_at) &&
               (!ds_is_child(state, row) || state->desk->counts_children);
    return ticket->is_cohort;
}

static void count(ds_replication *state, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    bool is_solved = ticket->state == DS_TICKET_SOLVED;
    bool is_flow = is_solved && ds_is_in_window(state, ticket->resolved_at);
    bool is_counted = does_count(state, ticket);
    if (!is_flow && !is_counted)
        return;
    ds_cell *cell = ds_cells_of(&state->cells, ticket);
    if (!cell) {
        state->is_out_of_memory = true;
        return;
    }
    cell->sum[DS_SUM_RESOLVED_IN_WINDOW] += is_flow;
    if (!is_counted)
        return;
    if (ds_has_practices(state))
        ds_practices_count_ticket(state, row, cell->sum);
    if (DS_USES(DS_FEATURE_CLOCKS) && ticket->sla != DS_NO_ID) {
        cell->sum[DS_SUM_BREACHES_CANCELLED] += ticket->breaches_cancelled;
        count_clocks(state, row, cell->sum);
    }
    if (DS_USES(DS_FEATURE_CHANCES) && state->desk->chance_count > 0)
        ds_chances_count(&state->chances, ticket,
                         state->pool.clocks ? &state->pool.clocks[row] : NULL, state->now);
    if (is_solved)
        count_times(state, ticket, cell);
    else
        count_censored(ticket, cell->sum);
}

static void retire(ds_replication *state, int32_t row, ds_happening happening)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    count(state, row);
    state->cohort_open -= ticket->is_cohort;
    ds_tell(state, happening, row);
    ds_ticket_pool_give_back(&state->pool, row);
}

/* Resolving. */

/* Whether the ticket will be reopened; if so the event is scheduled. */
static bool will_reopen(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    const ds_category *category = &state->desk->categories[ticket->category];
    if (!DS_USES(DS_FEATURE_DETOURS) || category->reopen_share <= 0)
        return false;
    ds_uniforms block = ds_random_block(&state->seed, ticket->who, DS_BLOCK_RESOLUTION,
                                        ticket->resolutions);
    if (block.u[DS_FOR_REOPEN & 3] >= category->reopen_share)
        return false;
    ds_ticks after =
        ds_sampler_draw_ticks(&category->reopen_after, block.u[DS_FOR_REOPEN_AFTER & 3]);
    if (after >= state->desk->auto_close)
        return false;
    ds_schedule_ticket(state, row, DS_FAR, state->now + after, DS_CLASS_RETURN,
                       DS_EVENT_REOPEN);
    return true;
}

static void ds_ticket_resolve(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    ticket->state = DS_TICKET_SOLVED;
    ticket->since = state->now;
    ticket->resolved_at = state->now;
    if (ticket->resolutions++ == 0)
        ticket->first_resolved_at = state->now;
    ds_flow_open(&state->flow, state->now, -1);
    state->flow.resolved++;
    if (ds_has_clocks(state))
        ds_ticket_clocks_resolve(state, row);
    ds_tell(state, DS_TICKET_RESOLVED, row);
    if (!will_reopen(state, row))
        retire(state, row, DS_TICKET_CLOSED);
}

static void ds_ticket_reopen(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    ticket->reopenings++;
    ds_flow_open(&state->flow, state->now, 1);
    if (ds_has_clocks(state))
        ds_ticket_clocks_reopen(state, row);
    ds_tell(state, DS_TICKET_REOPENED, row);
    ds_visit_again(state, row);
}

static void ds_ticket_abandon(ds_replication *state, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    ds_flow_open(&state->flow, state->now, -1);
    if (ticket->is_cohort && !state->desk->counts_by_resolution) {
        ds_cell *cell = ds_cells_of(&state->cells, ticket);
        if (cell)
            cell->sum[DS_SUM_ABANDONED]++;
        else
            state->is_out_of_memory = true;
    }
    state->cohort_open -= ticket->is_cohort;
    ds_tell(state, DS_TICKET_ABANDONED, row);
    ds_ticket_pool_give_back(&state->pool, row);
}

/* What a ticket was in the middle of when the simulation ends. */
static void close_books(ds_replication *state, ds_ticket *ticket)
{
    ds_ticks lasted = state->now - ticket->since;
    if (ticket->state == DS_TICKET_IN_WORK)
        ticket->touch_time += lasted;
    else if (ticket->state == DS_TICKET_ON_HOLD)
        ticket->hold_time += lasted;
    else if (ticket->state == DS_TICKET_WAITING)
        state->groups[ticket->group].tally.wait_area += ds_ticks_overlap(
            ticket->since, state->now, state->desk->warm_up, state->desk->horizon);
}

static void ds_ticket_end(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    close_books(state, ticket);
    retire(state, row,
           ticket->state == DS_TICKET_SOLVED ? DS_TICKET_CLOSED : DS_TICKET_CENSORED);
}

static void ds_contract_book(ds_replication *state, int32_t contract, ds_ticks from,
                             ds_ticks until)
{
    if (!ds_is_in_window(state, from))
        return;
    const ds_sla_target *target = &state->desk->contracts[contract].target;
    const ds_calendar *calendar = &state->desk->calendars[target->calendar];
    int32_t *cursor = &state->cursors[target->calendar];
    ds_ticks due = target->business_days > 0
                       ? ds_calendar_add_days(calendar, from, target->business_days, cursor)
                       : ds_calendar_add(calendar, from, target->ticks, cursor);
    ds_contract_tally *tally = &state->flow.tally.contracts[contract];
    tally->decided++;
    tally->breached += until > due;
}
