/* What went into the run, with its sources. */
#include "analysis/report/report.h"
#include "analysis/report/run_page.h"
#include "analysis/report/text_file.h"

#include <stdlib.h>
#include <string.h>

/* Columns of a table of inputs, and items of a list that are shown. */
#define MOST_COLUMNS 24
#define SHOWN_ITEMS 8
/* More columns than this are hard to read across. */
#define TABLE_COLUMNS 7
#define OPEN_ROWS 25
/* A scenario file that stands in the page as a whole. */
#define MOST_TEXT ((size_t)200 * 1024)
#define PATH_SIZE 512

static const char *const source_words[] = {"file",     "set",      "default",
                                           "measured", "inferred", "assumed"};
#define SOURCES 6

static int32_t source_of(const json_t *leaf)
{
    const char *source = ds_member_text(leaf, "source");
    int32_t s = 0;
    while (s < SOURCES && strcmp(source_words[s], source) != 0)
        s++;
    return s < SOURCES ? s : 0;
}

static json_t *entries_of(const json_t *node)
{
    return json_object_get(node, "entries");
}

/* Values. */

static void count_sources(const json_t *node, int32_t counts[SOURCES])
{
    const char *key;
    size_t i;
    json_t *inside;
    if (json_object_get(node, "value"))
        counts[source_of(node)]++;
    json_object_foreach(entries_of(node), key, inside) count_sources(inside, counts);
    json_array_foreach(json_object_get(node, "items"), i, inside)
        count_sources(inside, counts);
}

static bool is_default(const json_t *node)
{
    int32_t counts[SOURCES] = {0};
    count_sources(node, counts);
    for (int32_t s = 0; s < SOURCES; s++)
        if (strcmp(source_words[s], "default") != 0 && counts[s] > 0)
            return false;
    return true;
}

static void put_value(ds_html *html, const json_t *node, bool is_within);

static void put_leaf(ds_html *html, const json_t *node)
{
    int32_t source = source_of(node);
    const char *value = ds_member_text(node, "value");
    ds_html_put(html, "<span class=\"value\">");
    ds_html_name(html, value[0] ? value : "–");
    ds_html_put(html, "</span>");
    if (source > 0)
        ds_html_put(html, " <span class=\"mark\">%s</span>", source_words[source]);
}

/* A short list; of a long one, such as the hours of a day, only how many there are. */
static void put_items(ds_html *html, const json_t *items)
{
    size_t i;
    json_t *inside;
    if (json_array_size(items) > SHOWN_ITEMS) {
        ds_html_put(html, "%zu values", json_array_size(items));
        return;
    }
    json_array_foreach(items, i, inside)
    {
        ds_html_put(html, "%s", i > 0 ? ", " : "");
        put_value(html, inside, true);
    }
}

/* Within a line: "(share 10%, time 2d)". */
static void put_inline(ds_html *html, json_t *entries)
{
    const char *key;
    json_t *inside;
    const char *between = "(";
    json_object_foreach(entries, key, inside)
    {
        ds_html_put(html, "%s", between);
        ds_html_say(html, "%n ", key);
        put_value(html, inside, true);
        between = ", ";
    }
    ds_html_put(html, between[0] == '(' ? "–" : ")");
}

static void put_entries(ds_html *html, json_t *entries)
{
    const char *key;
    json_t *inside;
    ds_html_put(html, "<ul>");
    json_object_foreach(entries, key, inside)
    {
        ds_html_put(html, "<li>");
        ds_html_say(html, "%n: ", key);
        put_value(html, inside, true);
        ds_html_put(html, "</li>");
    }
    ds_html_put(html, "</ul>");
}

static void put_value(ds_html *html, const json_t *node, bool is_within)
{
    json_t *entries = entries_of(node);
    json_t *items = json_object_get(node, "items");
    if (json_is_object(entries) && json_object_size(entries) > 0)
        (is_within ? put_inline : put_entries)(html, entries);
    else if (json_is_array(items))
        put_items(html, items);
    else
        put_leaf(html, node);
}

