/* Streams of a scenario: rates, profiles, what changes them, traces and replays. */
#include "scenario_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define EXACT 1e-9

/* A desk with one stream; its rate, profile and so on are given. */
static char *with_stream(const char *stream)
{
    char *text = calloc(1, 1 << 15);
    assert_non_null(text);
    snprintf(text, 1 << 15,
             "calendars: {office: {hours: Mon-Fri 08:00-18:00, holidays: [2026-04-06, "
             "2026-04-03, 2026-04-06]}}\n"
             "groups: {A: {agents: 9999}}\n"
             "categories:\n"
             "  i: {share: 40%%, priority: {P3: 1}, work: {A: 5m}}\n"
             "  j: {share: 60%%, priority: {P3: 1}, work: {A: 5m}}\n"
             "  r: {type: request, priority: {P3: 1}, work: {A: 5m}}\n"
             "arrivals:\n"
             "  s: %s\n",
             stream);
    return text;
}

static loaded try_stream(const char *stream)
{
    char *text = with_stream(stream);
    loaded it = fixture_load(text, strlen(text));
    free(text);
    return it;
}

static loaded load_stream(const char *stream)
{
    loaded it = try_stream(stream);
    if (it.status != DS_OK)
        print_error("%s\n", fixture_said(&it, false));
    assert_int_equal(it.status, DS_OK);
    return it;
}

static void check_error(const char *stream, const char *said)
{
    loaded it = try_stream(stream);
    assert_int_equal(it.status, DS_BAD_INPUT);
    assert_string_equal(fixture_said(&it, false), said);
    assert_int_equal(it.said.error_count, 1);
    fixture_free(&it);
}

static double week(const ds_stream *stream)
{
    double sum = 0;
    for (int hour = 0; hour < 168; hour++)
        sum += stream->per_hour[hour];
    return sum;
}

static void check_week(const char *stream, double expected)
{
    loaded it = load_stream(stream);
    assert_near(week(&it.desk.streams[0]), expected, EXACT * expected);
    fixture_free(&it);
}

static void test_rates_count_tickets_per_hour_day_working_day_or_week(void **state)
{
    (void)state;
    check_week("{rate: 2/h}", 336);
    check_week("{rate: 2/hour, profile: office-hours}", 336);
    check_week("{rate: 70/day, profile: office-hours}", 490);
    check_week("{rate: 160/workday, profile: office-hours}", 800);
    check_week("{rate: 160/workday}", 1120); /* a flat week has seven days with weight */
    check_week("{rate: 0.5 / week}", 0.5);
}

static void test_a_profile_may_be_168_weights(void **state)
{
    (void)state;
    char stream[2048] = "{rate: 100/week, profile: [";
    for (int hour = 0; hour < 168; hour++)
        strcat(stream, hour == 30 ? "3, " : hour == 31 ? "1, " : "0, ");
    strcat(stream, "]}");
    loaded it = load_stream(stream);
    assert_near(it.desk.streams[0].per_hour[30], 75, EXACT);
    assert_near(it.desk.streams[0].per_hour[31], 25, EXACT);
    assert_near(it.desk.streams[0].per_hour[32], 0, 0);
    fixture_free(&it);
}

#define NONE "[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]"
#define SOME "[0,0,0,0,0,0,0,0,1,3,0,0,0,0,0,0,0,0,0,0,0,0,0,0]"

static void test_a_profile_may_be_seven_days_or_named_days(void **state)
{
    (void)state;
    static const char *const streams[] = {
        "{rate: 40/workday, profile: [" NONE "," SOME "," NONE "," NONE "," NONE "," SOME
        "," NONE "]}",
        "{rate: 40/workday, profile: {Tue: " SOME ", Sat: " SOME "}}",
    };
    for (int i = 0; i < 2; i++) {
        loaded it = load_stream(streams[i]);
        const ds_stream *stream = &it.desk.streams[0];
        assert_near(week(stream), 80, EXACT);
        assert_near(stream->per_hour[24 + 8], 10, EXACT);
        assert_near(stream->per_hour[24 + 9], 30, EXACT);
        assert_near(stream->per_hour[5 * 24 + 9], 30, EXACT);
        fixture_free(&it);
    }
}

