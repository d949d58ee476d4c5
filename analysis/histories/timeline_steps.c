#include "analysis/histories/timeline_steps.h"

#include <math.h>
#include <stdlib.h>

/* The walk along the moments. */
typedef struct walk {
    const ds_timeline *timeline;
    const ds_desk *desk;
    ds_steps *steps;
    int32_t lasting; /* the step that goes on, or DS_NO_ID */
    int32_t group;   /* of the last visit, or DS_NO_ID */
    uint32_t visit;
    bool was_misrouted; /* that visit */
    bool is_mistaken;   /* the next visit is to a wrong group */
    bool is_reopened;   /* and not yet waiting or worked on */
    bool has_response;
    int32_t life;
    int32_t warned;     /* warnings passed in this life */
    bool is_due_passed; /* in this life */
    bool is_response_due_passed;
    uint32_t ola_visit; /* the visit of which the OLA's due has passed */
    bool is_out_of_memory;
} walk;

bool ds_step_lasts(ds_step_kind kind)
{
    return kind == DS_STEP_WAITS || kind == DS_STEP_WORKS || kind == DS_STEP_HELD ||
           kind == DS_STEP_RESOLVED;
}

/* Adding steps. */

static ds_step *grow(walk *on)
{
    ds_steps *steps = on->steps;
    if (steps->count == steps->capacity) {
        int32_t capacity = steps->capacity ? 2 * steps->capacity : 64;
        ds_step *grown = realloc(steps->list, (size_t)capacity * sizeof *grown);
        if (!grown) {
            on->is_out_of_memory = true;
            return NULL;
        }
        steps->list = grown;
        steps->capacity = capacity;
    }
    return &steps->list[steps->count++];
}

static void show_clock(const walk *on, ds_step *step, const ds_sla_clock *clock)
{
    step->clock = clock->state;
    step->goal = clock->goal;
    step->is_late = ds_sla_clock_breached(clock, step->at);
    step->used = clock->state == DS_SLA_NONE
                     ? 0
                     : ds_sla_clock_elapsed(clock, on->desk->calendars, step->at, NULL);
}

/* A step at an instant, about what moment `row` tells. */
static ds_step *add(walk *on, ds_step_kind kind, ds_ticks at, int32_t row)
{
    static ds_step nowhere;
    const ds_moment *moment = &on->timeline->moments[row];
    ds_step *step = grow(on);
    if (!step) {
        nowhere = (ds_step){0};
        return &nowhere;
    }
    *step = (ds_step){.kind = kind,
                      .at = at,
                      .to = at,
                      .moment = row,
                      .group = moment->group,
                      .from_group = DS_NO_ID,
                      .agent = moment->agent,
                      .reason = moment->reason,
                      .contract = moment->contract,
                      .visit = moment->visit,
                      .life = on->life};
    show_clock(on, step, &moment->clocks.resolution);
    return step;
}

/* What has lasted so far ends. A wait of no length was none. */
static void settle(walk *on, ds_ticks at)
{
    if (on->lasting == DS_NO_ID)
        return;
    ds_step *step = &on->steps->list[on->lasting];
    step->to = at;
    if (step->kind == DS_STEP_WAITS && step->at == at)
        on->steps->count = on->lasting;
    on->lasting = DS_NO_ID;
}

static ds_step *last(walk *on, ds_step_kind kind, int32_t row)
{
    ds_step *step = add(on, kind, on->timeline->moments[row].at, row);
    on->lasting = on->is_out_of_memory ? DS_NO_ID : on->steps->count - 1;
    return step;
}

/* Instants between two moments, told by the clocks as they stood after the first. */

static int32_t warning_count(const walk *on)
{
    int32_t sla = on->timeline->ticket.sla;
    return sla == DS_NO_ID ? 0 : on->desk->slas[sla].warning_count;
}

/* When a running clock has used a share of its goal; DS_NEVER for none. */
static ds_ticks warning_at(const walk *on, const ds_sla_clock *clock, ds_ticks from,
                           double share)
{
    const ds_calendar *calendars = on->desk->calendars;
    if (clock->goal >= DS_NEVER)
        return DS_NEVER;
    ds_ticks used = ds_sla_clock_elapsed(clock, calendars, from, NULL);
    ds_ticks wanted = (ds_ticks)ceil(share * (double)clock->goal);
    return ds_calendar_add(&calendars[clock->calendar], from, wanted - used, NULL);
}

static void add_warnings(walk *on, int32_t row, ds_ticks from, ds_ticks to)
{
    const ds_sla_clock *clock = &on->timeline->moments[row].clocks.resolution;
    int32_t count = warning_count(on);
    while (clock->state == DS_SLA_RUNNING && on->warned < count) {
        double share = on->desk->slas[on->timeline->ticket.sla].warning[on->warned];
        ds_ticks at = warning_at(on, clock, from, share);
        if (at > to)
            return;
        add(on, DS_STEP_WARNING, at, row)->share = share;
        on->warned++;
    }
}

