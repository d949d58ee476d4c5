#include "analysis/studies/study_table.h"

#include "analysis/results/csv_text.h"
#include "analysis/results/summary_tables.h"
#include "analysis/results/text_width.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define GAP 2
/* A stub column wider than this is cut. */
#define MOST_STUB 30

/* A copy, or NULL of NULL. */
static char *copy(ds_study_table *table, const char *text)
{
    char *it = text ? strdup(text) : NULL;
    table->is_out_of_memory |= text && !it;
    return it;
}

void ds_study_table_column(ds_study_table *table, const char *heading, const char *unit,
                           const char *name, bool is_text)
{
    size_t rows = (size_t)table->columns + 1;
    ds_study_column *grown = realloc(table->column, rows * sizeof *grown);
    if (!grown) {
        table->is_out_of_memory = true;
        return;
    }
    table->column = grown;
    table->column[table->columns++] = (ds_study_column){.heading = copy(table, heading),
                                                        .unit = copy(table, unit),
                                                        .name = copy(table, name),
                                                        .is_text = is_text};
}

void ds_study_table_rows(ds_study_table *table, int32_t rows)
{
    size_t cells = (size_t)rows * (size_t)table->columns;
    table->cell = calloc(cells + 1, sizeof *table->cell);
    table->is_out_of_memory |= !table->cell;
    table->rows = table->cell ? rows : 0;
    for (size_t i = 0; i < cells && table->cell; i++)
        table->cell[i].number = NAN;
}

static ds_study_cell *cell_at(const ds_study_table *table, int32_t row, int32_t column)
{
    bool is_there = row < table->rows && column < table->columns;
    return is_there ? &table->cell[(int64_t)row * table->columns + column] : NULL;
}

void ds_study_table_text(ds_study_table *table, int32_t row, int32_t column,
                         const char *text)
{
    ds_study_cell *cell = cell_at(table, row, column);
    if (cell)
        cell->text = copy(table, text);
}

void ds_study_table_number(ds_study_table *table, int32_t row, int32_t column,
                           double number)
{
    ds_study_cell *cell = cell_at(table, row, column);
    if (cell)
        cell->number = number;
}

void ds_study_table_note(ds_study_table *table, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    size_t rows = (size_t)table->note_count + 1;
    char **grown = realloc(table->notes, rows * sizeof *grown);
    if (!grown) {
        table->is_out_of_memory = true;
        return;
    }
    table->notes = grown;
    table->notes[table->note_count] = copy(table, text);
    table->note_count += table->notes[table->note_count] != NULL;
}

void ds_study_table_free(ds_study_table *table)
{
    for (int32_t i = 0; i < table->columns; i++) {
        free(table->column[i].heading);
        free(table->column[i].unit);
        free(table->column[i].name);
    }
    for (int64_t i = 0; i < (int64_t)table->rows * table->columns; i++)
        free(table->cell[i].text);
    for (int32_t i = 0; i < table->note_count; i++)
        free(table->notes[i]);
    free(table->column);
    free(table->cell);
    free(table->notes);
    *table = (ds_study_table){0};
}

/* For a terminal. */

static int most(int a, int b)
{
    return a > b ? a : b;
}

static const char *text_of(const ds_study_table *table, int32_t row, int32_t column)
{
    const char *text = cell_at(table, row, column)->text;
    return text ? text : "";
}

static int width_of(const ds_study_table *table, int32_t column)
{
    const ds_study_column *it = &table->column[column];
    int width = most(ds_text_width(it->heading), it->unit ? ds_text_width(it->unit) : 0);
    for (int32_t row = 0; row < table->rows; row++)
        width = most(width, ds_text_width(text_of(table, row, column)));
    return column < table->stub && width > MOST_STUB ? MOST_STUB : width;
}

/* Columns [from, return) that fit beside the stub. */
static int32_t fit(const ds_study_table *table, int32_t from, int used)
{
    int32_t to = from;
    while (to < table->columns) {
        bool is_shown = table->column[to].heading != NULL;
        int width = is_shown ? GAP + width_of(table, to) : 0;
        if (used + width > DS_SUMMARY_COLUMNS && to > from)
            break;
        used += width;
        to++;
    }
    return to;
}

