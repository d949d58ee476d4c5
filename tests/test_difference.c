/* Paired differences: against arithmetic by hand, a brute computation, and the promise that
 * common luck saves replications. */
#include "analysis/estimates/difference.h"
#include "analysis/studies/candidate.h"
#include "desk_from_text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define CLOSE 1e-10

static void assert_close(double a, double b)
{
    if (!(fabs(a - b) <= CLOSE * fmax(1, fabs(b))))
        fail_msg("%.15g is not %.15g", a, b);
}

/* Means with n = 1: the classical paired t. Differences 1, 2, 4: mean 7/3, variance 7/3,
 * standard error √(7/9); t(0.975, 2) = 4.302652730. */
static void test_means_have_the_classical_paired_interval(void **state)
{
    (void)state;
    const double xa[] = {3, 5, 4};
    const double xb[] = {4, 7, 8};
    const double one[] = {1, 1, 1};
    ds_difference it = ds_paired_difference(xa, one, xb, one, 3, 1, 0.95);
    assert_int_equal(it.method, DS_DIFFERENCE_PAIRED);
    assert_close(it.value, 7.0 / 3);
    assert_true(fabs(it.half_width - 4.302652730 * sqrt(7.0 / 9)) < 1e-8);
    assert_close(it.lo, it.value - it.half_width);
    assert_close(it.hi, it.value + it.half_width);
    assert_false(ds_difference_is_clear(&it));
}

static double quotient(const double *x, const double *n, int32_t count, int32_t without)
{
    double sum_x = 0;
    double sum_n = 0;
    for (int32_t i = 0; i < count; i++) {
        sum_x += i == without ? 0 : x[i];
        sum_n += i == without ? 0 : n[i];
    }
    return sum_x / sum_n;
}

/* The definition of the jackknife, summed without any shortcut. */
static void test_quotients_have_the_jackknife_of_the_difference(void **state)
{
    (void)state;
    const double xa[] = {12, 30, 9, 41, 22};
    const double na[] = {4, 9, 3, 16, 8};
    const double xb[] = {11, 26, 9, 44, 17};
    const double nb[] = {4, 9, 3, 17, 8};
    double left_out[5];
    double mean = 0;
    double squares = 0;
    for (int32_t i = 0; i < 5; i++) {
        left_out[i] = 3 * (quotient(xb, nb, 5, i) - quotient(xa, na, 5, i));
        mean += left_out[i] / 5;
    }
    for (int32_t i = 0; i < 5; i++)
        squares += (left_out[i] - mean) * (left_out[i] - mean);
    ds_difference it = ds_paired_difference(xa, na, xb, nb, 5, 3, 0.9);
    assert_close(it.value, 3 * (quotient(xb, nb, 5, -1) - quotient(xa, na, 5, -1)));
    assert_close(it.variance, 4.0 / 5 * squares);
    assert_close(it.half_width, ds_critical_t(0.9, 5) * sqrt(4.0 / 5 * squares));
}

static void test_what_is_constant_is_known(void **state)
{
    (void)state;
    const double xa[] = {2, 2.5, 7};
    const double same[] = {2, 2.5, 7};
    const double shifted[] = {3, 3.5, 8};
    const double one[] = {1, 1, 1};
    ds_difference none = ds_paired_difference(xa, one, same, one, 3, 1, 0.95);
    ds_difference shift = ds_paired_difference(xa, one, shifted, one, 3, 1, 0.95);
    assert_int_equal(none.method, DS_DIFFERENCE_CONSTANT);
    assert_true(none.value == 0 && none.half_width == 0);
    assert_false(ds_difference_is_clear(&none));
    assert_int_equal(shift.method, DS_DIFFERENCE_CONSTANT);
    assert_close(shift.value, 1);
    assert_true(ds_difference_is_clear(&shift));
}

