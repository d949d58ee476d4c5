/* Response curves: measures against what a sweep varies. */
#include "analysis/plots/plot_sweep.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_SIZE 256
#define MOST_LINES 12
/* So many have a tic each. */
#define FEW_LEVELS 16

/* One picture: lines of a sweep. */
typedef struct curves {
    const ds_sweep *sweep;
    int32_t input;  /* on the x axis */
    int32_t second; /* a line for each of its levels; -1: none */
    int32_t first_key;
    int32_t lines;
    int32_t keys[MOST_LINES]; /* without a second input: of each line */
    bool is_scatter;
} curves;

static const ds_measure *measure_of(const curves *it)
{
    int32_t count;
    return &ds_measures(&count)[it->sweep->experiment->keys->list[it->first_key].measure];
}

/* From the measure's unit to that of the axis. */
static double scale_of(const curves *it)
{
    return strcmp(measure_of(it)->unit, "share") == 0 ? 100 : 1;
}

static const ds_estimate *at(const curves *it, int64_t point, int32_t key)
{
    return &it->sweep->estimates[point * it->sweep->experiment->keys->count + key];
}

static bool has_data(const void *subject)
{
    const curves *it = subject;
    for (int64_t point = 0; point < it->sweep->done; point++)
        if (isfinite(at(it, point, it->first_key)->value))
            return true;
    return false;
}

static bool is_numeric(const curves *it)
{
    return it->sweep->varies[it->input].is_numeric;
}

/* The level of an input at a point, by its text. */
static int32_t level_at(const curves *it, int64_t point, int32_t input)
{
    const ds_vary *vary = &it->sweep->varies[input];
    const char *text = it->sweep->texts[point * it->sweep->vary_count + input];
    for (int32_t i = 0; i < vary->count; i++)
        if (strcmp(vary->levels[i].text, text) == 0)
            return i;
    return -1;
}

static double x_of(const curves *it, int64_t point)
{
    const ds_vary *vary = &it->sweep->varies[it->input];
    double number = it->sweep->numbers[point * it->sweep->vary_count + it->input];
    return is_numeric(it) ? ds_quantity_shown(&vary->like, number)
                          : level_at(it, point, it->input);
}

/* The points of a line from left to right: order[*count_out]. */
static void points_of(const curves *it, int32_t line, int64_t *order, int64_t *count_out)
{
    int64_t count = 0;
    for (int64_t point = 0; point < it->sweep->done; point++) {
        if (it->second >= 0 && level_at(it, point, it->second) != line)
            continue;
        double x = x_of(it, point);
        int64_t place = count++;
        for (; place > 0 && !it->is_scatter && x_of(it, order[place - 1]) > x; place--)
            order[place] = order[place - 1];
        order[place] = point;
    }
    *count_out = count;
}

static void put_line(const curves *it, int32_t line, const int64_t *order, int64_t count,
                     ds_plot_pen *pen)
{
    int32_t key = it->second >= 0 ? it->first_key : it->keys[line];
    double scale = scale_of(it);
    for (int64_t i = 0; i < count; i++) {
        const ds_estimate *estimate = at(it, order[i], key);
        ds_plot_put(pen, "%.10g", x_of(it, order[i]));
        ds_plot_number(pen, scale * estimate->value);
        ds_plot_number(pen, scale * estimate->lo);
        ds_plot_number(pen, scale * estimate->hi);
        ds_plot_put(pen, "\n");
    }
}

static void put_data(const void *subject, ds_plot_pen *pen)
{
    const curves *it = subject;
    int64_t *order = calloc((size_t)it->sweep->done + 1, sizeof *order);
    pen->is_out_of_memory |= !order;
    ds_plot_put(pen, "# input\tvalue\tlo\thi\n");
    for (int32_t line = 0; line < it->lines && order; line++) {
        int64_t count;
        points_of(it, line, order, &count);
        if (line > 0)
            ds_plot_put(pen, "\n\n");
        if (it->second >= 0)
            ds_plot_remark(pen, it->sweep->varies[it->second].path,
                           it->sweep->varies[it->second].levels[line].text);
        put_line(it, line, order, count, pen);
        if (count == 0)
            ds_plot_put(pen, "NaN\tNaN\tNaN\tNaN\n");
    }
    free(order);
}

static bool has_bands(const curves *it)
{
    for (int64_t point = 0; point < it->sweep->done; point++)
        if (ds_estimate_has_interval(at(it, point, it->first_key)))
            return true;
    return false;
}

static void slice_of(const curves *it, int32_t key, char name[NAME_SIZE])
{
    const ds_experiment *experiment = it->sweep->experiment;
    char text[NAME_SIZE];
    ds_key_measure_print(experiment->runs.desk, &experiment->keys->list[key], text,
                         sizeof text);
    const char *colon = strchr(text, ':');
    (void)snprintf(name, NAME_SIZE, "%s", colon ? colon + 1 : "overall");
}

