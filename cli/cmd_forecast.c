#include "analysis/forecast/forecast_output.h"
#include "analysis/plots/plot_forecast.h"
#include "analysis/report/report.h"
#include "analysis/report/study_page.h"
#include "cli/commands.h"
#include "cli/instant_option.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/simulation.h"
#include "scenarios/iso_time.h"
#include "sim/output_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char doc[] =
    "What comes from the tickets that are open now: arrivals, backlog and missed targets "
    "of the next weeks, and of each open ticket.\v"
    "The tickets before --at are replayed, so that those that are open then are where the "
    "history has them; what is not known of them is drawn. Then arrivals are the "
    "scenario's. Exit status 0: done; 1: could not finish; 2: usage; 3: the input was "
    "refused; 130: interrupted, with what was done.";

enum {
    KEY_BACKLOG = 0x880,
    KEY_AT,
    KEY_WEEKS,
    KEY_SEED,
    KEY_FORMAT,
    DEFAULT_REPLICATIONS = 100,
    MOST_REPLICATIONS = 100000,
    DEFAULT_WEEKS = 4,
    MOST_WEEKS = 104,
    LEAD_WEEKS = 8,       /* simulated before, at least, where the tickets go back so far */
    MOST_LEAD_WEEKS = 52, /* … and at most */
    DRAIN_WEEKS = 8,
};

typedef struct request {
    ds_options common;
    const char *csv;
    int64_t at_us;
    int32_t weeks;
} request;

