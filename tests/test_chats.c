/* Several contacts in hand at once, on timelines worked by hand. */
#include "desk_from_text.h"
#include "model/practices.h"
#include "people_course.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define CHATS                                                                              \
    "name: chats\nstart: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"                        \
    "arrivals: {all: {rate: 1/h, profile: flat, channel: {chat: 100%%}}}\n"                \
    "categories:\n"                                                                        \
    "  short: {share: 50%%, priority: {P1: 100%%}, work: {L1: 10m}}\n"                     \
    "  long: {share: 50%%, priority: {P1: 100%%}, work: {L1: 30m}}\n"                      \
    "groups: {L1: {tier: 1, shifts: [{agents: %s, hours: Mon 08:00-16:00}]}}\n"

#define EIGHT (8 * 60)

static const desk_arrival three[] = {
    {EIGHT,     "short", 1},
    {EIGHT + 2, "short", 1},
    {EIGHT + 5, "short", 1},
};

/* Nothing is slower for it: as with two agents, but one alone is paid. */
static void test_an_agent_holds_two_chats(void **state)
{
    (void)state;
    ds_tally tally = people_course("480 start A A1\n482 start B A1\n490 start C A1\n"
                                   "490 resolve A\n492 resolve B\n500 resolve C\n",
                                   three, 3, CHATS "channels: {chat: {at_once: 2}}\n", "1");
    const double *sum = tally.groups[0].sum;
    assert_true(sum[DS_GROUP_BUSY] == 20.0 * (double)DS_MINUTE);
    assert_true(sum[DS_GROUP_ROSTERED] == 8.0 * (double)DS_HOUR);
    ds_tally_free(&tally);
}

/* Two at once take half as long again. A has 8 minutes left at 8:02 and ends 12 later, when
 * B has done 8 of its 10; B and C go on together: B's 2 take until 8:17, when C has done 2;
 * alone it is through 8 later. */
static void test_chats_slow_each_other_down(void **state)
{
    (void)state;
    expect_people_course("480 start A A1\n482 start B A1\n494 start C A1\n"
                         "494 resolve A\n497 resolve B\n505 resolve C\n",
                         three, 3, CHATS "channels: {chat: {at_once: 2, slowdown: 50%%}}\n",
                         "1");
}

/* Who is idle comes first, then who has least in hand. */
static void test_chats_are_spread_over_agents(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT,     "long",  1},
        {EIGHT + 1, "short", 1},
        {EIGHT + 2, "short", 1},
        {EIGHT + 3, "short", 1},
        {EIGHT + 4, "short", 1},
    };
    expect_people_course("480 start A A1\n481 start B A2\n482 start C A1\n"
                         "483 start D A2\n491 start E A2\n491 resolve B\n492 resolve C\n"
                         "493 resolve D\n501 resolve E\n510 resolve A\n",
                         tickets, 5, CHATS "channels: {chat: {at_once: 2}}\n", "2");
}

/* At the end of the shift nobody hangs up, and nothing new is begun, room or not. */
static void test_chats_go_on_after_the_shift(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {16 * 60 - 5, "short", 1},
        {16 * 60 - 4, "short", 1},
        {16 * 60 - 3, "short", 1},
    };
    ds_tally tally =
        people_course("955 start A A1\n956 start B A1\n965 resolve A\n"
                      "966 resolve B\n10560 start C A1\n10570 resolve C\n",
                      tickets, 3, CHATS "channels: {chat: {at_once: 2}}\n", "1");
    assert_true(tally.groups[0].sum[DS_GROUP_OVERTIME] == 6.0 * (double)DS_MINUTE);
    ds_tally_free(&tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_agent_holds_two_chats),
        cmocka_unit_test(test_chats_slow_each_other_down),
        cmocka_unit_test(test_chats_are_spread_over_agents),
        cmocka_unit_test(test_chats_go_on_after_the_shift),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
