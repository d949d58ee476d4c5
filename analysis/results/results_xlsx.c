#include "analysis/results/results_xlsx.h"

#include "analysis/results/xlsx_book.h"
#include "sim/output_file.h"

#include <stdio.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
/* A spreadsheet is for looking at: more groups than these have no columns over time, nor
 * more lines than these in a chart. The CSVs have all. */
#define MOST_GROUPS 60
#define MOST_LINES 8
/* Charts stand two by two. */
#define RIGHT (DS_XLSX_CHART_COLUMNS + 1)
#define LOWER (DS_XLSX_CHART_ROWS + 1)
/* Days from 1899-12-30, where spreadsheets begin to count, to 1970-01-01. */
#define UNIX_DAY 25569.0

typedef struct column {
    const char *label;
    const char *measure;
} column;

static const column priority_columns[] = {
    {"Tickets arrived",             "arrived"               },
    {"Mean time to resolve",        "mttr_h"                },
    {"90 % resolved within",        "resolution_p90_h"      },
    {"Mean time to first response", "response_h"            },
    {"Response targets broken",     "response_breach_rate"  },
    {"Resolution targets broken",   "resolution_breach_rate"},
    {"Resolved at first contact",   "fcr_rate"              },
    {"Escalated",                   "escalation_rate"       },
};

static const column group_columns[] = {
    {"Utilisation",                 "utilisation"      },
    {"Visits",                      "visits"           },
    {"Wait a visit",                "wait_h"           },
    {"90 % of visits wait at most", "wait_p90_h"       },
    {"Visits that waited",          "delay_probability"},
    {"Tickets waiting",             "queue_length"     },
    {"Overtime",                    "overtime_h"       },
};

static ds_cell_form form_of(const ds_measure *measure)
{
    if (strcmp(measure->unit, "share") == 0)
        return DS_CELL_SHARE;
    return measure->kind == DS_MEASURE_COUNT ? DS_CELL_COUNT : DS_CELL_NUMBER;
}

static const char *unit_of(const ds_measure *measure)
{
    return strcmp(measure->unit, "share") == 0 ? "%" : measure->unit;
}

/* Summary. */

static void put_fact(ds_xlsx_sheet *sheet, const char *label, double value,
                     const char *unit)
{
    ds_xlsx_text(sheet, label, DS_CELL_TEXT);
    ds_xlsx_number(sheet, value, strcmp(unit, "%") == 0 ? DS_CELL_SHARE : DS_CELL_COUNT);
    ds_xlsx_text(sheet, unit, DS_CELL_TEXT);
    ds_xlsx_next_row(sheet);
}

static void put_facts(ds_xlsx_sheet *sheet, const ds_results *results)
{
    const ds_desk *desk = results->desk;
    char seed[32];
    (void)snprintf(seed, sizeof seed, "%llu", (unsigned long long)results->seed);
    ds_xlsx_next_row(sheet);
    ds_xlsx_text(sheet, "The run", DS_CELL_TITLE);
    ds_xlsx_next_row(sheet);
    ds_xlsx_text(sheet, "Scenario", DS_CELL_TEXT);
    ds_xlsx_text(sheet, desk->name, DS_CELL_TEXT);
    ds_xlsx_next_row(sheet);
    ds_xlsx_text(sheet, "Start (UTC)", DS_CELL_TEXT);
    ds_xlsx_number(sheet, UNIX_DAY + (double)desk->start_unix / 86400, DS_CELL_DATE);
    ds_xlsx_next_row(sheet);
    put_fact(sheet, "Horizon", ds_hours(desk->horizon), "h");
    put_fact(sheet, "Warm-up", ds_hours(desk->warm_up), "h");
    put_fact(sheet, "Replications", results->replications, "");
    put_fact(sheet, "Level of the intervals", results->level, "%");
    ds_xlsx_text(sheet, "Seed", DS_CELL_TEXT);
    ds_xlsx_text(sheet, seed, DS_CELL_TEXT);
    ds_xlsx_next_row(sheet);
    ds_xlsx_text(sheet, "Written by", DS_CELL_TEXT);
    ds_xlsx_text(sheet, "desksim " DS_VERSION, DS_CELL_TEXT);
    ds_xlsx_next_row(sheet);
}

static void put_notes(ds_xlsx_sheet *sheet, const ds_results *results)
{
    if (results->note_count == 0)
        return;
    ds_xlsx_next_row(sheet);
    ds_xlsx_text(sheet, "Notes", DS_CELL_TITLE);
    ds_xlsx_next_row(sheet);
    for (int32_t i = 0; i < results->note_count; i++) {
        ds_xlsx_text(sheet, results->notes[i], DS_CELL_TEXT);
        ds_xlsx_next_row(sheet);
    }
}

