#include "theory.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

double theory_erlang_b(int32_t servers, double load)
{
    double blocked = 1;
    for (int32_t n = 1; n <= servers; n++)
        blocked = load * blocked / (n + load * blocked);
    return blocked;
}

double theory_erlang_c(int32_t servers, double load)
{
    double blocked = theory_erlang_b(servers, load);
    return blocked / (1 - load / servers * (1 - blocked));
}

/* Waits of those delayed in M/M/c are exponential with this rate. */
static double clearing_rate(int32_t servers, double rate, double mean)
{
    return servers / mean - rate;
}

double theory_mmc_wait(int32_t servers, double rate, double mean)
{
    return theory_erlang_c(servers, rate * mean) / clearing_rate(servers, rate, mean);
}

double theory_mmc_wait_square(int32_t servers, double rate, double mean)
{
    return 2 * theory_mmc_wait(servers, rate, mean) / clearing_rate(servers, rate, mean);
}

double theory_mmc_within(int32_t servers, double rate, double mean, double time)
{
    return 1 - theory_erlang_c(servers, rate * mean) *
                   exp(-clearing_rate(servers, rate, mean) * time);
}

double theory_mmc_random_wait_square(int32_t servers, double rate, double mean)
{
    return theory_mmc_wait_square(servers, rate, mean) / (1 - rate * mean / servers / 2);
}

/* The mean work left of the service that an arrival finds in M/G/1. */
static double residual_work(const theory_class *classes, int32_t count)
{
    double sum = 0;
    for (int32_t i = 0; i < count; i++)
        sum += classes[i].rate * classes[i].mean * classes[i].mean *
               (1 + classes[i].cv * classes[i].cv) / 2;
    return sum;
}

static double load_of(const theory_class *classes, int32_t count)
{
    double load = 0;
    for (int32_t i = 0; i < count; i++)
        load += classes[i].rate * classes[i].mean;
    return load;
}

double theory_mg1_wait(theory_class customers)
{
    return residual_work(&customers, 1) / (1 - load_of(&customers, 1));
}

double theory_mg1_conserved(const theory_class *classes, int32_t count)
{
    double load = load_of(classes, count);
    return load * residual_work(classes, count) / (1 - load);
}

void theory_cobham_waits(int32_t servers, double mean, const double *rates, int32_t count,
                         double *wait_out)
{
    double total = 0;
    for (int32_t i = 0; i < count; i++)
        total += rates[i];
    double next_release = theory_erlang_c(servers, total * mean) * mean / servers;
    double above = 0; /* utilisation by the classes above */
    for (int32_t i = 0; i < count; i++) {
        double upto = above + rates[i] * mean / servers;
        wait_out[i] = next_release / ((1 - above) * (1 - upto));
        above = upto;
    }
}

void theory_preemptive_sojourns(const theory_class *classes, int32_t count,
                                double *sojourn_out)
{
    for (int32_t i = 0; i < count; i++) {
        double above = 1 - load_of(classes, i);
        double upto = 1 - load_of(classes, i + 1);
        sojourn_out[i] =
            classes[i].mean / above + residual_work(classes, i + 1) / (above * upto);
    }
}

void theory_accumulating_waits(const theory_class *classes, const double *accumulation,
                               int32_t count, double *wait_out)
{
    double first_come = residual_work(classes, count) / (1 - load_of(classes, count));
    for (int32_t p = count - 1; p >= 0; p--) {
        double numerator = first_come;
        double denominator = 1;
        for (int32_t lower = p + 1; lower < count; lower++)
            numerator -= load_of(&classes[lower], 1) * wait_out[lower] *
                         (1 - accumulation[lower] / accumulation[p]);
        for (int32_t higher = 0; higher < p; higher++)
            denominator -=
                load_of(&classes[higher], 1) * (1 - accumulation[p] / accumulation[higher]);
        wait_out[p] = numerator / denominator;
    }
}

/* The transform of a busy period of M/M/1. */
static double busy_period(double rate, double service_rate, double s)
{
    double sum = rate + service_rate + s;
    if (rate == 0)
        return service_rate / (service_rate + s);
    return (sum - sqrt(sum * sum - 4 * rate * service_rate)) / (2 * rate);
}

/* What the two classes have in common. */
typedef struct accreditation {
    double service_rate;
    double rate;          /* of accreditations, while the server is busy */
    double mean_interval; /* of an accreditation interval */
    double other_rate;    /* of those not accredited, in their own time */
} accreditation;

static accreditation accreditation_of(const theory_accumulating *queue)
{
    double service_rate = 1 / queue->mean;
    double rate = queue->rate[0] * (1 - queue->ratio);
    return (accreditation){
        .service_rate = service_rate,
        .rate = rate,
        .mean_interval = 1 / (service_rate - rate),
        .other_rate = queue->rate[1] + queue->rate[0] * queue->ratio,
    };
}

/* The wait of one who is not accredited, in the low class's time: first come first served
 * (Pollaczek and Khinchine), with those of no wait... */
static double other_wait(const accreditation *about, double s)
{
    double interval = busy_period(about->rate, about->service_rate, s);
    return (1 - about->other_rate * about->mean_interval) * s /
           (s - about->other_rate * (1 - interval));
}

