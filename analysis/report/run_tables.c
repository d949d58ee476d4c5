/* The sections with figures: promises, groups, demand, and every other measure. */
#include "analysis/report/run_page.h"

#include "analysis/results/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rows that stand open; more are for those who ask. */
#define OPEN_ROWS 25

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

typedef struct table_column {
    const char *head;
    const char *measure; /* NULL: a text that the table's `describe` gives */
    ds_shown_as shown;
} table_column;

typedef struct form {
    const char *caption;
    ds_result_dimension dimension;
    const char *names; /* the head of the first column */
    const table_column *columns;
    int32_t column_count;
    const char *shown_if; /* rows with a value above 0 of this (a rate: with any) */
    void (*describe)(const ds_run_page *self, const char *name, int32_t column, char *text,
                     size_t size);
} form;

static bool is_shown(const ds_run_page *self, const form *table, const char *name)
{
    int32_t count;
    int32_t row = ds_measure_row(table->dimension, table->shown_if);
    double value =
        ds_run_estimate(self->files, table->dimension, name, table->shown_if).value;
    return ds_measures(&count)[row].kind == DS_MEASURE_COUNT ? value > 0 : isfinite(value);
}

static void put_row(ds_run_page *self, const form *table, const char *name)
{
    ds_page_row(self->page, name);
    for (int32_t c = 0; c < table->column_count; c++) {
        const table_column *about = &table->columns[c];
        if (about->measure) {
            ds_estimate estimate =
                ds_run_estimate(self->files, table->dimension, name, about->measure);
            ds_page_cell_estimate(self->page, &estimate, about->shown);
        } else {
            char text[96] = "";
            table->describe(self, name, c, text, sizeof text);
            ds_page_cell(self->page, text[0] ? text : "–");
        }
    }
    ds_page_row_end(self->page);
}

static void begin_table(ds_run_page *self, const form *table)
{
    ds_page_column heads[12] = {
        {table->names, false}
    };
    for (int32_t c = 0; c < table->column_count; c++)
        heads[c + 1] = (ds_page_column){table->columns[c].head, true};
    ds_page_table(self->page, table->caption, heads, table->column_count + 1);
}

static int32_t count_rows(const ds_run_page *self, const form *table)
{
    const char *name;
    json_t *slice;
    int32_t rows = 0;
    json_object_foreach(ds_run_slices(self->files, table->dimension), name, slice) rows +=
        is_shown(self, table, name);
    return rows;
}

static void put_table(ds_run_page *self, const form *table)
{
    const char *name;
    json_t *slice;
    int32_t rows = count_rows(self, table);
    if (rows == 0)
        return;
    if (rows > OPEN_ROWS)
        ds_page_details(self->page, table->caption);
    begin_table(self, table);
    json_object_foreach(ds_run_slices(self->files, table->dimension), name, slice)
    {
        if (is_shown(self, table, name))
            put_row(self, table, name);
    }
    ds_page_table_end(self->page);
    if (rows > OPEN_ROWS)
        ds_page_details_end(self->page);
}

#define COLUMNS(list) .columns = list, .column_count = sizeof(list) / sizeof(list)[0]

/* Promises. */

static const json_t *member_of_list(const ds_run_page *self, const char *list,
                                    const char *name)
{
    size_t i;
    json_t *one;
    json_array_foreach(ds_run_list(self->files, list), i, one)
    {
        if (strcmp(ds_member_text(one, "name"), name) == 0)
            return one;
    }
    return NULL;
}

static void describe_resolution(const ds_run_page *self, const char *name, int32_t column,
                                char *text, size_t size)
{
    (void)column;
    (void)snprintf(text, size, "%s",
                   ds_member_text(member_of_list(self, "priorities", name), "resolution"));
}

static void describe_response(const ds_run_page *self, const char *name, int32_t column,
                              char *text, size_t size)
{
    (void)column;
    (void)snprintf(text, size, "%s",
                   ds_member_text(member_of_list(self, "priorities", name), "response"));
}

