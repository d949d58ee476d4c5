/* Services, and whether breaches are traced to who used up the time. */
#include "scenarios/compile.h"

#include "model/practices.h"

static uint32_t priority_bits(const ds_compile *self, const ds_value *list)
{
    uint32_t bits = ds_value_is_given(list) ? 0 : 1;
    for (int32_t i = 0; i < ds_value_count(list); i++) {
        ds_value item = ds_value_at(list, i);
        int32_t row = ds_compile_row(self, &item);
        if (row >= 0)
            bits |= 1u << row;
    }
    return bits;
}

static ds_status compile_service(ds_compile *self, const ds_value *value,
                                 ds_service *service)
{
    ds_value categories = ds_value_get(value, "categories");
    ds_value priorities = ds_value_get(value, "priorities");
    ds_value hours = ds_value_get(value, "hours");
    service->hours = ds_compile_row(self, &hours);
    service->priorities = priority_bits(self, &priorities);
    if (ds_value_is_given(&categories)) {
        service->categories = ds_compile_table(self->desk->category_count, sizeof(bool));
        if (!service->categories)
            return ds_error_no_memory(&self->err);
    }
    for (int32_t i = 0; i < ds_value_count(&categories); i++) {
        ds_value item = ds_value_at(&categories, i);
        int32_t row = ds_compile_row(self, &item);
        if (row < 0)
            continue;
        service->categories[row] = true;
        if (self->desk->categories[row].type != DS_INCIDENT)
            ds_value_error(&item, self->out,
                           "'%s' are no incidents; only incidents take a service down",
                           self->desk->categories[row].name);
    }
    return ds_compile_copy(self, value->name, &service->name);
}

static ds_status compile_list(ds_compile *self, const ds_value *value)
{
    int32_t count = ds_value_count(value);
    ds_practices *practices = ds_compile_practices(self);
    ds_services *services = ds_compile_table(1, sizeof *services);
    if (!practices || !services) {
        ds_services_delete(services);
        return ds_error_no_memory(&self->err);
    }
    practices->services = services;
    services->list = ds_compile_table(count, sizeof *services->list);
    if (!services->list)
        return ds_error_no_memory(&self->err);
    for (int32_t i = 0; i < count; i++) {
        ds_value service = ds_value_at(value, i);
        if (i == DS_MAX_SERVICES) {
            ds_value_error(&service, self->out, "there can be at most %d services",
                           DS_MAX_SERVICES);
            break;
        }
        ds_status status =
            compile_service(self, &service, &services->list[services->count++]);
        if (status != DS_OK)
            return status;
    }
    return DS_OK;
}

ds_status ds_compile_services(ds_compile *self)
{
    ds_value services = ds_value_get(&self->root, "services");
    ds_value blame = ds_value_get(&self->root, "blame");
    if (ds_value_is_given(&blame) && ds_value_scalar(&blame).whole == 1) {
        ds_practices *practices = ds_compile_practices(self);
        if (!practices)
            return ds_error_no_memory(&self->err);
        practices->blames = true;
        if (self->desk->sla_count == 0)
            ds_value_error(&blame, self->out,
                           "the scenario has no 'slas' that could be broken");
    }
    return ds_value_count(&services) > 0 ? compile_list(self, &services) : DS_OK;
}
