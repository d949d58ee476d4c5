#include "cli/candidates.h"

#include "cli/interrupt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* So many replications for each thread, of one desk after the other: more would lose much
 * where a comparison is interrupted, fewer leave threads waiting for the last. */
#define ROUNDS_OF_THREADS 4

/* Words. */

void ds_candidate_words_with(struct argp_state *state, ds_candidate_words *words,
                             const char *word)
{
    const char *equals = strchr(word, '=');
    if (!equals || equals == word)
        argp_error(state,
                   "--with: '%s' is not of the form [NAME: ]PATH=VALUE[; PATH=VALUE…]",
                   word);
    ds_option_append(state, &words->withs, &words->with_count, word);
}

void ds_candidate_words_free(ds_candidate_words *words)
{
    free(words->others);
    free(words->withs);
    free(words->measures);
    free(words->conditions);
}

/* Desks. */

static bool add_override(ds_options *options, const char *text)
{
    size_t count = (size_t)options->override_count + 1;
    const char **grown = realloc(options->overrides, count * sizeof *grown);
    if (!grown)
        return false;
    options->overrides = grown;
    options->overrides[options->override_count++] = text;
    return true;
}

/* What follows the name in "NAME: CHANGES", or the whole where there is no name: then that
 * is the name. A colon inside of braces, brackets or quotes belongs to a value. */
static const char *changes_of(const char *word, size_t *name_length)
{
    const char *colon = strstr(word, ": ");
    *name_length = strlen(word);
    if (!colon || colon == word || (size_t)(colon - word) > strcspn(word, "{[\"'"))
        return word;
    *name_length = (size_t)(colon - word);
    return colon + 1 + strspn(colon + 1, " ");
}

/* Cuts "A=1; B=2" into overrides, in a copy that texts[i] keeps. */
static bool split_changes(ds_candidates *all, int32_t i, const char *changes)
{
    char *rest = strdup(changes);
    all->texts[i] = rest;
    while (rest && *rest) {
        char *end = strchr(rest, ';');
        char *next = end ? end + 1 + strspn(end + 1, " ") : NULL;
        if (end)
            *end = '\0';
        if (*rest && !add_override(&all->own[i], rest))
            return false;
        rest = next;
    }
    return all->texts[i] != NULL;
}

static bool copy_options(ds_candidates *all, int32_t i)
{
    all->own[i] = *all->options;
    all->own[i].overrides = NULL;
    all->own[i].command = NULL; /* of the whole comparison */
    all->own[i].override_count = 0;
    for (int32_t o = 0; o < all->options->override_count; o++)
        if (!add_override(&all->own[i], all->options->overrides[o]))
            return false;
    return true;
}

static bool make_room(ds_candidates *all, const ds_candidate_words *words)
{
    size_t count = 1 + (size_t)words->other_count + (size_t)words->with_count;
    all->own = calloc(count, sizeof *all->own);
    all->texts = calloc(count, sizeof *all->texts);
    all->simulations = calloc(count, sizeof *all->simulations);
    all->list = calloc(count, sizeof *all->list);
    all->conditions = calloc((size_t)words->condition_count + 1, sizeof *all->conditions);
    if (!all->own || !all->texts || !all->simulations || !all->list || !all->conditions)
        return false;
    all->count = (int32_t)count;
    for (int32_t i = 0; i < all->count; i++)
        if (!copy_options(all, i))
            return false;
    for (int32_t i = 0; i < words->other_count; i++)
        all->own[1 + i].scenario = words->others[i];
    for (int32_t i = 0; i < words->with_count; i++) {
        size_t length;
        if (!split_changes(all, 1 + words->other_count + i,
                           changes_of(words->withs[i], &length)))
            return false;
    }
    return true;
}

static void name_candidate(const ds_candidate_words *words, int32_t i, const char *scenario,
                           char *name, size_t size)
{
    size_t length;
    int32_t with = i - 1 - words->other_count;
    (void)snprintf(name, size, "%s", scenario);
    if (with < 0)
        return;
    (void)changes_of(words->withs[with], &length);
    (void)snprintf(name, size, "%.*s", (int)length, words->withs[with]);
}

/* Where neither the command line nor the scenario names measures. */
static ds_status read_usual(ds_key_measures *keys, const ds_desk *desk, ds_error *err)
{
    static const char *const usual[] = {"mttr_h:overall",
                                        "mttr_h:by_priority",
                                        "resolution_p90_h:overall",
                                        "resolution_p90_h:by_priority",
                                        "response_breach_rate:overall",
                                        "response_breach_rate:by_priority",
                                        "resolution_breach_rate:overall",
                                        "resolution_breach_rate:by_priority",
                                        "utilisation:by_group",
                                        "backlog:overall"};
    ds_status status = DS_OK;
    if (desk->key_measure_count > 0)
        return ds_key_measures_of_desk(keys, desk, err);
    for (size_t i = 0; i < sizeof usual / sizeof usual[0] && status == DS_OK; i++)
        status = ds_key_measures_add(keys, desk, usual[i], err);
    return status;
}

