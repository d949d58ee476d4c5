/* Where a warm-up ends: MSER-5 and Welch's moving average worked by hand and by brute
 * force, and the rules that make a cut for both series of a desk. The pilots here are made
 * up, so that the answer is known. */
#include "analysis/studies/mser.h"
#include "analysis/studies/usual_weeks.h"
#include "analysis/studies/warm_up.h"
#include "analysis/studies/welch.h"
#include "desk_from_text.h"
#include "sim/random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Relative: a few roundings of doubles. */
#define ROUNDING 1e-12

static void assert_near(double value, double expected)
{
    if (!(fabs(value - expected) <= ROUNDING * fabs(expected)))
        fail_msg("%.17g is not %.17g", value, expected);
}

/* MSER-5. */

#define HAND_BATCHES 12
#define HAND_VALUES (HAND_BATCHES * DS_MSER_BATCH)

/* Batches of five with these means: m - 2, m - 1, m, m + 1, m + 2. */
static void hand_values(double *values)
{
    static const double means[HAND_BATCHES] = {1, 5, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11};
    for (int i = 0; i < HAND_VALUES; i++)
        values[i] = means[i / DS_MSER_BATCH] + i % DS_MSER_BATCH - 2;
}

/* Sums of squares about the mean: d = 0: 1036 - 106²/12; d = 1: 1035 - 105²/11; d = 2: ten
 * values one away from 10; d = 3: 929 - 91²/9; d = 4: eight values one away from 10. */
static void test_mser_5_agrees_with_its_definition_worked_by_hand(void **state)
{
    (void)state;
    double values[HAND_VALUES];
    hand_values(values);
    const double expected[] = {(1036 - 106.0 * 106 / 12) / 144,
                               (1035 - 105.0 * 105 / 11) / 121, 0.1,
                               (929 - 91.0 * 91 / 9) / 81, 0.125};
    for (int32_t d = 0; d < 5; d++)
        assert_near(ds_mser_criterion(values, HAND_VALUES, DS_MSER_BATCH, d), expected[d]);
    ds_mser found = ds_mser_find(values, HAND_VALUES, DS_MSER_BATCH);
    assert_int_equal(found.batches, HAND_BATCHES);
    assert_int_equal(found.cut, 2);
    assert_int_equal(found.first_half_cut, 2);
    assert_false(found.is_late);
}

static void test_values_beyond_the_last_whole_batch_are_left_out(void **state)
{
    (void)state;
    double values[HAND_VALUES + 4] = {0};
    hand_values(values);
    for (int i = HAND_VALUES; i < HAND_VALUES + 4; i++)
        values[i] = 1e6;
    assert_int_equal(ds_mser_find(values, HAND_VALUES + 4, DS_MSER_BATCH).cut, 2);
}

/* A made-up number in (0, 1). */
static double chance(uint64_t series, uint64_t i)
{
    const ds_seed seed = {.seed = 4711, .replication = series};
    const ds_identity who = {.family = 1, .ordinal = i};
    return ds_random_uniform(&seed, who, 0, 0);
}

/* The least of the criterion by looking at every cut, the last allowed one first. */
static int32_t brute_cut(const double *values, int32_t count, int32_t per_batch,
                         int32_t last)
{
    int32_t best = last;
    for (int32_t d = last; d >= 0; d--)
        if (ds_mser_criterion(values, count, per_batch, d) <=
            ds_mser_criterion(values, count, per_batch, best))
            best = d;
    return best;
}

/* 300 series that rise to a level at different speeds, of 2 to 61 batches of 1 to 6. */
static void test_mser_agrees_with_brute_force(void **state)
{
    (void)state;
    double values[61 * 6];
    int32_t late = 0;
    for (uint64_t series = 0; series < 300; series++) {
        int32_t per_batch = 1 + (int32_t)(series % 6);
        int32_t batches = 2 + (int32_t)(series % 60);
        int32_t count = batches * per_batch;
        double speed = 20 * chance(series, 1000) / count;
        for (int32_t i = 0; i < count; i++)
            values[i] = 1 - exp(-speed * i) + 0.3 * chance(series, (uint64_t)i);
        ds_mser found = ds_mser_find(values, count, per_batch);
        int32_t kept = batches < 10 ? (batches + 1) / 2 : 5;
        assert_int_equal(found.cut, brute_cut(values, count, per_batch, batches - kept));
        int32_t half = batches / 2 < batches - kept ? batches / 2 : batches - kept;
        assert_int_equal(found.first_half_cut, brute_cut(values, count, per_batch, half));
        assert_int_equal(found.is_late, 2 * found.cut > batches);
        late += found.is_late;
    }
    assert_in_range(late, 20, 280); /* both kinds were met */
}

