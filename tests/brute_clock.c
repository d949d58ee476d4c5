#include "tests/brute_clock.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY = 24 * 60, DAYS_BACK = 2 }; /* today, and the night that began yesterday */

/* The wall. */

static bool read_wall(brute_wall *wall)
{
    int32_t count = wall->minutes + 2 * BRUTE_MARGIN;
    int32_t furthest = INT32_MIN;
    for (int32_t i = 0; i < count; i++) {
        time_t second = (time_t)(wall->start_unix + 60 * (int64_t)(i - BRUTE_MARGIN));
        struct tm tm;
        if (!localtime_r(&second, &tm) || tm.tm_sec != 0)
            return false;
        wall->shows[i] = (int32_t)(timegm(&tm) / 60);
        furthest = wall->shows[i] > furthest ? wall->shows[i] : furthest;
        wall->furthest[i] = furthest;
    }
    return true;
}

bool brute_wall_init(brute_wall *wall, const char *zone, int64_t start_unix,
                     int32_t minutes)
{
    size_t count = (size_t)minutes + 2 * BRUTE_MARGIN;
    *wall = (brute_wall){.start_unix = start_unix, .minutes = minutes};
    wall->shows = malloc(count * sizeof *wall->shows);
    wall->furthest = malloc(count * sizeof *wall->furthest);
    if (!wall->shows || !wall->furthest)
        return false;
    (void)setenv("TZ", zone, 1);
    tzset();
    bool is_read = read_wall(wall);
    (void)unsetenv("TZ");
    tzset();
    return is_read;
}

void brute_wall_free(brute_wall *wall)
{
    free(wall->shows);
    free(wall->furthest);
}

static int32_t shows(const brute_calendar *calendar, int32_t minute)
{
    return calendar->wall->shows[minute + BRUTE_MARGIN];
}

static int32_t furthest(const brute_calendar *calendar, int32_t minute)
{
    return calendar->wall->furthest[minute + BRUTE_MARGIN];
}

/* The first minute that has seen a reading; clocks never gain more than a day. */
static int32_t minute_of(const brute_calendar *calendar, int32_t reading)
{
    int32_t minute = reading - furthest(calendar, -BRUTE_MARGIN) - BRUTE_MARGIN - 2 * DAY;
    if (minute < -BRUTE_MARGIN)
        minute = -BRUTE_MARGIN;
    while (minute < calendar->wall->minutes + BRUTE_MARGIN - 1 &&
           furthest(calendar, minute) < reading)
        minute++;
    return minute;
}

/* Days. */

static int32_t weekday_of(int32_t day)
{
    return (day % 7 + 7 + 3) % 7; /* 1970-01-01 was a Thursday */
}

static bool is_holiday(const brute_calendar *calendar, int32_t day)
{
    for (int32_t i = 0; i < calendar->holiday_count; i++)
        if (calendar->holidays[i] == day)
            return true;
    return false;
}

/* Whether a minute lies in a span that begins on a day. */
static bool is_in_day(const brute_calendar *calendar, int32_t day, int32_t minute)
{
    int32_t weekday = weekday_of(day);
    int32_t in_week = furthest(calendar, minute) - (day - weekday) * DAY;
    for (int32_t i = 0; i < calendar->span_count; i++)
        if (in_week >= calendar->from[i] && in_week < calendar->to[i] &&
            calendar->from[i] / DAY == weekday && !is_holiday(calendar, day))
            return true;
    return false;
}

/* The latest day with a span that holds a minute; BRUTE_NEVER if none does. */
static int32_t day_of(const brute_calendar *calendar, int32_t minute)
{
    int32_t today = furthest(calendar, minute) / DAY;
    for (int32_t day = today; day > today - DAYS_BACK; day--)
        if (is_in_day(calendar, day, minute))
            return day;
    return BRUTE_NEVER;
}

static brute_day bounds_of(const brute_calendar *calendar, int32_t day)
{
    brute_day bounds = {.first = BRUTE_NEVER, .end = BRUTE_NEVER};
    int32_t last = calendar->wall->minutes + BRUTE_MARGIN - 1;
    int32_t minute = minute_of(calendar, day * DAY);
    for (; minute < last && furthest(calendar, minute) < (day + 2) * DAY; minute++)
        if (is_in_day(calendar, day, minute)) {
            if (bounds.first == BRUTE_NEVER)
                bounds.first = minute;
            bounds.end = minute + 1;
        }
    return bounds;
}