static error_t parse(int key, char *argument, struct argp_state *state)
{
    request *it = state->input;
    ds_options *common = &it->common;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = common;
        return 0;
    case KEY_BACKLOG:
        it->csv = ds_option_path(state, "--backlog", argument);
        return 0;
    case KEY_AT:
        it->at_us = ds_option_instant(state, "--at", argument, false);
        return 0;
    case KEY_WEEKS:
        it->weeks = (int32_t)ds_option_number(state, "--weeks", argument, 1, MOST_WEEKS);
        return 0;
    case 'r':
        common->replications =
            ds_option_number(state, "--replications", argument, 2, MOST_REPLICATIONS);
        return 0;
    case KEY_SEED:
        common->seed = (uint64_t)ds_option_number(state, "--seed", argument, 0, INT64_MAX);
        return 0;
    case KEY_FORMAT:
        common->format = ds_option_format(state, argument);
        return 0;
    case 'o':
        common->out = ds_option_path(state, "--out", argument);
        return 0;
    case ARGP_KEY_ARG:
        if (common->scenario)
            return ARGP_ERR_UNKNOWN;
        common->scenario = argument;
        return 0;
    case ARGP_KEY_END:
        if (!common->scenario || !it->csv)
            argp_error(state, "which SCENARIO and which --backlog TICKETS.csv?");
        if (strcmp(it->csv, "-") == 0)
            argp_error(state, "the tickets are read twice and cannot be standard input");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* When. */

static int64_t later(int64_t a, int64_t b)
{
    return b != DS_NO_TIME && b > a ? b : a;
}

/* The latest instant before `at` of which the tickets tell. */
static int64_t last_before(const ds_ticket_table *table, int64_t at_us)
{
    int64_t last = table->list[0].opened_us;
    for (int64_t i = 0; i < table->count; i++) {
        const ds_past_ticket *ticket = &table->list[i];
        const int64_t instants[] = {ticket->opened_us, ticket->resolved_us,
                                    ticket->closed_us};
        for (int k = 0; k < 3; k++)
            if (instants[k] < at_us)
                last = later(last, instants[k]);
    }
    return last;
}

/* Without --at: when the tickets end. */
static int choose_at(request *it, const ds_ticket_table *table)
{
    char text[2][DS_ISO_TIME_SIZE];
    int64_t first = table->list[0].opened_us;
    if (it->at_us == DS_NO_TIME)
        it->at_us = last_before(table, INT64_MAX) + 1;
    if (it->at_us > first)
        return DS_EXIT_DONE;
    (void)ds_iso_time_format(it->at_us, text[0]);
    (void)ds_iso_time_format(first, text[1]);
    fprintf(stderr, "desksim: %s: no ticket came before --at %s: the first is of %s\n",
            it->csv, text[0], text[1]);
    return DS_EXIT_REFUSED;
}

/* The first day of the simulation: before the oldest open ticket, within limits. */
static int64_t choose_start(const request *it, const ds_ticket_table *table)
{
    int64_t start = it->at_us - LEAD_WEEKS * DS_WEEK;
    for (int64_t i = 0; i < table->count && table->list[i].opened_us < start; i++)
        if (ds_ticket_is_open(&table->list[i], it->at_us))
            start = table->list[i].opened_us;
    int64_t least = it->at_us - MOST_LEAD_WEEKS * DS_WEEK;
    start = start > least ? start : least;
    start = start > table->list[0].opened_us ? start : table->list[0].opened_us;
    /* A day more, for zones whose day begins late. */
    return start - start % DS_DAY - DS_DAY;
}

/* What is printed and written. */

static ds_status print(const ds_forecast_answer *answer, ds_format format, FILE *out,
                       ds_error *err)
{
    switch (format) {
    case DS_FORMAT_JSON:
        return ds_forecast_print_json(answer, out, err);
    case DS_FORMAT_CSV:
        ds_forecast_print_csv(answer, out);
        return DS_OK;
    case DS_FORMAT_TEXT:
        ds_forecast_print(answer, out);
        return DS_OK;
    }
    return DS_OK;
}

static ds_status write_one(const request *it, const ds_forecast_answer *answer,
                           const char *name, int kind, ds_error *err)
{
    ds_output_file file = {0};
    char *path = ds_output_path(it->common.out, name);
    ds_status status = path ? ds_output_open(&file, path, err) : ds_error_no_memory(err);
    free(path);
    if (status != DS_OK)
        return status;
    if (kind < 0)
        ds_forecast_print_tickets(answer, file.stream);
    else
        status = print(answer, (ds_format)kind, file.stream, err);
    if (status == DS_OK)
        return ds_output_commit(&file, err);
    ds_output_discard(&file);
    return status;
}

static ds_status write_files(const request *it, const ds_forecast_answer *answer,
                             ds_error *err)
{
    ds_status status = ds_output_make_directory(it->common.out, err);
    if (status == DS_OK)
        status = write_one(it, answer, "forecast.txt", DS_FORMAT_TEXT, err);
    if (status == DS_OK)
        status = write_one(it, answer, DS_FORECAST_FILE, DS_FORMAT_JSON, err);
    if (status == DS_OK)
        status = write_one(it, answer, "forecast.csv", DS_FORMAT_CSV, err);
    if (status == DS_OK)
        status = write_one(it, answer, "forecast_tickets.csv", -1, err);
    return status;
}

static ds_status write_plots(const request *it, const ds_forecast_answer *answer,
                             ds_error *err)
{
    char said[768] = "";
    char *path = ds_output_path(it->common.out, "plots");
    if (!path)
        return ds_error_no_memory(err);
    ds_status status = ds_forecast_plots_write(answer, path, said, sizeof said, err);
    free(path);
    if (status == DS_OK && said[0])
        fprintf(stderr, "desksim: %s\n", said);
    return status;
}

static int publish(const request *it, const ds_forecast_answer *answer)
{
    ds_error err = {0};
    bool is_silent = it->common.is_quiet && it->common.format == DS_FORMAT_TEXT;
    ds_status status = DS_OK;
    if (it->common.out)
        status = write_files(it, answer, &err);
    if (status == DS_OK && it->common.out)
        status = write_plots(it, answer, &err);
    if (status == DS_OK && it->common.out)
        status = ds_study_report_write(it->common.out, ds_forecast_page, &err);
    if (status == DS_OK && !is_silent)
        status = print(answer, it->common.format, stdout, &err);
    return status == DS_OK ? DS_EXIT_DONE : ds_complain(&err);
}

/* From the desk to the answer. */

static int conclude(const request *it, const ds_ticket_table *table, const ds_desk *desk,
                    const ds_forecast *forecast)
{
    const ds_forecast_answer answer = {.forecast = forecast,
                                       .table = table,
                                       .desk = desk,
                                       .at_us = it->at_us,
                                       .last_us = last_before(table, it->at_us),
                                       .seed = it->common.seed,
                                       .command = it->common.command,
                                       .command_count = it->common.command_count};
    return publish(it, &answer);
}

static int simulate(const request *it, const ds_ticket_table *table, const ds_desk *desk)
{
    ds_error err = {0};
    ds_forecast forecast;
    ds_progress progress;
    int code = DS_EXIT_DONE;
    ds_progress_begin(&progress, it->common.is_quiet);
    const ds_forecast_options what = {.desk = desk,
                                      .path = it->csv,
                                      .at_us = it->at_us,
                                      .weeks = it->weeks,
                                      .seed = it->common.seed,
                                      .replications = it->common.replications,
                                      .stop = ds_interrupt_install(),
                                      .progress = ds_progress_show,
                                      .context = &progress};
    ds_status status = ds_forecast_run(&forecast, table, &what, &err);
    ds_progress_end(&progress);
    if (status == DS_OK || (status == DS_UNFINISHED && forecast.replications > 0))
        code = conclude(it, table, desk, &forecast);
    else if (status != DS_UNFINISHED)
        code = ds_complain(&err);
    if (status == DS_UNFINISHED) {
        fprintf(stderr, "desksim: interrupted after %lld of %lld replications\n",
                (long long)forecast.replications, (long long)it->common.replications);
        code = DS_EXIT_INTERRUPTED;
    }
    ds_forecast_free(&forecast);
    return code;
}

static void say_unknown(const char *path, const ds_trace_report *report)
{
    for (int32_t i = 0; i < DS_TRACE_FIELDS; i++) {
        const ds_unknown_names *unknown = &report->field[i].unknown;
        if (unknown->count > 0 && unknown->top_count > 0)
            fprintf(stderr,
                    "desksim: %s: %lld times the %s is none of the scenario's (most often "
                    "'%s') and is drawn instead\n",
                    path, (long long)unknown->count, ds_trace_field_name((ds_trace_field)i),
                    unknown->top[0].name);
    }
}

typedef struct span_text {
    char start[40];
    char horizon[48];
    char warm_up[48];
    char drain[24];
} span_text;

static void set_span(const request *it, int64_t start_us, span_text *text)
{
    ds_date date = ds_date_from_day((int32_t)(start_us / DS_DAY));
    /* A day more, for zones whose day begins early. */
    int64_t end_us = it->at_us + it->weeks * DS_WEEK + DS_DAY;
    (void)snprintf(text->start, sizeof text->start, "start=%04d-%02d-%02d", (int)date.year,
                   (int)date.month, (int)date.day);
    (void)snprintf(text->horizon, sizeof text->horizon, "horizon=%.6fh",
                   (double)(end_us - start_us) / 3.6e9);
    /* Whole weeks stay, of the scenario's own arrivals alone. */
    (void)snprintf(text->warm_up, sizeof text->warm_up, "warm_up=%.6fh",
                   (double)(end_us - it->weeks * DS_WEEK - start_us) / 3.6e9);
    (void)snprintf(text->drain, sizeof text->drain, "drain=%dw", DRAIN_WEEKS);
}

static int compile_and_run(request *it, const ds_ticket_table *table)
{
    span_text text;
    ds_simulation simulation = {0};
    int code = choose_at(it, table);
    if (code != DS_EXIT_DONE)
        return code;
    set_span(it, choose_start(it, table), &text);
    const char *own[] = {text.start, text.horizon, text.warm_up, text.drain};
    const int32_t own_count = sizeof own / sizeof own[0];
    int32_t given = it->common.override_count;
    const char **all = calloc((size_t)(given + own_count), sizeof *all);
    if (!all)
        return DS_EXIT_UNFINISHED;
    for (int32_t i = 0; i < given; i++)
        all[i] = it->common.overrides[i];
    for (int32_t i = 0; i < own_count; i++)
        all[given + i] = own[i];
    ds_options common = it->common;
    common.overrides = all;
    common.override_count = given + own_count;
    common.replay = it->csv;
    common.replay_until_us = it->at_us;
    code = ds_simulation_compile(&simulation, &common);
    say_unknown(it->csv, &simulation.replay.report);
    if (code == DS_EXIT_DONE)
        code = simulate(it, table, &simulation.desk);
    ds_simulation_free(&simulation);
    free(all);
    return code;
}

int ds_cmd_forecast(int argc, char **argv)
{
    const struct argp_option own[] = {
        {"backlog",                                                          KEY_BACKLOG, "TICKETS.csv", 0,
         "The tickets so far, open ones among them: a canonical ticket CSV", 1},
        {"at",                                                     KEY_AT, "DATE", 0,
         "Now: the beginning of this day, or this instant (UTC; default: where the tickets "
         "end)", 1},
        {"weeks", KEY_WEEKS, "N", 0, "Look so far ahead, 1 to 104 (4)", 1},
        {"replications",                                                                  'r', "N", 0, "How many (100)", 2},
        {"seed",        KEY_SEED, "S", 0, "Seed of the random numbers (1)", 2},
        {"format",                                                                 KEY_FORMAT, "FORMAT", 0, "text, json or csv", 3},
        {"out",                                                                 'o', "DIR", 0, "Write all of these and the tickets into a directory", 3},
        {0                                                           },
    };
    const struct argp_child children[] = {
        {&ds_scenario_argp, 0, NULL, 0},
        {0            }
    };
    const struct argp argp = {.options = own,
                              .parser = parse,
                              .args_doc = "SCENARIO",
                              .doc = doc,
                              .children = children};
    ds_error err = {0};
    ds_ticket_table table;
    request it = {.at_us = DS_NO_TIME, .weeks = DEFAULT_WEEKS};
    ds_options_init(&it.common);
    it.common.replications = DEFAULT_REPLICATIONS;
    ds_options_keep_command(&it.common, argc, argv);
    ds_options_parse(&argp, argc, argv, &it);
    int code = ds_ticket_table_read(it.csv, &table, &err) == DS_OK
                   ? compile_and_run(&it, &table)
                   : ds_complain(&err);
    ds_ticket_table_free(&table);
    ds_options_free(&it.common);
    return code;
}
