/* Desks for tests from scenario text, and what their replications yield.
 *
 * Whatever goes wrong fails the running test and prints what was said. Warnings are not
 * shown: a test may run an overloaded desk on purpose. Targets that use it add
 * desk_from_text.c to their sources and link desksim_analysis.
 */
#ifndef DS_TESTS_DESK_FROM_TEXT_H
#define DS_TESTS_DESK_FROM_TEXT_H

#include "analysis/results/results.h"
#include "model/desk.h"
#include "model/replication.h"
#include "model/tally.h"
#include "sim/error.h"

#include <stdint.h>

/* The desk that a scenario text describes; free it with ds_desk_free. */
ds_desk desk_from_text(const char *text);

/* The same from a printf format: a percent sign of the scenario is written twice. At most
 * 16 KiB when filled in. */
ds_desk desk_from_format(const char *format, ...) DS_PRINTF(1, 2);

/* The same from a scenario file. */
ds_desk desk_from_file(const char *path);

/* Replications 0 … count - 1 of a desk in one thread; all of them end by themselves. Free
 * with desk_tallies_free. */
ds_tally *desk_run(const ds_desk *desk, uint64_t seed, int64_t count);
void desk_tallies_free(ds_tally *tallies, int64_t count);

/* Replication `number` alone, with an observer (NULL: none); free with ds_tally_free. */
ds_tally desk_watch(const ds_desk *desk, uint64_t seed, int64_t number, ds_observe *observe,
                    void *context);

/* What `count` replications say, with 95 % intervals; free with ds_results_free. The desk
 * must outlive it. */
ds_results desk_results(const ds_desk *desk, uint64_t seed, int64_t count);

/* A ticket at a minute of the simulation; priority 1 is P1. */
typedef struct desk_arrival {
    double minute;
    const char *category;
    int priority;
} desk_arrival;

/* Puts the tickets in the place of the desk's arrivals, those of its first stream. */
void desk_give_tickets(ds_desk *desk, const desk_arrival *tickets, int32_t count);

/* Rows by name; a name that the desk does not have fails the test. */
int32_t desk_group_row(const ds_desk *desk, const char *name);
int32_t desk_category_row(const ds_desk *desk, const char *name);

#endif
