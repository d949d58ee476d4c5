/* Invariants over random desks: nothing is lost, nobody is in two places.
 *
 * In a build with DESKSIM_VERIFY (the debug presets) ds_verify asserts the engine's own
 * invariants after every event; in every build the tickets that arrive are counted against
 * those that end. DESKSIM_RANDOM_DESKS sets how many desks (1000). */
#include "desk_from_text.h"
#include "random_desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct balance {
    int64_t arrived;
    int64_t ended;
    int64_t in_work;
    ds_ticks last;
} balance;

static void observe(void *context, const ds_replication *replication,
                    ds_happening happening, int32_t row, ds_ticks now)
{
    balance *so_far = context;
    (void)replication;
    (void)row;
    assert_true(now >= so_far->last); /* time does not run backwards */
    so_far->last = now;
    so_far->arrived += happening == DS_TICKET_ARRIVED;
    so_far->ended += happening == DS_TICKET_CLOSED || happening == DS_TICKET_CENSORED ||
                     happening == DS_TICKET_ABANDONED;
}

static double check_desk(const char *text, uint32_t number)
{
    balance so_far = {0};
    ds_desk desk = desk_from_text(text);
    ds_tally tally = desk_watch(&desk, number, 0, observe, &so_far);
    assert_int_equal(so_far.arrived, tally.tickets);
    assert_int_equal(so_far.ended, so_far.arrived);
    double cohort = 0;
    double left = 0;
    double gone = 0;
    for (int32_t type = 0; type < DS_TICKET_TYPES; type++) {
        const double *sum = ds_tally_slice(&tally, DS_BY_TYPE, type)->sum;
        assert_true(sum[DS_SUM_ARRIVED] ==
                    sum[DS_SUM_RESOLVED] + sum[DS_SUM_CENSORED] + sum[DS_SUM_ABANDONED]);
        gone += sum[DS_SUM_ABANDONED];
        cohort += sum[DS_SUM_ARRIVED];
        left += sum[DS_SUM_CENSORED];
    }
    if (!desk.counts_by_resolution) {
        assert_true(cohort == tally.arrived);
        assert_true(left == tally.still_open);
    }
    for (int32_t g = 0; g < desk.group_count; g++) {
        const double *sum = tally.groups[g].sum;
        assert_true(tally.groups[g].queue_area == tally.groups[g].wait_area);
        if (desk.groups[g].agents != DS_UNLIMITED_AGENTS)
            assert_true(sum[DS_GROUP_BUSY] <= sum[DS_GROUP_ROSTERED]);
    }
    ds_tally_free(&tally);
    ds_desk_free(&desk);
    return gone;
}

static void test_tickets_are_conserved_on_random_desks(void **state)
{
    (void)state;
    const char *wanted = getenv("DESKSIM_RANDOM_DESKS");
    uint32_t desks = wanted ? (uint32_t)strtoul(wanted, NULL, 10) : 1000;
    assert_true(desks > 0);
    char text[RANDOM_DESK_SIZE];
    double gone = 0;
    for (uint32_t number = 0; number < desks; number++) {
        random_desk_text(number, text);
        assert_true(check_desk(text, number) == 0);
        if (number % 4 == 1) {
            random_people_desk_text(number, number % 8 == 1, text);
            (void)check_desk(text, number);
        }
        if (number % 4 != 0)
            continue;
        random_live_desk_text(number, text);
        gone += check_desk(text, number);
    }
    assert_true(gone > desks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tickets_are_conserved_on_random_desks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
