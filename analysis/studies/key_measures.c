#include "analysis/studies/key_measures.h"

#include "sim/spelling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_SIZE 512

/* Where a slice is looked for, in this order. */
static const ds_result_dimension search_order[] = {
    DS_RESULT_BY_PRIORITY,        DS_RESULT_BY_GROUP,  DS_RESULT_BY_TYPE,
    DS_RESULT_BY_CATEGORY,        DS_RESULT_BY_SLA,    DS_RESULT_BY_CHANNEL,
    DS_RESULT_BY_CONTRACT,        DS_RESULT_BY_GOAL,   DS_RESULT_BY_CHANCE,
    DS_RESULT_BY_SERVICE,         DS_RESULT_PRACTICES, DS_RESULT_OVERALL,
    DS_RESULT_BY_INITIAL_PRIORITY};
#define SEARCHED ((int32_t)(sizeof search_order / sizeof search_order[0]))

static ds_status append(ds_key_measures *keys, ds_key_measure key, ds_error *err)
{
    for (int32_t i = 0; i < keys->count; i++) {
        ds_key_measure *has = &keys->list[i];
        if (has->dimension == key.dimension && has->row == key.row &&
            has->measure == key.measure) {
            has->is_named |= key.is_named;
            return DS_OK;
        }
    }
    size_t rows = (size_t)keys->count + 1;
    ds_key_measure *grown = realloc(keys->list, rows * sizeof *grown);
    if (!grown)
        return ds_error_no_memory(err);
    keys->list = grown;
    keys->list[keys->count++] = key;
    return DS_OK;
}

static ds_status append_all(ds_key_measures *keys, const ds_desk *desk,
                            ds_result_dimension dimension, int32_t measure, ds_error *err)
{
    ds_key_measure key = {.dimension = dimension, .measure = measure};
    ds_status status = DS_OK;
    for (; key.row < ds_dimension_rows(desk, dimension) && status == DS_OK; key.row++)
        status = append(keys, key, err);
    return status;
}

/* What is not known. */

static ds_status unknown_measure(const char *text, const char *name, ds_error *err)
{
    int32_t count;
    const ds_measure *measures = ds_measures(&count);
    const char **names = calloc((size_t)count + 1, sizeof *names);
    if (!names)
        return ds_error_no_memory(err);
    for (int32_t i = 0; i < count; i++)
        names[i] = measures[i].name;
    const char *near = ds_spelling_nearest(name, names, (size_t)count);
    ds_status status = ds_error_set(
        err, DS_BAD_INPUT, "key measure '%s': there is no measure '%s'%s%s%s", text, name,
        near ? "; did you mean '" : ", see docs/scenario-reference.md", near ? near : "",
        near ? "'?" : "");
    free(names);
    return status;
}

/* The names of all slices that a measure is given for, one after the other in `room`. */
static size_t slice_names(const ds_desk *desk, int32_t measure, char (*room)[NAME_SIZE],
                          const char **names, size_t most)
{
    size_t count = 0;
    for (int32_t i = 0; i < SEARCHED; i++) {
        ds_result_dimension dimension = search_order[i];
        int32_t rows = ds_dimension_rows(desk, dimension);
        for (int32_t row = 0; row < rows && count < most; row++) {
            if (!ds_measure_applies_to_row(desk, measure, dimension, row))
                continue;
            names[count] =
                strcpy(room[count],
                       ds_dimension_row_name(desk, dimension, row, room[count], NAME_SIZE));
            count++;
        }
    }
    return count;
}

