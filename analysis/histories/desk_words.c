#include "analysis/histories/desk_words.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/* What a clock on the wall and a calendar show. */
typedef struct wall {
    ds_date date;
    const char *weekday;
    const char *month;
    int hour;
    int minute;
    int second;
    int microsecond;
} wall;

/* `local` counts from 1970-01-01 00:00. */
static wall wall_at(ds_ticks local)
{
    ds_ticks day = local / DS_DAY - (local % DS_DAY < 0);
    ds_ticks rest = local - day * DS_DAY;
    ds_date date = ds_date_from_day((int32_t)day);
    return (wall){.date = date,
                  .weekday = weekdays[ds_day_weekday((int32_t)day)],
                  .month = months[date.month - 1],
                  .hour = (int)(rest / DS_HOUR),
                  .minute = (int)(rest / DS_MINUTE % 60),
                  .second = (int)(rest / DS_SECOND % 60),
                  .microsecond = (int)(rest % DS_SECOND)};
}

static wall local_at(const ds_desk *desk, ds_ticks at)
{
    return wall_at(ds_zone_to_local(&desk->zone, at));
}

const char *ds_words_date(const ds_desk *desk, ds_ticks at, char text[DS_WORDS_SIZE])
{
    wall now = local_at(desk, at);
    (void)snprintf(text, DS_WORDS_SIZE, "%s %d %s %d", now.weekday, (int)now.date.day,
                   now.month, (int)now.date.year);
    return text;
}

const char *ds_words_time(const ds_desk *desk, ds_ticks at, char text[DS_WORDS_SIZE])
{
    wall now = local_at(desk, at);
    (void)snprintf(text, DS_WORDS_SIZE, "%02d:%02d:%02d", now.hour, now.minute, now.second);
    return text;
}

const char *ds_words_instant(const ds_desk *desk, ds_ticks at, char text[DS_WORDS_SIZE])
{
    wall now = local_at(desk, at);
    (void)snprintf(text, DS_WORDS_SIZE, "%s %d %s %02d:%02d", now.weekday,
                   (int)now.date.day, now.month, now.hour, now.minute);
    return text;
}

const char *ds_words_local(const ds_desk *desk, ds_ticks at, char text[DS_WORDS_SIZE])
{
    wall now = local_at(desk, at);
    (void)snprintf(text, DS_WORDS_SIZE, "%04d-%02d-%02d %02d:%02d:%02d", (int)now.date.year,
                   (int)now.date.month, (int)now.date.day, now.hour, now.minute,
                   now.second);
    return text;
}

const char *ds_words_utc(const ds_desk *desk, ds_ticks at, char text[DS_WORDS_SIZE])
{
    wall now = wall_at(desk->start_unix * DS_SECOND + at);
    (void)snprintf(text, DS_WORDS_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ",
                   (int)now.date.year, (int)now.date.month, (int)now.date.day, now.hour,
                   now.minute, now.second, now.microsecond);
    return text;
}

/* A number of the large unit and, where there are any, of the small one. */
static const char *two_units(long long count, int per_large, const char *large, int digits,
                             const char *small, char text[DS_WORDS_SIZE])
{
    long long whole = count / per_large;
    int rest = (int)(count % per_large);
    if (rest == 0)
        (void)snprintf(text, DS_WORDS_SIZE, "%lld %s", whole, large);
    else
        (void)snprintf(text, DS_WORDS_SIZE, "%lld %s %0*d %s", whole, large, digits, rest,
                       small);
    return text;
}

static long long rounded(ds_ticks length, ds_ticks unit)
{
    return (long long)((length + unit / 2) / unit);
}

const char *ds_words_hours(ds_ticks length, char text[DS_WORDS_SIZE])
{
    if (rounded(length, DS_SECOND) < 3600)
        return ds_words_span(length, text);
    return two_units(rounded(length, DS_MINUTE), 60, "h", 2, "min", text);
}

const char *ds_words_span(ds_ticks length, char text[DS_WORDS_SIZE])
{
    if (length > 0 && length < DS_SECOND / 2)
        (void)snprintf(text, DS_WORDS_SIZE, "<1 s");
    else if (rounded(length, DS_SECOND) < 60)
        (void)snprintf(text, DS_WORDS_SIZE, "%lld s", rounded(length, DS_SECOND));
    else if (rounded(length, DS_SECOND) < 3600)
        return two_units(rounded(length, DS_SECOND), 60, "min", 2, "s", text);
    else if (rounded(length, DS_MINUTE) < 48 * 60)
        return two_units(rounded(length, DS_MINUTE), 60, "h", 2, "min", text);
    else
        return two_units(rounded(length, DS_HOUR), 24, "d", 2, "h", text);
    return text;
}

const char *ds_words_share(double share, char text[DS_WORDS_SIZE])
{
    if (share > 0 && share < 0.005)
        (void)snprintf(text, DS_WORDS_SIZE, "<1 %%");
    else
        (void)snprintf(text, DS_WORDS_SIZE, "%.0f %%", share * 100);
    return text;
}

const char *ds_words_ticket(uint64_t number, char text[DS_WORDS_SIZE])
{
    (void)snprintf(text, DS_WORDS_SIZE, "T%07llu", (unsigned long long)number);
    return text;
}

const char *ds_words_agent(int32_t agent, char text[DS_WORDS_SIZE])
{
    text[0] = '\0';
    if (agent != DS_NO_ID)
        (void)snprintf(text, DS_WORDS_SIZE, "A%lld", (long long)agent + 1);
    return text;
}

const char *ds_words_type(int32_t type)
{
    static const char *const types[DS_TICKET_TYPES] = {"incident", "request", "problem"};
    return types[type];
}

const char *ds_words_reason(int32_t reason)
{
    static const char *const reasons[DS_HOLD_REASONS] = {"user", "vendor", "change"};
    return reasons[reason];
}

int32_t *ds_words_first_agents(const ds_desk *desk)
{
    int32_t *first = calloc((size_t)desk->group_count + 1, sizeof *first);
    int32_t next = 0;
    for (int32_t g = 0; first && g < desk->group_count; g++) {
        /* With a roster, agents are numbered for the whole desk already. */
        first[g] = desk->groups[g].staffing ? 0 : next;
        if (desk->groups[g].agents != DS_UNLIMITED_AGENTS)
            next += desk->groups[g].agents;
    }
    return first;
}
