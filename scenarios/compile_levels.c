/* Priorities, levels of impact and urgency, and the matrix between them. */
#include "scenarios/compile.h"

#include <string.h>

/* The default matrix, for three levels each and five priorities. */
static const int32_t default_matrix[3][3] = {{0, 1, 2}, {1, 2, 3}, {2, 3, 4}};

/* Faults of a list of names: how many, which twice, which reserved. */
static void check_names(ds_compile *self, const char *key, const ds_name_list *list,
                        int32_t lowest, int32_t highest)
{
    ds_value value = ds_value_get(&self->root, key);
    if (!ds_value_is_list(&value))
        return;
    if (list->count < lowest || list->count > highest)
        ds_value_error(&value, self->out, "%d names, where %d to %d are wanted",
                       list->count, lowest, highest);
    for (int32_t i = 0; i < ds_value_count(&value); i++) {
        ds_value item = ds_value_at(&value, i);
        const char *name = item.node->text;
        for (int32_t j = 0; j < i; j++)
            if (strcmp(name, list->names[j]) == 0)
                ds_value_error(&item, self->out, "'%s' stands twice", name);
        if (name[0] == '\0' || strcmp(name, "default") == 0 || strcmp(name, "per") == 0)
            ds_value_error(&item, self->out, "'%s' cannot be such a name", name);
    }
}

static ds_status copy_names(ds_compile *self, const ds_name_list *list, int32_t most,
                            char **names_out, int32_t *count_out)
{
    for (int32_t i = 0; i < list->count && i < most; i++) {
        ds_status status = ds_compile_copy(self, list->names[i], &names_out[i]);
        if (status != DS_OK)
            return status;
        *count_out = i + 1;
    }
    return DS_OK;
}

/* Where no matrix is needed: by how low impact and urgency are together. */
static void fill_matrix(ds_desk *desk)
{
    int32_t lowest = desk->impact_levels + desk->urgency_levels - 2;
    for (int32_t i = 0; i < desk->impact_levels; i++)
        for (int32_t u = 0; u < desk->urgency_levels; u++)
            desk->matrix[i][u] =
                lowest > 0 ? (i + u) * (desk->priority_count - 1) / lowest : 0;
}

static void read_matrix(ds_compile *self, const ds_value *matrix)
{
    ds_desk *desk = self->desk;
    const ds_scenario_names *names = &self->scenario->names;
    bool is_set[DS_MAX_LEVELS][DS_MAX_LEVELS] = {{false}};
    for (int32_t r = 0; r < ds_value_count(matrix); r++) {
        ds_value row = ds_value_at(matrix, r);
        int32_t i = ds_scenario_names_find(names, DS_NAME_IMPACT, row.name);
        for (int32_t c = 0; c < ds_value_count(&row); c++) {
            ds_value cell = ds_value_at(&row, c);
            int32_t u = ds_scenario_names_find(names, DS_NAME_URGENCY, cell.name);
            if (i >= desk->impact_levels || u >= desk->urgency_levels)
                continue;
            desk->matrix[i][u] = ds_compile_row(self, &cell);
            is_set[i][u] = true;
        }
    }
    for (int32_t i = 0; i < desk->impact_levels; i++)
        for (int32_t u = 0; u < desk->urgency_levels; u++)
            if (!is_set[i][u])
                ds_value_error(matrix, self->out,
                               "there is no priority for impact '%s' with urgency '%s'",
                               desk->impact_names[i], desk->urgency_names[u]);
}

/* Whether any category needs the matrix. */
static bool needs_matrix(const ds_compile *self)
{
    ds_value categories = ds_value_get(&self->root, "categories");
    for (int32_t i = 0; i < ds_value_count(&categories); i++) {
        ds_value category = ds_value_at(&categories, i);
        ds_value priority = ds_value_get(&category, "priority");
        if (!ds_value_is_given(&priority))
            return true;
    }
    return false;
}

static void compile_matrix(ds_compile *self)
{
    ds_desk *desk = self->desk;
    ds_value matrix = ds_value_get(&self->root, "matrix");
    bool has_default =
        desk->impact_levels == 3 && desk->urgency_levels == 3 && desk->priority_count == 5;
    fill_matrix(desk);
    if (ds_value_is_given(&matrix)) {
        read_matrix(self, &matrix);
    } else if (has_default) {
        for (int32_t i = 0; i < 3; i++)
            memcpy(desk->matrix[i], default_matrix[i], sizeof default_matrix[i]);
    } else if (needs_matrix(self)) {
        ds_value_error(&matrix, self->out,
                       "missing: with %d levels of impact, %d of urgency and %d priorities "
                       "there is no default (that is for 3, 3 and 5)",
                       desk->impact_levels, desk->urgency_levels, desk->priority_count);
    }
}

ds_status ds_compile_levels(ds_compile *self)
{
    ds_desk *desk = self->desk;
    const ds_name_list *priorities = &self->scenario->names.of[DS_NAME_PRIORITY];
    const ds_name_list *impact = &self->scenario->names.of[DS_NAME_IMPACT];
    const ds_name_list *urgency = &self->scenario->names.of[DS_NAME_URGENCY];
    check_names(self, "priorities", priorities, 2, DS_MAX_PRIORITIES);
    check_names(self, "impact_levels", impact, 1, DS_MAX_LEVELS);
    check_names(self, "urgency_levels", urgency, 1, DS_MAX_LEVELS);
    ds_status status = copy_names(self, priorities, DS_MAX_PRIORITIES, desk->priority_names,
                                  &desk->priority_count);
    if (status == DS_OK)
        status = copy_names(self, impact, DS_MAX_LEVELS, desk->impact_names,
                            &desk->impact_levels);
    if (status == DS_OK)
        status = copy_names(self, urgency, DS_MAX_LEVELS, desk->urgency_names,
                            &desk->urgency_levels);
    if (status == DS_OK)
        compile_matrix(self);
    return status;
}
