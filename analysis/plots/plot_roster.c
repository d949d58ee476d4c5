/* A roster: for each group through the week, who is at work and how many are required. */
#include "analysis/plots/plot_roster.h"

#include <math.h>

/* Groups that a picture has room for. */
#define MOST_ROWS 8
#define ROW_PIXELS 150
#define GROUP_WIDTH 20
/* Of a row's height, what the curves take. */
#define CURVE_SHARE 0.84

enum { QUARTER = 15 / DS_ROSTER_STEP };

static int32_t rows_of(const ds_roster *roster)
{
    return roster->count < MOST_ROWS ? roster->count : MOST_ROWS;
}

static bool has_data(const void *subject)
{
    return rows_of(subject) > 0;
}

static int height_of(const void *subject)
{
    int all = DS_PLOT_ABOVE + DS_PLOT_BELOW + ROW_PIXELS * rows_of(subject);
    return all > DS_PLOT_HEIGHT ? all : DS_PLOT_HEIGHT;
}

static int32_t most_of(const ds_roster_plan *plan)
{
    int32_t most = 1;
    for (int32_t slot = 0; slot < DS_ROSTER_SLOTS; slot++) {
        if (plan->staffed[slot] > most)
            most = plan->staffed[slot];
        if (plan->demand.required[slot] > most)
            most = plan->demand.required[slot];
    }
    return most;
}

static void put_data(const void *subject, ds_plot_pen *pen)
{
    const ds_roster *roster = subject;
    ds_plot_put(pen, "# hour_of_week\trequired\trostered\n");
    for (int32_t i = 0; i < rows_of(roster); i++) {
        const ds_roster_plan *plan = roster->plans[i];
        ds_plot_put(pen, "%s", i ? "\n\n" : "");
        ds_plot_remark(pen, "group", plan->demand.name);
        for (int32_t slot = 0; slot < DS_ROSTER_SLOTS; slot += QUARTER)
            ds_plot_put(pen, "%.2f\t%d\t%d\n", slot * DS_ROSTER_STEP / 60.0,
                        (int)plan->demand.required[slot], (int)plan->staffed[slot]);
    }
}

static void put_rows(const ds_roster *roster, ds_plot_pen *pen)
{
    int32_t count = rows_of(roster);
    ds_plot_put(pen, "    set ytics scale 0.5 (");
    for (int32_t i = 0; i < count; i++)
        ds_plot_put(pen, "%s'0' %d, '%d' %.4f", i ? ", \\\n        " : "",
                    (int)(count - 1 - i), (int)most_of(roster->plans[i]),
                    count - 1 - i + CURVE_SHARE);
    ds_plot_put(pen, ")\n");
    for (int32_t i = 0; i < count; i++) {
        int foot = (int)(count - 1 - i);
        ds_plot_put(pen,
                    "    set arrow from 0, %d to 168, %d nohead lc rgb '" DS_PLOT_GREY
                    "' front\n    set label ",
                    foot, foot);
        ds_plot_text(pen, roster->plans[i]->demand.name, GROUP_WIDTH);
        ds_plot_put(pen, " at screen 14.0/width, first %.2f left\n",
                    foot + CURVE_SHARE / 2);
    }
}

static void put_script(const void *subject, ds_plot_pen *pen)
{
    const ds_roster *roster = subject;
    int32_t count = rows_of(roster);
    ds_plot_desk_heading(
        pen, "Roster against requirement", roster->desk->name, "agents through the week",
        "Filled: agents at work, breaks taken off; the room above the line "
        "is spare, or for shrinkage.");
    ds_plot_margins(pen, 175, 30);
    ds_plot_axis_titles(pen, "Local time", "Agents");
    ds_plot_week_axis(pen, DS_PLOT_LIGHT, "back");
    ds_plot_key_above(pen);
    ds_plot_put(pen, "    unset grid\n    set yrange [0:%d]\n", (int)count);
    put_rows(roster, pen);
    ds_plot_put(pen, "    plot ");
    for (int32_t i = 0; i < count; i++) {
        int foot = (int)(count - 1 - i);
        double scale = CURVE_SHARE / most_of(roster->plans[i]);
        ds_plot_put(pen,
                    "%sdata index %d using ($1+0.125):(%d+$3*%.6g/2):(0.13):($3*%.6g/2) "
                    "with boxxyerror fs solid noborder fc rgb '" DS_PLOT_SKY
                    "' %s, \\\n        data index %d using 1:(%d+$2*%.6g) with steps lw 2 "
                    "lc rgb '" DS_PLOT_VERMILLION "' %s",
                    i ? ", \\\n        " : "", (int)i, foot, scale, scale,
                    i ? "notitle" : "title 'at work'", (int)i, foot, scale,
                    i ? "notitle" : "title 'required'");
    }
    ds_plot_put(pen, "\n");
}

const ds_plot ds_plot_roster = {.name = "roster",
                                .title = "Roster against requirement",
                                .has_data = has_data,
                                .height = height_of,
                                .put_data = put_data,
                                .put_script = put_script};