static ds_status read_measures(ds_candidates *all, const ds_candidate_words *words,
                               ds_error *err)
{
    const ds_desk *base = &all->simulations[0].desk;
    ds_status status = DS_OK;
    for (int32_t i = 0; i < words->measure_count && status == DS_OK; i++)
        status = ds_key_measures_add(&all->keys, base, words->measures[i], err);
    if (words->measure_count == 0)
        status = read_usual(&all->keys, base, err);
    for (int32_t i = 0; i < words->condition_count && status == DS_OK; i++) {
        all->condition_count++;
        status = ds_condition_read(words->conditions[i], base, &all->keys,
                                   &all->conditions[i], err);
    }
    return status;
}

static ds_status make_candidates(ds_candidates *all, const ds_candidate_words *words,
                                 ds_error *err)
{
    const ds_desk *base = &all->simulations[0].desk;
    ds_status status = read_measures(all, words, err);
    for (int32_t i = 0; i < all->count && status == DS_OK; i++) {
        char name[256];
        name_candidate(words, i, all->own[i].scenario, name, sizeof name);
        if (i > 0)
            status = ds_comparison_check(base, &all->simulations[i].desk, name, err);
        if (status == DS_OK)
            status = ds_candidate_init(&all->list[i], name, &all->simulations[i].desk,
                                       &all->keys, base, err);
        if (status == DS_OK)
            all->list[i].scenario = all->simulations[i].scenario;
    }
    return status;
}

/* Where pilots look for the warm-up of every desk, the longest serves all. */
static void share_warm_up(ds_candidates *all)
{
    ds_ticks longest = 0;
    all->has_found_warm_up = true;
    for (int32_t i = 0; i < all->count; i++) {
        all->has_found_warm_up &= all->simulations[i].pilots.has_found;
        if (all->simulations[i].desk.warm_up > longest)
            longest = all->simulations[i].desk.warm_up;
    }
    for (int32_t i = 0; i < all->count && all->has_found_warm_up; i++)
        all->simulations[i].desk.warm_up = longest;
}

int ds_candidates_prepare(ds_candidates *all, const ds_options *options,
                          const ds_candidate_words *words)
{
    ds_error err = {0};
    *all = (ds_candidates){.options = options,
                           .round = ROUNDS_OF_THREADS * (int64_t)options->threads};
    if (!make_room(all, words)) {
        (void)ds_error_no_memory(&err);
        return ds_complain(&err);
    }
    for (int32_t i = 0; i < all->count; i++) {
        int code = ds_simulation_prepare(&all->simulations[i], &all->own[i]);
        if (code != DS_EXIT_DONE)
            return code;
    }
    share_warm_up(all);
    return make_candidates(all, words, &err) == DS_OK ? DS_EXIT_DONE : ds_complain(&err);
}

/* Replications. */

static ds_replications how_to_run(ds_candidates *all)
{
    return (ds_replications){.seed = all->options->seed,
                             .threads = all->options->threads,
                             .stop = ds_interrupt_install(),
                             .progress = ds_progress_show,
                             .context = &all->progress};
}

static int exit_of(ds_status status, const ds_error *err)
{
    if (status == DS_OK)
        return DS_EXIT_DONE;
    return status == DS_UNFINISHED ? DS_EXIT_INTERRUPTED : ds_complain(err);
}

int ds_candidates_run(ds_candidates *all, int64_t replications)
{
    ds_error err = {0};
    ds_status status = DS_OK;
    ds_replications how = how_to_run(all);
    ds_progress_begin(&all->progress, all->options->is_quiet);
    /* In rounds, so that an interrupted comparison has some of each. */
    for (int64_t upto = 0; upto < replications && status == DS_OK;) {
        upto = upto + all->round < replications ? upto + all->round : replications;
        for (int32_t i = 0; i < all->count && status == DS_OK; i++)
            status = ds_candidate_extend(&all->list[i], upto, &how, &err);
    }
    ds_progress_end(&all->progress);
    return exit_of(status, &err);
}

int64_t ds_candidates_fewest(const ds_candidates *all)
{
    int64_t fewest = all->list[0].count;
    for (int32_t i = 1; i < all->count; i++)
        fewest = all->list[i].count < fewest ? all->list[i].count : fewest;
    return fewest;
}

void ds_candidates_free(ds_candidates *all)
{
    for (int32_t i = 0; i < all->count; i++) {
        ds_candidate_free(&all->list[i]);
        ds_simulation_free(&all->simulations[i]);
        ds_options_free(&all->own[i]);
        free(all->texts[i]);
    }
    for (int32_t i = 0; i < all->condition_count; i++)
        free(all->conditions[i].text);
    ds_key_measures_free(&all->keys);
    free(all->selection.run);
    free(all->conditions);
    free(all->list);
    free(all->simulations);
    free(all->texts);
    free(all->own);
}
