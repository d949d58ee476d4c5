#include "analysis/roster/roster.h"
#include "analysis/staffing/erlang.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/roster_output.h"
#include "cli/simulation.h"
#include "model/replications.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char doc[] =
    "From agents required by interval of the week to a weekly roster by name: legal shifts "
    "that cover the requirement at least cost, by integer programming; then the roster is "
    "simulated.\v"
    "The rules (shifts, contracts, days off, rest, weekends, shrinkage) are the section "
    "'roster' of the scenario. "
    "Exit status 0: done; 1: could not finish, or the time limit came before a roster was "
    "proven best (it has been written and is marked); 2: usage; 3: the input was refused, "
    "or its rules conflict; 130: interrupted, and the best so far has been written and is "
    "marked.";

enum { KEY_REQUIREMENT = 0x780, KEY_TIME_LIMIT, KEY_WEEKS, KEY_ROSTER };
enum { WEEK_HOURS = 168, MOST_WEEKS = 53 };

/* Of the tickets, without a requirement of the user's: at most this share waits. */
#define MOST_DELAYED 0.2

static const struct argp_option own_options[] = {
    {"requirement",                                                                      KEY_REQUIREMENT, "FILE", 0,
     "CSV group,interval_start,agents: agents required at work, such as L1,Mon 08:00,4", 1},
    {"time-limit",                                                                            KEY_TIME_LIMIT, "SECONDS", 0,
     "Look for the best roster at most this long, over all groups (default 60)", 1},
    {"weeks", KEY_WEEKS, "N", 0, "Write this many weeks, 1 to 53 (default 4)", 1},
    {"roster",                                                                                  KEY_ROSTER, NULL, OPTION_HIDDEN, NULL, 1},
    {0},
};

typedef struct request {
    ds_options options;
    const char *requirement;
    int32_t time_limit_s;
    int32_t weeks;
} request;

