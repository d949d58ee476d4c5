/* The first pass over an export: what holds for the whole of it. */
#ifndef DS_IMPORT_SURVEY_H
#define DS_IMPORT_SURVEY_H

#include "scenarios/import/columns.h"
#include "scenarios/import/import.h"

typedef struct ds_survey {
    const ds_import_options *options;
    const char *path; /* to read: of the file, or of the copy of standard input */
    const char *name; /* in messages */
    const ds_dialect *dialect;
    ds_columns columns;
    char delimiter;
    int64_t header_line;
    int64_t rows;
    ds_stamp_column stamps[DS_FIELD_TIMES];
    ds_date_order order[DS_FIELD_TIMES];
    int64_t commas; /* votes for a decimal comma */
    int64_t points;
    bool is_comma;
    int64_t high_rows;    /* with bytes beyond ASCII in the columns used */
    int64_t invalid_rows; /* ... that are no UTF-8 */
    bool is_latin1;
    bool may_be_missing[256]; /* by the first letter of a text */
    size_t missing_longest;
    bool is_together; /* rows of a ticket stand one after the other */
    int64_t repeats;  /* rows of an id that is not that of the row before, but was there */
    int64_t same;     /* rows of the id of the row before */
    ds_ordinals worked_groups; /* where there is time worked */
} ds_survey;

/* Opens the file and steps behind the header. */
ds_status ds_survey_open(const ds_survey *survey, ds_row_reader **reader_out,
                         ds_error *err) DS_MUST_USE;

/* Reads all. Refuses what no import could come of: an unknown header, ambiguous dates. */
ds_status ds_survey_run(ds_survey *survey, ds_error *err) DS_MUST_USE;
void ds_survey_free(ds_survey *survey);

/* The text of a field, trimmed; "" where the column or the value is missing. */
static inline const char *ds_survey_text(const ds_survey *survey, const ds_csv_row *row,
                                         ds_import_field field)
{
    int32_t column = survey->columns.column[field];
    return column < 0 ? "" : row->fields[column].text;
}

/* Whether a text stands for nothing: empty, ?, N/A, null, -, … */
bool ds_survey_is_missing(const ds_survey *survey, const char *text);

#endif
