/* Major incidents. */
#include "model/practices.h"
#include "scenarios/compile.h"
#include "sim/spelling.h"

#include <string.h>

static uint32_t priority_bits(const ds_compile *self, const ds_value *list)
{
    uint32_t bits = 0;
    for (int32_t i = 0; i < ds_value_count(list); i++) {
        ds_value item = ds_value_at(list, i);
        int32_t row = ds_compile_row(self, &item);
        if (row >= 0)
            bits |= 1u << row;
    }
    return bits;
}

static int32_t find_service(const ds_services *services, const char *name)
{
    for (int32_t i = 0; services && i < services->count; i++)
        if (strcmp(services->list[i].name, name) == 0)
            return i;
    return DS_NO_ID;
}

static uint64_t service_bits(ds_compile *self, const ds_value *list)
{
    const ds_services *services = self->desk->practices->services;
    uint64_t bits = 0;
    for (int32_t i = 0; i < ds_value_count(list); i++) {
        ds_value item = ds_value_at(list, i);
        const char *name = ds_value_scalar(&item).text;
        int32_t row = find_service(services, name);
        if (row == DS_NO_ID)
            ds_value_error(&item, self->out, "there is no service '%s' in 'services'",
                           name);
        else
            bits |= UINT64_C(1) << row;
    }
    return bits;
}

static ds_status read_categories(ds_compile *self, const ds_value *related,
                                 ds_major_incidents *majors)
{
    ds_value list = ds_value_get(related, "categories");
    int32_t count = self->scenario->names.of[DS_NAME_CATEGORY].count;
    majors->is_watched = ds_compile_table(count, sizeof *majors->is_watched);
    if (!majors->is_watched)
        return ds_error_no_memory(&self->err);
    for (int32_t c = 0; c < count; c++)
        majors->is_watched[c] = !ds_value_is_given(&list);
    for (int32_t i = 0; i < ds_value_count(&list); i++) {
        ds_value item = ds_value_at(&list, i);
        int32_t row = ds_compile_row(self, &item);
        if (row != DS_NO_ID)
            majors->is_watched[row] = true;
    }
    return DS_OK;
}

static ds_status read_trigger(ds_compile *self, const ds_value *value,
                              ds_major_incidents *majors)
{
    ds_value priorities = ds_value_get(value, "priorities");
    ds_value services = ds_value_get(value, "services");
    ds_value related = ds_value_get(value, "related");
    ds_value tickets = ds_value_get(&related, "tickets");
    ds_value within = ds_value_get(&related, "within");
    ds_value declare = ds_value_get(value, "declare");
    ds_value managers = ds_value_get(value, "managers");
    majors->priorities = priority_bits(self, &priorities);
    majors->services = service_bits(self, &services);
    if (ds_value_is_given(&related)) {
        majors->related = ds_value_scalar(&tickets).whole;
        majors->within = ds_value_scalar(&within).duration.ticks;
    }
    majors->managers = ds_value_scalar(&managers).whole;
    if (majors->priorities == 0 && majors->services == 0 && majors->related == 0)
        ds_value_error(value, self->out,
                       "nothing is ever declared: give 'priorities', 'services' or "
                       "'related'");
    ds_status status = read_categories(self, &related, majors);
    if (status != DS_OK)
        return status;
    return ds_compile_sampler(self, &declare, &majors->declare);
}

static ds_status read_room(ds_compile *self, const ds_value *value,
                           ds_major_incidents *majors)
{
    ds_value room = ds_value_get(value, "war_room");
    ds_value restore = ds_value_get(value, "restore");
    ds_value exponent = ds_value_get(value, "exponent");
    for (int32_t i = 0; i < ds_value_count(&room); i++) {
        ds_value entry = ds_value_at(&room, i);
        int32_t row =
            ds_scenario_names_find(&self->scenario->names, DS_NAME_GROUP, entry.name);
        int32_t people = ds_value_scalar(&entry).whole;
        if (row == DS_NO_ID)
            continue;
        int32_t agents = self->desk->groups[row].agents;
        if (agents != DS_UNLIMITED_AGENTS && people > agents)
            ds_value_error(&entry, self->out, "the group has only %d agents", agents);
        majors->room[row] = people;
        majors->people += people;
    }
    if (majors->people == 0 || majors->people > DS_MOST_IN_WAR_ROOM)
        ds_value_error(&room, self->out, "%d people; it takes 1 to %d", majors->people,
                       DS_MOST_IN_WAR_ROOM);
    majors->exponent = ds_value_scalar(&exponent).number;
    return ds_compile_sampler(self, &restore, &majors->restore);
}

