/* From a ticket CSV to a trace: times, names, touch times and what is said of the rest. */
#include "scenarios/trace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/scratch_file.h"

/* Only what loading a trace uses. */
typedef struct names {
    ds_category categories[3];
    ds_group groups[2];
    char *channels[2];
} names;

static char *text(const char *literal)
{
    return (char *)(uintptr_t)literal; /* a desk's names are not const */
}

/* From Monday 2026-01-05, 00:00 UTC, for one week and a day of drain. */
static ds_desk small_desk(names *owned)
{
    *owned = (names){
        .categories = {{.name = text("email")},
                       {.name = text("password")},
                       {.name = text("B\xc3\xbcro")}},
        .groups = {{.name = text("L1")},                       {.name = text("Second level")}    },
        .channels = {text("phone"),                       text("portal")       },
    };
    return (ds_desk){
        .start_unix = 1767571200,
        .horizon = DS_WEEK,
        .drain = DS_DAY,
        .priority_count = 4,
        .priority_names = {text("P1"), text("P2"), text("P3"),      text("P4")},
        .impact_levels = 3,
        .urgency_levels = 3,
        .impact_names = {text("high"),          text("medium"),         text("low")},
        .urgency_names = {text("high"),          text("medium"),         text("low")},
        .category_count = 3,
        .categories = owned->categories,
        .group_count = 2,
        .groups = owned->groups,
        .channel_count = 2,
        .channel_names = owned->channels,
    };
}

static void expect_balance(const ds_trace_report *report)
{
    assert_int_equal(report->csv.rows_read,
                     report->csv.rows_used + report->csv.rows_refused);
    assert_int_equal(report->csv.rows_used,
                     report->kept + report->before_start + report->after_end);
    for (int i = 0; i < DS_TRACE_TOUCH; i++) {
        const ds_trace_field_report *field = &report->field[i];
        if (field->is_wanted)
            assert_int_equal(field->taken + field->missing + field->unknown.count,
                             report->kept);
    }
}

static ds_trace *load(const char *csv, const ds_trace_options *options,
                      ds_trace_report *report)
{
    names owned;
    ds_desk desk = small_desk(&owned);
    ds_trace *trace = NULL;
    ds_byte_source *source = NULL;
    ds_error err = {0};
    assert_int_equal(
        ds_byte_source_open_memory(csv, strlen(csv), 0, "t.csv", &source, &err), DS_OK);
    if (ds_trace_load_source(source, &desk, options, report, &trace, &err) != DS_OK)
        fail_msg("%s", err.text);
    ds_byte_source_close(source);
    expect_balance(report);
    assert_int_equal(trace->count, report->kept);
    return trace;
}

static void test_times_count_from_the_start_of_the_desk(void **state)
{
    (void)state;
    ds_trace_report report;
    ds_trace *trace = load("id,opened_at\n"
                           "a,2026-01-05T00:00:00Z\n"
                           "b,2026-01-05T00:00:00.000001Z\n"
                           "c,2026-01-06T01:00:00+01:00\n",
                           NULL, &report);
    assert_int_equal(trace->rows[0].at, 0);
    assert_int_equal(trace->rows[1].at, 1);
    assert_int_equal(trace->rows[2].at, DS_DAY);
    ds_trace_delete(trace);
}

static void test_tickets_outside_the_simulated_time_are_counted(void **state)
{
    (void)state;
    ds_trace_report report;
    ds_trace *trace = load("id,opened_at\n"
                           "a,2026-01-04T23:59:59.999999Z\n"
                           "b,2026-01-11T23:59:59.999999Z\n"
                           "c,2026-01-12T00:00:00Z\n"
                           "d,2026-01-12T23:59:59.999999Z\n"
                           "e,2026-01-13T00:00:00Z\n"
                           "f,2026-02-01\n",
                           NULL, &report);
    assert_int_equal(report.before_start, 1);
    assert_int_equal(report.kept, 3);
    assert_int_equal(report.after_horizon, 2);
    assert_int_equal(report.after_end, 2);
    assert_int_equal(trace->rows[0].at, DS_WEEK - 1);
    assert_int_equal(trace->rows[2].at, DS_WEEK + DS_DAY - 1);
    ds_trace_delete(trace);
}

