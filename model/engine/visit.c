#include "model/engine/visit.h"

#include "model/engine/group_work.h"
#include "model/engine/people.h"
#include "model/engine/practices/live.h"
#include "model/engine/practices/majors.h"
#include "model/engine/practices/practices.h"
#include "model/engine/resolution.h"
#include "model/engine/ticket_clocks.h"
#include "model/event_kind.h"
#include "model/purpose.h"

#include <assert.h>

static double rare_uniform(const ds_replication *state, const ds_ticket *ticket,
                           ds_purpose purpose)
{
    return ds_random_uniform(&state->seed, ticket->who, purpose, ticket->visits);
}

/* Planning: what this visit will take and where it leads, drawn when it begins. */

/* The touch time that a trace recorded, for the ticket's first visit to its group; else -1.
 */
static ds_ticks recorded_touch(const ds_replication *state, ds_ticket *ticket)
{
    const ds_trace *trace = state->desk->streams[ticket->stream].trace;
    if (!DS_USES(DS_FEATURE_TRACE) || !trace || ticket->trace_row == DS_NO_ID)
        return -1;
    const ds_trace_row *row = &trace->rows[ticket->trace_row];
    int32_t count = row->touch_last - row->touch_first;
    for (int32_t i = 0; i < count && i < 64; i++) {
        const ds_trace_touch *touch = &trace->touches[row->touch_first + i];
        if (touch->group != ticket->group || (ticket->recorded_used & (UINT64_C(1) << i)))
            continue;
        ticket->recorded_used |= UINT64_C(1) << i;
        return touch->touch;
    }
    return -1;
}

static ds_ticks draw_work(const ds_replication *state, ds_ticket *ticket,
                          const ds_route *route, double u)
{
    ds_ticks recorded = recorded_touch(state, ticket);
    return recorded >= 0 ? recorded : ds_sampler_draw_ticks(&route->work, u);
}

/* The block of a first visit has no room for the hold (model/stream_state.c). */
static double hold_uniform(const ds_replication *state, const ds_ticket *ticket,
                           const ds_uniforms *block)
{
    if (ticket->visits > 1)
        return block->u[DS_FOR_HOLD & 3];
    return ds_random_uniform(&state->seed, ticket->who, DS_FOR_HOLD, 1);
}

/* Whether and when the visit is held: a reason by its share, then a uniform point of the
 * work. */
static void plan_hold(const ds_replication *state, ds_ticket *ticket, const ds_route *route,
                      double u)
{
    double upto = 0;
    for (int32_t i = 0; i < route->hold_count; i++) {
        upto += route->holds[i].share;
        if (u < upto) {
            double point = rare_uniform(state, ticket, DS_FOR_HOLD_POINT);
            ticket->hold_row = i;
            ticket->hold_left =
                ticket->remaining - (ds_ticks)(point * (double)ticket->remaining);
            return;
        }
    }
}

static int32_t where_next(ds_replication *state, ds_ticket *ticket, const ds_route *route,
                          const ds_uniforms *block)
{
    const ds_category *category = &state->desk->categories[ticket->category];
    if (route->next.count == 0)
        return DS_NO_ID;
    /* Where it would go is drawn at once: whether it goes could not be foretold. */
    bool is_resolved = block->u[DS_FOR_RESOLVE & 3] < route->resolve;
    int32_t next = ds_choice_draw(&route->next, block->u[DS_FOR_NEXT & 3]);
    if ((int64_t)ticket->visits >= category->max_visits) {
        ticket->hit_max_visits |= !is_resolved;
        return DS_NO_ID;
    }
    return next | -(int32_t)is_resolved; /* DS_NO_ID has all bits */
}

static void plan(ds_replication *state, ds_ticket *ticket, const ds_uniforms *block,
                 double work_factor)
{
    const ds_route *route = ds_route_of(state->desk, ticket);
    ticket->remaining = draw_work(state, ticket, route, block->u[DS_FOR_WORK & 3]);
    if (work_factor != 1)
        ticket->remaining = (ds_ticks)((double)ticket->remaining * work_factor + 0.5);
    ticket->next_group = where_next(state, ticket, route, block);
    if (DS_USES(DS_FEATURE_DETOURS) && route->hold_share > 0)
        plan_hold(state, ticket, route, hold_uniform(state, ticket, block));
}

