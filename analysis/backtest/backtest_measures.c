#include "analysis/backtest/backtest_measures.h"

#include "model/zone.h"
#include "sim/clock.h"

#include <math.h>
#include <stdlib.h>

static const struct {
    const char *name;
    const char *label;
} words[DS_WINDOW_MEASURES] = {
    [DS_WINDOW_ARRIVALS] = {"arrivals",             "tickets"                        },
    [DS_WINDOW_MEAN] = {"mean_h",               "resolution time, mean (h)"      },
    [DS_WINDOW_MEDIAN] = {"median_h",             "resolution time, median (h)"    },
    [DS_WINDOW_P90] = {"p90_h",                "resolution time, 90 % (h)"      },
    [DS_WINDOW_WITHIN_1] = {"within_1h",            "resolved within 1 h"            },
    [DS_WINDOW_WITHIN_8] = {"within_8h",            "resolved within 8 h"            },
    [DS_WINDOW_WITHIN_24] = {"within_24h",           "resolved within 24 h"           },
    [DS_WINDOW_WITHIN_120] = {"within_120h",          "resolved within 120 h"          },
    [DS_WINDOW_WITHIN_480] = {"within_480h",          "resolved within 480 h"          },
    [DS_WINDOW_BREACHED] = {"breach_rate",          "resolution targets broken"      },
    [DS_WINDOW_REASSIGNMENTS] = {"reassignments",        "reassignments per ticket"       },
    [DS_WINDOW_HELD] = {"held_share",           "share put on hold"              },
    [DS_WINDOW_HOLD] = {"hold_h_if_held",       "time on hold, if held (h)"      },
    [DS_WINDOW_BACKLOG_START] = {"backlog_start",        "open at the start"              },
    [DS_WINDOW_BACKLOG_END] = {"backlog_end",          "open at the end"                },
    [DS_WINDOW_NIGHT] = {"resolved_off_hours",   "resolved at nights and weekends"},
    [DS_WINDOW_MORNING] = {"resolved_before_noon", "resolved before noon"           },
};

const char *ds_window_measure_name(ds_window_measure measure)
{
    return words[measure].name;
}

const char *ds_window_measure_label(ds_window_measure measure)
{
    return words[measure].label;
}

double ds_window_backlog(const ds_ticket_results *results, double at_h)
{
    int64_t open = 0;
    for (int64_t i = 0; i < results->count; i++)
        open += results->list[i].opened_h < at_h && results->list[i].ended_h >= at_h;
    return (double)open;
}

static int ascending(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

static double quantile(const double *sorted, int64_t count, double share)
{
    double at = share * (double)(count - 1);
    int64_t below = (int64_t)at;
    int64_t above = below + 1 < count ? below + 1 : below;
    return sorted[below] + (at - (double)below) * (sorted[above] - sorted[below]);
}

static double share_within(const double *sorted, int64_t count, double hours)
{
    int64_t low = 0;
    int64_t high = count;
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (sorted[middle] <= hours)
            low = middle + 1;
        else
            high = middle;
    }
    return (double)low / (double)count;
}

typedef struct sums {
    double arrivals, resolved, hours, breached, decided, moves, moved, held, holds_known;
    double hold, night, morning;
} sums;

static void add(const ds_window *window, const ds_ticket_result *one, sums *to)
{
    ds_ticks at = ds_ticks_from_seconds(3600 * one->resolved_h);
    int32_t hour = ds_zone_hour_of_week(window->zone, at);
    to->resolved++;
    to->hours += one->resolved_h - one->opened_h;
    if (one->breached >= 0) {
        to->decided++;
        to->breached += one->breached;
    }
    if (one->reassignments >= 0) {
        to->moved++;
        to->moves += one->reassignments;
    }
    if (!isnan(one->hold_h)) {
        to->holds_known++;
        to->held += one->hold_h > 0;
        to->hold += one->hold_h;
    }
    to->night += hour / 24 >= 5 || hour % 24 < 6 || hour % 24 >= 20;
    to->morning += hour % 24 < 12;
}

