#include "model/sla_clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* By hand: Monday 5 January 2026, UTC, is minute 0 of day 0. Calendar 0 is `always`, 1 is
 * Mon-Thu 08-18 and Fri 10-16. */

enum { ALWAYS, OFFICE, CALENDARS };

typedef struct desk_hours {
    ds_zone zone;
    ds_calendar calendars[CALENDARS];
} desk_hours;

static int set_up(void **state)
{
    static const ds_week_span office[] = {
        {480,        1080       },
        {1440 + 480, 1440 + 1080},
        {2880 + 480, 2880 + 1080},
        {4320 + 480, 4320 + 1080},
        {5760 + 600, 5760 + 960 }
    };
    static desk_hours hours;
    if (ds_zone_init_utc(&hours.zone, INT64_C(1767571200), NULL) != DS_OK ||
        ds_calendar_init(&hours.calendars[OFFICE], &hours.zone, office, 5, NULL, 0, 0,
                         8 * DS_WEEK, NULL) != DS_OK)
        return -1;
    ds_calendar_init_always(&hours.calendars[ALWAYS], &hours.zone);
    *state = hours.calendars;
    return 0;
}

static int tear_down(void **state)
{
    ds_calendar *calendars = *state;
    ds_zone_free(&calendars[OFFICE].zone); /* both calendars borrow it */
    ds_calendar_free(&calendars[OFFICE]);
    return 0;
}

static ds_ticks at(int day, int hour, int minute)
{
    return day * DS_DAY + hour * DS_HOUR + minute * DS_MINUTE;
}

static ds_sla_target target_of(int calendar, ds_ticks ticks)
{
    return (ds_sla_target){.ticks = ticks, .calendar = calendar};
}

static ds_sla_target days_of(int calendar, int32_t days)
{
    return (ds_sla_target){.business_days = days, .calendar = calendar};
}

static ds_sla_clock started(const ds_calendar *calendars, ds_sla_target target,
                            ds_ticks now)
{
    ds_sla_clock clock;
    ds_sla_clock_start(&clock, calendars, &target, now, NULL);
    return clock;
}

static void pause(ds_sla_clock *clock, const ds_calendar *calendars, ds_ticks now)
{
    ds_sla_clock_pause(clock, calendars, now, NULL);
}

static void resume(ds_sla_clock *clock, const ds_calendar *calendars, ds_ticks now)
{
    ds_sla_clock_resume(clock, calendars, now, NULL);
}

static void stop(ds_sla_clock *clock, const ds_calendar *calendars, ds_ticks now)
{
    ds_sla_clock_stop(clock, calendars, now, NULL);
}

static ds_ticks elapsed(const ds_sla_clock *clock, const ds_calendar *calendars,
                        ds_ticks now)
{
    return ds_sla_clock_elapsed(clock, calendars, now, NULL);
}

/* Verdicts. */

static void test_a_resolution_at_the_due_instant_is_met(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_clock clock = started(calendars, target_of(ALWAYS, 4 * DS_HOUR), at(0, 9, 0));
    assert_int_equal(clock.due, at(0, 13, 0));
    assert_false(ds_sla_clock_breached(&clock, at(0, 13, 0)));
    stop(&clock, calendars, at(0, 13, 0));
    assert_int_equal(clock.state, DS_SLA_STOPPED);
    assert_int_equal(clock.due, at(0, 13, 0));
    assert_int_equal(clock.elapsed, 4 * DS_HOUR);
    assert_false(ds_sla_clock_breached(&clock, at(9, 0, 0)));
}

static void test_a_tick_after_the_due_instant_is_a_breach(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_clock clock = started(calendars, target_of(ALWAYS, 4 * DS_HOUR), at(0, 9, 0));
    assert_true(ds_sla_clock_breached(&clock, at(0, 13, 0) + 1)); /* still running */
    stop(&clock, calendars, at(0, 13, 0) + 1);
    assert_true(clock.is_breached);
    assert_true(ds_sla_clock_breached(&clock, at(0, 13, 0) + 1));
}

