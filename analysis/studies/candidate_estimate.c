/* What a candidate's replications say of a key measure, alone and beside another's. */
#include "analysis/estimates/percentile_difference.h"
#include "analysis/studies/candidate.h"

#include <math.h>
#include <string.h>

static const ds_measure *measure_of(const ds_candidate *candidate, int32_t key)
{
    int32_t count;
    return &ds_measures(&count)[candidate->of[key].measure];
}

static void copy_column(const ds_candidate *candidate, int32_t column, int64_t count,
                        double *x, double *n)
{
    for (int64_t r = 0; r < count; r++) {
        size_t place = (size_t)(r * candidate->column_count + column);
        x[r] = candidate->x[place];
        n[r] = candidate->n[place];
    }
}

void ds_candidate_terms(const ds_candidate *candidate, int32_t key, int64_t count,
                        double *x, double *n)
{
    copy_column(candidate, key, count, x, n);
}

/* Alone. */

static ds_estimate rate(const ds_candidate *candidate, int32_t key, int64_t count,
                        double level, double *room)
{
    const ds_measure *measure = measure_of(candidate, key);
    int32_t replications = (int32_t)count;
    int32_t lender = candidate->lender[key];
    /* Periods of one replication may be all alike: what is known of none is worst. */
    double correlation = measure->source == DS_SOURCE_CHANCE ? 1 : 0;
    if (lender != DS_NO_ID) {
        copy_column(candidate, lender, count, room, room + count);
        correlation = ds_rate_correlation(room, room + count, replications);
    }
    copy_column(candidate, key, count, room, room + count);
    if (measure->source != DS_SOURCE_CHANCE || measure->numerator != DS_CHANCE_WINDOWS)
        return ds_estimate_rate(room, room + count, replications, level, correlation);
    double events = 0;
    for (int64_t r = 0; r < count; r++)
        events += room[r];
    return ds_estimate_binomial(events, (double)count, replications, level);
}

static ds_status percentile(const ds_candidate *candidate, int32_t key, int64_t count,
                            double level, double *room, ds_estimate *out, ds_error *err)
{
    const ds_observations *seen = &candidate->observed[key];
    int32_t units = ds_observations_units(seen, count);
    ds_merged merged;
    ds_status status = ds_merged_init(&merged, seen->of, units, err);
    if (status == DS_OK)
        *out = ds_estimate_percentile(&merged, seen->of, units, 1,
                                      measure_of(candidate, key)->share, level, room);
    out->replications = (int32_t)count;
    ds_merged_free(&merged);
    return status;
}

ds_status ds_candidate_estimate(const ds_candidate *candidate, int32_t key, int64_t count,
                                double level, double *room, ds_estimate *out, ds_error *err)
{
    const ds_measure *measure = measure_of(candidate, key);
    *out = ds_estimate_none((int32_t)count);
    if (candidate->rows[key] == DS_NO_ID || count == 0)
        return DS_OK;
    if (measure->kind == DS_MEASURE_PERCENTILE)
        return percentile(candidate, key, count, level, room, out, err);
    if (measure->kind == DS_MEASURE_RATE) {
        *out = rate(candidate, key, count, level, room);
        return DS_OK;
    }
    copy_column(candidate, key, count, room, room + count);
    *out = ds_estimate_ratio(room, room + count, (int32_t)count, 1, level);
    if (strcmp(measure->unit, "share") == 0 && ds_estimate_has_interval(out))
        out->hi = fmin(1, out->hi);
    return DS_OK;
}

/* Beside another. */

static ds_status percentiles(const ds_candidate *a, const ds_candidate *b, int32_t key,
                             int64_t count, double level, double *room, ds_difference *out,
                             ds_error *err)
{
    const ds_observations *of_a = &a->observed[key];
    const ds_observations *of_b = &b->observed[key];
    int32_t units_a = ds_observations_units(of_a, count);
    int32_t units_b = ds_observations_units(of_b, count);
    int32_t units = units_a < units_b ? units_a : units_b;
    ds_merged in_a;
    ds_merged in_b = {0};
    ds_status status = ds_merged_init(&in_a, of_a->of, units, err);
    if (status == DS_OK)
        status = ds_merged_init(&in_b, of_b->of, units, err);
    if (status == DS_OK)
        *out = ds_paired_percentile_difference(&in_a, of_a->of, &in_b, of_b->of, units,
                                               measure_of(a, key)->share, level, room);
    ds_merged_free(&in_a);
    ds_merged_free(&in_b);
    return status;
}

ds_status ds_candidate_difference(const ds_candidate *a, const ds_candidate *b, int32_t key,
                                  int64_t count, double level, double *room,
                                  ds_difference *out, ds_error *err)
{
    const ds_measure *measure = measure_of(a, key);
    int32_t pairs = (int32_t)count;
    double *xa = room;
    double *na = room + count;
    double *xb = room + 2 * count;
    double *nb = room + 3 * count;
    *out = ds_difference_none();
    if (a->rows[key] == DS_NO_ID || b->rows[key] == DS_NO_ID || count == 0)
        return DS_OK;
    if (measure->kind == DS_MEASURE_PERCENTILE)
        return percentiles(a, b, key, count, level, room, out, err);
    bool is_rate = measure->kind == DS_MEASURE_RATE;
    ds_estimate of_a = {0};
    ds_estimate of_b = {0};
    if (is_rate) {
        of_a = rate(a, key, count, level, room);
        of_b = rate(b, key, count, level, room);
    }
    copy_column(a, key, count, xa, na);
    copy_column(b, key, count, xb, nb);
    *out = is_rate ? ds_paired_rate_difference(xa, na, xb, nb, pairs, level, &of_a, &of_b)
                   : ds_paired_difference(xa, na, xb, nb, pairs, 1, level);
    return DS_OK;
}
