/* One desk of a comparison: its name and what its replications said of the key measures.
 *
 * Kept are the terms x and n of each key measure by replication (the measure is Σx/Σn, see
 * ds_measure_terms), so that thousands of replications of many desks fit in memory. All
 * candidates of a comparison run under one seed: replication r of each meets the same
 * tickets.
 */
#ifndef DS_ANALYSIS_CANDIDATE_H
#define DS_ANALYSIS_CANDIDATE_H

#include "analysis/estimates/estimate.h"
#include "analysis/studies/key_measures.h"
#include "model/replications.h"
#include "scenarios/scenario.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct ds_candidate {
    char *name;          /* owned */
    const ds_desk *desk; /* borrowed */
    /* Borrowed, may be set after ds_candidate_init: where it has uncertain inputs, each
     * replication draws them. NULL: none are. */
    const ds_scenario *scenario;
    int32_t key_count;        /* as many as the base's key measures */
    const ds_key_measure *of; /* [key] borrowed: those of the base */
    int32_t *rows;            /* [key] the row in this desk; DS_NO_ID: it has none */
    int64_t count;            /* replications so far: 0 … count - 1 */
    int64_t capacity;
    double *x; /* [replication * key_count + key]; NaN: the desk has no such row */
    double *n;
} ds_candidate;

/* A candidate without replications yet. `keys` are rows of `base` and must outlive it; rows
 * of the candidate's desk are found by name. Percentiles have no terms: DS_BAD_INPUT. Free
 * in any case. */
ds_status ds_candidate_init(ds_candidate *candidate, const char *name, const ds_desk *desk,
                            const ds_key_measures *keys, const ds_desk *base,
                            ds_error *err) DS_MUST_USE;
void ds_candidate_free(ds_candidate *candidate);

/* Runs replications until there are `count` of them. `how` gives seed, threads, stop and
 * progress (its desk is not looked at). DS_UNFINISHED: stopped; the complete ones before
 * the first gap are there. */
ds_status ds_candidate_extend(ds_candidate *candidate, int64_t count,
                              const ds_replications *how, ds_error *err) DS_MUST_USE;

/* Copies the terms of one key measure: x[count] and n[count]. */
void ds_candidate_terms(const ds_candidate *candidate, int32_t key, int64_t count,
                        double *x, double *n);

/* The estimate of one key measure from the first `count` replications. `room` holds
 * 2 · count numbers. */
ds_estimate ds_candidate_estimate(const ds_candidate *candidate, int32_t key, int64_t count,
                                  double level, double *room);

/* The agents of all groups of a desk, unlimited ones left out. */
double ds_desk_agents(const ds_desk *desk);

#endif
