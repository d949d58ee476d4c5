#include "analysis/results/summary_tables.h"

#include "analysis/estimates/estimate_text.h"
#include "analysis/results/results_parts.h"
#include "analysis/results/target_text.h"
#include "analysis/results/text_width.h"

#include <math.h>

#define MOST_COLUMNS 4
#define INDENT 2

/* A column: a measure, or a text that the table's `describe` gives. */
typedef struct column {
    const char *head;
    const char *measure; /* NULL: described */
    ds_shown_as shown;
    int width;
} column;

typedef struct form {
    const char *title;
    ds_result_dimension dimension;
    column columns[MOST_COLUMNS]; /* those with a head */
    void (*describe)(const ds_desk *desk, int32_t row, char *text, size_t size);
    const char *shown_if; /* rows with a value of this, and for counts one above 0;
                             NULL: all rows */
    int32_t fewest_rows;  /* a table with fewer is left out */
    int name_width;       /* at most; 0: the usual */
} form;

/* What stands there instead of a measure. */

static void describe_resolution(const ds_desk *desk, int32_t row, char *text, size_t size)
{
    ds_target_print(desk, row, false, text, size);
}

static void describe_response(const ds_desk *desk, int32_t row, char *text, size_t size)
{
    ds_target_print(desk, row, true, text, size);
}

static void describe_agents(const ds_desk *desk, int32_t row, char *text, size_t size)
{
    if (desk->groups[row].agents == DS_UNLIMITED_AGENTS)
        (void)snprintf(text, size, "any");
    else
        (void)snprintf(text, size, "%d", desk->groups[row].agents);
}

static void describe_goal(const ds_desk *desk, int32_t row, char *text, size_t size)
{
    int32_t sla;
    int32_t priority;
    text[0] = '\0';
    if (ds_goal_at(desk, row, &sla, &priority))
        (void)snprintf(text, size, "%.4g %%", 100 * desk->slas[sla].goal[priority]);
}

/* The tables. */

static const form resolution_form = {
    .title = "Resolution",
    .dimension = DS_RESULT_BY_PRIORITY,
    .columns =
        {
                  {"tickets", "arrived", DS_SHOWN_COUNT, 8},
                  {"MTTR", "mttr_h", DS_SHOWN_TIME, 20},
                  {"target", NULL, DS_SHOWN_PLAIN, 8},
                  {"breached", "resolution_breach_rate", DS_SHOWN_PERCENT, 20},
                  },
    .describe = describe_resolution,
    .shown_if = "arrived",
};

static const form response_form = {
    .title = "Response",
    .dimension = DS_RESULT_BY_PRIORITY,
    .columns =
        {
                  {"tickets", "arrived", DS_SHOWN_COUNT, 8},
                  {"to first work", "response_h", DS_SHOWN_TIME, 20},
                  {"target", NULL, DS_SHOWN_PLAIN, 8},
                  {"breached", "response_breach_rate", DS_SHOWN_PERCENT, 20},
                  },
    .describe = describe_response,
    .shown_if = "response_breach_rate",
};

static const form type_form = {
    .title = "Types",
    .dimension = DS_RESULT_BY_TYPE,
    .columns =
        {
                  {"tickets", "arrived", DS_SHOWN_COUNT, 8},
                  {"MTTR", "mttr_h", DS_SHOWN_TIME, 20},
                  {"", NULL, DS_SHOWN_PLAIN, 8},
                  {"resolution breached", "resolution_breach_rate", DS_SHOWN_PERCENT, 20},
                  },
    .shown_if = "arrived",
    .fewest_rows = 2,
};

static const form group_form = {
    .title = "Groups",
    .dimension = DS_RESULT_BY_GROUP,
    .columns =
        {
                  {"agents", NULL, DS_SHOWN_PLAIN, 8},
                  {"utilisation", "utilisation", DS_SHOWN_PERCENT, 15},
                  {"wait a visit", "wait_h", DS_SHOWN_TIME, 18},
                  {"tickets in queue", "queue_length", DS_SHOWN_PLAIN, 16},
                  },
    .describe = describe_agents,
};

