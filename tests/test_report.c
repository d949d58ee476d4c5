/* The parts of the HTML report: texts that cannot break out, drawings that are taken apart,
 * comments that become sources, and pages that are well-formed. */
#include "analysis/report/comments.h"
#include "analysis/report/html.h"
#include "analysis/report/inputs_json.h"
#include "analysis/report/page.h"
#include "analysis/report/svg_inline.h"
#include "analysis/report/text_file.h"

#include <ctype.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DEEPEST 64

/* Markup written into memory. */
typedef struct sheet {
    ds_html html;
    char *text;
    size_t size;
} sheet;

static void sheet_begin(sheet *of)
{
    *of = (sheet){0};
    of->html.out = open_memstream(&of->text, &of->size);
    assert_non_null(of->html.out);
}

static const char *sheet_end(sheet *of)
{
    assert_int_equal(fclose(of->html.out), 0);
    return of->text;
}

static void expect_text(const char *text, const char *markup)
{
    sheet of;
    sheet_begin(&of);
    ds_html_text(&of.html, text);
    assert_string_equal(sheet_end(&of), markup);
    free(of.text);
}

/* Well-formed: every element that begins ends, in order; attributes stand in quotes; & only
 * in entities. Returns where it is not, or NULL. */
static const char *find_fault(const char *at)
{
    char open[DEEPEST][32];
    int depth = 0;
    if (strncmp(at, "<!DOCTYPE html>", 15) == 0)
        at += 15;
    while (*at) {
        if (*at == '&' && (!strchr(at, ';') || strcspn(at, "; <\n") > 7))
            return at;
        if (*at != '<') {
            at++;
            continue;
        }
        bool is_end = at[1] == '/';
        const char *name = at + 1 + is_end;
        size_t length =
            strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
        const char *close = name + length;
        if (length == 0 || length > 31)
            return at;
        while (*close && *close != '>') {
            if (*close == '<')
                return close;
            if (*close == '"') {
                close = strchr(close + 1, '"');
                if (!close)
                    return at;
            }
            close++;
        }
        if (!*close)
            return at;
        if (is_end) {
            if (depth == 0 || strlen(open[depth - 1]) != length ||
                strncmp(open[depth - 1], name, length) != 0)
                return at;
            depth--;
        } else if (close[-1] != '/') {
            if (depth == DEEPEST)
                return at;
            memcpy(open[depth], name, length);
            open[depth++][length] = '\0';
        }
        at = close + 1;
    }
    return depth == 0 ? NULL : "an element that does not end";
}

static void expect_well_formed(const char *markup)
{
    const char *fault = find_fault(markup);
    if (fault)
        fail_msg("not well-formed: %.80s", fault);
}

static void test_the_check_of_form_finds_what_is_wrong(void **state)
{
    (void)state;
    assert_null(find_fault("<p class=\"a > b\">x &amp; y<br /></p>"));
    assert_non_null(find_fault("<p><b></p></b>"));
    assert_non_null(find_fault("<p>"));
    assert_non_null(find_fault("a & b"));
    assert_non_null(find_fault("<p title=\"x>"));
    assert_non_null(find_fault("a < b"));
}

/* Texts. */

static void test_signs_of_markup_are_escaped(void **state)
{
    (void)state;
    expect_text("<script>a && \"b\" 'c'</script>",
                "&lt;script&gt;a &amp;&amp; &quot;b&quot; &#39;c&#39;&lt;/script&gt;");
    expect_text("plain – 7 ≥ 5 🚒", "plain – 7 ≥ 5 🚒");
}

static void test_what_is_no_character_is_replaced(void **state)
{
    (void)state;
    expect_text("a\x01"
                "b",
                "a\uFFFDb");
    expect_text("\xFF\xC3", "\uFFFD\uFFFD");
    expect_text("\xC0\xAF", "\uFFFD\uFFFD");           /* an overlong slash */
    expect_text("\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"); /* a surrogate */
    expect_text("line\r\nend\tx", "line\nend\tx");
    expect_text("\xEF\xBF\xBE", "\uFFFD"); /* U+FFFE, which XML does not have */
}

