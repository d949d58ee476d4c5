#include "cli/commands.h"
#include "cli/data_directory.h"
#include "cli/options.h"
#include "cli/shipped.h"
#include "cli/simulation.h"
#include "sim/output_file.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char doc[] =
    "List the shipped scenarios, show one, or copy one here to change it.\v"
    "  desksim scenarios                list them\n"
    "  desksim scenarios show NAME      print one\n"
    "  desksim scenarios copy NAME      write NAME.yaml into this directory";

typedef struct scenario_words {
    const char *word[2];
    int count;
} scenario_words;

static error_t parse(int key, char *argument, struct argp_state *state)
{
    scenario_words *words = state->input;
    switch (key) {
    case ARGP_KEY_ARG:
        if (words->count == 2)
            argp_error(state, "'%s' is one word too many", argument);
        words->word[words->count++] = argument;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* The first `description:` or `name:` line of a scenario, for the list. */
static void print_sentence(const char *directory, const char *file)
{
    static const char key[] = "description:";
    char path[4608];
    char line[512];
    (void)snprintf(path, sizeof path, "%s/%s", directory, file);
    FILE *stream = fopen(path, "r");
    printf("%-24.*s", (int)(strlen(file) - strlen(DS_SHIPPED_SUFFIX)), file);
    while (stream && fgets(line, sizeof line, stream))
        if (strncmp(line, key, sizeof key - 1) == 0) {
            printf(" %s", line + sizeof key - 1 + strspn(line + sizeof key - 1, " "));
            break;
        }
    if (!stream || feof(stream))
        printf("\n");
    if (stream)
        (void)fclose(stream);
}

static int list(const char *directory)
{
    struct dirent **entries;
    int count = ds_shipped_entries(directory, &entries);
    if (count < 0) {
        fprintf(stderr, "desksim: %s: %s\n", directory, strerror(errno));
        return DS_EXIT_UNFINISHED;
    }
    for (int i = 0; i < count; i++) {
        print_sentence(directory, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return DS_EXIT_DONE;
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
    const struct argp argp = {
        .parser = parse, .args_doc = "[list | show NAME | copy NAME]", .doc = doc};
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
    return is_list ? list(directory) : show_or_copy(directory, &words);
}
