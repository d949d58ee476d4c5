/* Arrivals: the mean and the spread of daily counts against what the stream states.
 *
 * Counts come from an observer, day by day in local time. Each figure has to be within a
 * stated number of its own standard errors, and those have to be small. */
#include "against_theory.h"
#include "desk_from_text.h"
#include "theory.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define REPLICATIONS 40
/* For the worst of 364 days: where all are right, one is farther off once in 5,000 tests.
 */
#define ERRORS_OF_MANY 5.0

typedef struct daily {
    int32_t days;
    const ds_zone *zone;
    ds_ticks last;   /* arrival */
    double instants; /* at which tickets arrived */
    double tickets;
    double *count; /* [replication * days + day] */
    double *now;   /* the row of the replication under way */
} daily;

static void observe(void *context, const ds_replication *replication,
                    ds_happening happening, int32_t row, ds_ticks now)
{
    daily *counts = context;
    (void)replication;
    (void)row;
    if (happening != DS_TICKET_ARRIVED)
        return;
    int32_t day = ds_zone_day(counts->zone, now) - ds_zone_day(counts->zone, 0);
    if (day >= counts->days)
        return;
    counts->now[day]++;
    counts->tickets++;
    counts->instants += now != counts->last;
    counts->last = now;
}

static daily count_days(const ds_desk *desk, uint64_t seed)
{
    daily counts = {.days = (int32_t)(desk->horizon / DS_DAY), .zone = &desk->zone};
    counts.count = calloc((size_t)(REPLICATIONS * counts.days), sizeof *counts.count);
    assert_non_null(counts.count);
    for (int i = 0; i < REPLICATIONS; i++) {
        counts.now = &counts.count[i * counts.days];
        counts.last = -1;
        ds_tally tally = desk_watch(desk, seed, i, observe, &counts);
        ds_tally_free(&tally);
    }
    return counts;
}

/* Arrivals of a stream, in flow style, over so many weeks from Monday 2026-01-05. */
static ds_desk stream_desk(const char *stream, const char *zone, int weeks)
{
    return desk_from_format("horizon: %dw\n"
                            "drain: 0\n"
                            "time_zone: %s\n"
                            "calendars:\n"
                            "  office:\n"
                            "    hours: Mon-Fri 08:00-18:00\n"
                            "    holidays: [2026-04-03, 2026-05-04, 2026-08-31]\n"
                            "groups: {L1: {agents: unlimited}}\n"
                            "arrivals: {all: {%s}}\n"
                            "categories:\n"
                            "  any: {priority: {P3: 100%%}, work: {L1: constant(1s)}}\n",
                            weeks, zone, stream);
}

static daily count_stream(const char *stream, const char *zone, int weeks)
{
    ds_desk desk = stream_desk(stream, zone, weeks);
    daily counts = count_days(&desk, 11);
    ds_desk_free(&desk);
    counts.zone = NULL;
    return counts;
}

/* Spread: counts of days that all have one mean, which is known. */

/* Σ (N_d - m)(N_(d + lag) - m) ÷ Σ m: with lag 0 the ratio of variance to mean. */
static simulated spread_ratio(const daily *counts, double mean, int32_t lag, bool workdays)
{
    double products[REPLICATIONS] = {0};
    double means[REPLICATIONS] = {0};
    for (int i = 0; i < REPLICATIONS; i++) {
        const double *count = &counts->count[i * counts->days];
        for (int32_t day = 0; day + lag < counts->days; day++) {
            if (workdays && (day % 7 > 4 || (day + lag) % 7 > 4))
                continue;
            products[i] += (count[day] - mean) * (count[day + lag] - mean);
            means[i] += mean;
        }
    }
    return simulated_ratio(products, means, REPLICATIONS);
}

static simulated mean_count(const daily *counts, double days_a_week)
{
    double sums[REPLICATIONS] = {0};
    double days[REPLICATIONS];
    for (int i = 0; i < REPLICATIONS; i++) {
        days[i] = counts->days * days_a_week / 7;
        for (int32_t day = 0; day < counts->days; day++)
            sums[i] += counts->count[i * counts->days + day];
    }
    return simulated_ratio(sums, days, REPLICATIONS);
}

