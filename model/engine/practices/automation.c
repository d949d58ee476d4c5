#include "model/engine/practices/automation.h"

#include "model/engine/arrival.h"
#include "model/engine/practices/practices.h"
#include "model/engine/resolution.h"
#include "model/engine/ticket_clocks.h"
#include "model/event_kind.h"
#include "model/purpose.h"

static const ds_automation *automation_of(const ds_replication *state)
{
    return state->desk->practices->automation;
}

static ds_ticks ds_automation_lead(const ds_replication *state)
{
    const ds_automation *practice = automation_of(state);
    return practice && practice->detected > 0 ? practice->earlier : 0;
}

static ds_ticks ds_automation_look_at(ds_replication *state, int32_t stream_row,
                                      ds_ticks at)
{
    state->practices->arrive_at[stream_row] = at;
    return ds_ticks_max(at - ds_automation_lead(state), state->now);
}

static double automation_uniform(const ds_replication *state, int32_t row,
                                 ds_purpose purpose)
{
    return ds_random_uniform(&state->seed, state->pool.tickets[row].who, purpose, 0);
}

static void ds_automation_describe(ds_replication *state, int32_t row)
{
    const ds_automation *practice = automation_of(state);
    const ds_ticket *ticket = ds_ticket_at(state, row);
    ds_ticket_extra *extra = &state->pool.extras[row];
    bool is_meant = ticket->type == DS_INCIDENT && ticket->arrived_at == state->now &&
                    (!practice->categories || practice->categories[ticket->category]);
    if (!is_meant)
        return;
    extra->is_detected =
        practice->detected > 0 &&
        automation_uniform(state, row, DS_FOR_DETECTION) < practice->detected;
    extra->is_diagnosed =
        practice->diagnosed > 0 &&
        automation_uniform(state, row, DS_FOR_DIAGNOSIS) < practice->diagnosed;
    extra->is_automatic =
        practice->resolved > 0 &&
        automation_uniform(state, row, DS_FOR_AUTO_RESOLUTION) < practice->resolved;
}

/* Late arrivals come in the order class of arrivals, not of timers: what else happens at
 * their instant goes before them or after them as it would without automation. */
static void put_off(ds_replication *state, ds_ticks at, int32_t stream_row,
                    const ds_coming *coming)
{
    int32_t row = ds_timer_take(state->practices);
    if (row == DS_NO_ID) {
        state->is_out_of_memory = true;
        return;
    }
    state->practices->timers[row] = (ds_timer){.subject = stream_row,
                                               .tag = (uint32_t)coming->trace_row,
                                               .ordinal = coming->ordinal,
                                               .kind = DS_TIMER_ARRIVAL};
    (void)ds_schedule(state, DS_NEAR, at, DS_CLASS_ARRIVAL, DS_EVENT_TIMER, row);
}

/* By its luck alone: most are not, and need no closer look. */
static bool may_be_detected(const ds_replication *state, int32_t stream_row,
                            uint64_t ordinal)
{
    ds_identity who = {.family = state->desk->streams[stream_row].family,
                       .ordinal = ordinal};
    return ds_random_uniform(&state->seed, who, DS_FOR_DETECTION, 0) <
           automation_of(state)->detected;
}

static void ds_automation_look(ds_replication *state, int32_t stream_row)
{
    const ds_stream_state *source = &state->streams[stream_row];
    ds_coming coming = {.ordinal = source->ordinal, .trace_row = source->trace_row};
    ds_ticks at = state->practices->arrive_at[stream_row];
    if (may_be_detected(state, stream_row, coming.ordinal) &&
        ds_arrivals_is_detected(state, stream_row, &coming))
        ds_arrivals_come(state, stream_row, &coming);
    else
        put_off(state, at, stream_row, &coming);
}

static void ds_automation_admit(ds_replication *state, const ds_timer *timer)
{
    ds_coming coming = {.ordinal = timer->ordinal, .trace_row = (int32_t)timer->tag};
    ds_arrivals_come(state, timer->subject, &coming);
}

static void ds_automation_hear(ds_replication *state, ds_happening happening, int32_t row)
{
    if (happening == DS_TICKET_ARRIVED && state->pool.extras[row].is_detected)
        ds_practice_count(state, DS_SUM_DETECTED, 1);
}

static void save(ds_replication *state, ds_ticket *ticket, ds_ticks saved)
{
    ticket->remaining -= saved;
    if (ticket->hold_left > ticket->remaining)
        ticket->hold_left = ticket->remaining;
    ds_practice_count(state, DS_SUM_AUTOMATION_SAVED, (double)saved);
}

static void ds_automation_shape(ds_replication *state, int32_t row)
{
    const ds_automation *practice = automation_of(state);
    const ds_ticket_extra *extra = &state->pool.extras[row];
    ds_ticket *ticket = ds_ticket_at(state, row);
    if (extra->is_detected && ticket->visits == 1)
        save(state, ticket, ds_ticks_min(practice->contact, ticket->remaining));
    if (extra->is_diagnosed && !ticket->is_misrouted)
        save(state, ticket, (ds_ticks)((double)ticket->remaining * practice->saves + 0.5));
}

static bool ds_automation_takes(ds_replication *state, int32_t row, int32_t group_row)
{
    ds_ticket *ticket = ds_ticket_at(state, row);
    if (!state->pool.extras[row].is_automatic)
        return false;
    ds_ticks takes = ds_sampler_draw_ticks(
        &automation_of(state)->takes, automation_uniform(state, row, DS_FOR_AUTO_TIME));
    ticket->group = group_row;
    ticket->group_at = state->now;
    ticket->state = DS_TICKET_AWAY;
    ticket->since = state->now;
    ds_timer_set(state, state->now + takes, DS_TIMER_AUTO_RESOLUTION, row, 0);
    return true;
}

static void ds_automation_resolve(ds_replication *state, const ds_timer *timer)
{
    int32_t row = timer->subject;
    ds_ticket *ticket = ds_ticket_at(state, row);
    if (ticket->state != DS_TICKET_AWAY)
        return;
    if (ds_has_clocks(state))
        ds_ticket_clocks_respond(state, row);
    ticket->visits = 1; /* the first contact resolved it */
    ticket->responded_at = state->now;
    ds_practice_count(state, DS_SUM_AUTO_RESOLVED, 1);
    ds_ticket_resolve(state, row);
}
