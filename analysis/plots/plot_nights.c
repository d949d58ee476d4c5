/* What is open at midnight: by age, and the oldest that waits at each group. */
#include "analysis/plots/plot_dates.h"
#include "analysis/plots/plot_results.h"

#include <math.h>

#define MOST_GROUPS 7
#define NAME_WIDTH 24

/* From new to old: light to dark. */
static const char *const band_colours[DS_AGE_BANDS] = {"#D9E8F5", "#9FC9E8", "#56A0D3",
                                                       "#E69F00", "#A63A00"};

static double at(const double *values, const ds_result_nights *nights, int32_t row,
                 int32_t point)
{
    return values[(size_t)row * (size_t)nights->stride + (size_t)point];
}

/* Where a point stands: the middle of its nights. */
static double date_of(const ds_results *results, int32_t point)
{
    const ds_zone *zone = &results->desk->zone;
    const ds_result_nights *nights = &results->nights;
    int32_t first = ds_zone_to_local(zone, 0) % DS_DAY == 0 ? 0 : 1;
    double day = ds_zone_day(zone, 0) + first + point * nights->width;
    return 86400.0 * (day + (nights->width - 1) / 2.0);
}

static double sum_of(const double *values, const ds_result_nights *nights, int32_t rows)
{
    double sum = 0;
    for (int32_t row = 0; row < rows; row++)
        for (int32_t point = 0; point < nights->points; point++)
            sum += at(values, nights, row, point);
    return sum;
}

static void put_dates(const ds_results *results, const char *foot, const char *heading,
                      const char *y, ds_plot_pen *pen)
{
    const ds_desk *desk = results->desk;
    ds_plot_results_heading(results, heading, foot, pen);
    ds_plot_margins(pen, 85, 30);
    ds_plot_date_axis(pen, &desk->zone, 0, desk->horizon);
    ds_plot_axis_titles(pen, "Midnight", y);
    ds_plot_key_above(pen);
    ds_plot_put(pen, "    set yrange [0:*]\n");
}

/* A thin line where the warm-up ends. */
static void put_warm_up(const ds_results *results, ds_plot_pen *pen)
{
    const ds_desk *desk = results->desk;
    if (desk->warm_up <= 0)
        return;
    double end = ds_plot_date(&desk->zone, desk->warm_up);
    ds_plot_put(
        pen,
        "    set arrow 11 from %.0f, graph 0 to %.0f, graph 1 nohead front lw 1.5 dt 2 "
        "lc rgb '" DS_PLOT_GREY "'\n"
        "    set label 11 'warm-up ends' at %.0f, graph 0.96 offset 0.7, 0 front "
        "font face.',11' tc rgb '" DS_PLOT_GREY "'\n",
        end, end, end);
}

/* Ages. */

static bool has_open(const void *subject)
{
    const ds_results *results = subject;
    return results->nights.points > 1 &&
           sum_of(results->nights.open, &results->nights, DS_AGE_BANDS) > 0;
}

static void put_ageing_data(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    const ds_result_nights *nights = &results->nights;
    ds_plot_put(pen, "# local_s");
    for (int32_t band = 0; band < DS_AGE_BANDS; band++)
        ds_plot_put(pen, "\t%s, and older", ds_age_words[band]);
    ds_plot_put(pen, "\n");
    for (int32_t point = 0; point < nights->points; point++) {
        double left = 0;
        ds_plot_put(pen, "%.0f", date_of(results, point));
        for (int32_t band = 0; band < DS_AGE_BANDS; band++)
            left += at(nights->open, nights, band, point);
        for (int32_t band = 0; band < DS_AGE_BANDS; band++) {
            ds_plot_number(pen, left);
            left -= at(nights->open, nights, band, point);
        }
        ds_plot_put(pen, "\n");
    }
}

static void put_ageing_script(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    put_dates(results, "Since arrival, holds included. Means over the replications.",
              "Open tickets at midnight, by age", "Open tickets", pen);
    put_warm_up(results, pen);
    ds_plot_put(pen, "    plot ");
    for (int32_t band = 0; band < DS_AGE_BANDS; band++)
        ds_plot_put(
            pen,
            "%sdata using 1:%d with filledcurves y1=0 fs solid noborder fc rgb '%s' "
            "title '%s'",
            band ? ", \\\n        " : "", band + 2, band_colours[band], ds_age_words[band]);
    ds_plot_put(pen, "\n");
}

