/* The page of a run, from the files in its directory. */
#include "analysis/report/run_page.h"

#include "analysis/report/page_command.h"
#include "analysis/report/report.h"
#include "analysis/report/study_page.h"
#include "sim/output_file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NO_BREAK "\u00A0"

/* What several sections need. */

/* A figure stays on one line: its blanks become no-break spaces. */
static ds_figure_text keep_together(const char *text)
{
    ds_figure_text figure;
    size_t used = 0;
    for (; *text && used + sizeof NO_BREAK < sizeof figure.text; text++) {
        const char *one = *text == ' ' ? NO_BREAK : (const char[]){*text, '\0'};
        used += (size_t)snprintf(figure.text + used, sizeof figure.text - used, "%s", one);
    }
    figure.text[used] = '\0';
    return figure;
}

ds_figure_text ds_run_figure(const ds_estimate *estimate, ds_shown_as shown)
{
    char text[DS_ESTIMATE_TEXT_SIZE * 3];
    ds_estimate_print(estimate, shown, 80, text);
    return keep_together(text);
}

ds_figure_text ds_run_percent(double share)
{
    char text[32];
    double percent = 100 * share;
    if (!isfinite(share))
        (void)snprintf(text, sizeof text, "an unknown share");
    else if (share > 0 && percent < 1)
        (void)snprintf(text, sizeof text, "less than 1 %%");
    else if (share < 1 && percent > 99)
        (void)snprintf(text, sizeof text, "over 99 %%");
    else
        (void)snprintf(text, sizeof text, "%.0f %%", percent);
    return keep_together(text);
}

ds_status ds_run_put_plot(ds_run_page *self, const char *name, const char *title,
                          bool keeps_light, const char *message, ds_error *err)
{
    char *directory = ds_output_path(self->files->directory, "plots");
    if (!directory)
        return ds_error_no_memory(err);
    const ds_page_figure figure = {
        .directory = directory, .name = name, .title = title, .keeps_light = keeps_light};
    ds_status status = ds_page_picture(self->page, &figure, message, err);
    free(directory);
    return status;
}

void ds_run_put_command(ds_run_page *self, const char *override)
{
    ds_page_command(self->page, ds_run_list(self->files, "command"), override);
}

/* Method and notes. */

static void put_notes(ds_run_page *self)
{
    json_t *notes = json_object_get(self->files->results, "notes");
    ds_html *html = &self->page->html;
    size_t i;
    json_t *note;
    if (json_array_size(notes) == 0)
        return;
    ds_page_heading(self->page, "Notes on these figures");
    ds_html_put(html, "<ul>\n");
    json_array_foreach(notes, i, note)
    {
        ds_html_put(html, "<li>");
        ds_html_text(html, json_is_string(note) ? json_string_value(note) : "");
        ds_html_put(html, "</li>\n");
    }
    ds_html_put(html, "</ul>\n");
}

static void put_seed(const ds_run_page *self, char *text, size_t size)
{
    const json_t *seed = json_object_get(self->files->results, "seed");
    if (json_is_string(seed))
        (void)snprintf(text, size, "%s", json_string_value(seed));
    else
        (void)snprintf(text, size, "%lld", (long long)json_integer_value(seed));
}

static void put_again(ds_run_page *self)
{
    ds_html *html = &self->page->html;
    char seed[64];
    put_seed(self, seed, sizeof seed);
    ds_page_heading(self->page, "Getting these figures again");
    ds_html_put(html, "<p>");
    ds_html_say(html,
                "The seed is %s. With desksim " DS_VERSION
                " and the same files, this command gives the same figures, on any machine "
                "and with any number of threads:",
                seed);
    ds_html_put(html, "</p>\n");
    ds_run_put_command(self, NULL);
    ds_html_put(html, "<p>");
    ds_html_say(
        html,
        "The scenario file as it was then stands beside this report (%c). This page "
        "is built anew from the files in its directory with %c.",
        DS_RUN_SCENARIO_FILE, "desksim report DIR");
    ds_html_put(html, "</p>\n");
}

void ds_run_put_method(ds_run_page *self)
{
    ds_html *html = &self->page->html;
    ds_page_section(self->page, "method", "Method");
    ds_html_put(html, "<p>");
    ds_html_say(
        html,
        "Every ticket was simulated on its own way through the groups: arrival, "
        "queues, work, holds, escalation, resolution, reopening, with the clocks of "
        "its SLA. That was done %d time%s with other random numbers. The first %s "
        "of %s fill the desk and do not count; tickets that %s after that do. The "
        "simulation goes on for up to %s so that they can be resolved.",
        (int)ds_run_replications(self->files),
        ds_run_replications(self->files) == 1 ? "" : "s",
        ds_run_text(self->files, "warm_up"), ds_run_text(self->files, "span"),
        ds_run_is(self->files, "counts_by_resolution") ? "are resolved" : "arrive",
        ds_run_text(self->files, "drain"));
    ds_html_put(html, "</p>\n<p>");
    ds_html_say(html,
                "The intervals come from how much the replications differ (jackknife and "
                "Student's t; Wilson's and binomial bounds for rare events). They say how "
                "far the figures depend on chance in this scenario, not whether the "
                "scenario is right: what the inputs get wrong, the results get wrong.");
    ds_html_put(html, "</p>\n<p>");
    ds_html_say(html,
                "The pages %c, %c and %c of desksim's documentation have every "
                "assumption of the model, every formula, and how to read this report.",
                "docs/model.md", "docs/statistics.md", "docs/report.md");
    ds_html_put(html, "</p>\n");
    put_notes(self);
    put_again(self);
}

/* The whole. */

