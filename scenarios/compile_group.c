/* Support groups. */
#include "scenarios/compile.h"
#include "sim/random.h"

#include <math.h>

static int32_t priority_of(const ds_compile *self, const char *name)
{
    int32_t row = ds_scenario_names_find(&self->scenario->names, DS_NAME_PRIORITY, name);
    return row < self->desk->priority_count ? row : DS_NO_ID;
}

static int32_t word_of(const ds_value *parent, const char *key)
{
    ds_value value = ds_value_get(parent, key);
    return ds_value_scalar(&value).whole;
}

static int32_t agents_of(const ds_value *group)
{
    ds_value agents = ds_value_get(group, "agents");
    ds_scalar scalar = ds_value_scalar(&agents);
    return scalar.form == DS_AS_WORD ? DS_UNLIMITED_AGENTS : scalar.whole;
}

static void read_accumulation(ds_compile *self, const ds_value *value, ds_group *group)
{
    const ds_desk *desk = self->desk;
    bool is_set[DS_MAX_PRIORITIES] = {false};
    for (int32_t p = 0; p < desk->priority_count; p++)
        group->accumulation[p] = ldexp(1, desk->priority_count - 1 - p);
    for (int32_t i = 0; i < ds_value_count(value); i++) {
        ds_value entry = ds_value_at(value, i);
        int32_t p = priority_of(self, entry.name);
        if (p < 0)
            continue;
        group->accumulation[p] = ds_value_scalar(&entry).number;
        is_set[p] = true;
    }
    for (int32_t p = 0; ds_value_is_given(value) && p < desk->priority_count; p++)
        if (!is_set[p])
            ds_value_error(value, self->out, "there is no rate for %s",
                           desk->priority_names[p]);
}

static void read_ola(ds_compile *self, const ds_value *value, ds_group *group)
{
    group->has_ola = ds_value_is_given(value);
    if (!group->has_ola)
        return;
    ds_value calendar = ds_value_get(value, "calendar");
    ds_value target = ds_value_get(value, "target");
    ds_value pause_on = ds_value_get(value, "pause_on");
    int32_t row =
        ds_value_is_given(&calendar) ? ds_compile_row(self, &calendar) : group->calendar;
    group->ola_pause_mask = ds_compile_pauses(&pause_on);
    if (!ds_value_is_mapping(&target)) {
        ds_scalar scalar = ds_value_scalar(&target);
        for (int32_t p = 0; p < self->desk->priority_count; p++)
            group->ola[p] = ds_compile_target(&scalar, row);
        return;
    }
    for (int32_t i = 0; i < ds_value_count(&target); i++) {
        ds_value entry = ds_value_at(&target, i);
        ds_scalar scalar = ds_value_scalar(&entry);
        int32_t p = priority_of(self, entry.name);
        if (p >= 0)
            group->ola[p] = ds_compile_target(&scalar, row);
    }
}

/* Settings that mean nothing without another. */
static void check_settings(ds_compile *self, const ds_value *value, const ds_group *group)
{
    ds_value preempt = ds_value_get(value, "preempt");
    ds_value edf = ds_value_get(value, "edf");
    ds_value accumulation = ds_value_get(value, "accumulation");
    bool is_by_due = group->discipline == DS_EDF || group->discipline == DS_LEAST_SLACK;
    if (group->is_preemptive && group->discipline != DS_PRIORITY)
        ds_value_error(&preempt, self->out, "'resume' needs 'discipline: priority'");
    if (group->edf_by_ola && !group->has_ola)
        ds_value_error(&edf, self->out, "'ola' needs an 'ola' in the group");
    if (ds_value_is_given(&edf) && !is_by_due)
        ds_value_error(&edf, self->out,
                       "it has a meaning only with 'discipline: edf' or 'least_slack'");
    if (ds_value_is_given(&accumulation) && group->discipline != DS_ACCUMULATING)
        ds_value_error(&accumulation, self->out,
                       "it has a meaning only with 'discipline: accumulating'");
}

static ds_status compile_group(ds_compile *self, const ds_value *value, ds_group *group)
{
    ds_value hours = ds_value_get(value, "hours");
    ds_value accumulation = ds_value_get(value, "accumulation");
    ds_value ola = ds_value_get(value, "ola");
    ds_value time_limit = ds_value_get(value, "time_limit");
    group->family = ds_random_family(value->name);
    group->tier = word_of(value, "tier");
    group->agents = agents_of(value);
    group->calendar = ds_compile_row(self, &hours);
    group->discipline = (ds_discipline)word_of(value, "discipline");
    group->is_preemptive = word_of(value, "preempt") == 1;
    group->end_of_hours = (ds_end_of_hours)word_of(value, "end_of_hours");
    group->edf_by_ola = word_of(value, "edf") == 1;
    group->time_limit = ds_value_scalar(&time_limit).duration.ticks;
    read_accumulation(self, &accumulation, group);
    read_ola(self, &ola, group);
    check_settings(self, value, group);
    ds_status status = ds_compile_people(self, value, group);
    return status != DS_OK ? status : ds_compile_copy(self, value->name, &group->name);
}

ds_status ds_compile_groups(ds_compile *self)
{
    ds_desk *desk = self->desk;
    ds_value groups = ds_value_get(&self->root, "groups");
    int32_t count = ds_value_count(&groups);
    desk->groups = ds_compile_table(count, sizeof *desk->groups);
    if (!desk->groups)
        return ds_error_no_memory(&self->err);
    for (int32_t i = 0; i < count; i++) {
        ds_value value = ds_value_at(&groups, i);
        ds_status status = compile_group(self, &value, &desk->groups[desk->group_count++]);
        if (status != DS_OK)
            return status;
    }
    ds_compile_check_skills(self);
    return DS_OK;
}
