/* The formulas that simulations are compared with, against published values, limits and
 * each other. Tolerances are those of double arithmetic. */
#include "theory.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define assert_near(value, expected, tolerance)                                            \
    assert_true(fabs((value) - (expected)) <= (tolerance)*fabs((double)(expected)))

/* 100 calls in 30 minutes, 3 minutes each, 14 agents. */
static void test_erlang_c_has_its_known_values(void **state)
{
    (void)state;
    double rate = 100.0 / 30;
    assert_near(theory_erlang_c(14, 10), 0.174131933595, 1e-11);
    assert_near(theory_mmc_within(14, rate, 3, 20.0 / 60), 0.888350019179, 1e-11);
    assert_near(theory_mmc_within(14, rate, 3, 0), 1 - 0.174131933595, 1e-11);
    assert_near(theory_mmc_wait(14, rate, 3) * 60, 0.174131933595 * 180 / 4, 1e-11);
}

static void test_one_server_is_m_m_1(void **state)
{
    (void)state;
    assert_near(theory_erlang_b(1, 0.8), 0.8 / 1.8, 1e-15);
    assert_near(theory_erlang_b(2, 1), 0.2, 1e-15); /* (1/2) / (1 + 1 + 1/2) */
    assert_near(theory_erlang_c(1, 0.8), 0.8, 1e-15);
    assert_near(theory_mmc_wait(1, 0.8, 1), 4, 1e-14);
    assert_near(theory_mmc_wait_square(1, 0.8, 1), 40, 1e-14);
    assert_near(theory_mmc_random_wait_square(1, 0.8, 1), 40 / 0.6, 1e-14);
    assert_near(theory_mg1_wait((theory_class){.rate = 0.8, .mean = 1, .cv = 1}), 4, 1e-14);
    assert_near(theory_mg1_wait((theory_class){.rate = 0.8, .mean = 1, .cv = 0}), 2, 1e-14);
}

static void test_priorities_keep_the_work_that_waits(void **state)
{
    (void)state;
    const double rates[] = {0.3, 0.5, 1.2, 2};
    double waits[4];
    double sum = 0;
    theory_cobham_waits(5, 1, rates, 4, waits);
    for (int i = 0; i < 4; i++)
        sum += rates[i] * waits[i] / 4;
    assert_near(sum, theory_mmc_wait(5, 4, 1), 1e-13);
    assert_true(waits[0] < waits[1] && waits[1] < waits[2] && waits[2] < waits[3]);
}

/* The highest class does not see the others; with one mean, exponential, the time in the
 * system of all together is that of M/M/1. */
static void test_preemption_hides_the_lower_classes(void **state)
{
    (void)state;
    const theory_class classes[] = {
        {0.2, 1, 1},
        {0.3, 1, 1},
        {0.3, 1, 1}
    };
    double sojourns[3];
    double sum = 0;
    theory_preemptive_sojourns(classes, 3, sojourns);
    for (int i = 0; i < 3; i++)
        sum += classes[i].rate * sojourns[i] / 0.8;
    assert_near(sojourns[0], 1 / (1 - 0.2), 1e-14);
    assert_near(sum, 1 / (1 - 0.8), 1e-14);
}

static void test_accumulating_lies_between_first_come_and_priority(void **state)
{
    (void)state;
    const theory_class classes[] = {
        {0.2, 0.5, 1  },
        {0.3, 1,   0.5},
        {0.2, 2,   2  }
    };
    const double alike[] = {1, 1, 1};
    const double between[] = {4, 2, 1};
    double waits[3];
    double sum = 0;
    double first_come = theory_mg1_conserved(classes, 3) / 0.8;
    theory_accumulating_waits(classes, alike, 3, waits);
    for (int i = 0; i < 3; i++)
        assert_near(waits[i], first_come, 1e-13);
    theory_accumulating_waits(classes, between, 3, waits);
    for (int i = 0; i < 3; i++)
        sum += classes[i].rate * classes[i].mean * waits[i];
    assert_near(sum, theory_mg1_conserved(classes, 3), 1e-13);
}

static void test_accumulating_at_no_rate_is_priority(void **state)
{
    (void)state;
    const theory_class classes[] = {
        {0.3, 1, 1},
        {0.5, 1, 1}
    };
    const double rates[] = {0.3, 0.5};
    const double accumulation[] = {1e9, 1};
    double waits[2];
    double cobham[2];
    theory_accumulating_waits(classes, accumulation, 2, waits);
    theory_cobham_waits(1, 1, rates, 2, cobham);
    assert_near(waits[0], cobham[0], 1e-8);
    assert_near(waits[1], cobham[1], 1e-8);
}