static bool passes_due(const ds_sla_clock *clock, ds_ticks to)
{
    return clock->state == DS_SLA_RUNNING && clock->due < to;
}

static void add_dues(walk *on, int32_t row, ds_ticks from, ds_ticks to)
{
    const ds_moment *moment = &on->timeline->moments[row];
    const ds_ticket_clocks *clocks = &moment->clocks;
    if (!on->is_response_due_passed && passes_due(&clocks->response, to)) {
        add(on, DS_STEP_RESPONSE_DUE, ds_ticks_max(clocks->response.due, from), row);
        on->is_response_due_passed = true;
    }
    if (on->ola_visit != moment->visit && passes_due(&clocks->ola, to)) {
        add(on, DS_STEP_OLA_DUE, ds_ticks_max(clocks->ola.due, from), row);
        on->ola_visit = moment->visit;
    }
    if (!on->is_due_passed && passes_due(&clocks->resolution, to)) {
        add(on, DS_STEP_RESOLUTION_DUE, ds_ticks_max(clocks->resolution.due, from), row);
        on->is_due_passed = true;
    }
}

static int by_time(const void *a, const void *b)
{
    const ds_step *left = a;
    const ds_step *right = b;
    if (left->at != right->at)
        return left->at < right->at ? -1 : 1;
    return (left->kind > right->kind) - (left->kind < right->kind);
}

/* The instants after moment `row`, up to the next moment. */
static void add_instants(walk *on, int32_t row, ds_ticks to)
{
    ds_ticks from = on->timeline->moments[row].at;
    int32_t first = on->steps->count;
    if (to <= from)
        return;
    add_warnings(on, row, from, to);
    add_dues(on, row, from, to);
    if (on->steps->count - first > 1)
        qsort(&on->steps->list[first], (size_t)(on->steps->count - first),
              sizeof *on->steps->list, by_time);
}

/* Moments. */

/* The visit begins: how the ticket came here. */
static void enter(walk *on, int32_t row)
{
    const ds_moment *moment = &on->timeline->moments[row];
    bool is_move = on->visit == 0 ? on->is_mistaken : !on->is_reopened;
    if (is_move) {
        ds_step *step = add(on, DS_STEP_MOVES, moment->at, row);
        step->agent = DS_NO_ID;
        step->from_group = on->group;
        step->is_mistake = on->is_mistaken;
        step->is_mended = on->was_misrouted;
    }
    on->group = moment->group;
    on->visit = moment->visit;
    on->was_misrouted = moment->is_misrouted;
    on->is_mistaken = on->is_reopened = false;
}

static void start_work(walk *on, int32_t row, bool is_new_visit)
{
    ds_step *step = last(on, DS_STEP_WORKS, row);
    step->is_first = !on->has_response;
    step->is_resumed = !is_new_visit;
    on->has_response = true;
}

/* Whether the visit has been worked on before this moment. */
static bool was_worked_on(const walk *on, int32_t row)
{
    const ds_moment *moments = on->timeline->moments;
    for (int32_t i = row - 1; i >= 0 && moments[i].visit == moments[row].visit; i--)
        if (moments[i].happening == DS_TICKET_STARTED)
            return true;
    return false;
}

/* Work stops for another ticket, of which the work began at that instant, or for the night.
 */
static void stop_work(walk *on, int32_t row)
{
    const ds_timeline *timeline = on->timeline;
    const ds_moment *moment = &timeline->moments[row];
    const ds_calendar *hours = ds_desk_hours(on->desk, moment->group);
    ds_step *step = add(on, DS_STEP_STOPS, moment->at, row);
    if (!ds_calendar_is_open(hours, moment->at, NULL))
        return;
    for (int32_t i = 0; i < timeline->stint_count; i++) {
        const ds_stint *stint = &timeline->stints[i];
        if (stint->began == moment->at && stint->moment == row + 1 &&
            stint->priority < timeline->ticket.priority) {
            step->other = stint->number;
            step->other_priority = stint->priority;
        }
    }
}

static void restart_clock(walk *on, int32_t row)
{
    const ds_sla_clock *clock = &on->timeline->moments[row].clocks.resolution;
    int32_t sla = on->timeline->ticket.sla;
    if (sla == DS_NO_ID || clock->state == DS_SLA_NONE ||
        on->desk->slas[sla].reopening != DS_REOPEN_RESTART)
        return;
    on->life++;
    on->warned = 0;
    on->is_due_passed = false;
}

static void resolve(walk *on, int32_t row)
{
    (void)last(on, DS_STEP_RESOLVED, row);
}

static void reopen(walk *on, int32_t row)
{
    restart_clock(on, row);
    (void)add(on, DS_STEP_REOPENED, on->timeline->moments[row].at, row);
    on->is_reopened = true;
}

