/* The page of staffing curves, of a search for least cost, and of formulas, from staff.json
 * and plots/. */
#include "analysis/report/report.h"
#include "analysis/report/run_files.h"
#include "analysis/report/study_rows.h"

#include <stdio.h>
#include <string.h>

/* What each kind of study is, for people. */
typedef struct staff_kind {
    const char *study;
    const char *about;
    const char *method;
    bool is_drawn;
} staff_kind;

static const staff_kind kinds[] = {
    {.study = "staffing_curves",
     .about = "Staffing curves: what agents of each group buy.",
     .method =
         "Each row is a desk with other head counts that was simulated as often as "
         "stated, all with the same tickets, so that rows differ by the agents and not "
         "by luck.",                                             .is_drawn = true},
    {.study = "staffing_least_cost",
     .about = "The cheapest head counts that keep the targets.",
     .method =
         "Combinations of head counts were simulated, all with the same tickets, from "
         "cheap to dear; what the cheaper ones had missed was not tried again.", .is_drawn = true},
    {.study = "staffing_formulas",
     .about = "Head counts by formulas, without simulation.",
     .method = "Erlang's delay formula and square-root staffing for the mean load of each "
               "group. They know no profile of the day, no priorities and no holds."          },
};

static const staff_kind *kind_of(const json_t *root)
{
    const char *study = ds_member_text(root, "study");
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(kinds[i].study, study) == 0)
            return &kinds[i];
    return NULL;
}

static void put_answer(ds_page *page, const json_t *root)
{
    ds_html *html = &page->html;
    size_t i;
    json_t *note;
    ds_page_section(page, "answer", "The answer");
    ds_html_put(html, "<ul>\n");
    json_array_foreach(json_object_get(root, "notes"), i, note)
    {
        ds_html_put(html, "<li>");
        ds_html_text(html, json_is_string(note) ? json_string_value(note) : "");
        ds_html_put(html, "</li>\n");
    }
    ds_html_put(html, "</ul>\n");
}

/* The notes are the answer, and not said again. */
static ds_status put_method(ds_page *page, const json_t *root, const char *about,
                            ds_error *err)
{
    json_t *rest = json_copy((json_t *)root);
    if (!rest)
        return ds_error_no_memory(err);
    (void)json_object_del(rest, "notes");
    ds_study_put_method(page, rest, about);
    json_decref(rest);
    return DS_OK;
}

static ds_status build(const char *directory, const json_t *root, const staff_kind *kind,
                       const ds_study_rows *rows, char **text_out, ds_error *err)
{
    ds_page page;
    ds_status status = ds_page_init(&page, err);
    if (status != DS_OK)
        return status;
    put_answer(&page, root);
    if (kind->is_drawn)
        status = ds_study_put_pictures(&page, directory, "staffing_", err);
    if (status != DS_OK) {
        ds_page_discard(&page);
        return status;
    }
    ds_page_section(&page, "figures", "Every figure");
    ds_study_put_rows(&page, rows, "By group and head count", "staff.csv");
    char method[640];
    (void)snprintf(method, sizeof method, "%s %d replications; intervals at %.4g %%.",
                   kind->method,
                   (int)json_integer_value(json_object_get(root, "replications")),
                   100 * ds_member_number(root, "level"));
    status = put_method(&page, root, method, err);
    if (status != DS_OK) {
        ds_page_discard(&page);
        return status;
    }
    return ds_page_finish(&page, ds_member_text(root, "scenario"), kind->about, text_out,
                          err);
}

ds_status ds_staff_page(const char *directory, char **text_out, ds_error *err)
{
    json_t *root = NULL;
    ds_study_rows rows;
    *text_out = NULL;
    ds_status status = ds_report_json_read(directory, DS_STAFF_FILE, &root, err);
    const staff_kind *kind = status == DS_OK ? kind_of(root) : NULL;
    if (status == DS_OK &&
        (!kind || !ds_study_rows_init(&rows, json_object_get(root, "rows"))))
        status =
            ds_error_set(err, DS_BAD_INPUT,
                         "%s/" DS_STAFF_FILE ": study or rows is missing or of another "
                         "kind: write it again with 'desksim staff SCENARIO --out %s'",
                         directory, directory);
    if (status == DS_OK)
        status = build(directory, root, kind, &rows, text_out, err);
    json_decref(root);
    return status;
}
