#include "analysis/backtest/backtest.h"
#include "analysis/plots/plot_backtest.h"
#include "analysis/report/report.h"
#include "analysis/report/study_page.h"
#include "cli/commands.h"
#include "cli/instant_option.h"
#include "cli/interrupt.h"
#include "cli/simulation.h"
#include "scenarios/iso_time.h"
#include "sim/output_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char doc[] =
    "Hold a scenario against a ticket history: simulated and actual, measure by measure, "
    "each inside or outside the simulation's own prediction interval.\v"
    "The window is [--from, --to]. The simulation begins up to eight weeks earlier, as far "
    "as the history goes back: the backlog that is open at --from is that of the tickets "
    "that came before. Exit status 0: done, whatever the verdicts; 1: could not finish; 2: "
    "usage; 3: the input was refused; 130: interrupted, with what was done.";

enum {
    KEY_FROM = 0x300,
    KEY_TO,
    KEY_REPLAY,
    KEY_SEED,
    KEY_FORMAT,
    DEFAULT_REPLICATIONS = 40,
    MOST_REPLICATIONS = 100000,
    LEAD_WEEKS = 8,
};

typedef struct backtest_options {
    ds_options common;
    const char *csv;
    int64_t from_us;
    int64_t to_us;
    bool is_replay;
} backtest_options;

