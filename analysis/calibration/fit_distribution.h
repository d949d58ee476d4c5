/* The distribution that describes a sample of durations best.
 *
 * Each of exponential, lognormal, gamma, Weibull and hyperexponential (two phases, balanced
 * means) is fitted by maximum likelihood; the one with the least BIC, −2 log L + k log n
 * (G. Schwarz, Annals of Statistics 6, 1978), is chosen. Goodness of fit is the
 * Kolmogorov-Smirnov distance.
 */
#ifndef DS_ANALYSIS_FIT_DISTRIBUTION_H
#define DS_ANALYSIS_FIT_DISTRIBUTION_H

#include "sim/distribution.h"

#include <stdint.h>

#define DS_FAMILIES 5
#define DS_FIT_QUANTILES 33

typedef struct ds_chosen_fit {
    ds_distribution best; /* of no sample: constant(0) */
    int64_t count;        /* durations that it was fitted to */
    double mean_lo;       /* 95 % interval of the mean, seconds */
    double mean_hi;
    double ks;                        /* distance to the sample */
    float observed[DS_FIT_QUANTILES]; /* the sample's quantiles, seconds; 0: none */
    double bic[DS_FAMILIES]; /* by family, less the least; NAN where it does not fit */
} ds_chosen_fit;

/* The probability of the ith of them: evenly spaced, and closer at both ends. */
double ds_fit_quantile_p(int i);

/* "exponential", … in the order of `bic`. */
const char *ds_family_name(int family);

/* Fits positive durations in seconds; sorts them. What is shorter than half a second counts
 * as that. With fewer than eight, or all alike, it is the exponential (or the constant). */
ds_status ds_fit_durations(double *seconds, int64_t count, ds_chosen_fit *out,
                           ds_error *err) DS_MUST_USE;

/* The largest distance between a sorted sample's distribution and a cdf. */
double ds_ks_distance(const double *sorted, int64_t count,
                      const ds_distribution *distribution);

#endif
