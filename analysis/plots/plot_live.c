/* Live channels over the hours of the week: the share answered in time. */
#include "analysis/plots/plot_results.h"

#include <math.h>

#define MOST_CHANNELS 7

static bool has_live(const void *subject)
{
    const ds_results *results = subject;
    return results->week.live_count > 0;
}

static void put_data(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    const ds_result_week *week = &results->week;
    ds_plot_put(pen, "# hour_of_week\tcontacts_per_half_hour\tanswered_in_time_percent\n");
    for (int32_t i = 0; i < week->live_count; i++) {
        const ds_result_live *live = &week->live[i];
        ds_plot_put(pen, "%s", i ? "\n\n" : "");
        ds_plot_remark(pen, "channel", results->desk->channel_names[live->channel]);
        for (int32_t h = 0; h < DS_HALF_HOURS_OF_WEEK; h++) {
            ds_plot_put(pen, "%g", h / 2.0);
            ds_plot_number(pen, live->contacts[h]);
            ds_plot_number(pen, 100 * live->service_level[h]);
            ds_plot_put(pen, "\n");
        }
    }
}

static void put_script(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    const ds_result_week *week = &results->week;
    int32_t shown = week->live_count < MOST_CHANNELS ? week->live_count : MOST_CHANNELS;
    ds_plot_results_heading(results, "Live contacts answered in time, by half hour",
                            "Of those answered or abandoned. A half hour in which nobody "
                            "called has no line.",
                            pen);
    ds_plot_margins(pen, 85, 30);
    ds_plot_axis_titles(pen, "Local time", "Answered in time");
    ds_plot_week_axis(pen, DS_PLOT_LIGHT, "back");
    ds_plot_key_above(pen);
    ds_plot_put(pen,
                "    set yrange [0:100]\n    set ytics format '%%.0f %%%%'\n    plot ");
    for (int32_t i = 0; i < shown; i++) {
        ds_plot_put(pen,
                    "%sdata index %d using 1:3 with steps lw 2 lc rgb '%s' dt %d title ",
                    i ? ", \\\n        " : "", i, ds_plot_colour(i), ds_plot_dash(i));
        ds_plot_text(pen, results->desk->channel_names[week->live[i].channel], 24);
    }
    ds_plot_put(pen, "\n");
}

const ds_plot ds_plot_service_level = {.name = "service_level",
                                       .title = "Live contacts answered in time",
                                       .is_optional = true,
                                       .has_data = has_live,
                                       .put_data = put_data,
                                       .put_script = put_script};
