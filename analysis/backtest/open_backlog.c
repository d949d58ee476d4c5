#include "analysis/backtest/open_backlog.h"

#include "sim/clock.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_ROUNDS = 3, LEAST_DONORS = 5 };
/* Of the open tickets: so many may disagree without another round. */
static const double few = 0.05;

static int32_t rows_of(const ds_desk *desk, int32_t stream)
{
    const ds_trace *trace = desk->streams[stream].trace;
    return trace ? trace->count : 0;
}

/* The history. */

/* The ticket that came at this instant and is nobody's yet; DS_NO_ID where there is none.
 */
static int64_t find_ticket(const ds_ticket_table *table, int64_t opened_us, bool *is_taken)
{
    for (int64_t i = ds_ticket_table_from(table, opened_us);
         i < table->count && table->list[i].opened_us == opened_us; i++)
        if (!is_taken[i]) {
            is_taken[i] = true;
            return i;
        }
    return DS_NO_ID;
}

static int8_t state_at(const ds_past_ticket *ticket, int64_t from_us)
{
    int64_t end =
        ticket->resolved_us == DS_NO_TIME ? ticket->closed_us : ticket->resolved_us;
    return end == DS_NO_TIME || end > from_us;
}

static void read_states(ds_open_backlog *self, int32_t stream, const ds_ticket_table *table,
                        bool *is_taken)
{
    const ds_trace *trace = self->desk->streams[stream].trace;
    int64_t origin_us = self->desk->start_unix * 1000000;
    int64_t from_us = origin_us + (int64_t)(self->from_h * 3.6e9);
    for (int32_t i = 0; i < trace->count; i++) {
        int64_t at = origin_us + trace->rows[i].at;
        int64_t row = at < from_us ? find_ticket(table, at, is_taken) : DS_NO_ID;
        self->state[stream][i] =
            (int8_t)(row == DS_NO_ID ? -1 : state_at(&table->list[row], from_us));
        self->ticket[stream][i] = row;
        self->open += self->state[stream][i] == 1;
    }
}

ds_status ds_open_backlog_init(ds_open_backlog *self, const ds_desk *desk,
                               const ds_ticket_table *table, double from_h, ds_error *err)
{
    size_t streams = (size_t)desk->stream_count + 1;
    *self = (ds_open_backlog){.desk = desk, .from_h = from_h};
    self->state = calloc(streams, sizeof *self->state);
    self->ticket = calloc(streams, sizeof *self->ticket);
    self->lucks = calloc(streams, sizeof *self->lucks);
    self->elapsed = calloc(streams, sizeof *self->elapsed);
    bool *is_taken = calloc((size_t)table->count + 1, sizeof *is_taken);
    bool is_short =
        !self->state || !self->ticket || !self->lucks || !self->elapsed || !is_taken;
    for (int32_t s = 0; !is_short && s < desk->stream_count; s++) {
        size_t rows = (size_t)rows_of(desk, s);
        if (rows == 0)
            continue;
        self->state[s] = calloc(rows, sizeof *self->state[s]);
        self->ticket[s] = calloc(rows, sizeof *self->ticket[s]);
        self->lucks[s] = calloc(rows, sizeof *self->lucks[s]);
        self->elapsed[s] = calloc(rows, sizeof *self->elapsed[s]);
        is_short =
            !self->state[s] || !self->ticket[s] || !self->lucks[s] || !self->elapsed[s];
        if (!is_short)
            read_states(self, s, table, is_taken);
    }
    free(is_taken);
    return is_short ? ds_error_no_memory(err) : DS_OK;
}

void ds_open_backlog_free(ds_open_backlog *self)
{
    for (int32_t s = 0; self->desk && s < self->desk->stream_count; s++) {
        if (self->state)
            free(self->state[s]);
        if (self->ticket)
            free(self->ticket[s]);
        if (self->lucks)
            free(self->lucks[s]);
        if (self->elapsed)
            free(self->elapsed[s]);
    }
    free(self->state);
    free(self->ticket);
    free(self->lucks);
    free(self->elapsed);
    *self = (ds_open_backlog){0};
}

/* Donors: tickets in the order of (category, first group, time to resolution). */

typedef struct donor {
    int32_t category;
    int32_t group;
    double elapsed;
    uint64_t luck;
} donor;

static int by_kind(const void *a, const void *b)
{
    const donor *left = a;
    const donor *right = b;
    if (left->category != right->category)
        return left->category < right->category ? -1 : 1;
    if (left->group != right->group)
        return left->group < right->group ? -1 : 1;
    if (left->elapsed != right->elapsed)
        return left->elapsed < right->elapsed ? -1 : 1;
    return (left->luck > right->luck) - (left->luck < right->luck);
}

