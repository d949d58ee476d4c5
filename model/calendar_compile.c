#include "model/calendar.h"

#include <stdlib.h>
#include <string.h>

enum {
    DAY_MINUTES = 24 * 60,
    DAYS_BEFORE = 8, /* a span of a week that began so long ago still matters */
    DAYS_AFTER = 1,
};

/* Rows stay far enough from INT32_MAX that steps between them do not wrap. */
#define MOST_ROWS (INT32_MAX / 4)

/* What a calendar is made from. */
typedef struct week_plan {
    const ds_zone *zone;
    ds_week_span *spans; /* ascending; those of one day are disjoint; owned */
    int32_t span_count;
    int32_t first_of[8]; /* spans of weekday w: [first_of[w], first_of[w + 1]) */
    int32_t *holidays;   /* ascending; owned */
    int32_t holiday_count;
    ds_ticks from;
    ds_ticks to;
    int32_t first_day;
    int32_t last_day;
} week_plan;

static int compare_spans(const void *a, const void *b)
{
    const ds_week_span *left = a;
    const ds_week_span *right = b;
    return (left->from_minute > right->from_minute) -
           (left->from_minute < right->from_minute);
}

static int compare_days(const void *a, const void *b)
{
    const int32_t *left = a;
    const int32_t *right = b;
    return (*left > *right) - (*left < *right);
}

static ds_status check_spans(const ds_week_span *spans, int32_t count, ds_error *err)
{
    for (int32_t i = 0; i < count; i++) {
        int32_t from = spans[i].from_minute;
        int32_t to = spans[i].to_minute;
        if (from < 0 || from >= DS_WEEK_MINUTES || to <= from ||
            to - from > DS_WEEK_MINUTES)
            return ds_error_set(
                err, DS_BAD_INPUT,
                "hours from minute %d to minute %d of the week: a span begins "
                "at 0 to %d and ends later, by a week at most",
                (int)from, (int)to, DS_WEEK_MINUTES - 1);
    }
    return DS_OK;
}

/* Sorts the spans, joins those of one day that overlap or touch, and finds each weekday's.
 */
static void arrange_spans(week_plan *plan)
{
    int32_t kept = 0;
    qsort(plan->spans, (size_t)plan->span_count, sizeof *plan->spans, compare_spans);
    for (int32_t i = 0; i < plan->span_count; i++) {
        ds_week_span span = plan->spans[i];
        ds_week_span *last = kept > 0 ? &plan->spans[kept - 1] : NULL;
        if (last && last->from_minute / DAY_MINUTES == span.from_minute / DAY_MINUTES &&
            span.from_minute <= last->to_minute) {
            if (span.to_minute > last->to_minute)
                last->to_minute = span.to_minute;
        } else {
            plan->spans[kept++] = span;
        }
    }
    plan->span_count = kept;
    for (int32_t weekday = 0, i = 0; weekday <= 7; weekday++) {
        while (i < kept && plan->spans[i].from_minute / DAY_MINUTES < weekday)
            i++;
        plan->first_of[weekday] = i;
    }
}

static void free_plan(week_plan *plan)
{
    free(plan->spans);
    free(plan->holidays);
}

/* Room for `count` rows, at least one: NULL means that memory is short. */
static void *rows_of(int64_t count, size_t size)
{
    return malloc((size_t)(count > 0 ? count : 1) * size);
}

static ds_status make_plan(week_plan *plan, const ds_week_span *spans,
                           const int32_t *holidays, ds_error *err)
{
    size_t span_bytes = (size_t)plan->span_count * sizeof *spans;
    size_t holiday_bytes = (size_t)plan->holiday_count * sizeof *holidays;
    plan->spans = rows_of(plan->span_count, sizeof *spans);
    plan->holidays = rows_of(plan->holiday_count, sizeof *holidays);
    if (!plan->spans || !plan->holidays)
        return ds_error_no_memory(err);
    if (span_bytes > 0)
        memcpy(plan->spans, spans, span_bytes);
    if (holiday_bytes > 0)
        memcpy(plan->holidays, holidays, holiday_bytes);
    qsort(plan->holidays, (size_t)plan->holiday_count, sizeof *holidays, compare_days);
    arrange_spans(plan);
    plan->first_day = ds_zone_day(plan->zone, plan->from) - DAYS_BEFORE;
    plan->last_day = ds_zone_day(plan->zone, plan->to) + DAYS_AFTER;
    return DS_OK;
}

