#include "analysis/results/xlsx_book.h"

#include <math.h>
#include <stdio.h>

#define LINE_WIDTH 1.75f
#define HEAD_HEIGHT 45

/* M. Okabe and K. Ito (2008), as in the plots. */
static const lxw_color_t colours[] = {0x0072B2, 0xD55E00, 0x009E73, 0xE69F00,
                                      0x56B4E9, 0xCC79A7, 0x000000, 0x666666};
#define COLOURS ((int32_t)(sizeof colours / sizeof colours[0]))

static void keep(ds_xlsx_book *book, lxw_error failure)
{
    if (book->failure == LXW_NO_ERROR)
        book->failure = failure;
}

static lxw_format *form_of(lxw_workbook *book, ds_cell_form form)
{
    static const char *const numbers[DS_CELL_FORMS] = {
        [DS_CELL_NUMBER] = "#,##0.00",
        [DS_CELL_COUNT] = "#,##0",
        [DS_CELL_SHARE] = "0.00%",
        [DS_CELL_DATE] = "yyyy\\-mm\\-dd\\ hh:mm",
    };
    lxw_format *format = workbook_add_format(book);
    if (!format)
        return NULL;
    if (numbers[form])
        format_set_num_format(format, numbers[form]);
    if (form == DS_CELL_HEAD || form == DS_CELL_TITLE)
        format_set_bold(format);
    if (form == DS_CELL_HEAD) {
        format_set_text_wrap(format);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        format_set_bottom(format, LXW_BORDER_THIN);
        format_set_bg_color(format, 0xE8EEF4);
    }
    if (form == DS_CELL_WRAPPED) {
        format_set_text_wrap(format);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    }
    return format;
}

