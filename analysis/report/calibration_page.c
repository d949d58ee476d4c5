#include "analysis/report/calibration_page.h"

#include "analysis/calibration/fit_list.h"
#include "analysis/calibration/fit_report.h"
#include "analysis/calibration/scenario_writer.h"
#include "analysis/report/page.h"
#include "analysis/report/page_command.h"
#include "scenarios/json_text.h"
#include "scenarios/ticket_record.h"
#include "sim/output_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What of the fit report has no table here, as text; the caller frees it. */
static char *report_of(const ds_calibration *calibration)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    ds_fit_report_write_untabled(calibration, out);
    bool is_bad = ferror(out) != 0;
    is_bad = fclose(out) != 0 || is_bad;
    if (!is_bad)
        return text;
    free(text);
    return NULL;
}

/* A block is a line that begins at the left, and what follows up to an empty line. A line
 * that has the heads of columns is one of the block, too. */
static void put_block(ds_page *page, char *block)
{
    const char *columns = strstr(block, "  ");
    char *body = strchr(block, '\n');
    bool has_columns = columns && (!body || columns < body);
    if (!body)
        return;
    char *shown = has_columns ? block : body + 1;
    size_t heading = (size_t)((has_columns ? columns : body) - block);
    char title[80];
    (void)snprintf(title, sizeof title, "%.*s", (int)heading, block);
    if (!shown[0])
        return;
    ds_html_put(&page->html, "<h3>");
    ds_html_text(&page->html, title);
    ds_html_put(&page->html, "</h3>\n<pre tabindex=\"0\">");
    ds_html_text(&page->html, shown);
    ds_html_put(&page->html, "</pre>\n");
}

static void put_blocks(ds_page *page, char *text)
{
    text += strspn(text, "\n");
    while (text && text[0]) {
        char *next = strstr(text, "\n\n");
        if (next) {
            next[1] = '\0';
            next += 2;
        }
        put_block(page, text);
        text = next;
    }
}

/* How much rests on what, in sentences. */
static void put_answer(ds_page *page, const ds_calibration *it)
{
    const ds_touch_fit *touch = &it->touch;
    ds_html *html = &page->html;
    ds_page_section(page, "answer", "The answer");
    ds_html_put(html, "<ul>\n<li>%lld tickets of %d days were learnt from.</li>\n",
                (long long)(it->last - it->first), (int)it->day_count);
    if (!touch->is_inferred)
        ds_html_put(html, "<li>Touch times were measured: the history has them.</li>\n");
    else if (touch->is_interrupted)
        ds_html_put(html,
                    "<li><strong>The fit of touch times was interrupted.</strong> They "
                    "are the best found until then.</li>\n");
    else if (touch->is_identifiable)
        ds_html_put(
            html,
            "<li>Touch times were inferred, since the history has only elapsed times: "
            "the simulated resolution times lie %.3g from the history's, where two "
            "halves of the history lie %.3g from each other.</li>\n",
            touch->distance, touch->noise);
    else
        ds_html_put(html,
                    "<li><strong>Touch times and head counts cannot both be told from this "
                    "history.</strong> Others than those written fit as well: they stand "
                    "below.</li>\n");
    ds_html_put(html, "<li>%s</li>\n</ul>\n",
                it->has_agents
                    ? "Head counts were measured from who resolved what."
                    : "Head counts were assumed or inferred: the history names no "
                      "agents.");
}

/* Tables. */

static void put_cell(ds_page *page, const char *unit, int digits, double value)
{
    char text[48];
    (void)snprintf(text, sizeof text, "%.*f%s", digits, value, unit);
    ds_page_cell(page, text);
}

static void put_range(ds_page *page, const ds_fit_value *of)
{
    char text[64];
    (void)snprintf(text, sizeof text, "%.4g to %.4g", of->lo, of->hi);
    ds_page_cell(page, text);
}

static void put_arrivals(ds_page *page, const ds_calibration *it)
{
    static const ds_page_column columns[] = {
        {"Type",                 false},
        {"Tickets",              true },
        {"A week",               true },
        {"95 %",                 true },
        {"Variance/mean, daily", true },
        {"95 %",                 true },
        {"Growth a week",        true },
        {"",                     false}
    };
    ds_page_heading(page, "Arrivals");
    ds_page_table(page,
                  "Tickets by type; a daily variance of once the mean is chance alone",
                  columns, sizeof columns / sizeof columns[0]);
    for (int32_t type = 0; type < DS_FIT_TYPES; type++) {
        const ds_arrival_fit *fit = &it->arrivals[type];
        if (fit->tickets == 0)
            continue;
        ds_page_row(page, ds_ticket_type_word(type));
        put_cell(page, "", 0, (double)fit->tickets);
        put_cell(page, "", 1, fit->per_week.value);
        put_range(page, &fit->per_week);
        put_cell(page, "", 2, fit->vmr.value);
        put_range(page, &fit->vmr);
        put_cell(page, " %", 2, 100 * fit->growth.value);
        ds_page_cell_text(page, fit->has_growth ? "used" : "not used");
        ds_page_row_end(page);
    }
    ds_page_table_end(page);
    ds_html_put(&page->html,
                "<p>Working days with few tickets, taken as holidays: %d.</p>\n",
                (int)it->holiday_count);
}

