#include "analysis/forecast/forecast.h"

#include "analysis/backtest/backtest_measures.h"
#include "analysis/backtest/open_backlog.h"
#include "sim/clock.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HOURS_A_WEEK = 168 };

/* What replications yield, before it is summed up. */
typedef struct work {
    const ds_forecast_options *options;
    const ds_ticket_table *table;
    double from_h; /* `at`, since the desk's start */
    ds_open_backlog backlog;
    int64_t **open; /* [stream][trace row]: which open ticket, DS_NO_ID: none */
    int64_t done;
    int32_t days;
    double *weeks;  /* [replication][week][DS_FORECAST_MEASURES] */
    double *totals; /* [replication][DS_FORECAST_MEASURES] */
    double *daily;  /* [replication][days + 1] */
    float *wait_h;  /* [open ticket][replication]; NAN: not open at `at` */
    int8_t *missed; /* [open ticket][replication]: 0, 1, or -1: no target */
} work;

const char *ds_forecast_measure_name(ds_forecast_measure measure)
{
    static const char *const names[] = {"arrivals", "resolved", "breaches", "backlog"};
    return names[measure];
}

const char *ds_forecast_measure_label(ds_forecast_measure measure)
{
    static const char *const labels[] = {"tickets that come", "tickets resolved",
                                         "of them too late", "open at the end"};
    return labels[measure];
}

bool ds_ticket_is_open(const ds_past_ticket *ticket, int64_t at_us)
{
    int64_t end =
        ticket->resolved_us == DS_NO_TIME ? ticket->closed_us : ticket->resolved_us;
    return ticket->opened_us < at_us && (end == DS_NO_TIME || end > at_us);
}

/* The open tickets. */

static ds_status list_open(ds_forecast *self, const work *of, ds_error *err)
{
    int64_t origin_us = of->options->desk->start_unix * 1000000;
    int64_t at_us = of->options->at_us;
    self->tickets = calloc((size_t)of->table->count + 1, sizeof *self->tickets);
    if (!self->tickets)
        return ds_error_no_memory(err);
    for (int64_t i = 0; i < of->table->count; i++) {
        const ds_past_ticket *ticket = &of->table->list[i];
        self->before += ticket->opened_us >= origin_us && ticket->opened_us < at_us;
        if (!ds_ticket_is_open(ticket, at_us))
            continue;
        if (ticket->opened_us < origin_us) {
            self->too_old++;
            continue;
        }
        self->tickets[self->ticket_count++] = (ds_forecast_ticket){
            .row = i, .age_h = (double)(at_us - ticket->opened_us) / 3.6e9};
    }
    return DS_OK;
}

/* By their hashes; ids of tickets that are not open go by. */
typedef struct naming {
    ds_forecast *forecast;
    const work *of;
} naming;

static ds_status take_id(void *context, const ds_ticket_record *record, ds_error *err)
{
    const naming *it = context;
    int64_t at_us = it->of->options->at_us;
    if (record->opened_us >= at_us)
        return DS_OK;
    uint64_t hash = ds_ticket_id_hash(record->id);
    /* The open tickets are in the order of their opening. */
    int64_t low = 0;
    int64_t high = it->forecast->ticket_count;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        const ds_past_ticket *other =
            &it->of->table->list[it->forecast->tickets[middle].row];
        if (other->opened_us < record->opened_us)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < it->forecast->ticket_count; low++) {
        ds_forecast_ticket *ticket = &it->forecast->tickets[low];
        const ds_past_ticket *other = &it->of->table->list[ticket->row];
        if (other->opened_us != record->opened_us)
            return DS_OK;
        if (other->id_hash != hash || ticket->id)
            continue;
        ticket->id = strdup(record->id);
        return ticket->id ? DS_OK : ds_error_no_memory(err);
    }
    return DS_OK;
}

