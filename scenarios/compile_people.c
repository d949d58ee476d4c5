/* Rosters: shifts, head counts, and what agents do when a shift ends. */
#include "scenarios/compile.h"
#include "scenarios/staffing_csv.h"

#include <stdlib.h>
#include <string.h>

static int32_t word_of(const ds_value *parent, const char *key)
{
    ds_value value = ds_value_get(parent, key);
    return ds_value_scalar(&value).whole;
}

/* Shifts. */

static ds_status compile_shifts(ds_compile *self, const ds_value *shifts, ds_group *group)
{
    group->staffing = ds_staffing_new(&self->err);
    if (!group->staffing)
        return DS_NO_MEMORY;
    ds_status status = DS_OK;
    for (int32_t i = 0; status == DS_OK && i < ds_value_count(shifts); i++) {
        ds_value shift = ds_value_at(shifts, i);
        status = ds_compile_shift(self, &shift, (int32_t)(group - self->desk->groups),
                                  group->staffing);
    }
    return status == DS_OK ? ds_staffing_finish(group->staffing, &self->err) : status;
}

/* Head counts. */

static ds_status read_counts(const char *path, const char *group, ds_head_counts *counts,
                             int32_t *agents, ds_error *err)
{
    ds_staffing_table table;
    int32_t rows = 0;
    ds_status status = ds_staffing_csv_read(path, &table, err);
    if (status == DS_OK)
        status = ds_staffing_table_group(&table, group, agents, &rows, err);
    if (status == DS_OK && rows == 0)
        status = ds_error_set(err, DS_BAD_INPUT, "it has no row of the group '%s'", group);
    *counts =
        (ds_head_counts){.interval_minutes = table.interval_minutes, .agents = agents};
    ds_staffing_table_free(&table);
    return status;
}

static ds_status compile_counts(ds_compile *self, const ds_value *value,
                                const char *group_name, ds_group *group)
{
    char *path = ds_scenario_file(self->scenario, ds_value_scalar(value).text);
    int32_t *agents = ds_compile_table(DS_WEEK_MINUTES, sizeof *agents);
    ds_head_counts counts;
    ds_error err = {.status = DS_OK};
    ds_status status = path && agents ? read_counts(path, group_name, &counts, agents, &err)
                                      : ds_error_no_memory(&err);
    if (status == DS_OK) {
        group->staffing = ds_staffing_from_week(&counts, &self->desk->zone,
                                                ds_desk_last_instant(self->desk), &err);
        status = group->staffing ? DS_OK : DS_NO_MEMORY;
    } else if (status == DS_BAD_INPUT) {
        ds_compile_refuse_file(self, value, path, &err);
        status = DS_OK;
    }
    if (status != DS_OK)
        self->err = err;
    free(path);
    free(agents);
    return status;
}

/* The rest. */

static void read_rules(const ds_value *value, ds_group *group)
{
    ds_value end = ds_value_get(value, "end_of_shift");
    ds_value hand_over = ds_value_get(value, "hand_over");
    ds_value cost = ds_value_get(&hand_over, "cost");
    ds_work_rules *rules = &group->rules;
    rules->at_end =
        group->end_of_hours == DS_END_FINISH ? DS_SHIFT_FINISH : DS_SHIFT_HAND_OVER;
    if (ds_value_is_given(&end))
        rules->at_end = (ds_end_of_shift)ds_value_scalar(&end).whole;
    ds_value pause = ds_value_get(value, "at_break");
    rules->at_break = (ds_end_of_shift)ds_value_scalar(&pause).whole;
    rules->hand_over_to_tail = word_of(&hand_over, "to") == 1;
    rules->hand_over = ds_value_scalar(&cost).duration.ticks;
}

/* One way to say who works, and what goes with it. */
static void check_ways(ds_compile *self, const ds_value *value)
{
    static const char *const ways[] = {"agents", "shifts", "staffing"};
    static const char *const roster_only[] = {
        "end_of_shift", "at_break",  "hand_over", "most_overtime", "shrinkage", "on_call",
        "open_tickets", "occupancy", "learning",  "attrition",     "cost"};
    ds_value hours = ds_value_get(value, "hours");
    const char *first = NULL;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        ds_value way = ds_value_get(value, ways[i]);
        if (!way.node)
            continue;
        if (first)
            ds_value_error(&way, self->out,
                           "the group has '%s' already: one of 'agents', 'shifts' and "
                           "'staffing' says who works",
                           first);
        else
            first = ways[i];
    }
    if (!first)
        ds_value_error(value, self->out,
                       "'agents' is missing: a whole number from 0 to 100000 or "
                       "'unlimited'; or 'shifts', or 'staffing'");
    bool has_roster = first && strcmp(first, "agents") != 0;
    if (has_roster && ds_value_is_given(&hours))
        ds_value_error(&hours, self->out, "with '%s' the hours are those of the roster",
                       first);
    for (size_t i = 0; i < sizeof roster_only / sizeof roster_only[0]; i++) {
        ds_value rule = ds_value_get(value, roster_only[i]);
        if (!has_roster && ds_value_is_given(&rule))
            ds_value_error(&rule, self->out,
                           "it has a meaning only with 'shifts' or 'staffing'%s",
                           i == 0 ? "; for 'hours' there is 'end_of_hours'" : "");
    }
}

ds_status ds_compile_people(ds_compile *self, const ds_value *value, ds_group *group)
{
    ds_value shifts = ds_value_get(value, "shifts");
    ds_value counts = ds_value_get(value, "staffing");
    ds_status status = DS_OK;
    check_ways(self, value);
    read_rules(value, group);
    if (shifts.node)
        status = compile_shifts(self, &shifts, group);
    else if (ds_value_is_given(&counts))
        status = compile_counts(self, &counts, value->name, group);
    if (group->staffing)
        group->agents = group->staffing->agents;
    return status == DS_OK ? ds_compile_work(self, value, group) : status;
}
