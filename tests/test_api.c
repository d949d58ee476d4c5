/* The library's interface, used as a stranger would: by api/desksim.h alone. */
#include "api/desksim.h"

#include <jansson.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scratch_directory.h"

#define DESK                                                                               \
    "name: Desk\n"                                                                         \
    "start: 2026-01-05\n"                                                                  \
    "horizon: 3w\n"                                                                        \
    "warm_up: 1w\n"                                                                        \
    "time_zone: Europe/London\n"                                                           \
    "calendars: {office: {hours: Mon-Fri 08:00-18:00}}\n"                                  \
    "slas: {standard: {resolution: {P3: 4h, P4: 1d}, calendar: office}}\n"                 \
    "groups: {L1: {agents: 2, hours: office}, L2: {tier: 2, agents: 1, hours: office}}\n"  \
    "arrivals: {incidents: {rate: 30.5/workday, profile: office-hours}}\n"                 \
    "categories:\n"                                                                        \
    "  all:\n"                                                                             \
    "    priority: {P3: 40%, P4: 60%}\n"                                                   \
    "    work: {L1: lognormal(mean 20m cv 1.5), L2: exponential(mean 30m)}\n"              \
    "    resolved_at: {L1: 80%}\n"

static desksim_scenario *read_text(const char *text, const char *const *overrides)
{
    desksim_messages *messages = desksim_messages_new();
    desksim_scenario *scenario = NULL;
    desksim_status status = desksim_scenario_read(text, strlen(text), "desk.yaml",
                                                  overrides, messages, &scenario);
    if (status != DESKSIM_OK)
        fail_msg("%s: %s", desksim_status_text(status),
                 desksim_messages_at(messages, 0).text);
    desksim_messages_delete(messages);
    return scenario;
}

static desksim_results *run(desksim_scenario *scenario, int threads)
{
    desksim_results *results = NULL;
    desksim_run_options options = desksim_run_defaults();
    options.replications = 6;
    options.seed = 11;
    options.threads = threads;
    assert_int_equal(desksim_run(scenario, &options, NULL, &results), DESKSIM_OK);
    assert_non_null(results);
    return results;
}

static desksim_results *run_text(const char *text, const char *const *overrides)
{
    desksim_scenario *scenario = read_text(text, overrides);
    desksim_results *results = run(scenario, 2);
    desksim_scenario_delete(scenario);
    return results;
}

static char *json_of(const desksim_results *results)
{
    char *text = NULL;
    assert_int_equal(desksim_results_json(results, &text), DESKSIM_OK);
    return text;
}

static desksim_estimate find(const desksim_results *results, const char *dimension,
                             const char *slice, const char *measure)
{
    desksim_estimate found;
    if (!desksim_results_find(results, dimension, slice, measure, &found))
        fail_msg("there is no %s %s %s", dimension, slice ? slice : "", measure);
    return found;
}

static void test_header_and_library_have_one_version(void **state)
{
    (void)state;
    char text[32];
    snprintf(text, sizeof text, "%d.%d.%d", DESKSIM_VERSION_MAJOR, DESKSIM_VERSION_MINOR,
             DESKSIM_VERSION_PATCH);
    assert_string_equal(desksim_version(), text);
    assert_int_equal(desksim_version_number(), DESKSIM_VERSION_NUMBER);
}

/* A number of results.json, NaN for null. */
static double number(const json_t *estimate, const char *key)
{
    const json_t *value = json_object_get(estimate, key);
    assert_non_null(value);
    return json_is_null(value) ? NAN : json_number_value(value);
}

/* results.json has ten digits. */
static void expect_number(double got, double written)
{
    assert_true(isnan(written) ? isnan(got)
                               : fabs(got - written) <= 1e-9 * (1 + fabs(written)));
}

