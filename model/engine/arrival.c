#include "model/engine/arrival.h"

#include "model/engine/practices/automation.h"
#include "model/engine/practices/practices.h"
#include "model/engine/ticket_clocks.h"
#include "model/engine/visit.h"
#include "model/event_kind.h"
#include "model/purpose.h"

#include <gsl/gsl_heapsort.h>

static void schedule(ds_replication *state, int32_t stream_row, ds_ticks at)
{
    if (at >= DS_NEVER)
        return;
    if (ds_has_practices(state) && ds_automation_lead(state) > 0)
        at = ds_automation_look_at(state, stream_row, at);
    (void)ds_schedule(state, DS_RECURRING, at, DS_CLASS_ARRIVAL, DS_EVENT_ARRIVAL,
                      stream_row);
}

static void ds_arrivals_begin(ds_replication *state)
{
    const ds_desk *desk = state->desk;
    for (int32_t i = 0; i < desk->stream_count; i++)
        schedule(state, i,
                 ds_stream_begin(&state->streams[i], desk, &desk->streams[i], &state->seed,
                                 &state->gap));
}

static uint8_t level_or(const ds_choice *choice, double u, uint8_t otherwise)
{
    return choice->count > 0 ? (uint8_t)ds_choice_draw(choice, u) : otherwise;
}

/* Draws what the category's tickets are like. */
static void draw_attributes(const ds_desk *desk, ds_ticket *ticket,
                            const ds_uniforms *block)
{
    const ds_category *category = &desk->categories[ticket->category];
    if (category->priority.count > 0) {
        ticket->impact = ticket->urgency = DS_UNKNOWN_LEVEL;
        ticket->priority =
            (uint8_t)ds_choice_draw(&category->priority, block->u[DS_FOR_IMPACT & 3]);
        return;
    }
    ticket->impact = level_or(&category->impact, block->u[DS_FOR_IMPACT & 3], 0);
    ticket->urgency = level_or(&category->urgency, block->u[DS_FOR_URGENCY & 3], 0);
    ticket->priority = (uint8_t)desk->matrix[ticket->impact][ticket->urgency];
}

/* What a trace says of its ticket goes before what was drawn. */
static void take_recorded(const ds_desk *desk, ds_ticket *ticket, const ds_trace_row *row)
{
    bool has_levels = row->impact != DS_NO_ID && row->urgency != DS_NO_ID;
    if (has_levels) {
        ticket->impact = (uint8_t)row->impact;
        ticket->urgency = (uint8_t)row->urgency;
        ticket->priority = (uint8_t)desk->matrix[row->impact][row->urgency];
    }
    if (row->priority != DS_NO_ID) {
        ticket->priority = (uint8_t)row->priority;
        if (!has_levels)
            ticket->impact = ticket->urgency = DS_UNKNOWN_LEVEL;
    }
    if (row->channel != DS_NO_ID)
        ticket->channel = (int16_t)row->channel;
}

static double ticket_uniform(const ds_replication *state, const ds_ticket *ticket,
                             ds_purpose purpose)
{
    return ds_random_uniform(&state->seed, ticket->who, purpose, 0);
}

static int32_t first_group(const ds_replication *state, const ds_ticket *ticket,
                           const ds_trace_row *recorded)
{
    const ds_category *category = &state->desk->categories[ticket->category];
    if (recorded && recorded->group != DS_NO_ID &&
        category->routes[recorded->group].is_used)
        return recorded->group;
    if (category->first.count == 1)
        return category->first.row[0]; /* and nothing to be drawn */
    return ds_choice_draw(&category->first,
                          ticket_uniform(state, ticket, DS_FOR_FIRST_GROUP));
}

/* Inlined, since it is the way of every ticket; the second caller is one of the start. */
__attribute__((always_inline)) static inline void
describe_as(ds_replication *state, ds_ticket *ticket, const ds_stream *stream,
            const ds_uniforms *block, const ds_trace_row *recorded, int32_t category)
{
    const ds_desk *desk = state->desk;
    ticket->category = category;
    ticket->type = (uint8_t)desk->categories[ticket->category].type;
    ticket->channel = DS_NO_ID;
    draw_attributes(desk, ticket, block);
    if (stream->channels.count > 0)
        ticket->channel = (int16_t)ds_choice_draw(
            &stream->channels, ticket_uniform(state, ticket, DS_FOR_CHANNEL));
    if (recorded)
        take_recorded(desk, ticket, recorded);
    if (ds_has_practices(state))
        ds_practices_describe(state, (int32_t)(ticket - state->pool.tickets));
    ticket->initial_priority = ticket->priority;
    ticket->sla = ds_desk_sla(desk, ticket->type, ticket->category, ticket->priority);
}