/* A visit to a wrong group: finding that out is its work, and the right group follows. */
static void plan_misrouted(ds_replication *state, ds_ticket *ticket,
                           const ds_misroute *misroute, int32_t intended)
{
    double u = rare_uniform(state, ticket, DS_FOR_REDIAGNOSIS);
    ticket->is_misrouted = true;
    ticket->intended = intended;
    ticket->next_group = intended;
    ticket->remaining = ds_sampler_draw_ticks(&misroute->rediagnosis, u);
}

/* Beginning. */

static void schedule_time_limit(ds_replication *state, int32_t row, ds_ticks limit)
{
    uint64_t tag = ds_schedule(state, DS_FAR, state->now + limit, DS_CLASS_TIME_LIMIT,
                               DS_EVENT_TIME_LIMIT, row);
    ds_ticket_at(state, row)->time_limit = tag;
}

/* The bookkeeping of a new visit; the plan comes after it. */
static void arrive(ds_replication *state, int32_t row, int32_t group_row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    ticket->group = group_row;
    ticket->visits++;
    ticket->group_at = state->now;
    ticket->hold_left = -1;
    ticket->visit_wait = ticket->visit_wait_open = ticket->visit_touch = 0;
    ticket->has_begun = ticket->was_delayed = false;
    ticket->is_misrouted = ticket->is_overdue = ticket->is_resumed = false;
    ticket->queue_order = ++state->groups[group_row].visits;
}

static void join(ds_replication *state, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    const ds_group *group = &state->desk->groups[ticket->group];
    if (DS_USES(DS_FEATURE_CLOCKS) && group->has_ola)
        ds_ticket_clocks_enter(state, row);
    if (DS_USES(DS_FEATURE_DETOURS) && group->time_limit > 0)
        schedule_time_limit(state, row, group->time_limit);
    ds_group_receive(state, row);
}

/* What is drawn for the visit after this one. */
static ds_uniforms draw_next_visit(const ds_replication *state, const ds_ticket *ticket)
{
    return ds_random_block(&state->seed, ticket->who, DS_BLOCK_VISIT, ticket->visits + 1);
}

/* Monitoring knows where a ticket belongs. */
static bool is_certain(const ds_replication *state, int32_t row)
{
    return ds_has_practices(state) && state->pool.extras[row].is_detected &&
           state->pool.tickets[row].visits == 0;
}

/* Sends a ticket to a group, or by mistake to a wrong one first. */
static void send(ds_replication *state, int32_t row, int32_t group_row,
                 const ds_misroute *misroute, const ds_uniforms *block)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    int32_t from = ticket->visits > 0 ? ticket->group : DS_NO_ID;
    bool is_mistaken = DS_USES(DS_FEATURE_DETOURS) && misroute->share > 0 &&
                       misroute->to != group_row &&
                       rare_uniform(state, ticket, DS_FOR_MISROUTE) < misroute->share &&
                       !is_certain(state, row);
    if (is_mistaken)
        ds_tell(state, DS_TICKET_MISROUTED, row);
    arrive(state, row, is_mistaken ? misroute->to : group_row);
    if (is_mistaken)
        plan_misrouted(state, ticket, misroute, group_row);
    else
        plan(state, ticket, block, 1);
    if (ds_has_practices(state))
        ds_practices_shape_visit(state, row, from);
    if (DS_USES(DS_FEATURE_PEOPLE))
        state->groups[ticket->group].brought += ticket->remaining;
    join(state, row);
}

static void ds_visit_first(ds_replication *state, int32_t row, int32_t group_row,
                           const ds_uniforms *block)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    send(state, row, group_row, &state->desk->categories[ticket->category].misroute, block);
}

static void ds_visit_again(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    ds_uniforms block = draw_next_visit(state, ticket);
    arrive(state, row, ticket->group);
    plan(state, ticket, &block, state->desk->categories[ticket->category].reopen_work);
    if (ds_has_practices(state))
        ds_practices_shape_visit(state, row, DS_NO_ID);
    if (DS_USES(DS_FEATURE_PEOPLE))
        state->groups[ticket->group].brought += ticket->remaining;
    join(state, row);
}

/* Ending. */

