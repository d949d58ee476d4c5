#include "model/engine/arrival.h"

#include "model/engine/ticket_clocks.h"
#include "model/engine/visit.h"
#include "model/event_kind.h"
#include "model/purpose.h"

static void schedule(ds_replication *state, int32_t stream_row, ds_ticks at)
{
    if (at >= DS_NEVER)
        return;
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

static void describe(ds_replication *state, ds_ticket *ticket, ds_stream_state *source,
                     const ds_trace_row *recorded)
{
    const ds_desk *desk = state->desk;
    const ds_stream *stream = source->stream;
    const ds_uniforms *block = &ds_stream_newborn(source)->arrival;
    bool has_category = recorded && recorded->category != DS_NO_ID;
    ticket->category =
        has_category ? recorded->category
                     : ds_choice_draw(&stream->categories, block->u[DS_FOR_CATEGORY & 3]);
    ticket->type = (uint8_t)desk->categories[ticket->category].type;
    ticket->channel = DS_NO_ID;
    draw_attributes(desk, ticket, block);
    if (stream->channels.count > 0)
        ticket->channel = (int16_t)ds_choice_draw(
            &stream->channels, ticket_uniform(state, ticket, DS_FOR_CHANNEL));
    if (recorded)
        take_recorded(desk, ticket, recorded);
    ticket->initial_priority = ticket->priority;
    ticket->sla = ds_desk_sla(desk, ticket->type, ticket->category, ticket->priority);
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
    ticket->arrived_at = state->now;
    ticket->number = ++state->tickets;
    ticket->stream = stream_row;
    ticket->trace_row = source->trace_row;
    ticket->is_cohort = state->flow.in_window;
    describe(state, ticket, source, recorded);
    state->cohort_open += ticket->is_cohort;
    state->flow.arrived++;
    ds_flow_open(&state->flow, state->now, 1);
    if (ds_has_clocks(state))
        ds_ticket_clocks_attach(state, row);
    ds_tell(state, DS_TICKET_ARRIVED, row);
    ds_visit_first(state, row, first_group(state, ticket, recorded),
                   &ds_stream_newborn(source)->visit);
}

static void ds_arrivals_next(ds_replication *state, int32_t stream_row)
{
    ds_stream_state *source = &state->streams[stream_row];
    int32_t batch = source->stream->batch == DS_BATCH_NONE ? 1 : ds_stream_batch(source);
    for (int32_t i = 0; i < batch; i++) {
        if (i > 0)
            ds_stream_next_in_batch(source);
        admit(state, stream_row);
    }
    schedule(state, stream_row, ds_stream_next(source));
}