static error_t parse(int key, char *argument, struct argp_state *state)
{
    request *it = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &it->options;
        return 0;
    case KEY_REQUIREMENT:
        it->requirement = ds_option_path(state, "--requirement", argument);
        return 0;
    case KEY_TIME_LIMIT:
        it->time_limit_s =
            (int32_t)ds_option_number(state, "--time-limit", argument, 1, 86400);
        return 0;
    case KEY_WEEKS:
        it->weeks = (int32_t)ds_option_number(state, "--weeks", argument, 1, MOST_WEEKS);
        return 0;
    case KEY_ROSTER: /* desksim staff --roster */
        return 0;
    case ARGP_KEY_END:
        if (!it->options.scenario)
            argp_error(state, "which SCENARIO? A file, or a name of 'desksim scenarios'");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* Simulates a desk. */
static int simulate(const request *it, const ds_desk *desk, ds_results *results)
{
    ds_error err = {0};
    ds_progress progress;
    int64_t done = 0;
    int64_t count = it->options.replications;
    ds_tally *tallies = calloc((size_t)count, sizeof *tallies);
    if (!tallies) {
        (void)ds_error_no_memory(&err);
        return ds_complain(&err);
    }
    ds_progress_begin(&progress, it->options.is_quiet);
    const ds_replications what = {.desk = desk,
                                  .seed = it->options.seed,
                                  .threads = it->options.threads,
                                  .stop = ds_interrupt_install(),
                                  .progress = ds_progress_show,
                                  .context = &progress};
    ds_status status = ds_replications_run(&what, 0, count, tallies, &done, &err);
    ds_progress_end(&progress);
    int code = status == DS_OK           ? DS_EXIT_DONE
               : status == DS_UNFINISHED ? DS_EXIT_INTERRUPTED
                                         : ds_complain(&err);
    if (code == DS_EXIT_DONE &&
        ds_results_init(results, desk, it->options.seed, it->options.level, tallies, done,
                        &err) != DS_OK)
        code = ds_complain(&err);
    for (int64_t i = 0; i < done; i++)
        ds_tally_free(&tallies[i]);
    free(tallies);
    return code;
}

/* What is required, by formula: each hour's load in the scenario as it stands, as if it
 * came all the time. */

static double or_zero(double value)
{
    return isfinite(value) ? value : 0;
}

static double load_of(const ds_results *results, int32_t group, int32_t hour)
{
    const ds_group *it = &results->desk->groups[group];
    size_t place = (size_t)group * WEEK_HOURS + (size_t)hour;
    double busy = or_zero(results->week.busy[place]);
    if (it->agents == DS_UNLIMITED_AGENTS || or_zero(results->week.staffed[place]) <= 0)
        return 0;
    return it->staffing && results->week.brought
               ? fmax(or_zero(results->week.brought[place]), 1e-3)
               : busy;
}

static ds_status add_hour(ds_staffing_table *table, const char *group, int32_t hour,
                          int32_t agents, ds_error *err)
{
    char *name = strdup(group);
    if (!name)
        return ds_error_no_memory(err);
    table->rows[table->count++] =
        (ds_staffing_row){.group = name, .minute = 60 * hour, .agents = agents};
    return DS_OK;
}

static ds_status require(const ds_results *results, ds_staffing_table *table, ds_error *err)
{
    const ds_desk *desk = results->desk;
    *table = (ds_staffing_table){.interval_minutes = 60};
    table->rows = calloc((size_t)desk->group_count * WEEK_HOURS + 1, sizeof *table->rows);
    ds_status status = table->rows ? DS_OK : ds_error_no_memory(err);
    for (int32_t g = 0; g < desk->group_count && status == DS_OK; g++)
        for (int32_t hour = 0; hour < WEEK_HOURS && status == DS_OK; hour++) {
            double load = load_of(results, g, hour);
            if (load > 0)
                status = add_hour(table, desk->groups[g].name, hour,
                                  ds_erlang_least(load, MOST_DELAYED), err);
        }
    return status;
}

static int find_requirement(const request *it, const ds_desk *desk,
                            ds_staffing_table *table)
{
    ds_error err = {0};
    ds_results results;
    int code = simulate(it, desk, &results);
    if (code != DS_EXIT_DONE)
        return code;
    if (require(&results, table, &err) != DS_OK)
        code = ds_complain(&err);
    ds_results_free(&results);
    return code;
}

static int read_requirement(const request *it, ds_staffing_table *table)
{
    ds_error err = {0};
    if (ds_staffing_csv_read(it->requirement, table, &err) == DS_OK)
        return DS_EXIT_DONE;
    if (!err.path[0])
        (void)snprintf(err.path, sizeof err.path, "%s", it->requirement);
    err.column = err.line > 0 && err.column == 0 ? 1 : err.column;
    return ds_complain(&err);
}

/* The roster. */

static void complain_all(const ds_diagnostics *said)
{
    char line[4096];
    for (int32_t i = 0; i < said->count; i++) {
        ds_diagnostic_format(&said->list[i], line, sizeof line);
        fprintf(stderr, "%s\n", line);
    }
}

static int solve(const request *it, ds_simulation *simulation, ds_roster *roster)
{
    ds_error err = {0};
    ds_diagnostics said = {0};
    const ds_cover_limits limits = {.seconds = it->time_limit_s,
                                    .stop = ds_interrupt_install()};
    ds_status status = ds_roster_solve(roster, simulation->scenario, &limits, &said, &err);
    int code = DS_EXIT_DONE;
    if (status == DS_BAD_INPUT)
        code = DS_EXIT_REFUSED;
    else if (status == DS_UNFINISHED)
        code = DS_EXIT_INTERRUPTED;
    else if (status != DS_OK)
        code = ds_complain(&err);
    complain_all(&said);
    ds_diagnostics_free(&said);
    for (int32_t i = 0; i < roster->count && code == DS_EXIT_DONE; i++)
        if (roster->plans[i]->answer.end != DS_COVER_OPTIMAL)
            code = DS_EXIT_UNFINISHED;
    return code;
}

static bool has_any(const ds_roster *roster)
{
    for (int32_t i = 0; i < roster->count; i++)
        if (roster->plans[i]->answer.has_answer)
            return true;
    return false;
}

/* A roster simulated, and told. */
static int conclude(const request *it, ds_simulation *simulation, const ds_roster *roster,
                    int code)
{
    ds_error err = {0};
    ds_results results;
    char words[512] = "the work that comes in each hour, with at most 20 % waiting "
                      "(Erlang C), since no --requirement was given";
    ds_roster_answer answer = {
        .options = &it->options, .roster = roster, .requirement = words};
    if (it->requirement)
        (void)snprintf(words, sizeof words, "%s", it->requirement);
    if (!has_any(roster)) {
        fprintf(stderr, "desksim: no roster was found in the time given\n");
        return code == DS_EXIT_INTERRUPTED ? code : DS_EXIT_UNFINISHED;
    }
    int ran = DS_EXIT_INTERRUPTED;
    if (code != DS_EXIT_INTERRUPTED) {
        if (ds_roster_staff(roster, simulation->scenario, &simulation->desk, &err) != DS_OK)
            return ds_complain(&err);
        ran = simulate(it, &simulation->desk, &results);
        if (ran != DS_EXIT_DONE && ran != DS_EXIT_INTERRUPTED)
            return ran;
    }
    if (ran == DS_EXIT_DONE)
        answer.results = &results;
    else
        fprintf(stderr, "desksim: interrupted\n");
    int published = ds_roster_publish(&answer);
    if (ran == DS_EXIT_DONE)
        ds_results_free(&results);
    return ran != DS_EXIT_DONE ? ran : published != DS_EXIT_DONE ? published : code;
}

static int make_roster(const request *it, ds_simulation *simulation)
{
    ds_error err = {0};
    ds_staffing_table table = {0};
    ds_roster roster = {0};
    int code = it->requirement ? read_requirement(it, &table)
                               : find_requirement(it, &simulation->desk, &table);
    if (code == DS_EXIT_DONE &&
        ds_roster_init(&roster, simulation->scenario, &simulation->desk, &table,
                       it->requirement, &err) != DS_OK)
        code = ds_complain(&err);
    roster.weeks = it->weeks;
    if (code == DS_EXIT_DONE)
        code = solve(it, simulation, &roster);
    bool has_solver = ds_cover_is_available();
    if (code == DS_EXIT_DONE || code == DS_EXIT_INTERRUPTED || code == DS_EXIT_UNFINISHED)
        code =
            roster.count > 0 && has_solver ? conclude(it, simulation, &roster, code) : code;
    ds_roster_free(&roster);
    ds_staffing_table_free(&table);
    return code;
}

int ds_cmd_roster(int argc, char **argv)
{
    const struct argp_child children[] = {
        {&ds_simulation_argp, 0, NULL, 0},
        {0              }
    };
    const struct argp argp = {.options = own_options,
                              .parser = parse,
                              .args_doc = "SCENARIO",
                              .doc = doc,
                              .children = children};
    request it = {.time_limit_s = 60, .weeks = 4};
    ds_simulation simulation = {0};
    ds_options_init(&it.options);
    ds_options_keep_command(&it.options, argc, argv);
    ds_options_parse(&argp, argc, argv, &it);
    int code = ds_simulation_prepare(&simulation, &it.options);
    if (code == DS_EXIT_DONE)
        code = make_roster(&it, &simulation);
    ds_simulation_free(&simulation);
    ds_options_free(&it.options);
    return code;
}
