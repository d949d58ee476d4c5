#include "cli/study.h"

#include "analysis/studies/control_variates.h"
#include "cli/simulation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* So many measures are named; the rest is counted. */
#define NAMED 5
#define TEXT_SIZE 700

/* Key measures. */

/* The place of the nth of `key_measures`. */
static void set_place(ds_error *err, const ds_scenario *scenario, int32_t index)
{
    const ds_yaml_node *list = ds_yaml_find(ds_scenario_root(scenario), "key_measures");
    if (list && list->kind == DS_YAML_SEQUENCE && index < list->count)
        list = list->entries[index].value;
    (void)snprintf(err->path, sizeof err->path, "%s", ds_scenario_path(scenario));
    err->line = list ? list->place.line : 0;
    err->column = list ? list->place.column : 0;
}

/* All of the scenario's are read, used or not: a fault in them is found by check too. */
static ds_status read_own(ds_key_measures *keys, const ds_scenario *scenario,
                          const ds_desk *desk, ds_error *err)
{
    for (int32_t i = 0; i < desk->key_measure_count; i++) {
        ds_status status = ds_key_measures_add(keys, desk, desk->key_measures[i], err);
        if (status == DS_BAD_INPUT)
            set_place(err, scenario, i);
        if (status != DS_OK)
            return status;
    }
    return desk->key_measure_count > 0 ? DS_OK : ds_key_measures_of_desk(keys, desk, err);
}

static ds_status read_named(ds_key_measures *keys, const ds_precision_options *options,
                            const ds_desk *desk, ds_error *err)
{
    ds_key_measures_free(keys);
    for (int32_t i = 0; i < options->named_count; i++) {
        ds_status status = ds_key_measures_add(keys, desk, options->named[i], err);
        if (status != DS_OK)
            return status;
    }
    return DS_OK;
}

int ds_study_prepare(ds_study *study, const ds_scenario *scenario, const ds_desk *desk,
                     const ds_options *options)
{
    ds_error err = {0};
    *study = (ds_study){.options = options, .desk = desk};
    ds_status status = read_own(&study->keys, scenario, desk, &err);
    if (status == DS_OK && options->precision.named_count > 0)
        status = read_named(&study->keys, &options->precision, desk, &err);
    return status == DS_OK ? DS_EXIT_DONE : ds_complain(&err);
}

void ds_study_free(ds_study *study)
{
    ds_key_measures_free(&study->keys);
    ds_key_table_free(&study->table);
}

/* Running. */

static void show(void *context, const ds_key_table *table, int64_t done)
{
    const ds_study *study = ((void **)context)[0];
    ds_progress *progress = ((void **)context)[1];
    const ds_key_result *row = ds_key_table_widest(table);
    char text[TEXT_SIZE] = "";
    char more[64] = "";
    (void)done;
    if (row)
        ds_key_result_describe(study->desk, row, text, sizeof text);
    if (row && isfinite(row->more))
        (void)snprintf(more, sizeof more, "; ~%.0f more", row->more);
    ds_progress_say(progress, "%s%s", text, more);
}

static ds_precision_plan plan_of(const ds_study *study)
{
    const ds_precision_options *options = &study->options->precision;
    return (ds_precision_plan){.keys = &study->keys,
                               .has_target = options->is_wanted,
                               .use_controls = options->use_controls,
                               .relative = options->relative,
                               .absolute = options->absolute,
                               .level = study->options->level,
                               .first = study->options->replications,
                               .most = options->most ? options->most : DS_PRECISION_MOST};
}

static ds_status run_fixed(const ds_study *study, const ds_replications *what,
                           ds_tally **tallies_out, int64_t *done_out, ds_error *err)
{
    size_t count = (size_t)study->options->replications;
    *done_out = 0;
    *tallies_out = calloc(count, sizeof **tallies_out);
    if (!*tallies_out)
        return ds_error_no_memory(err);
    return ds_replications_run(what, 0, (int64_t)count, *tallies_out, done_out, err);
}

/* Half a pair says nothing. */
static void drop_half_pair(ds_tally *tallies, int64_t *done)
{
    if (*done % 2 == 1)
        ds_tally_free(&tallies[--*done]);
}

