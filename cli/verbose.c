#include "cli/verbose.h"

#include <stdarg.h>
#include <stdio.h>

void ds_verbose_say(const ds_options *options, const char *format, ...)
{
    va_list arguments;
    if (!options->is_verbose)
        return;
    fputs("desksim: ", stderr);
    va_start(arguments, format);
    (void)vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
}

double ds_verbose_lap(struct timespec *clock)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    double seconds = (double)(now.tv_sec - clock->tv_sec) +
                     1e-9 * (double)(now.tv_nsec - clock->tv_nsec);
    bool is_first = clock->tv_sec == 0 && clock->tv_nsec == 0;
    *clock = now;
    return is_first ? 0 : seconds;
}
