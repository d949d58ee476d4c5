/* Groups with rosters over the hours of the week: agents on duty, busy, and required. */
#include "analysis/plots/plot_results.h"

#include <math.h>

/* Groups that a picture has room for: the first of the desk. */
#define MOST_ROWS 8
#define ROW_PIXELS 150
#define GROUP_WIDTH 20
/* Of a row's height, what the curves take. */
#define CURVE_SHARE 0.84
/* Required is what lets at most this share of the tickets wait. */
#define MOST_DELAYED 0.2

typedef struct rows {
    int32_t count;
    int32_t group[MOST_ROWS];
} rows;

static rows rows_of(const ds_results *results)
{
    rows found = {0};
    for (int32_t g = 0; g < results->desk->group_count && results->week.staffed; g++)
        if (results->desk->groups[g].staffing && found.count < MOST_ROWS)
            found.group[found.count++] = g;
    return found;
}

static bool has_rosters(const void *subject)
{
    return rows_of(subject).count > 0;
}

static int height_of(const void *subject)
{
    int all = DS_PLOT_ABOVE + DS_PLOT_BELOW + ROW_PIXELS * rows_of(subject).count;
    return all > DS_PLOT_HEIGHT ? all : DS_PLOT_HEIGHT;
}

/* The fewest agents with whom at most MOST_DELAYED of Poisson arrivals wait, if the work
 * that comes in this hour were to come for ever: Erlang's delay formula from his loss
 * formula, B(c) = a B(c-1) ÷ (c + a B(c-1)), C = c B ÷ (c - a (1 - B)). */
static double required_for(double erlangs)
{
    double loss = 1;
    if (!(erlangs > 0))
        return 0;
    for (double agents = 1;; agents++) {
        loss = erlangs * loss / (agents + erlangs * loss);
        if (agents <= erlangs)
            continue;
        double delayed = agents * loss / (agents - erlangs * (1 - loss));
        if (delayed <= MOST_DELAYED || agents > 2 * erlangs + 100)
            return agents;
    }
}

static double or_zero(double value)
{
    return isfinite(value) ? value : 0;
}

static double most_of(const ds_result_week *week, int32_t group)
{
    double most = 1;
    for (int32_t hour = 0; hour < DS_WEEK_HOURS; hour++) {
        size_t place = (size_t)group * DS_WEEK_HOURS + (size_t)hour;
        most = fmax(most, or_zero(week->staffed[place]));
        most = fmax(most, required_for(or_zero(week->brought[place])));
    }
    return ceil(most);
}

static void put_data(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    const ds_result_week *week = &results->week;
    rows shown = rows_of(results);
    ds_plot_put(pen, "# hour_of_week\ton_duty\tbusy\trequired\n");
    for (int32_t i = 0; i < shown.count; i++) {
        ds_plot_put(pen, "%s", i ? "\n\n" : "");
        ds_plot_remark(pen, "group", results->desk->groups[shown.group[i]].name);
        for (int32_t hour = 0; hour <= DS_WEEK_HOURS; hour++) {
            int32_t last = hour < DS_WEEK_HOURS ? hour : DS_WEEK_HOURS - 1;
            size_t place = (size_t)shown.group[i] * DS_WEEK_HOURS + (size_t)last;
            ds_plot_put(pen, "%d", hour);
            ds_plot_number(pen, week->staffed[place]);
            ds_plot_number(pen, week->busy[place]);
            ds_plot_number(pen, required_for(or_zero(week->brought[place])));
            ds_plot_put(pen, "\n");
        }
    }
}

/* A row's scale: 0 at its foot, the most at the top of its curves. */
static void put_tics(const ds_results *results, const rows *shown, ds_plot_pen *pen)
{
    ds_plot_put(pen, "    set ytics scale 0.5 (");
    for (int32_t i = 0; i < shown->count; i++) {
        int32_t foot = shown->count - 1 - i;
        ds_plot_put(pen, "%s'0' %d, '%.0f' %.4f", i ? ", \\\n        " : "", foot,
                    most_of(&results->week, shown->group[i]), foot + CURVE_SHARE);
    }
    ds_plot_put(pen, ")\n");
    for (int32_t i = 0; i < shown->count; i++) {
        int32_t foot = shown->count - 1 - i;
        ds_plot_put(pen,
                    "    set arrow from 0, %d to 168, %d nohead lc rgb '" DS_PLOT_GREY
                    "' front\n    set label ",
                    foot, foot);
        ds_plot_text(pen, results->desk->groups[shown->group[i]].name, GROUP_WIDTH);
        ds_plot_put(pen, " at screen 14.0/width, first %.2f left\n",
                    foot + CURVE_SHARE / 2);
    }
}

static void put_curves(const ds_results *results, const rows *shown, ds_plot_pen *pen)
{
    ds_plot_put(pen, "    plot ");
    for (int32_t i = 0; i < shown->count; i++) {
        int32_t foot = shown->count - 1 - i;
        double scale = CURVE_SHARE / most_of(&results->week, shown->group[i]);
        ds_plot_put(pen,
                    "%sdata index %d using ($1+0.5):(%d+$3*%.6g/2):(0.5):($3*%.6g/2) with "
                    "boxxyerror fs solid noborder fc rgb '" DS_PLOT_SKY "' %s, \\\n        "
                    "data index %d using 1:(%d+$2*%.6g) with steps lw 2 lc rgb "
                    "'" DS_PLOT_INK "' %s, \\\n        "
                    "data index %d using 1:(%d+$4*%.6g) with steps lw 2 lc rgb "
                    "'" DS_PLOT_VERMILLION "' %s",
                    i ? ", \\\n        " : "", i, foot, scale, scale,
                    i ? "notitle" : "title 'busy'", i, foot, scale,
                    i ? "notitle" : "title 'on duty'", i, foot, scale,
                    i ? "notitle" : "title 'required'");
    }
    ds_plot_put(pen, "\n");
}

static void put_script(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    rows shown = rows_of(results);
    ds_plot_results_heading(results, "Agents on duty, busy and required",
                            "On duty: without breaks, meetings and absence. Required: "
                            "20 % would wait, if the work of the hour came all the time "
                            "(Erlang C).",
                            pen);
    ds_plot_margins(pen, 175, 30);
    ds_plot_axis_titles(pen, "Local time", "Agents");
    ds_plot_week_axis(pen, DS_PLOT_LIGHT, "back");
    ds_plot_key_above(pen);
    ds_plot_put(pen, "    unset grid\n    set yrange [0:%d]\n", shown.count);
    put_tics(results, &shown, pen);
    put_curves(results, &shown, pen);
}

const ds_plot ds_plot_staffing = {.name = "staffing",
                                  .title = "Agents on duty, busy and required",
                                  .is_optional = true,
                                  .has_data = has_rosters,
                                  .height = height_of,
                                  .put_data = put_data,
                                  .put_script = put_script};