static int compare_slice(const desksim_results *results, const char *dimension,
                         const char *slice, const json_t *written)
{
    int compared = 0;
    for (int m = 0; m < desksim_measure_count(dimension); m++) {
        desksim_measure about = desksim_measure_at(dimension, m);
        desksim_estimate got = find(results, dimension, slice, about.name);
        const json_t *estimate = json_object_get(written, about.name);
        if (!estimate) { /* of live channels or a practice only */
            assert_true(isnan(got.value));
            continue;
        }
        assert_true(strlen(about.unit) > 0 && strlen(about.sentence) > 10);
        expect_number(got.value, number(estimate, "value"));
        expect_number(got.lo, number(estimate, "lo"));
        expect_number(got.hi, number(estimate, "hi"));
        expect_number(got.half_width, number(estimate, "half_width"));
        expect_number(got.n, number(estimate, "n"));
        compared += isfinite(got.value);
    }
    return compared;
}

static void test_what_is_iterated_is_what_results_json_has(void **state)
{
    (void)state;
    desksim_results *results = run_text(DESK, NULL);
    char *text = json_of(results);
    json_t *root = json_loads(text, 0, NULL);
    int compared = 0;
    assert_non_null(root);
    assert_int_equal(desksim_results_dimension_count(results), 8);
    for (int d = 0; d < desksim_results_dimension_count(results); d++) {
        const char *dimension = desksim_results_dimension(results, d);
        const json_t *object = json_object_get(root, dimension);
        assert_non_null(object);
        int slices = desksim_results_slice_count(results, dimension);
        for (int s = 0; s < slices; s++) {
            const char *slice = desksim_results_slice(results, dimension, s);
            compared += compare_slice(results, dimension, slice,
                                      d == 0 ? object : json_object_get(object, slice));
        }
        assert_int_equal(slices, d == 0 ? 1 : (int)json_object_size(object));
    }
    assert_true(compared > 60);
    json_decref(root);
    desksim_text_delete(text);
    desksim_results_delete(results);
}

static void test_measures_have_values_intervals_and_what_they_count(void **state)
{
    (void)state;
    desksim_results *results = run_text(DESK, NULL);
    desksim_estimate busy = find(results, "by_group", "L1", "utilisation");
    assert_true(busy.value > 0.3 && busy.value < 0.8);
    assert_true(busy.lo < busy.value && busy.value < busy.hi);
    assert_string_equal(busy.method, "jackknife");
    assert_int_equal(busy.replications, 6);
    desksim_estimate mttr = find(results, "overall", NULL, "mttr_h");
    assert_true(mttr.n > 6 * 2 * 5 * 20 && mttr.value > 0.3);
    desksim_results_head head = desksim_results_about(results);
    assert_string_equal(head.scenario, "Desk");
    assert_int_equal(head.seed, 11);
    assert_int_equal(head.replications, 6);
    assert_true(head.level == 0.95 && head.horizon_h == 504 && head.warm_up_h == 168);
    desksim_results_delete(results);
}

static void test_what_there_is_not_is_not_found(void **state)
{
    (void)state;
    desksim_results *results = run_text(DESK, NULL);
    desksim_estimate left = {.value = 17};
    assert_false(desksim_results_find(results, "by_moon", "P1", "mttr_h", &left));
    assert_false(desksim_results_find(results, "by_priority", "P77", "mttr_h", &left));
    assert_false(desksim_results_find(results, "by_priority", "P3", "mood", &left));
    assert_false(desksim_results_find(results, "by_priority", "P3", "utilisation", &left));
    assert_true(left.value == 17);
    assert_int_equal(desksim_results_slice_count(results, "by_moon"), 0);
    assert_int_equal(desksim_measure_count("by_moon"), 0);
    assert_null(desksim_results_slice(results, "by_group", 2));
    assert_null(desksim_results_dimension(results, 99));
    desksim_results_delete(results);
}

