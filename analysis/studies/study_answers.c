#include "analysis/studies/study_answers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NAME_SIZE 256
#define CELL_SIZE (3 * DS_ESTIMATE_TEXT_SIZE)
#define WIDE 60

ds_shown_as ds_key_shown_as(const ds_key_measure *key)
{
    int32_t count;
    const ds_measure *measure = &ds_measures(&count)[key->measure];
    if (strcmp(measure->unit, "share") == 0)
        return DS_SHOWN_PERCENT;
    return strcmp(measure->unit, "h") == 0 ? DS_SHOWN_TIME : DS_SHOWN_PLAIN;
}

static void key_name(const ds_experiment *experiment, int32_t key, char name[NAME_SIZE])
{
    ds_key_measure_print(experiment->runs.desk, &experiment->keys->list[key], name,
                         NAME_SIZE);
}

static ds_status finish(ds_study_table *table, ds_error *err)
{
    return table->is_out_of_memory ? ds_error_no_memory(err) : DS_OK;
}

/* "arrivals.incidents.rate" in two lines: "incidents", ".rate" beneath; short ones in one.
 */
static void input_heading(const char *path, char upper[NAME_SIZE], char lower[NAME_SIZE])
{
    const char *last = strrchr(path, '.');
    const char *first = strchr(path, '.');
    bool is_long = last && first && last > first && strchr(path, '"') == NULL;
    if (is_long) {
        const char *begin = last;
        while (begin > path && begin[-1] != '.')
            begin--;
        (void)snprintf(upper, NAME_SIZE, "%.*s", (int)(last - begin), begin);
        (void)snprintf(lower, NAME_SIZE, "%s", last + 1);
    } else {
        (void)snprintf(upper, NAME_SIZE, "%s", path);
        lower[0] = '\0';
    }
}

/* Columns of an estimate: one for a terminal, four for files. */
enum { ESTIMATE_COLUMNS = 5 };

static void estimate_columns(ds_study_table *table, const char *heading, const char *unit,
                             const char *name)
{
    static const char *const ends[] = {"", "_lo", "_hi", "_half_width"};
    char file[NAME_SIZE + 16];
    ds_study_table_column(table, heading, unit, NULL, true);
    for (int i = 0; i < ESTIMATE_COLUMNS - 1; i++) {
        (void)snprintf(file, sizeof file, "%s%s", name, ends[i]);
        ds_study_table_column(table, NULL, NULL, file, false);
    }
}

static void put_numbers(ds_study_table *table, int32_t row, int32_t column,
                        const ds_estimate *estimate, const char *text)
{
    ds_study_table_text(table, row, column, text);
    ds_study_table_number(table, row, column + 1, estimate->value);
    ds_study_table_number(table, row, column + 2, estimate->lo);
    ds_study_table_number(table, row, column + 3, estimate->hi);
    ds_study_table_number(table, row, column + 4, estimate->half_width);
}

static void put_estimate(ds_study_table *table, int32_t row, int32_t column,
                         const ds_estimate *estimate, ds_shown_as shown)
{
    char text[CELL_SIZE];
    ds_estimate_print(estimate, shown, WIDE, text);
    put_numbers(table, row, column, estimate, text);
}

static void say_one_replication(const ds_experiment *experiment, ds_study_table *table)
{
    if (experiment->replications < 2)
        ds_study_table_note(table, "One replication has no intervals; use --replications.");
    else
        ds_study_table_note(table,
                            "Intervals at %.4g %% for each figure by itself, from %lld "
                            "replications of each point, the same tickets at all points.",
                            100 * experiment->level, (long long)experiment->replications);
}

/* Sweeps. */

/* A long one in two lines, at its colon. */
static void key_columns(ds_study_table *table, const char *name)
{
    char upper[NAME_SIZE];
    const char *colon = strchr(name, ':');
    (void)snprintf(upper, sizeof upper, "%.*s", colon ? (int)(colon - name) : NAME_SIZE - 1,
                   name);
    estimate_columns(table, upper, colon ? colon + 1 : NULL, name);
}

static void say_lower_bounds(const ds_sweep *sweep, ds_study_table *table)
{
    int64_t cells = sweep->done * sweep->experiment->keys->count;
    for (int64_t i = 0; i < cells; i++)
        if (sweep->estimates[i].is_lower_bound) {
            ds_study_table_note(table, "≥: a lower bound, since more than 1 %% of the "
                                       "tickets were not resolved in the end.");
            return;
        }
}

