/* Bytes from files and memory, and CSV text as rows with lines and limits. */
#include "scenarios/csv_reader.h"
#include "scenarios/file_kind.h"
#include "scenarios/utf8.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/scratch_file.h"

/* Rows as text, "line[field|field]" after one another. */
typedef struct collected {
    FILE *file;
    char *text;
    size_t size;
    int32_t rows;
    int32_t stop_after; /* 0: never */
} collected;

static ds_status collect(void *context, const ds_csv_row *row, ds_error *err)
{
    collected *all = context;
    (void)fprintf(all->file, "%lld[", (long long)row->line);
    for (int32_t i = 0; i < row->count; i++) {
        assert_int_equal(strlen(row->fields[i].text), row->fields[i].length);
        (void)fprintf(all->file, "%s%s", i > 0 ? "|" : "", row->fields[i].text);
    }
    (void)fputc(']', all->file);
    if (++all->rows == all->stop_after)
        return ds_error_set(err, DS_UNFINISHED, "enough");
    return DS_OK;
}

static ds_status read_source(ds_byte_source *source, const ds_csv_format *format,
                             collected *all, ds_error *err)
{
    all->file = open_memstream(&all->text, &all->size);
    assert_non_null(all->file);
    ds_status status = ds_csv_read(source, format, collect, all, err);
    (void)fclose(all->file);
    ds_byte_source_close(source);
    return status;
}

static ds_status read_memory(const void *bytes, size_t count, size_t block, collected *all,
                             ds_error *err)
{
    ds_byte_source *source = NULL;
    assert_int_equal(
        ds_byte_source_open_memory(bytes, count, block, "memory.csv", &source, err), DS_OK);
    return read_source(source, NULL, all, err);
}

static ds_status read_path(const char *path, collected *all, ds_error *err)
{
    ds_byte_source *source = NULL;
    ds_status status = ds_byte_source_open(path, &source, err);
    return status == DS_OK ? read_source(source, NULL, all, err) : status;
}

static void expect_rows(const char *csv, const char *expected)
{
    collected all = {0};
    ds_error err = {0};
    assert_int_equal(read_memory(csv, strlen(csv), 0, &all, &err), DS_OK);
    assert_string_equal(all.text, expected);
    free(all.text);
}

static void expect_refused(const void *bytes, size_t count, int line, const char *text)
{
    collected all = {0};
    ds_error err = {0};
    ds_status status = read_memory(bytes, count, 0, &all, &err);
    if (status != DS_BAD_INPUT || err.line != line || !strstr(err.text, text))
        fail_msg("status %d, line %d: %s", (int)status, err.line, err.text);
    assert_string_equal(err.path, "memory.csv");
    free(all.text);
}

static void test_rows_come_with_their_fields_and_line(void **state)
{
    (void)state;
    expect_rows("a,b,c\n1,,3\n", "1[a|b|c]2[1||3]");
    expect_rows("a,\"b \"\"x\"\", y\"\n\"\"\n", "1[a|b \"x\", y]2[]");
    expect_rows("  a , b\t,\" c \"\n", "1[a|b| c ]");
    expect_rows(",\n", "1[|]");
}

static void test_the_last_row_needs_no_line_end(void **state)
{
    (void)state;
    expect_rows("a,b\n1,2", "1[a|b]2[1|2]");
    expect_rows("a,\"b\"", "1[a|b]");
    expect_rows("a,", "1[a|]");
}

static void test_lines_count_for_any_line_end_in_quotes_and_out(void **state)
{
    (void)state;
    expect_rows("a\nb\nc\n", "1[a]2[b]3[c]");
    expect_rows("a\r\nb\r\nc\r\n", "1[a]2[b]3[c]");
    expect_rows("a\rb\rc\r", "1[a]2[b]3[c]");
    expect_rows("a\n\n\nb\r\n\r\nc", "1[a]4[b]6[c]");
    expect_rows("a\n\"x\ny\nz\",b\nc\n", "1[a]2[x\ny\nz|b]5[c]");
    expect_rows("\"x\r\ny\"\r\nc\r\n", "1[x\r\ny]3[c]");
    expect_rows("   \nb\n", "2[b]");
}

static void test_empty_input_has_no_rows(void **state)
{
    (void)state;
    expect_rows("", "");
    expect_rows("\n\r\n \n", "");
}

static void test_a_byte_order_mark_is_skipped(void **state)
{
    (void)state;
    expect_rows("\xef\xbb\xbfid,b\n", "1[id|b]");
    expect_rows("\xef\xbb\xbf\"id\",b\n", "1[id|b]");
    expect_rows("\xef\xbb\xbf", "");
}

