#include "analysis/report/run_files.h"

#include "analysis/report/report.h"
#include "analysis/report/run_csv.h"
#include "analysis/report/study_page.h"
#include "analysis/results/measure.h"
#include "analysis/results/results_files.h"
#include "scenarios/csv_reader.h"
#include "sim/output_file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a run writes, all of it or nothing. */
static ds_status expect_file(const char *directory, const char *name, ds_error *err)
{
    char *path = ds_output_path(directory, name);
    if (!path)
        return ds_error_no_memory(err);
    bool is_there = access(path, R_OK) == 0;
    free(path);
    if (is_there)
        return DS_OK;
    return ds_error_set(err, DS_BAD_INPUT,
                        "%s: no %s in it: these are not the whole results of a run; write "
                        "them again with 'desksim run SCENARIO --out %s'",
                        directory, name, directory);
}

static ds_status expect_files(const char *directory, ds_error *err)
{
    int32_t count;
    const char *const *names = ds_results_file_names(&count);
    ds_status status =
        access(directory, F_OK) == 0
            ? DS_OK
            : ds_error_set(err, DS_BAD_INPUT, "%s: there is no such directory", directory);
    for (int32_t i = 0; i < count && status == DS_OK; i++)
        status = expect_file(directory, names[i], err);
    if (status == DS_OK)
        status = expect_file(directory, DS_RUN_RECORD_FILE, err);
    if (status == DS_OK)
        status = expect_file(directory, DS_RUN_SCENARIO_FILE, err);
    return status;
}

/* Both have it first, so that what another version wrote is known whatever it looks like.
 */
static ds_status check_version(const json_t *root, const char *path, ds_error *err)
{
    const json_t *version = json_object_get(root, "desksim");
    if (!json_is_string(version))
        return ds_error_set_at(err, DS_BAD_INPUT, path, 0, 0,
                               "not written by desksim: it does not say \"desksim\": "
                               "VERSION");
    if (strcmp(json_string_value(version), DS_VERSION) != 0)
        return ds_error_set_at(err, DS_BAD_INPUT, path, 0, 0,
                               "written by desksim %.40s, and this is desksim " DS_VERSION
                               ": run the scenario again, or use that version",
                               json_string_value(version));
    return DS_OK;
}

ds_status ds_report_json_read(const char *directory, const char *name, json_t **root_out,
                              ds_error *err)
{
    json_error_t wrong;
    char *path = ds_output_path(directory, name);
    if (!path)
        return ds_error_no_memory(err);
    *root_out = json_load_file(path, JSON_REJECT_DUPLICATES, &wrong);
    ds_status status = DS_OK;
    if (!json_is_object(*root_out))
        status =
            ds_error_set_at(err, DS_BAD_INPUT, path, *root_out ? 0 : wrong.line,
                            *root_out ? 0 : wrong.column, "not the JSON of results: %s",
                            *root_out ? "it is no object" : wrong.text);
    if (status == DS_OK)
        status = check_version(*root_out, path, err);
    free(path);
    return status;
}

/* results.json. */

static bool is_number_or_null(const json_t *value)
{
    return json_is_number(value) || json_is_null(value);
}

static bool is_estimate(const json_t *object)
{
    static const char *const numbers[] = {"value", "lo", "hi", "half_width", "n"};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (!is_number_or_null(json_object_get(object, numbers[i])))
            return false;
    return json_is_integer(json_object_get(object, "replications"));
}

static ds_status check_slice(json_t *slice, const char *directory, const char *key,
                             const char *name, ds_error *err)
{
    const char *measure;
    json_t *estimate;
    if (!json_is_object(slice))
        return ds_error_set(err, DS_BAD_INPUT, "%s/results.json: %s %.60s is no object",
                            directory, key, name);
    json_object_foreach(slice, measure, estimate)
    {
        if (!is_estimate(estimate))
            return ds_error_set(
                err, DS_BAD_INPUT,
                "%s/results.json: %s %.60s %.60s is no estimate with value, "
                "lo, hi, half_width, n and replications",
                directory, key, name, measure);
    }
    return DS_OK;
}

static ds_status check_dimension(const ds_run_files *files, ds_result_dimension dimension,
                                 ds_error *err)
{
    const char *key = ds_dimension_key(dimension);
    json_t *slices = json_object_get(files->results, key);
    ds_status status = DS_OK;
    const char *name;
    json_t *slice;
    if (!slices && dimension > DS_RESULT_BY_GROUP)
        return DS_OK;
    if (!json_is_object(slices))
        return ds_error_set(err, DS_BAD_INPUT, "%s/results.json: it has no object %s",
                            files->directory, key);
    if (dimension == DS_RESULT_OVERALL)
        return check_slice(slices, files->directory, key, "", err);
    json_object_foreach(slices, name, slice)
    {
        if (status == DS_OK)
            status = check_slice(slice, files->directory, key, name, err);
    }
    return status;
}

