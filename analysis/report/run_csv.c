#include "analysis/report/run_csv.h"

#include "scenarios/csv_reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct reading {
    ds_run_csv *csv;
    const char *path;
    int32_t capacity; /* rows */
} reading;

static ds_status take_heads(ds_run_csv *csv, const ds_csv_row *row, ds_error *err)
{
    csv->heads = calloc((size_t)row->count + 1, sizeof *csv->heads);
    if (!csv->heads)
        return ds_error_no_memory(err);
    for (int32_t i = 0; i < row->count; i++) {
        csv->heads[i] = strdup(row->fields[i].text);
        if (!csv->heads[i])
            return ds_error_no_memory(err);
        csv->column_count++;
    }
    return DS_OK;
}

static ds_status make_room(reading *self, ds_error *err)
{
    ds_run_csv *csv = self->csv;
    if (csv->row_count < self->capacity)
        return DS_OK;
    int32_t capacity = self->capacity > 0 ? 2 * self->capacity : 256;
    double *grown = realloc(csv->cells, (size_t)capacity * (size_t)csv->column_count *
                                            sizeof *csv->cells);
    if (!grown)
        return ds_error_no_memory(err);
    csv->cells = grown;
    self->capacity = capacity;
    return DS_OK;
}

static ds_status take_row(void *context, const ds_csv_row *row, ds_error *err)
{
    reading *self = context;
    ds_run_csv *csv = self->csv;
    if (!csv->heads)
        return take_heads(csv, row, err);
    if (row->count != csv->column_count)
        return ds_error_set_at(err, DS_BAD_INPUT, self->path, (int)row->line, 1,
                               "%d fields where there are %d columns", (int)row->count,
                               (int)csv->column_count);
    ds_status status = make_room(self, err);
    if (status != DS_OK)
        return status;
    double *cells = &csv->cells[csv->row_count++ * csv->column_count];
    for (int32_t i = 0; i < row->count; i++) {
        char *end;
        const char *text = row->fields[i].text;
        cells[i] = strtod(text, &end);
        if (end == text || *end)
            cells[i] = NAN;
    }
    return DS_OK;
}

ds_status ds_run_csv_read(const char *path, ds_run_csv *csv, ds_error *err)
{
    ds_byte_source *source = NULL;
    reading self = {.csv = csv, .path = path};
    *csv = (ds_run_csv){0};
    ds_status status = ds_byte_source_open(path, &source, err);
    if (status == DS_OK)
        status = ds_csv_read(source, NULL, take_row, &self, err);
    ds_byte_source_close(source);
    return status;
}

void ds_run_csv_free(ds_run_csv *csv)
{
    for (int32_t i = 0; i < csv->column_count; i++)
        free(csv->heads[i]);
    free(csv->heads);
    free(csv->cells);
    *csv = (ds_run_csv){0};
}

int32_t ds_run_csv_column(const ds_run_csv *csv, const char *head)
{
    for (int32_t i = 0; i < csv->column_count; i++)
        if (strcmp(csv->heads[i], head) == 0)
            return i;
    return DS_NO_ID;
}
