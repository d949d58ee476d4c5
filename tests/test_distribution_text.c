#include "sim/distribution.h"

#include "sim/random.h"
#include "tests/distributions.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

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

static void check_parameters(const char *text, ds_distribution_kind kind, double first,
                             double second, double third)
{
    ds_distribution read = parse(text);
    assert_int_equal(read.kind, kind);
    double expected[3] = {first, second, third};
    for (size_t i = 0; i < 3; i++)
        if (!is_close(read.parameter[i], expected[i], 1e-14))
            fail_msg("%s: parameter %zu is %.17g, not %.17g", text, i, read.parameter[i],
                     expected[i]);
}

static void check_refused_in(const char *text, const char *directory, int column,
                             const char *reason)
{
    ds_distribution read;
    ds_error err = {0};
    if (ds_distribution_parse(text, directory, &read, &err) == DS_OK)
        fail_msg("%s accepted", text);
    if (!strstr(err.text, reason) || err.column != column)
        fail_msg("%s: at %d: %s", text, err.column, err.text);
    assert_true(read.values == NULL && read.kind == DS_CONSTANT);
    assert_true(ds_distribution_parse(text, directory, &read, NULL) != DS_OK);
}

static void check_refused(const char *text, int column, const char *reason)
{
    check_refused_in(text, NULL, column, reason);
}

static void test_every_kind_is_read(void **state)
{
    (void)state;
    check_parameters("4m", DS_CONSTANT, 240, 0, 0);
    check_parameters("0", DS_CONSTANT, 0, 0, 0);
    check_parameters("constant(4m)", DS_CONSTANT, 240, 0, 0);
    check_parameters("uniform(min 5m max 9m)", DS_UNIFORM, 300, 540, 0);
    check_parameters("triangular(min 5m mode 8m max 30m)", DS_TRIANGULAR, 300, 480, 1800);
    check_parameters("exponential(mean 6m)", DS_EXPONENTIAL, 360, 0, 0);
    check_parameters("lognormal(mean 12m cv 0.8)", DS_LOGNORMAL, 720, 0.8, 0);
    check_parameters("gamma(mean 1h cv 0.5)", DS_GAMMA, 3600, 0.5, 0);
    check_parameters("weibull(mean 1h shape 0.8)", DS_WEIBULL, 3600, 0.8, 0);
    check_parameters("hyperexponential(mean 20m cv 2)", DS_HYPEREXPONENTIAL, 1200, 2, 0);
}

static void test_spaces_commas_and_the_order_of_arguments_are_free(void **state)
{
    (void)state;
    check_parameters("lognormal(mean 12m, cv 0.8)", DS_LOGNORMAL, 720, 0.8, 0);
    check_parameters("lognormal(cv 0.8,mean 12m)", DS_LOGNORMAL, 720, 0.8, 0);
    check_parameters("  lognormal ( mean  12m\n cv\t.8 , ) ", DS_LOGNORMAL, 720, 0.8, 0);
    check_parameters("gamma(mean 1h30m cv 1e-1)", DS_GAMMA, 5400, 0.1, 0);
    check_parameters(" constant( 4m ) ", DS_CONSTANT, 240, 0, 0);
}

/* With cv 1 a lognormal's mean is sqrt(2) medians; with sd = sqrt(2) medians 1 + cv^2 = 2.
 */
static void test_other_arguments_lead_to_the_same_parameters(void **state)
{
    (void)state;
    check_parameters("lognormal(median 10m cv 1)", DS_LOGNORMAL, 600 * sqrt(2.0), 1, 0);
    check_parameters("lognormal(mean 10m sd 5m)", DS_LOGNORMAL, 600, 0.5, 0);
    check_parameters("lognormal(mean 20m median 10m)", DS_LOGNORMAL, 1200, sqrt(3.0), 0);
    check_parameters("lognormal(median 1000s sd 1414.213562373095s)", DS_LOGNORMAL,
                     1000 * sqrt(2.0), 1, 0);
    check_parameters("gamma(mean 1h sd 30m)", DS_GAMMA, 3600, 0.5, 0);
    check_parameters("weibull(mean 1h cv 1)", DS_WEIBULL, 3600, 1, 0);
}

