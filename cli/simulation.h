/* From the words of a command line to a compiled desk, and its replications. */
#ifndef DS_CLI_SIMULATION_H
#define DS_CLI_SIMULATION_H

#include "analysis/results/variance_split.h"
#include "cli/options.h"
#include "cli/pilot_search.h"
#include "cli/study.h"
#include "model/desk.h"
#include "model/tally.h"
#include "scenarios/scenario.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct ds_simulation {
    const ds_options *options;
    ds_scenario *scenario;
    ds_replay replay;
    ds_desk desk;
    ds_pilot_search pilots;
    ds_study study;
    ds_tally *tallies;
    int64_t done;            /* complete tallies */
    ds_variance_split split; /* where inputs are uncertain; moved to the results */
    bool was_interrupted;
} ds_simulation;

/* Finds, reads and compiles the scenario as below, but leaves what is wrong with it in
 * `diagnostics`, which the caller frees. */
int ds_simulation_read(ds_simulation *simulation, const ds_options *options,
                       ds_diagnostics *diagnostics);
/* Checks what a study needs of it: the rest of compiling. Complains. */
int ds_simulation_review(ds_simulation *simulation);
/* Finds the scenario (a file, or the name of a shipped one), reads it with the overrides
 * and the replay, and compiles it. Everything that is wrong, and every warning, goes to
 * standard error. Returns a ds_exit; the simulation is to be freed in any case. */
int ds_simulation_compile(ds_simulation *simulation, const ds_options *options);
/* The same, and runs the pilots that the scenario (warm_up: auto) or the options (--welch)
 * ask for: DS_EXIT_REFUSED where there is no steady state, DS_EXIT_INTERRUPTED. */
int ds_simulation_prepare(ds_simulation *simulation, const ds_options *options);
/* Runs the replications that the options ask for. Returns a ds_exit; with
 * DS_EXIT_INTERRUPTED the complete replications so far stand. */
int ds_simulation_run(ds_simulation *simulation);
void ds_simulation_free(ds_simulation *simulation);

/* Prints "desksim: [path:line:column: ]text" to standard error and returns the exit code
 * that goes with the error's status. */
int ds_complain(const ds_error *err);

#endif