static void test_everything_that_is_wrong_is_told_with_its_place(void **state)
{
    (void)state;
    static const char text[] =
        "groups:\n"
        "  L1: {agents: 2.5}\n"
        "  L2: {agnets: 3}\n"
        "arrivals: {all: {rate: 1/h}}\n"
        "categories: {all: {priority: {P1: 100%}, work: {L1: 5m}}}\n";
    char line[512];
    desksim_messages *messages = desksim_messages_new();
    desksim_scenario *scenario;
    assert_int_equal(
        desksim_scenario_read(text, strlen(text), "bad.yaml", NULL, messages, &scenario),
        DESKSIM_BAD_INPUT);
    assert_null(scenario);
    assert_int_equal(desksim_messages_errors(messages), 2);
    desksim_message first = desksim_messages_at(messages, 0);
    assert_string_equal(first.path, "bad.yaml");
    assert_int_equal(first.line, 2);
    assert_int_equal(first.column, 16);
    assert_false(first.is_warning);
    desksim_message_print(&first, line, sizeof line);
    assert_non_null(strstr(line, "bad.yaml:2:16: groups.L1.agents: '2.5' is not"));
    assert_non_null(strstr(desksim_messages_at(messages, 1).text, "agents"));
    desksim_messages_delete(messages);
}

static void test_old_messages_do_not_spoil_what_comes_next(void **state)
{
    (void)state;
    desksim_messages *messages = desksim_messages_new();
    desksim_scenario *scenario;
    assert_int_equal(desksim_scenario_load("no-such.yaml", NULL, messages, &scenario),
                     DESKSIM_BAD_INPUT);
    assert_int_equal(desksim_messages_errors(messages), 1);
    assert_int_equal(
        desksim_scenario_read(DESK, strlen(DESK), "desk.yaml", NULL, messages, &scenario),
        DESKSIM_OK);
    assert_non_null(scenario);
    assert_int_equal(desksim_messages_errors(messages), 1);
    desksim_messages_clear(messages);
    assert_int_equal(desksim_messages_count(messages), 0);
    desksim_scenario_delete(scenario);
    desksim_messages_delete(messages);
}

static void test_a_warning_leaves_the_scenario_fit_to_run(void **state)
{
    (void)state;
    const char *const overrides[] = {"groups.L1.agents=1", NULL};
    desksim_messages *messages = desksim_messages_new();
    desksim_scenario *scenario;
    assert_int_equal(desksim_scenario_read(DESK, strlen(DESK), "desk.yaml", overrides,
                                           messages, &scenario),
                     DESKSIM_OK);
    assert_int_equal(desksim_messages_errors(messages), 0);
    assert_int_equal(desksim_messages_count(messages), 1);
    assert_true(desksim_messages_at(messages, 0).is_warning);
    assert_non_null(strstr(desksim_messages_at(messages, 0).text, "L1"));
    desksim_scenario_delete(scenario);
    desksim_messages_delete(messages);
}

static void test_a_variation_is_what_its_overrides_make_of_it(void **state)
{
    (void)state;
    const char *const more[] = {"groups.L1.agents=4", NULL};
    desksim_scenario *base = read_text(DESK, NULL);
    desksim_scenario *varied = NULL;
    assert_int_equal(desksim_scenario_vary(base, more, NULL, &varied), DESKSIM_OK);
    desksim_scenario_delete(base);
    desksim_results *one = run(varied, 1);
    desksim_scenario_delete(varied);
    desksim_results *other = run_text(DESK, more);
    desksim_results *before = run_text(DESK, NULL);
    char *one_text = json_of(one);
    char *other_text = json_of(other);
    assert_string_equal(one_text, other_text);
    assert_true(find(one, "by_group", "L1", "utilisation").value <
                0.6 * find(before, "by_group", "L1", "utilisation").value);
    desksim_text_delete(one_text);
    desksim_text_delete(other_text);
    desksim_results_delete(one);
    desksim_results_delete(other);
    desksim_results_delete(before);
}

static void test_a_wrong_override_is_refused(void **state)
{
    (void)state;
    const char *const wrong[] = {"groups.L9.agents=4", NULL};
    desksim_messages *messages = desksim_messages_new();
    desksim_scenario *base = read_text(DESK, NULL);
    desksim_scenario *varied;
    assert_int_equal(desksim_scenario_vary(base, wrong, messages, &varied),
                     DESKSIM_BAD_INPUT);
    assert_null(varied);
    assert_non_null(strstr(desksim_messages_at(messages, 0).text, "L9"));
    desksim_scenario_delete(base);
    desksim_messages_delete(messages);
}

