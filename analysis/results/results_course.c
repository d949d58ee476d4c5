/* The course over time and over the hours of the week. */
#include "analysis/results/results_parts.h"
#include "model/practices.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

/* The band of the backlog over replications. */
#define BAND_LOW 0.10
#define BAND_HIGH 0.90

static ds_status allocate(double **out, size_t count, ds_error *err)
{
    *out = calloc(count + 1, sizeof **out);
    return *out ? DS_OK : ds_error_no_memory(err);
}

static double share(double part, double whole)
{
    return whole > 0 ? fmin(1.0, part / whole) : NAN;
}

/* Over time. */

static ds_status series_allocate(ds_result_series *series, size_t bins, size_t by_group,
                                 ds_error *err)
{
    double **columns[] = {&series->backlog, &series->backlog_lo, &series->backlog_hi,
                          &series->arrived, &series->resolved};
    double **group_columns[] = {&series->utilisation, &series->busy, &series->queue};
    ds_status status = DS_OK;
    for (size_t i = 0; i < sizeof columns / sizeof columns[0] && status == DS_OK; i++)
        status = allocate(columns[i], bins, err);
    for (size_t i = 0;
         i < sizeof group_columns / sizeof group_columns[0] && status == DS_OK; i++)
        status = allocate(group_columns[i], by_group, err);
    return status;
}

/* `room` holds a number for each replication. */
static void fill_bin(ds_result_series *series, const ds_basis *basis, int32_t bin,
                     double *room)
{
    size_t count = (size_t)basis->count;
    for (size_t i = 0; i < count; i++) {
        const ds_series *one = &basis->tallies[i]->series;
        room[i] = one->backlog[bin];
        series->arrived[bin] += one->arrived[bin] / (double)count;
        series->resolved[bin] += one->resolved[bin] / (double)count;
    }
    series->backlog[bin] = gsl_stats_mean(room, 1, count);
    series->backlog_lo[bin] = series->backlog_hi[bin] = NAN;
    if (count < 2)
        return;
    gsl_sort(room, 1, count);
    series->backlog_lo[bin] = gsl_stats_quantile_from_sorted_data(room, 1, count, BAND_LOW);
    series->backlog_hi[bin] =
        gsl_stats_quantile_from_sorted_data(room, 1, count, BAND_HIGH);
}

static void fill_group_bin(ds_result_series *series, const ds_basis *basis, size_t place,
                           double length_h)
{
    double busy = 0;
    double rostered = 0;
    double queue = 0;
    for (int32_t i = 0; i < basis->count; i++) {
        const ds_series *one = &basis->tallies[i]->series;
        busy += one->busy[place];
        rostered += one->rostered[place];
        queue += one->queue[place];
    }
    series->utilisation[place] = share(busy, rostered);
    series->busy[place] = busy / (length_h * basis->count);
    series->queue[place] = queue / basis->count;
}

ds_status ds_results_make_series(ds_results *results, const ds_basis *basis, ds_error *err)
{
    ds_result_series *series = &results->series;
    if (basis->count == 0)
        return DS_OK;
    const ds_series *pattern = &basis->tallies[0]->series;
    int32_t groups = basis->desk->group_count;
    size_t bins = (size_t)pattern->bins;
    ds_status status = series_allocate(series, bins, bins * (size_t)groups, err);
    double *room = malloc((size_t)basis->count * sizeof *room);
    if (!room)
        status = ds_error_no_memory(err);
    if (status == DS_OK) {
        series->bins = pattern->bins;
        series->width = pattern->width;
        for (int32_t bin = 0; bin < series->bins; bin++) {
            ds_ticks from = bin * series->width;
            ds_ticks length = ds_ticks_min(series->width, basis->desk->horizon - from);
            fill_bin(series, basis, bin, room);
            for (int32_t g = 0; g < groups; g++)
                fill_group_bin(series, basis, (size_t)g * bins + (size_t)bin,
                               ds_hours(length));
        }
    }
    free(room);
    return status;
}

/* Over the week. */

