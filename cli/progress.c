#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

void ds_progress_begin(ds_progress *progress, bool is_quiet)
{
    progress->is_shown = !is_quiet && isatty(STDERR_FILENO);
    (void)clock_gettime(CLOCK_MONOTONIC, &progress->began);
}

static double seconds_since(const struct timespec *began)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - began->tv_sec) +
           1e-9 * (double)(now.tv_nsec - began->tv_nsec);
}

void ds_progress_show(void *context, int64_t done, int64_t count)
{
    const ds_progress *progress = context;
    if (!progress->is_shown)
        return;
    double spent = seconds_since(&progress->began);
    double left = spent / (double)done * (double)(count - done);
    fprintf(stderr, "\r%lld of %lld replications, %.0f s left \033[K", (long long)done,
            (long long)count, left);
    fflush(stderr);
}

void ds_progress_end(ds_progress *progress)
{
    if (progress->is_shown)
        fprintf(stderr, "\r\033[K");
    progress->is_shown = false;
}
