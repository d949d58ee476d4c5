#include "analysis/report/page.h"

#include "analysis/report/page_style.h"
#include "analysis/report/svg_inline.h"
#include "analysis/report/text_file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

ds_status ds_page_init(ds_page *page, ds_error *err)
{
    *page = (ds_page){0};
    page->html.out = open_memstream(&page->body, &page->body_size);
    return page->html.out ? DS_OK : ds_error_no_memory(err);
}

void ds_page_discard(ds_page *page)
{
    if (page->html.out)
        (void)fclose(page->html.out);
    free(page->body);
    *page = (ds_page){0};
}

static void end_section(ds_page *page)
{
    if (page->is_in_section)
        ds_html_put(&page->html, "</section>\n");
    page->is_in_section = false;
}

void ds_page_section(ds_page *page, const char *id, const char *title)
{
    end_section(page);
    page->is_in_section = true;
    if (page->section_count < DS_PAGE_SECTIONS) {
        page->sections[page->section_count].id = id;
        page->sections[page->section_count++].title = title;
    }
    ds_html_put(&page->html, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">", id, id);
    ds_html_text(&page->html, title);
    ds_html_put(&page->html, "</h2>\n");
}

void ds_page_heading(ds_page *page, const char *title)
{
    ds_html_put(&page->html, "<h3>");
    ds_html_text(&page->html, title);
    ds_html_put(&page->html, "</h3>\n");
}

/* The whole. No script runs and nothing is fetched, whatever got into the body: the policy
 * forbids it. */
static void put_head(ds_html *html, const char *title)
{
    ds_html_put(html, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
                      "<meta charset=\"utf-8\" />\n"
                      "<meta name=\"viewport\" content=\"width=device-width, "
                      "initial-scale=1\" />\n"
                      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                      "'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
                      "form-action 'none'\" />\n"
                      "<meta name=\"generator\" content=\"desksim " DS_VERSION "\" />\n"
                      "<meta name=\"color-scheme\" content=\"light dark\" />\n"
                      "<link rel=\"icon\" href=\"data:,\" />\n<title>");
    ds_html_text(html, title);
    ds_html_put(html, " – desksim report</title>\n<style>\n");
    ds_page_style_put(html->out);
    ds_html_put(html, "</style>\n</head>\n");
}

static void put_contents(ds_html *html, const ds_page *page)
{
    ds_html_put(html, "<nav aria-label=\"Contents\">\n<ol>\n");
    for (int32_t i = 0; i < page->section_count; i++) {
        ds_html_put(html, "<li><a href=\"#%s\">", page->sections[i].id);
        ds_html_text(html, page->sections[i].title);
        ds_html_put(html, "</a></li>\n");
    }
    ds_html_put(html, "</ol>\n</nav>\n");
}

static void put_whole(ds_html *html, const ds_page *page, const char *title,
                      const char *about)
{
    put_head(html, title);
    ds_html_put(html, "<body>\n<header>\n<a class=\"skip\" href=\"#main\">Skip to the "
                      "answer</a>\n<p class=\"kicker\">desksim report</p>\n<h1>");
    ds_html_name(html, title);
    ds_html_put(html, "</h1>\n<p class=\"about\">");
    ds_html_text(html, about);
    ds_html_put(html, "</p>\n</header>\n");
    put_contents(html, page);
    ds_html_put(html, "<main id=\"main\" tabindex=\"-1\">\n");
    (void)fwrite(page->body, 1, page->body_size, html->out);
    ds_html_put(html, "</main>\n<footer>\n<p>Written by desksim " DS_VERSION
                      ". This file needs nothing else: no network, no script.</p>\n"
                      "</footer>\n</body>\n</html>\n");
}

ds_status ds_page_finish(ds_page *page, const char *title, const char *about,
                         char **text_out, ds_error *err)
{
    char *text = NULL;
    size_t size;
    *text_out = NULL;
    end_section(page);
    bool is_bad = ferror(page->html.out) != 0;
    is_bad = fclose(page->html.out) != 0 || is_bad;
    page->html.out = NULL;
    ds_html whole = {is_bad ? NULL : open_memstream(&text, &size)};
    if (whole.out) {
        put_whole(&whole, page, title, about);
        is_bad = ferror(whole.out) != 0;
        is_bad = fclose(whole.out) != 0 || is_bad;
        if (!is_bad)
            *text_out = text;
        else
            free(text);
    }
    ds_page_discard(page);
    return *text_out ? DS_OK : ds_error_no_memory(err);
}

/* Boxes that scroll: the keyboard gets there, so they have a name. */
static void begin_region(ds_page *page, const char *label)
{
    page->regions++;
    ds_html_put(&page->html, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
                             "aria-label=\"");
    ds_html_text(&page->html, label);
    ds_html_put(&page->html, " (%d)\">\n", page->regions);
}

void ds_page_table(ds_page *page, const char *caption, const ds_page_column *columns,
                   int32_t count)
{
    ds_html *html = &page->html;
    begin_region(page, caption);
    ds_html_put(html, "<table>\n<caption>");
    ds_html_text(html, caption);
    ds_html_put(html, "</caption>\n<thead><tr>");
    for (int32_t i = 0; i < count; i++) {
        ds_html_put(html, "<th scope=\"col\"%s>",
                    columns[i].is_number ? " class=\"n\"" : "");
        ds_html_text(html, columns[i].head);
        ds_html_put(html, "</th>");
    }
    ds_html_put(html, "</tr></thead>\n<tbody>\n");
}

