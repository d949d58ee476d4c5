#include "model/staffing.h"

#include "model/desk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_MINUTES = 24 * 60 };

/* A stretch of one duty of a crew. */
typedef struct piece {
    ds_ticks from;
    ds_ticks to;
    ds_duty duty;
} piece;

typedef struct pieces {
    int32_t count;
    int32_t capacity;
    piece *list;
} pieces;

static ds_status push_piece(pieces *all, ds_ticks from, ds_ticks to, ds_duty duty,
                            ds_error *err)
{
    if (to <= from)
        return DS_OK;
    if (all->count == all->capacity) {
        int32_t capacity = all->capacity ? 2 * all->capacity : 64;
        piece *list = realloc(all->list, (size_t)capacity * sizeof *list);
        if (!list)
            return ds_error_no_memory(err);
        all->list = list;
        all->capacity = capacity;
    }
    all->list[all->count++] = (piece){.from = from, .to = to, .duty = duty};
    return DS_OK;
}

/* Shifts as instants. */

static bool is_holiday(const ds_shift *shift, int32_t day)
{
    for (int32_t i = 0; i < shift->holiday_count; i++)
        if (shift->holidays[i] == day)
            return true;
    return false;
}

static ds_ticks instant_of(const ds_shift *shift, int32_t monday, int32_t minute)
{
    return ds_zone_from_local(shift->zone, monday * DS_DAY + minute * DS_MINUTE);
}

/* A break in minutes since the day on which the shift began. */
static int32_t break_minute(const ds_shift_span *span, const ds_shift_break *pause)
{
    bool is_next_day = pause->from_minute < span->from_minute % DAY_MINUTES;
    return pause->from_minute + (is_next_day ? DAY_MINUTES : 0);
}

/* The break of a shift that begins next at or after a minute; NULL: none. */
static const ds_shift_break *next_break(const ds_shift *shift, const ds_shift_span *span,
                                        int32_t minute)
{
    const ds_shift_break *next = NULL;
    for (int32_t i = 0; i < shift->break_count; i++) {
        int32_t at = break_minute(span, &shift->breaks[i]);
        if (at >= minute && (!next || at < break_minute(span, next)))
            next = &shift->breaks[i];
    }
    return next;
}

/* One shift on one day, with the breaks that fall into it. */
static ds_status add_instance(const ds_shift *shift, int32_t monday,
                              const ds_shift_span *span, pieces *all, ds_error *err)
{
    int32_t day = span->from_minute / DAY_MINUTES * DAY_MINUTES;
    int32_t minute = span->from_minute % DAY_MINUTES;
    int32_t end = span->to_minute - day;
    ds_ticks close = instant_of(shift, monday, span->to_minute);
    ds_ticks done = instant_of(shift, monday, span->from_minute);
    ds_status status = DS_OK;
    const ds_shift_break *pause = next_break(shift, span, minute);
    for (; pause && status == DS_OK; pause = next_break(shift, span, minute)) {
        int32_t at = break_minute(span, pause);
        minute = at + pause->to_minute - pause->from_minute;
        if (at >= end)
            break;
        ds_ticks from = instant_of(shift, monday, day + at);
        ds_ticks to = ds_ticks_min(instant_of(shift, monday, day + minute), close);
        status = push_piece(all, done, from, DS_ON_DUTY, err);
        if (status == DS_OK)
            status = push_piece(all, from, to,
                                pause->is_paid ? DS_PAID_BREAK : DS_UNPAID_BREAK, err);
        done = ds_ticks_max(done, to);
    }
    return status == DS_OK ? push_piece(all, done, close, DS_ON_DUTY, err) : status;
}

static ds_status add_week(const ds_shift *shift, int32_t monday, int32_t week, pieces *all,
                          ds_error *err)
{
    for (int32_t i = 0; i < shift->span_count; i++) {
        const ds_shift_span *span = &shift->spans[i];
        if (span->week != week ||
            is_holiday(shift, monday + span->from_minute / DAY_MINUTES))
            continue;
        ds_status status = add_instance(shift, monday, span, all, err);
        if (status != DS_OK)
            return status;
    }
    return DS_OK;
}

static int by_time(const void *a, const void *b)
{
    const piece *left = a;
    const piece *right = b;
    return (left->from > right->from) - (left->from < right->from);
}

