/* The estimates of every measure for every slice, group, contract and goal. */
#include "analysis/estimates/percentile.h"
#include "analysis/results/results_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A mean that leaves out a larger share of its tickets is marked as a lower bound. */
#define NOTABLE_SHARE 0.01

/* What all estimates are made with. */
typedef struct workshop {
    const ds_basis *basis;
    const ds_measure *measures;
    int32_t measure_count;
    double *x; /* [replication] */
    double *n;
    double *room; /* [2 * replication] */
    ds_observed *observed;
    double *correlation; /* [measure] within a replication, of overall's rates */
} workshop;

static void workshop_free(workshop *shop)
{
    free(shop->x);
    free(shop->n);
    free(shop->room);
    free(shop->observed);
    free(shop->correlation);
}

static ds_status workshop_init(workshop *shop, const ds_basis *basis, ds_error *err)
{
    size_t rows = (size_t)basis->count + 1;
    *shop = (workshop){.basis = basis};
    shop->measures = ds_measures(&shop->measure_count);
    shop->x = calloc(rows, sizeof *shop->x);
    shop->n = calloc(rows, sizeof *shop->n);
    shop->room = calloc(2 * rows, sizeof *shop->room);
    shop->observed = calloc(rows, sizeof *shop->observed);
    shop->correlation = calloc((size_t)shop->measure_count, sizeof *shop->correlation);
    if (shop->x && shop->n && shop->room && shop->observed && shop->correlation)
        return DS_OK;
    workshop_free(shop);
    return ds_error_no_memory(err);
}

/* Rows and their names. */

static int32_t goal_count(const ds_desk *desk)
{
    int32_t sla;
    int32_t priority;
    int32_t count = 0;
    while (ds_goal_at(desk, count, &sla, &priority))
        count++;
    return count;
}

static int32_t row_count(const ds_desk *desk, ds_result_dimension dimension)
{
    switch (dimension) {
    case DS_RESULT_OVERALL:
        return 1;
    case DS_RESULT_BY_PRIORITY:
    case DS_RESULT_BY_INITIAL_PRIORITY:
        return desk->priority_count;
    case DS_RESULT_BY_TYPE:
        return DS_TICKET_TYPES;
    case DS_RESULT_BY_CATEGORY:
        return desk->category_count;
    case DS_RESULT_BY_SLA:
        return desk->sla_count;
    case DS_RESULT_BY_CHANNEL:
        return desk->channel_count;
    case DS_RESULT_BY_GROUP:
        return desk->group_count;
    case DS_RESULT_BY_CONTRACT:
        return desk->contract_count;
    case DS_RESULT_BY_GOAL:
        return goal_count(desk);
    case DS_RESULT_DIMENSIONS:
        break;
    }
    return 0;
}

static const char *goal_name(const ds_desk *desk, int32_t row, char *room, size_t size)
{
    int32_t sla;
    int32_t priority;
    if (!ds_goal_at(desk, row, &sla, &priority))
        return "";
    (void)snprintf(room, size, "%s %s", desk->slas[sla].name,
                   desk->priority_names[priority]);
    return room;
}

static const char *row_name(const ds_desk *desk, ds_result_dimension dimension, int32_t row,
                            char *room, size_t size)
{
    static const char *const types[DS_TICKET_TYPES] = {"incident", "request", "problem"};
    switch (dimension) {
    case DS_RESULT_BY_PRIORITY:
    case DS_RESULT_BY_INITIAL_PRIORITY:
        return desk->priority_names[row];
    case DS_RESULT_BY_TYPE:
        return types[row];
    case DS_RESULT_BY_CATEGORY:
        return desk->categories[row].name;
    case DS_RESULT_BY_SLA:
        return desk->slas[row].name;
    case DS_RESULT_BY_CHANNEL:
        return desk->channel_names[row];
    case DS_RESULT_BY_GROUP:
        return desk->groups[row].name;
    case DS_RESULT_BY_CONTRACT:
        return desk->contracts[row].name;
    case DS_RESULT_BY_GOAL:
        return goal_name(desk, row, room, size);
    case DS_RESULT_OVERALL:
    case DS_RESULT_DIMENSIONS:
        break;
    }
    return "";
}

static ds_status lay_out(ds_result_table *table, const workshop *shop,
                         ds_result_dimension dimension, ds_error *err)
{
    const ds_desk *desk = shop->basis->desk;
    int32_t rows = row_count(desk, dimension);
    size_t cells = (size_t)rows * (size_t)shop->measure_count;
    char room[512];
    table->names = calloc((size_t)rows + 1, sizeof *table->names);
    table->estimates = calloc(cells + 1, sizeof *table->estimates);
    if (!table->names || !table->estimates)
        return ds_error_no_memory(err);
    table->row_count = rows;
    for (int32_t row = 0; row < rows; row++) {
        table->names[row] = strdup(row_name(desk, dimension, row, room, sizeof room));
        if (!table->names[row])
            return ds_error_no_memory(err);
    }
    return DS_OK;
}

/* Estimating. */

static double ticket_sum(const ds_basis *basis, ds_dimension dimension, int32_t first,
                         int32_t last, int32_t sum)
{
    double total = 0;
    for (int32_t i = 0; i < basis->count; i++)
        for (int32_t row = first; row < last; row++)
            total += ds_tally_slice(basis->tallies[i], dimension, row)->sum[sum];
    return total;
}

/* Whether more than a notable share of the tickets is missing from a mean. What groups do
 * not know of their own unfinished visits, the tickets of all types tell. */
