/* Key measures by name, and the rule that adds replications until they are precise. */
#include "analysis/studies/key_measures.h"
#include "analysis/studies/precision.h"
#include "desk_from_text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char queue[] = "name: queue\n"
                            "start: 2026-01-05\n"
                            "horizon: 8d\n"
                            "warm_up: 1d\n"
                            "slas:\n"
                            "  all: {resolution: {P1: 2h, P2: 3h}}\n"
                            "groups:\n"
                            "  front desk: {tier: 1, agents: 2, hours: always}\n"
                            "arrivals:\n"
                            "  all: {type: incident, rate: 4/h, profile: flat}\n"
                            "categories:\n"
                            "  any:\n"
                            "    share: 100%\n"
                            "    priority: {P1: 20%, P2: 80%}\n"
                            "    work: {front desk: exponential(mean 24m)}\n";

/* Nobody waits, and all work takes as long. */
static const char constant[] = "name: constant\n"
                               "start: 2026-01-05\n"
                               "horizon: 1w\n"
                               "slas:\n"
                               "  all: {resolution: {P1: 2h, P3: 2h}}\n"
                               "groups:\n"
                               "  desk: {tier: 1, agents: unlimited, hours: always}\n"
                               "arrivals:\n"
                               "  all: {type: incident, rate: 50/week, profile: flat}\n"
                               "categories:\n"
                               "  any:\n"
                               "    share: 100%\n"
                               "    priority: {P1: 100%}\n"
                               "    work: {desk: constant(10m)}\n";

/* Key measures. */

static void expect_keys(const ds_desk *desk, const char *text, int32_t count,
                        const char *first)
{
    char name[256];
    ds_error err = {0};
    ds_key_measures keys = {0};
    if (ds_key_measures_add(&keys, desk, text, &err) != DS_OK)
        fail_msg("%s: %s", text, err.text);
    assert_int_equal(keys.count, count);
    ds_key_measure_print(desk, &keys.list[0], name, sizeof name);
    assert_string_equal(name, first);
    ds_key_measures_free(&keys);
}

static void test_a_key_measure_is_found_by_name_and_slice(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(queue);
    expect_keys(&desk, "mttr_h", 1, "mttr_h");
    expect_keys(&desk, "resolution_breach_rate:P2", 1, "resolution_breach_rate:P2");
    expect_keys(&desk, "mttr_h:by_category:any", 1, "mttr_h:any");
    expect_keys(&desk, "mttr_h:by_priority", 5, "mttr_h:P1");
    expect_keys(&desk, "utilisation", 1, "utilisation:front desk");
    expect_keys(&desk, "utilisation:front desk", 1, "utilisation:front desk");
    expect_keys(&desk, "mttr_h:incident", 1, "mttr_h:incident");
    ds_desk_free(&desk);
}

static void expect_refusal(const ds_desk *desk, const char *text, const char *said)
{
    ds_error err = {0};
    ds_key_measures keys = {0};
    assert_int_equal(ds_key_measures_add(&keys, desk, text, &err), DS_BAD_INPUT);
    if (!strstr(err.text, said))
        fail_msg("%s: '%s' does not say '%s'", text, err.text, said);
    assert_int_equal(keys.count, 0);
}

static void test_an_unknown_key_measure_is_refused_with_the_nearest(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(queue);
    expect_refusal(&desk, "mtr_h", "did you mean 'mttr_h'?");
    expect_refusal(&desk, "resolution_breach_rat:P1", "'resolution_breach_rate'");
    expect_refusal(&desk, "mttr_h:P9", "did you mean 'P");
    expect_refusal(&desk, "utilisation:front dsk", "did you mean 'front desk'?");
    expect_refusal(&desk, "utilisation:by_priority", "not given by_priority");
    expect_refusal(&desk, "", "no measure ''");
    ds_desk_free(&desk);
}

