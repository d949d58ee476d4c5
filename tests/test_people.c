/* What people do beyond their hours: shrinkage, on call, skills, working style. Hand-worked
 * timelines as in test_shifts.c, and shares that must come out. */
#include "desk_from_text.h"
#include "people_course.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define HEAD                                                                               \
    "name: people\nstart: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"                       \
    "arrivals: {all: {rate: 1/h, profile: flat}}\n"                                        \
    "categories:\n"                                                                        \
    "  short: {share: 50%%, priority: {P1: 100%%}, work: {L1: 10m}}\n"                     \
    "  long: {share: 50%%, priority: {P1: 100%%}, work: {L1: 30m}}\n"
#define ONE_GROUP HEAD "groups: {L1: {tier: 1, %s}}\n"

#define EIGHT (8 * 60)

/* Shrinkage. */

static void test_whoever_is_late_begins_later(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT, "short", 3},
    };
    ds_tally tally = people_course("495 start A A1\n505 resolve A\n", tickets, 1, ONE_GROUP,
                                   "shrinkage: {late: 100%, late_by: constant(15m)}, "
                                   "shifts: [{agents: 1, hours: Mon 08:00-16:00}]");
    const double *sum = tally.groups[0].sum;
    assert_true(sum[DS_GROUP_ABSENT] == 15.0 * (double)DS_MINUTE);
    assert_true(sum[DS_GROUP_ROSTERED] == 7.75 * (double)DS_HOUR);
    ds_tally_free(&tally);
}

/* A1 is at a meeting from 9:00 to 10:00 and goes on with A then; A2 works. */
static void test_an_event_takes_as_many_as_it_says(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT + 50, "long",  3},
        {EIGHT + 65, "short", 3},
    };
    ds_tally tally =
        people_course("530 start A A1\n540 stop A\n545 start B A2\n555 resolve B\n"
                      "600 start A A1\n620 resolve A\n",
                      tickets, 2, ONE_GROUP,
                      "shrinkage: {events: [{from: 2026-01-05 09:00, "
                      "to: 2026-01-05 10:00, agents: 1}]}, "
                      "shifts: [{agents: 2, hours: Mon 08:00-16:00}]");
    const double *sum = tally.groups[0].sum;
    assert_true(sum[DS_GROUP_AWAY] == (double)DS_HOUR);
    assert_true(sum[DS_GROUP_ROSTERED] == 15.0 * (double)DS_HOUR);
    ds_tally_free(&tally);
}

#define BUSY_WEEKS                                                                         \
    "name: people\nstart: 2026-01-05\nhorizon: 8w\ntime_zone: UTC\n"                       \
    "arrivals: {all: {rate: 8/h, profile: flat}}\n"                                        \
    "categories: {any: {share: 100%%, priority: {P3: 100%%}, "                             \
    "work: {L1: exponential(mean 30m)}}}\n"                                                \
    "groups: {L1: {%s}}\n"

/* Hours by the roster, and what became of them. */
static void expect_hours(const char *keys, double rostered, ds_group_sum part,
                         double expected, double tolerance)
{
    ds_desk desk = desk_from_format(BUSY_WEEKS, keys);
    ds_tally *tallies = desk_run(&desk, 1, 1);
    const double *sum = tallies[0].groups[0].sum;
    double hour = (double)DS_HOUR;
    double all = sum[DS_GROUP_ROSTERED] + sum[DS_GROUP_AWAY] + sum[DS_GROUP_ABSENT] +
                 sum[DS_GROUP_VACANT];
    assert_true(all / hour <= rostered);
    /* What is finished while they should be elsewhere is overtime. */
    assert_true((all + sum[DS_GROUP_OVERTIME]) / hour >= rostered);
    assert_true(sum[DS_GROUP_IDLE] + sum[DS_GROUP_BUSY] == sum[DS_GROUP_ROSTERED]);
    if (fabs(sum[part] / hour - expected) > tolerance)
        fail_msg("%s: %g hours, not %g ± %g", keys, sum[part] / hour, expected, tolerance);
    desk_tallies_free(tallies, 1);
    ds_desk_free(&desk);
}

#define TWENTY "shifts: [{agents: 20, hours: Mon-Fri 08:00-16:00}]"

/* 20 agents for 40 days of 8 hours: 6,400 hours. Days off are independent: 800 draws, so
 * that the standard error of 25 % is 1.53 %, 98 hours; four of them. */
