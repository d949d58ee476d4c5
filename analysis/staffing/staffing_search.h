/* The least cost: the cheapest head counts with which all targets hold.
 *
 * More agents never make a target worse, up to chance, so that each group's least head
 * count is found by bisection: first with the other groups at saturation, the dearest group
 * first, then by exchanges of an agent of one group for agents of another, while that is
 * cheaper.
 *
 * Replications are spent where they decide: a combination runs twice as many again until
 * the whole interval of each target's measure keeps its limit, or that of one breaks it.
 * Where an interval that holds the limit is narrower than DS_STAFFING_CLOSE to each side,
 * the estimate decides, since either way would do; at `most` replications a target that is
 * not shown to hold does not hold. At last it is proven that no cheaper head counts keep
 * the targets, or these are found and the search goes on (staffing_proof.h). Since the
 * answer was chosen for what its own replications show, it is simulated once more on fresh
 * ones, and what those show is told.
 */
#ifndef DS_ANALYSIS_STAFFING_SEARCH_H
#define DS_ANALYSIS_STAFFING_SEARCH_H

#include "analysis/staffing/staffing_study.h"
#include "analysis/studies/comparison.h"
#include "analysis/studies/study_table.h"

#include <stdbool.h>
#include <stdint.h>

/* So near to its limit a share is as good as the limit; of other measures, this part of the
 * limit. */
#define DS_STAFFING_CLOSE 0.003

/* A combination that is not decided runs up to so many times the first replications. */
#define DS_STAFFING_MOST_TIMES 32

typedef struct ds_staffing_search {
    ds_staffing_study *study;    /* borrowed */
    const ds_condition *targets; /* borrowed; keys are those of the study */
    int32_t target_count;
    int64_t most;              /* replications of a combination; the first ones at least */
    int32_t *agents;           /* [group of the study] the best so far; owned */
    bool is_met;               /* they meet all targets; else they are at saturation */
    bool is_done;              /* the search came to its end */
    bool is_proven;            /* no cheaper head counts keep the targets */
    int32_t proof_count;       /* head counts that were simulated to prove it */
    bool is_checked;           /* the answer was simulated again on fresh tickets */
    ds_experiment_point check; /* with these measures; owned */
} ds_staffing_search;

/* Searches. Whatever ends it early (DS_UNFINISHED: stopped), the best so far stands. Free
 * in any case. */
ds_status ds_staffing_search_run(ds_staffing_search *search, ds_diagnostics *said,
                                 ds_error *err) DS_MUST_USE;
void ds_staffing_search_free(ds_staffing_search *search);

/* A row for each group, and in sentences what it costs and which targets hold. */
ds_status ds_staffing_search_table(const ds_staffing_search *search, ds_study_table *table,
                                   ds_error *err) DS_MUST_USE;

#endif
