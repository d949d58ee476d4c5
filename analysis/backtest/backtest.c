#include "analysis/backtest/backtest.h"

#include "analysis/backtest/backtest_measures.h"
#include "analysis/backtest/open_backlog.h"
#include "sim/clock.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_TICKETS = 30 };

/* One slice (all tickets, or a priority) of the history and of all replications. */
typedef struct slice {
    int32_t priority;
    double actual[DS_WINDOW_MEASURES];
    double *actual_hours;
    int64_t actual_count;
    double *values; /* [replication][DS_WINDOW_MEASURES] */
    double **hours; /* [replication], sorted */
    int64_t *count; /* [replication] */
} slice;

typedef struct work {
    const ds_backtest_options *options;
    ds_window window;
    slice slices[DS_MAX_PRIORITIES + 1];
    int32_t slice_count;
    ds_ticket_results actual;
    ds_open_backlog backlog;
    int64_t done;
    int32_t days;
    double *open; /* [replication][days] */
} work;

/* The history. */

static uint8_t priority_of(const ds_desk *desk, const char *name)
{
    for (int32_t p = 0; p < desk->priority_count; p++)
        if (strcmp(desk->priority_names[p], name) == 0)
            return (uint8_t)p;
    while (*name && (*name < '0' || *name > '9'))
        name++;
    long number = strtol(name, NULL, 10);
    return number >= 1 && number <= desk->priority_count ? (uint8_t)(number - 1) : 255;
}

static double hours_since(int64_t instant_us, int64_t origin_us)
{
    return (double)(instant_us - origin_us) / 3.6e9;
}

static ds_status take_history(work *self, const ds_ticket_table *table, ds_error *err)
{
    int64_t origin = self->options->lead_us;
    uint8_t rank[256];
    for (int32_t i = 0; i < table->priorities.count && i < 255; i++)
        rank[i] = priority_of(self->options->desk, table->priorities.list[i]);
    for (int64_t i = 0; i < table->count; i++) {
        const ds_past_ticket *ticket = &table->list[i];
        if (ticket->opened_us < origin)
            continue;
        bool is_resolved = ticket->resolved_us != DS_NO_TIME;
        double end = is_resolved ? hours_since(ticket->resolved_us, origin) : INFINITY;
        if (!is_resolved && ticket->closed_us != DS_NO_TIME)
            end = hours_since(ticket->closed_us, origin);
        ds_ticket_result one = {
            .opened_h = hours_since(ticket->opened_us, origin),
            .resolved_h = is_resolved ? end : NAN,
            .ended_h = end,
            .hold_h = ticket->hold_us == DS_NO_SPAN ? NAN : (double)ticket->hold_us / 3.6e9,
            .reassignments = ticket->reassignments,
            .priority = ticket->priority == 255 ? 255 : rank[ticket->priority],
            .breached = (int8_t)(ticket->sla_met == DS_SLA_UNKNOWN ? -1
                                 : ticket->sla_met == DS_SLA_MET   ? 0
                                                                   : 1),
        };
        ds_status status = ds_ticket_results_add(&self->actual, &one, err);
        if (status != DS_OK)
            return status;
    }
    return DS_OK;
}

/* Slices. */

static ds_status measure_actual(work *self, slice *of, ds_error *err)
{
    of->actual_hours = malloc(((size_t)self->actual.count + 1) * sizeof *of->actual_hours);
    if (!of->actual_hours)
        return ds_error_no_memory(err);
    of->actual_count = ds_window_measure_all(&self->window, &self->actual, of->priority,
                                             of->actual, of->actual_hours);
    return DS_OK;
}

static ds_status begin_slices(work *self, ds_error *err)
{
    size_t most = (size_t)self->options->replications;
    ds_status status = DS_OK;
    for (int32_t p = DS_NO_ID; status == DS_OK && p < self->options->desk->priority_count;
         p++) {
        slice *of = &self->slices[self->slice_count];
        *of = (slice){.priority = p};
        status = measure_actual(self, of, err);
        if (status == DS_OK && p != DS_NO_ID && of->actual_count < LEAST_TICKETS) {
            free(of->actual_hours);
            *of = (slice){0};
            continue;
        }
        self->slice_count++;
        of->values = calloc(most * DS_WINDOW_MEASURES, sizeof *of->values);
        of->hours = calloc(most, sizeof *of->hours);
        of->count = calloc(most, sizeof *of->count);
        if (status == DS_OK && (!of->values || !of->hours || !of->count))
            status = ds_error_no_memory(err);
    }
    return status;
}