ds_status ds_study_run(ds_study *study, ds_replications *what, ds_progress *progress,
                       ds_tally **tallies_out, int64_t *done_out, ds_error *err)
{
    ds_precision_plan plan = plan_of(study);
    void *context[] = {study, progress};
    plan.progress = show;
    plan.context = context;
    what->is_antithetic = study->options->precision.is_antithetic;
    ds_status status = plan.has_target ? ds_precision_run(&plan, what, tallies_out,
                                                          done_out, &study->table, err)
                                       : run_fixed(study, what, tallies_out, done_out, err);
    if (what->is_antithetic)
        drop_half_pair(*tallies_out, done_out);
    return status;
}

/* Concluding. */

/* Lists the rows in a state, at most NAMED of them. */
static int32_t list_rows(const ds_desk *desk, const ds_key_table *table, ds_key_state state,
                         char *text, size_t size)
{
    int32_t count = 0;
    text[0] = '\0';
    for (int32_t i = 0; i < table->count; i++) {
        char one[TEXT_SIZE];
        size_t used = strlen(text);
        if (table->rows[i].state != state)
            continue;
        ds_key_result_describe(desk, &table->rows[i], one, sizeof one);
        if (count++ < NAMED)
            (void)snprintf(text + used, size - used, "%s%s", used ? "; " : "", one);
    }
    if (count > NAMED)
        (void)snprintf(text + strlen(text), size - strlen(text), "; and %d more",
                       (int)(count - NAMED));
    return count;
}

static ds_status note_outcome(const ds_study *study, ds_results *results, ds_error *err)
{
    const ds_precision_options *options = &study->options->precision;
    const ds_key_table *table = &results->keys;
    char wide[NAMED * TEXT_SIZE];
    if (!table->has_target)
        return DS_OK;
    if (table->count == 0)
        return ds_results_note(results, err, "Precision: no key measure has any tickets.");
    if (table->is_reached)
        return ds_results_note(
            results, err,
            "Precision reached after %d replications: half-widths of the key measures are "
            "at most %.4g %% of the value, of shares %.4g pp.",
            results->replications, 100 * options->relative, 100 * options->absolute);
    int32_t count = list_rows(study->desk, table, DS_KEY_TOO_WIDE, wide, sizeof wide);
    ds_status status = DS_OK;
    if (count > 0)
        status = ds_results_note(results, err,
                                 "Precision not reached after %d replications: %s.",
                                 results->replications, wide);
    if (status == DS_OK &&
        list_rows(study->desk, table, DS_KEY_NO_TICKETS, wide, sizeof wide) > 0)
        status = ds_results_note(results, err, "Nothing to be precise about: %s.", wide);
    return status;
}

static ds_status note_constants(const ds_study *study, ds_results *results, ds_error *err)
{
    char names[NAMED * TEXT_SIZE] = "";
    int32_t count = 0;
    for (int32_t i = 0; i < results->keys.count; i++) {
        const ds_key_result *row = &results->keys.rows[i];
        size_t used = strlen(names);
        char name[TEXT_SIZE];
        if (row->estimate.half_width > 0 || !ds_estimate_has_interval(&row->estimate))
            continue;
        ds_key_result_name(study->desk, row, name, sizeof name);
        if (count++ < NAMED)
            (void)snprintf(names + used, sizeof names - used, "%s%s", used ? ", " : "",
                           name);
    }
    return count == 0
               ? DS_OK
               : ds_results_note(results, err,
                                 "The same in every replication, hence ± 0: %s.", names);
}

static ds_status note_together(ds_results *results, ds_error *err)
{
    const ds_key_table *table = &results->keys;
    if (table->count < 2)
        return DS_OK;
    return ds_results_note(
        results, err,
        "The %d intervals of the key measures hold all at once with %.4g %% confidence "
        "(Bonferroni: each of them at %.4g %%). All other intervals are for one figure "
        "read alone.",
        (int)table->count, 100 * table->level, 100 * table->each_level);
}