static void test_other_separators_can_be_asked_for(void **state)
{
    (void)state;
    ds_csv_format format = {';', '\''};
    collected all = {0};
    ds_error err = {0};
    ds_byte_source *source = NULL;
    assert_int_equal(ds_byte_source_open_memory("a;'b;c';\"d\n", 11, 0, "m", &source, &err),
                     DS_OK);
    assert_int_equal(read_source(source, &format, &all, &err), DS_OK);
    assert_string_equal(all.text, "1[a|b;c|\"d]");
    free(all.text);
}

static void test_where_blocks_end_makes_no_difference(void **state)
{
    (void)state;
    static const char csv[] = "id,b\r\n\"1\r\n2\",\"x\"\"y\"\r\n\r\n3,z\rq,\"w\"\n5,";
    const size_t count = sizeof csv - 1;
    for (size_t block = 1; block <= count; block++) {
        collected all = {0};
        ds_error err = {0};
        assert_int_equal(read_memory(csv, count, block, &all, &err), DS_OK);
        assert_string_equal(all.text, "1[id|b]2[1\r\n2|x\"y]5[3|z]6[q|w]7[5|]");
        free(all.text);
    }
}

static void test_an_unclosed_quote_is_told_with_the_line_of_its_row(void **state)
{
    (void)state;
    static const char csv[] = "a,b\n1,2\n3,\"4\n5,6\n7,8\n";
    expect_refused(csv, sizeof csv - 1, 3, "never closed");
}

static void test_a_misplaced_quote_is_told_with_its_line(void **state)
{
    (void)state;
    static const char inside[] = "a,b\n1,5\" disk\n";
    static const char after[] = "a,b\n1,\"x\ny\" z,2\n";
    expect_refused(inside, sizeof inside - 1, 2, "quote stands where none can");
    expect_refused(after, sizeof after - 1, 3, "the row begins on line 2");
}

/* Repeats a pattern, after a beginning, to a given length. */
static char *repeated(const char *begin, const char *pattern, size_t count)
{
    size_t first = strlen(begin);
    size_t step = strlen(pattern);
    char *bytes = malloc(count);
    assert_non_null(bytes);
    for (size_t i = 0; i < count; i++)
        bytes[i] = i < first ? begin[i] : pattern[(i - first) % step];
    return bytes;
}

static void
test_a_field_beyond_one_mebibyte_is_refused_and_a_shorter_one_is_not(void **state)
{
    (void)state;
    collected all = {0};
    ds_error err = {0};
    char *csv = repeated("a\n", "x", DS_CSV_MAX_FIELD + 1);
    assert_int_equal(read_memory(csv, DS_CSV_MAX_FIELD + 1, 0, &all, &err), DS_OK);
    assert_int_equal(all.rows, 2);
    free(all.text);
    free(csv);
    csv = repeated("a\n", "x", DS_CSV_MAX_FIELD + 100);
    expect_refused(csv, DS_CSV_MAX_FIELD + 100, 2, "longer than 1 MiB");
    free(csv);
    csv = repeated("a\nb,\"", "1,2\n", 8 * DS_CSV_MAX_FIELD);
    expect_refused(csv, 8 * DS_CSV_MAX_FIELD, 2, "closing quote missing");
    free(csv);
}

static void test_a_row_beyond_its_limits_is_refused(void **state)
{
    (void)state;
    collected all = {0};
    ds_error err = {0};
    char *csv = repeated("a\n", ",", DS_CSV_MAX_COLUMNS + 1);
    assert_int_equal(read_memory(csv, DS_CSV_MAX_COLUMNS + 1, 0, &all, &err), DS_OK);
    free(all.text);
    free(csv);
    csv = repeated("a\n", ",", 1000000);
    expect_refused(csv, 1000000, 2, "more than 4096 columns");
    free(csv);
    char *pattern = repeated("", "y", 100001);
    pattern[99999] = ',';
    pattern[100000] = '\0';
    csv = repeated("a\nb\n", pattern, DS_CSV_MAX_ROW + 200000);
    expect_refused(csv, DS_CSV_MAX_ROW + 200000, 3, "longer than 16 MiB");
    free(pattern);
    free(csv);
}

static void test_a_nul_byte_is_told_with_its_line(void **state)
{
    (void)state;
    char *csv = repeated("", "0123456,89\n", 110000);
    csv[11 * 5000 + 3] = '\0';
    expect_refused(csv, 110000, 5001, "NUL byte");
    free(csv);
}

typedef struct magic {
    const char *bytes;
    size_t count;
    const char *name;
} magic;

