/* How a desk fills: open tickets above, times to resolution below, and where it is cut. */
#include "analysis/plots/plot_warm_up.h"

#include "analysis/plots/plot_dates.h"
#include "sim/duration.h"
#include "sim/output_file.h"

#include <stdlib.h>
#include <string.h>

#define HEIGHT 900
/* Pixels between the two panels, for the tics of the upper and the title of the lower one.
 */
#define BETWEEN 98

static bool has_cut(const void *subject)
{
    const ds_warm_up_picture *picture = subject;
    return picture->course && picture->found;
}

static bool has_welch(const void *subject)
{
    const ds_warm_up_picture *picture = subject;
    return picture->course && picture->wants_welch;
}

static int height(const void *subject)
{
    (void)subject;
    return HEIGHT;
}

static void put_data(const void *subject, ds_plot_pen *pen)
{
    const ds_warm_up_picture *picture = subject;
    const ds_welch_course *course = picture->course;
    ds_plot_put(pen, "# local_s\topen_tickets\tmoving_average\tresolution_h\tmoving_"
                     "average_h\n"
                     "# local_s: the middle of a bin, seconds since 1970 local time\n");
    for (int32_t bin = 0; bin < course->bins; bin++) {
        ds_ticks middle = bin * course->width + course->width / 2;
        ds_plot_put(pen, "%.0f", ds_plot_date(&picture->desk->zone, middle));
        for (int s = 0; s < DS_PILOT_SERIES; s++) {
            ds_plot_number(pen, course->mean[s][bin]);
            ds_plot_number(pen, course->averages[s][bin]);
        }
        ds_plot_put(pen, "\n");
    }
}

static void put_heading(const ds_warm_up_picture *picture, const char *heading,
                        const char *foot, ds_plot_pen *pen)
{
    char about[64];
    (void)snprintf(about, sizeof about, "mean of %d pilot replication%s",
                   (int)picture->course->pilots, picture->course->pilots == 1 ? "" : "s");
    ds_plot_desk_heading(pen, heading, picture->desk->name, about, foot);
}

static bool is_cut(const ds_warm_up_picture *picture)
{
    return picture->found && picture->found->is_steady && picture->found->cut > 0;
}

/* Shade and line of the cut; where there is none, the middle of the run, which no cut may
 * pass. */
static void put_cut(const ds_warm_up_picture *picture, ds_plot_pen *pen)
{
    const ds_zone *zone = &picture->desk->zone;
    const ds_warm_up *found = picture->found;
    if (is_cut(picture))
        ds_plot_put(pen,
                    "    set object 1 rectangle from %.0f, graph 0 to %.0f, graph 1 behind "
                    "fc rgb '" DS_PLOT_FAINT "' fs solid noborder\n",
                    ds_plot_date(zone, 0), ds_plot_date(zone, found->cut));
    if (found && (is_cut(picture) || !found->is_steady)) {
        double at =
            ds_plot_date(zone, is_cut(picture) ? found->cut : picture->desk->horizon / 2);
        ds_plot_put(pen,
                    "    set arrow 100 from %.0f, graph 0 to %.0f, graph 1 nohead lw 2 dt "
                    "2 lc rgb '" DS_PLOT_VERMILLION "'\n",
                    at, at);
    }
}

/* Margins of the upper (0) or lower (1) panel. */
static void put_panel(int panel, ds_plot_pen *pen)
{
    int each = (HEIGHT - DS_PLOT_ABOVE - DS_PLOT_BELOW - BETWEEN) / 2;
    int top = DS_PLOT_ABOVE + panel * (each + BETWEEN);
    ds_plot_put(pen,
                "    set lmargin at screen 85.0/width\n"
                "    set rmargin at screen 1-30.0/width\n"
                "    set tmargin at screen 1-%d.0/height\n"
                "    set bmargin at screen 1-%d.0/height\n",
                top, top + each);
    ds_plot_put(pen,
                "    set label 5 '%s' at screen 20.0/width, screen 1-%d.0/height left tc "
                "rgb '" DS_PLOT_INK "'\n",
                panel == 0 ? "Open tickets"
                           : "Hours from arrival to resolution, by time of arrival",
                top - 23);
}

