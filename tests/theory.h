/* Closed forms of queueing theory, for tests to compare simulations with.
 *
 * Rates and mean times may be in any one unit of time. Loads are in erlangs. Classes and
 * priorities are listed with the highest first. Every system is stable: the caller sees to
 * it.
 */
#ifndef DS_TESTS_THEORY_H
#define DS_TESTS_THEORY_H

#include <stdint.h>

#define THEORY_MAX_CLASSES 9

/* Customers of one class: Poisson arrivals, and service with this mean and coefficient of
 * variation. */
typedef struct theory_class {
    double rate;
    double mean;
    double cv;
} theory_class;

/* Erlang's loss and delay formulas (Erlang 1917): the share blocked in M/M/c/c, and delayed
 * in M/M/c. */
double theory_erlang_b(int32_t servers, double load);
double theory_erlang_c(int32_t servers, double load);

/* M/M/c, first come first served: mean wait, mean square of the wait, and the share whose
 * wait is at most `time` (Gross and Harris, Fundamentals of Queueing Theory, 2.3). */
double theory_mmc_wait(int32_t servers, double rate, double mean);
double theory_mmc_wait_square(int32_t servers, double rate, double mean);
double theory_mmc_within(int32_t servers, double rate, double mean, double time);

/* The same mean square in random order: that of first come first served ÷ (1 - ρ/2)
 * (Kingman, Proc. Cambridge Phil. Soc. 58, 1962; for M/M/c the wait given a delay is that
 * of M/M/1 with one server as fast as all together). */
double theory_mmc_random_wait_square(int32_t servers, double rate, double mean);

/* M/G/1: mean wait by Pollaczek and Khinchine. */
double theory_mg1_wait(theory_class customers);

/* Kleinrock's conservation law for M/G/1 without preemption: Σ ρ_k W_k, whatever order does
 * not look at the very service times (Kleinrock, Naval Res. Log. Quart. 12, 1965). */
double theory_mg1_conserved(const theory_class *classes, int32_t count);

/* M/M/c with non-preemptive priorities and one mean service time: mean wait of each class
 * (Cobham, J. ORSA 2, 1954). */
void theory_cobham_waits(int32_t servers, double mean, const double *rates, int32_t count,
                         double *wait_out);

/* M/G/1 with preemptive-resume priorities: mean sojourn of each class (Kleinrock, Queueing
 * Systems 2, 3.40). */
void theory_preemptive_sojourns(const theory_class *classes, int32_t count,
                                double *sojourn_out);

/* M/G/1 with priorities that accumulate at these rates, the highest first: mean wait of
 * each class (Kleinrock, Naval Res. Log. Quart. 11, 1964, "A delay dependent queue
 * discipline"). */
void theory_accumulating_waits(const theory_class *classes, const double *accumulation,
                               int32_t count, double *wait_out);

/* M/M/1 with two accumulating priorities and one mean service time. */
typedef struct theory_accumulating {
    double rate[2]; /* arrivals of the high and the low class */
    double mean;
    double ratio; /* the low class's rate of accumulation ÷ the high one's, in (0, 1] */
} theory_accumulating;

/* The Laplace transform E exp(-s W) of the wait of the high (0) or low (1) class, s > 0.
 *
 * Follows Stanford, Taylor and Ziedins (Queueing Systems 77, 2014): a customer of the high
 * class is accredited when its priority passes what any other that is not accredited can
 * have. Those who are served without it see a first-come-first-served M/G/1 whose services
 * are accreditation intervals, the busy periods of the accredited; an accredited customer
 * comes at a uniform instant of such an interval and waits for the work then left in it. */
double theory_accumulating_transform(const theory_accumulating *queue, int32_t class_row,
                                     double s);

/* Jackson's traffic equations, rate = arrivals + routingᵀ · rate (Jackson, Oper. Res. 5,
 * 1957): visits per unit of time to each station. routing[from * count + to]. */
void theory_traffic(const double *arrivals, const double *routing, int32_t count,
                    double *rate_out);

/* The share of service times longer than this. */
typedef double theory_survival(double time, const void *context);

/* M(t)/G/∞ with arrivals per hour that repeat every week: the mean number in service,
 * averaged over each hour of the week, long after the start. E N(t) = ∫ rate(t - x) P(S >
 * x) dx (Eick, Massey and Whitt, Oper. Res. 41, 1993), integrated numerically; times in
 * hours. Service beyond eight weeks is left out. */
void theory_infinite_server_week(const double per_hour[168], theory_survival *survival,
                                 const void *context, double mean_out[168]);

/* The correlation of two gamma variables with mean 1 and this variance, whose normal scores
 * have this correlation (a Gaussian copula), by Gauss-Hermite quadrature. */
double theory_gamma_correlation(double variance, double score_correlation);

#endif
