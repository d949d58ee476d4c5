#include "model/ticket.h"

#include "sim/event_queue.h"

#include <stdlib.h>
#include <string.h>

static bool grow(ds_ticket_pool *pool)
{
    int32_t capacity = pool->capacity ? 2 * pool->capacity : 256;
    size_t rows = (size_t)capacity;
    int32_t *free_rows = realloc(pool->free_rows, rows * sizeof *free_rows);
    if (!free_rows)
        return false;
    pool->free_rows = free_rows;
    ds_ticket *tickets = realloc(pool->tickets, rows * sizeof *tickets);
    if (!tickets)
        return false;
    pool->tickets = tickets;
    if (pool->has_clocks) {
        ds_ticket_clocks *clocks = realloc(pool->clocks, rows * sizeof *clocks);
        if (!clocks)
            return false;
        pool->clocks = clocks;
    }
    if (pool->has_extras) {
        ds_ticket_extra *extras = realloc(pool->extras, rows * sizeof *extras);
        if (!extras)
            return false;
        pool->extras = extras;
    }
    memset(pool->tickets + pool->capacity, 0,
           (rows - (size_t)pool->capacity) * sizeof *pool->tickets);
    pool->capacity = capacity;
    return true;
}

ds_status ds_ticket_pool_init(ds_ticket_pool *pool, bool has_clocks, bool has_extras,
                              ds_error *err)
{
    *pool = (ds_ticket_pool){.has_clocks = has_clocks, .has_extras = has_extras};
    if (!grow(pool)) {
        ds_ticket_pool_free(pool);
        return ds_error_no_memory(err);
    }
    return DS_OK;
}

void ds_ticket_pool_free(ds_ticket_pool *pool)
{
    free(pool->tickets);
    free(pool->clocks);
    free(pool->extras);
    free(pool->free_rows);
    *pool = (ds_ticket_pool){0};
}

void ds_ticket_pool_reset(ds_ticket_pool *pool)
{
    memset(pool->tickets, 0, (size_t)pool->used * sizeof *pool->tickets);
    pool->free_count = 0;
    pool->used = 0;
}

int32_t ds_ticket_pool_take(ds_ticket_pool *pool)
{
    if (pool->free_count == 0 && pool->used == pool->capacity &&
        (pool->used >= DS_EVENT_SUBJECTS || !grow(pool)))
        return DS_NO_ID;
    int32_t row = pool->free_count > 0 ? pool->free_rows[--pool->free_count] : pool->used++;
    ds_ticket *ticket = &pool->tickets[row];
    /* Only what is counted up from nothing: whoever admits a ticket sets the rest. */
    ticket->visits = 0;
    ticket->holds = 0;
    ticket->reopenings = 0;
    ticket->resolutions = 0;
    ticket->reassignments = 0;
    ticket->breaches_cancelled = 0;
    ticket->recorded_used = 0;
    ticket->hold_time = 0;
    ticket->touch_time = 0;
    ticket->wait_time = 0;
    ticket->responded_at = -1;
    ticket->first_resolved_at = -1;
    ticket->resolved_at = -1;
    ticket->agent = DS_NO_ID;
    ticket->was_escalated = false;
    ticket->hit_max_visits = false;
    if (pool->has_clocks)
        pool->clocks[row] = (ds_ticket_clocks){0};
    if (pool->has_extras)
        pool->extras[row] = (ds_ticket_extra){0};
    return row;
}

void ds_ticket_pool_give_back(ds_ticket_pool *pool, int32_t row)
{
    ds_ticket *ticket = &pool->tickets[row];
    ticket->state = DS_TICKET_FREE;
    ticket->pending = 0;
    ticket->time_limit = 0;
    ticket->queue_stamp++;
    pool->free_rows[pool->free_count++] = row;
}