static void put_curves(const ds_warm_up_picture *picture, int panel, ds_plot_pen *pen)
{
    char bin[64];
    char span[64];
    char cut[64];
    int column = 2 + 2 * panel;
    ds_duration_print(picture->course->width, bin, sizeof bin);
    ds_duration_print(ds_welch_span(picture->course), span, sizeof span);
    ds_plot_put(pen,
                "    plot data using 1:%d with lines lw 1 lc rgb '#9DC9E6' title 'means "
                "over %s', \\\n"
                "         data using 1:%d with lines lw 2.5 lc rgb '" DS_PLOT_BLUE
                "' title 'moving average over %s'",
                column, bin, column + 1, span);
    if (picture->found && is_cut(picture)) {
        ds_duration_print(picture->found->cut, cut, sizeof cut);
        ds_plot_put(pen,
                    ", \\\n         keyentry with lines lw 2 dt 2 lc rgb "
                    "'" DS_PLOT_VERMILLION "' title 'warm-up ends: %s'",
                    cut);
    } else if (picture->found && !picture->found->is_steady) {
        ds_plot_put(pen, ", \\\n         keyentry with lines lw 2 dt 2 lc rgb "
                         "'" DS_PLOT_VERMILLION "' title 'half of the run'");
    }
    ds_plot_put(pen, "\n");
}

static void put_panels(const ds_warm_up_picture *picture, ds_plot_pen *pen)
{
    const ds_desk *desk = picture->desk;
    ds_plot_put(pen, "    set multiplot\n");
    ds_plot_date_axis(pen, &desk->zone, 0, desk->horizon);
    put_cut(picture, pen);
    ds_plot_put(pen, "    set yrange [0:*]\n");
    ds_plot_key_above(pen);
    put_panel(0, pen);
    put_curves(picture, 0, pen);
    ds_plot_put(pen, "    unset label\n    unset key\n");
    put_panel(1, pen);
    ds_plot_put(pen, "    set label 4 'Local time' at graph 0.5, screen 38.0/height center "
                     "tc rgb '" DS_PLOT_INK "'\n");
    put_curves(picture, 1, pen);
    ds_plot_put(pen, "    unset multiplot\n");
}

static void put_cut_script(const void *subject, ds_plot_pen *pen)
{
    const ds_warm_up_picture *picture = subject;
    const ds_warm_up *found = picture->found;
    put_heading(picture,
                !found->is_steady ? "Warm-up: no steady state within half of the run"
                : is_cut(picture) ? "Warm-up: how the desk fills, and where it is cut"
                                  : "Warm-up: none is needed",
                found->is_steady
                    ? "Cut by MSER-5 on both series; the later cut holds. What comes "
                      "before it does not count."
                    : "Tickets that are open when the simulation ends count with their "
                      "age then, so late arrivals look quicker than they are.",
                pen);
    put_panels(picture, pen);
}

static void put_welch_script(const void *subject, ds_plot_pen *pen)
{
    put_heading(subject, "Welch's plot: moving averages from the start",
                "The warm-up ends where both moving averages have become level; a longer "
                "average is smoother and hides more.",
                pen);
    put_panels(subject, pen);
}

static const ds_plot cut_plot = {.name = "warm_up",
                                 .title = "The warm-up",
                                 .has_data = has_cut,
                                 .height = height,
                                 .put_data = put_data,
                                 .put_script = put_cut_script};
static const ds_plot welch_plot = {.name = "welch",
                                   .title = "Welch's plot",
                                   .has_data = has_welch,
                                   .height = height,
                                   .put_data = put_data,
                                   .put_script = put_welch_script};

ds_status ds_warm_up_plots_write(const ds_warm_up_picture *picture, const char *directory,
                                 const ds_plot_options *options, ds_plot_report *report,
                                 ds_error *err)
{
    const ds_plot *const plots[] = {&cut_plot, &welch_plot};
    char *path = ds_output_path(directory, "plots");
    *report = (ds_plot_report){0};
    if (!path)
        return ds_error_no_memory(err);
    ds_status status = ds_plot_files_write(plots, 2, picture, path, options, report, err);
    free(path);
    return status;
}
