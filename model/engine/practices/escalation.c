#include "model/engine/practices/escalation.h"

#include "model/engine/practices/live.h"
#include "model/engine/practices/practices.h"
#include "model/engine/priority.h"
#include "model/engine/visit.h"
#include "model/purpose.h"

/* A timer's tag: which rule, and which look at the clock it belongs to. */
#define RULE_BITS 4
#define RULE_OF(tag) ((int32_t)((tag) & ((1u << RULE_BITS) - 1)))

static const ds_escalation *escalation_of(const ds_replication *state)
{
    return state->desk->practices->escalation;
}

static void look_at(ds_replication *state, int32_t row, int32_t rule, ds_ticks at)
{
    uint32_t tag = state->pool.extras[row].watch << RULE_BITS | (uint32_t)rule;
    ds_timer_set(state, ds_ticks_max(at, state->now), DS_TIMER_ESCALATION, row, tag);
}

/* When the resolution clock will have used up the share if it runs on; DS_NEVER: it does
 * not run. */
static ds_ticks share_used_at(ds_replication *state, int32_t row, double share)
{
    const ds_sla_clock *clock = &state->pool.clocks[row].resolution;
    if (clock->state != DS_SLA_RUNNING || clock->goal >= DS_NEVER)
        return DS_NEVER;
    ds_ticks wanted = (ds_ticks)(share * (double)clock->goal + 0.5);
    if (wanted == clock->goal)
        return clock->due;
    int32_t *cursor = &state->cursors[clock->calendar];
    return wanted <= clock->elapsed
               ? state->now
               : ds_calendar_add(&state->desk->calendars[clock->calendar], clock->since,
                                 wanted - clock->elapsed, cursor);
}

/* For the priority that it has; with another one all is looked at anew. */
static bool is_open_question(const ds_replication *state, int32_t row, int32_t rule)
{
    uint32_t priority = state->pool.tickets[row].priority;
    return (state->pool.extras[row].rules_fired >> rule & 1) == 0 &&
           (escalation_of(state)->rules[rule].priorities >> priority & 1) != 0;
}

/* Timers for what depends on the clock, in place of those before. */
static void watch_clock(ds_replication *state, int32_t row)
{
    const ds_escalation *escalation = escalation_of(state);
    if (!state->pool.clocks)
        return;
    state->pool.extras[row].watch++;
    for (int32_t r = 0; r < escalation->rule_count; r++) {
        const ds_escalation_rule *rule = &escalation->rules[r];
        if (rule->trigger != DS_ESCALATE_BY_SLA || !is_open_question(state, row, r))
            continue;
        ds_ticks at = share_used_at(state, row, rule->sla_share);
        if (at < DS_NEVER)
            look_at(state, row, r, at);
    }
}

static void watch_others(ds_replication *state, int32_t row)
{
    const ds_escalation *escalation = escalation_of(state);
    const ds_ticket *ticket = ds_ticket_at(state, row);
    for (int32_t r = 0; r < escalation->rule_count; r++) {
        const ds_escalation_rule *rule = &escalation->rules[r];
        if (!is_open_question(state, row, r))
            continue;
        if (rule->trigger == DS_ESCALATE_BY_AGE)
            look_at(state, row, r, ticket->arrived_at + rule->age);
        else if (rule->trigger == DS_ESCALATE_AT_ONCE)
            look_at(state, row, r, state->now);
    }
}

static void watch_reassignments(ds_replication *state, int32_t row)
{
    const ds_escalation *escalation = escalation_of(state);
    /* The one that is being made is not counted yet. */
    int64_t reassignments = (int64_t)ds_ticket_at(state, row)->reassignments + 1;
    for (int32_t r = 0; r < escalation->rule_count; r++)
        if (escalation->rules[r].trigger == DS_ESCALATE_BY_REASSIGNMENTS &&
            reassignments >= escalation->rules[r].reassignments &&
            is_open_question(state, row, r))
            look_at(state, row, r, state->now);
}

static void ds_escalation_hear(ds_replication *state, ds_happening happening, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    bool is_new = happening == DS_TICKET_ARRIVED || happening == DS_TICKET_REOPENED;
    if (is_new || happening == DS_TICKET_REPRIORITISED)
        watch_others(state, row);
    if (is_new || happening == DS_TICKET_REPRIORITISED || happening == DS_TICKET_UNHELD)
        watch_clock(state, row);
    if (ticket->visits > 1 &&
        (happening == DS_TICKET_QUEUED || happening == DS_TICKET_STARTED ||
         happening == DS_TICKET_REPRIORITISED))
        watch_reassignments(state, row);
}

