/* Simulated figures with their own standard error, and their comparison with theory.
 *
 * A figure is a quotient of two sums over replications; its error is the square root of the
 * linearised variance of a ratio (Cochran, Sampling Techniques, 6.3), the replication being
 * the unit. A figure agrees where it is within THEORY_ERRORS standard errors, and the check
 * bites only where the error itself is small: both are asserted.
 */
#ifndef DS_TESTS_AGAINST_THEORY_H
#define DS_TESTS_AGAINST_THEORY_H

#include "model/tally.h"

#include <stdint.h>

/* With 20 and more replications a right figure is farther off about once in 1,500 checks.
 */
#define THEORY_ERRORS 4.0

typedef struct simulated {
    double value;
    double error;
} simulated;

/* Σx/Σn over `count` replications. */
simulated simulated_ratio(const double *x, const double *n, int64_t count);

/* scale · Σx/Σn of two sums of a slice, and of a group. */
simulated simulated_slice(const ds_tally *tallies, int64_t count, ds_dimension dimension,
                          int32_t row, ds_ticket_sum x, ds_ticket_sum n, double scale);
simulated simulated_group(const ds_tally *tallies, int64_t count, int32_t group,
                          ds_group_sum x, ds_group_sum n, double scale);

/* Fails unless the figure is within THEORY_ERRORS standard errors of theory and its
 * standard error is at most `bite` of theory. `what` names it in the message. */
void assert_agrees(const char *what, simulated figure, double theory, double bite);

/* Fails unless two independent figures differ by at least so many standard errors. */
void assert_far_above(const char *what, simulated high, simulated low, double errors);

/* How far a figure is from theory, in standard errors. */
double errors_off(simulated figure, double theory);

#endif
