/* Staffing curves: four panels of one group. */
#include "analysis/plots/plot_curves.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define NAME_SIZE 256
#define PICTURE_HEIGHT 900
#define LEFT 80
#define BETWEEN 80
#define RIGHT 30

typedef struct picture {
    const ds_staffing_curves *curves;
    const ds_staffing_curve *curve;
    int32_t line_count; /* breach rates, of priorities that occur */
    int32_t keys[DS_MAX_PRIORITIES];
    int32_t priorities[DS_MAX_PRIORITIES];
} picture;

static const ds_staffing_config *config_at(const picture *it, int32_t level)
{
    return &it->curves->study->configs[it->curve->rows[level]];
}

static void find_lines(picture *it)
{
    const ds_staffing_study *study = it->curves->study;
    for (int32_t p = 0; p < study->experiment.runs.desk->priority_count; p++) {
        int32_t key =
            ds_staffing_key(study, "resolution_breach_rate", DS_RESULT_BY_PRIORITY, p);
        if (key == DS_NO_ID || it->curve->done == 0 ||
            !isfinite(config_at(it, 0)->point.estimates[key].value))
            continue;
        it->keys[it->line_count] = key;
        it->priorities[it->line_count++] = p;
    }
}

static bool has_data(const void *subject)
{
    const picture *it = subject;
    return it->curve->done == it->curve->count && it->curve->count > 1;
}

static int height(const void *subject)
{
    (void)subject;
    return PICTURE_HEIGHT;
}

static void put_estimate(const ds_estimate *estimate, double scale, ds_plot_pen *pen)
{
    ds_plot_number(pen, scale * estimate->value);
    ds_plot_number(pen, scale * estimate->lo);
    ds_plot_number(pen, scale * estimate->hi);
}

/* A block of one key measure; DS_NO_ID: of the cost. */
static void put_block(const picture *it, int32_t key, double scale, ds_plot_pen *pen)
{
    for (int32_t i = 0; i < it->curve->done; i++) {
        const ds_staffing_config *config = config_at(it, i);
        ds_estimate cost = ds_staffing_cost(it->curves->study, config);
        ds_plot_put(pen, "%d", (int)it->curve->agents[i]);
        put_estimate(key == DS_NO_ID ? &cost : &config->point.estimates[key], scale, pen);
        ds_plot_put(pen, "\n");
    }
}

/* The key of a group's utilisation, in order. */
static int32_t busy_key(const picture *it, int32_t group)
{
    const ds_staffing_study *study = it->curves->study;
    return ds_staffing_key(study, "utilisation", DS_RESULT_BY_GROUP, study->groups[group]);
}

/* Utilisations in the picture: the group's, or those of all. */
static int32_t busy_count(const picture *it)
{
    return it->curve->group == DS_NO_ID ? it->curves->study->count : 1;
}

static int32_t busy_group(const picture *it, int32_t i)
{
    return it->curve->group == DS_NO_ID ? i : it->curve->group;
}

/* Blocks: MTTR, cost, breach rates, utilisations. */
static void put_data(const void *subject, ds_plot_pen *pen)
{
    const picture *it = subject;
    const ds_staffing_study *study = it->curves->study;
    ds_plot_put(pen, "# agents\tvalue\tlo\thi\n# mttr_h\n");
    put_block(it, ds_staffing_key(study, "mttr_h", DS_RESULT_OVERALL, 0), 1, pen);
    ds_plot_put(pen, "\n\n# cost_per_week, in thousands\n");
    put_block(it, DS_NO_ID, 1e-3, pen);
    for (int32_t i = 0; i < it->line_count; i++) {
        ds_plot_put(pen, "\n\n");
        ds_plot_remark(pen, "resolution_breach_rate (%)",
                       study->experiment.runs.desk->priority_names[it->priorities[i]]);
        put_block(it, it->keys[i], 100, pen);
    }
    for (int32_t i = 0; i < busy_count(it); i++) {
        ds_plot_put(pen, "\n\n# utilisation (%%)\n");
        put_block(it, busy_key(it, busy_group(it, i)), 100, pen);
    }
}

static void put_heading(const picture *it, ds_plot_pen *pen)
{
    const ds_experiment *experiment = &it->curves->study->experiment;
    char heading[NAME_SIZE];
    char about[NAME_SIZE];
    char foot[NAME_SIZE];
    bool is_all = it->curve->group == DS_NO_ID;
    (void)snprintf(heading, sizeof heading, "What agents in %.100s buy",
                   ds_staffing_curve_name(it->curves, it->curve));
    (void)snprintf(about, sizeof about, "%lld replication%s of each head count",
                   (long long)experiment->replications,
                   experiment->replications == 1 ? "" : "s");
    (void)snprintf(foot, sizeof foot,
                   "Bands: %.4g %% intervals. %s All points meet the same tickets.",
                   100 * experiment->level,
                   is_all ? "From the least stable head counts to saturation in all groups."
                          : "Other groups as in the scenario; dotted: its own head count.");
    ds_plot_desk_heading(pen, heading, experiment->runs.desk->name, about, foot);
}

