/* Grids, Latin hypercubes and Sobol points. */
#include "analysis/studies/designs.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_a_grid_has_each_combination_once_the_last_input_fastest(void **state)
{
    (void)state;
    const int32_t counts[] = {2, 3, 4};
    int seen[24] = {0};
    int32_t levels[3];
    for (int64_t point = 0; point < 24; point++) {
        ds_design_grid_point(counts, 3, point, levels);
        int32_t at = (levels[0] * 3 + levels[1]) * 4 + levels[2];
        assert_int_equal(at, point);
        seen[at]++;
    }
    for (int i = 0; i < 24; i++)
        assert_int_equal(seen[i], 1);
}

/* Exact: each of the n equal parts of each input has one point. */
static void test_the_marginals_of_a_latin_hypercube_are_exact(void **state)
{
    (void)state;
    const int32_t sizes[] = {1, 2, 7, 100, 997};
    enum { INPUTS = 5 };
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        int32_t points = sizes[s];
        double *unit = calloc((size_t)points * INPUTS, sizeof *unit);
        assert_int_equal(ds_design_lhs(points, INPUTS, s, unit, NULL), DS_OK);
        for (int input = 0; input < INPUTS; input++) {
            int *seen = calloc((size_t)points, sizeof *seen);
            for (int32_t i = 0; i < points; i++) {
                double u = unit[i * INPUTS + input];
                assert_true(u > 0 && u < 1);
                seen[(int32_t)floor(u * points)]++;
            }
            for (int32_t i = 0; i < points; i++)
                assert_int_equal(seen[i], 1);
            free(seen);
        }
        free(unit);
    }
}

/* Permutations of the inputs are independent: the correlation of 2,000 points has the
 * standard deviation 1/sqrt(1999) = 0.022; four of them. */
static void test_the_inputs_of_a_latin_hypercube_are_not_correlated(void **state)
{
    (void)state;
    enum { POINTS = 2000 };
    double *unit = calloc(2 * POINTS, sizeof *unit);
    double sum = 0;
    assert_int_equal(ds_design_lhs(POINTS, 2, 3, unit, NULL), DS_OK);
    for (int i = 0; i < POINTS; i++)
        sum += 12 * (unit[2 * i] - 0.5) * (unit[2 * i + 1] - 0.5) / POINTS;
    assert_true(fabs(sum) < 4 * 0.0224);
    assert_true(fabs(sum) > 1e-6);
    free(unit);
}

static void test_the_seed_decides_a_hypercube(void **state)
{
    (void)state;
    double a[30];
    double b[30];
    double c[30];
    assert_int_equal(ds_design_lhs(10, 3, 1, a, NULL), DS_OK);
    assert_int_equal(ds_design_lhs(10, 3, 1, b, NULL), DS_OK);
    assert_int_equal(ds_design_lhs(10, 3, 2, c, NULL), DS_OK);
    assert_memory_equal(a, b, sizeof a);
    assert_memory_not_equal(a, c, sizeof a);
}

/* A (0, m, 1)-net in each input: with the origin (which GSL leaves out) the first 2^m
 * points have one in each part of 2^-m. */
static void test_sobol_points_are_even_in_each_input(void **state)
{
    (void)state;
    enum { POINTS = 63, INPUTS = 40 };
    static double unit[POINTS * INPUTS];
    assert_int_equal(ds_design_sobol(POINTS, INPUTS, false, 1, unit, NULL), DS_OK);
    for (int input = 0; input < INPUTS; input++) {
        int seen[POINTS + 1] = {1};
        for (int i = 0; i < POINTS; i++)
            seen[(int)floor(unit[i * INPUTS + input] * (POINTS + 1))]++;
        for (int i = 0; i <= POINTS; i++)
            assert_int_equal(seen[i], 1);
    }
}

static void test_the_first_sobol_points_are_those_of_the_books(void **state)
{
    (void)state;
    const double known[] = {0.5, 0.5, 0.75, 0.25, 0.25, 0.75, 0.375, 0.375};
    double unit[8];
    assert_int_equal(ds_design_sobol(4, 2, false, 1, unit, NULL), DS_OK);
    for (int i = 0; i < 8; i++)
        assert_true(fabs(unit[i] - known[i]) < 1e-15);
}

static void test_a_shift_keeps_sobol_points_apart_and_within(void **state)
{
    (void)state;
    double plain[300];
    double moved[300];
    assert_int_equal(ds_design_sobol(100, 3, false, 1, plain, NULL), DS_OK);
    assert_int_equal(ds_design_sobol(100, 3, true, 1, moved, NULL), DS_OK);
    for (int i = 0; i < 300; i++) {
        double shift = moved[i] - plain[i];
        double of_first = moved[i % 3] - plain[i % 3];
        assert_true(moved[i] > 0 && moved[i] < 1);
        double apart = shift - of_first;
        assert_true(fabs(apart - round(apart)) < 1e-12);
    }
}

static void test_more_inputs_than_the_sequence_has_are_refused(void **state)
{
    (void)state;
    double unit[41];
    ds_error err = {0};
    assert_int_equal(ds_design_sobol(1, 41, false, 1, unit, &err), DS_BAD_INPUT);
    assert_non_null(strstr(err.text, "40"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_grid_has_each_combination_once_the_last_input_fastest),
        cmocka_unit_test(test_the_marginals_of_a_latin_hypercube_are_exact),
        cmocka_unit_test(test_the_inputs_of_a_latin_hypercube_are_not_correlated),
        cmocka_unit_test(test_the_seed_decides_a_hypercube),
        cmocka_unit_test(test_sobol_points_are_even_in_each_input),
        cmocka_unit_test(test_the_first_sobol_points_are_those_of_the_books),
        cmocka_unit_test(test_a_shift_keeps_sobol_points_apart_and_within),
        cmocka_unit_test(test_more_inputs_than_the_sequence_has_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
