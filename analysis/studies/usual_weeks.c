#include "analysis/studies/usual_weeks.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <stdlib.h>

#define DAYS_A_WEEK 7
/* What a change of the clocks may do to a day of 24 h. */
#define CLOCK_CHANGE DS_HOUR

static bool is_holiday(const ds_desk *desk, int32_t day)
{
    int32_t local = ds_zone_day(&desk->zone, day * DS_DAY + DS_DAY / 2);
    for (int32_t s = 0; s < desk->stream_count; s++)
        for (int32_t i = 0; i < desk->streams[s].holiday_count; i++)
            if (desk->streams[s].holidays[i] == local)
                return true;
    return false;
}

static double open_time(const ds_calendar *calendar, int32_t day)
{
    return (double)ds_calendar_between(calendar, day * DS_DAY, (day + 1) * DS_DAY, NULL);
}

/* Marks the days that differ from the median of their weekday; `room` has one place for
 * each week. */
static void mark_weekday(const ds_calendar *calendar, int32_t weekday, int32_t days,
                         bool *odd, double *room)
{
    size_t count = 0;
    for (int32_t day = weekday; day < days; day += DAYS_A_WEEK)
        room[count++] = open_time(calendar, day);
    if (count == 0)
        return;
    gsl_sort(room, 1, count);
    double usual = gsl_stats_median_from_sorted_data(room, 1, count);
    for (int32_t day = weekday; day < days; day += DAYS_A_WEEK) {
        double beyond = open_time(calendar, day) - usual;
        odd[day] |= beyond > (double)CLOCK_CHANGE || beyond < -(double)CLOCK_CHANGE;
    }
}

static void mark_days(const ds_desk *desk, int32_t days, bool *odd, double *room)
{
    for (int32_t day = 0; day < days; day++)
        odd[day] = is_holiday(desk, day);
    for (int32_t g = 0; g < desk->group_count; g++) {
        const ds_calendar *calendar = ds_desk_hours(desk, g);
        if (calendar->is_always)
            continue;
        for (int32_t weekday = 0; weekday < DAYS_A_WEEK; weekday++)
            mark_weekday(calendar, weekday, days, odd, room);
    }
}

static void leave_out(bool *usual, int32_t days, int32_t day)
{
    if (day < 0 || day >= days)
        return;
    int32_t first = day / DAYS_A_WEEK * DAYS_A_WEEK;
    for (int32_t i = first; i < days && i < first + DAYS_A_WEEK; i++)
        usual[i] = false;
}

ds_status ds_usual_weeks_find(const ds_desk *desk, int32_t days, bool *usual, ds_error *err)
{
    bool *odd = calloc((size_t)days + 1, sizeof *odd);
    double *room = malloc(((size_t)days / DAYS_A_WEEK + 1) * sizeof *room);
    ds_status status = DS_OK;
    if (odd && room) {
        mark_days(desk, days, odd, room);
        for (int32_t day = 0; day < days; day++)
            usual[day] = true;
        for (int32_t day = 0; day < days; day++)
            for (int32_t near = day - 1; odd[day] && near <= day + 1; near++)
                leave_out(usual, days, near);
    } else {
        status = ds_error_no_memory(err);
    }
    free(odd);
    free(room);
    return status;
}
