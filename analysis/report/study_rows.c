#include "analysis/report/study_rows.h"

#include "analysis/report/run_files.h"
#include "sim/output_file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SUFFIX ".svg"

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

bool ds_study_rows_init(ds_study_rows *self, const json_t *rows)
{
    const json_t *row = json_array_get(rows, 0);
    const char *key;
    json_t *value;
    size_t i;
    json_t *each;
    *self = (ds_study_rows){.rows = rows};
    if (!json_is_array(rows))
        return false;
    json_array_foreach((json_t *)rows, i, each) if (!json_is_object(each)) return false;
    json_object_foreach((json_t *)row, key, value)
    {
        if (is_part(row, key))
            continue;
        if (self->count == DS_STUDY_COLUMNS)
            self->left_out++;
        else
            self->columns[self->count++] =
                (ds_study_column){.key = key,
                                  .measure = ds_study_measure(key),
                                  .is_text = json_is_string(value)};
    }
    return true;
}

void ds_study_put_cell(ds_page *page, const json_t *row, const ds_study_column *one,
                       const ds_measure *measure)
{
    bool is_index = strcmp(one->key, "elasticity") == 0 || strcmp(one->key, "first") == 0 ||
                    strcmp(one->key, "total") == 0;
    ds_estimate estimate = ds_study_estimate(row, one->key);
    if (one->is_text)
        ds_page_cell_text(page, ds_member_text(row, one->key));
    else
        ds_page_cell_estimate(page, &estimate,
                              is_index ? DS_SHOWN_PLAIN : ds_study_shown(measure));
}

static void put_row(ds_page *page, const ds_study_rows *self, const json_t *row)
{
    ds_page_row(page, ds_member_text(row, self->columns[0].key));
    for (int32_t c = 1; c < self->count; c++) {
        const ds_study_column *one = &self->columns[c];
        const char *named = ds_member_text(row, "measure");
        ds_study_put_cell(page, row, one,
                          named[0] ? ds_study_measure(named) : one->measure);
    }
    ds_page_row_end(page);
}

void ds_study_put_rows(ds_page *page, const ds_study_rows *self, const char *caption,
                       const char *csv)
{
    ds_page_column heads[DS_STUDY_COLUMNS];
    size_t i;
    json_t *row;
    for (int32_t c = 0; c < self->count; c++)
        heads[c] = (ds_page_column){self->columns[c].key, !self->columns[c].is_text};
    ds_page_table(page, caption, heads, self->count);
    json_array_foreach((json_t *)self->rows, i, row) put_row(page, self, row);
    ds_page_table_end(page);
    if (self->left_out > 0)
        ds_html_put(&page->html, "<p>%d more columns are in %s.</p>\n", (int)self->left_out,
                    csv);
}

/* Pictures. */

static int is_picture(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > strlen(SUFFIX) &&
           strcmp(entry->d_name + length - strlen(SUFFIX), SUFFIX) == 0 &&
           strspn(entry->d_name,
                  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-0123456789") ==
               length - strlen(SUFFIX);
}

/* "sweep_2_mttr_h": its title is what follows the number. */
static const char *title_of(const char *name, const char *begin)
{
    const char *rest = name + strlen(begin);
    rest += strspn(rest, "0123456789");
    rest += rest[0] == '_';
    return rest[0] ? rest : name;
}

static ds_status put_picture(ds_page *page, const char *plots, const char *begin,
                             const char *file, ds_error *err)
{
    char name[256];
    (void)snprintf(name, sizeof name, "%.*s", (int)(strlen(file) - strlen(SUFFIX)), file);
    const ds_page_figure figure = {
        .directory = plots, .name = name, .title = title_of(name, begin)};
    return ds_page_picture(page, &figure,
                           "With intervals; the figures are in the table below.", err);
}

ds_status ds_study_put_pictures(ds_page *page, const char *directory, const char *begin,
                                ds_error *err)
{
    struct dirent **entries = NULL;
    char *plots = ds_output_path(directory, "plots");
    ds_status status = plots ? DS_OK : ds_error_no_memory(err);
    int count = plots ? scandir(plots, &entries, is_picture, alphasort) : 0;
    ds_page_section(page, "pictures", "Pictures");
    int32_t drawn = 0;
    for (int i = 0; i < count; i++) {
        /* Studies of before may have left others there. */
        if (status == DS_OK && strncmp(entries[i]->d_name, begin, strlen(begin)) == 0) {
            status = put_picture(page, plots, begin, entries[i]->d_name, err);
            drawn++;
        }
        free(entries[i]);
    }
    if (drawn == 0)
        ds_html_put(&page->html, "<p>None were drawn.</p>\n");
    free(entries);
    free(plots);
    return status;
}