static bool is_triggered(ds_replication *state, int32_t row, const ds_escalation_rule *rule,
                         uint32_t tag)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    bool is_latest =
        tag >> RULE_BITS == (state->pool.extras[row].watch & (UINT32_MAX >> RULE_BITS));
    if (!(rule->priorities >> ticket->priority & 1))
        return false;
    switch (rule->trigger) {
    case DS_ESCALATE_BY_SLA:
        return is_latest && share_used_at(state, row, rule->sla_share) <= state->now;
    case DS_ESCALATE_BY_AGE:
        return state->now - ticket->arrived_at >= rule->age;
    case DS_ESCALATE_BY_REASSIGNMENTS:
        return (int64_t)ticket->reassignments >= rule->reassignments;
    case DS_ESCALATE_AT_ONCE:
        break;
    }
    return true;
}

static void notify(ds_replication *state, int32_t row, int32_t rule)
{
    const ds_escalation *escalation = escalation_of(state);
    const ds_ticket *ticket = ds_ticket_at(state, row);
    uint32_t ordinal = state->pool.extras[row].escalations;
    double u = ds_random_uniform(&state->seed, ticket->who, DS_FOR_ATTENTION, ordinal);
    ds_task_begin(state,
                  &(ds_task){.kind = DS_TASK_ESCALATION,
                             .group = escalation->managers,
                             .priority = ticket->priority,
                             .touch = ds_sampler_draw_ticks(&escalation->attention, u),
                             .parent = row,
                             .ordinal = ordinal,
                             .detail = (uint8_t)rule});
}

static void act_after(ds_replication *state, int32_t row, int32_t rule)
{
    ds_timer_set(state, state->now + escalation_of(state)->rules[rule].delay,
                 DS_TIMER_ESCALATED, row, (uint32_t)rule);
}

static void ds_escalation_look(ds_replication *state, const ds_timer *timer)
{
    int32_t row = timer->subject;
    int32_t r = RULE_OF(timer->tag);
    const ds_escalation_rule *rule = &escalation_of(state)->rules[r];
    ds_ticket_extra *extra = &state->pool.extras[row];
    if (!is_open_question(state, row, r) || !is_triggered(state, row, rule, timer->tag))
        return;
    extra->rules_fired |= (uint16_t)(1u << r);
    ds_practice_count(state, DS_SUM_ESCALATIONS, 1);
    ds_practice_count(state, DS_SUM_ESCALATED_TICKETS, extra->escalations == 0);
    extra->escalations++;
    if (rule->notifies)
        notify(state, row, r); /* moves the pool */
    else
        act_after(state, row, r);
}

static void ds_escalation_noticed(ds_replication *state, int32_t task_row)
{
    int32_t row = ds_task_parent(state, task_row);
    const ds_ticket *task = ds_ticket_at(state, task_row);
    ds_practice_count(state, DS_SUM_NOTIFIED, 1);
    ds_practice_count(state, DS_SUM_NOTICE_TIME, (double)(state->now - task->arrived_at));
    ds_practice_count(state, DS_SUM_MANAGER_WORK, (double)task->touch_time);
    if (row != DS_NO_ID && ds_ticket_at(state, row)->state != DS_TICKET_SOLVED)
        act_after(state, row, state->pool.extras[task_row].detail);
}

static void raise_priority(ds_replication *state, int32_t row,
                           const ds_escalation_rule *rule)
{
    int32_t now = ds_ticket_at(state, row)->priority;
    int32_t then = now - rule->raise;
    then = then < rule->up_to ? rule->up_to : then;
    if (then >= now)
        return;
    state->pool.extras[row].was_raised = true;
    ds_practice_count(state, DS_SUM_RAISED, 1);
    ds_ticket_change_priority(state, row, (uint8_t)then);
}

static void ds_escalation_act(ds_replication *state, const ds_timer *timer)
{
    int32_t row = timer->subject;
    const ds_escalation_rule *rule = &escalation_of(state)->rules[timer->tag];
    if (rule->raise > 0)
        raise_priority(state, row, rule);
    if (rule->jumps_queue)
        ds_ticket_jump_queue(state, row);
    const ds_ticket *ticket = ds_ticket_at(state, row);
    if (rule->help != DS_NO_ID && ticket->state == DS_TICKET_WAITING &&
        ticket->group != rule->help && !ds_is_live(state, row)) {
        ds_practice_count(state, DS_SUM_HELPED, 1);
        ds_visit_help(state, row, rule->help);
    }
}
