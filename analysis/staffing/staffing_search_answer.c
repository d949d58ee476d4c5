/* The answer of a least-cost search as a table and in sentences. */
#include "analysis/staffing/staffing_verdict.h"

#include <math.h>
#include <stdio.h>

static const ds_staffing_range *range_of(const ds_staffing_search *search, int32_t group)
{
    return &search->study->ranges[search->study->groups[group]];
}

static const ds_staffing_config *answer_of(const ds_staffing_search *search)
{
    int32_t row = ds_staffing_study_find(search->study, search->agents);
    return row == DS_NO_ID ? NULL : &search->study->configs[row];
}

static void put_count(ds_study_table *table, int32_t row, int32_t column, int32_t count)
{
    char text[16];
    (void)snprintf(text, sizeof text, "%d", (int)count);
    ds_study_table_text(table, row, column, text);
    ds_study_table_number(table, row, column, count);
}

static void say_target(const ds_staffing_search *search, const ds_condition *target,
                       const ds_estimate *found, ds_study_table *table)
{
    ds_study_table_note(table, "%s: %.4g [%.4g, %.4g]%s.", target->text, found->value,
                        found->lo, found->hi,
                        !isfinite(found->value) ? "; no ticket is counted there"
                        : search->is_met && ds_target_is_near(search, found, target)
                            ? "; so near to the limit that one agent more will do as well"
                        : ds_target_holds(found, target) ? ""
                                                         : "; not met");
}

/* What fresh replications show: the estimate without the luck of having been chosen. */
static void say_check(const ds_staffing_search *search, ds_study_table *table)
{
    for (int32_t t = 0; t < search->target_count && search->is_checked; t++) {
        const ds_condition *target = &search->targets[t];
        const ds_estimate *found = &search->check.estimates[target->key];
        ds_study_table_note(table, "On fresh replications: %s: %.4g [%.4g, %.4g]%s.",
                            target->text, found->value, found->lo, found->hi,
                            ds_target_holds(found, target) ? "; confirmed"
                            : ds_target_is_kept(found, target)
                                ? "; kept, but not beyond doubt"
                                : "; not kept: take more replications");
    }
}

static int64_t most_of(const ds_staffing_study *study)
{
    int64_t most = 0;
    for (int32_t i = 0; i < study->config_count; i++)
        if (study->configs[i].candidate.count > most)
            most = study->configs[i].candidate.count;
    return most;
}

/* One agent fewer in a group, where that misses or keeps a target by less than matters. */
static void say_neighbour(const ds_staffing_search *search, int32_t group,
                          ds_study_table *table)
{
    const ds_staffing_study *study = search->study;
    search->agents[group]--;
    int32_t row = ds_staffing_study_find(study, search->agents);
    search->agents[group]++;
    if (row == DS_NO_ID)
        return;
    bool is_all_close = true;
    bool is_any_close = false;
    for (int32_t t = 0; t < search->target_count; t++) {
        const ds_condition *target = &search->targets[t];
        const ds_estimate *found = &study->configs[row].point.estimates[target->key];
        bool is_close = ds_target_is_near(search, found, target);
        is_all_close &= is_close || ds_target_holds(found, target);
        is_any_close |= is_close;
    }
    if (is_all_close && is_any_close)
        ds_study_table_note(table,
                            "%s: %d or %d will do: with %d, each target is kept or missed "
                            "by no more than %.1f points.",
                            study->experiment.runs.desk->groups[study->groups[group]].name,
                            (int)search->agents[group] - 1, (int)search->agents[group],
                            (int)search->agents[group] - 1, 100 * DS_STAFFING_CLOSE);
}

static void say_answer(const ds_staffing_search *search, const ds_staffing_config *config,
                       ds_study_table *table)
{
    const ds_staffing_study *study = search->study;
    ds_estimate cost = ds_staffing_cost(study, config);
    if (!search->is_met)
        ds_study_table_note(
            table, "The targets cannot be shown to hold with any head counts up to "
                   "saturation, which the table has: what breaks them is not a "
                   "lack of agents (touch times, holds, opening hours), or it "
                   "takes more replications to tell.");
    for (int32_t t = 0; t < search->target_count; t++)
        say_target(search, &search->targets[t],
                   &config->point.estimates[search->targets[t].key], table);
    say_check(search, table);
    for (int32_t g = 0; g < study->count && search->is_met; g++)
        say_neighbour(search, g, table);
    ds_study_table_note(table,
                        "Wages and penalties: %.0f a week; %d combinations of head "
                        "counts were simulated, in %lld replications, up to %lld each.",
                        cost.value, (int)study->config_count,
                        (long long)ds_staffing_study_replications(study),
                        (long long)most_of(study));
    if (search->is_proven)
        ds_study_table_note(table, "No cheaper head counts keep the targets, where more "
                                   "agents make none worse: all were ruled out.");
    else if (search->is_met && search->is_done)
        ds_study_table_note(table, "No exchange of agents between two groups is cheaper; "
                                   "there are too many combinations to rule out all.");
    if (!study->has_wages)
        ds_study_table_note(table,
                            "Assumed: %d an agent hour where the scenario gives no wage "
                            "(costs.agents).",
                            DS_STAFFING_WAGE);
    if (!search->is_done)
        ds_study_table_note(table, "Stopped before its end: this is the best so far.");
}

ds_status ds_staffing_search_table(const ds_staffing_search *search, ds_study_table *table,
                                   ds_error *err)
{
    const ds_staffing_study *study = search->study;
    const ds_desk *desk = study->experiment.runs.desk;
    const ds_staffing_config *config = answer_of(search);
    ds_study_table_column(table, "group", NULL, "group", true);
    ds_study_table_column(table, "agents", "now", "agents_now", false);
    ds_study_table_column(table, "least", "stable", "least_stable", false);
    ds_study_table_column(table, "least cost", "agents", "least_cost_agents", false);
    table->stub = 1;
    ds_study_table_rows(table, study->count);
    for (int32_t g = 0; g < study->count; g++) {
        ds_study_table_text(table, g, 0, desk->groups[study->groups[g]].name);
        put_count(table, g, 1, range_of(search, g)->own);
        put_count(table, g, 2, range_of(search, g)->least);
        put_count(table, g, 3, search->agents[g]);
    }
    if (config)
        say_answer(search, config, table);
    return table->is_out_of_memory ? ds_error_no_memory(err) : DS_OK;
}
