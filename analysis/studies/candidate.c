#include "analysis/studies/candidate.h"

#include "analysis/studies/input_desks.h"

#include "analysis/results/estimator.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Tallies are large: no more than so many are held at once. */
#define REPLICATIONS_AT_ONCE 64

static const ds_measure *measure_of(const ds_key_measure *key)
{
    int32_t count;
    return &ds_measures(&count)[key->measure];
}

/* The row of a desk that is called what the key's row is called in the base. */
static int32_t row_by_name(const ds_desk *desk, const ds_key_measure *key,
                           const ds_desk *base)
{
    char meant[256];
    char room[256];
    const char *name =
        ds_dimension_row_name(base, key->dimension, key->row, meant, sizeof meant);
    int32_t rows = ds_dimension_rows(desk, key->dimension);
    for (int32_t row = 0; row < rows; row++)
        if (strcmp(name, ds_dimension_row_name(desk, key->dimension, row, room,
                                               sizeof room)) == 0)
            return row;
    return DS_NO_ID;
}

/* A slice's rate may have to borrow from that of `overall`: a column behind the keys. */
static void find_lenders(ds_candidate *candidate)
{
    candidate->column_count = candidate->key_count;
    for (int32_t k = 0; k < candidate->key_count; k++) {
        const ds_key_measure *key = &candidate->of[k];
        bool is_slice = key->dimension > DS_RESULT_OVERALL &&
                        key->dimension <= DS_RESULT_BY_CHANNEL &&
                        measure_of(key)->kind == DS_MEASURE_RATE &&
                        ds_measure_applies(key->measure, DS_RESULT_OVERALL);
        candidate->lender[k] = is_slice ? candidate->column_count++ : DS_NO_ID;
    }
}

ds_status ds_candidate_init(ds_candidate *candidate, const char *name, const ds_desk *desk,
                            const ds_key_measures *keys, const ds_desk *base, ds_error *err)
{
    size_t count = (size_t)keys->count + 1;
    *candidate = (ds_candidate){.desk = desk, .key_count = keys->count, .of = keys->list};
    candidate->name = strdup(name);
    candidate->rows = calloc(count, sizeof *candidate->rows);
    candidate->lender = calloc(count, sizeof *candidate->lender);
    candidate->observed = calloc(count, sizeof *candidate->observed);
    if (!candidate->name || !candidate->rows || !candidate->lender || !candidate->observed)
        return ds_error_no_memory(err);
    for (int32_t k = 0; k < keys->count; k++)
        candidate->rows[k] = row_by_name(desk, &keys->list[k], base);
    find_lenders(candidate);
    ds_candidate_keep(candidate, INT64_MAX, DS_NO_ID);
    return DS_OK;
}

void ds_candidate_keep(ds_candidate *candidate, int64_t most, int32_t aim)
{
    candidate->most_kept = most;
    candidate->aim = aim;
    for (int32_t k = 0; k < candidate->key_count; k++)
        candidate->observed[k].unit = most < INT64_MAX ? ds_observations_unit(most) : 1;
}

void ds_candidate_free(ds_candidate *candidate)
{
    for (int32_t k = 0; candidate->observed && k < candidate->key_count; k++)
        ds_observations_free(&candidate->observed[k]);
    free(candidate->observed);
    free(candidate->lender);
    free(candidate->name);
    free(candidate->rows);
    free(candidate->x);
    free(candidate->n);
    free(candidate->own);
    *candidate = (ds_candidate){0};
}

/* Room for `count` numbers. */
static ds_status grow(double **list, size_t count, ds_error *err)
{
    double *grown = realloc(*list, (count + 1) * sizeof *grown);
    if (!grown)
        return ds_error_no_memory(err);
    *list = grown;
    return DS_OK;
}

static int64_t doubled(int64_t capacity, int64_t count)
{
    return 2 * capacity > count ? 2 * capacity : count;
}

static ds_status make_room(ds_candidate *candidate, int64_t count, ds_error *err)
{
    ds_status status = DS_OK;
    int64_t kept = count < candidate->most_kept ? count : candidate->most_kept;
    if (kept > candidate->capacity) {
        int64_t capacity = doubled(candidate->capacity, kept);
        size_t cells = (size_t)capacity * (size_t)candidate->column_count;
        status = grow(&candidate->x, cells, err);
        if (status == DS_OK)
            status = grow(&candidate->n, cells, err);
        if (status == DS_OK)
            candidate->capacity = capacity;
    }
    if (status == DS_OK && candidate->aim != DS_NO_ID && count > candidate->own_capacity) {
        int64_t capacity = doubled(candidate->own_capacity, count);
        status = grow(&candidate->own, (size_t)capacity, err);
        if (status == DS_OK)
            candidate->own_capacity = capacity;
    }
    return status;
}

/* A key measure that is no percentile; NaN where the desk has no such row. */
static void find_terms(const ds_candidate *candidate, const ds_tally *tally, int32_t key,
                       double *x, double *n)
{
    *x = *n = NAN;
    if (candidate->rows[key] != DS_NO_ID)
        ds_measure_terms(measure_of(&candidate->of[key]), candidate->desk, tally,
                         candidate->of[key].dimension, candidate->rows[key], x, n);
}