static void test_a_median_is_the_value_at_one_half(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "lognormal(median 10m cv 0.3)", "lognormal(median 10m cv 2.5)",
        "lognormal(median 10m sd 1h)", "gamma(median 10m cv 0.3)",
        "gamma(median 10m cv 2.5)"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ds_distribution read = parse(texts[i]);
        assert_true(is_close(ds_distribution_quantile(&read, 0.5), 600.0, 1e-12));
    }
    ds_distribution read = parse("lognormal(median 10m sd 1h)");
    assert_true(is_close(sqrt(ds_distribution_variance(&read)), 3600.0, 1e-12));
}

static void test_the_weibull_s_shape_follows_from_its_cv(void **state)
{
    (void)state;
    for (double cv = 0.01; cv <= 100.0; cv *= 1.3) {
        char text[64];
        (void)snprintf(text, sizeof text, "weibull(mean 1h cv %.17g)", cv);
        ds_distribution read = parse(text);
        double found = sqrt(ds_distribution_variance(&read)) / ds_distribution_mean(&read);
        assert_true(is_close(found, cv, 1e-9));
    }
}

static void test_unknown_names_get_the_nearest(void **state)
{
    (void)state;
    check_refused("lognrmal(mean 12m cv 1)", 1, "did you mean 'lognormal'?");
    check_refused(" Gamma(mean 12m cv 1)", 2, "did you mean 'gamma'?");
    check_refused("exp(mean 6m)", 1, "did you mean 'exponential'?");
    check_refused("banana(mean 6m)", 1, "neither a duration");
    check_refused("lognormal(maen 12m cv 1)", 11, "did you mean 'mean'?");
    check_refused("exponential(rate 6m)", 13, "unknown argument 'rate'; it takes mean");
    check_refused("exponential(mean 6m cv 1)", 21, "unknown argument 'cv'");
    check_refused("exponential(6m)", 13, "unknown argument '6m'");
    check_refused("exponential(mean=6m)", 13, "unknown argument 'mean=6m'");
}

static void test_missing_and_repeated_arguments_are_named(void **state)
{
    (void)state;
    check_refused("lognormal(mean 12m)", 19, "'cv' is missing");
    check_refused("lognormal()", 11, "'mean' is missing");
    check_refused("lognormal(cv 1)", 15, "'mean' is missing");
    check_refused("gamma(sd 5m)", 12, "'mean' is missing");
    check_refused("triangular(min 5m max 9m)", 25, "'mode' is missing");
    check_refused("weibull(mean 5m)", 16, "'shape' is missing");
    check_refused("lognormal(mean 12m mean 13m cv 1)", 20, "'mean' is given twice");
    check_refused("lognormal(mean 9m sd 5m cv 1)", 29, "do not go together");
    check_refused("gamma(median 9m sd 5m)", 22, "do not go together");
    check_refused("lognormal(mean, cv 1)", 15, "'mean' has no value");
    check_refused("lognormal(mean 12m cv)", 22, "'cv' has no value");
    check_refused("constant()", 10, "is not a duration");
}

static void test_values_out_of_range_are_shown_with_the_range(void **state)
{
    (void)state;
    check_refused("exponential(mean 0m)", 18, "mean '0m' is not a duration above 0");
    check_refused("exponential(mean -6m)", 18, "is negative");
    check_refused("exponential(mean 6)", 18, "'6' has no unit");
    check_refused("exponential(mean 6x)", 18, "unknown unit 'x'");
    check_refused("exponential(mean nan)", 18, "is not a duration");
    check_refused("exponential(mean 3bd)", 18, "business days");
    check_refused("exponential(mean 2000000d)", 18, "1000 years");
    check_refused("lognormal(mean 6m cv 0)", 22, "cv '0' is not a number from 0.01 to 100");
    check_refused("lognormal(mean 6m cv -1)", 22, "cv '-1' is not a number from 0.01");
    check_refused("lognormal(mean 6m cv nan)", 22, "cv 'nan' is not");
    check_refused("lognormal(mean 6m cv inf)", 22, "cv 'inf' is not");
    check_refused("lognormal(mean 6m cv 1e999)", 22, "cv '1e999' is not");
    check_refused("lognormal(mean 6m cv 0x1)", 22, "cv '0x1' is not");
    check_refused("lognormal(mean 6m cv 1.2.3)", 22, "cv '1.2.3' is not");
    check_refused("gamma(mean 6m cv 101)", 18, "from 0.01 to 100");
    check_refused("weibull(mean 6m shape 0.05)", 23, "from 0.1 to 1000");
    check_refused("weibull(mean 6m shape fast)", 23, "shape 'fast' is not a number");
    check_refused("hyperexponential(mean 6m cv 0.9)", 29, "at least 1");
    check_refused("lognormal(mean 6m sd 1s)", 16, "0.00277778, is not from 0.01 to 100");
    check_refused("lognormal(mean 6m median 6m)", 26, "below its mean");
    check_refused("lognormal(median 200000d cv 100)", 18, "1000 years");
    check_refused("uniform(min 9m max 5m)", 13, "min is above max");
    check_refused("triangular(min 9m mode 5m max 30m)", 16, "min is above mode");
    check_refused("triangular(min 1m mode 31m max 30m)", 24, "mode is above max");
}

