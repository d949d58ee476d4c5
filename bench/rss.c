/* Runs a command and prints what it cost:
 *
 *   rss COMMAND [ARGUMENT …]
 *
 * One line on standard output: seconds by the clock, seconds of processor time (user and
 * system) and the peak of resident memory in KiB. The command's own standard output is
 * thrown away; its standard error is kept. The exit status is the command's, 127 where it
 * could not be started, 128 + n where signal n ended it.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double seconds_of(struct timeval t)
{
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

/* In the child. Comes back only when the command could not be started. */
static void become(char **command)
{
    int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere >= 0 && dup2(nowhere, STDOUT_FILENO) >= 0) {
        close(nowhere);
        execvp(command[0], command);
    }
    perror(command[0]);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("usage: rss COMMAND [ARGUMENT …]\n", stderr);
        return 2;
    }
    double from = seconds_now();
    pid_t child = fork();
    if (child == 0) {
        become(argv + 1);
        _exit(127);
    }
    int status;
    struct rusage used;
    if (child < 0 || wait4(child, &status, 0, &used) != child) {
        perror("rss");
        return 1;
    }
    printf("%.4f %.4f %ld\n", seconds_now() - from,
           seconds_of(used.ru_utime) + seconds_of(used.ru_stime), used.ru_maxrss);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
