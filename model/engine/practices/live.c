#include "model/engine/practices/live.h"

#include "model/engine/group_work.h"
#include "model/engine/people.h"
#include "model/engine/practices/practices.h"
#include "model/engine/resolution.h"
#include "model/purpose.h"

static const ds_live_channel *channel_of(const ds_replication *state, int32_t row)
{
    return &state->desk->practices->live->channels[state->pool.tickets[row].channel];
}

static ds_live_tally *live_tally_of(ds_replication *state, int32_t row)
{
    return &state->practices->live[ds_ticket_at(state, row)->channel];
}

/* Contacts of the ticket's channel that wait or are being answered. */
static int32_t *in_line_of(ds_replication *state, int32_t row)
{
    return &state->practices->in_line[ds_ticket_at(state, row)->channel];
}

static int32_t half_hour_of(const ds_replication *state, ds_ticks instant)
{
    const ds_zone *zone = &state->desk->zone;
    ds_ticks past_hour = ds_zone_to_local(zone, instant) % DS_HOUR;
    return 2 * ds_zone_hour_of_week(zone, instant) + (past_hour >= DS_HOUR / 2);
}

static double attempt_uniform(const ds_replication *state, int32_t row, ds_purpose purpose)
{
    return ds_random_uniform(&state->seed, state->pool.tickets[row].who, purpose,
                             state->pool.extras[row].attempts);
}

/* A contact counts when it came in the window. */
static bool does_contact_count(const ds_replication *state, int32_t row)
{
    return ds_is_in_window(state, state->pool.extras[row].attempt_at);
}

static void call(ds_replication *state, int32_t row)
{
    ds_ticket_extra *extra = &state->pool.extras[row];
    extra->is_live = true;
    extra->attempt_at = state->now;
    extra->attempts++;
}

static bool comes_live(const ds_replication *state, int32_t row)
{
    const ds_ticket *ticket = &state->pool.tickets[row];
    return ticket->channel != DS_NO_ID && ticket->arrived_at == state->now &&
           channel_of(state, row)->is_live && !state->pool.extras[row].is_detected;
}

/* The first answer of this attempt. */
static void answer(ds_replication *state, int32_t row)
{
    const ds_ticket_extra *extra = &state->pool.extras[row];
    ds_live_tally *tally = live_tally_of(state, row);
    ds_ticks wait = state->now - extra->attempt_at;
    if (!does_contact_count(state, row))
        return;
    int32_t half_hour = half_hour_of(state, extra->attempt_at);
    bool is_in_time = wait <= channel_of(state, row)->answer_within;
    tally->answered++;
    tally->answered_in_time += is_in_time;
    tally->wait += (double)wait;
    tally->week_contacts[half_hour]++;
    tally->week_in_time[half_hour] += is_in_time;
}

static void ds_live_end(ds_replication *state, int32_t row)
{
    if (!ds_is_live(state, row))
        return;
    state->pool.extras[row].is_live = false;
    *in_line_of(state, row) -= 1;
}

static void ds_live_hear(ds_replication *state, ds_happening happening, int32_t row)
{
    if (happening == DS_TICKET_ARRIVED && comes_live(state, row))
        call(state, row);
    else if (happening == DS_TICKET_STARTED && ds_is_live(state, row) &&
             ds_ticket_at(state, row)->visit_touch == 0)
        answer(state, row);
    else if (happening == DS_TICKET_WORKED)
        ds_live_end(state, row);
}

/* Turned away by a busy line, or gone for want of patience. */
static void turn_away(ds_replication *state, int32_t row)
{
    const ds_live_channel *channel = channel_of(state, row);
    ds_ticket_extra *extra = &state->pool.extras[row];
    bool is_last = extra->attempts >= (uint32_t)channel->most_tries;
    extra->is_live = false;
    if (is_last || channel->redial_share <= 0 ||
        attempt_uniform(state, row, DS_FOR_REDIAL) >= channel->redial_share) {
        ds_ticket_abandon(state, row);
        return;
    }
    ds_ticket *ticket = ds_ticket_at(state, row);
    ds_ticks after = ds_sampler_draw_ticks(
        &channel->redial_after, attempt_uniform(state, row, DS_FOR_REDIAL_AFTER));
    if (does_contact_count(state, row))
        live_tally_of(state, row)->redialled++;
    ticket->state = DS_TICKET_AWAY;
    ticket->since = state->now;
    ds_timer_set(state, state->now + ds_ticks_max(after, 1), DS_TIMER_REDIAL, row,
                 extra->attempts);
}

/* Whether anybody works there now, however busy. */
static bool is_anybody_there(const ds_replication *state, int32_t row)
{
    const ds_group_state *group = &state->groups[state->pool.tickets[row].group];
    return ds_has_roster(group) ? group->on_duty > 0 : ds_is_on_duty(group, state->now);
}

static bool ds_live_admit(ds_replication *state, int32_t row)
{
    if (!is_anybody_there(state, row)) {
        live_tally_of(state, row)->out_of_hours += does_contact_count(state, row);
        turn_away(state, row);
        return false;
    }
    int32_t lines = channel_of(state, row)->lines;
    int32_t *in_line = in_line_of(state, row);
    if (lines == 0 || *in_line < lines) {
        ++*in_line;
        return true;
    }
    live_tally_of(state, row)->blocked += does_contact_count(state, row);
    turn_away(state, row);
    return false;
}

static void ds_live_wait(ds_replication *state, int32_t row)
{
    const ds_live_channel *channel = channel_of(state, row);
    if (!channel->has_patience)
        return;
    double u = attempt_uniform(state, row, DS_FOR_LINE_PATIENCE);
    ds_ticks patience = ds_sampler_draw_ticks(&channel->patience, u);
    ds_timer_set(state, state->now + patience, DS_TIMER_LINE_PATIENCE, row,
                 state->pool.extras[row].attempts);
}

static void ds_live_give_up(ds_replication *state, const ds_timer *timer)
{
    int32_t row = timer->subject;
    const ds_ticket_extra *extra = &state->pool.extras[row];
    if (timer->tag != extra->attempts || !extra->is_live ||
        ds_ticket_at(state, row)->state != DS_TICKET_WAITING)
        return;
    ds_group_withdraw(state, row);
    ds_tell(state, DS_TICKET_LEFT_LINE, row);
    *in_line_of(state, row) -= 1;
    if (does_contact_count(state, row)) {
        ds_live_tally *tally = live_tally_of(state, row);
        tally->abandoned++;
        tally->week_contacts[half_hour_of(state, extra->attempt_at)]++;
    }
    turn_away(state, row);
}

static void ds_live_redial(ds_replication *state, const ds_timer *timer)
{
    int32_t row = timer->subject;
    ds_ticket *ticket = ds_ticket_at(state, row);
    if (ticket->state != DS_TICKET_AWAY || timer->tag != state->pool.extras[row].attempts)
        return;
    call(state, row);
    ticket->queue_order = ++state->groups[ticket->group].visits;
    ds_group_receive(state, row);
}
