#include "model/flow.h"

#include "model/goals.h"
#include "model/nights.h"
#include "model/state.h"

#include <stdlib.h>
#include <string.h>

/* At most so many bins over the horizon; wide enough bins are found by the rule below. */
#define MOST_BINS 1100

/* An hour for up to four weeks, else a day for up to three years, else doubling weeks. */
static ds_ticks bin_width(ds_ticks horizon)
{
    if (horizon <= 4 * DS_WEEK)
        return DS_HOUR;
    if (horizon <= MOST_BINS * DS_DAY)
        return DS_DAY;
    ds_ticks width = DS_WEEK;
    while (horizon / width >= MOST_BINS)
        width *= 2;
    return width;
}

static ds_status series_init(ds_series *series, int32_t groups, ds_ticks horizon,
                             ds_error *err)
{
    series->width = bin_width(horizon);
    series->bins = (int32_t)((horizon + series->width - 1) / series->width);
    size_t bins = (size_t)series->bins;
    size_t by_group = bins * (size_t)groups;
    series->backlog = calloc(bins, sizeof(float));
    series->arrived = calloc(bins, sizeof(float));
    series->resolved = calloc(bins, sizeof(float));
    series->busy = calloc(by_group, sizeof(float));
    series->rostered = calloc(by_group, sizeof(float));
    series->queue = calloc(by_group, sizeof(float));
    if (!series->backlog || !series->arrived || !series->resolved || !series->busy ||
        !series->rostered || !series->queue)
        return ds_error_no_memory(err);
    return DS_OK;
}

static void series_clear(ds_series *series, int32_t groups)
{
    size_t bins = (size_t)series->bins;
    size_t by_group = bins * (size_t)groups;
    memset(series->backlog, 0, bins * sizeof(float));
    memset(series->arrived, 0, bins * sizeof(float));
    memset(series->resolved, 0, bins * sizeof(float));
    memset(series->busy, 0, by_group * sizeof(float));
    memset(series->rostered, 0, by_group * sizeof(float));
    memset(series->queue, 0, by_group * sizeof(float));
}

ds_status ds_flow_init(ds_flow *flow, const ds_desk *desk, ds_error *err)
{
    ds_tally *tally = &flow->tally;
    *flow = (ds_flow){.desk = desk};
    tally->group_count = desk->group_count;
    tally->contract_count = desk->contract_count;
    tally->goal_count = ds_goals_rows(desk);
    tally->contracts = calloc((size_t)desk->contract_count + 1, sizeof *tally->contracts);
    tally->goals = calloc((size_t)tally->goal_count + 1, sizeof *tally->goals);
    if (!tally->contracts || !tally->goals)
        return ds_error_no_memory(err);
    ds_status status = series_init(&tally->series, desk->group_count, desk->horizon, err);
    return status == DS_OK ? ds_nights_init(&tally->nights, desk, err) : status;
}

void ds_flow_free(ds_flow *flow)
{
    ds_tally_free(&flow->tally);
}

void ds_flow_reset(ds_flow *flow)
{
    ds_tally *tally = &flow->tally;
    flow->in_window = false;
    flow->tick_at = flow->open_since = 0;
    flow->open = flow->open_area = 0;
    flow->arrived = flow->resolved = 0;
    tally->arrived = tally->resolved = tally->backlog_end = tally->backlog_area = 0;
    tally->still_open = 0;
    tally->was_stopped = false;
    memset(tally->arrived_by_hour, 0, sizeof tally->arrived_by_hour);
    memset(tally->contracts, 0, (size_t)tally->contract_count * sizeof *tally->contracts);
    ds_goals_prepare(flow->desk, tally->goals);
    series_clear(&tally->series, tally->group_count);
    ds_nights_reset(&tally->nights, tally->group_count);
}

ds_ticks ds_flow_next_tick(const ds_flow *flow, ds_ticks now)
{
    const ds_desk *desk = flow->desk;
    if (now >= desk->horizon)
        return DS_NEVER;
    ds_ticks next = now + DS_HOUR - ds_zone_to_local(&desk->zone, now) % DS_HOUR;
    next = ds_ticks_min(next, ds_zone_next_change(&desk->zone, now));
    if (now < desk->warm_up)
        next = ds_ticks_min(next, desk->warm_up);
    return ds_ticks_min(next, desk->horizon);
}

static ds_ticks bin_length(const ds_series *series, int32_t bin, ds_ticks horizon)
{
    return ds_ticks_min(series->width, horizon - bin * series->width);
}