static void put_heading(const curves *it, ds_plot_pen *pen)
{
    const ds_experiment *experiment = it->sweep->experiment;
    char heading[2 * NAME_SIZE];
    char about[2 * NAME_SIZE];
    char foot[NAME_SIZE];
    char slice[NAME_SIZE];
    slice_of(it, it->first_key, slice);
    bool is_named = it->lines == 1 || it->second >= 0;
    (void)snprintf(heading, sizeof heading, "%s%s%s against %.120s", measure_of(it)->name,
                   is_named && strcmp(slice, "overall") != 0 ? " of " : "",
                   is_named && strcmp(slice, "overall") != 0 ? slice : "",
                   it->sweep->varies[it->input].path);
    (void)snprintf(about, sizeof about, "%lld points, %lld replication%s each%s%.120s",
                   (long long)it->sweep->done, (long long)experiment->replications,
                   experiment->replications == 1 ? "" : "s",
                   it->second >= 0 ? "; a line for each " : "",
                   it->second >= 0 ? it->sweep->varies[it->second].path : "");
    (void)snprintf(foot, sizeof foot,
                   has_bands(it) ? "%s: %.4g %% intervals, each for its point. All points "
                                   "meet the same tickets."
                                 : "One replication: no intervals.",
                   it->is_scatter ? "Whiskers" : "Bands", 100 * experiment->level);
    ds_plot_desk_heading(pen, heading, experiment->runs.desk->name, about, foot);
}

/* A tic at each level, where they are few: there is no half agent. */
static void put_level_tics(const ds_vary *vary, ds_plot_pen *pen)
{
    if (vary->is_continuous || vary->count > FEW_LEVELS)
        return;
    ds_plot_put(pen, "    set xtics (");
    for (int32_t i = 0; i < vary->count; i++)
        ds_plot_put(pen, "%s%.10g", i ? ", " : "",
                    ds_quantity_shown(&vary->like, vary->levels[i].number));
    ds_plot_put(pen, ")\n");
}

/* Levels that are no numbers stand beside each other by their names. */
static void put_x_axis(const curves *it, ds_plot_pen *pen)
{
    const ds_vary *vary = &it->sweep->varies[it->input];
    if (is_numeric(it)) {
        ds_plot_put(pen, "    set offsets graph 0.03, graph 0.03, 0, 0\n");
        put_level_tics(vary, pen);
        return;
    }
    ds_plot_put(pen, "    set xrange [-0.5:%d.5]\n    set xtics scale 0 (",
                vary->count - 1);
    for (int32_t i = 0; i < vary->count; i++) {
        ds_plot_put(pen, "%s", i ? ", " : "");
        ds_plot_tic_text(pen, vary->levels[i].text, 24);
        ds_plot_put(pen, " %d", i);
    }
    ds_plot_put(pen, ")\n");
}

static void put_axes(const curves *it, ds_plot_pen *pen)
{
    const ds_vary *vary = &it->sweep->varies[it->input];
    const ds_measure *measure = measure_of(it);
    char x[NAME_SIZE];
    char y[2 * NAME_SIZE];
    const char *unit = is_numeric(it) ? ds_quantity_unit(&vary->like) : "";
    char *quote;
    (void)snprintf(x, sizeof x, "%.180s%s%s%s", vary->path, unit[0] ? " (" : "", unit,
                   unit[0] ? ")" : "");
    while ((quote = strpbrk(x, "'\"\\")) != NULL)
        *quote = ' ';
    (void)snprintf(y, sizeof y, "%s%s%s%s", measure->sentence,
                   strcmp(measure->unit, "h") == 0 ? " (h)" : "", "", "");
    ds_plot_axis_titles(pen, x, y);
    ds_plot_put(pen, "    set yrange [0:*]\n");
    if (scale_of(it) > 1)
        ds_plot_put(pen, "    set format y '%%.10g %%%%'\n");
    put_x_axis(it, pen);
}

static void put_title(const curves *it, int32_t line, ds_plot_pen *pen)
{
    char name[NAME_SIZE];
    if (it->lines == 1 && it->second < 0) {
        ds_plot_put(pen, "notitle");
        return;
    }
    slice_of(it, it->second < 0 ? it->keys[line] : it->first_key, name);
    ds_plot_put(pen, "title ");
    ds_plot_text(
        pen, it->second < 0 ? name : it->sweep->varies[it->second].levels[line].text, 24);
}

