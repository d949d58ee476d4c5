#include "analysis/histories/ticket_results.h"

#include <stdlib.h>

void ds_ticket_results_free(ds_ticket_results *results)
{
    free(results->list);
    *results = (ds_ticket_results){0};
}

ds_status ds_ticket_results_add(ds_ticket_results *results, const ds_ticket_result *one,
                                ds_error *err)
{
    if (results->count == results->capacity) {
        int64_t capacity = results->capacity ? 2 * results->capacity : 1024;
        ds_ticket_result *list = realloc(results->list, (size_t)capacity * sizeof *list);
        if (!list)
            return ds_error_no_memory(err);
        results->list = list;
        results->capacity = capacity;
    }
    results->list[results->count++] = *one;
    return DS_OK;
}

/* Of an open ticket, by its row in the pool. */
typedef struct open_hold {
    double since_h;
    double held_h;
} open_hold;

typedef struct gathering {
    ds_ticket_results *results;
    const ds_desk *desk;
    open_hold *open;
    int32_t capacity;
    ds_status status;
} gathering;

static void begin(gathering *all, int32_t row)
{
    if (row >= all->capacity) {
        int32_t capacity = all->capacity ? all->capacity : 256;
        while (capacity <= row)
            capacity *= 2;
        open_hold *open = realloc(all->open, (size_t)capacity * sizeof *open);
        if (!open) {
            all->status = DS_NO_MEMORY;
            return;
        }
        all->open = open;
        all->capacity = capacity;
    }
    all->open[row] = (open_hold){0};
}

/* Time on hold, but for the reason change: that is how a calibrated desk has the time in
 * which nobody looks at a ticket, of which its history has no record. */
static void hold(gathering *all, const ds_ticket *ticket, int32_t row, bool begins,
                 ds_ticks now)
{
    const ds_route *route = &all->desk->categories[ticket->category].routes[ticket->group];
    if (route->holds[ticket->hold_row].reason == DS_HOLD_CHANGE)
        return;
    if (begins)
        all->open[row].since_h = ds_hours(now);
    else
        all->open[row].held_h += ds_hours(now) - all->open[row].since_h;
}

static int8_t verdict(const ds_ticket_clocks *clocks, ds_ticks now)
{
    if (!clocks || clocks->resolution.state == DS_SLA_NONE)
        return -1;
    if (ds_sla_clock_breached(&clocks->resolution, now))
        return 1;
    return clocks->resolution.state == DS_SLA_STOPPED ? 0 : -1;
}

static int32_t trace_row_of(const ds_desk *desk, const ds_ticket *ticket)
{
    bool is_replayed = ticket->stream != DS_NO_ID && desk->streams[ticket->stream].trace;
    return is_replayed ? ticket->trace_row : DS_NO_ID;
}

static void gather(void *context, const ds_replication *replication, ds_happening happening,
                   int32_t row, ds_ticks now)
{
    gathering *all = context;
    const ds_ticket *ticket = ds_replication_ticket(replication, row);
    if (all->status != DS_OK)
        return;
    if (happening == DS_TICKET_ARRIVED)
        begin(all, row);
    else if (happening == DS_TICKET_HELD || happening == DS_TICKET_UNHELD)
        hold(all, ticket, row, happening == DS_TICKET_HELD, now);
    if (happening != DS_TICKET_CLOSED && happening != DS_TICKET_CENSORED)
        return;
    bool is_resolved = ticket->resolved_at >= 0 && ticket->state == DS_TICKET_SOLVED;
    double resolved = is_resolved ? ds_hours(ticket->resolved_at) : NAN;
    ds_ticket_result one = {
        .opened_h = ds_hours(ticket->arrived_at),
        .resolved_h = resolved,
        .ended_h = is_resolved ? resolved : INFINITY,
        .hold_h = all->open[row].held_h,
        .reassignments = (int16_t)ticket->reassignments,
        .priority = ticket->priority,
        .breached = verdict(ds_replication_clocks(replication, row), now),
        .stream = ticket->stream,
        .trace_row = trace_row_of(all->desk, ticket),
    };
    all->status = ds_ticket_results_add(all->results, &one, NULL);
}

ds_status ds_ticket_results_simulate(ds_replication *replication, const ds_desk *desk,
                                     uint64_t seed, int64_t number, const atomic_bool *stop,
                                     ds_ticket_results *results, ds_error *err)
{
    ds_tally tally = {0};
    gathering all = {.results = results, .desk = desk, .status = DS_OK};
    ds_replication_observe(replication, gather, &all);
    ds_status status = ds_replication_run(replication, seed, number, stop, &tally, err);
    ds_replication_observe(replication, NULL, NULL);
    free(all.open);
    if (status == DS_OK)
        ds_tally_free(&tally);
    if (status == DS_OK && all.status != DS_OK)
        return ds_error_no_memory(err);
    return status;
}
