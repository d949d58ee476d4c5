/* What the spread of a measure comes from: chance, or not knowing the inputs.
 *
 * For a scenario that has values with an interval. Every replication r has a twin: the same
 * drawn inputs, other luck. With z the part of a replication in the measure's deviation,
 * (x - θ n) ÷ mean n for a quotient θ = Σx/Σn, twins are two draws from one group in a
 * one-way random-effects design (Searle, Casella and McCulloch, Variance Components, 1992,
 * chapter 3): within groups is chance, between groups not knowing the inputs. The interval
 * of the share is Searle's from the F distribution: exact for normal z, otherwise
 * approximate.
 */
#ifndef DS_ANALYSIS_VARIANCE_SPLIT_H
#define DS_ANALYSIS_VARIANCE_SPLIT_H

#include "analysis/results/measure.h"
#include "model/desk.h"

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>

typedef struct ds_variance_part {
    ds_result_dimension dimension;
    int32_t row;
    int32_t measure;
    double value;     /* of the measure, over all replications and twins */
    double chance_sd; /* from one such window to the next, inputs known */
    double input_sd;  /* of the long-run value, from not knowing the inputs; at least 0 */
    double share;     /* input variance ÷ both; NaN: nothing varies */
    double share_lo;  /* NaN: no interval */
    double share_hi;
} ds_variance_part;

typedef struct ds_variance_split {
    int32_t count;
    ds_variance_part *parts; /* owned */
    int32_t inputs;          /* with an interval */
    int32_t replications;    /* each with a twin */
    double level;
} ds_variance_split;

void ds_variance_split_free(ds_variance_split *split);

/* Fills the figures of a part from `count` pairs of twins: terms x and n of the one and the
 * other. `room` holds 2 · count numbers. */
void ds_variance_part_fill(ds_variance_part *part, const double *const x[2],
                           const double *const n[2], int32_t count, double level,
                           double *room);

/* The table for a terminal with its explanation; nothing where it has no parts. */
void ds_variance_split_put(const ds_desk *desk, const ds_variance_split *split, FILE *out);
void ds_variance_split_csv(const ds_desk *desk, const ds_variance_split *split, FILE *out);
/* NULL where memory is short. */
json_t *ds_variance_split_json(const ds_desk *desk, const ds_variance_split *split);

#endif
