/* The course of one major incident: calls, people in the war room, updates, and when it was
 * declared, the room complete, service restored. */
#include "analysis/plots/plot_results.h"

#include <math.h>

/* Bars of calls, at most so many. */
#define MOST_BARS 48

static bool has_course(const void *subject)
{
    const ds_results *results = subject;
    return results->course && results->course->count > 1;
}

static double minute_of(const ds_major_course *course, int32_t i)
{
    return (double)(course->marks[i].at - course->marks[0].at) / (double)DS_MINUTE;
}

/* Minutes of a bar: 1, 2, 5, 10, … */
static double bar_width(const ds_major_course *course)
{
    static const double steps[] = {1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440};
    double span = minute_of(course, course->count - 1);
    size_t i = 0;
    while (i + 1 < sizeof steps / sizeof steps[0] && span / steps[i] > MOST_BARS)
        i++;
    return steps[i];
}

static void put_calls(const ds_major_course *course, ds_plot_pen *pen)
{
    double width = bar_width(course);
    int bars = (int)(minute_of(course, course->count - 1) / width) + 1;
    ds_plot_put(pen, "# minute\tcalls\n");
    for (int bar = 0; bar < bars; bar++) {
        int calls = 0;
        for (int32_t i = 0; i < course->count; i++)
            calls += course->marks[i].what == DS_MARK_CALL &&
                     (int)(minute_of(course, i) / width) == bar;
        ds_plot_put(pen, "%g\t%d\n", (bar + 0.5) * width, calls);
    }
}

static void put_data(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    const ds_major_course *course = results->course;
    put_calls(course, pen);
    ds_plot_put(pen, "\n\n# minute\tpeople in the war room\n0\t0\n");
    for (int32_t i = 0; i < course->count; i++)
        if (course->marks[i].what == DS_MARK_ROOM)
            ds_plot_put(pen, "%g\t%g\n", minute_of(course, i), course->marks[i].value);
    ds_plot_put(pen, "\n\n# minute of updates\n");
    for (int32_t i = 0; i < course->count; i++)
        if (course->marks[i].what == DS_MARK_UPDATE)
            ds_plot_put(pen, "%g\t0\n", minute_of(course, i));
    ds_plot_put(pen, "NaN\t0\n");
}

/* Each a line from top to bottom with its word, the words on two levels in turn. */
static void put_marks(const ds_major_course *course, ds_plot_pen *pen)
{
    static const char *const words[] = {
        [DS_MARK_DECLARED] = "declared",   [DS_MARK_ASSEMBLED] = "all there",
        [DS_MARK_BROADCAST] = "broadcast", [DS_MARK_WORKAROUND] = "workaround",
        [DS_MARK_RESTORED] = "restored",   [DS_MARK_REVIEWED] = NULL};
    int tag = 20;
    for (int32_t i = 0; i < course->count; i++) {
        int32_t what = course->marks[i].what;
        const char *word = what <= DS_MARK_REVIEWED ? words[what] : NULL;
        if (!word)
            continue;
        ds_plot_put(pen,
                    "    set arrow %d from %g, graph 0 to %g, graph 1 nohead front lw 1.5 "
                    "dt 2 lc rgb '" DS_PLOT_GREY "'\n"
                    "    set label %d '%s' at %g, graph %g offset 0.6, 0 front "
                    "font face.',12' tc rgb '" DS_PLOT_INK "'\n",
                    tag, minute_of(course, i), minute_of(course, i), tag, word,
                    minute_of(course, i),
                    tag % 3 == 0   ? 0.90
                    : tag % 3 == 1 ? 0.84
                                   : 0.96);
        tag++;
    }
}

static void put_script(const void *subject, ds_plot_pen *pen)
{
    const ds_results *results = subject;
    const ds_major_course *course = results->course;
    double width = bar_width(course);
    char foot[160];
    (void)snprintf(
        foot, sizeof foot,
        "The first of the first replication. Minutes since the trigger; calls per "
        "%g minute%s.",
        width, width == 1 ? "" : "s");
    ds_plot_desk_heading(pen, "The course of a major incident", results->desk->name,
                         "one replication", foot);
    ds_plot_margins(pen, 85, 85);
    ds_plot_axis_titles(pen, "Minutes since the trigger", "Calls of affected users");
    ds_plot_key_above(pen);
    put_marks(course, pen);
    ds_plot_put(
        pen,
        "    set xrange [0:%g]\n"
        "    set yrange [0:*]\n"
        "    set offsets 0, 0, 0.5, 0\n"
        "    set y2range [0:*]\n"
        "    set y2tics 1\n"
        "    set y2label 'People in the war room'\n"
        "    plot data index 0 using 1:2:(%g) with boxes fs solid noborder fc rgb "
        "'#BBDDF2' title 'calls', \\\n"
        "        data index 1 using 1:2 axes x1y2 with steps lw 3 lc rgb '" DS_PLOT_BLUE
        "' title 'people in the war room', \\\n"
        "        data index 2 using 1:2 with points pt 9 ps 1.6 lc rgb "
        "'" DS_PLOT_VERMILLION "' title 'update to stakeholders'\n",
        fmax(1, 1.04 * minute_of(course, course->count - 1)), 0.9 * width);
}

const ds_plot ds_plot_major = {.name = "major_incident",
                               .title = "The course of a major incident",
                               .is_optional = true,
                               .has_data = has_course,
                               .put_data = put_data,
                               .put_script = put_script};