static void put_overall(ds_xlsx_sheet *sheet, const ds_results *results, int32_t m)
{
    int32_t count;
    const ds_measure *about = &ds_measures(&count)[m];
    const ds_estimate *estimate = ds_results_at(results, DS_RESULT_OVERALL, 0, m);
    ds_cell_form form = form_of(about);
    ds_xlsx_text(sheet, about->name, DS_CELL_TEXT);
    ds_xlsx_estimate(sheet, estimate, form);
    ds_xlsx_number(sheet, estimate->half_width, form);
    ds_xlsx_text(sheet, unit_of(about), DS_CELL_TEXT);
    ds_xlsx_number(sheet, estimate->n, DS_CELL_COUNT);
    ds_xlsx_text(sheet, ds_estimate_method_name(estimate->method), DS_CELL_TEXT);
    ds_xlsx_text(sheet, estimate->is_lower_bound ? "yes" : "", DS_CELL_TEXT);
    ds_xlsx_text(sheet, about->sentence, DS_CELL_TEXT);
    ds_xlsx_next_row(sheet);
}

static void put_summary(ds_xlsx_book *book, const ds_results *results)
{
    static const char *const heads[] = {
        "Measure",          "Value",  "low", "high", "±", "Unit", "Counted", "Interval",
        "Lower bound only", "Meaning"};
    ds_xlsx_sheet sheet = ds_xlsx_table_add(book, "Summary");
    int32_t count;
    (void)ds_measures(&count);
    ds_xlsx_width(&sheet, 0, 0, 27);
    ds_xlsx_width(&sheet, 1, 4, 16);
    ds_xlsx_width(&sheet, 5, 8, 12);
    ds_xlsx_width(&sheet, 9, 9, 70);
    for (size_t i = 0; i < COUNT(heads); i++)
        ds_xlsx_text(&sheet, heads[i], DS_CELL_HEAD);
    ds_xlsx_next_row(&sheet);
    for (int32_t m = 0; m < count; m++)
        if (ds_measure_applies(m, DS_RESULT_OVERALL))
            put_overall(&sheet, results, m);
    put_facts(&sheet, results);
    put_notes(&sheet, results);
}

/* By priority, by group. */

typedef struct table {
    const char *sheet;
    const char *head; /* of the first column */
    ds_result_dimension dimension;
    const column *columns;
    size_t count;
} table;

/* Counts take one column, the others have their interval in two more. */
static int32_t columns_of(const table *about, size_t c)
{
    int32_t count;
    int32_t m = ds_measure_row(about->dimension, about->columns[c].measure);
    return ds_measures(&count)[m].kind == DS_MEASURE_COUNT ? 1 : 3;
}

static void put_table_heads(ds_xlsx_sheet *sheet, const table *about)
{
    int32_t count;
    const ds_measure *measures = ds_measures(&count);
    ds_xlsx_text(sheet, about->head, DS_CELL_HEAD);
    for (size_t c = 0; c < about->count; c++) {
        int32_t m = ds_measure_row(about->dimension, about->columns[c].measure);
        ds_xlsx_heads(sheet, about->columns[c].label, unit_of(&measures[m]),
                      columns_of(about, c) == 3);
    }
    ds_xlsx_next_row(sheet);
}

static void put_table_row(ds_xlsx_sheet *sheet, const table *about,
                          const ds_results *results, int32_t row)
{
    int32_t count;
    const ds_measure *measures = ds_measures(&count);
    ds_xlsx_text(sheet, results->tables[about->dimension].names[row], DS_CELL_TEXT);
    for (size_t c = 0; c < about->count; c++) {
        int32_t m = ds_measure_row(about->dimension, about->columns[c].measure);
        const ds_estimate *estimate = ds_results_at(results, about->dimension, row, m);
        if (columns_of(about, c) == 3)
            ds_xlsx_estimate(sheet, estimate, form_of(&measures[m]));
        else
            ds_xlsx_number(sheet, estimate->value, form_of(&measures[m]));
    }
    ds_xlsx_next_row(sheet);
}

/* Writes the table; the sheet is then at the row after it. */
static ds_xlsx_sheet put_table(ds_xlsx_book *book, const ds_results *results,
                               const table *about)
{
    ds_xlsx_sheet sheet = ds_xlsx_table_add(book, about->sheet);
    ds_xlsx_width(&sheet, 0, 0, 24);
    for (size_t c = 0, at = 1; c < about->count; at += (size_t)columns_of(about, c++)) {
        ds_xlsx_width(&sheet, (int32_t)at, (int32_t)at, 15);
        if (columns_of(about, c) == 3)
            ds_xlsx_width(&sheet, (int32_t)at + 1, (int32_t)at + 2, 9);
    }
    put_table_heads(&sheet, about);
    for (int32_t row = 0; row < results->tables[about->dimension].row_count; row++)
        put_table_row(&sheet, about, results, row);
    return sheet;
}