__attribute__((always_inline)) static inline void
describe(ds_replication *state, ds_ticket *ticket, const ds_stream *stream,
         const ds_uniforms *block, const ds_trace_row *recorded)
{
    bool has_category = recorded && recorded->category != DS_NO_ID;
    int32_t category =
        has_category ? recorded->category
                     : ds_choice_draw(&stream->categories, block->u[DS_FOR_CATEGORY & 3]);
    describe_as(state, ticket, stream, block, recorded, category);
}

/* Whose luck the next ticket of a trace has, where it is not its own. */
static bool has_other_luck(const ds_replication *state, int32_t stream_row)
{
    return state->lucks && state->lucks[stream_row];
}

static void admit(ds_replication *state, int32_t stream_row)
{
    ds_stream_state *source = &state->streams[stream_row];
    const ds_trace *trace = DS_USES(DS_FEATURE_TRACE) ? source->stream->trace : NULL;
    const ds_trace_row *recorded = trace ? &trace->rows[source->trace_row] : NULL;
    int32_t row = ds_ticket_pool_take(&state->pool);
    if (row == DS_NO_ID) {
        state->is_out_of_memory = true;
        return;
    }
    ds_ticket *ticket = ds_ticket_at(state, row);
    ticket->who =
        (ds_identity){.family = source->stream->family, .ordinal = source->ordinal};
    const ds_newborn *newborn = ds_stream_newborn(source);
    ds_newborn other;
    if (trace && has_other_luck(state, stream_row)) {
        ticket->who.ordinal = state->lucks[stream_row][source->trace_row];
        other = ds_stream_draw(&state->seed, ticket->who);
        newborn = &other;
    }
    ticket->arrived_at = state->now;
    ticket->number = ++state->tickets;
    ticket->stream = stream_row;
    ticket->trace_row = source->trace_row;
    ticket->is_cohort = state->flow.in_window;
    describe(state, ticket, source->stream, &newborn->arrival, recorded);
    if (ds_has_practices(state) && ds_practices_deflect(state, row)) {
        state->tickets--;
        ds_ticket_pool_give_back(&state->pool, row);
        return;
    }
    state->cohort_open += ticket->is_cohort;
    state->flow.arrived++;
    ds_flow_open(&state->flow, state->now, 1);
    if (ds_has_clocks(state))
        ds_ticket_clocks_attach(state, row);
    ds_tell(state, DS_TICKET_ARRIVED, row);
    int32_t group = first_group(state, ticket, recorded);
    if (!ds_has_practices(state) || !ds_practices_take(state, row, group))
        ds_visit_first(state, row, group, &newborn->visit);
}

/* Duplicates. */

/* Of random numbers born inside: apart from those of tasks. */
#define CHILD_TAG 1000

/* Of the parent's category, and of the lowest priority: what the desk knows of it already.
 */
static void describe_child(ds_replication *state, const ds_child *child, int32_t row)
{
    const ds_desk *desk = state->desk;
    const ds_ticket *parent = ds_ticket_at(state, child->parent);
    ds_ticket *ticket = ds_ticket_at(state, row);
    ticket->who = ds_random_child(&state->seed, parent->who, CHILD_TAG, child->ordinal);
    ticket->arrived_at = state->now;
    ticket->number = ++state->tickets;
    ticket->stream = parent->stream;
    ticket->trace_row = DS_NO_ID;
    ticket->is_cohort = child->counts && state->flow.in_window;
    ticket->category = parent->category;
    ticket->type = parent->type;
    ticket->channel = DS_NO_ID;
    ticket->impact = ticket->urgency = DS_UNKNOWN_LEVEL;
    ticket->priority = ticket->initial_priority = (uint8_t)(desk->priority_count - 1);
    ticket->sla = ds_desk_sla(desk, ticket->type, ticket->category, ticket->priority);
    state->pool.extras[row].child_of = child->major + 1;
    state->pool.extras[row].major_serial = child->serial;
}

