#include "analysis/plots/plot_dates.h"

#include <stddef.h>

#define MOST_TICS 13
#define HOUR_S 3600
#define DAY_S (24 * HOUR_S)
#define WEEK_S (7 * DAY_S)
#define MONTH_S (30 * DAY_S)
/* The first Monday after the beginning of 1970. */
#define MONDAY_S (4 * DAY_S)
#define LABEL_SIZE 32

typedef struct tics {
    ds_plot_pen *pen;
    int64_t from; /* local seconds since 1970, as all below */
    int64_t to;
    int32_t year; /* the last one written */
} tics;

static const char *const month_names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

double ds_plot_date(const ds_zone *zone, ds_ticks instant)
{
    return (double)ds_zone_to_local(zone, instant) / (double)DS_SECOND;
}

static int64_t floor_to(int64_t value, int64_t step)
{
    int64_t rest = value % step;
    return value - (rest < 0 ? rest + step : rest);
}

/* One tic, if it is on the axis; the year stands below the first tic in it. */
static void put_tic(tics *self, int64_t at, const char *label, int32_t year)
{
    if (at < self->from || at > self->to)
        return;
    ds_plot_put(self->pen, "%s\"%s", self->year ? ", " : "", label);
    if (year != self->year)
        ds_plot_put(self->pen, "\\n%d", year);
    ds_plot_put(self->pen, "\" %lld", (long long)at);
    self->year = year;
}

/* Every so many hours, days or weeks (from Monday on). */
static void put_even_tics(tics *self, int64_t step)
{
    for (int64_t at = MONDAY_S + floor_to(self->from - MONDAY_S, step); at <= self->to;
         at += step) {
        char label[LABEL_SIZE];
        int64_t midnight = floor_to(at, DAY_S);
        ds_date date = ds_date_from_day((int32_t)(midnight / DAY_S));
        if (at > midnight)
            (void)snprintf(label, sizeof label, "%02d:00", (int)((at - midnight) / HOUR_S));
        else
            (void)snprintf(label, sizeof label, "%d %s", date.day,
                           month_names[date.month - 1]);
        put_tic(self, at, label, date.year);
    }
}

/* The first days of every so many months. */
static void put_month_tics(tics *self, int32_t step)
{
    ds_date date = ds_date_from_day((int32_t)(floor_to(self->from, DAY_S) / DAY_S));
    int64_t at = self->from;
    for (int32_t month = (date.year * 12 + date.month - 1) / step * step; at <= self->to;
         month += step) {
        ds_date first = {.year = month / 12, .month = month % 12 + 1, .day = 1};
        at = ds_day_from_date(first) * (int64_t)DAY_S;
        put_tic(self, at, month_names[first.month - 1], first.year);
    }
}

static void put_tics(tics *self)
{
    static const int64_t even[] = {HOUR_S, 2 * HOUR_S, 3 * HOUR_S, 6 * HOUR_S, 12 * HOUR_S,
                                   DAY_S,  2 * DAY_S,  WEEK_S,     2 * WEEK_S};
    static const int32_t months[] = {1, 2, 3, 6, 12, 24, 60, 120, 600, 6000, 60000};
    int64_t span = self->to - self->from;
    for (size_t i = 0; i < sizeof even / sizeof even[0]; i++)
        if (span / even[i] < MOST_TICS) {
            put_even_tics(self, even[i]);
            return;
        }
    size_t i = 0;
    while (i + 1 < sizeof months / sizeof months[0] &&
           span / ((int64_t)months[i] * MONTH_S) >= MOST_TICS)
        i++;
    put_month_tics(self, months[i]);
}

void ds_plot_date_axis(ds_plot_pen *pen, const ds_zone *zone, ds_ticks from, ds_ticks to)
{
    tics self = {.pen = pen,
                 .from = (int64_t)ds_plot_date(zone, from),
                 .to = (int64_t)ds_plot_date(zone, to)};
    ds_plot_put(pen, "    set xrange [%lld:%lld]\n    set xtics (", (long long)self.from,
                (long long)self.to);
    put_tics(&self);
    ds_plot_put(pen, ")\n");
}
