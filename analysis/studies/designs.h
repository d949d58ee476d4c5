/* Designs of experiments: which combinations of inputs a study looks at.
 *
 * Designs are in the unit cube, (0, 1) in each input; whoever uses them maps that to
 * values.
 */
#ifndef DS_ANALYSIS_DESIGNS_H
#define DS_ANALYSIS_DESIGNS_H

#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

/* As many inputs as GSL's Sobol sequence has dimensions. */
#define DS_SOBOL_INPUTS 40

/* The levels of point `point` of a full grid, the last input running fastest. */
void ds_design_grid_point(const int32_t *counts, int32_t inputs, int64_t point,
                          int32_t *levels_out);

/* A Latin hypercube (McKay, Beckman and Conover, Technometrics 21, 1979): each of the
 * `points` equal parts of each input's range has exactly one point. unit[point * inputs +
 * input] in (0, 1). */
ds_status ds_design_lhs(int32_t points, int32_t inputs, uint64_t seed, double *unit,
                        ds_error *err) DS_MUST_USE;

/* The first points of Sobol's sequence in 1 to DS_SOBOL_INPUTS inputs. Shifted: by one
 * random vector modulo 1 (Cranley and Patterson, SIAM J. Numer. Anal. 13, 1976), drawn
 * with the seed, which makes averages unbiased. */
ds_status ds_design_sobol(int32_t points, int32_t inputs, bool is_shifted, uint64_t seed,
                          double *unit, ds_error *err) DS_MUST_USE;

#endif
