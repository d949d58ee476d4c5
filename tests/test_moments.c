#include "sim/moments.h"

#include "sim/random.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { N = 5000 };

static bool is_close(double a, double b, double relative)
{
    return fabs(a - b) <= relative * fmax(fabs(a), fabs(b));
}

static void fill(double *values, double offset)
{
    ds_seed seed = {.seed = 1, .replication = 0};
    for (uint32_t i = 0; i < N; i++)
        values[i] = offset + ds_random_uniform(&seed, (ds_identity){0, i}, 0, 0) - 0.5;
}

static ds_moments moments_of(const double *values, size_t count)
{
    ds_moments out = {0};
    for (size_t i = 0; i < count; i++)
        ds_moments_add(&out, values[i]);
    return out;
}

static void test_an_empty_sample_has_no_moments(void **state)
{
    (void)state;
    ds_moments none = {0};
    assert_int_equal(none.count, 0);
    assert_true(isnan(ds_moments_mean(&none)) && isnan(ds_moments_variance(&none)));
    assert_true(isnan(ds_moments_min(&none)) && isnan(ds_moments_max(&none)));
}

static void test_one_value_has_a_mean_but_no_variance(void **state)
{
    (void)state;
    double value = -3.5;
    ds_moments one = moments_of(&value, 1);
    assert_true(ds_moments_mean(&one) == -3.5 && isnan(ds_moments_variance(&one)));
    assert_true(ds_moments_min(&one) == -3.5 && ds_moments_max(&one) == -3.5);
}

static void test_a_small_sample_by_hand(void **state)
{
    (void)state;
    const double values[] = {2, 4, 4, 4, 5, 5, 7, 9}; /* squares about 5: 32 */
    ds_moments moments = moments_of(values, 8);
    assert_true(is_close(ds_moments_mean(&moments), 5.0, 1e-15));
    assert_true(is_close(ds_moments_variance(&moments), 32.0 / 7.0, 1e-15));
    assert_true(ds_moments_min(&moments) == 2.0 && ds_moments_max(&moments) == 9.0);
}

/* With offset 1e9 and a spread of 0.3 a sum of squares keeps no digit. Each value is itself
 * rounded to 1e-7, the same for both sides, so that two passes are the reference. */
static void test_a_large_offset_does_not_spoil_the_variance(void **state)
{
    (void)state;
    double values[N];
    double mean = 0.0, squares = 0.0;
    fill(values, 1e9);
    for (size_t i = 0; i < N; i++)
        mean += (values[i] - 1e9) / N;
    for (size_t i = 0; i < N; i++)
        squares += (values[i] - 1e9 - mean) * (values[i] - 1e9 - mean);
    ds_moments moments = moments_of(values, N);
    /* 5,000 roundings of 6e-8 wander by 4e-6 */
    assert_true(is_close(ds_moments_mean(&moments), 1e9 + mean, 2e-14));
    assert_true(is_close(ds_moments_variance(&moments), squares / (N - 1), 1e-6));
}

static void test_merged_parts_equal_the_whole(void **state)
{
    (void)state;
    double values[N];
    static const size_t cuts[] = {0, 1, 2, 17, N / 2, N - 1, N};
    fill(values, 10.0);
    ds_moments whole = moments_of(values, N);
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
        ds_moments first = moments_of(values, cuts[i]);
        ds_moments second = moments_of(values + cuts[i], N - cuts[i]);
        ds_moments_merge(&first, &second);
        assert_int_equal(first.count, N);
        assert_true(is_close(ds_moments_mean(&first), ds_moments_mean(&whole), 1e-14));
        assert_true(
            is_close(ds_moments_variance(&first), ds_moments_variance(&whole), 1e-12));
        assert_true(first.min == whole.min && first.max == whole.max);
    }
}

static void test_merging_nothing_with_nothing_gives_nothing(void **state)
{
    (void)state;
    ds_moments a = {0}, b = {0};
    ds_moments_merge(&a, &b);
    assert_int_equal(a.count, 0);
    assert_true(isnan(ds_moments_mean(&a)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_empty_sample_has_no_moments),
        cmocka_unit_test(test_one_value_has_a_mean_but_no_variance),
        cmocka_unit_test(test_a_small_sample_by_hand),
        cmocka_unit_test(test_a_large_offset_does_not_spoil_the_variance),
        cmocka_unit_test(test_merged_parts_equal_the_whole),
        cmocka_unit_test(test_merging_nothing_with_nothing_gives_nothing),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
