#include "model/engine/practices/services.h"

/* The services that the ticket takes down while it is open, as bits. */
static uint32_t services_of(const ds_replication *state, const ds_ticket *ticket)
{
    const ds_services *services = state->desk->practices->services;
    uint32_t bits = 0;
    if (ticket->type != DS_INCIDENT)
        return 0;
    for (int32_t i = 0; i < services->count; i++) {
        const ds_service *service = &services->list[i];
        if ((service->priorities >> ticket->priority & 1) &&
            (!service->categories || service->categories[ticket->category]))
            bits |= 1u << i;
    }
    return bits;
}

static void go_down(ds_replication *state, ds_service_state *service)
{
    if (service->outages_open++ > 0)
        return;
    service->since = state->now;
    service->counts = state->flow.in_window;
    service->tally.outages += service->counts;
}

static void come_back(ds_replication *state, const ds_service *about,
                      ds_service_state *service)
{
    const ds_desk *desk = state->desk;
    if (--service->outages_open > 0)
        return;
    ds_ticks from = ds_ticks_max(service->since, desk->warm_up);
    ds_ticks to = ds_ticks_min(state->now, desk->horizon);
    if (to > from)
        service->tally.down += (double)ds_calendar_between(
            &desk->calendars[about->hours], from, to, &state->cursors[about->hours]);
    if (service->counts)
        service->tally.restoration += (double)(state->now - service->since);
}

static void change_services(ds_replication *state, int32_t row, uint32_t bits)
{
    const ds_services *services = state->desk->practices->services;
    ds_ticket_extra *extra = &state->pool.extras[row];
    uint32_t changed = extra->services_down ^ bits;
    extra->services_down = bits;
    for (int32_t i = 0; i < services->count; i++) {
        if (!(changed >> i & 1))
            continue;
        if (bits >> i & 1)
            go_down(state, &state->practices->services[i]);
        else
            come_back(state, &services->list[i], &state->practices->services[i]);
    }
}

static void ds_services_hear(ds_replication *state, ds_happening happening, int32_t row)
{
    if (happening == DS_TICKET_ARRIVED || happening == DS_TICKET_REOPENED ||
        happening == DS_TICKET_REPRIORITISED)
        change_services(state, row, services_of(state, ds_ticket_at(state, row)));
    else if (happening == DS_TICKET_RESOLVED || happening == DS_TICKET_CENSORED)
        change_services(state, row, 0);
}
