/* Reading results. */
#include "analysis/results/measure.h"
#include "analysis/results/results_files.h"
#include "api/api_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static desksim_estimate estimate_of(const ds_estimate *from)
{
    return (desksim_estimate){.value = from->value,
                              .lo = from->lo,
                              .hi = from->hi,
                              .half_width = from->half_width,
                              .n = from->n,
                              .replications = from->replications,
                              .method = ds_estimate_method_name(from->method),
                              .is_lower_bound = from->is_lower_bound};
}

bool desksim_results_find(const desksim_results *results, const char *dimension,
                          const char *slice, const char *measure, desksim_estimate *out)
{
    const ds_estimate *found =
        ds_results_find(&results->results, dimension, slice, measure);
    if (found)
        *out = estimate_of(found);
    return found != NULL;
}

/* Contracts, goals and the like are there where the desk has some. */
static bool is_given(const desksim_results *results, ds_result_dimension dimension)
{
    return dimension <= DS_RESULT_BY_GROUP ||
           results->results.tables[dimension].row_count > 0;
}

int desksim_results_dimension_count(const desksim_results *results)
{
    int count = 0;
    for (int d = 0; d < DS_RESULT_DIMENSIONS; d++)
        count += is_given(results, (ds_result_dimension)d);
    return count;
}

const char *desksim_results_dimension(const desksim_results *results, int index)
{
    for (int d = 0; d < DS_RESULT_DIMENSIONS; d++)
        if (is_given(results, (ds_result_dimension)d) && index-- == 0)
            return ds_dimension_key((ds_result_dimension)d);
    return NULL;
}

int desksim_results_slice_count(const desksim_results *results, const char *dimension)
{
    ds_result_dimension row = ds_dimension_of_key(dimension);
    return row == DS_RESULT_DIMENSIONS ? 0 : results->results.tables[row].row_count;
}

const char *desksim_results_slice(const desksim_results *results, const char *dimension,
                                  int index)
{
    if (index < 0 || index >= desksim_results_slice_count(results, dimension))
        return NULL;
    return results->results.tables[ds_dimension_of_key(dimension)].names[index];
}

int desksim_measure_count(const char *dimension)
{
    ds_result_dimension row = ds_dimension_of_key(dimension);
    int32_t count;
    int given = 0;
    (void)ds_measures(&count);
    for (int32_t m = 0; row != DS_RESULT_DIMENSIONS && m < count; m++)
        given += ds_measure_applies(m, row);
    return given;
}

desksim_measure desksim_measure_at(const char *dimension, int index)
{
    ds_result_dimension row = ds_dimension_of_key(dimension);
    int32_t count;
    const ds_measure *all = ds_measures(&count);
    for (int32_t m = 0; row != DS_RESULT_DIMENSIONS && m < count; m++)
        if (ds_measure_applies(m, row) && index-- == 0)
            return (desksim_measure){
                .name = all[m].name, .unit = all[m].unit, .sentence = all[m].sentence};
    return (desksim_measure){0};
}

desksim_results_head desksim_results_about(const desksim_results *results)
{
    const ds_results *of = &results->results;
    return (desksim_results_head){.scenario = results->desk.name,
                                  .seed = of->seed,
                                  .replications = of->replications,
                                  .level = of->level,
                                  .horizon_h = ds_hours(results->desk.horizon),
                                  .warm_up_h = ds_hours(results->desk.warm_up)};
}

int desksim_results_note_count(const desksim_results *results)
{
    return results->results.note_count;
}

const char *desksim_results_note(const desksim_results *results, int index)
{
    return results->results.notes[index];
}

/* Texts. */

typedef ds_status make_text(const ds_results *results, char **text_out, ds_error *err);

static desksim_status text_of(const desksim_results *results, make_text *make,
                              char **text_out)
{
    api_locale saved;
    *text_out = NULL;
    if (!api_locale_enter(&saved))
        return DESKSIM_NO_MEMORY;
    ds_status status = make(&results->results, text_out, NULL);
    api_locale_leave(&saved);
    return api_status(status);
}

desksim_status desksim_results_json(const desksim_results *results, char **text_out)
{
    return text_of(results, ds_results_json, text_out);
}

desksim_status desksim_results_summary(const desksim_results *results, char **text_out)
{
    return text_of(results, ds_results_summary, text_out);
}

typedef void put_table(const ds_results *results, FILE *out);

static put_table *table_named(const char *name)
{
    static const struct {
        const char *name;
        put_table *put;
    } tables[] = {
        {"measures",         ds_results_csv_measures        },
        {"hour_of_week",     ds_results_csv_hour_of_week    },
        {"over_time",        ds_results_csv_over_time       },
        {"resolution_times", ds_results_csv_resolution_times},
        {"nights",           ds_results_csv_nights          },
        {"moves",            ds_results_csv_moves           },
    };
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if (strcmp(tables[i].name, name) == 0)
            return tables[i].put;
    return NULL;
}

static bool print_table(const desksim_results *results, put_table *put, char **text_out)
{
    size_t size;
    FILE *out = open_memstream(text_out, &size);
    if (!out)
        return false;
    put(&results->results, out);
    bool is_bad = ferror(out) != 0;
    is_bad = fclose(out) != 0 || is_bad;
    if (!is_bad)
        return true;
    free(*text_out);
    *text_out = NULL;
    return false;
}

desksim_status desksim_results_csv(const desksim_results *results, const char *table,
                                   char **text_out)
{
    api_locale saved;
    put_table *put = table_named(table);
    *text_out = NULL;
    if (!put)
        return DESKSIM_BAD_INPUT;
    if (!api_locale_enter(&saved))
        return DESKSIM_NO_MEMORY;
    bool is_done = print_table(results, put, text_out);
    api_locale_leave(&saved);
    return is_done ? DESKSIM_OK : DESKSIM_NO_MEMORY;
}

void desksim_text_delete(char *text)
{
    free(text);
}

desksim_status desksim_results_write(const desksim_results *results, const char *directory,
                                     desksim_messages *messages)
{
    ds_error err = {.status = DS_OK};
    api_locale saved;
    if (!api_locale_enter(&saved))
        return DESKSIM_NO_MEMORY;
    ds_status status = ds_results_write(&results->results, directory, &err);
    api_locale_leave(&saved);
    return status == DS_OK ? DESKSIM_OK : api_refuse(messages, &err);
}
