#include "analysis/studies/comparison.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const ds_measure *measure_of(const ds_comparison *it, int32_t key)
{
    int32_t count;
    return &ds_measures(&count)[it->keys->list[key].measure];
}

/* More of these is better; of most others less is; the rest is neither. */
int ds_measure_sense(const char *measure)
{
    static const char *const more[] = {
        "fcr_rate",     "attainment",    "availability",   "goal_met_probability", "mtbf_h",
        "satisfaction", "service_level", "satisfied_rate", "updates_on_time_rate"};
    static const char *const neither[] = {
        "arrived",     "resolved",    "utilisation", "visits",       "touch_h",
        "busy_h",      "rostered_h",  "agents",      "sla_warnings", "blame_share",
        "vip_tickets", "corrections", "escalations", "handovers",    "updates"};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        if (strcmp(measure, more[i]) == 0)
            return 1;
    for (size_t i = 0; i < sizeof neither / sizeof *neither; i++)
        if (strcmp(measure, neither[i]) == 0)
            return 0;
    return -1;
}

/* Comparable? */

static ds_status differs(const char *name, const char *what, ds_error *err)
{
    return ds_error_set(err, DS_BAD_INPUT,
                        "'%s' cannot be compared with the base: it has %s; --set gives all "
                        "of them the same",
                        name, what);
}

ds_status ds_comparison_check(const ds_desk *base, const ds_desk *other, const char *name,
                              ds_error *err)
{
    if (base->start_unix != other->start_unix)
        return differs(name, "another start", err);
    if (base->horizon != other->horizon)
        return differs(name, "another horizon", err);
    if (base->warm_up != other->warm_up)
        return differs(name, "another warm-up", err);
    if (base->priority_count != other->priority_count)
        return differs(name, "another number of priorities", err);
    for (int32_t p = 0; p < base->priority_count; p++)
        if (strcmp(base->priority_names[p], other->priority_names[p]) != 0)
            return differs(name, "priorities with other names", err);
    return DS_OK;
}

/* Rows. */

/* Half-widths shrink with the root of the number of replications. */
static double replications_to_tell(const ds_difference *difference, int64_t count)
{
    if (difference->method != DS_DIFFERENCE_PAIRED || difference->value == 0)
        return NAN;
    double ratio = difference->half_width / fabs(difference->value);
    double more = ceil((double)count * ratio * ratio);
    return more > 1e9 ? NAN : more;
}

static void judge(const ds_comparison *it, int32_t key, ds_compared *row)
{
    row->is_clear = ds_difference_is_clear(&row->difference);
    row->more = NAN;
    if (row->is_clear)
        row->sense = ds_measure_sense(measure_of(it, key)->name) *
                     (row->difference.value > 0 ? 1 : -1);
    else
        row->more = replications_to_tell(&row->difference, it->replications);
}

/* All rows, the differences at a level. */
static ds_status fill(ds_comparison *it, double level, double *room, ds_error *err)
{
    ds_status status = DS_OK;
    for (int32_t k = 0; k < it->keys->count; k++)
        for (int32_t c = 0; c < it->candidate_count && status == DS_OK; c++) {
            ds_compared *row = &it->rows[k * it->candidate_count + c];
            const ds_candidate *of = &it->candidates[c];
            *row = (ds_compared){.difference = ds_difference_none(), .more = NAN};
            status = ds_candidate_estimate(of, k, it->replications, it->level, room,
                                           &row->estimate, err);
            if (status != DS_OK || c == 0)
                continue;
            status = ds_candidate_difference(&it->candidates[0], of, k, it->replications,
                                             level, room, &row->difference, err);
            judge(it, k, row);
        }
    return status;
}

/* Differences that are estimated: what does not exist, or is known, takes no share of the
 * level. */
static int32_t count_estimated(const ds_comparison *it)
{
    int32_t count = 0;
    for (int32_t i = 0; i < it->keys->count * it->candidate_count; i++) {
        ds_difference_method method = it->rows[i].difference.method;
        count += method == DS_DIFFERENCE_PAIRED || method == DS_DIFFERENCE_RARE;
    }
    return count;
}

/* The base stays on top; the others by the first key measure, the best first. */
static void sort_candidates(ds_comparison *it)
{
    for (int32_t i = 0; i < it->candidate_count; i++)
        it->order[i] = i;
    if (it->keys->count == 0)
        return;
    int sense = ds_measure_sense(measure_of(it, 0)->name) > 0 ? -1 : 1;
    for (int32_t i = 2; i < it->candidate_count; i++)
        for (int32_t j = i; j > 1; j--) {
            int32_t *a = &it->order[j - 1];
            int32_t *b = &it->order[j];
            double of_a = sense * ds_compared_at(it, 0, *a)->estimate.value;
            double of_b = sense * ds_compared_at(it, 0, *b)->estimate.value;
            if (!(of_b < of_a))
                break;
            int32_t swapped = *a;
            *a = *b;
            *b = swapped;
        }
}

ds_status ds_comparison_make(ds_comparison *it, ds_error *err)
{
    size_t candidates = (size_t)it->candidate_count;
    it->rows = calloc((size_t)it->keys->count * candidates + 1, sizeof *it->rows);
    it->order = calloc(candidates, sizeof *it->order);
    double *room = calloc(4 * (size_t)it->replications + 1, sizeof *room);
    ds_status status = it->rows && it->order && room ? DS_OK : ds_error_no_memory(err);
    if (status == DS_OK)
        status = fill(it, it->level, room, err);
    if (status == DS_OK) {
        it->estimated = count_estimated(it);
        it->each_level = 1 - (1 - it->level) / fmax(1, it->estimated);
        status = fill(it, it->each_level, room, err);
    }
    free(room);
    if (status == DS_OK)
        sort_candidates(it);
    return status;
}

bool ds_comparison_shows(const ds_comparison *it, int32_t key)
{
    if (it->keys->list[key].is_named)
        return true;
    for (int32_t c = 0; c < it->candidate_count; c++)
        if (ds_compared_at(it, key, c)->estimate.method != DS_METHOD_NONE)
            return true;
    return false;
}

void ds_comparison_free(ds_comparison *it)
{
    free(it->rows);
    free(it->order);
    free(it->selection.run);
    free(it->selection.keeps);
    it->rows = NULL;
    it->order = NULL;
    it->selection.run = NULL;
    it->selection.keeps = NULL;
}