/* Tables: one row for each name, one column for each key. */

typedef struct columns {
    int32_t count;
    const char *keys[MOST_COLUMNS];
    bool is_said[MOST_COLUMNS]; /* by anything but defaults */
} columns;

static void add_column(columns *list, const char *key, bool is_said)
{
    int32_t i = 0;
    while (i < list->count && strcmp(list->keys[i], key) != 0)
        i++;
    if (i == MOST_COLUMNS)
        return;
    if (i == list->count) {
        list->keys[list->count++] = key;
        list->is_said[i] = false;
    }
    list->is_said[i] = list->is_said[i] || is_said;
}

static columns columns_of(json_t *rows)
{
    columns list = {0};
    const char *name;
    const char *key;
    json_t *row;
    json_t *cell;
    json_object_foreach(rows, name, row)
    {
        json_object_foreach(entries_of(row), key, cell)
            add_column(&list, key, !is_default(cell));
    }
    return list;
}

/* Keys that no row says: one line instead of columns. */
static void put_defaults(ds_html *html, json_t *rows, const columns *list)
{
    const json_t *first = json_object_iter_value(json_object_iter(rows));
    const char *between = "";
    for (int32_t i = 0; i < list->count; i++) {
        const json_t *cell = json_object_get(entries_of(first), list->keys[i]);
        if (list->is_said[i] || !cell)
            continue;
        ds_html_put(html, "%s", between[0] ? between : "<p class=\"muted\">By default: ");
        ds_html_say(html, "%n %n", list->keys[i], ds_member_text(cell, "value"));
        between = "; ";
    }
    if (between[0])
        ds_html_put(html, ".</p>\n");
}

static void put_input_row(ds_page *page, const char *name, const json_t *row,
                          const columns *list)
{
    ds_page_row(page, name);
    for (int32_t i = 0; i < list->count; i++) {
        const json_t *cell = json_object_get(entries_of(row), list->keys[i]);
        if (!list->is_said[i])
            continue;
        ds_page_cell_begin(page);
        if (cell)
            put_value(&page->html, cell, false);
        else
            ds_html_text(&page->html, "–");
        ds_page_cell_end(page);
    }
    ds_page_row_end(page);
}

/* Many values, or values with more inside, are read one by one, not across. */
static bool wants_cards(json_t *rows, const columns *list)
{
    const char *name;
    const char *key;
    json_t *row;
    json_t *cell;
    int32_t said = 0;
    for (int32_t i = 0; i < list->count; i++)
        said += list->is_said[i];
    if (said > TABLE_COLUMNS)
        return true;
    json_object_foreach(rows, name, row)
    {
        json_object_foreach(entries_of(row), key, cell)
        {
            if (json_object_size(entries_of(cell)) > 0)
                return true;
        }
    }
    return false;
}

static void put_cards(ds_page *page, json_t *rows)
{
    ds_html *html = &page->html;
    const char *name;
    const char *key;
    json_t *row;
    json_t *cell;
    ds_html_put(html, "<div class=\"cards\">\n");
    json_object_foreach(rows, name, row)
    {
        ds_html_put(html, "<div><h4>");
        ds_html_name(html, name);
        ds_html_put(html, "</h4>\n<dl class=\"facts\">\n");
        json_object_foreach(entries_of(row), key, cell)
        {
            ds_html_put(html, "<dt>");
            ds_html_text(html, key);
            ds_html_put(html, "</dt><dd>");
            put_value(html, cell, false);
            ds_html_put(html, "</dd>\n");
        }
        ds_html_put(html, "</dl></div>\n");
    }
    ds_html_put(html, "</div>\n");
}

