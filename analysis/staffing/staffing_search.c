#include "analysis/staffing/staffing_search.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct trial {
    ds_staffing_search *search;
    ds_diagnostics *said;
    ds_error *err;
} trial;

static bool holds(const ds_estimate *estimate, const ds_condition *target)
{
    return target->is_at_least ? estimate->lo >= target->limit
                               : estimate->hi <= target->limit;
}

static bool breaks(const ds_estimate *estimate, const ds_condition *target)
{
    return target->is_at_least ? estimate->hi < target->limit
                               : estimate->lo > target->limit;
}

/* Whether the estimate itself keeps the limit. */
static bool keeps(const ds_estimate *estimate, const ds_condition *target)
{
    return target->is_at_least ? estimate->value >= target->limit
                               : estimate->value <= target->limit;
}

/* How near to a target's limit is as good as the limit. */
static double close_to(const ds_staffing_search *search, const ds_condition *target)
{
    int32_t count;
    const ds_key_measure *key = &search->study->keys.list[target->key];
    bool is_share = strcmp(ds_measures(&count)[key->measure].unit, "share") == 0;
    return is_share ? DS_STAFFING_CLOSE : DS_STAFFING_CLOSE * fabs(target->limit);
}

typedef enum decision { BROKEN, OPEN, HELD } decision;

static decision decide_one(const ds_staffing_search *search,
                           const ds_staffing_config *config, const ds_condition *target)
{
    const ds_estimate *found = &config->point.estimates[target->key];
    if (holds(found, target))
        return HELD;
    if (breaks(found, target))
        return BROKEN;
    bool is_close = found->hi - found->lo <= 2 * close_to(search, target);
    return !is_close ? OPEN : keeps(found, target) ? HELD : BROKEN;
}

static decision decide(const ds_staffing_search *search, int32_t row)
{
    decision all = HELD;
    for (int32_t t = 0; t < search->target_count; t++) {
        decision one =
            decide_one(search, &search->study->configs[row], &search->targets[t]);
        all = one < all ? one : all;
    }
    return all;
}

/* Whether a measure has no value at all: more replications may not give it one. */
static bool is_empty(const ds_staffing_search *search, int32_t row)
{
    for (int32_t t = 0; t < search->target_count; t++)
        if (!isfinite(
                search->study->configs[row].point.estimates[search->targets[t].key].value))
            return true;
    return false;
}

/* Whether all targets hold with these head counts. */
static ds_status meets(const trial *it, const int32_t *agents, bool *met_out)
{
    int32_t row;
    const ds_staffing_search *search = it->search;
    ds_staffing_study *study = search->study;
    *met_out = false;
    ds_status status = ds_staffing_study_run(study, agents, &row, it->said, it->err);
    while (status == DS_OK && !is_empty(search, row) && decide(search, row) == OPEN &&
           study->configs[row].candidate.count < search->most) {
        int64_t twice = 2 * study->configs[row].candidate.count;
        status = ds_staffing_study_extend(
            study, row, twice < search->most ? twice : search->most, it->err);
    }
    if (status == DS_OK)
        *met_out = decide(search, row) == HELD;
    return status;
}

static const ds_staffing_range *range_of(const ds_staffing_search *search, int32_t group)
{
    return &search->study->ranges[search->study->groups[group]];
}

/* The least head count of a group that meets the targets, the others being as they are;
 * agents[group] meets them. */
static ds_status lower(const trial *it, int32_t group, int32_t *agents)
{
    int32_t low = range_of(it->search, group)->least;
    int32_t high = agents[group];
    while (low < high) {
        bool is_met;
        agents[group] = low + (high - low) / 2;
        ds_status status = meets(it, agents, &is_met);
        if (status != DS_OK)
            return status;
        if (is_met)
            high = agents[group];
        else
            low = agents[group] + 1;
    }
    agents[group] = high;
    return DS_OK;
}

static void keep(ds_staffing_search *search, const int32_t *agents)
{
    memcpy(search->agents, agents, (size_t)search->study->count * sizeof *agents);
}

static double price(const ds_staffing_search *search, int32_t group)
{
    int32_t g = search->study->groups[group];
    return search->study->wages[g] * search->study->ranges[g].open_h_per_week;
}

/* The group with the highest price after those that were taken. */
static int32_t next_dearest(const ds_staffing_search *search, const bool *is_taken)
{
    int32_t best = DS_NO_ID;
    for (int32_t g = 0; g < search->study->count; g++)
        if (!is_taken[g] && (best == DS_NO_ID || price(search, g) > price(search, best)))
            best = g;
    return best;
}

