/* The published schema of scenario files is the one that the table of keys makes, and the
 * page on results names every measure.
 *
 * After a change of either table: test_schema --update */
#include "analysis/estimates/estimate.h"
#include "analysis/results/measure.h"
#include "scenarios/key_schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DOCS DS_TEST_DATA "/../../docs/"
#define SCHEMA DOCS "scenario.schema.json"
#define PAGE DOCS "results.md"
#define LARGEST (1 << 20)
/* The table of measures stands between these lines of the page. */
#define FIRST "<!-- measures: made by test_schema --update -->\n"
#define LAST "<!-- end of measures -->\n"

static char *read_whole(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = calloc(1, LARGEST);
    if (!file || !text || fread(text, 1, LARGEST - 1, file) == 0)
        abort();
    (void)fclose(file);
    return text;
}

static void put_dimensions(FILE *out, int32_t row)
{
    const char *link = "";
    for (int d = 0; d < DS_RESULT_DIMENSIONS; d++)
        if (ds_measure_applies(row, (ds_result_dimension)d)) {
            fprintf(out, "%s%s", link, ds_dimension_key((ds_result_dimension)d));
            link = ", ";
        }
}

/* The dimensions of tickets together are called so. */
static void put_measures(FILE *out)
{
    int32_t count;
    const ds_measure *measures = ds_measures(&count);
    fputs("| measure | unit | meaning | given |\n| --- | --- | --- | --- |\n", out);
    for (int32_t m = 0; m < count; m++) {
        bool is_of_slices = ds_measure_applies(m, DS_RESULT_BY_CATEGORY);
        bool is_overall = ds_measure_applies(m, DS_RESULT_OVERALL);
        fprintf(out, "| `%s` | %s | %s | ", measures[m].name, measures[m].unit,
                measures[m].sentence);
        if (is_of_slices)
            fputs(is_overall ? "overall, by kind of ticket" : "by kind of ticket", out);
        else
            put_dimensions(out, m);
        fputs(" |\n", out);
    }
}

static char *made_table(void)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        abort();
    put_measures(out);
    if (fclose(out) != 0)
        abort();
    return text;
}

static void test_the_schema_of_scenarios_is_up_to_date(void **state)
{
    (void)state;
    char *made;
    ds_error err;
    assert_int_equal(ds_key_schema(&made, &err), DS_OK);
    char *committed = read_whole(SCHEMA);
    assert_string_equal(made, committed);
    free(made);
    free(committed);
}

static void test_the_page_on_results_has_every_measure(void **state)
{
    (void)state;
    char *page = read_whole(PAGE);
    char *table = made_table();
    char *first = strstr(page, FIRST);
    assert_non_null(first);
    char *last = strstr(page, LAST);
    assert_non_null(last);
    *last = '\0';
    assert_string_equal(first + strlen(FIRST), table);
    free(table);
    free(page);
}

static void test_the_page_on_results_has_every_method(void **state)
{
    (void)state;
    char *page = read_whole(PAGE);
    for (int m = 0; m < DS_ESTIMATE_METHODS; m++) {
        char quoted[64];
        const char *name = ds_estimate_method_name((ds_estimate_method)m);
        snprintf(quoted, sizeof quoted, "`%s`", name);
        if (name[0] && !strstr(page, quoted))
            fail_msg("docs/results.md does not tell what %s is", quoted);
    }
    free(page);
}

static int write_whole(const char *path, const char *a, size_t a_length, const char *b,
                       const char *c)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return 1;
    int is_bad = fwrite(a, 1, a_length, file) != a_length || fputs(b, file) < 0 ||
                 fputs(c, file) < 0;
    return (fclose(file) != 0) | is_bad;
}

static int update(void)
{
    char *made;
    ds_error err;
    if (ds_key_schema(&made, &err) != DS_OK)
        return 1;
    int is_bad = write_whole(SCHEMA, "", 0, made, "");
    char *page = read_whole(PAGE);
    char *table = made_table();
    const char *first = strstr(page, FIRST);
    const char *last = strstr(page, LAST);
    if (first && last)
        is_bad |=
            write_whole(PAGE, page, (size_t)(first - page) + strlen(FIRST), table, last);
    free(made);
    free(table);
    free(page);
    return is_bad;
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--update") == 0)
        return update();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_schema_of_scenarios_is_up_to_date),
        cmocka_unit_test(test_the_page_on_results_has_every_measure),
        cmocka_unit_test(test_the_page_on_results_has_every_method),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