static void put_groups(ds_page *page, const ds_calibration *it)
{
    static const ds_page_column columns[] = {
        {"Group",                    false},
        {"Tier",                     true },
        {"Agents",                   true },
        {"Known",                    false},
        {"Resolvers seen",           true },
        {"Perhaps",                  true },
        {"Present on a working day", true },
        {"Who is next",              false}
    };
    ds_page_heading(page, "Groups");
    ds_page_table(page, "Head counts, from who resolved what", columns,
                  sizeof columns / sizeof columns[0]);
    for (int32_t g = 0; g < it->group_count; g++) {
        const ds_group_fit *group = &it->groups[g];
        ds_page_row(page, group->name);
        put_cell(page, "", 0, group->tier);
        put_cell(page, "", 0, group->agents);
        ds_page_cell_text(page, ds_basis_word(group->agents_basis));
        put_cell(page, "", 0, group->heads.value);
        put_cell(page, "", 0, group->heads.hi);
        put_cell(page, "", 1, group->per_day);
        ds_page_cell_text(page, group->by_priority ? "by priority" : "in order");
        ds_page_row_end(page);
    }
    ds_page_table_end(page);
}

typedef void put_function(const ds_chosen_fit *fit, FILE *out);

static void put_distribution(const ds_chosen_fit *fit, FILE *out)
{
    ds_put_distribution(out, &fit->best);
}

static void put_mean(const ds_chosen_fit *fit, FILE *out)
{
    ds_put_duration(out, fit->mean_lo);
    fputs(" to ", out);
    ds_put_duration(out, fit->mean_hi);
}

/* A cell with what a writer of scenarios writes: digits, letters and brackets. */
static void put_written(ds_page *page, put_function *put, const ds_chosen_fit *fit,
                        bool is_number)
{
    char text[96] = "";
    FILE *out = fmemopen(text, sizeof text, "w");
    if (out) {
        put(fit, out);
        (void)fclose(out);
    }
    if (is_number)
        ds_page_cell(page, text);
    else
        ds_page_cell_text(page, text);
}

static ds_status put_durations(ds_page *page, const ds_calibration *it, ds_error *err)
{
    static const ds_page_column columns[] = {
        {"Duration",           false},
        {"Seen",               true },
        {"Distribution",       false},
        {"Mean, 95 %",         true },
        {"Kolmogorov-Smirnov", true }
    };
    ds_named_fit *list = malloc(DS_MOST_NAMED_FITS * sizeof *list);
    if (!list)
        return ds_error_no_memory(err);
    int32_t count = ds_fit_list(it, list, DS_MOST_NAMED_FITS);
    if (count > 0) {
        ds_page_heading(page, "Measured durations");
        ds_page_table(page, "The distribution of five families with the least BIC", columns,
                      sizeof columns / sizeof columns[0]);
    }
    for (int32_t i = 0; i < count; i++) {
        ds_page_row(page, list[i].name);
        put_cell(page, "", 0, (double)list[i].fit->count);
        put_written(page, put_distribution, list[i].fit, false);
        put_written(page, put_mean, list[i].fit, true);
        put_cell(page, "", 3, list[i].fit->ks);
        ds_page_row_end(page);
    }
    if (count > 0)
        ds_page_table_end(page);
    free(list);
    return DS_OK;
}

static void put_categories(ds_page *page, const ds_calibration *it)
{
    static const ds_page_column columns[] = {
        {"Category",                  false},
        {"Type",                      false},
        {"Tickets",                   true },
        {"Share of its type",         true },
        {"On hold for users, visits", true },
        {"Reopened",                  true }
    };
    ds_page_heading(page, "Categories");
    ds_page_table(page, "Categories, the most frequent ones apart", columns,
                  sizeof columns / sizeof columns[0]);
    for (int32_t c = 0; c < it->category_count; c++) {
        const ds_category_fit *category = &it->categories[c];
        ds_page_row(page, category->name);
        ds_page_cell_text(page, ds_ticket_type_word(category->type));
        put_cell(page, "", 0, (double)category->tickets);
        put_cell(page, " %", 1, 100 * category->share);
        put_cell(page, " %", 1,
                 category->hold.is_used ? 100 * category->hold.share.value : 0);
        put_cell(page, " %", 1, 100 * category->reopen.value);
        ds_page_row_end(page);
    }
    ds_page_table_end(page);
}

static void put_method(ds_page *page, const char *const *command, int32_t count)
{
    json_t *words = ds_json_words(command, count);
    ds_page_section(page, "method", "Method");
    ds_html_put(
        &page->html,
        "<p>A value is <em>measured</em> (read off the history), <em>inferred</em> "
        "(fitted, because exports do not record it) or <em>assumed</em>. Intervals are "
        "at 95 %%. The scenario says the same of each value in its comments.</p>\n");
    ds_page_heading(page, "Getting these figures again");
    ds_page_command(page, words, NULL);
    json_decref(words);
}

ds_status ds_calibration_page_write(const ds_calibration *calibration, const char *path,
                                    const char *const *command, int32_t command_count,
                                    ds_error *err)
{
    ds_page page;
    char *report = report_of(calibration);
    char *text = NULL;
    ds_status status = report ? ds_page_init(&page, err) : ds_error_no_memory(err);
    if (status == DS_OK) {
        put_answer(&page, calibration);
        ds_page_section(&page, "fit", "What was found");
        put_arrivals(&page, calibration);
        put_groups(&page, calibration);
        put_categories(&page, calibration);
        status = put_durations(&page, calibration, err);
        put_blocks(&page, report);
        if (status != DS_OK)
            ds_page_discard(&page);
    }
    if (status == DS_OK) {
        put_method(&page, command, command_count);
        status = ds_page_finish(&page, calibration->source,
                                "From a ticket history to a scenario.", &text, err);
    }
    if (status == DS_OK)
        status = ds_output_write(path, text, strlen(text), err);
    free(text);
    free(report);
    return status;
}
