#include "analysis/studies/pilots.h"

#include "analysis/results/results_parts.h"
#include "model/replication.h"
#include "sim/replication_runner.h"

#include <stdlib.h>
#include <string.h>

/* So many bins over the horizon at most: hours up to more than two years. */
#define MOST_BINS 20000

/* The weekly cycle. */

static bool is_flat(const ds_stream *stream)
{
    for (int32_t hour = 1; hour < 168; hour++)
        if (stream->per_hour[hour] != stream->per_hour[0])
            return false;
    return stream->trace == NULL;
}

static bool has_hours(const ds_desk *desk, int32_t calendar)
{
    return calendar != DS_NO_ID && !desk->calendars[calendar].is_always;
}

static bool has_hold_hours(const ds_desk *desk, const ds_category *category)
{
    for (int32_t g = 0; g < desk->group_count; g++)
        for (int32_t h = 0; h < category->routes[g].hold_count; h++)
            if (has_hours(desk, category->routes[g].holds[h].calendar))
                return true;
    return false;
}

bool ds_desk_has_weekly_cycle(const ds_desk *desk)
{
    for (int32_t s = 0; s < desk->stream_count; s++)
        if (!is_flat(&desk->streams[s]))
            return true;
    for (int32_t g = 0; g < desk->group_count; g++)
        if (has_hours(desk, desk->groups[g].calendar))
            return true;
    for (int32_t c = 0; c < desk->category_count; c++)
        if (has_hold_hours(desk, &desk->categories[c]))
            return true;
    return false;
}

/* Gathering. */

typedef struct gatherer {
    ds_ticks width;
    ds_ticks end; /* of the last bin */
    bool incidents_only;
    ds_ticks since; /* open tickets are booked up to here */
    int64_t open;
    double *open_area; /* [bin] tickets × ticks: whole numbers, so that what is constant
                          stays so */
    double *hours;     /* [bin] */
    double *tickets;
} gatherer;

/* Books the tickets that were open from the last change until now. */
static void book_open(gatherer *self, ds_ticks now)
{
    ds_ticks until = ds_ticks_min(now, self->end);
    while (self->since < until) {
        ds_ticks bin = self->since / self->width;
        ds_ticks to = ds_ticks_min(until, (bin + 1) * self->width);
        self->open_area[bin] += (double)(self->open * (to - self->since));
        self->since = to;
    }
}

static void change_open(gatherer *self, ds_ticks now, int32_t by)
{
    book_open(self, now);
    self->open += by;
}

static void book_ticket(gatherer *self, const ds_ticket *ticket, ds_ticks until)
{
    if (ticket->arrived_at < 0 || ticket->arrived_at >= self->end)
        return;
    if (self->incidents_only && ticket->type != DS_INCIDENT)
        return;
    ds_ticks bin = ticket->arrived_at / self->width;
    self->hours[bin] += ds_hours(until - ticket->arrived_at);
    self->tickets[bin]++;
}

static void observe(void *context, const ds_replication *replication,
                    ds_happening happening, int32_t row, ds_ticks now)
{
    gatherer *self = context;
    const ds_ticket *ticket = ds_replication_ticket(replication, row);
    switch (happening) {
    case DS_TICKET_ARRIVED:
    case DS_TICKET_REOPENED:
        change_open(self, now, 1);
        break;
    case DS_TICKET_RESOLVED:
    case DS_TICKET_ABANDONED:
        change_open(self, now, -1);
        break;
    case DS_TICKET_CLOSED:
        book_ticket(self, ticket, ticket->resolved_at);
        break;
    case DS_TICKET_CENSORED:
        book_ticket(self, ticket, now);
        break;
    case DS_TICKET_QUEUED:
    case DS_TICKET_STARTED:
    case DS_TICKET_STOPPED:
    case DS_TICKET_WORKED:
    case DS_TICKET_HELD:
    case DS_TICKET_UNHELD:
    case DS_TICKET_TIME_LIMIT:
    case DS_TICKET_MISROUTED:
    case DS_TICKET_LEFT_LINE:
    case DS_TICKET_TAKEN_ON:
    case DS_TICKET_REPRIORITISED:
    case DS_HAPPENINGS:
        break;
    }
}

/* Running. */

typedef struct batch {
    ds_desk desk; /* the desk without a warm-up: all tickets are followed to their end */
    uint64_t seed;
    const ds_pilot_plan *plan;
    ds_pilots *pilots;
    atomic_bool *is_done;
} batch;

static void *worker_new(void *context, ds_error *err)
{
    const batch *job = context;
    return ds_replication_new(&job->desk, err);
}

