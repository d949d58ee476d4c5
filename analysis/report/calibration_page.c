#include "analysis/report/calibration_page.h"

#include "analysis/calibration/fit_report.h"
#include "analysis/report/page.h"
#include "analysis/report/page_command.h"
#include "scenarios/json_text.h"
#include "sim/output_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The fit report as text; the caller frees it. */
static char *report_of(const ds_calibration *calibration)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    ds_fit_report_write(calibration, out);
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
        put_blocks(&page, report);
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
