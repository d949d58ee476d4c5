/* What the pages of studies have in common. */
#include "analysis/report/study_page.h"

#include "analysis/report/page_command.h"
#include "analysis/report/run_files.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Of the half-width: beyond that, the two sides of an interval are not alike. */
#define ALIKE 0.01

const ds_measure *ds_study_measure(const char *key)
{
    int32_t count;
    const ds_measure *all = ds_measures(&count);
    size_t length = strcspn(key, ":");
    for (int32_t i = 0; i < count; i++)
        if (strlen(all[i].name) == length && strncmp(all[i].name, key, length) == 0)
            return &all[i];
    return NULL;
}

ds_shown_as ds_study_shown(const ds_measure *measure)
{
    if (measure && strcmp(measure->unit, "share") == 0)
        return DS_SHOWN_PERCENT;
    return measure && strcmp(measure->unit, "h") == 0 ? DS_SHOWN_TIME : DS_SHOWN_PLAIN;
}

static double part_of(const json_t *object, const char *name, const char *part)
{
    char key[320];
    (void)snprintf(key, sizeof key, "%s%s%s", name, name[0] ? "_" : "", part);
    return ds_member_number(object, key);
}

ds_estimate ds_study_estimate(const json_t *object, const char *name)
{
    ds_estimate it = {.value = ds_member_number(object, name[0] ? name : "value"),
                      .lo = part_of(object, name, "lo"),
                      .hi = part_of(object, name, "hi"),
                      .half_width = part_of(object, name, "half_width")};
    if (!isfinite(it.lo) && isfinite(it.half_width)) {
        it.lo = it.value - it.half_width;
        it.hi = it.value + it.half_width;
    }
    double below = it.value - it.lo;
    double above = it.hi - it.value;
    if (!isfinite(it.value))
        it.method = DS_METHOD_NONE;
    else if (!isfinite(it.lo) || !isfinite(it.hi))
        it.method = DS_METHOD_POINT;
    else if (it.value == 0 && above > 0 && below == 0)
        it.method = DS_METHOD_BOUND_HIGH;
    else if (isfinite(it.half_width) && fabs(above - below) <= ALIKE * it.half_width)
        it.method = DS_METHOD_JACKKNIFE;
    else
        it.method = DS_METHOD_WILSON;
    if (!isfinite(it.half_width))
        it.half_width = fmax(above, below);
    return it;
}

static void put_notes(ds_page *page, const json_t *notes)
{
    ds_html *html = &page->html;
    size_t i;
    json_t *note;
    if (json_array_size(notes) == 0)
        return;
    ds_page_heading(page, "Notes on these figures");
    ds_html_put(html, "<ul>\n");
    json_array_foreach(notes, i, note)
    {
        ds_html_put(html, "<li>");
        ds_html_text(html, json_is_string(note) ? json_string_value(note) : "");
        ds_html_put(html, "</li>\n");
    }
    ds_html_put(html, "</ul>\n");
}

void ds_study_put_method(ds_page *page, const json_t *root, const char *about)
{
    ds_html *html = &page->html;
    const json_t *seed = json_object_get(root, "seed");
    char text[64];
    if (json_is_string(seed))
        (void)snprintf(text, sizeof text, "%.40s", json_string_value(seed));
    else
        (void)snprintf(text, sizeof text, "%lld", (long long)json_integer_value(seed));
    ds_page_section(page, "method", "Method");
    ds_html_put(html, "<p>");
    ds_html_text(html, about);
    ds_html_put(html, "</p>\n<p>");
    ds_html_say(html,
                "Intervals say how far figures depend on chance in these scenarios, not "
                "whether the scenarios are right. The page %c of desksim's documentation "
                "has every formula.",
                "docs/statistics.md");
    ds_html_put(html, "</p>\n");
    put_notes(page, json_object_get(root, "notes"));
    ds_page_heading(page, "Getting these figures again");
    ds_html_put(html, "<p>");
    ds_html_say(html,
                "The seed is %s. With desksim " DS_VERSION " and the same files, this "
                "command gives the same figures; with %c it also writes this page.",
                text, "--out DIR");
    ds_html_put(html, "</p>\n");
    ds_page_command(page, json_object_get(root, "command"), NULL);
}