static void test_a_measure_named_twice_stands_once(void **state)
{
    (void)state;
    ds_error err;
    ds_key_measures keys = {0};
    ds_desk desk = desk_from_text(queue);
    assert_int_equal(ds_key_measures_add(&keys, &desk, "mttr_h:by_priority", &err), DS_OK);
    assert_int_equal(ds_key_measures_add(&keys, &desk, "mttr_h:P2", &err), DS_OK);
    assert_int_equal(keys.count, 5);
    assert_true(keys.list[1].is_named && !keys.list[0].is_named);
    ds_key_measures_free(&keys);
    ds_desk_free(&desk);
}

/* Running. */

typedef struct outcome {
    ds_key_measures keys;
    ds_precision_plan plan;
    ds_key_table table;
    ds_tally *tallies;
    int64_t done;
} outcome;

static outcome run(const ds_desk *desk, const char *key, double relative, double absolute,
                   int64_t first, int64_t most, int32_t threads)
{
    outcome of = {
        .plan = {.has_target = true,
                 .relative = relative,
                 .absolute = absolute,
                 .level = 0.95,
                 .first = first,
                 .most = most}
    };
    ds_error err = {0};
    ds_replications what = {.desk = desk, .seed = 5, .threads = threads};
    ds_status status = key ? ds_key_measures_add(&of.keys, desk, key, &err)
                           : ds_key_measures_of_desk(&of.keys, desk, &err);
    assert_int_equal(status, DS_OK);
    of.plan.keys = &of.keys;
    assert_int_equal(
        ds_precision_run(&of.plan, &what, &of.tallies, &of.done, &of.table, &err), DS_OK);
    of.plan.keys = NULL;
    return of;
}

static void let_go(outcome *of)
{
    desk_tallies_free(of->tallies, of->done);
    ds_key_measures_free(&of->keys);
    ds_key_table_free(&of->table);
}

static void test_replications_are_added_until_all_key_measures_are_precise(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(queue);
    outcome of = run(&desk, NULL, 0.15, 0.02, 20, 5000, 2);
    assert_true(of.table.is_reached);
    assert_true(of.done > 20 && of.done < 5000);
    /* Only the two priorities with tickets count; two measures of each. */
    assert_int_equal(of.table.count, 4);
    for (int32_t i = 0; i < of.table.count; i++) {
        const ds_key_result *row = &of.table.rows[i];
        bool is_rate = row->estimate.value < 1 && row->wanted == 0.02;
        assert_true(row->estimate.half_width <= row->wanted);
        assert_true(is_rate || fabs(row->wanted - 0.15 * row->estimate.value) < 1e-12);
        assert_int_equal(row->estimate.replications, of.done);
    }
    let_go(&of);
    ds_desk_free(&desk);
}

static void test_the_level_is_shared_among_the_intervals(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(queue);
    outcome of = run(&desk, NULL, 1, 1, 20, 20, 1);
    outcome alone = run(&desk, "mttr_h:P2", 1, 1, 20, 20, 1);
    assert_true(fabs(of.table.each_level - (1 - 0.05 / 4)) < 1e-15);
    assert_true(alone.table.each_level == 0.95);
    assert_true(of.table.rows[1].estimate.half_width >
                1.2 * alone.table.rows[0].estimate.half_width);
    let_go(&of);
    let_go(&alone);
    ds_desk_free(&desk);
}

static void test_threads_change_nothing(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(queue);
    outcome one = run(&desk, "mttr_h", 0.12, 0.01, 10, 2000, 1);
    outcome three = run(&desk, "mttr_h", 0.12, 0.01, 10, 2000, 3);
    assert_int_equal(one.done, three.done);
    assert_memory_equal(&one.table.rows[0].estimate, &three.table.rows[0].estimate,
                        sizeof(double) * 4);
    let_go(&one);
    let_go(&three);
    ds_desk_free(&desk);
}

