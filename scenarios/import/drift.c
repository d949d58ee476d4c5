#define _GNU_SOURCE /* qsort_r */
/* What changes over the period. The tickets of the most frequent priority are split by the
 * day of opening where the two sides differ most (binary segmentation: for shares the
 * largest z of two proportions, for times the largest z of Wilcoxon's rank sum, a ticket
 * without a resolution ranking last), and again within the sides. A difference is told
 * where z is above 6 and it is large enough to matter: 10 points of a share, a factor of
 * 1.5 of a median. Stricter than any usual level, since many days are tried. */
#include "scenarios/import/findings.h"
#include "sim/clock.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_DAYS = 6, SIDE_TICKETS = 100, SEGMENTS_MOST = 6, FAST_S = 8 * 3600 };

/* A ticket by its day. */
typedef struct dated {
    int32_t day;
    int32_t time_s; /* INT32_MAX: not resolved */
    int16_t moves;
    int8_t sla_met;
} dated;

typedef struct series {
    dated *list; /* by day */
    int64_t count;
    const char *label; /* of the priority */
    int32_t *rank;     /* room, [count]: twice the mid-rank */
    int32_t *order;    /* room, [count] */
    int64_t cut[SEGMENTS_MOST];
    int32_t cuts;
} series;

typedef struct split {
    int64_t at; /* the first ticket of the right side */
    double z;   /* 0: none */
} split;

static int compare_dated(const void *a, const void *b)
{
    int32_t left = ((const dated *)a)->day;
    int32_t right = ((const dated *)b)->day;
    return left < right ? -1 : left > right;
}

static int32_t main_priority(const ds_quality *quality)
{
    int64_t counts[64] = {0};
    int32_t best = -1;
    for (int64_t i = 0; i < quality->count; i++) {
        int32_t row = ds_quality_ticket(quality, i)->priority;
        if (row >= 0 && row < 64)
            counts[row]++;
    }
    for (int32_t i = 0; i < 64; i++)
        if (counts[i] > 0 && (best < 0 || counts[i] > counts[best]))
            best = i;
    return best;
}

static ds_status gather(const ds_quality *quality, const ds_zone *zone, series *all,
                        ds_error *err)
{
    size_t count = (size_t)quality->count + 1;
    int32_t priority = main_priority(quality);
    all->label = priority >= 0 ? quality->priorities.texts[priority] : "all";
    all->list = malloc(count * sizeof *all->list);
    all->rank = malloc(count * sizeof *all->rank);
    all->order = malloc(count * sizeof *all->order);
    if (!all->list || !all->rank || !all->order)
        return ds_error_no_memory(err);
    for (int64_t i = 0; i < quality->count; i++) {
        const ds_kept *kept = ds_quality_ticket(quality, i);
        if (priority >= 0 && kept->priority != priority)
            continue;
        all->list[all->count++] =
            (dated){.day = ds_kept_day(kept, zone),
                    .time_s = kept->resolution_s >= 0 ? kept->resolution_s : INT32_MAX,
                    .moves = kept->reassignments,
                    .sla_met = kept->sla_met};
    }
    qsort(all->list, (size_t)all->count, sizeof *all->list, compare_dated);
    return DS_OK;
}

/* Whether two days' border may be a cut: enough days and tickets on either side. */
static bool may_cut(const series *all, int64_t from, int64_t at, int64_t to)
{
    return at > from && all->list[at].day != all->list[at - 1].day &&
           at - from >= SIDE_TICKETS && to - at >= SIDE_TICKETS &&
           all->list[at].day - all->list[from].day >= SIDE_DAYS &&
           all->list[to - 1].day - all->list[at].day >= SIDE_DAYS;
}

static double share_z(double left, double left_n, double right, double right_n)
{
    double pooled = (left + right) / (left_n + right_n);
    double variance = pooled * (1.0 - pooled) * (1.0 / left_n + 1.0 / right_n);
    return variance > 0.0 ? fabs(left / left_n - right / right_n) / sqrt(variance) : 0.0;
}

typedef struct shares {
    double breached;
    double decided;
} shares;

static bool is_decided(const dated *one, bool is_fast)
{
    return one->sla_met != DS_SLA_UNKNOWN && (!is_fast || one->time_s <= FAST_S);
}