/* M/M/1 first come first served: 1 - ρ + ρ (μ - λ) / (s + μ - λ). */
static void test_the_transform_of_equal_rates_is_that_of_first_come(void **state)
{
    (void)state;
    const theory_accumulating equal = {
        .rate = {0.3, 0.5},
          .mean = 1, .ratio = 1
    };
    const theory_accumulating nearly = {
        .rate = {0.3, 0.5},
          .mean = 1, .ratio = 1 - 1e-9
    };
    for (double s = 0.05; s < 3; s *= 2) {
        double expected = 0.2 + 0.8 * 0.2 / (s + 0.2);
        assert_near(theory_accumulating_transform(&equal, 0, s), expected, 1e-12);
        assert_near(theory_accumulating_transform(&equal, 1, s), expected, 1e-12);
        assert_near(theory_accumulating_transform(&nearly, 0, s), expected, 1e-5);
    }
}

/* The slope of the transform at 0 is the mean wait, found in two very different ways. */
static void test_the_transform_has_the_mean_of_the_recursion(void **state)
{
    (void)state;
    const double h = 1e-4;
    for (double ratio = 0.1; ratio < 1; ratio += 0.2) {
        const theory_accumulating queue = {
            .rate = {0.3, 0.5},
              .mean = 1, .ratio = ratio
        };
        const theory_class classes[] = {
            {0.3, 1, 1},
            {0.5, 1, 1}
        };
        const double accumulation[] = {1, ratio};
        double waits[2];
        theory_accumulating_waits(classes, accumulation, 2, waits);
        for (int k = 0; k < 2; k++) {
            double once = 1 - theory_accumulating_transform(&queue, k, h);
            double twice = 1 - theory_accumulating_transform(&queue, k, 2 * h);
            assert_near((4 * once - twice) / (2 * h), waits[k], 1e-4);
        }
    }
}

static void test_visits_solve_the_traffic_equations(void **state)
{
    (void)state;
    /* A ticket that comes back with one half visits twice. */
    const double arrivals[] = {3, 0};
    const double routing[] = {0, 1, 0.5, 0};
    double rates[2];
    theory_traffic(arrivals, routing, 2, rates);
    assert_near(rates[0], 6, 1e-14);
    assert_near(rates[1], 6, 1e-14);
}

static double exponential_survival(double time, const void *context)
{
    return exp(-time / *(const double *)context);
}

/* Flat: rate × mean. One busy hour a week with exponential service of mean m: during it
 * the mean is rate · m · (1 - m (1 - e^(-1/m))), and e^(-1/m) less each hour later. */
static void test_infinite_servers_hold_the_offered_load(void **state)
{
    (void)state;
    const double mean = 5;
    double per_hour[168];
    double means[168];
    for (int hour = 0; hour < 168; hour++)
        per_hour[hour] = 7;
    theory_infinite_server_week(per_hour, exponential_survival, &mean, means);
    assert_near(means[0], 35, 1e-9);
    assert_near(means[100], 35, 1e-9);
    for (int hour = 0; hour < 168; hour++)
        per_hour[hour] = hour == 10 ? 7 : 0;
    theory_infinite_server_week(per_hour, exponential_survival, &mean, means);
    double past = exp(-168 / mean); /* the weeks before leave next to nothing */
    assert_true(past < 1e-14);
    assert_near(means[10], 7 * mean * (1 - mean * (1 - exp(-1 / mean))), 1e-8);
    assert_near(means[20] / means[19], exp(-1 / mean), 1e-8);
}

static void test_gamma_factors_are_a_little_less_correlated_than_their_scores(void **state)
{
    (void)state;
    assert_true(fabs(theory_gamma_correlation(0.04, 0)) < 1e-10);
    assert_near(theory_gamma_correlation(0.04, 0.999999), 1, 1e-5);
    /* For a small variance a gamma variable is next to normal. */
    assert_near(theory_gamma_correlation(1e-3, 0.3), 0.3, 1e-3);
    assert_true(theory_gamma_correlation(0.04, 0.3) < 0.3);
    assert_true(theory_gamma_correlation(0.04, 0.3) > 0.29);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_erlang_c_has_its_known_values),
        cmocka_unit_test(test_one_server_is_m_m_1),
        cmocka_unit_test(test_priorities_keep_the_work_that_waits),
        cmocka_unit_test(test_preemption_hides_the_lower_classes),
        cmocka_unit_test(test_accumulating_lies_between_first_come_and_priority),
        cmocka_unit_test(test_accumulating_at_no_rate_is_priority),
        cmocka_unit_test(test_the_transform_of_equal_rates_is_that_of_first_come),
        cmocka_unit_test(test_the_transform_has_the_mean_of_the_recursion),
        cmocka_unit_test(test_visits_solve_the_traffic_equations),
        cmocka_unit_test(test_infinite_servers_hold_the_offered_load),
        cmocka_unit_test(test_gamma_factors_are_a_little_less_correlated_than_their_scores),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
