#include "analysis/results/csv_text.h"
#include "cli/commands.h"
#include "cli/simulation.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static const char doc[] =
    "Read and compile a scenario, and say everything that is wrong with it.\v"
    "Every error and warning comes with its file, line and column; with --format json or "
    "csv on standard output, as a table. Exit status 0: the scenario can be run; 1: could "
    "not finish; 2: usage; 3: it was refused.";

enum { KEY_FORMAT = 0x300 };

static const struct argp_option own_options[] = {
    {"format", KEY_FORMAT, "FORM", 0, "Print text, json or csv (default text)", 1},
    {0 },
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
    ds_options *options = state->input;
    if (key != KEY_FORMAT)
        return ds_options_parse_verb(key, argument, state);
    options->format = ds_option_format(state, argument);
    return 0;
}

static json_t *diagnostics_array(const ds_diagnostics *found, bool are_warnings)
{
    json_t *array = json_array();
    bool has_failed = array == NULL;
    for (int32_t i = 0; i < found->count && !has_failed; i++) {
        const ds_diagnostic *one = &found->list[i];
        if (one->is_warning == are_warnings)
            has_failed = json_array_append_new(
                             array, json_pack("{s:s, s:i, s:i, s:s}", "path", one->path,
                                              "line", (int)one->line, "column",
                                              (int)one->column, "text", one->text)) != 0;
    }
    if (!has_failed)
        return array;
    json_decref(array);
    return NULL;
}

static int print_json(const ds_simulation *simulation, const ds_diagnostics *found,
                      bool is_accepted)
{
    const ds_desk *desk = &simulation->desk;
    ds_error err;
    json_t *root = json_pack(
        "{s:s, s:b, s:s*, s:i, s:i, s:i, s:i, s:o, s:o}", "scenario",
        simulation->options->scenario, "accepted", is_accepted, "name", desk->name,
        "groups", (int)desk->group_count, "categories", (int)desk->category_count,
        "streams", (int)desk->stream_count, "slas", (int)desk->sla_count, "errors",
        diagnostics_array(found, false), "warnings", diagnostics_array(found, true));
    char *text = root ? json_dumps(root, JSON_INDENT(2)) : NULL;
    json_decref(root);
    if (!text) {
        (void)ds_error_set(&err, DS_NO_MEMORY,
                           "out of memory, or a name that is not UTF-8");
        return ds_complain(&err);
    }
    puts(text);
    free(text);
    return DS_EXIT_DONE;
}

static int print_csv(const ds_diagnostics *found)
{
    printf("kind,path,line,column,text\n");
    for (int32_t i = 0; i < found->count; i++) {
        const ds_diagnostic *one = &found->list[i];
        printf("%s,", one->is_warning ? "warning" : "error");
        ds_csv_text(stdout, one->path);
        printf(",%d,%d,", (int)one->line, (int)one->column);
        ds_csv_text(stdout, one->text);
        putchar('\n');
    }
    return DS_EXIT_DONE;
}

/* What is wrong goes into the table instead of to standard error. */
static int check_as_table(ds_simulation *simulation, const ds_options *options)
{
    ds_diagnostics found = {0};
    int code = ds_simulation_read(simulation, options, &found);
    if (code == DS_EXIT_DONE)
        code = ds_simulation_review(simulation);
    int printed = options->format == DS_FORMAT_JSON
                      ? print_json(simulation, &found, code == DS_EXIT_DONE)
                      : print_csv(&found);
    ds_diagnostics_free(&found);
    return code == DS_EXIT_DONE ? printed : code;
}

static int check_as_text(ds_simulation *simulation, const ds_options *options)
{
    int code = ds_simulation_compile(simulation, options);
    const ds_desk *desk = &simulation->desk;
    if (code == DS_EXIT_DONE && !options->is_quiet)
        printf("%s: fine (%d groups, %d categories, %d streams, %d SLAs)\n", desk->name,
               (int)desk->group_count, (int)desk->category_count, (int)desk->stream_count,
               (int)desk->sla_count);
    return code;
}

int ds_cmd_check(int argc, char **argv)
{
    const struct argp_child children[] = {
        {&ds_scenario_argp, 0, NULL, 0},
        {0            }
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
    int code = options.format == DS_FORMAT_TEXT ? check_as_text(&simulation, &options)
                                                : check_as_table(&simulation, &options);
    ds_simulation_free(&simulation);
    ds_options_free(&options);
    return code;
}
