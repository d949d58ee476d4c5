/* Skills: cross-trained agents and how fast they are. */
#include "scenarios/compile.h"

#include <stdlib.h>
#include <string.h>

/* A proficiency of one number, or by category: at a group's own queue. */
static ds_status read_proficiency(ds_compile *self, const ds_value *value, double *all_out,
                                  double **by_category_out)
{
    const ds_name_list *categories = &self->scenario->names.of[DS_NAME_CATEGORY];
    *all_out = 1;
    *by_category_out = NULL;
    if (!ds_value_is_given(value))
        return DS_OK;
    if (!ds_value_is_mapping(value)) {
        *all_out = ds_value_scalar(value).number;
        return DS_OK;
    }
    double *list = ds_compile_table(categories->count, sizeof *list);
    if (!list)
        return ds_error_no_memory(&self->err);
    for (int32_t c = 0; c < categories->count; c++)
        list[c] = 1;
    for (int32_t i = 0; i < ds_value_count(value); i++) {
        ds_value entry = ds_value_at(value, i);
        int32_t row =
            ds_scenario_names_find(&self->scenario->names, DS_NAME_CATEGORY, entry.name);
        if (row != DS_NO_ID)
            list[row] = ds_value_scalar(&entry).number;
    }
    *by_category_out = list;
    return DS_OK;
}

/* The group's own queue first, unless it is named among the others. */
static int32_t read_queues(const ds_compile *self, const ds_value *serves, int32_t home,
                           double proficiency, ds_team_queue *queues)
{
    int32_t count = 0;
    bool names_home = false;
    for (int32_t i = 0; i < ds_value_count(serves); i++) {
        ds_value entry = ds_value_at(serves, i);
        names_home |= ds_scenario_names_find(&self->scenario->names, DS_NAME_GROUP,
                                             entry.name) == home;
    }
    if (!names_home)
        queues[count++] = (ds_team_queue){.group = home, .proficiency = proficiency};
    for (int32_t i = 0; i < ds_value_count(serves); i++) {
        ds_value entry = ds_value_at(serves, i);
        int32_t row =
            ds_scenario_names_find(&self->scenario->names, DS_NAME_GROUP, entry.name);
        if (row != DS_NO_ID)
            queues[count++] = (ds_team_queue){
                .group = row, .proficiency = ds_value_scalar(&entry).number};
    }
    return count;
}

/* Which categories they can take; NULL where none are named. */
static ds_status read_skills(ds_compile *self, const ds_value *skills, bool **list_out)
{
    const ds_name_list *categories = &self->scenario->names.of[DS_NAME_CATEGORY];
    *list_out = NULL;
    if (ds_value_count(skills) == 0)
        return DS_OK;
    bool *list = ds_compile_table(categories->count, sizeof *list);
    if (!list)
        return ds_error_no_memory(&self->err);
    for (int32_t i = 0; i < ds_value_count(skills); i++) {
        ds_value entry = ds_value_at(skills, i);
        int32_t row = ds_scenario_names_find(&self->scenario->names, DS_NAME_CATEGORY,
                                             ds_value_scalar(&entry).text);
        if (row != DS_NO_ID)
            list[row] = true;
    }
    *list_out = list;
    return DS_OK;
}

static void free_team(ds_team *team)
{
    free(team->queues);
    free(team->by_category);
    free(team->has_skill);
}

static bool is_same_team(const ds_team *one, const ds_team *other, int32_t categories)
{
    if (one->home != other->home || one->queue_count != other->queue_count ||
        !one->by_category != !other->by_category || !one->has_skill != !other->has_skill)
        return false;
    for (int32_t i = 0; i < one->queue_count; i++)
        if (one->queues[i].group != other->queues[i].group ||
            one->queues[i].proficiency != other->queues[i].proficiency)
            return false;
    for (int32_t c = 0; one->by_category && c < categories; c++)
        if (one->by_category[c] != other->by_category[c])
            return false;
    for (int32_t c = 0; one->has_skill && c < categories; c++)
        if (one->has_skill[c] != other->has_skill[c])
            return false;
    return true;
}

/* The row of a team like this one, which is kept or freed. */
static ds_status keep_team(ds_compile *self, ds_team *team, int32_t *row_out)
{
    ds_desk *desk = self->desk;
    int32_t categories = self->scenario->names.of[DS_NAME_CATEGORY].count;
    for (int32_t t = 0; t < desk->team_count; t++)
        if (is_same_team(&desk->teams[t], team, categories)) {
            free_team(team);
            *row_out = t;
            return DS_OK;
        }
    ds_team *grown =
        realloc(desk->teams, ((size_t)desk->team_count + 1) * sizeof *desk->teams);
    if (!grown) {
        free_team(team);
        return ds_error_no_memory(&self->err);
    }
    desk->teams = grown;
    *row_out = desk->team_count;
    desk->teams[desk->team_count++] = *team;
    return DS_OK;
}

ds_status ds_compile_skills(ds_compile *self, const ds_value *shift, int32_t home,
                            int32_t *team_out)
{
    ds_value serves = ds_value_get(shift, "serves");
    ds_value proficiency = ds_value_get(shift, "proficiency");
    ds_value skills = ds_value_get(shift, "skills");
    *team_out = DS_NO_ID;
    if (!ds_value_is_given(&serves) && !ds_value_is_given(&proficiency) &&
        !ds_value_is_given(&skills))
        return DS_OK;
    double own;
    ds_team team = {.home = home};
    ds_status status = read_proficiency(self, &proficiency, &own, &team.by_category);
    if (status == DS_OK)
        status = read_skills(self, &skills, &team.has_skill);
    team.queues = ds_compile_table(ds_value_count(&serves) + 1, sizeof *team.queues);
    if (status != DS_OK || !team.queues) {
        free_team(&team);
        return ds_error_no_memory(&self->err);
    }
    team.queue_count = read_queues(self, &serves, home, own, team.queues);
    return keep_team(self, &team, team_out);
}

/* A group that others serve has a roster, if only an empty one. */
static void check_serves(ds_compile *self, const ds_value *shift)
{
    ds_value serves = ds_value_get(shift, "serves");
    for (int32_t i = 0; i < ds_value_count(&serves); i++) {
        ds_value entry = ds_value_at(&serves, i);
        int32_t row =
            ds_scenario_names_find(&self->scenario->names, DS_NAME_GROUP, entry.name);
        if (row != DS_NO_ID && !self->desk->groups[row].staffing)
            ds_value_error(&entry, self->out,
                           "'%s' has 'agents'; to be served by others it needs 'shifts' "
                           "(`shifts: []` where nobody is its own)",
                           entry.name);
    }
}

void ds_compile_check_skills(ds_compile *self)
{
    ds_value groups = ds_value_get(&self->root, "groups");
    for (int32_t g = 0; g < ds_value_count(&groups); g++) {
        ds_value group = ds_value_at(&groups, g);
        ds_value shifts = ds_value_get(&group, "shifts");
        for (int32_t i = 0; i < ds_value_count(&shifts); i++) {
            ds_value shift = ds_value_at(&shifts, i);
            check_serves(self, &shift);
        }
    }
}
