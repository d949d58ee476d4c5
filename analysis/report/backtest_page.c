/* The page of a backtest, from backtest.json and plots/. */
#include "analysis/backtest/backtest.h"
#include "analysis/report/report.h"
#include "analysis/report/run_files.h"
#include "analysis/report/study_rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool is_inside(const json_t *check)
{
    return json_is_true(json_object_get(check, "inside"));
}

static bool is_outside(const json_t *check)
{
    return json_is_false(json_object_get(check, "inside"));
}

static const char *priority_of(const json_t *check)
{
    const char *name = ds_member_text(check, "priority");
    return name[0] ? name : "all tickets";
}

static void print_number(double value, char text[32])
{
    if (!isfinite(value))
        (void)snprintf(text, 32, "\u2013");
    else
        (void)snprintf(text, 32, fabs(value) >= 1000 ? "%.0f" : "%.3g", value);
}

static void put_missed(ds_page *page, const json_t *checks)
{
    size_t i;
    json_t *check;
    json_array_foreach((json_t *)checks, i, check)
    {
        char actual[32];
        char lo[32];
        char hi[32];
        if (!is_outside(check))
            continue;
        print_number(ds_member_number(check, "actual"), actual);
        print_number(ds_member_number(check, "lo"), lo);
        print_number(ds_member_number(check, "hi"), hi);
        ds_html_put(&page->html, "<li>");
        ds_html_say(&page->html, "%b%s%/b, %s: actual %s, simulated between %s and %s.",
                    ds_member_text(check, "label"), priority_of(check), actual, lo, hi);
        ds_html_put(&page->html, "</li>\n");
    }
}

static void put_answer(ds_page *page, const json_t *root)
{
    const json_t *checks = json_object_get(root, "checks");
    int inside = 0;
    int outside = 0;
    size_t i;
    json_t *check;
    json_array_foreach((json_t *)checks, i, check)
    {
        inside += is_inside(check);
        outside += is_outside(check);
    }
    ds_page_section(page, "answer", "The answer");
    double level = ds_member_number(root, "level");
    double by_chance = (1 - level) * (inside + outside);
    ds_html_put(&page->html,
                "<p class=\"verdict %s\"><strong>%d of %d measures</strong> of the history "
                "lie inside the simulation's own %.4g %% prediction interval; of a true "
                "scenario's about %.0f would lie outside by chance.</p>\n",
                outside <= by_chance ? "met" : "unclear", inside, inside + outside,
                100 * level, by_chance);
    if (outside > 0) {
        ds_html_put(&page->html, "<p>Outside are:</p>\n<ul>\n");
        put_missed(page, checks);
        ds_html_put(&page->html, "</ul>\n");
    }
}

static void put_check(ds_page *page, const json_t *check)
{
    static const char *const numbers[] = {"actual", "simulated", "lo", "hi"};
    ds_page_row(page, ds_member_text(check, "label"));
    ds_page_cell_text(page, priority_of(check));
    for (size_t k = 0; k < sizeof numbers / sizeof numbers[0]; k++) {
        char text[32];
        print_number(ds_member_number(check, numbers[k]), text);
        ds_page_cell(page, text);
    }
    ds_page_cell_text(page, is_inside(check)    ? "inside"
                            : is_outside(check) ? "outside"
                                                : "not decided");
    ds_page_row_end(page);
}

static void put_checks(ds_page *page, const json_t *root)
{
    static const ds_page_column columns[] = {
        {"Measure",   false},
        {"Priority",  false},
        {"Actual",    true },
        {"Simulated", true },
        {"Lowest",    true },
        {"Highest",   true },
        {"Verdict",   false}
    };
    size_t i;
    json_t *check;
    ds_page_section(page, "measures", "Every measure");
    ds_page_table(page, "Actual and simulated", columns,
                  sizeof columns / sizeof columns[0]);
    json_array_foreach(json_object_get(root, "checks"), i, check) put_check(page, check);
    ds_page_table_end(page);
}

static ds_status put_pictures(ds_page *page, const char *directory, ds_error *err)
{
    return ds_study_put_pictures(page, directory, "backtest_", err);
}

static ds_status build(const char *directory, const json_t *root, char **text_out,
                       ds_error *err)
{
    ds_page page;
    char about[160];
    ds_status status = ds_page_init(&page, err);
    if (status != DS_OK)
        return status;
    put_answer(&page, root);
    status = put_pictures(&page, directory, err);
    if (status != DS_OK) {
        ds_page_discard(&page);
        return status;
    }
    put_checks(&page, root);
    ds_study_put_method(
        &page, root,
        "Each figure is taken from the history and from each replication in "
        "the same way. The interval is where one more replication would lie: "
        "a history that the scenario could have written lies inside.");
    (void)snprintf(about, sizeof about, "A backtest: %.0f tickets against %d replications.",
                   ds_member_number(root, "tickets"),
                   (int)json_integer_value(json_object_get(root, "replications")));
    return ds_page_finish(&page, ds_member_text(root, "scenario"), about, text_out, err);
}

ds_status ds_backtest_page(const char *directory, char **text_out, ds_error *err)
{
    json_t *root = NULL;
    *text_out = NULL;
    ds_status status = ds_report_json_read(directory, DS_BACKTEST_FILE, &root, err);
    if (status == DS_OK && !json_is_array(json_object_get(root, "checks")))
        status = ds_error_set(err, DS_BAD_INPUT,
                              "%s/" DS_BACKTEST_FILE
                              ": checks is missing or of another kind: write it again with "
                              "'desksim backtest SCENARIO CSV --out %s'",
                              directory, directory);
    if (status == DS_OK)
        status = build(directory, root, text_out, err);
    json_decref(root);
    return status;
}
