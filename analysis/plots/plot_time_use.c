/* What the time to resolve is made of, by priority: a bar of waiting, holds, work and the
 * rest. */
#include "analysis/plots/plot_results.h"
#include "analysis/results/text_width.h"

#include <math.h>

#define NAME_WIDTH 24
#define ROW_PIXELS 62
#define FRAME_PIXELS (DS_PLOT_ABOVE + DS_PLOT_BELOW)
#define PARTS 3
/* What names take; wide letters fit. */
#define LEAST_COLUMNS 5
#define COLUMN_PIXELS 11

static const char *const measures[PARTS] = {"wait_total_h", "hold_h", "touch_h"};

/* Hours up to the end of each part, and of all. */
typedef struct parts {
    double upto[PARTS];
    double all;
} parts;

static double value_of(const ds_results *results, int32_t priority, const char *measure)
{
    int32_t row = ds_measure_row(DS_RESULT_BY_PRIORITY, measure);
    return ds_results_at(results, DS_RESULT_BY_PRIORITY, priority, row)->value;
}

static parts parts_of(const ds_results *results, int32_t priority)
{
    parts of = {.all = value_of(results, priority, "mttr_h")};
    double sum = 0;
    for (int i = 0; i < PARTS; i++) {
        sum += value_of(results, priority, measures[i]);
        of.upto[i] = sum;
    }
    return of;
}

static int32_t count_rows(const ds_results *results)
{
    int32_t rows = 0;
    for (int32_t p = 0; p < results->tables[DS_RESULT_BY_PRIORITY].row_count; p++)
        rows += isfinite(parts_of(results, p).all);
    return rows;
}

static bool has_times(const void *subject)
{
    return count_rows(subject) > 0;
}

static int height(const void *subject)
{
    return FRAME_PIXELS + ROW_PIXELS * count_rows(subject);
}

static void put_data(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    int32_t row = 0;
    ds_plot_put(pen, "# row\twaiting_upto_h\ton_hold_upto_h\tat_work_upto_h\tmttr_h\n");
    for (int32_t p = 0; p < results->tables[DS_RESULT_BY_PRIORITY].row_count; p++) {
        parts of = parts_of(results, p);
        if (!isfinite(of.all))
            continue;
        ds_plot_remark(pen, "priority", results->tables[DS_RESULT_BY_PRIORITY].names[p]);
        ds_plot_put(pen, "%d", row++);
        for (int i = 0; i < PARTS; i++)
            ds_plot_number(pen, of.upto[i]);
        ds_plot_number(pen, of.all);
        ds_plot_put(pen, "\n");
    }
}

static void put_names(const ds_results *results, ds_plot_pen *pen)
{
    int32_t row = 0;
    ds_plot_put(pen, "    set yrange [%d.5:-0.5]\n    set ytics scale 0 (",
                count_rows(results) - 1);
    for (int32_t p = 0; p < results->tables[DS_RESULT_BY_PRIORITY].row_count; p++) {
        if (!isfinite(parts_of(results, p).all))
            continue;
        ds_plot_put(pen, "%s", row ? ", " : "");
        ds_plot_tic_text(pen, results->tables[DS_RESULT_BY_PRIORITY].names[p], NAME_WIDTH);
        ds_plot_put(pen, " %d", row++);
    }
    ds_plot_put(pen, ")\n");
}

static void put_bars(ds_plot_pen *pen)
{
    static const struct {
        const char *title;
        const char *colour;
    } bars[PARTS + 1] = {
        {"waiting",  DS_PLOT_VERMILLION},
        {"on hold",  DS_PLOT_SKY       },
        {"hands-on", DS_PLOT_BLUE      },
        {"rest",     DS_PLOT_LIGHT     },
    };
    ds_plot_put(pen, "    plot");
    for (int i = 0; i <= PARTS; i++) {
        const char *left = i == 0 ? "(0)" : i == 1 ? "2" : i == 2 ? "3" : "4";
        ds_plot_put(pen,
                    "%s data using %d:1:%s:%d:($1 - 0.32):($1 + 0.32) with boxxyerror fs "
                    "solid noborder fc rgb '%s' title '%s'",
                    i ? ", \\\n       " : "", i + 2, left, i + 2, bars[i].colour,
                    bars[i].title);
    }
    ds_plot_put(pen, ", \\\n        data using 5:1:(sprintf('%%.3g h', $5)) with labels "
                     "left offset 0.6, 0 "
                     "font face.',11' tc rgb '" DS_PLOT_INK "' notitle\n");
}

/* What the longest name takes on the left. */
static int name_pixels(const ds_results *results)
{
    int widest = LEAST_COLUMNS;
    for (int32_t p = 0; p < results->tables[DS_RESULT_BY_PRIORITY].row_count; p++) {
        int width = ds_text_width(results->tables[DS_RESULT_BY_PRIORITY].names[p]);
        widest = width > widest ? width : widest;
    }
    return 30 + COLUMN_PIXELS * (widest < NAME_WIDTH ? widest : NAME_WIDTH);
}

static void put_script(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    char heading[64];
    (void)snprintf(heading, sizeof heading, "What the time to resolve is made of, %s",
                   ds_plot_ticket_word(results));
    ds_plot_results_heading(results, heading,
                            "Means, clock time, closed hours included. The rest: work "
                            "interrupted by closing time, reopened tickets' time as "
                            "resolved.",
                            pen);
    ds_plot_margins(pen, name_pixels(results), 85);
    ds_plot_axis_titles(pen, "Hours from arrival to last resolution", "Priority");
    ds_plot_key_above(pen);
    ds_plot_put(pen, "    unset grid\n    set grid xtics lt 1 lw 0.8 lc rgb "
                     "'" DS_PLOT_LIGHT "'\n    set xrange [0:*]\n");
    put_names(results, pen);
    put_bars(pen);
}

const ds_plot ds_plot_time_use = {.name = "time_use",
                                  .title = "What the time to resolve is made of",
                                  .has_data = has_times,
                                  .height = height,
                                  .put_data = put_data,
                                  .put_script = put_script};
