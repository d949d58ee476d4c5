/* The pilot replications of a command: they find the warm-up where the scenario leaves it
 * to them (warm_up: auto), and show how the desk fills (--welch). */
#ifndef DS_CLI_PILOT_SEARCH_H
#define DS_CLI_PILOT_SEARCH_H

#include "analysis/results/results.h"
#include "analysis/studies/warm_up.h"
#include "analysis/studies/welch_course.h"
#include "cli/options.h"
#include "scenarios/scenario.h"

#include <stdbool.h>
#include <stdio.h>

typedef struct ds_pilot_search {
    bool was_run; /* otherwise nothing else is set */
    bool has_found;
    ds_warm_up found;
    ds_pilots pilots;
    ds_welch_course course;
    bool wants_welch;
} ds_pilot_search;

/* Whether a scenario leaves its warm-up to pilots on too short a horizon: complains, and
 * returns a ds_exit. Simulates nothing. */
int ds_pilot_search_check(const ds_scenario *scenario, const ds_desk *desk);

/* Runs pilots where the scenario or the options ask for them, and sets the desk's warm-up
 * where it is found. What is wrong is complained about. Returns a ds_exit; where there is
 * no steady state, that is DS_EXIT_REFUSED, and the plots can be written all the same. Free
 * in any case. */
int ds_pilot_search_run(ds_pilot_search *search, const ds_scenario *scenario, ds_desk *desk,
                        const ds_options *options);
void ds_pilot_search_free(ds_pilot_search *search);

/* How the warm-up was found, as a note. */
ds_status ds_pilot_search_note(const ds_pilot_search *search, ds_results *results,
                               ds_error *err) DS_MUST_USE;
/* Writes the plots, or removes those of an earlier run. */
ds_status ds_pilot_search_write(const ds_pilot_search *search, const ds_desk *desk,
                                const char *directory, ds_error *err) DS_MUST_USE;
/* Prints Welch's moving averages where they are wanted. */
void ds_pilot_search_print(const ds_pilot_search *search, FILE *out);

#endif