static void check_profile_file(const char *text, bool is_good)
{
    const char *path = fixture_temporary("profile.csv");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    char stream[1024];
    snprintf(stream, sizeof stream, "{rate: 100/week, profile: %s}", path);
    loaded it = try_stream(stream);
    assert_int_equal(it.status, is_good ? DS_OK : DS_BAD_INPUT);
    if (is_good) {
        assert_near(it.desk.streams[0].per_hour[30], 75, EXACT);
        assert_near(it.desk.streams[0].per_hour[31], 25, EXACT);
    }
    fixture_free(&it);
    assert_int_equal(remove(path), 0);
}

static void test_a_profile_may_be_a_csv_of_three_shapes(void **state)
{
    (void)state;
    char text[8192] = "hour,weight\n";
    for (int hour = 167; hour >= 0; hour--)
        snprintf(text + strlen(text), 32, "%d,%d\n", hour,
                 hour == 30   ? 6
                 : hour == 31 ? 2
                              : 0);
    check_profile_file(text, true);
    strcpy(text, "");
    for (int day = 0; day < 7; day++)
        for (int hour = 0; hour < 24; hour++)
            snprintf(text + strlen(text), 32, "%s%c",
                     day != 1    ? "0"
                     : hour == 6 ? "6"
                     : hour == 7 ? "2"
                                 : "0",
                     hour < 23 ? ',' : '\n');
    check_profile_file(text, true);
    strcpy(text, "Mon,Tue,Wed,Thu,Fri,Sat,Sun\n");
    for (int hour = 0; hour < 24; hour++)
        snprintf(text + strlen(text), 32, "0,%d,0,0,0,0,0\n",
                 hour == 6   ? 6
                 : hour == 7 ? 2
                             : 0);
    check_profile_file(text, true);
    check_profile_file("hour,weight\n0,1\n1,2\n", false);
    check_profile_file("hour,weight\n0,many\n", false);
    check_profile_file("", false);
}

static void test_a_profile_that_is_no_week_is_refused(void **state)
{
    (void)state;
    check_error("{rate: 1/h, profile: [1, 2]}",
                "desk.yaml:8:18: arrivals.s.profile: 2 weights, where 168 are wanted");
    check_error("{rate: 1/h, profile: [" SOME "]}",
                "desk.yaml:8:18: arrivals.s.profile: 1 days, where 7 are wanted");
    check_error("{rate: 1/h, profile: {Mon: [1]}}",
                "desk.yaml:8:28: arrivals.s.profile.Mon: 1 weights, where 24 are wanted");
    check_error("{rate: 1/h, profile: {Mon: " NONE "}}",
                "desk.yaml:8:18: arrivals.s.profile: all weights are 0");
}

static void test_the_day_factor_lifts_the_variance_of_a_working_day(void **state)
{
    (void)state;
    loaded it = load_stream("{rate: 200/workday, profile: office-hours, "
                            "day_factor: {vmr: 5, correlation: 0.3}}");
    /* Poisson with mean 200 times a factor of variance v: 200 + 200² v = 5 × 200. */
    assert_near(it.desk.streams[0].day_factor_variance, 4.0 / 200, EXACT);
    assert_near(it.desk.streams[0].day_correlation, 0.3, EXACT);
    fixture_free(&it);
    check_error("{rate: 200/day, day_factor: {vmr: 0.5}}",
                "desk.yaml:8:40: arrivals.s.day_factor.vmr: '0.5' is not a number from 1 "
                "to 1000000");
}

static void test_growth_season_and_holidays_reach_the_desk(void **state)
{
    (void)state;
    loaded it = load_stream("{rate: 1/h, growth: -2%/month, season: {12: 0.8, 1: 1.1}, "
                            "calendar: office, holiday_factor: 0.25}");
    const ds_stream *stream = &it.desk.streams[0];
    assert_near(stream->growth_per_month, -0.02, EXACT);
    assert_near(stream->season[0], 1.1, EXACT);
    assert_near(stream->season[10], 1, 0);
    assert_near(stream->season[11], 0.8, EXACT);
    assert_near(stream->holiday_factor, 0.25, 0);
    assert_int_equal(stream->holiday_count, 2); /* ascending, each once */
    assert_int_equal(stream->holidays[0], ds_day_from_date((ds_date){2026, 4, 3}));
    assert_int_equal(stream->holidays[1], ds_day_from_date((ds_date){2026, 4, 6}));
    fixture_free(&it);
}