static void test_a_sentence_escapes_what_it_is_given(void **state)
{
    (void)state;
    sheet of;
    sheet_begin(&of);
    ds_html_say(&of.html, "%b%d %%%/b of <%s> at %n: %c–", 5, "a&b", "<L1>", "x'y");
    assert_string_equal(sheet_end(&of),
                        "<strong>5 %</strong> of &lt;a&amp;b&gt; at <bdi>&lt;L1&gt;</bdi>: "
                        "<code>x&#39;y</code>–");
    free(of.text);
}

static void test_an_id_has_letters_digits_and_hyphens_only(void **state)
{
    (void)state;
    char id[12];
    ds_html_id("Break rates_\"<7>", id, sizeof id);
    assert_string_equal(id, "break-rates");
}

/* Drawings. */

static const ds_svg_label label = {
    .id = "pic", .title = "A <title>", .message = "What & why", .classes = "plot"};

static ds_status put_svg(const char *text, char **markup_out, ds_error *err)
{
    sheet of;
    sheet_begin(&of);
    ds_status status = ds_svg_put(&of.html, text, "pic.svg", &label, err);
    (void)sheet_end(&of);
    *markup_out = of.text;
    return status;
}

#define HEAD                                                                               \
    "<?xml version=\"1.0\"?>\n<svg viewBox=\"0 0 9 9\" "                                   \
    "xmlns=\"http://www.w3.org/2000/svg\">"

static void test_a_drawing_keeps_its_shapes_and_gets_a_text(void **state)
{
    (void)state;
    char *markup;
    ds_error err = {0};
    assert_int_equal(put_svg(HEAD
                             "<title>gnuplot</title><g id='one' stroke='rgb( 34, 34, "
                             "34)' data-x='1'>\n<path d='M0,0\n 1,1'/> <use "
                             "xlink:href='#one'/><text>a &amp; b > c</text></g></svg>\n",
                             &markup, &err),
                     DS_OK);
    assert_string_equal(
        markup,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" class=\"plot\" "
        "aria-labelledby=\"pic-title\" aria-describedby=\"pic-desc\" viewBox=\"0 0 9 9\">"
        "<title id=\"pic-title\">A &lt;title&gt;</title><desc id=\"pic-desc\">What &amp; "
        "why</desc><g id=\"pic-one\" stroke=\"#222222\"><path d=\"M0,0 1,1\"></path><use "
        "href=\"#pic-one\"></use><text>a &amp; b > c</text></g></svg>");
    expect_well_formed(markup);
    free(markup);
}

static void test_a_drawing_with_anything_else_in_it_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        HEAD "<script>x</script></svg>",
        HEAD "<g onload='x'/></svg>",
        HEAD "<use href='http://example.org/x'/></svg>",
        HEAD "<use xlink:href='data:image/svg+xml,x'/></svg>",
        HEAD "<rect fill='url(http://example.org/x)'/></svg>",
        HEAD "<foreignObject/></svg>",
        HEAD "<g></svg>",
        HEAD "<g></g>",
        HEAD "</svg></svg>",
        HEAD "</svg><svg></svg>",
        HEAD "<text>a & b</text></svg>",
        HEAD "<text>&own;</text></svg>",
        HEAD "<text>&#0;</text></svg>",
        HEAD "<g fill=red/></svg>",
        HEAD "<g fill='a<b'/></svg>",
        HEAD "<g fill='a\"b'/></svg>",
        HEAD "<g",
        "<!DOCTYPE svg [<!ENTITY x 'y'>]>" HEAD "</svg>",
        "<html></html>",
        "text" HEAD "</svg>",
        HEAD "</svg>text",
        HEAD "<![CDATA[x]]></svg>",
        "",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char *markup;
        ds_error err = {0};
        if (put_svg(bad[i], &markup, &err) != DS_BAD_INPUT)
            fail_msg("taken: %s", bad[i]);
        assert_non_null(strstr(err.text, "not a plain drawing"));
        assert_string_equal(err.path, "pic.svg");
        free(markup);
    }
}

