/* Bars of elasticities and of Sobol indices, the largest on top. */
#include "analysis/plots/plot_sweep.h"
#include "analysis/studies/study_answers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_SIZE 256
#define ROW_PIXELS 44
#define LABEL_COLUMNS 34
#define LEFT_PIXELS 330
#define MOST_SERIES 2

typedef struct bar {
    double value;
    double lo;
    double hi;
} bar;

/* One picture: for each input, in the order of rows, one bar or two. */
typedef struct bars {
    const ds_experiment *experiment;
    int32_t key;
    int32_t rows;
    int32_t series;
    const char **names; /* [row] */
    const char **notes; /* [row] beneath the names, or NULL */
    bar *list;          /* [row * series + i] */
    const char *what;   /* "Elasticity of" */
    const char *axis;
    const char *foot;
} bars;

static bool has_data(const void *subject)
{
    const bars *it = subject;
    for (int32_t i = 0; i < it->rows * it->series; i++)
        if (isfinite(it->list[i].value))
            return true;
    return false;
}

static int height(const void *subject)
{
    const bars *it = subject;
    int wanted = DS_PLOT_ABOVE + DS_PLOT_BELOW + ROW_PIXELS * it->rows * it->series;
    int least = 360;
    return wanted < least ? least : wanted > 3000 ? 3000 : wanted;
}

static void put_data(const void *subject, ds_plot_pen *pen)
{
    const bars *it = subject;
    ds_plot_put(pen, "# row\tvalue\tlo\thi, for each series\n");
    for (int32_t row = 0; row < it->rows; row++) {
        ds_plot_remark(pen, "input", it->names[row]);
        ds_plot_put(pen, "%d", row);
        for (int32_t i = 0; i < it->series; i++) {
            const bar *one = &it->list[row * it->series + i];
            ds_plot_number(pen, one->value);
            ds_plot_number(pen, one->lo);
            ds_plot_number(pen, one->hi);
        }
        ds_plot_put(pen, "\n");
    }
}

static void put_names(const bars *it, ds_plot_pen *pen)
{
    ds_plot_put(pen, "    set ytics scale 0 (");
    for (int32_t row = 0; row < it->rows; row++) {
        ds_plot_put(pen, "%s", row ? ", " : "");
        ds_plot_tic_text(pen, it->names[row], LABEL_COLUMNS);
        ds_plot_put(pen, " %d", row);
    }
    ds_plot_put(pen, ")\n");
    for (int32_t row = 0; row < it->rows && it->notes; row++) {
        ds_plot_put(pen, "    set label ");
        ds_plot_text(pen, it->notes[row], LABEL_COLUMNS + 8);
        ds_plot_put(pen,
                    " at graph 0, first %d right offset -1, -1.1 font face.',11' tc rgb "
                    "'" DS_PLOT_GREY "'\n",
                    row);
    }
    ds_plot_put(pen, "    set yrange [%d.6:-0.6]\n", it->rows - 1);
}

static void put_bars(const bars *it, ds_plot_pen *pen)
{
    static const char *const titles[] = {"first order", "total"};
    static const char *const colours[] = {DS_PLOT_SKY, DS_PLOT_BLUE};
    double thick = it->series == 1 ? 0.3 : 0.17;
    ds_plot_put(pen,
                "    set arrow from first 0, graph 0 to first 0, graph 1 nohead lw 1.5 "
                "lc rgb '" DS_PLOT_INK "' front\n    plot");
    for (int32_t i = 0; i < it->series; i++) {
        int column = 2 + 3 * i;
        double at = it->series == 1 ? 0 : 0.38 * i - 0.19;
        ds_plot_put(pen,
                    "%s data using (0):($1 + %.2f):(0):%d:($1 + %.2f):($1 + %.2f) with "
                    "boxxyerror fs solid noborder fc rgb '%s' ",
                    i ? ", \\\n       " : "", at, column, at - thick, at + thick,
                    it->series == 1 ? DS_PLOT_BLUE : colours[i]);
        if (it->series == 1)
            ds_plot_put(pen, "notitle");
        else
            ds_plot_put(pen, "title '%s'", titles[i]);
        ds_plot_put(pen,
                    ", \\\n        data using %d:($1 + %.2f):($%d - $%d):(0) with vectors "
                    "heads size screen 0.004, 90 lw 1.5 lc rgb '" DS_PLOT_INK "' notitle",
                    column + 1, at, column + 2, column + 1);
    }
    ds_plot_put(pen, "\n");
}

static void put_script(const void *subject, ds_plot_pen *pen)
{
    const bars *it = subject;
    char name[NAME_SIZE];
    char heading[2 * NAME_SIZE];
    char about[NAME_SIZE];
    const ds_desk *desk = it->experiment->runs.desk;
    ds_key_measure_print(desk, &it->experiment->keys->list[it->key], name, sizeof name);
    (void)snprintf(heading, sizeof heading, "%s %s", it->what, name);
    (void)snprintf(about, sizeof about, "%lld replication%s of each point",
                   (long long)it->experiment->replications,
                   it->experiment->replications == 1 ? "" : "s");
    ds_plot_desk_heading(pen, heading, desk->name, about, it->foot);
    ds_plot_margins(pen, LEFT_PIXELS, 40);
    ds_plot_axis_titles(pen, it->axis, NULL);
    if (it->series > 1)
        ds_plot_key_above(pen);
    put_names(it, pen);
    put_bars(it, pen);
}