static void put_input_table(ds_page *page, const char *caption, json_t *rows)
{
    columns list = columns_of(rows);
    ds_page_column heads[MOST_COLUMNS + 1] = {
        {"Name", false}
    };
    int32_t count = 1;
    const char *name;
    json_t *row;
    if (wants_cards(rows, &list)) {
        put_cards(page, rows);
        return;
    }
    for (int32_t i = 0; i < list.count; i++)
        if (list.is_said[i])
            heads[count++].head = list.keys[i];
    ds_page_table(page, caption, heads, count);
    json_object_foreach(rows, name, row) put_input_row(page, name, row, &list);
    ds_page_table_end(page);
    put_defaults(&page->html, rows, &list);
}

/* Remarks. */

/* Lines as sentences; those that begin with blanks, as lists and formulas do, stay lines.
 */
static void put_remark(ds_html *html, const char *text)
{
    char *joined = strdup(text);
    for (char *at = joined; at && *at; at++)
        if (*at == '\n' && at > joined && at[-1] != '\n' && !strchr(" \t\n", at[1]))
            *at = ' ';
    ds_html_put(html, "<span class=\"remark\">");
    ds_html_name(html, joined ? joined : text);
    ds_html_put(html, "</span>");
    free(joined);
}

static bool has_note(const json_t *node)
{
    const char *key;
    size_t i;
    json_t *inside;
    if (json_object_get(node, "note"))
        return true;
    json_object_foreach(entries_of(node), key, inside)
    {
        if (has_note(inside))
            return true;
    }
    json_array_foreach(json_object_get(node, "items"), i, inside)
    {
        if (has_note(inside))
            return true;
    }
    return false;
}

/* The notes of a value and of what is in it; `path` is its place, extended in turn. */
static void put_notes(ds_html *html, const json_t *node, char path[PATH_SIZE])
{
    const char *key;
    json_t *inside;
    size_t used = strlen(path);
    const char *note = ds_member_text(node, "note");
    if (note[0]) {
        ds_html_put(html, "<li>");
        ds_html_say(html, "%n: ", path);
        put_remark(html, note);
        ds_html_put(html, "</li>\n");
    }
    json_object_foreach(entries_of(node), key, inside)
    {
        (void)snprintf(path + used, PATH_SIZE - used, "%s%s", used ? " › " : "", key);
        put_notes(html, inside, path);
        path[used] = '\0';
    }
}

static void put_remarks(ds_page *page, const char *key, const json_t *node)
{
    char path[PATH_SIZE];
    if (!has_note(node))
        return;
    (void)snprintf(path, sizeof path, "%s", key);
    ds_page_details(page, "Remarks in the file");
    ds_html_put(&page->html, "<ul>\n");
    put_notes(&page->html, node, path);
    ds_html_put(&page->html, "</ul>\n");
    ds_page_details_end(page);
}

/* The section. */

/* The tables, in the order of the page; the rest stands above them. */
static const struct {
    const char *key;
    const char *title;
    const char *caption;
} tables[] = {
    {"groups",     "Support groups", "Values by group"   },
    {"arrivals",   "Arrivals",       "Values by stream"  },
    {"categories", "Categories",     "Values by category"},
    {"slas",       "SLAs",           "Values by SLA"     },
    {"contracts",  "Contracts",      "Values by contract"},
    {"calendars",  "Calendars",      "Values by calendar"},
};
#define TABLES (sizeof tables / sizeof tables[0])

static bool is_table(const char *key)
{
    for (size_t i = 0; i < TABLES; i++)
        if (strcmp(tables[i].key, key) == 0)
            return true;
    return false;
}

static void put_settings(ds_page *page, const json_t *inputs)
{
    const char *key;
    json_t *node;
    ds_page_heading(page, "Settings");
    ds_html_put(&page->html, "<dl class=\"facts\">\n");
    json_object_foreach(entries_of(inputs), key, node)
    {
        if (is_table(key))
            continue;
        ds_html_put(&page->html, "<dt>");
        ds_html_text(&page->html, key);
        ds_html_put(&page->html, "</dt><dd>");
        put_value(&page->html, node, false);
        ds_html_put(&page->html, "</dd>\n");
    }
    ds_html_put(&page->html, "</dl>\n");
    json_object_foreach(entries_of(inputs), key, node)
    {
        if (!is_table(key))
            put_remarks(page, key, node);
    }
}