static void book_visit(ds_replication *state, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    ds_group_state *group = &state->groups[ticket->group];
    double *sum = group->tally.sum;
    if (DS_USES(DS_FEATURE_CLOCKS) && group->group->has_ola)
        ds_ticket_clocks_leave(state, row);
    if (!ds_is_in_window(state, ticket->group_at))
        return;
    sum[DS_GROUP_VISITS]++;
    sum[DS_GROUP_TOUCH] += (double)ticket->visit_touch;
    sum[DS_GROUP_DELAYED] += ticket->was_delayed;
    sum[DS_GROUP_WAIT] += (double)ticket->visit_wait;
    sum[DS_GROUP_WAIT_OPEN] += (double)ticket->visit_wait_open;
    group->wait_counts[ds_histogram_bucket(ticket->visit_wait)]++;
}

static void hand_on(ds_replication *state, int32_t row, int32_t to)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    int32_t from = ticket->group;
    const ds_route *route = ds_route_of(state->desk, ticket);
    static const ds_misroute never = {.share = 0};
    const ds_misroute *misroute = ticket->is_misrouted ? &never : &route->misroute;
    ds_uniforms block = draw_next_visit(state, ticket);
    send(state, row, to, misroute, &block);
    /* The pool does not move here: only arrivals take rows. */
    if (ticket->group != from) {
        state->groups[from].handed_to[ticket->group] += state->flow.in_window;
        ticket->reassignments++;
        if (state->desk->groups[ticket->group].tier > state->desk->groups[from].tier)
            ticket->was_escalated = true;
    }
}

/* Back to the group whose work it is: it goes on from there, or reopens there. */
static void end_help(ds_replication *state, int32_t row)
{
    ds_ticket_extra *extra = &state->pool.extras[row];
    if (extra->helped_group > 0)
        ds_ticket_at(state, row)->group = extra->helped_group - 1;
    extra->helped_group = 0;
}

static void ds_visit_help(ds_replication *state, int32_t row, int32_t group_row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    ds_ticket_extra *extra = &state->pool.extras[row];
    ds_group_withdraw(state, row);
    ds_tell(state, DS_TICKET_TAKEN_ON, row);
    book_visit(state, row);
    if (extra->helped_group == 0)
        extra->helped_group = ticket->group + 1;
    uint32_t visits = ticket->visits;
    arrive(state, row, group_row);
    ticket->visits = visits; /* it is the same work, whoever does it */
    ticket->hold_left = -1;
    ticket->time_limit = 0;
    ticket->is_resumed = true; /* whoever helps begins with it */
    ds_group_receive(state, row);
}

static bool ds_visit_can_leave(const ds_replication *state, int32_t row)
{
    const ds_ticket *ticket = &state->pool.tickets[row];
    return ticket->state == DS_TICKET_WAITING || ticket->state == DS_TICKET_IN_WORK;
}

static void ds_visit_leave(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    bool is_in_work = ticket->state == DS_TICKET_IN_WORK;
    int32_t group = ticket->group;
    int32_t agent = DS_NO_ID;
    if (is_in_work) {
        agent = ds_group_end_work(state, row);
        ticket->pending = 0;
        ds_tell(state, DS_TICKET_STOPPED, row);
    } else {
        ds_group_withdraw(state, row);
        ds_tell(state, DS_TICKET_TAKEN_ON, row);
    }
    book_visit(state, row);
    ticket->time_limit = 0;
    ticket->hold_left = -1;
    ticket->next_group = DS_NO_ID;
    ticket->state = DS_TICKET_AWAY;
    ticket->since = state->now;
    ds_live_end(state, row);
    end_help(state, row);
    if (is_in_work)
        ds_group_release(state, group, agent);
}

static void ds_visit_only(ds_replication *state, int32_t row, int32_t group_row,
                          ds_ticks touch)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    arrive(state, row, group_row);
    ticket->remaining = touch;
    ticket->next_group = DS_NO_ID;
    ticket->time_limit = 0;
    join(state, row);
}

static void end_visit(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    if (ds_is_task(state, row)) {
        ds_task_end(state, row);
        return;
    }
    book_visit(state, row);
    ticket->time_limit = 0;
    if (ds_has_live(state))
        ds_live_end(state, row);
    if (ds_has_practices(state))
        end_help(state, row);
    if (ds_has_majors(state) && ds_majors_link(state, row))
        return;
    if (ticket->next_group == DS_NO_ID)
        ds_ticket_resolve(state, row);
    else
        hand_on(state, row, ticket->next_group);
}

