#include "analysis/plots/plot_requirement.h"

#include <math.h>

/* Targets that a picture has room for; each has two panels. */
#define MOST_TARGETS 4
#define PANEL_PIXELS 200

static int32_t shown(const ds_requirement *of)
{
    return of->target_count < MOST_TARGETS ? of->target_count : MOST_TARGETS;
}

static bool has_data(const void *subject)
{
    const ds_requirement *of = subject;
    return of->is_done;
}

static int height_of(const void *subject)
{
    int all = DS_PLOT_ABOVE + DS_PLOT_BELOW + 2 * PANEL_PIXELS * shown(subject);
    return all > DS_PLOT_HEIGHT ? all : DS_PLOT_HEIGHT;
}

static double share_of(const ds_requirement *of, ds_requirement_plan plan, int32_t target,
                       int32_t slot)
{
    return ds_requirement_counts(of, plan, target, slot)
               ? 100 * ds_requirement_share(of, plan, target, slot)
               : NAN;
}

static void put_data(const void *subject, ds_plot_pen *pen)
{
    const ds_requirement *of = subject;
    ds_plot_put(pen, "# hour_of_week\tagents\tagents_sipp\tload\tlate_percent\t"
                     "late_percent_sipp\n");
    for (int32_t t = 0; t < shown(of); t++) {
        ds_plot_put(pen, "%s", t ? "\n\n" : "");
        ds_plot_remark(pen, "group", of->desk->groups[of->targets[t].group].name);
        for (int32_t i = 0; i <= of->slots; i++) {
            int32_t s = i < of->slots ? i : of->slots - 1;
            int32_t place = of->targets[t].group * of->slots + s;
            ds_plot_put(pen, "%.2f\t%d\t%d", i * of->minutes / 60.0,
                        (int)of->agents[DS_PLAN_SIMULATED][place],
                        (int)of->agents[DS_PLAN_SIPP][place]);
            ds_plot_number(pen, of->load[place]);
            ds_plot_number(pen, share_of(of, DS_PLAN_SIMULATED, t, s));
            ds_plot_number(pen, share_of(of, DS_PLAN_SIPP, t, s));
            ds_plot_put(pen, "\n");
        }
    }
}

static double most_agents(const ds_requirement *of, int32_t target)
{
    double most = 1;
    for (int32_t s = 0; s < of->slots; s++)
        for (int32_t p = 0; p <= DS_PLAN_SIPP; p++)
            most = fmax(most, of->agents[p][of->targets[target].group * of->slots + s]);
    return most;
}

static double most_share(const ds_requirement *of, int32_t target)
{
    double most = 200 * of->targets[target].most;
    for (int32_t s = 0; s < of->slots; s++)
        for (int32_t p = 0; p <= DS_PLAN_SIPP; p++) {
            double share = share_of(of, (ds_requirement_plan)p, target, s);
            most = isfinite(share) ? fmax(most, share) : most;
        }
    return fmin(100, most);
}

/* Two rows for each target, the agents above: a row's scale is 0 at its foot. */
static void put_tics(const ds_requirement *of, ds_plot_pen *pen)
{
    int32_t rows = 2 * shown(of);
    ds_plot_put(pen, "    set ytics scale 0.5 (");
    for (int32_t t = 0; t < shown(of); t++) {
        int32_t foot = rows - 2 - 2 * t;
        ds_plot_put(
            pen, "%s'0' %d, '%.0f' %.3f, '0 %%%%' %d, '%.3g %%%%' %.4f, '%.0f %%%%' %.3f",
            t ? ", \\\n        " : "", foot + 1, most_agents(of, t), foot + 1.84, foot,
            100 * of->targets[t].most,
            foot + 0.84 * 100 * of->targets[t].most / most_share(of, t), most_share(of, t),
            foot + 0.84);
    }
    ds_plot_put(pen, ")\n");
    for (int32_t t = 0; t < shown(of); t++) {
        double foot = rows - 2 - 2 * t;
        ds_plot_put(pen, "    set label ");
        ds_plot_text(pen, of->desk->groups[of->targets[t].group].name, 18);
        ds_plot_put(pen, " at screen 14.0/width, first %.2f left\n", foot + 1.62);
        ds_plot_put(pen,
                    "    set label 'agents' at screen 14.0/width, first %.2f left\n"
                    "    set label 'wait too long' at screen 14.0/width, first %.2f left\n",
                    foot + 1.36, foot + 0.62);
        double goal = foot + 0.84 * 100 * of->targets[t].most / most_share(of, t);
        ds_plot_put(pen,
                    "    set arrow from 0, %.4f to 168, %.4f nohead dt 2 lc rgb "
                    "'" DS_PLOT_GREY "' front\n    set arrow from 0, %.1f to 168, %.1f "
                    "nohead lc rgb '" DS_PLOT_GREY "' front\n",
                    goal, goal, foot + 1, foot + 1);
    }
}

static void put_curves(const ds_requirement *of, ds_plot_pen *pen)
{
    static const char *const colours[2] = {DS_PLOT_BLUE, DS_PLOT_VERMILLION};
    static const char *const names[2] = {"simulated", "by formula (SIPP)"};
    ds_plot_put(pen, "    plot ");
    for (int32_t t = 0; t < shown(of); t++) {
        int32_t foot = 2 * shown(of) - 2 - 2 * t;
        for (int p = 0; p < 2; p++) {
            ds_plot_put(pen,
                        "%sdata index %d using 1:(%d+$%d*%.6g) with steps lw 2 lc rgb "
                        "'%s' %s%s%s",
                        t || p ? ", \\\n        " : "", t, foot + 1, 2 + p,
                        0.84 / most_agents(of, t), colours[p], t ? "no" : "title '",
                        t ? "title" : names[p], t ? "" : "'");
            ds_plot_put(pen,
                        ", \\\n        data index %d using 1:(%d+$%d*%.6g) with steps lw 2 "
                        "lc rgb '%s' notitle",
                        t, foot, 5 + p, 0.84 / most_share(of, t), colours[p]);
        }
    }
    ds_plot_put(pen, "\n");
}

static void put_script(const void *subject, ds_plot_pen *pen)
{
    const ds_requirement *of = subject;
    ds_plot_desk_heading(pen, "Agents required by interval of the week", of->desk->name,
                         "and the share that waits too long with them",
                         "Dashed: the target. By formula: each interval by itself, as if "
                         "its arrivals came all the time (Erlang).");
    ds_plot_margins(pen, 190, 30);
    ds_plot_axis_titles(pen, "Local time", NULL);
    ds_plot_week_axis(pen, DS_PLOT_LIGHT, "back");
    ds_plot_key_above(pen);
    ds_plot_put(pen, "    unset grid\n    set yrange [0:%d]\n", 2 * shown(of));
    put_tics(of, pen);
    put_curves(of, pen);
}

const ds_plot ds_plot_requirement = {.name = "requirement",
                                     .title = "Agents required by interval of the week",
                                     .has_data = has_data,
                                     .height = height_of,
                                     .put_data = put_data,
                                     .put_script = put_script};
