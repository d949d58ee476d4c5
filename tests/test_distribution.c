#include "sim/distribution.h"

#include "sim/random.h"
#include "tests/distributions.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static bool is_close(double a, double b, double relative)
{
    return fabs(a - b) <= relative * fmax(fabs(a), fabs(b));
}

static ds_distribution parse(const char *text)
{
    ds_distribution out;
    ds_error err = {0};
    if (ds_distribution_parse(text, NULL, &out, &err) != DS_OK)
        fail_msg("%s refused: %s", text, err.text);
    return out;
}

/* To 1e-12 of the nearer tail (1e-11 for the gamma: GSL's incomplete gamma functions),
 * beside what four roundings of x and one of a result near 1 cost. */
static void check_inverse(const ds_distribution *distribution, const char *text, double u)
{
    double x = ds_distribution_quantile(distribution, u);
    double back = ds_distribution_cdf(distribution, x);
    double roundings = ds_distribution_cdf(distribution, x * (1.0 + 0x1p-51)) -
                       ds_distribution_cdf(distribution, x * (1.0 - 0x1p-51));
    double share = distribution->kind == DS_GAMMA ? 1e-11 : 1e-12;
    double allowed = share * fmin(u, 1.0 - u) + fabs(roundings) + (u > 0.5 ? 0x1p-52 : 0.0);
    if (!(fabs(back - u) <= allowed))
        fail_msg("%s: %.17g came back as %.17g from %.17g", text, u, back, x);
}

static void test_the_cdf_undoes_the_quantile(void **state)
{
    (void)state;
    static const ds_seed seed = {.seed = 29, .replication = 0};
    for (size_t i = 0; i < DISTRIBUTION_COUNT; i++) {
        ds_distribution read = parse(distribution_texts[i]);
        if (read.kind == DS_CONSTANT)
            continue;
        for (uint32_t k = 0; k < 1000; k++) {
            double u = ds_random_uniform(&seed, (ds_identity){0, k}, 0, 0);
            check_inverse(&read, distribution_texts[i], u);
            check_inverse(&read, distribution_texts[i], exp2(-50.0 * u));
            check_inverse(&read, distribution_texts[i], 1.0 - exp2(-50.0 * u));
        }
    }
}

/* Shapes for which GSL's own inverse fails, down to where the value is below any double. */
static void test_the_gamma_quantile_holds_for_any_cv(void **state)
{
    (void)state;
    char text[64];
    for (double cv = 0.01; cv < 100.0; cv *= 1.4) {
        (void)snprintf(text, sizeof text, "gamma(mean 1h cv %.6g)", cv);
        ds_distribution read = parse(text);
        double before = 0.0;
        for (int k = -50; k <= 50; k++) {
            double u = k < 0 ? ldexp(0.7, k) : 1.0 - ldexp(0.3, -k);
            double x = ds_distribution_quantile(&read, u);
            assert_true(isfinite(x) && x >= before);
            before = x;
            /* shape 10^4 loses four figures in the incomplete gamma functions */
            double back = ds_distribution_cdf(&read, x);
            if (x > 1e-290 && !(fabs(back - u) <= 1e-9 * fmin(u, 1.0 - u) + 2e-16))
                fail_msg("%s: %.17g came back as %.17g", text, u, back);
        }
    }
}

typedef struct integrand {
    const ds_distribution *distribution;
    int power;
    double centre;
} integrand;

static double upper_tail(double x, void *parameters)
{
    const integrand *self = parameters;
    double survival = 1.0 - ds_distribution_cdf(self->distribution, x);
    return self->power == 0 ? survival : 2.0 * x * survival;
}

/* The integral over x up to where 1 - F has no figures left, from quantile to quantile. */
static double integrate(const ds_distribution *distribution, int power)
{
    static const double tails[] = {0.9,  0.5,  0.1,   1e-2,  1e-4,
                                   1e-6, 1e-8, 1e-10, 1e-12, 1e-15};
    integrand parameters = {.distribution = distribution, .power = power};
    gsl_function f = {.function = upper_tail, .params = &parameters};
    gsl_integration_workspace *space = gsl_integration_workspace_alloc(1000);
    assert_non_null(space);
    double sum = 0.0, from = 0.0, value, error;
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
        double to = ds_distribution_quantile(distribution, 1.0 - tails[i]);
        /* rounding or a kink may stop it short of 1e-9, hence no status */
        (void)gsl_integration_qag(&f, from, to, 0.0, 1e-9, 1000, GSL_INTEG_GAUSS31, space,
                                  &value, &error);
        sum += value;
        from = to;
    }
    gsl_integration_workspace_free(space);
    return sum;
}

