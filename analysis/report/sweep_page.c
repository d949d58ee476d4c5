/* The page of a sweep, from sweep.json and plots/. */
#include "analysis/report/report.h"
#include "analysis/report/run_files.h"
#include "analysis/report/study_page.h"
#include "sim/output_file.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_COLUMNS 64
#define SUFFIX ".svg"

typedef struct column {
    const char *key;
    const ds_measure *measure; /* NULL: none, or text */
    bool is_text;
} column;

typedef struct sweep_page {
    ds_page *page;
    const char *directory;
    const json_t *root;
    const json_t *rows;
    bool is_by_measure; /* elasticities and Sobol indices: a row tells its measure */
    column columns[MOST_COLUMNS];
    int32_t count;
    int32_t left_out;
} sweep_page;

/* What is in the file. */

/* lo, hi, half_width or error of another member. */
static bool is_part(const json_t *row, const char *key)
{
    static const char *const parts[] = {"_lo", "_hi", "_half_width", "_error"};
    size_t length = strlen(key);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        size_t tail = strlen(parts[i]);
        if (length > tail && strcmp(key + length - tail, parts[i]) == 0) {
            char whole[320];
            (void)snprintf(whole, sizeof whole, "%.*s", (int)(length - tail), key);
            if (json_object_get(row, whole))
                return true;
        }
    }
    return false;
}

static void find_columns(sweep_page *self)
{
    const json_t *row = json_array_get(self->rows, 0);
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)row, key, value)
    {
        if (is_part(row, key))
            continue;
        if (self->count == MOST_COLUMNS)
            self->left_out++;
        else
            self->columns[self->count++] = (column){.key = key,
                                                    .measure = ds_study_measure(key),
                                                    .is_text = json_is_string(value)};
    }
}

static ds_status check(sweep_page *self, ds_error *err)
{
    size_t i;
    json_t *row;
    const char *study = ds_member_text(self->root, "study");
    self->rows = json_object_get(self->root, "rows");
    bool is_good = json_is_array(self->rows) && study[0] &&
                   json_is_integer(json_object_get(self->root, "replications")) &&
                   json_is_number(json_object_get(self->root, "level"));
    json_array_foreach(self->rows, i, row) is_good = is_good && json_is_object(row);
    if (!is_good)
        return ds_error_set(
            err, DS_BAD_INPUT,
            "%s/" DS_SWEEP_FILE ": study, rows, replications or level is "
            "missing or of another kind: write it again with 'desksim sweep "
            "SCENARIO --vary … --out %s'",
            self->directory, self->directory);
    self->is_by_measure =
        strcmp(study, "tornado") == 0 || strcmp(study, "sobol_indices") == 0;
    find_columns(self);
    return DS_OK;
}

/* The answer. */

static void put_point(sweep_page *self, const json_t *row)
{
    const char *separator = "";
    for (int32_t c = 0; c < self->count; c++) {
        if (!self->columns[c].is_text)
            continue;
        ds_html_put(&self->page->html, "%s", separator);
        ds_html_say(&self->page->html, "%n %n", self->columns[c].key,
                    ds_member_text(row, self->columns[c].key));
        separator = ", ";
    }
}

