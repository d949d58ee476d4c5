/* Results as JSON, CSV, text and files; the course over time and over the week. */
#include "analysis/results/results_files.h"
#include "analysis/results/text_width.h"
#include "tests/tallies.h"

#include <csv.h>
#include <jansson.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#define REPLICATIONS 6
#define HOUR ((double)DS_HOUR)

typedef struct fixture {
    hand_desk hand;
    ds_tally tallies[REPLICATIONS];
    ds_results results;
} fixture;

static void fixture_init(fixture *of)
{
    hand_desk_init(&of->hand);
    for (int i = 0; i < REPLICATIONS; i++)
        hand_tally_init(&of->tallies[i], &of->hand.desk, i);
}

static void compute(fixture *of, int64_t count)
{
    assert_int_equal(
        ds_results_init(&of->results, &of->hand.desk, 7, 0.95, of->tallies, count, NULL),
        DS_OK);
}

static void fixture_free(fixture *of)
{
    ds_results_free(&of->results);
    for (int i = 0; i < REPLICATIONS; i++)
        ds_tally_free(&of->tallies[i]);
    hand_desk_free(&of->hand);
}

static void near(double actual, double expected, double tolerance)
{
    if (!(fabs(actual - expected) <= tolerance))
        fail_msg("%.12g is not within %g of %.12g", actual, tolerance, expected);
}

/* Some of everything, different in each replication. */
static void fill(fixture *of)
{
    for (int r = 0; r < REPLICATIONS; r++) {
        ds_tally *tally = &of->tallies[r];
        for (int i = 0; i < 100; i++) {
            hand_resolve(tally, DS_BY_OVERALL, 0, 0.1 * (i + 1) * (1 + 0.1 * r));
            hand_resolve(tally, DS_BY_PRIORITY, i % 3, 0.1 * (i + 1) * (1 + 0.1 * r));
            hand_resolve(tally, DS_BY_TYPE, i % 2, 2);
        }
        for (int p = 0; p < HAND_PRIORITIES; p++) {
            double *sum = hand_sum(tally, DS_BY_PRIORITY, p);
            sum[DS_SUM_RESPONSE_DECIDED] = sum[DS_SUM_RESOLUTION_DECIDED] = 33;
            sum[DS_SUM_RESPONDED] = sum[DS_SUM_ARRIVED];
            sum[DS_SUM_RESPONSE] = sum[DS_SUM_ARRIVED] * 0.004 * (r + 1) * HOUR;
            sum[DS_SUM_RESOLUTION_BREACHED] = p == 0 ? 0 : p == 1 ? r == 3 : 5 + r;
        }
        tally->arrived = 200 + r;
        tally->backlog_area = (20 + r) * tally->window;
        double *group = tally->groups[0].sum;
        group[DS_GROUP_VISITS] = 100;
        group[DS_GROUP_WAIT] = (80 + r) * HOUR;
        group[DS_GROUP_BUSY] = (400 + 10 * r) * HOUR;
        group[DS_GROUP_ROSTERED] = 3 * 160 * HOUR;
        group[DS_GROUP_QUEUE_AREA] = (500 + r) * HOUR;
        for (int bin = 0; bin < tally->series.bins; bin++) {
            tally->series.backlog[bin] = (float)(bin + r);
            tally->series.arrived[bin] = 10;
            tally->series.resolved[bin] = 9;
        }
        tally->series.busy[2] = (float)(6 + r);
        tally->series.rostered[2] = 24;
        tally->series.queue[2] = (float)r;
    }
}

/* JSON. */

static json_t *parse(const fixture *of)
{
    char *text;
    json_error_t error;
    assert_int_equal(ds_results_json(&of->results, &text, NULL), DS_OK);
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        fail_msg("line %d: %s", error.line, error.text);
    free(text);
    return root;
}

static json_t *field(json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);
    if (!value)
        fail_msg("there is no %s", key);
    return value;
}

