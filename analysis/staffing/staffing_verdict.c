#include "analysis/staffing/staffing_verdict.h"

#include <math.h>
#include <string.h>

bool ds_target_holds(const ds_estimate *estimate, const ds_condition *target)
{
    return target->is_at_least ? estimate->lo >= target->limit
                               : estimate->hi <= target->limit;
}

static bool breaks(const ds_estimate *estimate, const ds_condition *target)
{
    return target->is_at_least ? estimate->hi < target->limit
                               : estimate->lo > target->limit;
}

bool ds_target_is_kept(const ds_estimate *estimate, const ds_condition *target)
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

bool ds_target_is_near(const ds_staffing_search *search, const ds_estimate *found,
                       const ds_condition *target)
{
    return fabs(found->value - target->limit) <= close_to(search, target);
}

typedef enum decision { BROKEN, OPEN, HELD } decision;

static decision decide_one(const ds_staffing_search *search,
                           const ds_staffing_config *config, const ds_condition *target)
{
    const ds_estimate *found = &config->strict[target->key];
    if (ds_target_holds(found, target))
        return HELD;
    if (breaks(found, target))
        return BROKEN;
    bool is_close = found->hi - found->lo <= 2 * close_to(search, target);
    return !is_close ? OPEN : ds_target_is_kept(found, target) ? HELD : BROKEN;
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

bool ds_staffing_is_held(const ds_staffing_search *search, int32_t row)
{
    return decide(search, row) == HELD;
}

ds_status ds_staffing_meets(const ds_staffing_trial *it, const int32_t *agents,
                            bool *met_out)
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
        *met_out = ds_staffing_is_held(search, row);
    return status;
}
