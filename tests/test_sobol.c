/* Sobol indices against closed forms, without any desk. */
#include "analysis/studies/sobol.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* How many of its own standard errors an estimate may be off. */
#define ERRORS 4

typedef double function_of(const double *u);

/* The outputs of a function at the rows of A, B and AB_i. */
static ds_sobol_outputs outputs_of(function_of *f, int32_t rows, int32_t inputs,
                                   uint64_t seed)
{
    size_t cells = (size_t)rows * (size_t)inputs;
    double *a = calloc(cells, sizeof *a);
    double *b = calloc(cells, sizeof *b);
    ds_sobol_outputs out = {.rows = rows,
                            .inputs = inputs,
                            .a = calloc((size_t)rows, sizeof *out.a),
                            .b = calloc((size_t)rows, sizeof *out.b),
                            .ab = calloc(cells, sizeof *out.ab)};
    assert_true(a && b && out.a && out.b && out.ab);
    assert_int_equal(ds_sobol_sample(rows, inputs, seed, a, b, NULL), DS_OK);
    for (int32_t row = 0; row < rows; row++) {
        double *x = &a[(int64_t)row * inputs];
        out.a[row] = f(x);
        out.b[row] = f(&b[(int64_t)row * inputs]);
        for (int32_t i = 0; i < inputs; i++) {
            double kept = x[i];
            x[i] = b[(int64_t)row * inputs + i];
            out.ab[(int64_t)i * rows + row] = f(x);
            x[i] = kept;
        }
    }
    free(a);
    free(b);
    return out;
}

static void free_outputs(ds_sobol_outputs *out)
{
    free(out->a);
    free(out->b);
    free(out->ab);
}

/* Ishigami and Homma, 1990: sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1, x uniform on (-π, π). */
static double ishigami(const double *u)
{
    double x[3];
    for (int i = 0; i < 3; i++)
        x[i] = M_PI * (2 * u[i] - 1);
    return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0]);
}

static void test_the_indices_of_ishigami_agree_with_the_closed_form(void **state)
{
    (void)state;
    const double a = 7;
    const double b = 0.1;
    const double pi4 = pow(M_PI, 4);
    double v1 = 0.5 * pow(1 + b * pi4 / 5, 2);
    double v2 = a * a / 8;
    double v13 = 8 * b * b * pi4 * pi4 / 225;
    double v = v1 + v2 + v13;
    const double first_true[] = {v1 / v, v2 / v, 0};
    const double total_true[] = {(v1 + v13) / v, v2 / v, v13 / v};
    ds_sobol_outputs out = outputs_of(ishigami, 4096, 3, 1);
    ds_sobol_index first[3];
    ds_sobol_index total[3];
    assert_int_equal(ds_sobol_indices(&out, 0.95, 1, first, total, NULL), DS_OK);
    for (int i = 0; i < 3; i++) {
        print_message("%d: %.4f ± %.4f (%.4f)  %.4f ± %.4f (%.4f)\n", i, first[i].value,
                      first[i].error, first_true[i], total[i].value, total[i].error,
                      total_true[i]);
        assert_true(fabs(first[i].value - first_true[i]) <= ERRORS * first[i].error);
        assert_true(fabs(total[i].value - total_true[i]) <= ERRORS * total[i].error);
        /* The tolerance says something: the errors are small. */
        assert_true(first[i].error < 0.04 && total[i].error < 0.04);
        assert_true(first[i].lo <= first[i].value && first[i].value <= first[i].hi);
        assert_true(total[i].lo <= total[i].value && total[i].value <= total[i].hi);
    }
    free_outputs(&out);
}

/* 3 x1 + 2 x2 + x3: the shares are as the squares, and there are no joint effects. */
static double linear(const double *u)
{
    return 3 * u[0] + 2 * u[1] + u[2];
}

static void test_without_joint_effects_first_order_and_total_agree(void **state)
{
    (void)state;
    const double exact[] = {9 / 14.0, 4 / 14.0, 1 / 14.0};
    ds_sobol_outputs out = outputs_of(linear, 1024, 3, 2);
    ds_sobol_index first[3];
    ds_sobol_index total[3];
    assert_int_equal(ds_sobol_indices(&out, 0.95, 1, first, total, NULL), DS_OK);
    for (int i = 0; i < 3; i++) {
        assert_true(fabs(first[i].value - exact[i]) <= ERRORS * first[i].error);
        assert_true(fabs(total[i].value - exact[i]) <= ERRORS * total[i].error);
    }
    free_outputs(&out);
}

/* Over seeds of the shift, the bootstrap error is not smaller than the real one: points of
 * Sobol's sequence are more even than the random ones it takes them for. */
static void test_the_bootstrap_error_is_no_understatement(void **state)
{
    (void)state;
    enum { SEEDS = 30 };
    double squares = 0;
    double claimed = 0;
    const double exact = 0.5 * pow(1 + 0.1 * pow(M_PI, 4) / 5, 2) /
                         (0.5 * pow(1 + 0.1 * pow(M_PI, 4) / 5, 2) + 49 / 8.0 +
                          8 * 0.01 * pow(M_PI, 8) / 225);
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        ds_sobol_outputs out = outputs_of(ishigami, 256, 3, seed);
        ds_sobol_index first[3];
        ds_sobol_index total[3];
        assert_int_equal(ds_sobol_indices(&out, 0.95, seed, first, total, NULL), DS_OK);
        squares += pow(first[0].value - exact, 2) / SEEDS;
        claimed += pow(first[0].error, 2) / SEEDS;
        free_outputs(&out);
    }
    print_message("real %.4f, claimed %.4f\n", sqrt(squares), sqrt(claimed));
    /* The mean square of 30 is within a factor 1.8 of its expectation (3 sd). */
    assert_true(squares < 1.8 * claimed);
}

static double constant(const double *u)
{
    (void)u;
    return 0.1;
}

static double not_everywhere(const double *u)
{
    return u[0] < 0.1 ? NAN : u[0];
}

static void test_what_does_not_vary_or_exist_has_no_indices(void **state)
{
    (void)state;
    function_of *functions[] = {constant, not_everywhere};
    for (int i = 0; i < 2; i++) {
        ds_sobol_outputs out = outputs_of(functions[i], 64, 2, 1);
        ds_sobol_index first[2];
        ds_sobol_index total[2];
        assert_int_equal(ds_sobol_indices(&out, 0.95, 1, first, total, NULL), DS_OK);
        assert_true(isnan(first[0].value) && isnan(total[1].value));
        assert_true(isnan(first[0].lo) && isnan(total[1].hi));
        free_outputs(&out);
    }
}

static void test_too_many_inputs_are_refused(void **state)
{
    (void)state;
    double room[2 * 2 * 21];
    ds_error err = {0};
    assert_int_equal(ds_sobol_sample(2, 21, 1, room, room, &err), DS_BAD_INPUT);
    assert_non_null(strstr(err.text, "20"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_indices_of_ishigami_agree_with_the_closed_form),
        cmocka_unit_test(test_without_joint_effects_first_order_and_total_agree),
        cmocka_unit_test(test_the_bootstrap_error_is_no_understatement),
        cmocka_unit_test(test_what_does_not_vary_or_exist_has_no_indices),
        cmocka_unit_test(test_too_many_inputs_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
