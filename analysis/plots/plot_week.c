/* Over the hours of the week: utilisation by group, and arrivals. */
#include "analysis/plots/plot_results.h"

#include <math.h>

/* Rows that a picture has room for: of more groups, the busiest are shown. */
#define MOST_ROWS 40
#define GROUP_WIDTH 24
#define ROW_PIXELS_LEAST 24
#define ROW_PIXELS_MOST 64
#define ROWS_PIXELS_LEAST 128
/* Above and below the rows. */
#define FRAME_PIXELS (DS_PLOT_ABOVE + DS_PLOT_BELOW)

/* The groups shown, in the desk's order. */
typedef struct group_rows {
    int32_t count;
    int32_t with_data; /* groups that have any utilisation */
    int32_t group[MOST_ROWS];
} group_rows;

/* Mean over the hours in which somebody is on duty; NaN: never. */
static double mean_utilisation(const ds_results *results, int32_t group)
{
    const double *row = &results->week.utilisation[group * DS_WEEK_HOURS];
    double sum = 0;
    int hours = 0;
    for (int32_t hour = 0; hour < DS_WEEK_HOURS; hour++)
        if (isfinite(row[hour])) {
            sum += row[hour];
            hours++;
        }
    return hours > 0 ? sum / hours : NAN;
}

/* Takes out the row that is least busy. */
static void drop_least(group_rows *rows, double *means)
{
    int32_t least = 0;
    for (int32_t i = 1; i < rows->count; i++)
        if (means[i] < means[least])
            least = i;
    for (int32_t i = least; i + 1 < rows->count; i++) {
        means[i] = means[i + 1];
        rows->group[i] = rows->group[i + 1];
    }
    rows->count--;
}

static group_rows rows_of(const ds_results *results)
{
    group_rows rows = {0};
    double means[MOST_ROWS];
    if (!results->week.utilisation)
        return rows;
    for (int32_t g = 0; g < results->desk->group_count; g++) {
        double mean = mean_utilisation(results, g);
        if (!isfinite(mean))
            continue;
        rows.with_data++;
        if (rows.count == MOST_ROWS)
            drop_least(&rows, means);
        means[rows.count] = mean;
        rows.group[rows.count++] = g;
    }
    return rows;
}

static bool has_utilisation(const void *subject)
{
    return rows_of(subject).count > 0;
}

static int utilisation_height(const void *subject)
{
    int rows = rows_of(subject).count;
    int room = DS_PLOT_HEIGHT - FRAME_PIXELS;
    int each = rows > 0 ? room / rows : room;
    each = each < ROW_PIXELS_LEAST ? ROW_PIXELS_LEAST : each;
    each = each > ROW_PIXELS_MOST ? ROW_PIXELS_MOST : each;
    int all = each * rows;
    return FRAME_PIXELS + (all > ROWS_PIXELS_LEAST ? all : ROWS_PIXELS_LEAST);
}

static void put_utilisation_data(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    group_rows rows = rows_of(results);
    ds_plot_put(pen, "# row\thour_of_week\tutilisation_percent\n");
    for (int32_t i = 0; i < rows.count; i++) {
        const double *row = &results->week.utilisation[rows.group[i] * DS_WEEK_HOURS];
        ds_plot_remark(pen, "group", results->desk->groups[rows.group[i]].name);
        for (int32_t hour = 0; hour < DS_WEEK_HOURS; hour++) {
            ds_plot_put(pen, "%d\t%d", i, hour);
            ds_plot_number(pen, 100 * row[hour]);
            ds_plot_put(pen, "\n");
        }
    }
}

static void put_utilisation_script(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    group_rows rows = rows_of(results);
    char foot[160] = "Regular hours only. Grey: nobody on duty.";
    if (rows.with_data > rows.count)
        (void)snprintf(foot, sizeof foot,
                       "Regular hours only. Grey: nobody on duty. "
                       "The busiest %d of %d groups; hour_of_week.csv has all.",
                       rows.count, rows.with_data);
    ds_plot_results_heading(results, "Utilisation by hour of the week", foot, pen);
    ds_plot_margins(pen, 275, 115);
    ds_plot_axis_titles(pen, "Local time", "Busy share of the time on duty");
    ds_plot_week_axis(pen, "#FFFFFF", "front");
    ds_plot_put(pen,
                "    unset grid\n"
                "    unset key\n"
                "    set object 1 rectangle from graph 0, 0 to graph 1, 1 behind "
                "fc rgb '" DS_PLOT_FAINT "' fs solid noborder\n"
                "    set yrange [%d:0]\n"
                "    set ytics scale 0 (",
                rows.count);
    for (int32_t i = 0; i < rows.count; i++) {
        ds_plot_put(pen, "%s", i ? ", \\\n        " : "");
        ds_plot_tic_text(pen, results->desk->groups[rows.group[i]].name, GROUP_WIDTH);
        ds_plot_put(pen, " %d.5", i);
    }
    ds_plot_put(pen,
                ")\n"
                "    set palette defined (0 '#FFFFD9', 50 '#7FCDBB', 75 '#1D91C0', "
                "90 '#253494', 100 '#081D58')\n"
                "    set cbrange [0:100]\n"
                "    set cbtics 0, 25, 100 format '%%.0f %%%%'\n"
                "    set colorbox user origin screen 1-95.0/width, "
                "screen %d.0/height size screen 18.0/width, screen 1-%d.0/height\n"
                "    plot data using ($3 >= 0 ? $2 + 0.5 : NaN):($1 + 0.5):(0.52):(0.46):3 "
                "with boxxyerror fs solid noborder fc palette\n",
                DS_PLOT_BELOW, FRAME_PIXELS);
}

const ds_plot ds_plot_utilisation = {.name = "utilisation",
                                     .title = "Utilisation by hour of the week and group",
                                     .has_data = has_utilisation,
                                     .height = utilisation_height,
                                     .put_data = put_utilisation_data,
                                     .put_script = put_utilisation_script};

/* Arrivals. */

static bool has_arrivals(const void *subject)
{
    const ds_results *results = subject;
    for (int32_t hour = 0; hour < DS_WEEK_HOURS; hour++)
        if (results->week.arrived[hour] > 0)
            return true;
    return false;
}

static void put_arrivals_data(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    ds_plot_put(pen, "# hour_of_week\ttickets_per_hour\n");
    for (int32_t hour = 0; hour < DS_WEEK_HOURS; hour++) {
        ds_plot_put(pen, "%d", hour);
        ds_plot_number(pen, results->week.arrived[hour]);
        ds_plot_put(pen, "\n");
    }
}

static void put_arrivals_script(const void *subject, ds_plot_pen *pen)
{
    ds_plot_results_heading(subject, "Arrivals by hour of the week",
                            "All tickets that come in, on average over the weeks of the "
                            "window.",
                            pen);
    ds_plot_margins(pen, 85, 30);
    ds_plot_axis_titles(pen, "Local time", "Tickets per hour");
    ds_plot_week_axis(pen, DS_PLOT_LIGHT, "back");
    ds_plot_put(pen, "    unset key\n"
                     "    set yrange [0:*]\n"
                     "    plot data using ($1 + 0.5):2:(1.03) with boxes fs solid noborder "
                     "fc rgb '" DS_PLOT_BLUE "'\n");
}

const ds_plot ds_plot_arrivals = {.name = "arrivals",
                                  .title = "Arrivals by hour of the week",
                                  .has_data = has_arrivals,
                                  .put_data = put_arrivals_data,
                                  .put_script = put_arrivals_script};
