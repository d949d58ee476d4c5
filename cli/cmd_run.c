#include "analysis/plots/plots.h"
#include "analysis/report/report.h"
#include "analysis/results/results.h"
#include "analysis/results/results_files.h"
#include "cli/colour.h"
#include "cli/commands.h"
#include "cli/replay_report.h"
#include "cli/simulation.h"
#include "cli/verbose.h"
#include "sim/duration.h"

#include <stdio.h>
#include <stdlib.h>

static const char doc[] =
    "Simulate a scenario and print its measures with their intervals.\v"
    "SCENARIO is a file, or the name of a shipped one ('desksim scenarios'). With --out "
    "DIR all "
    "results are written: report.html, results.json, tables as CSV, and plots. Exit status "
    "0: done; 1: could not finish, or the precision was not reached; 2: usage; 3: the "
    "input was refused; 130: interrupted, "
    "and what was "
    "complete has "
    "been written and is marked.";

enum { KEY_WELCH = 0x300, KEY_ASCII };

static const struct argp_option own_options[] = {
    {"welch",                                                              KEY_WELCH, "SPAN", OPTION_ARG_OPTIONAL,
     "Show how the desk fills: moving averages over SPAN (default: a week with a weekly "
     "cycle, else a twentieth of the horizon), of the pilot replications", 1},
    {"ascii",                                                              KEY_ASCII, NULL, 0, "Draw curves with ASCII characters", 3},
    {0},
};

static ds_ticks span_of(struct argp_state *state, const char *text)
{
    ds_duration span = {0};
    ds_error err = {0};
    if (!text)
        return 0;
    if (ds_duration_parse(text, &span, &err) != DS_OK || span.ticks <= 0)
        argp_error(state, "--welch: '%s' is not a duration such as 7d or 12h", text);
    return span.ticks;
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    ds_options *options = state->input;
    switch (key) {
    case KEY_WELCH:
        options->wants_welch = true;
        options->welch_span = span_of(state, argument);
        return 0;
    case KEY_ASCII:
        options->is_ascii = true;
        return 0;
    case ARGP_KEY_INIT:
        state->child_inputs[1] = &options->precision;
        return ds_options_parse_verb(key, argument, state);
    case ARGP_KEY_END:
        if (options->precision.is_wanted && !options->has_replications)
            options->replications = DS_PRECISION_FIRST;
        ds_precision_options_check(state, &options->precision, options->replications);
        if (options->wants_welch && !options->out && options->format != DS_FORMAT_TEXT)
            argp_error(state, "--welch shows nothing here: it needs --out DIR, or "
                              "--format text");
        return ds_options_parse_verb(key, argument, state);
    default:
        return ds_options_parse_verb(key, argument, state);
    }
}

/* Takes the text over. */
static ds_status print_text(char *text, ds_status status)
{
    if (status == DS_OK)
        fputs(text, stdout);
    free(text);
    return status;
}

static ds_status print_summary(const ds_options *options, const ds_results *results,
                               ds_error *err)
{
    const ds_summary_look look = ds_look_of_terminal(options);
    char *text = NULL;
    ds_status status = ds_results_summary_look(results, &look, &text, err);
    return print_text(text, status);
}

static ds_status print_json(const ds_results *results, ds_error *err)
{
    char *text = NULL;
    ds_status status = ds_results_json(results, &text, err);
    return print_text(text, status);
}

static ds_status print_results(const ds_options *options, const ds_results *results,
                               ds_error *err)
{
    switch (options->format) {
    case DS_FORMAT_JSON:
        return print_json(results, err);
    case DS_FORMAT_CSV:
        ds_results_csv_measures(results, stdout);
        return DS_OK;
    case DS_FORMAT_TEXT:
        return options->is_quiet ? DS_OK : print_summary(options, results, err);
    }
    return DS_OK;
}

/* How many replications there would have been is not known where a precision decides. */
static const char *describe_done(const ds_simulation *simulation, char *text, size_t size)
{
    const ds_options *options = simulation->options;
    char of[32] = "";
    if (!options->precision.is_wanted)
        (void)snprintf(of, sizeof of, " of %lld", (long long)options->replications);
    (void)snprintf(text, size, "%lld%s replications are", (long long)simulation->done, of);
    return text;
}

static ds_status add_notes(const ds_simulation *simulation, ds_results *results,
                           ds_error *err)
{
    ds_status status = DS_OK;
    char progress[64];
    if (simulation->was_interrupted)
        status = ds_results_note(results, err, "Interrupted: %s complete.",
                                 describe_done(simulation, progress, sizeof progress));
    if (status == DS_OK)
        status = ds_pilot_search_note(&simulation->pilots, results, err);
    if (status == DS_OK && simulation->options->replay)
        status = ds_replay_note(&simulation->replay, results, err);
    return status;
}