static void
test_a_stop_after_a_due_at_closing_is_a_breach_though_no_hours_passed(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_clock clock = started(calendars, target_of(OFFICE, DS_HOUR), at(4, 15, 0));
    assert_int_equal(clock.due, at(4, 16, 0)); /* Friday's closing */
    stop(&clock, calendars, at(5, 10, 0));     /* on Saturday */
    assert_int_equal(clock.elapsed, DS_HOUR);
    assert_true(ds_sla_clock_breached(&clock, at(5, 10, 0)));
}

static void test_a_target_without_time_is_no_promise(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_clock clock = started(calendars, target_of(OFFICE, 0), at(0, 9, 0));
    assert_int_equal(clock.state, DS_SLA_NONE);
    pause(&clock, calendars, at(0, 10, 0));
    resume(&clock, calendars, at(0, 11, 0));
    stop(&clock, calendars, at(0, 12, 0));
    ds_sla_clock_reopen(&clock, calendars, at(0, 13, 0), NULL);
    assert_int_equal(clock.state, DS_SLA_NONE);
    assert_int_equal(clock.due, DS_NEVER);
    assert_int_equal(elapsed(&clock, calendars, at(1, 0, 0)), 0);
    assert_false(ds_sla_clock_breached(&clock, at(7, 0, 0)));
}

static void test_a_promise_past_the_compiled_calendar_is_never_due(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_clock hours = started(calendars, target_of(OFFICE, DS_NEVER), at(0, 9, 0));
    ds_sla_clock days = started(calendars, days_of(OFFICE, 1000), at(0, 9, 0));
    ds_sla_clock dates = started(calendars, days_of(ALWAYS, INT32_MAX), at(0, 9, 0));
    ds_sla_clock *clocks[] = {&hours, &days, &dates};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(clocks[i]->due, DS_NEVER);
        pause(clocks[i], calendars, at(0, 10, 0));
        resume(clocks[i], calendars, at(0, 11, 0));
        assert_int_equal(clocks[i]->due, DS_NEVER);
        assert_false(ds_sla_clock_breached(clocks[i], at(300, 0, 0)));
        assert_true(elapsed(clocks[i], calendars, DS_NEVER) > 0);
    }
}

/* Pauses. */

static void test_a_pause_moves_the_due_by_its_business_time(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_clock clock = started(calendars, target_of(OFFICE, 4 * DS_HOUR), at(0, 9, 0));
    pause(&clock, calendars, at(0, 10, 0));
    assert_int_equal(clock.due, DS_NEVER);
    assert_int_equal(elapsed(&clock, calendars, at(0, 17, 0)), DS_HOUR);
    resume(&clock, calendars, at(0, 17, 0)); /* 3 h are left, one of them today */
    assert_int_equal(clock.due, at(1, 10, 0));
    assert_int_equal(elapsed(&clock, calendars, at(0, 23, 0)), 2 * DS_HOUR);
}

static void test_pausing_twice_and_resuming_twice_is_as_once(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_clock clock = started(calendars, target_of(ALWAYS, 4 * DS_HOUR), at(0, 9, 0));
    pause(&clock, calendars, at(0, 10, 0));
    pause(&clock, calendars, at(0, 11, 0));
    resume(&clock, calendars, at(0, 12, 0));
    resume(&clock, calendars, at(0, 12, 30));
    assert_int_equal(clock.due, at(0, 15, 0));
}

static void test_a_clock_with_nothing_left_is_due_when_it_resumes(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_clock clock = started(calendars, target_of(ALWAYS, DS_HOUR), at(0, 9, 0));
    pause(&clock, calendars, at(0, 10, 0));
    resume(&clock, calendars, at(0, 15, 0));
    assert_int_equal(clock.due, at(0, 15, 0));
    assert_false(ds_sla_clock_breached(&clock, at(0, 15, 0)));
    assert_true(ds_sla_clock_breached(&clock, at(0, 15, 0) + 1));
}

static void test_a_breach_outlasts_the_pause_that_follows_it(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_clock clock = started(calendars, target_of(OFFICE, DS_HOUR), at(4, 15, 0));
    pause(&clock, calendars, at(5, 10, 0)); /* after the due, without business time since */
    assert_true(ds_sla_clock_breached(&clock, at(5, 11, 0)));
    resume(&clock, calendars, at(5, 12, 0));
    stop(&clock, calendars, at(5, 12, 0));
    assert_true(ds_sla_clock_breached(&clock, at(5, 12, 0)));
}

