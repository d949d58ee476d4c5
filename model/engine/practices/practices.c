#include "model/engine/practices/practices.h"

#include "model/engine/group_work.h"
#include "model/engine/practices/automation.h"
#include "model/engine/practices/blame.h"
#include "model/engine/practices/communication.h"
#include "model/engine/practices/costs.h"
#include "model/engine/practices/escalation.h"
#include "model/engine/practices/handover.h"
#include "model/engine/practices/knowledge.h"
#include "model/engine/practices/live.h"
#include "model/engine/practices/majors.h"
#include "model/engine/practices/pauses.h"
#include "model/engine/practices/prioritisation.h"
#include "model/engine/practices/problems.h"
#include "model/engine/practices/satisfaction.h"
#include "model/engine/practices/services.h"

/* Tasks have numbers of their own, beyond those of tickets. */
#define FIRST_TASK_NUMBER (UINT64_C(1) << 62)

static void ds_practices_hear(ds_replication *state, ds_happening happening, int32_t row)
{
    const ds_practices *practices = state->desk->practices;
    if (happening == DS_TICKET_ARRIVED)
        ds_practice_count(state, DS_SUM_TICKETS_HEARD, 1);
    if (practices->live)
        ds_live_hear(state, happening, row);
    ds_pauses_hear(state, happening, row);
    if (practices->communication)
        ds_communication_hear(state, happening, row);
    if (practices->prioritisation)
        ds_prioritisation_hear(state, happening, row);
    if (practices->escalation)
        ds_escalation_hear(state, happening, row);
    if (practices->services)
        ds_services_hear(state, happening, row);
    if (practices->blames && state->pool.clocks)
        ds_blame_hear(state, happening, row);
    if (practices->costs)
        ds_costs_hear(state, happening, row);
    if (practices->knowledge)
        ds_knowledge_hear(state, happening, row);
    if (practices->problems)
        ds_problems_hear(state, happening, row);
    if (practices->automation)
        ds_automation_hear(state, happening, row);
    if (practices->majors)
        ds_majors_hear(state, happening, row);
}

static void ds_practices_begin(ds_replication *state)
{
    if (state->desk->practices->knowledge)
        ds_knowledge_begin(state);
    if (state->desk->practices->problems)
        ds_problems_begin(state);
    if (state->desk->practices->majors)
        ds_majors_begin(state);
}

static void ds_tasks_hear(ds_replication *state, ds_happening happening, int32_t row)
{
    if (state->pool.extras[row].task == DS_TASK_WAR_ROOM)
        ds_majors_hear_task(state, happening, row);
}

static bool ds_practices_deflect(ds_replication *state, int32_t row)
{
    if (state->desk->practices->problems && ds_problems_prevent(state, row))
        return true;
    return state->desk->practices->knowledge && ds_knowledge_deflects(state, row);
}

static void ds_practices_describe(ds_replication *state, int32_t row)
{
    if (state->desk->practices->automation)
        ds_automation_describe(state, row);
    if (state->desk->practices->prioritisation)
        ds_prioritisation_describe(state, row);
    if (state->desk->practices->problems)
        ds_problems_describe(state, row);
}

static bool ds_practices_take(ds_replication *state, int32_t row, int32_t group_row)
{
    return state->desk->practices->automation && ds_automation_takes(state, row, group_row);
}

static void ds_practices_shape_visit(ds_replication *state, int32_t row, int32_t from)
{
    if (state->desk->practices->automation)
        ds_automation_shape(state, row);
    if (state->desk->practices->knowledge)
        ds_knowledge_shape(state, row);
    if (state->desk->practices->problems)
        ds_problems_shape(state, row);
    if (state->desk->practices->handover)
        ds_handover_shape(state, row, from);
}

static void ds_practices_count_ticket(ds_replication *state, int32_t row, double *sum)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    if (ticket->sla == DS_NO_ID) /* it lost its SLA with its priority */
        sum[DS_SUM_BREACHES_CANCELLED] += ticket->breaches_cancelled;
    if (state->desk->practices->prioritisation)
        ds_prioritisation_count(state, row);
    if (state->desk->practices->satisfaction)
        ds_satisfaction_count(state, row, sum);
    if (state->desk->practices->blames && state->pool.clocks)
        ds_blame_count(state, row);
    if (state->desk->practices->costs)
        ds_costs_count(state, row, sum);
}

