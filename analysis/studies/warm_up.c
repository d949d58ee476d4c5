#include "analysis/studies/warm_up.h"

#include "analysis/studies/mser.h"
#include "analysis/studies/usual_weeks.h"
#include "model/offered_load.h"
#include "sim/duration.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Horizons below these are refused: too few batches, or quarters shorter than a week. */
#define SHORTEST_WEEKLY (4 * DS_WEEK)
#define SHORTEST_FLAT (2 * DS_DAY)
/* The level of the tests for drift, two-sided, of both series together (Bonferroni). */
#define DRIFT_LEVEL 0.10
/* A spread under this share of the values is rounding. */
#define ROUNDING 1e-9
#define WEEKDAYS 7
/* Weeks with holidays are left out where at least this part of the horizon is left. */
#define LEAST_USUAL 0.6

/* The mean over the pilots, bins without tickets left out. */
typedef struct course {
    int32_t count;
    double *value; /* [count] */
    int32_t *bin;  /* [count] ascending */
} course;

static ds_status course_init(course *self, const ds_pilots *pilots, ds_pilot_series series,
                             const bool *usual, ds_error *err)
{
    size_t bins = (size_t)pilots->bins + 1;
    double *weight = malloc(bins * sizeof *weight);
    *self = (course){.value = malloc(bins * sizeof *self->value),
                     .bin = malloc(bins * sizeof *self->bin)};
    if (!weight || !self->value || !self->bin) {
        free(weight);
        return ds_error_no_memory(err);
    }
    ds_pilots_add_up(pilots, series, self->value, weight);
    for (int32_t bin = 0; bin < pilots->bins; bin++) {
        if (weight[bin] <= 0 || !usual[bin])
            continue;
        self->value[self->count] = self->value[bin] / weight[bin];
        self->bin[self->count++] = bin;
    }
    free(weight);
    return DS_OK;
}

static void course_free(course *self)
{
    free(self->value);
    free(self->bin);
}

static bool is_level(const course *self)
{
    double least;
    double most;
    gsl_stats_minmax(&least, &most, self->value, 1, (size_t)self->count);
    return most - least <= ROUNDING * fmax(fabs(least), fabs(most));
}

/* How far each day of the week is from the mean of its week, on average. The first week is
 * left out where there are others: the desk fills in it. */
static void find_weekdays(const course *self, int32_t from_bin, double *usual)
{
    int32_t weeks[WEEKDAYS] = {0};
    memset(usual, 0, WEEKDAYS * sizeof *usual);
    int32_t i = 0;
    while (i < self->count && self->bin[i] < from_bin)
        i++;
    while (i < self->count) {
        int32_t first = i;
        int32_t week = self->bin[i] / WEEKDAYS;
        while (i < self->count && self->bin[i] / WEEKDAYS == week)
            i++;
        double mean = gsl_stats_mean(self->value + first, 1, (size_t)(i - first));
        for (int32_t j = first; j < i; j++) {
            usual[self->bin[j] % WEEKDAYS] += self->value[j] - mean;
            weeks[self->bin[j] % WEEKDAYS]++;
        }
    }
    for (int day = 0; day < WEEKDAYS; day++)
        usual[day] /= weeks[day] > 0 ? weeks[day] : 1;
}

static void take_off_weekdays(course *self)
{
    double usual[WEEKDAYS];
    find_weekdays(self, WEEKDAYS, usual);
    for (int32_t i = 0; i < self->count; i++)
        self->value[i] -= usual[self->bin[i] % WEEKDAYS];
}

/* Drift. */

/* Some pilots, and the bins of a stretch of time. */
typedef struct part {
    int32_t first_pilot;
    int32_t last_pilot; /* not in it, as below */
    int32_t from;
    int32_t to;
} part;

