/* Open tickets over time, with the band of the replications. */
#include "analysis/plots/plot_dates.h"
#include "analysis/plots/plot_results.h"

#include <math.h>

/* So few bins are shown with points. */
#define FEW_BINS 40

static bool has_backlog(const void *subject)
{
    const ds_results *results = subject;
    for (int32_t bin = 0; bin < results->series.bins; bin++)
        if (results->series.backlog[bin] > 0)
            return true;
    return false;
}

static bool has_band(const ds_results *results)
{
    for (int32_t bin = 0; bin < results->series.bins; bin++)
        if (isfinite(results->series.backlog_hi[bin]))
            return true;
    return false;
}

static void put_data(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    const ds_result_series *series = &results->series;
    ds_plot_put(pen, "# local_s\topen_tickets\tp10\tp90\n"
                     "# local_s: the middle of a bin, seconds since 1970 local time\n");
    for (int32_t bin = 0; bin < series->bins; bin++) {
        ds_ticks from = bin * series->width;
        ds_ticks to = ds_ticks_min(from + series->width, results->desk->horizon);
        ds_plot_put(pen, "%.0f",
                    ds_plot_date(&results->desk->zone, from + (to - from) / 2));
        ds_plot_number(pen, series->backlog[bin]);
        ds_plot_number(pen, series->backlog_lo[bin]);
        ds_plot_number(pen, series->backlog_hi[bin]);
        ds_plot_put(pen, "\n");
    }
}

static void put_warm_up(const ds_results *results, ds_plot_pen *pen)
{
    const ds_desk *desk = results->desk;
    if (desk->warm_up > 0)
        ds_plot_put(pen,
                    "    set object 1 rectangle from %.0f, graph 0 to %.0f, graph 1 behind "
                    "fc rgb '" DS_PLOT_FAINT "' fs solid noborder\n",
                    ds_plot_date(&desk->zone, 0), ds_plot_date(&desk->zone, desk->warm_up));
}

static void put_script(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    const ds_desk *desk = results->desk;
    ds_plot_results_heading(
        results, "Backlog: open tickets over time",
        has_band(results) ? "Means over equal bins of time. Band: one replication in ten "
                            "lies below it, one above."
                          : "Means over equal bins of time.",
        pen);
    ds_plot_margins(pen, 85, 30);
    ds_plot_date_axis(pen, &desk->zone, 0, desk->horizon);
    put_warm_up(results, pen);
    ds_plot_axis_titles(pen, "Local time", "Open tickets");
    ds_plot_key_above(pen);
    ds_plot_put(pen, "    set yrange [0:*]\n    plot");
    if (has_band(results))
        ds_plot_put(pen, " data using 1:3:4 with filledcurves fs solid noborder "
                         "fc rgb '#BBDDF2' title '10 %% to 90 %%', \\\n       ");
    ds_plot_put(pen, " data using 1:2 with %s lw 2 lc rgb '" DS_PLOT_BLUE "' title 'mean'",
                results->series.bins < FEW_BINS ? "linespoints pt 7 ps 0.7" : "lines");
    if (desk->warm_up > 0)
        ds_plot_put(pen, ", \\\n        keyentry with boxes fs solid border rgb "
                         "'" DS_PLOT_LIGHT "' fc rgb '" DS_PLOT_FAINT "' title 'warm-up'");
    ds_plot_put(pen, "\n");
}

const ds_plot ds_plot_backlog = {.name = "backlog",
                                 .title = "Open tickets over time",
                                 .has_data = has_backlog,
                                 .put_data = put_data,
                                 .put_script = put_script};