static void ds_practice_count(ds_replication *state, ds_practice_sum sum, double value)
{
    if (state->flow.in_window)
        state->practices->sum[sum] += value;
}

/* Timers. */

static void schedule_timer(ds_replication *state, ds_ticks at, ds_timer timer)
{
    if (at >= DS_NEVER)
        return;
    int32_t row = ds_timer_take(state->practices);
    if (row == DS_NO_ID) {
        state->is_out_of_memory = true;
        return;
    }
    state->practices->timers[row] = timer;
    (void)ds_schedule(state, DS_FAR, at, DS_CLASS_TIMER, DS_EVENT_TIMER, row);
}

static void ds_timer_set(ds_replication *state, ds_ticks at, ds_timer_kind kind,
                         int32_t ticket_row, uint32_t tag)
{
    schedule_timer(state, at,
                   (ds_timer){.number = ds_ticket_at(state, ticket_row)->number,
                              .subject = ticket_row,
                              .tag = tag,
                              .kind = (uint8_t)kind});
}

static void ds_timer_set_alone(ds_replication *state, ds_ticks at, ds_timer_kind kind,
                               int32_t subject, uint32_t tag)
{
    schedule_timer(
        state, at,
        (ds_timer){.number = 0, .subject = subject, .tag = tag, .kind = (uint8_t)kind});
}

static bool is_about_an_open_ticket(const ds_replication *state, const ds_timer *timer)
{
    const ds_ticket *ticket = &state->pool.tickets[timer->subject];
    return ticket->number == timer->number && ticket->state != DS_TICKET_FREE &&
           ticket->state != DS_TICKET_SOLVED;
}

static void ds_practices_timer(ds_replication *state, int32_t timer_row)
{
    ds_timer timer = ds_timer_give_back(state->practices, timer_row);
    if (timer.number > 0 && !is_about_an_open_ticket(state, &timer))
        return;
    switch ((ds_timer_kind)timer.kind) {
    case DS_TIMER_CHASE:
        ds_communication_chase(state, &timer);
        break;
    case DS_TIMER_UPDATE:
        ds_communication_update(state, &timer);
        break;
    case DS_TIMER_LINE_PATIENCE:
        ds_live_give_up(state, &timer);
        break;
    case DS_TIMER_REDIAL:
        ds_live_redial(state, &timer);
        break;
    case DS_TIMER_CORRECTION:
        ds_prioritisation_correct(state, &timer);
        break;
    case DS_TIMER_ESCALATION:
        ds_escalation_look(state, &timer);
        break;
    case DS_TIMER_ARTICLE:
        ds_knowledge_write(state, &timer);
        break;
    case DS_TIMER_INVESTIGATION:
        ds_problems_investigate(state, &timer);
        break;
    case DS_TIMER_CHANGE:
        ds_problems_change(state, &timer);
        break;
    case DS_TIMER_BURST:
        ds_problems_burst(state, &timer);
        break;
    case DS_TIMER_ARRIVAL:
        ds_automation_admit(state, &timer);
        break;
    case DS_TIMER_AUTO_RESOLUTION:
        ds_automation_resolve(state, &timer);
        break;
    case DS_TIMER_ESCALATED:
        ds_escalation_act(state, &timer);
        break;
    case DS_TIMER_MAJOR_DECLARE:
        ds_majors_declare(state, &timer);
        break;
    case DS_TIMER_MAJOR_RESTORE:
        ds_majors_restore(state, &timer);
        break;
    case DS_TIMER_MAJOR_DUPLICATE:
        ds_majors_duplicate(state, &timer);
        break;
    case DS_TIMER_MAJOR_BROADCAST:
        ds_majors_broadcast(state, &timer);
        break;
    case DS_TIMER_MAJOR_WORKAROUND:
        ds_majors_workaround(state, &timer);
        break;
    case DS_TIMER_MAJOR_UPDATE:
        ds_majors_update(state, &timer);
        break;
    case DS_TIMER_MAJOR_REVIEW:
        ds_majors_review(state, &timer);
        break;
    case DS_TIMER_MAJOR_OVER:
        ds_majors_over(state, &timer);
        break;
    }
}