/* One line: `what` 0 headings, 1 units, 2 a row. */
static void put_line(const ds_study_table *table, int32_t from, int32_t to, int what,
                     int32_t row, FILE *out)
{
    bool is_first = true;
    for (int32_t c = 0; c < to; c++) {
        const ds_study_column *it = &table->column[c];
        if (!it->heading || (c >= table->stub && c < from))
            continue;
        const char *text = what == 0   ? it->heading
                           : what == 1 ? (it->unit ? it->unit : "")
                                       : text_of(table, row, c);
        (void)fprintf(out, "%s", is_first ? "" : "  ");
        ds_text_put(out, text, width_of(table, c), c >= table->stub || !it->is_text);
        is_first = false;
    }
    (void)fputc('\n', out);
}

static bool has_units(const ds_study_table *table, int32_t from, int32_t to)
{
    for (int32_t c = 0; c < to; c++)
        if ((c < table->stub || c >= from) && table->column[c].heading &&
            table->column[c].unit && table->column[c].unit[0])
            return true;
    return false;
}

void ds_study_table_put(const ds_study_table *table, FILE *out)
{
    int stub = -GAP;
    for (int32_t c = 0; c < table->stub; c++)
        if (table->column[c].heading)
            stub += GAP + width_of(table, c);
    for (int32_t from = table->stub; from < table->columns;) {
        int32_t to = fit(table, from, stub);
        (void)fputc('\n', out);
        put_line(table, from, to, 0, 0, out);
        if (has_units(table, from, to))
            put_line(table, from, to, 1, 0, out);
        for (int32_t row = 0; row < table->rows; row++)
            put_line(table, from, to, 2, row, out);
        from = to;
        while (from < table->columns && !table->column[from].heading)
            from++;
    }
    if (table->note_count > 0)
        (void)fputs("\nNotes\n", out);
    for (int32_t i = 0; i < table->note_count; i++)
        ds_text_wrap(out, table->notes[i], DS_SUMMARY_COLUMNS, "  - ", "    ");
}

/* For files. */

void ds_study_table_csv(const ds_study_table *table, FILE *out)
{
    const char *comma = "";
    for (int32_t c = 0; c < table->columns; c++) {
        if (!table->column[c].name)
            continue;
        (void)fputs(comma, out);
        ds_csv_text(out, table->column[c].name);
        comma = ",";
    }
    (void)fputc('\n', out);
    for (int32_t row = 0; row < table->rows; row++) {
        comma = "";
        for (int32_t c = 0; c < table->columns; c++) {
            if (!table->column[c].name)
                continue;
            (void)fputs(comma, out);
            if (table->column[c].is_text)
                ds_csv_text(out, text_of(table, row, c));
            else
                ds_csv_number(out, cell_at(table, row, c)->number);
            comma = ",";
        }
        (void)fputc('\n', out);
    }
}

static json_t *row_object(const ds_study_table *table, int32_t row)
{
    json_t *object = json_object();
    int failures = 0;
    for (int32_t c = 0; c < table->columns; c++) {
        const ds_study_column *column = &table->column[c];
        double number = cell_at(table, row, c)->number;
        if (!column->name)
            continue;
        json_t *value = column->is_text    ? json_string(text_of(table, row, c))
                        : isfinite(number) ? json_real(number)
                                           : json_null();
        failures += json_object_set_new(object, column->name, value) != 0;
    }
    if (failures == 0)
        return object;
    json_decref(object);
    return NULL;
}

int ds_study_table_json(const ds_study_table *table, json_t *root)
{
    json_t *rows = json_array();
    json_t *notes = json_array();
    int failures = 0;
    for (int32_t row = 0; row < table->rows; row++)
        failures += json_array_append_new(rows, row_object(table, row)) != 0;
    for (int32_t i = 0; i < table->note_count; i++)
        failures += json_array_append_new(notes, json_string(table->notes[i])) != 0;
    failures += json_object_set_new(root, "rows", rows) != 0;
    failures += json_object_set_new(root, "notes", notes) != 0;
    return failures;
}