/* With details. */
static const form wait_form = {
    .title = "Waits",
    .dimension = DS_RESULT_BY_GROUP,
    .columns =
        {
                  {"visits", "visits", DS_SHOWN_COUNT, 9},
                  {"waited at all", "delay_probability", DS_SHOWN_PERCENT, 15},
                  {"in open hours", "wait_open_h", DS_SHOWN_TIME, 16},
                  {"90 % wait at most", "wait_p90_h", DS_SHOWN_TIME, 17},
                  },
};

static const form work_form = {
    .title = "Work",
    .dimension = DS_RESULT_BY_GROUP,
    .columns =
        {
                  {"busy agents", "busy_agents", DS_SHOWN_PLAIN, 14},
                  {"hands-on a visit", "visit_touch_h", DS_SHOWN_TIME, 17},
                  {"overtime, h", "overtime_h", DS_SHOWN_PLAIN, 11},
                  {"OLA breached", "ola_breach_rate", DS_SHOWN_PERCENT, 15},
                  },
};

static const form goal_form = {
    .title = "Contractual goals",
    .dimension = DS_RESULT_BY_GOAL,
    .columns =
        {
                  {"goal", NULL, DS_SHOWN_PLAIN, 8},
                  {"attained", "attainment", DS_SHOWN_PERCENT, 20},
                  {"months kept", "goal_met_probability", DS_SHOWN_PERCENT, 28},
                  },
    .describe = describe_goal,
    .shown_if = "attainment",
};

static const form contract_form = {
    .title = "Vendor contracts",
    .dimension = DS_RESULT_BY_CONTRACT,
    .columns =
        {
                  {"holds", "vendor_holds", DS_SHOWN_COUNT, 8},
                  {"breached", "uc_breach_rate", DS_SHOWN_PERCENT, 20},
                  },
    .shown_if = "vendor_holds",
};

static const form chance_form = {
    .title = "Chances",
    .dimension = DS_RESULT_BY_CHANCE,
    .columns =
        {
                  {"of a period", "chance", DS_SHOWN_PERCENT, 16},
                  {"in the window", "chance_in_window", DS_SHOWN_PERCENT, 16},
                  },
    .shown_if = "chance",
    .name_width = 44,
};

static const form service_form = {
    .title = "Services",
    .dimension = DS_RESULT_BY_SERVICE,
    .columns = {{"available", "availability", DS_SHOWN_PERCENT, 18},
                {"outages", "outages", DS_SHOWN_COUNT, 9},
                {"between failures", "mtbf_h", DS_SHOWN_TIME, 17},
                {"to restore", "mtrs_h", DS_SHOWN_TIME, 17}},
    .name_width = 18,
};

static const form live_form = {
    .title = "Live channels",
    .dimension = DS_RESULT_BY_CHANNEL,
    .columns = {{"contacts", "live_contacts", DS_SHOWN_COUNT, 9},
                {"in time", "service_level", DS_SHOWN_PERCENT, 16},
                {"answered after", "answer_h", DS_SHOWN_TIME, 19},
                {"given up", "abandonment_rate", DS_SHOWN_PERCENT, 15}},
    .shown_if = "live_contacts",
    .name_width = 16,
};

static bool is_shown(const ds_results *results, const form *table, int32_t row)
{
    if (!table->shown_if)
        return true;
    int32_t count;
    int32_t measure = ds_measure_row(table->dimension, table->shown_if);
    double value = ds_results_at(results, table->dimension, row, measure)->value;
    return ds_measures(&count)[measure].kind == DS_MEASURE_COUNT ? value > 0
                                                                 : isfinite(value);
}

/* What the columns leave of a line. */
static int name_width(const form *table)
{
    int width = DS_SUMMARY_COLUMNS - INDENT;
    for (int32_t c = 0; c < MOST_COLUMNS && table->columns[c].head; c++)
        width -= table->columns[c].width + 1;
    int most = table->name_width ? table->name_width : 30;
    return width < most ? width : most;
}

/* The contractual share of a priority's tickets, where all that the table counts have the
 * same; otherwise 0. */
