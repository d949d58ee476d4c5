#include "model/engine/group_work.h"

#include "model/engine/chats.h"
#include "model/engine/discipline.h"
#include "model/engine/people.h"
#include "model/engine/practices/live.h"
#include "model/engine/practices/majors.h"
#include "model/engine/ticket_clocks.h"
#include "model/event_kind.h"

#include <assert.h>

/* Who works on what, kept only where work may be interrupted. */

/* The list of work like a ticket's: what nothing interrupts has one of its own. */
static int32_t *work_like(const ds_replication *state, ds_group_state *group, int32_t row)
{
    bool is_live = ds_is_live(state, row) || ds_is_in_war_room(state, row);
    int32_t list = is_live ? DS_LIVE_WORK : state->pool.tickets[row].priority;
    return &group->work_first[list];
}

static void link_work(ds_replication *state, ds_group_state *group, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    int32_t *first = work_like(state, group, row);
    ticket->later = DS_NO_ID;
    ticket->earlier = *first;
    if (*first != DS_NO_ID)
        ds_ticket_at(state, *first)->later = row;
    *first = row;
}

static void unlink_work(ds_replication *state, ds_group_state *group, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    if (ticket->later != DS_NO_ID)
        ds_ticket_at(state, ticket->later)->earlier = ticket->earlier;
    else
        *work_like(state, group, row) = ticket->earlier;
    if (ticket->earlier != DS_NO_ID)
        ds_ticket_at(state, ticket->earlier)->later = ticket->later;
}

static bool is_always_open(const ds_group_state *group)
{
    return !DS_USES(DS_FEATURE_INTERRUPTION) || group->calendar->is_always;
}

static bool has_idle(const ds_group_state *group, ds_ticks now)
{
    return ds_is_on_duty(group, now) &&
           (group->idle_count > 0 || group->group->agents == DS_UNLIMITED_AGENTS);
}

/* As ds_group_account, which see. */
static void account(ds_group_state *group, ds_ticks now)
{
    if (ds_has_roster(group)) {
        ds_group_account_roster(group, now);
        return;
    }
    if (!DS_USES(DS_FEATURE_INTERRUPTION))
        group->is_open = true;
    ds_group_account(group, now);
}

/* Agents: a ring, so that the longest idle is next. */

static int32_t take_agent(ds_group_state *group)
{
    if (group->group->agents == DS_UNLIMITED_AGENTS)
        return DS_NO_ID;
    int32_t agent = group->idle[group->idle_first];
    group->idle_first = (group->idle_first + 1) & group->idle_mask;
    group->idle_count--;
    return agent;
}

static void give_agent_back(ds_group_state *group, int32_t agent)
{
    if (agent == DS_NO_ID)
        return;
    group->idle[(group->idle_first + group->idle_count) & group->idle_mask] = agent;
    group->idle_count++;
}

/* Work. */

/* Whether it is a ticket's first work could not be foretold: no branch without clocks. */
static void respond(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    uint64_t before = (uint64_t)ticket->responded_at; /* none: the largest */
    uint64_t now = (uint64_t)state->now;
    if (ds_has_clocks(state) && before > now)
        ds_ticket_clocks_respond(state, row);
    ticket->responded_at = (ds_ticks)(before < now ? before : now);
}

/* Inlined, with what is at hand, as the one below. */
__attribute__((always_inline)) static inline void plan_work(ds_replication *state,
                                                            const ds_group_state *group,
                                                            const ds_ticket *ticket,
                                                            int32_t row)
{
    ds_ticks run_for = ticket->remaining;
    if (DS_USES(DS_FEATURE_DETOURS))
        run_for -= ds_ticks_max(ticket->hold_left, 0);
    if (ds_has_roster(group))
        run_for = ds_people_time_for(state, row, run_for);
    ds_schedule_ticket(state, row, DS_NEAR, state->now + run_for, DS_CLASS_WORK_END,
                       DS_EVENT_WORK_END);
}