/* The rows with the lowest and the highest value. */
static void put_extremes(sweep_page *self, const column *one)
{
    const json_t *lowest = NULL;
    const json_t *highest = NULL;
    size_t i;
    json_t *row;
    json_array_foreach(self->rows, i, row)
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
    json_array_foreach(self->rows, i, row)
    {
        const char *measure = ds_member_text(row, "measure");
        const json_t *best = row;
        size_t k;
        json_t *other;
        if (i > 0 && strcmp(measure, ds_member_text(json_array_get(self->rows, i - 1),
                                                    "measure")) == 0)
            continue;
        json_array_foreach(self->rows, k, other)
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
    if (json_object_get(json_array_get(self->rows, 0), "elasticity"))
        put_strongest(self, "elasticity", "elasticity");
    else if (self->is_by_measure)
        put_strongest(self, "total", "total index");
    else
        for (int32_t c = 0; c < self->count; c++)
            if (!self->columns[c].is_text)
                put_extremes(self, &self->columns[c]);
    ds_html_put(html, "</ul>\n");
}

/* Pictures. */

static int is_picture(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > strlen(SUFFIX) &&
           strcmp(entry->d_name + length - strlen(SUFFIX), SUFFIX) == 0 &&
           strspn(entry->d_name, "abcdefghijklmnopqrstuvwxyz_0123456789") ==
               length - strlen(SUFFIX);
}

/* "sweep_2_mttr_h": sweeps of before may have left others there. */
static bool is_of(const sweep_page *self, const char *file)
{
    const char *study = ds_member_text(self->root, "study");
    const char *begin = strcmp(study, "tornado") == 0         ? "tornado_"
                        : strcmp(study, "sobol_indices") == 0 ? "sobol_"
                                                              : "sweep_";
    return strncmp(file, begin, strlen(begin)) == 0;
}

static ds_status put_picture(sweep_page *self, const char *plots, const char *file,
                             ds_error *err)
{
    char name[256];
    char title[300];
    (void)snprintf(name, sizeof name, "%.*s", (int)(strlen(file) - strlen(SUFFIX)), file);
    const char *measure = strchr(strchr(name, '_') + 1, '_');
    (void)snprintf(title, sizeof title, "%s", measure ? measure + 1 : name);
    const ds_page_figure figure = {.directory = plots, .name = name, .title = title};
    return ds_page_picture(self->page, &figure,
                           "With intervals; the figures are in the table below.", err);
}

static ds_status put_pictures(sweep_page *self, ds_error *err)
{
    struct dirent **entries = NULL;
    char *plots = ds_output_path(self->directory, "plots");
    ds_status status = plots ? DS_OK : ds_error_no_memory(err);
    int count = plots ? scandir(plots, &entries, is_picture, alphasort) : 0;
    ds_page_section(self->page, "pictures", "Pictures");
    if (count <= 0)
        ds_html_put(&self->page->html, "<p>None were drawn.</p>\n");
    for (int i = 0; i < count; i++) {
        if (status == DS_OK && is_of(self, entries[i]->d_name))
            status = put_picture(self, plots, entries[i]->d_name, err);
        free(entries[i]);
    }
    free(entries);
    free(plots);
    return status;
}

/* All points. */

static void put_cell(sweep_page *self, const json_t *row, const column *one)
{
    const ds_measure *measure = self->is_by_measure
                                    ? ds_study_measure(ds_member_text(row, "measure"))
                                    : one->measure;
    bool is_index = strcmp(one->key, "elasticity") == 0 || strcmp(one->key, "first") == 0 ||
                    strcmp(one->key, "total") == 0;
    ds_estimate estimate = ds_study_estimate(row, one->key);
    if (one->is_text)
        ds_page_cell_text(self->page, ds_member_text(row, one->key));
    else
        ds_page_cell_estimate(self->page, &estimate,
                              is_index ? DS_SHOWN_PLAIN : ds_study_shown(measure));
}

static void put_table(sweep_page *self)
{
    ds_page_column heads[MOST_COLUMNS];
    size_t i;
    json_t *row;
    ds_page_section(self->page, "points", "Every figure");
    for (int32_t c = 0; c < self->count; c++)
        heads[c] = (ds_page_column){self->columns[c].key, !self->columns[c].is_text};
    ds_page_table(self->page, self->is_by_measure ? "By measure and input" : "By point",
                  heads, self->count);
    json_array_foreach(self->rows, i, row)
    {
        ds_page_row(self->page, ds_member_text(row, self->columns[0].key));
        for (int32_t c = 1; c < self->count; c++)
            put_cell(self, row, &self->columns[c]);
        ds_page_row_end(self->page);
    }
    ds_page_table_end(self->page);
    if (self->left_out > 0)
        ds_html_put(&self->page->html, "<p>%d more columns are in sweep.csv.</p>\n",
                    (int)self->left_out);
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
    status = put_pictures(self, err);
    if (status != DS_OK) {
        ds_page_discard(&page);
        return status;
    }
    if (self->count > 0)
        put_table(self);
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