static void test_an_open_parenthesis_is_explained_by_yaml_s_commas(void **state)
{
    (void)state;
    check_refused("lognormal(mean 12m", 19, "separate arguments by spaces");
    check_refused("lognormal(mean 12m,", 20, "separate arguments by spaces");
    check_refused("lognormal(", 11, "the closing ')' is missing");
    check_refused("lognormal(mean", 15, "the closing ')' is missing");
    check_refused("constant(4m", 12, "the closing ')' is missing");
    check_refused("empirical(file.txt", 11, "the closing ')' is missing");
    check_refused("uniform(min 5m", 15, "uniform(min 5m max 9m)");
}

static void test_what_does_not_belong_is_pointed_at(void **state)
{
    (void)state;
    check_refused("", 1, "is not a duration");
    check_refused("lognormal", 10, "'(' is missing");
    check_refused("lognormal mean 12m cv 1", 11, "'(' is missing");
    check_refused("4m 5m", 4, "unexpected '5m'");
    check_refused("4m)", 3, "unexpected ')'");
    check_refused("constant(4m 5m)", 13, "unexpected '5m)'");
    check_refused("exponential(mean 6m) x", 22, "unexpected 'x'");
    check_refused("exponential(mean 6m))", 21, "unexpected ')'");
    check_refused("exponential((mean 6m))", 13, "unexpected '('");
    check_refused("-4m", 1, "negative");
    check_refused("12 m", 1, "no unit");
}

/* A random distribution of a random kind, in the parameters that can be written. */
static ds_distribution random_distribution(uint32_t i)
{
    static const ds_seed seed = {.seed = 23, .replication = 0};
    ds_uniforms u = ds_random_block(&seed, (ds_identity){0, i}, 0, 0);
    ds_distribution out = {.kind = (ds_distribution_kind)(i % 8)};
    double scale = exp2(40.0 * u.u[0] - 10.0);
    double *p = out.parameter;
    p[0] = i % 3 ? scale : floor(scale) + 1.0;
    if (out.kind == DS_UNIFORM || out.kind == DS_TRIANGULAR)
        p[1] = p[0] * (1.0 + u.u[1]);
    if (out.kind == DS_TRIANGULAR)
        p[2] = p[1] * (1.0 + u.u[2]);
    if (out.kind == DS_LOGNORMAL || out.kind == DS_GAMMA || out.kind == DS_WEIBULL)
        p[1] = i % 5 ? 0.1 + 9.9 * u.u[3] : floor(1.0 + 20.0 * u.u[3]) / 10.0;
    if (out.kind == DS_HYPEREXPONENTIAL)
        p[1] = 1.0 + 9.0 * u.u[3];
    return out;
}

static void test_what_is_printed_reads_back_to_the_same_parameters(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 8000; i++) {
        char text[160], again[160];
        ds_distribution given = random_distribution(i);
        ds_distribution_print(&given, text, sizeof text);
        ds_distribution read = parse(text);
        assert_int_equal(read.kind, given.kind);
        for (size_t k = 0; k < 3; k++)
            if (read.parameter[k] != given.parameter[k])
                fail_msg("%s: %.17g became %.17g", text, given.parameter[k],
                         read.parameter[k]);
        ds_distribution_print(&read, again, sizeof again);
        assert_string_equal(again, text);
    }
}

