#include "sim/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A few attempts are for leftovers of processes that were killed under the same id. */
#define ATTEMPTS 100
/* Room for ".tmp-" and two numbers. */
#define SUFFIX_SIZE 40

static ds_status failed(ds_error *err, const char *path, const char *what, int reason)
{
    return ds_error_set_at(err, DS_IO_FAILED, path, 0, 0, "%s: %s", what, strerror(reason));
}

/* Whether something that is no regular file stands at the path. */
static bool is_special(const char *path, bool *is_directory_out)
{
    struct stat info;
    bool is_there = stat(path, &info) == 0;
    *is_directory_out = is_there && S_ISDIR(info.st_mode);
    return is_there && !S_ISREG(info.st_mode);
}

/* Opens a new file beside the target; its name is in file->temporary. -1 and errno on
 * failure. */
static int open_temporary(ds_output_file *file)
{
    size_t size = strlen(file->path) + SUFFIX_SIZE;
    file->temporary = malloc(size);
    if (!file->temporary) {
        errno = ENOMEM;
        return -1;
    }
    for (int i = 0; i < ATTEMPTS; i++) {
        (void)snprintf(file->temporary, size, "%s.tmp-%ld-%d", file->path, (long)getpid(),
                       i);
        int descriptor =
            open(file->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor >= 0 || errno != EEXIST)
            return descriptor;
    }
    return -1;
}

static void release(ds_output_file *file)
{
    free(file->path);
    free(file->temporary);
    *file = (ds_output_file){0};
}

ds_status ds_output_open(ds_output_file *file, const char *path, ds_error *err)
{
    *file = (ds_output_file){.path = strdup(path)};
    if (!file->path)
        return ds_error_no_memory(err);
    bool is_directory;
    int descriptor;
    if (is_special(path, &is_directory))
        descriptor = open(path, O_WRONLY | O_CLOEXEC);
    else
        descriptor = open_temporary(file);
    if (descriptor >= 0)
        file->stream = fdopen(descriptor, "w");
    if (file->stream)
        return DS_OK;
    int reason = is_directory ? EISDIR : errno;
    if (descriptor >= 0) {
        (void)close(descriptor);
        if (file->temporary)
            (void)unlink(file->temporary);
    }
    release(file);
    return failed(err, path, "cannot be written", reason);
}

ds_status ds_output_commit(ds_output_file *file, ds_error *err)
{
    ds_status status = DS_OK;
    errno = 0;
    bool is_bad = ferror(file->stream) != 0;
    is_bad = fflush(file->stream) != 0 || is_bad;
    int reason = errno;
    is_bad = fclose(file->stream) != 0 || is_bad;
    reason = reason ? reason : errno;
    file->stream = NULL;
    if (is_bad)
        status = failed(err, file->path, "could not be written", reason ? reason : EIO);
    else if (file->temporary && rename(file->temporary, file->path) != 0)
        status = failed(err, file->path, "could not be replaced", errno);
    if (status == DS_OK)
        release(file);
    else
        ds_output_discard(file);
    return status;
}

void ds_output_discard(ds_output_file *file)
{
    if (file->stream)
        (void)fclose(file->stream);
    if (file->temporary)
        (void)unlink(file->temporary);
    release(file);
}

ds_status ds_output_write(const char *path, const char *data, size_t size, ds_error *err)
{
    ds_output_file file;
    ds_status status = ds_output_open(&file, path, err);
    if (status != DS_OK)
        return status;
    (void)fwrite(data, 1, size, file.stream);
    return ds_output_commit(&file, err);
}

static int make_one(const char *path)
{
    struct stat info;
    if (mkdir(path, 0777) == 0)
        return 0;
    if (errno != EEXIST)
        return errno;
    if (stat(path, &info) != 0)
        return errno;
    return S_ISDIR(info.st_mode) ? 0 : ENOTDIR;
}

ds_status ds_output_make_directory(const char *path, ds_error *err)
{
    char *part = strdup(path);
    if (!part)
        return ds_error_no_memory(err);
    int reason = 0;
    for (char *slash = strchr(part + (part[0] == '/'), '/'); slash && reason == 0;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        reason = part[0] ? make_one(part) : 0;
        *slash = '/';
    }
    if (reason == 0)
        reason = make_one(part);
    free(part);
    if (reason != 0)
        return failed(err, path, "cannot be made a directory", reason);
    return DS_OK;
}

char *ds_output_path(const char *directory, const char *name)
{
    size_t size = strlen(directory) + strlen(name) + 2;
    char *path = malloc(size);
    if (path)
        (void)snprintf(path, size, "%s/%s", directory, name);
    return path;
}
