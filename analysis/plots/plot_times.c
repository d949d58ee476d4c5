/* The distribution of resolution times by priority, with the targets marked. */
#include "analysis/plots/plot_results.h"
#include "analysis/plots/plot_targets.h"
#include "analysis/results/text_width.h"

#include <math.h>

#define NAME_WIDTH 20
/* Shares of tickets that may lie beyond the ends of the axis. */
#define CUT_LOW 0.002
#define CUT_HIGH 0.0005
#define PROMISE_SIZE 128
/* Of the ends of the axis, so that there are tics on it. */
#define LEAST_RATIO 10
/* What a column of the key takes, and what stands beside it. */
#define KEY_COLUMN_PIXELS 9
#define KEY_PIXELS 80

static bool has_times(const void *subject)
{
    const ds_results *results = subject;
    for (int32_t i = 0; i < results->times_count; i++)
        if (results->times[i].count > 0)
            return true;
    return false;
}

/* The share resolved by a time: what the curve shows there. */
static double share_at(const ds_result_times *times, double hours)
{
    double left_h = 0;
    double left = 0;
    for (int32_t i = 0; i < times->count; i++) {
        if (hours <= times->upper_h[i]) {
            double within = (hours - left_h) / (times->upper_h[i] - left_h);
            return left + within * (times->cumulative[i] - left);
        }
        left_h = times->upper_h[i];
        left = times->cumulative[i];
    }
    return left;
}

/* Share of decided tickets that met the target; NaN: none decided. */
static double share_met(const ds_results *results, int32_t priority)
{
    int32_t row = ds_measure_row(DS_RESULT_BY_PRIORITY, "resolution_breach_rate");
    return 1 - ds_results_at(results, DS_RESULT_BY_PRIORITY, priority, row)->value;
}

/* A block of the curve, from the lower edge of its first bin on. */
static void put_curve(const ds_result_times *times, ds_plot_pen *pen)
{
    ds_plot_put(pen, "# hours\tresolved_percent\n");
    /* gnuplot does not count a block of remarks only. */
    if (times->count == 0)
        ds_plot_put(pen, "NaN\tNaN\n");
    for (int32_t i = 0; i < times->count; i++) {
        if (i == 0 && times->density[0] > 0)
            ds_plot_put(pen, "%.10g\t0\n",
                        times->upper_h[0] - times->cumulative[0] / times->density[0]);
        ds_plot_put(pen, "%.10g", times->upper_h[i]);
        ds_plot_number(pen, 100 * times->cumulative[i]);
        ds_plot_put(pen, "\n");
    }
    ds_plot_put(pen, "\n\n");
}

static void put_targets(const ds_results *results, ds_plot_pen *pen)
{
    ds_plot_put(pen, "# targets: hours by the clock (median, 10 %%, 90 %% of arrivals)\n"
                     "# row\tmedian\tp10\tp90\tcurve_percent\tmet_percent\n");
    for (int32_t i = 1; i < results->times_count; i++) {
        ds_plot_target target = ds_plot_target_of(results, i - 1);
        ds_plot_put(pen, "%d", i);
        ds_plot_number(pen, target.median_h);
        ds_plot_number(pen, target.p10_h);
        ds_plot_number(pen, target.p90_h);
        ds_plot_number(pen, isfinite(target.median_h)
                                ? 100 * share_at(&results->times[i], target.median_h)
                                : NAN);
        ds_plot_number(pen, 100 * share_met(results, i - 1));
        ds_plot_put(pen, "\n");
    }
}

static void put_data(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    for (int32_t i = 0; i < results->times_count; i++) {
        if (i == 0)
            ds_plot_put(pen, "# all\n");
        else
            ds_plot_remark(pen, "priority", results->times[i].name);
        put_curve(&results->times[i], pen);
    }
    put_targets(results, pen);
}

/* The axis. */

typedef struct range {
    double low;
    double high;
} range;

static void widen(range *axis, double low, double high)
{
    if (isfinite(low))
        axis->low = fmin(axis->low, low);
    if (isfinite(high))
        axis->high = fmax(axis->high, high);
}

static range range_of(const ds_results *results)
{
    range axis = {INFINITY, 0};
    for (int32_t i = 0; i < results->times_count; i++) {
        const ds_result_times *times = &results->times[i];
        int32_t first = 0;
        int32_t last = times->count - 1;
        while (first < last && times->cumulative[first] < CUT_LOW)
            first++;
        while (last > first &&
               times->cumulative[last - 1] > times->cumulative[times->count - 1] - CUT_HIGH)
            last--;
        if (times->count > 0)
            widen(&axis, times->upper_h[first], times->upper_h[last]);
        if (i > 0) {
            ds_plot_target target = ds_plot_target_of(results, i - 1);
            widen(&axis, target.median_h, target.median_h);
        }
    }
    double margin = fmax(1.3, sqrt(LEAST_RATIO * axis.low / axis.high));
    return (range){axis.low / margin, axis.high * margin};
}

