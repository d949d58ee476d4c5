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

#include <cmocka.h>

#define LEAST_U 0x1p-53
#define MOST_U (1.0 - 0x1p-53)

typedef struct prepared {
    ds_distribution distribution;
    ds_sampler sampler;
    const char *text;
} prepared;

static prepared prepare(const char *text, double scale)
{
    prepared out = {.text = text};
    ds_error err = {0};
    if (ds_distribution_parse(text, NULL, &out.distribution, &err) != DS_OK ||
        ds_sampler_init(&out.sampler, &out.distribution, scale, &err) != DS_OK)
        fail_msg("%s: %s", text, err.text);
    return out;
}

static prepared prepare_observed(void)
{
    prepared out = {.distribution = observed_durations(), .text = "observed"};
    assert_int_equal(ds_sampler_init(&out.sampler, &out.distribution, 1.0, NULL), DS_OK);
    return out;
}

static void release(prepared *self)
{
    ds_sampler_free(&self->sampler);
    ds_distribution_free(&self->distribution);
}

/* Runs a check for each kind of distribution. */
static void for_each(void (*check)(const prepared *self))
{
    for (size_t i = 0; i < DISTRIBUTION_COUNT; i++) {
        prepared one = prepare(distribution_texts[i], 1.0);
        check(&one);
        release(&one);
    }
    prepared observed = prepare_observed();
    check(&observed);
    release(&observed);
}

static double random_uniform(uint32_t i)
{
    static const ds_seed seed = {.seed = 17, .replication = 0};
    return ds_random_uniform(&seed, (ds_identity){1, i}, 0, 0);
}

/* The integral of (draw(u) - about)^power over [from, to]: Gauss-Legendre with 12 points.
 */
static double integrate_piece(const ds_sampler *sampler, double about, int power,
                              double from, double to)
{
    gsl_integration_glfixed_table *rule = gsl_integration_glfixed_table_alloc(12);
    assert_non_null(rule);
    double sum = 0.0;
    for (size_t i = 0; i < 12; i++) {
        double u, weight;
        gsl_integration_glfixed_point(from, to, i, &u, &weight, rule);
        sum += weight * pow(ds_sampler_draw(sampler, u) - about, power);
    }
    gsl_integration_glfixed_table_free(rule);
    return sum;
}

/* Over pieces that halve towards 0 and 1, quartered so that no piece of a table is crossed;
 * for observed values between their plotting positions. */
static double integrate_draws(const ds_sampler *sampler, double about, int power)
{
    double sum = 0.0;
    double steps = 2.0 * (double)sampler->source.value_count;
    for (int i = 0; i < (int)steps; i++)
        sum += integrate_piece(sampler, about, power, i / steps, (i + 1) / steps);
    if (steps > 0.0)
        return sum;
    for (int quarter = 0; quarter < 4 * 51; quarter++) {
        double octave = ldexp(1.0, -2 - quarter / 4);
        double from = octave * (1.0 + quarter % 4 / 4.0);
        double to = from + octave / 4.0;
        sum += integrate_piece(sampler, about, power, from, to);
        sum += integrate_piece(sampler, about, power, 1.0 - to, 1.0 - from);
    }
    return sum;
}

/* The lognormal with cv 5 has 1e-5 of its variance beyond u = 1 - 2^-53. */
static void check_moments(const prepared *self)
{
    double mean = ds_distribution_mean(&self->distribution);
    double variance = ds_distribution_variance(&self->distribution);
    double drawn = integrate_draws(&self->sampler, 0.0, 1);
    if (fabs(drawn - mean) > 1e-6 * mean)
        fail_msg("%s: mean %.10g, drawn %.10g", self->text, mean, drawn);
    assert_true(self->sampler.mean == mean);
    drawn = integrate_draws(&self->sampler, mean, 2);
    if (fabs(drawn - variance) > 2e-5 * variance)
        fail_msg("%s: variance %.10g, drawn %.10g", self->text, variance, drawn);
}

static void test_the_mean_and_variance_of_draws_are_the_distribution_s(void **state)
{
    (void)state;
    for_each(check_moments);
}