/* Brings a group's integrals up to now; the agent time on duty since the last tick. */
static double close_accounts(ds_group_state *group, ds_ticks now)
{
    if (group->staffing) {
        ds_group_account_presence(group, now);
        return (double)group->duty_area;
    }
    ds_group_account(group, now);
    if (group->is_open)
        group->open_time += now - group->open_since;
    group->open_since = now;
    bool is_limited = group->group->agents != DS_UNLIMITED_AGENTS;
    return is_limited ? (double)group->open_time * (double)group->group->agents : 0;
}

/* What a roster's agents did since the last tick but for tickets, and what it cost. */
static void book_presence(ds_group_state *group, double on_duty, int32_t hour)
{
    const ds_pay *pay = &group->group->rules.pay;
    const int64_t *done = group->done;
    double *sum = group->tally.sum;
    double away = (double)done[DS_AGENT_AWAY];
    double absent = (double)done[DS_AGENT_ABSENT];
    double paid = on_duty + away + absent + (double)done[DS_AGENT_PAID_BREAK];
    double overtime = (double)group->overtime_area;
    sum[DS_GROUP_IDLE] += on_duty - (double)group->busy_area;
    sum[DS_GROUP_BREAK] +=
        (double)(done[DS_AGENT_PAID_BREAK] + done[DS_AGENT_UNPAID_BREAK]);
    sum[DS_GROUP_AWAY] += away;
    sum[DS_GROUP_ABSENT] += absent;
    sum[DS_GROUP_VACANT] += (double)done[DS_AGENT_VACANT];
    sum[DS_GROUP_PAY] +=
        (paid * pay->hour + overtime * pay->overtime_hour) / (double)DS_HOUR;
    group->tally.brought[hour] += (double)group->brought;
}

static void close_presence(ds_group_state *group, double on_duty, int32_t hour,
                           bool in_window)
{
    if (in_window)
        book_presence(group, on_duty, hour);
    group->duty_area = group->brought = 0;
    memset(group->done, 0, sizeof group->done);
}

/* Closes a group's integrals at now and books what they gathered since the last tick. */
static void book_group(ds_replication *state, int32_t row, int32_t hour, int32_t bin)
{
    ds_group_state *group = &state->groups[row];
    ds_series *series = &state->flow.tally.series;
    ds_group_tally *tally = &group->tally;
    double rostered = close_accounts(group, state->now);
    double length = (double)bin_length(series, bin, state->desk->horizon);
    size_t place = (size_t)row * (size_t)series->bins + (size_t)bin;
    series->busy[place] += (float)ds_hours(group->busy_area);
    series->rostered[place] += (float)(rostered / (double)DS_HOUR);
    series->queue[place] += (float)((double)group->queue_area / length);
    if (state->flow.in_window) {
        tally->queue_area += group->queue_area;
        tally->sum[DS_GROUP_BUSY] += (double)group->busy_area;
        tally->sum[DS_GROUP_OVERTIME] += (double)group->overtime_area;
        tally->sum[DS_GROUP_ROSTERED] += rostered;
        tally->busy[hour] += (double)group->busy_area;
        tally->rostered[hour] += rostered;
    }
    if (group->staffing)
        close_presence(group, rostered, hour, state->flow.in_window);
    group->queue_area = group->busy_area = group->overtime_area = 0;
    group->open_time = 0;
}

static void book_desk(ds_flow *flow, ds_ticks now, int32_t hour, int32_t bin)
{
    ds_tally *tally = &flow->tally;
    ds_flow_open(flow, now, 0);
    tally->series.backlog[bin] +=
        (float)((double)flow->open_area /
                (double)bin_length(&tally->series, bin, flow->desk->horizon));
    tally->series.arrived[bin] += (float)flow->arrived;
    tally->series.resolved[bin] += (float)flow->resolved;
    if (flow->in_window) {
        tally->backlog_area += (double)flow->open_area;
        tally->arrived += flow->arrived;
        tally->arrived_by_hour[hour] += flow->arrived;
    }
    flow->open_area = 0;
    flow->arrived = flow->resolved = 0;
}

void ds_flow_tick(ds_replication *state)
{
    ds_flow *flow = &state->flow;
    const ds_desk *desk = state->desk;
    if (state->now > flow->tick_at) {
        int32_t hour = ds_zone_hour_of_week(&desk->zone, flow->tick_at);
        int32_t bin = (int32_t)(flow->tick_at / flow->tally.series.width);
        for (int32_t g = 0; g < desk->group_count; g++)
            book_group(state, g, hour, bin);
        book_desk(flow, state->now, hour, bin);
    }
    bool is_new_day = ds_zone_to_local(&desk->zone, state->now) % DS_DAY == 0;
    flow->tick_at = state->now;
    flow->in_window = state->now >= desk->warm_up && state->now < desk->horizon;
    if (is_new_day && state->now < desk->horizon)
        ds_nights_count(state);
    if (state->now == desk->horizon)
        flow->tally.backlog_end = (double)flow->open;
}