static void test_rows_are_sorted_by_time_and_then_by_their_order_in_the_file(void **state)
{
    (void)state;
    ds_trace_report report;
    ds_trace *trace = load("id,opened_at,category\n"
                           "a,2026-01-06,email\n"
                           "b,2026-01-05,password\n"
                           "c,2026-01-06,password\n"
                           "d,2026-01-05,email\n"
                           "e,2026-01-06,email\n",
                           NULL, &report);
    static const int32_t expected[] = {1, 0, 0, 1, 0};
    for (int i = 0; i < 5; i++) {
        assert_int_equal(trace->rows[i].at, i < 2 ? 0 : DS_DAY);
        assert_int_equal(trace->rows[i].category, expected[i]);
    }
    ds_trace_delete(trace);
}

/* Twenty thousand tickets at 500 instants: the touch time is the row's number in the file.
 */
static void test_a_long_file_is_sorted_stably(void **state)
{
    (void)state;
    enum { TICKETS = 20000 };
    char *csv = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&csv, &size);
    assert_non_null(file);
    (void)fputs("id,opened_at,touch_s:L1\n", file);
    for (int i = 0; i < TICKETS; i++) {
        int minute = (int)((unsigned)i * 7919u % 500u);
        (void)fprintf(file, "%d,2026-01-05T%02d:%02d:00Z,%d\n", i, minute / 60 % 24,
                      minute % 60, i);
    }
    (void)fclose(file);
    ds_trace_report report;
    ds_trace *trace = load(csv, NULL, &report);
    assert_int_equal(trace->count, TICKETS);
    for (int i = 0; i < TICKETS; i++) {
        const ds_trace_row *row = &trace->rows[i];
        assert_int_equal(row->touch_last, row->touch_first + 1);
        int number = (int)(trace->touches[row->touch_first].touch / DS_SECOND);
        assert_int_equal(row->at, (ds_ticks)((unsigned)number * 7919u % 500u) * DS_MINUTE);
        if (i == 0)
            continue;
        const ds_trace_row *before = &trace->rows[i - 1];
        assert_true(row->at > before->at ||
                    (row->at == before->at && row->touch_first > before->touch_first));
    }
    ds_trace_delete(trace);
    free(csv);
}

static void test_names_become_rows_of_the_desk(void **state)
{
    (void)state;
    ds_trace_report report;
    ds_trace *trace =
        load("id,opened_at,type,category,impact,urgency,priority,group,channel\n"
             "a,2026-01-05,problem,Password,high,2 - Medium,P4,second level,"
             "portal\n"
             "b,2026-01-05,request,B\xc3\xbcro,3 - Low,1,2,L1,Phone\n",
             NULL, &report);
    const ds_trace_row *a = &trace->rows[0];
    const ds_trace_row *b = &trace->rows[1];
    assert_int_equal(a->type, DS_PROBLEM);
    assert_int_equal(a->category, 1);
    assert_int_equal(a->impact, 0);
    assert_int_equal(a->urgency, 1);
    assert_int_equal(a->priority, 3);
    assert_int_equal(a->group, 1);
    assert_int_equal(a->channel, 1);
    assert_int_equal(b->type, DS_REQUEST);
    assert_int_equal(b->category, 2);
    assert_int_equal(b->impact, 2);
    assert_int_equal(b->urgency, 0);
    assert_int_equal(b->priority, 1);
    assert_int_equal(b->group, 0);
    assert_int_equal(b->channel, 0);
    for (int i = 0; i < DS_TRACE_TOUCH; i++)
        assert_int_equal(report.field[i].taken, 2);
    ds_trace_delete(trace);
}

static void test_what_is_missing_or_unknown_is_left_to_be_drawn(void **state)
{
    (void)state;
    ds_trace_report report;
    ds_trace *trace =
        load("id,opened_at,type,category,impact,urgency,priority,group,channel\n"
             "a,2026-01-05,,,,,,,\n"
             "b,2026-01-05,,printer,vast,soon,P5,L9,pigeon\n",
             NULL, &report);
    for (int i = 0; i < 2; i++) {
        const ds_trace_row *row = &trace->rows[i];
        assert_int_equal(row->type, DS_NO_ID);
        assert_int_equal(row->category, DS_NO_ID);
        assert_int_equal(row->impact, DS_NO_ID);
        assert_int_equal(row->urgency, DS_NO_ID);
        assert_int_equal(row->priority, DS_NO_ID);
        assert_int_equal(row->group, DS_NO_ID);
        assert_int_equal(row->channel, DS_NO_ID);
        assert_int_equal(row->touch_first, row->touch_last);
    }
    assert_int_equal(report.field[DS_TRACE_TYPE].missing, 2);
    for (int i = DS_TRACE_CATEGORY; i < DS_TRACE_TOUCH; i++) {
        assert_int_equal(report.field[i].missing, 1);
        assert_int_equal(report.field[i].unknown.count, 1);
    }
    assert_string_equal(report.field[DS_TRACE_GROUP].unknown.top[0].name, "L9");
    ds_trace_delete(trace);
}

