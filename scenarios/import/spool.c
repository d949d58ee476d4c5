#include "scenarios/import/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_readable_twice(const char *path)
{
    struct stat status;
    return strcmp(path, "-") != 0 &&
           (stat(path, &status) != 0 || S_ISREG(status.st_mode) || S_ISDIR(status.st_mode));
}

static ds_status fail(const char *what, ds_error *err)
{
    return ds_error_set(err, DS_IO_FAILED, "%s: %s", what, strerror(errno));
}

static ds_status write_all(int to, const char *bytes, ssize_t count, ds_error *err)
{
    while (count > 0) {
        ssize_t written = write(to, bytes, (size_t)count);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return fail("the temporary file", err);
        bytes += written;
        count -= written;
    }
    return DS_OK;
}

static ds_status copy(int from, int to, ds_error *err)
{
    enum { SIZE = 64 * 1024 };
    char *block = malloc(SIZE);
    ds_status status = block ? DS_OK : ds_error_no_memory(err);
    while (status == DS_OK) {
        ssize_t count = read(from, block, SIZE);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            status = fail("standard input", err);
        if (count <= 0)
            break;
        status = write_all(to, block, count, err);
    }
    free(block);
    return status;
}

static int make_file(char **path_out)
{
    const char *directory = getenv("TMPDIR");
    static const char form[] = "/desksim-import-XXXXXX";
    if (!directory || !*directory)
        directory = "/tmp";
    size_t size = strlen(directory) + sizeof form;
    *path_out = malloc(size);
    if (!*path_out)
        return -1;
    (void)snprintf(*path_out, size, "%s%s", directory, form);
    int file = mkstemp(*path_out);
    if (file < 0) {
        free(*path_out);
        *path_out = NULL;
    }
    return file;
}

ds_status ds_spool_if_needed(const char *path, char **copy_out, ds_error *err)
{
    *copy_out = NULL;
    if (is_readable_twice(path))
        return DS_OK;
    bool is_input = strcmp(path, "-") == 0;
    int from = is_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (from < 0)
        return fail(path, err);
    int to = make_file(copy_out);
    ds_status status = to < 0 ? fail("a temporary file", err) : copy(from, to, err);
    if (!is_input)
        (void)close(from);
    if (to >= 0 && close(to) != 0 && status == DS_OK)
        status = fail("the temporary file", err);
    return status;
}

void ds_spool_remove(char *copy)
{
    if (copy)
        (void)unlink(copy);
    free(copy);
}