static void test_the_usual_texts_are_printed_as_they_were_written(void **state)
{
    (void)state;
    char text[160];
    for (size_t i = 0; i < DISTRIBUTION_COUNT; i++) {
        ds_distribution read = parse(distribution_texts[i]);
        ds_distribution_print(&read, text, sizeof text);
        if (strcmp(distribution_texts[i], "uniform(min 0 max 1h)") != 0)
            assert_string_equal(text, distribution_texts[i]);
    }
    ds_distribution observed = observed_durations();
    ds_distribution_print(&observed, text, sizeof text);
    assert_string_equal(text, "empirical(200 values from 0s to 47m)");
    ds_distribution_free(&observed);
    ds_distribution constant = ds_distribution_constant(240.0);
    ds_distribution_print(&constant, text, 6);
    assert_string_equal(text, "const");
}

/* One to four characters of a good text replaced, removed or doubled. */
static void mangle(char *text, uint32_t i)
{
    static const ds_seed seed = {.seed = 31, .replication = 0};
    static const char alphabet[] = "(),. \t-+eE0159mhdwsbcvn'\"=%\x01\xc3";
    for (uint32_t k = 0; k <= i % 4 && *text; k++) {
        ds_uniforms u = ds_random_block(&seed, (ds_identity){i, k}, 0, 0);
        size_t length = strlen(text);
        char *at = text + (size_t)(u.u[0] * (double)length);
        if (u.u[1] < 0.4)
            *at = alphabet[(size_t)(u.u[2] * (double)(sizeof alphabet - 1))];
        else if (u.u[1] < 0.8)
            memmove(at, at + 1, strlen(at));
        else
            memmove(at + 1, at, strlen(at) + 1);
    }
}

static void test_mangled_texts_are_either_read_or_refused_with_a_place(void **state)
{
    (void)state;
    uint32_t accepted = 0;
    for (uint32_t i = 0; i < 20000; i++) {
        char text[100], printed[160];
        (void)snprintf(text, sizeof text, "%s", distribution_texts[i % DISTRIBUTION_COUNT]);
        mangle(text, i);
        ds_distribution read;
        ds_error err = {0};
        if (ds_distribution_parse(text, NULL, &read, &err) != DS_OK) {
            if (err.column < 1 || (size_t)err.column > strlen(text) + 1 || !*err.text)
                fail_msg("%s: at %d: %s", text, err.column, err.text);
            continue;
        }
        accepted++;
        double middle = ds_distribution_quantile(&read, 0.5);
        assert_true(middle >= 0.0 && isfinite(ds_distribution_mean(&read)));
        ds_distribution_print(&read, printed, sizeof printed);
        ds_distribution again = parse(printed);
        assert_memory_equal(again.parameter, read.parameter, sizeof read.parameter);
    }
    assert_in_range(accepted, 200, 10000); /* both ways are taken */
}

/* A file in a directory of its own, removed by remove_file. */
typedef struct file {
    char directory[64];
    char name[32];
    char path[128];
} file;

static file write_file(const char *content, size_t size)
{
    file out = {.directory = "desksim-test-XXXXXX", .name = "some values.txt"};
    assert_non_null(mkdtemp(out.directory));
    (void)snprintf(out.path, sizeof out.path, "%s/%s", out.directory, out.name);
    FILE *stream = fopen(out.path, "w");
    assert_non_null(stream);
    assert_int_equal(fwrite(content, 1, size, stream), size);
    assert_int_equal(fclose(stream), 0);
    return out;
}

static void remove_file(const file *self)
{
    assert_int_equal(remove(self->path), 0);
    assert_int_equal(rmdir(self->directory), 0);
}

static void test_observed_durations_are_read_from_a_file(void **state)
{
    (void)state;
    static const char content[] =
        "\xef\xbb\xbf# durations\r\n5m\r\n\r\n  90 \n1h\n0.5\n90s";
    static const double expected[] = {0.5, 90, 90, 300, 3600};
    file values = write_file(content, sizeof content - 1);
    ds_distribution read, copy;
    ds_error err = {0};
    char text[200];
    (void)snprintf(text, sizeof text, "empirical( %s )", values.name);
    if (ds_distribution_parse(text, values.directory, &read, &err) != DS_OK)
        fail_msg("%s", err.text);
    assert_int_equal(read.kind, DS_EMPIRICAL);
    assert_int_equal(read.value_count, 5);
    assert_memory_equal(read.values, expected, sizeof expected);
    assert_int_equal(ds_distribution_copy(&read, &copy, NULL), DS_OK);
    ds_distribution_free(&read);
    assert_memory_equal(copy.values, expected, sizeof expected);
    ds_distribution_free(&copy);
    remove_file(&values);
}

