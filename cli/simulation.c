#include "cli/simulation.h"

#include "analysis/studies/input_desks.h"
#include "analysis/studies/input_split.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/shipped.h"
#include "cli/verbose.h"
#include "model/replications.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int ds_complain(const ds_error *err)
{
    fprintf(stderr, "desksim: ");
    if (err->path[0] && err->line > 0)
        fprintf(stderr, "%s:%d:%d: ", err->path, err->line, err->column);
    else if (err->path[0] && !strstr(err->text, err->path))
        fprintf(stderr, "%s: ", err->path);
    fprintf(stderr, "%s\n", err->text);
    switch (err->status) {
    case DS_BAD_INPUT:
        return DS_EXIT_REFUSED;
    case DS_OK:
    case DS_NO_MEMORY:
    case DS_IO_FAILED:
    case DS_UNFINISHED:
    case DS_UNAVAILABLE:
        break;
    }
    return DS_EXIT_UNFINISHED;
}

static void print_diagnostics(const ds_diagnostics *diagnostics)
{
    char line[4096];
    for (int32_t i = 0; i < diagnostics->count; i++) {
        ds_diagnostic_format(&diagnostics->list[i], line, sizeof line);
        fprintf(stderr, "%s\n", line);
    }
    int32_t hidden =
        diagnostics->error_count + diagnostics->warning_count - diagnostics->count;
    if (hidden > 0)
        fprintf(stderr, "… and %d more\n", (int)hidden);
}

static int exit_of(ds_status status)
{
    if (status == DS_OK)
        return DS_EXIT_DONE;
    return status == DS_BAD_INPUT ? DS_EXIT_REFUSED : DS_EXIT_UNFINISHED;
}

/* Whether a word can be the name of a shipped scenario rather than a path. */
static bool looks_like_name(const char *word)
{
    return !strchr(word, '/') && !strchr(word, '.') && access(word, F_OK) != 0;
}

static int load(ds_simulation *simulation, ds_diagnostics *diagnostics)
{
    const ds_options *options = simulation->options;
    char shipped[4608];
    const char *path = options->scenario;
    if (looks_like_name(path)) {
        if (!ds_shipped_find(path, shipped, sizeof shipped))
            return ds_shipped_unknown(path);
        path = shipped;
    }
    return exit_of(ds_scenario_load(path, options->overrides, options->override_count,
                                    diagnostics, &simulation->scenario));
}

static bool overrides_span(const ds_options *options)
{
    for (int32_t i = 0; i < options->override_count; i++)
        if (strncmp(options->overrides[i], "start=", 6) == 0 ||
            strncmp(options->overrides[i], "horizon=", 8) == 0)
            return true;
    return false;
}

static int set_replay(ds_simulation *simulation)
{
    const ds_options *options = simulation->options;
    ds_error err = {0};
    if (!options->replay)
        return DS_EXIT_DONE;
    simulation->replay = (ds_replay){.path = options->replay,
                                     .options = ds_trace_options_all(),
                                     .goes_on = options->replay_until_us != 0,
                                     .until_us = options->replay_until_us};
    /* Of tickets that are open yet nobody knows how long they will be worked on. */
    simulation->replay.options.touch = !simulation->replay.goes_on;
    ds_scenario_set_replay(simulation->scenario, &simulation->replay);
    if (overrides_span(options) ||
        ds_scenario_span_replay(simulation->scenario, options->replay, &err) == DS_OK)
        return DS_EXIT_DONE;
    return ds_complain(&err);
}

int ds_simulation_read(ds_simulation *simulation, const ds_options *options,
                       ds_diagnostics *diagnostics)
{
    struct timespec clock = {0};
    (void)ds_verbose_lap(&clock);
    *simulation = (ds_simulation){.options = options};
    int code = load(simulation, diagnostics);
    if (code == DS_EXIT_DONE)
        code = set_replay(simulation);
    if (code == DS_EXIT_DONE)
        code = exit_of(
            ds_scenario_compile(simulation->scenario, &simulation->desk, diagnostics));
    if (code == DS_EXIT_DONE)
        ds_verbose_say(options, "%s: read and compiled in %.3f s",
                       ds_scenario_path(simulation->scenario), ds_verbose_lap(&clock));
    return code;
}