/* Tics of people's units: the wider the axis, the fewer. */
static void put_time_tics(range axis, ds_plot_pen *pen)
{
    static const struct {
        double hours;
        const char *label;
        int level;
    } tics[] = {
        {1.0 / 3600,    "1 s",    1},
        {1.0 / 720,     "5 s",    3},
        {1.0 / 240,     "15 s",   2},
        {1.0 / 120,     "30 s",   3},
        {1.0 / 60,      "1 min",  1},
        {1.0 / 30,      "2 min",  3},
        {1.0 / 12,      "5 min",  2},
        {0.25,          "15 min", 2},
        {0.5,           "30 min", 3},
        {1,             "1 h",    1},
        {2,             "2 h",    3},
        {4,             "4 h",    2},
        {8,             "8 h",    3},
        {24,            "1 d",    1},
        {48,            "2 d",    3},
        {96,            "4 d",    3},
        {168,           "1 wk",   1},
        {336,           "2 wk",   3},
        {672,           "4 wk",   2},
        {8 * 168,       "8 wk",   3},
        {16 * 168,      "16 wk",  2},
        {365 * 24,      "1 yr",   1},
        {5 * 365 * 24,  "5 yr",   2},
        {25 * 365 * 24, "25 yr",  1},
    };
    double ratio = axis.high / axis.low;
    int level = ratio > 2e5 ? 1 : ratio > 500 ? 2 : 3;
    const char *between = "";
    ds_plot_put(pen, "    set xtics (");
    for (size_t i = 0; i < sizeof tics / sizeof tics[0]; i++) {
        if (tics[i].hours < axis.low || tics[i].hours > axis.high || tics[i].level > level)
            continue;
        ds_plot_put(pen, "%s'%s' %.6g", between, tics[i].label, tics[i].hours);
        between = ", ";
    }
    ds_plot_put(pen, ")\n");
}

/* The key. */

/* ", 87.1 % met"; 100 % only where it is all of them. */
static void print_met(double share, char *text, size_t size)
{
    if (share < 1 && share > 0.9995)
        (void)snprintf(text, size, ", > 99.9 %% met");
    else if (isfinite(share))
        (void)snprintf(text, size, share < 1 ? ", %.1f %% met" : ", %.0f %% met",
                       100 * share);
    else
        text[0] = '\0';
}

/* What stands after a priority's name: ": 4 business h, 87.1 % met". */
static void print_promise(const ds_results *results, int32_t priority,
                          char text[PROMISE_SIZE])
{
    char promise[64];
    char met[32];
    ds_plot_target target = ds_plot_target_of(results, priority);
    ds_plot_target_print(&target, promise, sizeof promise);
    print_met(share_met(results, priority), met, sizeof met);
    (void)snprintf(text, PROMISE_SIZE, ": %s%s", promise, met);
}

static int key_pixels(const ds_results *results)
{
    int widest = 0;
    for (int32_t i = 1; i < results->times_count; i++) {
        char promise[PROMISE_SIZE];
        int name = ds_text_width(results->times[i].name);
        print_promise(results, i - 1, promise);
        int width = (name < NAME_WIDTH ? name : NAME_WIDTH) + ds_text_width(promise);
        widest = width > widest ? width : widest;
    }
    return KEY_PIXELS + KEY_COLUMN_PIXELS * widest;
}

static void put_curves(const ds_results *results, ds_plot_pen *pen)
{
    ds_plot_put(pen, "    plot data index 0 using 1:2 with lines lw 3 lc rgb "
                     "'" DS_PLOT_LIGHT "' title 'all'");
    for (int32_t i = 1; i < results->times_count; i++) {
        char promise[PROMISE_SIZE];
        const char *colour = ds_plot_colour(i - 1);
        if (results->times[i].count == 0)
            continue;
        print_promise(results, i - 1, promise);
        ds_plot_put(pen,
                    ", \\\n        data index %d using 1:2 with lines lw 2 dt %d lc rgb "
                    "'%s' title ",
                    i, ds_plot_dash(i - 1), colour);
        ds_plot_text(pen, results->times[i].name, NAME_WIDTH);
        ds_plot_put(pen, ".'%s'", promise);
        if (isfinite(ds_plot_target_of(results, i - 1).median_h))
            ds_plot_put(pen,
                        ", \\\n        data index %d every ::%d::%d using 2:5 with "
                        "impulses lw 1.5 dt 2 lc rgb '%s' notitle, \\\n        data "
                        "index %d every ::%d::%d using 2:5 with points pt 7 ps 1.2 lc "
                        "rgb '%s' notitle",
                        results->times_count, i - 1, i - 1, colour, results->times_count,
                        i - 1, i - 1, colour);
    }
    ds_plot_put(pen, "\n");
}

static void put_script(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    range axis = range_of(results);
    char heading[64];
    (void)snprintf(heading, sizeof heading, "Time to resolve by priority, %s",
                   ds_plot_ticket_word(results));
    ds_plot_results_heading(
        results, heading,
        "Dots: the clock time that the target leaves the median ticket (pauses left out). "
        "\"Met\" is by the SLA's own clock.",
        pen);
    ds_plot_margins(pen, 85, key_pixels(results));
    ds_plot_axis_titles(pen, "From arrival to last resolution, clock time (log scale)",
                        "Share of tickets resolved by then");
    ds_plot_put(pen,
                "    set logscale x\n"
                "    set xrange [%.6g:%.6g]\n"
                "    set yrange [0:100]\n"
                "    set format y '%%.0f %%%%'\n"
                "    set key at graph 1.02, graph 1 left top Left reverse samplen 2 "
                "spacing 1.3 title "
                "'Priority: target to resolve' left\n",
                axis.low, axis.high);
    put_time_tics(axis, pen);
    put_curves(results, pen);
}

const ds_plot ds_plot_resolution_times = {.name = "resolution_times",
                                          .title = "Time to resolve, by priority",
                                          .has_data = has_times,
                                          .put_data = put_data,
                                          .put_script = put_script};
