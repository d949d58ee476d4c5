/* A comparison for people. */
#include "analysis/results/text_width.h"
#include "analysis/studies/comparison.h"
#include "analysis/studies/comparison_tables.h"

#include <stdlib.h>
#include <string.h>

#define COLUMNS 80
/* Where a larger share of the tickets was never resolved, that is said. */
#define NOTABLE_SHARE 0.01

static void put_note(FILE *out, const char *text)
{
    ds_text_wrap(out, text, COLUMNS, "  - ", "    ");
}

static void note_intervals(const ds_comparison *it, FILE *out)
{
    char text[512];
    bool has_constant = false;
    for (int32_t i = 0; i < it->keys->count * it->candidate_count; i++)
        has_constant |= it->rows[i].difference.method == DS_DIFFERENCE_CONSTANT;
    if (it->replications < 2) {
        put_note(out, "One replication has no intervals: nothing can be concluded.");
        return;
    }
    put_note(out, "Differences are to the base, from paired replications that meet the "
                  "same tickets.");
    (void)snprintf(text, sizeof text,
                   "Their intervals hold all at once at %.4g %% (each of %d at %.4g %%, "
                   "Bonferroni); those of the values one by one.",
                   100 * it->level, (int)it->estimated, 100 * it->each_level);
    if (it->estimated > 0)
        put_note(out, text);
    if (has_constant)
        put_note(out, "A difference without an interval, or none, was the same in every "
                      "pair of replications.");
}

static void note_demand(const ds_comparison *it, FILE *out)
{
    for (int32_t i = 0; i < it->base->stream_count; i++)
        if (it->base->streams[i].trace) {
            put_note(out, "Arrivals are replayed and the same in every replication: the "
                          "intervals leave out demand risk.");
            return;
        }
}

static void note_unresolved(const ds_comparison *it, FILE *out)
{
    char text[512];
    for (int32_t place = 0; place < it->candidate_count; place++) {
        const ds_candidate *of = &it->candidates[it->order[place]];
        if (of->unresolved <= NOTABLE_SHARE * of->arrived)
            continue;
        (void)snprintf(text, sizeof text,
                       "'%.200s': %.2g %% of the tickets were still open when the "
                       "simulation ended. Its mean times are lower bounds.",
                       of->name, 100 * of->unresolved / of->arrived);
        put_note(out, text);
    }
}

static void put_notes(const ds_comparison *it, FILE *out)
{
    char text[512];
    fputs("\nNotes\n", out);
    note_intervals(it, out);
    note_demand(it, out);
    note_unresolved(it, out);
    if (it->has_found_warm_up) {
        (void)snprintf(text, sizeof text,
                       "The warm-up of %.4g days is the longest that pilots found for any "
                       "of the desks.",
                       (double)it->base->warm_up / (double)DS_DAY);
        put_note(out, text);
    }
    for (int32_t i = 0; i < it->condition_count; i++) {
        (void)snprintf(text, sizeof text, "Condition: %s", it->conditions[i].text);
        put_note(out, text);
    }
    if (it->was_interrupted)
        put_note(out, "Interrupted: only complete replications are shown.");
}

static void put_all(const ds_comparison *it, const char *conclusion, FILE *out)
{
    fprintf(out, "%s and %d alternative%s\n", it->candidates[0].name,
            (int)(it->candidate_count - 1), it->candidate_count == 2 ? "" : "s");
    fprintf(out, "%lld replication%s of each, seed %llu\n", (long long)it->replications,
            it->replications == 1 ? "" : "s", (unsigned long long)it->seed);
    ds_comparison_tables(it, out);
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
