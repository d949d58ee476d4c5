#include "analysis/results/estimator.h"

#include "analysis/estimates/percentile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A mean that leaves out a larger share of its tickets is marked as a lower bound. */
#define NOTABLE_SHARE 0.01

struct ds_estimator {
    const ds_desk *desk;
    const ds_tally *const *tallies;
    int32_t count; /* replications */
    int32_t unit;  /* of them, in a unit of inference */
    double level;
    const ds_controls *controls; /* NULL: none */
    const ds_measure *measures;
    int32_t measure_count;
    double *x; /* [unit of inference] */
    double *n;
    double *room;          /* [2 * unit of inference] */
    ds_observed *observed; /* [replication] */
    double
        *correlation; /* [measure] within a unit, of overall's rates; NaN: not known yet */
};

void ds_estimator_delete(ds_estimator *self)
{
    if (!self)
        return;
    free(self->x);
    free(self->n);
    free(self->room);
    free(self->observed);
    free(self->correlation);
    free(self);
}

static ds_status allocate(ds_estimator *self, ds_error *err)
{
    size_t rows = (size_t)self->count + 1;
    self->x = calloc(rows, sizeof *self->x);
    self->n = calloc(rows, sizeof *self->n);
    self->room = calloc(2 * rows, sizeof *self->room);
    self->observed = calloc(rows, sizeof *self->observed);
    self->correlation = calloc((size_t)self->measure_count, sizeof *self->correlation);
    if (!self->x || !self->n || !self->room || !self->observed || !self->correlation)
        return ds_error_no_memory(err);
    for (int32_t m = 0; m < self->measure_count; m++)
        self->correlation[m] = NAN;
    return DS_OK;
}

ds_estimator *ds_estimator_new(const ds_desk *desk, const ds_tally *const *tallies,
                               int32_t count, double level, ds_error *err)
{
    ds_estimator *self = calloc(1, sizeof *self);
    if (!self) {
        (void)ds_error_no_memory(err);
        return NULL;
    }
    self->desk = desk;
    self->tallies = tallies;
    self->unit = count > 0 && tallies[0]->is_paired ? 2 : 1;
    self->count = count - count % self->unit;
    self->level = level;
    self->measures = ds_measures(&self->measure_count);
    if (allocate(self, err) == DS_OK)
        return self;
    ds_estimator_delete(self);
    return NULL;
}

void ds_estimator_set_level(ds_estimator *self, double level)
{
    self->level = level;
}

void ds_estimator_set_controls(ds_estimator *self, const ds_controls *controls)
{
    self->controls = controls;
}

static int32_t units(const ds_estimator *self)
{
    return self->count / self->unit;
}

/* Ratios and rates. */

static void gather(ds_estimator *self, const ds_measure *measure,
                   ds_result_dimension dimension, int32_t row)
{
    memset(self->x, 0, (size_t)self->count * sizeof *self->x);
    memset(self->n, 0, (size_t)self->count * sizeof *self->n);
    for (int32_t i = 0; i < self->count; i++) {
        double x;
        double n;
        ds_measure_terms(measure, self->desk, self->tallies[i], dimension, row, &x, &n);
        self->x[i / self->unit] += x;
        self->n[i / self->unit] += n;
    }
}

/* How alike the periods of one replication are in what is counted in them: the intraclass
 * correlation by the analysis of variance. What exceeds a limit is less alike. 1, the
 * worst, where nothing was counted that could tell. */
static double correlation_of_periods(const ds_estimator *self, int32_t row)
{
    double squares = 0;
    double sum = 0;
    double periods = 0;
    double between = 0;
    for (int32_t i = 0; i < self->count; i++) {
        const ds_chance_tally *chance = &self->tallies[i]->chances[row];
        squares += chance->squares;
        sum += chance->number;
        periods += chance->periods;
        between +=
            chance->periods > 0 ? chance->number * chance->number / chance->periods : 0;
    }
    double size = periods / self->count;
    double within_mean = (squares - between) / (periods - self->count);
    double between_mean = (between - sum * sum / periods) / (self->count - 1);
    if (!(sum > 0) || self->count < 2 || !(size > 1))
        return 1;
    double correlation =
        (between_mean - within_mean) / (between_mean + (size - 1) * within_mean);
    return fmin(1, fmax(0, correlation));
}

