/* Curves in a line of text. */
#include "analysis/results/sparkline.h"

#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

static void expect_curve(const char *wanted, const double *values, int32_t count,
                         double top, bool is_ascii)
{
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    ds_sparkline_put(out, values, count, top, is_ascii);
    assert_int_equal(fclose(out), 0);
    assert_string_equal(text, wanted);
    free(text);
}

static void test_each_eighth_of_the_top_has_its_level(void **state)
{
    (void)state;
    const double values[] = {0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5};
    expect_curve("▁▂▃▄▅▆▇█", values, 8, 8, false);
    expect_curve("_.-:=+*#", values, 8, 8, true);
}

static void
test_a_value_at_a_limit_has_the_higher_level_and_the_top_the_highest(void **state)
{
    (void)state;
    const double values[] = {0, 1, 7, 8};
    expect_curve("▁▂██", values, 4, 8, false);
}

static void test_what_is_out_of_range_is_drawn_at_its_edge(void **state)
{
    (void)state;
    const double values[] = {-1, 9, 1e300, INFINITY};
    expect_curve("▁██ ", values, 4, 8, false);
}

static void test_what_does_not_exist_is_blank(void **state)
{
    (void)state;
    const double values[] = {NAN, 4, NAN};
    expect_curve(" ▅ ", values, 3, 8, false);
    expect_curve("", values, 0, 8, false);
}

static void test_without_a_top_all_is_at_the_bottom(void **state)
{
    (void)state;
    const double values[] = {0, 3, NAN};
    expect_curve("▁▁ ", values, 3, 0, false);
    expect_curve("__ ", values, 3, NAN, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_eighth_of_the_top_has_its_level),
        cmocka_unit_test(
            test_a_value_at_a_limit_has_the_higher_level_and_the_top_the_highest),
        cmocka_unit_test(test_what_is_out_of_range_is_drawn_at_its_edge),
        cmocka_unit_test(test_what_does_not_exist_is_blank),
        cmocka_unit_test(test_without_a_top_all_is_at_the_bottom),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
