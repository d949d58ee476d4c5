/* A page: sections with headings, tables and figures, put together into one HTML file that
 * needs nothing from anywhere else.
 *
 * It works without a script, on a phone and on paper, light and dark. Wide tables and
 * figures scroll within their own box, which the keyboard reaches. Every form of page (the
 * run's, the comparison's, …) is built with these; ds_html.h beside it writes the texts.
 */
#ifndef DS_ANALYSIS_PAGE_H
#define DS_ANALYSIS_PAGE_H

#include "analysis/estimates/estimate_text.h"
#include "analysis/report/html.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DS_PAGE_SECTIONS 16

typedef struct ds_page {
    ds_html html; /* the body so far: write paragraphs and lists straight into it */
    char *body;
    size_t body_size;
    int32_t section_count;
    struct {
        const char *id;
        const char *title;
    } sections[DS_PAGE_SECTIONS];
    bool is_in_section;
    int32_t regions; /* scrolling boxes so far, for their labels */
} ds_page;

/* Begins a page; on failure (memory) there is nothing to free. */
ds_status ds_page_init(ds_page *page, ds_error *err) DS_MUST_USE;
/* Ends it: the caller frees the text. `title` and `about` (a line below it) are texts of
 * any kind. The page is gone, also on failure. */
ds_status ds_page_finish(ds_page *page, const char *title, const char *about,
                         char **text_out, ds_error *err) DS_MUST_USE;
/* Gives it up; legal on a finished one. */
void ds_page_discard(ds_page *page);

/* Begins a section, ending the one before; `id` and `title` are constants. */
void ds_page_section(ds_page *page, const char *id, const char *title);
/* A heading within a section. */
void ds_page_heading(ds_page *page, const char *title);

/* Tables. */

typedef struct ds_page_column {
    const char *head;
    bool is_number; /* aligned on the right */
} ds_page_column;

/* Begins a table with its caption; the first column names the rows. */
void ds_page_table(ds_page *page, const char *caption, const ds_page_column *columns,
                   int32_t count);
/* Begins a row, with the name in its head. Cells follow, as many as columns are left. */
void ds_page_row(ds_page *page, const char *name);
void ds_page_cell(ds_page *page, const char *text);
/* The same for words, aligned on the left. */
void ds_page_cell_text(ds_page *page, const char *text);
/* A cell with markup of one's own. */
void ds_page_cell_begin(ds_page *page);
void ds_page_cell_end(ds_page *page);
/* A value, its unit and its interval. */
void ds_page_estimate(ds_page *page, const ds_estimate *estimate, ds_shown_as shown);
/* A cell with one. */
void ds_page_cell_estimate(ds_page *page, const ds_estimate *estimate, ds_shown_as shown);
void ds_page_row_end(ds_page *page);
void ds_page_table_end(ds_page *page);

/* Figures. */

typedef struct ds_page_figure {
    const char *directory; /* where NAME.svg is */
    const char *name;      /* letters and _ */
    const char *title;     /* what it is: a constant */
    bool keeps_light;      /* its colours need a light ground */
} ds_page_figure;

/* A picture drawn by gnuplot, as SVG in the page, with a caption of which `message` is the
 * text: what there is to see in it, for those who see it and for those who do not. Where
 * the file is missing or not fit for a page, the caption says so; nothing where there was
 * no data to draw. */
ds_status ds_page_picture(ds_page *page, const ds_page_figure *figure, const char *message,
                          ds_error *err) DS_MUST_USE;

/* Something to open: a summary line, then what follows until the end. */
void ds_page_details(ds_page *page, const char *summary);
void ds_page_details_end(ds_page *page);

#endif
