/* The page of a comparison, from comparison.json and the plot beside it. */
#include "analysis/estimates/difference.h"
#include "analysis/report/report.h"
#include "analysis/report/run_files.h"
#include "analysis/report/study_page.h"
#include "analysis/studies/comparison_tables.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct comparison_page {
    ds_page *page;
    const char *directory;
    const json_t *root;
    const json_t *candidates;
    const json_t *base; /* of them */
} comparison_page;

/* What is in the file. */

static ds_status refuse(const char *directory, const char *what, ds_error *err)
{
    return ds_error_set(err, DS_BAD_INPUT,
                        "%s/" DS_COMPARISON_FILE
                        ": %s: write it again with 'desksim compare "
                        "BASE OTHER --out %s'",
                        directory, what, directory);
}

static bool is_candidate(const json_t *candidate)
{
    const char *key;
    json_t *measure;
    json_t *measures = json_object_get(candidate, "measures");
    if (!json_is_string(json_object_get(candidate, "name")) || !json_is_object(measures))
        return false;
    json_object_foreach(measures, key, measure)
    {
        if (!json_is_object(measure) || !ds_study_measure(key))
            return false;
    }
    return true;
}

static ds_status check(comparison_page *self, ds_error *err)
{
    size_t i;
    json_t *candidate;
    self->candidates = json_object_get(self->root, "candidates");
    if (!json_is_string(json_object_get(self->root, "conclusion")) ||
        !json_is_integer(json_object_get(self->root, "replications")) ||
        !json_is_number(json_object_get(self->root, "level")))
        return refuse(self->directory,
                      "conclusion, replications or level is missing or of another kind",
                      err);
    json_array_foreach(self->candidates, i, candidate)
    {
        if (!is_candidate(candidate))
            return refuse(self->directory, "a candidate has no name or no measures", err);
        if (json_is_true(json_object_get(candidate, "is_base")))
            self->base = candidate;
    }
    if (!self->base)
        return refuse(self->directory, "no candidate is the base", err);
    return DS_OK;
}

/* The answer. */

static void put_lines(ds_page *page, const char *text)
{
    ds_html_put(&page->html, "<ul>\n");
    while (*text) {
        size_t length = strcspn(text, "\n");
        char line[1024];
        (void)snprintf(line, sizeof line, "%.*s", (int)length, text);
        ds_html_put(&page->html, "<li>");
        ds_html_name(&page->html, line);
        ds_html_put(&page->html, "</li>\n");
        text += length + (text[length] == '\n');
    }
    ds_html_put(&page->html, "</ul>\n");
}

static void count(const json_t *candidate, int *better, int *worse, int *open)
{
    const char *key;
    json_t *measure;
    *better = *worse = *open = 0;
    json_object_foreach(json_object_get(candidate, "measures"), key, measure)
    {
        const json_t *difference = json_object_get(measure, "difference");
        const char *verdict = ds_member_text(difference, "verdict");
        bool is_known = strcmp(ds_member_text(difference, "method"), "constant") == 0;
        *better += strcmp(verdict, "better") == 0;
        *worse += strcmp(verdict, "worse") == 0;
        *open += strcmp(verdict, "open") == 0 && !is_known &&
                 isfinite(ds_member_number(difference, "value"));
    }
}

static void put_number(ds_page *page, const char *format, double number)
{
    char text[64] = "–";
    if (isfinite(number))
        (void)snprintf(text, sizeof text, format, number);
    ds_page_cell(page, text);
}

static void put_candidate(comparison_page *self, const json_t *candidate,
                          bool has_conditions)
{
    int better;
    int worse;
    int open;
    count(candidate, &better, &worse, &open);
    ds_page_row(self->page, ds_member_text(candidate, "name"));
    put_number(self->page, "%.0f", ds_member_number(candidate, "agents"));
    if (candidate == self->base) {
        for (int i = 0; i < 3; i++)
            ds_page_cell(self->page, i == 0 ? "base" : "");
    } else {
        put_number(self->page, "%.0f", better);
        put_number(self->page, "%.0f", worse);
        put_number(self->page, "%.0f", open);
    }
    if (has_conditions)
        ds_page_cell_text(self->page, ds_member_text(candidate, "conditions"));
    ds_page_row_end(self->page);
}

static void put_overview(comparison_page *self)
{
    static const ds_page_column columns[] = {
        {"desk",           false},
        {"agents",         true },
        {"figures better", true },
        {"figures worse",  true },
        {"not told apart", true },
        {"conditions",     false}
    };
    bool has_conditions = json_array_size(json_object_get(self->root, "conditions")) > 0;
    size_t i;
    json_t *candidate;
    ds_page_table(self->page,
                  "The desks, and how many of their figures surely differ from "
                  "the base",
                  columns, has_conditions ? 6 : 5);
    json_array_foreach(self->candidates, i, candidate)
        put_candidate(self, candidate, has_conditions);
    ds_page_table_end(self->page);
}