static error_t parse(int key, char *argument, struct argp_state *state)
{
    backtest_options *options = state->input;
    ds_options *common = &options->common;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = common;
        return 0;
    case 'r':
        common->replications =
            ds_option_number(state, "--replications", argument, 2, MOST_REPLICATIONS);
        return 0;
    case 'o':
        common->out = ds_option_path(state, "--out", argument);
        return 0;
    case KEY_FROM:
        options->from_us = ds_option_instant(state, "--from", argument, false);
        return 0;
    case KEY_TO:
        options->to_us = ds_option_instant(state, "--to", argument, true);
        return 0;
    case KEY_REPLAY:
        options->is_replay = true;
        return 0;
    case KEY_SEED:
        common->seed = (uint64_t)ds_option_number(state, "--seed", argument, 0, INT64_MAX);
        return 0;
    case KEY_FORMAT:
        common->format = ds_option_format(state, argument);
        return 0;
    case ARGP_KEY_ARG:
        if (options->csv)
            return ARGP_ERR_UNKNOWN;
        *(common->scenario ? &options->csv : &common->scenario) = argument;
        return 0;
    case ARGP_KEY_END:
        if (!options->csv)
            argp_error(state, "which SCENARIO and which CSV?");
        if (strcmp(options->csv, "-") == 0)
            argp_error(state, "the CSV is read twice and cannot be standard input");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* The window, where it was not given: all but the first quarter (at most the lead). */
static int choose_window(backtest_options *options, const ds_ticket_table *table)
{
    int64_t first = table->list[0].opened_us;
    int64_t last = table->list[table->count - 1].opened_us + 1;
    int64_t lead = (last - first) / 4;
    if (lead > LEAD_WEEKS * DS_WEEK)
        lead = LEAD_WEEKS * DS_WEEK;
    if (options->from_us == DS_NO_TIME)
        options->from_us = first + lead - (first + lead) % DS_DAY;
    if (options->to_us == DS_NO_TIME)
        options->to_us = last;
    if (options->from_us < options->to_us && options->from_us >= first &&
        options->from_us < last)
        return DS_EXIT_DONE;
    char text[2][DS_ISO_TIME_SIZE];
    (void)ds_iso_time_format(first, text[0]);
    (void)ds_iso_time_format(last, text[1]);
    fprintf(stderr,
            "desksim: %s: the window does not lie in the history, which goes from %s to "
            "%s\n",
            options->csv, text[0], text[1]);
    return DS_EXIT_REFUSED;
}

/* The start of the simulation: a local midnight near the start of the lead. */
static int64_t choose_start(const backtest_options *options, const ds_ticket_table *table)
{
    int64_t start = options->from_us - LEAD_WEEKS * DS_WEEK;
    if (start < table->list[0].opened_us)
        start = table->list[0].opened_us;
    return start - start % DS_DAY;
}

typedef struct span_text {
    char start[40];
    char horizon[48];
    char warm_up[48];
} span_text;

static void set_span(backtest_options *options, int64_t start_us, span_text *text)
{
    ds_date date = ds_date_from_day((int32_t)(start_us / DS_DAY));
    (void)snprintf(text->start, sizeof text->start, "start=%04d-%02d-%02d", (int)date.year,
                   (int)date.month, (int)date.day);
    (void)snprintf(text->horizon, sizeof text->horizon, "horizon=%.6fh",
                   (double)(options->to_us - start_us) / 3.6e9);
    (void)snprintf(text->warm_up, sizeof text->warm_up, "warm_up=%.6fh",
                   (double)(options->from_us - start_us) / 3.6e9);
}

static ds_status print(const backtest_options *options, const ds_backtest *result,
                       const ds_desk *desk, ds_format format, FILE *out, ds_error *err)
{
    const ds_backtest_origin origin = {.seed = options->common.seed,
                                       .command = options->common.command,
                                       .command_count = options->common.command_count};
    switch (format) {
    case DS_FORMAT_JSON:
        return ds_backtest_print_json(result, desk, &origin, out, err);
    case DS_FORMAT_CSV:
        ds_backtest_print_csv(result, desk, out);
        return DS_OK;
    case DS_FORMAT_TEXT:
        ds_backtest_print(result, desk, out);
        return DS_OK;
    }
    return DS_OK;
}

static ds_status write_files(const backtest_options *options, const ds_backtest *result,
                             const ds_desk *desk, ds_error *err)
{
    static const char *const names[] = {"backtest.txt", DS_BACKTEST_FILE, "backtest.csv"};
    static const ds_format formats[] = {DS_FORMAT_TEXT, DS_FORMAT_JSON, DS_FORMAT_CSV};
    ds_status status = ds_output_make_directory(options->common.out, err);
    for (int i = 0; status == DS_OK && i < 3; i++) {
        ds_output_file file = {0};
        char *path = ds_output_path(options->common.out, names[i]);
        status = path ? ds_output_open(&file, path, err) : ds_error_no_memory(err);
        if (status == DS_OK) {
            status = print(options, result, desk, formats[i], file.stream, err);
            if (status == DS_OK)
                status = ds_output_commit(&file, err);
            else
                ds_output_discard(&file);
        }
        free(path);
    }
    return status;
}

static ds_status write_plots(const backtest_options *options, const ds_backtest *result,
                             const ds_desk *desk, ds_error *err)
{
    char said[768] = "";
    const ds_backtest_picture picture = {
        .backtest = result,
        .desk = desk,
        .from_h = (double)(options->from_us - desk->start_unix * 1000000) / 3.6e9};
    char *path = ds_output_path(options->common.out, "plots");
    if (!path)
        return ds_error_no_memory(err);
    ds_status status = ds_backtest_plots_write(&picture, path, said, sizeof said, err);
    free(path);
    if (status == DS_OK && said[0])
        fprintf(stderr, "desksim: %s\n", said);
    return status;
}

static int conclude(const backtest_options *options, const ds_backtest *result,
                    const ds_desk *desk)
{
    ds_error err = {0};
    ds_status status = DS_OK;
    if (!options->common.is_quiet)
        status = print(options, result, desk, options->common.format, stdout, &err);
    if (status == DS_OK && options->common.out)
        status = write_files(options, result, desk, &err);
    if (status == DS_OK && options->common.out)
        status = write_plots(options, result, desk, &err);
    if (status == DS_OK && options->common.out)
        status = ds_study_report_write(options->common.out, ds_backtest_page, &err);
    return status == DS_OK ? DS_EXIT_DONE : ds_complain(&err);
}

/* Simulates and tells; the simulation is compiled. */
static int simulate(const backtest_options *options, const ds_ticket_table *table,
                    const ds_desk *desk)
{
    ds_error err = {0};
    ds_backtest result;
    int64_t origin = desk->start_unix * 1000000;
    const ds_backtest_options what = {
        .desk = desk,
        .lead_us = origin,
        .from_h = (double)(options->from_us - origin) / 3.6e9,
        .to_h = (double)(options->to_us - origin) / 3.6e9,
        .seed = options->common.seed,
        .replications = options->common.replications,
        .level = options->common.level,
        .stop = ds_interrupt_install(),
    };
    ds_status status = ds_backtest_run(&result, table, &what, &err);
    int code = DS_EXIT_DONE;
    if (status == DS_OK || (status == DS_UNFINISHED && result.replications > 0))
        code = conclude(options, &result, desk);
    else if (status != DS_UNFINISHED)
        code = ds_complain(&err);
    if (status == DS_UNFINISHED) {
        fprintf(stderr, "desksim: interrupted after %lld of %lld replications\n",
                (long long)result.replications, (long long)options->common.replications);
        code = DS_EXIT_INTERRUPTED;
    }
    ds_backtest_free(&result);
    return code;
}

/* Everything is known but the desk. */
static int compile_and_run(backtest_options *options, const ds_ticket_table *table)
{
    span_text text;
    ds_simulation simulation;
    int code = choose_window(options, table);
    if (code != DS_EXIT_DONE)
        return code;
    int64_t start = choose_start(options, table);
    set_span(options, start, &text);
    const char *own[] = {text.start, text.horizon, text.warm_up, "drain=26w"};
    const int32_t own_count = sizeof own / sizeof own[0];
    int32_t given = options->common.override_count;
    const char **all = calloc((size_t)(given + own_count), sizeof *all);
    if (!all)
        return DS_EXIT_UNFINISHED;
    for (int32_t i = 0; i < own_count; i++)
        all[i] = own[i];
    for (int32_t i = 0; i < given; i++)
        all[own_count + i] = options->common.overrides[i];
    ds_options common = options->common;
    common.overrides = all;
    common.override_count = given + own_count;
    common.replay = options->is_replay ? options->csv : NULL;
    code = ds_simulation_compile(&simulation, &common);
    if (code == DS_EXIT_DONE)
        code = simulate(options, table, &simulation.desk);
    ds_simulation_free(&simulation);
    free(all);
    return code;
}

int ds_cmd_backtest(int argc, char **argv)
{
    const struct argp_option own[] = {
        {"from",                                              KEY_FROM, "DATE", 0, "The window begins with this day or instant (UTC)",
         1},
        {"to",                                             KEY_TO, "DATE", 0, "… and ends with this day, or before this instant", 1},
        {"replay", KEY_REPLAY, NULL, 0, "Replay the real arrivals instead of drawing them",
         1},
        {"replications",                                                   'r', "N", 0, "How many (40)", 2},
        {"seed", KEY_SEED, "S", 0, "Seed of the random numbers (1)", 2},
        {"format",                                                  KEY_FORMAT, "FORMAT", 0, "text, json or csv", 3},
        {"out",                                                  'o', "DIR", 0, "Write all of these into a directory", 3},
        {0                                           },
    };
    const struct argp_child children[] = {
        {&ds_scenario_argp, 0, NULL, 0},
        {0            }
    };
    const struct argp argp = {.options = own,
                              .parser = parse,
                              .args_doc = "SCENARIO CSV",
                              .doc = doc,
                              .children = children};
    ds_error err = {0};
    ds_ticket_table table;
    backtest_options options = {.from_us = DS_NO_TIME, .to_us = DS_NO_TIME};
    ds_options_init(&options.common);
    options.common.replications = DEFAULT_REPLICATIONS;
    ds_options_keep_command(&options.common, argc, argv);
    ds_options_parse(&argp, argc, argv, &options);
    int code;
    if (ds_ticket_table_read(options.csv, &table, &err) == DS_OK)
        code = compile_and_run(&options, &table);
    else
        code = ds_complain(&err);
    ds_ticket_table_free(&table);
    ds_options_free(&options.common);
    return code;
}