static ds_status expand(const ds_shift *shift, ds_ticks to, pieces *all, ds_error *err)
{
    int32_t start = ds_zone_day(shift->zone, 0);
    int32_t monday = start - ds_day_weekday(start);
    int32_t last = ds_zone_day(shift->zone, to);
    /* A shift of the week before may reach into this one. */
    int32_t week = (shift->first_week + shift->weeks - 1) % shift->weeks;
    for (int32_t first = monday - 7; first <= last; first += 7) {
        ds_status status = add_week(shift, first, week, all, err);
        if (status != DS_OK)
            return status;
        week = (week + 1) % shift->weeks;
    }
    if (all->count > 1)
        qsort(all->list, (size_t)all->count, sizeof *all->list, by_time);
    return DS_OK;
}

/* The crew's changes. */

static ds_status push_change(ds_staffing *self, ds_ticks at, ds_duty duty, bool is_edge,
                             ds_error *err)
{
    int32_t count = self->change_count;
    bool is_full = count == 0 || (count >= 64 && (count & (count - 1)) == 0);
    if (is_full) {
        size_t capacity = count ? 2 * (size_t)count : 64;
        ds_duty_change *grown = realloc(self->changes, capacity * sizeof *grown);
        if (!grown)
            return ds_error_no_memory(err);
        self->changes = grown;
    }
    self->changes[self->change_count++] = (ds_duty_change){.at = at,
                                                           .until = DS_NEVER,
                                                           .crew = self->crew_count,
                                                           .duty = (uint8_t)duty,
                                                           .is_edge = is_edge};
    return DS_OK;
}

/* Pieces in order as changes; those that touch go over into one another. */
static ds_status push_changes(ds_staffing *self, const pieces *all, ds_ticks to,
                              ds_error *err)
{
    ds_duty duty = DS_OFF_DUTY;
    ds_status status = DS_OK;
    for (int32_t i = 0; status == DS_OK && i < all->count; i++) {
        const piece *one = &all->list[i];
        ds_ticks from = ds_ticks_max(one->from, 0);
        ds_ticks end =
            i + 1 < all->count ? ds_ticks_min(one->to, all->list[i + 1].from) : one->to;
        if (end <= from || from >= to)
            continue;
        if (one->duty != duty)
            status = push_change(self, from, one->duty, duty == DS_OFF_DUTY, err);
        duty = one->duty;
        bool goes_on = i + 1 < all->count && all->list[i + 1].from == end;
        if (status == DS_OK && !goes_on && end < to) {
            status = push_change(self, end, DS_OFF_DUTY, true, err);
            duty = DS_OFF_DUTY;
        }
    }
    return status;
}

static ds_status push_crew(ds_staffing *self, const ds_shift *shift, ds_error *err)
{
    ds_crew *grown =
        realloc(self->crews, ((size_t)self->crew_count + 1) * sizeof *self->crews);
    if (!grown)
        return ds_error_no_memory(err);
    self->crews = grown;
    self->crews[self->crew_count++] =
        (ds_crew){.first = self->agents,
                  .count = shift->agents,
                  .is_interchangeable = shift->is_interchangeable,
                  .is_new = shift->is_new,
                  .team = shift->team,
                  .zone = *shift->zone};
    self->agents += shift->agents;
    return DS_OK;
}

ds_staffing *ds_staffing_new(ds_error *err)
{
    ds_staffing *self = calloc(1, sizeof *self);
    if (!self)
        (void)ds_error_no_memory(err);
    return self;
}

ds_status ds_staffing_add(ds_staffing *self, const ds_shift *shift, ds_ticks to,
                          ds_error *err)
{
    pieces all = {0};
    ds_status status = expand(shift, to, &all, err);
    if (status == DS_OK)
        status = push_changes(self, &all, to, err);
    if (status == DS_OK)
        status = push_crew(self, shift, err);
    free(all.list);
    return status;
}

/* Finishing. */

static int by_instant(const void *a, const void *b)
{
    const ds_duty_change *left = a;
    const ds_duty_change *right = b;
    if (left->at != right->at)
        return left->at < right->at ? -1 : 1;
    bool left_comes = left->duty == DS_ON_DUTY;
    bool right_comes = right->duty == DS_ON_DUTY;
    if (left_comes != right_comes)
        return left_comes ? 1 : -1;
    return (left->crew > right->crew) - (left->crew < right->crew);
}