ds_status ds_sweep_table(const ds_sweep *sweep, ds_study_table *table, ds_error *err)
{
    const ds_experiment *experiment = sweep->experiment;
    int32_t keys = experiment->keys->count;
    int32_t inputs = sweep->vary_count;
    for (int32_t i = 0; i < inputs; i++) {
        char upper[NAME_SIZE];
        char lower[NAME_SIZE];
        input_heading(sweep->varies[i].path, upper, lower);
        ds_study_table_column(table, upper, lower, sweep->varies[i].path, true);
    }
    table->stub = inputs;
    for (int32_t k = 0; k < keys; k++) {
        char name[NAME_SIZE];
        key_name(experiment, k, name);
        key_columns(table, name);
    }
    ds_study_table_rows(table, (int32_t)sweep->done);
    for (int32_t row = 0; row < table->rows; row++) {
        for (int32_t i = 0; i < inputs; i++)
            ds_study_table_text(table, row, i, sweep->texts[(int64_t)row * inputs + i]);
        for (int32_t k = 0; k < keys; k++)
            put_estimate(table, row, inputs + k * ESTIMATE_COLUMNS,
                         &sweep->estimates[(int64_t)row * keys + k],
                         ds_key_shown_as(&experiment->keys->list[k]));
    }
    say_one_replication(experiment, table);
    say_lower_bounds(sweep, table);
    return finish(table, err);
}

/* Tornados. */

static ds_estimate around(double value, double half_width, int32_t replications)
{
    ds_estimate estimate = ds_estimate_none(replications);
    estimate.value = value;
    if (isfinite(value) && isfinite(half_width)) {
        estimate.half_width = half_width;
        estimate.lo = value - half_width;
        estimate.hi = value + half_width;
    }
    return estimate;
}

/* "1.23 ± 0.04", or with a sign: numbers that may be negative. */
static void signed_text(const ds_estimate *estimate, char text[CELL_SIZE])
{
    if (!isfinite(estimate->value))
        (void)snprintf(text, CELL_SIZE, "–");
    else if (!isfinite(estimate->half_width))
        (void)snprintf(text, CELL_SIZE, "%+.2f", estimate->value);
    else
        (void)snprintf(text, CELL_SIZE, "%+.2f ± %.2f", estimate->value,
                       estimate->half_width);
}

static void tornado_row(const ds_tornado *tornado, int32_t key, int32_t vary, int32_t row,
                        ds_study_table *table)
{
    const ds_experiment *experiment = tornado->experiment;
    const ds_tornado_bar *bar =
        &tornado->bars[(int64_t)vary * experiment->keys->count + key];
    ds_shown_as shown = ds_key_shown_as(&experiment->keys->list[key]);
    const ds_estimate *estimates[] = {&bar->low, &tornado->own[key], &bar->high};
    char name[NAME_SIZE];
    char text[CELL_SIZE];
    char range[2 * DS_QUANTITY_TEXT_SIZE + 8];
    ds_estimate_text parts;
    key_name(experiment, key, name);
    (void)snprintf(range, sizeof range, "%s..%s", tornado->low_text[vary],
                   tornado->high_text[vary]);
    ds_study_table_text(table, row, 0, name);
    ds_study_table_text(table, row, 1, tornado->varies[vary].path);
    ds_study_table_text(table, row, 2, range);
    ds_study_table_text(table, row, 3, tornado->low_text[vary]);
    ds_study_table_text(table, row, 4, tornado->high_text[vary]);
    ds_estimate elasticity =
        around(bar->elasticity, bar->half_width, (int32_t)experiment->replications);
    signed_text(&elasticity, text);
    put_numbers(table, row, 5, &elasticity, text);
    for (int e = 0; e < 3; e++) {
        ds_estimate_describe(estimates[e], shown, &parts);
        (void)snprintf(text, sizeof text, "%s%s%s", parts.value, parts.unit[0] ? " " : "",
                       parts.unit);
        ds_study_table_text(table, row, 10 + e, text);
        ds_study_table_number(table, row, 10 + e, estimates[e]->value);
    }
    ds_study_table_number(table, row, 13, bar->swing);
    ds_study_table_number(table, row, 14, bar->swing_half_width);
}

static void tornado_columns(ds_study_table *table)
{
    ds_study_table_column(table, "measure", NULL, "measure", true);
    ds_study_table_column(table, "input", NULL, "input", true);
    ds_study_table_column(table, "range", NULL, NULL, true);
    ds_study_table_column(table, NULL, NULL, "low_input", true);
    ds_study_table_column(table, NULL, NULL, "high_input", true);
    estimate_columns(table, "elasticity", NULL, "elasticity");
    ds_study_table_column(table, "low", NULL, "low", false);
    ds_study_table_column(table, "own", NULL, "own", false);
    ds_study_table_column(table, "high", NULL, "high", false);
    ds_study_table_column(table, NULL, NULL, "swing", false);
    ds_study_table_column(table, NULL, NULL, "swing_half_width", false);
    table->stub = 2;
}