static void end_slices(work *self)
{
    for (int32_t s = 0; s < self->slice_count; s++) {
        slice *of = &self->slices[s];
        for (int64_t r = 0; of->hours && r < self->options->replications; r++)
            free(of->hours[r]);
        free(of->hours);
        free(of->values);
        free(of->count);
        free(of->actual_hours);
    }
    free(self->open);
    ds_ticket_results_free(&self->actual);
    ds_open_backlog_free(&self->backlog);
}

/* Simulating. */

static ds_status take_replication(work *self, const ds_ticket_results *results, int64_t r,
                                  ds_error *err)
{
    for (int32_t s = 0; s < self->slice_count; s++) {
        slice *of = &self->slices[s];
        double *hours = malloc(((size_t)results->count + 1) * sizeof *hours);
        if (!hours)
            return ds_error_no_memory(err);
        of->count[r] = ds_window_measure_all(&self->window, results, of->priority,
                                             &of->values[r * DS_WINDOW_MEASURES], hours);
        double *fitting = realloc(hours, ((size_t)of->count[r] + 1) * sizeof *hours);
        of->hours[r] = fitting ? fitting : hours;
    }
    for (int32_t d = 0; d < self->days; d++)
        self->open[r * self->days + d] = ds_window_backlog(
            results, fmin(self->window.from_h + 24.0 * d, self->window.to_h));
    return DS_OK;
}

static ds_status simulate(work *self, ds_error *err)
{
    const ds_backtest_options *options = self->options;
    ds_replication *replication = ds_replication_new(options->desk, err);
    if (!replication)
        return DS_NO_MEMORY;
    ds_status status = DS_OK;
    while (status == DS_OK && self->done < options->replications) {
        ds_ticket_results results = {0};
        status = ds_open_backlog_simulate(&self->backlog, replication, options->seed,
                                          self->done, options->stop, &results, err);
        if (status == DS_OK)
            status = take_replication(self, &results, self->done, err);
        ds_ticket_results_free(&results);
        self->done += status == DS_OK;
    }
    ds_replication_delete(replication);
    return status;
}

/* Judging. */

/* Mean and prediction interval of the replications' values that exist. */
static bool predict(const double *values, int64_t count, int64_t stride, double level,
                    double out[3])
{
    double n = 0;
    double sum = 0;
    double squares = 0;
    for (int64_t r = 0; r < count; r++)
        if (!isnan(values[r * stride])) {
            sum += values[r * stride];
            n++;
        }
    if (n < 2)
        return false;
    double mean = sum / n;
    for (int64_t r = 0; r < count; r++)
        if (!isnan(values[r * stride]))
            squares += (values[r * stride] - mean) * (values[r * stride] - mean);
    double spread = sqrt(squares / (n - 1));
    double half = gsl_cdf_tdist_Pinv(0.5 + level / 2, n - 1) * spread * sqrt(1 + 1 / n);
    out[0] = mean;
    out[1] = fmax(mean - half, 0);
    out[2] = mean + half;
    return true;
}

static void add_check(ds_backtest *self, const char *name, int32_t priority, double actual,
                      const double predicted[3], bool is_known)
{
    if (self->count == DS_MOST_CHECKS || isnan(actual))
        return;
    ds_check check = {.measure = name,
                      .priority = priority,
                      .actual = actual,
                      .simulated = NAN,
                      .lo = NAN,
                      .hi = NAN};
    if (is_known) {
        double slack = 1e-9 * (1 + fabs(actual));
        check.simulated = predicted[0];
        check.lo = predicted[1];
        check.hi = predicted[2];
        check.is_decided = true;
        check.is_inside = actual >= check.lo - slack && actual <= check.hi + slack;
    }
    self->checks[self->count++] = check;
}