static void ds_group_plan_work(ds_replication *state, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    plan_work(state, &state->groups[ticket->group], ticket, row);
}

static void ds_group_cut_short(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    ds_group_book_work(state, row);
    ticket->remaining = 0;
    ticket->hold_left = -1;
    ds_group_plan_work(state, row);
}

static void ds_group_respond(ds_replication *state, int32_t row)
{
    respond(state, row);
}

static void ds_group_work(ds_replication *state, ds_group_state *group, int32_t row,
                          int32_t agent)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    ticket->agent = agent;
    ticket->state = DS_TICKET_IN_WORK;
    ticket->since = state->now;
    ticket->is_resumed = false;
    if (!ticket->has_begun) {
        ticket->has_begun = true;
        ticket->was_delayed = state->now > ticket->group_at;
    }
    respond(state, row);
    if (DS_USES(DS_FEATURE_INTERRUPTION) && group->tracks_work)
        link_work(state, group, row);
    plan_work(state, group, ticket, row);
    ds_tell(state, DS_TICKET_STARTED, row);
}

/* An idle agent begins with a ticket. */
static void start_work(ds_replication *state, ds_group_state *group, int32_t row)
{
    account(group, state->now);
    group->busy++;
    ds_group_work(state, group, row, take_agent(group));
}

__attribute__((always_inline)) static inline void book_work(ds_replication *state,
                                                            const ds_group_state *group,
                                                            ds_ticket *ticket, int32_t row)
{
    ds_ticks worked = state->now - ticket->since;
    ds_ticks done = worked;
    if (ds_has_roster(group))
        done = ds_people_done_in(state, row, worked);
    assert(ticket->state == DS_TICKET_IN_WORK && done <= ticket->remaining);
    ticket->remaining -= done;
    ticket->visit_touch += worked;
    ticket->touch_time += worked;
}

static void ds_group_book_work(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    book_work(state, &state->groups[ticket->group], ticket, row);
    ticket->since = state->now;
}

static int32_t ds_group_end_work(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    ds_group_state *group = &state->groups[ticket->group];
    book_work(state, group, ticket, row);
    if (DS_USES(DS_FEATURE_INTERRUPTION) && group->tracks_work)
        unlink_work(state, group, row);
    if (ds_has_roster(group))
        ds_chats_end(state, row);
    return ticket->agent;
}

static void make_idle(ds_replication *state, ds_group_state *group, int32_t agent)
{
    account(group, state->now);
    group->busy--;
    give_agent_back(group, agent);
}

/* The queue. */

static void ds_group_book_wait(ds_replication *state, ds_group_state *group,
                               ds_ticket *ticket)
{
    ds_ticks wait = state->now - ticket->since;
    if (wait == 0)
        return;
    ticket->visit_wait += wait;
    ticket->wait_time += wait;
    ticket->visit_wait_open += is_always_open(group)
                                   ? wait
                                   : ds_calendar_between(group->calendar, ticket->since,
                                                         state->now, &group->cursor);
    group->tally.wait_area += ds_ticks_overlap(ticket->since, state->now,
                                               state->desk->warm_up, state->desk->horizon);
}

static void ds_group_enqueue(ds_replication *state, ds_group_state *group, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    account(group, state->now);
    ticket->state = DS_TICKET_WAITING;
    ticket->since = state->now;
    ticket->agent = DS_NO_ID;
    group->live_waiting += ds_is_live(state, row);
    if (ds_has_practices(state))
        ticket->is_resumed |= state->pool.extras[row].jumps_queue;
    if (!ds_discipline_push(state, group, row))
        state->is_out_of_memory = true;
    ds_tell(state, DS_TICKET_QUEUED, row);
}

static void ds_group_withdraw(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    ds_group_state *group = &state->groups[ticket->group];
    if (ds_has_roster(group) && ticket->agent != DS_NO_ID) {
        int32_t agent = ticket->agent;
        ds_people_withdraw(state, row);
        ds_people_turn(state, agent);
        return;
    }
    account(group, state->now);
    ds_wait_queue_withdraw(&group->queue, ticket);
    group->live_waiting -= ds_is_live(state, row);
    ds_group_book_wait(state, group, ticket);
}

