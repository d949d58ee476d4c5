#include "cli/commands.h"
#include "cli/simulation.h"

#include <stdio.h>

static const char doc[] =
    "Read and compile a scenario, and say everything that is wrong with it.\v"
    "Every error and warning comes with its file, line and column. Exit status 0: the "
    "scenario "
    "can be run; 3: it was refused.";

int ds_cmd_check(int argc, char **argv)
{
    const struct argp_child children[] = {
        {&ds_scenario_argp, 0, NULL, 0},
        {0            }
    };
    const struct argp argp = {.parser = ds_options_parse_verb,
                              .args_doc = "SCENARIO",
                              .doc = doc,
                              .children = children};
    ds_options options;
    ds_simulation simulation;
    ds_options_init(&options);
    ds_options_parse(&argp, argc, argv, &options);
    int code = ds_simulation_compile(&simulation, &options);
    const ds_desk *desk = &simulation.desk;
    if (code == DS_EXIT_DONE && !options.is_quiet)
        printf("%s: fine (%d groups, %d categories, %d streams, %d SLAs)\n", desk->name,
               (int)desk->group_count, (int)desk->category_count, (int)desk->stream_count,
               (int)desk->sla_count);
    ds_simulation_free(&simulation);
    ds_options_free(&options);
    return code;
}
