#include "model/calendar.h"

/* A span lasts a week at most, so that an instant's working day is among the last eight
 * that have begun. */
#define DAYS_BACK 8

void ds_calendar_init_always(ds_calendar *calendar, const ds_zone *zone)
{
    *calendar = (ds_calendar){.is_always = true, .zone = *zone};
}

/* The last of ascending rows that is <= value, -1 where none is. Doubles its steps away
 * from the hint, so that it costs the logarithm of the distance. */
static int32_t seek(const ds_ticks *rows, int32_t count, ds_ticks value, int32_t hint)
{
    int32_t low = -1;     /* rows[low] <= value */
    int32_t high = count; /* value < rows[high] */
    int32_t step = 1;
    if (hint < 0 || hint >= count)
        hint = count / 2;
    if (count > 0 && rows[hint] <= value) {
        for (low = hint; low < count - step && rows[low + step] <= value; step *= 2)
            low += step;
        high = low < count - step ? low + step : count;
    } else if (count > 0) {
        for (high = hint; high >= step && rows[high - step] > value; step *= 2)
            high -= step;
        low = high >= step ? high - step : -1;
    }
    while (high - low > 1) {
        int32_t middle = low + (high - low) / 2;
        if (rows[middle] <= value)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The last interval that opens by an instant, -1 where none does. */
static int32_t interval_at(const ds_calendar *calendar, ds_ticks instant, int32_t *cursor)
{
    int32_t row = seek(calendar->opens, calendar->count, instant, cursor ? *cursor : -1);
    if (cursor)
        *cursor = row < 0 ? 0 : row;
    return row;
}

static ds_ticks position_in(const ds_calendar *calendar, int32_t row, ds_ticks instant)
{
    if (row < 0)
        return 0;
    return calendar->before[row] + ds_ticks_min(instant, calendar->closes[row]) -
           calendar->opens[row];
}

bool ds_calendar_table_is_open(const ds_calendar *calendar, ds_ticks instant,
                               int32_t *cursor)
{
    int32_t row = interval_at(calendar, instant, cursor);
    return row >= 0 && instant < calendar->closes[row];
}

ds_ticks ds_calendar_table_position(const ds_calendar *calendar, ds_ticks instant,
                                    int32_t *cursor)
{
    return position_in(calendar, interval_at(calendar, instant, cursor), instant);
}

ds_ticks ds_calendar_table_between(const ds_calendar *calendar, ds_ticks from, ds_ticks to,
                                   int32_t *cursor)
{
    int32_t last = interval_at(calendar, to, cursor);
    int32_t first = seek(calendar->opens, calendar->count, from, last);
    return position_in(calendar, last, to) - position_in(calendar, first, from);
}

ds_ticks ds_calendar_table_add(const ds_calendar *calendar, ds_ticks from, ds_ticks amount,
                               int32_t *cursor)
{
    int32_t row = interval_at(calendar, from, cursor);
    ds_ticks position = position_in(calendar, row, from);
    if (amount > calendar->before[calendar->count] - position)
        return DS_NEVER;
    ds_ticks wanted = position + amount;
    row = seek(calendar->before, calendar->count, wanted - 1, row);
    return calendar->opens[row] + (wanted - calendar->before[row]);
}

ds_ticks ds_calendar_table_next_open(const ds_calendar *calendar, ds_ticks instant,
                                     int32_t *cursor)
{
    int32_t row = interval_at(calendar, instant, cursor);
    if (row >= 0 && instant < calendar->closes[row])
        return instant;
    return row + 1 < calendar->count ? calendar->opens[row + 1] : DS_NEVER;
}

ds_ticks ds_calendar_table_next_change(const ds_calendar *calendar, ds_ticks instant,
                                       int32_t *cursor)
{
    int32_t row = interval_at(calendar, instant, cursor);
    if (row >= 0 && instant < calendar->closes[row])
        return calendar->closes[row];
    return row + 1 < calendar->count ? calendar->opens[row + 1] : DS_NEVER;
}

/* Working days. */

static ds_ticks first_opening(const ds_calendar *calendar, int32_t day_row)
{
    return calendar->day_opens[calendar->days[day_row].first];
}

static bool holds(const ds_calendar *calendar, int32_t day_row, ds_ticks instant)
{
    const ds_working_day *day = &calendar->days[day_row];
    for (int32_t i = day->first; i < day->last; i++)
        if (instant >= calendar->day_opens[i] && instant < calendar->day_closes[i])
            return true;
    return false;
}

/* The row of the latest working day that has an open instant in one of its spans; DS_NO_ID
 * where that day is not compiled. */
static int32_t working_day_at(const ds_calendar *calendar, ds_ticks instant)
{
    int32_t low = -1; /* the last day that has begun */
    int32_t high = calendar->day_count;
    while (high - low > 1) {
        int32_t middle = low + (high - low) / 2;
        if (first_opening(calendar, middle) <= instant)
            low = middle;
        else
            high = middle;
    }
    for (int32_t row = low; row >= 0 && row > low - DAYS_BACK; row--)
        if (holds(calendar, row, instant))
            return row;
    return DS_NO_ID;
}

static ds_ticks clip_to_day(const ds_calendar *calendar, const ds_working_day *day,
                            ds_ticks instant)
{
    for (int32_t i = day->first; i < day->last; i++)
        if (instant <= calendar->day_closes[i])
            return ds_ticks_max(instant, calendar->day_opens[i]);
    return calendar->day_closes[day->last - 1];
}

/* `always`: the same local time so many dates on. */
static ds_ticks add_dates(const ds_zone *zone, ds_ticks instant, int32_t days)
{
    if (instant >= DS_NEVER || days > (DS_NEVER - instant) / DS_DAY)
        return DS_NEVER;
    ds_ticks local = ds_zone_to_local(zone, instant) + days * DS_DAY;
    /* A leap over the date line can take away as much as the days add. */
    return ds_ticks_max(instant, ds_zone_from_local(zone, local));
}

ds_ticks ds_calendar_add_days(const ds_calendar *calendar, ds_ticks instant, int32_t days,
                              int32_t *cursor)
{
    if (days <= 0)
        return instant;
    if (calendar->is_always)
        return add_dates(&calendar->zone, instant, days);
    ds_ticks from = ds_calendar_table_next_open(calendar, instant, cursor);
    int32_t row = working_day_at(calendar, from);
    if (row == DS_NO_ID || days >= calendar->day_count - row)
        return DS_NEVER;
    const ds_working_day *begun = &calendar->days[row];
    const ds_working_day *wanted = &calendar->days[row + days];
    ds_ticks into_day = ds_zone_to_local(&calendar->zone, from) - begun->day * DS_DAY;
    ds_ticks same_time =
        ds_zone_from_local(&calendar->zone, wanted->day * DS_DAY + into_day);
    /* Where a night is long and the day after it short, that day may be over already. */
    return ds_ticks_max(from, clip_to_day(calendar, wanted, same_time));
}
