#include "model/engine/practices/problems.h"

#include "model/engine/arrival.h"
#include "model/engine/practices/practices.h"
#include "model/purpose.h"

/* The incidents of failed changes, among what is born of a cause. */
#define BORN_OF_A_CHANGE 1000u

static const ds_problems *problems_of(const ds_replication *state)
{
    return state->desk->practices->problems;
}

static ds_cause_state *cause_of(ds_replication *state, int32_t row)
{
    int32_t cause = state->pool.extras[row].cause - 1;
    return cause < 0 ? NULL : &state->practices->causes[cause];
}

static void ds_problems_begin(ds_replication *state)
{
    for (int32_t c = 0; c < problems_of(state)->cause_count; c++)
        state->practices->causes[c] = (ds_cause_state){0};
}

static void ds_problems_describe(ds_replication *state, int32_t row)
{
    const ds_problems *practice = problems_of(state);
    const ds_ticket *ticket = ds_ticket_at(state, row);
    double u = -1;
    for (int32_t c = 0; c < practice->cause_count; c++) {
        const ds_cause *cause = &practice->causes[c];
        if (cause->category != ticket->category)
            continue;
        if (u < 0)
            u = ds_random_uniform(&state->seed, ticket->who, DS_FOR_CAUSE, 0);
        if (u >= cause->from && u < cause->to)
            state->pool.extras[row].cause = c + 1;
    }
}

static bool ds_problems_prevent(ds_replication *state, int32_t row)
{
    const ds_cause_state *cause = cause_of(state, row);
    if (!cause || !cause->is_gone)
        return false;
    ds_practice_count(state, DS_SUM_PREVENTED, 1);
    return true;
}

static void open_problem(ds_replication *state, int32_t row)
{
    ds_cause_state *cause = &state->practices->causes[row];
    if (cause->is_open || problems_of(state)->group == DS_NO_ID)
        return;
    cause->is_open = true;
    ds_practice_count(state, DS_SUM_PROBLEMS, 1);
    ds_timer_set_alone(state, state->now, DS_TIMER_INVESTIGATION, row, 0);
}

static void ds_problems_after_major(ds_replication *state, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    const ds_problems *practice = problems_of(state);
    for (int32_t c = 0; c < practice->cause_count; c++)
        if (practice->causes[c].category == ticket->category &&
            !state->practices->causes[c].is_open) {
            open_problem(state, c);
            return;
        }
}

static void ds_problems_hear(ds_replication *state, ds_happening happening, int32_t row)
{
    const ds_ticket_extra *extra = &state->pool.extras[row];
    if (happening != DS_TICKET_ARRIVED || extra->cause == 0)
        return;
    ds_practice_count(state, DS_SUM_RECURRING, 1);
    ds_cause_state *cause = cause_of(state, row);
    if ((int32_t)++cause->incidents == problems_of(state)->after)
        open_problem(state, extra->cause - 1);
}

static void ds_problems_shape(ds_replication *state, int32_t row)
{
    const ds_cause_state *cause = cause_of(state, row);
    ds_ticket *ticket = ds_ticket_at(state, row);
    if (!cause || !cause->is_known || ticket->is_misrouted)
        return;
    ds_ticks saved =
        (ds_ticks)((double)ticket->remaining * problems_of(state)->saves + 0.5);
    ticket->remaining -= saved;
    if (ticket->hold_left > ticket->remaining)
        ticket->hold_left = ticket->remaining;
    ds_practice_count(state, DS_SUM_KNOWN_SAVED, (double)saved);
}

static double uniform_of_cause(const ds_replication *state, int32_t cause,
                               ds_purpose purpose, uint32_t occurrence)
{
    ds_identity who = {.family = problems_of(state)->causes[cause].family};
    return ds_random_uniform(&state->seed, who, purpose, occurrence);
}

static void begin_problem_work(ds_replication *state, int32_t cause, ds_task_kind kind,
                               const ds_sampler *touch, double u)
{
    const ds_problems *practice = problems_of(state);
    ds_task_begin(state, &(ds_task){.kind = kind,
                                    .group = practice->group,
                                    .priority = practice->priority,
                                    .touch = ds_sampler_draw_ticks(touch, u),
                                    .parent = DS_NO_ID,
                                    .category = practice->causes[cause].category,
                                    .ordinal = (uint32_t)cause,
                                    .detail = (uint8_t)cause});
}

static void ds_problems_investigate(ds_replication *state, const ds_timer *timer)
{
    int32_t cause = timer->subject;
    begin_problem_work(state, cause, DS_TASK_INVESTIGATION,
                       &problems_of(state)->investigation,
                       uniform_of_cause(state, cause, DS_FOR_INVESTIGATION, 0));
}

static void plan_change(ds_replication *state, int32_t cause)
{
    uint32_t ordinal = state->practices->causes[cause].changes;
    double u = uniform_of_cause(state, cause, DS_FOR_LEAD_TIME, ordinal);
    ds_ticks lead = ds_sampler_draw_ticks(&problems_of(state)->lead_time, u);
    ds_timer_set_alone(state, state->now + lead, DS_TIMER_CHANGE, cause, 0);
}

static void count_problem_work(ds_replication *state, int32_t task_row)
{
    ds_practice_count(state, DS_SUM_PROBLEM_WORK,
                      (double)ds_ticket_at(state, task_row)->touch_time);
}

static void ds_problems_known(ds_replication *state, int32_t task_row)
{
    int32_t cause = state->pool.extras[task_row].detail;
    state->practices->causes[cause].is_known = true;
    count_problem_work(state, task_row);
    ds_practice_count(state, DS_SUM_KNOWN_ERRORS, 1);
    plan_change(state, cause);
}

static void ds_problems_change(ds_replication *state, const ds_timer *timer)
{
    int32_t cause = timer->subject;
    uint32_t ordinal = state->practices->causes[cause].changes++;
    begin_problem_work(state, cause, DS_TASK_CHANGE, &problems_of(state)->change,
                       uniform_of_cause(state, cause, DS_FOR_CHANGE_WORK, ordinal));
}

static void fail_change(ds_replication *state, int32_t cause)
{
    const ds_problems *practice = problems_of(state);
    ds_practice_count(state, DS_SUM_FAILED_CHANGES, 1);
    for (int32_t i = 0; i < practice->burst; i++)
        ds_timer_set_alone(state, state->now + i * practice->burst_every, DS_TIMER_BURST,
                           cause, 0);
    plan_change(state, cause);
}

static void ds_problems_changed(ds_replication *state, int32_t task_row)
{
    int32_t row = state->pool.extras[task_row].detail;
    ds_cause_state *cause = &state->practices->causes[row];
    count_problem_work(state, task_row);
    if (uniform_of_cause(state, row, DS_FOR_CHANGE_FAILS, cause->changes - 1) <
        problems_of(state)->fails) {
        fail_change(state, row);
        return;
    }
    cause->is_gone = true;
    ds_practice_count(state, DS_SUM_FIXES, 1);
}

static void ds_problems_burst(ds_replication *state, const ds_timer *timer)
{
    const ds_cause *cause = &problems_of(state)->causes[timer->subject];
    ds_identity parent = {.family = cause->family};
    uint32_t ordinal = state->practices->causes[timer->subject].born++;
    ds_practice_count(state, DS_SUM_CHANGE_INCIDENTS, 1);
    ds_arrivals_born(state, cause->stream, cause->category,
                     ds_random_child(&state->seed, parent, BORN_OF_A_CHANGE, ordinal));
}