static void check_accuracy(const prepared *self)
{
    for (uint32_t i = 0; i < 3000; i++) {
        double u = random_uniform(i);
        if (i % 3 == 0) /* as far out as draws go */
            u = i % 2 ? exp2(-53.0 * u) : 1.0 - exp2(-53.0 * u);
        double exact = ds_distribution_quantile(&self->distribution, u);
        double allowed = 1e-9 * exact + 1e-10 * self->sampler.mean;
        if (!(fabs(ds_sampler_draw(&self->sampler, u) - exact) <= 1.1 * allowed))
            fail_msg("%s at %.17g: %.15g, exactly %.15g", self->text, u,
                     ds_sampler_draw(&self->sampler, u), exact);
    }
}

static void test_draws_are_as_accurate_as_promised(void **state)
{
    (void)state;
    for_each(check_accuracy);
}

static void check_rise(const prepared *self, double *before, double u)
{
    double value = ds_sampler_draw(&self->sampler, u);
    if (!(value >= *before))
        fail_msg("%s falls to %.17g at u = %.17g", self->text, value, u);
    *before = value;
}

/* A grid with no relation to the table's, then both sides of each of its joints at every
 * distance from a single step of the generator to a tenth of a piece. */
static void check_monotone(const prepared *self)
{
    enum { GRID = 20011 };
    double before = ds_sampler_draw(&self->sampler, LEAST_U);
    for (int i = 1; i < GRID; i++)
        check_rise(self, &before, (double)i / GRID);
    check_rise(self, &before, MOST_U);
    for (int joint = 0; joint < 8 * DS_SAMPLER_OCTAVES; joint++) {
        int in_side = joint % (4 * DS_SAMPLER_OCTAVES);
        double octave = ldexp(1.0, -1 - DS_SAMPLER_OCTAVES + in_side / 4);
        double t = octave * (1.0 + in_side % 4 / 4.0);
        double at = joint >= 4 * DS_SAMPLER_OCTAVES ? 1.0 - t : t;
        before = 0.0;
        for (int k = 4; k <= 41; k++)
            check_rise(self, &before, at - ldexp(t, -k));
        check_rise(self, &before, at - 0x1p-53);
        check_rise(self, &before, at + 0x1p-53);
        for (int k = 41; k >= 4; k--)
            check_rise(self, &before, at + ldexp(t, -k));
    }
}

static void test_draws_never_fall_as_the_uniform_rises(void **state)
{
    (void)state;
    for_each(check_monotone);
    /* most of their values are next to nothing, where polynomials wriggle */
    static const char *const extreme[] = {
        "gamma(mean 1h cv 5)",        "gamma(mean 1h cv 12)",
        "gamma(mean 1h cv 60)",       "weibull(mean 1h shape 0.1)",
        "weibull(mean 1h shape 0.2)", "hyperexponential(mean 1h cv 60)",
        "lognormal(mean 1h cv 100)"};
    for (size_t i = 0; i < sizeof extreme / sizeof extreme[0]; i++) {
        prepared one = prepare(extreme[i], 1.0);
        check_monotone(&one);
        release(&one);
    }
}

static void check_extremes(const prepared *self)
{
    double least = ds_sampler_draw(&self->sampler, LEAST_U);
    double middle = ds_sampler_draw(&self->sampler, 0.5);
    double most = ds_sampler_draw(&self->sampler, MOST_U);
    assert_true(least >= 0.0 && isfinite(most));
    assert_true(least <= middle && middle <= most);
    assert_true(middle == ds_distribution_quantile(&self->distribution, 0.5));
    if (self->distribution.kind != DS_CONSTANT)
        assert_true(least < middle && middle < most);
}