typedef struct stopper {
    desksim_cancel *cancel;
    int64_t calls;
    int64_t last;
} stopper;

static void stop_after_three(void *context, int64_t done, int64_t count)
{
    stopper *self = context;
    assert_int_equal(count, 400);
    self->calls++;
    self->last = done;
    if (done == 3)
        desksim_cancel_request(self->cancel);
}

static void test_a_cancelled_run_keeps_what_is_complete(void **state)
{
    (void)state;
    stopper stop = {.cancel = desksim_cancel_new()};
    desksim_scenario *scenario = read_text(DESK, NULL);
    desksim_results *results = NULL;
    desksim_run_options options = desksim_run_defaults();
    options.replications = 400;
    options.threads = 2;
    options.cancel = stop.cancel;
    options.progress = stop_after_three;
    options.context = &stop;
    assert_int_equal(desksim_run(scenario, &options, NULL, &results), DESKSIM_UNFINISHED);
    assert_non_null(results);
    assert_in_range(desksim_results_about(results).replications, 2, 8);
    assert_in_range(stop.calls, 3, 8);
    bool is_said = false;
    for (int i = 0; i < desksim_results_note_count(results); i++)
        is_said |= strstr(desksim_results_note(results, i), "of 400 replications") != NULL;
    assert_true(is_said);
    desksim_results_delete(results);
    desksim_scenario_delete(scenario);
    desksim_cancel_delete(stop.cancel);
}

static void test_options_out_of_range_are_refused(void **state)
{
    (void)state;
    desksim_scenario *scenario = read_text(DESK, NULL);
    desksim_run_options wrong[4];
    const char *const named[4] = {"replications: 0", "threads: -1", "level: 95",
                                  "replications: 100001"};
    for (int i = 0; i < 4; i++)
        wrong[i] = desksim_run_defaults();
    wrong[0].replications = 0;
    wrong[1].threads = -1;
    wrong[2].level = 95;
    wrong[3].replications = 100001;
    for (int i = 0; i < 4; i++) {
        desksim_messages *messages = desksim_messages_new();
        desksim_results *results;
        assert_int_equal(desksim_run(scenario, &wrong[i], messages, &results),
                         DESKSIM_BAD_INPUT);
        assert_null(results);
        assert_non_null(strstr(desksim_messages_at(messages, 0).text, named[i]));
        desksim_messages_delete(messages);
    }
    desksim_scenario_delete(scenario);
}

static void test_a_warm_up_that_is_left_open_is_found(void **state)
{
    (void)state;
    const char *const overrides[] = {"warm_up=auto", "horizon=16w", NULL};
    desksim_results *results = run_text(DESK, overrides);
    double warm_up = desksim_results_about(results).warm_up_h;
    assert_true(warm_up > 0 && fmod(warm_up, 168) == 0);
    bool is_said = false;
    for (int i = 0; i < desksim_results_note_count(results); i++)
        is_said |= strstr(desksim_results_note(results, i), "pilot") != NULL;
    assert_true(is_said);
    desksim_results_delete(results);
}

