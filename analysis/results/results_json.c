/* results.json, as design.md describes it. */
#include "analysis/results/results_files.h"

#include "scenarios/json_text.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Significant digits: more than any interval warrants, and the same on every machine. */
#define DIGITS 10
#define LARGEST_WHOLE 9007199254740992.0 /* 2^53 */

/* A number, whole ones without a fraction; null where it does not exist. */
static json_t *number(double value)
{
    if (!isfinite(value))
        return json_null();
    if (value == floor(value) && fabs(value) <= LARGEST_WHOLE)
        return json_integer((json_int_t)value);
    return json_real(value);
}

/* How the interval came about; null where there is none. */
static json_t *method(ds_estimate_method how)
{
    const char *name = ds_estimate_method_name(how);
    return name[0] ? json_string(name) : json_null();
}

/* Each of these returns NULL where memory is short or text is not UTF-8; jansson's
 * functions that take values do nothing but say so where they are given NULL. */
static json_t *estimate_object(const ds_estimate *estimate)
{
    json_t *object = json_object();
    int failures = 0;
    failures += json_object_set_new(object, "value", number(estimate->value)) != 0;
    failures += json_object_set_new(object, "lo", number(estimate->lo)) != 0;
    failures += json_object_set_new(object, "hi", number(estimate->hi)) != 0;
    failures +=
        json_object_set_new(object, "half_width", number(estimate->half_width)) != 0;
    failures += json_object_set_new(object, "n", number(estimate->n)) != 0;
    failures += json_object_set_new(object, "replications",
                                    json_integer(estimate->replications)) != 0;
    failures += json_object_set_new(object, "method", method(estimate->method)) != 0;
    if (estimate->is_lower_bound)
        failures += json_object_set_new(object, "is_lower_bound", json_true()) != 0;
    if (failures == 0)
        return object;
    json_decref(object);
    return NULL;
}

static json_t *row_object(const ds_results *results, ds_result_dimension dimension,
                          int32_t row)
{
    int32_t count;
    const ds_measure *measures = ds_measures(&count);
    json_t *object = json_object();
    int failures = 0;
    for (int32_t m = 0; m < count; m++) {
        if (!ds_measure_applies_to_row(results->desk, m, dimension, row))
            continue;
        const ds_estimate *estimate = ds_results_at(results, dimension, row, m);
        json_t *value = estimate_object(estimate);
        failures += json_object_set_new(object, measures[m].name, value) != 0;
    }
    if (failures == 0)
        return object;
    json_decref(object);
    return NULL;
}

static json_t *dimension_object(const ds_results *results, ds_result_dimension dimension)
{
    const ds_result_table *table = &results->tables[dimension];
    if (dimension == DS_RESULT_OVERALL)
        return row_object(results, dimension, 0);
    json_t *object = json_object();
    int failures = 0;
    for (int32_t row = 0; row < table->row_count; row++)
        failures += json_object_set_new(object, table->names[row],
                                        row_object(results, dimension, row)) != 0;
    if (failures == 0)
        return object;
    json_decref(object);
    return NULL;
}

static json_t *notes_array(const ds_results *results)
{
    json_t *array = json_array();
    int failures = 0;
    for (int32_t i = 0; i < results->note_count; i++)
        failures += json_array_append_new(array, json_string(results->notes[i])) != 0;
    if (failures == 0)
        return array;
    json_decref(array);
    return NULL;
}

static const char *key_state(const ds_key_table *table, const ds_key_result *row)
{
    if (!table->has_target)
        return NULL;
    return ds_key_state_word(row->state);
}

