/* Who hands tickets on to whom: a table of groups as a picture. */
#include "analysis/plots/plot_results.h"
#include "analysis/results/text_width.h"

#include <math.h>
#include <stdlib.h>

/* Of more groups, those with most hand-overs are shown. */
#define MOST_GROUPS 16
#define NAME_WIDTH 16
#define ROW_PIXELS 46
#define COLUMN_PIXELS 10 /* of a letter */
#define RIGHT_PIXELS 40
#define FRAME_PIXELS (DS_PLOT_ABOVE + DS_PLOT_BELOW + 30)

/* The groups shown, in the desk's order. */
typedef struct shown_groups {
    int32_t count;
    int32_t with_data;
    int32_t group[MOST_GROUPS];
} shown_groups;

static double move_of(const ds_results *results, int32_t from, int32_t to)
{
    return results->moves ? results->moves[from * results->desk->group_count + to] : 0;
}

static double traffic_of(const ds_results *results, int32_t group)
{
    double sum = 0;
    for (int32_t g = 0; g < results->desk->group_count; g++)
        sum += move_of(results, group, g) + move_of(results, g, group);
    return sum;
}

static void drop_least(shown_groups *shown, const double *traffic)
{
    int32_t least = 0;
    for (int32_t i = 1; i < shown->count; i++)
        if (traffic[shown->group[i]] < traffic[shown->group[least]])
            least = i;
    for (int32_t i = least; i + 1 < shown->count; i++)
        shown->group[i] = shown->group[i + 1];
    shown->count--;
}

static shown_groups groups_of(const ds_results *results)
{
    shown_groups shown = {0};
    int32_t groups = results->desk->group_count;
    double *traffic = calloc((size_t)groups + 1, sizeof *traffic);
    for (int32_t g = 0; traffic && g < groups; g++) {
        traffic[g] = traffic_of(results, g);
        if (traffic[g] <= 0)
            continue;
        shown.with_data++;
        if (shown.count == MOST_GROUPS)
            drop_least(&shown, traffic);
        shown.group[shown.count++] = g;
    }
    free(traffic);
    return shown;
}

static bool has_moves(const void *subject)
{
    return groups_of(subject).count > 0;
}

static int height(const void *subject)
{
    return FRAME_PIXELS + ROW_PIXELS * groups_of(subject).count;
}

static void put_data(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    shown_groups shown = groups_of(results);
    ds_plot_put(pen, "# to\tfrom\ttickets_per_week\n");
    for (int32_t from = 0; from < shown.count; from++) {
        ds_plot_remark(pen, "from", results->desk->groups[shown.group[from]].name);
        for (int32_t to = 0; to < shown.count; to++) {
            double tickets = move_of(results, shown.group[from], shown.group[to]);
            if (tickets <= 0)
                continue;
            ds_plot_put(pen, "%d\t%d", to, from);
            ds_plot_number(pen, tickets);
            ds_plot_put(pen, "\n");
        }
    }
}

static void put_names(const ds_results *results, const shown_groups *shown, int width,
                      ds_plot_pen *pen)
{
    for (int32_t i = 0; i < shown->count; i++) {
        ds_plot_put(pen, "%s", i ? ", \\\n        " : "");
        ds_plot_tic_text(pen, results->desk->groups[shown->group[i]].name, width);
        ds_plot_put(pen, " %d", i);
    }
    ds_plot_put(pen, ")\n");
}

static int name_pixels(const ds_results *results, const shown_groups *shown)
{
    int widest = 4;
    for (int32_t i = 0; i < shown->count; i++) {
        int width = ds_text_width(results->desk->groups[shown->group[i]].name);
        widest = width > widest ? width : widest;
    }
    return 60 + COLUMN_PIXELS * (widest < NAME_WIDTH ? widest : NAME_WIDTH);
}

/* Letters that a column has room for. */
static int column_width(const ds_results *results, const shown_groups *shown)
{
    int pixels =
        (DS_PLOT_WIDTH - name_pixels(results, shown) - RIGHT_PIXELS) / shown->count;
    int letters = pixels / COLUMN_PIXELS - 1;
    return letters < 2 ? 2 : letters < NAME_WIDTH ? letters : NAME_WIDTH;
}

static void put_script(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    shown_groups shown = groups_of(results);
    char foot[160] =
        "Rows hand on, columns receive. By mistake, escalated or back: all count.";
    if (shown.with_data > shown.count)
        (void)snprintf(
            foot, sizeof foot,
            "Rows hand on, columns receive. The %d of %d groups with most; moves.csv "
            "has all.",
            shown.count, shown.with_data);
    ds_plot_results_heading(results, "Tickets handed on from group to group, a week", foot,
                            pen);
    ds_plot_margins(pen, name_pixels(results, &shown), RIGHT_PIXELS);
    ds_plot_axis_titles(pen, "To", "From");
    ds_plot_put(pen,
                "    unset key\n    unset grid\n    unset colorbox\n"
                "    set xrange [-0.5:%d.5]\n    set yrange [%d.5:-0.5]\n"
                "    set xtics scale 0 (",
                shown.count - 1, shown.count - 1);
    put_names(results, &shown, column_width(results, &shown), pen);
    ds_plot_put(pen, "    set ytics scale 0 (");
    put_names(results, &shown, NAME_WIDTH, pen);
    ds_plot_put(pen,
                "    set palette defined (0 '#E8F1F8', 1 '#56B4E9')\n"
                "    plot data using 1:2:(0.48):(0.46):3 with boxxyerror fs solid noborder "
                "fc palette, \\\n"
                "        data using 1:2:(sprintf($3 < 9.95 ? '%%.1f' : '%%.0f', $3)) with "
                "labels font face.',12' tc rgb '" DS_PLOT_INK "'\n");
}

const ds_plot ds_plot_moves = {.name = "moves",
                               .title = "Tickets handed on from group to group",
                               .is_optional = true,
                               .has_data = has_moves,
                               .height = height,
                               .put_data = put_data,
                               .put_script = put_script};
