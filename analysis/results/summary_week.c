#include "analysis/results/summary_week.h"

#include "analysis/results/sparkline.h"
#include "analysis/results/text_width.h"

#include <math.h>
#include <string.h>

#define STEP 4 /* hours: a week takes 42 columns, and six for the gaps between days */
#define DAY_STEPS (24 / STEP)
#define STEPS (DS_WEEK_HOURS / STEP)
#define NAME_WIDTH 20
/* Without details. */
#define MOST_GROUPS 12

static double highest(const double *values, int32_t count)
{
    double most = NAN;
    for (int32_t i = 0; i < count; i++)
        most = fmax(most, values[i]);
    return most;
}

/* Means over steps of those hours that have a value. */
static void fold(const double hours[DS_WEEK_HOURS], double steps[STEPS])
{
    for (int32_t s = 0; s < STEPS; s++) {
        double sum = 0;
        int32_t count = 0;
        for (int32_t h = s * STEP; h < (s + 1) * STEP; h++)
            if (isfinite(hours[h])) {
                sum += hours[h];
                count++;
            }
        steps[s] = count > 0 ? sum / count : NAN;
    }
}

static void put_curve(const char *name, const double hours[DS_WEEK_HOURS], double top,
                      const ds_summary_look *look, FILE *out)
{
    double steps[STEPS];
    fold(hours, steps);
    if (!(top > 0))
        top = highest(steps, STEPS);
    (void)fputs("  ", out);
    ds_text_put(out, name, NAME_WIDTH, false);
    for (int32_t day = 0; day < 7; day++) {
        (void)fputc(' ', out);
        ds_sparkline_put(out, steps + day * DAY_STEPS, DAY_STEPS, top, look->is_ascii);
    }
}

static void put_heading(const ds_summary_look *look, FILE *out)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    (void)fputc('\n', out);
    ds_ink_begin(out, look, DS_INK_TITLE);
    ds_text_put(out, "Week, by 4 hours", NAME_WIDTH + 2, false);
    for (int32_t day = 0; day < 7; day++)
        (void)fprintf(out, " %-*s", DAY_STEPS, days[day]);
    (void)fprintf(out, "%8s", "highest");
    ds_ink_end(out, look);
    (void)fputc('\n', out);
}

static void put_arrivals(const ds_results *results, const ds_summary_look *look, FILE *out)
{
    char most[32];
    put_curve("arrivals", results->week.arrived, 0, look, out);
    (void)snprintf(most, sizeof most, "%.3g/h",
                   highest(results->week.arrived, DS_WEEK_HOURS));
    (void)fprintf(out, "%8s\n", most);
}

static void put_group(const ds_results *results, int32_t group, const ds_summary_look *look,
                      FILE *out)
{
    const double *hours = &results->week.utilisation[group * DS_WEEK_HOURS];
    char most[32];
    (void)snprintf(most, sizeof most, "%.0f %%", 100 * highest(hours, DS_WEEK_HOURS));
    put_curve(results->desk->groups[group].name, hours, 1, look, out);
    (void)fprintf(out, "%8s\n", most);
}

static bool has_curve(const ds_results *results, int32_t group)
{
    return isfinite(
        highest(&results->week.utilisation[group * DS_WEEK_HOURS], DS_WEEK_HOURS));
}

void ds_summary_put_week(const ds_results *results, const ds_summary_look *look, FILE *out)
{
    int32_t shown = 0;
    int32_t hidden = 0;
    for (int32_t hour = 0; hour < DS_WEEK_HOURS; hour++)
        if (!(results->week.hours[hour] > 0) || !isfinite(results->week.arrived[hour]))
            return;
    put_heading(look, out);
    put_arrivals(results, look, out);
    for (int32_t g = 0; g < results->desk->group_count; g++) {
        if (!has_curve(results, g))
            continue;
        if (shown == MOST_GROUPS && !look->is_detailed) {
            hidden++;
            continue;
        }
        put_group(results, g, look, out);
        shown++;
    }
    if (hidden > 0)
        (void)fprintf(out, "  … and %d more groups (--verbose shows them)\n", hidden);
}