static void test_a_stop_while_paused_keeps_the_verdict_so_far(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_clock clock = started(calendars, target_of(ALWAYS, DS_HOUR), at(0, 9, 0));
    pause(&clock, calendars, at(0, 9, 30));
    stop(&clock, calendars, at(3, 0, 0));
    assert_int_equal(clock.state, DS_SLA_STOPPED);
    assert_false(ds_sla_clock_breached(&clock, at(3, 0, 0)));
    assert_int_equal(clock.elapsed, 30 * DS_MINUTE);
}

/* Business days. */

static void test_a_target_in_business_days_is_due_at_the_local_time(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_clock clock = started(calendars, days_of(OFFICE, 3), at(0, 17, 0));
    assert_int_equal(clock.due, at(3, 17, 0));
    assert_int_equal(clock.goal, 30 * DS_HOUR);
    pause(&clock, calendars, at(1, 9, 0));
    resume(&clock, calendars, at(1, 9, 30));
    assert_int_equal(clock.due, at(3, 17, 30));
}

static void test_a_hold_overnight_moves_no_due_at_an_opening(void **state)
{
    ds_calendar *calendars = *state;
    /* Wednesday 09:00 + 2 days is before Friday's opening at 10:00. */
    ds_sla_clock clock = started(calendars, days_of(OFFICE, 2), at(2, 9, 0));
    assert_int_equal(clock.due, at(4, 10, 0));
    pause(&clock, calendars, at(2, 20, 0));
    resume(&clock, calendars, at(3, 7, 0));
    assert_int_equal(clock.due, at(4, 10, 0)); /* not Thursday's closing */
    pause(&clock, calendars, at(3, 19, 0));    /* with nothing left, but not yet due */
    resume(&clock, calendars, at(4, 9, 30));
    assert_int_equal(clock.due, at(4, 10, 0));
    assert_false(ds_sla_clock_breached(&clock, at(4, 10, 0)));
}

static void test_a_hold_in_hours_moves_a_due_at_an_opening_by_as_much(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_clock clock = started(calendars, days_of(OFFICE, 2), at(2, 9, 0));
    pause(&clock, calendars, at(2, 10, 0));
    resume(&clock, calendars, at(2, 10, 20));
    assert_int_equal(clock.due, at(4, 10, 20));
    clock = started(calendars, days_of(OFFICE, 2), at(2, 9, 0));
    pause(&clock, calendars, at(3, 19, 0)); /* nothing left; held over the opening */
    resume(&clock, calendars, at(4, 10, 45));
    assert_int_equal(clock.due, at(4, 10, 45));
}

/* Reopening. */

static void test_a_reopened_clock_continues_as_after_a_pause(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_clock clock = started(calendars, target_of(OFFICE, 4 * DS_HOUR), at(0, 9, 0));
    stop(&clock, calendars, at(0, 11, 0));
    ds_sla_clock_reopen(&clock, calendars, at(2, 8, 0), NULL);
    assert_int_equal(clock.state, DS_SLA_RUNNING);
    assert_int_equal(clock.due, at(2, 10, 0));
    stop(&clock, calendars, at(2, 10, 1));
    assert_true(ds_sla_clock_breached(&clock, at(2, 10, 1)));
    assert_int_equal(clock.elapsed, 4 * DS_HOUR + DS_MINUTE);
}

static void test_a_breach_before_reopening_stays(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_clock clock = started(calendars, target_of(ALWAYS, DS_HOUR), at(0, 9, 0));
    stop(&clock, calendars, at(0, 11, 0));
    ds_sla_clock_reopen(&clock, calendars, at(1, 9, 0), NULL);
    assert_int_equal(clock.due, at(1, 9, 0));
    stop(&clock, calendars, at(1, 9, 0));
    assert_true(ds_sla_clock_breached(&clock, at(1, 9, 0)));
}