static ds_status put_sections(ds_run_page *self, ds_error *err)
{
    ds_run_put_answer(self);
    ds_status status = ds_run_put_promises(self, err);
    if (status == DS_OK)
        status = ds_run_put_groups(self, err);
    if (status == DS_OK)
        status = ds_run_put_demand(self, err);
    if (status == DS_OK)
        ds_run_put_measures(self);
    if (status == DS_OK)
        status = ds_run_put_inputs(self, err);
    if (status == DS_OK)
        ds_run_put_method(self);
    return status;
}

/* "5 January 2026" of 2026-01-05; what is no date stays as it is. */
static void print_date(const char *date, char *text, size_t size)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    int year;
    int month;
    int day;
    if (sscanf(date, "%d-%d-%d", &year, &month, &day) == 3 && month >= 1 && month <= 12)
        (void)snprintf(text, size, "%d" NO_BREAK "%s %d", day, months[month - 1], year);
    else
        (void)snprintf(text, size, "%.40s", date);
}

static void print_about(const ds_run_files *files, char *text, size_t size)
{
    const json_t *description = json_object_get(
        json_object_get(json_object_get(files->record, "inputs"), "entries"),
        "description");
    const char *says = ds_member_text(description, "value");
    int32_t replications = ds_run_replications(files);
    bool has_warm_up = ds_member_number(files->results, "warm_up_h") > 0;
    char start[64];
    print_date(ds_run_text(files, "start"), start, sizeof start);
    (void)snprintf(
        text, size, "%.300s%sSimulated: %.40s from %s%s%.40s%s; %d replication%s.", says,
        says[0] ? ". " : "", ds_run_text(files, "span"), start,
        has_warm_up ? ", the first " : "", has_warm_up ? ds_run_text(files, "warm_up") : "",
        has_warm_up ? " not counted" : "", replications, replications == 1 ? "" : "s");
}

static ds_status build(const ds_run_files *files, char **text_out, ds_error *err)
{
    ds_run_facts facts;
    ds_page page;
    char about[640];
    ds_status status = ds_page_init(&page, err);
    if (status != DS_OK)
        return status;
    status = ds_run_facts_init(&facts, files, err);
    bool has_incidents = ds_run_is(files, "has_incidents");
    ds_run_page self = {.page = &page,
                        .files = files,
                        .facts = &facts,
                        .tickets = has_incidents ? "incidents" : "tickets",
                        .ticket = has_incidents ? "incident" : "ticket"};
    if (status == DS_OK)
        status = put_sections(&self, err);
    ds_run_facts_free(&facts);
    print_about(files, about, sizeof about);
    if (status == DS_OK)
        return ds_page_finish(&page, ds_member_text(files->results, "scenario"), about,
                              text_out, err);
    ds_page_discard(&page);
    return status;
}

static ds_status build_run(const char *directory, char **text_out, ds_error *err)
{
    ds_run_files files;
    ds_status status = ds_run_files_read(&files, directory, err);
    if (status == DS_OK)
        status = build(&files, text_out, err);
    ds_run_files_free(&files);
    return status;
}

static bool has_file(const char *directory, const char *name)
{
    char *path = ds_output_path(directory, name);
    bool is_there = path && access(path, F_OK) == 0;
    free(path);
    return is_there;
}

/* What the directory is of is told by the file that it has. */
static const struct {
    const char *file;
    ds_status (*build)(const char *, char **, ds_error *);
} page_kinds[] = {
    {"results.json",     build_run         },
    {DS_COMPARISON_FILE, ds_comparison_page},
    {DS_SWEEP_FILE,      ds_sweep_page     },
    {DS_STAFF_FILE,      ds_staff_page     },
    {DS_BACKTEST_FILE,   ds_backtest_page  },
    {DS_FORECAST_FILE,   ds_forecast_page  },
};
#define PAGE_KINDS (sizeof page_kinds / sizeof page_kinds[0])

ds_status ds_report_build(const char *directory, char **text_out, ds_error *err)
{
    size_t kind = 0;
    int found = 0;
    *text_out = NULL;
    for (size_t i = 0; i < PAGE_KINDS; i++)
        if (has_file(directory, page_kinds[i].file)) {
            kind = i;
            found++;
        }
    if (found > 1)
        return ds_error_set(
            err, DS_BAD_INPUT,
            "%s: results of several kinds (results.json, " DS_COMPARISON_FILE
            ", " DS_SWEEP_FILE ", " DS_STAFF_FILE ", " DS_BACKTEST_FILE
            ", " DS_FORECAST_FILE "): a report needs them in directories of their own",
            directory);
    return page_kinds[kind].build(directory, text_out, err);
}

static ds_status write_page(const char *directory, const char *path, const char *text,
                            ds_error *err)
{
    if (path)
        return ds_output_write(path, text, strlen(text), err);
    size_t size = strlen(directory) + sizeof "/" DS_REPORT_FILE;
    char *own = malloc(size);
    if (!own)
        return ds_error_no_memory(err);
    (void)snprintf(own, size, "%s/" DS_REPORT_FILE, directory);
    ds_status status = ds_output_write(own, text, strlen(text), err);
    free(own);
    return status;
}

ds_status ds_study_report_write(const char *directory,
                                ds_status (*page)(const char *, char **, ds_error *),
                                ds_error *err)
{
    char *text;
    ds_status status = page(directory, &text, err);
    if (status == DS_OK)
        status = write_page(directory, NULL, text, err);
    free(text);
    return status;
}

ds_status ds_report_write(const char *directory, const char *path, ds_error *err)
{
    char *text;
    ds_status status = ds_report_build(directory, &text, err);
    if (status == DS_OK)
        status = write_page(directory, path, text, err);
    free(text);
    return status;
}
