/* What a comparison allows to conclude, in sentences. */
#include "analysis/studies/comparison.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct tallies {
    int better;
    int worse;
    int other;   /* clear, but neither */
    int alike;   /* the same, known */
    int open;    /* not told apart */
    int32_t key; /* the open one that is nearest to being told; DS_NO_ID: none */
    double more;
} tallies;

static tallies count_rows(const ds_comparison *it, int32_t candidate)
{
    tallies count = {.key = DS_NO_ID, .more = INFINITY};
    for (int32_t k = 0; k < it->keys->count; k++) {
        const ds_compared *row = ds_compared_at(it, k, candidate);
        if (row->difference.method == DS_DIFFERENCE_NONE)
            continue;
        count.better += row->is_clear && row->sense > 0;
        count.worse += row->is_clear && row->sense < 0;
        count.other += row->is_clear && row->sense == 0;
        if (row->is_clear)
            continue;
        if (row->difference.method == DS_DIFFERENCE_CONSTANT) {
            count.alike++;
            continue;
        }
        count.open++;
        if (row->more < count.more) {
            count.more = row->more;
            count.key = k;
        }
    }
    return count;
}

/* ", not told apart in 3 (about 340 replications might settle mttr_h:P1)" */
static void put_open(const ds_comparison *it, const tallies *count, FILE *out)
{
    char name[256];
    if (count->open == 0)
        return;
    fprintf(out, ", not told apart in %d", count->open);
    if (count->key == DS_NO_ID)
        return;
    ds_key_measure_print(it->base, &it->keys->list[count->key], name, sizeof name);
    fprintf(out, " (some %.3g replications might settle %s)", count->more, name);
}

static void put_count(int count, const char *words, FILE *out)
{
    if (count > 0)
        fprintf(out, "%s %d", words, count);
}

static void put_candidate(const ds_comparison *it, int32_t candidate, FILE *out)
{
    tallies count = count_rows(it, candidate);
    int all = count.better + count.worse + count.other + count.alike + count.open;
    fprintf(out, "'%s'", it->candidates[candidate].name);
    if (all == 0) {
        fputs(" cannot be compared: one of the desks has none of the figures asked for.\n",
              out);
        return;
    }
    if (all == count.alike) {
        fprintf(out, " is the same as the base in each of %d figure%s.\n", all,
                all == 1 ? "" : "s");
        return;
    }
    fprintf(out, ": of %d figure%s", all, all == 1 ? "" : "s");
    put_count(count.better, ", better than the base in", out);
    put_count(count.worse, ", worse than the base in", out);
    put_count(count.other, ", changed for neither better nor worse in", out);
    put_count(count.alike, ", the same in", out);
    put_open(it, &count, out);
    fputs(".\n", out);
}

/* "mttr_h:P1", or the number of agents. */
static void name_aim(const ds_comparison *it, char *text, size_t size)
{
    if (it->selection.key == DS_NO_ID)
        (void)snprintf(text, size, "agents");
    else
        ds_key_measure_print(it->base, &it->keys->list[it->selection.key], text, size);
}

static void put_kn(const ds_comparison *it, const char *aim, FILE *out)
{
    int32_t count;
    const ds_selection *selection = &it->selection;
    const ds_measure *measure =
        &ds_measures(&count)[it->keys->list[selection->key].measure];
    bool is_share = strcmp(measure->unit, "share") == 0;
    const char *best = it->candidates[selection->best].name;
    if (selection->is_sure)
        fprintf(out,
                "Best %s: '%s'. With probability %.4g %% or more this is right, where the "
                "best leads by %.4g %s or more (KN, %lld replications in all).\n",
                aim, best, 100 * it->level, selection->delta * (is_share ? 100 : 1),
                is_share ? "pp" : measure->unit, (long long)selection->total);
    else
        fprintf(out,
                "Best %s: not settled. '%s' is ahead after %lld replications in all; more, "
                "or a larger --delta, would settle it.\n",
                aim, best, (long long)selection->total);
}

static void put_constrained(const ds_comparison *it, const char *aim, FILE *out)
{
    const ds_selection *selection = &it->selection;
    const char *word = selection->key == DS_NO_ID ? "Fewest" : "Best";
    int open = 0;
    for (int32_t c = 0; c < it->candidate_count; c++)
        open += selection->keeps[c] == DS_VERDICT_OPEN;
    if (selection->best == DS_NO_ID)
        fprintf(out, "No candidate is shown to keep the conditions");
    else
        fprintf(out, "%s %s with the conditions kept (at %.4g %%): '%s'", word, aim,
                100 * it->level, it->candidates[selection->best].name);
    if (open > 0)
        fprintf(out, "; of %d it cannot be told yet:", open);
    const char *separator = " ";
    for (int32_t c = 0; c < it->candidate_count; c++)
        if (selection->keeps[c] == DS_VERDICT_OPEN) {
            fprintf(out, "%s'%s'", separator, it->candidates[c].name);
            separator = ", ";
        }
    fputs(".\n", out);
    if (selection->best == DS_NO_ID || selection->is_sure)
        return;
    fputs(selection->key == DS_NO_ID
              ? "One of those has fewer agents: more replications may show that it will "
                "do.\n"
              : "Its lead over the others that keep them, or may, is not shown: by the "
                "means it is the best so far.\n",
          out);
}

static void put_selection(const ds_comparison *it, FILE *out)
{
    char aim[256];
    name_aim(it, aim, sizeof aim);
    switch (it->selection.method) {
    case DS_SELECT_KN:
        put_kn(it, aim, out);
        break;
    case DS_SELECT_OCBA:
        fprintf(out,
                "Best %s: '%s' has the best mean, by a budget of %lld replications shared "
                "out by OCBA, which promises no probability.\n",
                aim, it->candidates[it->selection.best].name,
                (long long)it->selection.total);
        break;
    case DS_SELECT_CONSTRAINED:
        put_constrained(it, aim, out);
        break;
    case DS_SELECT_NOTHING:
        break;
    }
}

ds_status ds_comparison_conclude(const ds_comparison *it, char **text_out, ds_error *err)
{
    size_t size = 0;
    *text_out = NULL;
    FILE *out = open_memstream(text_out, &size);
    if (!out)
        return ds_error_no_memory(err);
    if (it->selection.method != DS_SELECT_NOTHING &&
        (it->selection.best != DS_NO_ID || it->selection.method == DS_SELECT_CONSTRAINED))
        put_selection(it, out);
    for (int32_t place = 1; place < it->candidate_count && it->replications > 1; place++)
        put_candidate(it, it->order[place], out);
    if (it->replications < 2)
        fputs("One replication allows no conclusion.\n", out);
    bool has_failed = ferror(out) != 0;
    if (fclose(out) != 0 || has_failed) {
        free(*text_out);
        *text_out = NULL;
        return ds_error_no_memory(err);
    }
    return DS_OK;
}
