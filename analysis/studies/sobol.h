/* Sobol indices: how much of the variance of an output each input is answerable for.
 *
 * The first-order index S is the share that goes away once that input is known; the total
 * index T is the share that stays while all others are known. Σ S <= 1 <= Σ T; they differ
 * where inputs act together. Estimated from matrices A and B of independent rows and from
 * A with one column of B:
 *
 *   S_i = 1/N Σ f(B) (f(AB_i) - f(A)) / V    Saltelli et al., Comput. Phys. Commun. 181,
 *                                            2010, table 2 (b)
 *   T_i = 1/2N Σ (f(A) - f(AB_i))² / V       Jansen, Comput. Phys. Commun. 117, 1999
 *
 * with f less its mean, and V the variance over A and B. Intervals by the percentile
 * bootstrap over rows (Archer, Saltelli and Sobol, J. Stat. Comput. Simul. 58, 1997). Knows
 * no desk: outputs are numbers.
 */
#ifndef DS_ANALYSIS_SOBOL_H
#define DS_ANALYSIS_SOBOL_H

#include "sim/error.h"

#include <stdint.h>

/* A and B together take that many dimensions of Sobol's sequence. */
#define DS_SOBOL_MOST_INPUTS 20

/* The outputs f at the rows of the matrices. */
typedef struct ds_sobol_outputs {
    int32_t rows;
    int32_t inputs;
    double *a;  /* [row] */
    double *b;  /* [row] */
    double *ab; /* [input * rows + row] */
} ds_sobol_outputs;

typedef struct ds_sobol_index {
    double value; /* NaN: the output does not vary, or is not known everywhere */
    double error; /* bootstrap standard error */
    double lo;
    double hi;
} ds_sobol_index;

/* The rows of A and B in the unit cube, a[row * inputs + input]: Sobol's sequence in
 * 2·inputs dimensions, shifted by the seed. Best with a power of two rows. */
ds_status ds_sobol_sample(int32_t rows, int32_t inputs, uint64_t seed, double *a, double *b,
                          ds_error *err) DS_MUST_USE;

/* The indices, first[inputs] and total[inputs], of at least 2 rows. */
ds_status ds_sobol_indices(const ds_sobol_outputs *outputs, double level, uint64_t seed,
                           ds_sobol_index *first, ds_sobol_index *total,
                           ds_error *err) DS_MUST_USE;

#endif
