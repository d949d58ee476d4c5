#include "analysis/histories/event_log.h"
#include "cli/commands.h"
#include "cli/explain_output.h"
#include "cli/interrupt.h"
#include "cli/simulation.h"
#include "sim/spelling.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char doc[] =
    "Tell single tickets of one replication: a timeline with the SLA clock, who used up "
    "the "
    "time, and who was served first.\v"
    "Tickets are numbered in the order of arrival, as in 'desksim generate'. Without "
    "--ticket "
    "the worst ones of the window are listed and the first of them is explained; --all "
    "explains each. With --log the replication's event log is written for process mining "
    "(.csv or .xes, plain or .gz); without any choice of tickets nothing else is done "
    "then. "
    "Exit status 0: done, also where no ticket fits; 1: could not finish; 2: usage; 3: the "
    "input was refused, or there is no such ticket or priority; 130: interrupted.";

enum {
    KEY_TICKET = 0x200,
    KEY_WORST,
    KEY_BY,
    KEY_BREACHED,
    KEY_PRIORITY,
    KEY_ALL,
    KEY_LOG,
    KEY_FORMAT,
    KEY_REPLAY,
    MOST_TICKETS = 100,
    DEFAULT_WORST = 10,
    MOST_BREACHED = 100,
};

typedef struct explain_options {
    ds_options common;
    uint64_t tickets[MOST_TICKETS];
    int32_t ticket_count;
    int64_t worst; /* 0: not given */
    const char *by;
    const char *breached; /* a priority, or "all" */
    const char *priority;
    bool is_all;
    const char *log;
} explain_options;

/* What a run of the verb works with. */
typedef struct work {
    const explain_options *options;
    const ds_desk *desk;
    ds_history_options run;
    ds_search search;
    ds_explained explained;
} work;

static const char *const order_names[DS_SEARCH_ORDERS] = {"resolution", "response",
                                                          "lateness", "wait"};

/* Options. */

static void add_ticket(struct argp_state *state, explain_options *options, const char *text)
{
    const char *digits = text[0] == 'T' || text[0] == 't' ? text + 1 : text;
    char *end;
    errno = 0;
    unsigned long long number = strtoull(digits, &end, 10);
    if (digits[0] < '0' || digits[0] > '9' || *end || errno || number == 0)
        argp_error(state, "--ticket: '%s' is no ticket's number, such as 123 or T0000123",
                   text);
    if (options->ticket_count == MOST_TICKETS)
        argp_error(state, "--ticket: more than %d tickets at once", MOST_TICKETS);
    for (int32_t i = 0; i < options->ticket_count; i++)
        if (options->tickets[i] == number)
            return;
    options->tickets[options->ticket_count++] = number;
}