static void test_an_event_lasts_to_the_end_of_its_last_day(void **state)
{
    (void)state;
    loaded it = load_stream("{rate: 1/h, events: [{from: 2026-01-06, to: 2026-01-07, "
                            "factor: 1.6}, {from: 2026-01-05T12:00, to: 2026-01-05T13:30, "
                            "factor: 0}]}");
    const ds_stream *stream = &it.desk.streams[0];
    assert_int_equal(stream->event_count, 2);
    assert_int_equal(stream->events[0].from, DS_DAY);
    assert_int_equal(stream->events[0].to, 3 * DS_DAY);
    assert_near(stream->events[0].factor, 1.6, EXACT);
    assert_int_equal(stream->events[1].from, 12 * DS_HOUR);
    assert_int_equal(stream->events[1].to, 13 * DS_HOUR + 30 * DS_MINUTE);
    fixture_free(&it);
    check_error("{rate: 1/h, events: [{from: 2026-01-06, to: 2026-01-05, factor: 2}]}",
                "desk.yaml:8:50: arrivals.s.events.1.to: '2026-01-05' is before 'from'");
}

static void test_batches_and_channels_reach_the_desk(void **state)
{
    (void)state;
    loaded it = load_stream("{rate: 1/h, batch: {mean: 3}, "
                            "channel: {portal: 40%, phone: 60%}}");
    const ds_stream *stream = &it.desk.streams[0];
    assert_int_equal(stream->batch, DS_BATCH_GEOMETRIC);
    assert_near(stream->batch_mean, 3, 0);
    assert_int_equal(it.desk.channel_count, 2);
    assert_string_equal(it.desk.channel_names[1], "phone");
    assert_int_equal(stream->channels.row[1], 1);
    assert_near(stream->channels.upto[0], 0.4, EXACT);
    fixture_free(&it);
    it = load_stream("{rate: 1/h, batch: {mean: 4, distribution: constant}}");
    assert_int_equal(it.desk.streams[0].batch, DS_BATCH_CONSTANT);
    fixture_free(&it);
    check_error("{rate: 1/h, batch: {mean: 2.5, distribution: constant}}",
                "desk.yaml:8:32: arrivals.s.batch.mean: '2.5' is not whole, as "
                "'distribution: constant' needs it");
}

static void test_a_stream_may_have_a_mix_of_its_own(void **state)
{
    (void)state;
    loaded it = load_stream("{rate: 1/h, categories: {j: 90%, i: 10%}}");
    assert_int_equal(it.desk.streams[0].categories.row[0], 1);
    assert_near(it.desk.streams[0].categories.upto[0], 0.9, EXACT);
    fixture_free(&it);
    check_error("{rate: 1/h, categories: {r: 100%}}",
                "desk.yaml:8:34: arrivals.s.categories.r: a category of type 'request' in "
                "a stream of type 'incident'");
    it = load_stream("{rate: 1/h, type: request}");
    assert_int_equal(it.desk.streams[0].categories.count, 1);
    assert_int_equal(it.desk.streams[0].categories.row[0], 2);
    fixture_free(&it);
}

static const char history[] = "id,opened_at,type,category,priority,touch_s:A\n"
                              "1,2026-01-05T10:00:00Z,incident,j,P1,60\n"
                              "2,2026-01-05T09:00:00Z,request,,,\n"
                              "3,2026-01-05T11:00:00Z,,,P9,\n"
                              "4,2026-01-06T09:00:00Z,incident,zebra,,90\n"
                              "5,nonsense,incident,,,\n";

static void write_history(const char *path)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(history, file);
    fclose(file);
}

/* Incidents (and what has no type) in one stream, requests in another. */
static void check_streams(const ds_desk *desk, const char *first, const char *second)
{
    assert_int_equal(desk->stream_count, 2);
    assert_string_equal(desk->streams[0].name, first);
    assert_string_equal(desk->streams[1].name, second);
    const ds_trace *incidents = desk->streams[0].trace;
    const ds_trace *requests = desk->streams[1].trace;
    assert_int_equal(desk->streams[1].type, DS_REQUEST);
    assert_int_equal(desk->streams[1].categories.row[0], 2);
    assert_int_equal(incidents->count, 3);
    assert_int_equal(incidents->rows[0].at, 10 * DS_HOUR);
    assert_int_equal(incidents->rows[0].category, 1);
    assert_int_equal(incidents->rows[0].priority, 0);
    assert_int_equal(incidents->rows[1].at, 11 * DS_HOUR);
    assert_int_equal(incidents->rows[1].priority, DS_NO_ID);
    assert_int_equal(incidents->rows[2].category, DS_NO_ID);
    int32_t touch = incidents->rows[2].touch_first;
    assert_int_equal(incidents->rows[2].touch_last, touch + 1);
    assert_int_equal(incidents->touches[touch].touch, 90 * DS_SECOND);
    assert_int_equal(requests->count, 1);
    assert_int_equal(requests->rows[0].at, 9 * DS_HOUR);
}