static void test_sickness_takes_its_share_of_the_shifts(void **state)
{
    (void)state;
    expect_hours("shrinkage: {sickness: 25%}, " TWENTY, 6400, DS_GROUP_ABSENT, 1600, 392);
    expect_hours("shrinkage: {leave: 10%, sickness: 5%}, " TWENTY, 6400, DS_GROUP_ABSENT,
                 928, 4 * 8 * 28.3 * 0.352);
}

/* One piece of a tenth in each stretch: exact but for the microsecond. */
static void test_meetings_take_exactly_their_share(void **state)
{
    (void)state;
    expect_hours("shrinkage: {meetings: 10%}, " TWENTY, 6400, DS_GROUP_AWAY, 640, 1e-3);
}

/* Leaving ten times a year and six weeks of vacancy: of eight weeks, each of 200 places is
 * vacant for E[max(0, ...)]: simulated by hand below, from a renewal process. */
static void test_places_stay_empty_until_they_are_filled(void **state)
{
    (void)state;
    /* One departure at most in eight weeks, as its vacancy lasts as long: the mean vacancy
     * is T - (1 - exp(-r T)) / r with r = 4 a year, T = 56 days; 24 hours a day. */
    double r = 4 / 365.25;
    double vacant = 56 - (1 - exp(-r * 56)) / r;
    expect_hours("attrition: {per_year: 400%, replaced_after: 8w}, "
                 "shifts: [{agents: 400, hours: 24x7}]",
                 400 * 56 * 24, DS_GROUP_VACANT, 400 * 24 * vacant,
                 4 * 24 * sqrt(400) * 56 * 0.35);
}

/* On call. */

#define ON_CALL                                                                            \
    "discipline: priority, on_call: {delay: constant(30m), rest: 11h}, "                   \
    "cost: {hour: 30, overtime_hour: 45, call: 100}, "                                     \
    "shifts: [{agents: 1, hours: 'Mon,Tue 08:00-16:00'}]"

/* The P1 comes at 22:00: work from 22:30 to 22:40. The P3 waits for the shift, which begins
 * at 9:40 for the agent, eleven hours later. */
static void test_somebody_is_called_in_for_a_p1_and_rests(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {22 * 60 - 5, "short", 3},
        {22 * 60,     "short", 1},
    };
    ds_tally tally =
        people_course("1350 start B A1\n1360 resolve B\n2020 start A A1\n2030 resolve A\n",
                      tickets, 2, ONE_GROUP, ON_CALL);
    const double *sum = tally.groups[0].sum;
    assert_true(sum[DS_GROUP_CALLS] == 1);
    assert_true(sum[DS_GROUP_OVERTIME] == 10.0 * (double)DS_MINUTE);
    assert_true(sum[DS_GROUP_ABSENT] == 100.0 * (double)DS_MINUTE);
    /* 16 paid hours, ten minutes of overtime, a call. */
    assert_true(fabs(sum[DS_GROUP_PAY] - (16 * 30 + 45.0 / 6 + 100)) < 1e-9);
    ds_tally_free(&tally);
}

/* Another P1 comes while the first is worked on: the same agent takes it, too. */
static void test_whoever_was_called_in_takes_the_next_p1(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {22 * 60,      "short", 1},
        {22 * 60 + 35, "short", 1},
    };
    ds_tally tally =
        people_course("1350 start A A1\n1360 start B A1\n1360 resolve A\n1370 resolve B\n",
                      tickets, 2, ONE_GROUP, ON_CALL);
    assert_true(tally.groups[0].sum[DS_GROUP_CALLS] == 1);
    ds_tally_free(&tally);
}

/* A P1 that waits when the last agent goes home. */
static void test_nobody_is_called_while_somebody_is_there(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {15 * 60 + 40, "long",  1},
        {15 * 60 + 45, "short", 1},
    };
    ds_tally tally = people_course("940 start A A1\n960 stop A\n990 start A A1\n"
                                   "1000 start B A1\n1000 resolve A\n1010 resolve B\n",
                                   tickets, 2, ONE_GROUP, ON_CALL);
    assert_true(tally.groups[0].sum[DS_GROUP_CALLS] == 1);
    ds_tally_free(&tally);
}