static void describe_goal(const ds_run_page *self, const char *name, int32_t column,
                          char *text, size_t size)
{
    (void)column;
    double goal = ds_member_number(member_of_list(self, "goals", name), "goal");
    if (isfinite(goal))
        (void)snprintf(text, size, "%.4g %%", 100 * goal);
}

static const table_column goal_columns[] = {
    {"Promised",    NULL,                   DS_SHOWN_PLAIN  },
    {"Attained",    "attainment",           DS_SHOWN_PERCENT},
    {"Months kept", "goal_met_probability", DS_SHOWN_PERCENT},
};
static const form goal_form = {.caption = "Contractual goals",
                               .dimension = DS_RESULT_BY_GOAL,
                               .names = "SLA and priority",
                               COLUMNS(goal_columns),
                               .shown_if = "attainment",
                               .describe = describe_goal};

static const table_column resolution_columns[] = {
    {"Tickets a run",     "arrived",                DS_SHOWN_COUNT  },
    {"Mean to resolve",   "mttr_h",                 DS_SHOWN_TIME   },
    {"Half within",       "resolution_p50_h",       DS_SHOWN_TIME   },
    {"90 % within",       "resolution_p90_h",       DS_SHOWN_TIME   },
    {"Resolution target", NULL,                     DS_SHOWN_PLAIN  },
    {"Broken by",         "resolution_breach_rate", DS_SHOWN_PERCENT},
};
static const form resolution_form = {.caption = "Resolution by priority",
                                     .dimension = DS_RESULT_BY_PRIORITY,
                                     .names = "Priority",
                                     COLUMNS(resolution_columns),
                                     .shown_if = "arrived",
                                     .describe = describe_resolution};

static const table_column response_columns[] = {
    {"Mean to first work", "response_h",           DS_SHOWN_TIME   },
    {"Response target",    NULL,                   DS_SHOWN_PLAIN  },
    {"Broken by",          "response_breach_rate", DS_SHOWN_PERCENT},
};
static const form response_form = {.caption = "Response by priority",
                                   .dimension = DS_RESULT_BY_PRIORITY,
                                   .names = "Priority",
                                   COLUMNS(response_columns),
                                   .shown_if = "response_breach_rate",
                                   .describe = describe_response};

static const table_column contract_columns[] = {
    {"Holds a run", "vendor_holds",   DS_SHOWN_COUNT  },
    {"Broken by",   "uc_breach_rate", DS_SHOWN_PERCENT},
};
static const form contract_form = {.caption = "Vendor contracts",
                                   .dimension = DS_RESULT_BY_CONTRACT,
                                   .names = "Contract",
                                   COLUMNS(contract_columns),
                                   .shown_if = "vendor_holds"};

static void put_reading_help(ds_run_page *self)
{
    char level[32];
    (void)snprintf(level, sizeof level, "%.4g", 100 * ds_run_level(self->files));
    ds_html_put(&self->page->html, "<p class=\"muted\">");
    ds_html_say(
        &self->page->html,
        "± and brackets are %s %% confidence intervals. Times to resolve run by the "
        "clock, nights and holds included; targets run in the hours of their SLA, "
        "whose clock may pause (bd: business days). So a mean may be longer than a "
        "target that is kept.",
        level);
    ds_html_put(&self->page->html, "</p>\n");
}

/* "P1 9.2 % of …; P2 …" for the picture of breach rates. */
static void describe_breaches(const ds_run_page *self, char *text, size_t size)
{
    const ds_run_facts *facts = self->facts;
    ds_figure_text share = ds_run_percent(facts->most_share);
    if (!facts->worst_priority) {
        (void)snprintf(text, size, "No resolution target was broken.");
        return;
    }
    ds_estimate rate = ds_run_estimate(self->files, DS_RESULT_BY_PRIORITY,
                                       facts->worst_priority, "resolution_breach_rate");
    ds_figure_text worst = ds_run_figure(&rate, DS_SHOWN_PERCENT);
    (void)snprintf(
        text, size,
        "%.400s breaks its resolution target most often, by %s; %s of all broken "
        "ones are %.400s. The table above has every rate.",
        facts->worst_priority, worst.text, share.text, facts->most_priority);
}

