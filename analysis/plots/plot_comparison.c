#include "analysis/plots/plot_comparison.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Pixels of a row, and of a gap between measures. */
#define ROW_PIXELS 26
#define NAME_COLUMNS 26
/* The axis: so many times what half of the lines take, and at least so many percent. */
#define CAP_FACTOR 4.0
#define SMALLEST_CAP 1.0

/* A difference as a share of the base's value, in percent; NaN where the base has none. */
static double relative(const ds_comparison *it, int32_t key, double difference)
{
    double base = ds_compared_at(it, key, 0)->estimate.value;
    return base > 0 ? 100 * difference / base : NAN;
}

static bool is_drawn(const ds_comparison *it, int32_t key, int32_t candidate)
{
    const ds_difference *difference = &ds_compared_at(it, key, candidate)->difference;
    bool is_none = difference->method == DS_DIFFERENCE_CONSTANT && difference->value == 0;
    return !is_none && isfinite(relative(it, key, difference->lo)) &&
           isfinite(relative(it, key, difference->hi));
}

/* Measures with a difference that can be drawn: what is the same in all desks is left out.
 */
static bool has_rows(const ds_comparison *it, int32_t key)
{
    for (int32_t c = 1; c < it->candidate_count; c++)
        if (is_drawn(it, key, c))
            return true;
    return false;
}

static int32_t shown_measures(const ds_comparison *it)
{
    int32_t count = 0;
    for (int32_t k = 0; k < it->keys->count; k++)
        count += has_rows(it, k);
    return count;
}

static bool has_data(const void *subject)
{
    return shown_measures(subject) > 0;
}

static int height(const void *subject)
{
    const ds_comparison *it = subject;
    int rows = shown_measures(it) * it->candidate_count;
    int wanted = DS_PLOT_ABOVE + DS_PLOT_BELOW + ROW_PIXELS * rows;
    return wanted < DS_PLOT_HEIGHT ? DS_PLOT_HEIGHT : wanted > 4000 ? 4000 : wanted;
}

/* How far the axis goes to either side. */
typedef struct span {
    double lo;
    double hi;
} span;

static double larger_end(const ds_comparison *it, int32_t key, int32_t candidate)
{
    const ds_difference *difference = &ds_compared_at(it, key, candidate)->difference;
    return fmax(fabs(relative(it, key, difference->lo)),
                fabs(relative(it, key, difference->hi)));
}

static int by_size(const void *a, const void *b)
{
    const double *left = a;
    const double *right = b;
    return (*left > *right) - (*left < *right);
}

/* One overloaded desk, or one rare event, must not press all the rest into the zero line:
 * the axis ends some way beyond what half of the lines take. */
static double farthest(const ds_comparison *it)
{
    size_t count = 0;
    double cap = 0;
    double *ends = calloc((size_t)(it->keys->count * it->candidate_count), sizeof *ends);
    if (!ends)
        return INFINITY; /* the axis is then as long as it takes */
    for (int32_t k = 0; k < it->keys->count; k++)
        for (int32_t c = 1; c < it->candidate_count; c++)
            if (is_drawn(it, k, c))
                ends[count++] = larger_end(it, k, c);
    qsort(ends, count, sizeof *ends, by_size);
    if (count > 0)
        cap = fmax(CAP_FACTOR * ends[(count - 1) / 2], SMALLEST_CAP);
    free(ends);
    return cap;
}

static span axis_span(const ds_comparison *it)
{
    span axis = {0, 0};
    double cap = farthest(it);
    for (int32_t k = 0; k < it->keys->count; k++)
        for (int32_t c = 1; c < it->candidate_count; c++) {
            if (!is_drawn(it, k, c))
                continue;
            const ds_difference *difference = &ds_compared_at(it, k, c)->difference;
            axis.lo = fmin(axis.lo, relative(it, k, difference->lo));
            axis.hi = fmax(axis.hi, relative(it, k, difference->hi));
        }
    axis.lo = fmax(axis.lo, -cap);
    axis.hi = fmin(axis.hi, cap);
    return axis;
}

static double within(const span *axis, double value)
{
    return fmin(axis->hi, fmax(axis->lo, value));
}

/* Change, ends, sense; then what is drawn of it within the axis, and in words what lies
 * beyond. */
static void put_line(const ds_comparison *it, int32_t key, int32_t candidate, int row,
                     const span *axis, ds_plot_pen *pen)
{
    const ds_compared *cell = ds_compared_at(it, key, candidate);
    double value = relative(it, key, cell->difference.value);
    double lo = relative(it, key, cell->difference.lo);
    double hi = relative(it, key, cell->difference.hi);
    if (!is_drawn(it, key, candidate))
        value = lo = hi = NAN;
    ds_plot_put(pen, "%d", row);
    ds_plot_number(pen, value);
    ds_plot_number(pen, lo);
    ds_plot_number(pen, hi);
    ds_plot_put(pen, "\t%d", cell->is_clear ? cell->sense : 2);
    ds_plot_number(pen, isfinite(value) ? within(axis, value) : NAN);
    ds_plot_number(pen, isfinite(value) ? within(axis, lo) : NAN);
    ds_plot_number(pen, isfinite(value) ? within(axis, hi) : NAN);
    if (isfinite(value) && value != within(axis, value))
        ds_plot_put(pen, "\t\"%+.0f %%\"\n", value);
    else
        ds_plot_put(pen, "\t\"\"\n");
}

