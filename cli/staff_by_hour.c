#include "cli/staff_by_hour.h"

#include "analysis/plots/plot_requirement.h"
#include "analysis/results/summary_tables.h"
#include "analysis/results/text_width.h"
#include "analysis/staffing/requirement_files.h"
#include "analysis/staffing/requirement_targets.h"
#include "cli/interrupt.h"
#include "scenarios/json_text.h"
#include "sim/output_file.h"

#include <stdlib.h>
#include <unistd.h>

/* Rounds of the iterative staffing algorithm before agents are only added. */
#define MOST_ROUNDS 12

static void show(void *context, int32_t round, int32_t missed)
{
    const ds_options *options = context;
    if (!options->is_quiet && isatty(STDERR_FILENO))
        fprintf(stderr, "desksim: round %d: %d intervals miss a target\n", (int)round,
                (int)missed);
}

static ds_status put_json(const ds_options *options, const ds_requirement *found, FILE *out,
                          ds_error *err)
{
    json_t *root = json_pack(
        "{s:s, s:s, s:s, s:o, s:o, s:I, s:i}", "desksim", DS_VERSION, "scenario",
        found->desk->name, "study", "requirement_by_interval", "command",
        ds_json_words(options->command, options->command_count), "seed",
        ds_json_seed(options->seed), "replications", (json_int_t)options->replications,
        "interval_minutes", (int)found->minutes);
    int failures = root ? ds_requirement_json(found, root) : 1;
    if (failures == 0)
        failures = json_dumpf(root, out, JSON_INDENT(2) | JSON_REAL_PRECISION(10));
    json_decref(root);
    (void)fputc('\n', out);
    return failures == 0 ? DS_OK : ds_error_no_memory(err);
}

static void put_text(const ds_options *options, const ds_requirement *found, FILE *out)
{
    char heading[256];
    ds_text_wrap(out, found->desk->name, DS_SUMMARY_COLUMNS, "", "");
    (void)snprintf(heading, sizeof heading,
                   "Agents required by %s of the week, simulated and by formula: %lld "
                   "replication%s, %d rounds, seed %llu",
                   found->minutes == 60 ? "hour" : "half-hour",
                   (long long)options->replications, options->replications == 1 ? "" : "s",
                   (int)found->rounds, (unsigned long long)options->seed);
    ds_text_wrap(out, heading, DS_SUMMARY_COLUMNS, "", "");
    ds_requirement_text(found, out);
    if (!found->is_met)
        ds_text_wrap(out, "Not converged: some targets still fail with these agents.",
                     DS_SUMMARY_COLUMNS, "", "");
}

static ds_status put(const ds_options *options, const ds_requirement *found,
                     ds_format format, FILE *out, ds_error *err)
{
    switch (format) {
    case DS_FORMAT_JSON:
        return put_json(options, found, out, err);
    case DS_FORMAT_CSV:
        ds_requirement_csv(found, out);
        return DS_OK;
    case DS_FORMAT_TEXT:
        put_text(options, found, out);
        break;
    }
    return DS_OK;
}

static ds_status write_one(const ds_options *options, const ds_requirement *found,
                           const char *name, ds_format format, ds_error *err)
{
    ds_output_file file = {0};
    char *path = ds_output_path(options->out, name);
    ds_status status = path ? ds_output_open(&file, path, err) : ds_error_no_memory(err);
    free(path);
    if (status != DS_OK)
        return status;
    status = put(options, found, format, file.stream, err);
    if (status == DS_OK)
        return ds_output_commit(&file, err);
    ds_output_discard(&file);
    return status;
}

static ds_status write_plot(const ds_options *options, const ds_requirement *found,
                            ds_error *err)
{
    char said[768] = "";
    char *path = ds_output_path(options->out, "plots");
    if (!path)
        return ds_error_no_memory(err);
    ds_status status =
        ds_plot_file_write(&ds_plot_requirement, found, path, said, sizeof said, err);
    free(path);
    if (status == DS_OK && said[0])
        fprintf(stderr, "desksim: %s\n", said);
    return status;
}

static int publish(const ds_options *options, const ds_requirement *found)
{
    ds_error err = {0};
    ds_status status = DS_OK;
    if (options->out) {
        status = ds_output_make_directory(options->out, &err);
        if (status == DS_OK)
            status = write_one(options, found, "requirement.json", DS_FORMAT_JSON, &err);
        if (status == DS_OK)
            status = write_one(options, found, "requirement.csv", DS_FORMAT_CSV, &err);
        if (status == DS_OK)
            status = write_plot(options, found, &err);
    }
    if (status == DS_OK && !(options->is_quiet && options->format == DS_FORMAT_TEXT))
        status = put(options, found, options->format, stdout, &err);
    if (status != DS_OK)
        return ds_complain(&err);
    return found->is_met ? DS_EXIT_DONE : DS_EXIT_UNFINISHED;
}

static int stopped(void)
{
    fprintf(stderr, "desksim: %s before the requirement was found\n",
            ds_interrupt_was_time() ? "the time limit was reached" : "interrupted");
    return ds_interrupt_was_time() ? DS_EXIT_UNFINISHED : DS_EXIT_INTERRUPTED;
}

static int find(const ds_options *options, const ds_simulation *simulation, int32_t minutes,
                const ds_interval_targets *targets)
{
    ds_error err = {0};
    ds_requirement found = {
        .desk = &simulation->desk,
        .runs = {.seed = options->seed,
                 .threads = options->threads,
                 .stop = ds_interrupt_install()},
        .replications = options->replications,
        .minutes = minutes,
        .target_count = targets->count,
        .targets = targets->list,
        .most_rounds = MOST_ROUNDS,
        .progress = show,
        .context = (void *)(uintptr_t)options
    };
    ds_status status = ds_requirement_find(&found, &err);
    int code = status == DS_OK           ? publish(options, &found)
               : status == DS_UNFINISHED ? stopped()
                                         : ds_complain(&err);
    ds_requirement_free(&found);
    return code;
}

int ds_staff_by_hour(const ds_options *options, const ds_simulation *simulation,
                     int32_t minutes, const char *const *texts, int32_t count,
                     int32_t time_limit_s)
{
    ds_error err = {0};
    ds_interval_targets targets = {0};
    ds_status status = DS_OK;
    (void)ds_interrupt_install();
    if (time_limit_s > 0)
        ds_interrupt_after(time_limit_s);
    for (int32_t i = 0; i < count && status == DS_OK; i++)
        status = ds_interval_targets_read(&targets, texts[i], &simulation->desk, &err);
    int code =
        status == DS_OK ? find(options, simulation, minutes, &targets) : ds_complain(&err);
    ds_interval_targets_free(&targets);
    return code;
}
