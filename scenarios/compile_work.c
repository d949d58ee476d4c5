/* How the people of a group with a roster work: the rules beyond their hours. */
#include "scenarios/compile.h"

#include <math.h>
#include <stdlib.h>

static double share_of(const ds_value *parent, const char *key)
{
    ds_value value = ds_value_get(parent, key);
    return ds_value_scalar(&value).number;
}

static ds_ticks ticks_of(const ds_value *parent, const char *key)
{
    ds_value value = ds_value_get(parent, key);
    return ds_value_scalar(&value).duration.ticks;
}

static int32_t whole_of(const ds_value *parent, const char *key)
{
    ds_value value = ds_value_get(parent, key);
    return ds_value_scalar(&value).whole;
}

/* Shrinkage. */

static ds_ticks instant_of(const ds_compile *self, const ds_value *parent, const char *key)
{
    ds_value value = ds_value_get(parent, key);
    return ds_zone_from_local(&self->desk->zone, ds_value_scalar(&value).local);
}

static void read_event(ds_compile *self, const ds_value *value, ds_absence *event)
{
    ds_value to = ds_value_get(value, "to");
    event->from = instant_of(self, value, "from");
    event->to = instant_of(self, value, "to");
    event->agents = whole_of(value, "agents");
    if (event->to <= event->from)
        ds_value_error(&to, self->out, "'%s' is not after 'from'",
                       ds_value_scalar(&to).text);
    if (event->from < 0)
        event->from = 0;
}

static ds_status read_events(ds_compile *self, const ds_value *value, ds_shrinkage *out)
{
    ds_value events = ds_value_get(value, "events");
    int32_t count = ds_value_count(&events);
    if (count > DS_MOST_ABSENCES) {
        ds_value_error(&events, self->out, "%d events; there may be %d", count,
                       DS_MOST_ABSENCES);
        count = DS_MOST_ABSENCES;
    }
    out->absences = ds_compile_table(count, sizeof *out->absences);
    if (!out->absences)
        return ds_error_no_memory(&self->err);
    for (int32_t i = 0; i < count; i++) {
        ds_value event = ds_value_at(&events, i);
        read_event(self, &event, &out->absences[i]);
        if (out->absences[i].to > 0)
            out->absences[out->absence_count++] = out->absences[i];
    }
    return DS_OK;
}

static ds_status read_shrinkage(ds_compile *self, const ds_value *value, ds_shrinkage *out)
{
    ds_value late_by = ds_value_get(value, "late_by");
    double leave = share_of(value, "leave");
    double sickness = share_of(value, "sickness");
    if (!ds_value_is_given(value))
        return DS_OK;
    out->away = share_of(value, "meetings");
    out->day_off = 1 - (1 - leave) * (1 - sickness);
    out->late = share_of(value, "late");
    ds_status status = ds_compile_sampler(self, &late_by, &out->late_by);
    return status == DS_OK ? read_events(self, value, out) : status;
}

/* On call. */

static uint32_t read_priorities(const ds_compile *self, const ds_value *value)
{
    uint32_t mask = 0;
    for (int32_t i = 0; i < ds_value_count(value); i++) {
        ds_value item = ds_value_at(value, i);
        int32_t row = ds_scenario_names_find(&self->scenario->names, DS_NAME_PRIORITY,
                                             ds_value_scalar(&item).text);
        if (row != DS_NO_ID)
            mask |= 1u << row;
    }
    return mask ? mask : 1;
}

static ds_status read_on_call(ds_compile *self, const ds_value *value,
                              const ds_group *group, ds_on_call *out)
{
    ds_value priorities = ds_value_get(value, "priorities");
    ds_value delay = ds_value_get(value, "delay");
    if (!ds_value_is_given(value))
        return DS_OK;
    if (group->discipline != DS_PRIORITY)
        ds_value_error(value, self->out,
                       "it needs 'discipline: priority', so that whoever is called in "
                       "finds the urgent ticket first");
    out->agents = whole_of(value, "agents");
    out->priorities = read_priorities(self, &priorities);
    out->rest = ticks_of(value, "rest");
    return ds_compile_sampler(self, &delay, &out->delay);
}

/* The rest. */

static void read_experience(const ds_value *group, ds_experience *out)
{
    ds_value learning = ds_value_get(group, "learning");
    ds_value attrition = ds_value_get(group, "attrition");
    if (ds_value_is_given(&learning)) {
        out->from = share_of(&learning, "from");
        out->over = ticks_of(&learning, "over");
    }
    if (ds_value_is_given(&attrition)) {
        out->leaving_per_year = share_of(&attrition, "per_year");
        out->replaced_after = ticks_of(&attrition, "replaced_after");
    }
}

static void read_pay(const ds_value *value, ds_pay *out)
{
    ds_value overtime = ds_value_get(value, "overtime_hour");
    out->hour = share_of(value, "hour");
    out->overtime_hour =
        ds_value_is_given(&overtime) ? ds_value_scalar(&overtime).number : out->hour;
    out->call = share_of(value, "call");
}

ds_status ds_compile_work(ds_compile *self, const ds_value *value, ds_group *group)
{
    ds_work_rules *rules = &group->rules;
    ds_value shrinkage = ds_value_get(value, "shrinkage");
    ds_value on_call = ds_value_get(value, "on_call");
    ds_value open = ds_value_get(value, "open_tickets");
    ds_value cost = ds_value_get(value, "cost");
    ds_value occupancy = ds_value_get(value, "occupancy");
    ds_value overtime = ds_value_get(value, "most_overtime");
    rules->most_overtime = ds_value_scalar(&overtime).duration.ticks;
    rules->occupancy = ds_value_scalar(&occupancy).number;
    if (ds_value_is_given(&open)) {
        rules->open_tickets.most = whole_of(&open, "most");
        rules->open_tickets.switching = ticks_of(&open, "switching");
    }
    if (ds_value_is_given(&overtime) && rules->at_end != DS_SHIFT_FINISH)
        ds_value_error(&overtime, self->out, "it needs 'end_of_shift: finish'");
    read_experience(value, &rules->experience);
    if (ds_value_is_given(&cost))
        read_pay(&cost, &rules->pay);
    ds_status status = read_shrinkage(self, &shrinkage, &rules->shrinkage);
    return status == DS_OK ? read_on_call(self, &on_call, group, &rules->on_call) : status;
}
