#include "cli/progress.h"

#include "analysis/results/text_width.h"

#include <math.h>
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

/* "34/s, 12 s left" */
static void describe_speed(double spent, int64_t done, int64_t count, char *text,
                           size_t size)
{
    double rate = (double)done / fmax(spent, 1e-6);
    double left = (double)(count - done) / rate;
    const char *unit = left < 100 ? "s" : left < 6000 ? "min" : "h";
    left /= left < 100 ? 1 : left < 6000 ? 60 : 3600;
    (void)snprintf(text, size, rate < 10 ? "%.2g/s, %.0f %s left" : "%.0f/s, %.0f %s left",
                   rate, left, unit);
}

void ds_progress_show_of(const ds_progress *progress, int64_t done, int64_t count,
                         const char *what)
{
    char line[320];
    char speed[64];
    if (!progress->is_shown)
        return;
    describe_speed(seconds_since(&progress->began), done, count, speed, sizeof speed);
    if (progress->said[0])
        (void)snprintf(line, sizeof line, "%lld of %lld, %s; %s", (long long)done,
                       (long long)count, speed, progress->said);
    else
        (void)snprintf(line, sizeof line, "%lld of %lld %s, %s", (long long)done,
                       (long long)count, what, speed);
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