static ds_status check_results(const ds_run_files *files, ds_error *err)
{
    ds_status status = DS_OK;
    for (int32_t d = 0; d < DS_RESULT_DIMENSIONS && status == DS_OK; d++)
        status = check_dimension(files, (ds_result_dimension)d, err);
    if (status == DS_OK &&
        (!json_is_string(json_object_get(files->results, "scenario")) ||
         !json_is_integer(json_object_get(files->results, "replications")) ||
         !json_is_number(json_object_get(files->results, "level")) ||
         !json_is_array(json_object_get(files->results, "notes"))))
        status = ds_error_set(err, DS_BAD_INPUT,
                              "%s/results.json: scenario, replications, level or notes is "
                              "missing or of another kind",
                              files->directory);
    return status;
}

/* A directory that was written twice, and the second time not to the end. */
static ds_status check_same_run(const ds_run_files *files, ds_error *err)
{
    static const char *const keys[] = {"scenario", "seed", "replications"};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (!json_equal(json_object_get(files->results, keys[i]),
                        json_object_get(files->record, keys[i])))
            return ds_error_set(err, DS_BAD_INPUT,
                                "%s: results.json and " DS_RUN_RECORD_FILE
                                " are of different runs (%s): write them again with "
                                "'desksim run SCENARIO --out %s'",
                                files->directory, keys[i], files->directory);
    return DS_OK;
}

static ds_status read_csv(const ds_run_files *files, const char *name, ds_run_csv *csv,
                          ds_error *err)
{
    char *path = ds_output_path(files->directory, name);
    if (!path)
        return ds_error_no_memory(err);
    ds_status status = ds_run_csv_read(path, csv, err);
    free(path);
    return status;
}

/* Two columns for each of very many groups are more than the reader takes; what stands in
 * them is then not told in words. */
static bool is_too_wide(const ds_run_files *files)
{
    return json_object_size(ds_run_slices(files, DS_RESULT_BY_GROUP)) >
           (DS_CSV_MAX_COLUMNS - 8) / 2;
}

ds_status ds_run_files_read(ds_run_files *files, const char *directory, ds_error *err)
{
    *files = (ds_run_files){.directory = directory};
    ds_status status = expect_files(directory, err);
    if (status == DS_OK)
        status = ds_report_json_read(directory, "results.json", &files->results, err);
    if (status == DS_OK)
        status = ds_report_json_read(directory, DS_RUN_RECORD_FILE, &files->record, err);
    if (status == DS_OK)
        status = check_results(files, err);
    if (status == DS_OK)
        status = check_same_run(files, err);
    if (status != DS_OK || is_too_wide(files))
        return status;
    status = read_csv(files, "hour_of_week.csv", &files->week, err);
    if (status == DS_OK)
        status = read_csv(files, "over_time.csv", &files->time, err);
    return status;
}

void ds_run_files_free(ds_run_files *files)
{
    json_decref(files->results);
    json_decref(files->record);
    ds_run_csv_free(&files->week);
    ds_run_csv_free(&files->time);
    *files = (ds_run_files){0};
}

/* What is in them. */

const char *ds_member_text(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

double ds_member_number(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

json_t *ds_run_slices(const ds_run_files *files, ds_result_dimension dimension)
{
    return json_object_get(files->results, ds_dimension_key(dimension));
}

static ds_estimate_method method_of(const json_t *object)
{
    const char *name = ds_member_text(object, "method");
    for (int32_t m = 0; m < DS_ESTIMATE_METHODS; m++)
        if (name[0] && strcmp(name, ds_estimate_method_name((ds_estimate_method)m)) == 0)
            return (ds_estimate_method)m;
    return isfinite(ds_member_number(object, "value")) ? DS_METHOD_POINT : DS_METHOD_NONE;
}

ds_estimate ds_run_estimate(const ds_run_files *files, ds_result_dimension dimension,
                            const char *slice, const char *measure)
{
    const json_t *at = ds_run_slices(files, dimension);
    if (slice)
        at = json_object_get(at, slice);
    const json_t *object = json_object_get(at, measure);
    if (!object)
        return ds_estimate_none(0);
    return (ds_estimate){
        .value = ds_member_number(object, "value"),
        .lo = ds_member_number(object, "lo"),
        .hi = ds_member_number(object, "hi"),
        .half_width = ds_member_number(object, "half_width"),
        .n = ds_member_number(object, "n"),
        .replications =
            (int32_t)json_integer_value(json_object_get(object, "replications")),
        .method = method_of(object),
        .is_lower_bound = json_is_true(json_object_get(object, "is_lower_bound"))};
}

const char *ds_run_text(const ds_run_files *files, const char *key)
{
    return ds_member_text(files->record, key);
}

json_t *ds_run_list(const ds_run_files *files, const char *key)
{
    json_t *list = json_object_get(files->record, key);
    return json_is_array(list) ? list : NULL;
}

bool ds_run_is(const ds_run_files *files, const char *key)
{
    return json_is_true(json_object_get(files->record, key));
}

int32_t ds_run_replications(const ds_run_files *files)
{
    return (int32_t)json_integer_value(json_object_get(files->results, "replications"));
}

double ds_run_level(const ds_run_files *files)
{
    return ds_member_number(files->results, "level");
}
