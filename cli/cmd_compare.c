#include "analysis/plots/plot_comparison.h"
#include "analysis/report/report.h"
#include "analysis/report/study_page.h"
#include "analysis/studies/comparison.h"
#include "cli/candidates.h"
#include "cli/commands.h"
#include "sim/output_file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char doc[] =
    "Compare a base desk with alternatives: paired differences, and which is best.\v"
    "BASE and OTHER are scenario files or names of shipped ones; --with makes an "
    "alternative "
    "of BASE. All of them meet the same tickets, so that few replications tell them apart. "
    "With --best and --delta the best is selected with the probability --level (KN), with "
    "--best and --budget by a given number of replications (OCBA), with --subject-to among "
    "those that keep conditions. Exit status 0: done; 1: could not finish, or the best is "
    "not settled; 2: usage; 3: the input was refused; 130: interrupted, and what was "
    "complete has been printed and is marked.";

enum {
    KEY_WITH = 0x400,
    KEY_MEASURE,
    KEY_BEST,
    KEY_DELTA,
    KEY_BUDGET,
    KEY_SUBJECT,
    KEY_MOST
};

static const struct argp_option own_options[] = {
    {"with",                  KEY_WITH, "[NAME: ]CHANGES", 0,
     "Another desk: BASE with CHANGES, which are PATH=VALUE, several with '; ' between "
     "them; may be repeated", 1},
    {"measure",      KEY_MEASURE, "MEASURE[:SLICE]", 0,
     "Compare this, e.g. mttr_h:P1 or utilisation:by_group; may be repeated (default: the "
     "scenario's key measures, else times and breach rates by priority, utilisation by "
     "group and backlog)", 1},
    {"best", KEY_BEST, "MEASURE[:SLICE]", 0,
     "Find the best of this, or of 'agents', the number of people", 1},
    {"delta",                       KEY_DELTA, "D", 0,
     "With --best: leads smaller than D (0.5pp, 15m, 2) do not matter", 1},
    {"budget",       KEY_BUDGET, "N", 0, "With --best: spend N replications in all", 1},
    {"max-replications",                      KEY_MOST, "N", 0,
     "With --delta: at most N replications of each desk (default 10000)", 1},
    {"subject-to",                      KEY_SUBJECT, "CONDITION", 0,
     "Only desks that keep this, e.g. 'resolution_breach_rate:P1<=2%'; may be repeated", 1},
    {0                 },
};

/* The options of the verb. */
typedef struct request {
    ds_options options;
    ds_candidate_words words;
    const char *best;
    const char *delta;
    int64_t budget;
    int64_t most;
} request;

