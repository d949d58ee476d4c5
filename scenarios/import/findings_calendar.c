#include "scenarios/import/findings.h"
#include "sim/clock.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct days {
    int32_t first;
    int32_t count;
    int64_t *arrivals;  /* [count] */
    double expected[7]; /* the usual day: the weekday's median */
    bool *is_quiet;     /* [count] far below it */
} days;

enum { DAYS_MOST = 40000, STEP_S = 1800 };

static void count_hours(ds_quality *quality, const ds_zone *zone, int64_t weekday[7],
                        int64_t hour[24])
{
    json_t *by_weekday = json_array();
    json_t *by_hour = json_array();
    for (int64_t i = 0; i < quality->count; i++) {
        const ds_kept *kept = ds_quality_ticket(quality, i);
        int32_t slot = ds_zone_hour_of_week(zone, kept->opened_s * DS_SECOND);
        weekday[slot / 24]++;
        hour[slot % 24]++;
    }
    for (int i = 0; i < 7; i++)
        (void)json_array_append_new(by_weekday, json_integer(weekday[i]));
    for (int i = 0; i < 24; i++)
        (void)json_array_append_new(by_hour, json_integer(hour[i]));
    (void)json_object_set_new(quality->tables, "opened_by_weekday", by_weekday);
    (void)json_object_set_new(quality->tables, "opened_by_hour", by_hour);
}

static ds_status count_days(const ds_quality *quality, const ds_zone *zone, days *all,
                            ds_error *err)
{
    int32_t first = INT32_MAX;
    int32_t last = INT32_MIN;
    for (int64_t i = 0; i < quality->count; i++) {
        int32_t day = ds_kept_day(ds_quality_ticket(quality, i), zone);
        first = day < first ? day : first;
        last = day > last ? day : last;
    }
    all->first = first;
    all->count = last - first < DAYS_MOST ? last - first + 1 : 0;
    all->arrivals = calloc((size_t)all->count + 1, sizeof *all->arrivals);
    all->is_quiet = calloc((size_t)all->count + 1, sizeof *all->is_quiet);
    if (!all->arrivals || !all->is_quiet)
        return ds_error_no_memory(err);
    for (int64_t i = 0; all->count > 0 && i < quality->count; i++)
        all->arrivals[ds_kept_day(ds_quality_ticket(quality, i), zone) - first]++;
    return DS_OK;
}

static int compare(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return left < right ? -1 : left > right;
}

static ds_status expect_days(days *all, ds_error *err)
{
    int64_t *same = malloc(((size_t)all->count + 1) * sizeof *same);
    if (!same)
        return ds_error_no_memory(err);
    for (int32_t weekday = 0; weekday < 7; weekday++) {
        int32_t count = 0;
        for (int32_t i = 0; i < all->count; i++)
            if (ds_day_weekday(all->first + i) == weekday)
                same[count++] = all->arrivals[i];
        qsort(same, (size_t)count, sizeof *same, compare);
        all->expected[weekday] = count > 0 ? (double)same[count / 2] : 0.0;
    }
    free(same);
    return DS_OK;
}

/* Days with less than 40 % of what is usual: holidays, or outages of the tool. The first
 * and the last day may be halves. */
static void find_holidays(ds_quality *quality, days *all)
{
    char list[256] = "";
    size_t used = 0;
    int32_t count = 0;
    json_t *dates = json_array();
    for (int32_t i = 1; i + 1 < all->count; i++) {
        double usual = all->expected[ds_day_weekday(all->first + i)];
        char words[DS_DAY_TEXT];
        if (usual < 20.0 || (double)all->arrivals[i] >= 0.4 * usual)
            continue;
        all->is_quiet[i] = true;
        ds_day_words(all->first + i, words);
        (void)json_array_append_new(
            dates, json_pack("{s:s, s:I, s:f}", "day", words, "tickets",
                             (json_int_t)all->arrivals[i], "usual", usual));
        if (count++ < 6 && used < sizeof list) {
            int length =
                snprintf(list + used, sizeof list - used, "%s%s (%lld, usually %.0f)",
                         count > 1 ? ", " : "", words, (long long)all->arrivals[i], usual);
            used += length > 0 ? (size_t)length : 0;
        }
    }
    if (count == 0) {
        json_decref(dates);
        return;
    }
    ds_quality_find(quality, "quiet_days", dates,
                    "holidays or outages: %d days with less than 40 %% of their usual "
                    "arrivals: %s%s",
                    count, list, count > 6 ? ", …" : "");
}

/* Variance over mean of working days, as they are and with weekday means and quiet days
 * taken out. */
