#include "cli/explain_output.h"

#include "analysis/histories/desk_words.h"
#include "analysis/histories/timeline_files.h"
#include "analysis/results/text_width.h"

#include <stdlib.h>
#include <string.h>

/* Explaining. */

static ds_status refuse_number(const ds_explained *explained, uint64_t number,
                               ds_error *err)
{
    char wanted[DS_WORDS_SIZE];
    char last[DS_WORDS_SIZE];
    long long replication = (long long)explained->run->replication;
    if (explained->arrived == 0)
        return ds_error_set(err, DS_BAD_INPUT,
                            "--ticket: there is no %s: replication %lld has no tickets",
                            ds_words_ticket(number, wanted), replication);
    return ds_error_set(err, DS_BAD_INPUT,
                        "--ticket: there is no %s: replication %lld has T0000001 to %s",
                        ds_words_ticket(number, wanted), replication,
                        ds_words_ticket(explained->arrived, last));
}

ds_status ds_explained_tickets(ds_explained *explained, const uint64_t *numbers,
                               int32_t count, ds_error *err)
{
    explained->timelines = calloc((size_t)count, sizeof *explained->timelines);
    explained->explanations = calloc((size_t)count, sizeof *explained->explanations);
    if (!explained->timelines || !explained->explanations)
        return ds_error_no_memory(err);
    explained->count = count;
    ds_status status = ds_timelines_record(explained->desk, explained->run, numbers, count,
                                           explained->timelines, &explained->arrived, err);
    for (int32_t i = 0; status == DS_OK && i < count; i++)
        status = explained->timelines[i].is_found
                     ? ds_explanation_make(&explained->timelines[i],
                                           &explained->explanations[i], err)
                     : refuse_number(explained, numbers[i], err);
    return status;
}

ds_status ds_explained_search(ds_explained *explained, bool is_all, ds_error *err)
{
    ds_status status = ds_ticket_search(explained->desk, explained->run, explained->search,
                                        &explained->found, err);
    explained->arrived = explained->found.arrived;
    int32_t count = is_all || explained->found.count == 0 ? explained->found.count : 1;
    if (status != DS_OK || count == 0)
        return status;
    uint64_t *numbers = calloc((size_t)count, sizeof *numbers);
    if (!numbers)
        return ds_error_no_memory(err);
    for (int32_t i = 0; i < count; i++)
        numbers[i] = explained->found.list[i].number;
    status = ds_explained_tickets(explained, numbers, count, err);
    free(numbers);
    return status;
}

void ds_explained_free(ds_explained *explained)
{
    for (int32_t i = 0; i < explained->count; i++) {
        ds_explanation_free(&explained->explanations[i]);
        ds_timeline_free(&explained->timelines[i]);
    }
    free(explained->explanations);
    free(explained->timelines);
    ds_found_tickets_free(&explained->found);
    *explained = (ds_explained){0};
}

/* Text. */

static const char *measure_of(const ds_search *search)
{
    static const char *const measures[DS_SEARCH_ORDERS] = {
        "time to resolve", "time to first work", "lateness", "time in queues"};
    return measures[search->order];
}

static const char *target_of(const ds_search *search)
{
    return search->order == DS_SEARCH_RESPONSE ? "response" : "resolution";
}

static void put_heading_of_list(const ds_explained *explained, const char *of,
                                const char *priority, char *text, size_t size)
{
    const ds_search *search = explained->search;
    const ds_found_tickets *found = &explained->found;
    bool is_some = found->count < found->matching;
    char count[48] = "";
    if (is_some && found->count == 1)
        (void)snprintf(count, sizeof count, "first of the ");
    else if (is_some)
        (void)snprintf(count, sizeof count, "first %lld of the ", (long long)found->count);
    (void)snprintf(
        text, size, "Replication %lld of seed %llu: the %s%lld ticket%s%s%s%s%s%s, by %s.",
        (long long)explained->run->replication, (unsigned long long)explained->run->seed,
        count, (long long)found->matching, found->matching == 1 ? "" : "s", of, priority,
        search->is_breached_only ? " with a breached " : "",
        search->is_breached_only ? target_of(search) : "",
        search->is_breached_only ? " target" : "", measure_of(search));
}

