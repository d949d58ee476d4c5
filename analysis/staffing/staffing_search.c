#include "analysis/staffing/staffing_search.h"

#include "analysis/staffing/staffing_proof.h"
#include "analysis/staffing/staffing_verdict.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const ds_staffing_range *range_of(const ds_staffing_search *search, int32_t group)
{
    return &search->study->ranges[search->study->groups[group]];
}

/* The least head count of a group that meets the targets, the others being as they are;
 * agents[group] meets them. */
static ds_status lower(const ds_staffing_trial *it, int32_t group, int32_t *agents)
{
    int32_t low = range_of(it->search, group)->least;
    int32_t high = agents[group];
    while (low < high) {
        bool is_met;
        agents[group] = low + (high - low) / 2;
        ds_status status = ds_staffing_meets(it, agents, &is_met);
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

static ds_status descend(const ds_staffing_trial *it, int32_t *agents, bool *is_taken)
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
static ds_status exchange(const ds_staffing_trial *it, int32_t more, int32_t fewer,
                          int32_t *agents, bool *is_better)
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

static ds_status exchange_all(const ds_staffing_trial *it, int32_t *agents)
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

/* From each cheaper answer down again, until none is left. */
static ds_status prove(const ds_staffing_trial *it, int32_t *agents)
{
    bool is_found = true;
    ds_status status = DS_OK;
    while (is_found && status == DS_OK) {
        status = ds_staffing_find_cheaper(it, agents, &is_found);
        if (status != DS_OK || !is_found)
            break;
        for (int32_t g = 0; g < it->search->study->count && status == DS_OK; g++)
            status = lower(it, g, agents);
        if (status == DS_OK)
            keep(it->search, agents);
    }
    return status;
}

/* Refuses a target that nothing can meet or break: its measure has no value. */
static ds_status refuse_empty(const ds_staffing_trial *it)
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

/* A combination is looked at again after each doubling: all looks together err as rarely as
 * one at the study's level does (Bonferroni). */
static double strict_level(const ds_staffing_search *search)
{
    const ds_experiment *experiment = &search->study->experiment;
    int looks = 1;
    for (int64_t count = experiment->replications; count < search->most; count *= 2)
        looks++;
    return 1 - (1 - experiment->level) / looks;
}

ds_status ds_staffing_search_run(ds_staffing_search *search, ds_diagnostics *said,
                                 ds_error *err)
{
    size_t count = (size_t)search->study->count + 1;
    const ds_staffing_trial it = {.search = search, .said = said, .err = err};
    search->agents = calloc(count, sizeof *search->agents);
    int32_t *agents = calloc(count, sizeof *agents);
    bool *is_taken = calloc(count, sizeof *is_taken);
    ds_status status =
        search->agents && agents && is_taken ? DS_OK : ds_error_no_memory(err);
    search->study->strict_level = strict_level(search);
    for (int32_t g = 0; g < search->study->count && status == DS_OK; g++)
        agents[g] = search->agents[g] = range_of(search, g)->most;
    if (status == DS_OK)
        status = ds_staffing_meets(&it, agents, &search->is_met);
    if (status == DS_OK)
        status = refuse_empty(&it);
    if (status == DS_OK && search->is_met)
        status = descend(&it, agents, is_taken);
    if (status == DS_OK && search->is_met)
        status = exchange_all(&it, agents);
    if (status == DS_OK && search->is_met)
        status = prove(&it, agents);
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