static void test_every_cut_off_drawing_is_refused(void **state)
{
    (void)state;
    static const char whole[] = HEAD "<g id='a'><text x='1'>a &amp; b</text></g></svg>";
    for (size_t length = 0; length + 1 < sizeof whole; length++) {
        char *cut = strndup(whole, length);
        char *markup;
        assert_non_null(cut);
        if (put_svg(cut, &markup, NULL) != DS_BAD_INPUT)
            fail_msg("taken: %s", cut);
        free(markup);
        free(cut);
    }
}

/* Pages. */

static void test_a_page_is_whole_and_well_formed(void **state)
{
    (void)state;
    static const ds_page_column columns[] = {
        {"Name",  false},
        {"Value", true },
    };
    const ds_estimate one = {.value = 0.25,
                             .lo = 0.2,
                             .hi = 0.3,
                             .half_width = 0.05,
                             .n = 100,
                             .replications = 5,
                             .method = DS_METHOD_JACKKNIFE};
    ds_page page;
    char *text;
    assert_int_equal(ds_page_init(&page, NULL), DS_OK);
    ds_page_section(&page, "first", "First & foremost");
    ds_page_heading(&page, "A heading");
    ds_page_table(&page, "A \"table\"", columns, 2);
    ds_page_row(&page, "<name>");
    ds_page_cell_estimate(&page, &one, DS_SHOWN_PERCENT);
    ds_page_row_end(&page);
    ds_page_table_end(&page);
    ds_page_section(&page, "second", "Second");
    ds_page_details(&page, "More");
    ds_page_details_end(&page);
    assert_int_equal(ds_page_finish(&page, "T <i>", "about & so", &text, NULL), DS_OK);
    expect_well_formed(text);
    assert_non_null(strstr(text, "<html lang=\"en\">"));
    assert_non_null(strstr(text, "<title>T &lt;i&gt; – desksim report</title>"));
    assert_non_null(strstr(text, "<th scope=\"row\"><bdi>&lt;name&gt;</bdi></th>"));
    assert_non_null(strstr(text, "<th scope=\"col\" class=\"n\">Value</th>"));
    assert_non_null(strstr(text, "25.0 % <span class=\"interval\">± 5.0</span>"));
    assert_non_null(strstr(text, "<a href=\"#second\">Second</a>"));
    assert_null(strstr(text, "<script"));
    assert_null(strstr(text, "http-equiv=\"refresh\""));
    free(text);
}

static void test_a_picture_without_a_script_leaves_nothing(void **state)
{
    (void)state;
    const ds_page_figure figure = {
        .directory = "/nonexistent", .name = "plot", .title = "A plot"};
    ds_page page;
    char *text;
    assert_int_equal(ds_page_init(&page, NULL), DS_OK);
    assert_int_equal(ds_page_picture(&page, &figure, "message", NULL), DS_OK);
    assert_int_equal(ds_page_finish(&page, "T", "about", &text, NULL), DS_OK);
    assert_null(strstr(text, "<figure>"));
    free(text);
}

/* Sources. */

static void expect_note(const char *text, int32_t line, const char *note)
{
    ds_comments comments;
    assert_true(ds_comments_init(&comments, text, strlen(text)));
    char *found = ds_comments_of_line(&comments, line);
    assert_string_equal(found, note);
    free(found);
    ds_comments_free(&comments);
}

static void test_a_comment_belongs_to_the_line_below_and_its_own(void **state)
{
    (void)state;
    const char *text =
        "# head\n\nname: x\n# one\n#  two\ngroups: # three\n  L1: \"a # b\"\n"
        "  L2: 'x' # four\n\n  # five\n\n  L3: a#b\n";
    expect_note(text, 3, "");
    expect_note(text, 6, "one\n two\nthree");
    expect_note(text, 7, "");
    expect_note(text, 8, "four");
    expect_note(text, 12, "");
    expect_note(text, 99, "");
}