/* Tasks. */

static void describe_task(ds_replication *state, const ds_task *task, int32_t row)
{
    /* A task about no ticket has the luck of its group. */
    const ds_ticket nobody = {.who = {.family = state->groups[task->group].group->family},
                              .category = task->category};
    const ds_ticket *parent =
        task->parent == DS_NO_ID ? &nobody : ds_ticket_at(state, task->parent);
    ds_ticket *ticket = ds_ticket_at(state, row);
    ticket->who =
        ds_random_child(&state->seed, parent->who, (uint32_t)task->kind + 1, task->ordinal);
    ticket->number = FIRST_TASK_NUMBER + ++state->practices->tasks;
    ticket->type = parent->type;
    ticket->category = parent->category;
    ticket->stream = parent->stream;
    ticket->trace_row = DS_NO_ID;
    ticket->channel = DS_NO_ID;
    ticket->impact = ticket->urgency = DS_UNKNOWN_LEVEL;
    ticket->priority = ticket->initial_priority = task->priority;
    ticket->sla = DS_NO_ID;
    ticket->is_cohort = false;
    ticket->arrived_at = state->now;
    state->pool.extras[row].is_task = true;
    state->pool.extras[row].task = (uint8_t)task->kind;
    state->pool.extras[row].detail = task->detail;
    state->pool.extras[row].parent = task->parent;
    state->pool.extras[row].parent_number = parent->number;
    if (task->kind == DS_TASK_WAR_ROOM || task->kind == DS_TASK_MAJOR_UPDATE) {
        state->pool.extras[row].jumps_queue = true;
        state->pool.extras[row].major = task->major + 1;
        state->pool.extras[row].major_serial = state->practices->majors[task->major].serial;
    }
}

/* A task's only visit. */
static void ds_task_begin(ds_replication *state, const ds_task *task)
{
    int32_t row = ds_ticket_pool_take(&state->pool);
    if (row == DS_NO_ID) {
        state->is_out_of_memory = true;
        return;
    }
    describe_task(state, task, row);
    ds_ticket *ticket = ds_ticket_at(state, row);
    ticket->group = task->group;
    ticket->visits = 1;
    ticket->group_at = state->now;
    ticket->remaining = task->touch;
    ticket->hold_left = -1;
    ticket->next_group = DS_NO_ID;
    ticket->time_limit = 0;
    ticket->visit_wait = ticket->visit_wait_open = ticket->visit_touch = 0;
    ticket->has_begun = ticket->was_delayed = false;
    ticket->is_misrouted = ticket->is_overdue = ticket->is_resumed = false;
    ticket->queue_order = ++state->groups[task->group].visits;
    ds_group_receive(state, row);
}

static int32_t ds_task_parent(const ds_replication *state, int32_t task_row)
{
    const ds_ticket_extra *extra = &state->pool.extras[task_row];
    if (extra->parent == DS_NO_ID)
        return DS_NO_ID;
    const ds_ticket *parent = &state->pool.tickets[extra->parent];
    bool is_there =
        parent->number == extra->parent_number && parent->state != DS_TICKET_FREE;
    return is_there ? extra->parent : DS_NO_ID;
}

static void ds_task_end(ds_replication *state, int32_t row)
{
    switch ((ds_task_kind)state->pool.extras[row].task) {
    case DS_TASK_CHASER:
        ds_communication_chaser_answered(state, row);
        break;
    case DS_TASK_UPDATE:
        ds_communication_update_given(state, row);
        break;
    case DS_TASK_ARTICLE:
        ds_knowledge_written(state, row);
        break;
    case DS_TASK_INVESTIGATION:
        ds_problems_known(state, row);
        break;
    case DS_TASK_CHANGE:
        ds_problems_changed(state, row);
        break;
    case DS_TASK_ESCALATION:
        ds_escalation_noticed(state, row);
        break;
    case DS_TASK_MAJOR_UPDATE:
        ds_majors_update_given(state, row);
        break;
    case DS_TASK_REVIEW:
        ds_majors_reviewed(state, row);
        break;
    case DS_TASK_WAR_ROOM:
        break;
    }
    ds_ticket_pool_give_back(&state->pool, row);
}
