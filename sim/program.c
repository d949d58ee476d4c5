#define _GNU_SOURCE /* posix_spawn_file_actions_addchdir_np */
#include "sim/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How long we sleep before we look again whether it has ended. */
#define NAP_MS 20
/* The exit code of a program that was not found. */
#define NOT_FOUND 127

extern char **environ;

/* What it complains about, as it comes. */
typedef struct listener {
    int pipe; /* -1: closed */
    char *text;
    size_t used;
} listener;

static int64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Reads what there is; beyond the room it is read and dropped, so that the program never
 * waits for us. */
static void hear(listener *self)
{
    char piece[1024];
    ssize_t got;
    while (self->pipe >= 0 && (got = read(self->pipe, piece, sizeof piece)) >= 0) {
        size_t room = DS_PROGRAM_COMPLAINT_SIZE - 1 - self->used;
        size_t kept = (size_t)got < room ? (size_t)got : room;
        memcpy(self->text + self->used, piece, kept);
        self->used += kept;
        if (got == 0) {
            (void)close(self->pipe);
            self->pipe = -1;
        }
    }
    self->text[self->used] = '\0';
}

/* A path with a slash is relative to where we are, not to where the program runs. The
 * caller frees it; NULL for want of memory. */
static char *path_of(const char *program)
{
    char *full = strchr(program, '/') ? realpath(program, NULL) : NULL;
    return full ? full : strdup(program);
}

static int prepare_files(posix_spawn_file_actions_t *files, const char *directory,
                         int complaints)
{
    int reason = posix_spawn_file_actions_adddup2(files, complaints, STDERR_FILENO);
    if (reason == 0)
        reason =
            posix_spawn_file_actions_addopen(files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (reason == 0)
        reason = posix_spawn_file_actions_addopen(files, STDOUT_FILENO, "/dev/null",
                                                  O_WRONLY, 0);
    if (reason == 0 && directory)
        reason = posix_spawn_file_actions_addchdir_np(files, directory);
    return reason;
}

/* Signals that we block or ignore are not the program's concern. */
static int prepare_signals(posix_spawnattr_t *attributes)
{
    sigset_t none;
    sigset_t usual;
    (void)sigemptyset(&none);
    (void)sigfillset(&usual);
    int reason = posix_spawnattr_setsigmask(attributes, &none);
    if (reason == 0)
        reason = posix_spawnattr_setsigdefault(attributes, &usual);
    if (reason == 0)
        reason = posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETPGROUP |
                                                          POSIX_SPAWN_SETSIGMASK |
                                                          POSIX_SPAWN_SETSIGDEF);
    return reason;
}

/* 0, or why it could not be started. */
static int spawn(const ds_program *program, int complaints, pid_t *pid_out)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    char *path = path_of(program->arguments[0]);
    if (!path)
        return ENOMEM;
    int reason = posix_spawn_file_actions_init(&files);
    if (reason == 0) {
        reason = posix_spawnattr_init(&attributes);
        if (reason == 0) {
            reason = prepare_files(&files, program->directory, complaints);
            if (reason == 0)
                reason = prepare_signals(&attributes);
            if (reason == 0)
                reason = posix_spawnp(pid_out, path, &files, &attributes,
                                      (char *const *)program->arguments, environ);
            (void)posix_spawnattr_destroy(&attributes);
        }
        (void)posix_spawn_file_actions_destroy(&files);
    }
    free(path);
    return reason;
}

static void note_end(ds_program_end *end, int state)
{
    end->exit_code = WIFEXITED(state) ? WEXITSTATUS(state) : -1;
    end->signal = WIFSIGNALED(state) ? WTERMSIG(state) : 0;
}

/* Waits for the end, killing what takes too long. 0, or why nothing is known of the end. */
static int await(pid_t pid, int32_t limit_s, listener *complaints, ds_program_end *end)
{
    int64_t deadline = now_ms() + (int64_t)limit_s * 1000;
    int state;
    pid_t ended;
    while ((ended = waitpid(pid, &state, WNOHANG)) == 0) {
        if (now_ms() >= deadline && !end->is_late) {
            end->is_late = true;
            (void)kill(-pid, SIGKILL);
        }
        struct pollfd heard = {.fd = complaints->pipe, .events = POLLIN};
        (void)poll(&heard, 1, NAP_MS);
        hear(complaints);
    }
    if (ended < 0)
        return errno;
    note_end(end, state);
    hear(complaints);
    return 0;
}

static ds_status refuse(const ds_program *program, int reason, ds_error *err)
{
    if (reason == ENOMEM)
        return ds_error_no_memory(err);
    bool is_absent = reason == ENOENT || reason == EACCES || reason == ENOTDIR ||
                     reason == ENOEXEC || reason == EISDIR;
    return ds_error_set(err, is_absent ? DS_UNAVAILABLE : DS_IO_FAILED,
                        "%s cannot be run: %s", program->arguments[0], strerror(reason));
}

/* A pipe that no other program started by us inherits. */
static int open_pipe(int ends[2])
{
    if (pipe(ends) != 0)
        return errno;
    (void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    (void)fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    (void)fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return 0;
}

ds_status ds_program_run(const ds_program *program, ds_program_end *end, ds_error *err)
{
    int ends[2];
    pid_t pid;
    *end = (ds_program_end){.exit_code = -1};
    int reason = open_pipe(ends);
    if (reason != 0)
        return refuse(program, reason, err);
    reason = spawn(program, ends[1], &pid);
    (void)close(ends[1]);
    listener complaints = {.pipe = ends[0], .text = end->complaint};
    if (reason == 0)
        reason = await(pid, program->limit_s, &complaints, end);
    if (complaints.pipe >= 0)
        (void)close(complaints.pipe);
    /* What posix_spawn says where it cannot tell us at once (vfork is a fork in emulators).
     */
    if (reason == 0 && end->exit_code == NOT_FOUND && end->complaint[0] == '\0')
        reason = ENOENT;
    return reason == 0 ? DS_OK : refuse(program, reason, err);
}