int ds_simulation_review(ds_simulation *simulation)
{
    int code = ds_pilot_search_check(simulation->scenario, &simulation->desk);
    if (code == DS_EXIT_DONE)
        code = ds_study_prepare(&simulation->study, simulation->scenario, &simulation->desk,
                                simulation->options);
    return code;
}

int ds_simulation_compile(ds_simulation *simulation, const ds_options *options)
{
    ds_diagnostics diagnostics = {0};
    int code = ds_simulation_read(simulation, options, &diagnostics);
    print_diagnostics(&diagnostics);
    ds_diagnostics_free(&diagnostics);
    return code == DS_EXIT_DONE ? ds_simulation_review(simulation) : code;
}

int ds_simulation_prepare(ds_simulation *simulation, const ds_options *options)
{
    int code = ds_simulation_compile(simulation, options);
    if (code == DS_EXIT_DONE)
        code = ds_pilot_search_run(&simulation->pilots, simulation->scenario,
                                   &simulation->desk, options);
    return code;
}

/* The replications, on desks with drawn inputs where the scenario has uncertain ones; then
 * it is told how much of the spread comes from those. */
static ds_status run_all(ds_simulation *simulation, ds_replications *what,
                         ds_progress *progress, ds_error *err)
{
    ds_input_desks desks;
    const ds_options *options = simulation->options;
    const ds_replications plain = *what;
    ds_input_desks_begin(&desks, simulation->scenario, what,
                         options->precision.is_antithetic);
    ds_status status = ds_study_run(&simulation->study, what, progress,
                                    &simulation->tallies, &simulation->done, err);
    ds_input_desks_end(&desks);
    if (status != DS_OK || options->precision.is_antithetic)
        return status;
    return ds_input_split_run(&simulation->split, &plain, simulation->scenario,
                              &simulation->study.keys, simulation->tallies,
                              simulation->done, options->level, err);
}

static void say_speed(const ds_simulation *simulation, double seconds)
{
    double tickets = 0;
    double events = 0;
    for (int64_t i = 0; i < simulation->done; i++) {
        tickets += (double)simulation->tallies[i].tickets;
        events += (double)simulation->tallies[i].events;
    }
    ds_verbose_say(simulation->options,
                   "%lld replications on up to %d threads in %.3f s: %.0f tickets, %.3g "
                   "events a second",
                   (long long)simulation->done, (int)simulation->options->threads, seconds,
                   tickets, events / seconds);
}

int ds_simulation_run(ds_simulation *simulation)
{
    const ds_options *options = simulation->options;
    ds_progress progress;
    ds_error err = {0};
    struct timespec clock = {0};
    (void)ds_verbose_lap(&clock);
    ds_progress_begin(&progress, options->is_quiet);
    ds_replications what = {.desk = &simulation->desk,
                            .seed = options->seed,
                            .threads = options->threads,
                            .stop = ds_interrupt_install(),
                            .progress = ds_progress_show,
                            .context = &progress};
    ds_status status = run_all(simulation, &what, &progress, &err);
    ds_progress_end(&progress);
    say_speed(simulation, ds_verbose_lap(&clock));
    if (status == DS_UNFINISHED) {
        simulation->was_interrupted = true;
        return DS_EXIT_INTERRUPTED;
    }
    return status == DS_OK ? DS_EXIT_DONE : ds_complain(&err);
}

void ds_simulation_free(ds_simulation *simulation)
{
    for (int64_t i = 0; i < simulation->done; i++)
        ds_tally_free(&simulation->tallies[i]);
    free(simulation->tallies);
    ds_variance_split_free(&simulation->split);
    ds_study_free(&simulation->study);
    ds_pilot_search_free(&simulation->pilots);
    ds_desk_free(&simulation->desk);
    ds_scenario_delete(simulation->scenario);
}