static void test_overtime_has_a_limit(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT + 50, "long", 3},
    };
    ds_tally tally = people_course("530 start A A1\n555 stop A\n555 start A A2\n"
                                   "560 resolve A\n",
                                   tickets, 1, ONE_GROUP,
                                   "end_of_shift: finish, most_overtime: 15m, "
                                   "shifts: [{agents: 1, hours: Mon 08:00-09:00}, "
                                   "{agents: 1, hours: Mon 08:00-16:00}]");
    assert_true(tally.groups[0].sum[DS_GROUP_OVERTIME] == 15.0 * (double)DS_MINUTE);
    ds_tally_free(&tally);
}

/* Skills. */

#define TWO_GROUPS                                                                         \
    "name: people\nstart: 2026-01-05\nhorizon: 1w\ntime_zone: UTC\n"                       \
    "arrivals: {all: {rate: 1/h, profile: flat}}\n"                                        \
    "categories:\n"                                                                        \
    "  short: {share: 50%%, priority: {P1: 100%%}, work: {L1: 10m}}\n"                     \
    "  long: {share: 25%%, priority: {P1: 100%%}, work: {L1: 30m}}\n"                      \
    "  cable: {share: 25%%, priority: {P1: 100%%}, work: {network: 10m}}\n"                \
    "groups: {L1: {%s}, network: {tier: 2, shifts: [{agents: 1, "                          \
    "hours: Mon 08:00-16:00}]}}\n"

#define HELPS "shifts: [{agents: 1, hours: Mon 08:00-16:00, serves: {network: 50%}}]"

/* The network's own agent comes first; L1's agent needs twice the time. */
static void test_cross_trained_agents_help_others(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT,     "cable", 3},
        {EIGHT + 1, "cable", 3},
    };
    expect_people_course("480 start A A2\n481 start B A1\n490 resolve A\n501 resolve B\n",
                         tickets, 2, TWO_GROUPS, HELPS);
}

/* When A1 is free at 8:30, D of its own group goes before C, which came earlier. */
static void test_queues_are_served_in_their_order(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT,      "long",  3},
        {EIGHT + 25, "cable", 3},
        {EIGHT + 26, "cable", 3},
        {EIGHT + 27, "short", 3},
    };
    expect_people_course("480 start A A1\n505 start B A2\n510 start D A1\n510 resolve A\n"
                         "515 start C A2\n515 resolve B\n520 resolve D\n525 resolve C\n",
                         tickets, 4, TWO_GROUPS, HELPS);
    expect_people_course("480 start A A1\n505 start B A2\n510 start C A1\n510 resolve A\n"
                         "515 resolve B\n520 start D A1\n520 resolve C\n530 resolve D\n",
                         tickets, 4, TWO_GROUPS,
                         "shifts: [{agents: 1, hours: Mon 08:00-16:00, "
                         "serves: {network: 100%, L1: 100%}}]");
}

static void test_proficiency_divides_touch_time_by_category(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT,      "short", 3},
        {EIGHT + 60, "long",  3},
    };
    expect_people_course("480 start A A1\n485 resolve A\n540 start B A1\n570 resolve B\n",
                         tickets, 2, ONE_GROUP,
                         "shifts: [{agents: 1, hours: Mon 08:00-16:00, "
                         "proficiency: {short: 200%}}]");
}

/* A3, who comes at 8:03, does not know long ones; it takes what A2 puts down for one. */
static void test_what_gives_way_goes_to_who_is_idle(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT,     "short", 3},
        {EIGHT + 1, "short", 3},
        {EIGHT + 4, "long",  1},
    };
    expect_people_course("480 start A A1\n481 start B A2\n484 stop B\n484 start C A2\n"
                         "484 start B A3\n490 resolve A\n491 resolve B\n514 resolve C\n",
                         tickets, 3, ONE_GROUP,
                         "discipline: priority, preempt: resume, shifts: ["
                         "{agents: 1, hours: Mon 08:00-16:00, skills: [short]}, "
                         "{agents: 1, hours: Mon 08:00-16:00, skills: [long, short]}, "
                         "{agents: 1, hours: Mon 08:03-16:00, skills: [short]}]");
}

#define SKILLS                                                                             \
    "shifts: [{agents: 1, hours: Mon 08:00-16:00, skills: [short]}, "                      \
    "{agents: 1, hours: Mon 08:00-16:00, skills: [long, short]}]"

