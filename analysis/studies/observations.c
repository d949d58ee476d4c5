#include "analysis/studies/observations.h"

#include <stdlib.h>
#include <string.h>

#define MOST_UNITS 256

int64_t ds_observations_unit(int64_t replications)
{
    return (replications + MOST_UNITS - 1) / MOST_UNITS;
}

static ds_status make_room(ds_observations *it, int32_t units, ds_error *err)
{
    if (units <= it->capacity)
        return DS_OK;
    int32_t capacity = 2 * it->capacity > units ? 2 * it->capacity : units;
    ds_counts *counts = realloc(it->counts, (size_t)capacity * sizeof *counts);
    if (!counts)
        return ds_error_no_memory(err);
    it->counts = counts;
    ds_observed *of = realloc(it->of, (size_t)capacity * sizeof *of);
    if (!of)
        return ds_error_no_memory(err);
    it->of = of;
    for (int32_t u = it->capacity; u < capacity; u++)
        it->counts[u] = (ds_counts){0};
    for (int32_t u = 0; u < capacity; u++)
        it->of[u].counts = &it->counts[u];
    for (int32_t u = it->capacity; u < capacity; u++)
        it->of[u].zeros = it->of[u].total = 0;
    it->capacity = capacity;
    return DS_OK;
}

/* Room for the buckets of both. */
static ds_status widen(ds_counts *into, const ds_counts *more, ds_error *err)
{
    bool is_empty = into->first == into->last;
    int32_t first = is_empty || more->first < into->first ? more->first : into->first;
    int32_t last = is_empty || more->last > into->last ? more->last : into->last;
    if (first == into->first && last == into->last)
        return DS_OK;
    uint32_t *count = calloc((size_t)(last - first), sizeof *count);
    if (!count)
        return ds_error_no_memory(err);
    if (!is_empty)
        memcpy(count + (into->first - first), into->count,
               (size_t)(into->last - into->first) * sizeof *count);
    free(into->count);
    *into = (ds_counts){first, last, count};
    return DS_OK;
}

ds_status ds_observations_add(ds_observations *it, const ds_observed *one, ds_error *err)
{
    int32_t unit = (int32_t)(it->count / it->unit);
    const ds_counts *more = one->counts;
    ds_status status = make_room(it, unit + 1, err);
    if (status == DS_OK && more->first < more->last)
        status = widen(&it->counts[unit], more, err);
    if (status != DS_OK)
        return status;
    for (int32_t b = more->first; b < more->last; b++)
        it->counts[unit].count[b - it->counts[unit].first] += more->count[b - more->first];
    it->of[unit].zeros += one->zeros;
    it->of[unit].total += one->total;
    it->count++;
    return DS_OK;
}

void ds_observations_free(ds_observations *it)
{
    for (int32_t u = 0; u < it->capacity; u++)
        free(it->counts[u].count);
    free(it->counts);
    free(it->of);
    *it = (ds_observations){0};
}

int32_t ds_observations_units(const ds_observations *it, int64_t count)
{
    int64_t begun = count == it->count ? it->unit - 1 : 0;
    return (int32_t)((count + begun) / it->unit);
}
