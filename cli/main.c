/* desksim: capacity planning for IT service desks by discrete-event simulation. */
#include "cli/commands.h"
#include "cli/options.h"
#include "sim/spelling.h"

#include <gsl/gsl_errno.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct verb {
    const char *name;
    const char *arguments;
    const char *sentence;
    int (*run)(int argc, char **argv);
} verb;

static const verb verbs[] = {
    {"run",       "SCENARIO",                    "simulate; print the summary, write the results",     ds_cmd_run      },
    {"check",     "SCENARIO",                    "read and compile only: every error with its place",
     ds_cmd_check                                                                                                      },
    {"backtest",  "SCENARIO CSV",                "simulated against actual, measure by measure",
     ds_cmd_backtest                                                                                                   },
    {"calibrate", "CSV",                         "fit a scenario to a ticket history",                 ds_cmd_calibrate},
    {"compare",   "BASE [OTHER…]",             "paired differences; which desk is best",             ds_cmd_compare  },
    {"explain",   "SCENARIO",                    "one ticket's timeline, and why it breached",         ds_cmd_explain  },
    {"forecast",  "SCENARIO",                    "the next weeks, from the tickets that are open now",
     ds_cmd_forecast                                                                                                   },
    {"generate",  "SCENARIO",                    "write a synthetic ticket CSV",                       ds_cmd_generate },
    {"import",    "FILE",                        "from an ITSM tool's export to a ticket CSV",         ds_cmd_import   },
    {"report",    "RESULTS…",                  "build the HTML report of results again",             ds_cmd_report   },
    {"roster",    "SCENARIO",                    "who works when: shifts at least cost, by name",      ds_cmd_roster   },
    {"scenarios", "[list | show | copy] [NAME]", "the shipped scenarios",                              ds_cmd_scenarios},
    {"staff",     "SCENARIO",                    "how many agents: staffing curves of each group",     ds_cmd_staff    },
    {"sweep",     "SCENARIO",                    "response curves, elasticities, Sobol indices",       ds_cmd_sweep    },
};
enum { VERBS = sizeof verbs / sizeof verbs[0] };

static void print_help(void)
{
    printf("Usage: desksim VERB [OPTION…] …\n"
           "Capacity planning for IT service desks by discrete-event simulation.\n\n");
    for (int i = 0; i < VERBS; i++)
        printf("  %-10s %-28s %s\n", verbs[i].name, verbs[i].arguments, verbs[i].sentence);
    printf(
        "\n'desksim VERB --help' tells a verb's options; 'desksim --version' the version.\n"
        "Where a SCENARIO is expected, the name of a shipped one works too.\n");
}

static int unknown_verb(const char *name)
{
    const char *names[VERBS];
    for (int i = 0; i < VERBS; i++)
        names[i] = verbs[i].name;
    const char *near = ds_spelling_nearest(name, names, VERBS);
    fprintf(stderr, "desksim: unknown verb '%s'", name);
    if (near)
        fprintf(stderr, "; did you mean '%s'?", near);
    fprintf(stderr, "\nTry 'desksim --help'.\n");
    return DS_EXIT_USAGE;
}

/* What was printed has to have arrived; nobody looks at a full disk otherwise. */
static int finish(int code)
{
    bool has_failed = ferror(stdout) != 0;
    if (fflush(stdout) == 0 && !has_failed)
        return code;
    if (code == DS_EXIT_DONE || code == DS_EXIT_INTERRUPTED) {
        fprintf(stderr, "desksim: standard output: cannot be written to\n");
        return DS_EXIT_UNFINISHED;
    }
    return code;
}

static int run_verb(const verb *chosen, int argc, char **argv)
{
    char name[64];
    (void)snprintf(name, sizeof name, "desksim %s", chosen->name);
    argv[1] = name;
    return finish(chosen->run(argc - 1, argv + 1));
}

int main(int argc, char **argv)
{
    /* Names in any script are measured and cut by the locale; numbers stay as in C. */
    (void)setlocale(LC_CTYPE, "C.UTF-8");
    (void)gsl_set_error_handler_off();
    if (argc < 2) {
        print_help();
        return DS_EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        print_help();
        return finish(DS_EXIT_DONE);
    }
    if (strcmp(argv[1], "--version") == 0) {
        printf("desksim %s\n", DS_VERSION);
        return finish(DS_EXIT_DONE);
    }
    for (int i = 0; i < VERBS; i++)
        if (strcmp(argv[1], verbs[i].name) == 0)
            return run_verb(&verbs[i], argc, argv);
    return unknown_verb(argv[1]);
}