static void test_a_constant_series_needs_no_cut(void **state)
{
    (void)state;
    double values[100];
    for (int i = 0; i < 100; i++)
        values[i] = 0.1;
    assert_int_equal(ds_mser_find(values, 100, DS_MSER_BATCH).cut, 0);
}

static void test_a_series_that_keeps_rising_is_cut_late(void **state)
{
    (void)state;
    double values[100];
    for (int i = 0; i < 100; i++)
        values[i] = i;
    ds_mser found = ds_mser_find(values, 100, DS_MSER_BATCH);
    assert_true(found.is_late);
    assert_int_equal(found.cut, 15); /* as few are kept as may be: five batches */
    assert_int_equal(found.first_half_cut, 10);
}

/* Welch. */

static void test_welchs_moving_average_agrees_with_hand(void **state)
{
    (void)state;
    const double values[] = {3, 6, 0, 9, 12, 3, 6, 15};
    const double ones[] = {1, 1, 1, 1, 1, 1, 1, 1};
    double averages[8];
    ds_welch_average(values, ones, 8, 2, averages);
    const double expected[] = {3,                 /* Y1 */
                               (3 + 6 + 0) / 3.0, /* Y1 … Y3 */
                               (3 + 6 + 0 + 9 + 12) / 5.0,
                               (6 + 0 + 9 + 12 + 3) / 5.0,
                               (0 + 9 + 12 + 3 + 6) / 5.0,
                               (9 + 12 + 3 + 6 + 15) / 5.0};
    for (int i = 0; i < 6; i++)
        assert_near(averages[i], expected[i]);
    assert_true(isnan(averages[6]) && isnan(averages[7]));
    ds_welch_average(values, ones, 8, 0, averages);
    for (int i = 0; i < 8; i++)
        assert_near(averages[i], values[i]);
}

/* 4 h and 2 tickets, none, 6 h and 1 ticket: the window's hours over its tickets. */
static void test_a_moving_average_of_times_weighs_tickets(void **state)
{
    (void)state;
    const double hours[] = {4, 0, 6};
    const double tickets[] = {2, 0, 1};
    double averages[3];
    ds_welch_average(hours, tickets, 3, 1, averages);
    assert_near(averages[0], 2);
    assert_near(averages[1], 10.0 / 3);
    ds_welch_average(hours, tickets, 3, 0, averages);
    assert_true(isnan(averages[1]));
}

/* Desks. */

static const char *const flat = "groups: {L1: {agents: 2}}\n"
                                "arrivals: {all: {rate: 6/h}}\n"
                                "categories: {any: {priority: {P1: 100%}, work: {L1: "
                                "constant(6m)}}}\n";

static ds_desk flat_desk(const char *horizon)
{
    char text[1024];
    (void)snprintf(text, sizeof text, "horizon: %s\n%s", horizon, flat);
    return desk_from_text(text);
}

/* The same with office hours: 26 weeks are 182 days. */
static ds_desk weekly_desk(const char *horizon, int rate_per_hour)
{
    return desk_from_format(
        "horizon: %s\n"
        "calendars: {office: {hours: Mon-Fri 08:00-18:00}}\n"
        "groups: {L1: {agents: 2, hours: office}, L2: {agents: 1, hours: office}}\n"
        "arrivals: {all: {rate: %d/h, profile: flat}}\n"
        "categories: {any: {priority: {P1: 100%%}, work: {L1: constant(6m), L2: "
        "constant(1m)}}}\n",
        horizon, rate_per_hour);
}

/* Pilots whose values are a function of series, pilot and bin. */
typedef double made_up(ds_pilot_series series, int32_t pilot, int32_t bin);

static ds_pilots pilots_of(const ds_desk *desk, int32_t count, made_up *value)
{
    bool is_weekly = ds_desk_has_weekly_cycle(desk);
    ds_pilots pilots = {.desk = desk,
                        .count = count,
                        .is_weekly = is_weekly,
                        .width = is_weekly ? DS_DAY : DS_HOUR};
    pilots.bins = (int32_t)(desk->horizon / pilots.width);
    for (int s = 0; s < DS_PILOT_SERIES; s++) {
        size_t cells = (size_t)count * (size_t)pilots.bins;
        pilots.sum[s] = calloc(cells, sizeof(double));
        pilots.weight[s] = calloc(cells, sizeof(double));
        assert_non_null(pilots.sum[s]);
        assert_non_null(pilots.weight[s]);
        for (size_t i = 0; i < cells; i++) {
            double one = value((ds_pilot_series)s, (int32_t)i / pilots.bins,
                               (int32_t)i % pilots.bins);
            pilots.weight[s][i] = isnan(one) ? 0 : 1;
            pilots.sum[s][i] = isnan(one) ? 0 : one;
        }
    }
    return pilots;
}