bool brute_calendar_open(brute_calendar *calendar)
{
    int32_t minutes = calendar->wall->minutes;
    calendar->open = malloc((size_t)minutes * sizeof *calendar->open);
    if (!calendar->open)
        return false;
    for (int32_t minute = 0; minute < minutes; minute++)
        calendar->open[minute] =
            calendar->is_always || day_of(calendar, minute) != BRUTE_NEVER;
    calendar->first_day = furthest(calendar, 0) / DAY - DAYS_BACK;
    for (int32_t i = 0; i < BRUTE_MOST_DAYS; i++)
        calendar->days[i] = bounds_of(calendar, calendar->first_day + i);
    return true;
}

void brute_calendar_free(brute_calendar *calendar)
{
    free(calendar->open);
}

/* Business time. */

bool brute_is_open(const brute_calendar *calendar, int32_t minute)
{
    return minute >= 0 && minute < calendar->wall->minutes && calendar->open[minute];
}

int32_t brute_between(const brute_calendar *calendar, int32_t from, int32_t to)
{
    int32_t sum = 0;
    for (int32_t minute = from; minute < to; minute++)
        sum += brute_is_open(calendar, minute);
    return sum;
}

int32_t brute_add(const brute_calendar *calendar, int32_t from, int32_t amount)
{
    int32_t minute = from;
    for (; amount > 0 && minute < calendar->wall->minutes; minute++)
        amount -= brute_is_open(calendar, minute);
    return amount > 0 ? BRUTE_NEVER : minute;
}

int32_t brute_next_open(const brute_calendar *calendar, int32_t minute)
{
    while (minute < calendar->wall->minutes && !brute_is_open(calendar, minute))
        minute++;
    return minute < calendar->wall->minutes ? minute : BRUTE_NEVER;
}

int32_t brute_next_change(const brute_calendar *calendar, int32_t minute)
{
    bool is_open = brute_is_open(calendar, minute);
    for (int32_t next = minute + 1; next <= calendar->wall->minutes; next++)
        if (brute_is_open(calendar, next) != is_open)
            return next;
    return BRUTE_NEVER;
}

static int32_t clip(const brute_calendar *calendar, int32_t day, brute_day bounds,
                    int32_t minute)
{
    if (minute < bounds.first)
        return bounds.first;
    if (minute >= bounds.end)
        return bounds.end;
    if (minute > 0 && is_in_day(calendar, day, minute - 1))
        return minute; /* in hours, or just at their end */
    while (!is_in_day(calendar, day, minute))
        minute++;
    return minute;
}

int32_t brute_add_days(const brute_calendar *calendar, int32_t minute, int32_t days)
{
    if (calendar->is_always)
        return minute_of(calendar, shows(calendar, minute) + days * DAY);
    int32_t from = brute_next_open(calendar, minute);
    if (from == BRUTE_NEVER)
        return BRUTE_NEVER;
    int32_t begun = day_of(calendar, from);
    int32_t into_day = shows(calendar, from) - begun * DAY;
    int32_t day = begun;
    if (calendar->days[begun - calendar->first_day].end > calendar->wall->minutes)
        return BRUTE_NEVER;
    while (days > 0 && ++day - calendar->first_day < BRUTE_MOST_DAYS) {
        int32_t end = calendar->days[day - calendar->first_day].end;
        if (end != BRUTE_NEVER && end > calendar->wall->minutes)
            return BRUTE_NEVER;
        days -= end != BRUTE_NEVER;
    }
    if (days > 0)
        return BRUTE_NEVER;
    int32_t due = clip(calendar, day, calendar->days[day - calendar->first_day],
                       minute_of(calendar, day * DAY + into_day));
    return due > from ? due : from;
}

/* Clocks. */

void brute_clock_start(brute_clock *clock, const brute_target *target, int32_t now)
{
    *clock = (brute_clock){.calendar = target->calendar,
                           .now = now,
                           .runs_since = now,
                           .opening = BRUTE_NEVER,
                           .ran_out_at = BRUTE_NEVER};
    if (target->minutes == 0 && target->days == 0)
        return;
    clock->state = BRUTE_RUNS;
    clock->goal = target->minutes;
    if (target->days > 0) {
        int32_t due = brute_add_days(target->calendar, now, target->days);
        clock->goal =
            due == BRUTE_NEVER ? BRUTE_NEVER : brute_between(target->calendar, now, due);
        if (due != BRUTE_NEVER && brute_add(target->calendar, now, clock->goal) < due)
            clock->opening = due;
    }
}

