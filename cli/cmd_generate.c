#include "cli/commands.h"
#include "cli/dialects.h"
#include "cli/interrupt.h"
#include "cli/simulation.h"
#include "scenarios/import/dialect_writer.h"
#include "scenarios/ticket_history.h"
#include "sim/output_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char doc[] =
    "Simulate a scenario once and write its tickets as a canonical ticket CSV.\v"
    "The tickets that arrive between the warm-up and the horizon are written in the order "
    "of "
    "arrival: a synthetic history for demonstrations, tests and --replay.";

enum { KEY_DIALECT = 0x400 };

typedef struct generate_options {
    ds_options common; /* first: the shared parsers know it as their own */
    const char *dialect;
} generate_options;

static error_t parse(int key, char *argument, struct argp_state *state)
{
    generate_options *options = state->input;
    if (key == KEY_DIALECT) {
        options->dialect = ds_option_path(state, "--dialect", argument);
        return 0;
    }
    if (key != 'o')
        return ds_options_parse_verb(key, argument, state);
    options->common.out = ds_option_path(state, "--out", argument);
    return 0;
}

/* The canonical history in memory, then as the tool would export it. */
static ds_status write_export(const ds_desk *desk, const ds_history_options *history,
                              const ds_dialect *dialect, FILE *file, int64_t *count,
                              ds_error *err)
{
    char *text = NULL;
    size_t size = 0;
    ds_byte_source *source = NULL;
    FILE *memory = open_memstream(&text, &size);
    if (!memory)
        return ds_error_no_memory(err);
    ds_status status =
        ds_ticket_history_write(desk, history, memory, "the history", count, err);
    if (fclose(memory) != 0 && status == DS_OK)
        status = ds_error_no_memory(err);
    if (status == DS_OK)
        status = ds_byte_source_open_memory(text, size, 65536, "the history", &source, err);
    if (status == DS_OK)
        status = ds_dialect_write(source, dialect, file, err);
    ds_byte_source_close(source);
    free(text);
    return status;
}

static int write_history(const ds_options *options, const ds_dialect *dialect,
                         const ds_desk *desk)
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
    FILE *stream = is_file ? file.stream : stdout;
    ds_status status =
        dialect ? write_export(desk, &history, dialect, stream, &count, &err)
                : ds_ticket_history_write(desk, &history, stream,
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
        {"out",                                        'o', "FILE", 0, "Where to write (default: standard output)", 1},
        {"dialect",                                      KEY_DIALECT, "NAME", 0,
         "As the export of another tool (desksim import lists them)", 1},
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
    generate_options options = {0};
    ds_dialects dialects = {0};
    const ds_dialect *dialect = NULL;
    ds_simulation simulation = {0};
    ds_options_init(&options.common);
    ds_options_parse(&argp, argc, argv, &options);
    int code =
        options.dialect ? ds_dialects_load(&dialects, options.dialect) : DS_EXIT_DONE;
    if (code == DS_EXIT_DONE && options.dialect) {
        dialect = ds_dialects_find(&dialects,
                                   dialects.chosen ? dialects.chosen : options.dialect);
        code = dialect ? DS_EXIT_DONE : DS_EXIT_USAGE;
    }
    if (code == DS_EXIT_DONE) {
        code = ds_simulation_prepare(&simulation, &options.common);
        if (code == DS_EXIT_DONE)
            code = write_history(&options.common, dialect, &simulation.desk);
        ds_simulation_free(&simulation);
    }
    ds_dialects_free(&dialects);
    ds_options_free(&options.common);
    return code;
}