static void check_ratio(const char *stream, double mean, double ratio)
{
    daily counts = count_stream(stream, "UTC", 104);
    print_message("  %s\n", stream);
    assert_agrees("mean of daily counts", mean_count(&counts, 7), mean, 0.01);
    assert_agrees("variance ÷ mean", spread_ratio(&counts, mean, 0, false), ratio, 0.02);
    free(counts.count);
}

static void test_plain_arrivals_are_poisson(void **state)
{
    (void)state;
    check_ratio("rate: 50/day", 50, 1);
}

static void test_a_day_factor_gives_the_stated_ratio(void **state)
{
    (void)state;
    check_ratio("rate: 50/day, day_factor: {vmr: 1.5}", 50, 1.5);
    check_ratio("rate: 50/day, day_factor: {vmr: 5}", 50, 5);
    check_ratio("rate: 50/day, day_factor: {vmr: 10}", 50, 10);
}

/* Counts are less correlated than the factors, since their Poisson part is not. */
static void test_busy_days_come_together(void **state)
{
    (void)state;
    const double mean = 50;
    const double ratio = 5;
    const double correlation = 0.5;
    double variance = (ratio - 1) / mean;
    daily counts =
        count_stream("rate: 50/day, day_factor: {vmr: 5, correlation: 0.5}", "UTC", 104);
    assert_agrees("variance ÷ mean", spread_ratio(&counts, mean, 0, false), ratio, 0.03);
    for (int32_t lag = 1; lag <= 2; lag++) {
        double factors = theory_gamma_correlation(variance, pow(correlation, lag));
        char what[64];
        snprintf(what, sizeof what, "correlation of counts, lag %d", (int)lag);
        simulated product = spread_ratio(&counts, mean, lag, false);
        simulated correlated = {product.value / ratio, product.error / ratio};
        assert_agrees(what, correlated, factors * (ratio - 1) / ratio,
                      lag == 1 ? 0.03 : 0.06);
    }
    free(counts.count);
}

static void test_the_ratio_is_that_of_working_days(void **state)
{
    (void)state;
    daily counts = count_stream(
        "rate: 60/workday, profile: office-hours, day_factor: {vmr: 5, correlation: 0.3}",
        "UTC", 156);
    double factors = theory_gamma_correlation(4.0 / 60, 0.3);
    assert_agrees("mean of working days' counts", mean_count(&counts, 5), 60, 0.01);
    assert_agrees("variance ÷ mean of working days", spread_ratio(&counts, 60, 0, true), 5,
                  0.03);
    simulated product = spread_ratio(&counts, 60, 1, true);
    simulated correlated = {product.value / 5, product.error / 5};
    assert_agrees("correlation of working days' counts", correlated, factors * 4 / 5, 0.05);
    free(counts.count);
}

/* Batches of size B: the mean is the rate, the ratio E B² ÷ E B. */
static void check_batch(const char *distribution, double ratio)
{
    char stream[96];
    snprintf(stream, sizeof stream, "rate: 60/day, batch: {mean: 3, distribution: %s}",
             distribution);
    check_ratio(stream, 60, ratio);
    daily counts = count_stream(stream, "UTC", 20);
    double size = counts.tickets / counts.instants;
    /* About 110,000 batches of variance at most 6: 0.0075 is one standard error. */
    assert_true(fabs(size - 3) < 0.03);
    free(counts.count);
}

static void test_batches_keep_the_rate_and_spread_the_counts(void **state)
{
    (void)state;
    check_batch("constant", 3);
    check_batch("geometric", (2 - 1.0 / 3) * 3);
    check_batch("poisson", (2 + 9.0) / 3);
}

/* Means: the expected count of each day. */

/* Without a day factor, the sum over replications is a Poisson number each day. */
static void check_means(const char *what, const daily *counts, const double *expected)
{
    double squares = 0;
    int32_t seen = 0;
    for (int32_t day = 0; day < counts->days; day++) {
        double sum = 0;
        for (int i = 0; i < REPLICATIONS; i++)
            sum += counts->count[i * counts->days + day];
        double mean = REPLICATIONS * expected[day];
        if (mean == 0) {
            assert_true(sum == 0);
            continue;
        }
        double off = (sum - mean) / sqrt(mean);
        if (!(fabs(off) < ERRORS_OF_MANY))
            fail_msg("%s: day %d has %g arrivals instead of %g", what, (int)day,
                     sum / REPLICATIONS, expected[day]);
        squares += off * off;
        seen++;
    }
    double excess = (squares - seen) / sqrt(2.0 * seen);
    print_message("    %-40s chi square %.1f of %d days, %+.2f errors\n", what, squares,
                  (int)seen, excess);
    assert_true(fabs(excess) < THEORY_ERRORS);
}