static void ds_arrival_of_child(ds_replication *state, const ds_child *child)
{
    int32_t row = ds_ticket_pool_take(&state->pool);
    if (row == DS_NO_ID) {
        state->is_out_of_memory = true;
        return;
    }
    describe_child(state, child, row);
    state->cohort_open += ds_ticket_at(state, row)->is_cohort;
    state->flow.arrived++;
    ds_flow_open(&state->flow, state->now, 1);
    if (ds_has_clocks(state))
        ds_ticket_clocks_attach(state, row);
    ds_tell(state, DS_TICKET_ARRIVED, row);
    ds_visit_only(state, row, child->group, child->touch);
}

/* The initial backlog. */

/* Their own luck, beyond any number that an arrival can have: the stream's other tickets
 * are the same with and without them. */
static ds_identity initial_identity(const ds_stream *stream, int32_t number)
{
    return (ds_identity){.family = stream->family,
                         .ordinal = (UINT64_C(1) << 63) + (uint64_t)number};
}

static ds_ticks initial_arrival(const ds_replication *state, const ds_stream *stream,
                                int32_t number)
{
    if (!stream->has_initial_age)
        return -1;
    double u = ds_random_uniform(&state->seed, initial_identity(stream, number),
                                 DS_FOR_INITIAL_AGE, 0);
    ds_ticks age = ds_sampler_draw_ticks(&stream->initial_age, u);
    return age < 1 ? -1 : -ds_ticks_min(age, DS_MOST_INITIAL_AGE);
}

/* The oldest first; no two are equal. */
static int by_age(const void *a, const void *b)
{
    const ds_initial_ticket *left = a;
    const ds_initial_ticket *right = b;
    if (left->arrived_at != right->arrived_at)
        return left->arrived_at < right->arrived_at ? -1 : 1;
    if (left->stream != right->stream)
        return left->stream < right->stream ? -1 : 1;
    return (left->number > right->number) - (left->number < right->number);
}

/* It has waited in its first group's queue and nobody has looked at it; its clocks have
 * run. It counts in the backlog and in what is resolved, not in the cohort, and its visit
 * began before the window. */
static void admit_initial(ds_replication *state, const ds_initial_ticket *initial)
{
    const ds_stream *stream = &state->desk->streams[initial->stream];
    int32_t row = ds_ticket_pool_take(&state->pool);
    if (row == DS_NO_ID) {
        state->is_out_of_memory = true;
        return;
    }
    ds_ticket *ticket = ds_ticket_at(state, row);
    ticket->who = initial_identity(stream, initial->number);
    ticket->arrived_at = initial->arrived_at;
    ticket->number = ++state->tickets;
    ticket->stream = initial->stream;
    ds_newborn newborn = ds_stream_draw(&state->seed, ticket->who);
    describe(state, ticket, stream, &newborn.arrival, NULL);
    ds_flow_open(&state->flow, state->now, 1);
    if (ds_has_clocks(state)) {
        state->now = initial->arrived_at;
        ds_ticket_clocks_attach(state, row);
        state->now = 0;
    }
    ds_tell(state, DS_TICKET_ARRIVED, row);
    ds_visit_first(state, row, first_group(state, ticket, NULL), &newborn.visit);
    ds_ticket_at(state, row)->group_at = initial->arrived_at;
}

static void ds_arrivals_open_at_start(ds_replication *state)
{
    size_t count = 0;
    for (int32_t s = 0; s < state->desk->stream_count; s++) {
        const ds_stream *stream = &state->desk->streams[s];
        for (int32_t i = 0; i < stream->initial_count; i++)
            state->initial[count++] = (ds_initial_ticket){
                .arrived_at = initial_arrival(state, stream, i), .stream = s, .number = i};
    }
    gsl_heapsort(state->initial, count, sizeof *state->initial, by_age);
    for (size_t i = 0; i < count && !state->is_out_of_memory; i++)
        admit_initial(state, &state->initial[i]);
}

/* Beside streams: tickets that are known ahead, or born inside the desk. */