static json_t *key_object(const ds_results *results, const ds_key_result *row)
{
    int32_t count;
    const char *slice = results->tables[row->dimension].names[row->row];
    const char *state = key_state(&results->keys, row);
    json_t *object = estimate_object(&row->estimate);
    int failures = 0;
    failures += json_object_set_new(object, "dimension",
                                    json_string(ds_dimension_key(row->dimension))) != 0;
    failures += json_object_set_new(object, "slice", json_string(slice)) != 0;
    failures +=
        json_object_set_new(object, "measure",
                            json_string(ds_measures(&count)[row->measure].name)) != 0;
    failures += json_object_set_new(object, "wanted", number(row->wanted)) != 0;
    failures +=
        json_object_set_new(object, "state", state ? json_string(state) : json_null()) != 0;
    failures +=
        json_object_set_new(object, "variance_factor", number(row->variance_factor)) != 0;
    if (failures == 0)
        return object;
    json_decref(object);
    return NULL;
}

/* What was wanted of the key measures: intervals that hold together at `level`. */
static json_t *keys_object(const ds_results *results)
{
    const ds_key_table *keys = &results->keys;
    json_t *object = json_object();
    json_t *rows = json_array();
    int failures = 0;
    for (int32_t i = 0; i < keys->count; i++)
        failures += json_array_append_new(rows, key_object(results, &keys->rows[i])) != 0;
    failures += json_object_set_new(object, "level", json_real(keys->level)) != 0;
    failures += json_object_set_new(object, "each_level", json_real(keys->each_level)) != 0;
    failures += json_object_set_new(object, "reached",
                                    keys->has_target ? json_boolean(keys->is_reached)
                                                     : json_null()) != 0;
    failures += json_object_set_new(object, "measures", rows) != 0;
    if (failures == 0)
        return object;
    json_decref(object);
    return NULL;
}

static int set_head(json_t *root, const ds_results *results)
{
    const ds_desk *desk = results->desk;
    int failures = 0;
    failures += json_object_set_new(root, "desksim", json_string(DS_VERSION)) != 0;
    failures += json_object_set_new(root, "scenario", json_string(desk->name)) != 0;
    failures += json_object_set_new(root, "seed", ds_json_seed(results->seed)) != 0;
    failures +=
        json_object_set_new(root, "replications", json_integer(results->replications)) != 0;
    failures += json_object_set_new(root, "level", json_real(results->level)) != 0;
    failures +=
        json_object_set_new(root, "horizon_h", number(ds_hours(desk->horizon))) != 0;
    failures +=
        json_object_set_new(root, "warm_up_h", number(ds_hours(desk->warm_up))) != 0;
    failures += json_object_set_new(root, "notes", notes_array(results)) != 0;
    if (results->keys.count > 0)
        failures += json_object_set_new(root, "key_measures", keys_object(results)) != 0;
    if (results->split.count > 0)
        failures += json_object_set_new(
                        root, "input_uncertainty",
                        ds_variance_split_json(results->desk, &results->split)) != 0;
    return failures;
}

/* Contracts and goals stand in the output of desks that have them. */
static bool is_shown(const ds_results *results, ds_result_dimension dimension)
{
    return dimension <= DS_RESULT_BY_GROUP || results->tables[dimension].row_count > 0;
}

static json_t *root_object(const ds_results *results)
{
    json_t *root = json_object();
    int failures = set_head(root, results);
    for (int32_t d = 0; d < DS_RESULT_DIMENSIONS; d++) {
        ds_result_dimension dimension = (ds_result_dimension)d;
        if (is_shown(results, dimension))
            failures += json_object_set_new(root, ds_dimension_key(dimension),
                                            dimension_object(results, dimension)) != 0;
    }
    if (failures == 0)
        return root;
    json_decref(root);
    return NULL;
}

ds_status ds_results_json(const ds_results *results, char **text_out, ds_error *err)
{
    *text_out = NULL;
    json_t *root = root_object(results);
    if (!root)
        return ds_error_set(err, DS_NO_MEMORY,
                            "results.json: out of memory, or a name that is not UTF-8");
    return ds_json_text(root,
                        JSON_INDENT(2) | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(DIGITS),
                        text_out, err);
}