static void test_the_extreme_uniforms_give_finite_values(void **state)
{
    (void)state;
    for_each(check_extremes);
    prepared wide = prepare("lognormal(mean 1h cv 100)", 1.0);
    check_extremes(&wide);
    release(&wide);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Kolmogorov and Smirnov: P(D sqrt(n) > 2.7) = 2 exp(-2 * 2.7^2) = 9e-7. The cdf of an
 * empirical distribution has steps, of 0.7/20 at most here; there ties are compared at
 * their upper end only. */
static void check_kolmogorov_smirnov(const prepared *self)
{
    enum { N = 100000 };
    static double values[N];
    double distance = 0.0;
    bool stepped = self->distribution.kind == DS_EMPIRICAL;
    if (self->distribution.kind == DS_CONSTANT)
        return;
    for (uint32_t i = 0; i < N; i++)
        values[i] = ds_sampler_draw(&self->sampler, random_uniform(i));
    qsort(values, N, sizeof *values, compare);
    for (size_t i = 0; i < N; i++) {
        double cdf = ds_distribution_cdf(&self->distribution, values[i]);
        if (stepped && i + 1 < N && values[i + 1] == values[i])
            continue;
        distance = fmax(distance, fabs(cdf - ((double)i + 1.0) / N));
        if (!stepped)
            distance = fmax(distance, fabs(cdf - (double)i / N));
    }
    if (distance * sqrt(N) > 2.7)
        fail_msg("%s: D sqrt(n) = %.3f", self->text, distance * sqrt(N));
}

static void test_draws_follow_the_cdf(void **state)
{
    (void)state;
    for_each(check_kolmogorov_smirnov);
}

/* exp and log round, hence not to the bit. */
static void test_a_scale_multiplies_every_draw(void **state)
{
    (void)state;
    for (size_t i = 0; i < DISTRIBUTION_COUNT; i++) {
        prepared once = prepare(distribution_texts[i], 1.0);
        prepared thrice = prepare(distribution_texts[i], 3.0);
        assert_true(fabs(thrice.sampler.mean - 3.0 * once.sampler.mean) <=
                    1e-15 * thrice.sampler.mean);
        for (uint32_t k = 0; k < 200; k++) {
            double u = random_uniform(k);
            double expected = 3.0 * ds_sampler_draw(&once.sampler, u);
            assert_true(fabs(ds_sampler_draw(&thrice.sampler, u) - expected) <=
                        3e-9 * expected);
        }
        release(&once);
        release(&thrice);
    }
}

static void test_an_observed_sample_is_scaled_in_a_copy(void **state)
{
    (void)state;
    ds_distribution observed = observed_durations();
    double last = observed.values[observed.value_count - 1];
    ds_sampler sampler;
    assert_int_equal(ds_sampler_init(&sampler, &observed, 0.5, NULL), DS_OK);
    assert_true(observed.values[observed.value_count - 1] == last);
    assert_true(ds_sampler_draw(&sampler, MOST_U) == 0.5 * last);
    ds_sampler_free(&sampler);
    ds_distribution_free(&observed);
}

static void test_a_scale_that_is_not_positive_is_refused(void **state)
{
    (void)state;
    ds_distribution constant = ds_distribution_constant(60.0);
    static const double scales[] = {0.0, -1.0, NAN, INFINITY};
    for (size_t i = 0; i < 4; i++) {
        ds_sampler sampler;
        ds_error err = {0};
        assert_int_equal(ds_sampler_init(&sampler, &constant, scales[i], &err),
                         DS_BAD_INPUT);
        assert_true(err.text[0] != '\0');
        ds_sampler_free(&sampler);
    }
}

static void test_antithetic_uniforms_mirror_a_symmetrical_distribution(void **state)
{
    (void)state;
    prepared uniform = prepare("uniform(min 5m max 9m)", 1.0);
    for (uint32_t i = 0; i < 1000; i++) {
        double u = random_uniform(i);
        double sum = ds_sampler_draw(&uniform.sampler, u) +
                     ds_sampler_draw(&uniform.sampler, 1.0 - u);
        assert_true(fabs(sum - 2.0 * uniform.sampler.mean) < 1e-9);
    }
    release(&uniform);
}

static void test_ticks_are_rounded_seconds(void **state)
{
    (void)state;
    prepared constant = prepare("constant(0.0000016s)", 1.0);
    assert_int_equal(ds_sampler_draw_ticks(&constant.sampler, 0.3), 2);
    release(&constant);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_mean_and_variance_of_draws_are_the_distribution_s),
        cmocka_unit_test(test_draws_are_as_accurate_as_promised),
        cmocka_unit_test(test_draws_never_fall_as_the_uniform_rises),
        cmocka_unit_test(test_the_extreme_uniforms_give_finite_values),
        cmocka_unit_test(test_draws_follow_the_cdf),
        cmocka_unit_test(test_a_scale_multiplies_every_draw),
        cmocka_unit_test(test_an_observed_sample_is_scaled_in_a_copy),
        cmocka_unit_test(test_a_scale_that_is_not_positive_is_refused),
        cmocka_unit_test(test_antithetic_uniforms_mirror_a_symmetrical_distribution),
        cmocka_unit_test(test_ticks_are_rounded_seconds),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
