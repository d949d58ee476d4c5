/* The tables of a comparison, in 80 columns: by measure where there are few, else by
 * alternative. */
#include "analysis/studies/comparison_tables.h"
#include "analysis/estimates/estimate_text.h"
#include "analysis/results/text_width.h"

#include <math.h>
#include <string.h>

/* By measure. */
#define NAME_WIDTH 28
#define VALUE_WIDTH 22
#define DIFFERENCE_WIDTH 24
/* By alternative. */
#define FIGURE_WIDTH 29
#define POINT_WIDTH 9
#define BESIDE_WIDTH 24
/* With more measures than so many for each alternative, tables are by alternative. */
#define FEW_FOR_EACH 2

static const ds_measure *measure_of(const ds_comparison *it, int32_t key)
{
    int32_t count;
    return &ds_measures(&count)[it->keys->list[key].measure];
}

static bool is_share(const ds_measure *measure)
{
    return strcmp(measure->unit, "share") == 0;
}

/* Two digits of the half-width. */
static int decimals_for(double number)
{
    if (!(number > 0))
        return 2;
    int decimals = 1 - (int)floor(log10(number));
    return decimals < 0 ? 0 : decimals > 4 ? 4 : decimals;
}

void ds_difference_print(const ds_difference *difference, const ds_measure *measure,
                         char *text, size_t size)
{
    double factor = is_share(measure) ? 100 : 1;
    const char *unit = is_share(measure)                 ? " pp"
                       : strcmp(measure->unit, "h") == 0 ? " h"
                                                         : "";
    double spread = difference->half_width * factor;
    double value = difference->value * factor;
    int decimals = decimals_for(spread > 0 ? spread : fabs(value));
    if (fabs(value) * pow(10, decimals) < 0.5)
        value = 0; /* never -0.0 */
    text[0] = '\0';
    if (!isfinite(difference->value))
        (void)snprintf(text, size, "–");
    else if (difference->method == DS_DIFFERENCE_CONSTANT && value == 0)
        (void)snprintf(text, size, "none");
    else if (difference->method == DS_DIFFERENCE_PAIRED)
        (void)snprintf(text, size, "%+.*f%s ± %.*f", decimals, value, unit, decimals,
                       spread);
    else if (difference->method == DS_DIFFERENCE_RARE)
        (void)snprintf(text, size, "%+.*f%s [%.*f, %.*f]", decimals, value, unit, decimals,
                       difference->lo * factor, decimals, difference->hi * factor);
    else
        (void)snprintf(text, size, "%+.*f%s", decimals, value, unit);
}

static const char *mark_of(const ds_compared *row)
{
    if (!row->is_clear)
        return "";
    return row->sense > 0 ? "better" : row->sense < 0 ? "worse" : "differs";
}

static void put_value(const ds_comparison *it, int32_t key, int32_t candidate, int width,
                      bool has_interval, FILE *out)
{
    char text[DS_ESTIMATE_TEXT_SIZE * 3];
    ds_estimate value = ds_compared_at(it, key, candidate)->estimate;
    const ds_measure *measure = measure_of(it, key);
    ds_shown_as shown = is_share(measure)                 ? DS_SHOWN_PERCENT
                        : strcmp(measure->unit, "h") == 0 ? DS_SHOWN_TIME
                                                          : DS_SHOWN_PLAIN;
    if (!has_interval && value.method != DS_METHOD_NONE)
        value.method = DS_METHOD_POINT; /* its digits still tell how sure it is */
    ds_estimate_print(&value, shown, width - 1, text);
    ds_text_put(out, text, width, true);
}

static void put_difference(const ds_comparison *it, int32_t key, int32_t candidate,
                           int width, FILE *out)
{
    char text[DS_ESTIMATE_TEXT_SIZE * 3];
    const ds_compared *row = ds_compared_at(it, key, candidate);
    const char *mark = mark_of(row);
    ds_difference_print(&row->difference, measure_of(it, key), text, sizeof text);
    ds_text_put(out, text, width, true);
    fprintf(out, "%s%s\n", mark[0] ? "  " : "", mark);
}

static void put_row(const ds_comparison *it, int32_t key, int32_t candidate, FILE *out)
{
    fputs("  ", out);
    ds_text_put(out, it->candidates[candidate].name, NAME_WIDTH - 2, false);
    put_value(it, key, candidate, VALUE_WIDTH, true, out);
    if (candidate > 0)
        put_difference(it, key, candidate, DIFFERENCE_WIDTH - 1, out);
    else
        fputs("                   base\n", out);
}

/* One measure: all candidates below each other. */
static void put_measure(const ds_comparison *it, int32_t key, FILE *out)
{
    char name[256];
    ds_key_measure_print(it->base, &it->keys->list[key], name, sizeof name);
    fputc('\n', out);
    ds_text_put(out, name, NAME_WIDTH, false);
    ds_text_put(out, "value", VALUE_WIDTH, true);
    ds_text_put(out, "difference", DIFFERENCE_WIDTH - 1, true);
    fputc('\n', out);
    for (int32_t place = 0; place < it->candidate_count; place++)
        put_row(it, key, it->order[place], out);
}

/* One alternative beside the base: all measures below each other. */
static void put_alternative(const ds_comparison *it, int32_t candidate, FILE *out)
{
    char name[256];
    fputc('\n', out);
    ds_text_put(out, it->candidates[candidate].name, FIGURE_WIDTH, false);
    ds_text_put(out, "base", POINT_WIDTH, true);
    ds_text_put(out, "here", POINT_WIDTH, true);
    ds_text_put(out, "difference", BESIDE_WIDTH, true);
    fputc('\n', out);
    for (int32_t k = 0; k < it->keys->count; k++) {
        if (!ds_comparison_shows(it, k))
            continue;
        ds_key_measure_print(it->base, &it->keys->list[k], name, sizeof name);
        fputs("  ", out);
        ds_text_put(out, name, FIGURE_WIDTH - 2, false);
        put_value(it, k, 0, POINT_WIDTH, false, out);
        put_value(it, k, candidate, POINT_WIDTH, false, out);
        put_difference(it, k, candidate, BESIDE_WIDTH, out);
    }
}

void ds_comparison_tables(const ds_comparison *it, FILE *out)
{
    int32_t shown = 0;
    for (int32_t k = 0; k < it->keys->count; k++)
        shown += ds_comparison_shows(it, k);
    if (shown > FEW_FOR_EACH * (it->candidate_count - 1)) {
        for (int32_t place = 1; place < it->candidate_count; place++)
            put_alternative(it, it->order[place], out);
        return;
    }
    for (int32_t k = 0; k < it->keys->count; k++)
        if (ds_comparison_shows(it, k))
            put_measure(it, k, out);
}
