/* The page of a sweep, from sweep.json and plots/. */
#include "analysis/report/report.h"
#include "analysis/report/run_files.h"
#include "analysis/report/study_rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct sweep_page {
    ds_page *page;
    const char *directory;
    const json_t *root;
    bool is_by_measure; /* elasticities and Sobol indices: a row tells its measure */
    ds_study_rows table;
} sweep_page;

/* What is in the file. */

static ds_status check(sweep_page *self, ds_error *err)
{
    const char *study = ds_member_text(self->root, "study");
    bool is_good = ds_study_rows_init(&self->table, json_object_get(self->root, "rows")) &&
                   study[0] &&
                   json_is_integer(json_object_get(self->root, "replications")) &&
                   json_is_number(json_object_get(self->root, "level"));
    if (!is_good)
        return ds_error_set(
            err, DS_BAD_INPUT,
            "%s/" DS_SWEEP_FILE ": study, rows, replications or level is "
            "missing or of another kind: write it again with 'desksim sweep "
            "SCENARIO --vary … --out %s'",
            self->directory, self->directory);
    self->is_by_measure =
        strcmp(study, "tornado") == 0 || strcmp(study, "sobol_indices") == 0;
    return DS_OK;
}

/* The answer. */

static void put_point(sweep_page *self, const json_t *row)
{
    const char *separator = "";
    for (int32_t c = 0; c < self->table.count; c++) {
        if (!self->table.columns[c].is_text)
            continue;
        ds_html_put(&self->page->html, "%s", separator);
        ds_html_say(&self->page->html, "%n %n", self->table.columns[c].key,
                    ds_member_text(row, self->table.columns[c].key));
        separator = ", ";
    }
}

/* The rows with the lowest and the highest value. */
static void put_extremes(sweep_page *self, const ds_study_column *one)
{
    const json_t *lowest = NULL;
    const json_t *highest = NULL;
    size_t i;
    json_t *row;
    json_array_foreach(self->table.rows, i, row)
    {
        double value = ds_member_number(row, one->key);
        if (!isfinite(value))
            continue;
        if (!lowest || value < ds_member_number(lowest, one->key))
            lowest = row;
        if (!highest || value > ds_member_number(highest, one->key))
            highest = row;
    }
    if (!lowest)
        return;
    for (int i_end = 0; i_end < 2; i_end++) {
        const json_t *at = i_end == 0 ? lowest : highest;
        ds_estimate estimate = ds_study_estimate(at, one->key);
        char text[DS_ESTIMATE_TEXT_SIZE * 3];
        ds_estimate_print(&estimate, ds_study_shown(one->measure), 80, text);
        if (i_end == 0)
            ds_html_put(&self->page->html, "<li>");
        ds_html_say(&self->page->html,
                    i_end == 0 ? "%b%s%/b: lowest, %s, with " : "%s%s, with ",
                    i_end == 0 ? one->key : "; highest, ", text);
        put_point(self, at);
    }
    ds_html_put(&self->page->html, ".</li>\n");
}

/* Of each measure, the input whose index is the largest. */
static void put_strongest(sweep_page *self, const char *key, const char *what)
{
    size_t i;
    json_t *row;
    json_array_foreach(self->table.rows, i, row)
    {
        const char *measure = ds_member_text(row, "measure");
        const json_t *best = row;
        size_t k;
        json_t *other;
        if (i > 0 && strcmp(measure, ds_member_text(json_array_get(self->table.rows, i - 1),
                                                    "measure")) == 0)
            continue;
        json_array_foreach(self->table.rows, k, other)
        {
            if (strcmp(measure, ds_member_text(other, "measure")) == 0 &&
                fabs(ds_member_number(other, key)) > fabs(ds_member_number(best, key)))
                best = other;
        }
        ds_estimate estimate = ds_study_estimate(best, key);
        char text[DS_ESTIMATE_TEXT_SIZE * 3];
        ds_estimate_print(&estimate, DS_SHOWN_PLAIN, 80, text);
        ds_html_put(&self->page->html, "<li>");
        ds_html_say(
            &self->page->html,
            estimate.lo <= 0 && estimate.hi >= 0
                ? "%b%s%/b: no input is shown to move it; the most may be %n (%s %s)."
                : "%b%s%/b is moved most by %n (%s %s).",
            measure, ds_member_text(best, "input"), what, text);
        ds_html_put(&self->page->html, "</li>\n");
    }
}