static void test_what_is_clearly_no_text_is_refused_in_one_line(void **state)
{
    (void)state;
    static const magic cases[] = {
        {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, "a PNG image"     },
        {"PK\x03\x04\x14\0\x06\0",        8,  "(.xlsx)"         },
        {"\177ELF\x02\x01\x01\0",         8,  "a program (ELF)" },
        {"\xd0\xcf\x11\xe0\xa1\xb1",      6,  "perhaps .xls"    },
        {"%PDF-1.7\n",                    9,  "a PDF document"  },
        {"\xff\xfei\0d\0,\0",             8,  "UTF-16"          },
        {"\x1f\x8b\x08\0",                4,  "packed twice"    },
        {"id,opened_at\n\0\0\0",          16, "binary data"     },
        {"\n <!DOCTYPE html>",            17, "HTML or XML page"},
        {"{\"result\": []}",              14, "JSON data"       },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        expect_refused(cases[i].bytes, cases[i].count, 0, cases[i].name);
        expect_refused(cases[i].bytes, cases[i].count, 0, "not like CSV text");
    }
    assert_null(ds_file_kind_unlike_text("id,opened_at\n", 13));
    assert_null(ds_file_kind_unlike_text("", 0));
}

static void test_the_receiver_can_end_the_reading(void **state)
{
    (void)state;
    collected all = {.stop_after = 2};
    ds_error err = {0};
    assert_int_equal(read_memory("a\nb\nc\nd\n", 8, 0, &all, &err), DS_UNFINISHED);
    assert_string_equal(all.text, "1[a]2[b]");
    assert_string_equal(err.text, "enough");
    free(all.text);
}

static void expect_path_refused(const char *path, const char *text)
{
    collected all = {0};
    ds_error err = {0};
    assert_int_equal(read_path(path, &all, &err), DS_BAD_INPUT);
    assert_non_null(strstr(err.text, text));
    assert_string_equal(err.path, path);
    free(all.text);
}

static void test_a_path_that_is_no_readable_file_is_refused(void **state)
{
    (void)state;
    scratch_file file = scratch_of("a\n", 2);
    char below[80];
    (void)snprintf(below, sizeof below, "%s/x.csv", file.path);
    expect_path_refused("/nowhere/tickets.csv", "there is no such file");
    expect_path_refused("/tmp", "it is a directory");
    expect_path_refused(below, "it cannot be opened: Not a directory");
    scratch_remove(&file);
}

static void test_plain_and_gzip_files_are_read_alike(void **state)
{
    (void)state;
    char *csv = repeated("id,text\n", "7,\"a\nb\"\n", 8 + 80000 * 8);
    const size_t count = 8 + 80000 * 8;
    scratch_file files[2] = {scratch_of(csv, count), scratch_gzip_of(csv, count)};
    collected all[2] = {0};
    ds_error err = {0};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(read_path(files[i].path, &all[i], &err), DS_OK);
        assert_int_equal(all[i].rows, 80001);
        scratch_remove(&files[i]);
    }
    assert_string_equal(all[0].text, all[1].text);
    free(all[0].text);
    free(all[1].text);
    free(csv);
}

static void test_gzip_files_one_after_the_other_are_read_as_one(void **state)
{
    (void)state;
    scratch_file file = scratch_gzip_of("a,b\n", 4);
    gzFile more = gzopen(file.path, "ab");
    assert_int_equal(gzputs(more, "1,2\n"), 4);
    assert_int_equal(gzclose(more), Z_OK);
    collected all = {0};
    ds_error err = {0};
    assert_int_equal(read_path(file.path, &all, &err), DS_OK);
    assert_string_equal(all.text, "1[a|b]2[1|2]");
    free(all.text);
    scratch_remove(&file);
}

static char *small_gzip(size_t *count_out)
{
    static const char csv[] = "id,opened_at\n1,2026-01-05\n2,2026-01-06\n3,2026-01-07\n";
    scratch_file file = scratch_gzip_of(csv, sizeof csv - 1);
    char *bytes = scratch_read(file.path, count_out);
    scratch_remove(&file);
    return bytes;
}

static const char small_rows[] =
    "1[id|opened_at]2[1|2026-01-05]3[2|2026-01-06]4[3|2026-01-07]";

static void test_gzip_cut_off_anywhere_is_refused(void **state)
{
    (void)state;
    size_t count = 0;
    char *bytes = small_gzip(&count);
    for (size_t cut = 2; cut < count; cut++) {
        scratch_file file = scratch_of(bytes, cut);
        expect_path_refused(file.path, "ends too early");
        scratch_remove(&file);
    }
    free(bytes);
}

