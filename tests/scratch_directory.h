/* A directory that a test makes for itself and removes again with all that is in it. */
#ifndef DS_TESTS_SCRATCH_DIRECTORY_H
#define DS_TESTS_SCRATCH_DIRECTORY_H

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct scratch_directory {
    char path[64];
} scratch_directory;

static inline scratch_directory scratch_directory_new(void)
{
    scratch_directory scratch = {"/tmp/desksim-test-XXXXXX"};
    if (!mkdtemp(scratch.path))
        abort();
    return scratch;
}

/* The path of something in it; stays until the fourth call after. */
static inline const char *scratch_path(const scratch_directory *scratch, const char *name)
{
    static char paths[4][256];
    static int next;
    char *path = paths[next++ % 4];
    (void)snprintf(path, sizeof paths[0], "%s/%s", scratch->path, name);
    return path;
}

static inline bool scratch_has(const scratch_directory *scratch, const char *name)
{
    return access(scratch_path(scratch, name), F_OK) == 0;
}

/* Entries of a directory below it, not counting . and .. */
static inline int scratch_count(const scratch_directory *scratch, const char *name)
{
    DIR *directory = opendir(scratch_path(scratch, name));
    int count = 0;
    while (directory && readdir(directory))
        count++;
    if (directory)
        (void)closedir(directory);
    return count - 2;
}

/* Writes an executable script. */
static inline void scratch_script(const scratch_directory *scratch, const char *name,
                                  const char *text)
{
    FILE *file = fopen(scratch_path(scratch, name), "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0 ||
        chmod(scratch_path(scratch, name), 0755) != 0)
        abort();
}

static inline void scratch_remove_tree(const char *path)
{
    DIR *directory = opendir(path);
    const struct dirent *entry;
    while (directory && (entry = readdir(directory))) {
        char inside[512];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        int length = snprintf(inside, sizeof inside, "%s/%s", path, entry->d_name);
        if (length < 0 || (size_t)length >= sizeof inside)
            continue; /* nothing that a test makes: it stays */
        if (unlink(inside) != 0)
            scratch_remove_tree(inside);
    }
    if (directory)
        (void)closedir(directory);
    (void)rmdir(path);
}

static inline void scratch_directory_remove(const scratch_directory *scratch)
{
    scratch_remove_tree(scratch->path);
}

#endif