static void test_a_restarted_clock_remembers_the_breach_of_the_first(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_clock clock = started(calendars, target_of(ALWAYS, DS_HOUR), at(1, 9, 0));
    clock.was_breached = true; /* as whoever restarts it notes */
    stop(&clock, calendars, at(1, 9, 30));
    assert_false(clock.is_breached);
    assert_true(ds_sla_clock_breached(&clock, at(1, 9, 30)));
}

/* Changes of priority: created Monday 10:00, Medium (3 h), paused 10:15 to 10:45. */

static const ds_spell worked_pause = {.from = 10 * DS_HOUR + 15 * DS_MINUTE,
                                      .to = 10 * DS_HOUR + 45 * DS_MINUTE};

static ds_sla_clock worked_clock(const ds_calendar *calendars)
{
    ds_sla_clock clock = started(calendars, target_of(OFFICE, 3 * DS_HOUR), at(0, 10, 0));
    pause(&clock, calendars, worked_pause.from);
    resume(&clock, calendars, worked_pause.to);
    assert_int_equal(clock.due, at(0, 13, 30));
    return clock;
}

/* Raises it to a new target at `now`; says whether a breached clock was cancelled. */
static bool raise_to(ds_sla_clock *clock, const ds_calendar *calendars,
                     ds_sla_target target, ds_sla_change change, bool carries, ds_ticks now)
{
    return ds_sla_clock_change(clock, calendars, &target, change, carries, at(0, 10, 0),
                               &worked_pause, 1, now, NULL);
}

static ds_ticks worked_due(const ds_calendar *calendars, ds_sla_change change, bool carries,
                           ds_ticks now)
{
    ds_sla_clock clock = worked_clock(calendars);
    assert_false(
        raise_to(&clock, calendars, target_of(OFFICE, 2 * DS_HOUR), change, carries, now));
    assert_int_equal(clock.state, DS_SLA_RUNNING);
    assert_int_equal(ds_sla_clock_breached(&clock, now), now > clock.due);
    assert_int_equal(clock.is_breached, now > clock.due);
    return clock.due;
}

static void test_the_worked_example_of_a_raised_priority(void **state)
{
    ds_calendar *calendars = *state;
    ds_ticks now = at(0, 11, 0);
    assert_int_equal(worked_due(calendars, DS_SLA_CHANGE_KEEP, false, now), at(0, 12, 30));
    assert_int_equal(worked_due(calendars, DS_SLA_CHANGE_KEEP, true, now), at(0, 12, 30));
    assert_int_equal(worked_due(calendars, DS_SLA_CHANGE_RESTART, false, now),
                     at(0, 13, 0));
    assert_int_equal(worked_due(calendars, DS_SLA_CHANGE_RESTART, true, now), at(0, 13, 0));
    assert_int_equal(worked_due(calendars, DS_SLA_CHANGE_RECOMPUTE, true, now),
                     at(0, 12, 30));
    assert_int_equal(worked_due(calendars, DS_SLA_CHANGE_RECOMPUTE, false, now),
                     at(0, 12, 0));
}

static void test_the_worked_example_raised_later_is_breached_as_it_is_attached(void **state)
{
    ds_calendar *calendars = *state;
    ds_ticks now = at(0, 12, 30);
    assert_int_equal(worked_due(calendars, DS_SLA_CHANGE_RECOMPUTE, false, now),
                     at(0, 12, 0)); /* breached, as worked_due asserts */
    assert_int_equal(worked_due(calendars, DS_SLA_CHANGE_RECOMPUTE, true, now),
                     at(0, 12, 30)); /* due this very instant */
    assert_int_equal(worked_due(calendars, DS_SLA_CHANGE_KEEP, false, now), at(0, 12, 30));
    assert_int_equal(worked_due(calendars, DS_SLA_CHANGE_RESTART, false, now),
                     at(0, 14, 30));
}

static void test_a_breached_clock_is_cancelled_by_restart_and_recompute(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_target week = target_of(OFFICE, 40 * DS_HOUR);
    for (int change = DS_SLA_CHANGE_RESTART; change <= DS_SLA_CHANGE_RECOMPUTE; change++) {
        ds_sla_clock clock = worked_clock(calendars);
        bool is_cancelled = raise_to(&clock, calendars, week, (ds_sla_change)change, true,
                                     at(0, 14, 0)); /* past 13:30 */
        assert_int_equal(is_cancelled, change != DS_SLA_CHANGE_KEEP);
        assert_false(ds_sla_clock_breached(&clock, at(0, 14, 0)));
    }
}

