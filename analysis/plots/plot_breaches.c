/* Breach rates by priority with their intervals. */
#include "analysis/plots/plot_results.h"

#include <math.h>

/* What a name below the bars may take, in columns and in pixels; wide letters fit. */
#define MOST_COLUMNS 24
#define AXIS_PIXELS 1050
#define COLUMN_PIXELS 10.5

static const char *const measures[] = {"response_breach_rate", "resolution_breach_rate"};
#define MEASURES 2

static const ds_estimate *rate_at(const ds_results *results, int32_t priority, int measure)
{
    return ds_results_at(results, DS_RESULT_BY_PRIORITY, priority,
                         ds_measure_row(DS_RESULT_BY_PRIORITY, measures[measure]));
}

static bool has_rates(const void *subject)
{
    const ds_results *results = subject;
    for (int32_t p = 0; p < results->tables[DS_RESULT_BY_PRIORITY].row_count; p++)
        for (int m = 0; m < MEASURES; m++)
            if (isfinite(rate_at(results, p, m)->value))
                return true;
    return false;
}

/* Where a bar with its whisker ends, in percent; NaN: no bar. */
static double top_of_bar(const ds_estimate *rate)
{
    return 100 * (isfinite(rate->value) ? fmax(rate->value, rate->hi) : NAN);
}

static void put_data(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    ds_plot_put(pen, "# row\tresponse_percent\tlo\thi\tlabel_at"
                     "\tresolution_percent\tlo\thi\tlabel_at\n");
    for (int32_t p = 0; p < results->tables[DS_RESULT_BY_PRIORITY].row_count; p++) {
        ds_plot_remark(pen, "priority", results->tables[DS_RESULT_BY_PRIORITY].names[p]);
        ds_plot_put(pen, "%d", p);
        for (int m = 0; m < MEASURES; m++) {
            const ds_estimate *rate = rate_at(results, p, m);
            ds_plot_number(pen, 100 * rate->value);
            ds_plot_number(pen, 100 * rate->lo);
            ds_plot_number(pen, 100 * rate->hi);
            ds_plot_number(pen, top_of_bar(rate));
        }
        ds_plot_put(pen, "\n");
    }
}

/* Room for the labels above the highest bar; a scale of tenths of a percent at least. */
static double top_of_axis(const ds_results *results)
{
    double top = 0.5;
    for (int32_t p = 0; p < results->tables[DS_RESULT_BY_PRIORITY].row_count; p++)
        for (int m = 0; m < MEASURES; m++)
            top = fmax(top, top_of_bar(rate_at(results, p, m)));
    return 1.12 * top;
}

static void put_axes(const ds_results *results, ds_plot_pen *pen)
{
    int32_t rows = results->tables[DS_RESULT_BY_PRIORITY].row_count;
    int width = (int)(AXIS_PIXELS / (rows * COLUMN_PIXELS));
    ds_plot_put(pen, "    set xrange [-0.6:%d.6]\n    set xtics scale 0 (", rows - 1);
    for (int32_t p = 0; p < rows; p++) {
        ds_plot_put(pen, "%s", p ? ", " : "");
        ds_plot_tic_text(pen, results->tables[DS_RESULT_BY_PRIORITY].names[p],
                         width < MOST_COLUMNS ? width : MOST_COLUMNS);
        ds_plot_put(pen, " %d", p);
    }
    ds_plot_put(pen,
                ")\n"
                "    set yrange [0:%.6g]\n"
                "    set format y '%%.10g %%%%'\n"
                "    figures(x) = x == 0 ? '0' : x < 0.1 ? '<0.1' : \\\n"
                "        x < 99.95 ? sprintf('%%.1f', x) : '100'\n",
                top_of_axis(results));
}

static void put_bars(ds_plot_pen *pen)
{
    static const struct {
        const char *title;
        const char *colour;
        const char *x; /* they stand beside each other */
    } bars[MEASURES] = {
        {"response",   DS_PLOT_SKY,  "($1 - 0.19)"},
        {"resolution", DS_PLOT_BLUE, "($1 + 0.19)"}
    };
    ds_plot_put(pen, "    plot");
    for (int m = 0; m < MEASURES; m++) {
        int column = 2 + 4 * m;
        const char *x = bars[m].x;
        ds_plot_put(pen,
                    "%s data using %s:%d:(0.34) with boxes fs solid noborder fc rgb '%s' "
                    "title '%s'",
                    m ? ", \\\n       " : "", x, column, bars[m].colour, bars[m].title);
        ds_plot_put(pen,
                    ", \\\n        data using %s:%d:(0):($%d - $%d) with vectors heads "
                    "size screen 0.004, 90 lw 1.5 lc rgb '" DS_PLOT_INK "' notitle",
                    x, column + 1, column + 2, column + 1);
        ds_plot_put(pen,
                    ", \\\n        data using %s:%d:(figures($%d)) with labels "
                    "offset 0, 0.6 font face.',11' tc rgb '" DS_PLOT_INK "' notitle",
                    x, column + 3, column);
    }
    ds_plot_put(pen, "\n");
}

static void put_script(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    char heading[64];
    char foot[160];
    (void)snprintf(heading, sizeof heading, "SLA breaches by priority, %s",
                   ds_plot_ticket_word(results));
    (void)snprintf(foot, sizeof foot,
                   results->replications > 1
                       ? "Share of the tickets that have such a target; no bar: none has. "
                         "Whiskers: %.4g %% intervals."
                       : "Share of the tickets that have such a target; no bar: none has.",
                   100 * results->level);
    ds_plot_results_heading(results, heading, foot, pen);
    ds_plot_margins(pen, 85, 30);
    ds_plot_axis_titles(pen, "Priority", "Share of tickets that break the target");
    ds_plot_key_above(pen);
    put_axes(results, pen);
    put_bars(pen);
}

const ds_plot ds_plot_breach_rates = {.name = "breach_rates",
                                      .title = "SLA breaches by priority",
                                      .has_data = has_rates,
                                      .put_data = put_data,
                                      .put_script = put_script};
