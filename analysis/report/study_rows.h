/* The rows of a study's JSON file as columns, each a text, a number or an estimate with its
 * interval; as a table, and the study's pictures. */
#ifndef DS_ANALYSIS_STUDY_ROWS_H
#define DS_ANALYSIS_STUDY_ROWS_H

#include "analysis/report/study_page.h"

#include <stdint.h>

#define DS_STUDY_COLUMNS 64

typedef struct ds_study_column {
    const char *key;
    const ds_measure *measure; /* NULL: none, or text */
    bool is_text;
} ds_study_column;

typedef struct ds_study_rows {
    const json_t *rows;
    ds_study_column columns[DS_STUDY_COLUMNS];
    int32_t count;
    int32_t left_out; /* columns */
} ds_study_rows;

/* Finds the columns of a list of objects, by its first one. False where it is no such
 * list. */
bool ds_study_rows_init(ds_study_rows *self, const json_t *rows);

/* A cell: the shown form is that of `measure`. */
void ds_study_put_cell(ds_page *page, const json_t *row, const ds_study_column *one,
                       const ds_measure *measure);
/* All of it; the first column names the rows, and those left out are in the file `csv`. */
void ds_study_put_rows(ds_page *page, const ds_study_rows *self, const char *caption,
                       const char *csv);

/* The plots of a directory whose names begin so, under their names less `begin`. */
ds_status ds_study_put_pictures(ds_page *page, const char *directory, const char *begin,
                                ds_error *err) DS_MUST_USE;

#endif