const ds_plot ds_plot_ageing = {.name = "ageing",
                                .title = "Open tickets at midnight, by age",
                                .is_optional = true,
                                .has_data = has_open,
                                .put_data = put_ageing_data,
                                .put_script = put_ageing_script};

/* The oldest. */

/* Those whose queue has the oldest tickets. */
static int32_t pick_groups(const ds_results *results, int32_t *groups)
{
    const ds_result_nights *nights = &results->nights;
    int32_t count = 0;
    double sums[MOST_GROUPS];
    for (int32_t g = 0; g < results->desk->group_count; g++) {
        double sum = 0;
        for (int32_t point = 0; point < nights->points; point++)
            sum += at(nights->oldest_h, nights, g, point);
        int32_t place = count < MOST_GROUPS ? count : MOST_GROUPS;
        for (; place > 0 && sums[place - 1] < sum; place--)
            if (place < MOST_GROUPS) {
                sums[place] = sums[place - 1];
                groups[place] = groups[place - 1];
            }
        if (sum <= 0 || place == MOST_GROUPS)
            continue;
        sums[place] = sum;
        groups[place] = g;
        count += count < MOST_GROUPS;
    }
    return count;
}

static bool has_waiting(const void *subject)
{
    const ds_results *results = subject;
    int32_t groups[MOST_GROUPS];
    return results->nights.points > 1 && pick_groups(results, groups) > 0;
}

static void put_oldest_data(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    const ds_result_nights *nights = &results->nights;
    int32_t groups[MOST_GROUPS];
    int32_t count = pick_groups(results, groups);
    ds_plot_put(pen, "# local_s\twaiting\toldest_days\n");
    for (int32_t i = 0; i < count; i++) {
        ds_plot_put(pen, "%s", i ? "\n\n" : "");
        ds_plot_remark(pen, "group", results->desk->groups[groups[i]].name);
        for (int32_t point = 0; point < nights->points; point++) {
            ds_plot_put(pen, "%.0f", date_of(results, point));
            ds_plot_number(pen, at(nights->waiting, nights, groups[i], point));
            ds_plot_number(pen, at(nights->oldest_h, nights, groups[i], point) / 24);
            ds_plot_put(pen, "\n");
        }
    }
}

static void put_lines(const ds_results *results, int column, ds_plot_pen *pen)
{
    int32_t groups[MOST_GROUPS];
    int32_t count = pick_groups(results, groups);
    ds_plot_put(pen, "    plot ");
    for (int32_t i = 0; i < count; i++) {
        ds_plot_put(
            pen, "%sdata index %d using 1:%d with lines lw 2 lc rgb '%s' dt %d title ",
            i ? ", \\\n        " : "", i, column, ds_plot_colour(i), ds_plot_dash(i));
        ds_plot_text(pen, results->desk->groups[groups[i]].name, NAME_WIDTH);
    }
    ds_plot_put(pen, "\n");
}

static void put_oldest_script(const void *subject, ds_plot_pen *pen)
{
    put_dates(subject,
              "Since its arrival at the desk. Deferred work in queues at midnight; a night "
              "on which nothing waits counts as 0. Means over the replications.",
              "The oldest ticket that waits, by group", "Age, days", pen);
    put_warm_up(subject, pen);
    put_lines(subject, 3, pen);
}

const ds_plot ds_plot_oldest = {.name = "oldest_waiting",
                                .title = "The oldest ticket that waits, by group",
                                .is_optional = true,
                                .has_data = has_waiting,
                                .put_data = put_oldest_data,
                                .put_script = put_oldest_script};

static void put_carried_script(const void *subject, ds_plot_pen *pen)
{
    put_dates(subject,
              "Deferred work in queues at midnight: what is carried over to the next day. "
              "Means over the replications.",
              "Carried over from day to day, by group", "Tickets that wait", pen);
    put_warm_up(subject, pen);
    put_lines(subject, 2, pen);
}

const ds_plot ds_plot_carried = {.name = "carry_over",
                                 .title = "Carried over from day to day, by group",
                                 .is_optional = true,
                                 .has_data = has_waiting,
                                 .put_data = put_oldest_data,
                                 .put_script = put_carried_script};