/* The mean over a part, unusual bins left out; NaN where it has no ticket. */
static double part_mean(const ds_pilots *pilots, ds_pilot_series series, const bool *usual,
                        part of)
{
    double sum = 0;
    double weight = 0;
    for (int32_t i = of.first_pilot; i < of.last_pilot; i++)
        for (int32_t bin = of.from; bin < of.to; bin++) {
            size_t place = (size_t)i * (size_t)pilots->bins + (size_t)bin;
            sum += usual[bin] ? pilots->sum[series][place] : 0;
            weight += usual[bin] ? pilots->weight[series][place] : 0;
        }
    return weight > 0 ? sum / weight : NAN;
}

/* Whether numbers of mean zero would hardly be so far from it. With one number nothing
 * speaks against it. */
static bool differ_from_zero(const double *differences, int32_t count)
{
    if (count < 2)
        return true;
    double mean = gsl_stats_mean(differences, 1, (size_t)count);
    double spread = gsl_stats_sd(differences, 1, (size_t)count) / sqrt(count);
    return fabs(mean) >
           spread * gsl_cdf_tdist_Qinv(DRIFT_LEVEL / 2 / DS_PILOT_SERIES, count - 1);
}

static bool has_trace(const ds_desk *desk)
{
    for (int32_t s = 0; s < desk->stream_count; s++)
        if (desk->streams[s].trace)
            return true;
    return false;
}

/* Compares the last quarter with the one half a run before it, which is the second; in
 * whole weeks where there is a weekly cycle, so that both have the same weekdays. Pilots
 * are independent, so each gives a difference; but those that replay a trace share its ups
 * and downs, and then each week gives one. */
static ds_status find_drift(const ds_pilots *pilots, ds_pilot_series series,
                            const bool *usual, bool *is_drifting, ds_error *err)
{
    bool by_week = has_trace(pilots->desk);
    int32_t unit = pilots->is_weekly ? WEEKDAYS : 1;
    int32_t back = pilots->bins / 2 / unit * unit;
    int32_t length = pilots->bins / 4 / unit * unit;
    int32_t from = pilots->bins / unit * unit - length;
    int32_t pairs = by_week ? length / unit : pilots->count;
    int32_t count = 0;
    double *differences = malloc(((size_t)pairs + 1) * sizeof *differences);
    if (!differences)
        return ds_error_no_memory(err);
    for (int32_t i = 0; i < pairs; i++) {
        part of = {
            .first_pilot = i, .last_pilot = i + 1, .from = from, .to = from + length};
        if (by_week)
            of = (part){0, pilots->count, from + i * unit, from + (i + 1) * unit};
        double later = part_mean(pilots, series, usual, of);
        of.from -= back;
        of.to -= back;
        double before = part_mean(pilots, series, usual, of);
        if (isfinite(later) && isfinite(before))
            differences[count++] = later - before;
    }
    *is_drifting = differ_from_zero(differences, count);
    free(differences);
    return DS_OK;
}

/* The cut. */

static ds_ticks cut_at(const ds_pilots *pilots, const course *of, int32_t batch)
{
    return batch == 0 ? 0 : of->bin[batch * DS_MSER_BATCH] * pilots->width;
}

static ds_status find_cut(const ds_pilots *pilots, ds_pilot_series series,
                          const bool *usual, ds_warm_up_cut *out, ds_error *err)
{
    course mean;
    ds_status status = course_init(&mean, pilots, series, usual, err);
    if (status == DS_OK && mean.count >= 2 * DS_MSER_BATCH) {
        out->is_known = true;
        if (pilots->is_weekly)
            take_off_weekdays(&mean);
        if (!is_level(&mean)) {
            ds_mser mser = ds_mser_find(mean.value, mean.count, DS_MSER_BATCH);
            status = find_drift(pilots, series, usual, &out->is_drifting, err);
            out->is_late = mser.is_late;
            bool is_chance = mser.is_late && !out->is_drifting;
            out->cut = cut_at(pilots, &mean, is_chance ? mser.first_half_cut : mser.cut);
        }
    }
    course_free(&mean);
    return status;
}