static void put_tables(ds_page *page, const json_t *inputs)
{
    for (size_t i = 0; i < TABLES; i++) {
        const json_t *node = json_object_get(entries_of(inputs), tables[i].key);
        json_t *rows = entries_of(node);
        bool is_long = json_object_size(rows) > OPEN_ROWS;
        if (json_object_size(rows) == 0)
            continue;
        ds_page_heading(page, tables[i].title);
        if (is_long)
            ds_page_details(page, tables[i].caption);
        put_input_table(page, tables[i].caption, rows);
        if (is_long)
            ds_page_details_end(page);
        put_remarks(page, tables[i].key, node);
    }
}

static void put_sources(ds_run_page *self, const json_t *inputs)
{
    static const char *const meanings[SOURCES] = {
        "given in the scenario file without a source of their own",
        "set on the command line",
        "defaults of desksim, which nobody gave",
        "marked in the file as measured",
        "marked as inferred",
        "marked as assumed",
    };
    ds_html *html = &self->page->html;
    int32_t counts[SOURCES] = {0};
    const char *between = "";
    count_sources(inputs, counts);
    ds_html_put(html, "<p>");
    ds_html_say(html, "Of the values: ");
    for (int32_t s = 0; s < SOURCES; s++) {
        if (counts[s] == 0)
            continue;
        ds_html_say(html, "%s%d %s", between, (int)counts[s], meanings[s]);
        between = ", ";
    }
    ds_html_say(html, ". Where a value has no mark, the file gives it; its remarks, shown "
                      "below each table, say where from.");
    ds_html_put(html, "</p>\n");
    const char *replay = ds_run_text(self->files, "replay");
    if (replay[0]) {
        ds_html_put(html, "<p>");
        ds_html_say(html,
                    "%bThe arrivals are not those below:%/b they were replayed from %c, "
                    "which also gives start and horizon unless they were set.",
                    replay);
        ds_html_put(html, "</p>\n");
    }
}

/* The scenario file as a whole, where it is not too long. */
static ds_status put_file(ds_run_page *self, ds_error *err)
{
    size_t size = strlen(self->files->directory) + sizeof "/" DS_RUN_SCENARIO_FILE;
    char *path = malloc(size);
    char *text = NULL;
    if (!path)
        return ds_error_no_memory(err);
    (void)snprintf(path, size, "%s/" DS_RUN_SCENARIO_FILE, self->files->directory);
    ds_status status = ds_text_file_read(path, &text, err);
    free(path);
    if (status != DS_OK)
        return status;
    ds_page_heading(self->page, "The scenario file");
    if (strlen(text) <= MOST_TEXT) {
        ds_page_details(self->page, "As it was read, before anything was set");
        ds_html_put(&self->page->html, "<pre><bdi>");
        ds_html_text(&self->page->html, text);
        ds_html_put(&self->page->html, "</bdi></pre>\n");
        ds_page_details_end(self->page);
    } else {
        ds_html_put(&self->page->html, "<p>");
        ds_html_say(&self->page->html, "%c beside this report has it.",
                    DS_RUN_SCENARIO_FILE);
        ds_html_put(&self->page->html, "</p>\n");
    }
    free(text);
    return DS_OK;
}

ds_status ds_run_put_inputs(ds_run_page *self, ds_error *err)
{
    const json_t *inputs = json_object_get(self->files->record, "inputs");
    const char *remarks = ds_run_text(self->files, "remarks");
    ds_page_section(self->page, "inputs", "What went in");
    put_sources(self, inputs);
    if (remarks[0]) {
        ds_page_details(self->page, "What the file says about itself and its sources");
        ds_html_put(&self->page->html, "<p class=\"remark\">");
        ds_html_name(&self->page->html, remarks);
        ds_html_put(&self->page->html, "</p>\n");
        ds_page_details_end(self->page);
    }
    put_settings(self->page, inputs);
    put_tables(self->page, inputs);
    return put_file(self, err);
}
