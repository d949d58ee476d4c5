#include "cli/commands.h"
#include "cli/dialects.h"
#include "cli/import_output.h"
#include "cli/instant_option.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/simulation.h"
#include "scenarios/import/import.h"
#include "scenarios/zone_names.h"
#include "sim/output_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char doc[] =
    "Turn an ITSM tool's export into a canonical ticket CSV, and say what the file is "
    "worth.\v"
    "The dialect is recognised by the header. FILE may be packed with gzip; '-' is "
    "standard input. Without --out only the report is made. Exit status 0: done; 1: could "
    "not finish; 2: usage; 3: the file was refused; 130: interrupted, nothing written.";

enum {
    KEY_DIALECT = 0x300,
    KEY_MAP,
    KEY_ZONE,
    KEY_ORDER,
    KEY_ENCODING,
    KEY_DELIMITER,
    KEY_EVENTS,
    KEY_FORMAT,
    KEY_REPORT,
    KEY_LIST,
    KEY_SPLIT,
};

typedef struct import_options {
    ds_import_options import;
    const char **map;
    int32_t map_count;
    const char *out;
    const char *events;
    const char *report;
    ds_format format;
    bool is_quiet;
    bool is_list;
    int32_t splits[DS_SPLITS_MAX];
} import_options;

static char delimiter_of(struct argp_state *state, const char *text)
{
    static const char *const names[] = {"comma", "semicolon", "tab", "bar"};
    if (strlen(text) == 1)
        return text[0];
    return ",;\t|"[ds_option_choice(state, "--delimiter", text, names, 4)];
}

static ds_date_order order_of(struct argp_state *state, const char *text)
{
    static const char *const names[] = {"dmy", "mdy", "ymd"};
    return (ds_date_order)(DS_ORDER_DMY +
                           ds_option_choice(state, "--date-order", text, names, 3));
}

static ds_import_encoding encoding_of(struct argp_state *state, const char *text)
{
    static const char *const names[] = {"auto", "utf-8", "latin-1"};
    return (ds_import_encoding)ds_option_choice(state, "--encoding", text, names, 3);
}

/* Days in ascending order. */
static void add_split(import_options *options, struct argp_state *state, const char *text)
{
    int32_t count = options->import.split_count;
    int64_t us = ds_option_instant(state, "--split", text, false);
    int32_t day = (int32_t)(us / DS_DAY);
    if (count == DS_SPLITS_MAX)
        argp_error(state, "--split: at most %d days", DS_SPLITS_MAX);
    while (count > 0 && options->splits[count - 1] > day) {
        options->splits[count] = options->splits[count - 1];
        count--;
    }
    options->splits[count] = day;
    options->import.split_count++;
    options->import.splits = options->splits;
}