/* The first donor that does not come before the key. */
static int32_t place_of(const donor *donors, int32_t count, const donor *key)
{
    int32_t low = 0;
    int32_t high = count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (by_kind(&donors[middle], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* One of those that were open for longer than `age`, or not for so long; UINT64_MAX where
 * too few were. */
static uint64_t choose(const donor *donors, int32_t count, const ds_trace_row *of,
                       double age, bool is_open, double u)
{
    donor key = {.category = of->category, .group = of->group, .elapsed = -1};
    int32_t first = place_of(donors, count, &key);
    key.elapsed = age;
    key.luck = UINT64_MAX;
    int32_t middle = place_of(donors, count, &key);
    key.elapsed = INFINITY;
    int32_t last = place_of(donors, count, &key);
    int32_t begin = is_open ? middle : first;
    int32_t end = is_open ? last : middle;
    return end - begin < LEAST_DONORS ? UINT64_MAX
                                      : donors[begin + (int32_t)(u * (end - begin))].luck;
}

static donor *list_donors(const ds_open_backlog *self, int32_t stream, bool with_group)
{
    const ds_trace *trace = self->desk->streams[stream].trace;
    donor *donors = malloc(((size_t)trace->count + 1) * sizeof *donors);
    for (int32_t i = 0; donors && i < trace->count; i++)
        donors[i] = (donor){.category = with_group ? trace->rows[i].category : DS_NO_ID,
                            .group = with_group ? trace->rows[i].group : DS_NO_ID,
                            .elapsed = self->elapsed[stream][i],
                            .luck = self->lucks[stream][i]};
    if (donors)
        qsort(donors, (size_t)trace->count, sizeof *donors, by_kind);
    return donors;
}

/* Whether the last simulation has the ticket otherwise than the history. */
static bool disagrees(const ds_open_backlog *self, int32_t stream, int32_t row)
{
    double age = self->from_h - ds_hours(self->desk->streams[stream].trace->rows[row].at);
    int8_t state = self->state[stream][row];
    return state >= 0 && (self->elapsed[stream][row] > age) != (state == 1);
}

static ds_status draw_anew(ds_open_backlog *self, int32_t stream, const ds_seed *seed,
                           int32_t round, ds_error *err)
{
    static const ds_trace_row any = {.category = DS_NO_ID, .group = DS_NO_ID};
    const ds_trace *trace = self->desk->streams[stream].trace;
    donor *alike = list_donors(self, stream, true);
    donor *all = list_donors(self, stream, false);
    bool is_short = !alike || !all;
    for (int32_t i = 0; !is_short && i < trace->count; i++) {
        if (!disagrees(self, stream, i))
            continue;
        double age = self->from_h - ds_hours(trace->rows[i].at);
        bool is_open = self->state[stream][i] == 1;
        const ds_identity who = {.family = ds_random_family("open backlog"),
                                 .ordinal = (uint64_t)i};
        double u = ds_random_uniform(seed, who, 0, (uint32_t)round);
        uint64_t luck = choose(alike, trace->count, &trace->rows[i], age, is_open, u);
        if (luck == UINT64_MAX)
            luck = choose(all, trace->count, &any, age, is_open, u);
        if (luck != UINT64_MAX)
            self->lucks[stream][i] = luck;
    }
    free(alike);
    free(all);
    return is_short ? ds_error_no_memory(err) : DS_OK;
}

/* Simulating. */

static void note(ds_open_backlog *self, const ds_ticket_results *results)
{
    for (int32_t s = 0; s < self->desk->stream_count; s++)
        for (int32_t i = 0; i < rows_of(self->desk, s); i++)
            self->elapsed[s][i] = INFINITY;
    for (int64_t i = 0; i < results->count; i++) {
        const ds_ticket_result *one = &results->list[i];
        if (one->trace_row != DS_NO_ID)
            self->elapsed[one->stream][one->trace_row] = one->ended_h - one->opened_h;
    }
}

/* Tickets that disagree, over those that are open. */
static double share_disagreeing(const ds_open_backlog *self)
{
    double wrong = 0;
    for (int32_t s = 0; s < self->desk->stream_count; s++)
        for (int32_t i = 0; i < rows_of(self->desk, s); i++)
            wrong += disagrees(self, s, i);
    return wrong / fmax((double)self->open, 1);
}

static ds_status run(ds_open_backlog *self, ds_replication *replication, uint64_t seed,
                     int64_t number, const atomic_bool *stop, ds_ticket_results *results,
                     ds_error *err)
{
    ds_replication_set_lucks(replication, (const uint64_t *const *)self->lucks);
    results->count = 0;
    ds_status status = ds_ticket_results_simulate(replication, self->desk, seed, number,
                                                  stop, results, err);
    ds_replication_set_lucks(replication, NULL);
    if (status == DS_OK)
        note(self, results);
    return status;
}

ds_status ds_open_backlog_simulate(ds_open_backlog *self, ds_replication *replication,
                                   uint64_t seed, int64_t number, const atomic_bool *stop,
                                   ds_ticket_results *results, ds_error *err)
{
    const ds_seed of = {.seed = seed, .replication = (uint64_t)number};
    for (int32_t s = 0; s < self->desk->stream_count; s++)
        for (int32_t i = 0; i < rows_of(self->desk, s); i++)
            self->lucks[s][i] = (uint64_t)i;
    ds_status status = run(self, replication, seed, number, stop, results, err);
    double wrong = status == DS_OK ? share_disagreeing(self) : 0;
    for (int32_t round = 0; status == DS_OK && wrong > few && round < MOST_ROUNDS;
         round++) {
        for (int32_t s = 0; status == DS_OK && s < self->desk->stream_count; s++)
            if (rows_of(self->desk, s) > 0)
                status = draw_anew(self, s, &of, round, err);
        if (status == DS_OK)
            status = run(self, replication, seed, number, stop, results, err);
        wrong = status == DS_OK ? share_disagreeing(self) : 0;
    }
    self->disagreeing += (wrong - self->disagreeing) / (double)++self->runs;
    return status;
}