static ds_status draw(const bars *it, const char *kind, const char *directory, char *said,
                      size_t size, ds_error *err)
{
    int32_t count;
    char name[NAME_SIZE];
    (void)snprintf(name, sizeof name, "%s_%d_%s", kind, it->key + 1,
                   ds_measures(&count)[it->experiment->keys->list[it->key].measure].name);
    const ds_plot plot = {.name = name,
                          .title = it->what,
                          .has_data = has_data,
                          .height = height,
                          .put_data = put_data,
                          .put_script = put_script};
    return ds_plot_file_write(&plot, it, directory, said, size, err);
}

/* Room for a picture of so many rows. */
typedef char note_text[2 * DS_QUANTITY_TEXT_SIZE + 8];

typedef struct drawing {
    int32_t *order;
    const char **names;
    const char **notes;
    note_text *texts;
    bar *list;
} drawing;

static ds_status take_room(drawing *it, int32_t rows, ds_error *err)
{
    size_t count = (size_t)rows + 1;
    it->order = calloc(count, sizeof *it->order);
    it->names = calloc(count, sizeof *it->names);
    it->notes = calloc(count, sizeof *it->notes);
    it->texts = calloc(count, sizeof *it->texts);
    it->list = calloc(count * MOST_SERIES, sizeof *it->list);
    bool is_short = !it->order || !it->names || !it->notes || !it->texts || !it->list;
    return is_short ? ds_error_no_memory(err) : DS_OK;
}

static void free_room(drawing *it)
{
    free(it->order);
    free(it->names);
    free(it->notes);
    free(it->texts);
    free(it->list);
}

static void fill_tornado(const ds_tornado *tornado, int32_t key, drawing *room)
{
    int32_t keys = tornado->experiment->keys->count;
    ds_tornado_order(tornado, key, room->order);
    for (int32_t row = 0; row < tornado->bars_done; row++) {
        int32_t vary = room->order[row];
        const ds_tornado_bar *from = &tornado->bars[(int64_t)vary * keys + key];
        room->names[row] = tornado->varies[vary].path;
        (void)snprintf(room->texts[row], sizeof room->texts[row], "%s to %s",
                       tornado->low_text[vary], tornado->high_text[vary]);
        room->notes[row] = room->texts[row];
        room->list[row] = (bar){.value = from->elasticity,
                                .lo = from->elasticity - from->half_width,
                                .hi = from->elasticity + from->half_width};
    }
}

ds_status ds_tornado_plots_write(const ds_tornado *tornado, const char *directory,
                                 char *said, size_t size, ds_error *err)
{
    const ds_experiment *experiment = tornado->experiment;
    drawing room = {0};
    ds_status status = take_room(&room, tornado->vary_count, err);
    for (int32_t k = 0; k < experiment->keys->count && status == DS_OK; k++) {
        fill_tornado(tornado, k, &room);
        const bars it = {.experiment = experiment,
                         .key = k,
                         .rows = tornado->bars_done,
                         .series = 1,
                         .names = room.names,
                         .notes = room.notes,
                         .list = room.list,
                         .what = "What moves",
                         .axis = "Elasticity: percent that the measure changes for each "
                                 "percent of the input",
                         .foot = "Each input is varied by itself over the range below its "
                                 "name. Whiskers: intervals from paired replications."};
        status = draw(&it, "tornado", directory, said, size, err);
    }
    free_room(&room);
    return status;
}

static bar bar_of(const ds_sobol_index *index)
{
    return (bar){.value = index->value, .lo = index->lo, .hi = index->hi};
}

static void fill_sobol(const ds_sobol_study *study, int32_t key, drawing *room)
{
    ds_sobol_study_order(study, key, room->order);
    for (int32_t row = 0; row < study->inputs; row++) {
        int64_t from = (int64_t)key * study->inputs + room->order[row];
        room->names[row] = study->varies[room->order[row]].path;
        room->list[row * MOST_SERIES] = bar_of(&study->first[from]);
        room->list[row * MOST_SERIES + 1] = bar_of(&study->total[from]);
    }
}

ds_status ds_sobol_plots_write(const ds_sobol_study *study, const char *directory,
                               char *said, size_t size, ds_error *err)
{
    const ds_experiment *experiment = study->experiment;
    drawing room = {0};
    ds_status status = take_room(&room, study->inputs, err);
    for (int32_t k = 0; k < experiment->keys->count && status == DS_OK; k++) {
        fill_sobol(study, k, &room);
        const bars it = {.experiment = experiment,
                         .key = k,
                         .rows = study->inputs,
                         .series = MOST_SERIES,
                         .names = room.names,
                         .list = room.list,
                         .what = "Sobol indices of",
                         .axis = "Share of the variance over the ranges of the inputs",
                         .foot = "First order: by the input alone. Total: with all its "
                                 "joint effects. Whiskers: bootstrap intervals."};
        status = draw(&it, "sobol", directory, said, size, err);
    }
    free_room(&room);
    return status;
}