/* ... and given that there is one. */
static double other_delayed_wait(const accreditation *about, double s)
{
    double at_once = 1 - about->other_rate * about->mean_interval;
    return (other_wait(about, s) - at_once) / (1 - at_once);
}

/* The wait of an accredited customer: the priority that began the interval and the time
 * since at the low class's rate, until its own caught up; then the work left in the
 * interval. For the last two together see Kella and Whitt, J. Appl. Prob. 29, 1992. */
static double accredited_wait(const accreditation *about, double ratio, double s)
{
    double slow = ratio * s;
    double service = about->service_rate / (about->service_rate + s);
    double interval = busy_period(about->rate, about->service_rate, slow);
    double age_and_work = (interval - service) / (s - about->rate * (1 - service) - slow);
    return other_wait(about, slow) * age_and_work / about->mean_interval;
}

double theory_accumulating_transform(const theory_accumulating *queue, int32_t class_row,
                                     double s)
{
    accreditation about = accreditation_of(queue);
    double load = (queue->rate[0] + queue->rate[1]) * queue->mean;
    double delayed;
    if (class_row == 1 || queue->ratio == 1)
        delayed = other_delayed_wait(&about, s);
    else
        delayed = queue->ratio * other_delayed_wait(&about, queue->ratio * s) +
                  (1 - queue->ratio) * accredited_wait(&about, queue->ratio, s);
    return 1 - load + load * delayed;
}

void theory_traffic(const double *arrivals, const double *routing, int32_t count,
                    double *rate_out)
{
    size_t n = (size_t)count;
    gsl_matrix *matrix = gsl_matrix_alloc(n, n);
    gsl_permutation *order = gsl_permutation_alloc(n);
    assert_true(matrix && order);
    for (size_t to = 0; to < n; to++)
        for (size_t from = 0; from < n; from++)
            gsl_matrix_set(matrix, to, from, (to == from) - routing[from * n + to]);
    gsl_vector_const_view right = gsl_vector_const_view_array(arrivals, n);
    gsl_vector_view solution = gsl_vector_view_array(rate_out, n);
    int sign;
    assert_int_equal(gsl_linalg_LU_decomp(matrix, order, &sign), 0);
    assert_int_equal(gsl_linalg_LU_solve(matrix, order, &right.vector, &solution.vector),
                     0);
    gsl_permutation_free(order);
    gsl_matrix_free(matrix);
}

#define LAGS (8 * 168)

typedef struct overlap {
    theory_survival *survival;
    const void *context;
    double lag;
} overlap;

/* Arrivals of one hour are seen during the hour `lag` later: of those whose age is x, this
 * much time. */
static double seen(double age, void *context)
{
    const overlap *about = context;
    return (1 - fabs(age - about->lag)) * about->survival(age, about->context);
}

static double integral(overlap *about, double from, double to,
                       gsl_integration_workspace *space)
{
    gsl_function function = {.function = seen, .params = about};
    double value;
    double error;
    int failed = gsl_integration_qag(&function, from, to, 1e-13, 1e-10, 1000,
                                     GSL_INTEG_GAUSS31, space, &value, &error);
    assert_int_equal(failed, 0);
    return value;
}

void theory_infinite_server_week(const double per_hour[168], theory_survival *survival,
                                 const void *context, double mean_out[168])
{
    gsl_integration_workspace *space = gsl_integration_workspace_alloc(1000);
    assert_non_null(space);
    for (int hour = 0; hour < 168; hour++)
        mean_out[hour] = 0;
    for (int lag = 0; lag < LAGS; lag++) {
        overlap about = {.survival = survival, .context = context, .lag = lag};
        double share = integral(&about, lag, lag + 1, space);
        if (lag > 0)
            share += integral(&about, lag - 1, lag, space);
        for (int hour = 0; hour < 168; hour++)
            mean_out[hour] += share * per_hour[(hour + LAGS - lag) % 168];
    }
    gsl_integration_workspace_free(space);
}

#define NODES 96

/* The gamma variable with mean 1 that has this normal score; accurate in both tails. */
static double gamma_of_score(double variance, double score)
{
    if (score > 0)
        return gsl_cdf_gamma_Qinv(gsl_cdf_ugaussian_Q(score), 1 / variance, variance);
    return gsl_cdf_gamma_Pinv(gsl_cdf_ugaussian_P(score), 1 / variance, variance);
}

/* Nodes with less weight than this do not count. */
#define NO_WEIGHT 1e-18

double theory_gamma_correlation(double variance, double score_correlation)
{
    gsl_integration_fixed_workspace *rule = gsl_integration_fixed_alloc(
        gsl_integration_fixed_hermite, NODES, 0, 0.5, 0, 0); /* weight exp(-z²/2) */
    assert_non_null(rule);
    const double *node = gsl_integration_fixed_nodes(rule);
    const double *weight = gsl_integration_fixed_weights(rule);
    double other = sqrt(1 - score_correlation * score_correlation);
    double product = 0;
    double total = 0;
    for (int i = 0; i < NODES; i++)
        for (int j = 0; j < NODES; j++) {
            double both = weight[i] * weight[j];
            if (both < NO_WEIGHT)
                continue;
            double score = score_correlation * node[i] + other * node[j];
            total += both;
            product +=
                both * gamma_of_score(variance, node[i]) * gamma_of_score(variance, score);
        }
    gsl_integration_fixed_free(rule);
    return (product / total - 1) / variance;
}