static void close_ticket(walk *on, int32_t row)
{
    const ds_timeline *timeline = on->timeline;
    (void)add(on, DS_STEP_CLOSED, timeline->ticket.resolved_at + on->desk->auto_close, row);
}

static void change_priority(walk *on, int32_t row)
{
    const ds_moment *moments = on->timeline->moments;
    ds_step *step = add(on, DS_STEP_PRIORITY, moments[row].at, row);
    step->other_priority = moments[row].priority;
    step->from_priority = row > 0 ? moments[row - 1].priority : moments[row].priority;
}

static void tell(walk *on, int32_t row)
{
    const ds_moment *moment = &on->timeline->moments[row];
    bool is_in_group =
        moment->happening == DS_TICKET_QUEUED || moment->happening == DS_TICKET_STARTED;
    /* What it is doing goes on. */
    if (moment->happening == DS_TICKET_REPRIORITISED) {
        change_priority(on, row);
        return;
    }
    /* The last resolution lasts no time: what comes after it is closing. */
    if (moment->happening != DS_TICKET_MISROUTED)
        settle(on, moment->happening == DS_TICKET_CLOSED && on->lasting != DS_NO_ID
                       ? on->steps->list[on->lasting].at
                       : moment->at);
    if (is_in_group && moment->visit != on->visit)
        enter(on, row);
    switch (moment->happening) {
    case DS_TICKET_ARRIVED:
        (void)add(on, DS_STEP_ARRIVES, moment->at, row);
        break;
    case DS_TICKET_QUEUED:
        (void)last(on, DS_STEP_WAITS, row);
        break;
    case DS_TICKET_STARTED:
        start_work(on, row, !was_worked_on(on, row));
        break;
    case DS_TICKET_STOPPED:
        stop_work(on, row);
        break;
    case DS_TICKET_HELD:
        last(on, DS_STEP_HELD, row)->agent = DS_NO_ID;
        break;
    case DS_TICKET_TIME_LIMIT:
        (void)add(on, DS_STEP_TIME_LIMIT, moment->at, row);
        break;
    case DS_TICKET_MISROUTED:
        on->is_mistaken = true;
        break;
    case DS_TICKET_RESOLVED:
        resolve(on, row);
        break;
    case DS_TICKET_REOPENED:
        reopen(on, row);
        break;
    case DS_TICKET_CLOSED:
        close_ticket(on, row);
        break;
    case DS_TICKET_CENSORED:
        (void)add(on, DS_STEP_ENDS, moment->at, row);
        break;
    case DS_TICKET_ABANDONED:
        (void)add(on, DS_STEP_GIVEN_UP, moment->at, row);
        break;
    case DS_TICKET_REPRIORITISED:
    case DS_TICKET_WORKED:
    case DS_TICKET_UNHELD:
    case DS_TICKET_LEFT_LINE:
    case DS_TICKET_TAKEN_ON:
    case DS_HAPPENINGS:
        break;
    }
}

ds_status ds_steps_make(const ds_timeline *timeline, ds_steps *steps, ds_error *err)
{
    walk on = {.timeline = timeline,
               .desk = timeline->desk,
               .steps = steps,
               .lasting = DS_NO_ID,
               .group = DS_NO_ID};
    *steps = (ds_steps){0};
    for (int32_t i = 0; i < timeline->moment_count && !on.is_out_of_memory; i++) {
        if (i > 0)
            add_instants(&on, i - 1, timeline->moments[i].at);
        tell(&on, i);
    }
    return on.is_out_of_memory ? ds_error_no_memory(err) : DS_OK;
}

void ds_steps_free(ds_steps *steps)
{
    free(steps->list);
    *steps = (ds_steps){0};
}

/* What the clock used. */

static const ds_sla_clock *clock_of(const ds_timeline *timeline, const ds_step *step)
{
    return &timeline->moments[step->moment].clocks.resolution;
}

ds_ticks ds_step_used(const ds_timeline *timeline, const ds_step *step)
{
    const ds_sla_clock *clock = clock_of(timeline, step);
    if (clock->state != DS_SLA_RUNNING)
        return 0;
    return ds_calendar_between(&timeline->desk->calendars[clock->calendar], step->at,
                               step->to, NULL);
}

ds_ticks ds_step_closed(const ds_timeline *timeline, const ds_step *step,
                        ds_ticks *used_out)
{
    const ds_desk *desk = timeline->desk;
    const ds_calendar *hours = ds_desk_hours(desk, step->group);
    ds_ticks closed = 0;
    *used_out = 0;
    for (ds_ticks at = step->at; at < step->to;) {
        ds_ticks until = ds_ticks_min(ds_calendar_next_change(hours, at, NULL), step->to);
        if (!ds_calendar_is_open(hours, at, NULL)) {
            ds_step part = *step;
            part.at = at;
            part.to = until;
            closed += until - at;
            *used_out += ds_step_used(timeline, &part);
        }
        at = until;
    }
    return closed;
}
