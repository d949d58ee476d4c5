#include "analysis/studies/candidate.h"

#include "analysis/studies/input_desks.h"

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

ds_status ds_candidate_init(ds_candidate *candidate, const char *name, const ds_desk *desk,
                            const ds_key_measures *keys, const ds_desk *base, ds_error *err)
{
    *candidate = (ds_candidate){.desk = desk, .key_count = keys->count, .of = keys->list};
    candidate->name = strdup(name);
    candidate->rows = calloc((size_t)keys->count + 1, sizeof *candidate->rows);
    if (!candidate->name || !candidate->rows)
        return ds_error_no_memory(err);
    for (int32_t k = 0; k < keys->count; k++) {
        const ds_measure *measure = measure_of(&keys->list[k]);
        if (measure->kind == DS_MEASURE_PERCENTILE)
            return ds_error_set(
                err, DS_BAD_INPUT,
                "'%s' is a percentile: compared are means, rates and counts "
                "(mttr_h, resolution_breach_rate, utilisation, …)",
                measure->name);
        candidate->rows[k] = row_by_name(desk, &keys->list[k], base);
    }
    return DS_OK;
}

void ds_candidate_free(ds_candidate *candidate)
{
    free(candidate->name);
    free(candidate->rows);
    free(candidate->x);
    free(candidate->n);
    *candidate = (ds_candidate){0};
}

static ds_status make_room(ds_candidate *candidate, int64_t count, ds_error *err)
{
    if (count <= candidate->capacity)
        return DS_OK;
    int64_t capacity = 2 * candidate->capacity > count ? 2 * candidate->capacity : count;
    size_t bytes = (size_t)capacity * ((size_t)candidate->key_count + 1) * sizeof(double);
    double *x = realloc(candidate->x, bytes);
    if (!x)
        return ds_error_no_memory(err);
    candidate->x = x;
    double *n = realloc(candidate->n, bytes);
    if (!n)
        return ds_error_no_memory(err);
    candidate->n = n;
    candidate->capacity = capacity;
    return DS_OK;
}

static void keep_terms(ds_candidate *candidate, const ds_tally *tally)
{
    size_t first = (size_t)candidate->count * (size_t)candidate->key_count;
    for (int32_t k = 0; k < candidate->key_count; k++) {
        double *x = &candidate->x[first + (size_t)k];
        double *n = &candidate->n[first + (size_t)k];
        *x = *n = NAN;
        if (candidate->rows[k] != DS_NO_ID)
            ds_measure_terms(measure_of(&candidate->of[k]), candidate->desk, tally,
                             candidate->of[k].dimension, candidate->rows[k], x, n);
    }
    candidate->count++;
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
        keep_terms(candidate, &tallies[i]);
        ds_tally_free(&tallies[i]);
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

void ds_candidate_terms(const ds_candidate *candidate, int32_t key, int64_t count,
                        double *x, double *n)
{
    for (int64_t r = 0; r < count; r++) {
        size_t place = (size_t)(r * candidate->key_count + key);
        x[r] = candidate->x[place];
        n[r] = candidate->n[place];
    }
}

ds_estimate ds_candidate_estimate(const ds_candidate *candidate, int32_t key, int64_t count,
                                  double level, double *room)
{
    const ds_measure *measure = measure_of(&candidate->of[key]);
    if (candidate->rows[key] == DS_NO_ID || count == 0)
        return ds_estimate_none((int32_t)count);
    ds_candidate_terms(candidate, key, count, room, room + count);
    if (measure->kind == DS_MEASURE_RATE)
        return ds_estimate_rate(room, room + count, (int32_t)count, level, 0);
    return ds_estimate_ratio(room, room + count, (int32_t)count, 1, level);
}

double ds_desk_agents(const ds_desk *desk)
{
    double agents = 0;
    for (int32_t g = 0; g < desk->group_count; g++)
        if (desk->groups[g].agents != DS_UNLIMITED_AGENTS)
            agents += desk->groups[g].agents;
    return agents;
}
