#include "model/wait_queue.h"

#include "model/purpose.h"

#include <assert.h>
#include <stdlib.h>

__extension__ typedef unsigned __int128 waiting_key;

/* Key, then order, as one number: compared without a branch. */
static inline waiting_key rank_of(const ds_waiting *entry)
{
    uint64_t key = (uint64_t)entry->key ^ (UINT64_C(1) << 63); /* signed order */
    return ((waiting_key)key << 64) | entry->order;
}

static inline bool is_waiting(const ds_waiting *entry, const ds_ticket *tickets)
{
    return tickets[entry->ticket].queue_stamp == entry->stamp;
}

ds_status ds_wait_queue_init(ds_wait_queue *queue, int32_t lane_count, ds_error *err)
{
    *queue = (ds_wait_queue){.lane_count = lane_count};
    queue->lanes = calloc((size_t)lane_count, sizeof *queue->lanes);
    if (!queue->lanes)
        return ds_error_no_memory(err);
    return DS_OK;
}

void ds_wait_queue_free(ds_wait_queue *queue)
{
    for (int32_t i = 0; queue->lanes && i < queue->lane_count; i++)
        free(queue->lanes[i].entries);
    free(queue->lanes);
    *queue = (ds_wait_queue){0};
}

void ds_wait_queue_reset(ds_wait_queue *queue)
{
    for (int32_t i = 0; i < queue->lane_count; i++)
        queue->lanes[i].count = 0;
    queue->length = 0;
    queue->taken = 0;
}

static bool grow(ds_lane *lane)
{
    int32_t capacity = lane->capacity ? 2 * lane->capacity : 64;
    ds_waiting *entries = realloc(lane->entries, (size_t)capacity * sizeof *entries);
    if (!entries)
        return false;
    lane->entries = entries;
    lane->capacity = capacity;
    return true;
}

static void rise(ds_waiting *entries, int32_t place, ds_waiting entry)
{
    while (place > 0) {
        int32_t parent = (place - 1) / 2;
        if (rank_of(&entries[parent]) < rank_of(&entry))
            break;
        entries[place] = entries[parent];
        place = parent;
    }
    entries[place] = entry;
}

static void drop_head(ds_lane *lane)
{
    ds_waiting *entries = lane->entries;
    int32_t count = --lane->count;
    int32_t hole = 0;
    int32_t child = 1;
    if (count == 0)
        return;
    ds_waiting last = entries[count];
    for (; child < count; child = 2 * hole + 1) {
        if (child + 1 < count)
            child += rank_of(&entries[child + 1]) < rank_of(&entries[child]);
        if (rank_of(&last) < rank_of(&entries[child]))
            break;
        entries[hole] = entries[child];
        hole = child;
    }
    entries[hole] = last;
}

/* Drops the obsolete entries of a full lane; true where that made room worth having. */
static bool compact(ds_lane *lane, const ds_ticket *tickets)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < lane->count; i++)
        if (is_waiting(&lane->entries[i], tickets))
            lane->entries[kept++] = lane->entries[i];
    lane->count = kept;
    for (int32_t i = 1; i < kept; i++)
        rise(lane->entries, i, lane->entries[i]);
    return kept < lane->capacity / 2;
}

bool ds_wait_queue_push(ds_wait_queue *queue, int32_t lane_row, int64_t key,
                        ds_ticket *ticket, int32_t ticket_row)
{
    ds_lane *lane = &queue->lanes[lane_row];
    if (lane->count == lane->capacity && !compact(lane, ticket - ticket_row) && !grow(lane))
        return false;
    /* Resumed work goes before whatever has the same key; otherwise age decides. */
    uint64_t order = ticket->queue_order | (ticket->is_resumed ? 0 : UINT64_C(1) << 63);
    ticket->queue_stamp++;
    rise(lane->entries, lane->count++,
         (ds_waiting){.key = key,
                      .order = order,
                      .ticket = ticket_row,
                      .stamp = ticket->queue_stamp});
    queue->length++;
    return true;
}

void ds_wait_queue_withdraw(ds_wait_queue *queue, ds_ticket *ticket)
{
    assert(queue->length > 0);
    ticket->queue_stamp++;
    queue->length--;
}

const ds_waiting *ds_wait_queue_head(ds_wait_queue *queue, int32_t lane_row,
                                     const ds_ticket *tickets)
{
    ds_lane *lane = &queue->lanes[lane_row];
    while (lane->count > 0 && !is_waiting(&lane->entries[0], tickets))
        drop_head(lane);
    return lane->count > 0 ? &lane->entries[0] : NULL;
}

static bool is_fit(const ds_waiting *entry, const ds_ticket *tickets, const ds_taker *taker)
{
    return is_waiting(entry, tickets) && taker->can_take(taker, entry->ticket);
}

const ds_waiting *ds_wait_queue_first(const ds_wait_queue *queue, int32_t lane_row,
                                      const ds_ticket *tickets, const ds_taker *taker)
{
    const ds_lane *lane = &queue->lanes[lane_row];
    const ds_waiting *best = NULL;
    for (int32_t i = 0; i < lane->count; i++) {
        const ds_waiting *entry = &lane->entries[i];
        if ((!best || rank_of(entry) < rank_of(best)) && is_fit(entry, tickets, taker))
            best = entry;
    }
    return best;
}

int32_t ds_wait_queue_random_first(ds_wait_queue *queue, const ds_ticket *tickets,
                                   const ds_taker *taker, const ds_seed *seed,
                                   ds_identity who)
{
    const ds_lane *lane = &queue->lanes[0];
    int32_t fits = 0;
    for (int32_t i = 0; i < lane->count; i++)
        fits += is_fit(&lane->entries[i], tickets, taker);
    if (fits == 0)
        return DS_NO_ID;
    who.ordinal = queue->taken++;
    double u = ds_random_uniform(seed, who, DS_FOR_SERVICE_ORDER, 0);
    int32_t left = (int32_t)(u * (double)fits);
    int32_t place = 0;
    while (!is_fit(&lane->entries[place], tickets, taker) || left-- > 0)
        place++;
    return lane->entries[place].ticket;
}

int32_t ds_wait_queue_take(ds_wait_queue *queue, int32_t lane_row, ds_ticket *tickets)
{
    ds_lane *lane = &queue->lanes[lane_row];
    int32_t row = lane->entries[0].ticket;
    drop_head(lane);
    ds_wait_queue_withdraw(queue, &tickets[row]);
    return row;
}

int32_t ds_wait_queue_take_random(ds_wait_queue *queue, ds_ticket *tickets,
                                  const ds_seed *seed, ds_identity who)
{
    ds_lane *lane = &queue->lanes[0];
    assert(queue->length > 0);
    for (;;) {
        /* The lane's order as a heap is of no meaning here: any entry may be swapped out.
         */
        who.ordinal = queue->taken++;
        double u = ds_random_uniform(seed, who, DS_FOR_SERVICE_ORDER, 0);
        int32_t place = (int32_t)(u * (double)lane->count);
        ds_waiting chosen = lane->entries[place];
        lane->entries[place] = lane->entries[--lane->count];
        if (is_waiting(&chosen, tickets)) {
            ds_wait_queue_withdraw(queue, &tickets[chosen.ticket]);
            return chosen.ticket;
        }
    }
}