ds_status ds_tornado_table(const ds_tornado *tornado, ds_study_table *table, ds_error *err)
{
    const ds_experiment *experiment = tornado->experiment;
    int32_t keys = experiment->keys->count;
    int32_t *order = calloc((size_t)tornado->vary_count + 1, sizeof *order);
    if (!order)
        return ds_error_no_memory(err);
    tornado_columns(table);
    ds_study_table_rows(table, keys * tornado->bars_done);
    for (int32_t k = 0; k < keys && table->rows > 0; k++) {
        ds_tornado_order(tornado, k, order);
        for (int32_t i = 0; i < tornado->bars_done; i++)
            tornado_row(tornado, k, order[i], k * tornado->bars_done + i, table);
    }
    free(order);
    ds_study_table_note(table,
                        "Elasticity: by how many percent the measure changes where the "
                        "input changes by one percent, over the range given; the largest "
                        "first. The other inputs are as the scenario has them (own).");
    say_one_replication(experiment, table);
    return finish(table, err);
}

/* Sobol indices. */

void ds_sobol_study_order(const ds_sobol_study *study, int32_t key, int32_t *order)
{
    const ds_sobol_index *total = &study->total[(int64_t)key * study->inputs];
    for (int32_t i = 0; i < study->inputs; i++) {
        int32_t at = i;
        for (; at > 0 && total[order[at - 1]].value < total[i].value; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}

static void index_cells(ds_study_table *table, int32_t row, int32_t column,
                        const ds_sobol_index *index)
{
    char text[CELL_SIZE] = "–";
    if (isfinite(index->value))
        (void)snprintf(text, sizeof text, "%.2f [%.2f, %.2f]", index->value, index->lo,
                       index->hi);
    ds_study_table_text(table, row, column, text);
    ds_study_table_number(table, row, column + 1, index->value);
    ds_study_table_number(table, row, column + 2, index->lo);
    ds_study_table_number(table, row, column + 3, index->hi);
    ds_study_table_number(table, row, column + 4, index->error);
}

static void index_columns(ds_study_table *table, const char *heading, const char *name)
{
    static const char *const ends[] = {"", "_lo", "_hi", "_error"};
    char file[64];
    ds_study_table_column(table, heading, NULL, NULL, true);
    for (int i = 0; i < 4; i++) {
        (void)snprintf(file, sizeof file, "%s%s", name, ends[i]);
        ds_study_table_column(table, NULL, NULL, file, false);
    }
}

static void note_constant(const ds_sobol_study *study, int32_t key, const char *name,
                          ds_study_table *table)
{
    if (study->done > 1 && !isfinite(study->total[(int64_t)key * study->inputs].value))
        ds_study_table_note(table,
                            "%s has no indices: it is the same at all points, or does not "
                            "exist at some.",
                            name);
}

ds_status ds_sobol_study_table(const ds_sobol_study *study, ds_study_table *table,
                               ds_error *err)
{
    const ds_experiment *experiment = study->experiment;
    int32_t *order = calloc((size_t)study->inputs + 1, sizeof *order);
    if (!order)
        return ds_error_no_memory(err);
    ds_study_table_column(table, "measure", NULL, "measure", true);
    ds_study_table_column(table, "input", NULL, "input", true);
    index_columns(table, "first order", "first");
    index_columns(table, "total", "total");
    table->stub = 2;
    ds_study_table_rows(table, experiment->keys->count * study->inputs);
    for (int32_t row = 0; row < table->rows; row++) {
        int32_t key = row / study->inputs;
        char name[NAME_SIZE];
        key_name(experiment, key, name);
        ds_sobol_study_order(study, key, order);
        int64_t at = (int64_t)key * study->inputs + order[row % study->inputs];
        ds_study_table_text(table, row, 0, name);
        ds_study_table_text(table, row, 1, study->varies[order[row % study->inputs]].path);
        index_cells(table, row, 2, &study->first[at]);
        index_cells(table, row, 7, &study->total[at]);
        if (row % study->inputs == 0)
            note_constant(study, key, name, table);
    }
    free(order);
    ds_study_table_note(table,
                        "First order: the share of the measure's variance that goes away "
                        "once the input is known. Total: the share that stays while all "
                        "others are known. Bootstrap intervals at %.4g %% over %d rows of "
                        "%d points, %lld replications each, the same tickets at all.",
                        100 * experiment->level, study->done, study->inputs + 2,
                        (long long)experiment->replications);
    return finish(table, err);
}
