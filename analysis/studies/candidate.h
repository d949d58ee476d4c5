/* One desk of a comparison: its name and what its replications said of the key measures.
 *
 * Kept are the terms x and n of each key measure by replication (the measure is Σx/Σn, see
 * ds_measure_terms), and for percentiles the histograms of a few hundred units, so that
 * thousands of replications of many desks fit in memory. All candidates of a comparison run
 * under one seed: replication r of each meets the same tickets.
 */
#ifndef DS_ANALYSIS_CANDIDATE_H
#define DS_ANALYSIS_CANDIDATE_H

#include "analysis/estimates/difference.h"
#include "analysis/estimates/estimate.h"
#include "analysis/studies/key_measures.h"
#include "analysis/studies/observations.h"
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
    int64_t most_kept; /* the key measures of the first so many are kept */
    int32_t aim;       /* the key of which all are kept; DS_NO_ID: none */
    int32_t column_count;
    int32_t *lender; /* [key] the column of overall's rate, of a slice's rate; DS_NO_ID */
    double *x;       /* [replication * column_count + column], the keys first; NaN: the desk
                        has no such row */
    double *n;
    ds_observations *observed; /* [key] of percentiles */
    double *own; /* [replication] the aim's value in it alone; NaN: it has none */
    int64_t own_capacity;
    double arrived;    /* tickets of all types that count */
    double unresolved; /* of them, when the simulation ended */
} ds_candidate;

/* A candidate without replications yet. `keys` are rows of `base` and must outlive it; rows
 * of the candidate's desk are found by name. Free in any case. */
ds_status ds_candidate_init(ds_candidate *candidate, const char *name, const ds_desk *desk,
                            const ds_key_measures *keys, const ds_desk *base,
                            ds_error *err) DS_MUST_USE;
void ds_candidate_free(ds_candidate *candidate);

/* Before the first replication: keeps the key measures of the first `most` replications
 * only, and each replication's own value of the key `aim` (DS_NO_ID: of none). Without it,
 * all are kept. */
void ds_candidate_keep(ds_candidate *candidate, int64_t most, int32_t aim);

/* Runs replications until there are `count` of them. `how` gives seed, threads, stop and
 * progress (its desk is not looked at). DS_UNFINISHED: stopped; the complete ones before
 * the first gap are there. */
ds_status ds_candidate_extend(ds_candidate *candidate, int64_t count,
                              const ds_replications *how, ds_error *err) DS_MUST_USE;

/* Copies the terms of one key measure that is no percentile: x[count] and n[count], of
 * replications that are kept. */
void ds_candidate_terms(const ds_candidate *candidate, int32_t key, int64_t count,
                        double *x, double *n);

/* The estimate of one key measure from the first `count` replications, of those kept.
 * `room` holds 2 · count numbers. */
ds_status ds_candidate_estimate(const ds_candidate *candidate, int32_t key, int64_t count,
                                double level, double *room, ds_estimate *out,
                                ds_error *err) DS_MUST_USE;

/* How much more one key measure is with `b` than with `a`, from the first `count` pairs of
 * replications. `room` holds 4 · count numbers. */
ds_status ds_candidate_difference(const ds_candidate *a, const ds_candidate *b, int32_t key,
                                  int64_t count, double level, double *room,
                                  ds_difference *out, ds_error *err) DS_MUST_USE;

/* The agents of all groups of a desk, unlimited ones left out. */
double ds_desk_agents(const ds_desk *desk);

#endif
