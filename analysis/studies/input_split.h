/* Runs the twins of replications with uncertain inputs, and splits the variance. */
#ifndef DS_ANALYSIS_INPUT_SPLIT_H
#define DS_ANALYSIS_INPUT_SPLIT_H

#include "analysis/results/variance_split.h"
#include "analysis/studies/key_measures.h"
#include "model/replications.h"
#include "scenarios/scenario.h"

/* The number of the twin of replication 0: beyond any other. */
#define DS_TWIN_FIRST 2000000000000

/* Splits the variance of each key measure that is no percentile, and of the desk's headline
 * measures (MTTR, breach rates), from the complete replications 0 … count - 1 and as many
 * twins, which are run here. `what` is as for the replications (the desks are set up here).
 * Nothing where the scenario is certain, count < 2, or the replications are antithetic
 * pairs. DS_UNFINISHED: stopped; then there is nothing either. Free in any case. */
ds_status ds_input_split_run(ds_variance_split *split, const ds_replications *what,
                             const ds_scenario *scenario, const ds_key_measures *keys,
                             const ds_tally *tallies, int64_t count, double level,
                             ds_error *err) DS_MUST_USE;

#endif