static ds_status keep_key(ds_candidate *candidate, const ds_tally *tally, int32_t key,
                          ds_error *err)
{
    size_t first = (size_t)candidate->count * (size_t)candidate->column_count;
    int32_t row = candidate->rows[key];
    int32_t lender = candidate->lender[key];
    if (measure_of(&candidate->of[key])->kind == DS_MEASURE_PERCENTILE) {
        if (row == DS_NO_ID)
            return DS_OK;
        ds_observed seen = ds_observed_in(tally, candidate->of[key].dimension, row);
        return ds_observations_add(&candidate->observed[key], &seen, err);
    }
    find_terms(candidate, tally, key, &candidate->x[first + (size_t)key],
               &candidate->n[first + (size_t)key]);
    if (lender != DS_NO_ID)
        ds_measure_terms(measure_of(&candidate->of[key]), candidate->desk, tally,
                         DS_RESULT_OVERALL, 0, &candidate->x[first + (size_t)lender],
                         &candidate->n[first + (size_t)lender]);
    return DS_OK;
}

/* A percentile of a single replication takes as many tickets as one of all does. */
static ds_status own_percentile(const ds_candidate *candidate, const ds_tally *tally,
                                double *out, ds_error *err)
{
    int32_t key = candidate->aim;
    double share = measure_of(&candidate->of[key])->share;
    ds_merged merged;
    ds_observed seen =
        ds_observed_in(tally, candidate->of[key].dimension, candidate->rows[key]);
    *out = NAN;
    if (seen.total * (1 - share) < DS_OBSERVATIONS_BEYOND * (1 - 1e-12))
        return DS_OK;
    ds_status status = ds_merged_init(&merged, &seen, 1, err);
    if (status == DS_OK)
        *out = ds_merged_smooth_quantile(&merged, share) / (double)DS_HOUR;
    ds_merged_free(&merged);
    return status;
}

static ds_status keep_own(ds_candidate *candidate, const ds_tally *tally, ds_error *err)
{
    double x;
    double n;
    double *own = &candidate->own[candidate->count];
    int32_t key = candidate->aim;
    bool is_percentile = measure_of(&candidate->of[key])->kind == DS_MEASURE_PERCENTILE;
    if (is_percentile && candidate->rows[key] != DS_NO_ID)
        return own_percentile(candidate, tally, own, err);
    find_terms(candidate, tally, key, &x, &n);
    *own = is_percentile ? NAN : x / n;
    return DS_OK;
}

static void count_unresolved(ds_candidate *candidate, const ds_tally *tally)
{
    int32_t types = ds_dimension_rows(candidate->desk, DS_RESULT_BY_TYPE);
    for (int32_t row = 0; row < types; row++) {
        const ds_slice *slice = ds_tally_slice(tally, DS_BY_TYPE, row);
        candidate->arrived += slice->sum[DS_SUM_ARRIVED];
        candidate->unresolved += slice->sum[DS_SUM_CENSORED];
    }
}

static ds_status keep_terms(ds_candidate *candidate, const ds_tally *tally, ds_error *err)
{
    ds_status status = DS_OK;
    if (candidate->count < candidate->most_kept)
        for (int32_t k = 0; k < candidate->key_count && status == DS_OK; k++)
            status = keep_key(candidate, tally, k, err);
    if (status == DS_OK && candidate->aim != DS_NO_ID)
        status = keep_own(candidate, tally, err);
    if (status != DS_OK)
        return status;
    count_unresolved(candidate, tally);
    candidate->count++;
    return DS_OK;
}

static ds_status run_some(ds_candidate *candidate, int64_t more, const ds_replications *how,
                          ds_error *err)
{
    ds_tally tallies[REPLICATIONS_AT_ONCE];
    int64_t done = 0;
    ds_replications what = *how;
    ds_input_desks desks;
    what.desk = candidate->desk;
    ds_input_desks_begin(&desks, candidate->scenario, &what, false);
    ds_status status =
        ds_replications_run(&what, candidate->count, more, tallies, &done, err);
    ds_input_desks_end(&desks);
    for (int64_t i = 0; i < done; i++) {
        ds_error own = {0};
        ds_status kept = status == DS_OK || status == DS_UNFINISHED
                             ? keep_terms(candidate, &tallies[i], &own)
                             : DS_OK;
        ds_tally_free(&tallies[i]);
        if (kept != DS_OK) {
            *err = own;
            status = kept;
        }
    }
    return status;
}

ds_status ds_candidate_extend(ds_candidate *candidate, int64_t count,
                              const ds_replications *how, ds_error *err)
{
    ds_status status = make_room(candidate, count, err);
    while (status == DS_OK && candidate->count < count) {
        int64_t more = count - candidate->count;
        status = run_some(
            candidate, more < REPLICATIONS_AT_ONCE ? more : REPLICATIONS_AT_ONCE, how, err);
    }
    return status;
}

double ds_desk_agents(const ds_desk *desk)
{
    double agents = 0;
    for (int32_t g = 0; g < desk->group_count; g++)
        if (desk->groups[g].agents != DS_UNLIMITED_AGENTS)
            agents += desk->groups[g].agents;
    return agents;
}