/* The column where a measure's value stands. */
static int32_t column_of(const table *about, const char *measure)
{
    int32_t at = 1;
    for (size_t c = 0; strcmp(about->columns[c].measure, measure) != 0; c++)
        at += columns_of(about, c);
    return at;
}

static void put_whiskers(ds_xlsx_sheet *charts, int32_t place, const ds_xlsx_sheet *sheet,
                         const table *about, const char *measure, const char *title,
                         const char *y)
{
    if (sheet->row < 2)
        return;
    ds_xlsx_chart chart =
        ds_xlsx_chart_begin(sheet, LXW_CHART_LINE, title, about->head, y, true);
    chart.first = 1;
    chart.last = sheet->row - 1;
    ds_xlsx_chart_add_whiskers(&chart, column_of(about, measure));
    ds_xlsx_chart_end(&chart, charts, 0, place);
}

static void put_priorities(ds_xlsx_book *book, ds_xlsx_sheet *charts,
                           const ds_results *results)
{
    const table about = {"By priority", "Priority", DS_RESULT_BY_PRIORITY, priority_columns,
                         COUNT(priority_columns)};
    ds_xlsx_sheet sheet = put_table(book, results, &about);
    put_whiskers(charts, 0, &sheet, &about, "resolution_breach_rate",
                 "Resolution targets broken, with intervals",
                 "tickets that broke their target (%)");
}

static void put_groups(ds_xlsx_book *book, ds_xlsx_sheet *charts, const ds_results *results)
{
    const table about = {"By group", "Group", DS_RESULT_BY_GROUP, group_columns,
                         COUNT(group_columns)};
    ds_xlsx_sheet sheet = put_table(book, results, &about);
    put_whiskers(charts, RIGHT, &sheet, &about, "utilisation",
                 "Utilisation by group, with intervals", "busy ÷ rostered time (%)");
}

/* Hour of week, over time. */

static int32_t groups_shown(const ds_results *results)
{
    int32_t count = results->desk->group_count;
    return count < MOST_GROUPS ? count : MOST_GROUPS;
}

/* A heading for each group: "NAME what". */
static void put_group_heads(ds_xlsx_sheet *sheet, const ds_results *results,
                            const char *what)
{
    char text[256];
    for (int32_t g = 0; g < groups_shown(results); g++) {
        (void)snprintf(text, sizeof text, "%.200s%s", results->desk->groups[g].name, what);
        ds_xlsx_text(sheet, text, DS_CELL_HEAD);
    }
}

static void put_lines(ds_xlsx_chart *chart, int32_t first_column, int32_t count)
{
    for (int32_t i = 0; i < count && i < MOST_LINES; i++)
        (void)ds_xlsx_chart_add(chart, first_column + i);
}

static void chart_week(ds_xlsx_sheet *charts, const ds_xlsx_sheet *sheet,
                       const ds_results *results)
{
    ds_xlsx_chart chart =
        ds_xlsx_chart_begin(sheet, LXW_CHART_LINE, "Utilisation by hour of the week",
                            "local hour", "busy ÷ rostered time (%)", true);
    chart.first = 1;
    chart.last = DS_WEEK_HOURS;
    put_lines(&chart, 2, groups_shown(results));
    if (chart.chart) {
        chart_axis_set_max(chart.chart->y_axis, 1);
        chart_axis_set_interval_unit(chart.chart->x_axis, 24);
        chart_axis_set_interval_tick(chart.chart->x_axis, 24);
    }
    ds_xlsx_chart_end(&chart, charts, LOWER, 0);
}

static void put_week(ds_xlsx_book *book, ds_xlsx_sheet *charts, const ds_results *results)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    const ds_result_week *week = &results->week;
    ds_xlsx_sheet sheet = ds_xlsx_table_add(book, "Hour of week");
    ds_xlsx_width(&sheet, 0, 0, 12);
    ds_xlsx_width(&sheet, 1, 1 + groups_shown(results), 16);
    ds_xlsx_text(&sheet, "From (local)", DS_CELL_HEAD);
    ds_xlsx_text(&sheet, "Arrivals (tickets/h)", DS_CELL_HEAD);
    put_group_heads(&sheet, results, " utilisation (%)");
    ds_xlsx_next_row(&sheet);
    for (int32_t hour = 0; hour < DS_WEEK_HOURS; hour++) {
        char from[16];
        (void)snprintf(from, sizeof from, "%s %02d:00", days[hour / 24], hour % 24);
        ds_xlsx_text(&sheet, from, DS_CELL_TEXT);
        ds_xlsx_number(&sheet, week->arrived[hour], DS_CELL_NUMBER);
        for (int32_t g = 0; g < groups_shown(results); g++)
            ds_xlsx_number(&sheet, week->utilisation[g * DS_WEEK_HOURS + hour],
                           DS_CELL_SHARE);
        ds_xlsx_next_row(&sheet);
    }
    chart_week(charts, &sheet, results);
}

