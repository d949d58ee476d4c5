/* Automation. */
#include "model/practices.h"
#include "scenarios/compile.h"

static double share_of(const ds_value *parent, const char *key)
{
    ds_value value = ds_value_get(parent, key);
    return ds_value_scalar(&value).number;
}

static ds_ticks time_of(const ds_value *parent, const char *key)
{
    ds_value value = ds_value_get(parent, key);
    return ds_value_scalar(&value).duration.ticks;
}

static ds_status read_categories(ds_compile *self, const ds_value *list,
                                 ds_automation *automation)
{
    if (!ds_value_is_given(list))
        return DS_OK;
    automation->categories = ds_compile_table(self->desk->category_count, sizeof(bool));
    if (!automation->categories)
        return ds_error_no_memory(&self->err);
    for (int32_t i = 0; i < ds_value_count(list); i++) {
        ds_value item = ds_value_at(list, i);
        int32_t row = ds_compile_row(self, &item);
        if (row < 0)
            continue;
        automation->categories[row] = true;
        if (self->desk->categories[row].type != DS_INCIDENT)
            ds_value_error(&item, self->out,
                           "'%s' are no incidents; automation is for incidents",
                           self->desk->categories[row].name);
    }
    return DS_OK;
}

ds_status ds_compile_automation(ds_compile *self)
{
    ds_value value = ds_value_get(&self->root, "automation");
    if (!ds_value_is_given(&value))
        return DS_OK;
    ds_practices *practices = ds_compile_practices(self);
    ds_automation *automation = ds_compile_table(1, sizeof *automation);
    if (!practices || !automation) {
        ds_automation_delete(automation);
        return ds_error_no_memory(&self->err);
    }
    practices->automation = automation;
    ds_value categories = ds_value_get(&value, "categories");
    ds_value takes = ds_value_get(&value, "takes");
    automation->detected = share_of(&value, "detected");
    automation->earlier = time_of(&value, "earlier");
    automation->contact = time_of(&value, "contact");
    automation->diagnosed = share_of(&value, "diagnosed");
    automation->saves = share_of(&value, "saves");
    automation->resolved = share_of(&value, "resolved");
    ds_status status = read_categories(self, &categories, automation);
    return status == DS_OK ? ds_compile_sampler(self, &takes, &automation->takes) : status;
}