static void describe_parts(const ds_run_page *self, char *text, size_t size)
{
    const ds_run_facts *facts = self->facts;
    ds_figure_text parts[] = {ds_run_percent(facts->wait_share),
                              ds_run_percent(facts->hold_share),
                              ds_run_percent(facts->touch_share)};
    (void)snprintf(text, size,
                   "Over all %s, %s of the time is waiting in queues, %s on hold, %s "
                   "hands-on work.",
                   self->tickets, parts[0].text, parts[1].text, parts[2].text);
}

static void describe_times(const ds_run_page *self, char *text, size_t size)
{
    ds_estimate half =
        ds_run_estimate(self->files, DS_RESULT_OVERALL, NULL, "resolution_p50_h");
    ds_estimate most =
        ds_run_estimate(self->files, DS_RESULT_OVERALL, NULL, "resolution_p90_h");
    ds_figure_text texts[] = {ds_run_figure(&half, DS_SHOWN_TIME),
                              ds_run_figure(&most, DS_SHOWN_TIME)};
    (void)snprintf(text, size,
                   "Half of all %s are resolved within %s of the clock, nine in ten within "
                   "%s. Each curve is a priority; a dot is what its target leaves the "
                   "median ticket.",
                   self->tickets, texts[0].text, texts[1].text);
}

ds_status ds_run_put_promises(ds_run_page *self, ds_error *err)
{
    char message[2048];
    ds_page_section(self->page, "promises", "Targets and times");
    put_reading_help(self);
    put_table(self, &goal_form);
    put_table(self, &resolution_form);
    put_table(self, &response_form);
    put_table(self, &contract_form);
    describe_breaches(self, message, sizeof message);
    ds_status status = ds_run_put_plot(
        self, "breach_rates", "Broken SLA targets by priority", false, message, err);
    if (status != DS_OK)
        return status;
    describe_parts(self, message, sizeof message);
    status = ds_run_put_plot(self, "time_use", "What the time to resolve is made of", false,
                             message, err);
    if (status != DS_OK)
        return status;
    describe_times(self, message, sizeof message);
    return ds_run_put_plot(self, "resolution_times", "Time to resolve by priority", false,
                           message, err);
}

/* Groups. */

static void describe_group(const ds_run_page *self, const char *name, int32_t column,
                           char *text, size_t size)
{
    const json_t *group = member_of_list(self, "groups", name);
    double value = ds_member_number(group, column == 0 ? "tier" : "agents");
    if (isfinite(value))
        (void)snprintf(text, size, "%.0f", value);
    else if (group && column == 1)
        (void)snprintf(text, size, "unlimited");
}

static const table_column group_columns[] = {
    {"Tier",               NULL,              DS_SHOWN_PLAIN  },
    {"Agents",             NULL,              DS_SHOWN_PLAIN  },
    {"Utilisation",        "utilisation",     DS_SHOWN_PERCENT},
    {"Visits a run",       "visits",          DS_SHOWN_COUNT  },
    {"Hands-on per visit", "visit_touch_h",   DS_SHOWN_TIME   },
    {"OLA broken",         "ola_breach_rate", DS_SHOWN_PERCENT},
};
static const form group_form = {.caption = "Work by group",
                                .dimension = DS_RESULT_BY_GROUP,
                                .names = "Group",
                                COLUMNS(group_columns),
                                .shown_if = "delay_probability",
                                .describe = describe_group};

static const table_column wait_columns[] = {
    {"Must wait",          "delay_probability", DS_SHOWN_PERCENT},
    {"Mean wait",          "wait_h",            DS_SHOWN_TIME   },
    {"Of it, in hours",    "wait_open_h",       DS_SHOWN_TIME   },
    {"90 % wait at most",  "wait_p90_h",        DS_SHOWN_TIME   },
    {"Waiting on average", "queue_length",      DS_SHOWN_PLAIN  },
};
static const form wait_form = {.caption = "Waits by group",
                               .dimension = DS_RESULT_BY_GROUP,
                               .names = "Group",
                               COLUMNS(wait_columns),
                               .shown_if = "delay_probability"};