static void check_request(struct argp_state *state, const request *it)
{
    if (!it->options.scenario)
        argp_error(state, "which BASE? A file, or a name of 'desksim scenarios'");
    if (it->words.other_count + it->words.with_count == 0)
        argp_error(state, "compare with what? Name another scenario, or use --with, e.g. "
                          "--with groups.L1.agents=6");
    if ((it->delta || it->budget > 0) && !it->best)
        argp_error(state, "--delta and --budget need --best MEASURE");
    if (it->delta && it->budget > 0)
        argp_error(state, "--delta and --budget exclude each other");
    if (it->words.condition_count > 0 && (it->delta || it->budget > 0))
        argp_error(state, "--subject-to goes without --delta and --budget");
    bool is_agents = it->best && strcmp(it->best, "agents") == 0;
    if (it->best && it->words.condition_count == 0 && !it->delta && it->budget == 0)
        argp_error(state, "--best needs --delta, --budget or --subject-to");
    if (is_agents && it->words.condition_count == 0)
        argp_error(state, "--best agents needs --subject-to: fewer is always better else");
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    request *it = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &it->options;
        return 0;
    case KEY_WITH:
        ds_candidate_words_with(state, &it->words, argument);
        return 0;
    case KEY_MEASURE:
        ds_option_append(state, &it->words.measures, &it->words.measure_count, argument);
        return 0;
    case KEY_SUBJECT:
        ds_option_append(state, &it->words.conditions, &it->words.condition_count,
                         argument);
        return 0;
    case KEY_BEST:
        it->best = argument;
        return 0;
    case KEY_DELTA:
        it->delta = argument;
        return 0;
    case KEY_BUDGET:
        it->budget = ds_option_number(state, "--budget", argument, 2, 10000000);
        return 0;
    case KEY_MOST:
        it->most = ds_option_number(state, "--max-replications", argument, 2, 100000);
        return 0;
    case ARGP_KEY_ARG:
        if (it->options.scenario)
            ds_option_append(state, &it->words.others, &it->words.other_count, argument);
        else
            it->options.scenario = argument;
        return 0;
    case ARGP_KEY_END:
        check_request(state, it);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* What is printed and written. */

static ds_status make_text(const ds_comparison *it, ds_format format, char **text,
                           ds_error *err)
{
    size_t size = 0;
    switch (format) {
    case DS_FORMAT_JSON:
        return ds_comparison_json(it, text, err);
    case DS_FORMAT_TEXT:
        return ds_comparison_text(it, text, err);
    case DS_FORMAT_CSV:
        break;
    }
    FILE *out = open_memstream(text, &size);
    if (!out)
        return ds_error_no_memory(err);
    ds_comparison_csv(it, out);
    return fclose(out) == 0 ? DS_OK : ds_error_no_memory(err);
}

static ds_status write_one(const ds_comparison *it, const char *directory, const char *name,
                           ds_format format, ds_error *err)
{
    char *text = NULL;
    char *path = ds_output_path(directory, name);
    ds_status status = path ? make_text(it, format, &text, err) : ds_error_no_memory(err);
    if (status == DS_OK)
        status = ds_output_write(path, text, strlen(text), err);
    free(text);
    free(path);
    return status;
}

static ds_status write_files(const ds_comparison *it, const char *directory, ds_error *err)
{
    ds_plot_report report = {0};
    ds_status status = ds_output_make_directory(directory, err);
    if (status == DS_OK)
        status = write_one(it, directory, DS_COMPARISON_FILE, DS_FORMAT_JSON, err);
    if (status == DS_OK)
        status = write_one(it, directory, "comparison.csv", DS_FORMAT_CSV, err);
    if (status == DS_OK)
        status = ds_comparison_plot_write(it, directory, &report, err);
    if (status == DS_OK && report.text[0])
        fprintf(stderr, "desksim: %s\n", report.text);
    return status == DS_OK ? ds_study_report_write(directory, ds_comparison_page, err)
                           : status;
}

static int publish(const ds_comparison *it, const ds_options *options)
{
    ds_error err = {0};
    char *text = NULL;
    ds_status written = options->out ? write_files(it, options->out, &err) : DS_OK;
    int code = written == DS_OK ? DS_EXIT_DONE : ds_complain(&err);
    if (options->is_quiet && options->format == DS_FORMAT_TEXT)
        return code;
    if (make_text(it, options->format, &text, &err) != DS_OK)
        return ds_complain(&err);
    fputs(text, stdout);
    free(text);
    return code;
}

/* From the candidates to the comparison. */

static ds_status select_best(const request *it, ds_candidates *all, ds_comparison *out,
                             ds_error *err)
{
    if (it->words.condition_count > 0) {
        ds_status status = ds_candidates_aim(all, it->best ? it->best : "agents",
                                             &out->selection.key, err);
        out->selection.method = DS_SELECT_CONSTRAINED;
        return status == DS_OK ? ds_comparison_select(out, err) : status;
    }
    return DS_OK;
}

static int conclude(const request *it, ds_candidates *all, int code)
{
    ds_error err = {0};
    ds_comparison comparison = {.base = &all->simulations[0].desk,
                                .keys = &all->keys,
                                .candidates = all->list,
                                .candidate_count = all->count,
                                .conditions = all->conditions,
                                .condition_count = all->condition_count,
                                .seed = it->options.seed,
                                .level = it->options.level,
                                .replications = ds_candidates_fewest(all),
                                .has_found_warm_up = all->has_found_warm_up,
                                .was_interrupted = code == DS_EXIT_INTERRUPTED,
                                .command = it->options.command,
                                .command_count = it->options.command_count,
                                .selection = all->selection};
    all->selection = (ds_selection){0}; /* it is the comparison's now */
    if (comparison.replications > it->options.replications)
        comparison.replications = it->options.replications;
    if (comparison.replications == 0) {
        fprintf(stderr, "desksim: interrupted before every desk had a replication\n");
        ds_comparison_free(&comparison);
        return code;
    }
    ds_status status = ds_comparison_make(&comparison, &err);
    if (status == DS_OK)
        status = select_best(it, all, &comparison, &err);
    int published =
        status == DS_OK ? publish(&comparison, &it->options) : ds_complain(&err);
    bool is_open =
        comparison.selection.method == DS_SELECT_KN && !comparison.selection.is_sure;
    ds_comparison_free(&comparison);
    if (published != DS_EXIT_DONE)
        return published;
    return code == DS_EXIT_DONE && is_open ? DS_EXIT_UNFINISHED : code;
}

static int compare(request *it)
{
    ds_candidates all = {0};
    int code = ds_candidates_prepare(&all, &it->options, &it->words);
    if (code == DS_EXIT_DONE)
        code = it->best && it->words.condition_count == 0
                   ? ds_candidates_race(&all, it->best, it->delta, it->budget, it->most)
                   : ds_candidates_run(&all, it->options.replications);
    if (code == DS_EXIT_DONE || code == DS_EXIT_INTERRUPTED)
        code = conclude(it, &all, code);
    ds_candidates_free(&all);
    return code;
}

int ds_compare_alternatives(const ds_options *options, const ds_candidate_words *words)
{
    request it = {.options = *options, .words = *words};
    return compare(&it);
}

int ds_cmd_compare(int argc, char **argv)
{
    const struct argp_child children[] = {
        {&ds_simulation_argp, 0, NULL, 0},
        {0              }
    };
    const struct argp argp = {.options = own_options,
                              .parser = parse,
                              .args_doc = "BASE [OTHER…]",
                              .doc = doc,
                              .children = children};
    request it = {.most = 10000};
    ds_options_init(&it.options);
    ds_options_keep_command(&it.options, argc, argv);
    ds_options_parse(&argp, argc, argv, &it);
    int code = compare(&it);
    ds_candidate_words_free(&it.words);
    ds_options_free(&it.options);
    return code;
}