typedef struct spelling {
    const char *text;
    int32_t row;
} spelling;

static void test_priorities_match_by_name_or_leading_number(void **state)
{
    (void)state;
    static const spelling cases[] = {
        {"P1",             0       },
        {"p3",             2       },
        {"1",              0       },
        {"4",              3       },
        {"1 - Critical",   0       },
        {"2 - High",       1       },
        {"3-Moderate",     2       },
        {"P2 - High",      1       },
        {"P4: low",        3       },
        {"2) High",        1       },
        {"5",              DS_NO_ID},
        {"0",              DS_NO_ID},
        {"5 - Planning",   DS_NO_ID},
        {"12",             DS_NO_ID},
        {"1st",            DS_NO_ID},
        {"1.5",            DS_NO_ID},
        {"High",           DS_NO_ID},
        {"P",              DS_NO_ID},
        {"-1",             DS_NO_ID},
        {"99999999999999", DS_NO_ID},
        {"Q1",             DS_NO_ID},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char csv[128];
        ds_trace_report report;
        (void)snprintf(csv, sizeof csv, "id,opened_at,priority\na,2026-01-05,%s\n",
                       cases[i].text);
        ds_trace *trace = load(csv, NULL, &report);
        if (trace->rows[0].priority != cases[i].row)
            fail_msg("'%s' is row %d", cases[i].text, trace->rows[0].priority);
        ds_trace_delete(trace);
    }
}

/* "2 - Medium" is the desk's medium even where that is not its second level. */
static void test_a_known_name_after_a_number_outranks_the_number(void **state)
{
    (void)state;
    static const char *const levels[] = {"critical", "high", "medium", "low"};
    ds_name_lookup lookup;
    assert_int_equal(ds_name_lookup_init(&lookup, levels, 4, true, NULL), DS_OK);
    assert_int_equal(ds_name_lookup_find(&lookup, "2 - Medium"), 2);
    assert_int_equal(ds_name_lookup_find(&lookup, "2 - Moderate"), 1);
    ds_name_lookup_free(&lookup);
}

static void test_the_same_spelling_outranks_another_case(void **state)
{
    (void)state;
    static const char *const groups[] = {"EMAIL", NULL, "email"};
    ds_name_lookup lookup;
    assert_int_equal(ds_name_lookup_init(&lookup, groups, 3, false, NULL), DS_OK);
    assert_int_equal(ds_name_lookup_find(&lookup, "email"), 2);
    assert_int_equal(ds_name_lookup_find(&lookup, "Email"), 0);
    assert_int_equal(ds_name_lookup_find(&lookup, "2 - email"), DS_NO_ID);
    ds_name_lookup_free(&lookup);
}

static void test_unknown_names_are_reported_by_frequency(void **state)
{
    (void)state;
    static const char *const seen[] = {"d", "b", "b", "f", "a", "b", "c", "g", "a", "e"};
    ds_name_lookup lookup;
    assert_int_equal(ds_name_lookup_init(&lookup, NULL, 0, false, NULL), DS_OK);
    for (size_t i = 0; i < sizeof seen / sizeof seen[0]; i++)
        assert_int_equal(ds_name_lookup_find(&lookup, seen[i]), DS_NO_ID);
    ds_unknown_names unknown = ds_name_lookup_unknown(&lookup);
    static const char *const expected[] = {"b", "a", "c", "d", "e"};
    static const int64_t counts[] = {3, 2, 1, 1, 1};
    assert_int_equal(unknown.count, 10);
    assert_int_equal(unknown.distinct, 7);
    assert_int_equal(unknown.top_count, 5);
    for (int i = 0; i < 5; i++) {
        assert_string_equal(unknown.top[i].name, expected[i]);
        assert_int_equal(unknown.top[i].count, counts[i]);
    }
    ds_name_lookup_free(&lookup);
}