/* The next change of each crew. */
static ds_status link_changes(ds_staffing *self, ds_error *err)
{
    ds_ticks *next = malloc(((size_t)self->crew_count + 1) * sizeof *next);
    if (!next)
        return ds_error_no_memory(err);
    for (int32_t i = 0; i < self->crew_count; i++)
        next[i] = DS_NEVER;
    for (int32_t i = self->change_count - 1; i >= 0; i--) {
        ds_duty_change *change = &self->changes[i];
        change->until = next[change->crew];
        next[change->crew] = change->at;
    }
    free(next);
    return DS_OK;
}

static ds_status make_levels(ds_staffing *self, ds_error *err)
{
    size_t rows = (size_t)self->change_count + 1;
    self->level_at = malloc(rows * sizeof *self->level_at);
    self->on_duty = malloc(rows * sizeof *self->on_duty);
    self->staffed_before = malloc(rows * sizeof *self->staffed_before);
    bool *is_on = calloc((size_t)self->crew_count + 1, sizeof *is_on);
    if (!self->level_at || !self->on_duty || !self->staffed_before || !is_on) {
        free(is_on);
        return ds_error_no_memory(err);
    }
    int32_t level = 0;
    self->level_at[0] = 0;
    self->on_duty[0] = 0;
    self->staffed_before[0] = 0;
    for (int32_t i = 0; i < self->change_count; i++) {
        const ds_duty_change *change = &self->changes[i];
        bool comes = change->duty == DS_ON_DUTY;
        int32_t more = (int32_t)comes - (int32_t)is_on[change->crew];
        is_on[change->crew] = comes;
        if (more == 0)
            continue;
        if (change->at > self->level_at[level]) {
            double held = (double)(change->at - self->level_at[level]);
            self->staffed_before[level + 1] =
                self->staffed_before[level] + held * self->on_duty[level];
            self->on_duty[level + 1] = self->on_duty[level];
            self->level_at[++level] = change->at;
        }
        self->on_duty[level] += more * self->crews[change->crew].count;
    }
    self->level_count = level + 1;
    free(is_on);
    return DS_OK;
}

/* The instants at which the first comes and the last goes. */
static ds_status make_hours(ds_staffing *self, ds_error *err)
{
    ds_calendar *hours = &self->hours;
    size_t rows = (size_t)self->level_count + 1;
    hours->opens = malloc(rows * sizeof *hours->opens);
    hours->closes = malloc(rows * sizeof *hours->closes);
    hours->before = malloc(rows * sizeof *hours->before);
    if (!hours->opens || !hours->closes || !hours->before)
        return ds_error_no_memory(err);
    ds_ticks sum = 0;
    bool is_open = false;
    for (int32_t i = 0; i < self->level_count; i++) {
        bool opens = self->on_duty[i] > 0;
        if (opens && !is_open) {
            hours->opens[hours->count] = self->level_at[i];
            hours->before[hours->count] = sum;
        } else if (!opens && is_open) {
            hours->closes[hours->count] = self->level_at[i];
            sum += self->level_at[i] - hours->opens[hours->count++];
        }
        is_open = opens;
    }
    if (is_open) {
        hours->closes[hours->count] = DS_NEVER;
        sum += DS_NEVER - hours->opens[hours->count++];
    }
    hours->before[hours->count] = sum;
    return DS_OK;
}

ds_status ds_staffing_finish(ds_staffing *self, ds_error *err)
{
    if (self->change_count > 1)
        qsort(self->changes, (size_t)self->change_count, sizeof *self->changes, by_instant);
    ds_status status = link_changes(self, err);
    if (status == DS_OK)
        status = make_levels(self, err);
    return status == DS_OK ? make_hours(self, err) : status;
}

void ds_staffing_delete(ds_staffing *self)
{
    if (!self)
        return;
    ds_calendar_free(&self->hours);
    free(self->crews);
    free(self->changes);
    free(self->level_at);
    free(self->on_duty);
    free(self->staffed_before);
    free(self);
}

/* Head counts. */

/* Stretches of the week with more than `level` agents; none passes midnight, so that a
 * holiday takes away its day and no more. */
