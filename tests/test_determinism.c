/* The same desk and seed give the same results to the last bit: for any number of threads,
 * from a fresh or a used state, alone or among others. */
#include "analysis/results/results_files.h"
#include "desk_from_text.h"
#include "model/replications.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define REPLICATIONS 9

static char *json_with(const ds_desk *desk, int32_t threads)
{
    ds_tally tallies[REPLICATIONS];
    ds_results results;
    char *text = NULL;
    int64_t done;
    ds_replications what = {.desk = desk, .seed = 5, .threads = threads};
    assert_int_equal(ds_replications_run(&what, 0, REPLICATIONS, tallies, &done, NULL),
                     DS_OK);
    assert_int_equal(done, REPLICATIONS);
    assert_int_equal(ds_results_init(&results, desk, 5, 0.95, tallies, REPLICATIONS, NULL),
                     DS_OK);
    assert_int_equal(ds_results_json(&results, &text, NULL), DS_OK);
    ds_results_free(&results);
    for (int i = 0; i < REPLICATIONS; i++)
        ds_tally_free(&tallies[i]);
    return text;
}

static ds_desk small_desk(void)
{
    ds_desk desk = desk_from_file(DS_LIBRARY "/small-desk.yaml");
    desk.horizon = 5 * DS_WEEK;
    desk.warm_up = DS_WEEK;
    return desk;
}

static void test_the_number_of_threads_changes_nothing(void **state)
{
    (void)state;
    const int32_t threads[] = {2, 3, 7};
    ds_desk desk = small_desk();
    char *alone = json_with(&desk, 1);
    for (int i = 0; i < 3; i++) {
        char *together = json_with(&desk, threads[i]);
        assert_string_equal(together, alone);
        free(together);
    }
    free(alone);
    ds_desk_free(&desk);
}

static void expect_equal(const ds_desk *desk, const ds_tally *a, const ds_tally *b)
{
    assert_true(a->tickets == b->tickets && a->events == b->events);
    for (int32_t s = 0; s < a->slice_count; s++)
        assert_memory_equal(a->slices[s].sum, b->slices[s].sum, sizeof a->slices[s].sum);
    for (int32_t g = 0; g < desk->group_count; g++) {
        assert_memory_equal(a->groups[g].sum, b->groups[g].sum, sizeof a->groups[g].sum);
        assert_memory_equal(a->groups[g].busy, b->groups[g].busy, sizeof a->groups[g].busy);
    }
    assert_memory_equal(a->series.backlog, b->series.backlog,
                        (size_t)a->series.bins * sizeof(float));
}

/* desk_run reuses one state for all; desk_watch makes a fresh one. */
static void test_a_replication_does_not_depend_on_those_before_it(void **state)
{
    (void)state;
    ds_desk desk = small_desk();
    ds_tally *tallies = desk_run(&desk, 5, REPLICATIONS);
    for (int64_t number = REPLICATIONS - 1; number >= 0; number -= 4) {
        ds_tally fresh = desk_watch(&desk, 5, number, NULL, NULL);
        expect_equal(&desk, &fresh, &tallies[number]);
        ds_tally_free(&fresh);
    }
    assert_true(tallies[0].tickets != tallies[1].tickets ||
                tallies[0].events != tallies[1].events);
    desk_tallies_free(tallies, REPLICATIONS);
    ds_desk_free(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_number_of_threads_changes_nothing),
        cmocka_unit_test(test_a_replication_does_not_depend_on_those_before_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