/* E X = integral of 1 - F, E X^2 = integral of 2 x (1 - F): the cdf against the formulas.
 * What is left beyond the last tail is 1e-9 of the mean and, for the lognormal with cv 5,
 * 1e-5 of the variance. */
static void check_moments(const ds_distribution *distribution, const char *text)
{
    double mean = ds_distribution_mean(distribution);
    double variance = ds_distribution_variance(distribution);
    double found = integrate(distribution, 0);
    if (!is_close(found, mean, 1e-7))
        fail_msg("%s: mean %.12g, integral %.12g", text, mean, found);
    found = integrate(distribution, 1);
    if (fabs(found - mean * mean - variance) > 2e-5 * (mean * mean + variance))
        fail_msg("%s: variance %.12g, integral %.12g", text, variance, found - mean * mean);
}

static void test_mean_and_variance_agree_with_the_cdf(void **state)
{
    (void)state;
    for (size_t i = 0; i < DISTRIBUTION_COUNT; i++) {
        ds_distribution read = parse(distribution_texts[i]);
        check_moments(&read, distribution_texts[i]);
    }
    ds_distribution observed = observed_durations();
    check_moments(&observed, "observed");
    ds_distribution_free(&observed);
}

static void test_the_cv_is_what_was_asked_for(void **state)
{
    (void)state;
    static const char *const texts[] = {"lognormal(mean 1h cv 1.7)",
                                        "gamma(mean 1h cv 1.7)", "weibull(mean 1h cv 1.7)",
                                        "hyperexponential(mean 1h cv 1.7)"};
    for (size_t i = 0; i < 4; i++) {
        ds_distribution read = parse(texts[i]);
        assert_true(is_close(ds_distribution_mean(&read), 3600.0, 1e-14));
        assert_true(is_close(sqrt(ds_distribution_variance(&read)), 1.7 * 3600.0, 1e-10));
    }
}

static void test_known_values_of_known_distributions(void **state)
{
    (void)state;
    ds_distribution read = parse("exponential(mean 10s)");
    assert_true(is_close(ds_distribution_quantile(&read, 0.5), 10.0 * log(2.0), 1e-15));
    read = parse("weibull(mean 10s shape 1)"); /* an exponential */
    assert_true(is_close(ds_distribution_quantile(&read, 0.3), -10.0 * log(0.7), 1e-14));
    read = parse("gamma(mean 10s cv 1)"); /* again */
    assert_true(is_close(ds_distribution_quantile(&read, 0.3), -10.0 * log(0.7), 1e-13));
    read = parse("hyperexponential(mean 10s cv 1)"); /* again */
    assert_true(is_close(ds_distribution_quantile(&read, 0.3), -10.0 * log(0.7), 1e-14));
    read = parse("lognormal(median 10s cv 1)"); /* z(0.975) = 1.9599639845400545 */
    assert_true(is_close(ds_distribution_quantile(&read, 0.975),
                         10.0 * exp(1.9599639845400545 * sqrt(log(2.0))), 1e-14));
    read = parse("triangular(min 0 mode 1s max 2s)");
    assert_true(is_close(ds_distribution_quantile(&read, 0.125), 0.5, 1e-15));
    assert_true(is_close(ds_distribution_cdf(&read, 1.5), 0.875, 1e-15));
}

static void test_the_normal_quantile_is_symmetrical(void **state)
{
    (void)state;
    assert_true(is_close(ds_normal_quantile(0.975), 1.9599639845400545, 1e-15));
    assert_true(ds_normal_quantile(0.5) == 0.0);
    for (int k = 1; k < 53; k++)
        assert_true(ds_normal_quantile(ldexp(1.0, -k)) ==
                    -ds_normal_quantile(1.0 - ldexp(1.0, -k)));
    assert_true(is_close(ds_normal_quantile(0x1p-53), -8.2095361516013856, 1e-14));
}

