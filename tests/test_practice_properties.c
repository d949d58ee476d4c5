/* What holds on any desk with practices of incident management: nothing is lost, time is
 * booked once, and the sums of practices fit those of tickets.
 *
 * In a build with DESKSIM_VERIFY ds_verify asserts the engine's invariants after every
 * event. DESKSIM_RANDOM_DESKS sets how many desks (1000). */
#include "desk_from_text.h"
#include "model/practices.h"
#include "random_desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct balance {
    int64_t arrived;
    int64_t ended;
    int64_t changed;
} balance;

static void observe(void *context, const ds_replication *replication,
                    ds_happening happening, int32_t row, ds_ticks now)
{
    balance *so_far = context;
    (void)now;
    so_far->arrived += happening == DS_TICKET_ARRIVED;
    so_far->ended += happening == DS_TICKET_CLOSED || happening == DS_TICKET_CENSORED;
    if (happening != DS_TICKET_REPRIORITISED)
        return;
    so_far->changed++;
    const ds_ticket *ticket = ds_replication_ticket(replication, row);
    assert_true(ticket->state == DS_TICKET_WAITING || ticket->state == DS_TICKET_IN_WORK ||
                ticket->state == DS_TICKET_ON_HOLD || ticket->state == DS_TICKET_AWAY);
}

static void check_tickets(const ds_desk *desk, const ds_tally *tally)
{
    double cohort = 0;
    for (int32_t type = 0; type < DS_TICKET_TYPES; type++) {
        const double *sum = ds_tally_slice(tally, DS_BY_TYPE, type)->sum;
        cohort += sum[DS_SUM_ARRIVED];
        assert_true(sum[DS_SUM_SCORES] >= sum[DS_SUM_RATED]);
        assert_true(sum[DS_SUM_SCORES] <= 5 * sum[DS_SUM_RATED]);
        assert_true(sum[DS_SUM_SATISFIED] <= sum[DS_SUM_RATED]);
        assert_true(sum[DS_SUM_RESOLUTION_BREACHED] <= sum[DS_SUM_RESOLUTION_DECIDED]);
    }
    /* Children count as arrived; as others only where that is wanted. */
    const ds_major_incidents *majors = desk->practices->majors;
    if (majors && !desk->counts_children)
        assert_true(desk->counts_by_resolution || cohort <= tally->arrived);
    else if (!desk->counts_by_resolution)
        assert_true(cohort == tally->arrived);
}

/* The waits booked with visits are those of the queues; the blame of groups and holds is
 * that of the tickets, to the tick. */
static void check_groups(const ds_tally *tally)
{
    const double *of = tally->practice;
    double blame =
        of[DS_SUM_BLAME_USER] + of[DS_SUM_BLAME_VENDOR] + of[DS_SUM_BLAME_CHANGE];
    for (int32_t g = 0; g < tally->group_count; g++) {
        assert_true(tally->groups[g].queue_area == tally->groups[g].wait_area);
        blame += tally->groups[g].sum[DS_GROUP_BLAME];
    }
    assert_true(blame == of[DS_SUM_BLAMED]);
}

static void check_practices(const ds_desk *desk, const ds_tally *tally)
{
    const double *sum = tally->practice;
    for (int32_t s = 0; s < desk->practices->services->count; s++) {
        const ds_service_tally *service = &tally->services[s];
        assert_true(service->down >= 0 && service->down <= service->hours);
        assert_true(service->restoration >= 0);
    }
    assert_true(sum[DS_SUM_SENT_BACK] <= sum[DS_SUM_HANDOVERS]);
    assert_true(sum[DS_SUM_PING_PONGS] <= sum[DS_SUM_HANDOVERS]);
    assert_true(sum[DS_SUM_MISTAKES] <= sum[DS_SUM_TICKETS_HEARD]);
    assert_true(sum[DS_SUM_RECURRING] <= sum[DS_SUM_TICKETS_HEARD]);
    double causes = desk->practices->problems ? desk->practices->problems->cause_count : 0;
    assert_true(sum[DS_SUM_PROBLEMS] <= causes && sum[DS_SUM_KNOWN_ERRORS] <= causes &&
                sum[DS_SUM_FIXES] <= causes);
    assert_true(sum[DS_SUM_DETECTED] <= sum[DS_SUM_TICKETS_HEARD]);
    assert_true(sum[DS_SUM_PREVENTED] == 0 || causes > 0);
}

static int64_t check_desk(const char *text, uint32_t number)
{
    balance so_far = {0};
    ds_desk desk = desk_from_text(text);
    ds_tally tally = desk_watch(&desk, number, 0, observe, &so_far);
    assert_int_equal(so_far.arrived, tally.tickets);
    assert_int_equal(so_far.ended, so_far.arrived);
    check_tickets(&desk, &tally);
    check_groups(&tally);
    check_practices(&desk, &tally);
    ds_tally_free(&tally);
    ds_desk_free(&desk);
    return so_far.changed;
}

static void test_time_and_tickets_balance_whatever_practices_do(void **state)
{
    (void)state;
    const char *wanted = getenv("DESKSIM_RANDOM_DESKS");
    uint32_t desks = wanted ? (uint32_t)strtoul(wanted, NULL, 10) : 1000;
    char text[RANDOM_DESK_SIZE];
    int64_t changed = 0;
    assert_true(desks > 0);
    for (uint32_t number = 0; number < desks; number++) {
        random_practice_desk_text(number, number % 4 == 1, text);
        changed += check_desk(text, number);
    }
    assert_true(changed > desks); /* there was something to go wrong */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_time_and_tickets_balance_whatever_practices_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