static void expect_keys(json_t *object, const char *expected)
{
    char keys[1000] = "";
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        size_t used = strlen(keys);
        (void)snprintf(keys + used, sizeof keys - used, "%s%s", used ? " " : "", key);
    }
    assert_string_equal(keys, expected);
}

static void test_json_has_the_agreed_shape(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    of.hand.desk.contract_count = 0;
    compute(&of, REPLICATIONS);
    json_t *root = parse(&of);
    expect_keys(root, "desksim scenario seed replications level horizon_h warm_up_h notes "
                      "overall by_priority by_initial_priority by_type by_category by_sla "
                      "by_channel by_group");
    assert_string_equal(json_string_value(field(root, "scenario")), "Hand-made desk");
    assert_int_equal(json_integer_value(field(root, "seed")), 7);
    assert_int_equal(json_integer_value(field(root, "replications")), REPLICATIONS);
    near(json_real_value(field(root, "level")), 0.95, 0);
    assert_int_equal(json_integer_value(field(root, "horizon_h")), 504);
    assert_int_equal(json_integer_value(field(root, "warm_up_h")), 168);
    assert_true(json_is_array(field(root, "notes")));
    expect_keys(field(root, "by_priority"), "P1 P2 P3");
    expect_keys(field(root, "by_type"), "incident request problem");
    expect_keys(field(root, "by_group"), "L1 Vendor");
    expect_keys(field(field(root, "overall"), "mttr_h"),
                "value lo hi half_width n replications method");
    json_decref(root);
    fixture_free(&of);
}

static void test_json_agrees_with_the_results(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    compute(&of, REPLICATIONS);
    json_t *root = parse(&of);
    json_t *shown = field(field(field(root, "by_priority"), "P3"), "mttr_h");
    const ds_estimate *mttr = ds_results_find(&of.results, "by_priority", "P3", "mttr_h");
    near(json_number_value(field(shown, "value")), mttr->value, 1e-9 * mttr->value);
    near(json_number_value(field(shown, "lo")), mttr->lo, 1e-9 * mttr->value);
    near(json_number_value(field(shown, "hi")), mttr->hi, 1e-9 * mttr->value);
    near(json_number_value(field(shown, "half_width")), mttr->half_width, 1e-9);
    near(json_number_value(field(shown, "n")), 33 * REPLICATIONS, 0);
    assert_int_equal(json_integer_value(field(shown, "replications")), REPLICATIONS);
    json_decref(root);
    fixture_free(&of);
}

static void test_json_has_null_for_what_does_not_exist(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    compute(&of, 1);
    json_t *root = parse(&of);
    json_t *mttr = field(field(root, "overall"), "mttr_h");
    assert_true(json_is_number(field(mttr, "value")));
    assert_true(json_is_null(field(mttr, "lo")));
    assert_true(json_is_null(field(mttr, "hi")));
    assert_true(json_is_null(field(mttr, "half_width")));
    json_t *vendor = field(field(field(root, "by_group"), "Vendor"), "utilisation");
    assert_true(json_is_null(field(vendor, "value")));
    assert_int_equal(json_integer_value(field(vendor, "n")), 0);
    json_t *p95 = field(field(root, "overall"), "resolution_p95_h");
    assert_true(json_is_null(field(p95, "value")));
    json_decref(root);
    fixture_free(&of);
}

static void test_names_of_any_kind_survive_json(void **state)
{
    (void)state;
    static const char odd[] = "日本 \"L1\", \\ back\nslash\x01";
    fixture of;
    fixture_init(&of);
    of.hand.groups[0].name = hand_text(odd);
    compute(&of, 2);
    json_t *root = parse(&of);
    assert_non_null(json_object_get(field(root, "by_group"), odd));
    json_decref(root);
    fixture_free(&of);
}

static void test_a_seed_too_large_for_readers_is_text(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    compute(&of, 1);
    of.results.seed = UINT64_MAX;
    json_t *root = parse(&of);
    assert_string_equal(json_string_value(field(root, "seed")), "18446744073709551615");
    json_decref(root);
    fixture_free(&of);
}