static void test_the_cdf_is_0_below_and_1_above(void **state)
{
    (void)state;
    for (size_t i = 0; i < DISTRIBUTION_COUNT; i++) {
        ds_distribution read = parse(distribution_texts[i]);
        assert_true(ds_distribution_cdf(&read, -1.0) == 0.0);
        assert_true(ds_distribution_cdf(&read, 1e300) == 1.0);
    }
    ds_distribution constant = ds_distribution_constant(60.0);
    assert_true(ds_distribution_cdf(&constant, 59.999) == 0.0);
    assert_true(ds_distribution_cdf(&constant, 60.0) == 1.0);
}

static void test_a_range_of_no_width_is_a_constant(void **state)
{
    (void)state;
    static const char *const texts[] = {"uniform(min 5m max 5m)",
                                        "triangular(min 5m mode 5m max 5m)"};
    for (size_t i = 0; i < 2; i++) {
        ds_distribution read = parse(texts[i]);
        assert_true(ds_distribution_quantile(&read, 0.3) == 300.0);
        assert_true(ds_distribution_cdf(&read, 299.0) == 0.0);
        assert_true(ds_distribution_cdf(&read, 300.0) == 1.0);
        assert_true(ds_distribution_variance(&read) == 0.0);
    }
}

/* Values 1, 2 and 6: points (1/6, 1), (1/2, 2), (5/6, 6), flat outside. */
static void test_an_observed_sample_keeps_its_mean_and_its_points(void **state)
{
    (void)state;
    double values[] = {1, 2, 6};
    ds_distribution three = {.kind = DS_EMPIRICAL, .values = values, .value_count = 3};
    assert_true(is_close(ds_distribution_mean(&three), 3.0, 1e-15));
    assert_true(ds_distribution_quantile(&three, 0.1) == 1.0);
    assert_true(is_close(ds_distribution_quantile(&three, 1.0 / 3.0), 1.5, 1e-15));
    assert_true(is_close(ds_distribution_quantile(&three, 0.5), 2.0, 1e-15));
    assert_true(is_close(ds_distribution_quantile(&three, 2.0 / 3.0), 4.0, 1e-15));
    assert_true(ds_distribution_quantile(&three, 0.9) == 6.0);
    assert_true(is_close(ds_distribution_cdf(&three, 1.0), 1.0 / 6.0, 1e-15));
    assert_true(is_close(ds_distribution_cdf(&three, 4.0), 2.0 / 3.0, 1e-15));
    assert_true(ds_distribution_cdf(&three, 0.99) == 0.0);
    assert_true(ds_distribution_cdf(&three, 6.0) == 1.0);
    /* about 3: (4 + 9)/2 at the ends, (4 + 2 + 1)/3 and (1 - 3 + 9)/3 between */
    assert_true(
        is_close(ds_distribution_variance(&three), (6.5 + 14.0 / 3.0) / 3.0, 1e-15));
    ds_distribution one = {.kind = DS_EMPIRICAL, .values = values, .value_count = 1};
    assert_true(ds_distribution_quantile(&one, 0.7) == 1.0);
    assert_true(ds_distribution_cdf(&one, 1.0) == 1.0);
    assert_true(ds_distribution_variance(&one) == 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_cdf_undoes_the_quantile),
        cmocka_unit_test(test_the_gamma_quantile_holds_for_any_cv),
        cmocka_unit_test(test_mean_and_variance_agree_with_the_cdf),
        cmocka_unit_test(test_the_cv_is_what_was_asked_for),
        cmocka_unit_test(test_known_values_of_known_distributions),
        cmocka_unit_test(test_the_normal_quantile_is_symmetrical),
        cmocka_unit_test(test_the_cdf_is_0_below_and_1_above),
        cmocka_unit_test(test_a_range_of_no_width_is_a_constant),
        cmocka_unit_test(test_an_observed_sample_keeps_its_mean_and_its_points),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