static void worker_delete(void *worker)
{
    ds_replication_delete(worker);
}

static ds_status run_one(void *context, void *worker, int64_t number,
                         const atomic_bool *stop, ds_error *err)
{
    batch *job = context;
    ds_pilots *pilots = job->pilots;
    size_t slot = (size_t)(number - DS_PILOT_FIRST);
    size_t row = slot * (size_t)pilots->bins;
    ds_tally tally = {0};
    gatherer own = {.width = pilots->width,
                    .end = pilots->bins * pilots->width,
                    .incidents_only = ds_desk_has_incidents(&job->desk),
                    .open_area = pilots->sum[DS_PILOT_BACKLOG] + row,
                    .hours = pilots->sum[DS_PILOT_RESOLUTION] + row,
                    .tickets = pilots->weight[DS_PILOT_RESOLUTION] + row};
    ds_replication_observe(worker, observe, &own);
    ds_status status = ds_replication_run(worker, job->seed, number, stop, &tally, err);
    ds_replication_observe(worker, NULL, NULL);
    if (status != DS_OK)
        return status;
    ds_tally_free(&tally);
    book_open(&own, own.end);
    for (int32_t bin = 0; bin < pilots->bins; bin++) {
        own.open_area[bin] /= (double)pilots->width;
        pilots->weight[DS_PILOT_BACKLOG][row + (size_t)bin] = 1;
    }
    atomic_store(&job->is_done[slot], true);
    return DS_OK;
}

static void report(void *context, int64_t done, int64_t count)
{
    const batch *job = context;
    job->plan->progress(job->plan->context, done, count);
}

static ds_ticks bin_width(ds_ticks horizon, bool is_weekly)
{
    ds_ticks width = is_weekly ? DS_DAY : DS_HOUR;
    while (horizon / width > MOST_BINS)
        width *= 2;
    return width;
}

static ds_status allocate(ds_pilots *pilots, int32_t count, ds_error *err)
{
    size_t cells = (size_t)count * (size_t)pilots->bins + 1;
    for (int s = 0; s < DS_PILOT_SERIES; s++) {
        pilots->sum[s] = calloc(cells, sizeof *pilots->sum[s]);
        pilots->weight[s] = calloc(cells, sizeof *pilots->weight[s]);
        if (!pilots->sum[s] || !pilots->weight[s])
            return ds_error_no_memory(err);
    }
    return DS_OK;
}

ds_status ds_pilots_run(ds_pilots *pilots, const ds_pilot_plan *plan, ds_error *err)
{
    bool is_weekly = ds_desk_has_weekly_cycle(plan->desk);
    *pilots = (ds_pilots){.desk = plan->desk,
                          .is_weekly = is_weekly,
                          .width = bin_width(plan->desk->horizon, is_weekly)};
    pilots->bins = (int32_t)(plan->desk->horizon / pilots->width);
    batch job = {.desk = *plan->desk, .seed = plan->seed, .plan = plan, .pilots = pilots};
    job.desk.warm_up = 0;
    job.is_done = calloc((size_t)plan->count + 1, sizeof *job.is_done);
    ds_status status = allocate(pilots, plan->count, err);
    if (status == DS_OK && !job.is_done)
        status = ds_error_no_memory(err);
    ds_runner_job runner = {.context = &job,
                            .worker_new = worker_new,
                            .worker_delete = worker_delete,
                            .run = run_one,
                            .progress = plan->progress ? report : NULL};
    if (status == DS_OK)
        status = ds_runner_run(&runner, DS_PILOT_FIRST, plan->count, plan->threads,
                               plan->stop, err);
    while (job.is_done && pilots->count < plan->count &&
           atomic_load(&job.is_done[pilots->count]))
        pilots->count++;
    free(job.is_done);
    return status;
}

void ds_pilots_free(ds_pilots *pilots)
{
    for (int s = 0; s < DS_PILOT_SERIES; s++) {
        free(pilots->sum[s]);
        free(pilots->weight[s]);
    }
    *pilots = (ds_pilots){0};
}

void ds_pilots_add_up(const ds_pilots *pilots, ds_pilot_series series, double *sums,
                      double *weights)
{
    for (int32_t bin = 0; bin < pilots->bins; bin++)
        sums[bin] = weights[bin] = 0;
    for (int32_t i = 0; i < pilots->count; i++) {
        size_t row = (size_t)i * (size_t)pilots->bins;
        for (int32_t bin = 0; bin < pilots->bins; bin++) {
            sums[bin] += pilots->sum[series][row + (size_t)bin];
            weights[bin] += pilots->weight[series][row + (size_t)bin];
        }
    }
}