static int by_waiting(const void *left, const void *right)
{
    const ds_group_fact *const *a = left;
    const ds_group_fact *const *b = right;
    if ((*a)->waiting != (*b)->waiting)
        return (*a)->waiting < (*b)->waiting ? 1 : -1;
    return *a < *b ? -1 : *a > *b;
}

/* Of many groups, those where tickets wait most. */
static ds_status put_top_groups(ds_run_page *self, ds_error *err)
{
    const ds_run_facts *facts = self->facts;
    form table = wait_form;
    const ds_group_fact **order = calloc((size_t)facts->group_count + 1, sizeof(void *));
    if (!order)
        return ds_error_no_memory(err);
    for (int32_t g = 0; g < facts->group_count; g++)
        order[g] = &facts->groups[g];
    qsort(order, (size_t)facts->group_count, sizeof(void *), by_waiting);
    table.caption = "Groups where tickets wait most";
    begin_table(self, &table);
    for (int32_t i = 0; i < facts->group_count && i < OPEN_ROWS; i++)
        put_row(self, &table, order[i]->name);
    ds_page_table_end(self->page);
    free(order);
    return DS_OK;
}

static const char *hour_name(int32_t hour, char text[32])
{
    static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
    (void)snprintf(text, 32, "%s %02d:00–%02d:00", days[hour / 24], hour % 24,
                   hour % 24 + 1);
    return text;
}

/* The row with the largest cell of a column; DS_NO_ID: none above 0. */
static int32_t peak_of(const ds_run_csv *csv, int32_t column)
{
    int32_t peak = DS_NO_ID;
    double most = 0;
    for (int32_t row = 0; column != DS_NO_ID && row < csv->row_count; row++)
        if (ds_run_csv_at(csv, row, column) > most) {
            most = ds_run_csv_at(csv, row, column);
            peak = row;
        }
    return peak < 168 ? peak : DS_NO_ID;
}

static void describe_utilisation(const ds_run_page *self, char *text, size_t size)
{
    const ds_run_facts *facts = self->facts;
    const ds_run_csv *week = &self->files->week;
    const char *group = NULL;
    int32_t hour = DS_NO_ID;
    double most = 0;
    for (int32_t g = 0; g < facts->group_count; g++) {
        char head[512];
        (void)snprintf(head, sizeof head, "utilisation:%.480s", facts->groups[g].name);
        int32_t column = ds_run_csv_column(week, head);
        int32_t peak = peak_of(week, column);
        if (peak != DS_NO_ID && ds_run_csv_at(week, peak, column) > most) {
            most = ds_run_csv_at(week, peak, column);
            group = facts->groups[g].name;
            hour = peak;
        }
    }
    char when[32];
    if (group)
        (void)snprintf(
            text, size,
            "How busy the agents on duty are, hour by hour. The fullest: %.400s, "
            "%s, busy %.0f %% of the time.",
            group, hour_name(hour, when), 100 * most);
    else
        (void)snprintf(text, size, "How busy the agents on duty are, hour by hour.");
}

/* Pictures that only some desks have, with what they show and where its figures stand. */
typedef struct more_picture {
    const char *name;
    const char *title;
    const char *message;
} more_picture;

static ds_status put_more(ds_run_page *self, const more_picture *pictures, size_t count,
                          ds_error *err)
{
    ds_status status = DS_OK;
    for (size_t i = 0; i < count && status == DS_OK; i++)
        status = ds_run_put_plot(self, pictures[i].name, pictures[i].title, false,
                                 pictures[i].message, err);
    return status;
}

