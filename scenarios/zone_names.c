#include "scenarios/zone_names.h"

#include "scenarios/utf8.h"
#include "sim/spelling.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LONGEST_NAME = 128,
    LONGEST_PATH = 1024,
    DEEPEST = 3, /* America/Argentina/Buenos_Aires */
};

typedef struct name_list {
    char **names;
    size_t count;
    size_t capacity;
} name_list;

static const char *database(void)
{
    const char *folder = getenv("TZDIR");
    return folder && *folder ? folder : "/usr/share/zoneinfo";
}

/* Names of the tz database begin with a capital and have neither dots nor spaces; what else
 * lies in its folder (right/, posixrules, tzdata.zi) is for others. */
static bool looks_like_a_zone(const char *name)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                  "0123456789_+-/";
    size_t length = strlen(name);
    return length > 0 && length < LONGEST_NAME && name[0] >= 'A' && name[0] <= 'Z' &&
           strspn(name, allowed) == length;
}

static bool is_zone_file(const char *path)
{
    char magic[4] = "";
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    bool is_zone = fread(magic, 1, sizeof magic, file) == sizeof magic &&
                   memcmp(magic, "TZif", sizeof magic) == 0;
    (void)fclose(file);
    return is_zone;
}

static bool is_known(const char *name)
{
    char path[LONGEST_PATH];
    int length = snprintf(path, sizeof path, "%s/%s", database(), name);
    return looks_like_a_zone(name) && length < (int)sizeof path && is_zone_file(path);
}

static bool add_name(name_list *list, const char *name)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? list->capacity * 2 : 512;
        char **names = realloc(list->names, capacity * sizeof *names);
        if (!names)
            return false;
        list->names = names;
        list->capacity = capacity;
    }
    char *copy = strdup(name);
    if (copy)
        list->names[list->count++] = copy;
    return copy != NULL;
}

static void free_names(name_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->names[i]);
    free(list->names);
}

/* Lists what lies under a folder of the database ("" is all of it); false where memory is
 * short. A name that is no folder is a zone. */
static bool list_names(name_list *list, const char *under, int depth)
{
    char path[LONGEST_PATH];
    if (snprintf(path, sizeof path, "%s/%s", database(), under) >= (int)sizeof path)
        return true;
    DIR *folder = depth < DEEPEST ? opendir(path) : NULL;
    if (!folder)
        return *under == '\0' || add_name(list, under);
    bool is_fine = true;
    for (struct dirent *entry = readdir(folder); entry && is_fine;
         entry = readdir(folder)) {
        char name[LONGEST_NAME];
        int length =
            snprintf(name, sizeof name, "%s%s%s", under, *under ? "/" : "", entry->d_name);
        if (length < (int)sizeof name && looks_like_a_zone(name))
            is_fine = list_names(list, name, depth + 1);
    }
    (void)closedir(folder);
    return is_fine;
}

static int compare_names(const void *a, const void *b)
{
    char *const *left = a;
    char *const *right = b;
    return strcmp(*left, *right);
}

static const char *last_part(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash ? slash + 1 : name;
}

/* The zone whose last part is nearest: people write the city. NULL also where memory is
 * short. */
static const char *nearest_city(const char *word, const name_list *list)
{
    char **cities = malloc((list->count + 1) * sizeof *cities);
    const char *zone = NULL;
    if (!cities)
        return NULL;
    for (size_t i = 0; i < list->count; i++)
        cities[i] = list->names[i] + (last_part(list->names[i]) - list->names[i]);
    const char *city =
        ds_spelling_nearest(last_part(word), (const char *const *)cities, list->count);
    for (size_t i = 0; city && !zone && i < list->count; i++)
        if (cities[i] == city)
            zone = list->names[i];
    free(cities);
    return zone;
}

static ds_status refuse(const char *name, const name_list *list, ds_error *err)
{
    char shown[64];
    char word[LONGEST_NAME];
    ds_utf8_clip(shown, sizeof shown, name, strlen(name));
    (void)snprintf(word, sizeof word, "%s", name);
    for (char *space = strchr(word, ' '); space; space = strchr(space, ' '))
        *space = '_';
    const char *nearest =
        ds_spelling_nearest(word, (const char *const *)list->names, list->count);
    if (!nearest)
        nearest = nearest_city(word, list);
    if (!nearest)
        return ds_error_set(err, DS_BAD_INPUT,
                            "'%s' is not a time zone of the tz database; expected a name "
                            "such as Europe/London or UTC",
                            shown);
    return ds_error_set(err, DS_BAD_INPUT,
                        "'%s' is not a time zone of the tz database; did you mean '%s'?",
                        shown, nearest);
}

ds_status ds_zone_name_check(const char *name, ds_error *err)
{
    name_list list = {0};
    ds_status status;
    if (is_known(name))
        return DS_OK;
    if (!list_names(&list, "", 0)) {
        status = ds_error_no_memory(err);
    } else if (list.count == 0) {
        status = ds_error_set(err, DS_UNAVAILABLE,
                              "no tz database in '%s', where time zones other than UTC are "
                              "looked up: install the tzdata package, or set TZDIR",
                              database());
    } else {
        qsort(list.names, list.count, sizeof *list.names, compare_names);
        status = refuse(name, &list, err);
    }
    free_names(&list);
    return status;
}