static void chart_backlog(ds_xlsx_sheet *charts, const ds_xlsx_sheet *sheet,
                          const ds_results *results)
{
    ds_xlsx_chart chart =
        ds_xlsx_chart_begin(sheet, LXW_CHART_LINE, "Open tickets over time", "date (UTC)",
                            "open tickets", false);
    chart.first = 1;
    chart.last = results->series.bins;
    put_lines(&chart, 1, results->replications > 1 ? 3 : 1);
    if (chart.chart) {
        chart_axis_set_num_format(chart.chart->x_axis, "yyyy\\-mm\\-dd");
        chart_axis_set_interval_unit(chart.chart->x_axis,
                                     (uint16_t)(1 + results->series.bins / 12));
    }
    ds_xlsx_chart_end(&chart, charts, LOWER, RIGHT);
}

static void put_bin(ds_xlsx_sheet *sheet, const ds_results *results, int32_t bin)
{
    const ds_result_series *series = &results->series;
    double days =
        (double)results->desk->start_unix / 86400 + ds_hours(bin * series->width) / 24;
    ds_xlsx_number(sheet, UNIX_DAY + days, DS_CELL_DATE);
    ds_xlsx_number(sheet, series->backlog[bin], DS_CELL_NUMBER);
    ds_xlsx_number(sheet, series->backlog_lo[bin], DS_CELL_NUMBER);
    ds_xlsx_number(sheet, series->backlog_hi[bin], DS_CELL_NUMBER);
    ds_xlsx_number(sheet, series->arrived[bin], DS_CELL_NUMBER);
    ds_xlsx_number(sheet, series->resolved[bin], DS_CELL_NUMBER);
    for (int32_t g = 0; g < groups_shown(results); g++)
        ds_xlsx_number(sheet, series->utilisation[g * series->bins + bin], DS_CELL_SHARE);
    for (int32_t g = 0; g < groups_shown(results); g++)
        ds_xlsx_number(sheet, series->queue[g * series->bins + bin], DS_CELL_NUMBER);
    ds_xlsx_next_row(sheet);
}

static void put_course(ds_xlsx_book *book, ds_xlsx_sheet *charts, const ds_results *results)
{
    static const char *const heads[] = {"Start (UTC)",
                                        "Open tickets",
                                        "10 % of runs have less",
                                        "10 % of runs have more",
                                        "Arrived (tickets)",
                                        "Resolved (tickets)"};
    ds_xlsx_sheet sheet = ds_xlsx_table_add(book, "Over time");
    ds_xlsx_width(&sheet, 0, 0, 18);
    ds_xlsx_width(&sheet, 1, 5 + 2 * groups_shown(results), 14);
    for (size_t i = 0; i < COUNT(heads); i++)
        ds_xlsx_text(&sheet, heads[i], DS_CELL_HEAD);
    put_group_heads(&sheet, results, " utilisation (%)");
    put_group_heads(&sheet, results, " waiting (tickets)");
    ds_xlsx_next_row(&sheet);
    for (int32_t bin = 0; bin < results->series.bins; bin++)
        put_bin(&sheet, results, bin);
    if (results->series.bins > 0)
        chart_backlog(charts, &sheet, results);
}

bool ds_results_has_xlsx(void)
{
    return true;
}

static ds_status write_book(const ds_results *results, const char *path, ds_error *err)
{
    ds_xlsx_book book;
    if (!ds_xlsx_begin(&book, path, results->desk->name, (time_t)results->desk->start_unix))
        return ds_error_no_memory(err);
    put_summary(&book, results);
    ds_xlsx_sheet charts = ds_xlsx_charts_add(&book, "Charts");
    put_priorities(&book, &charts, results);
    put_groups(&book, &charts, results);
    put_week(&book, &charts, results);
    put_course(&book, &charts, results);
    lxw_error failure = ds_xlsx_end(&book);
    if (failure == LXW_NO_ERROR)
        return DS_OK;
    return ds_error_set_at(err, DS_IO_FAILED, path, 0, 0, "the spreadsheet: %s",
                           lxw_strerror(failure));
}

/* The library writes to a name, not to a stream: to that of the temporary file. */
ds_status ds_results_xlsx(const ds_results *results, const char *path, ds_error *err)
{
    ds_output_file file;
    ds_status status = ds_output_open(&file, path, err);
    if (status != DS_OK)
        return status;
    status = write_book(results, file.temporary ? file.temporary : path, err);
    if (status == DS_OK)
        return ds_output_commit(&file, err);
    ds_output_discard(&file);
    return status;
}
