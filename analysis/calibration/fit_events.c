/* What only events tell: holds by reason and spell, the time until tickets come back, and
 * changes of priority. A hold's share is of visits; the spells of vendors and of changes
 * count together, since both wait for somebody outside. */
#include "analysis/calibration/calibration.h"

#include "model/desk.h"

#include <stdlib.h>

enum { LEAST_SPELLS = 15, LEAST_REOPENINGS = 15 };

typedef struct gathered {
    double *user;
    double *vendor;
    int64_t users;
    int64_t vendors;
    double visits;
    double with_user; /* visits with such a spell */
    double with_vendor;
} gathered;

/* The spell that begins with event i, in seconds; negative where it does not end. */
static double spell_of(const ds_ticket_events *events, int64_t i, int64_t end)
{
    for (int64_t k = i + 1; k < end; k++)
        if (events->list[k].activity == DS_PAST_HOLD && events->list[k].is_end)
            return (double)(events->list[k].at_us - events->list[i].at_us) / 1e6;
    return -1;
}

static void gather_ticket(const ds_ticket_events *events, int64_t ticket, gathered *to)
{
    int64_t end = events->first[ticket + 1];
    int16_t group = DS_NO_ID;
    bool user = false;
    bool vendor = false;
    for (int64_t i = events->first[ticket]; i < end; i++) {
        const ds_past_event *event = &events->list[i];
        if (event->group != DS_NO_ID && event->group != group) {
            to->visits++;
            group = event->group;
            user = vendor = false;
        }
        if (event->activity != DS_PAST_HOLD || !event->is_start)
            continue;
        double seconds = spell_of(events, i, end);
        bool is_user = event->reason == DS_HOLD_USER;
        to->with_user += is_user && !user;
        to->with_vendor += !is_user && !vendor;
        user = user || is_user;
        vendor = vendor || !is_user;
        if (seconds > 0 && is_user)
            to->user[to->users++] = seconds;
        else if (seconds > 0)
            to->vendor[to->vendors++] = seconds;
    }
}

static ds_status choose(double *seconds, int64_t count, double with, double visits,
                        ds_hold_fit *out, ds_error *err)
{
    *out = (ds_hold_fit){0};
    if (count < LEAST_SPELLS || visits <= 0)
        return DS_OK;
    out->is_used = true;
    out->share = ds_fit_share(with, visits);
    return ds_fit_durations(seconds, count, &out->time, err);
}

/* Of a category, or of all (DS_NO_ID). */
static ds_status fit_holds(const ds_calibration *self, int32_t category, gathered *room,
                           ds_hold_fit *user, ds_hold_fit *vendor, ds_error *err)
{
    gathered all = {.user = room->user, .vendor = room->vendor};
    for (int64_t i = self->first; i < self->last; i++)
        if (ds_fit_is_resolved_of(self, &self->table->list[i], category))
            gather_ticket(self->events, i, &all);
    ds_status status = choose(all.user, all.users, all.with_user, all.visits, user, err);
    if (status == DS_OK)
        status = choose(all.vendor, all.vendors, all.with_vendor, all.visits, vendor, err);
    return status;
}

static ds_status fit_all_holds(ds_calibration *self, gathered *room, ds_error *err)
{
    ds_status status =
        fit_holds(self, DS_NO_ID, room, &self->hold, &self->vendor_hold, err);
    for (int32_t c = 0; status == DS_OK && c < self->category_count; c++) {
        ds_category_fit *category = &self->categories[c];
        status = fit_holds(self, c, room, &category->hold, &category->vendor_hold, err);
        category->hold = ds_fit_hold_or(&category->hold, &self->hold, category->tickets);
        category->vendor_hold =
            ds_fit_hold_or(&category->vendor_hold, &self->vendor_hold, category->tickets);
    }
    return status;
}

/* The time from a resolution to the ticket's coming back. */
static ds_status fit_reopening(ds_calibration *self, double *seconds, ds_error *err)
{
    const ds_ticket_events *events = self->events;
    int64_t count = 0;
    for (int64_t t = self->first; t < self->last; t++) {
        int64_t resolved_us = DS_NO_TIME;
        for (int64_t i = events->first[t]; i < events->first[t + 1]; i++) {
            const ds_past_event *event = &events->list[i];
            if (event->activity == DS_PAST_RESOLVE)
                resolved_us = event->at_us;
            else if (event->activity == DS_PAST_REOPEN && resolved_us != DS_NO_TIME &&
                     event->at_us > resolved_us)
                seconds[count++] = (double)(event->at_us - resolved_us) / 1e6;
        }
    }
    return count < LEAST_REOPENINGS
               ? DS_OK
               : ds_fit_durations(seconds, count, &self->reopen_after, err);
}

static void count_priority_changes(ds_calibration *self)
{
    const ds_ticket_events *events = self->events;
    double changed = 0;
    double known = 0;
    for (int64_t t = self->first; t < self->last; t++) {
        uint8_t before = 255;
        bool is_changed = false;
        for (int64_t i = events->first[t]; i < events->first[t + 1]; i++) {
            uint8_t now = events->list[i].priority;
            is_changed = is_changed || (before != 255 && now != 255 && now != before);
            before = now != 255 ? now : before;
        }
        known += before != 255;
        changed += is_changed;
    }
    self->priority_changes = ds_fit_share(changed, known);
}

ds_status ds_fit_events(ds_calibration *self, ds_error *err)
{
    if (!self->events)
        return DS_OK;
    size_t most = (size_t)self->events->count + 1;
    gathered room = {.user = malloc(most * sizeof(double)),
                     .vendor = malloc(most * sizeof(double))};
    ds_status status = room.user && room.vendor ? DS_OK : ds_error_no_memory(err);
    if (status == DS_OK)
        status = fit_all_holds(self, &room, err);
    if (status == DS_OK)
        status = fit_reopening(self, room.user, err);
    if (status == DS_OK)
        count_priority_changes(self);
    free(room.user);
    free(room.vendor);
    return status;
}