static double ratio(double a, double b)
{
    return b > 0 ? a / b : NAN;
}

static void take_times(const double *sorted, int64_t count,
                       double values[DS_WINDOW_MEASURES])
{
    static const double limits[] = {1, 8, 24, 120, 480};
    for (int i = 0; i < 5; i++)
        values[DS_WINDOW_WITHIN_1 + i] =
            count > 0 ? share_within(sorted, count, limits[i]) : NAN;
    values[DS_WINDOW_MEDIAN] = count > 0 ? quantile(sorted, count, 0.5) : NAN;
    values[DS_WINDOW_P90] = count > 0 ? quantile(sorted, count, 0.9) : NAN;
}

int64_t ds_window_measure_all(const ds_window *window, const ds_ticket_results *results,
                              int32_t priority, double values[DS_WINDOW_MEASURES],
                              double *hours_out)
{
    sums of = {0};
    int64_t count = 0;
    for (int64_t i = 0; i < results->count; i++) {
        const ds_ticket_result *one = &results->list[i];
        bool is_here = one->opened_h >= window->from_h && one->opened_h < window->to_h;
        if (priority != DS_NO_ID && one->priority != priority)
            continue;
        of.arrivals += is_here;
        bool counts = window->by_resolution ? one->resolved_h >= window->from_h &&
                                                  one->resolved_h < window->to_h
                                            : is_here && !isnan(one->resolved_h);
        if (!counts)
            continue;
        add(window, one, &of);
        hours_out[count++] = one->resolved_h - one->opened_h;
    }
    qsort(hours_out, (size_t)count, sizeof *hours_out, ascending);
    take_times(hours_out, count, values);
    values[DS_WINDOW_ARRIVALS] = of.arrivals;
    values[DS_WINDOW_MEAN] = ratio(of.hours, of.resolved);
    values[DS_WINDOW_BREACHED] = ratio(of.breached, of.decided);
    values[DS_WINDOW_REASSIGNMENTS] = ratio(of.moves, of.moved);
    values[DS_WINDOW_HELD] = ratio(of.held, of.holds_known);
    values[DS_WINDOW_HOLD] = ratio(of.hold, of.held);
    values[DS_WINDOW_NIGHT] = ratio(of.night, of.resolved);
    values[DS_WINDOW_MORNING] = ratio(of.morning, of.resolved);
    bool is_all = priority == DS_NO_ID;
    values[DS_WINDOW_BACKLOG_START] =
        is_all ? ds_window_backlog(results, window->from_h) : NAN;
    values[DS_WINDOW_BACKLOG_END] = is_all ? ds_window_backlog(results, window->to_h) : NAN;
    return count;
}

double ds_sample_ks(const double *a, int64_t a_count, const double *b, int64_t b_count)
{
    double most = 0;
    int64_t i = 0;
    int64_t k = 0;
    while (i < a_count && k < b_count) {
        double at = fmin(a[i], b[k]);
        while (i < a_count && a[i] <= at)
            i++;
        while (k < b_count && b[k] <= at)
            k++;
        most = fmax(most, fabs((double)i / (double)a_count - (double)k / (double)b_count));
    }
    return a_count > 0 && b_count > 0 ? most : NAN;
}

double ds_sample_wasserstein(const double *a, int64_t a_count, const double *b,
                             int64_t b_count)
{
    double area = 0;
    int64_t i = 0;
    int64_t k = 0;
    if (a_count == 0 || b_count == 0)
        return NAN;
    double before = fmin(a[0], b[0]);
    while (i < a_count || k < b_count) {
        double at = i < a_count && (k >= b_count || a[i] <= b[k]) ? a[i] : b[k];
        double gap = (double)i / (double)a_count - (double)k / (double)b_count;
        area += fabs(gap) * (at - before);
        before = at;
        if (i < a_count && a[i] <= at)
            i++;
        else
            k++;
    }
    return area;
}
