#include "analysis/results/csv_text.h"
#include "cli/commands.h"
#include "cli/data_directory.h"
#include "cli/options.h"
#include "cli/shipped.h"
#include "cli/simulation.h"
#include "sim/output_file.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char doc[] =
    "List the shipped scenarios, show one, or copy one here to change it.\v"
    "  desksim scenarios                list them\n"
    "  desksim scenarios show NAME      print one\n"
    "  desksim scenarios copy NAME      write NAME.yaml into this directory\n"
    "Exit status 0: done; 1: could not finish; 2: usage; 3: there is no such scenario, or "
    "a file of that name is here already.";

enum { KEY_FORMAT = 0x300 };

static const struct argp_option own_options[] = {
    {"format", KEY_FORMAT, "FORM", 0, "List as text, json or csv (default text)", 1},
    {0 },
};

typedef struct scenario_words {
    const char *word[2];
    int count;
    ds_format format;
} scenario_words;

static error_t parse(int key, char *argument, struct argp_state *state)
{
    scenario_words *words = state->input;
    switch (key) {
    case KEY_FORMAT:
        words->format = ds_option_format(state, argument);
        return 0;
    case ARGP_KEY_ARG:
        if (words->count == 2)
            argp_error(state, "'%s' is one word too many", argument);
        words->word[words->count++] = argument;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* A row of the list. */
typedef struct shipped_scenario {
    char name[NAME_MAX + 1];
    char path[4608];
    char description[512]; /* "": it has none */
} shipped_scenario;

/* The first `description:` line of the file. */
static void read_description(shipped_scenario *scenario)
{
    static const char key[] = "description:";
    char line[sizeof scenario->description];
    FILE *stream = fopen(scenario->path, "r");
    while (stream && fgets(line, sizeof line, stream))
        if (strncmp(line, key, sizeof key - 1) == 0) {
            const char *text = line + sizeof key - 1 + strspn(line + sizeof key - 1, " ");
            (void)snprintf(scenario->description, sizeof scenario->description, "%.*s",
                           (int)strcspn(text, "\r\n"), text);
            break;
        }
    if (stream)
        (void)fclose(stream);
}

static void describe(const char *directory, const char *file, shipped_scenario *out)
{
    *out = (shipped_scenario){0};
    (void)snprintf(out->name, sizeof out->name, "%.*s",
                   (int)(strlen(file) - strlen(DS_SHIPPED_SUFFIX)), file);
    (void)snprintf(out->path, sizeof out->path, "%s/%s", directory, file);
    read_description(out);
}

static void print_row(const shipped_scenario *scenario, ds_format format)
{
    if (format == DS_FORMAT_TEXT) {
        printf("%-24s%s%s\n", scenario->name, scenario->description[0] ? " " : "",
               scenario->description);
        return;
    }
    ds_csv_text(stdout, scenario->name);
    putchar(',');
    ds_csv_text(stdout, scenario->description);
    putchar(',');
    ds_csv_text(stdout, scenario->path);
    putchar('\n');
}

static int print_json(json_t *rows)
{
    char *text = rows ? json_dumps(rows, JSON_INDENT(2)) : NULL;
    json_decref(rows);
    if (!text) {
        fprintf(stderr, "desksim: out of memory\n");
        return DS_EXIT_UNFINISHED;
    }
    puts(text);
    free(text);
    return DS_EXIT_DONE;
}

static int list_entries(const char *directory, struct dirent **entries, int count,
                        ds_format format)
{
    json_t *rows = format == DS_FORMAT_JSON ? json_array() : NULL;
    if (format == DS_FORMAT_CSV)
        printf("name,description,path\n");
    for (int i = 0; i < count; i++) {
        shipped_scenario one;
        describe(directory, entries[i]->d_name, &one);
        if (format != DS_FORMAT_JSON)
            print_row(&one, format);
        else if (json_array_append_new(rows, json_pack("{s:s, s:s, s:s}", "name", one.name,
                                                       "description", one.description,
                                                       "path", one.path)) != 0) {
            json_decref(rows);
            rows = NULL;
        }
    }
    return format == DS_FORMAT_JSON ? print_json(rows) : DS_EXIT_DONE;
}

static int list(const char *directory, ds_format format)
{
    struct dirent **entries;
    int count = ds_shipped_entries(directory, &entries);
    if (count < 0) {
        fprintf(stderr, "desksim: %s: %s\n", directory, strerror(errno));
        return DS_EXIT_UNFINISHED;
    }
    int code = list_entries(directory, entries, count, format);
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    return code;
}

static char *read_all(FILE *stream, size_t *size_out)
{
    char *text = NULL;
    size_t capacity = 0;
    size_t size = 0;
    for (;;) {
        if (size == capacity) {
            char *grown = realloc(text, capacity + 65536);
            if (!grown)
                break;
            text = grown;
            capacity += 65536;
        }
        size_t read = fread(text + size, 1, capacity - size, stream);
        size += read;
        if (read == 0) {
            *size_out = size;
            return text;
        }
    }
    free(text);
    return NULL;
}

static int copy(const char *name, const char *text, size_t size)
{
    ds_error err = {0};
    char target[512];
    (void)snprintf(target, sizeof target, "%s" DS_SHIPPED_SUFFIX, name);
    if (access(target, F_OK) == 0) {
        fprintf(stderr, "desksim: %s is there already; it is left as it is\n", target);
        return DS_EXIT_REFUSED;
    }
    if (ds_output_write(target, text, size, &err) != DS_OK)
        return ds_complain(&err);
    printf("%s\n", target);
    return DS_EXIT_DONE;
}

static int show_or_copy(const char *directory, const scenario_words *words)
{
    char path[4608];
    size_t size;
    const char *name = words->word[1];
    (void)snprintf(path, sizeof path, "%s/%s" DS_SHIPPED_SUFFIX, directory, name);
    FILE *stream = strchr(name, '/') ? NULL : fopen(path, "r");
    if (!stream)
        return ds_shipped_unknown(name);
    char *text = read_all(stream, &size);
    (void)fclose(stream);
    if (!text) {
        fprintf(stderr, "desksim: out of memory\n");
        return DS_EXIT_UNFINISHED;
    }
    int code = DS_EXIT_DONE;
    if (strcmp(words->word[0], "copy") == 0)
        code = copy(name, text, size);
    else
        (void)fwrite(text, 1, size, stdout);
    free(text);
    return code;
}

static int usage(const char *text, const char *word)
{
    fprintf(stderr, "desksim scenarios: ");
    fprintf(stderr, text, word);
    fprintf(stderr, "\nTry 'desksim scenarios --help'.\n");
    return DS_EXIT_USAGE;
}

int ds_cmd_scenarios(int argc, char **argv)
{
    const struct argp argp = {.options = own_options,
                              .parser = parse,
                              .args_doc = "[list | show NAME | copy NAME]",
                              .doc = doc};
    scenario_words words = {0};
    char directory[4096];
    ds_error err = {0};
    ds_options_parse(&argp, argc, argv, &words);
    const char *action = words.count > 0 ? words.word[0] : "list";
    bool is_list = strcmp(action, "list") == 0;
    if (!is_list && strcmp(action, "show") != 0 && strcmp(action, "copy") != 0)
        return usage("'%s' is none of list, show, copy", action);
    if (is_list == (words.count == 2))
        return usage(is_list ? "'%s' takes no name" : "'%s' takes the NAME of a scenario",
                     action);
    if (ds_data_directory(directory, sizeof directory, &err) != DS_OK)
        return ds_complain(&err);
    return is_list ? list(directory, words.format) : show_or_copy(directory, &words);
}
