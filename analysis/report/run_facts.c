#include "analysis/report/run_facts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Goals. */

static ds_goal_state state_of(const ds_estimate *attainment, double goal)
{
    if (!isfinite(attainment->value))
        return DS_GOAL_NO_DATA;
    if (!ds_estimate_has_interval(attainment))
        return DS_GOAL_UNCLEAR;
    if (attainment->lo >= goal)
        return DS_GOAL_MET;
    return attainment->hi < goal ? DS_GOAL_MISSED : DS_GOAL_UNCLEAR;
}

static ds_status find_goals(ds_run_facts *facts, const ds_run_files *files, ds_error *err)
{
    json_t *list = ds_run_list(files, "goals");
    facts->goals = calloc(json_array_size(list) + 1, sizeof *facts->goals);
    if (!facts->goals)
        return ds_error_no_memory(err);
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one)
    {
        ds_goal_fact *goal = &facts->goals[facts->goal_count];
        goal->name = ds_member_text(one, "name");
        goal->goal = ds_member_number(one, "goal");
        goal->attainment =
            ds_run_estimate(files, DS_RESULT_BY_GOAL, goal->name, "attainment");
        goal->months =
            ds_run_estimate(files, DS_RESULT_BY_GOAL, goal->name, "goal_met_probability");
        goal->state = state_of(&goal->attainment, goal->goal);
        facts->goals_in[goal->state]++;
        facts->goal_count++;
    }
    return DS_OK;
}

/* Groups. */

static void fill_group(ds_group_fact *group, const json_t *one, const ds_run_files *files)
{
    group->name = ds_member_text(one, "name");
    group->agents = ds_member_number(one, "agents");
    const char *hours = ds_member_text(one, "hours");
    group->has_roster = hours && strcmp(hours, DS_RUN_BY_ROSTER) == 0;
    group->offered_h = ds_member_number(one, "offered_h_per_week");
    group->rostered_h = ds_member_number(one, "rostered_h_per_week");
    group->load = group->rostered_h > 0 ? group->offered_h / group->rostered_h : NAN;
    group->utilisation =
        ds_run_estimate(files, DS_RESULT_BY_GROUP, group->name, "utilisation");
    group->wait = ds_run_estimate(files, DS_RESULT_BY_GROUP, group->name, "wait_h");
    group->wait_open =
        ds_run_estimate(files, DS_RESULT_BY_GROUP, group->name, "wait_open_h");
    double visits = ds_run_estimate(files, DS_RESULT_BY_GROUP, group->name, "visits").value;
    group->waiting = isfinite(group->wait.value) ? visits * group->wait.value : 0;
    group->waiting_open =
        isfinite(group->wait_open.value) ? visits * group->wait_open.value : 0;
}

/* Makes shares of hours, and finds the groups that stand out. */
static void rank_groups(ds_run_facts *facts)
{
    double all = 0;
    double open = 0;
    double most = 0;
    double slowest = 0;
    double fullest = 0;
    for (int32_t g = 0; g < facts->group_count; g++) {
        all += facts->groups[g].waiting;
        open += facts->groups[g].waiting_open;
    }
    for (int32_t g = 0; g < facts->group_count; g++) {
        ds_group_fact *group = &facts->groups[g];
        group->waiting = all > 0 ? group->waiting / all : 0;
        group->waiting_open = open > 0 ? group->waiting_open / open : 0;
        if (group->waiting > most) {
            most = group->waiting;
            facts->bottleneck = g;
        }
        if (group->waiting_open > slowest) {
            slowest = group->waiting_open;
            facts->slowest = g;
        }
        if (group->load > fullest) {
            fullest = group->load;
            facts->busiest = g;
        }
    }
}

static ds_status find_groups(ds_run_facts *facts, const ds_run_files *files, ds_error *err)
{
    json_t *list = ds_run_list(files, "groups");
    facts->groups = calloc(json_array_size(list) + 1, sizeof *facts->groups);
    if (!facts->groups)
        return ds_error_no_memory(err);
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one)
    {
        fill_group(&facts->groups[i], one, files);
        facts->group_count++;
    }
    rank_groups(facts);
    return DS_OK;
}

/* Priorities and time. */

static void find_priorities(ds_run_facts *facts, const ds_run_files *files)
{
    double worst = 0;
    double most = 0;
    double all = 0;
    const char *name;
    json_t *slice;
    json_object_foreach(ds_run_slices(files, DS_RESULT_BY_PRIORITY), name, slice)
    {
        ds_estimate rate =
            ds_run_estimate(files, DS_RESULT_BY_PRIORITY, name, "resolution_breach_rate");
        double broken = rate.value * rate.n;
        if (!(broken > 0))
            continue;
        all += broken;
        if (rate.value > worst) {
            worst = rate.value;
            facts->worst_priority = name;
        }
        if (broken > most) {
            most = broken;
            facts->most_priority = name;
        }
    }
    facts->most_share = all > 0 ? most / all : NAN;
}

static double overall(const ds_run_files *files, const char *measure)
{
    return ds_run_estimate(files, DS_RESULT_OVERALL, NULL, measure).value;
}

static void find_times(ds_run_facts *facts, const ds_run_files *files)
{
    facts->arrived = overall(files, "arrived");
    facts->mttr = ds_run_estimate(files, DS_RESULT_OVERALL, NULL, "mttr_h");
    facts->wait_share = overall(files, "wait_total_h") / facts->mttr.value;
    facts->hold_share = overall(files, "hold_h") / facts->mttr.value;
    facts->touch_share = overall(files, "touch_h") / facts->mttr.value;
}

ds_status ds_run_facts_init(ds_run_facts *facts, const ds_run_files *files, ds_error *err)
{
    *facts =
        (ds_run_facts){.bottleneck = DS_NO_ID, .slowest = DS_NO_ID, .busiest = DS_NO_ID};
    find_times(facts, files);
    find_priorities(facts, files);
    ds_status status = find_goals(facts, files, err);
    if (status == DS_OK)
        status = find_groups(facts, files, err);
    return status;
}

void ds_run_facts_free(ds_run_facts *facts)
{
    free(facts->goals);
    free(facts->groups);
    *facts = (ds_run_facts){0};
}
