/* Welch's moving average, by which the eye finds the end of a warm-up.
 *
 * Welch, "The statistical analysis of simulation results", in Lavenberg (ed.), The Computer
 * Performance Modeling Handbook (1983); Law, Simulation Modeling and Analysis, 5th ed.,
 * 9.5.1. With w values on either side,
 *
 *     Ȳ_i(w) = mean of Y_{i-w} … Y_{i+w}          for i = w + 1 … m - w
 *     Ȳ_i(w) = mean of Y_1 … Y_{2i-1}             for i = 1 … w
 *
 * where Y_i is the mean over replications. A Y_i here is a quotient of two sums (hours and
 * tickets), and an average is the quotient of their sums over the window; with all weights
 * 1 this is Welch's.
 */
#ifndef DS_ANALYSIS_WELCH_H
#define DS_ANALYSIS_WELCH_H

#include <stdint.h>

/* Fills averages[count] from sums and weights; NaN for the last `side`, which have no
 * average, and where the weights in the window are 0. 0 <= side. */
void ds_welch_average(const double *sums, const double *weights, int32_t count,
                      int32_t side, double *averages);

#endif
