/* scenario.json: what a reader of results needs to know about where they come from. */
#include "analysis/report/inputs_json.h"
#include "analysis/report/report.h"
#include "analysis/report/run_facts.h"
#include "analysis/results/results_parts.h"
#include "analysis/results/target_text.h"
#include "model/offered_load.h"
#include "scenarios/iso_time.h"
#include "scenarios/json_text.h"
#include "sim/duration.h"
#include "sim/output_file.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TEXT_SIZE 64

/* Like jansson's own, but says whether it went well; takes the value in any case. */
static bool put(json_t *object, const char *key, json_t *value)
{
    return json_object_set_new(object, key, value) == 0;
}

static json_t *duration(ds_ticks length)
{
    char text[TEXT_SIZE];
    ds_duration_print(length, text, sizeof text);
    return json_string(text);
}

/* The command. */

static bool add_word(json_t *words, const char *word)
{
    return json_array_append_new(words, json_string(word)) == 0;
}

static bool add_option(json_t *words, const char *option, const char *value)
{
    return add_word(words, option) && add_word(words, value);
}

/* What gives these results again, wherever they are written to. */
static json_t *command(const ds_results *results, const ds_run_origin *origin)
{
    char replications[TEXT_SIZE];
    char seed[TEXT_SIZE];
    char level[TEXT_SIZE];
    json_t *words = json_array();
    (void)snprintf(replications, sizeof replications, "%d", results->replications);
    (void)snprintf(seed, sizeof seed, "%llu", (unsigned long long)results->seed);
    (void)snprintf(level, sizeof level, "%.10g", results->level);
    bool is_good = add_word(words, "desksim") && add_word(words, "run") &&
                   add_word(words, origin->scenario_word) &&
                   add_option(words, "--replications", replications) &&
                   add_option(words, "--seed", seed) &&
                   (results->level == 0.95 || add_option(words, "--level", level)) &&
                   (!origin->replay || add_option(words, "--replay", origin->replay));
    for (int32_t i = 0; i < origin->override_count && is_good; i++)
        is_good = add_option(words, "--set", origin->overrides[i]);
    if (is_good)
        return words;
    json_decref(words);
    return NULL;
}

/* The desk. */

static json_t *target_of(const ds_desk *desk, int32_t priority, bool is_response)
{
    char text[TEXT_SIZE];
    ds_target_print(desk, priority, is_response, text, sizeof text);
    return text[0] ? json_string(text) : json_null();
}

static json_t *priorities(const ds_desk *desk)
{
    json_t *list = json_array();
    bool is_good = list != NULL;
    for (int32_t p = 0; p < desk->priority_count && is_good; p++) {
        json_t *one = json_object();
        is_good = put(one, "name", json_string(desk->priority_names[p])) &&
                  put(one, "response", target_of(desk, p, true)) &&
                  put(one, "resolution", target_of(desk, p, false));
        is_good = json_array_append_new(list, one) == 0 && is_good;
    }
    if (is_good)
        return list;
    json_decref(list);
    return NULL;
}

static json_t *group(const ds_desk *desk, const ds_group *about, const ds_group_load *load)
{
    bool is_unlimited = about->agents == DS_UNLIMITED_AGENTS;
    json_t *one = json_object();
    if (put(one, "name", json_string(about->name)) &&
        put(one, "tier", json_integer(about->tier)) &&
        put(one, "agents", is_unlimited ? json_null() : json_integer(about->agents)) &&
        put(one, "hours",
            json_string(about->staffing ? DS_RUN_BY_ROSTER
                                        : desk->calendar_names[about->calendar])) &&
        put(one, "offered_h_per_week", ds_json_number(load->work_h_per_week)) &&
        put(one, "rostered_h_per_week", ds_json_number(load->roster_h_per_week)))
        return one;
    json_decref(one);
    return NULL;
}

static json_t *groups(const ds_desk *desk)
{
    ds_group_load *loads = calloc((size_t)desk->group_count + 1, sizeof *loads);
    json_t *list = json_array();
    bool is_good = list && loads && ds_offered_load(desk, loads, NULL) == DS_OK;
    for (int32_t g = 0; g < desk->group_count && is_good; g++)
        is_good =
            json_array_append_new(list, group(desk, &desk->groups[g], &loads[g])) == 0;
    free(loads);
    if (is_good)
        return list;
    json_decref(list);
    return NULL;
}