/* The correlation within a unit of overall's rate, for a slice to borrow. */
static double borrowed_correlation(ds_estimator *self, const ds_measure *measure,
                                   ds_result_dimension dimension, int32_t row)
{
    int32_t m = (int32_t)(measure - self->measures);
    if (measure->source == DS_SOURCE_CHANCE)
        return correlation_of_periods(self, row);
    if (dimension == DS_RESULT_OVERALL || dimension > DS_RESULT_BY_CHANNEL ||
        !ds_measure_applies(m, DS_RESULT_OVERALL))
        return 0;
    if (isnan(self->correlation[m])) {
        gather(self, measure, DS_RESULT_OVERALL, 0);
        self->correlation[m] = ds_rate_correlation(self->x, self->n, units(self));
    }
    return self->correlation[m];
}

/* Whole replications that had something or not. */
static ds_estimate binomial(const ds_estimator *self)
{
    double events = 0;
    for (int32_t i = 0; i < self->count; i++)
        events += self->x[i];
    return ds_estimate_binomial(events, self->count, self->count, self->level);
}

static void control(const ds_estimator *self, ds_estimate *estimate)
{
    if (self->controls)
        (void)ds_estimate_control(estimate, self->controls, self->x, self->n, self->level);
}

static ds_estimate rate(ds_estimator *self, const ds_measure *measure,
                        ds_result_dimension dimension, int32_t row)
{
    double correlation = borrowed_correlation(self, measure, dimension, row);
    gather(self, measure, dimension, row);
    bool is_window =
        measure->source == DS_SOURCE_CHANCE && measure->numerator == DS_CHANCE_WINDOWS;
    if (is_window && self->unit == 1)
        return binomial(self);
    ds_estimate estimate =
        ds_estimate_rate(self->x, self->n, units(self), self->level, correlation);
    control(self, &estimate);
    return estimate;
}

static double ticket_sum(const ds_estimator *self, ds_dimension dimension, int32_t first,
                         int32_t last, int32_t sum)
{
    double total = 0;
    for (int32_t i = 0; i < self->count; i++)
        for (int32_t row = first; row < last; row++)
            total += ds_tally_slice(self->tallies[i], dimension, row)->sum[sum];
    return total;
}

/* Whether more than a notable share of the tickets is missing from a mean. What groups do
 * not know of their own unfinished visits, the tickets of all types tell. */
static bool misses_tickets(const ds_estimator *self, const ds_measure *measure,
                           ds_result_dimension dimension, int32_t row)
{
    if (measure->completed == DS_NO_ID)
        return false;
    ds_dimension of = (ds_dimension)dimension;
    int32_t last = row + 1;
    if (dimension == DS_RESULT_BY_GROUP) {
        of = DS_BY_TYPE;
        row = 0;
        last = DS_TICKET_TYPES;
    }
    double all = ticket_sum(self, of, row, last, DS_SUM_ARRIVED) -
                 ticket_sum(self, of, row, last, DS_SUM_ABANDONED);
    double complete = ticket_sum(self, of, row, last, measure->completed);
    return all - complete > NOTABLE_SHARE * all;
}

/* Whether the denominator is time: what was counted then is replications. */
static bool is_over_time(const ds_measure *measure)
{
    return measure->kind == DS_MEASURE_AVERAGE ||
           (measure->source == DS_SOURCE_GROUP &&
            measure->denominator == DS_GROUP_ROSTERED);
}

static ds_estimate ratio(ds_estimator *self, const ds_measure *measure,
                         ds_result_dimension dimension, int32_t row)
{
    gather(self, measure, dimension, row);
    ds_estimate estimate =
        ds_estimate_ratio(self->x, self->n, units(self), 1.0, self->level);
    if (measure->kind != DS_MEASURE_COUNT)
        control(self, &estimate);
    if (is_over_time(measure) && estimate.n > 0)
        estimate.n = self->count;
    estimate.is_lower_bound =
        estimate.method != DS_METHOD_NONE && misses_tickets(self, measure, dimension, row);
    return estimate;
}

/* Percentiles. */

