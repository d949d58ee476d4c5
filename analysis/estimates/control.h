/* Control variates: what is known of the luck that a run has had, taken out of its
 * estimates.
 *
 * A control is counted in each unit of inference and has a mean that is known without
 * simulating (so many tickets arrive, so much work do they bring). Where the run drew more
 * than that, a measure that goes with it was too high, and is corrected by regression
 * (Lavenberg and Welch, Management Science 27, 1981).
 */
#ifndef DS_ANALYSIS_CONTROL_H
#define DS_ANALYSIS_CONTROL_H

#include "analysis/estimates/estimate.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

#define DS_CONTROLS_MOST 2
/* Fewer units of inference than this do not carry a regression. */
#define DS_CONTROLS_FEWEST_UNITS 20

/* Controls made orthogonal to each other: centred[k] sums to 0, and to 0 with the others.
 */
typedef struct ds_controls {
    int32_t count;
    int32_t units;
    double *centred[DS_CONTROLS_MOST]; /* [unit]; owned */
    double squares[DS_CONTROLS_MOST];  /* Σ centred² > 0 */
    double luck[DS_CONTROLS_MOST];     /* mean over the units less the known mean */
} ds_controls;

/* What became of a control that was offered. */
typedef enum ds_control_verdict {
    DS_CONTROL_USED,
    DS_CONTROL_CONSTANT, /* it says nothing that the others do not */
    DS_CONTROL_DOUBTED,  /* five standard errors and more from the mean said to be known */
    DS_CONTROL_NO_MEMORY,
} ds_control_verdict;

/* Adds a control: its values[controls->units], and its known mean. Zeroed controls with
 * `units` set have none yet. */
ds_control_verdict ds_controls_add(ds_controls *controls, const double *values,
                                   double known_mean);
void ds_controls_free(ds_controls *controls);

/* Corrects an estimate made by ds_estimate_ratio (scale 1) or ds_estimate_rate from these x
 * and n over controls->units units: θ - Σ b (luck), with b regressed on the jackknife's
 * pseudo-values, variance s²(1/R + Σ luck²/squares), s² of the residuals with R - q - 1
 * degrees of freedom, Student's t with as many. Left as it is where the method is not the
 * jackknife, or where the regression is not significant (F test at 1 %): that it narrows
 * the interval by luck alone is no reason to use it. Returns whether it was corrected. */
bool ds_estimate_control(ds_estimate *estimate, const ds_controls *controls,
                         const double *x, const double *n, double level);

#endif