static void test_a_trace_makes_a_stream_of_each_type_in_it(void **state)
{
    (void)state;
    const char *path = fixture_temporary("history.csv");
    write_history(path);
    char stream[1024];
    snprintf(stream, sizeof stream, "{trace: %s, profile: flat}", path);
    loaded it = load_stream(stream);
    check_streams(&it.desk, "s", "s (request)");
    assert_true(ds_scenario_has_trace(it.scenario));
    assert_int_equal(it.said.warning_count, 4);
    assert_non_null(strstr(it.said.list[0].text, "profile: it changes nothing"));
    assert_non_null(strstr(it.said.list[1].text, "1 of 5 rows were refused"));
    assert_non_null(strstr(it.said.list[2].text, "category"));
    assert_non_null(strstr(it.said.list[2].text, "zebra"));
    assert_non_null(strstr(it.said.list[3].text, "P9"));
    fixture_free(&it);
    remove(path);
    check_error("{trace: nothing.csv}", "desk.yaml:8:14: arrivals.s.trace: " DS_TEST_DATA
                                        "/nothing.csv: there is no such file");
}

static void test_a_replay_takes_the_place_of_all_streams(void **state)
{
    (void)state;
    const char *path = fixture_temporary("replay.csv");
    write_history(path);
    char *text = with_stream("{rate: 7/h, channel: {phone: 100%}}");
    loaded it = fixture_load(text, strlen(text));
    ds_desk_free(&it.desk);
    ds_replay replay = {.path = path, .options = ds_trace_options_all()};
    ds_scenario_set_replay(it.scenario, &replay);
    ds_scenario_set_span(it.scenario, (ds_date){2026, 1, 5}, 2 * DS_WEEK);
    assert_int_equal(ds_scenario_compile(it.scenario, &it.desk, &it.said), DS_OK);
    check_streams(&it.desk, "replay", "replay (request)");
    assert_int_equal(replay.report.kept, 4);
    assert_int_equal(replay.report.csv.rows_refused, 1);
    assert_int_equal(it.desk.horizon, 2 * DS_WEEK);
    assert_int_equal(it.desk.channel_count, 1);
    ds_desk_free(&it.desk);
    ds_scenario_set_span(it.scenario, (ds_date){2026, 1, 6}, DS_WEEK);
    assert_int_equal(ds_scenario_compile(it.scenario, &it.desk, &it.said), DS_OK);
    assert_int_equal(it.desk.streams[0].trace->count, 1);
    assert_int_equal(it.desk.streams[0].trace->rows[0].at, 9 * DS_HOUR);
    assert_int_equal(replay.report.before_start, 3);
    fixture_free(&it);
    free(text);
    remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rates_count_tickets_per_hour_day_working_day_or_week),
        cmocka_unit_test(test_a_profile_may_be_168_weights),
        cmocka_unit_test(test_a_profile_may_be_seven_days_or_named_days),
        cmocka_unit_test(test_a_profile_may_be_a_csv_of_three_shapes),
        cmocka_unit_test(test_a_profile_that_is_no_week_is_refused),
        cmocka_unit_test(test_the_day_factor_lifts_the_variance_of_a_working_day),
        cmocka_unit_test(test_growth_season_and_holidays_reach_the_desk),
        cmocka_unit_test(test_an_event_lasts_to_the_end_of_its_last_day),
        cmocka_unit_test(test_batches_and_channels_reach_the_desk),
        cmocka_unit_test(test_a_stream_may_have_a_mix_of_its_own),
        cmocka_unit_test(test_a_trace_makes_a_stream_of_each_type_in_it),
        cmocka_unit_test(test_a_replay_takes_the_place_of_all_streams),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
