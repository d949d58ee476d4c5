#include "analysis/plots/plot_backtest.h"

#include "analysis/plots/plot_dates.h"

static bool has_days(const void *subject)
{
    const ds_backtest_picture *picture = subject;
    return picture->backtest->days > 1;
}

static double date_of(const ds_backtest_picture *picture, int32_t day)
{
    ds_ticks at = (ds_ticks)((picture->from_h + 24.0 * day) * (double)DS_HOUR);
    return ds_plot_date(&picture->desk->zone, at);
}

static void put_data(const void *subject, ds_plot_pen *pen)
{
    const ds_backtest_picture *picture = subject;
    const ds_backtest *it = picture->backtest;
    ds_plot_put(pen, "# local_s\tactual\tsimulated\tlo\thi\n");
    for (int32_t day = 0; day < it->days; day++) {
        ds_plot_put(pen, "%.0f", date_of(picture, day));
        for (int k = 0; k < 4; k++)
            ds_plot_number(pen, it->backlog[4 * (size_t)day + (size_t)k]);
        ds_plot_put(pen, "\n");
    }
}

static void put_script(const void *subject, ds_plot_pen *pen)
{
    const ds_backtest_picture *picture = subject;
    const ds_backtest *it = picture->backtest;
    ds_ticks from = (ds_ticks)(picture->from_h * (double)DS_HOUR);
    char about[64];
    char foot[128];
    (void)snprintf(about, sizeof about, "%d replications", (int)it->replications);
    (void)snprintf(
        foot, sizeof foot,
        "Band: where one replication lies, at %.4g %%. Tickets opened within the "
        "simulated time, on both sides.",
        100 * it->level);
    ds_plot_desk_heading(pen, "Open tickets: actual and simulated", picture->desk->name,
                         about, foot);
    ds_plot_margins(pen, 85, 30);
    ds_plot_date_axis(pen, &picture->desk->zone, from,
                      from + (ds_ticks)(it->days - 1) * DS_DAY);
    ds_plot_axis_titles(pen, "Local time", "Open tickets");
    ds_plot_key_above(pen);
    ds_plot_put(pen, "    set yrange [0:*]\n"
                     "    plot data using 1:4:5 with filledcurves fs solid noborder "
                     "fc rgb '#BBDDF2' title 'simulated, band', \\\n"
                     "        data using 1:3 with lines lw 2 lc rgb '" DS_PLOT_BLUE
                     "' title 'simulated, mean', \\\n"
                     "        data using 1:2 with linespoints pt 7 ps 0.6 lw 2 "
                     "lc rgb '" DS_PLOT_VERMILLION "' title 'actual'\n");
}

ds_status ds_backtest_plots_write(const ds_backtest_picture *picture, const char *directory,
                                  char *said, size_t size, ds_error *err)
{
    static const ds_plot plot = {.name = "backtest_backlog",
                                 .title = "Open tickets: actual and simulated",
                                 .has_data = has_days,
                                 .put_data = put_data,
                                 .put_script = put_script};
    return ds_plot_file_write(&plot, picture, directory, said, size, err);
}
