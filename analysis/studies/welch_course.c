#include "analysis/studies/welch_course.h"

#include "analysis/results/text_width.h"
#include "analysis/studies/welch.h"
#include "sim/duration.h"

#include <math.h>
#include <stdlib.h>

#define DAYS_A_WEEK 7
/* Without a span: this part of the horizon. */
#define USUAL_PART 20
/* Law: at most a quarter of the values on either side. */
#define MOST_PART 4
#define BARS 50
#define ROWS 13
#define COLUMNS 80

/* The bins on either side. */
static int32_t side_of(const ds_pilots *pilots, ds_ticks span)
{
    if (pilots->is_weekly) {
        ds_ticks week = DAYS_A_WEEK * pilots->width;
        int32_t weeks = span > 0 ? (int32_t)((span + week - 1) / week) : 1;
        weeks += weeks % 2 == 0;
        return (DAYS_A_WEEK * weeks - 1) / 2;
    }
    if (span > 0)
        return (int32_t)(span / pilots->width / 2);
    return pilots->bins / USUAL_PART / 2;
}

static ds_status check_side(const ds_pilots *pilots, int32_t side, ds_error *err)
{
    char span[64];
    char horizon[64];
    if (side <= pilots->bins / MOST_PART && pilots->bins > 1)
        return DS_OK;
    ds_duration_print((2 * side + 1) * pilots->width, span, sizeof span);
    ds_duration_print(pilots->desk->horizon, horizon, sizeof horizon);
    return ds_error_set(err, DS_BAD_INPUT,
                        "Welch's averages over %s need a horizon of twice as long at least "
                        "(this one: %s)",
                        span, horizon);
}

static ds_status add_series(ds_welch_course *course, const ds_pilots *pilots,
                            ds_pilot_series series, double *sums, double *weights,
                            ds_error *err)
{
    size_t bins = (size_t)pilots->bins;
    course->mean[series] = malloc(bins * sizeof(double));
    course->averages[series] = malloc(bins * sizeof(double));
    if (!course->mean[series] || !course->averages[series])
        return ds_error_no_memory(err);
    ds_pilots_add_up(pilots, series, sums, weights);
    ds_welch_average(sums, weights, pilots->bins, 0, course->mean[series]);
    ds_welch_average(sums, weights, pilots->bins, course->side, course->averages[series]);
    return DS_OK;
}

ds_status ds_welch_course_init(ds_welch_course *course, const ds_pilots *pilots,
                               ds_ticks span, ds_error *err)
{
    *course = (ds_welch_course){.bins = pilots->bins,
                                .width = pilots->width,
                                .pilots = pilots->count,
                                .side = side_of(pilots, span)};
    ds_status status = check_side(pilots, course->side, err);
    if (status != DS_OK)
        return status;
    double *sums = malloc(2 * (size_t)pilots->bins * sizeof *sums);
    if (!sums)
        return ds_error_no_memory(err);
    for (int s = 0; s < DS_PILOT_SERIES && status == DS_OK; s++)
        status =
            add_series(course, pilots, (ds_pilot_series)s, sums, sums + pilots->bins, err);
    free(sums);
    return status;
}

void ds_welch_course_free(ds_welch_course *course)
{
    for (int s = 0; s < DS_PILOT_SERIES; s++) {
        free(course->mean[s]);
        free(course->averages[s]);
    }
    *course = (ds_welch_course){0};
}

/* Text. */

/* How many bins have an average. */
static int32_t known_bins(const ds_welch_course *course)
{
    return course->bins - course->side;
}

/* The bin of the i-th of `count` instants spread evenly over those that have an average. */
static int32_t spread(const ds_welch_course *course, int32_t i, int32_t count)
{
    return (int32_t)((int64_t)i * (known_bins(course) - 1) / (count - 1));
}

static double largest(const ds_welch_course *course, ds_pilot_series series)
{
    double most = 0;
    for (int32_t bin = 0; bin < known_bins(course); bin++)
        most = fmax(most, course->averages[series][bin]);
    return most;
}

/* Eighths of the largest average; a gap where there is none. */
static void put_bars(const ds_welch_course *course, ds_pilot_series series, FILE *out)
{
    static const char *const bars[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    double most = largest(course, series);
    for (int32_t i = 0; i < BARS; i++) {
        double value = course->averages[series][spread(course, i, BARS)];
        int eighth = most > 0 ? (int)ceil(8 * value / most) - 1 : 0;
        if (isnan(value))
            (void)fputc(' ', out);
        else
            (void)fputs(bars[eighth < 0 ? 0 : eighth], out);
    }
}

static void put_value(const ds_welch_course *course, ds_pilot_series series, double value,
                      int width, FILE *out)
{
    char text[64];
    (void)course;
    if (isnan(value))
        (void)snprintf(text, sizeof text, "-");
    else if (series == DS_PILOT_RESOLUTION)
        ds_duration_print_short(value, text, sizeof text);
    else
        (void)snprintf(text, sizeof text, "%.1f", value);
    ds_text_put(out, text, width, true);
}

static void put_row(const ds_welch_course *course, int32_t bin, FILE *out)
{
    char when[64];
    ds_duration_print(bin * course->width, when, sizeof when);
    (void)fputs("  ", out);
    ds_text_put(out, when, 18, false);
    for (int s = 0; s < DS_PILOT_SERIES; s++)
        put_value(course, (ds_pilot_series)s, course->averages[s][bin], 18, out);
    (void)fputc('\n', out);
}

void ds_welch_course_print(const ds_welch_course *course, FILE *out)
{
    static const char *const names[] = {"open tickets", "resolution time"};
    char span[64];
    char line[256];
    ds_duration_print(ds_welch_span(course), span, sizeof span);
    (void)snprintf(line, sizeof line,
                   "Welch's moving averages over %s, from %d pilot replication%s: the "
                   "warm-up ends where both are level.",
                   span, (int)course->pilots, course->pilots == 1 ? "" : "s");
    (void)fputc('\n', out);
    ds_text_wrap(out, line, COLUMNS, "", "");
    (void)fputc('\n', out);
    for (int s = 0; s < DS_PILOT_SERIES; s++) {
        (void)fprintf(out, "  %-15s ", names[s]);
        put_bars(course, (ds_pilot_series)s, out);
        (void)fputc('\n', out);
    }
    (void)fprintf(out, "\n  %-18s%18s%18s\n", "from the start", names[0], names[1]);
    int32_t rows = known_bins(course) < ROWS ? known_bins(course) : ROWS;
    for (int32_t i = 0; i < rows; i++)
        put_row(course, rows > 1 ? spread(course, i, rows) : 0, out);
}
