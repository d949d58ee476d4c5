#include "sim/spelling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static const char *const words[] = {"lognormal", "gamma",   "exponential", NULL,
                                    "mean",      "cv",      "calendar",    "calendars",
                                    "uniform",   "weibull", "agents"};

static const char *nearest(const char *word)
{
    return ds_spelling_nearest(word, words, sizeof words / sizeof words[0]);
}

static void test_one_slip_of_each_kind_is_mended(void **state)
{
    (void)state;
    assert_string_equal(nearest("lognrmal"), "lognormal");   /* a letter missing */
    assert_string_equal(nearest("lognormmal"), "lognormal"); /* one too many */
    assert_string_equal(nearest("lognormel"), "lognormal");  /* a wrong one */
    assert_string_equal(nearest("lgonormal"), "lognormal");  /* two swapped */
    assert_string_equal(nearest("log-normal"), "lognormal");
    assert_string_equal(nearest("agnets"), "agents");
    assert_string_equal(nearest("mena"), "mean"); /* a swap is one edit: two would be far */
}

static void test_case_does_not_matter(void **state)
{
    (void)state;
    assert_string_equal(nearest("LogNormal"), "lognormal");
    assert_string_equal(nearest("CV"), "cv");
}

static void test_the_nearer_of_two_wins_and_the_first_of_equals(void **state)
{
    (void)state;
    static const char *const alike[] = {"abcdefg", "abcdefh"};
    assert_string_equal(nearest("calendrs"), "calendars");
    assert_string_equal(nearest("calendr"), "calendar");
    assert_string_equal(ds_spelling_nearest("abcdefx", alike, 2), "abcdefg");
}

static void test_the_only_beginning_is_completed(void **state)
{
    (void)state;
    assert_string_equal(nearest("exp"), "exponential");
    assert_null(nearest("cal")); /* two begin so */
    assert_null(nearest("ex"));  /* too little to tell */
}

static void test_what_is_far_from_all_gets_no_suggestion(void **state)
{
    (void)state;
    char tedious[200];
    memset(tedious, 'x', sizeof tedious - 1);
    tedious[sizeof tedious - 1] = '\0';
    assert_null(nearest("banana"));
    assert_null(nearest(""));
    assert_null(nearest("xy"));
    assert_null(nearest(tedious));
    assert_null(ds_spelling_nearest("gamma", words, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_slip_of_each_kind_is_mended),
        cmocka_unit_test(test_case_does_not_matter),
        cmocka_unit_test(test_the_nearer_of_two_wins_and_the_first_of_equals),
        cmocka_unit_test(test_the_only_beginning_is_completed),
        cmocka_unit_test(test_what_is_far_from_all_gets_no_suggestion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
