/* A first guess at how long tickets lie untouched, for the fit by simulation to start from.
 *
 * Times to resolution, less recorded holds, of tickets that never changed their group are a
 * mixture of two lognormals, fitted by expectation and maximisation: a fast part, worked on
 * at once, and a slow one that lay about.
 */
#ifndef DS_ANALYSIS_FIT_IDLE_H
#define DS_ANALYSIS_FIT_IDLE_H

#include "analysis/calibration/calibration.h"

/* Fills `idle` by group, and the mean and cv of the fast part over all of them. */
ds_status ds_fit_idle_guess(ds_calibration *self, double *fast_mean_s, double *fast_cv,
                            ds_error *err) DS_MUST_USE;

#endif