/* The bins that a cut is looked for in: all, but for weeks with holidays where enough
 * others are left. *usual_out is the caller's to free. */
static ds_status find_usual(const ds_pilots *pilots, bool **usual_out, ds_error *err)
{
    bool *usual = malloc((size_t)pilots->bins * sizeof *usual + 1);
    int32_t left = pilots->bins;
    *usual_out = usual;
    if (!usual)
        return ds_error_no_memory(err);
    memset(usual, true, (size_t)pilots->bins * sizeof *usual);
    if (!pilots->is_weekly)
        return DS_OK;
    ds_status status = ds_usual_weeks_find(pilots->desk, pilots->bins, usual, err);
    for (int32_t bin = 0; bin < pilots->bins; bin++)
        left -= !usual[bin];
    if (left < LEAST_USUAL * pilots->bins)
        memset(usual, true, (size_t)pilots->bins * sizeof *usual);
    return status;
}

ds_status ds_busiest_group_find(const ds_desk *desk, ds_busiest_group *out, ds_error *err)
{
    ds_desk whole = *desk;
    ds_group_load *loads = calloc((size_t)desk->group_count + 1, sizeof *loads);
    *out = (ds_busiest_group){.group = DS_NO_ID};
    if (!loads)
        return ds_error_no_memory(err);
    whole.warm_up = 0;
    ds_status status = ds_offered_load(&whole, loads, err);
    for (int32_t g = 0; status == DS_OK && g < desk->group_count; g++) {
        double work = loads[g].work_h_per_week;
        double roster = loads[g].roster_h_per_week;
        if (!isfinite(roster) || work <= 0)
            continue;
        double load = roster > 0 ? work / roster : INFINITY;
        if (out->group == DS_NO_ID || load > out->load)
            *out = (ds_busiest_group){.group = g,
                                      .load = load,
                                      .work_erlangs = work / 168,
                                      .roster_erlangs = roster / 168};
    }
    free(loads);
    return status;
}

/* What can be done about it, by the busiest group. */
static void advise(const ds_desk *desk, const ds_busiest_group *busiest, char *text,
                   size_t size)
{
    const char *name = busiest->group != DS_NO_ID ? desk->groups[busiest->group].name : "";
    if (busiest->group == DS_NO_ID)
        (void)snprintf(text, size,
                       "No group is short of agents; a longer horizon may help");
    else if (isinf(busiest->load))
        (void)snprintf(text, size,
                       "Group '%.200s' is the cause: %.3g erlangs of work come to it and "
                       "nobody is ever on duty",
                       name, busiest->work_erlangs);
    else if (busiest->load >= 1)
        (void)snprintf(text, size,
                       "Group '%.200s' is the cause: its offered load is %.0f %% of its "
                       "capacity (%.3g erlangs of work for %.3g on duty)",
                       name, 100 * busiest->load, busiest->work_erlangs,
                       busiest->roster_erlangs);
    else
        (void)snprintf(text, size,
                       "No group is overloaded; the highest load is that of '%.200s' with "
                       "%.0f %% of its capacity (%.3g erlangs of work for %.3g on duty): "
                       "try a longer horizon",
                       name, 100 * busiest->load, busiest->work_erlangs,
                       busiest->roster_erlangs);
}

static ds_status refuse(const ds_pilots *pilots, const ds_warm_up *found,
                        const ds_busiest_group *busiest, ds_error *err)
{
    const ds_warm_up_cut *backlog = &found->of[DS_PILOT_BACKLOG];
    bool is_backlog = backlog->is_drifting;
    char horizon[64];
    char advice[512];
    ds_duration_print(pilots->desk->horizon, horizon, sizeof horizon);
    advise(pilots->desk, busiest, advice, sizeof advice);
    return ds_error_set(err, DS_BAD_INPUT,
                        "warm_up: auto: no steady state: %s not settled after half of "
                        "the horizon of %s. %s. Or give warm_up a duration, 0 for a "
                        "terminating run",
                        is_backlog ? "the backlog has" : "resolution times have", horizon,
                        advice);
}