static void test_a_limit_ends_it_with_what_is_still_too_wide(void **state)
{
    (void)state;
    char text[256];
    ds_desk desk = desk_from_text(queue);
    outcome of = run(&desk, NULL, 0.01, 0.5, 10, 31, 1);
    assert_int_equal(of.done, 31);
    assert_true(!of.table.is_reached);
    const ds_key_result *widest = ds_key_table_widest(&of.table);
    assert_non_null(widest);
    assert_int_equal(widest->state, DS_KEY_TOO_WIDE);
    assert_true(widest->more > 1000);
    ds_key_result_describe(&desk, widest, text, sizeof text);
    assert_non_null(strstr(text, "mttr_h ± "));
    assert_non_null(strstr(text, " h, wanted 0.01"));
    let_go(&of);
    ds_desk_free(&desk);
}

static void test_batches_grow_by_a_quarter_to_double(void **state)
{
    (void)state;
    ds_key_result rows[2] = {{.state = DS_KEY_REACHED}, {.state = DS_KEY_TOO_WIDE}};
    ds_key_table table = {.count = 2, .rows = rows, .has_target = true};
    ds_precision_plan plan = {.first = 20, .most = 1000};
    rows[1].more = 1;
    assert_int_equal(ds_precision_next(&plan, &table, 40), 50);
    rows[1].more = 20; /* 1.02 × 60 = 61.2, then even */
    assert_int_equal(ds_precision_next(&plan, &table, 40), 62);
    rows[1].more = 5000;
    assert_int_equal(ds_precision_next(&plan, &table, 40), 80);
    rows[1].more = NAN;
    assert_int_equal(ds_precision_next(&plan, &table, 40), 80);
    assert_int_equal(ds_precision_next(&plan, &table, 600), 1000);
    assert_int_equal(ds_precision_next(&plan, &table, 1000), 1000);
    rows[1].state = DS_KEY_NO_TICKETS;
    assert_int_equal(ds_precision_next(&plan, &table, 40), 40);
}

static void test_a_constant_measure_is_precise_at_once(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(constant);
    outcome of = run(&desk, "mttr_h:P1", 0.01, 0.01, 10, 1000, 1);
    assert_true(of.table.is_reached);
    assert_int_equal(of.done, 10);
    assert_true(of.table.rows[0].estimate.half_width == 0);
    assert_true(fabs(of.table.rows[0].estimate.value - 1.0 / 6) < 1e-12);
    let_go(&of);
    ds_desk_free(&desk);
}

static void test_a_named_measure_without_tickets_is_said_and_not_waited_for(void **state)
{
    (void)state;
    char text[256];
    ds_desk desk = desk_from_text(constant);
    outcome of = run(&desk, "mttr_h:P3", 0.01, 0.01, 10, 1000, 1);
    assert_true(!of.table.is_reached);
    assert_int_equal(of.done, 10);
    assert_int_equal(of.table.rows[0].state, DS_KEY_NO_TICKETS);
    ds_key_result_describe(&desk, &of.table.rows[0], text, sizeof text);
    assert_string_equal(text, "P3 mttr_h has no tickets");
    let_go(&of);
    ds_desk_free(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_key_measure_is_found_by_name_and_slice),
        cmocka_unit_test(test_an_unknown_key_measure_is_refused_with_the_nearest),
        cmocka_unit_test(test_a_measure_named_twice_stands_once),
        cmocka_unit_test(test_replications_are_added_until_all_key_measures_are_precise),
        cmocka_unit_test(test_the_level_is_shared_among_the_intervals),
        cmocka_unit_test(test_threads_change_nothing),
        cmocka_unit_test(test_a_limit_ends_it_with_what_is_still_too_wide),
        cmocka_unit_test(test_batches_grow_by_a_quarter_to_double),
        cmocka_unit_test(test_a_constant_measure_is_precise_at_once),
        cmocka_unit_test(test_a_named_measure_without_tickets_is_said_and_not_waited_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
