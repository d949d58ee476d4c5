#include "analysis/report/report.h"
#include "cli/commands.h"
#include "cli/simulation.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char doc[] =
    "Build the HTML report of results again, from the files that were written.\v"
    "RESULTS is a directory that run, compare, sweep, staff, backtest or forecast wrote "
    "with --out DIR, or the results.json, comparison.json, sweep.json, staff.json, "
    "backtest.json or forecast.json in it. Nothing is simulated: the page "
    "comes from the JSON, CSVs and plots in that directory, and is the one that was "
    "written with them.\n\nExit status 0: done; 1: could not finish; 2: usage; 3: the "
    "results "
    "were "
    "refused (missing files, another version, two runs mixed).";

typedef struct report_options {
    const char *results[64];
    int count;
    const char *out;
    bool is_quiet;
} report_options;

enum { MOST_RESULTS = sizeof((report_options *)NULL)->results / sizeof(char *) };

static const struct argp_option option_table[] = {
    {"out",                                                            'o', "FILE", 0,
     "Write the page there (default: report.html beside the results)", 0},
    {"quiet",                                                          'q', NULL, 0, "Do not print where the page is", 0},
    {0},
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
    report_options *options = state->input;
    switch (key) {
    case 'o':
        options->out = ds_option_path(state, "--out", argument);
        return 0;
    case 'q':
        options->is_quiet = true;
        return 0;
    case ARGP_KEY_ARG:
        if (options->count == MOST_RESULTS)
            argp_error(state, "more than %d RESULTS at once", MOST_RESULTS);
        options->results[options->count++] = argument;
        return 0;
    case ARGP_KEY_END:
        if (options->count == 0)
            argp_error(state, "which RESULTS? A directory that 'desksim run SCENARIO --out "
                              "DIR' wrote");
        if (options->out && options->count > 1)
            argp_error(state, "--out: one page for one RESULTS; %d are given",
                       options->count);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* The directory of results.json, or the word itself; the caller frees it. */
static char *directory_of(const char *word)
{
    struct stat info;
    const char *slash = strrchr(word, '/');
    if (stat(word, &info) != 0 || S_ISDIR(info.st_mode)) {
        size_t length = strlen(word);
        while (length > 1 && word[length - 1] == '/')
            length--;
        return strndup(word, length);
    }
    if (!slash)
        return strdup(".");
    return slash == word ? strdup("/") : strndup(word, (size_t)(slash - word));
}

static int report(const report_options *options, const char *word)
{
    ds_error err = {0};
    char *directory = directory_of(word);
    ds_status status = directory ? ds_report_write(directory, options->out, &err)
                                 : ds_error_no_memory(&err);
    if (status == DS_OK && !options->is_quiet) {
        if (options->out)
            printf("%s\n", options->out);
        else
            printf("%s/" DS_REPORT_FILE "\n", directory);
    }
    free(directory);
    return status == DS_OK ? DS_EXIT_DONE : ds_complain(&err);
}

int ds_cmd_report(int argc, char **argv)
{
    const struct argp argp = {
        .options = option_table, .parser = parse, .args_doc = "RESULTS…", .doc = doc};
    report_options options = {0};
    int code = DS_EXIT_DONE;
    ds_options_parse(&argp, argc, argv, &options);
    for (int i = 0; i < options.count; i++) {
        int one = report(&options, options.results[i]);
        code = one > code ? one : code;
    }
    return code;
}