static ds_status descend(const trial *it, int32_t *agents, bool *is_taken)
{
    ds_staffing_search *search = it->search;
    ds_status status = DS_OK;
    for (int32_t i = 0; i < search->study->count && status == DS_OK; i++) {
        int32_t group = next_dearest(search, is_taken);
        is_taken[group] = true;
        status = lower(it, group, agents);
        if (status == DS_OK)
            keep(search, agents);
    }
    return status;
}

/* One agent more here for as few as possible there, where that is cheaper. */
static ds_status exchange(const trial *it, int32_t more, int32_t fewer, int32_t *agents,
                          bool *is_better)
{
    ds_staffing_search *search = it->search;
    const ds_staffing_study *study = search->study;
    memcpy(agents, search->agents, (size_t)study->count * sizeof *agents);
    agents[more]++;
    ds_status status = lower(it, fewer, agents);
    if (status == DS_OK &&
        ds_staffing_wages(study, agents) < ds_staffing_wages(study, search->agents)) {
        keep(search, agents);
        *is_better = true;
    }
    return status;
}

static ds_status exchange_all(const trial *it, int32_t *agents)
{
    int32_t count = it->search->study->count;
    bool is_better = true;
    while (is_better) {
        is_better = false;
        for (int32_t a = 0; a < count; a++)
            for (int32_t b = 0; b < count; b++) {
                if (a == b || it->search->agents[a] >= range_of(it->search, a)->most)
                    continue;
                ds_status status = exchange(it, a, b, agents, &is_better);
                if (status != DS_OK)
                    return status;
            }
    }
    return DS_OK;
}

/* Refuses a target that nothing can meet or break: its measure has no value. */
static ds_status refuse_empty(const trial *it)
{
    const ds_staffing_search *search = it->search;
    for (int32_t t = 0; t < search->target_count; t++) {
        const ds_condition *target = &search->targets[t];
        if (!isfinite(search->study->configs[0].point.estimates[target->key].value))
            return ds_error_set(it->err, DS_BAD_INPUT,
                                "--target %s: no ticket is counted there: its priority, "
                                "type or group never occurs, or too rarely to tell",
                                target->text);
    }
    return DS_OK;
}

ds_status ds_staffing_search_run(ds_staffing_search *search, ds_diagnostics *said,
                                 ds_error *err)
{
    size_t count = (size_t)search->study->count + 1;
    const trial it = {.search = search, .said = said, .err = err};
    search->agents = calloc(count, sizeof *search->agents);
    int32_t *agents = calloc(count, sizeof *agents);
    bool *is_taken = calloc(count, sizeof *is_taken);
    ds_status status =
        search->agents && agents && is_taken ? DS_OK : ds_error_no_memory(err);
    for (int32_t g = 0; g < search->study->count && status == DS_OK; g++)
        agents[g] = search->agents[g] = range_of(search, g)->most;
    if (status == DS_OK)
        status = meets(&it, agents, &search->is_met);
    if (status == DS_OK)
        status = refuse_empty(&it);
    if (status == DS_OK && search->is_met)
        status = descend(&it, agents, is_taken);
    if (status == DS_OK && search->is_met)
        status = exchange_all(&it, agents);
    search->is_done = status == DS_OK;
    if (status == DS_OK && search->is_met) {
        int32_t row = ds_staffing_study_find(search->study, search->agents);
        status = ds_staffing_study_check(search->study, search->agents,
                                         search->study->configs[row].candidate.count,
                                         &search->check, said, err);
        search->is_checked = status == DS_OK;
    }
    free(is_taken);
    free(agents);
    return status;
}

void ds_staffing_search_free(ds_staffing_search *search)
{
    free(search->agents);
    search->agents = NULL;
    ds_experiment_point_free(&search->check);
}

/* The answer. */

static const ds_staffing_config *answer_of(const ds_staffing_search *search)
{
    int32_t row = ds_staffing_study_find(search->study, search->agents);
    return row == DS_NO_ID ? NULL : &search->study->configs[row];
}

static void put_count(ds_study_table *table, int32_t row, int32_t column, int32_t count)
{
    char text[16];
    (void)snprintf(text, sizeof text, "%d", (int)count);
    ds_study_table_text(table, row, column, text);
    ds_study_table_number(table, row, column, count);
}

static bool is_near(const ds_staffing_search *search, const ds_estimate *found,
                    const ds_condition *target)
{
    return fabs(found->value - target->limit) <= close_to(search, target);
}

static void say_target(const ds_staffing_search *search, const ds_condition *target,
                       const ds_estimate *found, ds_study_table *table)
{
    ds_study_table_note(table, "%s: %.4g [%.4g, %.4g]%s.", target->text, found->value,
                        found->lo, found->hi,
                        !isfinite(found->value) ? "; no ticket is counted there"
                        : search->is_met && is_near(search, found, target)
                            ? "; so near to the limit that one agent more will do as well"
                        : holds(found, target) ? ""
                                               : "; not met");
}