static int32_t row_or_none(const ds_compile *self, const ds_value *value)
{
    return ds_value_is_given(value) ? ds_compile_row(self, value) : DS_NO_ID;
}

static ds_status read_workaround(ds_compile *self, const ds_value *value,
                                 ds_major_incidents *majors)
{
    ds_value workaround = ds_value_get(value, "workaround");
    ds_value share = ds_value_get(&workaround, "share");
    ds_value after = ds_value_get(&workaround, "after");
    ds_value lower_to = ds_value_get(&workaround, "lower_to");
    ds_value raise_to = ds_value_get(value, "raise_to");
    majors->raise_to = row_or_none(self, &raise_to);
    majors->lower_to = DS_NO_ID;
    if (!ds_value_is_given(&workaround))
        return DS_OK;
    majors->workaround = ds_value_scalar(&share).number;
    majors->lower_to = row_or_none(self, &lower_to);
    return ds_compile_sampler(self, &after, &majors->workaround_after);
}

static ds_status read_updates(ds_compile *self, const ds_value *value,
                              ds_major_incidents *majors)
{
    ds_value updates = ds_value_get(value, "updates");
    ds_value every = ds_value_get(&updates, "every");
    ds_value work = ds_value_get(&updates, "work");
    ds_value group = ds_value_get(&updates, "group");
    majors->update_group = DS_NO_ID;
    if (!ds_value_is_given(&updates))
        return DS_OK;
    majors->update_every = ds_value_scalar(&every).duration.ticks;
    majors->update_group = ds_compile_row(self, &group);
    return ds_compile_sampler(self, &work, &majors->update);
}

static ds_status read_duplicates(ds_compile *self, const ds_value *value,
                                 ds_major_incidents *majors)
{
    ds_value duplicates = ds_value_get(value, "duplicates");
    ds_value per_hour = ds_value_get(&duplicates, "per_hour");
    ds_value work = ds_value_get(&duplicates, "work");
    ds_value group = ds_value_get(&duplicates, "group");
    ds_value after = ds_value_get(&duplicates, "broadcast_after");
    ds_value deflected = ds_value_get(&duplicates, "deflected");
    majors->desk_group = DS_NO_ID;
    majors->broadcast_after = DS_NEVER;
    if (!ds_value_is_given(&duplicates))
        return DS_OK;
    majors->duplicates_per_hour = ds_value_scalar(&per_hour).number;
    majors->desk_group = ds_compile_row(self, &group);
    if (ds_value_is_given(&after))
        majors->broadcast_after = ds_value_scalar(&after).duration.ticks;
    majors->deflected = ds_value_scalar(&deflected).number;
    return ds_compile_sampler(self, &work, &majors->duplicate);
}

static ds_status read_review(ds_compile *self, const ds_value *value,
                             ds_major_incidents *majors)
{
    ds_value review = ds_value_get(value, "review");
    ds_value after = ds_value_get(&review, "after");
    ds_value work = ds_value_get(&review, "work");
    majors->has_review = ds_value_is_given(&review);
    if (!majors->has_review)
        return DS_OK;
    majors->review_after = ds_value_scalar(&after).duration.ticks;
    return ds_compile_sampler(self, &work, &majors->review);
}

ds_status ds_compile_major_incidents(ds_compile *self)
{
    static ds_status (*const parts[])(ds_compile *, const ds_value *,
                                      ds_major_incidents *) = {
        read_trigger, read_room,       read_workaround,
        read_updates, read_duplicates, read_review};
    ds_value value = ds_value_get(&self->root, "major_incidents");
    if (!ds_value_is_given(&value))
        return DS_OK;
    ds_practices *practices = ds_compile_practices(self);
    ds_major_incidents *majors = ds_compile_table(1, sizeof *majors);
    if (!practices || !majors) {
        ds_major_incidents_delete(majors);
        return ds_error_no_memory(&self->err);
    }
    practices->majors = majors;
    majors->room = ds_compile_table(self->desk->group_count, sizeof *majors->room);
    ds_status status = majors->room ? DS_OK : ds_error_no_memory(&self->err);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && status == DS_OK; i++)
        status = parts[i](self, &value, majors);
    return status;
}
