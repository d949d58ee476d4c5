/* Rosters as iCalendar, by libical. Times are in UTC, so that no time zone has to be
 * described; a calendar program shows them in its own. */
#include "analysis/roster/roster.h"

#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

static struct icaltimetype instant_of(const ds_roster *self, int64_t local_minute)
{
    const ds_zone *zone = &self->desk->zone;
    ds_ticks instant = ds_zone_from_local(zone, local_minute * DS_MINUTE);
    return icaltime_from_timet_with_zone((time_t)(zone->start_unix + instant / DS_SECOND),
                                         0, icaltimezone_get_utc_timezone());
}

static void add_event(const ds_roster *self, const ds_roster_plan *plan, int32_t agent,
                      int32_t week, int32_t weekday, icalcomponent *calendar)
{
    char text[256];
    const ds_roster_tour *tour = ds_roster_tour_of(plan, agent, week);
    const ds_roster_shift *shift = &self->rules.shifts[tour->shift];
    ds_roster_duty duty = ds_roster_duty_of(self, shift, week, weekday);
    icalcomponent *event = icalcomponent_new_vevent();
    (void)snprintf(text, sizeof text, "%d-%d-%d@desksim", (int)plan->demand.group + 1,
                   (int)agent + 1, (int)duty.day);
    icalcomponent_add_property(event, icalproperty_new_uid(text));
    icalcomponent_set_dtstamp(
        event, icaltime_from_timet_with_zone((time_t)self->desk->zone.start_unix, 0,
                                             icaltimezone_get_utc_timezone()));
    icalcomponent_set_dtstart(event, instant_of(self, duty.from));
    icalcomponent_set_dtend(event, instant_of(self, duty.to));
    (void)snprintf(text, sizeof text, "%s: %s", plan->agents[agent].name, shift->name);
    icalcomponent_set_summary(event, text);
    int from = (int)(duty.break_from % 1440);
    int to = (int)(duty.break_to % 1440);
    if (shift->break_minutes > 0)
        (void)snprintf(text, sizeof text, "%s. Break %02d:%02d-%02d:%02d",
                       plan->demand.name, from / 60, from % 60, to / 60, to % 60);
    else
        (void)snprintf(text, sizeof text, "%s", plan->demand.name);
    icalcomponent_set_description(event, text);
    icalcomponent_add_component(calendar, event);
}

ds_status ds_roster_ics(const ds_roster *self, FILE *out, ds_error *err)
{
    icalcomponent *calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
    if (!calendar)
        return ds_error_no_memory(err);
    icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar, icalproperty_new_prodid("-//desksim//roster//EN"));
    for (int32_t i = 0; i < self->count; i++)
        for (int32_t a = 0; a < self->plans[i]->agent_count; a++)
            for (int32_t week = 0; week < self->weeks; week++)
                for (int32_t day = 0; day < 7; day++)
                    if (ds_roster_tour_of(self->plans[i], a, week)->days >> day & 1)
                        add_event(self, self->plans[i], a, week, day, calendar);
    char *text = icalcomponent_as_ical_string_r(calendar);
    icalcomponent_free(calendar);
    icalmemory_free_ring();
    if (!text)
        return ds_error_no_memory(err);
    (void)fputs(text, out);
    free(text);
    return DS_OK;
}
