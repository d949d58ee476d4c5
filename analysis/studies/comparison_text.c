/* A comparison for people. */
#include "analysis/estimates/estimate_text.h"
#include "analysis/results/text_width.h"
#include "analysis/studies/comparison.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS 80
#define NAME_WIDTH 28
#define VALUE_WIDTH 22
#define DIFFERENCE_WIDTH 24

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

/* "-2.6 pp ± 1.1"; shares in percentage points. */
static void print_difference(const ds_difference *difference, const ds_measure *measure,
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

static void put_row(const ds_comparison *it, int32_t key, int32_t candidate, FILE *out)
{
    char text[DS_ESTIMATE_TEXT_SIZE * 3];
    const ds_compared *row = ds_compared_at(it, key, candidate);
    const ds_measure *measure = measure_of(it, key);
    ds_shown_as shown = is_share(measure)                 ? DS_SHOWN_PERCENT
                        : strcmp(measure->unit, "h") == 0 ? DS_SHOWN_TIME
                                                          : DS_SHOWN_PLAIN;
    fputs("  ", out);
    ds_text_put(out, it->candidates[candidate].name, NAME_WIDTH - 2, false);
    ds_estimate_print(&row->estimate, shown, VALUE_WIDTH - 1, text);
    ds_text_put(out, text, VALUE_WIDTH, true);
    if (candidate > 0) {
        print_difference(&row->difference, measure, text, sizeof text);
        ds_text_put(out, text, DIFFERENCE_WIDTH - 1, true);
        const char *mark = mark_of(row);
        fprintf(out, "%s%s", mark[0] ? "  " : "", mark);
    } else {
        fputs("                   base", out);
    }
    fputc('\n', out);
}

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

static void put_notes(const ds_comparison *it, FILE *out)
{
    char text[512];
    double differences = (double)it->keys->count * (it->candidate_count - 1);
    fputs("\nNotes\n", out);
    if (it->replications < 2) {
        ds_text_wrap(out, "One replication has no intervals: nothing can be concluded.",
                     COLUMNS, "  - ", "    ");
    } else {
        (void)snprintf(
            text, sizeof text,
            "Differences are to the base, from paired replications that meet the "
            "same tickets. Their intervals hold all at once at %.4g %% (each of "
            "%.0f at %.4g %%, Bonferroni); those of the values one by one.",
            100 * it->level, differences, 100 * it->each_level);
        ds_text_wrap(out, text, COLUMNS, "  - ", "    ");
    }
    for (int32_t i = 0; i < it->condition_count; i++) {
        (void)snprintf(text, sizeof text, "Condition: %s", it->conditions[i].text);
        ds_text_wrap(out, text, COLUMNS, "  - ", "    ");
    }
    if (it->was_interrupted)
        ds_text_wrap(out, "Interrupted: only complete replications are shown.", COLUMNS,
                     "  - ", "    ");
}

static void put_all(const ds_comparison *it, const char *conclusion, FILE *out)
{
    fprintf(out, "%s and %d alternative%s\n", it->candidates[0].name,
            (int)(it->candidate_count - 1), it->candidate_count == 2 ? "" : "s");
    fprintf(out, "%lld replications of each, seed %llu\n", (long long)it->replications,
            (unsigned long long)it->seed);
    for (int32_t k = 0; k < it->keys->count; k++)
        put_measure(it, k, out);
    fputs("\nConclusion\n", out);
    const char *line = conclusion;
    while (*line) {
        char one[1024];
        size_t length = strcspn(line, "\n");
        (void)snprintf(one, sizeof one, "%.*s", (int)length, line);
        ds_text_wrap(out, one, COLUMNS, "  - ", "    ");
        line += length + (line[length] == '\n');
    }
    put_notes(it, out);
}

ds_status ds_comparison_text(const ds_comparison *it, char **text_out, ds_error *err)
{
    char *conclusion;
    size_t size = 0;
    *text_out = NULL;
    ds_status status = ds_comparison_conclude(it, &conclusion, err);
    if (status != DS_OK)
        return status;
    FILE *out = open_memstream(text_out, &size);
    if (!out) {
        free(conclusion);
        return ds_error_no_memory(err);
    }
    put_all(it, conclusion, out);
    free(conclusion);
    bool has_failed = ferror(out) != 0;
    if (fclose(out) != 0 || has_failed) {
        free(*text_out);
        *text_out = NULL;
        return ds_error_no_memory(err);
    }
    return DS_OK;
}