static ds_status name_open(ds_forecast *self, const work *of, ds_error *err)
{
    naming it = {.forecast = self, .of = of};
    ds_ticket_csv_report *report = calloc(1, sizeof *report);
    ds_status status =
        report ? ds_ticket_csv_read_file(of->options->path, take_id, &it, report, err)
               : ds_error_no_memory(err);
    free(report);
    return status;
}

/* The open ticket of a row of the table; DS_NO_ID: it is not open. */
static int64_t open_of(const ds_forecast *self, int64_t row)
{
    int64_t low = 0;
    int64_t high = self->ticket_count;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (self->tickets[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low < self->ticket_count && self->tickets[low].row == row ? low : DS_NO_ID;
}

static ds_status find_rows(const ds_forecast *self, work *of, ds_error *err)
{
    const ds_desk *desk = of->options->desk;
    of->open = calloc((size_t)desk->stream_count + 1, sizeof *of->open);
    if (!of->open)
        return ds_error_no_memory(err);
    for (int32_t s = 0; s < desk->stream_count; s++) {
        const ds_trace *trace = desk->streams[s].trace;
        if (!trace)
            continue;
        of->open[s] = calloc((size_t)trace->count + 1, sizeof *of->open[s]);
        if (!of->open[s])
            return ds_error_no_memory(err);
        for (int32_t i = 0; i < trace->count; i++) {
            int64_t row = of->backlog.ticket[s][i];
            of->open[s][i] = row == DS_NO_ID ? DS_NO_ID : open_of(self, row);
        }
    }
    return DS_OK;
}

static ds_status begin(ds_forecast *self, work *of, ds_error *err)
{
    size_t most = (size_t)of->options->replications;
    size_t tickets = (size_t)self->ticket_count * most;
    of->weeks =
        calloc(most * (size_t)self->weeks * DS_FORECAST_MEASURES, sizeof *of->weeks);
    of->totals = calloc(most * DS_FORECAST_MEASURES, sizeof *of->totals);
    of->daily = calloc(most * ((size_t)of->days + 1), sizeof *of->daily);
    of->wait_h = malloc((tickets + 1) * sizeof *of->wait_h);
    of->missed = malloc((tickets + 1) * sizeof *of->missed);
    if (!of->weeks || !of->totals || !of->daily || !of->wait_h || !of->missed)
        return ds_error_no_memory(err);
    for (size_t i = 0; i < tickets; i++) {
        of->wait_h[i] = NAN;
        of->missed[i] = -1;
    }
    return ds_open_backlog_init(&of->backlog, of->options->desk, of->table, of->from_h,
                                err);
}

static void end(work *of)
{
    for (int32_t s = 0; of->open && s < of->options->desk->stream_count; s++)
        free(of->open[s]);
    free(of->open);
    free(of->weeks);
    free(of->totals);
    free(of->daily);
    free(of->wait_h);
    free(of->missed);
    ds_open_backlog_free(&of->backlog);
}

/* One replication. */

static int32_t week_of(const ds_forecast *self, const work *of, double at_h)
{
    double week = floor((at_h - of->from_h) / HOURS_A_WEEK);
    return week >= 0 && week < self->weeks ? (int32_t)week : DS_NO_ID;
}

static void take_ticket(const ds_forecast *self, work *of, const ds_ticket_result *one)
{
    double *weeks =
        &of->weeks[of->done * (int64_t)self->weeks * (int64_t)DS_FORECAST_MEASURES];
    int32_t came = week_of(self, of, one->opened_h);
    int32_t went = isnan(one->resolved_h) ? DS_NO_ID : week_of(self, of, one->resolved_h);
    if (came != DS_NO_ID)
        weeks[came * DS_FORECAST_MEASURES + DS_FORECAST_ARRIVALS]++;
    if (went != DS_NO_ID)
        weeks[went * DS_FORECAST_MEASURES + DS_FORECAST_RESOLVED]++;
    if (went != DS_NO_ID && one->breached == 1)
        weeks[went * DS_FORECAST_MEASURES + DS_FORECAST_BREACHES]++;
    int64_t open =
        one->trace_row == DS_NO_ID ? DS_NO_ID : of->open[one->stream][one->trace_row];
    if (open == DS_NO_ID || one->ended_h <= of->from_h)
        return;
    int64_t cell = open * of->options->replications + of->done;
    of->wait_h[cell] = (float)(one->ended_h - of->from_h);
    of->missed[cell] = one->breached;
}

static void take_replication(const ds_forecast *self, work *of,
                             const ds_ticket_results *results)
{
    double *weeks =
        &of->weeks[of->done * (int64_t)self->weeks * (int64_t)DS_FORECAST_MEASURES];
    double *totals = &of->totals[of->done * (int64_t)DS_FORECAST_MEASURES];
    for (int64_t i = 0; i < results->count; i++)
        take_ticket(self, of, &results->list[i]);
    for (int32_t w = 0; w < self->weeks; w++) {
        double *week = &weeks[w * DS_FORECAST_MEASURES];
        week[DS_FORECAST_BACKLOG] =
            ds_window_backlog(results, of->from_h + HOURS_A_WEEK * (w + 1.0));
        for (int m = 0; m < DS_FORECAST_BACKLOG; m++)
            totals[m] += week[m];
        totals[DS_FORECAST_BACKLOG] = week[DS_FORECAST_BACKLOG];
    }
    for (int32_t d = 0; d <= of->days; d++)
        of->daily[of->done * (of->days + 1) + d] =
            ds_window_backlog(results, of->from_h + 24.0 * d);
}

static ds_status simulate(const ds_forecast *self, work *of, ds_error *err)
{
    const ds_forecast_options *options = of->options;
    ds_replication *replication = ds_replication_new(options->desk, err);
    if (!replication)
        return DS_NO_MEMORY;
    ds_status status = DS_OK;
    while (status == DS_OK && of->done < options->replications) {
        ds_ticket_results results = {0};
        status = ds_open_backlog_simulate(&of->backlog, replication, options->seed,
                                          of->done, options->stop, &results, err);
        if (status == DS_OK)
            take_replication(self, of, &results);
        ds_ticket_results_free(&results);
        of->done += status == DS_OK;
        if (status == DS_OK && options->progress)
            options->progress(options->context, of->done, options->replications);
    }
    ds_replication_delete(replication);
    return status;
}

/* Summing up. */

static int ascending(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

static double quantile(const double *sorted, int64_t count, double share)
{
    double rank = share * (double)(count + 1) - 1;
    if (rank <= 0)
        return sorted[0];
    if (rank >= (double)(count - 1))
        return sorted[count - 1];
    int64_t below = (int64_t)rank;
    double low = sorted[below];
    double high = sorted[below + 1];
    /* Both may be infinite. */
    return low == high ? low : low + (rank - (double)below) * (high - low);
}

/* Of values that exist; they are sorted in place. */
static ds_prediction predict(double *values, int64_t count)
{
    double sum = 0;
    if (count == 0)
        return (ds_prediction){NAN, NAN, NAN, NAN, NAN, NAN};
    for (int64_t r = 0; r < count; r++)
        sum += values[r];
    qsort(values, (size_t)count, sizeof *values, ascending);
    return (ds_prediction){.mean = sum / (double)count,
                           .median = quantile(values, count, 0.5),
                           .lo80 = quantile(values, count, 0.1),
                           .hi80 = quantile(values, count, 0.9),
                           .lo95 = quantile(values, count, 0.025),
                           .hi95 = quantile(values, count, 0.975)};
}

static ds_prediction predict_column(const double *first, int64_t stride, int64_t count,
                                    double *room)
{
    for (int64_t r = 0; r < count; r++)
        room[r] = first[r * stride];
    return predict(room, count);
}

static void sum_up_ticket(ds_forecast_ticket *ticket, const work *of, int64_t place,
                          double *room)
{
    double missed = 0;
    double decided = 0;
    int64_t open = 0;
    for (int64_t r = 0; r < of->done; r++) {
        int64_t cell = place * of->options->replications + r;
        if (isnan(of->wait_h[cell]))
            continue;
        room[open++] = (double)of->wait_h[cell];
        decided += of->missed[cell] >= 0;
        missed += of->missed[cell] == 1;
    }
    ticket->told = (double)open / (double)of->done;
    ticket->breach = decided > 0 ? missed / decided : NAN;
    ticket->wait_h = predict(room, open);
}

static int by_risk(const void *a, const void *b)
{
    const ds_forecast_ticket *left = a;
    const ds_forecast_ticket *right = b;
    double risk[2] = {isnan(left->breach) ? -1 : left->breach,
                      isnan(right->breach) ? -1 : right->breach};
    if (risk[0] != risk[1])
        return risk[0] > risk[1] ? -1 : 1;
    return (left->row > right->row) - (left->row < right->row);
}

static ds_status sum_up(ds_forecast *self, const work *of, ds_error *err)
{
    int64_t weekly = (int64_t)self->weeks * DS_FORECAST_MEASURES;
    double *room = malloc(((size_t)of->done + 1) * sizeof *room);
    self->week = calloc((size_t)weekly, sizeof *self->week);
    self->backlog = calloc((size_t)of->days + 1, sizeof *self->backlog);
    if (!room || !self->week || !self->backlog) {
        free(room);
        return ds_error_no_memory(err);
    }
    for (int64_t i = 0; i < weekly; i++)
        self->week[i] = predict_column(&of->weeks[i], weekly, of->done, room);
    for (int m = 0; m < DS_FORECAST_MEASURES; m++)
        self->total[m] =
            predict_column(&of->totals[m], DS_FORECAST_MEASURES, of->done, room);
    for (int32_t d = 0; d <= of->days; d++)
        self->backlog[d] = predict_column(&of->daily[d], of->days + 1, of->done, room);
    for (int64_t i = 0; i < self->ticket_count; i++) {
        sum_up_ticket(&self->tickets[i], of, i, room);
        if (!isnan(self->tickets[i].breach))
            self->open_breaches += self->tickets[i].breach;
    }
    qsort(self->tickets, (size_t)self->ticket_count, sizeof *self->tickets, by_risk);
    self->disagreeing = of->backlog.disagreeing;
    self->replications = of->done;
    self->days = of->days;
    free(room);
    return DS_OK;
}

ds_status ds_forecast_run(ds_forecast *self, const ds_ticket_table *table,
                          const ds_forecast_options *options, ds_error *err)
{
    int64_t origin_us = options->desk->start_unix * 1000000;
    work of = {.options = options,
               .table = table,
               .from_h = (double)(options->at_us - origin_us) / 3.6e9,
               .days = 7 * options->weeks};
    *self = (ds_forecast){.weeks = options->weeks};
    ds_status status = list_open(self, &of, err);
    if (status == DS_OK)
        status = name_open(self, &of, err);
    if (status == DS_OK)
        status = begin(self, &of, err);
    if (status == DS_OK)
        status = find_rows(self, &of, err);
    if (status == DS_OK)
        status = simulate(self, &of, err);
    if (status == DS_OK || (status == DS_UNFINISHED && of.done >= 2)) {
        ds_status summed = sum_up(self, &of, err);
        status = summed == DS_OK ? status : summed;
    }
    end(&of);
    return status;
}

void ds_forecast_free(ds_forecast *self)
{
    for (int64_t i = 0; self->tickets && i < self->ticket_count; i++)
        free(self->tickets[i].id);
    free(self->tickets);
    free(self->week);
    free(self->backlog);
    *self = (ds_forecast){0};
}
