/* Arrivals: how many a week, spread over the hours of the week; holidays; days that are
 * busier than chance allows; growth. */
#include "analysis/calibration/calibration.h"

#include "sim/clock.h"

#include <stdlib.h>

enum { LEAST_EXPECTED = 12, LEAST_WEEKS_FOR_GROWTH = 8 };
/* A working day with less than this share of its weekday's median is a holiday. */
static const double holiday_share = 0.4;

static int32_t day_of(const ds_calibration *self, int64_t unix_us)
{
    return ds_zone_day(&self->zone, unix_us - self->from_us) - self->first_day;
}

static bool is_holiday(const ds_calibration *self, int32_t day)
{
    for (int32_t i = 0; i < self->holiday_count; i++)
        if (self->holidays[i] == self->first_day + day)
            return true;
    return false;
}

static int32_t weekday_of(const ds_calibration *self, int32_t day)
{
    return ds_day_weekday(self->first_day + day);
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

/* The median of a weekday's counts. */
static double usual(const ds_calibration *self, const double *daily, double *scratch,
                    int32_t weekday)
{
    size_t count = 0;
    for (int32_t day = 0; day < self->day_count; day++)
        if (weekday_of(self, day) == weekday)
            scratch[count++] = daily[day];
    if (count == 0)
        return 0;
    qsort(scratch, count, sizeof *scratch, by_size);
    return count % 2 ? scratch[count / 2]
                     : (scratch[count / 2 - 1] + scratch[count / 2]) / 2;
}

/* Median over all working days: with few weeks one weekday's own is too easily a holiday's.
 */
static void find_holidays(ds_calibration *self, const double *daily, double *scratch)
{
    double median[7];
    double week = 0;
    for (int32_t w = 0; w < 7; w++)
        median[w] = usual(self, daily, scratch, w);
    for (int32_t w = 0; w < 5; w++)
        week += median[w] / 5;
    double weekend = (median[5] + median[6]) / 2;
    if (weekend > holiday_share * week)
        return; /* a desk that works every day alike */
    for (int32_t day = 0; day < self->day_count; day++) {
        int32_t w = weekday_of(self, day);
        double expected = w < 5 ? fmax(median[w], 0.7 * week) : 0;
        if (w < 5 && expected >= LEAST_EXPECTED && daily[day] < holiday_share * expected &&
            self->holiday_count < DS_MOST_FIT_HOLIDAYS)
            self->holidays[self->holiday_count++] = self->first_day + day;
    }
}

static void fit_profile(const ds_calibration *self, int32_t type, ds_arrival_fit *fit)
{
    double days[7] = {0};
    for (int32_t day = 0; day < self->day_count; day++)
        if (!is_holiday(self, day))
            days[weekday_of(self, day)]++;
    for (int64_t i = self->first; i < self->last; i++) {
        const ds_past_ticket *ticket = &self->table->list[i];
        int32_t day = day_of(self, ticket->opened_us);
        if (ticket->type != type || is_holiday(self, day))
            continue;
        int32_t hour = ds_zone_hour_of_week(&self->zone, ticket->opened_us - self->from_us);
        fit->weight[hour] += 1;
    }
    for (int32_t hour = 0; hour < DS_HOURS_OF_WEEK; hour++) {
        double count = days[hour / 24];
        fit->weight[hour] = count > 0 ? fit->weight[hour] / count : 0;
    }
}

static void sum_week(ds_arrival_fit *fit)
{
    double working = 0;
    int32_t working_days = 0;
    double by_day[7] = {0};
    fit->per_week.value = 0;
    for (int32_t hour = 0; hour < DS_HOURS_OF_WEEK; hour++) {
        fit->per_week.value += fit->weight[hour];
        by_day[hour / 24] += fit->weight[hour];
    }
    /* the scenario's mean working day: all days with weight */
    for (int32_t w = 0; w < 7; w++)
        if (by_day[w] > 0) {
            working += by_day[w];
            working_days++;
        }
    fit->working_day = working_days > 0 ? working / working_days : 0;
}

/* Days' factors have the variance Σ((n − e)² − e) ÷ Σe², over ordinary days of some size;
 * e is the profile's, which has used up one day of each weekday. */
static void fit_dispersion(const ds_calibration *self, const double *daily,
                           ds_arrival_fit *fit)
{
    double by_day[7] = {0};
    double seen[7] = {0};
    double excess = 0;
    double squares = 0;
    double days = 0;
    for (int32_t hour = 0; hour < DS_HOURS_OF_WEEK; hour++)
        by_day[hour / 24] += fit->weight[hour];
    for (int32_t day = 0; day < self->day_count; day++)
        if (!is_holiday(self, day))
            seen[weekday_of(self, day)]++;
    for (int32_t day = 0; day < self->day_count; day++) {
        int32_t w = weekday_of(self, day);
        double expected = by_day[w];
        if (is_holiday(self, day) || seen[w] < 2 || expected < 3)
            continue;
        double off = daily[day] - expected;
        excess += off * off * seen[w] / (seen[w] - 1) - expected;
        squares += expected * expected;
        days++;
    }
    double variance = squares > 0 ? excess / squares : 0;
    double vmr = 1 + fmax(variance, 0) * fit->working_day;
    double half = days > 8 ? 1.96 * sqrt(2 / (days - 7)) : 1;
    fit->vmr = (ds_fit_value){vmr, fmax(vmr / (1 + half), 1), vmr * (1 + half)};
    double error =
        sqrt(fit->per_week.value * vmr / fmax((double)self->day_count / 7, 0.14));
    fit->per_week.lo = fit->per_week.value - 1.96 * error;
    fit->per_week.hi = fit->per_week.value + 1.96 * error;
}

/* A straight line through the logarithms of the weeks' counts, weighted alike. */
static void fit_growth(const ds_calibration *self, const double *daily, ds_arrival_fit *fit)
{
    int32_t weeks = self->day_count / 7;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    double syy = 0;
    double n = 0;
    if (weeks < LEAST_WEEKS_FOR_GROWTH)
        return;
    for (int32_t week = 0; week < weeks; week++) {
        double count = 0;
        bool is_ordinary = true;
        for (int32_t d = 7 * week; d < 7 * week + 7; d++) {
            count += daily[d];
            is_ordinary = is_ordinary && !is_holiday(self, d);
        }
        if (!is_ordinary || count < 5)
            continue;
        double y = log(count);
        n++;
        sx += week;
        sy += y;
        sxx += (double)week * week;
        sxy += week * y;
        syy += y * y;
    }
    double spread = sxx - sx * sx / n;
    if (n < LEAST_WEEKS_FOR_GROWTH || spread <= 0)
        return;
    double slope = (sxy - sx * sy / n) / spread;
    double left = fmax(syy - sy * sy / n - slope * slope * spread, 0);
    double error = sqrt(left / (n - 2) / spread);
    fit->growth = (ds_fit_value){slope, slope - 2.2 * error, slope + 2.2 * error};
    fit->has_growth = fabs(slope) > 3 * error && fabs(slope) * n > 0.05;
}

/* On holidays the profile's Sunday applies unless told: the ratio to it. */
static void fit_holiday_rate(const ds_calibration *self, const double *daily,
                             ds_arrival_fit *fit)
{
    double on_holidays = 0;
    double ordinary = 0;
    double by_day[7] = {0};
    for (int32_t hour = 0; hour < DS_HOURS_OF_WEEK; hour++)
        by_day[hour / 24] += fit->weight[hour];
    for (int32_t day = 0; day < self->day_count; day++)
        if (is_holiday(self, day)) {
            on_holidays += daily[day];
            ordinary += by_day[weekday_of(self, day)];
        }
    fit->holiday_ratio = ordinary > 0 ? on_holidays / ordinary : -1;
}

static void count_days(const ds_calibration *self, int32_t type, double *daily)
{
    for (int32_t day = 0; day < self->day_count; day++)
        daily[day] = 0;
    for (int64_t i = self->first; i < self->last; i++) {
        int32_t day = day_of(self, self->table->list[i].opened_us);
        if ((type < 0 || self->table->list[i].type == type) && day >= 0 &&
            day < self->day_count)
            daily[day]++;
    }
}

ds_status ds_fit_arrivals(ds_calibration *self, ds_error *err)
{
    double *daily = calloc((size_t)self->day_count, sizeof *daily);
    double *scratch = calloc((size_t)self->day_count, sizeof *scratch);
    if (!daily || !scratch) {
        free(daily);
        free(scratch);
        return ds_error_no_memory(err);
    }
    count_days(self, -1, daily);
    find_holidays(self, daily, scratch);
    for (int32_t type = 0; type < DS_FIT_TYPES; type++) {
        ds_arrival_fit *fit = &self->arrivals[type];
        for (int64_t i = self->first; i < self->last; i++)
            fit->tickets += self->table->list[i].type == type;
        if (fit->tickets == 0)
            continue;
        count_days(self, type, daily);
        fit_profile(self, type, fit);
        sum_week(fit);
        fit_dispersion(self, daily, fit);
        fit_growth(self, daily, fit);
        fit_holiday_rate(self, daily, fit);
    }
    free(daily);
    free(scratch);
    return DS_OK;
}