static void test_a_replay_has_the_tickets_of_its_file(void **state)
{
    (void)state;
    scratch_directory scratch = scratch_directory_new();
    const char *path = scratch_path(&scratch, "tickets.csv");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "id,opened_at,priority\n");
    for (int i = 0; i < 70; i++)
        fprintf(file, "%d,2026-02-%02dT%02d:30:00Z,P3\n", i, 2 + i % 14, 9 + i % 7);
    fprintf(file, "70,someday,P3\n");
    assert_int_equal(fclose(file), 0);
    const char *const no_warm_up[] = {"warm_up=0", NULL};
    desksim_messages *messages = desksim_messages_new();
    desksim_scenario *base = read_text(DESK, no_warm_up);
    desksim_scenario *replay = NULL;
    assert_int_equal(desksim_scenario_replay(base, path, messages, &replay), DESKSIM_OK);
    assert_int_equal(desksim_messages_count(messages), 1);
    assert_non_null(strstr(desksim_messages_at(messages, 0).text, "1 of 71 rows"));
    desksim_results *results = run(replay, 1);
    assert_true(find(results, "by_priority", "P3", "arrived").value == 70);
    assert_true(desksim_results_about(results).horizon_h == 336);
    desksim_results_delete(results);
    desksim_scenario_delete(base);
    desksim_scenario_delete(replay);
    desksim_messages_delete(messages);
    scratch_directory_remove(&scratch);
}

static void test_texts_and_files_say_the_same(void **state)
{
    (void)state;
    scratch_directory scratch = scratch_directory_new();
    desksim_results *results = run_text(DESK, NULL);
    char *text;
    char *csv;
    char *summary;
    char *written = calloc(1, 1 << 20);
    assert_int_equal(desksim_results_write(results, scratch.path, NULL), DESKSIM_OK);
    FILE *file = fopen(scratch_path(&scratch, "results.json"), "r");
    assert_non_null(file);
    assert_true(fread(written, 1, (1 << 20) - 1, file) > 0);
    fclose(file);
    text = json_of(results);
    assert_string_equal(text, written);
    assert_int_equal(desksim_results_csv(results, "measures", &csv), DESKSIM_OK);
    assert_int_equal(strncmp(csv, "dimension,slice,measure,", 24), 0);
    assert_int_equal(desksim_results_summary(results, &summary), DESKSIM_OK);
    assert_non_null(strstr(summary, "mean time to resolve"));
    desksim_text_delete(csv);
    assert_int_equal(desksim_results_csv(results, "horoscope", &csv), DESKSIM_BAD_INPUT);
    assert_null(csv);
    desksim_text_delete(summary);
    desksim_text_delete(text);
    free(written);
    desksim_results_delete(results);
    scratch_directory_remove(&scratch);
}

/* A program that has been set to a locale with a decimal comma. */
static void test_a_locale_with_decimal_commas_changes_nothing(void **state)
{
    (void)state;
    desksim_results *plain = run_text(DESK, NULL);
    char *plain_text = json_of(plain);
    char *plain_csv;
    assert_int_equal(desksim_results_csv(plain, "measures", &plain_csv), DESKSIM_OK);
    if (setlocale(LC_NUMERIC, "de_DE.UTF-8")) {
        desksim_results *there = run_text(DESK, NULL);
        char *text = json_of(there);
        char *csv;
        char comma[8];
        assert_int_equal(desksim_results_csv(there, "measures", &csv), DESKSIM_OK);
        snprintf(comma, sizeof comma, "%.1f", 0.5);
        (void)setlocale(LC_NUMERIC, "C");
        assert_string_equal(comma, "0,5"); /* the locale of the caller is back */
        assert_string_equal(text, plain_text);
        assert_string_equal(csv, plain_csv);
        desksim_text_delete(text);
        desksim_text_delete(csv);
        desksim_results_delete(there);
    } else {
        print_message("no locale de_DE.UTF-8 here: not tried\n");
    }
    desksim_text_delete(plain_text);
    desksim_text_delete(plain_csv);
    desksim_results_delete(plain);
}

static const char *const zones[] = {"Europe/London", "America/New_York", "Asia/Kolkata",
                                    "Australia/Sydney"};

static char *json_in_zone(const char *zone)
{
    char override[64];
    const char *const overrides[] = {override, NULL};
    snprintf(override, sizeof override, "time_zone=%s", zone);
    desksim_results *results = run_text(DESK, overrides);
    char *text = json_of(results);
    desksim_results_delete(results);
    return text;
}

static void *json_in_thread(void *zone)
{
    return json_in_zone(zone);
}