/* A stretch of days together, where a slow drift would show. */
static void check_stretch(const char *what, const daily *counts, const double *expected,
                          int32_t from, int32_t to, double bite)
{
    double sums[REPLICATIONS] = {0};
    double means[REPLICATIONS] = {0};
    for (int i = 0; i < REPLICATIONS; i++)
        for (int32_t day = from; day < to; day++) {
            sums[i] += counts->count[i * counts->days + day];
            means[i] += expected[day];
        }
    assert_agrees(what, simulated_ratio(sums, means, REPLICATIONS), 1, bite);
}

#define YEAR_WEEKS 52
#define YEAR_DAYS (7 * YEAR_WEEKS)

/* Days from the start, Monday 2026-01-05. */
static int32_t day_of(int32_t month, int32_t day)
{
    return ds_day_from_date((ds_date){2026, month, day}) -
           ds_day_from_date((ds_date){2026, 1, 5});
}

static void test_growth_compounds_from_day_to_day(void **state)
{
    (void)state;
    double expected[YEAR_DAYS];
    for (int32_t day = 0; day < YEAR_DAYS; day++)
        expected[day] = 50 * pow(1.05, day / (365.2425 / 12));
    daily counts = count_stream("rate: 50/day, growth: 5%/month", "UTC", YEAR_WEEKS);
    check_means("growth, every day", &counts, expected);
    check_stretch("growth, first quarter ÷ stated", &counts, expected, 0, 91, 0.005);
    check_stretch("growth, last quarter ÷ stated", &counts, expected, 273, 364, 0.005);
    free(counts.count);
}

static void test_seasons_are_months(void **state)
{
    (void)state;
    double expected[YEAR_DAYS];
    for (int32_t day = 0; day < YEAR_DAYS; day++) {
        bool is_july = day >= day_of(7, 1) && day < day_of(8, 1);
        bool is_december = day >= day_of(12, 1) && day <= day_of(12, 31);
        expected[day] = is_july ? 75 : is_december ? 20 : 50;
    }
    daily counts =
        count_stream("rate: 50/day, season: {7: 1.5, 12: 0.4}", "UTC", YEAR_WEEKS);
    check_means("seasons, every day", &counts, expected);
    check_stretch("July ÷ stated", &counts, expected, day_of(7, 1), day_of(8, 1), 0.01);
    check_stretch("December ÷ stated", &counts, expected, day_of(12, 1), day_of(12, 31),
                  0.02);
    free(counts.count);
}

/* To the end of the last day; overlapping ones multiply; instants cut days. */
static void test_planned_events_multiply_the_rate(void **state)
{
    (void)state;
    double expected[YEAR_DAYS];
    for (int32_t day = 0; day < YEAR_DAYS; day++)
        expected[day] = 50;
    for (int32_t day = day_of(3, 30); day <= day_of(4, 2); day++)
        expected[day] = 80;
    expected[day_of(4, 2)] = 160;
    expected[day_of(4, 3)] = 100;
    expected[day_of(5, 4)] = 50 * (0.5 + 0.5 * 3);
    daily counts =
        count_stream("rate: 50/day, events: [{from: 2026-03-30, to: 2026-04-02, "
                     "factor: 1.6}, {from: 2026-04-02, to: 2026-04-03, factor: 2}, "
                     "{from: 2026-05-04T06:00, to: 2026-05-04T18:00, factor: 3}]",
                     "UTC", YEAR_WEEKS);
    check_means("planned events, every day", &counts, expected);
    free(counts.count);
}

/* 10 an hour on working days from 8 to 18, 1 an hour at weekends. */
#define OFFICE_WEEK                                                                        \
    "profile: {Mon: &d [0, 0, 0, 0, 0, 0, 0, 0, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, "  \
    "0, 0, 0, 0, 0, 0], Tue: *d, Wed: *d, Thu: *d, Fri: *d, Sat: &e [0, 0, 0, 0, 0, 0, "   \
    "0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0], Sun: *e}"

static void office_week(double *expected)
{
    for (int32_t day = 0; day < YEAR_DAYS; day++)
        expected[day] = day % 7 < 5 ? 100 : 10;
}

