/* The tickets of one replication as a canonical ticket CSV: a synthetic history.
 *
 * An observer gathers each ticket when it is closed or the simulation ends; the rows are
 * written in the order of arrival. Touch times stand by group (the whole desk's groups are
 * columns), agents are ordinals over all groups, A1, A2, …
 */
#ifndef DS_SCENARIOS_TICKET_HISTORY_H
#define DS_SCENARIOS_TICKET_HISTORY_H

#include "model/desk.h"
#include "sim/error.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

typedef struct ds_history_options {
    uint64_t seed;
    int64_t replication;
    const atomic_bool *stop; /* may be NULL */
} ds_history_options;

/* Simulates one replication and writes the tickets that arrived inside its window
 * [warm-up, horizon) to a stream (`name` is for messages). *count_out is how many. */
ds_status ds_ticket_history_write(const ds_desk *desk, const ds_history_options *options,
                                  FILE *file, const char *name, int64_t *count_out,
                                  ds_error *err) DS_MUST_USE;

#endif