/* A2 alone knows long ones: B passes C, which came before it but waits for A2. */
static void test_who_lacks_a_skill_leaves_the_ticket(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT,      "short", 3},
        {EIGHT + 1,  "long",  3},
        {EIGHT + 2,  "long",  3},
        {EIGHT + 3,  "short", 3},
        {EIGHT + 11, "short", 3},
    };
    expect_people_course("480 start A A1\n481 start B A2\n490 start D A1\n490 resolve A\n"
                         "500 start E A1\n500 resolve D\n510 resolve E\n"
                         "511 start C A2\n511 resolve B\n541 resolve C\n",
                         tickets, 5, ONE_GROUP, SKILLS);
}

/* Only the work of somebody who knows it gives way: A2's, though A1 began later. */
static void test_whose_work_gives_way_has_the_skill(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT,     "short", 3},
        {EIGHT + 1, "short", 3},
        {EIGHT + 4, "long",  1},
    };
    expect_people_course("480 start A A1\n481 start B A2\n484 stop B\n484 start C A2\n"
                         "490 start B A1\n490 resolve A\n497 resolve B\n514 resolve C\n",
                         tickets, 3, ONE_GROUP,
                         "discipline: priority, preempt: resume, " SKILLS);
}

/* After 8 of the first 16 hours the pace is halfway from 50 % to 100 %. */
static void test_new_agents_get_faster(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT,       "long", 3},
        {EIGHT + 480, "long", 3},
    };
    expect_people_course("480 start A A1\n520 resolve A\n960 start B A1\n990 resolve B\n",
                         tickets, 2, ONE_GROUP,
                         "learning: {from: 50%, over: 16h}, "
                         "shifts: [{agents: 1, hours: Mon 08:00-20:00, new: yes}]");
}

/* What is left of interrupted work is divided by the pace of whoever goes on. */
static void test_the_rest_is_done_at_the_pace_of_the_next(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT + 50, "long", 3},
    };
    /* Ten minutes at 150 % leave 15 of 30, which take 30 at 50 %. */
    expect_people_course("530 start A A1\n540 stop A\n540 start A A2\n570 resolve A\n",
                         tickets, 1, ONE_GROUP,
                         "shifts: [{agents: 1, hours: Mon 08:00-09:00, "
                         "proficiency: 150%}, {agents: 1, hours: Mon 09:00-16:00, "
                         "proficiency: 50%}]");
}

/* Working style. */

static void test_the_cap_on_occupancy_makes_pauses(void **state)
{
    (void)state;
    const desk_arrival tickets[] = {
        {EIGHT,     "short", 3},
        {EIGHT + 1, "long",  3},
        {EIGHT + 2, "short", 3},
    };
    expect_people_course("480 start A A1\n490 resolve A\n500 start B A1\n530 resolve B\n"
                         "560 start C A1\n570 resolve C\n",
                         tickets, 3, ONE_GROUP,
                         "occupancy: 50%, shifts: [{agents: 1, hours: Mon 08:00-16:00}]");
}

typedef struct holds {
    int32_t agent[64]; /* who had the ticket last, by its row */
    int32_t open[8];   /* tickets an agent has begun and not ended */
    int32_t most;
    int32_t resumed;
    int32_t by_others;
} holds;

static void watch_holds(void *context, const ds_replication *replication,
                        ds_happening happening, int32_t row, ds_ticks now)
{
    holds *seen = context;
    const ds_ticket *ticket = ds_replication_ticket(replication, row);
    (void)now;
    assert_true(row < 64);
    if (happening == DS_TICKET_ARRIVED)
        seen->agent[row] = DS_NO_ID;
    if (happening == DS_TICKET_STARTED && seen->agent[row] != DS_NO_ID) {
        seen->resumed++;
        seen->by_others += seen->agent[row] != ticket->agent;
    }
    if (happening == DS_TICKET_STARTED && seen->agent[row] == DS_NO_ID) {
        seen->agent[row] = ticket->agent;
        seen->open[ticket->agent]++;
        if (seen->open[ticket->agent] > seen->most)
            seen->most = seen->open[ticket->agent];
    }
    if (happening == DS_TICKET_RESOLVED)
        seen->open[seen->agent[row]]--;
}

#define HELD                                                                               \
    "name: held\nstart: 2026-01-05\nhorizon: 4w\ntime_zone: UTC\n"                         \
    "arrivals: {all: {rate: 1.5/h, profile: flat}}\n"                                      \
    "categories: {any: {share: 100%%, priority: {P3: 100%%}, "                             \
    "work: {L1: exponential(mean 30m)}, "                                                  \
    "hold: {user: {share: 100%%, time: exponential(mean 1h)}}}}\n"                         \
    "groups: {L1: {%s shifts: [{agents: 3, hours: 24x7}]}}\n"