/* How much of the window falls in each local hour of the week. */
static void measure_hours(ds_result_week *week, const ds_desk *desk)
{
    ds_ticks now = desk->warm_up;
    while (now < desk->horizon) {
        ds_ticks into = ds_zone_to_local(&desk->zone, now) % DS_HOUR;
        ds_ticks next =
            ds_ticks_min(now + DS_HOUR - into, ds_zone_next_change(&desk->zone, now));
        next = ds_ticks_min(next, desk->horizon);
        week->hours[ds_zone_hour_of_week(&desk->zone, now)] += ds_hours(next - now);
        now = next;
    }
}

static void fill_hour(ds_result_week *week, const ds_basis *basis, int32_t hour)
{
    double hours = week->hours[hour] * basis->count;
    double arrived = 0;
    for (int32_t i = 0; i < basis->count; i++)
        arrived += basis->tallies[i]->arrived_by_hour[hour];
    week->arrived[hour] = hours > 0 ? arrived / hours : NAN;
    for (int32_t g = 0; g < basis->desk->group_count; g++) {
        double busy = 0;
        double rostered = 0;
        double brought = 0;
        for (int32_t i = 0; i < basis->count; i++) {
            busy += basis->tallies[i]->groups[g].busy[hour];
            rostered += basis->tallies[i]->groups[g].rostered[hour];
            brought += basis->tallies[i]->groups[g].brought[hour];
        }
        size_t place = (size_t)g * DS_WEEK_HOURS + (size_t)hour;
        week->staffed[place] = hours > 0 ? rostered / (double)DS_HOUR / hours : NAN;
        week->brought[place] = hours > 0 ? brought / (double)DS_HOUR / hours : NAN;
        week->utilisation[g * DS_WEEK_HOURS + hour] = share(busy, rostered);
        week->busy[g * DS_WEEK_HOURS + hour] =
            hours > 0 ? busy / (double)DS_HOUR / hours : NAN;
    }
}

static void fill_live(ds_result_live *live, const ds_result_week *week,
                      const ds_basis *basis)
{
    for (int32_t h = 0; h < DS_HALF_HOURS_OF_WEEK; h++) {
        /* As many half hours of the first kind as of the second: those of the hour. */
        double half_hours = week->hours[h / 2] * basis->count;
        double contacts = 0;
        double in_time = 0;
        for (int32_t i = 0; i < basis->count; i++) {
            contacts += basis->tallies[i]->live[live->channel].week_contacts[h];
            in_time += basis->tallies[i]->live[live->channel].week_in_time[h];
        }
        live->contacts[h] = half_hours > 0 ? contacts / half_hours : NAN;
        live->service_level[h] = share(in_time, contacts);
    }
}

static ds_status make_live(ds_result_week *week, const ds_basis *basis, ds_error *err)
{
    const ds_desk *desk = basis->desk;
    const ds_live *live = desk->practices ? desk->practices->live : NULL;
    if (!live || basis->count == 0)
        return DS_OK;
    week->live = calloc((size_t)live->channel_count, sizeof *week->live);
    if (!week->live)
        return ds_error_no_memory(err);
    for (int32_t c = 0; c < live->channel_count; c++) {
        if (!live->channels[c].is_live)
            continue;
        week->live[week->live_count].channel = c;
        fill_live(&week->live[week->live_count++], week, basis);
    }
    return DS_OK;
}

ds_status ds_results_make_week(ds_results *results, const ds_basis *basis, ds_error *err)
{
    ds_result_week *week = &results->week;
    size_t cells = (size_t)basis->desk->group_count * DS_WEEK_HOURS;
    ds_status status = allocate(&week->utilisation, cells, err);
    if (status == DS_OK)
        status = allocate(&week->busy, cells, err);
    if (status == DS_OK)
        status = allocate(&week->staffed, cells, err);
    if (status == DS_OK)
        status = allocate(&week->brought, cells, err);
    if (status != DS_OK)
        return status;
    measure_hours(week, basis->desk);
    for (int32_t hour = 0; hour < DS_WEEK_HOURS; hour++)
        fill_hour(week, basis, hour);
    return make_live(week, basis, err);
}
