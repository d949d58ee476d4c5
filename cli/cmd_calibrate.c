#include "analysis/calibration/calibration.h"
#include "analysis/calibration/fit_json.h"
#include "analysis/calibration/fit_report.h"
#include "analysis/calibration/scenario_writer.h"
#include "analysis/plots/plot_fit.h"
#include "analysis/report/calibration_page.h"
#include "cli/commands.h"
#include "cli/instant_option.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/simulation.h"
#include "sim/output_file.h"

#include <stdlib.h>
#include <string.h>

static const char doc[] =
    "Fit a scenario to a canonical ticket CSV, saying of each value whether it was "
    "measured, inferred or assumed.\v"
    "The scenario goes to --out, or to standard output; the fit report to --report, or, "
    "where the scenario goes to a file, to standard output. Exit status 0: done; 1: could "
    "not finish; 2: usage; 3: the input was refused; 130: interrupted, with the best "
    "touch times found until then.";

enum {
    KEY_FROM = 0x300,
    KEY_TO,
    KEY_ZONE,
    KEY_REPORT,
    KEY_PAGE,
    KEY_EFFORT,
    KEY_SEED,
    KEY_EVENTS,
    KEY_FORMAT,
    KEY_PLOTS,
    DEFAULT_EFFORT = 150,
    MOST_EFFORT = 100000,
};

typedef struct calibrate_options {
    const char *csv;
    const char *events;
    const char *out;
    const char *report;
    const char *page;
    const char *plots;
    ds_options words; /* only what was typed */
    bool is_quiet;
    ds_format format; /* of the report */
    ds_calibration_options fit;
} calibrate_options;

