/* A comparison for programs: JSON and CSV. */
#include "analysis/results/csv_text.h"
#include "analysis/studies/comparison.h"
#include "scenarios/json_text.h"

#include <jansson.h>
#include <stdlib.h>

#define DIGITS 10

static const char *const verdict_words[] = {"open", "kept", "broken"};
static const char *const method_words[] = {"", "kn", "ocba", "constrained"};

static const char *sense_word(const ds_compared *row)
{
    if (!row->is_clear)
        return "open";
    return row->sense > 0 ? "better" : row->sense < 0 ? "worse" : "differs";
}

/* json_pack with "o" takes the reference, and gives NULL where one of them is NULL. */
static json_t *row_object(const ds_compared *row, bool is_base)
{
    const ds_estimate *value = &row->estimate;
    const ds_difference *difference = &row->difference;
    json_t *object =
        json_pack("{s:o, s:o, s:o, s:o}", "value", ds_json_number(value->value), "lo",
                  ds_json_number(value->lo), "hi", ds_json_number(value->hi), "half_width",
                  ds_json_number(value->half_width));
    if (is_base || !object)
        return object;
    json_t *of_base = json_pack(
        "{s:o, s:o, s:o, s:o, s:s, s:s, s:o}", "value", ds_json_number(difference->value),
        "lo", ds_json_number(difference->lo), "hi", ds_json_number(difference->hi),
        "half_width", ds_json_number(difference->half_width), "method",
        ds_difference_method_name(difference->method), "verdict", sense_word(row),
        "replications_to_tell", ds_json_number(row->more));
    if (json_object_set_new(object, "difference", of_base) == 0)
        return object;
    json_decref(object);
    return NULL;
}

static json_t *candidate_object(const ds_comparison *it, int32_t candidate)
{
    json_t *measures = json_object();
    int failures = !measures;
    for (int32_t k = 0; k < it->keys->count; k++) {
        char name[256];
        ds_key_measure_print(it->base, &it->keys->list[k], name, sizeof name);
        failures |= json_object_set_new(
                        measures, name,
                        row_object(ds_compared_at(it, k, candidate), candidate == 0)) != 0;
    }
    json_t *object =
        json_pack("{s:s, s:b, s:f, s:o}", "name", it->candidates[candidate].name, "is_base",
                  candidate == 0, "agents", ds_desk_agents(it->candidates[candidate].desk),
                  "measures", measures);
    if (object && it->selection.keeps)
        failures |= json_object_set_new(
                        object, "conditions",
                        json_string(verdict_words[it->selection.keeps[candidate]])) != 0;
    if (object && it->selection.run)
        failures |= json_object_set_new(object, "replications",
                                        json_integer(it->selection.run[candidate])) != 0;
    if (!failures)
        return object;
    json_decref(object);
    return NULL;
}

static json_t *selection_object(const ds_comparison *it)
{
    char aim[256] = "agents";
    const ds_selection *selection = &it->selection;
    if (selection->method == DS_SELECT_NOTHING)
        return json_null();
    if (selection->key != DS_NO_ID)
        ds_key_measure_print(it->base, &it->keys->list[selection->key], aim, sizeof aim);
    return json_pack(
        "{s:s, s:s, s:o, s:b, s:o, s:I}", "method", method_words[selection->method], "aim",
        aim, "best",
        selection->best == DS_NO_ID ? json_null()
                                    : json_string(it->candidates[selection->best].name),
        "is_sure", selection->is_sure, "delta",
        selection->method == DS_SELECT_KN ? ds_json_number(selection->delta) : json_null(),
        "replications_in_all", (json_int_t)selection->total);
}

static json_t *conditions_array(const ds_comparison *it)
{
    json_t *array = json_array();
    for (int32_t i = 0; i < it->condition_count; i++)
        if (json_array_append_new(array, json_string(it->conditions[i].text)) != 0) {
            json_decref(array);
            return NULL;
        }
    return array;
}

static json_t *candidates_array(const ds_comparison *it)
{
    json_t *array = json_array();
    for (int32_t place = 0; place < it->candidate_count; place++)
        if (json_array_append_new(array, candidate_object(it, it->order[place])) != 0) {
            json_decref(array);
            return NULL;
        }
    return array;
}

ds_status ds_comparison_json(const ds_comparison *it, char **text_out, ds_error *err)
{
    char *conclusion;
    *text_out = NULL;
    ds_status status = ds_comparison_conclude(it, &conclusion, err);
    if (status != DS_OK)
        return status;
    json_t *root = json_pack(
        "{s:s, s:s, s:o, s:I, s:f, s:f, s:b, s:o, s:o, s:o, s:o, s:s}", "desksim",
        DS_VERSION, "base", it->candidates[0].name, "seed", ds_json_seed(it->seed),
        "replications", (json_int_t)it->replications, "level", it->level,
        "level_of_each_difference", it->each_level, "was_interrupted", it->was_interrupted,
        "command", ds_json_words(it->command, it->command_count), "conditions",
        conditions_array(it), "selection", selection_object(it), "candidates",
        candidates_array(it), "conclusion", conclusion);
    free(conclusion);
    return ds_json_text(root, JSON_INDENT(2) | JSON_REAL_PRECISION(DIGITS), text_out, err);
}

static void put_numbers(FILE *out, const double *values, int count)
{
    for (int i = 0; i < count; i++) {
        fputc(',', out);
        ds_csv_number(out, values[i]);
    }
}

void ds_comparison_csv(const ds_comparison *it, FILE *out)
{
    fputs("measure,candidate,is_base,value,lo,hi,half_width,difference,difference_lo,"
          "difference_hi,difference_half_width,method,verdict\n",
          out);
    for (int32_t k = 0; k < it->keys->count; k++)
        for (int32_t place = 0; place < it->candidate_count; place++) {
            char name[256];
            int32_t candidate = it->order[place];
            const ds_compared *row = ds_compared_at(it, k, candidate);
            const double value[] = {row->estimate.value, row->estimate.lo, row->estimate.hi,
                                    row->estimate.half_width};
            const double difference[] = {row->difference.value, row->difference.lo,
                                         row->difference.hi, row->difference.half_width};
            ds_key_measure_print(it->base, &it->keys->list[k], name, sizeof name);
            ds_csv_text(out, name);
            fputc(',', out);
            ds_csv_text(out, it->candidates[candidate].name);
            fprintf(out, ",%s", candidate == 0 ? "yes" : "no");
            put_numbers(out, value, 4);
            put_numbers(out, difference, 4);
            fprintf(out, ",%s,%s\n", ds_difference_method_name(row->difference.method),
                    candidate == 0 ? "" : sense_word(row));
        }
}