static int32_t spans_above(const ds_head_counts *counts, int32_t level,
                           ds_shift_span *spans)
{
    int32_t found = 0;
    int32_t step = counts->interval_minutes;
    bool is_on = false;
    for (int32_t minute = 0; minute < DS_WEEK_MINUTES; minute += step) {
        bool was_on = is_on && minute % DAY_MINUTES != 0;
        is_on = counts->agents[minute / step] > level;
        if (is_on && !was_on)
            spans[found++] = (ds_shift_span){.from_minute = minute};
        if (is_on)
            spans[found - 1].to_minute = minute + step;
    }
    return found;
}

static int32_t next_level(const ds_head_counts *counts, int32_t level)
{
    int32_t next = INT32_MAX;
    for (int32_t i = 0; i < DS_WEEK_MINUTES / counts->interval_minutes; i++)
        if (counts->agents[i] > level && counts->agents[i] < next)
            next = counts->agents[i];
    return next;
}

ds_staffing *ds_staffing_from_week(const ds_head_counts *counts, const ds_zone *zone,
                                   ds_ticks to, ds_error *err)
{
    size_t most = DS_WEEK_MINUTES / (size_t)counts->interval_minutes;
    ds_shift_span *spans = malloc((most + 7) * sizeof *spans);
    ds_staffing *self = spans ? ds_staffing_new(err) : NULL;
    ds_status status = self ? DS_OK : ds_error_no_memory(err);
    /* Positions between two head counts that occur keep the same hours. */
    for (int32_t level = 0; status == DS_OK;) {
        int32_t next = next_level(counts, level);
        if (next == INT32_MAX)
            break;
        ds_shift shift = {.agents = next - level,
                          .is_interchangeable = true,
                          .team = DS_NO_ID,
                          .zone = zone,
                          .weeks = 1,
                          .span_count = spans_above(counts, level, spans),
                          .spans = spans,
                          .holiday_count = counts->holiday_count,
                          .holidays = counts->holidays};
        status = ds_staffing_add(self, &shift, to, err);
        level = next;
    }
    if (status == DS_OK)
        status = ds_staffing_finish(self, err);
    free(spans);
    if (status == DS_OK)
        return self;
    ds_staffing_delete(self);
    return NULL;
}

ds_status ds_staffing_set_week(ds_desk *desk, int32_t group, const ds_head_counts *counts,
                               ds_error *err)
{
    ds_group *about = &desk->groups[group];
    ds_staffing *staffing =
        ds_staffing_from_week(counts, &desk->zone, ds_desk_last_instant(desk), err);
    if (!staffing)
        return DS_NO_MEMORY;
    ds_staffing_delete(about->staffing);
    about->staffing = staffing;
    about->agents = staffing->agents;
    return DS_OK;
}

/* Questions. */

/* The last level that begins at or before an instant >= 0. */
static int32_t level_at(const ds_staffing *self, ds_ticks instant)
{
    int32_t first = 0;
    int32_t last = self->level_count - 1;
    while (first < last) {
        int32_t middle = last - (last - first) / 2;
        if (self->level_at[middle] <= instant)
            first = middle;
        else
            last = middle - 1;
    }
    return first;
}

int32_t ds_staffing_on_duty(const ds_staffing *self, ds_ticks instant)
{
    return instant < 0 ? 0 : self->on_duty[level_at(self, instant)];
}

static double staffed_before(const ds_staffing *self, ds_ticks instant)
{
    int32_t level = level_at(self, ds_ticks_max(instant, 0));
    double since = (double)(ds_ticks_max(instant, 0) - self->level_at[level]);
    return self->staffed_before[level] + since * self->on_duty[level];
}

double ds_staffing_between(const ds_staffing *self, ds_ticks from, ds_ticks to)
{
    return to <= from ? 0 : staffed_before(self, to) - staffed_before(self, from);
}

double ds_group_staffed_between(const ds_desk *desk, int32_t group, ds_ticks from,
                                ds_ticks to)
{
    const ds_group *about = &desk->groups[group];
    if (about->agents == DS_UNLIMITED_AGENTS)
        return INFINITY;
    if (about->staffing)
        return ds_staffing_between(about->staffing, from, to);
    return (double)about->agents *
           (double)ds_calendar_between(&desk->calendars[about->calendar], from, to, NULL);
}
