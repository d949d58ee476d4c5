/* What the verb sweep prints and writes. */
#ifndef DS_CLI_SWEEP_OUTPUT_H
#define DS_CLI_SWEEP_OUTPUT_H

#include "analysis/studies/study_answers.h"
#include "cli/options.h"

#include <stdbool.h>
#include <stdint.h>

/* One of the three is not NULL. */
typedef struct ds_sweep_answer {
    const ds_options *options;
    const ds_desk *desk;
    const ds_sweep *sweep;
    const ds_tornado *tornado;
    const ds_sobol_study *sobol;
    int64_t done; /* points */
    int64_t planned;
    bool was_interrupted;
} ds_sweep_answer;

/* Prints the answer and, with --out, writes sweep.json, sweep.csv and the plots. Returns a
 * ds_exit. */
int ds_sweep_publish(const ds_sweep_answer *answer);

#endif
