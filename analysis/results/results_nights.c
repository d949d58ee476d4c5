/* What is open at midnight, who hands tickets on to whom, how a major incident went. */
#include "analysis/results/results_parts.h"

#include <stdlib.h>

static ds_status allocate(double **out, size_t count, ds_error *err)
{
    *out = calloc(count + 1, sizeof **out);
    return *out ? DS_OK : ds_error_no_memory(err);
}

/* Nights that a point has, in a replication that saw `count` of them. */
static int32_t nights_of(const ds_nights *nights, int32_t point)
{
    int32_t left = nights->count - point * nights->width;
    return left < nights->width ? left : nights->width;
}

static void add(double *out, const float *sums, const ds_nights *nights, int32_t rows,
                double weight)
{
    for (int32_t row = 0; row < rows; row++)
        for (int32_t point = 0; point < nights->points; point++) {
            size_t place = (size_t)row * (size_t)nights->points + (size_t)point;
            if (nights_of(nights, point) > 0)
                out[place] += weight * sums[place] / nights_of(nights, point);
        }
}

ds_status ds_results_make_nights(ds_results *results, const ds_basis *basis, ds_error *err)
{
    ds_result_nights *out = &results->nights;
    int32_t groups = basis->desk->group_count;
    if (basis->count == 0 || basis->tallies[0]->nights.count == 0)
        return DS_OK;
    const ds_nights *pattern = &basis->tallies[0]->nights;
    size_t by_group = (size_t)pattern->points * (size_t)groups;
    ds_status status = allocate(&out->open, (size_t)pattern->points * DS_AGE_BANDS, err);
    if (status == DS_OK)
        status = allocate(&out->waiting, by_group, err);
    if (status == DS_OK)
        status = allocate(&out->oldest_h, by_group, err);
    if (status != DS_OK)
        return status;
    out->width = pattern->width;
    out->points = (pattern->count + pattern->width - 1) / pattern->width;
    double weight = 1.0 / basis->count;
    for (int32_t i = 0; i < basis->count; i++) {
        const ds_nights *one = &basis->tallies[i]->nights;
        add(out->open, one->open, one, DS_AGE_BANDS, weight);
        add(out->waiting, one->waiting, one, groups, weight);
        add(out->oldest_h, one->oldest_h, one, groups, weight);
    }
    out->stride = pattern->points;
    return DS_OK;
}

static ds_status copy_course(ds_results *results, const ds_basis *basis, ds_error *err)
{
    const ds_major_course *course = basis->count > 0 ? basis->tallies[0]->course : NULL;
    if (!course)
        return DS_OK;
    results->course = malloc(sizeof *results->course);
    if (!results->course)
        return ds_error_no_memory(err);
    *results->course = *course;
    return DS_OK;
}

ds_status ds_results_make_moves(ds_results *results, const ds_basis *basis, ds_error *err)
{
    int32_t groups = basis->desk->group_count;
    double weeks = 0;
    ds_status status = allocate(&results->moves, (size_t)(groups * groups), err);
    if (status != DS_OK)
        return status;
    for (int32_t i = 0; i < basis->count; i++)
        weeks += basis->tallies[i]->window / (double)DS_WEEK;
    for (int32_t i = 0; i < basis->count; i++)
        for (int32_t m = 0; m < basis->tallies[i]->move_count; m++) {
            const ds_move *move = &basis->tallies[i]->moves[m];
            results->moves[move->from * groups + move->to] += move->tickets / weeks;
        }
    return copy_course(results, basis, err);
}
