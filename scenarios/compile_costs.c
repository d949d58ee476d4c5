/* Costs. */
#include "scenarios/compile.h"

#include "model/practices.h"

/* Numbers by name into a table of `count` rows. */
static void read_numbers(const ds_compile *self, const ds_value *value, ds_name_kind kind,
                         double *numbers, int32_t count)
{
    for (int32_t i = 0; i < ds_value_count(value); i++) {
        ds_value entry = ds_value_at(value, i);
        int32_t row = ds_scenario_names_find(&self->scenario->names, kind, entry.name);
        if (row >= 0 && row < count)
            numbers[row] = ds_value_scalar(&entry).number;
    }
}

/* A group may have its own `cost`, which also knows overtime; one place is enough. */
static void read_wages(ds_compile *self, const ds_value *agents, ds_costs *costs)
{
    const ds_desk *desk = self->desk;
    for (int32_t g = 0; g < desk->group_count; g++)
        costs->wage[g] = desk->groups[g].rules.pay.hour;
    read_numbers(self, agents, DS_NAME_GROUP, costs->wage, costs->group_count);
    for (int32_t i = 0; i < ds_value_count(agents); i++) {
        ds_value entry = ds_value_at(agents, i);
        int32_t g =
            ds_scenario_names_find(&self->scenario->names, DS_NAME_GROUP, entry.name);
        if (g >= 0 && desk->groups[g].rules.pay.hour > 0)
            ds_value_error(&entry, self->out, "the group has a 'cost' already; drop one");
    }
}

static void read_users(ds_compile *self, const ds_value *value, ds_costs *costs)
{
    ds_value rate = ds_value_get(value, "user_hour");
    ds_value lost = ds_value_get(value, "lost");
    ds_value hours = ds_value_get(value, "hours");
    ds_value affected = ds_value_get(value, "affected");
    ds_value by_priority = ds_value_get(value, "affected_by_priority");
    costs->user_rate = ds_value_scalar(&rate).number;
    costs->lost = ds_value_scalar(&lost).number;
    costs->hours = ds_compile_row(self, &hours);
    for (int32_t i = 0; i < DS_MAX_LEVELS; i++)
        costs->affected[i] = 1;
    for (int32_t p = 0; p < DS_MAX_PRIORITIES; p++)
        costs->affected_by_priority[p] = 1;
    read_numbers(self, &affected, DS_NAME_IMPACT, costs->affected, DS_MAX_LEVELS);
    read_numbers(self, &by_priority, DS_NAME_PRIORITY, costs->affected_by_priority,
                 DS_MAX_PRIORITIES);
}

ds_status ds_compile_costs(ds_compile *self)
{
    ds_value value = ds_value_get(&self->root, "costs");
    if (!ds_value_is_given(&value))
        return DS_OK;
    ds_practices *practices = ds_compile_practices(self);
    ds_costs *costs = ds_compile_table(1, sizeof *costs);
    if (!practices || !costs) {
        ds_costs_delete(costs);
        return ds_error_no_memory(&self->err);
    }
    practices->costs = costs;
    costs->group_count = self->desk->group_count;
    costs->wage = ds_compile_table(costs->group_count, sizeof *costs->wage);
    if (!costs->wage)
        return ds_error_no_memory(&self->err);
    ds_value agents = ds_value_get(&value, "agents");
    read_wages(self, &agents, costs);
    read_users(self, &value, costs);
    return DS_OK;
}
