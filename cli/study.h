/* What a run is asked beyond its figures: key measures, their precision, less variance. */
#ifndef DS_CLI_STUDY_H
#define DS_CLI_STUDY_H

#include "analysis/results/results.h"
#include "analysis/studies/key_measures.h"
#include "analysis/studies/precision.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "scenarios/scenario.h"

#include <stdbool.h>

typedef struct ds_study {
    const ds_options *options;
    const ds_desk *desk;
    ds_key_measures keys;
    ds_key_table table; /* moved to the results in the end */
} ds_study;

/* Reads the key measures of the options, else of the scenario; what is wrong is complained
 * about, with its place. Returns a ds_exit; free in any case. */
int ds_study_prepare(ds_study *study, const ds_scenario *scenario, const ds_desk *desk,
                     const ds_options *options);
void ds_study_free(ds_study *study);

/* Runs replications: as many as the options say, or as many as the precision takes. As
 * ds_precision_run. */
ds_status ds_study_run(ds_study *study, ds_replications *what, ds_progress *progress,
                       ds_tally **tallies_out, int64_t *done_out,
                       ds_error *err) DS_MUST_USE;

/* The results of the replications, with what became of the key measures. */
ds_status ds_study_conclude(ds_study *study, const ds_tally *tallies, int64_t done,
                            ds_results *results, ds_error *err) DS_MUST_USE;

/* Says on standard error which measures are still too wide. */
void ds_study_say_short(const ds_study *study, const ds_results *results);

#endif