static ds_status copy_floats(float **out, const float *from, size_t count, ds_error *err)
{
    *out = malloc(count * sizeof **out);
    if (!*out)
        return ds_error_no_memory(err);
    memcpy(*out, from, count * sizeof **out);
    return DS_OK;
}

static ds_status copy_series(ds_series *out, const ds_series *from, int32_t groups,
                             ds_error *err)
{
    size_t bins = (size_t)from->bins;
    size_t by_group = bins * (size_t)groups;
    *out = (ds_series){.bins = from->bins, .width = from->width};
    struct {
        float **to;
        const float *from;
        size_t count;
    } columns[] = {
        {&out->backlog,  from->backlog,  bins    },
        {&out->arrived,  from->arrived,  bins    },
        {&out->resolved, from->resolved, bins    },
        {&out->busy,     from->busy,     by_group},
        {&out->rostered, from->rostered, by_group},
        {&out->queue,    from->queue,    by_group},
    };
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        if (copy_floats(columns[i].to, columns[i].from, columns[i].count, err) != DS_OK)
            return DS_NO_MEMORY;
    return DS_OK;
}

static ds_status copy_counts(ds_counts *out, const uint32_t *counts, ds_error *err)
{
    ds_histogram_range(counts, &out->first, &out->last);
    size_t width = (size_t)(out->last - out->first);
    if (width == 0)
        return DS_OK;
    out->count = malloc(width * sizeof *out->count);
    if (!out->count)
        return ds_error_no_memory(err);
    memcpy(out->count, counts + out->first, width * sizeof *out->count);
    return DS_OK;
}

static ds_status finish_groups(ds_replication *state, ds_tally *tally, ds_error *err)
{
    ds_ticks window = state->desk->horizon - state->desk->warm_up;
    for (int32_t g = 0; g < tally->group_count; g++) {
        ds_group_state *group = &state->groups[g];
        tally->groups[g] = group->tally;
        tally->groups[g].sum[DS_GROUP_QUEUE_AREA] = (double)group->tally.queue_area;
        tally->groups[g].sum[DS_GROUP_WINDOW] = (double)window;
        group->wait_counts[0] = 0; /* no waits: the rest of the visits */
        if (copy_counts(&tally->groups[g].wait, group->wait_counts, err) != DS_OK)
            return DS_NO_MEMORY;
    }
    return DS_OK;
}

/* Those that happened, of all pairs. */
static ds_status copy_moves(const ds_replication *state, ds_tally *tally, ds_error *err)
{
    int32_t groups = state->desk->group_count;
    int32_t count = 0;
    for (int32_t from = 0; from < groups; from++)
        for (int32_t to = 0; to < groups; to++)
            count += state->groups[from].handed_to[to] > 0;
    tally->moves = malloc(((size_t)count + 1) * sizeof *tally->moves);
    if (!tally->moves)
        return ds_error_no_memory(err);
    for (int32_t from = 0; from < groups; from++)
        for (int32_t to = 0; to < groups; to++)
            if (state->groups[from].handed_to[to] > 0)
                tally->moves[tally->move_count++] = (ds_move){
                    .from = from, .to = to, .tickets = state->groups[from].handed_to[to]};
    return DS_OK;
}

ds_status ds_flow_finish(ds_replication *state, ds_tally *tally, ds_error *err)
{
    const ds_tally *own = &state->flow.tally;
    size_t groups = (size_t)own->group_count;
    *tally = *own;
    tally->slices = NULL;
    tally->series = (ds_series){0};
    tally->nights = (ds_nights){0};
    tally->window = (double)(state->desk->horizon - state->desk->warm_up);
    tally->groups = calloc(groups, sizeof *tally->groups);
    tally->contracts = malloc(((size_t)own->contract_count + 1) * sizeof *tally->contracts);
    tally->goals = malloc(((size_t)own->goal_count + 1) * sizeof *tally->goals);
    if (!tally->groups || !tally->contracts || !tally->goals)
        return ds_error_no_memory(err);
    memcpy(tally->contracts, own->contracts,
           (size_t)own->contract_count * sizeof *tally->contracts);
    memcpy(tally->goals, own->goals, (size_t)own->goal_count * sizeof *tally->goals);
    if (finish_groups(state, tally, err) != DS_OK ||
        ds_nights_copy(&tally->nights, &own->nights, own->group_count, err) != DS_OK ||
        copy_moves(state, tally, err) != DS_OK)
        return DS_NO_MEMORY;
    return copy_series(&tally->series, &own->series, own->group_count, err);
}
