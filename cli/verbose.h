/* What --verbose says on standard error: where data was found, and how long things took. */
#ifndef DS_CLI_VERBOSE_H
#define DS_CLI_VERBOSE_H

#include "cli/options.h"
#include "sim/error.h"

#include <time.h>

/* Says "desksim: …", printf style, where it is wanted. */
void ds_verbose_say(const ds_options *options, const char *format, ...) DS_PRINTF(2, 3);

/* Seconds since the last call with this clock; 0 for a zeroed one, which begins with it. */
double ds_verbose_lap(struct timespec *clock);

#endif
