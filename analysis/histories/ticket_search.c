#include "analysis/histories/ticket_search.h"

#include "analysis/histories/observed_run.h"

#include <stdlib.h>
#include <string.h>

typedef struct seeker {
    const ds_search *search;
    ds_found_tickets *found;
} seeker;

/* What is known of a ticket at its end. */
static ds_found_ticket describe(const ds_ticket *ticket, const ds_ticket_clocks *clocks,
                                bool is_open, ds_ticks now)
{
    ds_found_ticket one = {.number = ticket->number,
                           .arrived_at = ticket->arrived_at,
                           .responded_at = ticket->responded_at,
                           .resolved_at = is_open ? -1 : ticket->resolved_at,
                           .end = is_open ? now : ticket->resolved_at,
                           .due = DS_NEVER,
                           .wait = ticket->wait_time,
                           .category = ticket->category,
                           .group = ticket->group,
                           .type = ticket->type,
                           .priority = ticket->priority};
    if (is_open && ticket->state == DS_TICKET_WAITING)
        one.wait += now - ticket->since;
    if (!clocks || ticket->sla == DS_NO_ID)
        return one;
    if (clocks->resolution.state != DS_SLA_NONE)
        one.due = clocks->resolution.due;
    one.has_breached_response = clocks->response.state != DS_SLA_NONE &&
                                ds_sla_clock_breached(&clocks->response, now);
    one.has_breached_resolution = clocks->resolution.state != DS_SLA_NONE &&
                                  ds_sla_clock_breached(&clocks->resolution, now);
    return one;
}

static ds_ticks rank_of(const ds_found_ticket *one, ds_search_order order)
{
    switch (order) {
    case DS_SEARCH_RESPONSE:
        return (one->responded_at >= 0 ? one->responded_at : one->end) - one->arrived_at;
    case DS_SEARCH_LATENESS:
        return one->due < DS_NEVER ? one->end - one->due : 0;
    case DS_SEARCH_WAIT:
        return one->wait;
    case DS_SEARCH_RESOLUTION:
    case DS_SEARCH_ORDERS:
        break;
    }
    return one->end - one->arrived_at;
}

static bool fits(const ds_search *search, const ds_found_ticket *one)
{
    if (search->priority != DS_NO_ID && one->priority != search->priority)
        return false;
    if (search->order == DS_SEARCH_LATENESS && one->due >= DS_NEVER &&
        !one->has_breached_resolution)
        return false;
    if (!search->is_breached_only)
        return true;
    return search->order == DS_SEARCH_RESPONSE ? one->has_breached_response
                                               : one->has_breached_resolution;
}

static bool goes_before(const ds_found_ticket *left, const ds_found_ticket *right)
{
    return left->rank != right->rank ? left->rank > right->rank
                                     : left->number < right->number;
}

/* Puts a ticket in its place among the best so far, if it has one. */
static void rank_in(seeker *all, const ds_found_ticket *one)
{
    ds_found_tickets *found = all->found;
    int32_t limit = all->search->limit;
    if (found->count == limit && !goes_before(one, &found->list[limit - 1]))
        return;
    int32_t low = 0;
    int32_t high = found->count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (goes_before(&found->list[middle], one))
            low = middle + 1;
        else
            high = middle;
    }
    int32_t moved = found->count - low - (found->count == limit);
    memmove(&found->list[low + 1], &found->list[low], (size_t)moved * sizeof *found->list);
    found->list[low] = *one;
    found->count += found->count < limit;
}

static void observe(void *context, const ds_replication *replication,
                    ds_happening happening, int32_t row, ds_ticks now)
{
    seeker *all = context;
    const ds_ticket *ticket = ds_replication_ticket(replication, row);
    if (happening == DS_TICKET_ARRIVED && ticket->number > all->found->arrived)
        all->found->arrived = ticket->number;
    if ((happening != DS_TICKET_CLOSED && happening != DS_TICKET_CENSORED) ||
        !ticket->is_cohort)
        return;
    all->found->in_window++;
    ds_found_ticket one = describe(ticket, ds_replication_clocks(replication, row),
                                   happening == DS_TICKET_CENSORED, now);
    if (!fits(all->search, &one))
        return;
    one.rank = rank_of(&one, all->search->order);
    all->found->matching++;
    rank_in(all, &one);
}

ds_status ds_ticket_search(const ds_desk *desk, const ds_history_options *options,
                           const ds_search *search, ds_found_tickets *found, ds_error *err)
{
    *found = (ds_found_tickets){.list = calloc((size_t)search->limit, sizeof *found->list)};
    if (!found->list)
        return ds_error_no_memory(err);
    seeker all = {.search = search, .found = found};
    return ds_observed_run(desk, options, observe, &all, NULL, err);
}

void ds_found_tickets_free(ds_found_tickets *found)
{
    free(found->list);
    *found = (ds_found_tickets){0};
}