static error_t parse_file(import_options *options, char *argument)
{
    if (options->import.path)
        return ARGP_ERR_UNKNOWN;
    options->import.path = argument;
    return 0;
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    import_options *options = state->input;
    ds_import_options *import = &options->import;
    switch (key) {
    case 'o':
        options->out = ds_option_path(state, "--out", argument);
        return 0;
    case 'q':
        options->is_quiet = true;
        return 0;
    case KEY_EVENTS:
        options->events = ds_option_path(state, "--events", argument);
        return 0;
    case KEY_REPORT:
        options->report = ds_option_path(state, "--report", argument);
        return 0;
    case KEY_DIALECT:
        import->dialect = ds_option_path(state, "--dialect", argument);
        return 0;
    case KEY_MAP:
        ds_option_append(state, &options->map, &options->map_count, argument);
        return 0;
    case KEY_ZONE:
        import->time_zone = ds_option_path(state, "--time-zone", argument);
        return 0;
    case KEY_ORDER:
        import->date_order = order_of(state, argument);
        return 0;
    case KEY_ENCODING:
        import->encoding = encoding_of(state, argument);
        return 0;
    case KEY_DELIMITER:
        import->delimiter = delimiter_of(state, argument);
        return 0;
    case KEY_FORMAT:
        options->format = ds_option_format(state, argument);
        if (options->format == DS_FORMAT_CSV)
            argp_error(state, "--format is text or json");
        return 0;
    case KEY_SPLIT:
        add_split(options, state, argument);
        return 0;
    case KEY_LIST:
        options->is_list = true;
        return 0;
    case ARGP_KEY_ARG:
        return parse_file(options, argument);
    case ARGP_KEY_END:
        if (!import->path && !options->is_list)
            argp_error(state, "which FILE? An export as CSV, or '-'");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* DIR, where --out names one: tickets.csv, events.csv and quality.json in it. */
static bool is_directory(const char *path)
{
    struct stat status;
    size_t length = strlen(path);
    return (length > 0 && path[length - 1] == '/') ||
           (stat(path, &status) == 0 && S_ISDIR(status.st_mode));
}

typedef struct outputs {
    char *tickets_path;
    char *events_path;
    char *report_path;
    ds_output_file tickets;
    ds_output_file events;
} outputs;

static ds_status name_outputs(const import_options *options, outputs *out, ds_error *err)
{
    if (options->out && is_directory(options->out)) {
        ds_status status = ds_output_make_directory(options->out, err);
        if (status != DS_OK)
            return status;
        out->tickets_path = ds_output_path(options->out, "tickets.csv");
        out->events_path = ds_output_path(options->out, "events.csv");
        out->report_path = ds_output_path(options->out, "quality.json");
        if (!out->tickets_path || !out->events_path || !out->report_path)
            return ds_error_no_memory(err);
    } else if (options->out) {
        out->tickets_path = strdup(options->out);
    }
    if (options->events) {
        free(out->events_path);
        out->events_path = strdup(options->events);
    }
    return DS_OK;
}

static ds_status open_outputs(const import_options *options, outputs *out,
                              ds_import_options *import, ds_error *err)
{
    ds_status status = name_outputs(options, out, err);
    if (status == DS_OK && out->tickets_path && strcmp(out->tickets_path, "-") == 0) {
        import->tickets = stdout;
        import->tickets_name = "standard output";
    } else if (status == DS_OK && out->tickets_path) {
        status = ds_output_open(&out->tickets, out->tickets_path, err);
        import->tickets = out->tickets.stream;
        import->tickets_name = out->tickets_path;
    }
    if (status == DS_OK && out->events_path) {
        status = ds_output_open(&out->events, out->events_path, err);
        import->events = out->events.stream;
        import->events_name = out->events_path;
    }
    return status;
}

static ds_status commit_outputs(outputs *out, ds_error *err)
{
    ds_status status = DS_OK;
    if (out->tickets.stream)
        status = ds_output_commit(&out->tickets, err);
    if (status == DS_OK && out->events.stream)
        status = ds_output_commit(&out->events, err);
    return status;
}

static ds_status put_report(const import_options *options, const outputs *out,
                            const ds_quality *quality, ds_error *err)
{
    bool is_taken = out->tickets_path && strcmp(out->tickets_path, "-") == 0;
    ds_status status = DS_OK;
    if (out->report_path)
        status = ds_import_report_save(quality, out->report_path, true, err);
    if (status == DS_OK && options->report)
        status = ds_import_report_save(quality, options->report,
                                       options->format == DS_FORMAT_JSON, err);
    if (status != DS_OK || options->is_quiet || options->report)
        return status;
    return ds_import_report_put(quality, is_taken ? stderr : stdout,
                                options->format == DS_FORMAT_JSON, err);
}

static int import_file(import_options *options)
{
    ds_error err = {0};
    outputs out = {0};
    ds_quality quality = {0};
    ds_import_options *import = &options->import;
    import->map = options->map;
    import->map_count = options->map_count;
    import->stop = ds_interrupt_install();
    ds_status status =
        import->time_zone ? ds_zone_name_check(import->time_zone, &err) : DS_OK;
    if (status == DS_OK)
        status = open_outputs(options, &out, import, &err);
    if (status == DS_OK)
        status = ds_import_run(import, &quality, &err);
    if (status == DS_OK)
        status = commit_outputs(&out, &err);
    if (status == DS_OK)
        status = put_report(options, &out, &quality, &err);
    ds_output_discard(&out.tickets);
    ds_output_discard(&out.events);
    free(out.tickets_path);
    free(out.events_path);
    free(out.report_path);
    ds_quality_free(&quality);
    if (status == DS_UNFINISHED) {
        fprintf(stderr, "desksim: interrupted: nothing was written\n");
        return DS_EXIT_INTERRUPTED;
    }
    return status == DS_OK ? DS_EXIT_DONE : ds_complain(&err);
}

static int list_dialects(const ds_dialects *dialects)
{
    for (int32_t i = 0; i < dialects->count; i++)
        printf("%-18s %s%s\n", dialects->list[i].name, dialects->list[i].title,
               dialects->list[i].is_proven ? "" : " (not proven on a real export)");
    return DS_EXIT_DONE;
}

int ds_cmd_import(int argc, char **argv)
{
    const struct argp_option own[] = {
        {"out",                                              'o', "FILE", 0,
         "Where the tickets go: a file, '-', or a directory (ending in /) for tickets, "
         "events and report", 1},
        {"events",                                            KEY_EVENTS, "FILE", 0, "Where the events go (CSV, as of explain --log)",
         1},
        {"report",                                KEY_REPORT, "FILE", 0,
         "Where the report goes (default: standard output)", 1},
        {"format",                                                  KEY_FORMAT, "FORM", 0, "Of the report: text or json (text)", 1},
        {"dialect",KEY_DIALECT, "NAME", 0, "Whose export it is (default: by the header)",
         2},
        {"list-dialects",                                                 KEY_LIST, NULL, 0, "List the dialects and end", 2},
        {"map",                                                  KEY_MAP, "FIELD=COLUMN", 0, "Which column holds a field; may be repeated",
         2},
        {"time-zone",                                           KEY_ZONE, "NAME", 0,
         "Of times without one (default: the dialect's, mostly UTC)", 3},
        {"date-order",                                            KEY_ORDER, "ORDER", 0,
         "dmy, mdy or ymd (default: told by the columns)", 3},
        {"encoding", KEY_ENCODING, "NAME", 0, "auto, utf-8 or latin-1 (auto)", 3},
        {"delimiter",                                                  KEY_DELIMITER, "CHAR", 0,
         "comma, semicolon, tab, bar or a character (default: by the header)", 3},
        {"split",KEY_SPLIT, "DATE", 0,
         "A day at which the report parts periods; may be repeated", 4},
        {"quiet",                                                 'q', NULL, 0, "No report on standard output", 4},
        {0                                                },
    };
    const struct argp argp = {
        .options = own, .parser = parse, .args_doc = "FILE", .doc = doc};
    import_options options = {0};
    ds_dialects dialects = {0};
    ds_options_parse(&argp, argc, argv, &options);
    int code = ds_dialects_load(&dialects, options.import.dialect);
    if (code == DS_EXIT_DONE) {
        options.import.dialects = dialects.list;
        options.import.dialect_count = dialects.count;
        if (dialects.chosen)
            options.import.dialect = dialects.chosen;
        code = options.is_list ? list_dialects(&dialects) : import_file(&options);
    }
    ds_dialects_free(&dialects);
    free(options.map);
    return code;
}