/* CSV. */

#define MOST_FIELDS 40000

typedef struct csv_table {
    char *fields[MOST_FIELDS];
    int count;
    int columns;
    int rows; /* with the head */
    int in_row;
} csv_table;

static void take_field(void *text, size_t length, void *context)
{
    csv_table *table = context;
    assert_in_range(table->count, 0, MOST_FIELDS - 1);
    table->fields[table->count++] = strndup(text, length);
    table->in_row++;
}

static void take_row(int end, void *context)
{
    csv_table *table = context;
    (void)end;
    if (table->rows++ == 0)
        table->columns = table->in_row;
    assert_int_equal(table->in_row, table->columns);
    table->in_row = 0;
}

static csv_table *read_csv(const ds_results *results,
                           void (*put)(const ds_results *, FILE *))
{
    char *text;
    size_t size;
    struct csv_parser parser;
    csv_table *table = calloc(1, sizeof *table);
    FILE *out = open_memstream(&text, &size);
    assert_non_null(table);
    assert_non_null(out);
    put(results, out);
    assert_int_equal(fclose(out), 0);
    assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
    assert_int_equal(csv_parse(&parser, text, size, take_field, take_row, table), size);
    assert_int_equal(csv_fini(&parser, take_field, take_row, table), 0);
    csv_free(&parser);
    free(text);
    return table;
}

static void free_csv(csv_table *table)
{
    for (int i = 0; i < table->count; i++)
        free(table->fields[i]);
    free(table);
}

static const char *cell(const csv_table *table, int row, const char *column)
{
    int c = 0;
    while (c < table->columns && strcmp(table->fields[c], column) != 0)
        c++;
    if (c == table->columns)
        fail_msg("there is no column %s", column);
    return table->fields[row * table->columns + c];
}

/* The row whose first three cells are these. */
static int row_of(const csv_table *table, const char *first, const char *second,
                  const char *third)
{
    for (int row = 1; row < table->rows; row++) {
        char *const *fields = &table->fields[row * table->columns];
        if (strcmp(fields[0], first) == 0 && strcmp(fields[1], second) == 0 &&
            strcmp(fields[2], third) == 0)
            return row;
    }
    fail_msg("there is no row %s %s %s", first, second, third);
    return 0;
}

static void test_measures_csv_has_a_row_for_each_estimate(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    compute(&of, REPLICATIONS);
    csv_table *table = read_csv(&of.results, ds_results_csv_measures);
    const ds_estimate *mttr = ds_results_find(&of.results, "by_priority", "P2", "mttr_h");
    int row = row_of(table, "by_priority", "P2", "mttr_h");
    near(strtod(cell(table, row, "value"), NULL), mttr->value, 1e-9 * mttr->value);
    near(strtod(cell(table, row, "half_width"), NULL), mttr->half_width, 1e-9);
    assert_string_equal(cell(table, row, "unit"), "h");
    assert_string_equal(cell(table, row, "replications"), "6");
    assert_string_equal(cell(table, row, "method"), "jackknife");
    row = row_of(table, "by_priority", "P2", "resolution_breach_rate");
    assert_string_equal(cell(table, row, "method"), "wilson");
    row = row_of(table, "by_priority", "P1", "resolution_breach_rate");
    assert_string_equal(cell(table, row, "method"), "upper bound");
    row = row_of(table, "by_group", "Vendor", "utilisation");
    assert_string_equal(cell(table, row, "value"), "");
    (void)row_of(table, "overall", "", "backlog");
    free_csv(table);
    fixture_free(&of);
}