static void test_an_absolute_path_needs_no_directory(void **state)
{
    (void)state;
    file values = write_file("5m\n", 3);
    char *path = realpath(values.path, NULL);
    char text[4200];
    ds_distribution read;
    assert_non_null(path);
    (void)snprintf(text, sizeof text, "empirical(%s)", path);
    free(path);
    assert_int_equal(ds_distribution_parse(text, "elsewhere", &read, NULL), DS_OK);
    ds_distribution_free(&read);
    (void)snprintf(text, sizeof text, "empirical(%s)", values.path);
    assert_int_equal(ds_distribution_parse(text, NULL, &read, NULL), DS_OK);
    ds_distribution_free(&read);
    remove_file(&values);
}

static void check_refused_file(const char *content, size_t size, int line,
                               const char *reason)
{
    file values = write_file(content, size);
    ds_distribution read;
    ds_error err = {0};
    char text[64];
    (void)snprintf(text, sizeof text, "empirical(%s)", values.name);
    assert_int_equal(ds_distribution_parse(text, values.directory, &read, &err),
                     DS_BAD_INPUT);
    if (err.line != line || !strstr(err.text, reason) || strcmp(err.path, values.path) != 0)
        fail_msg("%s:%d: %s", err.path, err.line, err.text);
    remove_file(&values);
}

static void test_a_bad_file_of_durations_is_reported_with_its_line(void **state)
{
    (void)state;
    char tedious[400];
    memset(tedious, '1', sizeof tedious);
    check_refused_file("5m\n6x\n", 6, 2, "unknown unit 'x'");
    check_refused_file("5m 6m\n", 6, 1, "is not one duration");
    check_refused_file("-5\n", 3, 1, "negative");
    check_refused_file("1e5e5\n", 6, 1, "unknown unit");
    check_refused_file("nan\n", 4, 1, "is not a duration");
    check_refused_file("", 0, 0, "no duration in this file");
    check_refused_file("# nothing\n\n", 11, 0, "no duration in this file");
    check_refused_file("duration\n5m\n", 12, 1, "is not a duration");
    check_refused_file("\x7f\x45\x4c\x46\x02\x01\n", 7, 1, "is not a duration");
    check_refused_file(tedious, sizeof tedious, 1, "too long");
}

static void test_a_file_that_cannot_be_read_is_named(void **state)
{
    (void)state;
    check_refused_in("empirical(no such file)", "nowhere", 11,
                     "cannot read 'nowhere/no such file'");
    check_refused_in("empirical(.)", "..", 11, "cannot read '../.'");
    check_refused("empirical()", 11, "the name of a file is missing");
    check_refused("empirical( )", 12, "the name of a file is missing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_kind_is_read),
        cmocka_unit_test(test_spaces_commas_and_the_order_of_arguments_are_free),
        cmocka_unit_test(test_other_arguments_lead_to_the_same_parameters),
        cmocka_unit_test(test_a_median_is_the_value_at_one_half),
        cmocka_unit_test(test_the_weibull_s_shape_follows_from_its_cv),
        cmocka_unit_test(test_unknown_names_get_the_nearest),
        cmocka_unit_test(test_missing_and_repeated_arguments_are_named),
        cmocka_unit_test(test_values_out_of_range_are_shown_with_the_range),
        cmocka_unit_test(test_an_open_parenthesis_is_explained_by_yaml_s_commas),
        cmocka_unit_test(test_what_does_not_belong_is_pointed_at),
        cmocka_unit_test(test_what_is_printed_reads_back_to_the_same_parameters),
        cmocka_unit_test(test_the_usual_texts_are_printed_as_they_were_written),
        cmocka_unit_test(test_mangled_texts_are_either_read_or_refused_with_a_place),
        cmocka_unit_test(test_observed_durations_are_read_from_a_file),
        cmocka_unit_test(test_an_absolute_path_needs_no_directory),
        cmocka_unit_test(test_a_bad_file_of_durations_is_reported_with_its_line),
        cmocka_unit_test(test_a_file_that_cannot_be_read_is_named),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
