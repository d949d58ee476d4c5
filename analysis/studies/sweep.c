#include "analysis/studies/sweep.h"

#include "analysis/studies/designs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of more levels only the first and the last are tried. */
#define FEW_LEVELS 50

double ds_sweep_grid_size(const ds_vary *varies, int32_t count)
{
    double size = 1;
    for (int32_t i = 0; i < count; i++)
        size *= varies[i].count;
    return size;
}

static ds_status refuse_grid(const ds_vary *varies, int32_t count, double size,
                             ds_error *err)
{
    for (int32_t i = 0; i < count; i++)
        if (varies[i].is_continuous)
            return ds_error_set(err, DS_BAD_INPUT,
                                "--vary %s: a grid needs to know how many values: add /5 "
                                "for five, or :STEP, or use --design lhs --points N",
                                varies[i].path);
    return ds_error_set(err, DS_BAD_INPUT,
                        "a grid of %.0f points is too large; the most is %d. "
                        "--design lhs --points N looks at N of them",
                        size, DS_MOST_POINTS);
}

static ds_status take_room(ds_sweep *sweep, ds_error *err)
{
    size_t cells = (size_t)sweep->planned * (size_t)sweep->vary_count;
    size_t keys = (size_t)sweep->planned * (size_t)sweep->experiment->keys->count;
    sweep->texts = calloc(cells + 1, sizeof *sweep->texts);
    sweep->numbers = calloc(cells + 1, sizeof *sweep->numbers);
    sweep->estimates = calloc(keys + 1, sizeof *sweep->estimates);
    bool is_short = !sweep->texts || !sweep->numbers || !sweep->estimates;
    return is_short ? ds_error_no_memory(err) : DS_OK;
}

static ds_status set_text(ds_sweep *sweep, int64_t cell, const char *text, ds_error *err)
{
    sweep->texts[cell] = strdup(text);
    return sweep->texts[cell] ? DS_OK : ds_error_no_memory(err);
}

static ds_status lay_grid(ds_sweep *sweep, ds_error *err)
{
    int32_t inputs = sweep->vary_count;
    int32_t *counts = calloc((size_t)inputs + 1, sizeof *counts);
    int32_t *levels = calloc((size_t)inputs + 1, sizeof *levels);
    ds_status status = counts && levels ? DS_OK : ds_error_no_memory(err);
    for (int32_t i = 0; i < inputs && status == DS_OK; i++)
        counts[i] = sweep->varies[i].count;
    for (int64_t point = 0; point < sweep->planned && status == DS_OK; point++) {
        ds_design_grid_point(counts, inputs, point, levels);
        for (int32_t i = 0; i < inputs && status == DS_OK; i++) {
            const ds_vary_level *level = &sweep->varies[i].levels[levels[i]];
            sweep->numbers[point * inputs + i] = level->number;
            status = set_text(sweep, point * inputs + i, level->text, err);
        }
    }
    free(counts);
    free(levels);
    return status;
}

static ds_status lay_cube(ds_sweep *sweep, ds_error *err)
{
    int32_t inputs = sweep->vary_count;
    int32_t points = (int32_t)sweep->planned;
    uint64_t seed = sweep->experiment->runs.seed;
    char text[DS_QUANTITY_TEXT_SIZE];
    double *unit = calloc((size_t)points * (size_t)inputs + 1, sizeof *unit);
    if (!unit)
        return ds_error_no_memory(err);
    ds_status status = sweep->design == DS_DESIGN_LHS
                           ? ds_design_lhs(points, inputs, seed, unit, err)
                           : ds_design_sobol(points, inputs, false, seed, unit, err);
    for (int64_t cell = 0; cell < sweep->planned * inputs && status == DS_OK; cell++) {
        status = ds_vary_at(&sweep->varies[cell % inputs], unit[cell], text, sizeof text,
                            &sweep->numbers[cell], err);
        if (status == DS_OK)
            status = set_text(sweep, cell, text, err);
    }
    free(unit);
    return status;
}

ds_status ds_sweep_init(ds_sweep *sweep, const ds_experiment *experiment,
                        const ds_vary *varies, int32_t vary_count, ds_design_kind design,
                        int64_t points, ds_error *err)
{
    double size =
        design == DS_DESIGN_GRID ? ds_sweep_grid_size(varies, vary_count) : (double)points;
    *sweep = (ds_sweep){.experiment = experiment,
                        .varies = varies,
                        .vary_count = vary_count,
                        .design = design};
    if (size < 1 || size > DS_MOST_POINTS)
        return refuse_grid(varies, vary_count, size, err);
    sweep->planned = (int64_t)size;
    ds_status status = take_room(sweep, err);
    if (status != DS_OK)
        return status;
    return design == DS_DESIGN_GRID ? lay_grid(sweep, err) : lay_cube(sweep, err);
}

void ds_sweep_free(ds_sweep *sweep)
{
    for (int64_t i = 0; sweep->texts && i < sweep->planned * sweep->vary_count; i++)
        free(sweep->texts[i]);
    free(sweep->texts);
    free(sweep->numbers);
    free(sweep->estimates);
    *sweep = (ds_sweep){0};
}

/* One value, all else being the scenario's own. */
static ds_status try_text(const ds_experiment *experiment, const ds_vary *vary,
                          const char *text, ds_diagnostics *out)
{
    const ds_experiment_values values = {.varies = vary, .texts = &text, .count = 1};
    return ds_experiment_try(experiment, &values, out);
}

static ds_status try_ends(const ds_experiment *experiment, const ds_vary *vary,
                          ds_diagnostics *out)
{
    char text[DS_QUANTITY_TEXT_SIZE];
    const double ends[] = {0x1p-53, 1 - 0x1p-53};
    ds_status status = DS_OK;
    for (int i = 0; i < 2 && status == DS_OK; i++) {
        status = ds_vary_at(vary, ends[i], text, sizeof text, NULL, NULL);
        if (status == DS_OK)
            status = try_text(experiment, vary, text, out);
    }
    return status;
}

ds_status ds_sweep_try(const ds_experiment *experiment, const ds_vary *varies,
                       int32_t count, ds_diagnostics *out)
{
    ds_status status = DS_OK;
    for (int32_t i = 0; i < count && status == DS_OK; i++) {
        const ds_vary *vary = &varies[i];
        if (vary->is_continuous || vary->count > FEW_LEVELS) {
            status = try_ends(experiment, vary, out);
            continue;
        }
        for (int32_t l = 0; l < vary->count && status == DS_OK; l++)
            status = try_text(experiment, vary, vary->levels[l].text, out);
    }
    return status;
}

ds_status ds_sweep_run(ds_sweep *sweep, ds_diagnostics *out, ds_error *err)
{
    const ds_experiment *experiment = sweep->experiment;
    int32_t keys = experiment->keys->count;
    ds_status status = DS_OK;
    while (sweep->done < sweep->planned && status == DS_OK) {
        ds_experiment_point point;
        const ds_experiment_values values = {
            .varies = sweep->varies,
            .texts = (const char *const *)&sweep->texts[sweep->done * sweep->vary_count],
            .count = sweep->vary_count};
        status = ds_experiment_run(experiment, &values, &point, out, err);
        if (status == DS_OK) {
            memcpy(&sweep->estimates[sweep->done * keys], point.estimates,
                   (size_t)keys * sizeof *point.estimates);
            sweep->done++;
            if (experiment->progress)
                experiment->progress(experiment->context, sweep->done, sweep->planned);
        }
        ds_experiment_point_free(&point);
    }
    return status;
}