static int ascending(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

static double *pool(const slice *of, int64_t done, int64_t *count_out)
{
    int64_t count = 0;
    for (int64_t r = 0; r < done; r++)
        count += of->count[r];
    double *all = malloc(((size_t)count + 1) * sizeof *all);
    *count_out = 0;
    for (int64_t r = 0; all && r < done; r++) {
        memcpy(all + *count_out, of->hours[r], (size_t)of->count[r] * sizeof *all);
        *count_out += of->count[r];
    }
    if (all)
        qsort(all, (size_t)count, sizeof *all, ascending);
    return all;
}

typedef double distance_function(const double *a, int64_t a_count, const double *b,
                                 int64_t b_count);

/* The history's distance from the pool against those of single replications. */
static void check_distance(ds_backtest *self, const work *of, const slice *part,
                           const double *all, int64_t count, distance_function *distance,
                           const char *name, double *scratch)
{
    int64_t n = 0;
    double sum = 0;
    for (int64_t r = 0; r < of->done; r++) {
        double value = distance(part->hours[r], part->count[r], all, count);
        if (isnan(value))
            continue;
        scratch[n++] = value;
        sum += value;
    }
    double actual = distance(part->actual_hours, part->actual_count, all, count);
    if (n < 2) {
        add_check(self, name, part->priority, actual, NULL, false);
        return;
    }
    qsort(scratch, (size_t)n, sizeof *scratch, ascending);
    int64_t at = (int64_t)ceil(of->options->level * (double)(n + 1)) - 1;
    const double predicted[3] = {sum / (double)n, 0, scratch[at < n ? at : n - 1]};
    add_check(self, name, part->priority, actual, predicted, true);
}

static ds_status judge_slice(ds_backtest *self, const work *of, const slice *part,
                             ds_error *err)
{
    for (int32_t m = 0; m < DS_WINDOW_MEASURES; m++) {
        double predicted[3];
        bool is_known = predict(part->values + m, of->done, DS_WINDOW_MEASURES,
                                of->options->level, predicted);
        add_check(self, ds_window_measure_name((ds_window_measure)m), part->priority,
                  part->actual[m], predicted, is_known);
    }
    int64_t count;
    double *all = pool(part, of->done, &count);
    double *scratch = malloc(((size_t)of->done + 1) * sizeof *scratch);
    if (all && scratch) {
        check_distance(self, of, part, all, count, ds_sample_ks, "ks_distance", scratch);
        check_distance(self, of, part, all, count, ds_sample_wasserstein, "wasserstein_h",
                       scratch);
    }
    bool is_short = !all || !scratch;
    free(all);
    free(scratch);
    return is_short ? ds_error_no_memory(err) : DS_OK;
}

static ds_status judge_backlog(ds_backtest *self, const work *of, ds_error *err)
{
    self->days = of->days;
    self->backlog = calloc((size_t)of->days * 4, sizeof *self->backlog);
    if (!self->backlog)
        return ds_error_no_memory(err);
    for (int32_t d = 0; d < of->days; d++) {
        double *row = &self->backlog[4 * (size_t)d];
        double at = fmin(of->window.from_h + 24.0 * d, of->window.to_h);
        row[0] = ds_window_backlog(&of->actual, at);
        if (!predict(of->open + d, of->done, of->days, of->options->level, row + 1))
            row[1] = row[2] = row[3] = NAN;
    }
    return DS_OK;
}

static ds_status judge(ds_backtest *self, const work *of, ds_error *err)
{
    ds_status status = judge_backlog(self, of, err);
    for (int32_t s = 0; status == DS_OK && s < of->slice_count; s++)
        status = judge_slice(self, of, &of->slices[s], err);
    self->replications = of->done;
    self->open_at_start = of->backlog.open;
    self->disagreeing = of->backlog.disagreeing;
    self->level = of->options->level;
    self->actual_tickets = (int64_t)of->slices[0].actual[DS_WINDOW_ARRIVALS];
    return status;
}

ds_status ds_backtest_run(ds_backtest *self, const ds_ticket_table *table,
                          const ds_backtest_options *options, ds_error *err)
{
    *self = (ds_backtest){0};
    work of = {
        .options = options,
        .window = {.from_h = options->from_h,
                   .to_h = options->to_h,
                   .by_resolution = options->desk->counts_by_resolution,
                   .zone = &options->desk->zone},
        .days = (int32_t)ceil((options->to_h - options->from_h) / 24 - 1e-9) + 1,
    };
    of.open = calloc((size_t)of.days * (size_t)options->replications, sizeof *of.open);
    ds_status status = of.open ? DS_OK : ds_error_no_memory(err);
    if (status == DS_OK)
        status = take_history(&of, table, err);
    if (status == DS_OK)
        status = begin_slices(&of, err);
    if (status == DS_OK)
        status =
            ds_open_backlog_init(&of.backlog, options->desk, table, options->from_h, err);
    if (status == DS_OK && of.slices[0].actual[DS_WINDOW_ARRIVALS] < LEAST_TICKETS)
        status = ds_error_set(err, DS_BAD_INPUT,
                              "only %.0f tickets were opened in the window; a backtest "
                              "needs at least %d",
                              of.slices[0].actual[DS_WINDOW_ARRIVALS], LEAST_TICKETS);
    if (status == DS_OK)
        status = simulate(&of, err);
    if (status == DS_OK || (status == DS_UNFINISHED && of.done >= 2)) {
        ds_status judged = judge(self, &of, err);
        status = judged == DS_OK ? status : judged;
    }
    end_slices(&of);
    return status;
}

void ds_backtest_free(ds_backtest *self)
{
    free(self->backlog);
    *self = (ds_backtest){0};
}