static double goal_of(const ds_desk *desk, int32_t priority)
{
    bool is_incidents = ds_desk_has_incidents(desk);
    double goal = NAN;
    for (int32_t c = 0; c < desk->category_count; c++) {
        int32_t type = (int32_t)desk->categories[c].type;
        int32_t row = ds_desk_sla(desk, type, c, priority);
        if (row == DS_NO_ID || (is_incidents && type != DS_INCIDENT))
            continue;
        double one = desk->slas[row].goal[priority];
        goal = isnan(goal) || goal == one ? one : 0;
    }
    return isnan(goal) ? 0 : goal;
}

/* Whether a value misses what is promised of it. */
static bool is_bad(const ds_results *results, const form *table, int32_t row,
                   const char *measure)
{
    int32_t sla;
    int32_t priority = row;
    double value = ds_results_at(results, table->dimension, row,
                                 ds_measure_row(table->dimension, measure))
                       ->value;
    if (table->dimension == DS_RESULT_BY_PRIORITY &&
        strcmp(measure, "resolution_breach_rate") == 0) {
        double goal = goal_of(results->desk, priority);
        return goal > 0 && value > 1 - goal;
    }
    return table->dimension == DS_RESULT_BY_GOAL && strcmp(measure, "attainment") == 0 &&
           ds_goal_at(results->desk, row, &sla, &priority) &&
           value < results->desk->slas[sla].goal[priority];
}

static void put_cell(const ds_results *results, const form *table, int32_t row,
                     const column *about, const ds_summary_look *look, FILE *out)
{
    bool is_marked = about->measure && is_bad(results, table, row, about->measure);
    char text[DS_ESTIMATE_TEXT_SIZE * 3] = "";
    if (about->measure) {
        int32_t measure = ds_measure_row(table->dimension, about->measure);
        ds_estimate_print(ds_results_at(results, table->dimension, row, measure),
                          about->shown, about->width, text);
    } else if (table->describe) {
        table->describe(results->desk, row, text, sizeof text);
    }
    (void)fputc(' ', out);
    if (is_marked)
        ds_ink_begin(out, look, DS_INK_BAD);
    ds_text_put(out, text, about->width, true);
    if (is_marked)
        ds_ink_end(out, look);
}

static void put_row(const ds_results *results, const form *table, int32_t row,
                    const ds_summary_look *look, FILE *out)
{
    (void)fprintf(out, "%*s", INDENT, "");
    ds_text_put(out, results->tables[table->dimension].names[row], name_width(table),
                false);
    for (int32_t c = 0; c < MOST_COLUMNS && table->columns[c].head; c++)
        put_cell(results, table, row, &table->columns[c], look, out);
    (void)fputc('\n', out);
}

static void put_heads(const form *table, const ds_summary_look *look, FILE *out)
{
    (void)fputc('\n', out);
    ds_ink_begin(out, look, DS_INK_TITLE);
    ds_text_put(out, table->title, name_width(table) + INDENT, false);
    for (int32_t c = 0; c < MOST_COLUMNS && table->columns[c].head; c++) {
        (void)fputc(' ', out);
        ds_text_put(out, table->columns[c].head, table->columns[c].width, true);
    }
    ds_ink_end(out, look);
    (void)fputc('\n', out);
}

static void put_table(const ds_results *results, const form *table,
                      const ds_summary_look *look, FILE *out)
{
    int32_t rows = results->tables[table->dimension].row_count;
    int32_t shown = 0;
    for (int32_t row = 0; row < rows; row++)
        shown += is_shown(results, table, row);
    if (shown == 0 || shown < table->fewest_rows)
        return;
    put_heads(table, look, out);
    for (int32_t row = 0; row < rows; row++)
        if (is_shown(results, table, row))
            put_row(results, table, row, look, out);
}

void ds_summary_put_tables(const ds_results *results, const ds_summary_look *look,
                           FILE *out)
{
    put_table(results, &resolution_form, look, out);
    put_table(results, &response_form, look, out);
    put_table(results, &type_form, look, out);
    put_table(results, &group_form, look, out);
    if (look->is_detailed) {
        put_table(results, &wait_form, look, out);
        put_table(results, &work_form, look, out);
    }
    put_table(results, &live_form, look, out);
    put_table(results, &goal_form, look, out);
    put_table(results, &contract_form, look, out);
    put_table(results, &service_form, look, out);
    put_table(results, &chance_form, look, out);
}
