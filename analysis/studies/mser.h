/* Where a series that begins far from its steady state is best cut: MSER-5.
 *
 * White, "An effective truncation heuristic for bias reduction in simulation output",
 * Simulation 69 (1997), in its batched form (White, Cobb and Spratt, "A comparison of five
 * steady-state truncation heuristics for simulation", WSC 2000). Of the means Y_1 … Y_n of
 * batches of five values, that many are dropped, d, which makes the squared standard error
 * of the mean of the others least:
 *
 *     MSER(d) = 1 / (n - d)² · Σ_{i > d} (Y_i - mean of Y_{d+1} … Y_n)²
 *
 * A d beyond n/2 is not valid: the series is too short, or has no steady state. Values
 * beyond the last whole batch are left out, and so are the cuts that leave fewer than five
 * batches (half of them, where there are fewer than ten), whose spread says nothing; ties
 * go to the smaller d.
 */
#ifndef DS_ANALYSIS_MSER_H
#define DS_ANALYSIS_MSER_H

#include <stdbool.h>
#include <stdint.h>

#define DS_MSER_BATCH 5

typedef struct ds_mser {
    int32_t batches;        /* n */
    int32_t cut;            /* d with the least MSER(d) of all; batches */
    int32_t first_half_cut; /* the same among those up to n/2 */
    bool is_late;           /* cut is beyond n/2 */
} ds_mser;

/* Cuts `count` finite values, at least two batches of `per_batch` >= 1. */
ds_mser ds_mser_find(const double *values, int32_t count, int32_t per_batch);

/* MSER(d) by its definition, for plots and tests; 0 <= d < n. */
double ds_mser_criterion(const double *values, int32_t count, int32_t per_batch, int32_t d);

#endif
