/* Business time, working days and SLA clocks the slow way: minute by minute.
 *
 * Written apart from model/calendar.c and model/sla_clock.c, to hold them to account: what
 * the wall shows comes from localtime_r, every question is answered by walking over
 * minutes, and a clock is a state that each minute changes. All times are whole minutes
 * from the start.
 *
 * The wall clock may go back in autumn. `furthest` is the latest reading that it has shown
 * so far: a local time is reached at the first minute whose furthest reading is that or
 * later, which is what "the end of the gap" and "the first of two" mean.
 */
#ifndef DS_TESTS_BRUTE_CLOCK_H
#define DS_TESTS_BRUTE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#define BRUTE_NEVER INT32_MAX
#define BRUTE_MARGIN (8 * 24 * 60) /* minutes known before the start and after the end */
#define BRUTE_MOST_SPANS 32
#define BRUTE_MOST_HOLIDAYS 8
#define BRUTE_MOST_DAYS 40 /* from some days before the start to some after the end */

/* What the wall shows in a zone from minute -BRUTE_MARGIN to minutes + BRUTE_MARGIN. */
typedef struct brute_wall {
    int64_t start_unix;
    int32_t minutes;
    int32_t *shows;    /* minutes since 1970-01-01 local; index minute + BRUTE_MARGIN */
    int32_t *furthest; /* likewise */
} brute_wall;

/* False where the zone has offsets of odd seconds, which minutes cannot follow, or memory
 * is short. Free with brute_wall_free. */
bool brute_wall_init(brute_wall *wall, const char *zone, int64_t start_unix,
                     int32_t minutes);
void brute_wall_free(brute_wall *wall);

/* A day's first open minute, and the minute after its last; BRUTE_NEVER: never open. */
typedef struct brute_day {
    int32_t first;
    int32_t end;
} brute_day;

/* Working hours; open only in [0, minutes). The caller fills in the spans (minutes since
 * Monday, none longer than a day) and holidays, then brute_calendar_open works out the open
 * minutes. */
typedef struct brute_calendar {
    const brute_wall *wall;
    bool is_always;
    int32_t span_count;
    int32_t from[BRUTE_MOST_SPANS];
    int32_t to[BRUTE_MOST_SPANS];
    int32_t holiday_count;
    int32_t holidays[BRUTE_MOST_HOLIDAYS]; /* days since 1970 */
    bool *open;                            /* by minute */
    int32_t first_day;
    brute_day days[BRUTE_MOST_DAYS]; /* from first_day on */
} brute_calendar;

bool brute_calendar_open(brute_calendar *calendar);
void brute_calendar_free(brute_calendar *calendar);

bool brute_is_open(const brute_calendar *calendar, int32_t minute);
int32_t brute_between(const brute_calendar *calendar, int32_t from, int32_t to);
int32_t brute_add(const brute_calendar *calendar, int32_t from, int32_t amount);
int32_t brute_next_open(const brute_calendar *calendar, int32_t minute);
int32_t brute_next_change(const brute_calendar *calendar, int32_t minute);
int32_t brute_add_days(const brute_calendar *calendar, int32_t minute, int32_t days);

typedef enum brute_state {
    BRUTE_NONE,
    BRUTE_RUNS,
    BRUTE_PAUSED,
    BRUTE_STOPPED
} brute_state;

/* An SLA clock. It is late once a minute has passed in which it ran with nothing left. */
typedef struct brute_clock {
    brute_state state;
    const brute_calendar *calendar;
    int32_t now;
    int32_t goal;       /* business minutes; BRUTE_NEVER: past the calendar's end */
    int32_t elapsed;    /* business minutes */
    int32_t opening;    /* due at this opening while no open minute was paused, or NEVER */
    int32_t ran_out_at; /* when it first had nothing left since it last began to run */
    int32_t runs_since;
    int32_t elapsed_then; /* at runs_since */
    bool is_late;
    bool was_late;
} brute_clock;

typedef struct brute_target {
    int32_t minutes;
    int32_t days; /* > 0: minutes is not used */
    const brute_calendar *calendar;
} brute_target;

void brute_clock_start(brute_clock *clock, const brute_target *target, int32_t now);
/* Lets the minutes up to `minute` pass. */
void brute_clock_pass(brute_clock *clock, int32_t minute);
void brute_clock_pause(brute_clock *clock);
void brute_clock_run(brute_clock *clock); /* after a pause, or reopened */
/* When it is due if nothing happens to it any more; BRUTE_NEVER unless it runs. */
int32_t brute_clock_due(const brute_clock *clock);

/* The three families; each is given a clock that runs or is paused. `is_paused` tells for
 * each minute from `created` to now whether the ticket was paused; NULL: it never was. */
void brute_clock_restart(brute_clock *clock, const brute_target *target);
void brute_clock_keep(brute_clock *clock, const brute_target *target, int32_t created);
void brute_clock_recompute(brute_clock *clock, const brute_target *target, int32_t created,
                           const bool *is_paused);

#endif
