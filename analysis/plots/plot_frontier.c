#include "analysis/plots/plot_frontier.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct picture {
    const ds_staffing_search *search;
    const ds_condition *target;
} picture;

static const ds_measure *measure_of(const picture *it)
{
    int32_t count;
    const ds_key_measures *keys = &it->search->study->keys;
    return &ds_measures(&count)[keys->list[it->target->key].measure];
}

/* In percent, where it is a share. */
static double scale_of(const picture *it)
{
    return strcmp(measure_of(it)->unit, "share") == 0 ? 100 : 1;
}

static double cost_of(const picture *it, int32_t row)
{
    return ds_staffing_cost(it->search->study, &it->search->study->configs[row]).value;
}

static const ds_estimate *figure_of(const picture *it, int32_t row)
{
    return &it->search->study->configs[row].point.estimates[it->target->key];
}

static bool is_drawn(const picture *it, int32_t row)
{
    return it->search->study->configs[row].point.is_done &&
           isfinite(figure_of(it, row)->value);
}

/* Whether another is no dearer and no worse, and not the same in both. */
static bool is_beaten(const picture *it, int32_t row)
{
    double sign = it->target->is_at_least ? -1 : 1;
    double cost = cost_of(it, row);
    double figure = sign * figure_of(it, row)->value;
    for (int32_t other = 0; other < it->search->study->config_count; other++) {
        if (other == row || !is_drawn(it, other))
            continue;
        double its_cost = cost_of(it, other);
        double its_figure = sign * figure_of(it, other)->value;
        if (its_cost <= cost && its_figure <= figure &&
            (its_cost < cost || its_figure < figure))
            return true;
    }
    return false;
}

static bool is_chosen(const picture *it, int32_t row)
{
    const ds_staffing_search *search = it->search;
    return search->is_met &&
           memcmp(search->study->configs[row].agents, search->agents,
                  (size_t)search->study->count * sizeof *search->agents) == 0;
}

static bool has_points(const void *subject)
{
    const picture *it = subject;
    int32_t points = 0;
    for (int32_t row = 0; row < it->search->study->config_count; row++)
        points += is_drawn(it, row);
    return points > 1;
}

static void put_point(const picture *it, int32_t row, ds_plot_pen *pen)
{
    const ds_estimate *figure = figure_of(it, row);
    double scale = scale_of(it);
    ds_plot_put(pen, "%.10g", cost_of(it, row) / 1000);
    ds_plot_number(pen, scale * figure->value);
    ds_plot_number(pen, scale * figure->lo);
    ds_plot_number(pen, scale * figure->hi);
    ds_plot_put(pen, "\n");
}

/* Blocks: all, those that nothing beats, the answer. */
static void put_data(const void *subject, ds_plot_pen *pen)
{
    const picture *it = subject;
    int32_t count = it->search->study->config_count;
    ds_plot_put(pen, "# thousands a week\tvalue\tlo\thi\n");
    for (int32_t row = 0; row < count; row++)
        if (is_drawn(it, row))
            put_point(it, row, pen);
    ds_plot_put(pen, "\n\n# the frontier\n");
    for (int32_t row = 0; row < count; row++)
        if (is_drawn(it, row) && !is_beaten(it, row))
            put_point(it, row, pen);
    ds_plot_put(pen, "\n\n# the answer\nNaN\tNaN\tNaN\tNaN\n");
    for (int32_t row = 0; row < count; row++)
        if (is_drawn(it, row) && is_chosen(it, row))
            put_point(it, row, pen);
}

static void put_script(const void *subject, ds_plot_pen *pen)
{
    const picture *it = subject;
    const ds_experiment *experiment = &it->search->study->experiment;
    char heading[256];
    char about[64];
    char axis[160];
    char foot[160];
    (void)snprintf(heading, sizeof heading, "What it costs to keep %.120s",
                   it->target->text);
    (void)snprintf(about, sizeof about, "%lld replications or more of each combination",
                   (long long)experiment->replications);
    (void)snprintf(axis, sizeof axis, "%s%s", measure_of(it)->name,
                   scale_of(it) == 100 ? " (%)" : "");
    (void)snprintf(
        foot, sizeof foot,
        "Whiskers: %.4g %% intervals. Dotted: the target. Only combinations that "
        "the search looked at.",
        100 * experiment->level);
    ds_plot_desk_heading(pen, heading, experiment->runs.desk->name, about, foot);
    ds_plot_margins(pen, 85, 30);
    ds_plot_axis_titles(pen, "Wages and penalties a week, thousands", axis);
    ds_plot_key_above(pen);
    ds_plot_put(pen,
                "    set yrange [0:*]\n"
                "    set arrow 11 from graph 0, first %.10g to graph 1, first %.10g nohead "
                "lw 1.5 dt 3 lc rgb '" DS_PLOT_GREY "'\n",
                scale_of(it) * it->target->limit, scale_of(it) * it->target->limit);
    ds_plot_put(
        pen, "    plot data index 0 using 1:2:3:4 with yerrorbars pt 7 ps 0.8 lc rgb "
             "'#9FC9E8' title 'combinations tried', \\\n"
             "        data index 1 using 1:2 smooth unique with linespoints pt 7 ps 1 lw 2 "
             "lc rgb '" DS_PLOT_BLUE "' title 'frontier', \\\n"
             "        data index 2 using 1:2 with points pt 9 ps 2.4 lc rgb "
             "'" DS_PLOT_VERMILLION "' title 'cheapest that keeps all targets'\n");
}

ds_status ds_frontier_plots_write(const ds_staffing_search *search, const char *directory,
                                  char *said, size_t size, ds_error *err)
{
    ds_status status = DS_OK;
    for (int32_t i = 0; i < search->target_count && status == DS_OK; i++) {
        char name[64];
        const picture it = {.search = search, .target = &search->targets[i]};
        (void)snprintf(name, sizeof name, "staffing_frontier_%d", (int)i + 1);
        const ds_plot plot = {.name = name,
                              .title = "Cost against a target",
                              .is_optional = true,
                              .has_data = has_points,
                              .put_data = put_data,
                              .put_script = put_script};
        status = ds_plot_file_write(&plot, &it, directory, said, size, err);
    }
    return status;
}