static void test_names_of_any_kind_survive_csv(void **state)
{
    (void)state;
    static const char odd[] = "a, \"b\"\nc";
    fixture of;
    fixture_init(&of);
    of.hand.groups[0].name = hand_text(odd);
    of.hand.groups[1].name = hand_text("=SUM(A1)");
    compute(&of, 2);
    csv_table *table = read_csv(&of.results, ds_results_csv_measures);
    (void)row_of(table, "by_group", odd, "wait_h");
    (void)row_of(table, "by_group", "'=SUM(A1)", "wait_h");
    free_csv(table);
    table = read_csv(&of.results, ds_results_csv_over_time);
    assert_non_null(cell(table, 1, "queue:a, \"b\"\nc"));
    free_csv(table);
    fixture_free(&of);
}

static void test_over_time_has_means_and_a_band(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    compute(&of, REPLICATIONS);
    csv_table *table = read_csv(&of.results, ds_results_csv_over_time);
    assert_int_equal(table->rows, 1 + 21);
    assert_string_equal(cell(table, 1, "start"), "2026-01-05T00:00:00Z");
    assert_string_equal(cell(table, 3, "start"), "2026-01-07T00:00:00Z");
    assert_string_equal(cell(table, 3, "start_h"), "48");
    /* Day 2: backlogs 2 to 7; their 10 % and 90 % quantiles at steps of 1/5. */
    assert_string_equal(cell(table, 3, "backlog"), "4.5");
    assert_string_equal(cell(table, 3, "backlog_p10"), "2.5");
    assert_string_equal(cell(table, 3, "backlog_p90"), "6.5");
    assert_string_equal(cell(table, 3, "arrived"), "10");
    assert_string_equal(cell(table, 3, "resolved"), "9");
    /* Busy 6 to 11 of 24 hours: 51 of 144. */
    near(strtod(cell(table, 3, "utilisation:L1"), NULL), 51.0 / 144, 1e-9);
    assert_string_equal(cell(table, 3, "queue:L1"), "2.5");
    assert_string_equal(cell(table, 2, "utilisation:L1"), "");
    free_csv(table);
    near(of.results.series.busy[2], 51.0 / 6 / 24, 1e-9);
    fixture_free(&of);
}

static void test_one_replication_has_no_band(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    compute(&of, 1);
    csv_table *table = read_csv(&of.results, ds_results_csv_over_time);
    assert_string_equal(cell(table, 3, "backlog"), "2");
    assert_string_equal(cell(table, 3, "backlog_p10"), "");
    free_csv(table);
    fixture_free(&of);
}

static void test_hours_of_the_week_are_rates_in_the_window(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    /* Tuesday 09:00 to 10:00, twice in the window of two weeks. */
    for (int r = 0; r < REPLICATIONS; r++) {
        of.tallies[r].arrived_by_hour[33] = 10 + r;
        of.tallies[r].groups[0].busy[33] = 3 * HOUR;
        of.tallies[r].groups[0].rostered[33] = 6 * HOUR;
        of.tallies[r].groups[1].busy[33] = 1 * HOUR;
    }
    compute(&of, REPLICATIONS);
    csv_table *table = read_csv(&of.results, ds_results_csv_hour_of_week);
    assert_int_equal(table->rows, 1 + 168);
    assert_string_equal(cell(table, 34, "hour_of_week"), "33");
    assert_string_equal(cell(table, 34, "weekday"), "Tue");
    assert_string_equal(cell(table, 34, "hour"), "9");
    assert_string_equal(cell(table, 34, "arrivals_per_hour"), "6.25");
    assert_string_equal(cell(table, 34, "utilisation:L1"), "0.5");
    assert_string_equal(cell(table, 34, "busy:L1"), "1.5");
    assert_string_equal(cell(table, 34, "utilisation:Vendor"), "");
    assert_string_equal(cell(table, 34, "busy:Vendor"), "0.5");
    assert_string_equal(cell(table, 35, "arrivals_per_hour"), "0");
    free_csv(table);
    fixture_free(&of);
}

