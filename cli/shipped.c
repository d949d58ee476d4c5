#include "cli/shipped.h"

#include "cli/data_directory.h"
#include "cli/options.h"
#include "sim/spelling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST_NAMES 256

static int is_scenario(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    size_t suffix = strlen(DS_SHIPPED_SUFFIX);
    return length > suffix &&
           strcmp(entry->d_name + length - suffix, DS_SHIPPED_SUFFIX) == 0;
}

int ds_shipped_entries(const char *directory, struct dirent ***entries_out)
{
    return scandir(directory, entries_out, is_scenario, alphasort);
}

bool ds_shipped_find(const char *name, char *path, size_t size)
{
    char directory[4096];
    if (strchr(name, '/') || ds_data_directory(directory, sizeof directory, NULL) != DS_OK)
        return false;
    int length = snprintf(path, size, "%s/%s" DS_SHIPPED_SUFFIX, directory, name);
    return length > 0 && (size_t)length < size && access(path, R_OK) == 0;
}

static void suggest(const char *name, struct dirent **entries, int count)
{
    const char *names[MOST_NAMES];
    int named = 0;
    for (int i = 0; i < count && named < MOST_NAMES; i++) {
        entries[i]->d_name[strlen(entries[i]->d_name) - strlen(DS_SHIPPED_SUFFIX)] = '\0';
        names[named++] = entries[i]->d_name;
    }
    const char *near = ds_spelling_nearest(name, names, (size_t)named);
    if (near)
        fprintf(stderr, "; did you mean '%s'?\n", near);
    else
        fprintf(stderr, "; 'desksim scenarios' lists those\n");
}

int ds_shipped_unknown(const char *name)
{
    char directory[4096];
    struct dirent **entries = NULL;
    ds_error err = {0};
    fprintf(stderr, "desksim: '%s' is neither a file nor a shipped scenario", name);
    if (ds_data_directory(directory, sizeof directory, &err) != DS_OK) {
        fprintf(stderr, " (%s)\n", err.text);
        return DS_EXIT_REFUSED;
    }
    int count = ds_shipped_entries(directory, &entries);
    suggest(name, entries, count);
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    return DS_EXIT_REFUSED;
}