static ds_warm_up found_of(ds_desk desk, int32_t count, made_up *value)
{
    ds_error err = {0};
    ds_warm_up found;
    ds_pilots pilots = pilots_of(&desk, count, value);
    ds_status status = ds_warm_up_find(&pilots, &found, &err);
    if (status != DS_OK)
        fail_msg("%s", err.text);
    assert_true(found.is_steady);
    ds_pilots_free(&pilots);
    ds_desk_free(&desk);
    return found;
}

static void assert_refused(ds_desk desk, int32_t count, made_up *value, const char *said)
{
    ds_error err = {0};
    ds_warm_up found;
    ds_pilots pilots = pilots_of(&desk, count, value);
    assert_int_equal(ds_warm_up_find(&pilots, &found, &err), DS_BAD_INPUT);
    assert_false(found.is_steady);
    if (!strstr(err.text, "no steady state") || !strstr(err.text, said))
        fail_msg("'%s' does not say '%s'", err.text, said);
    ds_pilots_free(&pilots);
    ds_desk_free(&desk);
}

/* Noise that differs by pilot and bin: mean 0, standard deviation 0.29. */
static double noise(ds_pilot_series series, int32_t pilot, int32_t bin)
{
    return chance((uint64_t)(100 + 10 * pilot + (int)series), (uint64_t)bin) - 0.5;
}

static double weekday_only(ds_pilot_series series, int32_t pilot, int32_t bin)
{
    static const double days[] = {10, 12, 14, 16, 18, 3, 1};
    return 20 + days[bin % 7] + 0.1 * noise(series, pilot, bin);
}

static void test_a_weekly_cycle_alone_needs_no_warm_up(void **state)
{
    (void)state;
    ds_warm_up found = found_of(weekly_desk("26w", 5), 10, weekday_only);
    assert_true(found.is_weekly);
    assert_int_equal(found.cut, 0);
}

/* The backlog needs nine days, resolution times three; the weekdays go on top. */
static double fills_in_nine_days(ds_pilot_series series, int32_t pilot, int32_t bin)
{
    int32_t days = series == DS_PILOT_BACKLOG ? 9 : 3;
    double missing = bin < days ? -8.0 * (days - bin) : 0;
    return 100 + missing + weekday_only(series, pilot, bin);
}

static void test_the_later_cut_is_rounded_up_to_whole_weeks(void **state)
{
    (void)state;
    char text[512];
    ds_warm_up found = found_of(weekly_desk("26w", 5), 10, fills_in_nine_days);
    assert_int_equal(found.of[DS_PILOT_BACKLOG].cut, 10 * DS_DAY);
    assert_int_equal(found.of[DS_PILOT_RESOLUTION].cut, 5 * DS_DAY);
    assert_int_equal(found.cut, 2 * DS_WEEK);
    ds_warm_up_describe(&found, text, sizeof text);
    assert_string_equal(text,
                        "Warm-up: 2w found by MSER-5 from 10 pilot replications (backlog "
                        "10d, resolution times 5d, rounded up to whole weeks).");
}

static double times_fill_later(ds_pilot_series series, int32_t pilot, int32_t bin)
{
    return fills_in_nine_days(
        series == DS_PILOT_BACKLOG ? DS_PILOT_RESOLUTION : DS_PILOT_BACKLOG, pilot, bin);
}

static void test_resolution_times_may_need_the_longer_warm_up(void **state)
{
    (void)state;
    ds_warm_up found = found_of(weekly_desk("26w", 5), 10, times_fill_later);
    assert_int_equal(found.of[DS_PILOT_BACKLOG].cut, 5 * DS_DAY);
    assert_int_equal(found.cut, 2 * DS_WEEK);
}

static void test_without_a_weekly_cycle_the_cut_is_of_hours(void **state)
{
    (void)state;
    ds_warm_up found = found_of(flat_desk("2w"), 10, fills_in_nine_days);
    assert_false(found.is_weekly);
    assert_true(found.of[DS_PILOT_BACKLOG].cut >= 10 * DS_HOUR);
    assert_true(found.cut <= DS_DAY);
    assert_int_equal(found.cut % (5 * DS_HOUR), 0);
}

static double level(ds_pilot_series series, int32_t pilot, int32_t bin)
{
    (void)pilot;
    (void)bin;
    return series == DS_PILOT_BACKLOG ? 0.1 : 0.3;
}