static ds_ticks round_up(ds_ticks cut, ds_ticks unit)
{
    return (cut + unit - 1) / unit * unit;
}

ds_status ds_warm_up_check(const ds_desk *desk, ds_error *err)
{
    bool is_weekly = ds_desk_has_weekly_cycle(desk);
    ds_ticks shortest = is_weekly ? SHORTEST_WEEKLY : SHORTEST_FLAT;
    char needed[64];
    char horizon[64];
    if (desk->horizon >= shortest)
        return DS_OK;
    ds_duration_print(shortest, needed, sizeof needed);
    ds_duration_print(desk->horizon, horizon, sizeof horizon);
    return ds_error_set(err, DS_BAD_INPUT,
                        "warm_up: auto: the horizon of %s is too short to find a warm-up "
                        "in%s; it takes %s at least. Give warm_up a duration, 0 for a "
                        "terminating run",
                        horizon, is_weekly ? " with a weekly cycle" : "", needed);
}

ds_status ds_warm_up_find(const ds_pilots *pilots, ds_warm_up *out, ds_error *err)
{
    ds_busiest_group busiest;
    *out = (ds_warm_up){
        .pilots = pilots->count, .is_weekly = pilots->is_weekly, .is_steady = true};
    bool *usual = NULL;
    ds_status status = ds_warm_up_check(pilots->desk, err);
    if (status == DS_OK)
        status = find_usual(pilots, &usual, err);
    if (status == DS_OK)
        status = ds_busiest_group_find(pilots->desk, &busiest, err);
    for (int s = 0; s < DS_PILOT_SERIES && status == DS_OK; s++) {
        ds_warm_up_cut *of = &out->of[s];
        status = find_cut(pilots, (ds_pilot_series)s, usual, of, err);
        if (of->is_drifting && (of->is_late || busiest.load >= 1))
            out->is_steady = false;
        if (of->cut > out->cut)
            out->cut = of->cut;
    }
    free(usual);
    if (status == DS_OK && !out->is_steady)
        return refuse(pilots, out, &busiest, err);
    if (out->is_weekly)
        out->cut = round_up(out->cut, DS_WEEK);
    return status;
}

static const char *cut_text(const ds_warm_up_cut *cut, char *buffer, size_t size)
{
    if (!cut->is_known)
        return "too few tickets";
    ds_duration_print(cut->cut, buffer, size);
    return buffer;
}

void ds_warm_up_describe(const ds_warm_up *warm_up, char *text, size_t size)
{
    char whole[64];
    char backlog[64];
    char times[64];
    bool is_chance = false;
    for (int s = 0; s < DS_PILOT_SERIES; s++)
        is_chance |= warm_up->of[s].is_late && !warm_up->of[s].is_drifting;
    ds_duration_print(warm_up->cut, whole, sizeof whole);
    (void)snprintf(
        text, size,
        "Warm-up: %s found by MSER-5 from %d pilot replication%s (backlog %s, resolution "
        "times %s%s).%s%s",
        whole, (int)warm_up->pilots, warm_up->pilots == 1 ? "" : "s",
        cut_text(&warm_up->of[DS_PILOT_BACKLOG], backlog, sizeof backlog),
        cut_text(&warm_up->of[DS_PILOT_RESOLUTION], times, sizeof times),
        warm_up->is_weekly ? ", rounded up to whole weeks" : "",
        is_chance ? " The smallest error of all lay beyond half of the run, but the pilots "
                    "do not drift there, so the best cut within the first half was taken."
                  : "",
        warm_up->pilots == 1 ? " One pilot shows chance as well as the start: more pilots "
                               "give a steadier cut."
                             : "");
}
