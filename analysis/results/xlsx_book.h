/* A workbook in the making: cells, headings and line charts in one style. Only in builds
 * with libxlsxwriter. Failures are remembered, and told at the end. */
#ifndef DS_ANALYSIS_XLSX_BOOK_H
#define DS_ANALYSIS_XLSX_BOOK_H

#include "analysis/estimates/estimate.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>
#include <time.h>
#include <xlsxwriter.h>

/* A chart takes so many cells of the usual size. */
#define DS_XLSX_CHART_COLUMNS 10
#define DS_XLSX_CHART_ROWS 19

/* How numbers are shown; they are kept whole. */
typedef enum ds_cell_form {
    DS_CELL_NUMBER, /* 1,234.56 */
    DS_CELL_COUNT,  /* 1,235 */
    DS_CELL_SHARE,  /* 12.34 % */
    DS_CELL_DATE,   /* 2026-01-05 08:00 */
    DS_CELL_TEXT,
    DS_CELL_WRAPPED,
    DS_CELL_HEAD,
    DS_CELL_TITLE,
    DS_CELL_FORMS,
} ds_cell_form;

typedef struct ds_xlsx_book {
    lxw_workbook *book;
    lxw_format *forms[DS_CELL_FORMS];
    lxw_error failure; /* the first one */
} ds_xlsx_book;

/* A sheet, written row by row. */
typedef struct ds_xlsx_sheet {
    ds_xlsx_book *book;
    lxw_worksheet *sheet;
    const char *name;
    int32_t row; /* the next one */
    int32_t column;
} ds_xlsx_sheet;

/* A workbook that will be written to a path. `title` is for its properties, `made` the date
 * in them. False: out of memory, nothing is to be ended. */
bool ds_xlsx_begin(ds_xlsx_book *book, const char *path, const char *title, time_t made);
/* Writes the file and frees the book. */
lxw_error ds_xlsx_end(ds_xlsx_book *book);

/* A table, whose first row and column stay in view; or a sheet of charts. */
ds_xlsx_sheet ds_xlsx_table_add(ds_xlsx_book *book, const char *name);
ds_xlsx_sheet ds_xlsx_charts_add(ds_xlsx_book *book, const char *name);
void ds_xlsx_width(ds_xlsx_sheet *sheet, int32_t first, int32_t last, double characters);

/* Each writes a cell and goes one to the right; a number that does not exist leaves its
 * cell empty. */
void ds_xlsx_text(ds_xlsx_sheet *sheet, const char *text, ds_cell_form form);
void ds_xlsx_number(ds_xlsx_sheet *sheet, double number, ds_cell_form form);
/* Value, low and high; three cells. */
void ds_xlsx_estimate(ds_xlsx_sheet *sheet, const ds_estimate *estimate, ds_cell_form form);
/* "LABEL (UNIT)", and "low", "high" where there are intervals. */
void ds_xlsx_heads(ds_xlsx_sheet *sheet, const char *label, const char *unit,
                   bool has_interval);
void ds_xlsx_next_row(ds_xlsx_sheet *sheet);

/* What a chart is made of: rows first to last of columns. */
typedef struct ds_xlsx_chart {
    lxw_chart *chart;
    const ds_xlsx_sheet *sheet;
    int32_t first;
    int32_t last;
    int32_t category_column;
    int32_t series; /* so far */
} ds_xlsx_chart;

ds_xlsx_chart ds_xlsx_chart_begin(const ds_xlsx_sheet *sheet, lxw_chart_type type,
                                  const char *title, const char *x, const char *y,
                                  bool is_share);
/* A series, named by the heading of its column. */
lxw_chart_series *ds_xlsx_chart_add(ds_xlsx_chart *chart, int32_t column);
/* A line with its interval as whiskers: the columns of value, low and high. */
void ds_xlsx_chart_add_whiskers(ds_xlsx_chart *chart, int32_t column);
/* Puts it into a sheet. */
void ds_xlsx_chart_end(ds_xlsx_chart *chart, ds_xlsx_sheet *into, int32_t row,
                       int32_t column);

#endif