static void test_constant_series_need_no_warm_up(void **state)
{
    (void)state;
    assert_int_equal(found_of(weekly_desk("26w", 5), 10, level).cut, 0);
    assert_int_equal(found_of(flat_desk("2w"), 1, level).cut, 0);
}

/* Holidays. */

/* From Monday 5 January 2026: a holiday on the Friday of the 13th week, one on the Monday
 * of the 18th, and a change of the clocks at the end of the 12th. */
static ds_desk desk_with_holidays(void)
{
    return desk_from_text(
        "horizon: 26w\n"
        "time_zone: Europe/London\n"
        "calendars: {office: {hours: Mon-Fri 08:00-18:00, holidays: [2026-04-03, "
        "2026-05-04]}}\n"
        "groups: {L1: {agents: 2, hours: office}}\n"
        "arrivals: {all: {rate: 5/h, profile: flat}}\n"
        "categories: {any: {priority: {P1: 100%}, work: {L1: constant(6m)}}}\n");
}

/* The Monday's is next to the last day of the week before. */
static void test_weeks_with_a_holiday_in_or_beside_them_are_not_usual(void **state)
{
    (void)state;
    ds_error err = {0};
    ds_desk desk = desk_with_holidays();
    bool usual[182];
    assert_int_equal(ds_usual_weeks_find(&desk, 182, usual, &err), DS_OK);
    for (int day = 0; day < 182; day++) {
        int week = 1 + day / 7;
        assert_int_equal(usual[day], week != 13 && week != 17 && week != 18);
    }
    ds_desk_free(&desk);
}

/* So much more waits over both holidays that a cut after them would be best. */
static double piles_up_over_holidays(ds_pilot_series series, int32_t pilot, int32_t bin)
{
    bool is_after = (bin >= 88 && bin < 91) || (bin >= 118 && bin < 122);
    return (is_after ? 500 : 0) + fills_in_nine_days(series, pilot, bin);
}

static void test_what_piles_up_over_holidays_is_no_warm_up(void **state)
{
    (void)state;
    ds_warm_up found = found_of(desk_with_holidays(), 10, piles_up_over_holidays);
    assert_false(found.of[DS_PILOT_BACKLOG].is_late);
    assert_int_equal(found.cut, 2 * DS_WEEK);
}

/* Tickets arrive from Monday to Friday only, and in the last pilot not at all. */
static double workdays_only(ds_pilot_series series, int32_t pilot, int32_t bin)
{
    if (series == DS_PILOT_RESOLUTION && (bin % 7 >= 5 || pilot == 9))
        return NAN;
    return fills_in_nine_days(series, pilot, bin);
}

static void test_days_without_tickets_are_left_out(void **state)
{
    (void)state;
    ds_warm_up found = found_of(weekly_desk("26w", 5), 10, workdays_only);
    assert_true(found.of[DS_PILOT_RESOLUTION].is_known);
    assert_int_equal(found.of[DS_PILOT_RESOLUTION].cut, 7 * DS_DAY);
    assert_int_equal(found.cut, 2 * DS_WEEK);
}

static double no_tickets(ds_pilot_series series, int32_t pilot, int32_t bin)
{
    return series == DS_PILOT_RESOLUTION ? NAN : fills_in_nine_days(series, pilot, bin);
}

static void test_a_desk_with_hardly_a_ticket_goes_by_its_backlog(void **state)
{
    (void)state;
    char text[512];
    ds_warm_up found = found_of(weekly_desk("26w", 5), 10, no_tickets);
    assert_false(found.of[DS_PILOT_RESOLUTION].is_known);
    assert_int_equal(found.cut, 2 * DS_WEEK);
    ds_warm_up_describe(&found, text, sizeof text);
    assert_non_null(strstr(text, "resolution times too few tickets"));
}

static double rises(ds_pilot_series series, int32_t pilot, int32_t bin)
{
    return bin + noise(series, pilot, bin);
}

/* 24 hours of 6-minute tickets a day, 30 an hour: 72 h of work for 2 × 10 h on workdays, so
 * 504 for 100 a week. */
static void test_an_overloaded_group_is_named_with_its_load(void **state)
{
    (void)state;
    assert_refused(weekly_desk("26w", 30), 10, rises,
                   "Group 'L1' is the cause: its offered load is 504 % of its capacity (3 "
                   "erlangs of work for 0.595 on duty)");
}

/* 5 an hour: 84 for 100. */
static void test_without_overload_the_busiest_group_is_named(void **state)
{
    (void)state;
    assert_refused(weekly_desk("26w", 5), 10, rises,
                   "No group is overloaded; the highest load is that of 'L1' with 84 % of "
                   "its capacity (0.5 erlangs of work for 0.595 on duty): try a longer "
                   "horizon");
}