static void test_the_head_of_a_file_is_its_own(void **state)
{
    (void)state;
    ds_comments comments;
    const char *text = "# A desk.\n#\n#   [A] a source\n\n# of the name\nname: x\n";
    assert_true(ds_comments_init(&comments, text, strlen(text)));
    char *head = ds_comments_of_head(&comments);
    assert_string_equal(head, "A desk.\n\n  [A] a source");
    free(head);
    ds_comments_free(&comments);
}

static const char *source_at(const json_t *root, const char *const *path, size_t count)
{
    for (size_t i = 0; i < count; i++)
        root = json_object_get(json_object_get(root, "entries"), path[i]);
    const char *source = json_string_value(json_object_get(root, "source"));
    return source ? source : "none";
}

#define SOURCE(root, ...)                                                                  \
    source_at(root, (const char *const[]){__VA_ARGS__},                                    \
              sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void test_each_value_has_its_source(void **state)
{
    (void)state;
    static const char text[] =
        "name: X\n"
        "groups:\n"
        "  # Measured: the roster of March.\n"
        "  L1: {agents: 4, hours: always}\n"
        "  L2: {agents: 3} # assumed\n"
        "  L3: {agents: 2} # see [A]\n"
        "arrivals: {all: {rate: 10/day}}\n"
        "categories: {any: {impact: {high: 100%}, urgency: {high: 100%}, work: {L1: "
        "constant(5m), L2: constant(5m), L3: constant(5m)}}}\n";
    static const char *const overrides[] = {"groups.L3.agents=5"};
    ds_diagnostics diagnostics = {0};
    ds_scenario *scenario;
    assert_int_equal(ds_scenario_load_text(text, sizeof text - 1, "x.yaml", overrides, 1,
                                           &diagnostics, &scenario),
                     DS_OK);
    json_t *root = ds_inputs_json(scenario);
    assert_non_null(root);
    assert_string_equal(SOURCE(root, "groups", "L1", "agents"), "measured");
    assert_string_equal(SOURCE(root, "groups", "L1", "hours"), "measured");
    assert_string_equal(SOURCE(root, "groups", "L1", "discipline"), "default");
    assert_string_equal(SOURCE(root, "groups", "L2", "agents"), "assumed");
    assert_string_equal(SOURCE(root, "groups", "L3", "agents"), "set");
    assert_string_equal(SOURCE(root, "arrivals", "all", "rate"), "file");
    assert_string_equal(SOURCE(root, "horizon"), "default");
    json_decref(root);
    ds_scenario_delete(scenario);
    ds_diagnostics_free(&diagnostics);
}

/* For scripts: whether these files are well-formed. */
static int check_files(int count, char **paths)
{
    int bad = 0;
    for (int i = 0; i < count; i++) {
        char *text = NULL;
        const char *fault = "it cannot be read";
        if (ds_text_file_read(paths[i], &text, NULL) == DS_OK)
            fault = find_fault(text);
        if (fault)
            (void)fprintf(stderr, "%s: not well-formed: %.80s\n", paths[i], fault);
        bad += fault != NULL;
        free(text);
    }
    return bad == 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    if (argc > 1)
        return check_files(argc - 1, argv + 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_check_of_form_finds_what_is_wrong),
        cmocka_unit_test(test_signs_of_markup_are_escaped),
        cmocka_unit_test(test_what_is_no_character_is_replaced),
        cmocka_unit_test(test_a_sentence_escapes_what_it_is_given),
        cmocka_unit_test(test_an_id_has_letters_digits_and_hyphens_only),
        cmocka_unit_test(test_a_drawing_keeps_its_shapes_and_gets_a_text),
        cmocka_unit_test(test_a_drawing_with_anything_else_in_it_is_refused),
        cmocka_unit_test(test_every_cut_off_drawing_is_refused),
        cmocka_unit_test(test_a_page_is_whole_and_well_formed),
        cmocka_unit_test(test_a_picture_without_a_script_leaves_nothing),
        cmocka_unit_test(test_a_comment_belongs_to_the_line_below_and_its_own),
        cmocka_unit_test(test_the_head_of_a_file_is_its_own),
        cmocka_unit_test(test_each_value_has_its_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