static void begin_hold(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    const ds_hold *hold = &ds_route_of(state->desk, ticket)->holds[ticket->hold_row];
    ds_ticks time =
        ds_sampler_draw_ticks(&hold->time, rare_uniform(state, ticket, DS_FOR_HOLD_TIME));
    ds_ticks until = state->now + time;
    if (hold->calendar != DS_NO_ID)
        until = ds_calendar_add(&state->desk->calendars[hold->calendar], state->now, time,
                                &state->cursors[hold->calendar]);
    ticket->state = DS_TICKET_ON_HOLD;
    ticket->since = state->now;
    ticket->hold_left = -1;
    ticket->holds++;
    if (ds_has_clocks(state))
        ds_ticket_clocks_hold(state, row, hold->reason);
    if (hold->contract != DS_NO_ID)
        ds_contract_book(state, hold->contract, state->now, until);
    ds_schedule_ticket(state, row, DS_FAR, until, DS_CLASS_RETURN, DS_EVENT_HOLD_END);
    ds_tell(state, DS_TICKET_HELD, row);
}

static void ds_visit_work_end(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    int32_t group_row = ticket->group;
    int32_t agent = ds_group_end_work(state, row);
    ds_tell(state, DS_TICKET_WORKED, row);
    if (DS_USES(DS_FEATURE_DETOURS) && ticket->hold_left >= 0) {
        begin_hold(state, row);
        if (ds_keeps_open(&state->groups[group_row]))
            ds_people_hold(state, row);
        ds_group_release(state, group_row, agent);
        return;
    }
    /* Those who wait come before this ticket, should it come back to the same group. */
    ticket->state = DS_TICKET_SOLVED;
    ds_group_release(state, group_row, agent);
    end_visit(state, row);
}

static void ds_visit_hold_end(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    const ds_hold *hold = &ds_route_of(state->desk, ticket)->holds[ticket->hold_row];
    ticket->hold_time += state->now - ticket->since;
    if (ds_has_clocks(state))
        ds_ticket_clocks_unhold(state, row, hold->reason);
    ds_tell(state, DS_TICKET_UNHELD, row);
    bool keeps_open = ds_keeps_open(&state->groups[ticket->group]);
    if (keeps_open)
        ds_people_unhold(state, row);
    if (keeps_open && !ticket->is_overdue)
        ds_people_return(state, row);
    else if (ticket->is_overdue)
        ds_visit_time_limit(state, row);
    else
        ds_group_receive(state, row);
}

/* Where a ticket goes that was not solved in time: as if it had not been resolved here. */
static int32_t next_without_resolution(const ds_replication *state, const ds_ticket *ticket)
{
    const ds_route *route = ds_route_of(state->desk, ticket);
    if (ticket->is_misrouted)
        return ticket->intended;
    if (route->next.count == 0 ||
        (int64_t)ticket->visits >= state->desk->categories[ticket->category].max_visits)
        return DS_NO_ID;
    return ds_choice_draw(&route->next, ds_random_uniform(&state->seed, ticket->who,
                                                          DS_FOR_NEXT, ticket->visits));
}

static void ds_visit_time_limit(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    int32_t group_row = ticket->group;
    int32_t next = next_without_resolution(state, ticket);
    if (ticket->state == DS_TICKET_ON_HOLD && !ticket->is_overdue) {
        ticket->is_overdue = next != DS_NO_ID; /* it is handed on when the hold is over */
        return;
    }
    if (next == DS_NO_ID)
        return;
    ticket->next_group = next;
    ticket->hit_max_visits = false;
    if (ds_is_in_window(state, ticket->group_at))
        state->groups[group_row].tally.sum[DS_GROUP_TIME_LIMITS]++;
    ds_tell(state, DS_TICKET_TIME_LIMIT, row);
    if (ticket->state == DS_TICKET_IN_WORK) {
        int32_t agent = ds_group_end_work(state, row);
        ticket->pending = 0;
        ticket->state = DS_TICKET_SOLVED;
        ds_group_release(state, group_row, agent);
    } else if (ticket->state == DS_TICKET_WAITING) {
        ds_group_withdraw(state, row);
    }
    end_visit(state, row);
}
