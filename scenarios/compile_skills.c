/* Whether somebody can do what comes: each category's skill wherever its tickets go, and
 * agents by shifts where several contacts are in hand at once. */
#include "model/practices.h"
#include "scenarios/compile.h"

static bool serves(const ds_team *team, int32_t group)
{
    for (int32_t i = 0; i < team->queue_count; i++)
        if (team->queues[i].group == group)
            return true;
    return false;
}

/* Whether any agent of the group's own or of a team that serves it can take a category. */
static bool has_anybody(const ds_desk *desk, int32_t group, int32_t category)
{
    for (int32_t g = 0; g < desk->group_count; g++) {
        const ds_staffing *staffing = desk->groups[g].staffing;
        for (int32_t c = 0; staffing && c < staffing->crew_count; c++) {
            const ds_crew *crew = &staffing->crews[c];
            if (crew->count == 0)
                continue;
            if (crew->team == DS_NO_ID) {
                if (g == group)
                    return true;
                continue;
            }
            const ds_team *team = &desk->teams[crew->team];
            if (serves(team, group) && (!team->has_skill || team->has_skill[category]))
                return true;
        }
    }
    return false;
}

static bool has_skilled_team(const ds_desk *desk, int32_t group)
{
    for (int32_t t = 0; t < desk->team_count; t++)
        if (desk->teams[t].has_skill && serves(&desk->teams[t], group))
            return true;
    return false;
}

static void check_category(ds_compile *self, const ds_value *value, int32_t category)
{
    const ds_desk *desk = self->desk;
    for (int32_t g = 0; g < desk->group_count; g++)
        if (desk->categories[category].routes[g].is_used && has_skilled_team(desk, g) &&
            !has_anybody(desk, g, category))
            ds_value_error(value, self->out,
                           "nobody who serves '%s' has the skill '%s', which its tickets "
                           "need there",
                           desk->groups[g].name, desk->categories[category].name);
}

static bool is_answered_by(const ds_desk *desk, int32_t group)
{
    for (int32_t c = 0; c < desk->category_count; c++)
        for (int32_t i = 0; i < desk->categories[c].first.count; i++)
            if (desk->categories[c].first.row[i] == group)
                return true;
    return false;
}

/* Several contacts are in the hands of agents who are known one by one. */
static void check_hands(ds_compile *self, const ds_value *channel)
{
    const ds_desk *desk = self->desk;
    ds_value at_once = ds_value_get(channel, "at_once");
    if (!ds_value_is_given(&at_once) || ds_value_scalar(&at_once).whole == 1)
        return;
    for (int32_t g = 0; g < desk->group_count; g++)
        if (is_answered_by(desk, g) && !desk->groups[g].staffing)
            ds_value_error(&at_once, self->out,
                           "'%s', which answers contacts, has 'agents'; to have several in "
                           "hand it needs 'shifts'",
                           desk->groups[g].name);
}

ds_status ds_compile_check_coverage(ds_compile *self)
{
    ds_value categories = ds_value_get(&self->root, "categories");
    ds_value channels = ds_value_get(&self->root, "channels");
    for (int32_t i = 0; i < ds_value_count(&categories); i++) {
        ds_value category = ds_value_at(&categories, i);
        check_category(self, &category, i);
    }
    for (int32_t i = 0; i < ds_value_count(&channels); i++) {
        ds_value channel = ds_value_at(&channels, i);
        check_hands(self, &channel);
    }
    return DS_OK;
}
