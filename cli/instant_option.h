/* Days and instants on the command line. */
#ifndef DS_CLI_INSTANT_OPTION_H
#define DS_CLI_INSTANT_OPTION_H

#include <argp.h>
#include <stdbool.h>
#include <stdint.h>

/* Microseconds since 1970 UTC of "2026-01-05" or an ISO 8601 instant, or a usage error. Of
 * a day its beginning; with `is_end` its end. */
int64_t ds_option_instant(struct argp_state *state, const char *option, const char *text,
                          bool is_end);

#endif
