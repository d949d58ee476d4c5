/* Communication with users. */
#include "scenarios/compile.h"

#include "model/practices.h"

static int32_t lowest_tier(const ds_desk *desk)
{
    int32_t best = 0;
    for (int32_t g = 1; g < desk->group_count; g++)
        if (desk->groups[g].tier < desk->groups[best].tier)
            best = g;
    return best;
}

static void read_updates(ds_compile *self, const ds_value *updates,
                         ds_communication *communication)
{
    for (int32_t i = 0; i < ds_value_count(updates); i++) {
        ds_value entry = ds_value_at(updates, i);
        int32_t p =
            ds_scenario_names_find(&self->scenario->names, DS_NAME_PRIORITY, entry.name);
        if (p >= 0 && p < self->desk->priority_count)
            communication->update_every[p] = ds_value_scalar(&entry).duration.ticks;
    }
}

static ds_status read_chasers(ds_compile *self, const ds_value *value,
                              ds_communication *communication)
{
    ds_value patience = ds_value_get(value, "chase_after");
    ds_value work = ds_value_get(value, "chase_work");
    ds_value group = ds_value_get(value, "chase_group");
    communication->has_chasers = ds_value_is_given(&patience);
    communication->chase_group =
        ds_value_is_given(&group) ? ds_compile_row(self, &group) : lowest_tier(self->desk);
    if (!communication->has_chasers)
        return DS_OK;
    ds_status status = ds_compile_sampler(self, &patience, &communication->patience);
    return status == DS_OK ? ds_compile_sampler(self, &work, &communication->chase_work)
                           : status;
}

static void read_expectations(const ds_value *expectations, ds_communication *communication)
{
    communication->informed_patience = 1;
    if (!ds_value_is_given(expectations))
        return;
    ds_value share = ds_value_get(expectations, "share");
    ds_value patience = ds_value_get(expectations, "patience");
    communication->informed_share = ds_value_scalar(&share).number;
    communication->informed_patience = ds_value_scalar(&patience).number;
}

/* What would be paid for and have no effect. */
static void check(ds_compile *self, const ds_value *value,
                  const ds_communication *communication)
{
    static const char *const of_chasers[] = {"chase_work", "chase_group", "expectations"};
    for (size_t i = 0; i < sizeof of_chasers / sizeof of_chasers[0]; i++) {
        ds_value key = ds_value_get(value, of_chasers[i]);
        if (ds_value_is_given(&key) && !communication->has_chasers)
            ds_value_error(&key, self->out, "it has a meaning only with 'chase_after'");
    }
}

ds_status ds_compile_communication(ds_compile *self)
{
    ds_value value = ds_value_get(&self->root, "communication");
    if (!ds_value_is_given(&value))
        return DS_OK;
    ds_practices *practices = ds_compile_practices(self);
    ds_communication *communication = ds_compile_table(1, sizeof *communication);
    if (!practices || !communication) {
        ds_communication_delete(communication);
        return ds_error_no_memory(&self->err);
    }
    practices->communication = communication;
    ds_value hours = ds_value_get(&value, "hours");
    ds_value updates = ds_value_get(&value, "updates");
    ds_value update_work = ds_value_get(&value, "update_work");
    ds_value expectations = ds_value_get(&value, "expectations");
    communication->hours = ds_compile_row(self, &hours);
    read_updates(self, &updates, communication);
    read_expectations(&expectations, communication);
    ds_status status = ds_compile_sampler(self, &update_work, &communication->update_work);
    if (status == DS_OK)
        status = read_chasers(self, &value, communication);
    check(self, &value, communication);
    return status;
}
