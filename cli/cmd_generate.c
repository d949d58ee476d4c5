#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/simulation.h"
#include "scenarios/ticket_history.h"
#include "sim/output_file.h"

#include <stdio.h>
#include <string.h>

static const char doc[] =
    "Simulate a scenario once and write its tickets as a canonical ticket CSV.\v"
    "The tickets that arrive between the warm-up and the horizon are written in the order "
    "of "
    "arrival: a synthetic history for demonstrations, tests and --replay.";

static error_t parse(int key, char *argument, struct argp_state *state)
{
    ds_options *options = state->input;
    if (key != 'o')
        return ds_options_parse_verb(key, argument, state);
    options->out = ds_option_path(state, "--out", argument);
    return 0;
}

static int write_history(const ds_options *options, const ds_desk *desk)
{
    ds_error err = {0};
    ds_output_file file = {0};
    int64_t count = 0;
    const char *path = options->out ? options->out : "-";
    bool is_file = strcmp(path, "-") != 0;
    ds_history_options history = {.seed = options->seed,
                                  .replication = options->replication,
                                  .stop = ds_interrupt_install()};
    if (is_file && ds_output_open(&file, path, &err) != DS_OK)
        return ds_complain(&err);
    ds_status status =
        ds_ticket_history_write(desk, &history, is_file ? file.stream : stdout,
                                is_file ? path : "standard output", &count, &err);
    if (is_file && status == DS_OK)
        status = ds_output_commit(&file, &err);
    else if (is_file)
        ds_output_discard(&file);
    if (status == DS_UNFINISHED) {
        fprintf(stderr, "desksim: interrupted: no tickets were written\n");
        return DS_EXIT_INTERRUPTED;
    }
    if (status != DS_OK)
        return ds_complain(&err);
    if (is_file && !options->is_quiet)
        printf("%s: %lld tickets\n", path, (long long)count);
    return DS_EXIT_DONE;
}

int ds_cmd_generate(int argc, char **argv)
{
    const struct argp_option own[] = {
        {"out",   'o', "FILE", 0, "Where to write (default: standard output)", 1},
        {0},
    };
    const struct argp_child children[] = {
        {&ds_one_replication_argp, 0, NULL, 0},
        {0                   }
    };
    const struct argp argp = {.options = own,
                              .parser = parse,
                              .args_doc = "SCENARIO",
                              .doc = doc,
                              .children = children};
    ds_options options = {0};
    ds_simulation simulation;
    ds_options_init(&options);
    ds_options_parse(&argp, argc, argv, &options);
    int code = ds_simulation_prepare(&simulation, &options);
    if (code == DS_EXIT_DONE)
        code = write_history(&options, &simulation.desk);
    ds_simulation_free(&simulation);
    ds_options_free(&options);
    return code;
}