static shares count_shares(const series *all, int64_t from, int64_t to, bool is_fast)
{
    shares found = {0};
    for (int64_t i = from; i < to; i++)
        if (is_decided(&all->list[i], is_fast)) {
            found.decided += 1.0;
            found.breached += all->list[i].sla_met == DS_SLA_BREACHED;
        }
    return found;
}

static double share_of(shares found)
{
    return found.decided > 0.0 ? found.breached / found.decided : NAN;
}

static split split_shares(const series *all, int64_t from, int64_t to)
{
    split best = {0};
    shares left = {0};
    shares total = count_shares(all, from, to, false);
    for (int64_t i = from; i < to; i++) {
        double right_n = total.decided - left.decided;
        if (may_cut(all, from, i, to) && left.decided >= SIDE_TICKETS &&
            right_n >= SIDE_TICKETS) {
            double z = share_z(left.breached, left.decided, total.breached - left.breached,
                               right_n);
            if (z > best.z)
                best = (split){i, z};
        }
        if (is_decided(&all->list[i], false)) {
            left.decided += 1.0;
            left.breached += all->list[i].sla_met == DS_SLA_BREACHED;
        }
    }
    return best;
}

static int compare_times(const void *a, const void *b, void *context)
{
    const series *all = context;
    int32_t left = all->list[*(const int32_t *)a].time_s;
    int32_t right = all->list[*(const int32_t *)b].time_s;
    return left < right ? -1 : left > right;
}

/* Mid-ranks of [from, to) into rank. */
static void rank_times(series *all, int64_t from, int64_t to)
{
    int64_t count = to - from;
    for (int64_t i = 0; i < count; i++)
        all->order[i] = (int32_t)(from + i);
    qsort_r(all->order, (size_t)count, sizeof *all->order, compare_times, all);
    for (int64_t i = 0; i < count;) {
        int64_t next = i + 1;
        while (next < count &&
               all->list[all->order[next]].time_s == all->list[all->order[i]].time_s)
            next++;
        for (int64_t j = i; j < next; j++)
            all->rank[all->order[j]] = (int32_t)(i + next + 1);
        i = next;
    }
}

static split split_times(series *all, int64_t from, int64_t to)
{
    split best = {0};
    double sum = 0.0;
    double count = (double)(to - from);
    rank_times(all, from, to);
    for (int64_t i = from; i < to; i++) {
        double left = (double)(i - from);
        if (may_cut(all, from, i, to)) {
            double expected = left * (count + 1.0) / 2.0;
            double variance = left * (count - left) * (count + 1.0) / 12.0;
            double z = fabs(sum - expected) / sqrt(variance);
            if (z > best.z)
                best = (split){i, z};
        }
        sum += 0.5 * all->rank[i];
    }
    return best;
}

static double median_of(series *all, int64_t from, int64_t to)
{
    int32_t *times = malloc((size_t)(to - from + 1) * sizeof *times);
    int64_t count = 0;
    if (!times)
        return NAN;
    for (int64_t i = from; i < to; i++)
        if (all->list[i].time_s < INT32_MAX)
            times[count++] = all->list[i].time_s;
    double median = ds_median_h(times, count);
    free(times);
    return median;
}

static double mean_of(const series *all, int64_t from, int64_t to)
{
    double sum = 0.0;
    double count = 0.0;
    for (int64_t i = from; i < to; i++)
        if (all->list[i].time_s < INT32_MAX) {
            sum += all->list[i].time_s / 3600.0;
            count += 1.0;
        }
    return count > 0.0 ? sum / count : NAN;
}

static double moves_of(const series *all, int64_t from, int64_t to)
{
    double sum = 0.0;
    double count = 0.0;
    for (int64_t i = from; i < to; i++)
        if (all->list[i].moves >= 0) {
            sum += all->list[i].moves;
            count += 1.0;
        }
    return count > 0.0 ? sum / count : NAN;
}

static bool differ_in_time(series *all, int64_t from, int64_t at, int64_t to)
{
    double left = median_of(all, from, at) + 0.01;
    double right = median_of(all, at, to) + 0.01;
    return left / right >= 1.5 || right / left >= 1.5;
}

static void insert_cut(series *all, int64_t at)
{
    int32_t place = all->cuts++;
    while (place > 0 && all->cut[place - 1] > at) {
        all->cut[place] = all->cut[place - 1];
        place--;
    }
    all->cut[place] = at;
}

