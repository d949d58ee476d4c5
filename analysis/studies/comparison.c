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
    static const char *const more[] = {"fcr_rate", "attainment", "goal_met_probability"};
    static const char *const neither[] = {"arrived",    "resolved", "utilisation",
                                          "visits",     "touch_h",  "busy_h",
                                          "rostered_h", "agents",   "sla_warnings"};
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

static ds_difference difference_of(const ds_comparison *it, int32_t key, int32_t candidate,
                                   double *room)
{
    int64_t count = it->replications;
    const ds_measure *measure = measure_of(it, key);
    const ds_candidate *a = &it->candidates[0];
    const ds_candidate *b = &it->candidates[candidate];
    double *xa = room;
    double *na = room + count;
    double *xb = room + 2 * count;
    double *nb = room + 3 * count;
    if (measure->kind != DS_MEASURE_RATE) {
        ds_candidate_terms(a, key, count, xa, na);
        ds_candidate_terms(b, key, count, xb, nb);
        return ds_paired_difference(xa, na, xb, nb, (int32_t)count, 1, it->each_level);
    }
    ds_estimate of_a = ds_candidate_estimate(a, key, count, it->each_level, room);
    ds_estimate of_b = ds_candidate_estimate(b, key, count, it->each_level, room);
    ds_candidate_terms(a, key, count, xa, na);
    ds_candidate_terms(b, key, count, xb, nb);
    return ds_paired_rate_difference(xa, na, xb, nb, (int32_t)count, it->each_level, &of_a,
                                     &of_b);
}

static void fill_row(ds_comparison *it, int32_t key, int32_t candidate, double *room)
{
    ds_compared *row = &it->rows[key * it->candidate_count + candidate];
    const ds_candidate *of = &it->candidates[candidate];
    bool has_both = of->rows[key] != DS_NO_ID && it->candidates[0].rows[key] != DS_NO_ID;
    row->estimate = ds_candidate_estimate(of, key, it->replications, it->level, room);
    row->difference = (ds_difference){NAN, NAN, NAN, NAN, NAN, NAN, DS_DIFFERENCE_NONE};
    row->more = NAN;
    if (candidate == 0 || !has_both || it->replications == 0)
        return;
    row->difference = difference_of(it, key, candidate, room);
    row->is_clear = ds_difference_is_clear(&row->difference);
    if (row->is_clear)
        row->sense = ds_measure_sense(measure_of(it, key)->name) *
                     (row->difference.value > 0 ? 1 : -1);
    else
        row->more = replications_to_tell(&row->difference, it->replications);
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
    double differences = (double)it->keys->count * (it->candidate_count - 1);
    it->each_level = 1 - (1 - it->level) / fmax(1, differences);
    it->rows = calloc((size_t)it->keys->count * candidates + 1, sizeof *it->rows);
    it->order = calloc(candidates, sizeof *it->order);
    double *room = calloc(4 * (size_t)it->replications + 1, sizeof *room);
    bool has_room = it->rows && it->order && room;
    for (int32_t k = 0; has_room && k < it->keys->count; k++)
        for (int32_t c = 0; c < it->candidate_count; c++)
            fill_row(it, k, c, room);
    free(room);
    if (!has_room)
        return ds_error_no_memory(err);
    sort_candidates(it);
    return DS_OK;
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