static void test_hours_that_the_window_does_not_hold_are_empty(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    of.hand.desk.horizon = DS_WEEK + 36 * DS_HOUR + DS_HOUR / 2;
    compute(&of, REPLICATIONS);
    near(of.results.week.hours[0], 1, 1e-12);
    near(of.results.week.hours[36], 0.5, 1e-12);
    near(of.results.week.hours[37], 0, 0);
    assert_true(isnan(of.results.week.arrived[37]));
    fixture_free(&of);
}

static void test_resolution_times_add_up_to_the_resolved_share(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    for (int r = 0; r < REPLICATIONS; r++)
        hand_sum(&of.tallies[r], DS_BY_PRIORITY, 0)[DS_SUM_CENSORED] = 2;
    compute(&of, REPLICATIONS);
    assert_int_equal(of.results.times_count, 1 + HAND_PRIORITIES);
    const ds_result_times *times = &of.results.times[1];
    double area = 0;
    double lower = 0;
    for (int i = 0; i < times->count; i++) {
        double width = i == 0 ? times->upper_h[0] / 9 : times->upper_h[i] - lower;
        if (i > 0)
            assert_true(times->upper_h[i] > lower && width <= 0.1251 * lower);
        area += i == 0 ? times->cumulative[0] : times->density[i] * width;
        lower = times->upper_h[i];
    }
    assert_string_equal(times->name, "P1");
    near(times->n, 36 * REPLICATIONS, 0);
    near(times->unresolved, 2 * REPLICATIONS, 0);
    near(times->cumulative[times->count - 1], 34.0 / 36, 1e-12);
    near(area, 34.0 / 36, 1e-9);
    csv_table *table = read_csv(&of.results, ds_results_csv_resolution_times);
    assert_string_equal(cell(table, 1, "priority"), "overall");
    assert_string_equal(cell(table, 1 + of.results.times[0].count, "priority"), "P1");
    free_csv(table);
    fixture_free(&of);
}

static void test_the_share_resolved_by_an_edge_is_exact(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    compute(&of, 1);
    const ds_result_times *times = &of.results.times[0];
    /* 0.1, 0.2, … 10 hours, one ticket each. */
    for (int i = 0; i < times->count; i++) {
        double by_then = 0;
        for (int k = 1; k <= 100; k++)
            by_then += (ds_ticks)(0.1 * k * HOUR) < (ds_ticks)(times->upper_h[i] * HOUR);
        near(times->cumulative[i], by_then / 100, 1e-12);
    }
    fixture_free(&of);
}

/* Text. */

static char *summarise(const fixture *of)
{
    char *text;
    assert_int_equal(ds_results_summary(&of->results, &text, NULL), DS_OK);
    return text;
}

static void expect_lines_fit(char *text)
{
    char *rest = text;
    for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n"))
        if (ds_text_width(line) > 80)
            fail_msg("%d columns: %s", ds_text_width(line), line);
}

static void expect_part(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("no \"%s\" in:\n%s", part, text);
}

static void test_the_summary_shows_the_headline_and_the_tables(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    compute(&of, REPLICATIONS);
    char *text = summarise(&of);
    expect_part(text, "Hand-made desk\n3w from 2026-01-05 (warm-up 1w), 6 replications, "
                      "seed 7, intervals at 95 "
                      "%\n");
    /* 5.05 h · (1, 1.1, … 1.5): mean 6.3125; t(5) · 0.505 · sd(0 … 5)/√6 = 0.9915. */
    expect_part(text, "mean time to resolve (MTTR)              6.31 h   ± 0.99\n");
    expect_part(text, "open tickets on average                  22.5     ± 2.0\n");
    /* P2: one breach in 198. */
    expect_part(text, "0.51 % [0.06, 4.16]");
    expect_part(text, "0 % (< 1.5)");
    expect_part(text, "88.5 % ± 4.1");
    expect_part(text, " 50 s ± 28 ");
    expect_part(text, "3bd");
    expect_part(text, "\nNotes\n  - ");
    expect_lines_fit(text);
    free(text);
    fixture_free(&of);
}

