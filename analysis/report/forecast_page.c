/* The page of a forecast, from forecast.json and plots/. */
#include "analysis/forecast/forecast.h"
#include "analysis/report/report.h"
#include "analysis/report/run_files.h"
#include "analysis/report/study_rows.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Tickets on the page; forecast_tickets.csv has all. */
enum { MOST_TICKETS = 50 };

static void print_range(const json_t *of, const char *lo, const char *hi, char text[64])
{
    (void)snprintf(text, 64, "%.0f to %.0f", ds_member_number(of, lo),
                   ds_member_number(of, hi));
}

static void put_answer(ds_page *page, const json_t *root)
{
    const json_t *total = json_object_get(root, "total");
    const json_t *missed = json_object_get(total, "breaches");
    const json_t *backlog = json_object_get(total, "backlog");
    char range[2][64];
    print_range(missed, "lo80", "hi80", range[0]);
    print_range(backlog, "lo80", "hi80", range[1]);
    ds_page_section(page, "answer", "The answer");
    ds_html_put(
        &page->html,
        "<p><strong>%.0f tickets are open</strong>, of which %.1f are expected to "
        "miss their resolution targets. In the time ahead %.0f tickets will be "
        "resolved too late (%s with 80 %% probability), and at its end %.0f will be "
        "open (%s).</p>\n",
        ds_member_number(root, "open_tickets"), ds_member_number(root, "open_breaches"),
        ds_member_number(missed, "median"), range[0], ds_member_number(backlog, "median"),
        range[1]);
}

static void put_figures(ds_page *page, const char *when, const json_t *measures)
{
    for (int m = 0; m < DS_FORECAST_MEASURES; m++) {
        ds_forecast_measure measure = (ds_forecast_measure)m;
        const json_t *of = json_object_get(measures, ds_forecast_measure_name(measure));
        char text[64];
        ds_page_row(page, when);
        ds_page_cell_text(page, ds_forecast_measure_label(measure));
        (void)snprintf(text, sizeof text, "%.0f", ds_member_number(of, "median"));
        ds_page_cell(page, text);
        print_range(of, "lo80", "hi80", text);
        ds_page_cell(page, text);
        print_range(of, "lo95", "hi95", text);
        ds_page_cell(page, text);
        ds_page_row_end(page);
    }
}

static void put_weeks(ds_page *page, const json_t *root)
{
    static const ds_page_column columns[] = {
        {"When",          false},
        {"Tickets",       false},
        {"Median",        true },
        {"80 % interval", true },
        {"95 % interval", true }
    };
    size_t i;
    json_t *week;
    ds_page_section(page, "weeks", "Week by week");
    ds_page_table(page, "What comes", columns, sizeof columns / sizeof columns[0]);
    json_array_foreach(json_object_get(root, "weeks"), i, week)
    {
        char when[32];
        (void)snprintf(when, sizeof when, "week %d", (int)i + 1);
        put_figures(page, when, week);
    }
    put_figures(page, "all weeks", json_object_get(root, "total"));
    ds_page_table_end(page);
}

static void put_hours(ds_page *page, double hours)
{
    char text[32] = "later";
    if (isfinite(hours))
        (void)snprintf(text, sizeof text, hours < 10 ? "%.1f" : "%.0f", hours);
    ds_page_cell(page, text);
}

static void put_ticket(ds_page *page, const json_t *ticket)
{
    const json_t *wait = json_object_get(ticket, "resolved_in_h");
    double breach = ds_member_number(ticket, "breach_probability");
    char risk[32] = "\u2013";
    if (isfinite(breach))
        (void)snprintf(risk, sizeof risk, "%.0f %%", 100 * breach);
    ds_page_row(page, ds_member_text(ticket, "id"));
    ds_page_cell_text(page, ds_member_text(ticket, "priority"));
    ds_page_cell_text(page, ds_member_text(ticket, "group"));
    put_hours(page, ds_member_number(ticket, "age_h"));
    ds_page_cell(page, risk);
    put_hours(page, ds_member_number(wait, "lo80"));
    put_hours(page, ds_member_number(wait, "hi80"));
    ds_page_row_end(page);
}

static void put_tickets(ds_page *page, const json_t *root)
{
    static const ds_page_column columns[] = {
        {"Ticket",                  false},
        {"Priority",                false},
        {"First group",             false},
        {"Age, h",                  true },
        {"Misses its target",       true },
        {"Resolved in, h (lowest)", true },
        {"Highest (80 %)",          true }
    };
    const json_t *tickets = json_object_get(root, "tickets");
    size_t i;
    json_t *ticket;
    if (json_array_size(tickets) == 0)
        return;
    ds_page_section(page, "tickets", "Open tickets");
    ds_page_table(page, "The likeliest to miss their targets first", columns,
                  sizeof columns / sizeof columns[0]);
    json_array_foreach((json_t *)tickets, i, ticket)
    {
        if (i < MOST_TICKETS)
            put_ticket(page, ticket);
    }
    ds_page_table_end(page);
    if (json_array_size(tickets) > MOST_TICKETS)
        ds_html_put(&page->html,
                    "<p>forecast_tickets.csv has all %d, with their categories.</p>\n",
                    (int)json_array_size(tickets));
}

static ds_status build(const char *directory, const json_t *root, char **text_out,
                       ds_error *err)
{
    ds_page page;
    char about[160];
    ds_status status = ds_page_init(&page, err);
    if (status != DS_OK)
        return status;
    put_answer(&page, root);
    status = ds_study_put_pictures(&page, directory, "forecast_", err);
    if (status != DS_OK) {
        ds_page_discard(&page);
        return status;
    }
    put_weeks(&page, root);
    put_tickets(&page, root);
    ds_study_put_method(
        &page, root,
        "Each replication replays the tickets that came before, and goes on with arrivals "
        "of the scenario. Of an open ticket the file tells when it came, its category, "
        "priority and first group; work already done, holds and the way ahead are drawn "
        "from tickets of its category and first group that were open as long. Intervals "
        "are quantiles of the replications.");
    (void)snprintf(about, sizeof about, "A forecast from %.30s.",
                   ds_member_text(root, "at"));
    return ds_page_finish(&page, ds_member_text(root, "scenario"), about, text_out, err);
}

ds_status ds_forecast_page(const char *directory, char **text_out, ds_error *err)
{
    json_t *root = NULL;
    *text_out = NULL;
    ds_status status = ds_report_json_read(directory, DS_FORECAST_FILE, &root, err);
    if (status == DS_OK && !json_is_array(json_object_get(root, "weeks")))
        status = ds_error_set(err, DS_BAD_INPUT,
                              "%s/" DS_FORECAST_FILE
                              ": weeks is missing or of another kind: write it again with "
                              "'desksim forecast SCENARIO --backlog TICKETS.csv --out %s'",
                              directory, directory);
    if (status == DS_OK)
        status = build(directory, root, text_out, err);
    json_decref(root);
    return status;
}