/* Some bytes of the header carry nothing; otherwise damage must be noticed. */
static void test_damaged_gzip_never_gives_other_rows(void **state)
{
    (void)state;
    size_t count = 0;
    int refused = 0;
    char *bytes = small_gzip(&count);
    for (size_t i = 0; i < count; i++) {
        bytes[i] = (char)(bytes[i] ^ 0x10);
        scratch_file file = scratch_of(bytes, count);
        collected all = {0};
        ds_error err = {0};
        ds_status status = read_path(file.path, &all, &err);
        assert_true(status == DS_BAD_INPUT || status == DS_OK);
        if (status == DS_OK)
            assert_string_equal(all.text, small_rows);
        refused += status == DS_BAD_INPUT;
        free(all.text);
        scratch_remove(&file);
        bytes[i] = (char)(bytes[i] ^ 0x10);
    }
    assert_true(refused > (int)count - 10); /* the header has ten bytes */
    free(bytes);
}

static void test_a_dash_is_standard_input(void **state)
{
    (void)state;
    scratch_file file = scratch_gzip_of("a,b\n1,2\n", 8);
    int saved = dup(STDIN_FILENO);
    int opened = open(file.path, O_RDONLY);
    assert_true(opened >= 0 && dup2(opened, STDIN_FILENO) == STDIN_FILENO);
    collected all = {0};
    ds_error err = {0};
    assert_int_equal(read_path("-", &all, &err), DS_OK);
    assert_string_equal(all.text, "1[a|b]2[1|2]");
    assert_true(fcntl(STDIN_FILENO, F_GETFD) >= 0);
    if (saved >= 0) {
        (void)dup2(saved, STDIN_FILENO);
        (void)close(saved);
    }
    (void)close(opened);
    free(all.text);
    scratch_remove(&file);
}

static void expect_clip(const char *text, size_t size, const char *expected)
{
    char clip[64];
    ds_utf8_clip(clip, size, text, strlen(text));
    assert_string_equal(clip, expected);
}

static void test_values_are_clipped_at_whole_characters_for_messages(void **state)
{
    (void)state;
    expect_clip("abcdef", 7, "abcdef");
    expect_clip("abcdefg", 7, "abc...");
    expect_clip("a\xc3\xa4\xc3\xb6\xc3\xbc"
                "b",
                7, "a\xc3\xa4...");
    expect_clip("a\nb\xff"
                "c\x7f",
                20, "a?b?c?");
    expect_clip("", 4, "");
    expect_clip("abcd", 4, "...");
}

static void test_ill_formed_utf8_is_known(void **state)
{
    (void)state;
    static const char *const good[] = {
        "", "abc", "\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xf4\x8f\xbf\xbf"};
    static const char *const bad[] = {"\x80",         "\xc3",         "\xc0\xaf",
                                      "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                                      "\xff",         "B\xfcro",      "\xe2\x82"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(ds_utf8_is_valid(good[i], strlen(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(ds_utf8_is_valid(bad[i], strlen(bad[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_come_with_their_fields_and_line),
        cmocka_unit_test(test_the_last_row_needs_no_line_end),
        cmocka_unit_test(test_lines_count_for_any_line_end_in_quotes_and_out),
        cmocka_unit_test(test_empty_input_has_no_rows),
        cmocka_unit_test(test_a_byte_order_mark_is_skipped),
        cmocka_unit_test(test_other_separators_can_be_asked_for),
        cmocka_unit_test(test_where_blocks_end_makes_no_difference),
        cmocka_unit_test(test_an_unclosed_quote_is_told_with_the_line_of_its_row),
        cmocka_unit_test(test_a_misplaced_quote_is_told_with_its_line),
        cmocka_unit_test(
            test_a_field_beyond_one_mebibyte_is_refused_and_a_shorter_one_is_not),
        cmocka_unit_test(test_a_row_beyond_its_limits_is_refused),
        cmocka_unit_test(test_a_nul_byte_is_told_with_its_line),
        cmocka_unit_test(test_what_is_clearly_no_text_is_refused_in_one_line),
        cmocka_unit_test(test_the_receiver_can_end_the_reading),
        cmocka_unit_test(test_a_path_that_is_no_readable_file_is_refused),
        cmocka_unit_test(test_plain_and_gzip_files_are_read_alike),
        cmocka_unit_test(test_gzip_files_one_after_the_other_are_read_as_one),
        cmocka_unit_test(test_gzip_cut_off_anywhere_is_refused),
        cmocka_unit_test(test_damaged_gzip_never_gives_other_rows),
        cmocka_unit_test(test_a_dash_is_standard_input),
        cmocka_unit_test(test_values_are_clipped_at_whole_characters_for_messages),
        cmocka_unit_test(test_ill_formed_utf8_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
