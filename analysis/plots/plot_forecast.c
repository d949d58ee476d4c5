#include "analysis/plots/plot_forecast.h"

#include "analysis/plots/plot_dates.h"

/* So many days before `at` are shown as they were. */
enum { DAYS_BEFORE = 14 };

static ds_ticks since_start(const ds_forecast_answer *answer, int32_t day)
{
    return answer->at_us - answer->desk->start_unix * 1000000 + (ds_ticks)day * DS_DAY;
}

static bool has_days(const void *subject)
{
    const ds_forecast_answer *answer = subject;
    return answer->forecast->days > 0;
}

/* Tickets that were open so many days from `at`, by the history. */
static int64_t open_then(const ds_forecast_answer *answer, int32_t day)
{
    int64_t open = 0;
    int64_t instant = answer->at_us + (int64_t)day * DS_DAY;
    for (int64_t i = 0; i < answer->table->count; i++)
        open += ds_ticket_is_open(&answer->table->list[i], instant);
    return open;
}

/* Blocks: the days before, as they were; the days to come. */
static void put_data(const void *subject, ds_plot_pen *pen)
{
    const ds_forecast_answer *answer = subject;
    const ds_forecast *it = answer->forecast;
    ds_plot_put(pen, "# local_s\topen\n");
    for (int32_t day = -DAYS_BEFORE; day <= 0; day++)
        ds_plot_put(pen, "%.0f\t%lld\n",
                    ds_plot_date(&answer->desk->zone, since_start(answer, day)),
                    (long long)open_then(answer, day));
    ds_plot_put(pen, "\n\n# local_s\tmedian\tlo80\thi80\tlo95\thi95\n");
    for (int32_t day = 0; day <= it->days; day++) {
        const ds_prediction *of = &it->backlog[day];
        const double values[] = {of->median, of->lo80, of->hi80, of->lo95, of->hi95};
        ds_plot_put(pen, "%.0f",
                    ds_plot_date(&answer->desk->zone, since_start(answer, day)));
        for (size_t k = 0; k < sizeof values / sizeof *values; k++)
            ds_plot_number(pen, values[k]);
        ds_plot_put(pen, "\n");
    }
}

static void put_script(const void *subject, ds_plot_pen *pen)
{
    const ds_forecast_answer *answer = subject;
    const ds_forecast *it = answer->forecast;
    char about[64];
    (void)snprintf(about, sizeof about, "%lld replications", (long long)it->replications);
    ds_plot_desk_heading(pen, "Open tickets: the weeks to come", answer->desk->name, about,
                         "Bands: where the backlog lies with 80 and 95 % probability, if "
                         "the scenario holds.");
    ds_plot_margins(pen, 85, 30);
    ds_plot_date_axis(pen, &answer->desk->zone, since_start(answer, -DAYS_BEFORE),
                      since_start(answer, it->days));
    ds_plot_axis_titles(pen, "Local time", "Open tickets");
    ds_plot_key_above(pen);
    ds_plot_put(pen,
                "    set yrange [0:*]\n"
                "    plot data index 1 using 1:5:6 with filledcurves fs solid noborder "
                "fc rgb '#DDEEF8' title '95 %%', \\\n"
                "        data index 1 using 1:3:4 with filledcurves fs solid noborder "
                "fc rgb '#A9D3EE' title '80 %%', \\\n"
                "        data index 1 using 1:2 with lines lw 2 lc rgb '" DS_PLOT_BLUE
                "' title 'median', \\\n"
                "        data index 0 using 1:2 with linespoints pt 7 ps 0.6 lw 2 "
                "lc rgb '" DS_PLOT_VERMILLION "' title 'as it was'\n");
}

ds_status ds_forecast_plots_write(const ds_forecast_answer *answer, const char *directory,
                                  char *said, size_t size, ds_error *err)
{
    static const ds_plot plot = {.name = "forecast_backlog",
                                 .title = "Open tickets: the weeks to come",
                                 .has_data = has_days,
                                 .put_data = put_data,
                                 .put_script = put_script};
    return ds_plot_file_write(&plot, answer, directory, said, size, err);
}