static int32_t ds_group_take(ds_replication *state, ds_group_state *group)
{
    account(group, state->now);
    int32_t row = ds_discipline_take(state, group);
    group->live_waiting -= ds_is_live(state, row);
    ds_group_book_wait(state, group, ds_ticket_at(state, row));
    return row;
}

/* Whether somebody who waits may have one of `idle` agents: live contacts may have all. */
static bool may_have(const ds_replication *state, const ds_group_state *group, int32_t idle)
{
    return !ds_has_live(state) || group->live_waiting > 0 ||
           idle > ds_reserved_of(state, group) ||
           group->group->agents == DS_UNLIMITED_AGENTS;
}

static void serve_all(ds_replication *state, ds_group_state *group)
{
    while (group->queue.length > 0 && has_idle(group, state->now) &&
           may_have(state, group, group->idle_count))
        start_work(state, group, ds_group_take(state, group));
}

static void ds_group_interrupt(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    ds_group_state *group = &state->groups[ticket->group];
    int32_t agent = ds_group_end_work(state, row);
    ticket->pending = 0; /* the end of its work will not come */
    ticket->is_resumed = true;
    if (ds_has_roster(group))
        ds_people_leave(state, group, agent);
    else
        make_idle(state, group, agent);
    ds_tell(state, DS_TICKET_STOPPED, row);
    ds_group_enqueue(state, group, row);
}

static int32_t ds_group_victim(const ds_replication *state, const ds_group_state *group,
                               int32_t priority)
{
    for (int32_t lowest = state->desk->priority_count - 1; lowest > priority; lowest--)
        if (group->work_first[lowest] != DS_NO_ID)
            return group->work_first[lowest];
    return DS_NO_ID;
}

static int32_t ds_group_victims_above(const ds_replication *state,
                                      const ds_group_state *group, int32_t row)
{
    if (ds_is_in_war_room(state, row))
        return -1;
    if (ds_is_live(state, row) && ds_blending_of(state, group) == DS_LIVE_INTERRUPT)
        return -1;
    return group->group->is_preemptive ? state->pool.tickets[row].priority
                                       : state->desk->priority_count;
}

static int32_t ds_group_victim_for(const ds_replication *state, const ds_group_state *group,
                                   int32_t row)
{
    return ds_group_victim(state, group, ds_group_victims_above(state, group, row));
}

static bool ds_group_is_first(const ds_replication *state, const ds_group_state *group,
                              int32_t row)
{
    bool goes_ahead =
        ds_is_live(state, row) && ds_blending_of(state, group) != DS_LIVE_IN_TURN;
    return goes_ahead ? group->live_waiting == 0 : group->queue.length == 0;
}

static bool can_begin(const ds_replication *state, const ds_group_state *group, int32_t row)
{
    return ds_group_is_first(state, group, row) && has_idle(group, state->now) &&
           (ds_is_live(state, row) || may_have(state, group, group->idle_count));
}

/* To an agent, or into the queue. Inlined, as the one below: the way of most tickets. */
__attribute__((always_inline)) static inline void place(ds_replication *state, int32_t row)
{
    ds_group_state *group = &state->groups[ds_ticket_at(state, row)->group];
    if (ds_has_roster(group)) {
        ds_people_receive(state, group, row);
        return;
    }
    if (can_begin(state, group, row)) {
        start_work(state, group, row);
        return;
    }
    int32_t victim = DS_NO_ID;
    if (DS_USES(DS_FEATURE_INTERRUPTION) && group->tracks_work &&
        ds_is_on_duty(group, state->now))
        victim = ds_group_victim_for(state, group, row);
    if (victim != DS_NO_ID) {
        group->tally.sum[DS_GROUP_PREEMPTED] += state->flow.in_window;
        ds_group_interrupt(state, victim);
        start_work(state, group, row);
        return;
    }
    ds_group_enqueue(state, group, row);
    serve_all(state, group);
}

