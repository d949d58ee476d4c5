/* What sweeps, tornados and Sobol indices answer, as tables. */
#ifndef DS_ANALYSIS_STUDY_ANSWERS_H
#define DS_ANALYSIS_STUDY_ANSWERS_H

#include "analysis/estimates/estimate_text.h"
#include "analysis/studies/sobol_study.h"
#include "analysis/studies/study_table.h"
#include "analysis/studies/sweep.h"
#include "analysis/studies/tornado.h"

/* Fill a zeroed table, to be freed in any case. DS_NO_MEMORY otherwise than DS_OK. */
ds_status ds_sweep_table(const ds_sweep *sweep, ds_study_table *table,
                         ds_error *err) DS_MUST_USE;
ds_status ds_tornado_table(const ds_tornado *tornado, ds_study_table *table,
                           ds_error *err) DS_MUST_USE;
ds_status ds_sobol_study_table(const ds_sobol_study *study, ds_study_table *table,
                               ds_error *err) DS_MUST_USE;

/* How the values of a key measure are shown. */
ds_shown_as ds_key_shown_as(const ds_key_measure *key);

/* The inputs by their total index of a key measure, the largest first: order[inputs]. */
void ds_sobol_study_order(const ds_sobol_study *study, int32_t key, int32_t *order);

#endif