static void test_one_pair_has_no_interval(void **state)
{
    (void)state;
    const double x[] = {2};
    const double y[] = {3};
    const double n[] = {1};
    const double no[] = {0};
    ds_difference it = ds_paired_difference(x, n, y, n, 1, 1, 0.95);
    assert_int_equal(it.method, DS_DIFFERENCE_POINT);
    assert_true(it.value == 1 && isnan(it.lo));
    assert_false(ds_difference_is_clear(&it));
    it = ds_paired_difference(x, n, y, no, 1, 1, 0.95);
    assert_int_equal(it.method, DS_DIFFERENCE_NONE);
    assert_true(isnan(it.value));
}

/* Newcombe's method 10, of two Wilson intervals: the example in the paper, 56/70 and 48/80
 * (Statistics in Medicine 17, 1998, table II, case a: 0.0524 to 0.3339). */
static void test_rare_rates_have_newcombes_interval(void **state)
{
    (void)state;
    const double xa[] = {48, 0};
    const double na[] = {80, 0};
    const double xb[] = {56, 0};
    const double nb[] = {70, 0};
    ds_estimate a = {.value = 0.6, .method = DS_METHOD_WILSON};
    ds_estimate b = {.value = 0.8, .method = DS_METHOD_WILSON};
    ds_wilson(0.6, 80, 1.959963985, &a.lo, &a.hi);
    ds_wilson(0.8, 70, 1.959963985, &b.lo, &b.hi);
    ds_difference it = ds_paired_rate_difference(xa, na, xb, nb, 2, 0.95, &a, &b);
    assert_int_equal(it.method, DS_DIFFERENCE_RARE);
    assert_true(fabs(it.value - 0.2) < 1e-12);
    assert_true(fabs(it.lo - 0.0524) < 5e-5 && fabs(it.hi - 0.3339) < 5e-5);
    assert_true(ds_difference_is_clear(&it));
}

/* The variance of a difference from paired replications against that from as many
 * independent ones: replications needed are in proportion to it. One agent more in L3 of
 * the shipped desk. */
static void test_common_luck_needs_a_fifth_of_the_replications(void **state)
{
    (void)state;
    enum { COUNT = 60 };
    static const char *const names[] = {"mttr_h", "resolution_breach_rate", "mttr_h:P3"};
    ds_error err = {0};
    ds_desk desks[] = {desk_from_file(DS_LIBRARY "/mid-size-desk.yaml"),
                       desk_from_file(DS_LIBRARY "/mid-size-desk.yaml")};
    ds_candidate candidates[2];
    ds_key_measures keys = {0};
    ds_replications how = {.seed = 5, .threads = 2};
    desks[1].groups[desk_group_row(&desks[1], "L3")].agents++;
    for (int k = 0; k < 3; k++)
        assert_int_equal(ds_key_measures_add(&keys, &desks[0], names[k], &err), DS_OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(
            ds_candidate_init(&candidates[i], "desk", &desks[i], &keys, &desks[0], &err),
            DS_OK);
        assert_int_equal(ds_candidate_extend(&candidates[i], COUNT, &how, &err), DS_OK);
    }
    for (int32_t k = 0; k < 3; k++) {
        double xa[COUNT];
        double na[COUNT];
        double xb[COUNT];
        double nb[COUNT];
        ds_candidate_terms(&candidates[0], k, COUNT, xa, na);
        ds_candidate_terms(&candidates[1], k, COUNT, xb, nb);
        ds_difference it = ds_paired_difference(xa, na, xb, nb, COUNT, 1, 0.95);
        double gain = it.independent_variance / it.variance;
        print_message("    %-24s %+.4f ± %.4f, %.1f times fewer replications\n", names[k],
                      it.value, it.half_width, gain);
        assert_true(ds_difference_is_clear(&it));
        assert_true(gain >= 5);
    }
    for (int i = 0; i < 2; i++) {
        ds_candidate_free(&candidates[i]);
        ds_desk_free(&desks[i]);
    }
    ds_key_measures_free(&keys);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_means_have_the_classical_paired_interval),
        cmocka_unit_test(test_quotients_have_the_jackknife_of_the_difference),
        cmocka_unit_test(test_what_is_constant_is_known),
        cmocka_unit_test(test_one_pair_has_no_interval),
        cmocka_unit_test(test_rare_rates_have_newcombes_interval),
        cmocka_unit_test(test_common_luck_needs_a_fifth_of_the_replications),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