static ds_status unknown_slice(const ds_desk *desk, const char *text, int32_t measure,
                               const char *slice, ds_error *err)
{
    enum { MOST = 200 };
    int32_t count;
    const char *name = ds_measures(&count)[measure].name;
    char(*room)[NAME_SIZE] = calloc(MOST, sizeof *room);
    const char **names = calloc(MOST, sizeof *names);
    if (!room || !names) {
        free(room);
        free(names);
        return ds_error_no_memory(err);
    }
    size_t known = slice_names(desk, measure, room, names, MOST);
    const char *near = ds_spelling_nearest(slice, names, known);
    ds_status status = ds_error_set(
        err, DS_BAD_INPUT,
        "key measure '%s': the desk has no '%s' that %s is given for%s%s%s", text, slice,
        name, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    free(room);
    free(names);
    return status;
}

/* Reading. */

static int32_t find_measure(const char *name, size_t length)
{
    int32_t count;
    const ds_measure *measures = ds_measures(&count);
    for (int32_t i = 0; i < count; i++)
        if (strlen(measures[i].name) == length &&
            strncmp(measures[i].name, name, length) == 0)
            return i;
    return DS_NO_ID;
}

/* A name may stand for two measures, one of `overall` and one of the slices. */
static int32_t measure_in(int32_t measure, ds_result_dimension dimension)
{
    int32_t count;
    return ds_measure_row(dimension, ds_measures(&count)[measure].name);
}

static int32_t find_row(const ds_desk *desk, ds_result_dimension dimension,
                        const char *slice)
{
    char room[NAME_SIZE];
    int32_t rows = ds_dimension_rows(desk, dimension);
    for (int32_t row = 0; row < rows; row++)
        if (strcmp(ds_dimension_row_name(desk, dimension, row, room, sizeof room), slice) ==
            0)
            return row;
    return DS_NO_ID;
}

/* MEASURE alone. */
static ds_status add_plain(ds_key_measures *keys, const ds_desk *desk, int32_t measure,
                           ds_error *err)
{
    int32_t own = measure_in(measure, DS_RESULT_OVERALL);
    if (own != DS_NO_ID)
        return append(keys,
                      (ds_key_measure){
                          .dimension = DS_RESULT_OVERALL, .measure = own, .is_named = true},
                      err);
    ds_status status = DS_OK;
    for (int32_t d = DS_RESULT_BY_GROUP; d < DS_RESULT_DIMENSIONS && status == DS_OK; d++)
        if (ds_measure_applies(measure, (ds_result_dimension)d))
            status = append_all(keys, desk, (ds_result_dimension)d, measure, err);
    return status;
}

/* A slice in one of several dimensions. */
static ds_status add_slice(ds_key_measures *keys, const ds_desk *desk, const char *text,
                           int32_t measure, const ds_result_dimension *dimensions,
                           int32_t count, const char *slice, ds_error *err)
{
    for (int32_t i = 0; i < count; i++) {
        int32_t own = measure_in(measure, dimensions[i]);
        int32_t row = own == DS_NO_ID ? DS_NO_ID : find_row(desk, dimensions[i], slice);
        if (row != DS_NO_ID)
            return append(keys,
                          (ds_key_measure){.dimension = dimensions[i],
                                           .row = row,
                                           .measure = own,
                                           .is_named = true},
                          err);
    }
    return unknown_slice(desk, text, measure, slice, err);
}

/* What stands after the measure: SLICE, DIMENSION or DIMENSION:SLICE. A slice may have a
 * colon in its name. */
static ds_status add_qualified(ds_key_measures *keys, const ds_desk *desk, const char *text,
                               int32_t measure, const char *rest, ds_error *err)
{
    char key[32];
    size_t length = strcspn(rest, ":");
    (void)snprintf(key, sizeof key, "%.*s", (int)length, rest);
    ds_result_dimension dimension = ds_dimension_of_key(key);
    if (dimension == DS_RESULT_DIMENSIONS)
        return add_slice(keys, desk, text, measure, search_order, SEARCHED, rest, err);
    int32_t own = measure_in(measure, dimension);
    if (own == DS_NO_ID)
        return ds_error_set(err, DS_BAD_INPUT, "key measure '%s': it is not given %s", text,
                            key);
    if (rest[length])
        return add_slice(keys, desk, text, measure, &dimension, 1, rest + length + 1, err);
    return append_all(keys, desk, dimension, own, err);
}

ds_status ds_key_measures_add(ds_key_measures *keys, const ds_desk *desk, const char *text,
                              ds_error *err)
{
    char name[64];
    size_t length = strcspn(text, ":");
    int32_t measure = find_measure(text, length);
    (void)snprintf(name, sizeof name, "%.*s", (int)length, text);
    if (measure == DS_NO_ID)
        return unknown_measure(text, name, err);
    if (!text[length])
        return add_plain(keys, desk, measure, err);
    return add_qualified(keys, desk, text, measure, text + length + 1, err);
}

ds_status ds_key_measures_of_desk(ds_key_measures *keys, const ds_desk *desk, ds_error *err)
{
    static const char *const usual[] = {"mttr_h:by_priority",
                                        "resolution_breach_rate:by_priority"};
    bool is_given = desk->key_measure_count > 0;
    int32_t count = is_given ? desk->key_measure_count : 2;
    ds_status status = DS_OK;
    for (int32_t i = 0; i < count && status == DS_OK; i++)
        status = ds_key_measures_add(keys, desk,
                                     is_given ? desk->key_measures[i] : usual[i], err);
    return status;
}

void ds_key_measures_free(ds_key_measures *keys)
{
    free(keys->list);
    *keys = (ds_key_measures){0};
}

void ds_key_measure_print(const ds_desk *desk, const ds_key_measure *key, char *buffer,
                          size_t size)
{
    char room[NAME_SIZE];
    int32_t count;
    const char *slice =
        ds_dimension_row_name(desk, key->dimension, key->row, room, sizeof room);
    (void)snprintf(buffer, size, "%s%s%s", ds_measures(&count)[key->measure].name,
                   slice[0] ? ":" : "", slice);
}
