/* A small desk and tallies made by hand, for tests of what is computed from them. */
#ifndef DS_TESTS_TALLIES_H
#define DS_TESTS_TALLIES_H

#include "model/tally.h"

#include <stdlib.h>
#include <string.h>

#define HAND_PRIORITIES 3
#define HAND_GROUPS 2
#define HAND_CATEGORIES 2

/* Monday 2026-01-05 00:00 UTC. */
#define HAND_START 1767571200

/* Priorities P1 to P3; groups L1 (3 agents) and Vendor (unlimited); categories email and
 * hardware; one SLA, standard; one channel, phone; one contract, Acme; one stream of
 * incidents. 3 weeks, of which the first is warm-up. */
typedef struct hand_desk {
    ds_desk desk;
    ds_group groups[HAND_GROUPS];
    ds_category categories[HAND_CATEGORIES];
    ds_sla sla;
    ds_contract contract;
    ds_stream stream;
    ds_trace trace; /* not used unless a test hangs it on the stream */
    char *channel;
    /* Every ticket has the one SLA: all rows are 0. */
    int32_t sla_rows[DS_TICKET_TYPES * HAND_CATEGORIES * HAND_PRIORITIES];
} hand_desk;

/* Texts of a desk are not const because desks own them; these are only read. */
static inline char *hand_text(const char *text)
{
    union {
        const char *read;
        char *write;
    } same = {.read = text};
    return same.write;
}

static inline void hand_desk_init(hand_desk *hand)
{
    *hand = (hand_desk){0};
    ds_desk *desk = &hand->desk;
    desk->name = hand_text("Hand-made desk");
    desk->start_unix = HAND_START;
    desk->horizon = 3 * DS_WEEK;
    desk->warm_up = DS_WEEK;
    if (ds_zone_init_utc(&desk->zone, HAND_START, NULL) != DS_OK)
        abort();
    static const char *const priorities[] = {"P1", "P2", "P3"};
    desk->priority_count = HAND_PRIORITIES;
    for (int i = 0; i < HAND_PRIORITIES; i++)
        desk->priority_names[i] = hand_text(priorities[i]);
    hand->groups[0] = (ds_group){.name = hand_text("L1"), .tier = 1, .agents = 3};
    hand->groups[1] =
        (ds_group){.name = hand_text("Vendor"), .tier = 2, .agents = DS_UNLIMITED_AGENTS};
    desk->group_count = HAND_GROUPS;
    desk->groups = hand->groups;
    hand->categories[0].name = hand_text("email");
    hand->categories[1].name = hand_text("hardware");
    desk->category_count = HAND_CATEGORIES;
    desk->categories = hand->categories;
    hand->sla.name = hand_text("standard");
    hand->sla.response[0].ticks = 15 * DS_MINUTE;
    hand->sla.resolution[0].ticks = 2 * DS_HOUR;
    hand->sla.resolution[1].ticks = 8 * DS_HOUR;
    hand->sla.resolution[2].business_days = 3;
    desk->sla_count = 1;
    desk->slas = &hand->sla;
    desk->sla_rows = hand->sla_rows;
    hand->channel = hand_text("phone");
    desk->channel_count = 1;
    desk->channel_names = &hand->channel;
    hand->contract.name = hand_text("Acme");
    desk->contract_count = 1;
    desk->contracts = &hand->contract;
    hand->stream.type = DS_INCIDENT;
    desk->stream_count = 1;
    desk->streams = &hand->stream;
}

static inline void hand_desk_free(hand_desk *hand)
{
    ds_zone_free(&hand->desk.zone);
}

static inline void *hand_room(size_t count, size_t size)
{
    void *room = calloc(count + 1, size);
    if (!room)
        abort();
    return room;
}

static inline void hand_series_init(ds_series *series, const ds_desk *desk)
{
    series->width = DS_DAY;
    series->bins = (int32_t)(desk->horizon / DS_DAY);
    size_t bins = (size_t)series->bins;
    size_t by_group = bins * (size_t)desk->group_count;
    series->backlog = hand_room(bins, sizeof(float));
    series->arrived = hand_room(bins, sizeof(float));
    series->resolved = hand_room(bins, sizeof(float));
    series->busy = hand_room(by_group, sizeof(float));
    series->rostered = hand_room(by_group, sizeof(float));
    series->queue = hand_room(by_group, sizeof(float));
}

/* A tally with everything in place and nothing counted; ds_tally_free frees it. */
static inline void hand_tally_init(ds_tally *tally, const ds_desk *desk, int64_t number)
{
    const int32_t sizes[DS_DIMENSIONS] = {
        1,
        desk->priority_count,
        desk->priority_count,
        DS_TICKET_TYPES,
        desk->category_count,
        desk->sla_count,
        desk->channel_count,
    };
    *tally = (ds_tally){.replication = number};
    for (int d = 0; d < DS_DIMENSIONS; d++)
        tally->dimension_first[d + 1] = tally->dimension_first[d] + sizes[d];
    tally->slice_count = tally->dimension_first[DS_DIMENSIONS];
    tally->slices = hand_room((size_t)tally->slice_count, sizeof *tally->slices);
    tally->group_count = desk->group_count;
    tally->groups = hand_room((size_t)desk->group_count, sizeof *tally->groups);
    tally->contract_count = desk->contract_count;
    tally->contracts = hand_room((size_t)desk->contract_count, sizeof *tally->contracts);
    tally->window = (double)(desk->horizon - desk->warm_up);
    for (int g = 0; g < desk->group_count; g++)
        tally->groups[g].sum[DS_GROUP_WINDOW] = tally->window;
    hand_series_init(&tally->series, desk);
}

static inline double *hand_sum(ds_tally *tally, ds_dimension dimension, int32_t row)
{
    return tally->slices[tally->dimension_first[dimension] + row].sum;
}

/* Counts a value under its bucket, widening the range as needed. */
static inline void hand_count(ds_counts *counts, double hours)
{
    int32_t bucket = ds_histogram_bucket((ds_ticks)(hours * (double)DS_HOUR));
    bool is_empty = counts->first == counts->last;
    int32_t first = is_empty || bucket < counts->first ? bucket : counts->first;
    int32_t last = is_empty || bucket >= counts->last ? bucket + 1 : counts->last;
    uint32_t *wider = hand_room((size_t)(last - first), sizeof *wider);
    if (!is_empty)
        memcpy(wider + counts->first - first, counts->count,
               (size_t)(counts->last - counts->first) * sizeof *wider);
    free(counts->count);
    *counts = (ds_counts){.first = first, .last = last, .count = wider};
    wider[bucket - first]++;
}

/* A resolved ticket of a slice: its time is counted and summed. */
static inline void hand_resolve(ds_tally *tally, ds_dimension dimension, int32_t row,
                                double hours)
{
    ds_slice *slice = &tally->slices[tally->dimension_first[dimension] + row];
    slice->sum[DS_SUM_ARRIVED]++;
    slice->sum[DS_SUM_RESOLVED]++;
    slice->sum[DS_SUM_RESOLUTION] += hours * (double)DS_HOUR;
    hand_count(&slice->resolution, hours);
}

/* One goal row per month from `month` (year × 12 + month - 1) on. */
static inline void hand_goals(ds_tally *tally, int32_t month, int32_t count)
{
    tally->goals = hand_room((size_t)count, sizeof *tally->goals);
    tally->goal_count = count;
    for (int32_t i = 0; i < count; i++)
        tally->goals[i] = (ds_goal_tally){.sla = 0, .priority = 0, .month = month + i};
}

#endif
