#include "model/engine/practices/pauses.h"

/* The ticket was resolved: a pause whatever the SLA. */
#define RESOLVED_BIT (1u << DS_HOLD_REASONS)

static void begin_spell(ds_replication *state, int32_t row, uint32_t reason_bit)
{
    ds_ticket_extra *extra = &state->pool.extras[row];
    int32_t spell = ds_spell_take(state->practices);
    if (spell == DS_NO_ID) {
        state->is_out_of_memory = true;
        return;
    }
    state->practices->spells[spell] = (ds_past_spell){
        .spell = {.from = state->now, .to = DS_NEVER},
        .earlier = extra->last_spell,
        .reason_bit = reason_bit
    };
    extra->last_spell = spell + 1;
}

static void end_spell(ds_replication *state, int32_t row)
{
    int32_t last = state->pool.extras[row].last_spell;
    if (last > 0)
        state->practices->spells[last - 1].spell.to = state->now;
}

static void forget_spells(ds_replication *state, int32_t row)
{
    ds_practice_state *practices = state->practices;
    ds_ticket_extra *extra = &state->pool.extras[row];
    while (extra->last_spell > 0) {
        int32_t spell = extra->last_spell - 1;
        extra->last_spell = practices->spells[spell].earlier;
        practices->free_spells[practices->free_spell_count++] = spell;
    }
}

/* The resolution clock goes on, or starts anew and knows nothing of what was before. */
static void reopen_promise(ds_replication *state, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    end_spell(state, row);
    if (ticket->sla == DS_NO_ID ||
        state->desk->slas[ticket->sla].reopening != DS_REOPEN_RESTART)
        return;
    state->pool.extras[row].promised_at = state->now;
    forget_spells(state, row);
}

static void ds_pauses_hear(ds_replication *state, ds_happening happening, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    if (!state->pool.clocks)
        return;
    if (happening == DS_TICKET_ARRIVED)
        state->pool.extras[row].promised_at = ticket->arrived_at;
    else if (happening == DS_TICKET_HELD)
        begin_spell(state, row,
                    1u << ds_route_of(state->desk, ticket)->holds[ticket->hold_row].reason);
    else if (happening == DS_TICKET_RESOLVED)
        begin_spell(state, row, RESOLVED_BIT);
    else if (happening == DS_TICKET_UNHELD)
        end_spell(state, row);
    else if (happening == DS_TICKET_REOPENED)
        reopen_promise(state, row);
    else if (happening == DS_TICKET_CLOSED || happening == DS_TICKET_CENSORED)
        forget_spells(state, row);
}

static void turn_round(ds_spell *spells, int32_t count)
{
    for (int32_t i = 0; i < count / 2; i++) {
        ds_spell spell = spells[i];
        spells[i] = spells[count - 1 - i];
        spells[count - 1 - i] = spell;
    }
}

static const ds_spell *ds_practices_pauses(ds_replication *state, int32_t row,
                                           uint32_t reason_mask, ds_ticks from,
                                           int32_t *count_out)
{
    const ds_practice_state *practices = state->practices;
    int32_t count = 0;
    int32_t next = state->pool.extras[row].last_spell;
    while (next > 0) {
        const ds_past_spell *past = &practices->spells[next - 1];
        if ((past->reason_bit & (reason_mask | RESOLVED_BIT)) && past->spell.to > from)
            practices->pauses[count++] = past->spell;
        next = past->earlier;
    }
    turn_round(practices->pauses, count);
    *count_out = count;
    return practices->pauses;
}