/* The report comes from the files, so it comes last; a plot that fails is missing in it. */
static ds_status write_files(const ds_simulation *simulation, const ds_results *results,
                             ds_error *err)
{
    const ds_options *options = simulation->options;
    const ds_run_origin origin = {.scenario = simulation->scenario,
                                  .scenario_word = options->scenario,
                                  .overrides = options->overrides,
                                  .override_count = options->override_count,
                                  .replay = options->replay};
    ds_plot_report report = {0};
    ds_status status = ds_run_record_write(results, &origin, options->out, err);
    if (status == DS_OK)
        status = ds_results_write(results, options->out, err);
    if (status != DS_OK)
        return status;
    ds_status drawn = ds_plots_write(results, options->out, NULL, &report, err);
    if (drawn == DS_OK)
        drawn = ds_pilot_search_write(&simulation->pilots, &simulation->desk, options->out,
                                      err);
    if (drawn == DS_OK && report.text[0])
        fprintf(stderr, "desksim: %s\n", report.text);
    status = ds_report_write(options->out, NULL, drawn == DS_OK ? err : NULL);
    return drawn == DS_OK ? status : drawn;
}

/* Everything that is written and printed; the status of what failed first. Where files
 * cannot be written, the results are printed all the same: the simulation is not lost. */
static ds_status publish(const ds_simulation *simulation, ds_results *results,
                         ds_error *err)
{
    const ds_options *options = simulation->options;
    ds_status status = add_notes(simulation, results, err);
    if (status != DS_OK)
        return status;
    struct timespec clock = {0};
    (void)ds_verbose_lap(&clock);
    ds_status written = options->out ? write_files(simulation, results, err) : DS_OK;
    if (options->out)
        ds_verbose_say(options, "%s: written in %.3f s", options->out,
                       ds_verbose_lap(&clock));
    ds_status printed = print_results(options, results, written == DS_OK ? err : NULL);
    if (printed == DS_OK && options->format == DS_FORMAT_TEXT && !options->is_quiet)
        ds_pilot_search_print(&simulation->pilots, stdout);
    return written == DS_OK ? printed : written;
}

/* A note in the results does not reach those who print CSV, or nothing. */
static void say_interrupted(const ds_simulation *simulation)
{
    char progress[64];
    fprintf(stderr, "desksim: interrupted: %s complete\n",
            describe_done(simulation, progress, sizeof progress));
}

static int report(ds_simulation *simulation, int code)
{
    ds_results results;
    ds_error err = {0};
    ds_status status = ds_study_conclude(&simulation->study, simulation->tallies,
                                         simulation->done, &results, &err);
    if (status != DS_OK)
        return ds_complain(&err);
    results.split = simulation->split; /* it is the results' now */
    simulation->split = (ds_variance_split){0};
    bool is_short = results.keys.has_target && !results.keys.is_reached;
    if (is_short && code == DS_EXIT_DONE) {
        ds_study_say_short(&simulation->study, &results);
        code = DS_EXIT_UNFINISHED;
    }
    status = publish(simulation, &results, &err);
    ds_results_free(&results);
    return status == DS_OK ? code : ds_complain(&err);
}

static int simulate(ds_simulation *simulation)
{
    int code = ds_simulation_run(simulation);
    if (code == DS_EXIT_INTERRUPTED)
        say_interrupted(simulation);
    if (code == DS_EXIT_DONE || code == DS_EXIT_INTERRUPTED)
        code = report(simulation, code);
    return code;
}

/* Where there is no steady state, how the desk fills is all there is to show. */
static int show_pilots(const ds_simulation *simulation, int code)
{
    const ds_pilot_search *pilots = &simulation->pilots;
    const char *out = simulation->options->out;
    ds_error err = {0};
    if (!pilots->has_found)
        return code;
    if (!simulation->options->is_quiet && simulation->options->format == DS_FORMAT_TEXT)
        ds_pilot_search_print(pilots, stdout);
    if (out && ds_pilot_search_write(pilots, &simulation->desk, out, &err) != DS_OK)
        (void)ds_complain(&err);
    return code;
}

int ds_cmd_run(int argc, char **argv)
{
    const struct argp_child children[] = {
        {&ds_simulation_argp, 0, NULL, 0},
        {&ds_precision_argp,               0, NULL, 0},
        {0                  }
    };
    const struct argp argp = {.options = own_options,
                              .parser = parse,
                              .args_doc = "SCENARIO",
                              .doc = doc,
                              .children = children};
    ds_options options;
    ds_simulation simulation;
    ds_options_init(&options);
    ds_options_parse(&argp, argc, argv, &options);
    int code = ds_simulation_prepare(&simulation, &options);
    code = code == DS_EXIT_DONE ? simulate(&simulation) : show_pilots(&simulation, code);
    ds_simulation_free(&simulation);
    ds_options_free(&options);
    return code;
}