static void cut_times(series *all, int64_t from, int64_t to, int depth)
{
    if (depth == 0 || all->cuts == SEGMENTS_MOST - 1)
        return;
    split found = split_times(all, from, to);
    if (found.z < 6.0 || !differ_in_time(all, from, found.at, to))
        return;
    insert_cut(all, found.at);
    cut_times(all, from, found.at, depth - 1);
    cut_times(all, found.at, to, depth - 1);
}

static json_t *real_or_null(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

/* "Mon 29 Feb to Thu 31 Mar: median 69.7 h, mean 231.6" of each stretch. */
static void find_times(ds_quality *quality, series *all)
{
    char text[360];
    size_t used = 0;
    json_t *stretches = json_array();
    cut_times(all, 0, all->count, 2);
    for (int32_t i = 0; all->cuts > 0 && i <= all->cuts; i++) {
        int64_t from = i > 0 ? all->cut[i - 1] : 0;
        int64_t to = i < all->cuts ? all->cut[i] : all->count;
        char begin[DS_DAY_TEXT];
        double median = median_of(all, from, to);
        double mean = mean_of(all, from, to);
        ds_day_words(all->list[from].day, begin);
        (void)json_array_append_new(
            stretches, json_pack("{s:s, s:I, s:o, s:o, s:o}", "from", begin, "tickets",
                                 (json_int_t)(to - from), "median_h", real_or_null(median),
                                 "mean_h", real_or_null(mean), "reassignments",
                                 real_or_null(moves_of(all, from, to))));
        int length =
            snprintf(text + used, sizeof text - used, "%sfrom %s median %.1f h (mean %.0f)",
                     i > 0 ? "; " : "", begin, median, mean);
        if (length > 0 && used + (size_t)length < sizeof text)
            used += (size_t)length;
    }
    if (all->cuts == 0) {
        json_decref(stretches);
        return;
    }
    ds_quality_find(quality, "drift_times", stretches,
                    "drift: resolution times of %.20s change: %s", all->label, text);
}

static void cut_shares(series *all, int64_t from, int64_t to, int depth)
{
    if (depth == 0 || all->cuts == SEGMENTS_MOST - 1)
        return;
    split found = split_shares(all, from, to);
    if (found.z < 6.0)
        return;
    double left = share_of(count_shares(all, from, found.at, false));
    double right = share_of(count_shares(all, found.at, to, false));
    if (fabs(left - right) < 0.1)
        return;
    insert_cut(all, found.at);
    cut_shares(all, from, found.at, depth - 1);
    cut_shares(all, found.at, to, depth - 1);
}

/* The largest step from one stretch to the next. */
static int32_t largest_step(const series *all)
{
    int32_t best = 0;
    double most = -1.0;
    for (int32_t i = 0; i < all->cuts; i++) {
        double step = fabs(share_of(count_shares(all, 0, all->cut[i], false)) -
                           share_of(count_shares(all, all->cut[i], all->count, false)));
        if (step > most) {
            most = step;
            best = i;
        }
    }
    return best;
}

/* Tickets of the same length are judged otherwise: the flag, not the desk. */
static void find_flag(ds_quality *quality, const series *all)
{
    int64_t cut = all->cut[largest_step(all)];
    char day[DS_DAY_TEXT];
    shares before = count_shares(all, 0, cut, true);
    shares after = count_shares(all, cut, all->count, true);
    if (before.decided < SIDE_TICKETS || after.decided < SIDE_TICKETS ||
        fabs(share_of(before) - share_of(after)) < 0.1)
        return;
    ds_day_words(all->list[cut].day, day);
    ds_quality_find(quality, "sla_flag_changes",
                    json_pack("{s:s, s:f, s:f}", "from", day, "fast_before",
                              share_of(before), "fast_after", share_of(after)),
                    "the SLA flag breaks on %s and changes its meaning: of %.20s resolved "
                    "within 8 h, %.1f %% opened before are marked breached, %.1f %% after; "
                    "fit and test breaches on one side only",
                    day, all->label, 100.0 * share_of(before), 100.0 * share_of(after));
}

/* "from Mon 29 Feb 41.2 %" of each stretch. */
static void find_breaches(ds_quality *quality, series *all)
{
    char text[360];
    size_t used = 0;
    json_t *stretches = json_array();
    cut_shares(all, 0, all->count, 3);
    for (int32_t i = 0; all->cuts > 0 && i <= all->cuts; i++) {
        int64_t from = i > 0 ? all->cut[i - 1] : 0;
        int64_t to = i < all->cuts ? all->cut[i] : all->count;
        char begin[DS_DAY_TEXT];
        double share = share_of(count_shares(all, from, to, false));
        double fast = share_of(count_shares(all, from, to, true));
        ds_day_words(all->list[from].day, begin);
        (void)json_array_append_new(
            stretches, json_pack("{s:s, s:I, s:o, s:o}", "from", begin, "tickets",
                                 (json_int_t)(to - from), "share", real_or_null(share),
                                 "share_fast", real_or_null(fast)));
        int length = snprintf(text + used, sizeof text - used, "%sfrom %s %.1f %%",
                              i > 0 ? "; " : "", begin, 100.0 * share);
        if (length > 0 && used + (size_t)length < sizeof text)
            used += (size_t)length;
    }
    if (all->cuts == 0) {
        json_decref(stretches);
        return;
    }
    ds_quality_find(quality, "drift_breaches", stretches,
                    "drift: the share of %.20s breached changes: %s", all->label, text);
    find_flag(quality, all);
    all->cuts = 0;
}

static int64_t week_end(const series *all, int64_t from, int32_t *monday_out)
{
    int64_t to = from;
    *monday_out = all->list[from].day - ds_day_weekday(all->list[from].day);
    while (to < all->count && all->list[to].day < *monday_out + 7)
        to++;
    return to;
}

static bool stands_out(shares week, shares other)
{
    return week.decided >= SIDE_TICKETS && other.decided >= SIDE_TICKETS &&
           fabs(share_of(week) - share_of(other)) >= 0.15 &&
           share_z(week.breached, week.decided, other.breached, other.decided) >= 6.0;
}

static void tell_week(ds_quality *quality, const series *all, int64_t from, int64_t to,
                      int32_t monday, double left, double right)
{
    char day[DS_DAY_TEXT];
    double share = share_of(count_shares(all, from, to, false));
    double fast = share_of(count_shares(all, from, to, true));
    ds_day_words(monday, day);
    ds_quality_find(quality, "odd_week",
                    json_pack("{s:s, s:f, s:f, s:f, s:o}", "week", day, "share", share,
                              "before", left, "after", right, "share_fast",
                              real_or_null(fast)),
                    "the week of %s stands out: %.1f %% of %.20s breached (%.1f %% even of "
                    "those resolved within 8 h), %.1f %% in the week before and %.1f %% in "
                    "the one after",
                    day, 100.0 * share, all->label, isfinite(fast) ? 100.0 * fast : 0.0,
                    100.0 * left, 100.0 * right);
}

/* Weeks that are far above or far below both of their neighbours. */
static void find_odd_weeks(ds_quality *quality, const series *all)
{
    int32_t monday = 0;
    int32_t next = 0;
    int64_t before = 0;
    int64_t from = week_end(all, 0, &monday);
    while (from < all->count) {
        int64_t to = week_end(all, from, &monday);
        if (to == all->count)
            return;
        shares left = count_shares(all, before, from, false);
        shares week = count_shares(all, from, to, false);
        shares right = count_shares(all, to, week_end(all, to, &next), false);
        double up = share_of(week) - share_of(left);
        double down = share_of(week) - share_of(right);
        if (up * down > 0.0 && stands_out(week, left) && stands_out(week, right))
            tell_week(quality, all, from, to, monday, share_of(left), share_of(right));
        before = from;
        from = to;
    }
}

/* Between the days that the user named. */
static void put_splits(ds_quality *quality, series *all)
{
    json_t *table = json_array();
    int64_t from = 0;
    for (int32_t i = 0; i <= quality->split_count; i++) {
        int64_t to = from;
        char day[DS_DAY_TEXT];
        while (to < all->count &&
               (i == quality->split_count || all->list[to].day < quality->splits[i]))
            to++;
        if (to > from)
            (void)json_array_append_new(
                table, json_pack("{s:s, s:I, s:o, s:o, s:o, s:o}", "from",
                                 ds_day_words(all->list[from].day, day), "tickets",
                                 (json_int_t)(to - from), "mean_h",
                                 real_or_null(mean_of(all, from, to)), "median_h",
                                 real_or_null(median_of(all, from, to)), "breached_share",
                                 real_or_null(share_of(count_shares(all, from, to, false))),
                                 "reassignments", real_or_null(moves_of(all, from, to))));
        from = to;
    }
    (void)json_object_set_new(quality->tables, "periods", table);
}

static void put_weeks(ds_quality *quality, series *all)
{
    json_t *weeks = json_array();
    for (int64_t from = 0, to = 0; from < all->count; from = to) {
        int32_t monday = all->list[from].day - ds_day_weekday(all->list[from].day);
        char day[DS_DAY_TEXT];
        while (to < all->count && all->list[to].day < monday + 7)
            to++;
        (void)json_array_append_new(
            weeks, json_pack("{s:s, s:I, s:o, s:o, s:o, s:o, s:o}", "week",
                             ds_day_words(monday, day), "tickets", (json_int_t)(to - from),
                             "mean_h", real_or_null(mean_of(all, from, to)), "median_h",
                             real_or_null(median_of(all, from, to)), "breached_share",
                             real_or_null(share_of(count_shares(all, from, to, false))),
                             "breached_share_fast",
                             real_or_null(share_of(count_shares(all, from, to, true))),
                             "reassignments", real_or_null(moves_of(all, from, to))));
    }
    (void)json_object_set_new(quality->tables, "weeks", weeks);
    (void)json_object_set_new(quality->tables, "weeks_of", json_string(all->label));
}

/* Weekly counts: the cut with the largest t, variances pooled, over whole weeks. */
static void find_rates(ds_quality *quality, const series *all)
{
    enum { WEEKS_MOST = 2000 };
    double counts[WEEKS_MOST] = {0};
    int32_t first = all->list[0].day + 6 - (all->list[0].day + 6 + 3) % 7;
    int32_t weeks = (all->list[all->count - 1].day + 1 - first) / 7;
    if (weeks < 8 || weeks > WEEKS_MOST)
        return;
    for (int64_t i = 0; i < all->count; i++) {
        int32_t week = all->list[i].day < first ? -1 : (all->list[i].day - first) / 7;
        if (week >= 0 && week < weeks)
            counts[week] += 1.0;
    }
    double best = 0.0;
    double left_best = 0.0;
    double right_best = 0.0;
    int32_t at = 0;
    for (int32_t k = 3; k <= weeks - 3; k++) {
        double mean[2] = {0};
        double squares = 0.0;
        for (int32_t i = 0; i < weeks; i++)
            mean[i >= k] += counts[i] / (i >= k ? weeks - k : k);
        for (int32_t i = 0; i < weeks; i++)
            squares += pow(counts[i] - mean[i >= k], 2.0);
        double error = sqrt(squares / (weeks - 2) * (1.0 / k + 1.0 / (weeks - k))) + 1e-9;
        double t = fabs(mean[0] - mean[1]) / error;
        if (t > best) {
            best = t;
            left_best = mean[0];
            right_best = mean[1];
            at = k;
        }
    }
    double ratio = left_best > 0.0 ? right_best / left_best : 0.0;
    if (best < 5.0 || (ratio < 1.15 && ratio > 1.0 / 1.15))
        return;
    char day[DS_DAY_TEXT];
    ds_day_words(first + 7 * at, day);
    ds_quality_find(
        quality, "drift_arrivals",
        json_pack("{s:s, s:f, s:f}", "from", day, "before", left_best, "after", right_best),
        "drift: %.0f tickets of %.20s a week before %s, %.0f from then on", left_best,
        all->label, day, right_best);
}

ds_status ds_find_drift(ds_quality *quality, const ds_zone *zone, ds_error *err)
{
    series all = {0};
    ds_status status = gather(quality, zone, &all, err);
    if (status == DS_OK && all.count > 0) {
        put_weeks(quality, &all);
        if (quality->split_count > 0)
            put_splits(quality, &all);
        find_breaches(quality, &all);
        find_odd_weeks(quality, &all);
        find_times(quality, &all);
        find_rates(quality, &all);
    }
    free(all.list);
    free(all.rank);
    free(all.order);
    return status;
}
