#include "cli/options.h"

#include "analysis/studies/pilots.h"
#include "sim/replication_runner.h"
#include "sim/spelling.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
    KEY_LEVEL = 0x100,
    KEY_FORMAT,
    KEY_SET,
    KEY_REPLAY,
    KEY_PILOTS,
    KEY_REPLICATION,
};

void ds_options_init(ds_options *options)
{
    *options = (ds_options){.replications = 20,
                            .seed = 1,
                            .threads = ds_runner_cores(),
                            .level = 0.95,
                            .pilots = DS_PILOTS_DEFAULT};
    ds_precision_options_init(&options->precision);
}

void ds_options_free(ds_options *options)
{
    free(options->overrides);
    options->overrides = NULL;
    free(options->command);
    options->command = NULL;
    ds_precision_options_free(&options->precision);
}

int64_t ds_option_number(struct argp_state *state, const char *option, const char *text,
                         int64_t lowest, int64_t highest)
{
    char *end;
    errno = 0;
    long long number = strtoll(text, &end, 10);
    if (end == text || *end || errno || number < lowest || number > highest)
        argp_error(state, "%s: '%s' is not a whole number from %lld to %lld", option, text,
                   (long long)lowest, (long long)highest);
    return number;
}

static double level_of(struct argp_state *state, const char *text)
{
    char *end;
    double level = strtod(text, &end);
    if (end != text && strcmp(end, "%") == 0) {
        level /= 100;
        end++;
    }
    if (end == text || *end || !(level >= 0.5 && level <= 0.9999))
        argp_error(state, "--level: '%s' is not a confidence level from 0.5 to 0.9999",
                   text);
    return level;
}