static ds_status note_means(const ds_study *study, const char *about_controls,
                            ds_results *results, ds_error *err)
{
    const ds_precision_options *options = &study->options->precision;
    ds_status status = DS_OK;
    if (options->is_antithetic)
        status = ds_results_note(results, err,
                                 "Antithetic pairs: the unit of every interval is the pair "
                                 "of replications, %d of them.",
                                 results->replications / 2);
    if (status == DS_OK && options->use_controls)
        status = ds_results_note(
            results, err,
            "Control variates correct those figures that go with them (F test at 1 %%; "
            "method 'control variates' in measures.csv).%s",
            about_controls);
    return status;
}

/* The factors of the key measures, for those who do not see the table's last column. */
static ds_status note_factors(const ds_study *study, ds_results *results, ds_error *err)
{
    char text[NAMED * TEXT_SIZE] = "";
    int32_t count = 0;
    for (int32_t i = 0; i < results->keys.count; i++) {
        const ds_key_result *row = &results->keys.rows[i];
        size_t used = strlen(text);
        char name[TEXT_SIZE];
        if (isnan(row->variance_factor) || count++ >= 2 * NAMED)
            continue;
        ds_key_result_name(study->desk, row, name, sizeof name);
        (void)snprintf(text + used, sizeof text - used, "%s%s by %.2g", used ? ", " : "",
                       name, row->variance_factor);
    }
    return count == 0 ? DS_OK
                      : ds_results_note(results, err,
                                        "Variance reduced, against as many independent "
                                        "replications without correction, by a factor of: "
                                        "%s.",
                                        text);
}

static ds_status add_notes(const ds_study *study, const char *about_controls,
                           ds_results *results, ds_error *err)
{
    ds_status status = note_outcome(study, results, err);
    if (status == DS_OK)
        status = note_together(results, err);
    if (status == DS_OK)
        status = note_constants(study, results, err);
    if (status == DS_OK)
        status = note_means(study, about_controls, results, err);
    if (status == DS_OK)
        status = note_factors(study, results, err);
    return status;
}

static ds_status make_results(const ds_study *study, const ds_tally *tallies, int64_t done,
                              char *about_controls, size_t size, ds_results *results,
                              ds_error *err)
{
    const ds_options *options = study->options;
    ds_controls controls = {0};
    const ds_tally **list = malloc(((size_t)done + 1) * sizeof *list);
    if (!list)
        return ds_error_no_memory(err);
    for (int64_t i = 0; i < done; i++)
        list[i] = &tallies[i];
    ds_status status = DS_OK;
    if (options->precision.use_controls)
        status = ds_control_variates(&controls, study->desk, list, (int32_t)done,
                                     about_controls, size, err);
    if (status == DS_OK)
        status = ds_results_init_controlled(results, study->desk, options->seed,
                                            options->level, tallies, done,
                                            controls.count > 0 ? &controls : NULL, err);
    ds_controls_free(&controls);
    free(list);
    return status;
}

static bool wants_table(const ds_study *study)
{
    const ds_precision_options *options = &study->options->precision;
    return options->is_wanted || options->is_antithetic || options->use_controls;
}

ds_status ds_study_conclude(ds_study *study, const ds_tally *tallies, int64_t done,
                            ds_results *results, ds_error *err)
{
    char about_controls[1024] = "";
    ds_precision_plan plan = plan_of(study);
    ds_status status = make_results(study, tallies, done, about_controls,
                                    sizeof about_controls, results, err);
    if (status != DS_OK || !wants_table(study))
        return status;
    ds_key_table_free(&study->table);
    status = ds_precision_judge(&plan, study->desk, tallies, done, &results->keys, err);
    if (status == DS_OK)
        status = add_notes(study, about_controls, results, err);
    if (status != DS_OK)
        ds_results_free(results);
    return status;
}

void ds_study_say_short(const ds_study *study, const ds_results *results)
{
    char text[NAMED * TEXT_SIZE];
    int32_t count =
        list_rows(study->desk, &results->keys, DS_KEY_TOO_WIDE, text, sizeof text);
    if (count == 0)
        (void)list_rows(study->desk, &results->keys, DS_KEY_NO_TICKETS, text, sizeof text);
    fprintf(stderr, "desksim: the precision was not reached after %d replications: %s\n",
            results->replications, text[0] ? text : "no key measure has any tickets");
}