/* What fresh replications show: the estimate without the luck of having been chosen. */
static void say_check(const ds_staffing_search *search, ds_study_table *table)
{
    for (int32_t t = 0; t < search->target_count && search->is_checked; t++) {
        const ds_condition *target = &search->targets[t];
        const ds_estimate *found = &search->check.estimates[target->key];
        ds_study_table_note(table, "On fresh replications: %s: %.4g [%.4g, %.4g]%s.",
                            target->text, found->value, found->lo, found->hi,
                            holds(found, target)   ? "; confirmed"
                            : keeps(found, target) ? "; kept, but not beyond doubt"
                                                   : "; not kept: take more replications");
    }
}

static int64_t most_of(const ds_staffing_study *study)
{
    int64_t most = 0;
    for (int32_t i = 0; i < study->config_count; i++)
        if (study->configs[i].candidate.count > most)
            most = study->configs[i].candidate.count;
    return most;
}

/* One agent fewer in a group, where that misses or keeps a target by less than matters. */
static void say_neighbour(const ds_staffing_search *search, int32_t group,
                          ds_study_table *table)
{
    const ds_staffing_study *study = search->study;
    search->agents[group]--;
    int32_t row = ds_staffing_study_find(study, search->agents);
    search->agents[group]++;
    if (row == DS_NO_ID)
        return;
    bool is_all_close = true;
    bool is_any_close = false;
    for (int32_t t = 0; t < search->target_count; t++) {
        const ds_condition *target = &search->targets[t];
        const ds_estimate *found = &study->configs[row].point.estimates[target->key];
        bool is_close = is_near(search, found, target);
        is_all_close &= is_close || holds(found, target);
        is_any_close |= is_close;
    }
    if (is_all_close && is_any_close)
        ds_study_table_note(table,
                            "%s: %d or %d will do: with %d, each target is kept or missed "
                            "by no more than %.1f points.",
                            study->experiment.runs.desk->groups[study->groups[group]].name,
                            (int)search->agents[group] - 1, (int)search->agents[group],
                            (int)search->agents[group] - 1, 100 * DS_STAFFING_CLOSE);
}

static void say_answer(const ds_staffing_search *search, const ds_staffing_config *config,
                       ds_study_table *table)
{
    const ds_staffing_study *study = search->study;
    ds_estimate cost = ds_staffing_cost(study, config);
    if (!search->is_met)
        ds_study_table_note(
            table, "The targets cannot be shown to hold with any head counts up to "
                   "saturation, which the table has: what breaks them is not a "
                   "lack of agents (touch times, holds, opening hours), or it "
                   "takes more replications to tell.");
    for (int32_t t = 0; t < search->target_count; t++)
        say_target(search, &search->targets[t],
                   &config->point.estimates[search->targets[t].key], table);
    say_check(search, table);
    for (int32_t g = 0; g < study->count && search->is_met; g++)
        say_neighbour(search, g, table);
    ds_study_table_note(table,
                        "Wages and penalties: %.0f a week; %d combinations of head "
                        "counts were simulated, in %lld replications, up to %lld each.",
                        cost.value, (int)study->config_count,
                        (long long)ds_staffing_study_replications(study),
                        (long long)most_of(study));
    if (!study->has_wages)
        ds_study_table_note(table,
                            "Assumed: %d an agent hour where the scenario gives no wage "
                            "(costs.agents).",
                            DS_STAFFING_WAGE);
    if (!search->is_done)
        ds_study_table_note(table, "Stopped before its end: this is the best so far.");
}

ds_status ds_staffing_search_table(const ds_staffing_search *search, ds_study_table *table,
                                   ds_error *err)
{
    const ds_staffing_study *study = search->study;
    const ds_desk *desk = study->experiment.runs.desk;
    const ds_staffing_config *config = answer_of(search);
    ds_study_table_column(table, "group", NULL, "group", true);
    ds_study_table_column(table, "agents", "now", "agents_now", false);
    ds_study_table_column(table, "least", "stable", "least_stable", false);
    ds_study_table_column(table, "least cost", "agents", "least_cost_agents", false);
    table->stub = 1;
    ds_study_table_rows(table, study->count);
    for (int32_t g = 0; g < study->count; g++) {
        ds_study_table_text(table, g, 0, desk->groups[study->groups[g]].name);
        put_count(table, g, 1, range_of(search, g)->own);
        put_count(table, g, 2, range_of(search, g)->least);
        put_count(table, g, 3, search->agents[g]);
    }
    if (config)
        say_answer(search, config, table);
    return table->is_out_of_memory ? ds_error_no_memory(err) : DS_OK;
}
