/* UTF-16 becomes UTF-8, however it is cut into blocks. */
#include "scenarios/utf16.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* Decodes in blocks of `block` bytes and compares. */
static void expect(const char *bytes, size_t count, size_t block, const char *wanted)
{
    char out[64];
    size_t written = 0;
    ds_utf16 decoder;
    assert_true(ds_utf16_begins(bytes, count, &decoder));
    for (size_t at = 0; at < count; at += block) {
        size_t part = count - at < block ? count - at : block;
        written += ds_utf16_decode(&decoder, bytes + at, part, out + written);
    }
    written += ds_utf16_finish(&decoder, out + written);
    assert_int_equal(written, strlen(wanted));
    assert_memory_equal(out, wanted, written);
}

static void expect_in_any_blocks(const char *bytes, size_t count, const char *wanted)
{
    for (size_t block = 1; block <= count; block++)
        expect(bytes, count, block, wanted);
}

static void test_both_orders_of_bytes_and_all_lengths(void **state)
{
    (void)state;
    /* A, é, €, U+1F5A8 (printer) */
    expect_in_any_blocks("\xff\xfe"
                         "A\0\xe9\0\xac\x20\x3d\xd8\xa8\xdd",
                         12,
                         "\xef\xbb\xbf"
                         "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x96\xa8");
    expect_in_any_blocks("\xfe\xff"
                         "\0A\0\xe9\x20\xac\xd8\x3d\xdd\xa8",
                         12,
                         "\xef\xbb\xbf"
                         "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x96\xa8");
}

static void test_halves_of_characters_are_replaced(void **state)
{
    (void)state;
    /* a low surrogate alone, a high one before a letter, one at the end, half a unit */
    expect_in_any_blocks("\xff\xfe\xa8\xdd", 4, "\xef\xbb\xbf\xef\xbf\xbd");
    expect_in_any_blocks("\xff\xfe\x3d\xd8"
                         "A\0",
                         6,
                         "\xef\xbb\xbf\xef\xbf\xbd"
                         "A");
    expect_in_any_blocks("\xff\xfe\x3d\xd8", 4, "\xef\xbb\xbf\xef\xbf\xbd");
    expect_in_any_blocks("\xff\xfe"
                         "A\0B",
                         5,
                         "\xef\xbb\xbf"
                         "A\xef\xbf\xbd");
}

static void test_other_text_is_none_of_it(void **state)
{
    (void)state;
    ds_utf16 decoder;
    assert_false(ds_utf16_begins("\xef\xbb\xbf", 3, &decoder));
    assert_false(ds_utf16_begins("\xff", 1, &decoder));
    assert_false(ds_utf16_begins("", 0, &decoder));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_both_orders_of_bytes_and_all_lengths),
        cmocka_unit_test(test_halves_of_characters_are_replaced),
        cmocka_unit_test(test_other_text_is_none_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