int ds_option_choice(struct argp_state *state, const char *option, const char *text,
                     const char *const *names, int count)
{
    char all[256] = "";
    for (int i = 0; i < count; i++) {
        size_t used = strlen(all);
        if (strcmp(text, names[i]) == 0)
            return i;
        (void)snprintf(all + used, sizeof all - used, "%s%s", i ? ", " : "", names[i]);
    }
    const char *near = ds_spelling_nearest(text, names, (size_t)count);
    argp_error(state, "%s: '%s' is none of %s%s%s%s", option, text, all,
               near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    return 0;
}

ds_format ds_option_format(struct argp_state *state, const char *text)
{
    static const char *const names[] = {"text", "json", "csv"};
    return (ds_format)ds_option_choice(state, "--format", text, names, 3);
}

void ds_option_append(struct argp_state *state, const char ***list, int32_t *count,
                      const char *word)
{
    const char **grown = realloc(*list, ((size_t)*count + 1) * sizeof *grown);
    if (!grown) {
        argp_failure(state, DS_EXIT_UNFINISHED, 0, "out of memory");
        return;
    }
    grown[(*count)++] = word;
    *list = grown;
}

static void add_override(struct argp_state *state, ds_options *options, const char *text)
{
    if (!strchr(text, '=') || text[0] == '=')
        argp_error(state,
                   "--set: '%s' is not of the form PATH=VALUE, e.g. groups.L1.agents=14",
                   text);
    ds_option_append(state, &options->overrides, &options->override_count, text);
}

const char *ds_option_path(struct argp_state *state, const char *option, const char *text)
{
    if (!*text)
        argp_error(state, "%s: no name is given", option);
    return text;
}

static error_t parse_scenario(int key, char *argument, struct argp_state *state)
{
    ds_options *options = state->input;
    switch (key) {
    case KEY_SET:
        add_override(state, options, argument);
        return 0;
    case 'q':
        options->is_quiet = true;
        return 0;
    case 'v':
        options->is_verbose = true;
        return 0;
    case ARGP_KEY_ARG:
        if (options->scenario)
            return ARGP_ERR_UNKNOWN;
        options->scenario = argument;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static uint64_t seed_of(struct argp_state *state, const char *text)
{
    return (uint64_t)ds_option_number(state, "--seed", text, 0, INT64_MAX);
}

static error_t parse_simulation(int key, char *argument, struct argp_state *state)
{
    ds_options *options = state->input;
    switch (key) {
    case 'n':
        options->replications =
            ds_option_number(state, "--replications", argument, 1, 100000);
        options->has_replications = true;
        return 0;
    case 's':
        options->seed = seed_of(state, argument);
        return 0;
    case 't':
        options->threads = (int32_t)ds_option_number(state, "--threads", argument, 1, 1024);
        return 0;
    case KEY_LEVEL:
        options->level = level_of(state, argument);
        return 0;
    case 'o':
        options->out = ds_option_path(state, "--out", argument);
        return 0;
    case KEY_FORMAT:
        options->format = ds_option_format(state, argument);
        return 0;
    case KEY_PILOTS:
        options->pilots = ds_option_number(state, "--pilots", argument, 1, 10000);
        return 0;
    case KEY_REPLAY:
        options->replay = ds_option_path(state, "--replay", argument);
        return 0;
    default:
        return parse_scenario(key, argument, state);
    }
}

static error_t parse_one_replication(int key, char *argument, struct argp_state *state)
{
    ds_options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = options;
        return 0;
    case 's':
        options->seed = seed_of(state, argument);
        return 0;
    case KEY_REPLICATION:
        options->replication =
            ds_option_number(state, "--replication", argument, 0, 1000000000);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_option one_replication_options[] = {
    {"seed",                                    's', "S", 0, "Seed of all random numbers (default 1)", 1},
    {"replication",                                      KEY_REPLICATION, "R", 0, "Which replication (default 0)", 1},
    {0},
};

static const struct argp_option scenario_options[] = {
    {"set",                                                                         KEY_SET, "PATH=VALUE", 0,
     "Override a value of the scenario, e.g. groups.L1.agents=14; may be repeated", 2},
    {"quiet",                                                                 'q', NULL, 0, "Print no progress and no summary", 3},
    {"verbose", 'v', NULL, 0,
     "Also say where data was found, how long it took, and more about groups", 3},
    {0                                                                            },
};

static const struct argp_option simulation_options[] = {
    {"replications",                                     'n', "N", 0, "Independent replications (default 20)", 1},
    {"seed",                                               's', "S", 0, "Seed of all random numbers (default 1)", 1},
    {"threads",           't', "T", 0, "Threads (default: all cores); changes no result", 1},
    {"level",                                                  KEY_LEVEL, "P", 0, "Confidence level of the intervals (default 0.95)", 1},
    {"out", 'o', "DIR", 0, "Write all results, tables and plots to DIR", 1},
    {"format",                                                 KEY_FORMAT, "FORM", 0, "Print text, json or csv (default text)", 1},
    {"pilots",                                                 KEY_PILOTS, "N", 0,
     "Pilot replications that find the warm-up where it is auto (default 10)", 1},
    {"replay",                                          KEY_REPLAY, "FILE", 0,
     "Take the arrivals from a canonical ticket CSV (gzip too)", 2},
    {"set",                                               KEY_SET, "PATH=VALUE", 0,
     "Override a value of the scenario, e.g. groups.L1.agents=14; may be repeated", 2},
    {"quiet", 'q', NULL, 0, "Print no progress and no summary", 3},
    {"verbose",                                                  'v', NULL, 0,
     "Also say where data was found, how long it took, and more about groups", 3},
    {0},
};

const struct argp ds_scenario_argp = {.options = scenario_options,
                                      .parser = parse_scenario};
static const struct argp_child scenario_child[] = {
    {&ds_scenario_argp, 0, NULL, 0},
    {0            },
};
const struct argp ds_one_replication_argp = {.options = one_replication_options,
                                             .parser = parse_one_replication,
                                             .children = scenario_child};
const struct argp ds_simulation_argp = {.options = simulation_options,
                                        .parser = parse_simulation};

error_t ds_options_parse_verb(int key, char *argument, struct argp_state *state)
{
    (void)argument;
    ds_options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = options;
        return 0;
    case ARGP_KEY_END:
        if (!options->scenario)
            argp_error(state, "which SCENARIO? A file, or a name of 'desksim scenarios'");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

void ds_options_parse(const struct argp *argp, int argc, char **argv, void *input)
{
    argp_err_exit_status = DS_EXIT_USAGE;
    if (argp_parse(argp, argc, argv, 0, NULL, input) != 0)
        exit(DS_EXIT_USAGE);
}