/* Requests of the same priority may be promised other times: the table counts incidents. */
static void test_targets_are_those_of_the_tickets_that_the_table_counts(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    ds_sla slas[2] = {of.hand.sla, of.hand.sla};
    slas[1].resolution[1].ticks = 5 * DS_HOUR;
    of.hand.desk.slas = slas;
    of.hand.desk.sla_count = 1;
    of.hand.categories[1].type = DS_REQUEST;
    int32_t request_row = (DS_REQUEST * HAND_CATEGORIES + 1) * HAND_PRIORITIES + 1;
    of.hand.sla_rows[request_row] = 1;
    compute(&of, REPLICATIONS);
    char *text = summarise(&of);
    expect_part(text, " 8h ");
    assert_null(strstr(text, "varies"));
    free(text);
    of.hand.categories[1].type = DS_INCIDENT;
    of.hand.sla_rows[(DS_INCIDENT * HAND_CATEGORIES + 1) * HAND_PRIORITIES + 1] = 1;
    text = summarise(&of);
    expect_part(text, " varies ");
    free(text);
    of.hand.desk.slas = &of.hand.sla;
    fixture_free(&of);
}

static void test_long_and_wide_names_do_not_break_the_lines(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    of.hand.desk.name = hand_text(
        "An extraordinarily long scenario name without any good reason, which goes on and "
        "on "
        "日本語のサービスデスクの非常に長い名前日本語のサービスデスクの非常に長い名前日本語"
        "の");
    of.hand.groups[0].name = hand_text("日本語のサービスデスクの非常に長い名前");
    of.hand.groups[1].name = hand_text("Me\033[31mters\tand mo\xffre, a\u0301ccents");
    of.hand.desk.priority_names[1] =
        hand_text("Priority two, which is high but not the highest");
    for (int r = 0; r < REPLICATIONS; r++) {
        of.tallies[r].groups[0].sum[DS_GROUP_WAIT] = 1e12 * HOUR * r;
        of.tallies[r].groups[0].sum[DS_GROUP_QUEUE_AREA] = 1e13 * HOUR * r;
        of.tallies[r].backlog_area = 1e12 * r * of.tallies[r].window;
    }
    compute(&of, REPLICATIONS);
    char *text = summarise(&of);
    assert_null(strchr(text, '\033'));
    expect_part(text, "…");
    expect_lines_fit(text);
    free(text);
    fixture_free(&of);
}

static void test_nothing_at_all_is_shown_without_numbers(void **state)
{
    (void)state;
    for (int count = 0; count < 3; count++) {
        fixture of;
        fixture_init(&of);
        compute(&of, count);
        char *text = summarise(&of);
        expect_part(text, "mean time to resolve (MTTR)                 –");
        assert_null(strstr(text, "nan"));
        expect_lines_fit(text);
        free(text);
        json_t *root = parse(&of);
        assert_true(json_is_null(field(field(field(root, "overall"), "mttr_h"), "value")));
        json_decref(root);
        free_csv(read_csv(&of.results, ds_results_csv_measures));
        free_csv(read_csv(&of.results, ds_results_csv_resolution_times));
        free_csv(read_csv(&of.results, ds_results_csv_hour_of_week));
        free_csv(read_csv(&of.results, ds_results_csv_over_time));
        fixture_free(&of);
    }
}

static void expect_width(const char *text, int width)
{
    if (ds_text_width(text) != width)
        fail_msg("%s takes %d columns", text, ds_text_width(text));
}

static void test_text_is_measured_in_columns(void **state)
{
    (void)state;
    expect_width("", 0);
    expect_width("Straße", 6);
    expect_width("日本", 4);
    expect_width("e\u0301", 1);
    expect_width("😀", 2);
    expect_width("12.4 ± 0.6", 10);
    expect_width("\xff\xfe", 2);
    expect_width("\xe6\x97", 2);
    expect_width("\033[0m", 4);
}

