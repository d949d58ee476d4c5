/* The answer of a study as one table: for a terminal, as CSV, and as JSON.
 *
 * A column has a heading for people and a name for files, or only one of them: a terminal
 * has "6.1 % ± 0.4" in one column, files have the value and its ends in three. The first
 * columns (`stub`) say what a row is about and are repeated where the table has to be
 * broken into several of at most 80 columns.
 */
#ifndef DS_ANALYSIS_STUDY_TABLE_H
#define DS_ANALYSIS_STUDY_TABLE_H

#include "sim/error.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct ds_study_column {
    char *heading; /* NULL: not for a terminal */
    char *unit;    /* the second line of the heading; may be NULL */
    char *name;    /* NULL: not for files */
    bool is_text;  /* else numbers */
} ds_study_column;

typedef struct ds_study_cell {
    char *text;    /* for a terminal, and in files where the column is text */
    double number; /* in files otherwise; NaN: empty or null */
} ds_study_cell;

/* Zeroed: empty and ready. */
typedef struct ds_study_table {
    int32_t columns;
    int32_t rows;
    int32_t stub;
    ds_study_column *column;
    ds_study_cell *cell; /* [row * columns + column] */
    int32_t note_count;
    char **notes; /* whole sentences */
    bool is_out_of_memory;
} ds_study_table;

/* Adds a column; before the rows. Texts are copied and may be NULL as above. */
void ds_study_table_column(ds_study_table *table, const char *heading, const char *unit,
                           const char *name, bool is_text);
/* The end of the columns: makes room for rows. */
void ds_study_table_rows(ds_study_table *table, int32_t rows);
void ds_study_table_text(ds_study_table *table, int32_t row, int32_t column,
                         const char *text);
void ds_study_table_number(ds_study_table *table, int32_t row, int32_t column,
                           double number);
void ds_study_table_note(ds_study_table *table, const char *format, ...) DS_PRINTF(2, 3);
void ds_study_table_free(ds_study_table *table);

/* The table and its notes, lines of at most 80 columns. */
void ds_study_table_put(const ds_study_table *table, FILE *out);
void ds_study_table_csv(const ds_study_table *table, FILE *out);
/* "rows": [{name: value}], "notes": […] into `root`; other than 0: memory is short. */
int ds_study_table_json(const ds_study_table *table, json_t *root);

#endif