__attribute__((always_inline)) static inline void ds_group_receive(ds_replication *state,
                                                                   int32_t row)
{
    if (!ds_is_live(state, row)) {
        place(state, row);
        return;
    }
    if (!ds_live_admit(state, row))
        return;
    place(state, row);
    if (ds_ticket_at(state, row)->state == DS_TICKET_WAITING)
        ds_live_wait(state, row);
}

static void ds_group_release(ds_replication *state, int32_t group_row, int32_t agent)
{
    ds_group_state *group = &state->groups[group_row];
    if (ds_has_roster(group)) {
        ds_people_release(state, group, agent);
        return;
    }
    /* Whoever waits while the group is open waits because nobody is idle. */
    if (group->queue.length > 0 && ds_is_on_duty(group, state->now) &&
        may_have(state, group, group->idle_count + 1))
        ds_group_work(state, group, ds_group_take(state, group), agent);
    else
        make_idle(state, group, agent);
}

/* Changes of priority. */

static bool is_queued(const ds_group_state *group, const ds_ticket *ticket)
{
    bool is_aside = ds_has_roster(group) && ticket->agent != DS_NO_ID;
    return ticket->state == DS_TICKET_WAITING && !is_aside;
}

static void ds_group_lift(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    ds_group_state *group = &state->groups[ticket->group];
    if (is_queued(group, ticket))
        ds_wait_queue_withdraw(&group->queue, ticket);
    else if (ticket->state == DS_TICKET_IN_WORK && group->tracks_work)
        unlink_work(state, group, row);
}

static void ds_group_put_back(ds_replication *state, int32_t row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    ds_group_state *group = &state->groups[ticket->group];
    if (ticket->state == DS_TICKET_IN_WORK && group->tracks_work)
        link_work(state, group, row);
    else if (is_queued(group, ticket) && !ds_discipline_push(state, group, row))
        state->is_out_of_memory = true;
}

static void ds_group_reconsider(ds_replication *state, int32_t group_row)
{
    ds_group_state *group = &state->groups[group_row];
    if (!group->group->is_preemptive || group->queue.length == 0)
        return;
    const ds_waiting *head = ds_wait_queue_head(&group->queue, 0, state->pool.tickets);
    if (!head)
        return; /* only live contacts wait */
    int32_t row = head->ticket;
    if (ds_has_roster(group)) {
        ds_people_reconsider(state, group, row);
        return;
    }
    int32_t victim = ds_group_victim(state, group, ds_ticket_at(state, row)->priority);
    if (victim == DS_NO_ID || !ds_is_on_duty(group, state->now))
        return;
    ds_group_withdraw(state, row);
    group->tally.sum[DS_GROUP_PREEMPTED] += state->flow.in_window;
    ds_group_interrupt(state, victim);
    start_work(state, group, row);
}

/* Hours. */

static void suspend_all(ds_replication *state, ds_group_state *group)
{
    for (int32_t priority = 0; priority < state->desk->priority_count; priority++)
        while (group->work_first[priority] != DS_NO_ID)
            ds_group_interrupt(state, group->work_first[priority]);
}

static void ds_group_change_hours(ds_replication *state, int32_t group_row)
{
    ds_group_state *group = &state->groups[group_row];
    if (ds_has_roster(group)) {
        ds_people_change(state, group_row);
        return;
    }
    account(group, state->now);
    if (group->is_open)
        group->open_time += state->now - group->open_since;
    group->open_since = state->now;
    group->is_open = !group->is_open;
    group->changes_at =
        ds_calendar_next_change(group->calendar, state->now, &group->cursor);
    if (group->is_open)
        serve_all(state, group);
    else if (group->group->end_of_hours == DS_END_SUSPEND)
        suspend_all(state, group);
    ds_group_schedule_hours(state, group_row);
}