static void put_answer(sweep_page *self)
{
    ds_html *html = &self->page->html;
    double done = ds_member_number(self->root, "points");
    double planned = ds_member_number(self->root, "points_planned");
    ds_page_section(self->page, "answer", "The answer");
    if (done < planned)
        ds_html_put(html,
                    "<p class=\"verdict unclear\"><strong>Not whole.</strong> %.0f of %.0f "
                    "points are complete.</p>\n",
                    done, planned);
    ds_html_put(html, "<ul>\n");
    if (json_object_get(json_array_get(self->table.rows, 0), "elasticity"))
        put_strongest(self, "elasticity", "elasticity");
    else if (self->is_by_measure)
        put_strongest(self, "total", "total index");
    else
        for (int32_t c = 0; c < self->table.count; c++)
            if (!self->table.columns[c].is_text)
                put_extremes(self, &self->table.columns[c]);
    ds_html_put(html, "</ul>\n");
}

/* "sweep_2_mttr_h": sweeps of before may have left others there. */
static const char *plots_of(const sweep_page *self)
{
    const char *study = ds_member_text(self->root, "study");
    return strcmp(study, "tornado") == 0         ? "tornado_"
           : strcmp(study, "sobol_indices") == 0 ? "sobol_"
                                                 : "sweep_";
}

static void put_method(sweep_page *self)
{
    char about[400];
    int replications = (int)json_integer_value(json_object_get(self->root, "replications"));
    (void)snprintf(about, sizeof about,
                   "Each point is a desk of its own that was simulated %d time%s, all with "
                   "the same tickets, so that points differ by the inputs and not by luck. "
                   "Intervals are at %.4g %%, each by itself.",
                   replications, replications == 1 ? "" : "s",
                   100 * ds_member_number(self->root, "level"));
    ds_study_put_method(self->page, self->root, about);
}

static ds_status build(sweep_page *self, char **text_out, ds_error *err)
{
    ds_page page;
    char about[320];
    ds_status status = ds_page_init(&page, err);
    if (status != DS_OK)
        return status;
    self->page = &page;
    put_answer(self);
    status = ds_study_put_pictures(&page, self->directory, plots_of(self), err);
    if (status != DS_OK) {
        ds_page_discard(&page);
        return status;
    }
    ds_page_section(&page, "points", "Every figure");
    if (self->table.count > 0)
        ds_study_put_rows(&page, &self->table,
                          self->is_by_measure ? "By measure and input" : "By point",
                          "sweep.csv");
    put_method(self);
    (void)snprintf(about, sizeof about, "%s: %.0f points of %d replications.",
                   self->is_by_measure ? "What moves the figures" : "A sweep of inputs",
                   ds_member_number(self->root, "points"),
                   (int)json_integer_value(json_object_get(self->root, "replications")));
    return ds_page_finish(&page, ds_member_text(self->root, "scenario"), about, text_out,
                          err);
}

ds_status ds_sweep_page(const char *directory, char **text_out, ds_error *err)
{
    json_t *root = NULL;
    sweep_page self = {.directory = directory};
    *text_out = NULL;
    ds_status status = ds_report_json_read(directory, DS_SWEEP_FILE, &root, err);
    self.root = root;
    if (status == DS_OK)
        status = check(&self, err);
    if (status == DS_OK)
        status = build(&self, text_out, err);
    json_decref(root);
    return status;
}
