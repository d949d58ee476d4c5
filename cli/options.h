/* The options that several verbs share, and how they are read. */
#ifndef DS_CLI_OPTIONS_H
#define DS_CLI_OPTIONS_H

#include "sim/clock.h"

#include "cli/precision.h"

#include <argp.h>
#include <stdbool.h>
#include <stdint.h>

/* What the program returns. */
typedef enum ds_exit {
    DS_EXIT_DONE = 0,
    DS_EXIT_UNFINISHED =
        1, /* could not finish; what there is has been written and is marked */
    DS_EXIT_USAGE = 2,
    DS_EXIT_REFUSED = 3, /* the input was refused */
    DS_EXIT_INTERRUPTED = 130,
} ds_exit;

typedef enum ds_format {
    DS_FORMAT_TEXT,
    DS_FORMAT_JSON,
    DS_FORMAT_CSV,
} ds_format;

typedef struct ds_options {
    const char *scenario; /* the verb's first argument */
    int64_t replications;
    bool has_replications; /* they were given */
    uint64_t seed;
    int32_t threads;
    double level;
    const char *out; /* directory, or NULL */
    ds_format format;
    bool is_quiet;
    bool is_verbose;
    bool is_ascii;        /* curves */
    const char **command; /* what was typed, but for where it goes and how it looks */
    int32_t command_count;
    const char **overrides; /* PATH=VALUE */
    int32_t override_count;
    const char *replay;      /* canonical ticket CSV, or NULL */
    int64_t replay_until_us; /* then the scenario's streams go on; 0: they do not */
    int64_t replication;     /* of verbs that look at one */
    ds_precision_options precision;
    int64_t pilots; /* pilot replications, where the warm-up is looked for */
    bool wants_welch;
    ds_ticks welch_span; /* of the moving averages; 0: the usual one */
} ds_options;

/* Options for verbs that simulate; use as an argp child whose input is a ds_options. */
extern const struct argp ds_simulation_argp;
/* --set alone, for verbs that only read a scenario. */
extern const struct argp ds_scenario_argp;
/* The same with --seed and --replication, for verbs that look at one replication. */
extern const struct argp ds_one_replication_argp;

void ds_options_init(ds_options *options);
void ds_options_free(ds_options *options);
/* Keeps the words of the command that decide its figures; before they are parsed. argv[0]
 * is "desksim VERB". Without memory there are none. */
void ds_options_keep_command(ds_options *options, int argc, char **argv);

/* A whole number in [lowest, highest], or a usage error that names the option and the
 * range. */
int64_t ds_option_number(struct argp_state *state, const char *option, const char *text,
                         int64_t lowest, int64_t highest);

/* Appends a word to a list that the caller frees. */
void ds_option_append(struct argp_state *state, const char ***list, int32_t *count,
                      const char *word);

/* The place of a word among names, or a usage error that gives them and the nearest. */
int ds_option_choice(struct argp_state *state, const char *option, const char *text,
                     const char *const *names, int count);

/* The name of a file or directory as it was given; an empty one is a usage error. */
const char *ds_option_path(struct argp_state *state, const char *option, const char *text);

/* text, json or csv; anything else is a usage error. */
ds_format ds_option_format(struct argp_state *state, const char *text);

/* The argp parser of a verb that takes a SCENARIO, has one child and ds_options as its
 * input. */
error_t ds_options_parse_verb(int key, char *argument, struct argp_state *state);

/* Parses a verb's arguments: exits with DS_EXIT_USAGE on a usage error, and after --help.
 */
void ds_options_parse(const struct argp *argp, int argc, char **argv, void *input);

#endif
