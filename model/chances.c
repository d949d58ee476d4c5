#include "model/chances.h"

#include <stdlib.h>
#include <string.h>

/* 1970-01-01 was a Thursday: weeks from Monday are counted from the one that holds it. */
#define DAYS_BEFORE_THURSDAY 3

static int32_t period_of_day(ds_period per, int32_t day)
{
    ds_date date;
    switch (per) {
    case DS_EACH_DAY:
        return day;
    case DS_EACH_WEEK:
        return (day + DAYS_BEFORE_THURSDAY) / 7;
    case DS_EACH_MONTH:
        date = ds_date_from_day(day);
        return date.year * 12 + date.month - 1;
    case DS_EACH_WINDOW:
        break;
    }
    return 0;
}

static int32_t first_day(ds_period per, int32_t period)
{
    switch (per) {
    case DS_EACH_DAY:
        return period;
    case DS_EACH_WEEK:
        return 7 * period - DAYS_BEFORE_THURSDAY;
    case DS_EACH_MONTH:
        return ds_day_from_date((ds_date){period / 12, period % 12 + 1, 1});
    case DS_EACH_WINDOW:
        break;
    }
    return 0;
}

static int32_t period_of(const ds_desk *desk, ds_period per, ds_ticks instant)
{
    return per == DS_EACH_WINDOW ? 0
                                 : period_of_day(per, ds_zone_day(&desk->zone, instant));
}

static bool is_whole(const ds_desk *desk, ds_period per, int32_t period)
{
    if (per == DS_EACH_WINDOW)
        return true;
    int32_t from = first_day(per, period);
    int32_t to = first_day(per, period + 1);
    return ds_zone_day_start(&desk->zone, from) >= desk->warm_up &&
           ds_zone_day_start(&desk->zone, to) <= desk->horizon;
}

static bool has_incidents(const ds_desk *desk)
{
    for (int32_t i = 0; i < desk->stream_count; i++)
        if (desk->streams[i].type == DS_INCIDENT)
            return true;
    return false;
}

ds_status ds_chances_init(ds_chances *chances, const ds_desk *desk, ds_error *err)
{
    *chances = (ds_chances){.desk = desk, .is_incidents_only = has_incidents(desk)};
    if (desk->chance_count == 0)
        return DS_OK;
    chances->counts = calloc((size_t)desk->chance_count, sizeof *chances->counts);
    if (!chances->counts)
        return ds_error_no_memory(err);
    for (int32_t i = 0; i < desk->chance_count; i++) {
        ds_chance_counts *counts = &chances->counts[i];
        ds_period per = desk->chances[i].per;
        counts->first = period_of(desk, per, desk->warm_up);
        counts->count = period_of(desk, per, desk->horizon - 1) - counts->first + 1;
        counts->number = calloc((size_t)counts->count, sizeof *counts->number);
        if (!counts->number)
            return ds_error_no_memory(err);
    }
    return DS_OK;
}

void ds_chances_free(ds_chances *chances)
{
    for (int32_t i = 0; chances->counts && i < chances->desk->chance_count; i++)
        free(chances->counts[i].number);
    free(chances->counts);
    chances->counts = NULL;
}

void ds_chances_reset(ds_chances *chances)
{
    for (int32_t i = 0; i < chances->desk->chance_count; i++) {
        ds_chance_counts *counts = &chances->counts[i];
        memset(counts->number, 0, (size_t)counts->count * sizeof *counts->number);
    }
}

static bool has_happened(const ds_chance *chance, const ds_ticket_clocks *clocks,
                         ds_ticks now)
{
    switch (chance->of) {
    case DS_CHANCE_ARRIVALS:
        return true;
    case DS_CHANCE_RESPONSE_BREACHES:
        return clocks && ds_sla_clock_breached(&clocks->response, now);
    case DS_CHANCE_RESOLUTION_BREACHES:
        return clocks && ds_sla_clock_breached(&clocks->resolution, now);
    }
    return false;
}

void ds_chances_count(ds_chances *chances, const ds_ticket *ticket,
                      const ds_ticket_clocks *clocks, ds_ticks now)
{
    const ds_desk *desk = chances->desk;
    ds_ticks when = desk->counts_by_resolution ? ticket->resolved_at : ticket->arrived_at;
    if (chances->is_incidents_only && ticket->type != DS_INCIDENT)
        return;
    for (int32_t i = 0; i < desk->chance_count; i++) {
        const ds_chance *chance = &desk->chances[i];
        ds_chance_counts *counts = &chances->counts[i];
        bool is_meant =
            chance->priority == DS_NO_ID || chance->priority == ticket->priority;
        if (is_meant && has_happened(chance, clocks, now))
            counts->number[period_of(desk, chance->per, when) - counts->first]++;
    }
}

static void add_period(ds_chance_tally *row, int32_t number, int32_t more_than)
{
    row->periods++;
    row->exceeded += number > more_than;
    row->number += number;
    row->squares += (double)number * number;
}

void ds_chances_finish(const ds_chances *chances, ds_chance_tally *rows)
{
    const ds_desk *desk = chances->desk;
    for (int32_t i = 0; i < desk->chance_count; i++) {
        const ds_chance *chance = &desk->chances[i];
        const ds_chance_counts *counts = &chances->counts[i];
        bool whole_only = false;
        rows[i] = (ds_chance_tally){0};
        for (int32_t p = 0; p < counts->count; p++)
            whole_only |= is_whole(desk, chance->per, counts->first + p);
        for (int32_t p = 0; p < counts->count; p++)
            if (!whole_only || is_whole(desk, chance->per, counts->first + p))
                add_period(&rows[i], counts->number[p], chance->more_than);
    }
}
