#include "analysis/staffing/staffing_proof.h"

#include <math.h>
#include <stdlib.h>

/* Steps of the enumeration, at most: some seconds. */
#define MOST_STEPS 20000000

/* Wages that differ by less are the same: sums of the same numbers in another order. */
#define SAME_WAGES 1e-9

typedef struct enumeration {
    const ds_staffing_search *search;
    double limit;       /* wages that have to be undercut */
    const double *rest; /* [group]: the least wages of the groups behind it */
    int32_t *agents;
    int64_t steps;
} enumeration;

static const ds_staffing_range *range_of(const ds_staffing_search *search, int32_t group)
{
    return &search->study->ranges[search->study->groups[group]];
}

static double price(const ds_staffing_search *search, int32_t group)
{
    return search->study->wages[search->study->groups[group]] *
           range_of(search, group)->open_h_per_week;
}

/* Whether head counts that were simulated and do not keep the targets rule these out. */
static bool is_ruled_out(const ds_staffing_search *search, const int32_t *agents)
{
    const ds_staffing_study *study = search->study;
    for (int32_t row = 0; row < study->config_count; row++) {
        bool is_below = true;
        for (int32_t g = 0; g < study->count && is_below; g++)
            is_below = agents[g] <= study->configs[row].agents[g];
        if (is_below && !ds_staffing_is_held(search, row))
            return true;
    }
    return false;
}

/* Whether an agent can be added somewhere below the limit. */
static bool can_grow(const enumeration *it)
{
    double wages = ds_staffing_wages(it->search->study, it->agents);
    for (int32_t g = 0; g < it->search->study->count; g++)
        if (it->agents[g] < range_of(it->search, g)->most &&
            wages + price(it->search, g) < it->limit)
            return true;
    return false;
}

/* The most agents of a group with which the others behind it still fit below the limit. */
static int32_t most_of(const enumeration *it, int32_t group, double spent)
{
    const ds_staffing_range *range = range_of(it->search, group);
    double each = price(it->search, group);
    double room = it->limit - spent - it->rest[group];
    if (room <= range->least * each)
        return range->least - 1;
    double most = each > 0 ? ceil(room / each) - 1 : range->most;
    return most < range->most ? (int32_t)most : range->most;
}

/* Goes on from `group`: whether head counts that matter are found. The last group has as
 * many as fit: with fewer it could grow. */
static bool find(enumeration *it, int32_t group, double spent)
{
    const ds_staffing_search *search = it->search;
    int32_t last = search->study->count - 1;
    int32_t most = most_of(it, group, spent);
    int32_t least = group == last ? most : range_of(search, group)->least;
    for (int32_t n = most; n >= least && n >= range_of(search, group)->least; n--) {
        if (++it->steps > MOST_STEPS)
            return false;
        it->agents[group] = n;
        if (group < last) {
            if (find(it, group + 1, spent + n * price(search, group)))
                return true;
        } else if (!can_grow(it) && !is_ruled_out(search, it->agents)) {
            return true;
        }
    }
    return false;
}

/* [group]: the least wages of the groups behind it. */
static double *least_rest(const ds_staffing_search *search, ds_error *err)
{
    int32_t count = search->study->count;
    double *rest = calloc((size_t)count + 1, sizeof *rest);
    if (!rest)
        ds_error_no_memory(err);
    for (int32_t g = count - 2; rest && g >= 0; g--)
        rest[g] = rest[g + 1] + range_of(search, g + 1)->least * price(search, g + 1);
    return rest;
}

ds_status ds_staffing_find_cheaper(const ds_staffing_trial *it, int32_t *agents,
                                   bool *found_out)
{
    ds_staffing_search *search = it->search;
    double wages = ds_staffing_wages(search->study, search->agents);
    double *rest = least_rest(search, it->err);
    enumeration all = {.search = search,
                       .limit = wages * (1 - SAME_WAGES),
                       .rest = rest,
                       .agents = agents};
    ds_status status = rest ? DS_OK : DS_NO_MEMORY;
    *found_out = false;
    search->is_proven = false;
    while (status == DS_OK && !*found_out && !search->is_proven) {
        if (!find(&all, 0, 0)) {
            search->is_proven = all.steps <= MOST_STEPS;
            break;
        }
        if (search->proof_count++ >= DS_STAFFING_PROOF_MOST)
            break;
        status = ds_staffing_meets(it, agents, found_out);
    }
    free(rest);
    return status;
}