static void put_curves(const curves *it, ds_plot_pen *pen)
{
    bool has_lines = is_numeric(it) && !it->is_scatter;
    ds_plot_put(pen, "    plot");
    for (int32_t line = 0; line < it->lines; line++) {
        const char *colour = it->lines == 1 ? DS_PLOT_BLUE : ds_plot_colour(line);
        const char *comma = line ? ", \\\n        " : " ";
        if (has_bands(it) && has_lines)
            ds_plot_put(pen,
                        "%sdata index %d using 1:3:4 with filledcurves fs transparent "
                        "solid 0.18 noborder fc rgb '%s' notitle, \\\n        ",
                        comma, line, colour);
        else if (has_bands(it))
            ds_plot_put(pen,
                        "%sdata index %d using 1:3:(0):($4 - $3) with vectors heads size "
                        "screen 0.003, 90 lw 1.2 lc rgb '%s' notitle, \\\n        ",
                        comma, line, colour);
        else
            ds_plot_put(pen, "%s", comma);
        ds_plot_put(pen, "data index %d using 1:2 with %s pt 7 ps 0.9 lc rgb '%s' dt %d ",
                    line, has_lines ? "linespoints lw 2" : "points", colour,
                    ds_plot_dash(line));
        put_title(it, line, pen);
    }
    ds_plot_put(pen, "\n");
}

static void put_script(const void *subject, ds_plot_pen *pen)
{
    const curves *it = subject;
    put_heading(it, pen);
    ds_plot_margins(pen, 95, 30);
    ds_plot_key_above(pen);
    put_axes(it, pen);
    put_curves(it, pen);
}

/* Which pictures there are. */

static ds_status draw(const curves *it, const char *name, const char *directory, char *said,
                      size_t size, ds_error *err)
{
    const ds_plot plot = {.name = name,
                          .title = "Response curve",
                          .has_data = has_data,
                          .put_data = put_data,
                          .put_script = put_script};
    return ds_plot_file_write(&plot, it, directory, said, size, err);
}

/* The keys with the measure of the first, on lines of their own. */
static void gather(curves *it)
{
    const ds_key_measures *keys = it->sweep->experiment->keys;
    int32_t measure = keys->list[it->first_key].measure;
    it->lines = 0;
    for (int32_t k = it->first_key; k < keys->count && it->lines < MOST_LINES; k++)
        if (keys->list[k].measure == measure)
            it->keys[it->lines++] = k;
}

static bool is_gathered_before(const ds_key_measures *keys, int32_t key)
{
    for (int32_t k = 0; k < key; k++)
        if (keys->list[k].measure == keys->list[key].measure)
            return true;
    return false;
}

/* With one input, or with two of a grid. */
static ds_status draw_curves(const ds_sweep *sweep, const char *directory, char *said,
                             size_t size, ds_error *err)
{
    const ds_key_measures *keys = sweep->experiment->keys;
    bool has_second = sweep->vary_count == 2;
    ds_status status = DS_OK;
    for (int32_t k = 0; k < keys->count && status == DS_OK; k++) {
        curves it = {.sweep = sweep, .second = has_second ? 1 : -1, .first_key = k};
        char name[NAME_SIZE];
        if (!has_second && is_gathered_before(keys, k))
            continue;
        it.lines = has_second ? sweep->varies[1].count : 1;
        if (it.lines > MOST_LINES)
            it.lines = MOST_LINES;
        it.keys[0] = k;
        if (!has_second)
            gather(&it);
        (void)snprintf(name, sizeof name, "sweep_%d_%s", k + 1, measure_of(&it)->name);
        status = draw(&it, name, directory, said, size, err);
    }
    return status;
}

static ds_status draw_scatters(const ds_sweep *sweep, const char *directory, char *said,
                               size_t size, ds_error *err)
{
    int32_t keys = sweep->experiment->keys->count;
    int32_t pictures = keys * sweep->vary_count;
    ds_status status = DS_OK;
    for (int32_t i = 0; i < pictures && i < DS_SWEEP_PICTURES && status == DS_OK; i++) {
        curves it = {.sweep = sweep,
                     .input = i % sweep->vary_count,
                     .second = -1,
                     .first_key = i / sweep->vary_count,
                     .lines = 1,
                     .keys = {i / sweep->vary_count},
                     .is_scatter = true};
        char name[NAME_SIZE];
        (void)snprintf(name, sizeof name, "sweep_%d_%s_by_%d", it.first_key + 1,
                       measure_of(&it)->name, it.input + 1);
        status = draw(&it, name, directory, said, size, err);
    }
    if (status == DS_OK && pictures > DS_SWEEP_PICTURES && !said[0])
        (void)snprintf(said, size, "Only %d of %d pictures were drawn.", DS_SWEEP_PICTURES,
                       pictures);
    return status;
}

ds_status ds_sweep_plots_write(const ds_sweep *sweep, const char *directory, char *said,
                               size_t size, ds_error *err)
{
    bool is_grid = sweep->design == DS_DESIGN_GRID;
    bool has_curves = sweep->vary_count == 1 || (is_grid && sweep->vary_count == 2);
    return has_curves ? draw_curves(sweep, directory, said, size, err)
                      : draw_scatters(sweep, directory, said, size, err);
}