static void put_heading(const ds_explained *explained, char *text, size_t size)
{
    const ds_search *search = explained->search;
    const ds_found_tickets *found = &explained->found;
    const char *priority = search->priority != DS_NO_ID
                               ? explained->desk->priority_names[search->priority]
                               : "";
    const char *of = search->priority != DS_NO_ID ? " of " : "";
    long long replication = (long long)explained->run->replication;
    if (found->matching == 0 && search->is_breached_only)
        (void)snprintf(text, size,
                       "No ticket%s%s breached its %s target in replication %lld of seed "
                       "%llu (%lld tickets in the window).",
                       of, priority, target_of(search), replication,
                       (unsigned long long)explained->run->seed,
                       (long long)found->in_window);
    else if (found->matching == 0)
        (void)snprintf(text, size,
                       "No ticket%s%s to explain in replication %lld of seed %llu (%lld "
                       "tickets in the window).",
                       of, priority, replication, (unsigned long long)explained->run->seed,
                       (long long)found->in_window);
    else
        put_heading_of_list(explained, of, priority, text, size);
}

static void put_rule(FILE *out)
{
    (void)fputc('\n', out);
    for (int i = 0; i < 80; i++)
        (void)fputs("─", out);
    (void)fputs("\n\n", out);
}

static ds_status print_text(const ds_explained *explained, FILE *out, ds_error *err)
{
    char heading[512];
    if (explained->search) {
        put_heading(explained, heading, sizeof heading);
        ds_text_wrap(out, heading, 80, "", "");
    }
    if (explained->found.count > 0) {
        (void)fputc('\n', out);
        ds_found_put_text(explained->desk, &explained->found, out);
    }
    ds_status status = DS_OK;
    for (int32_t i = 0; status == DS_OK && i < explained->count; i++) {
        if (i > 0 || explained->search)
            put_rule(out);
        status = ds_explanation_put_text(&explained->explanations[i], out, err);
    }
    return status;
}

/* JSON. */

static bool set(json_t *object, const char *key, json_t *value)
{
    return json_object_set_new(object, key, value) == 0;
}

static json_t *explanations_json(const ds_explained *explained)
{
    json_t *list = json_array();
    for (int32_t i = 0; i < explained->count; i++)
        if (json_array_append_new(list, ds_explanation_json(&explained->explanations[i])) !=
            0) {
            json_decref(list);
            return NULL;
        }
    return list;
}

static json_t *explained_json(const ds_explained *explained)
{
    const ds_history_options *run = explained->run;
    json_t *root = json_object();
    bool is_whole =
        set(root, "desksim", json_string(DS_VERSION)) &&
        set(root, "scenario", json_string(explained->desk->name)) &&
        set(root, "seed", json_integer((json_int_t)run->seed)) &&
        set(root, "replication", json_integer((json_int_t)run->replication)) &&
        set(root, "tickets", json_integer((json_int_t)explained->arrived)) &&
        set(root, "matching",
            explained->search ? json_integer((json_int_t)explained->found.matching)
                              : json_null()) &&
        set(root, "found",
            explained->search ? ds_found_json(explained->desk, &explained->found)
                              : json_null()) &&
        set(root, "explained", explanations_json(explained));
    if (is_whole)
        return root;
    json_decref(root);
    return NULL;
}

static ds_status print_json(const ds_explained *explained, FILE *out, ds_error *err)
{
    json_t *root = explained_json(explained);
    if (!root)
        return ds_error_no_memory(err);
    int failure = json_dumpf(root, out, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    json_decref(root);
    (void)fputc('\n', out);
    return failure == 0 || ferror(out) ? DS_OK : ds_error_no_memory(err);
}

ds_status ds_explained_print(const ds_explained *explained, const ds_options *options,
                             ds_error *err)
{
    switch (options->format) {
    case DS_FORMAT_JSON:
        return print_json(explained, stdout, err);
    case DS_FORMAT_CSV:
        ds_explanation_put_csv_head(stdout);
        for (int32_t i = 0; i < explained->count; i++)
            ds_explanation_put_csv(&explained->explanations[i], stdout);
        return DS_OK;
    case DS_FORMAT_TEXT:
        break;
    }
    return options->is_quiet ? DS_OK : print_text(explained, stdout, err);
}

ds_status ds_explained_save(const ds_explained *explained, const char *directory,
                            bool *is_drawn_out, ds_error *err)
{
    ds_status status = DS_OK;
    *is_drawn_out = true;
    for (int32_t i = 0; status == DS_OK && i < explained->count; i++) {
        bool is_drawn;
        status =
            ds_explanation_save(&explained->explanations[i], directory, &is_drawn, err);
        *is_drawn_out &= is_drawn;
    }
    return status;
}
