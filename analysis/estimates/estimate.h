/* Estimates with intervals, the replication being the unit of inference.
 *
 * Nothing within a replication is independent, so each measure is a quotient of two sums
 * over replications (how many breached, how many were eligible), and its spread is judged
 * by leaving out one replication after the other. docs/statistics.md has every formula with
 * its source and its test. What does not exist is NaN (null in JSON): a mean of no tickets,
 * an interval from one replication.
 */
#ifndef DS_ANALYSIS_ESTIMATE_H
#define DS_ANALYSIS_ESTIMATE_H

#include <stdbool.h>
#include <stdint.h>

/* How an interval came about. */
typedef enum ds_estimate_method {
    DS_METHOD_NONE,       /* there is no value */
    DS_METHOD_POINT,      /* a value without an interval */
    DS_METHOD_JACKKNIFE,  /* delete-one jackknife variance, Student t; percentiles: of the
                             share below */
    DS_METHOD_SKEWED,     /* the same, its sides set apart for the skewness */
    DS_METHOD_WILSON,     /* rare events: Wilson with the effective size */
    DS_METHOD_BOUND_HIGH, /* no event at all: [0, hi] */
    DS_METHOD_BOUND_LOW,  /* nothing but events: [lo, 1] */
    DS_METHOD_EXACT,      /* Clopper and Pearson: independent yes or no */
    DS_METHOD_CONTROLLED, /* as the jackknife, corrected by control variates */
    DS_ESTIMATE_METHODS,
} ds_estimate_method;

typedef struct ds_estimate {
    double value;
    double lo;
    double hi;
    double half_width; /* the larger of hi - value and value - lo, before lo and hi are cut
                          at what is possible (0, or 1 for a share) */
    double standard_error; /* NaN where the interval does not rest on one */
    double skewness; /* of the values that the standard error comes from; 0: not known */
    double n;        /* what was counted: tickets, visits, or replications for counts */
    int32_t replications;
    ds_estimate_method method;
    bool is_lower_bound; /* a mean time that leaves out more than 1 % unresolved tickets */
} ds_estimate;

/* NaN throughout, n = 0. */
ds_estimate ds_estimate_none(int32_t replications);

static inline bool ds_estimate_has_interval(const ds_estimate *estimate)
{
    return estimate->lo <= estimate->hi;
}

/* "jackknife", "wilson", "bound" …; "" where there is no interval. */
const char *ds_estimate_method_name(ds_estimate_method method);

/* The quantile 1 - (1 - level)/2 of Student's t with replications - 1 degrees of freedom;
 * NaN for fewer than two replications. */
double ds_critical_t(double level, int32_t replications);

/* The sides of an interval, value - below to value + above, from a standard error and the
 * sample skewness (adjusted for its size) of `replications` values. Where it is within its
 * own standard error, and under ten replications, both are t · error. Otherwise t is
 * carried back through the transformation that takes the skewness out of Student's
 * statistic (Hall, Journal of the Royal Statistical Society B 54, 1992): the plain interval
 * of skewed values ends too soon on the side of the long tail. The other side is not
 * shortened. Returns whether the sides differ. */
bool ds_interval_sides(double error, double skewness, int32_t replications, double level,
                       double *below_out, double *above_out);
/* The skewness of values with these sums of squares and cubes about their mean, adjusted
 * for its size; 0 where it cannot be told. */
double ds_sample_skewness(double squares, double cubes, int32_t count);

/* scale · Σx/Σn over `count` replications with the delete-one jackknife variance of a ratio
 * (Cochran, Sampling Techniques, 3rd ed., 6.15 to 6.17) and Student t with count - 1
 * degrees of freedom, and the sides of ds_interval_sides by the skewness of the
 * pseudo-values. With n[i] = 1 it is the mean of x with its classical t interval. None
 * where Σn is 0; a point where count < 2 or only one replication has n[i] > 0. lo is at
 * least 0: everything that desksim measures is. */
ds_estimate ds_estimate_ratio(const double *x, const double *n, int32_t count, double scale,
                              double level);

/* The share Σevents/Σeligible. As ds_estimate_ratio where at least five replications have
 * an event and five have an eligible one without. Otherwise Wilson's interval with the
 * effective size n ÷ design effect and Student's t for the normal quantile (Korn and
 * Graubard, Survey Methodology 24, 1998); with no event at all (or nothing else) the exact
 * one-sided binomial bound with that effective size, about 3/n at 95 %. Where the design
 * effect cannot be estimated because nothing happened, it follows from
 * `correlation`, the intra-replication correlation of a related rate (0: none known). One
 * replication: a point. */
ds_estimate ds_estimate_rate(const double *events, const double *eligible, int32_t count,
                             double level, double correlation);

/* The share of `trials` independent ones that had it, `events` of them, with the exact
 * interval of Clopper and Pearson (Biometrika 26, 1934); one-sided, as above, where all or
 * none had it. It covers at least as often as it says. */
ds_estimate ds_estimate_binomial(double events, double trials, int32_t replications,
                                 double level);

/* The intra-replication correlation that a rate's design effect implies, (d - 1)/(m - 1)
 * with m eligible ones a replication; 0 where it cannot be told. */
double ds_rate_correlation(const double *events, const double *eligible, int32_t count);

/* Wilson's score interval (JASA 22, 1927) of a share p seen among n, with critical value z;
 * n need not be whole. */
void ds_wilson(double p, double n, double z, double *lo_out, double *hi_out);

/* At this confidence, at most this share of replications has an event that none of `count`
 * had: 1 - (1 - level)^(1/count). */
double ds_bound_of_none(double level, double count);

#endif