/* Rows run down the page: each measure has one for each alternative and a gap. */
static void put_data(const void *subject, ds_plot_pen *pen)
{
    const ds_comparison *it = subject;
    int row = 0;
    span axis = axis_span(it);
    ds_plot_put(pen,
                "# row\tchange_percent\tlo\thi\tsense (1 better, -1 worse, 0 neither, "
                "2 not told apart)\tdrawn change\tlo\thi\twhat lies beyond the axis\n");
    for (int32_t k = 0; k < it->keys->count; k++) {
        char name[256];
        if (!has_rows(it, k))
            continue;
        ds_key_measure_print(it->base, &it->keys->list[k], name, sizeof name);
        ds_plot_remark(pen, "measure", name);
        for (int32_t place = 1; place < it->candidate_count; place++) {
            int32_t c = it->order[place];
            ds_plot_remark(pen, "candidate", it->candidates[c].name);
            put_line(it, k, c, row++, &axis, pen);
        }
        row++;
    }
}

static void put_names(const ds_comparison *it, ds_plot_pen *pen)
{
    int row = 0;
    ds_plot_put(pen, "    set ytics scale 0 (");
    for (int32_t k = 0; k < it->keys->count; k++) {
        char name[256];
        char text[600];
        if (!has_rows(it, k))
            continue;
        ds_key_measure_print(it->base, &it->keys->list[k], name, sizeof name);
        for (int32_t place = 1; place < it->candidate_count; place++) {
            ds_plot_put(pen, "%s", row ? ", " : "");
            (void)snprintf(text, sizeof text, "%s", it->candidates[it->order[place]].name);
            ds_plot_tic_text(pen, text, NAME_COLUMNS);
            ds_plot_put(pen, " %d", row++);
        }
        row++;
    }
    ds_plot_put(pen, ")\n");
    row = 0;
    for (int32_t k = 0; k < it->keys->count; k++) {
        char name[256];
        if (!has_rows(it, k))
            continue;
        ds_key_measure_print(it->base, &it->keys->list[k], name, sizeof name);
        ds_plot_put(pen, "    set label ");
        ds_plot_text(pen, name, 2 * NAME_COLUMNS);
        ds_plot_put(pen,
                    " at graph 0, first %.2f right offset -1, 0 font face.',12' tc rgb "
                    "'" DS_PLOT_GREY "'\n",
                    row - 0.75);
        row += it->candidate_count;
    }
    ds_plot_put(pen, "    set yrange [%d.5:-1.3]\n", row - 2);
}

static void put_points(ds_plot_pen *pen)
{
    static const struct {
        int sense;
        int point; /* gnuplot's: 7 a filled circle, 6 an open one, 5 a square, 9 a triangle
                    */
        const char *colour;
        const char *title;
    } kinds[] = {
        {1,  7, DS_PLOT_BLUE,       "better"        },
        {-1, 5, DS_PLOT_VERMILLION, "worse"         },
        {0,  9, DS_PLOT_INK,        "changed"       },
        {2,  6, DS_PLOT_GREY,       "not told apart"},
    };
    ds_plot_put(pen,
                "    set arrow from first 0, graph 0 to first 0, graph 1 nohead lw 1.5 "
                "lc rgb '" DS_PLOT_INK "' back\n    plot");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        ds_plot_put(
            pen,
            "%s data using ($5 == %d ? $7 : NaN):1:($8 - $7):(0) with vectors nohead "
            "lw 3 lc rgb '%s' notitle, \\\n        data using ($5 == %d ? $6 : "
            "NaN):1 with points pt %d ps 1.4 lc rgb '%s' title '%s'",
            i ? ", \\\n       " : "", kinds[i].sense, kinds[i].colour, kinds[i].sense,
            kinds[i].point, kinds[i].colour, kinds[i].title);
    ds_plot_put(pen, ", \\\n        data using 6:1:9 with labels offset 0, 0.8 font "
                     "',11' tc rgb '" DS_PLOT_INK "' notitle\n");
}

static void put_script(const void *subject, ds_plot_pen *pen)
{
    const ds_comparison *it = subject;
    char heading[320];
    char about[128];
    char foot[240];
    span axis = axis_span(it);
    double margin = 0.06 * (axis.hi - axis.lo);
    (void)snprintf(heading, sizeof heading, "Change against '%s'", it->candidates[0].name);
    (void)snprintf(about, sizeof about, "%lld paired replications, seed %llu",
                   (long long)it->replications, (unsigned long long)it->seed);
    (void)snprintf(foot, sizeof foot,
                   "Lines: intervals of the paired differences, which hold all at once at "
                   "%.4g %%. What does not differ is "
                   "left out; numbers lie beyond the axis.",
                   100 * it->level);
    ds_plot_heading(pen, heading, about, foot);
    ds_plot_margins(pen, 290, 40);
    ds_plot_axis_titles(pen, "Difference to the base, as a share of its value", NULL);
    ds_plot_key_above(pen);
    ds_plot_put(pen, "    set format x '%%+.10g %%%%'\n"
                     "    set grid xtics lc rgb '" DS_PLOT_LIGHT "'\n");
    ds_plot_put(pen, "    set xrange [%.6g:%.6g]\n", axis.lo - margin, axis.hi + margin);
    put_names(it, pen);
    put_points(pen);
}

ds_status ds_comparison_plot_write(const ds_comparison *it, const char *directory,
                                   ds_plot_report *report, ds_error *err)
{
    static const ds_plot plot = {.name = "comparison",
                                 .title = "Differences to the base",
                                 .has_data = has_data,
                                 .height = height,
                                 .put_data = put_data,
                                 .put_script = put_script};
    static const ds_plot *const plots[] = {&plot};
    return ds_plot_files_write(plots, 1, it, directory, NULL, report, err);
}