static char *put(const char *text, int width, bool is_right)
{
    char *out;
    size_t size;
    FILE *stream = open_memstream(&out, &size);
    assert_non_null(stream);
    ds_text_put(stream, text, width, is_right);
    assert_int_equal(fclose(stream), 0);
    return out;
}

static void expect_put(const char *text, int width, bool is_right, const char *expected)
{
    char *out = put(text, width, is_right);
    assert_string_equal(out, expected);
    free(out);
}

static void test_text_fills_its_columns_exactly(void **state)
{
    (void)state;
    expect_put("abc", 5, false, "abc  ");
    expect_put("abc", 5, true, "  abc");
    expect_put("abc", 3, true, "abc");
    expect_put("abcd", 3, true, "ab…");
    expect_put("日本語", 6, false, "日本語");
    expect_put("日本語", 5, false, "日本…");
    expect_put("日本語", 4, false, "日… ");
    expect_put("a\nb", 4, false, "a?b ");
}

/* Files. */

static void test_results_are_written_into_a_new_directory(void **state)
{
    (void)state;
    char folder[] = "/tmp/desksim-results-XXXXXX";
    char inner[64];
    fixture of;
    fixture_init(&of);
    fill(&of);
    compute(&of, REPLICATIONS);
    assert_non_null(mkdtemp(folder));
    (void)snprintf(inner, sizeof inner, "%s/out", folder);
    assert_int_equal(ds_results_write(&of.results, inner, NULL), DS_OK);
    int32_t count;
    const char *const *names = ds_results_file_names(&count);
    assert_int_equal(count, 7);
    for (int32_t i = 0; i < count; i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "%s/%s", inner, names[i]);
        assert_int_equal(unlink(path), 0);
    }
    char workbook[128];
    (void)snprintf(workbook, sizeof workbook, "%s/results.xlsx", inner);
    (void)unlink(workbook); /* only where the library for it was there */
    assert_int_equal(rmdir(inner), 0);
    assert_int_equal(rmdir(folder), 0);
    fixture_free(&of);
}

static void test_a_directory_that_cannot_be_made_is_named(void **state)
{
    (void)state;
    ds_error err;
    fixture of;
    fixture_init(&of);
    compute(&of, 1);
    assert_int_equal(ds_results_write(&of.results, "/dev/null/out", &err), DS_IO_FAILED);
    assert_string_equal(err.path, "/dev/null/out");
    fixture_free(&of);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_has_the_agreed_shape),
        cmocka_unit_test(test_json_agrees_with_the_results),
        cmocka_unit_test(test_json_has_null_for_what_does_not_exist),
        cmocka_unit_test(test_names_of_any_kind_survive_json),
        cmocka_unit_test(test_a_seed_too_large_for_readers_is_text),
        cmocka_unit_test(test_measures_csv_has_a_row_for_each_estimate),
        cmocka_unit_test(test_names_of_any_kind_survive_csv),
        cmocka_unit_test(test_over_time_has_means_and_a_band),
        cmocka_unit_test(test_one_replication_has_no_band),
        cmocka_unit_test(test_hours_of_the_week_are_rates_in_the_window),
        cmocka_unit_test(test_hours_that_the_window_does_not_hold_are_empty),
        cmocka_unit_test(test_resolution_times_add_up_to_the_resolved_share),
        cmocka_unit_test(test_the_share_resolved_by_an_edge_is_exact),
        cmocka_unit_test(test_the_summary_shows_the_headline_and_the_tables),
        cmocka_unit_test(test_targets_are_those_of_the_tickets_that_the_table_counts),
        cmocka_unit_test(test_long_and_wide_names_do_not_break_the_lines),
        cmocka_unit_test(test_nothing_at_all_is_shown_without_numbers),
        cmocka_unit_test(test_text_is_measured_in_columns),
        cmocka_unit_test(test_text_fills_its_columns_exactly),
        cmocka_unit_test(test_results_are_written_into_a_new_directory),
        cmocka_unit_test(test_a_directory_that_cannot_be_made_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
