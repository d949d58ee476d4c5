/* Tornado: which input moves a measure most, each one varied by itself.
 *
 * For each input the measure at the low and the high end of its values, the others at the
 * scenario's own. The elasticity is the relative change of the measure per relative change
 * of the input, over that range:
 *
 *   E = ((y_high - y_low) / y_own) / ((v_high - v_low) / v_own)
 *
 * Replications are paired (common random numbers), so its interval comes from leaving one
 * replication after the other out of all three at once: delete-one jackknife, Student t.
 */
#ifndef DS_ANALYSIS_TORNADO_H
#define DS_ANALYSIS_TORNADO_H

#include "analysis/studies/experiment.h"

#include <stdint.h>

typedef struct ds_tornado_bar {
    ds_estimate low;  /* the measure with the input at its low end */
    ds_estimate high; /* … at its high end */
    double swing;     /* high less low */
    double swing_half_width;
    double elasticity; /* NaN: the measure is 0 or there is none, or the input is 0 */
    double half_width; /* NaN: no interval */
} ds_tornado_bar;

typedef struct ds_tornado {
    const ds_experiment *experiment; /* borrowed; keeps_terms */
    const ds_vary *varies;           /* borrowed; numeric, with a value of their own */
    int32_t vary_count;
    int64_t planned; /* points: 1 + 2 · vary_count */
    int64_t done;
    int32_t bars_done; /* inputs with both ends */
    double *low;       /* [vary] the ends, as they were run */
    double *high;
    char **low_text;
    char **high_text;
    ds_estimate *own;     /* [key] */
    ds_tornado_bar *bars; /* [vary * keys + key] */
} ds_tornado;

/* Finds the ends. DS_BAD_INPUT: an input that has none. Free in any case. */
ds_status ds_tornado_init(ds_tornado *tornado, const ds_experiment *experiment,
                          const ds_vary *varies, int32_t vary_count,
                          ds_error *err) DS_MUST_USE;
void ds_tornado_free(ds_tornado *tornado);
/* Runs all points; whatever ends it early, the complete bars before stand. */
ds_status ds_tornado_run(ds_tornado *tornado, ds_diagnostics *out,
                         ds_error *err) DS_MUST_USE;

/* The inputs by the size of their elasticity of a key measure (by their swing where there
 * is none), the largest first: order[bars_done]. */
void ds_tornado_order(const ds_tornado *tornado, int32_t key, int32_t *order);

/* The elasticity and swing from terms x[replication] and n[replication] of a measure at
 * (low, own, high), where the input changes by `change` relative to its own value. */
void ds_tornado_elasticity(const double *const x[3], const double *const n[3],
                           int32_t replications, double change, double level,
                           ds_tornado_bar *bar);

#endif