ds_status ds_run_put_groups(ds_run_page *self, ds_error *err)
{
    char message[2048];
    ds_status status = DS_OK;
    ds_page_section(self->page, "groups", "Support groups");
    if (count_rows(self, &group_form) > OPEN_ROWS)
        status = put_top_groups(self, err);
    if (status != DS_OK)
        return status;
    put_table(self, &group_form);
    put_table(self, &wait_form);
    describe_utilisation(self, message, sizeof message);
    status = ds_run_put_plot(self, "utilisation", "Utilisation by hour of the week", true,
                             message, err);
    static const more_picture more[] = {
        {"staffing", "Agents on duty against agents required",
         "Where required lies above on duty, work waits. hour_of_week.csv has busy "
         "agents."                                                                       },
        {"moves",    "Tickets handed on from group to group, a week",
         "Who hands on (rows) to whom (columns), and how often. moves.csv has all pairs."},
    };
    return status == DS_OK ? put_more(self, more, COUNT(more), err) : status;
}

/* Demand. */

static const table_column flow_columns[] = {
    {"Tickets a run",     "arrived",                DS_SHOWN_COUNT  },
    {"Mean to resolve",   "mttr_h",                 DS_SHOWN_TIME   },
    {"Resolution broken", "resolution_breach_rate", DS_SHOWN_PERCENT},
    {"Response broken",   "response_breach_rate",   DS_SHOWN_PERCENT},
    {"First contact",     "fcr_rate",               DS_SHOWN_PERCENT},
    {"Escalated",         "escalation_rate",        DS_SHOWN_PERCENT},
    {"Reopened",          "reopen_rate",            DS_SHOWN_PERCENT},
};
static const form type_form = {.caption = "By type of ticket",
                               .dimension = DS_RESULT_BY_TYPE,
                               .names = "Type",
                               COLUMNS(flow_columns),
                               .shown_if = "arrived"};
static const form category_form = {.caption = "By category",
                                   .dimension = DS_RESULT_BY_CATEGORY,
                                   .names = "Category",
                                   COLUMNS(flow_columns),
                                   .shown_if = "arrived"};
static const form channel_form = {.caption = "By channel",
                                  .dimension = DS_RESULT_BY_CHANNEL,
                                  .names = "Channel",
                                  COLUMNS(flow_columns),
                                  .shown_if = "arrived"};

/* Means of the first and the last quarter of the time after the warm-up. */
static bool find_trend(const ds_run_page *self, double *first, double *last)
{
    const ds_run_csv *time = &self->files->time;
    int32_t hours = ds_run_csv_column(time, "start_h");
    int32_t backlog = ds_run_csv_column(time, "backlog");
    double warm_up = ds_member_number(self->files->results, "warm_up_h");
    int32_t from = 0;
    if (hours == DS_NO_ID || backlog == DS_NO_ID)
        return false;
    while (from < time->row_count && ds_run_csv_at(time, from, hours) < warm_up)
        from++;
    int32_t quarter = (time->row_count - from) / 4;
    *first = *last = 0;
    for (int32_t i = 0; i < quarter; i++) {
        *first += ds_run_csv_at(time, from + i, backlog) / quarter;
        *last += ds_run_csv_at(time, time->row_count - 1 - i, backlog) / quarter;
    }
    return quarter > 0 && isfinite(*first) && isfinite(*last);
}

static void describe_backlog(const ds_run_page *self, char *text, size_t size)
{
    ds_estimate mean = ds_run_estimate(self->files, DS_RESULT_OVERALL, NULL, "backlog");
    ds_figure_text open = ds_run_figure(&mean, DS_SHOWN_PLAIN);
    double first;
    double last;
    int used = snprintf(text, size, "On average %s tickets are open.", open.text);
    if (used > 0 && find_trend(self, &first, &last))
        (void)snprintf(text + used, size - (size_t)used,
                       " In the first quarter of the window they were %.0f, in the last "
                       "%.0f%s",
                       first, last,
                       last > 1.5 * first + 5   ? ": the backlog grows."
                       : first > 1.5 * last + 5 ? ": the backlog shrinks."
                                                : ".");
}

