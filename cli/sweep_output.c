#include "cli/sweep_output.h"

#include "analysis/plots/plot_sweep.h"
#include "analysis/report/report.h"
#include "analysis/report/study_page.h"
#include "analysis/results/summary_tables.h"
#include "analysis/results/text_width.h"
#include "cli/simulation.h"
#include "scenarios/json_text.h"
#include "sim/output_file.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Significant digits, as in results.json. */
#define DIGITS 10

static const char *kind_of(const ds_sweep_answer *answer)
{
    static const char *const designs[] = {
        [DS_DESIGN_GRID] = "grid", [DS_DESIGN_LHS] = "lhs", [DS_DESIGN_SOBOL] = "sobol"};
    if (answer->tornado)
        return "tornado";
    return answer->sobol ? "sobol_indices" : designs[answer->sweep->design];
}

static ds_status make_table(const ds_sweep_answer *answer, ds_study_table *table,
                            ds_error *err)
{
    if (answer->was_interrupted || answer->done < answer->planned)
        ds_study_table_note(table, "%s: %lld of %lld points are complete.",
                            answer->was_interrupted ? "Interrupted" : "Unfinished",
                            (long long)answer->done, (long long)answer->planned);
    if (answer->tornado)
        return ds_tornado_table(answer->tornado, table, err);
    return answer->sobol ? ds_sobol_study_table(answer->sobol, table, err)
                         : ds_sweep_table(answer->sweep, table, err);
}

static void put_text(const ds_sweep_answer *answer, const ds_study_table *table, FILE *out)
{
    static const char *const words[] = {"Sweep", "Elasticities", "Sobol indices"};
    char line[256];
    (void)snprintf(line, sizeof line,
                   "%s: %lld point%s, %lld replication%s each, seed %llu",
                   words[answer->tornado ? 1
                         : answer->sobol ? 2
                                         : 0],
                   (long long)answer->done, answer->done == 1 ? "" : "s",
                   (long long)answer->options->replications,
                   answer->options->replications == 1 ? "" : "s",
                   (unsigned long long)answer->options->seed);
    ds_text_wrap(out, answer->desk->name, DS_SUMMARY_COLUMNS, "", "");
    ds_text_wrap(out, line, DS_SUMMARY_COLUMNS, "", "");
    ds_study_table_put(table, out);
}

static ds_status put_json(const ds_sweep_answer *answer, const ds_study_table *table,
                          FILE *out, ds_error *err)
{
    const ds_options *options = answer->options;
    json_t *root =
        json_pack("{s:s, s:s, s:s, s:o, s:o, s:I, s:f, s:I, s:I}", "desksim", DS_VERSION,
                  "scenario", answer->desk->name, "study", kind_of(answer), "command",
                  ds_json_words(options->command, options->command_count), "seed",
                  ds_json_seed(options->seed), "replications",
                  (json_int_t)options->replications, "level", options->level, "points",
                  (json_int_t)answer->done, "points_planned", (json_int_t)answer->planned);
    int failures = root ? ds_study_table_json(table, root) : 1;
    if (failures == 0)
        failures = json_dumpf(root, out, JSON_INDENT(2) | JSON_REAL_PRECISION(DIGITS));
    json_decref(root);
    (void)fputc('\n', out);
    return failures == 0 ? DS_OK : ds_error_no_memory(err);
}

static ds_status put(const ds_sweep_answer *answer, const ds_study_table *table,
                     ds_format format, FILE *out, ds_error *err)
{
    switch (format) {
    case DS_FORMAT_JSON:
        return put_json(answer, table, out, err);
    case DS_FORMAT_CSV:
        ds_study_table_csv(table, out);
        return DS_OK;
    case DS_FORMAT_TEXT:
        put_text(answer, table, out);
        break;
    }
    return DS_OK;
}

static ds_status write_one(const ds_sweep_answer *answer, const ds_study_table *table,
                           const char *name, ds_format format, ds_error *err)
{
    ds_output_file file = {0};
    char *path = ds_output_path(answer->options->out, name);
    ds_status status = path ? ds_output_open(&file, path, err) : ds_error_no_memory(err);
    free(path);
    if (status != DS_OK)
        return status;
    status = put(answer, table, format, file.stream, err);
    if (status == DS_OK)
        return ds_output_commit(&file, err);
    ds_output_discard(&file);
    return status;
}

static ds_status write_plots(const ds_sweep_answer *answer, ds_error *err)
{
    char said[768] = "";
    char *path = ds_output_path(answer->options->out, "plots");
    if (!path)
        return ds_error_no_memory(err);
    ds_status status =
        answer->tornado
            ? ds_tornado_plots_write(answer->tornado, path, said, sizeof said, err)
        : answer->sobol ? ds_sobol_plots_write(answer->sobol, path, said, sizeof said, err)
                        : ds_sweep_plots_write(answer->sweep, path, said, sizeof said, err);
    free(path);
    if (status == DS_OK && said[0])
        fprintf(stderr, "desksim: %s\n", said);
    return status;
}

static ds_status write_files(const ds_sweep_answer *answer, const ds_study_table *table,
                             ds_error *err)
{
    ds_status status = ds_output_make_directory(answer->options->out, err);
    if (status == DS_OK)
        status = write_one(answer, table, DS_SWEEP_FILE, DS_FORMAT_JSON, err);
    if (status == DS_OK)
        status = write_one(answer, table, "sweep.csv", DS_FORMAT_CSV, err);
    if (status == DS_OK)
        status = write_plots(answer, err);
    return status == DS_OK ? ds_study_report_write(answer->options->out, ds_sweep_page, err)
                           : status;
}

int ds_sweep_publish(const ds_sweep_answer *answer)
{
    const ds_options *options = answer->options;
    ds_study_table table = {0};
    ds_error err = {0};
    ds_status status = make_table(answer, &table, &err);
    int code = status == DS_OK ? DS_EXIT_DONE : ds_complain(&err);
    if (status == DS_OK && options->out && write_files(answer, &table, &err) != DS_OK)
        code = ds_complain(&err);
    bool is_silent = options->is_quiet && options->format == DS_FORMAT_TEXT;
    if (status == DS_OK && !is_silent &&
        put(answer, &table, options->format, stdout, &err) != DS_OK)
        code = ds_complain(&err);
    ds_study_table_free(&table);
    return code;
}