static void test_keep_counts_what_elapsed_on_the_old_calendar(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_clock clock = started(calendars, target_of(OFFICE, 8 * DS_HOUR), at(0, 17, 0));
    ds_sla_target target = target_of(ALWAYS, 2 * DS_HOUR);
    /* Tuesday 07:00: one hour of the office has elapsed, fourteen on the clock. */
    assert_false(ds_sla_clock_change(&clock, calendars, &target, DS_SLA_CHANGE_KEEP, true,
                                     at(0, 17, 0), NULL, 0, at(1, 7, 0), NULL));
    assert_int_equal(clock.calendar, ALWAYS);
    assert_int_equal(clock.due, at(1, 8, 0));
}

static void test_keep_past_the_new_goal_was_due_when_that_was_reached(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_clock clock = started(calendars, target_of(OFFICE, 8 * DS_HOUR), at(0, 16, 0));
    ds_sla_target target = target_of(ALWAYS, 2 * DS_HOUR);
    assert_false(ds_sla_clock_change(&clock, calendars, &target, DS_SLA_CHANGE_KEEP, true,
                                     at(0, 16, 0), NULL, 0, at(1, 7, 0), NULL));
    assert_int_equal(clock.due, at(0, 18, 0));
    assert_true(clock.is_breached);
}

static void test_carried_pauses_are_measured_on_the_new_calendar(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_clock clock = started(calendars, target_of(OFFICE, 8 * DS_HOUR), at(0, 16, 0));
    ds_spell night = {.from = at(0, 17, 0),
                      .to = at(1, 9, 0)}; /* 16 h; 2 h of the office */
    ds_sla_target target = target_of(ALWAYS, 4 * DS_HOUR);
    pause(&clock, calendars, night.from);
    resume(&clock, calendars, night.to);
    (void)ds_sla_clock_change(&clock, calendars, &target, DS_SLA_CHANGE_RECOMPUTE, true,
                              at(0, 16, 0), &night, 1, at(1, 10, 0), NULL);
    assert_int_equal(clock.due, at(1, 12, 0));
    assert_int_equal(elapsed(&clock, calendars, at(1, 10, 0)), 2 * DS_HOUR);
}

static void test_a_change_while_paused_leaves_the_new_clock_paused(void **state)
{
    ds_calendar *calendars = *state;
    static const ds_ticks due[] = {
        [DS_SLA_CHANGE_RESTART] = 14 * DS_HOUR,
        [DS_SLA_CHANGE_KEEP] = 13 * DS_HOUR + 45 * DS_MINUTE,
        [DS_SLA_CHANGE_RECOMPUTE] = 13 * DS_HOUR + 45 * DS_MINUTE,
    };
    for (int change = DS_SLA_CHANGE_RESTART; change <= DS_SLA_CHANGE_RECOMPUTE; change++) {
        ds_sla_clock clock =
            started(calendars, target_of(OFFICE, 3 * DS_HOUR), at(0, 10, 0));
        ds_sla_target target = target_of(OFFICE, 2 * DS_HOUR);
        ds_spell open_end = {.from = at(0, 10, 15), .to = DS_NEVER};
        pause(&clock, calendars, open_end.from);
        (void)ds_sla_clock_change(&clock, calendars, &target, (ds_sla_change)change, true,
                                  at(0, 10, 0), &open_end, 1, at(0, 11, 0), NULL);
        assert_int_equal(clock.state, DS_SLA_PAUSED);
        assert_int_equal(clock.due, DS_NEVER);
        resume(&clock, calendars, at(0, 12, 0));
        assert_int_equal(clock.due, due[change]);
    }
}

static void test_a_change_leaves_a_stopped_clock_alone(void **state)
{
    ds_calendar *calendars = *state;
    ds_sla_clock clock = worked_clock(calendars);
    stop(&clock, calendars, at(0, 14, 0));
    assert_false(raise_to(&clock, calendars, target_of(ALWAYS, DS_HOUR),
                          DS_SLA_CHANGE_RESTART, true, at(0, 15, 0)));
    assert_int_equal(clock.state, DS_SLA_STOPPED);
    assert_int_equal(clock.goal, 3 * DS_HOUR);
}