static void describe_arrivals(const ds_run_page *self, char *text, size_t size)
{
    const ds_run_csv *week = &self->files->week;
    int32_t column = ds_run_csv_column(week, "arrivals_per_hour");
    int32_t peak = peak_of(week, column);
    char when[32];
    if (peak == DS_NO_ID)
        (void)snprintf(text, size, "When tickets come in.");
    else
        (void)snprintf(text, size,
                       "Most come in on %s: %.3g an hour. hour_of_week.csv has every hour.",
                       hour_name(peak, when), ds_run_csv_at(week, peak, column));
}

ds_status ds_run_put_demand(ds_run_page *self, ds_error *err)
{
    char message[2048];
    ds_page_section(self->page, "demand", "Demand and backlog");
    if (!(self->facts->arrived > 0))
        ds_html_put(&self->page->html, "<p>No ticket arrived in the window.</p>\n");
    put_table(self, &type_form);
    put_table(self, &category_form);
    put_table(self, &channel_form);
    describe_backlog(self, message, sizeof message);
    ds_status status =
        ds_run_put_plot(self, "backlog", "Open tickets over time", false, message, err);
    static const more_picture backlog[] = {
        {"ageing",         "Open tickets at midnight, by age",
         "Since their arrival; the oldest stand at the foot. A foot that grows is not "
         "worked "
         "off. nights.csv has the figures."                                },
        {"carry_over",     "Carried over from day to day, by group",
         "Deferred work in queues at midnight. nights.csv has the figures."},
        {"oldest_waiting", "The oldest ticket that waits, by group",
         "Its age since arrival, at midnight. nights.csv has the figures." },
    };
    if (status == DS_OK)
        status = put_more(self, backlog, COUNT(backlog), err);
    if (status != DS_OK)
        return status;
    describe_arrivals(self, message, sizeof message);
    status = ds_run_put_plot(self, "arrivals", "Arrivals by hour of the week", false,
                             message, err);
    static const more_picture live[] = {
        {"major_incident", "The course of a major incident",
         "Calls of affected users, people in the war room, updates, and when it was "
         "declared "
         "and service restored: the first of the first replication."             },
        {"service_level",  "Live contacts answered in time, by half hour",
         "Of those answered or abandoned. measures.csv has the channels' shares."},
    };
    return status == DS_OK ? put_more(self, live, COUNT(live), err) : status;
}

/* Every measure. */

static ds_shown_as shown_as(const ds_measure *measure)
{
    if (strcmp(measure->unit, "h") == 0)
        return DS_SHOWN_TIME;
    return strcmp(measure->unit, "share") == 0 ? DS_SHOWN_PERCENT : DS_SHOWN_PLAIN;
}

void ds_run_put_measures(ds_run_page *self)
{
    static const ds_page_column columns[] = {
        {"Measure", false},
        {"Value",   true },
        {"Meaning", false},
    };
    const char *name;
    json_t *value;
    int32_t count;
    ds_page_section(self->page, "measures", "Every overall measure");
    ds_page_details(self->page, "The table");
    ds_page_table(self->page, "Overall measures as in results.json", columns, 3);
    json_object_foreach(ds_run_slices(self->files, DS_RESULT_OVERALL), name, value)
    {
        ds_estimate estimate = ds_run_estimate(self->files, DS_RESULT_OVERALL, NULL, name);
        int32_t row = ds_measure_row(DS_RESULT_OVERALL, name);
        const ds_measure *measure = row == DS_NO_ID ? NULL : &ds_measures(&count)[row];
        ds_page_row(self->page, name);
        ds_page_cell_estimate(self->page, &estimate,
                              measure ? shown_as(measure) : DS_SHOWN_PLAIN);
        ds_page_cell_begin(self->page);
        ds_html_text(&self->page->html, measure ? measure->sentence : "");
        ds_page_cell_end(self->page);
        ds_page_row_end(self->page);
    }
    ds_page_table_end(self->page);
    ds_page_details_end(self->page);
    ds_html_put(&self->page->html, "<p class=\"muted\">");
    ds_html_say(&self->page->html,
                "%c has all measures by priority, type, category, SLA, channel and group.",
                "measures.csv");
    ds_html_put(&self->page->html, "</p>\n");
}