static bool misses_tickets(const ds_basis *basis, const ds_measure *measure,
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
    double all = ticket_sum(basis, of, row, last, DS_SUM_ARRIVED);
    double complete = ticket_sum(basis, of, row, last, measure->completed);
    return all - complete > NOTABLE_SHARE * all;
}

static ds_estimate rate(workshop *shop, const ds_measure *measure,
                        ds_result_dimension dimension)
{
    const ds_basis *basis = shop->basis;
    double *overall = &shop->correlation[measure - shop->measures];
    if (dimension == DS_RESULT_OVERALL)
        *overall = ds_rate_correlation(shop->x, shop->n, basis->count);
    double correlation = dimension > DS_RESULT_BY_CHANNEL ? 0 : *overall;
    if (dimension == DS_RESULT_OVERALL)
        correlation = 0;
    return ds_estimate_rate(shop->x, shop->n, basis->count, basis->level, correlation);
}

/* Whether the denominator is time: what was counted then is replications. */
static bool is_over_time(const ds_measure *measure)
{
    return measure->kind == DS_MEASURE_AVERAGE ||
           (measure->source == DS_SOURCE_GROUP &&
            measure->denominator == DS_GROUP_ROSTERED);
}

static ds_estimate quotient(workshop *shop, const ds_measure *measure,
                            ds_result_dimension dimension, int32_t row)
{
    const ds_basis *basis = shop->basis;
    for (int32_t i = 0; i < basis->count; i++)
        ds_measure_terms(measure, basis->desk, basis->tallies[i], dimension, row,
                         &shop->x[i], &shop->n[i]);
    if (measure->kind == DS_MEASURE_RATE)
        return rate(shop, measure, dimension);
    ds_estimate estimate =
        ds_estimate_ratio(shop->x, shop->n, basis->count, 1.0, basis->level);
    if (is_over_time(measure) && estimate.n > 0)
        estimate.n = basis->count;
    if (strcmp(measure->unit, "share") == 0 && ds_estimate_has_interval(&estimate))
        estimate.hi = fmin(1, estimate.hi);
    estimate.is_lower_bound =
        estimate.method != DS_METHOD_NONE && misses_tickets(basis, measure, dimension, row);
    return estimate;
}

/* What each replication observed: times to resolution of a slice, or waits at a group. */
static void observe(workshop *shop, ds_result_dimension dimension, int32_t row)
{
    for (int32_t i = 0; i < shop->basis->count; i++) {
        const ds_tally *tally = shop->basis->tallies[i];
        ds_observed *one = &shop->observed[i];
        if (dimension == DS_RESULT_BY_GROUP) {
            const ds_group_tally *group = &tally->groups[row];
            *one =
                (ds_observed){.counts = &group->wait, .total = group->sum[DS_GROUP_VISITS]};
            one->zeros = one->total;
            for (int32_t b = 0; b < group->wait.last - group->wait.first; b++)
                one->zeros -= group->wait.count[b];
        } else {
            const ds_slice *slice = ds_tally_slice(tally, (ds_dimension)dimension, row);
            *one = (ds_observed){.counts = &slice->resolution,
                                 .total = slice->sum[DS_SUM_RESOLVED] +
                                          slice->sum[DS_SUM_CENSORED]};
        }
    }
}

static ds_status percentiles(ds_estimate *cells, workshop *shop,
                             ds_result_dimension dimension, int32_t row, ds_error *err)
{
    const ds_basis *basis = shop->basis;
    ds_merged merged;
    observe(shop, dimension, row);
    ds_status status = ds_merged_init(&merged, shop->observed, basis->count, err);
    if (status != DS_OK)
        return status;
    for (int32_t m = 0; m < shop->measure_count; m++)
        if (ds_measure_applies(m, dimension) &&
            shop->measures[m].kind == DS_MEASURE_PERCENTILE)
            cells[m] =
                ds_estimate_percentile(&merged, shop->observed, basis->count,
                                       shop->measures[m].share, basis->level, shop->room);
    ds_merged_free(&merged);
    return DS_OK;
}

static ds_status fill_row(ds_estimate *cells, workshop *shop, ds_result_dimension dimension,
                          int32_t row, ds_error *err)
{
    for (int32_t m = 0; m < shop->measure_count; m++) {
        const ds_measure *measure = &shop->measures[m];
        bool is_quotient =
            ds_measure_applies(m, dimension) && measure->kind != DS_MEASURE_PERCENTILE;
        cells[m] = is_quotient ? quotient(shop, measure, dimension, row)
                               : ds_estimate_none(shop->basis->count);
    }
    if (dimension > DS_RESULT_BY_GROUP)
        return DS_OK;
    return percentiles(cells, shop, dimension, row, err);
}

ds_status ds_results_make_tables(ds_results *results, const ds_basis *basis, ds_error *err)
{
    workshop shop;
    ds_status status = workshop_init(&shop, basis, err);
    if (status != DS_OK)
        return status;
    for (int32_t d = 0; d < DS_RESULT_DIMENSIONS && status == DS_OK; d++) {
        ds_result_dimension dimension = (ds_result_dimension)d;
        ds_result_table *table = &results->tables[d];
        status = lay_out(table, &shop, dimension, err);
        for (int32_t row = 0; row < table->row_count && status == DS_OK; row++)
            status = fill_row(&table->estimates[row * shop.measure_count], &shop, dimension,
                              row, err);
    }
    workshop_free(&shop);
    return status;
}