static ds_status make_room(ds_calendar *calendar, const week_plan *plan, ds_error *err)
{
    int64_t weeks = ((int64_t)plan->last_day - plan->first_day) / 7 + 1;
    int64_t rows = weeks * plan->span_count;
    if (rows > MOST_ROWS)
        return ds_error_set(err, DS_BAD_INPUT,
                            "%d spans a week over %lld weeks are more than the %d that a "
                            "calendar holds",
                            (int)plan->span_count, (long long)weeks, MOST_ROWS);
    calendar->opens = rows_of(rows, sizeof *calendar->opens);
    calendar->closes = rows_of(rows, sizeof *calendar->closes);
    calendar->day_opens = rows_of(rows, sizeof *calendar->day_opens);
    calendar->day_closes = rows_of(rows, sizeof *calendar->day_closes);
    calendar->days = rows_of(ds_ticks_min(rows, weeks * 7), sizeof *calendar->days);
    if (!calendar->opens || !calendar->closes || !calendar->day_opens ||
        !calendar->day_closes || !calendar->days)
        return ds_error_no_memory(err);
    return DS_OK;
}

/* Adds an interval that opens no earlier than the one before: cut to the compiled span, and
 * joined where it overlaps or touches. */
static void add_interval(ds_calendar *calendar, const week_plan *plan, ds_ticks opens,
                         ds_ticks closes)
{
    int32_t last = calendar->count - 1;
    opens = ds_ticks_max(opens, plan->from);
    closes = ds_ticks_min(closes, plan->to);
    if (opens >= closes)
        return;
    if (last >= 0 && opens <= calendar->closes[last]) {
        calendar->closes[last] = ds_ticks_max(closes, calendar->closes[last]);
        return;
    }
    calendar->opens[calendar->count] = opens;
    calendar->closes[calendar->count++] = closes;
}

/* Adds the spans that begin on a day; a span that falls into a daylight-saving gap as a
 * whole has no time and is left out. Returns the row after the last. */
static int32_t add_spans(ds_calendar *calendar, const week_plan *plan, int32_t day,
                         int32_t row)
{
    int32_t weekday = ds_day_weekday(day);
    for (int32_t i = plan->first_of[weekday]; i < plan->first_of[weekday + 1]; i++) {
        const ds_week_span *span = &plan->spans[i];
        ds_ticks monday = (day - weekday) * DS_DAY;
        ds_ticks opens =
            ds_zone_from_local(plan->zone, monday + span->from_minute * DS_MINUTE);
        ds_ticks closes =
            ds_zone_from_local(plan->zone, monday + span->to_minute * DS_MINUTE);
        if (opens >= closes)
            continue;
        add_interval(calendar, plan, opens, closes);
        calendar->day_opens[row] = opens;
        calendar->day_closes[row++] = closes;
    }
    return row;
}

static void compile_days(ds_calendar *calendar, const week_plan *plan)
{
    int32_t row = 0;
    int32_t holiday = 0;
    bool is_cut =
        false; /* by the end of the compiled span: later days do not count either */
    for (int32_t day = plan->first_day; day <= plan->last_day; day++) {
        while (holiday < plan->holiday_count && plan->holidays[holiday] < day)
            holiday++;
        if (holiday < plan->holiday_count && plan->holidays[holiday] == day)
            continue;
        int32_t next = add_spans(calendar, plan, day, row);
        if (next == row)
            continue;
        is_cut = is_cut || calendar->day_closes[next - 1] > plan->to;
        if (is_cut || calendar->day_closes[next - 1] <= plan->from)
            continue;
        calendar->days[calendar->day_count++] =
            (ds_working_day){.day = day, .first = row, .last = next};
        row = next;
    }
}

static ds_status add_up(ds_calendar *calendar, ds_error *err)
{
    ds_ticks sum = 0;
    calendar->before = rows_of((int64_t)calendar->count + 1, sizeof *calendar->before);
    if (!calendar->before)
        return ds_error_no_memory(err);
    for (int32_t i = 0; i < calendar->count; i++) {
        calendar->before[i] = sum;
        sum += calendar->closes[i] - calendar->opens[i];
    }
    calendar->before[calendar->count] = sum;
    return DS_OK;
}

ds_status ds_calendar_init(ds_calendar *calendar, const ds_zone *zone,
                           const ds_week_span *spans, int32_t span_count,
                           const int32_t *holidays, int32_t holiday_count, ds_ticks from,
                           ds_ticks to, ds_error *err)
{
    week_plan plan = {.zone = zone,
                      .span_count = span_count,
                      .holiday_count = holiday_count,
                      .from = from,
                      .to = ds_ticks_max(from, to)};
    *calendar = (ds_calendar){.zone = *zone};
    ds_status status = check_spans(spans, span_count, err);
    if (status == DS_OK)
        status = make_plan(&plan, spans, holidays, err);
    if (status == DS_OK)
        status = make_room(calendar, &plan, err);
    if (status == DS_OK) {
        compile_days(calendar, &plan);
        status = add_up(calendar, err);
    }
    free_plan(&plan);
    if (status != DS_OK)
        ds_calendar_free(calendar);
    return status;
}

void ds_calendar_free(ds_calendar *calendar)
{
    free(calendar->opens);
    free(calendar->closes);
    free(calendar->before);
    free(calendar->days);
    free(calendar->day_opens);
    free(calendar->day_closes);
    *calendar = (ds_calendar){0};
}
