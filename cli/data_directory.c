#include "cli/data_directory.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Seen from the directory of the executable: installed, and in a build tree of the
 * checkout. */
static const char *const places[] = {"../share/desksim/scenarios",
                                     "../../scenarios/library"};

static bool is_directory(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool executable_directory(char *path, size_t size)
{
    ssize_t length = readlink("/proc/self/exe", path, size - 1);
    if (length <= 0)
        return false;
    path[length] = '\0';
    char *slash = strrchr(path, '/');
    if (!slash)
        return false;
    *slash = '\0';
    return true;
}

/* The path without its detours, as people read it in messages. */
static bool resolve(const char *place, char *path, size_t size)
{
    char *plain = realpath(place, NULL);
    if (!plain)
        return false;
    int length = snprintf(path, size, "%s", plain);
    free(plain);
    return length > 0 && (size_t)length < size;
}

ds_status ds_data_directory(char *path, size_t size, ds_error *err)
{
    const char *given = getenv("DESKSIM_DATA");
    char base[3072];
    if (given && *given) {
        (void)snprintf(path, size, "%s", given);
        if (is_directory(path))
            return DS_OK;
        return ds_error_set(err, DS_UNAVAILABLE, "DESKSIM_DATA: '%s' is not a directory",
                            given);
    }
    if (!executable_directory(base, sizeof base))
        return ds_error_set(err, DS_UNAVAILABLE,
                            "cannot tell where the program is installed");
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        char place[4096];
        int length = snprintf(place, sizeof place, "%s/%s", base, places[i]);
        if (length > 0 && (size_t)length < sizeof place && is_directory(place) &&
            resolve(place, path, size))
            return DS_OK;
    }
    return ds_error_set(err, DS_UNAVAILABLE,
                        "the shipped scenarios are not where the program is (%s); set "
                        "DESKSIM_DATA to their directory",
                        base);
}