static error_t parse(int key, char *argument, struct argp_state *state)
{
    calibrate_options *options = state->input;
    switch (key) {
    case 'o':
        options->out = ds_option_path(state, "--out", argument);
        return 0;
    case 'q':
        options->is_quiet = true;
        return 0;
    case KEY_FROM:
        options->fit.from_us = ds_option_instant(state, "--from", argument, false);
        return 0;
    case KEY_TO:
        options->fit.to_us = ds_option_instant(state, "--to", argument, true);
        return 0;
    case KEY_ZONE:
        options->fit.zone_name = ds_option_path(state, "--time-zone", argument);
        return 0;
    case KEY_FORMAT:
        options->format = ds_option_format(state, argument);
        if (options->format == DS_FORMAT_CSV)
            argp_error(state, "--format: the report is text or json");
        return 0;
    case KEY_PLOTS:
        options->plots = ds_option_path(state, "--plots", argument);
        return 0;
    case KEY_EVENTS:
        options->events = ds_option_path(state, "--events", argument);
        return 0;
    case KEY_REPORT:
        options->report = ds_option_path(state, "--report", argument);
        return 0;
    case KEY_PAGE:
        options->page = ds_option_path(state, "--page", argument);
        return 0;
    case KEY_EFFORT:
        options->fit.effort =
            (int32_t)ds_option_number(state, "--effort", argument, 0, MOST_EFFORT);
        return 0;
    case KEY_SEED:
        options->fit.seed =
            (uint64_t)ds_option_number(state, "--seed", argument, 0, INT64_MAX);
        return 0;
    case ARGP_KEY_ARG:
        if (options->csv)
            return ARGP_ERR_UNKNOWN;
        options->csv = argument;
        return 0;
    case ARGP_KEY_END:
        if (!options->csv)
            argp_error(state, "which CSV? A canonical ticket CSV, or '-'");
        if (options->fit.from_us != DS_NO_TIME && options->fit.to_us != DS_NO_TIME &&
            options->fit.from_us >= options->fit.to_us)
            argp_error(state, "--from is not before --to");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

typedef ds_status put_function(const calibrate_options *options,
                               const ds_calibration *calibration, FILE *out, ds_error *err);

static ds_status put_scenario(const calibrate_options *options,
                              const ds_calibration *calibration, FILE *out, ds_error *err)
{
    (void)options;
    (void)err;
    ds_scenario_write(calibration, out);
    return DS_OK;
}

/* The report in its form. */
static ds_status put_report(const calibrate_options *options,
                            const ds_calibration *calibration, FILE *out, ds_error *err)
{
    if (options->format == DS_FORMAT_JSON)
        return ds_fit_json_write(calibration, options->words.command,
                                 options->words.command_count, out, err);
    ds_fit_report_write(calibration, out);
    return DS_OK;
}

/* Into a file, whole or not there, or to standard output. */
static ds_status put(const calibrate_options *options, const ds_calibration *calibration,
                     put_function *what, const char *path, ds_error *err)
{
    ds_output_file file = {0};
    if (!path || strcmp(path, "-") == 0)
        return what(options, calibration, stdout, err);
    ds_status status = ds_output_open(&file, path, err);
    if (status != DS_OK)
        return status;
    status = what(options, calibration, file.stream, err);
    if (status == DS_OK)
        return ds_output_commit(&file, err);
    ds_output_discard(&file);
    return status;
}

static void say_refused(const calibrate_options *options, const ds_ticket_table *table)
{
    if (table->report.rows_refused > 0)
        fprintf(stderr, "desksim: %s: %lld of %lld rows refused\n", options->csv,
                (long long)table->report.rows_refused, (long long)table->report.rows_read);
}

static ds_status put_plots(const calibrate_options *options,
                           const ds_calibration *calibration, ds_error *err)
{
    char said[768] = "";
    ds_status status =
        ds_fit_plots_write(calibration, options->plots, said, sizeof said, err);
    if (status == DS_OK && said[0])
        fprintf(stderr, "desksim: %s\n", said);
    return status;
}

static ds_status read_events(const calibrate_options *options, ds_ticket_table *table,
                             ds_ticket_events *events, ds_error *err)
{
    *events = (ds_ticket_events){0};
    if (!options->events)
        return DS_OK;
    ds_status status = ds_ticket_events_read(options->events, table, events, err);
    if (status == DS_OK && events->rows_refused > 0)
        fprintf(stderr,
                "desksim: %s: %lld of %lld rows refused, the first on line %lld: a wrong "
                "number of columns, or an unreadable time\n",
                options->events, (long long)events->rows_refused,
                (long long)events->rows_read, (long long)events->refused_line);
    if (status == DS_OK && events->rows_foreign > 0)
        fprintf(stderr, "desksim: %s: %lld of %lld rows are of tickets that %s has not\n",
                options->events, (long long)events->rows_foreign,
                (long long)events->rows_read, options->csv);
    return status;
}

static void show_progress(void *context, int64_t done, int64_t at_most)
{
    ds_progress_show_of(context, done, at_most, "simulations at most");
}

static int calibrate(const calibrate_options *options)
{
    ds_ticket_events events = {0};
    ds_calibration_options fit = options->fit;
    ds_progress progress;
    ds_progress_begin(&progress, options->is_quiet);
    fit.stop = ds_interrupt_install();
    fit.progress = show_progress;
    fit.progress_context = &progress;
    ds_error err = {0};
    ds_ticket_table table;
    ds_calibration *calibration = calloc(1, sizeof *calibration);
    if (!calibration) {
        (void)ds_error_no_memory(&err);
        return ds_complain(&err);
    }
    ds_status status = ds_ticket_table_read(options->csv, &table, &err);
    if (status == DS_OK) {
        say_refused(options, &table);
        status = read_events(options, &table, &events, &err);
        fit.events = options->events ? &events : NULL;
    }
    if (status == DS_OK) {
        status = ds_calibrate(calibration, &table, &fit, &err);
        ds_progress_end(&progress);
    }
    if (status == DS_OK)
        status = put(options, calibration, put_scenario, options->out, &err);
    if (status == DS_OK && (options->report || (options->out && !options->is_quiet)))
        status = put(options, calibration, put_report, options->report, &err);
    if (status == DS_OK && options->plots)
        status = put_plots(options, calibration, &err);
    if (status == DS_OK && options->page)
        status =
            ds_calibration_page_write(calibration, options->page, options->words.command,
                                      options->words.command_count, &err);
    bool is_interrupted = calibration->touch.is_interrupted;
    if (status == DS_OK && is_interrupted)
        fputs("desksim: interrupted: the touch times are the best found until then\n",
              stderr);
    ds_calibration_free(calibration);
    ds_ticket_events_free(&events);
    ds_ticket_table_free(&table);
    free(calibration);
    if (status == DS_OK)
        return is_interrupted ? DS_EXIT_INTERRUPTED : DS_EXIT_DONE;
    return ds_complain(&err);
}

int ds_cmd_calibrate(int argc, char **argv)
{
    const struct argp_option own[] = {
        {"from",                                              KEY_FROM, "DATE", 0, "Tickets opened from this day or instant on (UTC)",
         1},
        {"to",                                             KEY_TO, "DATE", 0,
         "… to this day, which belongs to it, or before this instant", 1},
        {"time-zone", KEY_ZONE, "NAME", 0,
         "The desk's time zone, such as Europe/London (UTC)", 1},
        {"events",                                                   KEY_EVENTS, "FILE", 0,
         "The tickets' event log (import writes events.csv): ways, holds, work", 1},
        {"out", 'o', "FILE", 0, "Where the scenario goes (default: standard output)", 2},
        {"report",                                                  KEY_REPORT, "FILE", 0,
         "Where the fit report goes ('-': standard output)", 2},
        {"page",                                                  KEY_PAGE, "FILE", 0, "Write the fit report as an HTML page, too", 2},
        {"format",                                         KEY_FORMAT, "FORMAT", 0, "Of the fit report: text or json", 2},
        {"plots",                                             KEY_PLOTS, "DIR", 0,
         "Plot fitted against observed durations into a directory", 2},
        {"effort", KEY_EFFORT, "N", 0,
         "Simulations for inferred touch times (150; 0: none)", 3},
        {"seed",                                                   KEY_SEED, "S", 0, "Their random numbers (1)", 3},
        {"quiet",'q', NULL, 0, "No report on standard output", 4},
        {0                                                 },
    };
    const struct argp argp = {
        .options = own, .parser = parse, .args_doc = "CSV", .doc = doc};
    calibrate_options options = {
        .fit = {.from_us = DS_NO_TIME,
                .to_us = DS_NO_TIME,
                .seed = 1,
                .effort = DEFAULT_EFFORT}
    };
    ds_options_init(&options.words);
    ds_options_keep_command(&options.words, argc, argv);
    ds_options_parse(&argp, argc, argv, &options);
    const char *slash = strrchr(options.csv, '/');
    options.fit.source = slash ? slash + 1 : options.csv;
    int code = calibrate(&options);
    ds_options_free(&options.words);
    return code;
}
