/* The distribution of resolution times, overall and by priority. */
#include "analysis/estimates/percentile.h"
#include "analysis/results/results_parts.h"

#include <stdlib.h>

/* Buckets of the histogram that make one bin: 64 of them double the time, so a bin is 9 to
 * 12.5 % wide. */
#define BIN_BUCKETS 8

static double upper_h(int32_t bin)
{
    return ds_hours(ds_histogram_lower((bin + 1) * BIN_BUCKETS));
}

static double count_in_bin(const ds_merged *merged, int32_t bin)
{
    double count = 0;
    for (int32_t b = bin * BIN_BUCKETS; b < (bin + 1) * BIN_BUCKETS; b++)
        if (b >= merged->first && b < merged->last)
            count += (double)merged->counts[b - merged->first];
    return count;
}

static ds_status fill_points(ds_result_times *times, const ds_merged *merged, ds_error *err)
{
    int32_t first = merged->first / BIN_BUCKETS;
    int32_t last = (merged->last + BIN_BUCKETS - 1) / BIN_BUCKETS;
    size_t rows = (size_t)(last - first) + 1;
    times->upper_h = calloc(rows, sizeof *times->upper_h);
    times->cumulative = calloc(rows, sizeof *times->cumulative);
    times->density = calloc(rows, sizeof *times->density);
    if (!times->upper_h || !times->cumulative || !times->density)
        return ds_error_no_memory(err);
    double below = 0;
    for (int32_t bin = first; bin < last; bin++) {
        int32_t row = times->count++;
        double count = count_in_bin(merged, bin);
        double width_h = ds_hours(ds_histogram_lower((bin + 1) * BIN_BUCKETS) -
                                  ds_histogram_lower(bin * BIN_BUCKETS));
        below += count;
        times->upper_h[row] = upper_h(bin);
        times->cumulative[row] = below / merged->total;
        times->density[row] = count / merged->total / width_h;
    }
    times->n = merged->total;
    times->unresolved = merged->total - below;
    return DS_OK;
}

static ds_status make_one(ds_result_times *times, const ds_basis *basis,
                          ds_dimension dimension, int32_t row, ds_error *err)
{
    ds_merged merged;
    ds_observed *observed = calloc((size_t)basis->count + 1, sizeof *observed);
    if (!observed)
        return ds_error_no_memory(err);
    for (int32_t i = 0; i < basis->count; i++) {
        const ds_slice *slice = ds_tally_slice(basis->tallies[i], dimension, row);
        observed[i].counts = &slice->resolution;
        observed[i].total = slice->sum[DS_SUM_RESOLVED] + slice->sum[DS_SUM_CENSORED];
    }
    ds_status status = ds_merged_init(&merged, observed, basis->count, err);
    if (status == DS_OK)
        status = fill_points(times, &merged, err);
    ds_merged_free(&merged);
    free(observed);
    return status;
}

ds_status ds_results_make_times(ds_results *results, const ds_basis *basis, ds_error *err)
{
    const ds_desk *desk = basis->desk;
    int32_t count = 1 + desk->priority_count;
    results->times = calloc((size_t)count, sizeof *results->times);
    if (!results->times)
        return ds_error_no_memory(err);
    results->times_count = count;
    results->times[0].name = "";
    ds_status status = make_one(&results->times[0], basis, DS_BY_OVERALL, 0, err);
    for (int32_t p = 0; p < desk->priority_count && status == DS_OK; p++) {
        results->times[1 + p].name = desk->priority_names[p];
        status = make_one(&results->times[1 + p], basis, DS_BY_PRIORITY, p, err);
    }
    return status;
}
