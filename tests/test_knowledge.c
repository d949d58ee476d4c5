/* The knowledge base, on timelines worked by hand. */
#include "desk_from_text.h"
#include "model/practices.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Tickets need 60 minutes at L1, which hands all of them on to L2, 60 minutes. Two agents
 * each. */
#define DESK                                                                               \
    "horizon: 2d\nwarm_up: 0\n"                                                            \
    "groups: {L1: {tier: 1, agents: 2}, L2: {tier: 2, agents: 2}}\n"                       \
    "arrivals: {all: {type: incident, rate: 0.000001/week}}\n"                             \
    "categories:\n"                                                                        \
    "  all:\n"                                                                             \
    "    share: 100%%\n"                                                                   \
    "    priority: {P1: 50%%, P2: 50%%}\n"                                                 \
    "    work: {L1: constant(1h), L2: constant(1h)}\n"                                     \
    "    resolved_at: {L1: 0%%}\n"                                                         \
    "knowledge: {%s}\n"

static ds_tally run_calls(const char *knowledge, const desk_arrival *calls, int32_t count)
{
    ds_desk desk = desk_from_format(DESK, knowledge);
    desk_give_tickets(&desk, calls, count);
    ds_tally tally = desk_watch(&desk, 1, 0, NULL, NULL);
    ds_desk_free(&desk);
    return tally;
}

static double sum_of(const ds_tally *tally, ds_ticket_sum sum)
{
    return ds_tally_slice(tally, DS_BY_OVERALL, 0)->sum[sum];
}

/* With 10 articles where 10 are half: half of 40 % of the touch time is saved, 48 minutes
 * at each group. */
static void test_articles_save_touch_time(void **state)
{
    (void)state;
    const desk_arrival calls[] = {
        {0, "all", 1}
    };
    ds_tally tally = run_calls("documented: 0%, articles: 10, half: 10, half_life: 0h, "
                               "saves: 40%, resolves: 0%",
                               calls, 1);
    assert_true(sum_of(&tally, DS_SUM_TOUCH) == 96.0 * (double)DS_MINUTE);
    assert_true(tally.practice[DS_SUM_TOUCH_SAVED] == 24.0 * (double)DS_MINUTE);
    ds_tally_free(&tally);
}

/* Of so many articles that all is covered, all of what L1 would hand on it resolves. */
static void test_articles_let_the_first_line_resolve(void **state)
{
    (void)state;
    const desk_arrival calls[] = {
        {0,   "all", 1},
        {200, "all", 1}
    };
    ds_tally tally = run_calls("documented: 0%, articles: 1000000, half: 0.1, half_life: "
                               "0h, saves: 0%, resolves: 100%",
                               calls, 2);
    assert_true(sum_of(&tally, DS_SUM_FIRST_CONTACT) == 2);
    assert_true(tally.practice[DS_SUM_KNOWN_RESOLVED] == 2);
    assert_true(sum_of(&tally, DS_SUM_RESOLUTION) == 2.0 * (double)DS_HOUR);
    ds_tally_free(&tally);
}

/* Resolved at 2:00 and written up by L2 until 2:30. The ticket of 4:00 meets one article,
 * where one is half: 45 minutes at each group. It is written up too: two articles. */
static void test_what_is_resolved_is_written_up_and_helps_the_next(void **state)
{
    (void)state;
    const desk_arrival calls[] = {
        {0,   "all", 1},
        {240, "all", 1}
    };
    ds_tally tally = run_calls("documented: 100%, writing: constant(30m), half: 1, "
                               "half_life: 0h, saves: 50%, resolves: 0%",
                               calls, 2);
    assert_true(tally.practice[DS_SUM_ARTICLES] == 2);
    assert_true(tally.practice[DS_SUM_ARTICLE_WORK] == 60.0 * (double)DS_MINUTE);
    assert_true(sum_of(&tally, DS_SUM_TOUCH) == (120.0 + 90.0) * (double)DS_MINUTE);
    assert_true(tally.groups[1].sum[DS_GROUP_BUSY] ==
                (60.0 + 30.0 + 45.0 + 30.0) * (double)DS_MINUTE);
    ds_tally_free(&tally);
}

/* After one half-life half of two articles is left: one, where one is half. */
static void test_articles_age(void **state)
{
    (void)state;
    const desk_arrival calls[] = {
        {600, "all", 1}
    };
    ds_tally tally = run_calls("documented: 0%, articles: 2, half: 1, half_life: 10h, "
                               "saves: 60%, resolves: 0%",
                               calls, 1);
    /* The second visit is 42 minutes later, when there is a little less. */
    double left = exp2(-642.0 / 600);
    double second = 60 * (1 - 0.6 * 2 * left / (2 * left + 1));
    double expected = (42 + second) * (double)DS_MINUTE;
    assert_true(fabs(sum_of(&tally, DS_SUM_TOUCH) - expected) < 2);
    ds_tally_free(&tally);
}

static void test_deflected_contacts_become_no_tickets(void **state)
{
    (void)state;
    const desk_arrival calls[] = {
        {0,   "all", 1},
        {200, "all", 1},
        {300, "all", 1}
    };
    ds_tally tally = run_calls("documented: 0%, articles: 1000000, half: 0.1, half_life: "
                               "0h, deflects: 100%",
                               calls, 3);
    assert_true(tally.practice[DS_SUM_DEFLECTED] == 3);
    assert_true(tally.arrived == 0 && tally.tickets == 0);
    ds_tally_free(&tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_articles_save_touch_time),
        cmocka_unit_test(test_articles_let_the_first_line_resolve),
        cmocka_unit_test(test_what_is_resolved_is_written_up_and_helps_the_next),
        cmocka_unit_test(test_articles_age),
        cmocka_unit_test(test_deflected_contacts_become_no_tickets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