static void find_dispersion(ds_quality *quality, const days *all)
{
    double sum[7] = {0};
    double squares[7] = {0};
    double days_of[7] = {0};
    double raw_sum = 0.0;
    double raw_squares = 0.0;
    double raw_days = 0.0;
    for (int32_t i = 1; i + 1 < all->count; i++) {
        int32_t weekday = ds_day_weekday(all->first + i);
        double arrivals = (double)all->arrivals[i];
        if (weekday >= 5 || all->is_quiet[i])
            continue;
        raw_sum += arrivals;
        raw_squares += arrivals * arrivals;
        raw_days++;
        sum[weekday] += arrivals;
        squares[weekday] += arrivals * arrivals;
        days_of[weekday]++;
    }
    double within = 0.0;
    double freedom = 0.0;
    double total = 0.0;
    double count = 0.0;
    for (int i = 0; i < 5; i++) {
        if (days_of[i] < 2.0)
            continue;
        within += squares[i] - sum[i] * sum[i] / days_of[i];
        freedom += days_of[i] - 1.0;
        total += sum[i];
        count += days_of[i];
    }
    if (freedom < 10.0 || total == 0.0)
        return;
    double clean = within / freedom / (total / count);
    double raw = (raw_squares - raw_sum * raw_sum / raw_days) / (raw_days - 1.0) /
                 (raw_sum / raw_days);
    ds_quality_find(
        quality, "dispersion",
        json_pack("{s:f, s:f}", "variance_to_mean", clean, "raw", raw),
        "daily arrivals on working days but quiet ones: variance %.1f times the mean with "
        "weekday means taken out, %.1f before (1: Poisson)",
        clean, raw);
}

static int compare_times(const void *a, const void *b)
{
    return compare(a, b);
}

/* The stretch without arrivals in which most were expected, by the hour of the week. */
static ds_status find_gap(ds_quality *quality, const ds_zone *zone, const days *all,
                          ds_error *err)
{
    double rate[168] = {0};
    int64_t *opened = malloc(((size_t)quality->count + 1) * sizeof *opened);
    double weeks = all->count / 7.0;
    if (!opened)
        return ds_error_no_memory(err);
    for (int64_t i = 0; i < quality->count; i++) {
        opened[i] = ds_quality_ticket(quality, i)->opened_s;
        rate[ds_zone_hour_of_week(zone, opened[i] * DS_SECOND)] += 1.0 / weeks;
    }
    qsort(opened, (size_t)quality->count, sizeof *opened, compare_times);
    double most = 0.0;
    int64_t from = 0;
    int64_t to = 0;
    int32_t gaps = 0;
    for (int64_t i = 1; i < quality->count; i++) {
        double missed = 0.0;
        for (int64_t at = opened[i - 1];
             at < opened[i] && opened[i] - opened[i - 1] > STEP_S; at += STEP_S) {
            int32_t day = ds_zone_day(zone, at * DS_SECOND) - all->first;
            double part = (double)(opened[i] - at < STEP_S ? opened[i] - at : STEP_S);
            if (!all->is_quiet[day]) /* told apart */
                missed += rate[ds_zone_hour_of_week(zone, at * DS_SECOND)] * part / 3600.0;
        }
        gaps += missed > 25.0;
        if (missed > most) {
            most = missed;
            from = opened[i - 1];
            to = opened[i];
        }
    }
    free(opened);
    if (most > 25.0) {
        char begin[DS_ISO_TIME_SIZE];
        char end[DS_ISO_TIME_SIZE];
        (void)ds_iso_time_format(from * DS_SECOND, begin);
        (void)ds_iso_time_format(to * DS_SECOND, end);
        ds_quality_find(quality, "gap",
                        json_pack("{s:s, s:s, s:f, s:i}", "from", begin, "to", end,
                                  "missed", most, "gaps", gaps),
                        "no ticket at all from %s to %s, where about %.0f are usual: an "
                        "outage of the tool, or rows that are missing (%d such gaps)",
                        begin, end, most, gaps);
    }
    return DS_OK;
}

ds_status ds_find_calendar(ds_quality *quality, const ds_zone *zone, ds_error *err)
{
    int64_t weekday[7] = {0};
    int64_t hour[24] = {0};
    days all = {0};
    char first[DS_DAY_TEXT];
    char last[DS_DAY_TEXT];
    count_hours(quality, zone, weekday, hour);
    ds_status status = count_days(quality, zone, &all, err);
    if (status == DS_OK)
        status = expect_days(&all, err);
    if (status == DS_OK && all.count > 0) {
        (void)json_object_set_new(
            quality->tables, "period",
            json_pack("{s:s, s:s, s:i}", "first", ds_day_words(all.first, first), "last",
                      ds_day_words(all.first + all.count - 1, last), "days", all.count));
        find_holidays(quality, &all);
        find_dispersion(quality, &all);
        if (quality->count >= 500)
            status = find_gap(quality, zone, &all, err);
    }
    free(all.arrivals);
    free(all.is_quiet);
    return status;
}
