/* Results into a directory. */
#include "analysis/results/results_files.h"
#include "analysis/results/results_xlsx.h"
#include "sim/output_file.h"

#include <stdlib.h>
#include <string.h>

#define CSV_FILES 6

static const char *const names[] = {
    "results.json",         "measures.csv", "hour_of_week.csv", "over_time.csv",
    "resolution_times.csv", "nights.csv",   "moves.csv"};

const char *const *ds_results_file_names(int32_t *count_out)
{
    *count_out = sizeof names / sizeof names[0];
    return names;
}

static ds_status write_json(const ds_results *results, const char *path, ds_error *err)
{
    char *text;
    ds_status status = ds_results_json(results, &text, err);
    if (status == DS_OK)
        status = ds_output_write(path, text, strlen(text), err);
    free(text);
    return status;
}

static ds_status write_csv(const ds_results *results, const char *path,
                           void (*put)(const ds_results *, FILE *), ds_error *err)
{
    ds_output_file file;
    ds_status status = ds_output_open(&file, path, err);
    if (status != DS_OK)
        return status;
    put(results, file.stream);
    return ds_output_commit(&file, err);
}

static void put_keys(const ds_results *results, FILE *out)
{
    ds_key_table_csv(results->desk, &results->keys, out);
}

static void put_split(const ds_results *results, FILE *out)
{
    ds_variance_split_csv(results->desk, &results->split, out);
}

/* A table that only some studies have; one left by an earlier run is removed. */
static ds_status write_optional(const ds_results *results, const char *directory,
                                const char *name, bool is_there,
                                void (*put)(const ds_results *, FILE *), ds_error *err)
{
    char *path = ds_output_path(directory, name);
    ds_status status = DS_OK;
    if (!path)
        return ds_error_no_memory(err);
    if (is_there)
        status = write_csv(results, path, put, err);
    else
        (void)remove(path);
    free(path);
    return status;
}

/* A build without the library removes what one with it has left there. */
static ds_status write_xlsx(const ds_results *results, const char *directory, ds_error *err)
{
    char *path = ds_output_path(directory, "results.xlsx");
    ds_status status = DS_OK;
    if (!path)
        return ds_error_no_memory(err);
    if (ds_results_has_xlsx())
        status = ds_results_xlsx(results, path, err);
    else
        (void)remove(path);
    free(path);
    return status;
}

ds_status ds_results_write(const ds_results *results, const char *directory, ds_error *err)
{
    static void (*const tables[CSV_FILES])(const ds_results *, FILE *) = {
        ds_results_csv_measures,  ds_results_csv_hour_of_week,
        ds_results_csv_over_time, ds_results_csv_resolution_times,
        ds_results_csv_nights,    ds_results_csv_moves};
    ds_status status = ds_output_make_directory(directory, err);
    for (int32_t i = 0; i <= CSV_FILES && status == DS_OK; i++) {
        char *path = ds_output_path(directory, names[i]);
        if (!path)
            status = ds_error_no_memory(err);
        else if (i == 0)
            status = write_json(results, path, err);
        else
            status = write_csv(results, path, tables[i - 1], err);
        free(path);
    }
    if (status == DS_OK)
        status = write_optional(results, directory, "key_measures.csv",
                                results->keys.count > 0, put_keys, err);
    if (status == DS_OK)
        status = write_optional(results, directory, "input_uncertainty.csv",
                                results->split.count > 0, put_split, err);
    if (status == DS_OK)
        status = write_xlsx(results, directory, err);
    return status;
}
