#include "analysis/studies/sobol_study.h"

#include <stdlib.h>
#include <string.h>

/* Room for the text of a value. */
typedef char value_text[DS_QUANTITY_TEXT_SIZE];

ds_status ds_sobol_study_init(ds_sobol_study *study, const ds_experiment *experiment,
                              const ds_vary *varies, int32_t inputs, int64_t rows,
                              ds_error *err)
{
    double points = (double)rows * (inputs + 2);
    *study = (ds_sobol_study){.experiment = experiment, .varies = varies, .inputs = inputs};
    if (inputs > DS_SOBOL_MOST_INPUTS)
        return ds_error_set(err, DS_BAD_INPUT,
                            "Sobol indices of %d inputs are too many; the most is %d",
                            inputs, DS_SOBOL_MOST_INPUTS);
    if (points > DS_MOST_POINTS)
        return ds_error_set(err, DS_BAD_INPUT,
                            "--sobol %lld takes %.0f points with %d inputs; the most is %d",
                            (long long)rows, points, inputs, DS_MOST_POINTS);
    study->rows = (int32_t)rows;
    study->planned = (int64_t)points;
    size_t cells = (size_t)rows * (size_t)inputs;
    size_t keys = (size_t)experiment->keys->count;
    study->a = calloc(cells + 1, sizeof *study->a);
    study->b = calloc(cells + 1, sizeof *study->b);
    study->outputs = calloc(keys * (size_t)study->planned + 1, sizeof *study->outputs);
    study->first = calloc(keys * (size_t)inputs + 1, sizeof *study->first);
    study->total = calloc(keys * (size_t)inputs + 1, sizeof *study->total);
    if (!study->a || !study->b || !study->outputs || !study->first || !study->total)
        return ds_error_no_memory(err);
    return ds_sobol_sample(study->rows, inputs, experiment->runs.seed, study->a, study->b,
                           err);
}

void ds_sobol_study_free(ds_sobol_study *study)
{
    free(study->a);
    free(study->b);
    free(study->outputs);
    free(study->first);
    free(study->total);
    *study = (ds_sobol_study){0};
}

static double *output_at(const ds_sobol_study *study, int32_t key, int32_t block)
{
    return &study->outputs[((int64_t)key * (study->inputs + 2) + block) * study->rows];
}

/* The point of a row in a block: 0 is A, 1 is B, 2 + i is A with column i of B. */
static ds_status run_point(ds_sobol_study *study, int32_t row, int32_t block,
                           value_text *room, const char **texts, ds_diagnostics *out,
                           ds_error *err)
{
    ds_status status = DS_OK;
    for (int32_t i = 0; i < study->inputs && status == DS_OK; i++) {
        bool is_of_b = block == 1 || block == 2 + i;
        double u = (is_of_b ? study->b : study->a)[(int64_t)row * study->inputs + i];
        status = ds_vary_at(&study->varies[i], u, room[i], sizeof room[i], NULL, err);
        texts[i] = room[i];
    }
    ds_experiment_point point = {0};
    const ds_experiment_values values = {
        .varies = study->varies, .texts = texts, .count = study->inputs};
    if (status == DS_OK)
        status = ds_experiment_run(study->experiment, &values, &point, out, err);
    for (int32_t k = 0; k < study->experiment->keys->count && status == DS_OK; k++)
        output_at(study, k, block)[row] = point.estimates[k].value;
    ds_experiment_point_free(&point);
    return status;
}

ds_status ds_sobol_study_run(ds_sobol_study *study, ds_diagnostics *out, ds_error *err)
{
    const ds_experiment *experiment = study->experiment;
    int32_t blocks = study->inputs + 2;
    value_text *room = calloc((size_t)study->inputs + 1, sizeof *room);
    const char **texts = calloc((size_t)study->inputs + 1, sizeof *texts);
    ds_status status = room && texts ? DS_OK : ds_error_no_memory(err);
    while (study->done < study->rows && status == DS_OK) {
        for (int32_t block = 0; block < blocks && status == DS_OK; block++) {
            status = run_point(study, study->done, block, room, texts, out, err);
            if (status == DS_OK && experiment->progress)
                experiment->progress(experiment->context,
                                     (int64_t)study->done * blocks + block + 1,
                                     study->planned);
        }
        study->done += status == DS_OK;
    }
    free(room);
    free(texts);
    return status;
}

static ds_status conclude_one(ds_sobol_study *study, int32_t key, double *ab, ds_error *err)
{
    for (int32_t i = 0; i < study->inputs; i++)
        memcpy(&ab[(int64_t)i * study->done], output_at(study, key, 2 + i),
               (size_t)study->done * sizeof *ab);
    const ds_sobol_outputs outputs = {.rows = study->done,
                                      .inputs = study->inputs,
                                      .a = output_at(study, key, 0),
                                      .b = output_at(study, key, 1),
                                      .ab = ab};
    return ds_sobol_indices(&outputs, study->experiment->level,
                            study->experiment->runs.seed,
                            &study->first[(int64_t)key * study->inputs],
                            &study->total[(int64_t)key * study->inputs], err);
}

ds_status ds_sobol_study_conclude(ds_sobol_study *study, ds_error *err)
{
    size_t cells = (size_t)study->done * (size_t)study->inputs;
    double *ab = calloc(cells + 1, sizeof *ab);
    ds_status status = ab ? DS_OK : ds_error_no_memory(err);
    for (int32_t k = 0; k < study->experiment->keys->count && status == DS_OK; k++)
        status = conclude_one(study, k, ab, err);
    free(ab);
    return status;
}
