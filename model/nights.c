#include "model/nights.h"

#include "model/state.h"

#include <stdlib.h>
#include <string.h>

/* At most so many points over the horizon. */
#define MOST_POINTS 130

const ds_ticks ds_age_upto[DS_AGE_BANDS] = {DS_DAY, 3 * DS_DAY, 7 * DS_DAY, 30 * DS_DAY,
                                            DS_NEVER};
const char *const ds_age_words[DS_AGE_BANDS] = {"up to 1 day", "1 to 3 days", "3 to 7 days",
                                                "7 to 30 days", "over 30 days"};

static size_t cells(const ds_nights *nights, int32_t rows)
{
    return (size_t)nights->points * (size_t)rows;
}

static ds_status allocate(ds_nights *nights, int32_t groups, ds_error *err)
{
    nights->open = calloc(cells(nights, DS_AGE_BANDS) + 1, sizeof(float));
    nights->waiting = calloc(cells(nights, groups) + 1, sizeof(float));
    nights->oldest_h = calloc(cells(nights, groups) + 1, sizeof(float));
    if (!nights->open || !nights->waiting || !nights->oldest_h)
        return ds_error_no_memory(err);
    return DS_OK;
}

ds_status ds_nights_init(ds_nights *nights, const ds_desk *desk, ds_error *err)
{
    int32_t most = (int32_t)(desk->horizon / DS_DAY) + 2;
    *nights = (ds_nights){.width = (most + MOST_POINTS - 1) / MOST_POINTS};
    nights->points = (most + nights->width - 1) / nights->width;
    return allocate(nights, desk->group_count, err);
}

void ds_nights_reset(ds_nights *nights, int32_t groups)
{
    nights->count = 0;
    memset(nights->open, 0, cells(nights, DS_AGE_BANDS) * sizeof(float));
    memset(nights->waiting, 0, cells(nights, groups) * sizeof(float));
    memset(nights->oldest_h, 0, cells(nights, groups) * sizeof(float));
}

ds_status ds_nights_copy(ds_nights *out, const ds_nights *from, int32_t groups,
                         ds_error *err)
{
    *out = (ds_nights){.points = from->points, .width = from->width, .count = from->count};
    if (allocate(out, groups, err) != DS_OK)
        return DS_NO_MEMORY;
    memcpy(out->open, from->open, cells(from, DS_AGE_BANDS) * sizeof(float));
    memcpy(out->waiting, from->waiting, cells(from, groups) * sizeof(float));
    memcpy(out->oldest_h, from->oldest_h, cells(from, groups) * sizeof(float));
    return DS_OK;
}

typedef struct night_queue {
    double waiting;
    ds_ticks oldest; /* its age */
} night_queue;

static int32_t band_of(ds_ticks age)
{
    int32_t band = 0;
    while (age > ds_age_upto[band])
        band++;
    return band;
}

static bool is_deferred(const ds_replication *state, int32_t row)
{
    const ds_ticket_extra *extras = state->pool.extras;
    return !extras || !(extras[row].is_live || extras[row].is_task);
}

/* Those in the group's queue; where agents set work aside, those too. */
static night_queue look_at(const ds_replication *state, int32_t group)
{
    night_queue seen = {0};
    if (state->groups[group].queue.length == 0 && state->groups[group].aside == 0)
        return seen;
    for (int32_t row = 0; row < state->pool.used; row++) {
        const ds_ticket *ticket = &state->pool.tickets[row];
        if (ticket->state != DS_TICKET_WAITING || ticket->group != group ||
            !is_deferred(state, row))
            continue;
        seen.waiting++;
        seen.oldest = ds_ticks_max(seen.oldest, state->now - ticket->arrived_at);
    }
    return seen;
}

static void count_open(const ds_replication *state, ds_nights *nights, int32_t point)
{
    for (int32_t row = 0; row < state->pool.used; row++) {
        const ds_ticket *ticket = &state->pool.tickets[row];
        if (ticket->state == DS_TICKET_FREE || ticket->state == DS_TICKET_SOLVED ||
            !is_deferred(state, row))
            continue;
        int32_t band = band_of(state->now - ticket->arrived_at);
        nights->open[(size_t)band * (size_t)nights->points + (size_t)point]++;
    }
}

void ds_nights_count(ds_replication *state)
{
    ds_nights *nights = &state->flow.tally.nights;
    int32_t point = nights->count / nights->width;
    if (point >= nights->points)
        return;
    nights->count++;
    count_open(state, nights, point);
    for (int32_t g = 0; g < state->desk->group_count; g++) {
        night_queue seen = look_at(state, g);
        size_t place = (size_t)g * (size_t)nights->points + (size_t)point;
        nights->waiting[place] += (float)seen.waiting;
        nights->oldest_h[place] += (float)ds_hours(seen.oldest);
        if (!state->flow.in_window)
            continue;
        double *sum = state->groups[g].tally.sum;
        sum[DS_GROUP_CARRIED_OVER] += seen.waiting;
        sum[DS_GROUP_OLDEST] += (double)seen.oldest;
        sum[DS_GROUP_MIDNIGHTS]++;
    }
}