static const char *order_of(struct argp_state *state, const char *text)
{
    for (int i = 0; i < DS_SEARCH_ORDERS; i++)
        if (strcmp(text, order_names[i]) == 0)
            return text;
    const char *near = ds_spelling_nearest(text, order_names, DS_SEARCH_ORDERS);
    argp_error(state, "--by: '%s' is none of resolution, response, lateness, wait%s%s%s",
               text, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    return text;
}

static bool is_search(const explain_options *options)
{
    return options->worst > 0 || options->by || options->breached || options->priority;
}

static void check(struct argp_state *state, const explain_options *options)
{
    ds_error err = {0};
    ds_log_format format;
    bool is_gzip;
    if (!options->common.scenario)
        argp_error(state, "which SCENARIO? A file, or a name of 'desksim scenarios'");
    if (options->ticket_count > 0 && (is_search(options) || options->is_all))
        argp_error(state,
                   "--ticket names tickets; --worst, --by, --breached, --priority and "
                   "--all search for them: use one or the other");
    if (options->breached && options->priority &&
        strcasecmp(options->breached, "all") != 0 &&
        strcasecmp(options->breached, options->priority) != 0)
        argp_error(state, "--breached %s and --priority %s leave no ticket",
                   options->breached, options->priority);
    if (options->log && ds_event_log_form(options->log, &format, &is_gzip, &err) != DS_OK)
        argp_error(state, "--log: '%s': %s", options->log, err.text);
}

static error_t parse_search(int key, char *argument, struct argp_state *state)
{
    explain_options *options = state->input;
    switch (key) {
    case KEY_TICKET:
        add_ticket(state, options, argument);
        return 0;
    case KEY_WORST:
        options->worst = ds_option_number(state, "--worst", argument, 1, DS_MAX_TIMELINES);
        return 0;
    case KEY_BY:
        options->by = order_of(state, argument);
        return 0;
    case KEY_BREACHED:
        options->breached = ds_option_path(state, "--breached", argument);
        return 0;
    case KEY_PRIORITY:
        options->priority = ds_option_path(state, "--priority", argument);
        return 0;
    case KEY_ALL:
        options->is_all = true;
        return 0;
    case KEY_LOG:
        options->log = ds_option_path(state, "--log", argument);
        return 0;
    case KEY_FORMAT:
        options->common.format = ds_option_format(state, argument);
        return 0;
    case KEY_REPLAY:
        options->common.replay = ds_option_path(state, "--replay", argument);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    explain_options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &options->common;
        return 0;
    case 'o':
        options->common.out = ds_option_path(state, "--out", argument);
        return 0;
    case ARGP_KEY_END:
        check(state, options);
        return 0;
    default:
        return parse_search(key, argument, state);
    }
}

static const struct argp_option option_table[] = {
    {"ticket",                                                               KEY_TICKET, "N", 0, "Explain this ticket (123 or T0000123); may be repeated",
     1},
    {"worst",                                                                   KEY_WORST, "K", 0, "List the K worst tickets (default 10), explain the first",
     1},
    {"by",              KEY_BY, "WHAT", 0,
     "Worst by resolution, response, lateness or wait (default resolution)", 1},
    {"breached",                                                                      KEY_BREACHED, "PRIORITY", 0,
     "Only tickets of it (or 'all') that breached, the latest first; of the response with "
     "--by response", 1},
    {"priority",KEY_PRIORITY, "PRIORITY", 0, "Only tickets of this priority", 1},
    {"all",                                                                     KEY_ALL, NULL, 0, "Explain every ticket that is listed", 1},
    {"log",                                                                      KEY_LOG, "FILE", 0, "Write the event log: .csv or .xes, or these with .gz", 2},
    {"out",                                                                   'o', "DIR", 0, "Write each explanation as SVG, PNG and JSON to DIR", 3},
    {"format",                                                                KEY_FORMAT, "FORM", 0, "Print text, json or csv (default text)", 3},
    {"replay", KEY_REPLAY, "FILE", 0,
     "Take the arrivals from a canonical ticket CSV (gzip too)", 3},
    {0                                                                     },
};

/* Which tickets. */

static int refuse_priority(const work *on, const char *option, const char *name)
{
    const ds_desk *desk = on->desk;
    const char *names[DS_MAX_PRIORITIES];
    for (int32_t p = 0; p < desk->priority_count; p++)
        names[p] = desk->priority_names[p];
    const char *near = ds_spelling_nearest(name, names, (size_t)desk->priority_count);
    fprintf(stderr, "desksim: %s: there is no priority '%s'", option, name);
    if (near)
        fprintf(stderr, "; did you mean '%s'?", near);
    fprintf(stderr, " (the desk has");
    for (int32_t p = 0; p < desk->priority_count; p++)
        fprintf(stderr, "%s %s", p > 0 ? "," : "", names[p]);
    fprintf(stderr, ")\n");
    return DS_EXIT_REFUSED;
}

static int find_priority(work *on, const char *option, const char *name)
{
    for (int32_t p = 0; p < on->desk->priority_count; p++)
        if (strcasecmp(on->desk->priority_names[p], name) == 0) {
            on->search.priority = p;
            return DS_EXIT_DONE;
        }
    return refuse_priority(on, option, name);
}

static bool is_any(const char *breached)
{
    return strcasecmp(breached, "all") == 0;
}

static int set_search(work *on)
{
    const explain_options *options = on->options;
    int code = DS_EXIT_DONE;
    on->search = (ds_search){.priority = DS_NO_ID, .is_breached_only = options->breached};
    if (options->breached && !is_any(options->breached))
        code = find_priority(on, "--breached", options->breached);
    if (code == DS_EXIT_DONE && options->priority)
        code = find_priority(on, "--priority", options->priority);
    int64_t limit = options->breached ? MOST_BREACHED : DEFAULT_WORST;
    on->search.limit = (int32_t)(options->worst > 0 ? options->worst : limit);
    on->search.order = options->breached ? DS_SEARCH_LATENESS : DS_SEARCH_RESOLUTION;
    for (int i = 0; options->by && i < DS_SEARCH_ORDERS; i++)
        if (strcmp(options->by, order_names[i]) == 0)
            on->search.order = (ds_search_order)i;
    return code;
}

/* Doing it. */

static int end_of(const ds_error *err, const char *missing)
{
    if (err->status != DS_UNFINISHED)
        return ds_complain(err);
    fprintf(stderr, "desksim: interrupted: %s\n", missing);
    return DS_EXIT_INTERRUPTED;
}

static int write_log(const work *on)
{
    const ds_options *common = &on->options->common;
    ds_error err = {0};
    ds_log_counts counts;
    ds_status status =
        ds_event_log_save(on->desk, &on->run, on->options->log, &counts, &err);
    if (status != DS_OK) {
        err.status = status;
        return end_of(&err, "no log is written");
    }
    if (!common->is_quiet && common->format == DS_FORMAT_TEXT)
        printf("%s: %lld tickets, %lld events\n", on->options->log, (long long)counts.cases,
               (long long)counts.events);
    return DS_EXIT_DONE;
}

static int explain(work *on)
{
    const explain_options *options = on->options;
    ds_explained *explained = &on->explained;
    ds_error err = {0};
    ds_status status = DS_OK;
    bool is_drawn = true;
    explained->search = options->ticket_count > 0 ? NULL : &on->search;
    explained->run = &on->run;
    explained->desk = on->desk;
    if (explained->search)
        status = ds_explained_search(explained, options->is_all, &err);
    else
        status =
            ds_explained_tickets(explained, options->tickets, options->ticket_count, &err);
    if (status == DS_OK && options->common.out)
        status = ds_explained_save(explained, options->common.out, &is_drawn, &err);
    if (!is_drawn && status == DS_OK)
        fprintf(stderr, "desksim: without rsvg-convert there are no PNG files\n");
    if (status == DS_OK)
        status = ds_explained_print(explained, &options->common, &err);
    ds_explained_free(explained);
    err.status = status;
    return status == DS_OK ? DS_EXIT_DONE : end_of(&err, "nothing is explained");
}

static int run(work *on)
{
    const explain_options *options = on->options;
    int code = set_search(on);
    on->run = (ds_history_options){.seed = options->common.seed,
                                   .replication = options->common.replication,
                                   .stop = ds_interrupt_install()};
    if (code == DS_EXIT_DONE && options->log)
        code = write_log(on);
    bool is_log_only = options->log && options->ticket_count == 0 && !is_search(options) &&
                       !options->is_all;
    return code == DS_EXIT_DONE && !is_log_only ? explain(on) : code;
}

int ds_cmd_explain(int argc, char **argv)
{
    const struct argp_child children[] = {
        {&ds_one_replication_argp, 0, NULL, 0},
        {0                   }
    };
    const struct argp argp = {.options = option_table,
                              .parser = parse,
                              .args_doc = "SCENARIO",
                              .doc = doc,
                              .children = children};
    explain_options options = {0};
    ds_simulation simulation;
    ds_options_init(&options.common);
    ds_options_parse(&argp, argc, argv, &options);
    int code = ds_simulation_prepare(&simulation, &options.common);
    work on = {.options = &options, .desk = &simulation.desk};
    if (code == DS_EXIT_DONE)
        code = run(&on);
    ds_simulation_free(&simulation);
    ds_options_free(&options.common);
    return code;
}
