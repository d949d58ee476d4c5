#include "cli/progress.h"

#include "analysis/results/text_width.h"

#include <stdarg.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

void ds_progress_begin(ds_progress *progress, bool is_quiet)
{
    progress->said[0] = '\0';
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

static int columns(void)
{
    struct winsize size = {0};
    bool is_known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return is_known ? size.ws_col : 80;
}

void ds_progress_show(void *context, int64_t done, int64_t count)
{
    ds_progress_show_of(context, done, count, "replications");
}

void ds_progress_show_of(const ds_progress *progress, int64_t done, int64_t count,
                         const char *what)
{
    char line[320];
    if (!progress->is_shown)
        return;
    double spent = seconds_since(&progress->began);
    double left = spent / (double)done * (double)(count - done);
    if (progress->said[0])
        (void)snprintf(line, sizeof line, "%lld of %lld; %s", (long long)done,
                       (long long)count, progress->said);
    else
        (void)snprintf(line, sizeof line, "%lld of %lld %s, %.0f s left", (long long)done,
                       (long long)count, what, left);
    /* A line that is wider would wrap, and stay. */
    fputc('\r', stderr);
    ds_text_put(stderr, line, columns() - 1, false);
    fflush(stderr);
}

void ds_progress_say(ds_progress *progress, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(progress->said, sizeof progress->said, format, arguments);
    va_end(arguments);
}

void ds_progress_end(ds_progress *progress)
{
    if (progress->is_shown)
        fprintf(stderr, "\r\033[K");
    progress->is_shown = false;
}