/* What is counted of a ticket that is described, and its first visit. */
static void welcome(ds_replication *state, int32_t row, const ds_trace_row *recorded,
                    const ds_uniforms *visit)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    if (ds_practices_deflect(state, row)) {
        ds_ticket_pool_give_back(&state->pool, row);
        return;
    }
    ticket->number = ++state->tickets;
    state->cohort_open += ticket->is_cohort;
    state->flow.arrived++;
    ds_flow_open(&state->flow, state->now, 1);
    if (ds_has_clocks(state))
        ds_ticket_clocks_attach(state, row);
    ds_tell(state, DS_TICKET_ARRIVED, row);
    int32_t group = first_group(state, ticket, recorded);
    if (!ds_practices_take(state, row, group))
        ds_visit_first(state, row, group, visit);
}

/* A row for it, with all but what it is; DS_NO_ID where memory is short. */
static int32_t take_row(ds_replication *state, int32_t stream_row, ds_identity who,
                        int32_t trace_row)
{
    int32_t row = ds_ticket_pool_take(&state->pool);
    if (row == DS_NO_ID) {
        state->is_out_of_memory = true;
        return row;
    }
    ds_ticket *ticket = ds_ticket_at(state, row);
    ticket->who = who;
    ticket->arrived_at = state->now;
    ticket->stream = stream_row;
    ticket->trace_row = trace_row;
    ticket->is_cohort = state->flow.in_window;
    return row;
}

static const ds_trace_row *recorded_of(const ds_stream *stream, int32_t trace_row)
{
    return DS_USES(DS_FEATURE_TRACE) && stream->trace ? &stream->trace->rows[trace_row]
                                                      : NULL;
}

static bool ds_arrivals_is_detected(ds_replication *state, int32_t stream_row,
                                    const ds_coming *coming)
{
    const ds_stream *stream = &state->desk->streams[stream_row];
    ds_identity who = {.family = stream->family, .ordinal = coming->ordinal};
    int32_t row = take_row(state, stream_row, who, coming->trace_row);
    if (row == DS_NO_ID)
        return false;
    ds_newborn newborn = ds_stream_draw(&state->seed, who);
    describe(state, ds_ticket_at(state, row), stream, &newborn.arrival,
             recorded_of(stream, coming->trace_row));
    bool is_detected = state->pool.extras[row].is_detected;
    ds_ticket_pool_give_back(&state->pool, row);
    return is_detected;
}

static void ds_arrivals_come(ds_replication *state, int32_t stream_row,
                             const ds_coming *coming)
{
    const ds_stream *stream = &state->desk->streams[stream_row];
    ds_identity who = {.family = stream->family, .ordinal = coming->ordinal};
    int32_t row = take_row(state, stream_row, who, coming->trace_row);
    if (row == DS_NO_ID)
        return;
    const ds_trace_row *recorded = recorded_of(stream, coming->trace_row);
    ds_newborn newborn = ds_stream_draw(&state->seed, who);
    describe(state, ds_ticket_at(state, row), stream, &newborn.arrival, recorded);
    welcome(state, row, recorded, &newborn.visit);
}

static void ds_arrivals_born(ds_replication *state, int32_t stream_row, int32_t category,
                             ds_identity who)
{
    const ds_stream *stream = &state->desk->streams[stream_row];
    int32_t row = take_row(state, stream_row, who, DS_NO_ID);
    if (row == DS_NO_ID)
        return;
    ds_newborn newborn = ds_stream_draw(&state->seed, who);
    describe_as(state, ds_ticket_at(state, row), stream, &newborn.arrival, NULL, category);
    state->pool.extras[row].cause = 0; /* it is new, and no cause's own */
    welcome(state, row, NULL, &newborn.visit);
}

/* With automation streams run ahead of their tickets. */
static bool looks_ahead(const ds_replication *state)
{
    return ds_has_practices(state) && ds_automation_lead(state) > 0;
}

static void ds_arrivals_next(ds_replication *state, int32_t stream_row)
{
    ds_stream_state *source = &state->streams[stream_row];
    int32_t batch = source->stream->batch == DS_BATCH_NONE ? 1 : ds_stream_batch(source);
    for (int32_t i = 0; i < batch; i++) {
        if (i > 0)
            ds_stream_next_in_batch(source);
        if (looks_ahead(state))
            ds_automation_look(state, stream_row);
        else
            admit(state, stream_row);
    }
    schedule(state, stream_row, ds_stream_next(source));
}
