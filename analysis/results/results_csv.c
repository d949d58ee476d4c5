/* Results as CSV tables. */
#include "analysis/results/csv_text.h"
#include "analysis/results/results_files.h"
#include "scenarios/iso_time.h"

#include <math.h>

static void put_numbers(FILE *out, const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        (void)fputc(',', out);
        ds_csv_number(out, values[i]);
    }
}

static void put_measure(const ds_results *results, ds_result_dimension dimension,
                        int32_t row, int32_t measure, FILE *out)
{
    int32_t count;
    const ds_measure *about = &ds_measures(&count)[measure];
    const ds_estimate *estimate = ds_results_at(results, dimension, row, measure);
    const double numbers[] = {estimate->value, estimate->lo, estimate->hi,
                              estimate->half_width, estimate->n};
    (void)fprintf(out, "%s,", ds_dimension_key(dimension));
    ds_csv_text(out, results->tables[dimension].names[row]);
    (void)fprintf(out, ",%s", about->name);
    put_numbers(out, numbers, sizeof numbers / sizeof numbers[0]);
    (void)fprintf(out, ",%d,%s,%s,%s\n", estimate->replications, about->unit,
                  ds_estimate_method_name(estimate->method),
                  estimate->is_lower_bound ? "yes" : "");
}

void ds_results_csv_measures(const ds_results *results, FILE *out)
{
    int32_t count;
    (void)ds_measures(&count);
    (void)fputs("dimension,slice,measure,value,lo,hi,half_width,n,replications,unit,method,"
                "is_lower_bound\n",
                out);
    for (int32_t d = 0; d < DS_RESULT_DIMENSIONS; d++)
        for (int32_t row = 0; row < results->tables[d].row_count; row++)
            for (int32_t m = 0; m < count; m++)
                if (ds_measure_applies_to_row(results->desk, m, (ds_result_dimension)d,
                                              row))
                    put_measure(results, (ds_result_dimension)d, row, m, out);
}

/* Two columns for each group: "first:NAME" and "second:NAME". */
static void put_group_heads(const ds_desk *desk, const char *first, const char *second,
                            FILE *out)
{
    const char *const kinds[] = {first, second};
    for (int32_t g = 0; g < desk->group_count; g++)
        for (int32_t k = 0; k < 2; k++) {
            (void)fputc(',', out);
            ds_csv_head(out, kinds[k], desk->groups[g].name);
        }
    (void)fputc('\n', out);
}

static void put_group_cells(const ds_desk *desk, const double *first, const double *second,
                            int32_t stride, int32_t place, FILE *out)
{
    for (int32_t g = 0; g < desk->group_count; g++) {
        size_t cell = (size_t)g * (size_t)stride + (size_t)place;
        const double numbers[] = {first[cell], second[cell]};
        put_numbers(out, numbers, 2);
    }
    (void)fputc('\n', out);
}

void ds_results_csv_hour_of_week(const ds_results *results, FILE *out)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    const ds_result_week *week = &results->week;
    (void)fputs("hour_of_week,weekday,hour,arrivals_per_hour", out);
    put_group_heads(results->desk, "utilisation", "busy", out);
    for (int32_t hour = 0; hour < DS_WEEK_HOURS; hour++) {
        (void)fprintf(out, "%d,%s,%d", hour, days[hour / 24], hour % 24);
        put_numbers(out, &week->arrived[hour], 1);
        put_group_cells(results->desk, week->utilisation, week->busy, DS_WEEK_HOURS, hour,
                        out);
    }
}

void ds_results_csv_over_time(const ds_results *results, FILE *out)
{
    const ds_result_series *series = &results->series;
    (void)fputs("start,start_h,backlog,backlog_p10,backlog_p90,arrived,resolved", out);
    put_group_heads(results->desk, "utilisation", "queue", out);
    for (int32_t bin = 0; bin < series->bins; bin++) {
        char start[DS_ISO_TIME_SIZE];
        ds_ticks from = bin * series->width;
        (void)ds_iso_time_format(results->desk->start_unix * DS_SECOND + from, start);
        const double numbers[] = {ds_hours(from),          series->backlog[bin],
                                  series->backlog_lo[bin], series->backlog_hi[bin],
                                  series->arrived[bin],    series->resolved[bin]};
        (void)fputs(start, out);
        put_numbers(out, numbers, sizeof numbers / sizeof numbers[0]);
        put_group_cells(results->desk, series->utilisation, series->queue, series->bins,
                        bin, out);
    }
}

/* The local date of the night that a point begins with: the first midnight after the start
 * is night 1, unless the start is one. */
static void put_date(const ds_results *results, int32_t point, FILE *out)
{
    const ds_zone *zone = &results->desk->zone;
    int32_t first = ds_zone_to_local(zone, 0) % DS_DAY == 0 ? 0 : 1;
    int64_t day = ds_zone_day(zone, 0) + first + point * results->nights.width;
    char date[DS_ISO_TIME_SIZE];
    (void)ds_iso_time_format(day * DS_DAY, date);
    (void)fprintf(out, "%.10s", date);
}

void ds_results_csv_nights(const ds_results *results, FILE *out)
{
    const ds_result_nights *nights = &results->nights;
    (void)fputs("midnight_of", out);
    for (int32_t band = 0; band < DS_AGE_BANDS; band++) {
        (void)fputc(',', out);
        ds_csv_head(out, "open", ds_age_words[band]);
    }
    put_group_heads(results->desk, "waiting", "oldest_h", out);
    for (int32_t point = 0; point < nights->points; point++) {
        put_date(results, point, out);
        for (int32_t band = 0; band < DS_AGE_BANDS; band++)
            put_numbers(out, &nights->open[band * nights->stride + point], 1);
        put_group_cells(results->desk, nights->waiting, nights->oldest_h, nights->stride,
                        point, out);
    }
}

void ds_results_csv_moves(const ds_results *results, FILE *out)
{
    const ds_desk *desk = results->desk;
    (void)fputs("from,to,tickets_per_week\n", out);
    for (int32_t from = 0; from < desk->group_count; from++)
        for (int32_t to = 0; to < desk->group_count; to++) {
            double tickets = results->moves[from * desk->group_count + to];
            if (tickets <= 0)
                continue;
            ds_csv_text(out, desk->groups[from].name);
            (void)fputc(',', out);
            ds_csv_text(out, desk->groups[to].name);
            put_numbers(out, &tickets, 1);
            (void)fputc('\n', out);
        }
}

void ds_results_csv_resolution_times(const ds_results *results, FILE *out)
{
    (void)fputs("priority,upper_h,share_resolved,density_per_h\n", out);
    for (int32_t i = 0; i < results->times_count; i++) {
        const ds_result_times *times = &results->times[i];
        for (int32_t k = 0; k < times->count; k++) {
            const double numbers[] = {times->upper_h[k], times->cumulative[k],
                                      times->density[k]};
            ds_csv_text(out, i == 0 ? ds_dimension_key(DS_RESULT_OVERALL) : times->name);
            put_numbers(out, numbers, sizeof numbers / sizeof numbers[0]);
            (void)fputc('\n', out);
        }
    }
}