static void test_holidays_have_sundays_arrivals(void **state)
{
    (void)state;
    double expected[YEAR_DAYS];
    office_week(expected);
    expected[day_of(4, 3)] = expected[day_of(5, 4)] = expected[day_of(8, 31)] = 10;
    daily counts = count_stream("rate: 520/week, calendar: office, " OFFICE_WEEK,
                                "Europe/London", YEAR_WEEKS);
    check_means("holidays as Sundays, every day", &counts, expected);
    free(counts.count);
}

static void test_a_holiday_factor_replaces_sunday(void **state)
{
    (void)state;
    double expected[YEAR_DAYS];
    office_week(expected);
    expected[day_of(4, 3)] = expected[day_of(5, 4)] = expected[day_of(8, 31)] = 30;
    daily counts =
        count_stream("rate: 520/week, calendar: office, holiday_factor: 0.3, " OFFICE_WEEK,
                     "Europe/London", YEAR_WEEKS);
    check_means("holidays by a factor, every day", &counts, expected);
    free(counts.count);
}

/* On 29 March there are 23 hours, on 25 October 25. */
static void test_days_of_the_clock_change_are_shorter_and_longer(void **state)
{
    (void)state;
    double expected[YEAR_DAYS];
    for (int32_t day = 0; day < YEAR_DAYS; day++)
        expected[day] = 240;
    expected[day_of(3, 29)] = 230;
    expected[day_of(10, 25)] = 250;
    daily counts = count_stream("rate: 10/h", "Europe/London", YEAR_WEEKS);
    check_means("clock changes, every day", &counts, expected);
    check_stretch("29 March ÷ stated", &counts, expected, day_of(3, 29), day_of(3, 30),
                  0.013);
    check_stretch("25 October ÷ stated", &counts, expected, day_of(10, 25), day_of(10, 26),
                  0.013);
    free(counts.count);
}

/* One busy hour in local time, summer or winter. */
typedef struct hours_seen {
    const ds_zone *zone;
    int64_t count[24];
} hours_seen;

static void observe_hours(void *context, const ds_replication *replication,
                          ds_happening happening, int32_t row, ds_ticks now)
{
    hours_seen *seen = context;
    (void)replication;
    (void)row;
    if (happening == DS_TICKET_ARRIVED)
        seen->count[ds_zone_to_local(seen->zone, now) % DS_DAY / DS_HOUR]++;
}

static void test_the_profile_is_in_local_time(void **state)
{
    (void)state;
    ds_desk desk = stream_desk(
        "rate: 700/week, profile: {Mon: &d [0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 1, 0, 0, 0, "
        "0, 0, 0, 0, 0, 0, 0, 0, 0], Tue: *d, Wed: *d, Thu: *d, Fri: *d, Sat: *d, Sun: *d}",
        "Australia/Sydney", YEAR_WEEKS);
    hours_seen seen = {.zone = &desk.zone};
    ds_tally tally = desk_watch(&desk, 3, 0, observe_hours, &seen);
    int64_t all = seen.count[9] + seen.count[11];
    assert_true(all > 35000);
    for (int hour = 0; hour < 24; hour++)
        if (hour != 9 && hour != 11)
            assert_int_equal(seen.count[hour], 0);
    double share = (double)seen.count[9] / (double)all;
    assert_true(fabs(share - 6.0 / 7) < 4 * sqrt(6.0 / 49 / (double)all));
    ds_tally_free(&tally);
    ds_desk_free(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_arrivals_are_poisson),
        cmocka_unit_test(test_a_day_factor_gives_the_stated_ratio),
        cmocka_unit_test(test_busy_days_come_together),
        cmocka_unit_test(test_the_ratio_is_that_of_working_days),
        cmocka_unit_test(test_batches_keep_the_rate_and_spread_the_counts),
        cmocka_unit_test(test_growth_compounds_from_day_to_day),
        cmocka_unit_test(test_seasons_are_months),
        cmocka_unit_test(test_planned_events_multiply_the_rate),
        cmocka_unit_test(test_holidays_have_sundays_arrivals),
        cmocka_unit_test(test_a_holiday_factor_replaces_sunday),
        cmocka_unit_test(test_days_of_the_clock_change_are_shorter_and_longer),
        cmocka_unit_test(test_the_profile_is_in_local_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