/* In the order of by_goal. */
static json_t *goals(const ds_results *results)
{
    const ds_desk *desk = results->desk;
    json_t *list = json_array();
    bool is_good = list != NULL;
    int32_t sla;
    int32_t priority;
    for (int32_t row = 0; is_good && ds_goal_at(desk, row, &sla, &priority); row++) {
        json_t *one = json_object();
        is_good =
            put(one, "name", json_string(results->tables[DS_RESULT_BY_GOAL].names[row])) &&
            put(one, "sla", json_string(desk->slas[sla].name)) &&
            put(one, "priority", json_string(desk->priority_names[priority])) &&
            put(one, "goal", ds_json_number(desk->slas[sla].goal[priority]));
        is_good = json_array_append_new(list, one) == 0 && is_good;
    }
    if (is_good)
        return list;
    json_decref(list);
    return NULL;
}

/* The whole. */

static json_t *start_of(const ds_desk *desk)
{
    char start[DS_ISO_TIME_SIZE];
    (void)ds_iso_time_format(ds_zone_to_local(&desk->zone, 0), start);
    return json_sprintf("%.10s", start);
}

/* The horizon; where the clocks change within whole local days, by the wall clock. */
static ds_ticks span_of(const ds_desk *desk)
{
    ds_ticks local =
        ds_zone_to_local(&desk->zone, desk->horizon) - ds_zone_to_local(&desk->zone, 0);
    return desk->horizon % DS_DAY != 0 && local % DS_DAY == 0 ? local : desk->horizon;
}

static bool put_run(json_t *root, const ds_results *results, const ds_run_origin *origin)
{
    const ds_desk *desk = results->desk;
    json_t *seed = results->seed <= INT64_MAX
                       ? json_integer((json_int_t)results->seed)
                       : json_sprintf("%llu", (unsigned long long)results->seed);
    return put(root, "desksim", json_string(DS_VERSION)) &&
           put(root, "scenario", json_string(desk->name)) && put(root, "seed", seed) &&
           put(root, "replications", json_integer(results->replications)) &&
           put(root, "command", command(results, origin)) &&
           put(root, "file", json_string(origin->scenario_word)) &&
           put(root, "replay",
               origin->replay ? json_string(origin->replay) : json_null()) &&
           put(root, "start", start_of(desk)) &&
           put(root, "span", duration(span_of(desk))) &&
           put(root, "warm_up", duration(desk->warm_up)) &&
           put(root, "drain", duration(desk->drain)) &&
           put(root, "counts_by_resolution", json_boolean(desk->counts_by_resolution)) &&
           put(root, "has_incidents", json_boolean(ds_desk_has_incidents(desk)));
}

static json_t *root_object(const ds_results *results, const ds_run_origin *origin)
{
    const ds_desk *desk = results->desk;
    json_t *root = json_object();
    char *head = ds_inputs_head_comment(origin->scenario);
    bool is_good =
        head && put_run(root, results, origin) &&
        put(root, "priorities", priorities(desk)) && put(root, "groups", groups(desk)) &&
        put(root, "goals", goals(results)) && put(root, "remarks", json_string(head)) &&
        put(root, "inputs", ds_inputs_json(origin->scenario));
    free(head);
    if (is_good)
        return root;
    json_decref(root);
    return NULL;
}

static ds_status write_record(const ds_results *results, const ds_run_origin *origin,
                              const char *path, ds_error *err)
{
    json_t *root = root_object(results, origin);
    char *text = root ? json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(10)) : NULL;
    json_decref(root);
    if (!text)
        return ds_error_set(err, DS_NO_MEMORY,
                            DS_RUN_RECORD_FILE ": out of memory, or a name that is not "
                                               "UTF-8");
    ds_status status = ds_output_write(path, text, strlen(text), err);
    free(text);
    return status;
}

ds_status ds_run_record_write(const ds_results *results, const ds_run_origin *origin,
                              const char *directory, ds_error *err)
{
    size_t length;
    const char *text = ds_scenario_text(origin->scenario, &length);
    char *report = ds_output_path(directory, DS_REPORT_FILE);
    char *record = ds_output_path(directory, DS_RUN_RECORD_FILE);
    char *scenario = ds_output_path(directory, DS_RUN_SCENARIO_FILE);
    ds_status status = ds_output_make_directory(directory, err);
    if (!report || !record || !scenario)
        status = ds_error_no_memory(err);
    if (status == DS_OK)
        (void)unlink(report);
    if (status == DS_OK)
        status = ds_output_write(scenario, text, length, err);
    if (status == DS_OK)
        status = write_record(results, origin, record, err);
    free(report);
    free(record);
    free(scenario);
    return status;
}
