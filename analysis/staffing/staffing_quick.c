#include "analysis/staffing/staffing_quick.h"

#include "analysis/staffing/erlang.h"

#include <stdio.h>

enum { GROUP, LOAD, OWN, LEAST, BY_ERLANG, BY_ROOT, DELAYED };

static void put_number(ds_study_table *table, int32_t row, int32_t column, double number,
                       const char *format)
{
    char text[32];
    (void)snprintf(text, sizeof text, format, number);
    ds_study_table_text(table, row, column, text);
    ds_study_table_number(table, row, column, number);
}

static void put_row(const ds_staffing_study *study, int32_t group, ds_study_table *table)
{
    const ds_staffing_range *range = &study->ranges[study->groups[group]];
    const ds_desk *desk = study->experiment.runs.desk;
    ds_study_table_text(table, group, GROUP, desk->groups[study->groups[group]].name);
    put_number(table, group, LOAD, range->erlangs, "%.2f");
    put_number(table, group, OWN, range->own, "%.0f");
    put_number(table, group, LEAST, range->least, "%.0f");
    put_number(table, group, BY_ERLANG,
               ds_erlang_least(range->erlangs, DS_STAFFING_DELAYED), "%.0f");
    put_number(table, group, BY_ROOT,
               ds_square_root_staffing(range->erlangs, DS_STAFFING_DELAYED, 1), "%.0f");
    put_number(table, group, DELAYED, ds_erlang_c(range->own, range->erlangs), "%.3f");
}

ds_status ds_staffing_quick_table(const ds_staffing_study *study, ds_study_table *table,
                                  ds_error *err)
{
    ds_study_table_column(table, "group", NULL, "group", true);
    ds_study_table_column(table, "load", "erlangs", "erlangs", false);
    ds_study_table_column(table, "agents", NULL, "agents", false);
    ds_study_table_column(table, "least", "stable", "least_stable", false);
    ds_study_table_column(table, "Erlang C", "agents", "erlang_c_agents", false);
    ds_study_table_column(table, "square root", "agents", "square_root_agents", false);
    ds_study_table_column(table, "would wait", "share", "erlang_c_delayed", false);
    table->stub = 1;
    ds_study_table_rows(table, study->count);
    for (int32_t g = 0; g < study->count; g++)
        put_row(study, g, table);
    ds_study_table_note(
        table,
        "Erlang C and square-root staffing: agents with which at most %.0f "
        "%% of the tickets wait, in each group by itself with its mean load "
        "while open. The formulas know no profile of the day, priorities or "
        "holds: compare with the simulated curves.",
        100 * DS_STAFFING_DELAYED);
    return table->is_out_of_memory ? ds_error_no_memory(err) : DS_OK;
}