static void test_open_tickets_come_back_to_their_agents(void **state)
{
    (void)state;
    holds seen = {.most = 0};
    ds_desk desk = desk_from_format(HELD, "open_tickets: {most: 4, switching: 2m},");
    ds_tally tally = desk_watch(&desk, 1, 0, watch_holds, &seen);
    assert_true(seen.resumed > 500);
    assert_int_equal(seen.by_others, 0);
    assert_int_equal(seen.most, 4);
    double switched = ds_tally_slice(&tally, DS_BY_OVERALL, 0)->sum[DS_SUM_TOUCH];
    ds_tally_free(&tally);
    ds_desk_free(&desk);

    seen = (holds){.most = 0};
    desk = desk_from_format(HELD, "");
    tally = desk_watch(&desk, 1, 0, watch_holds, &seen);
    assert_true(seen.by_others > 100);
    /* The same tickets: what is more is two minutes for each turn to another. */
    double more = switched - ds_tally_slice(&tally, DS_BY_OVERALL, 0)->sum[DS_SUM_TOUCH];
    assert_true(fmod(more, 2.0 * (double)DS_MINUTE) == 0);
    assert_true(more > 200.0 * (double)DS_MINUTE);
    ds_tally_free(&tally);
    ds_desk_free(&desk);
}

/* The shipped desk: in each group the hours on duty, in meetings and absent are those of
 * the roster, to the microsecond; and idle and busy are those on duty. */
static void test_hours_add_up_to_the_roster(void **state)
{
    (void)state;
    ds_desk desk = desk_from_file(DS_LIBRARY "/follow-the-sun-desk.yaml");
    desk.horizon = 5 * DS_WEEK;
    ds_tally *tallies = desk_run(&desk, 3, 1);
    for (int32_t g = 0; g < desk.group_count; g++) {
        const double *sum = tallies[0].groups[g].sum;
        double roster =
            ds_staffing_between(desk.groups[g].staffing, desk.warm_up, desk.horizon);
        assert_true(sum[DS_GROUP_ROSTERED] + sum[DS_GROUP_AWAY] + sum[DS_GROUP_ABSENT] +
                        sum[DS_GROUP_VACANT] ==
                    roster);
        assert_true(sum[DS_GROUP_IDLE] + sum[DS_GROUP_BUSY] == sum[DS_GROUP_ROSTERED]);
        assert_true(sum[DS_GROUP_AWAY] > 0 && sum[DS_GROUP_ABSENT] > 0);
        assert_true(sum[DS_GROUP_BUSY] > 0.3 * sum[DS_GROUP_ROSTERED]);
    }
    assert_true(tallies[0].groups[0].sum[DS_GROUP_CALLS] > 0);
    desk_tallies_free(tallies, 1);
    ds_desk_free(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whoever_is_late_begins_later),
        cmocka_unit_test(test_an_event_takes_as_many_as_it_says),
        cmocka_unit_test(test_sickness_takes_its_share_of_the_shifts),
        cmocka_unit_test(test_meetings_take_exactly_their_share),
        cmocka_unit_test(test_places_stay_empty_until_they_are_filled),
        cmocka_unit_test(test_somebody_is_called_in_for_a_p1_and_rests),
        cmocka_unit_test(test_whoever_was_called_in_takes_the_next_p1),
        cmocka_unit_test(test_nobody_is_called_while_somebody_is_there),
        cmocka_unit_test(test_overtime_has_a_limit),
        cmocka_unit_test(test_cross_trained_agents_help_others),
        cmocka_unit_test(test_queues_are_served_in_their_order),
        cmocka_unit_test(test_proficiency_divides_touch_time_by_category),
        cmocka_unit_test(test_what_gives_way_goes_to_who_is_idle),
        cmocka_unit_test(test_who_lacks_a_skill_leaves_the_ticket),
        cmocka_unit_test(test_whose_work_gives_way_has_the_skill),
        cmocka_unit_test(test_new_agents_get_faster),
        cmocka_unit_test(test_the_rest_is_done_at_the_pace_of_the_next),
        cmocka_unit_test(test_the_cap_on_occupancy_makes_pauses),
        cmocka_unit_test(test_open_tickets_come_back_to_their_agents),
        cmocka_unit_test(test_hours_add_up_to_the_roster),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