static void test_a_change_to_no_target_takes_the_promise_away(void **state)
{
    ds_calendar *calendars = *state;
    for (int change = DS_SLA_CHANGE_RESTART; change <= DS_SLA_CHANGE_RECOMPUTE; change++) {
        ds_sla_clock clock = worked_clock(calendars);
        assert_true(raise_to(&clock, calendars, target_of(OFFICE, 0), (ds_sla_change)change,
                             true, at(0, 14, 0))); /* it was due at 13:30 */
        assert_int_equal(clock.state, DS_SLA_NONE);
        assert_false(ds_sla_clock_breached(&clock, at(5, 0, 0)));
    }
}

static void test_a_change_from_no_target_brings_a_promise(void **state)
{
    ds_calendar *calendars = *state;
    static const ds_ticks due[] = {
        [DS_SLA_CHANGE_RESTART] = 13 * DS_HOUR,
        [DS_SLA_CHANGE_KEEP] = 13 * DS_HOUR,
        [DS_SLA_CHANGE_RECOMPUTE] = 12 * DS_HOUR + 30 * DS_MINUTE,
    };
    for (int change = DS_SLA_CHANGE_RESTART; change <= DS_SLA_CHANGE_RECOMPUTE; change++) {
        ds_sla_clock clock = started(calendars, target_of(OFFICE, 0), at(0, 10, 0));
        assert_false(raise_to(&clock, calendars, target_of(OFFICE, 2 * DS_HOUR),
                              (ds_sla_change)change, true, at(0, 11, 0)));
        assert_int_equal(clock.due, due[change]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_resolution_at_the_due_instant_is_met),
        cmocka_unit_test(test_a_tick_after_the_due_instant_is_a_breach),
        cmocka_unit_test(
            test_a_stop_after_a_due_at_closing_is_a_breach_though_no_hours_passed),
        cmocka_unit_test(test_a_target_without_time_is_no_promise),
        cmocka_unit_test(test_a_promise_past_the_compiled_calendar_is_never_due),
        cmocka_unit_test(test_a_pause_moves_the_due_by_its_business_time),
        cmocka_unit_test(test_pausing_twice_and_resuming_twice_is_as_once),
        cmocka_unit_test(test_a_clock_with_nothing_left_is_due_when_it_resumes),
        cmocka_unit_test(test_a_breach_outlasts_the_pause_that_follows_it),
        cmocka_unit_test(test_a_stop_while_paused_keeps_the_verdict_so_far),
        cmocka_unit_test(test_a_target_in_business_days_is_due_at_the_local_time),
        cmocka_unit_test(test_a_hold_overnight_moves_no_due_at_an_opening),
        cmocka_unit_test(test_a_hold_in_hours_moves_a_due_at_an_opening_by_as_much),
        cmocka_unit_test(test_a_reopened_clock_continues_as_after_a_pause),
        cmocka_unit_test(test_a_breach_before_reopening_stays),
        cmocka_unit_test(test_a_restarted_clock_remembers_the_breach_of_the_first),
        cmocka_unit_test(test_the_worked_example_of_a_raised_priority),
        cmocka_unit_test(
            test_the_worked_example_raised_later_is_breached_as_it_is_attached),
        cmocka_unit_test(test_a_breached_clock_is_cancelled_by_restart_and_recompute),
        cmocka_unit_test(test_keep_counts_what_elapsed_on_the_old_calendar),
        cmocka_unit_test(test_keep_past_the_new_goal_was_due_when_that_was_reached),
        cmocka_unit_test(test_carried_pauses_are_measured_on_the_new_calendar),
        cmocka_unit_test(test_a_change_while_paused_leaves_the_new_clock_paused),
        cmocka_unit_test(test_a_change_leaves_a_stopped_clock_alone),
        cmocka_unit_test(test_a_change_to_no_target_takes_the_promise_away),
        cmocka_unit_test(test_a_change_from_no_target_brings_a_promise),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
