#include "analysis/results/results.h"

#include "analysis/results/results_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool ds_desk_has_incidents(const ds_desk *desk)
{
    for (int32_t i = 0; i < desk->stream_count; i++)
        if (desk->streams[i].type == DS_INCIDENT)
            return true;
    return false;
}

/* Whole replications only, if there are any. */
static ds_status basis_init(ds_basis *basis, const ds_tally *tallies, int64_t count,
                            ds_error *err)
{
    basis->tallies = malloc(((size_t)count + 1) * sizeof *basis->tallies);
    if (!basis->tallies)
        return ds_error_no_memory(err);
    for (int64_t i = 0; i < count; i++)
        basis->left_out += tallies[i].was_stopped;
    basis->is_partial = count > 0 && basis->left_out == count;
    if (basis->is_partial)
        basis->left_out = 0;
    for (int64_t i = 0; i < count; i++)
        if (!tallies[i].was_stopped || basis->is_partial)
            basis->tallies[basis->count++] = &tallies[i];
    return DS_OK;
}

static ds_status make(ds_results *results, const ds_basis *basis, ds_error *err)
{
    ds_status status = ds_results_make_tables(results, basis, err);
    if (status == DS_OK)
        status = ds_results_make_series(results, basis, err);
    if (status == DS_OK)
        status = ds_results_make_nights(results, basis, err);
    if (status == DS_OK)
        status = ds_results_make_moves(results, basis, err);
    if (status == DS_OK)
        status = ds_results_make_week(results, basis, err);
    if (status == DS_OK)
        status = ds_results_make_times(results, basis, err);
    if (status == DS_OK)
        status = ds_results_make_notes(results, basis, err);
    return status;
}

ds_status ds_results_init(ds_results *results, const ds_desk *desk, uint64_t seed,
                          double level, const ds_tally *tallies, int64_t count,
                          ds_error *err)
{
    return ds_results_init_controlled(results, desk, seed, level, tallies, count, NULL,
                                      err);
}

ds_status ds_results_init_controlled(ds_results *results, const ds_desk *desk,
                                     uint64_t seed, double level, const ds_tally *tallies,
                                     int64_t count, const ds_controls *controls,
                                     ds_error *err)
{
    *results = (ds_results){.desk = desk, .seed = seed, .level = level};
    ds_basis basis = {.desk = desk, .level = level, .controls = controls};
    ds_status status = basis_init(&basis, tallies, count, err);
    if (status != DS_OK)
        return status;
    results->replications = basis.count;
    status = make(results, &basis, err);
    free(basis.tallies);
    if (status != DS_OK)
        ds_results_free(results);
    return status;
}

static void table_free(ds_result_table *table)
{
    for (int32_t i = 0; table->names && i < table->row_count; i++)
        free(table->names[i]);
    free(table->names);
    free(table->estimates);
}

static void series_free(ds_result_series *series)
{
    free(series->backlog);
    free(series->backlog_lo);
    free(series->backlog_hi);
    free(series->arrived);
    free(series->resolved);
    free(series->utilisation);
    free(series->busy);
    free(series->queue);
}

void ds_results_free(ds_results *results)
{
    for (int32_t d = 0; d < DS_RESULT_DIMENSIONS; d++)
        table_free(&results->tables[d]);
    series_free(&results->series);
    free(results->nights.open);
    free(results->nights.waiting);
    free(results->nights.oldest_h);
    free(results->moves);
    free(results->course);
    free(results->week.utilisation);
    free(results->week.busy);
    free(results->week.staffed);
    free(results->week.brought);
    free(results->week.live);
    for (int32_t i = 0; results->times && i < results->times_count; i++) {
        free(results->times[i].upper_h);
        free(results->times[i].cumulative);
        free(results->times[i].density);
    }
    free(results->times);
    for (int32_t i = 0; i < results->note_count; i++)
        free(results->notes[i]);
    free(results->notes);
    ds_key_table_free(&results->keys);
    ds_variance_split_free(&results->split);
    *results = (ds_results){0};
}

ds_status ds_results_note(ds_results *results, ds_error *err, const char *format, ...)
{
    size_t rows = (size_t)results->note_count + 1;
    char **notes = realloc(results->notes, rows * sizeof(char *));
    if (!notes)
        return ds_error_no_memory(err);
    results->notes = notes;
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = malloc((size_t)length + 1);
    if (!text)
        return ds_error_no_memory(err);
    va_start(arguments, format);
    (void)vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    results->notes[results->note_count++] = text;
    return DS_OK;
}

const ds_estimate *ds_results_at(const ds_results *results, ds_result_dimension dimension,
                                 int32_t row, int32_t measure)
{
    int32_t measures;
    (void)ds_measures(&measures);
    return &results->tables[dimension].estimates[row * measures + measure];
}

const ds_estimate *ds_results_find(const ds_results *results, const char *dimension,
                                   const char *slice, const char *measure)
{
    ds_result_dimension d = ds_dimension_of_key(dimension);
    if (d == DS_RESULT_DIMENSIONS)
        return NULL;
    const ds_result_table *table = &results->tables[d];
    int32_t column = ds_measure_row(d, measure);
    int32_t row = 0;
    while (row < table->row_count && strcmp(table->names[row], slice ? slice : "") != 0)
        row++;
    if (column == DS_NO_ID || row == table->row_count)
        return NULL;
    return ds_results_at(results, d, row, column);
}
