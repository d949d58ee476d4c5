#include "analysis/studies/experiment.h"

#include "analysis/results/estimator.h"
#include "analysis/studies/input_desks.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "PATH=VALUE" of each value that is not the scenario's own: *count_out of them. */
static char **overrides_of(const ds_experiment_values *values, int32_t *count_out)
{
    char **list = calloc((size_t)values->count + 1, sizeof *list);
    *count_out = 0;
    for (int32_t i = 0; i < values->count && list; i++) {
        if (!values->texts[i])
            continue;
        const char *path = values->varies[i].path;
        size_t size = strlen(path) + strlen(values->texts[i]) + sizeof "=";
        char *text = malloc(size);
        if (!text)
            break;
        (void)snprintf(text, size, "%s=%s", path, values->texts[i]);
        list[(*count_out)++] = text;
    }
    return list;
}

static void free_list(char **list, int32_t count)
{
    for (int32_t i = 0; i < count && list; i++)
        free(list[i]);
    free(list);
}

ds_status ds_experiment_compile(const ds_experiment *experiment,
                                const ds_experiment_values *values, ds_experiment_desk *out,
                                ds_diagnostics *said)
{
    int32_t count;
    int32_t wanted = 0;
    *out = (ds_experiment_desk){0};
    for (int32_t i = 0; i < values->count; i++)
        wanted += values->texts[i] != NULL;
    char **overrides = overrides_of(values, &count);
    ds_status status = overrides && count == wanted ? DS_OK : DS_NO_MEMORY;
    if (status == DS_OK)
        status = ds_scenario_vary(experiment->scenario, (const char *const *)overrides,
                                  count, said, &out->scenario);
    free_list(overrides, count);
    if (status == DS_OK)
        status = ds_scenario_compile(out->scenario, &out->desk, said);
    if (status == DS_OK && ds_scenario_finds_warm_up(out->scenario))
        out->desk.warm_up = experiment->runs.desk->warm_up;
    return status;
}

void ds_experiment_desk_free(ds_experiment_desk *desk)
{
    ds_desk_free(&desk->desk);
    ds_scenario_delete(desk->scenario);
    *desk = (ds_experiment_desk){0};
}

ds_status ds_experiment_try(const ds_experiment *experiment,
                            const ds_experiment_values *values, ds_diagnostics *out)
{
    ds_experiment_desk it;
    ds_status status = ds_experiment_compile(experiment, values, &it, out);
    ds_experiment_desk_free(&it);
    return status;
}

/* Whether a point's desk has the row that a key measure means. */
static bool has_row(const ds_experiment *experiment, const ds_desk *desk,
                    const ds_key_measure *key)
{
    char own[256];
    char meant[256];
    if (key->row >= ds_dimension_rows(desk, key->dimension))
        return false;
    ds_key_measure_print(desk, key, own, sizeof own);
    ds_key_measure_print(experiment->runs.desk, key, meant, sizeof meant);
    return strcmp(own, meant) == 0;
}

static void take_terms(const ds_experiment *experiment, const ds_desk *desk,
                       const ds_key_measure *key, const ds_tally *tallies, double *x,
                       double *n)
{
    int32_t count;
    const ds_measure *measure = &ds_measures(&count)[key->measure];
    if (measure->kind == DS_MEASURE_PERCENTILE)
        return;
    for (int64_t r = 0; r < experiment->replications; r++)
        ds_measure_terms(measure, desk, &tallies[r], key->dimension, key->row, &x[r],
                         &n[r]);
}

static ds_status measure(const ds_experiment *experiment, const ds_desk *desk,
                         const ds_tally *tallies, ds_experiment_point *point, ds_error *err)
{
    int64_t count = experiment->replications;
    const ds_tally **list = calloc((size_t)count, sizeof *list);
    if (!list)
        return ds_error_no_memory(err);
    for (int64_t r = 0; r < count; r++)
        list[r] = &tallies[r];
    ds_estimator *estimator =
        ds_estimator_new(desk, list, (int32_t)count, experiment->level, err);
    ds_status status = estimator ? DS_OK : DS_NO_MEMORY;
    for (int32_t k = 0; k < experiment->keys->count && status == DS_OK; k++) {
        const ds_key_measure *key = &experiment->keys->list[k];
        point->estimates[k] = ds_estimate_none((int32_t)count);
        for (int64_t r = 0; point->x && r < count; r++)
            point->x[k * count + r] = point->n[k * count + r] = NAN;
        if (!has_row(experiment, desk, key))
            continue;
        status = ds_estimator_one(estimator, key->dimension, key->row, key->measure,
                                  &point->estimates[k], err);
        if (point->x)
            take_terms(experiment, desk, key, tallies, &point->x[k * count],
                       &point->n[k * count]);
    }
    ds_estimator_delete(estimator);
    free(list);
    return status;
}

static ds_status begin_point(const ds_experiment *experiment, ds_experiment_point *point,
                             ds_error *err)
{
    size_t keys = (size_t)experiment->keys->count;
    size_t terms = keys * (size_t)experiment->replications;
    *point = (ds_experiment_point){.estimates = calloc(keys + 1, sizeof *point->estimates)};
    if (experiment->keeps_terms) {
        point->x = calloc(terms + 1, sizeof *point->x);
        point->n = calloc(terms + 1, sizeof *point->n);
    }
    bool is_short =
        !point->estimates || (experiment->keeps_terms && (!point->x || !point->n));
    return is_short ? ds_error_no_memory(err) : DS_OK;
}

static ds_status simulate(const ds_experiment *experiment, const ds_experiment_desk *it,
                          ds_experiment_point *point, ds_error *err)
{
    int64_t done = 0;
    ds_input_desks desks;
    ds_replications runs = experiment->runs;
    ds_tally *tallies = calloc((size_t)experiment->replications, sizeof *tallies);
    if (!tallies)
        return ds_error_no_memory(err);
    runs.desk = &it->desk;
    ds_input_desks_begin(&desks, it->scenario, &runs, false);
    ds_status status =
        ds_replications_run(&runs, 0, experiment->replications, tallies, &done, err);
    ds_input_desks_end(&desks);
    if (status == DS_OK)
        status = measure(experiment, &it->desk, tallies, point, err);
    for (int64_t i = 0; i < done; i++)
        ds_tally_free(&tallies[i]);
    free(tallies);
    return status;
}

ds_status ds_experiment_run(const ds_experiment *experiment,
                            const ds_experiment_values *values, ds_experiment_point *point,
                            ds_diagnostics *out, ds_error *err)
{
    ds_experiment_desk it = {0};
    ds_status status = begin_point(experiment, point, err);
    if (status == DS_OK) {
        status = ds_experiment_compile(experiment, values, &it, out);
        if (status != DS_OK)
            ds_error_set(err, status, "a point of the study cannot be compiled");
    }
    if (status == DS_OK)
        status = simulate(experiment, &it, point, err);
    point->is_done = status == DS_OK;
    ds_experiment_desk_free(&it);
    return status;
}

void ds_experiment_point_free(ds_experiment_point *point)
{
    free(point->estimates);
    free(point->x);
    free(point->n);
    *point = (ds_experiment_point){0};
}
