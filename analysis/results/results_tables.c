/* The estimates of every measure for every slice, group, contract and goal. */
#include "analysis/results/estimator.h"
#include "analysis/results/results_parts.h"

#include <stdlib.h>
#include <string.h>

static ds_status lay_out(ds_result_table *table, const ds_desk *desk,
                         ds_result_dimension dimension, size_t measure_count, ds_error *err)
{
    int32_t rows = ds_dimension_rows(desk, dimension);
    char room[512];
    table->names = calloc((size_t)rows + 1, sizeof *table->names);
    table->estimates = calloc((size_t)rows * measure_count + 1, sizeof *table->estimates);
    if (!table->names || !table->estimates)
        return ds_error_no_memory(err);
    table->row_count = rows;
    for (int32_t row = 0; row < rows; row++) {
        table->names[row] =
            strdup(ds_dimension_row_name(desk, dimension, row, room, sizeof room));
        if (!table->names[row])
            return ds_error_no_memory(err);
    }
    return DS_OK;
}

ds_status ds_results_make_tables(ds_results *results, const ds_basis *basis, ds_error *err)
{
    int32_t measures;
    (void)ds_measures(&measures);
    ds_estimator *estimator =
        ds_estimator_new(basis->desk, basis->tallies, basis->count, basis->level, err);
    ds_status status = estimator ? DS_OK : DS_NO_MEMORY;
    if (estimator && basis->controls && basis->left_out == 0)
        ds_estimator_set_controls(estimator, basis->controls);
    for (int32_t d = 0; d < DS_RESULT_DIMENSIONS && status == DS_OK; d++) {
        ds_result_dimension dimension = (ds_result_dimension)d;
        ds_result_table *table = &results->tables[d];
        status = lay_out(table, basis->desk, dimension, (size_t)measures, err);
        for (int32_t row = 0; row < table->row_count && status == DS_OK; row++)
            status = ds_estimator_row(estimator, dimension, row,
                                      &table->estimates[row * measures], err);
    }
    ds_estimator_delete(estimator);
    return status;
}
