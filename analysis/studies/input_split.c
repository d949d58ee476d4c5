#include "analysis/studies/input_split.h"

#include "analysis/studies/input_desks.h"
#include "scenarios/scenario_inputs.h"

#include <stdlib.h>
#include <string.h>

/* So many tallies are in memory at once. */
#define BATCH 64

/* The terms of all parts: of the replications, then of their twins. */
typedef struct terms {
    ds_variance_split *split;
    const ds_desk *desk;
    int64_t count;
    double *x[2]; /* [part * count + replication] */
    double *n[2];
    double *room;
} terms;

static bool has_part(const ds_variance_split *split, const ds_key_measure *key)
{
    for (int32_t i = 0; i < split->count; i++)
        if (split->parts[i].dimension == key->dimension &&
            split->parts[i].row == key->row && split->parts[i].measure == key->measure)
            return true;
    return false;
}

static ds_status add_parts(ds_variance_split *split, const ds_key_measures *keys,
                           ds_error *err)
{
    int32_t count;
    const ds_measure *measures = ds_measures(&count);
    size_t rows = (size_t)split->count + (size_t)keys->count;
    ds_variance_part *grown = realloc(split->parts, (rows + 1) * sizeof *grown);
    if (!grown)
        return ds_error_no_memory(err);
    split->parts = grown;
    for (int32_t i = 0; i < keys->count; i++) {
        const ds_key_measure *key = &keys->list[i];
        if (measures[key->measure].kind != DS_MEASURE_PERCENTILE && !has_part(split, key))
            split->parts[split->count++] = (ds_variance_part){
                .dimension = key->dimension, .row = key->row, .measure = key->measure};
    }
    return DS_OK;
}

static ds_status choose_parts(ds_variance_split *split, const ds_desk *desk,
                              const ds_key_measures *keys, ds_error *err)
{
    static const char *const headline[] = {"arrived", "mttr_h", "resolution_breach_rate",
                                           "response_breach_rate"};
    ds_key_measures all = {0};
    ds_status status = DS_OK;
    for (size_t i = 0; i < sizeof headline / sizeof *headline && status == DS_OK; i++)
        status = ds_key_measures_add(&all, desk, headline[i], err);
    if (status == DS_OK)
        status = add_parts(split, &all, err);
    ds_key_measures_free(&all);
    return status == DS_OK ? add_parts(split, keys, err) : status;
}

static ds_status take_room(terms *self, ds_error *err)
{
    size_t cells = (size_t)self->split->count * (size_t)self->count;
    bool is_short = false;
    for (int twin = 0; twin < 2; twin++) {
        self->x[twin] = calloc(cells + 1, sizeof *self->x[twin]);
        self->n[twin] = calloc(cells + 1, sizeof *self->n[twin]);
        is_short |= !self->x[twin] || !self->n[twin];
    }
    self->room = calloc(2 * (size_t)self->count + 1, sizeof *self->room);
    return is_short || !self->room ? ds_error_no_memory(err) : DS_OK;
}

static void free_room(terms *self)
{
    for (int twin = 0; twin < 2; twin++) {
        free(self->x[twin]);
        free(self->n[twin]);
    }
    free(self->room);
}

static void take(terms *self, int twin, int64_t replication, const ds_tally *tally)
{
    int32_t count;
    const ds_measure *measures = ds_measures(&count);
    for (int32_t p = 0; p < self->split->count; p++) {
        const ds_variance_part *part = &self->split->parts[p];
        int64_t cell = p * self->count + replication;
        ds_measure_terms(&measures[part->measure], self->desk, tally, part->dimension,
                         part->row, &self->x[twin][cell], &self->n[twin][cell]);
    }
}

static ds_status run_batch(terms *self, const ds_replications *runs, int64_t first,
                           int64_t count, ds_error *err)
{
    ds_tally tallies[BATCH];
    int64_t done = 0;
    ds_status status =
        ds_replications_run(runs, DS_TWIN_FIRST + first, count, tallies, &done, err);
    for (int64_t i = 0; i < done; i++) {
        take(self, 1, first + i, &tallies[i]);
        ds_tally_free(&tallies[i]);
    }
    return status;
}

static ds_status run_twins(terms *self, const ds_replications *what,
                           const ds_scenario *scenario, ds_error *err)
{
    ds_input_desks desks;
    ds_replications runs = *what;
    ds_status status = DS_OK;
    ds_input_desks_begin(&desks, scenario, &runs, false);
    desks.shift = DS_TWIN_FIRST;
    for (int64_t first = 0; first < self->count && status == DS_OK; first += BATCH) {
        int64_t left = self->count - first;
        status = run_batch(self, &runs, first, left < BATCH ? left : BATCH, err);
    }
    ds_input_desks_end(&desks);
    return status;
}

static void conclude(terms *self, double level)
{
    for (int32_t p = 0; p < self->split->count; p++) {
        int64_t at = p * self->count;
        const double *const x[] = {&self->x[0][at], &self->x[1][at]};
        const double *const n[] = {&self->n[0][at], &self->n[1][at]};
        ds_variance_part_fill(&self->split->parts[p], x, n, (int32_t)self->count, level,
                              self->room);
    }
}

ds_status ds_input_split_run(ds_variance_split *split, const ds_replications *what,
                             const ds_scenario *scenario, const ds_key_measures *keys,
                             const ds_tally *tallies, int64_t count, double level,
                             ds_error *err)
{
    terms self = {.split = split, .desk = what->desk, .count = count};
    *split = (ds_variance_split){.replications = (int32_t)count, .level = level};
    (void)ds_scenario_inputs(scenario, &split->inputs);
    if (split->inputs == 0 || count < 2 || what->is_antithetic)
        return DS_OK;
    ds_status status = choose_parts(split, what->desk, keys, err);
    if (status == DS_OK)
        status = take_room(&self, err);
    for (int64_t i = 0; i < count && status == DS_OK; i++)
        take(&self, 0, i, &tallies[i]);
    if (status == DS_OK)
        status = run_twins(&self, what, scenario, err);
    if (status == DS_OK)
        conclude(&self, level);
    else
        ds_variance_split_free(split);
    free_room(&self);
    return status;
}