static void test_threads_may_load_and_run_at_once(void **state)
{
    (void)state;
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        assert_int_equal(
            pthread_create(&threads[i], NULL, json_in_thread, (void *)zones[i]), 0);
    for (int i = 0; i < 4; i++) {
        void *text;
        assert_int_equal(pthread_join(threads[i], &text), 0);
        char *alone = json_in_zone(zones[i]);
        assert_string_equal(text, alone);
        desksim_text_delete(alone);
        desksim_text_delete(text);
    }
}

static void *run_in_thread(void *scenario)
{
    return run(scenario, 1);
}

static void test_threads_may_run_one_scenario_at_once(void **state)
{
    (void)state;
    desksim_scenario *scenario = read_text(DESK, NULL);
    pthread_t thread;
    void *other;
    assert_int_equal(pthread_create(&thread, NULL, run_in_thread, scenario), 0);
    desksim_results *mine = run(scenario, 2);
    assert_int_equal(pthread_join(thread, &other), 0);
    desksim_scenario_delete(scenario);
    char *my_text = json_of(mine);
    char *other_text = json_of(other);
    assert_string_equal(my_text, other_text);
    desksim_text_delete(my_text);
    desksim_text_delete(other_text);
    desksim_results_delete(mine);
    desksim_results_delete(other);
}

/* Each replication has a rate of its own, so that the intervals are wider. */
static void test_uncertain_inputs_are_drawn_for_each_replication(void **state)
{
    (void)state;
    const char *const uncertain[] = {"arrivals.incidents.rate=30.5/workday ±60%", NULL};
    desksim_results *known = run_text(DESK, NULL);
    desksim_scenario *scenario = read_text(DESK, uncertain);
    desksim_results *one = run(scenario, 1);
    desksim_results *two = run(scenario, 2);
    char *one_text = json_of(one);
    char *two_text = json_of(two);
    assert_true(find(one, "overall", NULL, "arrived").half_width >
                2 * find(known, "overall", NULL, "arrived").half_width);
    assert_string_equal(one_text, two_text);
    desksim_text_delete(one_text);
    desksim_text_delete(two_text);
    desksim_results_delete(one);
    desksim_results_delete(two);
    desksim_results_delete(known);
    desksim_scenario_delete(scenario);
}

static void test_nothing_can_be_deleted(void **state)
{
    (void)state;
    desksim_messages_delete(NULL);
    desksim_scenario_delete(NULL);
    desksim_results_delete(NULL);
    desksim_cancel_delete(NULL);
    desksim_text_delete(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_header_and_library_have_one_version),
        cmocka_unit_test(test_what_is_iterated_is_what_results_json_has),
        cmocka_unit_test(test_measures_have_values_intervals_and_what_they_count),
        cmocka_unit_test(test_what_there_is_not_is_not_found),
        cmocka_unit_test(test_everything_that_is_wrong_is_told_with_its_place),
        cmocka_unit_test(test_old_messages_do_not_spoil_what_comes_next),
        cmocka_unit_test(test_a_warning_leaves_the_scenario_fit_to_run),
        cmocka_unit_test(test_a_variation_is_what_its_overrides_make_of_it),
        cmocka_unit_test(test_a_wrong_override_is_refused),
        cmocka_unit_test(test_a_cancelled_run_keeps_what_is_complete),
        cmocka_unit_test(test_options_out_of_range_are_refused),
        cmocka_unit_test(test_a_warm_up_that_is_left_open_is_found),
        cmocka_unit_test(test_a_replay_has_the_tickets_of_its_file),
        cmocka_unit_test(test_texts_and_files_say_the_same),
        cmocka_unit_test(test_a_locale_with_decimal_commas_changes_nothing),
        cmocka_unit_test(test_threads_may_load_and_run_at_once),
        cmocka_unit_test(test_threads_may_run_one_scenario_at_once),
        cmocka_unit_test(test_uncertain_inputs_are_drawn_for_each_replication),
        cmocka_unit_test(test_nothing_can_be_deleted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
