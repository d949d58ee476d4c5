/* Whether head counts keep all targets, with as many replications as it takes to tell. */
#ifndef DS_ANALYSIS_STAFFING_VERDICT_H
#define DS_ANALYSIS_STAFFING_VERDICT_H

#include "analysis/staffing/staffing_search.h"

/* A search at work. */
typedef struct ds_staffing_trial {
    ds_staffing_search *search;
    ds_diagnostics *said;
    ds_error *err;
} ds_staffing_trial;

/* Whether the whole interval keeps the limit; whether the estimate itself does. */
bool ds_target_holds(const ds_estimate *estimate, const ds_condition *target);
bool ds_target_is_kept(const ds_estimate *estimate, const ds_condition *target);
/* Whether the estimate is so near to the limit that the neighbour will do as well. */
bool ds_target_is_near(const ds_staffing_search *search, const ds_estimate *found,
                       const ds_condition *target);

/* Whether a configuration of the study, as far as it was simulated, keeps all targets. */
bool ds_staffing_is_held(const ds_staffing_search *search, int32_t row);

/* Simulates head counts until it is decided, or for search->most replications. */
ds_status ds_staffing_meets(const ds_staffing_trial *it, const int32_t *agents,
                            bool *met_out) DS_MUST_USE;

#endif