ds_observed ds_observed_in(const ds_tally *tally, ds_result_dimension dimension,
                           int32_t row)
{
    if (dimension != DS_RESULT_BY_GROUP) {
        const ds_slice *slice = ds_tally_slice(tally, (ds_dimension)dimension, row);
        return (ds_observed){.counts = &slice->resolution,
                             .total =
                                 slice->sum[DS_SUM_RESOLVED] + slice->sum[DS_SUM_CENSORED]};
    }
    const ds_group_tally *group = &tally->groups[row];
    ds_observed one = {.counts = &group->wait, .total = group->sum[DS_GROUP_VISITS]};
    one.zeros = one.total;
    for (int32_t b = 0; b < group->wait.last - group->wait.first; b++)
        one.zeros -= group->wait.count[b];
    return one;
}

static bool is_percentile(const ds_measure *measure)
{
    return measure->kind == DS_MEASURE_PERCENTILE;
}

/* Percentiles [first, last) of the table, all from one merged histogram. */
static ds_status percentiles(ds_estimator *self, ds_result_dimension dimension, int32_t row,
                             int32_t first, int32_t last, ds_estimate *cells, ds_error *err)
{
    ds_merged merged;
    for (int32_t i = 0; i < self->count; i++)
        self->observed[i] = ds_observed_in(self->tallies[i], dimension, row);
    ds_status status = ds_merged_init(&merged, self->observed, self->count, err);
    if (status != DS_OK)
        return status;
    for (int32_t m = first; m < last; m++)
        if (ds_measure_applies(m, dimension) && is_percentile(&self->measures[m])) {
            cells[m - first] =
                ds_estimate_percentile(&merged, self->observed, self->count, self->unit,
                                       self->measures[m].share, self->level, self->room);
            cells[m - first].replications = self->count;
        }
    ds_merged_free(&merged);
    return DS_OK;
}

/* All. */

static ds_estimate quotient(ds_estimator *self, ds_result_dimension dimension, int32_t row,
                            int32_t m)
{
    const ds_measure *measure = &self->measures[m];
    if (!ds_measure_applies_to_row(self->desk, m, dimension, row) || is_percentile(measure))
        return ds_estimate_none(self->count);
    ds_estimate estimate = measure->kind == DS_MEASURE_RATE
                               ? rate(self, measure, dimension, row)
                               : ratio(self, measure, dimension, row);
    estimate.replications = self->count;
    if (strcmp(measure->unit, "share") == 0 && ds_estimate_has_interval(&estimate)) {
        estimate.value = fmin(1, estimate.value);
        estimate.hi = fmin(1, estimate.hi);
    }
    return estimate;
}

ds_status ds_estimator_one(ds_estimator *self, ds_result_dimension dimension, int32_t row,
                           int32_t measure, ds_estimate *out, ds_error *err)
{
    *out = quotient(self, dimension, row, measure);
    if (!ds_measure_applies(measure, dimension) || !is_percentile(&self->measures[measure]))
        return DS_OK;
    return percentiles(self, dimension, row, measure, measure + 1, out, err);
}

ds_status ds_estimator_row(ds_estimator *self, ds_result_dimension dimension, int32_t row,
                           ds_estimate *cells, ds_error *err)
{
    for (int32_t m = 0; m < self->measure_count; m++)
        cells[m] = quotient(self, dimension, row, m);
    if (dimension > DS_RESULT_BY_GROUP)
        return DS_OK;
    return percentiles(self, dimension, row, 0, self->measure_count, cells, err);
}

ds_status ds_estimator_variance_factor(ds_estimator *self, ds_result_dimension dimension,
                                       int32_t row, int32_t measure, double *factor_out,
                                       ds_error *err)
{
    ds_estimate reduced;
    ds_estimate plain;
    int32_t unit = self->unit;
    const ds_controls *controls = self->controls;
    *factor_out = NAN;
    ds_status status = ds_estimator_one(self, dimension, row, measure, &reduced, err);
    if (status != DS_OK)
        return status;
    self->unit = 1;
    self->controls = NULL;
    status = ds_estimator_one(self, dimension, row, measure, &plain, err);
    double ratio = plain.standard_error / reduced.standard_error;
    self->unit = unit;
    self->controls = controls;
    *factor_out = reduced.standard_error > 0 ? ratio * ratio : NAN;
    return status;
}
