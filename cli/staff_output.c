#include "cli/staff_output.h"

#include "analysis/plots/plot_curves.h"
#include "analysis/plots/plot_frontier.h"
#include "analysis/report/report.h"
#include "analysis/report/study_page.h"
#include "analysis/results/summary_tables.h"
#include "analysis/results/text_width.h"
#include "analysis/staffing/staffing_quick.h"
#include "cli/simulation.h"
#include "scenarios/json_text.h"
#include "sim/output_file.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

/* Significant digits, as in results.json. */
#define DIGITS 10

/* A table with what stands above it. */
typedef struct page {
    const ds_options *options;
    const ds_desk *desk;
    const char *study; /* in JSON */
    char heading[256];
    ds_study_table table;
} page;

static void put_text(const page *it, FILE *out)
{
    ds_text_wrap(out, it->desk->name, DS_SUMMARY_COLUMNS, "", "");
    ds_text_wrap(out, it->heading, DS_SUMMARY_COLUMNS, "", "");
    ds_study_table_put(&it->table, out);
}

static ds_status put_json(const page *it, FILE *out, ds_error *err)
{
    json_t *root =
        json_pack("{s:s, s:s, s:s, s:o, s:o, s:I, s:f}", "desksim", DS_VERSION, "scenario",
                  it->desk->name, "study", it->study, "command",
                  ds_json_words(it->options->command, it->options->command_count), "seed",
                  ds_json_seed(it->options->seed), "replications",
                  (json_int_t)it->options->replications, "level", it->options->level);
    int failures = root ? ds_study_table_json(&it->table, root) : 1;
    if (failures == 0)
        failures = json_dumpf(root, out, JSON_INDENT(2) | JSON_REAL_PRECISION(DIGITS));
    json_decref(root);
    (void)fputc('\n', out);
    return failures == 0 ? DS_OK : ds_error_no_memory(err);
}

static ds_status put(const page *it, ds_format format, FILE *out, ds_error *err)
{
    switch (format) {
    case DS_FORMAT_JSON:
        return put_json(it, out, err);
    case DS_FORMAT_CSV:
        ds_study_table_csv(&it->table, out);
        return DS_OK;
    case DS_FORMAT_TEXT:
        put_text(it, out);
        break;
    }
    return DS_OK;
}

static ds_status write_one(const page *it, const char *name, ds_format format,
                           ds_error *err)
{
    ds_output_file file = {0};
    char *path = ds_output_path(it->options->out, name);
    ds_status status = path ? ds_output_open(&file, path, err) : ds_error_no_memory(err);
    free(path);
    if (status != DS_OK)
        return status;
    status = put(it, format, file.stream, err);
    if (status == DS_OK)
        return ds_output_commit(&file, err);
    ds_output_discard(&file);
    return status;
}

static ds_status write_files(const page *it, ds_error *err)
{
    ds_status status = ds_output_make_directory(it->options->out, err);
    if (status == DS_OK)
        status = write_one(it, DS_STAFF_FILE, DS_FORMAT_JSON, err);
    return status == DS_OK ? write_one(it, "staff.csv", DS_FORMAT_CSV, err) : status;
}

/* Those of curves, or of a search; NULL: there is no such. */
static ds_status write_plots(const page *it, const ds_staff_answer *answer,
                             const ds_staffing_search *search, ds_error *err)
{
    char said[768] = "";
    char *path = ds_output_path(it->options->out, "plots");
    if (!path)
        return ds_error_no_memory(err);
    ds_status status =
        answer ? ds_staffing_plots_write(answer->curves, path, said, sizeof said, err)
               : ds_frontier_plots_write(search, path, said, sizeof said, err);
    free(path);
    if (status == DS_OK && said[0])
        fprintf(stderr, "desksim: %s\n", said);
    return status;
}

/* Files first; a plot is drawn where there are curves. */
static int publish(const page *it, const ds_staff_answer *answer,
                   const ds_staffing_search *search)
{
    ds_error err = {0};
    const ds_options *options = it->options;
    int code = DS_EXIT_DONE;
    if (options->out && write_files(it, &err) != DS_OK)
        code = ds_complain(&err);
    else if (options->out && (answer || search) &&
             write_plots(it, answer, search, &err) != DS_OK)
        code = ds_complain(&err);
    else if (options->out &&
             ds_study_report_write(options->out, ds_staff_page, &err) != DS_OK)
        code = ds_complain(&err);
    bool is_silent = options->is_quiet && options->format == DS_FORMAT_TEXT;
    if (!is_silent && put(it, options->format, stdout, &err) != DS_OK)
        code = ds_complain(&err);
    return code;
}

int ds_staff_publish(const ds_staff_answer *answer)
{
    const ds_options *options = answer->options;
    ds_error err = {0};
    page it = {.options = options, .desk = answer->desk, .study = "staffing_curves"};
    if (answer->was_interrupted)
        ds_study_table_note(&it.table, "Interrupted: %d of %d points are complete.",
                            (int)answer->curves->done, (int)answer->curves->planned);
    (void)snprintf(it.heading, sizeof it.heading,
                   "Staffing curves: %d points, %lld replication%s each, seed %llu",
                   (int)answer->curves->done, (long long)options->replications,
                   options->replications == 1 ? "" : "s",
                   (unsigned long long)options->seed);
    int code = ds_staffing_curves_table(answer->curves, &it.table, &err) == DS_OK
                   ? publish(&it, answer, NULL)
                   : ds_complain(&err);
    ds_study_table_free(&it.table);
    return code;
}

int ds_staff_publish_quick(const ds_options *options, const ds_staffing_study *study)
{
    ds_error err = {0};
    page it = {.options = options,
               .desk = study->experiment.runs.desk,
               .study = "staffing_formulas",
               .heading = "Formulas, without simulation"};
    int code = ds_staffing_quick_table(study, &it.table, &err) == DS_OK
                   ? publish(&it, NULL, NULL)
                   : ds_complain(&err);
    ds_study_table_free(&it.table);
    return code;
}

int ds_staff_publish_search(const ds_options *options, const ds_staffing_search *search)
{
    ds_error err = {0};
    page it = {.options = options,
               .desk = search->study->experiment.runs.desk,
               .study = "staffing_least_cost"};
    (void)snprintf(it.heading, sizeof it.heading,
                   "Least cost: %lld replication%s or more of each combination, seed %llu",
                   (long long)options->replications, options->replications == 1 ? "" : "s",
                   (unsigned long long)options->seed);
    int code = ds_staffing_search_table(search, &it.table, &err) == DS_OK
                   ? publish(&it, NULL, search)
                   : ds_complain(&err);
    ds_study_table_free(&it.table);
    return code;
}
