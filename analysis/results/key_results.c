#include "analysis/results/key_results.h"

#include "analysis/estimates/estimate_text.h"
#include "analysis/results/csv_text.h"
#include "analysis/results/summary_tables.h"
#include "analysis/results/text_width.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NAME_SIZE 600
#define VALUE_WIDTH 20
#define WANTED_WIDTH 9
#define STATE_WIDTH 14

void ds_key_table_free(ds_key_table *table)
{
    free(table->rows);
    *table = (ds_key_table){0};
}

const ds_key_result *ds_key_table_widest(const ds_key_table *table)
{
    const ds_key_result *widest = NULL;
    for (int32_t i = 0; i < table->count; i++) {
        const ds_key_result *row = &table->rows[i];
        bool is_wider = !widest || isnan(row->more) || row->more > widest->more;
        if (row->state == DS_KEY_TOO_WIDE && is_wider && !(widest && isnan(widest->more)))
            widest = row;
    }
    return widest;
}

static const ds_measure *measure_of(const ds_key_result *row)
{
    int32_t count;
    return &ds_measures(&count)[row->measure];
}

void ds_key_result_name(const ds_desk *desk, const ds_key_result *row, char *text,
                        size_t size)
{
    char room[NAME_SIZE];
    const char *slice =
        ds_dimension_row_name(desk, row->dimension, row->row, room, sizeof room);
    (void)snprintf(text, size, "%s%s%s", slice, slice[0] ? " " : "", measure_of(row)->name);
}

/* A half-width with two digits, in percentage points or in the measure's unit. */
static void print_width(const ds_key_result *row, double width, char *text, size_t size)
{
    const char *unit = measure_of(row)->unit;
    bool is_share = strcmp(unit, "share") == 0;
    double shown = is_share ? 100 * width : width;
    double rounded = 0;
    if (shown > 0) {
        double step = pow(10, floor(log10(shown)) - 1);
        rounded = round(shown / step) * step;
    }
    if (isfinite(width))
        (void)snprintf(text, size, "%.6g %s", rounded, is_share ? "pp" : unit);
    else
        (void)snprintf(text, size, "?");
}

void ds_key_result_describe(const ds_desk *desk, const ds_key_result *row, char *text,
                            size_t size)
{
    char name[NAME_SIZE];
    char width[64];
    char wanted[64];
    ds_key_result_name(desk, row, name, sizeof name);
    print_width(row, row->estimate.half_width, width, sizeof width);
    print_width(row, row->wanted, wanted, sizeof wanted);
    if (row->state == DS_KEY_NO_TICKETS)
        (void)snprintf(text, size, "%s has no tickets", name);
    else if (!isfinite(row->estimate.half_width))
        (void)snprintf(text, size, "%s has no interval yet", name);
    else
        (void)snprintf(text, size, "%s ± %s, wanted %s", name, width, wanted);
}

/* For a terminal. */

static ds_shown_as shown_as(const ds_measure *measure)
{
    if (strcmp(measure->unit, "share") == 0)
        return DS_SHOWN_PERCENT;
    return strcmp(measure->unit, "h") == 0 ? DS_SHOWN_TIME : DS_SHOWN_PLAIN;
}

static void print_state(const ds_key_result *row, char *text, size_t size)
{
    bool is_wide = row->state == DS_KEY_TOO_WIDE;
    if (row->state == DS_KEY_NO_TICKETS)
        (void)snprintf(text, size, "no tickets");
    else if (is_wide && row->more < 1e7)
        (void)snprintf(text, size, "~%.0f more", row->more);
    else
        (void)snprintf(text, size, is_wide ? "too wide" : "reached");
}

static void put_cells(const char *const cells[], const int *widths, int32_t count,
                      FILE *out)
{
    for (int32_t i = 0; i < count; i++) {
        (void)fputs(i == 0 ? "  " : " ", out);
        ds_text_put(out, cells[i], widths[i], i > 0);
    }
    (void)fputc('\n', out);
}

static void put_row(const ds_desk *desk, const ds_key_table *table,
                    const ds_key_result *row, const int *widths, FILE *out)
{
    char name[NAME_SIZE];
    char value[DS_ESTIMATE_TEXT_SIZE * 3];
    char wanted[64];
    char last[64];
    ds_key_result_name(desk, row, name, sizeof name);
    ds_estimate_print(&row->estimate, shown_as(measure_of(row)), VALUE_WIDTH, value);
    print_width(row, row->wanted, wanted, sizeof wanted);
    print_state(row, last, sizeof last);
    if (!table->has_target) {
        (void)snprintf(wanted, sizeof wanted, "%s", "");
        (void)snprintf(last, sizeof last, isnan(row->variance_factor) ? "–" : "%.2f",
                       row->variance_factor);
    }
    put_cells((const char *const[]){name, value, wanted, last}, widths, 4, out);
}

void ds_key_table_put(const ds_desk *desk, const ds_key_table *table, FILE *out)
{
    const int widths[] = {DS_SUMMARY_COLUMNS - 2 - VALUE_WIDTH - WANTED_WIDTH -
                              STATE_WIDTH - 3,
                          VALUE_WIDTH, WANTED_WIDTH, STATE_WIDTH};
    const int head[] = {widths[0] + 2, VALUE_WIDTH, WANTED_WIDTH, STATE_WIDTH};
    if (table->count == 0)
        return;
    (void)fputc('\n', out);
    ds_text_put(out, "Key measures", head[0], false);
    (void)fprintf(out, " %*s %*s %*s\n", VALUE_WIDTH, "all at once", WANTED_WIDTH,
                  table->has_target ? "wanted ±" : "", STATE_WIDTH,
                  table->has_target ? "" : "variance ÷");
    for (int32_t i = 0; i < table->count; i++)
        put_row(desk, table, &table->rows[i], widths, out);
}

/* CSV. */

const char *ds_key_state_word(ds_key_state state)
{
    static const char *const words[] = {
        [DS_KEY_REACHED] = "reached",
        [DS_KEY_TOO_WIDE] = "too wide",
        [DS_KEY_NO_TICKETS] = "no tickets",
    };
    return words[state];
}

void ds_key_table_csv(const ds_desk *desk, const ds_key_table *table, FILE *out)
{
    (void)fputs("dimension,slice,measure,value,lo,hi,half_width,level,wanted,state,"
                "variance_factor\n",
                out);
    for (int32_t i = 0; i < table->count; i++) {
        const ds_key_result *row = &table->rows[i];
        const ds_estimate *estimate = &row->estimate;
        const double numbers[] = {estimate->value,      estimate->lo,      estimate->hi,
                                  estimate->half_width, table->each_level, row->wanted};
        char room[NAME_SIZE];
        (void)fprintf(out, "%s,", ds_dimension_key(row->dimension));
        ds_csv_text(
            out, ds_dimension_row_name(desk, row->dimension, row->row, room, sizeof room));
        (void)fprintf(out, ",%s", measure_of(row)->name);
        for (size_t n = 0; n < sizeof numbers / sizeof numbers[0]; n++) {
            (void)fputc(',', out);
            ds_csv_number(out, numbers[n]);
        }
        (void)fprintf(out, ",%s,", table->has_target ? ds_key_state_word(row->state) : "");
        ds_csv_number(out, row->variance_factor);
        (void)fputc('\n', out);
    }
}