static bool has_nothing_left(const brute_clock *clock)
{
    return clock->opening != BRUTE_NEVER ? clock->now >= clock->opening
                                         : clock->elapsed >= clock->goal;
}

static void pass_minute(brute_clock *clock)
{
    bool is_open = brute_is_open(clock->calendar, clock->now);
    if (clock->state == BRUTE_RUNS) {
        if (has_nothing_left(clock)) {
            clock->is_late = true;
            if (clock->ran_out_at == BRUTE_NEVER)
                clock->ran_out_at = clock->now;
        }
        clock->elapsed += is_open;
    } else if (is_open) {
        clock->opening = BRUTE_NEVER;
    }
    clock->now++;
}

void brute_clock_pass(brute_clock *clock, int32_t minute)
{
    while (clock->state != BRUTE_NONE && clock->now < minute)
        pass_minute(clock);
    clock->now = minute;
}

void brute_clock_pause(brute_clock *clock)
{
    if (clock->state == BRUTE_RUNS)
        clock->state = BRUTE_PAUSED;
}

void brute_clock_run(brute_clock *clock)
{
    clock->state = BRUTE_RUNS;
    clock->runs_since = clock->now;
    clock->elapsed_then = clock->elapsed;
    clock->ran_out_at = BRUTE_NEVER;
}

int32_t brute_clock_due(const brute_clock *clock)
{
    brute_clock ahead = *clock;
    if (clock->state != BRUTE_RUNS)
        return BRUTE_NEVER;
    if (clock->ran_out_at != BRUTE_NEVER)
        return clock->ran_out_at;
    while (!has_nothing_left(&ahead) && ahead.now < clock->calendar->wall->minutes)
        pass_minute(&ahead);
    return has_nothing_left(&ahead) ? ahead.now : BRUTE_NEVER;
}

void brute_clock_restart(brute_clock *clock, const brute_target *target)
{
    bool is_paused = clock->state == BRUTE_PAUSED;
    bool was_late = clock->was_late;
    brute_clock_start(clock, target, clock->now);
    clock->was_late = was_late;
    if (is_paused)
        brute_clock_pause(clock);
}

void brute_clock_recompute(brute_clock *clock, const brute_target *target, int32_t created,
                           const bool *is_paused)
{
    brute_clock old = *clock;
    brute_clock_start(clock, target, created);
    clock->was_late = old.was_late;
    while (clock->state != BRUTE_NONE && clock->now < old.now) {
        bool is_held = is_paused && is_paused[clock->now];
        if (is_held)
            brute_clock_pause(clock);
        else if (clock->state == BRUTE_PAUSED)
            brute_clock_run(clock);
        pass_minute(clock);
    }
    clock->now = old.now;
    if (old.state == BRUTE_PAUSED)
        brute_clock_pause(clock);
    else if (clock->state == BRUTE_PAUSED)
        brute_clock_run(clock);
}

/* When the old clock, which runs, had used up a goal. */
static int32_t ran_out(const brute_clock *old, int32_t goal)
{
    int32_t elapsed = old->elapsed_then;
    int32_t minute = old->runs_since;
    for (; elapsed < goal; minute++)
        elapsed += brute_is_open(old->calendar, minute);
    return minute;
}

void brute_clock_keep(brute_clock *clock, const brute_target *target, int32_t created)
{
    brute_clock old = *clock;
    brute_clock_start(clock, target, created);
    clock->state = old.state;
    clock->now = clock->runs_since = old.now;
    clock->elapsed = clock->elapsed_then = old.elapsed;
    clock->was_late = old.was_late;
    if (brute_between(target->calendar, created, old.now) != old.elapsed)
        clock->opening = BRUTE_NEVER; /* open minutes were paused, or other hours counted */
    if (old.state == BRUTE_RUNS && clock->opening == BRUTE_NEVER &&
        old.elapsed >= clock->goal)
        clock->ran_out_at = ran_out(&old, clock->goal);
    else if (old.state == BRUTE_RUNS && clock->opening < old.now)
        clock->ran_out_at = clock->opening;
    clock->is_late = old.elapsed > clock->goal || clock->ran_out_at < old.now ||
                     (old.is_late && old.elapsed == clock->goal && clock->goal <= old.goal);
}
