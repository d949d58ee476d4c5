/* The reference page in docs/ is the one that the table of keys makes.
 *
 * After a change of the table: test_scenario_reference --update */
#include "scenarios/key_reference.h"
#include "scenarios/key_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PAGE DS_TEST_DATA "/../../docs/scenario-reference.md"

static char *read_page(void)
{
    FILE *file = fopen(PAGE, "rb");
    assert_non_null(file);
    char *text = calloc(1, 1 << 20);
    assert_non_null(text);
    size_t length = fread(text, 1, (1 << 20) - 1, file);
    assert_true(length > 0);
    fclose(file);
    return text;
}

static void test_the_reference_page_is_up_to_date(void **state)
{
    (void)state;
    char *made;
    ds_error err;
    assert_int_equal(ds_key_reference(&made, &err), DS_OK);
    char *committed = read_page();
    assert_string_equal(made, committed);
    free(made);
    free(committed);
}

/* Walks the table; every row that a user can write has a sentence. */
static void check_section(const ds_section *section, int depth)
{
    assert_in_range(depth, 0, 8);
    for (size_t i = 0; i < section->key_count; i++) {
        const ds_key *key = &section->keys[i];
        assert_non_null(key->sentence);
        assert_int_not_equal(key->forms, 0);
        assert_true(key->is_required || key->fallback || key->fallback_note);
        assert_true(!(key->forms & DS_AS_WORD) || key->words);
        assert_true(!(key->forms & DS_AS_LIST) || key->item);
        assert_true(!(key->forms & DS_AS_MAPPING) || key->section);
        if (key->section)
            check_section(key->section, depth + 1);
        if (key->item && key->item->section)
            check_section(key->item->section, depth + 1);
    }
    assert_true(!section->rest || section->rest->sentence || section->title);
    if (section->rest && section->rest->section)
        check_section(section->rest->section, depth + 1);
}

static void test_every_key_is_described_and_complete(void **state)
{
    (void)state;
    check_section(ds_scenario_key.section, 0);
}

static int update(void)
{
    char *made;
    ds_error err;
    if (ds_key_reference(&made, &err) != DS_OK)
        return 1;
    FILE *file = fopen(PAGE, "wb");
    int is_bad = !file || fputs(made, file) < 0;
    if (file)
        is_bad |= fclose(file) != 0;
    free(made);
    return is_bad;
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--update") == 0)
        return update();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_reference_page_is_up_to_date),
        cmocka_unit_test(test_every_key_is_described_and_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