void ds_page_row(ds_page *page, const char *name)
{
    ds_html_put(&page->html, "<tr><th scope=\"row\">");
    ds_html_name(&page->html, name);
    ds_html_put(&page->html, "</th>");
}

void ds_page_cell_begin(ds_page *page)
{
    ds_html_put(&page->html, "<td>");
}

void ds_page_cell_end(ds_page *page)
{
    ds_html_put(&page->html, "</td>");
}

void ds_page_cell(ds_page *page, const char *text)
{
    ds_html_put(&page->html, "<td class=\"n\">");
    ds_html_text(&page->html, text);
    ds_html_put(&page->html, "</td>");
}

void ds_page_cell_text(ds_page *page, const char *text)
{
    ds_page_cell_begin(page);
    ds_html_text(&page->html, text);
    ds_page_cell_end(page);
}

void ds_page_cell_estimate(ds_page *page, const ds_estimate *estimate, ds_shown_as shown)
{
    ds_html_put(&page->html, "<td class=\"n\">");
    ds_page_estimate(page, estimate, shown);
    ds_html_put(&page->html, "</td>");
}

void ds_page_estimate(ds_page *page, const ds_estimate *estimate, ds_shown_as shown)
{
    ds_html *html = &page->html;
    ds_estimate_text text;
    ds_estimate_describe(estimate, shown, &text);
    ds_html_text(html, text.value);
    if (text.unit[0])
        ds_html_put(html, " %s", text.unit);
    if (!text.interval[0])
        return;
    ds_html_put(html, " <span class=\"interval\">");
    ds_html_text(html, text.interval);
    ds_html_put(html, "</span>");
}

void ds_page_row_end(ds_page *page)
{
    ds_html_put(&page->html, "</tr>\n");
}

void ds_page_table_end(ds_page *page)
{
    ds_html_put(&page->html, "</tbody>\n</table>\n</div>\n");
}

void ds_page_details(ds_page *page, const char *summary)
{
    ds_html_put(&page->html, "<details>\n<summary>");
    ds_html_text(&page->html, summary);
    ds_html_put(&page->html, "</summary>\n");
}

void ds_page_details_end(ds_page *page)
{
    ds_html_put(&page->html, "</details>\n");
}

/* Figures. */

/* DIRECTORY/NAME.KIND; the caller frees it. */
static char *path_of(const ds_page_figure *figure, const char *kind)
{
    size_t size =
        strlen(figure->directory) + strlen(figure->name) + strlen(kind) + sizeof "/.";
    char *path = malloc(size);
    if (path)
        (void)snprintf(path, size, "%s/%s.%s", figure->directory, figure->name, kind);
    return path;
}

/* Whether there was data for it: a script is there, drawn or not. */
static bool has_script(const ds_page_figure *figure)
{
    char *path = path_of(figure, "gp");
    bool has = path && access(path, R_OK) == 0;
    free(path);
    return has;
}

/* The picture as markup, or why there is none; both are the caller's. */
static ds_status read_picture(const ds_page_figure *figure, const char *message,
                              char **markup_out, ds_error *why)
{
    char *path = path_of(figure, "svg");
    char *text = NULL;
    size_t size;
    char id[64];
    ds_html_id(figure->name, id, sizeof id);
    ds_svg_label label = {.id = id,
                          .title = figure->title,
                          .message = message,
                          .classes = figure->keeps_light ? "plot light" : "plot"};
    *markup_out = NULL;
    ds_status status = path ? ds_text_file_read(path, &text, why) : ds_error_no_memory(why);
    ds_html html = {status == DS_OK ? open_memstream(markup_out, &size) : NULL};
    if (status == DS_OK && !html.out)
        status = ds_error_no_memory(why);
    if (status == DS_OK)
        status = ds_svg_put(&html, text, path, &label, why);
    if (html.out && fclose(html.out) != 0 && status == DS_OK)
        status = ds_error_no_memory(why);
    if (status != DS_OK) {
        free(*markup_out);
        *markup_out = NULL;
    }
    free(text);
    free(path);
    return status;
}

static void put_caption(ds_page *page, const ds_page_figure *figure, const char *message,
                        bool is_drawn, const ds_error *why)
{
    ds_html *html = &page->html;
    ds_html_say(html, "%b%s.%/b %s", figure->title, message);
    if (is_drawn)
        return;
    if (why->status == DS_BAD_INPUT && strstr(why->text, "not a plain drawing"))
        ds_html_say(html, " (The picture is left out: plots/%s.svg is %s.)", figure->name,
                    why->text);
    else
        ds_html_say(html,
                    " (Not drawn. Where gnuplot is installed, %c in the directory "
                    "plots draws it; then run desksim report again.)",
                    "gnuplot *.gp");
}

ds_status ds_page_picture(ds_page *page, const ds_page_figure *figure, const char *message,
                          ds_error *err)
{
    char *markup;
    ds_error why = {0};
    ds_status status = read_picture(figure, message, &markup, &why);
    if (status == DS_NO_MEMORY)
        return ds_error_no_memory(err);
    if (!markup && !has_script(figure))
        return DS_OK;
    ds_html_put(&page->html, "<figure>\n");
    if (markup) {
        begin_region(page, figure->title);
        (void)fputs(markup, page->html.out);
        ds_html_put(&page->html, "\n</div>\n");
    }
    ds_html_put(&page->html, "<figcaption>");
    put_caption(page, figure, message, markup != NULL, &why);
    ds_html_put(&page->html, "</figcaption>\n</figure>\n");
    free(markup);
    return DS_OK;
}
