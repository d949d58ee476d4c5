/* Sobol indices of a scenario's inputs: the matrices of sobol.h, run row by row.
 *
 * The output is a measure estimated from the same replications at every row, so that it is
 * one function of the inputs: what chance adds is the same throughout. Inputs are spread
 * evenly over their ranges or levels; those that the scenario gives with an interval, by
 * that.
 */
#ifndef DS_ANALYSIS_SOBOL_STUDY_H
#define DS_ANALYSIS_SOBOL_STUDY_H

#include "analysis/studies/experiment.h"
#include "analysis/studies/sobol.h"

#include <stdint.h>

typedef struct ds_sobol_study {
    const ds_experiment *experiment; /* borrowed */
    const ds_vary *varies;           /* borrowed */
    int32_t inputs;
    int32_t rows;    /* planned */
    int32_t done;    /* complete rows */
    int64_t planned; /* points: rows · (inputs + 2) */
    double *a;       /* [row * inputs + input], in the unit cube */
    double *b;
    double *outputs;       /* [(key * (inputs + 2) + block) * rows + row]: A, B, AB_1 … */
    ds_sobol_index *first; /* [key * inputs + input], after ds_sobol_study_conclude */
    ds_sobol_index *total;
} ds_sobol_study;

/* DS_BAD_INPUT: too many points or inputs. Free in any case. */
ds_status ds_sobol_study_init(ds_sobol_study *study, const ds_experiment *experiment,
                              const ds_vary *varies, int32_t inputs, int64_t rows,
                              ds_error *err) DS_MUST_USE;
void ds_sobol_study_free(ds_sobol_study *study);
/* Runs the rows; whatever ends it early, the complete rows before stand. */
ds_status ds_sobol_study_run(ds_sobol_study *study, ds_diagnostics *out,
                             ds_error *err) DS_MUST_USE;
/* The indices from the complete rows. */
ds_status ds_sobol_study_conclude(ds_sobol_study *study, ds_error *err) DS_MUST_USE;

#endif
