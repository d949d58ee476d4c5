/* Differences of two desks that met the same luck, replication by replication.
 *
 * A measure is a quotient of sums, Σx/Σn, so the difference is one of two quotients; its
 * spread is judged by leaving out one replication after the other on both sides at once
 * (the jackknife of Arvesen, Annals of Mathematical Statistics 40, 1969, applied to pairs),
 * with Student's t. What common random numbers have made alike cancels by itself. Where an
 * event is too rare on either side for that, the interval is made of those of the two rates
 * (Newcombe, Statistics in Medicine 17, 1998, method 10): it takes them for independent,
 * which for pairs with common luck is cautious.
 */
#ifndef DS_ANALYSIS_DIFFERENCE_H
#define DS_ANALYSIS_DIFFERENCE_H

#include "analysis/estimates/estimate.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum ds_difference_method {
    DS_DIFFERENCE_NONE,    /* one of the two does not exist */
    DS_DIFFERENCE_POINT,   /* no interval: fewer than two pairs */
    DS_DIFFERENCE_PAIRED,  /* jackknife over pairs */
    DS_DIFFERENCE_RARE,    /* of two intervals for rare events */
    DS_DIFFERENCE_CONSTANT /* the same in each pair, up to rounding: known, not estimated */
} ds_difference_method;

typedef struct ds_difference {
    double value; /* second less first */
    double lo;
    double hi;
    double half_width;
    double variance;             /* of the value */
    double independent_variance; /* what it would be without common luck */
    ds_difference_method method;
} ds_difference;

/* NaN throughout. */
ds_difference ds_difference_none(void);

/* scale · (Σxb/Σnb - Σxa/Σna) over `count` pairs. */
ds_difference ds_paired_difference(const double *xa, const double *na, const double *xb,
                                   const double *nb, int32_t count, double scale,
                                   double level);

/* The same for shares, where `a` and `b` are their own estimates at that level. */
ds_difference ds_paired_rate_difference(const double *xa, const double *na,
                                        const double *xb, const double *nb, int32_t count,
                                        double level, const ds_estimate *a,
                                        const ds_estimate *b);

/* Whether the interval leaves out 0 (and a constant difference is not 0). */
bool ds_difference_is_clear(const ds_difference *difference);

/* "paired", "rare", "constant"; "" where there is no interval. */
const char *ds_difference_method_name(ds_difference_method method);

#endif