bool ds_xlsx_begin(ds_xlsx_book *book, const char *path, const char *title, time_t made)
{
    *book = (ds_xlsx_book){.book = workbook_new(path)};
    if (!book->book)
        return false;
    /* The library only reads these texts, but asks for them as changeable. */
    lxw_doc_properties properties = {.title = (char *)title,
                                     .author = "",
                                     .comments = "desksim " DS_VERSION,
                                     .created = made};
    keep(book, workbook_set_properties(book->book, &properties));
    for (int form = 0; form < DS_CELL_FORMS; form++) {
        book->forms[form] = form_of(book->book, (ds_cell_form)form);
        if (!book->forms[form])
            keep(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    }
    return true;
}

lxw_error ds_xlsx_end(ds_xlsx_book *book)
{
    keep(book, workbook_close(book->book));
    return book->failure;
}

static ds_xlsx_sheet add_sheet(ds_xlsx_book *book, const char *name)
{
    ds_xlsx_sheet sheet = {
        .book = book, .sheet = workbook_add_worksheet(book->book, name), .name = name};
    if (!sheet.sheet) {
        keep(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return sheet;
    }
    worksheet_set_landscape(sheet.sheet);
    worksheet_fit_to_pages(sheet.sheet, 1, 0);
    return sheet;
}

ds_xlsx_sheet ds_xlsx_table_add(ds_xlsx_book *book, const char *name)
{
    ds_xlsx_sheet sheet = add_sheet(book, name);
    if (!sheet.sheet)
        return sheet;
    worksheet_freeze_panes(sheet.sheet, 1, 1);
    keep(book, worksheet_repeat_rows(sheet.sheet, 0, 0));
    keep(book, worksheet_set_row(sheet.sheet, 0, HEAD_HEIGHT, NULL));
    return sheet;
}

ds_xlsx_sheet ds_xlsx_charts_add(ds_xlsx_book *book, const char *name)
{
    ds_xlsx_sheet sheet = add_sheet(book, name);
    if (sheet.sheet)
        worksheet_gridlines(sheet.sheet, LXW_HIDE_ALL_GRIDLINES);
    return sheet;
}

void ds_xlsx_width(ds_xlsx_sheet *sheet, int32_t first, int32_t last, double characters)
{
    if (sheet->sheet)
        keep(sheet->book, worksheet_set_column(sheet->sheet, (lxw_col_t)first,
                                               (lxw_col_t)last, characters, NULL));
}

void ds_xlsx_text(ds_xlsx_sheet *sheet, const char *text, ds_cell_form form)
{
    if (sheet->sheet && text[0])
        keep(sheet->book, worksheet_write_string(sheet->sheet, (lxw_row_t)sheet->row,
                                                 (lxw_col_t)sheet->column, text,
                                                 sheet->book->forms[form]));
    sheet->column++;
}

void ds_xlsx_number(ds_xlsx_sheet *sheet, double number, ds_cell_form form)
{
    if (sheet->sheet && isfinite(number))
        keep(sheet->book, worksheet_write_number(sheet->sheet, (lxw_row_t)sheet->row,
                                                 (lxw_col_t)sheet->column, number,
                                                 sheet->book->forms[form]));
    sheet->column++;
}

void ds_xlsx_estimate(ds_xlsx_sheet *sheet, const ds_estimate *estimate, ds_cell_form form)
{
    ds_xlsx_number(sheet, estimate->value, form);
    ds_xlsx_number(sheet, estimate->lo, form);
    ds_xlsx_number(sheet, estimate->hi, form);
}

void ds_xlsx_heads(ds_xlsx_sheet *sheet, const char *label, const char *unit,
                   bool has_interval)
{
    char text[128];
    (void)snprintf(text, sizeof text, "%.80s (%.30s)", label, unit);
    ds_xlsx_text(sheet, text, DS_CELL_HEAD);
    if (!has_interval)
        return;
    ds_xlsx_text(sheet, "low", DS_CELL_HEAD);
    ds_xlsx_text(sheet, "high", DS_CELL_HEAD);
}

void ds_xlsx_next_row(ds_xlsx_sheet *sheet)
{
    sheet->row++;
    sheet->column = 0;
}

/* Charts. */

ds_xlsx_chart ds_xlsx_chart_begin(const ds_xlsx_sheet *sheet, lxw_chart_type type,
                                  const char *title, const char *x, const char *y,
                                  bool is_share)
{
    ds_xlsx_chart chart = {.chart = workbook_add_chart(sheet->book->book, (uint8_t)type),
                           .sheet = sheet};
    if (!chart.chart) {
        keep(sheet->book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return chart;
    }
    chart_title_set_name(chart.chart, title);
    chart_axis_set_name(chart.chart->x_axis, x);
    chart_axis_set_name(chart.chart->y_axis, y);
    chart_axis_set_min(chart.chart->y_axis, 0);
    chart_legend_set_position(chart.chart, LXW_CHART_LEGEND_BOTTOM);
    if (is_share)
        chart_axis_set_num_format(chart.chart->y_axis, "0%");
    return chart;
}

static void set_places(const ds_xlsx_chart *chart, lxw_chart_series *series, int32_t column)
{
    const char *name = chart->sheet->name;
    chart_series_set_categories(series, name, (lxw_row_t)chart->first,
                                (lxw_col_t)chart->category_column, (lxw_row_t)chart->last,
                                (lxw_col_t)chart->category_column);
    chart_series_set_values(series, name, (lxw_row_t)chart->first, (lxw_col_t)column,
                            (lxw_row_t)chart->last, (lxw_col_t)column);
    chart_series_set_name_range(series, name, 0, (lxw_col_t)column);
}

lxw_chart_series *ds_xlsx_chart_add(ds_xlsx_chart *chart, int32_t column)
{
    if (!chart->chart)
        return NULL;
    lxw_chart_series *series = chart_add_series(chart->chart, NULL, NULL);
    if (!series) {
        keep(chart->sheet->book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return NULL;
    }
    lxw_color_t colour = colours[chart->series++ % COLOURS];
    lxw_chart_line line = {.color = colour, .width = LINE_WIDTH};
    lxw_chart_fill fill = {.color = colour};
    set_places(chart, series, column);
    chart_series_set_line(series, &line);
    chart_series_set_fill(series, &fill);
    return series;
}

static void add_marks(ds_xlsx_chart *chart, int32_t column, lxw_chart_marker_type mark)
{
    lxw_chart_series *series = ds_xlsx_chart_add(chart, column);
    lxw_chart_line none = {.none = LXW_TRUE};
    lxw_chart_fill fill = {.color = colours[0]};
    lxw_chart_line edge = {.color = colours[0]};
    if (!series)
        return;
    chart_series_set_line(series, &none);
    chart_series_set_marker_type(series, (uint8_t)mark);
    chart_series_set_marker_size(series, mark == LXW_CHART_MARKER_CIRCLE ? 8 : 6);
    chart_series_set_marker_fill(series, &fill);
    chart_series_set_marker_line(series, &edge);
}

void ds_xlsx_chart_add_whiskers(ds_xlsx_chart *chart, int32_t column)
{
    lxw_chart_line line = {.color = colours[0], .width = 1.25f};
    add_marks(chart, column, LXW_CHART_MARKER_CIRCLE);
    add_marks(chart, column + 1, LXW_CHART_MARKER_PLUS);
    add_marks(chart, column + 2, LXW_CHART_MARKER_PLUS);
    if (chart->chart)
        chart_set_high_low_lines(chart->chart, &line);
}

void ds_xlsx_chart_end(ds_xlsx_chart *chart, ds_xlsx_sheet *into, int32_t row,
                       int32_t column)
{
    /* A cell of the usual size is 64 × 20 pixels, the usual chart 480 × 288. */
    lxw_chart_options options = {.x_scale = DS_XLSX_CHART_COLUMNS * 64.0 / 480,
                                 .y_scale = DS_XLSX_CHART_ROWS * 20.0 / 288};
    if (chart->chart && into->sheet)
        keep(into->book,
             worksheet_insert_chart_opt(into->sheet, (lxw_row_t)row, (lxw_col_t)column,
                                        chart->chart, &options));
}