static ds_status put_answer(comparison_page *self, ds_error *err)
{
    const ds_page_figure figure = {.directory = self->directory,
                                   .name = "comparison",
                                   .title = "Differences from the base"};
    ds_page_section(self->page, "answer", "The answer");
    if (json_is_true(json_object_get(self->root, "was_interrupted")))
        ds_html_put(
            &self->page->html,
            "<p class=\"verdict unclear\"><strong>Interrupted.</strong> The figures "
            "rest on the replications done until then.</p>\n");
    put_lines(self->page, ds_member_text(self->root, "conclusion"));
    put_overview(self);
    return ds_page_picture(self->page, &figure,
                           "Where an interval does not touch zero, the difference is more "
                           "than chance.",
                           err);
}

/* The differences. */

static ds_difference difference_of(const json_t *object)
{
    const char *method = ds_member_text(object, "method");
    ds_difference it = {.value = ds_member_number(object, "value"),
                        .lo = ds_member_number(object, "lo"),
                        .hi = ds_member_number(object, "hi"),
                        .half_width = ds_member_number(object, "half_width"),
                        .method = DS_DIFFERENCE_POINT};
    for (int m = DS_DIFFERENCE_PAIRED; m <= DS_DIFFERENCE_CONSTANT; m++)
        if (strcmp(method, ds_difference_method_name((ds_difference_method)m)) == 0)
            it.method = (ds_difference_method)m;
    return it;
}

static void put_measure(comparison_page *self, const char *key, const json_t *here)
{
    const ds_measure *measure = ds_study_measure(key);
    const json_t *base = json_object_get(json_object_get(self->base, "measures"), key);
    const json_t *object = json_object_get(here, "difference");
    ds_estimate before = ds_study_estimate(base, "");
    ds_estimate after = ds_study_estimate(here, "");
    ds_difference difference = difference_of(object);
    const char *verdict = ds_member_text(object, "verdict");
    char text[DS_ESTIMATE_TEXT_SIZE * 3];
    if (!isfinite(before.value) && !isfinite(after.value))
        return;
    ds_page_row(self->page, key);
    ds_page_cell_estimate(self->page, &before, ds_study_shown(measure));
    ds_page_cell_estimate(self->page, &after, ds_study_shown(measure));
    ds_difference_print(&difference, measure, text, sizeof text);
    ds_page_cell(self->page, text);
    ds_page_cell_text(self->page, strcmp(verdict, "open") != 0 ? verdict
                                  : difference.method == DS_DIFFERENCE_CONSTANT
                                      ? "the same"
                                      : "not told apart");
    ds_page_row_end(self->page);
}

static void put_alternative(comparison_page *self, const json_t *candidate)
{
    static const ds_page_column columns[] = {
        {"measure",          false},
        {"base",             true },
        {"here",             true },
        {"difference",       true },
        {"what can be said", false}
    };
    const char *key;
    json_t *measure;
    ds_page_heading(self->page, ds_member_text(candidate, "name"));
    ds_page_table(self->page, "Beside the base", columns, 5);
    json_object_foreach(json_object_get(candidate, "measures"), key, measure)
        put_measure(self, key, measure);
    ds_page_table_end(self->page);
}

static void put_differences(comparison_page *self)
{
    size_t i;
    json_t *candidate;
    ds_page_section(self->page, "differences", "Every difference");
    json_array_foreach(self->candidates, i, candidate)
    {
        if (candidate != self->base)
            put_alternative(self, candidate);
    }
}

static void put_method(comparison_page *self)
{
    char about[640];
    double each = ds_member_number(self->root, "level_of_each_difference");
    int replications = (int)json_integer_value(json_object_get(self->root, "replications"));
    (void)snprintf(
        about, sizeof about,
        "Every desk met the same tickets, with the same work in them, in %d "
        "replication%s, so that a difference is the desks' own and not one of "
        "luck. Differences are of pairs of replications. Each interval of a "
        "difference is at %.4g %%, so that with %.4g %% all of them hold at once "
        "(Bonferroni); intervals of single figures are at %.4g %% each.",
        replications, replications == 1 ? "" : "s", 100 * each,
        100 * ds_member_number(self->root, "level"),
        100 * ds_member_number(self->root, "level"));
    ds_study_put_method(self->page, self->root, about);
}

static ds_status build(comparison_page *self, char **text_out, ds_error *err)
{
    ds_page page;
    char about[320];
    ds_status status = ds_page_init(&page, err);
    if (status != DS_OK)
        return status;
    self->page = &page;
    status = put_answer(self, err);
    if (status != DS_OK) {
        ds_page_discard(&page);
        return status;
    }
    put_differences(self);
    put_method(self);
    (void)snprintf(about, sizeof about, "A comparison of %d desks over %d replications.",
                   (int)json_array_size(self->candidates),
                   (int)json_integer_value(json_object_get(self->root, "replications")));
    return ds_page_finish(&page, ds_member_text(self->root, "base"), about, text_out, err);
}

ds_status ds_comparison_page(const char *directory, char **text_out, ds_error *err)
{
    json_t *root = NULL;
    comparison_page self = {.directory = directory};
    *text_out = NULL;
    ds_status status = ds_report_json_read(directory, DS_COMPARISON_FILE, &root, err);
    self.root = root;
    if (status == DS_OK)
        status = check(&self, err);
    if (status == DS_OK)
        status = build(&self, text_out, err);
    json_decref(root);
    return status;
}