static void test_countless_unknown_names_are_counted_in_bounded_memory(void **state)
{
    (void)state;
    static const char *const groups[] = {"L1"};
    ds_name_lookup lookup;
    assert_int_equal(ds_name_lookup_init(&lookup, groups, 1, false, NULL), DS_OK);
    for (int i = 0; i < 20000; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "group %d", i);
        assert_int_equal(ds_name_lookup_find(&lookup, name), DS_NO_ID);
    }
    assert_int_equal(ds_name_lookup_find(&lookup, "l1"), 0);
    ds_unknown_names unknown = ds_name_lookup_unknown(&lookup);
    assert_int_equal(unknown.count, 20000);
    assert_int_equal(unknown.distinct, DS_NAMES_COUNTED);
    ds_name_lookup_free(&lookup);
}

static void test_touch_times_go_to_their_groups(void **state)
{
    (void)state;
    ds_trace_report report;
    ds_trace *trace = load("id,opened_at,touch_s:Second level,touch_s:L9,touch_s:l1\n"
                           "a,2026-01-05,90,5,0.5\n"
                           "b,2026-01-05,,7,\n"
                           "c,2026-01-05,,,0\n"
                           "d,2026-01-05,,,\n",
                           NULL, &report);
    const ds_trace_row *rows = trace->rows;
    assert_int_equal(rows[0].touch_last - rows[0].touch_first, 2);
    assert_int_equal(trace->touches[rows[0].touch_first].group, 1);
    assert_int_equal(trace->touches[rows[0].touch_first].touch, 90 * DS_SECOND);
    assert_int_equal(trace->touches[rows[0].touch_first + 1].group, 0);
    assert_int_equal(trace->touches[rows[0].touch_first + 1].touch, 500000);
    assert_int_equal(rows[1].touch_last, rows[1].touch_first);
    assert_int_equal(rows[2].touch_last - rows[2].touch_first, 1);
    assert_int_equal(trace->touches[rows[2].touch_first].touch, 0);
    assert_int_equal(rows[3].touch_last, rows[3].touch_first);
    assert_int_equal(report.field[DS_TRACE_TOUCH].taken, 2);
    assert_int_equal(report.field[DS_TRACE_TOUCH].missing, 1);
    assert_int_equal(report.field[DS_TRACE_TOUCH].unknown.count, 2);
    assert_string_equal(report.field[DS_TRACE_TOUCH].unknown.top[0].name, "L9");
    ds_trace_delete(trace);
}

static void expect_only(ds_trace_options options, ds_trace_field first, ds_trace_field last)
{
    ds_trace_report report;
    ds_trace *trace =
        load("id,opened_at,type,category,impact,urgency,priority,group,channel,"
             "touch_s:L1\n"
             "a,2026-01-05,problem,email,high,high,P1,L1,phone,60\n",
             &options, &report);
    for (int i = 0; i < DS_TRACE_FIELDS; i++) {
        bool is_wanted = i >= (int)first && i <= (int)last;
        assert_int_equal(report.field[i].is_wanted, is_wanted);
        assert_int_equal(report.field[i].taken, is_wanted);
        assert_int_equal(report.field[i].missing, 0);
    }
    const ds_trace_row *row = trace->rows;
    assert_int_equal(row->type, options.type ? DS_PROBLEM : DS_NO_ID);
    assert_int_equal(row->category, options.category ? 0 : DS_NO_ID);
    assert_int_equal(row->priority, options.priority ? 0 : DS_NO_ID);
    assert_int_equal(row->impact, options.priority ? 0 : DS_NO_ID);
    assert_int_equal(row->urgency, options.priority ? 0 : DS_NO_ID);
    assert_int_equal(row->group, options.group ? 0 : DS_NO_ID);
    assert_int_equal(row->channel, options.channel ? 0 : DS_NO_ID);
    assert_int_equal(row->touch_last - row->touch_first, options.touch);
    ds_trace_delete(trace);
}

static void test_only_what_is_wanted_is_taken(void **state)
{
    (void)state;
    expect_only(ds_trace_options_all(), DS_TRACE_TYPE, DS_TRACE_TOUCH);
    expect_only((ds_trace_options){.type = true}, DS_TRACE_TYPE, DS_TRACE_TYPE);
    expect_only((ds_trace_options){.category = true}, DS_TRACE_CATEGORY, DS_TRACE_CATEGORY);
    expect_only((ds_trace_options){.priority = true}, DS_TRACE_PRIORITY, DS_TRACE_URGENCY);
    expect_only((ds_trace_options){.group = true}, DS_TRACE_GROUP, DS_TRACE_GROUP);
    expect_only((ds_trace_options){.channel = true}, DS_TRACE_CHANNEL, DS_TRACE_CHANNEL);
    expect_only((ds_trace_options){.touch = true}, DS_TRACE_TOUCH, DS_TRACE_TOUCH);
}

