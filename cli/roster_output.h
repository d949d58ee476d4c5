/* What `desksim roster` says and writes. */
#ifndef DS_CLI_ROSTER_OUTPUT_H
#define DS_CLI_ROSTER_OUTPUT_H

#include "analysis/results/results.h"
#include "analysis/roster/roster.h"
#include "cli/options.h"

#include <stdbool.h>

typedef struct ds_roster_answer {
    const ds_options *options;
    const ds_roster *roster;
    const char *requirement;   /* where it comes from, in words */
    const ds_results *results; /* of the roster simulated; NULL: it was not */
} ds_roster_answer;

/* Writes files and prints; returns a ds_exit. */
int ds_roster_publish(const ds_roster_answer *answer);

#endif