/* Level, but with a long quiet stretch at the end that looks steadier; each pilot has its
 * own level there, five above the common one and five below. */
static double quiet_at_the_end(ds_pilot_series series, int32_t pilot, int32_t bin)
{
    if (bin >= 130)
        return 50 + (pilot - 4.5);
    return 50 + (bin / 10 % 2 ? 3 : -3) + noise(series, pilot, bin);
}

static void test_a_late_cut_by_chance_gives_way_to_the_best_of_the_first_half(void **state)
{
    (void)state;
    char text[512];
    ds_warm_up found = found_of(flat_desk("182h"), 10, quiet_at_the_end);
    assert_true(found.of[DS_PILOT_BACKLOG].is_late);
    assert_false(found.of[DS_PILOT_BACKLOG].is_drifting);
    assert_true(found.cut <= 91 * DS_HOUR);
    ds_warm_up_describe(&found, text, sizeof text);
    assert_non_null(strstr(text, "the best cut within the first half was taken"));
}

/* One pilot cannot tell chance from drift. */
static void test_one_pilot_with_a_late_cut_is_refused(void **state)
{
    (void)state;
    assert_refused(flat_desk("182h"), 1, quiet_at_the_end, "try a longer horizon");
}

static void test_one_pilot_is_enough_where_it_settles_and_says_so(void **state)
{
    (void)state;
    char text[512];
    ds_warm_up found = found_of(weekly_desk("26w", 5), 1, fills_in_nine_days);
    assert_int_equal(found.cut, 2 * DS_WEEK);
    ds_warm_up_describe(&found, text, sizeof text);
    assert_non_null(strstr(text, "from 1 pilot replication ("));
    assert_non_null(strstr(text, "more pilots"));
}

static void test_a_horizon_too_short_is_refused_with_what_it_takes(void **state)
{
    (void)state;
    static const struct {
        const char *horizon;
        bool is_weekly;
        const char *said;
    } cases[] = {
        {"13d", true,  "the horizon of 13d is too short"},
        {"27d", true,  "it takes 4w at least"           },
        {"47h", false, "it takes 2d at least"           },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ds_error err = {0};
        ds_desk desk = cases[i].is_weekly ? weekly_desk(cases[i].horizon, 6)
                                          : flat_desk(cases[i].horizon);
        assert_int_equal(ds_warm_up_check(&desk, &err), DS_BAD_INPUT);
        if (!strstr(err.text, cases[i].said))
            fail_msg("'%s' does not say '%s'", err.text, cases[i].said);
        ds_desk_free(&desk);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mser_5_agrees_with_its_definition_worked_by_hand),
        cmocka_unit_test(test_values_beyond_the_last_whole_batch_are_left_out),
        cmocka_unit_test(test_mser_agrees_with_brute_force),
        cmocka_unit_test(test_a_constant_series_needs_no_cut),
        cmocka_unit_test(test_a_series_that_keeps_rising_is_cut_late),
        cmocka_unit_test(test_welchs_moving_average_agrees_with_hand),
        cmocka_unit_test(test_a_moving_average_of_times_weighs_tickets),
        cmocka_unit_test(test_a_weekly_cycle_alone_needs_no_warm_up),
        cmocka_unit_test(test_the_later_cut_is_rounded_up_to_whole_weeks),
        cmocka_unit_test(test_resolution_times_may_need_the_longer_warm_up),
        cmocka_unit_test(test_without_a_weekly_cycle_the_cut_is_of_hours),
        cmocka_unit_test(test_constant_series_need_no_warm_up),
        cmocka_unit_test(test_weeks_with_a_holiday_in_or_beside_them_are_not_usual),
        cmocka_unit_test(test_what_piles_up_over_holidays_is_no_warm_up),
        cmocka_unit_test(test_days_without_tickets_are_left_out),
        cmocka_unit_test(test_a_desk_with_hardly_a_ticket_goes_by_its_backlog),
        cmocka_unit_test(test_an_overloaded_group_is_named_with_its_load),
        cmocka_unit_test(test_without_overload_the_busiest_group_is_named),
        cmocka_unit_test(test_a_late_cut_by_chance_gives_way_to_the_best_of_the_first_half),
        cmocka_unit_test(test_one_pilot_with_a_late_cut_is_refused),
        cmocka_unit_test(test_one_pilot_is_enough_where_it_settles_and_says_so),
        cmocka_unit_test(test_a_horizon_too_short_is_refused_with_what_it_takes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
