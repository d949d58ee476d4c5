/* Users' satisfaction. */
#include "scenarios/compile.h"

#include "model/practices.h"

static double number_of(const ds_value *parent, const char *key)
{
    ds_value value = ds_value_get(parent, key);
    return ds_value_scalar(&value).number;
}

static void read_expected(ds_compile *self, const ds_value *expected,
                          ds_satisfaction *practice)
{
    for (int32_t i = 0; i < ds_value_count(expected); i++) {
        ds_value entry = ds_value_at(expected, i);
        int32_t p =
            ds_scenario_names_find(&self->scenario->names, DS_NAME_PRIORITY, entry.name);
        if (p >= 0 && p < self->desk->priority_count)
            practice->expected[p] = ds_value_scalar(&entry).duration.ticks;
    }
}

ds_status ds_compile_satisfaction(ds_compile *self)
{
    ds_value value = ds_value_get(&self->root, "satisfaction");
    if (!ds_value_is_given(&value))
        return DS_OK;
    ds_practices *practices = ds_compile_practices(self);
    ds_satisfaction *practice = ds_compile_table(1, sizeof *practice);
    if (!practices || !practice) {
        ds_satisfaction_delete(practice);
        return ds_error_no_memory(&self->err);
    }
    practices->satisfaction = practice;
    ds_value expected = ds_value_get(&value, "expected");
    ds_value hours = ds_value_get(&value, "hours");
    read_expected(self, &expected, practice);
    if (!ds_value_is_given(&expected) && self->desk->sla_count == 0)
        ds_value_error(&value, self->out,
                       "nothing is expected: give 'expected', or 'slas' with targets");
    practice->hours = ds_compile_row(self, &hours);
    practice->wait = number_of(&value, "wait");
    practice->reassignment = number_of(&value, "reassignment");
    practice->reopening = number_of(&value, "reopening");
    practice->chaser = number_of(&value, "chaser");
    practice->update = number_of(&value, "update");
    practice->most_for_updates = number_of(&value, "most_for_updates");
    practice->satisfied_from = number_of(&value, "satisfied_from");
    return DS_OK;
}