/* A panel of two columns and two rows, counted from the upper left. */
static void put_panel(int column, int row, const char *title, ds_plot_pen *pen)
{
    ds_plot_put(pen,
                "    set lmargin at screen %s%d.0/width\n    set rmargin at screen "
                "%s%d.0/width\n",
                column ? "0.5+" : "", column ? BETWEEN / 2 : LEFT, column ? "1-" : "0.5-",
                column ? RIGHT : BETWEEN / 2);
    ds_plot_put(pen,
                "    set tmargin at screen %s%d.0/height\n    set bmargin at screen "
                "%s%d.0/height\n",
                row ? "0.5-" : "1-", row ? 20 : DS_PLOT_ABOVE, row ? "" : "0.5+",
                row ? 90 : 60);
    ds_plot_put(pen,
                "    set label 5 '%s' at graph 0, graph 1 offset 0, 0.8 left tc rgb '%s'\n",
                title, DS_PLOT_INK);
}

/* One line with its band. */
static void put_line(int32_t block, const char *colour, const char *title, bool is_first,
                     ds_plot_pen *pen)
{
    ds_plot_put(pen,
                "%sdata index %d using 1:3:4 with filledcurves fs transparent solid 0.18 "
                "noborder fc rgb '%s' notitle, \\\n        data index %d using 1:2 with "
                "linespoints lw 2 pt 7 ps 0.7 lc rgb '%s' ",
                is_first ? "    plot " : ", \\\n        ", (int)block, colour, (int)block,
                colour);
    if (!title) {
        ds_plot_put(pen, "notitle");
        return;
    }
    ds_plot_put(pen, "title ");
    ds_plot_text(pen, title, 24);
}

static void put_own(const picture *it, ds_plot_pen *pen)
{
    const ds_staffing_study *study = it->curves->study;
    if (it->curve->group == DS_NO_ID)
        return;
    int32_t own = study->ranges[study->groups[it->curve->group]].own;
    if (own >= it->curve->agents[0])
        ds_plot_put(pen,
                    "    set arrow 9 from %d, graph 0 to %d, graph 1 nohead dt 3 lw 1.5 lc "
                    "rgb '%s'\n",
                    (int)own, (int)own, DS_PLOT_GREY);
}

static void put_tics(const picture *it, ds_plot_pen *pen)
{
    ds_plot_put(pen, "    set xrange [%d:%d]\n    set offsets 0, 0, 0, 0\n    set xtics (",
                (int)it->curve->agents[0], (int)it->curve->agents[it->curve->count - 1]);
    for (int32_t i = 0; i < it->curve->count; i++)
        ds_plot_put(pen, "%s%d", i ? ", " : "", (int)it->curve->agents[i]);
    ds_plot_put(pen, ")\n");
}

static void put_lines(const picture *it, int32_t first, bool is_busy, ds_plot_pen *pen)
{
    const ds_desk *desk = it->curves->study->experiment.runs.desk;
    int32_t count = is_busy ? busy_count(it) : it->line_count;
    for (int32_t i = 0; i < count; i++) {
        const char *title =
            is_busy ? desk->groups[it->curves->study->groups[busy_group(it, i)]].name
                    : desk->priority_names[it->priorities[i]];
        put_line(first + i, ds_plot_colour(i), count > 1 ? title : NULL, i == 0, pen);
    }
    if (count == 0)
        ds_plot_put(pen, "    plot NaN notitle");
    ds_plot_put(pen, "\n");
}

static void put_script(const void *subject, ds_plot_pen *pen)
{
    const picture *it = subject;
    put_heading(it, pen);
    put_tics(it, pen);
    put_own(it, pen);
    ds_plot_put(pen, "    set yrange [0:*]\n    set multiplot\n    set key top right "
                     "inside horizontal\n");
    put_panel(0, 0, "Resolution targets broken, by priority (%)", pen);
    put_lines(it, 2, false, pen);
    ds_plot_put(pen, "    unset label 1\n    unset label 2\n    unset label 3\n");
    put_panel(1, 0, "Mean time to resolve incidents (h)", pen);
    put_line(0, DS_PLOT_BLUE, NULL, true, pen);
    ds_plot_put(pen,
                "\n    set label 4 'Agents' at graph 0.5, screen 42.0/height center\n");
    put_panel(0, 1, "Utilisation while on duty (%)", pen);
    ds_plot_put(pen, "    set yrange [0:105]\n    set key bottom left inside\n");
    put_lines(it, 2 + it->line_count, true, pen);
    ds_plot_put(pen, "    set yrange [0:*]\n");
    put_panel(1, 1, "Wages and penalties a week (thousands)", pen);
    put_line(1, DS_PLOT_BLUE, NULL, true, pen);
    ds_plot_put(pen, "\n    unset multiplot\n");
}

/* staffing_2_L2_network: letters, digits and _ of the group's name. */
static void file_name(const picture *it, int32_t place, char name[NAME_SIZE])
{
    (void)snprintf(name, NAME_SIZE, "staffing_%d_%.60s", (int)place + 1,
                   ds_staffing_curve_name(it->curves, it->curve));
    for (char *c = name; *c; c++)
        if (!isalnum((unsigned char)*c))
            *c = '_';
}

ds_status ds_staffing_plots_write(const ds_staffing_curves *curves, const char *directory,
                                  char *said, size_t size, ds_error *err)
{
    ds_status status = DS_OK;
    for (int32_t i = 0; i < curves->count && status == DS_OK; i++) {
        char name[NAME_SIZE];
        picture it = {.curves = curves, .curve = &curves->list[i]};
        if (!has_data(&it))
            continue;
        find_lines(&it);
        file_name(&it, i, name);
        const ds_plot plot = {.name = name,
                              .title = "Staffing curve",
                              .has_data = has_data,
                              .height = height,
                              .put_data = put_data,
                              .put_script = put_script};
        status = ds_plot_file_write(&plot, &it, directory, said, size, err);
    }
    return status;
}