static void test_the_sample_week_becomes_a_trace(void **state)
{
    (void)state;
    names owned;
    ds_desk desk = small_desk(&owned);
    ds_trace *trace = NULL;
    ds_trace_report report;
    ds_error err = {0};
    size_t size = 0;
    char *csv = scratch_read(DS_TEST_DATA "/tickets_week.csv", &size);
    scratch_file packed = scratch_gzip_of(csv, size);
    assert_int_equal(ds_trace_load(packed.path, &desk, NULL, &report, &trace, &err), DS_OK);
    expect_balance(&report);
    assert_int_equal(trace->count, 6);
    assert_int_equal(trace->rows[0].at, 8 * DS_HOUR + 15 * DS_MINUTE + 30 * DS_SECOND);
    assert_int_equal(trace->rows[0].category, 1);
    assert_int_equal(trace->rows[1].category, 0);
    assert_int_equal(trace->rows[5].at, DS_WEEK - 1);
    assert_int_equal(report.field[DS_TRACE_CATEGORY].unknown.count, 2);
    ds_trace_delete(trace);
    scratch_remove(&packed);
    free(csv);
}

static void expect_no_trace(const char *csv, const char *expected)
{
    names owned;
    ds_desk desk = small_desk(&owned);
    ds_trace_report report;
    ds_error err = {0};
    scratch_file file = scratch_of(csv, strlen(csv));
    ds_trace *trace = NULL;
    assert_int_equal(ds_trace_load(file.path, &desk, NULL, &report, &trace, &err),
                     DS_BAD_INPUT);
    assert_null(trace);
    assert_string_equal(err.text, expected);
    assert_string_equal(err.path, file.path);
    scratch_remove(&file);
}

static void
test_a_file_with_nothing_to_replay_is_refused_with_what_became_of_it(void **state)
{
    (void)state;
    expect_no_trace("id,opened_at\na,2025-12-31\nb,never\nc,2026-01-12\nd,2026-03-01\n",
                    "no ticket can be replayed from 2026-01-05T00:00:00Z to "
                    "2026-01-12T00:00:00Z (4 rows: 1 refused, 1 opened before that time, "
                    "2 after it)");
    expect_no_trace("id,opened_at\n",
                    "no ticket can be replayed from 2026-01-05T00:00:00Z to "
                    "2026-01-12T00:00:00Z (0 rows: 0 refused, 0 opened before that time, "
                    "0 after it)");
    expect_no_trace("", "it is empty");
}

static void test_a_file_that_breaks_off_gives_no_trace(void **state)
{
    (void)state;
    expect_no_trace("id,opened_at,touch_s:L1\na,2026-01-05,60\nb,\"2026-01-05\n",
                    "a quoted field of the row that begins here is never closed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times_count_from_the_start_of_the_desk),
        cmocka_unit_test(test_tickets_outside_the_simulated_time_are_counted),
        cmocka_unit_test(test_rows_are_sorted_by_time_and_then_by_their_order_in_the_file),
        cmocka_unit_test(test_a_long_file_is_sorted_stably),
        cmocka_unit_test(test_names_become_rows_of_the_desk),
        cmocka_unit_test(test_what_is_missing_or_unknown_is_left_to_be_drawn),
        cmocka_unit_test(test_priorities_match_by_name_or_leading_number),
        cmocka_unit_test(test_a_known_name_after_a_number_outranks_the_number),
        cmocka_unit_test(test_the_same_spelling_outranks_another_case),
        cmocka_unit_test(test_unknown_names_are_reported_by_frequency),
        cmocka_unit_test(test_countless_unknown_names_are_counted_in_bounded_memory),
        cmocka_unit_test(test_touch_times_go_to_their_groups),
        cmocka_unit_test(test_only_what_is_wanted_is_taken),
        cmocka_unit_test(test_the_sample_week_becomes_a_trace),
        cmocka_unit_test(
            test_a_file_with_nothing_to_replay_is_refused_with_what_became_of_it),
        cmocka_unit_test(test_a_file_that_breaks_off_gives_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
