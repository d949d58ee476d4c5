/* Staffing curves as a table and in sentences. */
#include "analysis/estimates/estimate_text.h"
#include "analysis/staffing/staffing_curve.h"

#include <math.h>
#include <stdio.h>

#define CELL_SIZE (3 * DS_ESTIMATE_TEXT_SIZE)
#define WIDE 60

/* Columns of an estimate: one for a terminal, four for files. */
enum { ESTIMATE_COLUMNS = 5, STUB = 2 };

static void estimate_columns(ds_study_table *table, const char *heading, const char *unit,
                             const char *name)
{
    static const char *const ends[] = {"", "_lo", "_hi", "_half_width"};
    char file[DS_ESTIMATE_TEXT_SIZE];
    ds_study_table_column(table, heading, unit, NULL, true);
    for (int i = 0; i < ESTIMATE_COLUMNS - 1; i++) {
        (void)snprintf(file, sizeof file, "%s%s", name, ends[i]);
        ds_study_table_column(table, NULL, NULL, file, false);
    }
}

static void put_estimate(ds_study_table *table, int32_t row, int32_t place,
                         const ds_estimate *estimate, ds_shown_as shown)
{
    char text[CELL_SIZE];
    int32_t column = STUB + place * ESTIMATE_COLUMNS;
    ds_estimate_print(estimate, shown, WIDE, text);
    ds_study_table_text(table, row, column, text);
    ds_study_table_number(table, row, column + 1, estimate->value);
    ds_study_table_number(table, row, column + 2, estimate->lo);
    ds_study_table_number(table, row, column + 3, estimate->hi);
    ds_study_table_number(table, row, column + 4, estimate->half_width);
}

/* The keys of breach rates of priorities that occur: rows[*count_out]. */
static void find_priorities(const ds_staffing_study *study, int32_t keys[DS_MAX_PRIORITIES],
                            int32_t rows[DS_MAX_PRIORITIES], int32_t *count_out)
{
    *count_out = 0;
    for (int32_t p = 0; p < study->experiment.runs.desk->priority_count; p++) {
        int32_t key =
            ds_staffing_key(study, "resolution_breach_rate", DS_RESULT_BY_PRIORITY, p);
        bool has_any = false;
        for (int32_t i = 0; key != DS_NO_ID && i < study->config_count; i++)
            has_any |= isfinite(study->configs[i].point.estimates[key].value);
        if (!has_any)
            continue;
        keys[*count_out] = key;
        rows[(*count_out)++] = p;
    }
}

static void put_columns(const ds_staffing_curves *curves, ds_study_table *table,
                        const int32_t *priorities, int32_t count)
{
    const ds_desk *desk = curves->study->experiment.runs.desk;
    ds_study_table_column(table, "group", NULL, "group", true);
    ds_study_table_column(table, "agents", NULL, "agents", false);
    estimate_columns(table, "MTTR", NULL, "mttr_h");
    estimate_columns(table, "utilisation", NULL, "utilisation");
    for (int32_t p = 0; p < count; p++) {
        char name[DS_ESTIMATE_TEXT_SIZE];
        const char *priority = desk->priority_names[priorities[p]];
        (void)snprintf(name, sizeof name, "resolution_breach_rate:%s", priority);
        estimate_columns(table, priority, "breached", name);
    }
    estimate_columns(table, "cost", "a week", "cost_per_week");
    table->stub = STUB;
}

static void put_row(const ds_staffing_curves *curves, const ds_staffing_curve *curve,
                    int32_t level, const int32_t *keys, int32_t count,
                    ds_study_table *table, int32_t row)
{
    const ds_staffing_study *study = curves->study;
    const ds_staffing_config *config = &study->configs[curve->rows[level]];
    char agents[16];
    int32_t mttr = ds_staffing_key(study, "mttr_h", DS_RESULT_OVERALL, 0);
    int32_t busy = curve->group == DS_NO_ID
                       ? DS_NO_ID
                       : ds_staffing_key(study, "utilisation", DS_RESULT_BY_GROUP,
                                         study->groups[curve->group]);
    ds_estimate none = ds_estimate_none((int32_t)study->experiment.replications);
    ds_estimate cost = ds_staffing_cost(study, config);
    (void)snprintf(agents, sizeof agents, "%d", (int)curve->agents[level]);
    ds_study_table_text(table, row, 0, ds_staffing_curve_name(curves, curve));
    ds_study_table_text(table, row, 1, agents);
    ds_study_table_number(table, row, 1, curve->agents[level]);
    put_estimate(table, row, 0, mttr == DS_NO_ID ? &none : &config->point.estimates[mttr],
                 DS_SHOWN_TIME);
    put_estimate(table, row, 1, busy == DS_NO_ID ? &none : &config->point.estimates[busy],
                 DS_SHOWN_PERCENT);
    for (int32_t p = 0; p < count; p++)
        put_estimate(table, row, 2 + p, &config->point.estimates[keys[p]],
                     DS_SHOWN_PERCENT);
    put_estimate(table, row, 2 + count, &cost, DS_SHOWN_PLAIN);
}

/* Sentences. */

static void say_saving(const ds_staffing_curves *curves, const ds_staffing_curve *curve,
                       ds_study_table *table)
{
    const ds_staffing_saving *it = &curve->saving;
    const ds_desk *desk = curves->study->experiment.runs.desk;
    const char *name = ds_staffing_curve_name(curves, curve);
    if (curve->done < curve->count || curves->study->experiment.replications < 2)
        return;
    if (it->priority == DS_NO_ID) {
        ds_study_table_note(table,
                            "More agents in %s save no breaches that are clear of "
                            "chance.",
                            name);
        return;
    }
    double digits =
        it->half_width > 0 ? fmin(3, fmax(0, 1 - floor(log10(it->half_width)))) : 0;
    ds_study_table_note(table,
                        "From %d, each agent more in %s saves %.*f ± %.*f %s breaches a "
                        "week, until %d.",
                        (int)it->from, name, (int)digits, it->per_week, (int)digits,
                        it->half_width, desk->priority_names[it->priority], (int)it->until);
}

static void say_left_out(const ds_staffing_study *study, ds_study_table *table)
{
    static const char *const reasons[] = {
        [DS_STAFFING_NO_WORK] = "no ticket needs work there",
        [DS_STAFFING_ROSTERED] = "its roster says who works",
        [DS_STAFFING_UNLIMITED] = "its agents are unlimited",
        [DS_STAFFING_CLOSED] = "it is never open",
    };
    const ds_desk *desk = study->experiment.runs.desk;
    for (int32_t g = 0; g < desk->group_count; g++)
        if (study->ranges[g].kind != DS_STAFFING_BY_HEADS)
            ds_study_table_note(table, "%s has no curve: %s.", desk->groups[g].name,
                                reasons[study->ranges[g].kind]);
}

static void say_cost(const ds_staffing_study *study, ds_study_table *table)
{
    ds_study_table_note(table, "Costs are the wages of agents on duty and the SLAs' "
                               "penalties.");
    if (!study->has_wages)
        ds_study_table_note(table,
                            "Assumed: %d an agent hour where the scenario gives no wage "
                            "(costs.agents).",
                            DS_STAFFING_WAGE);
}

static void say_all(const ds_staffing_curves *curves, ds_study_table *table)
{
    const ds_staffing_study *study = curves->study;
    for (int32_t i = 0; i < curves->count; i++)
        say_saving(curves, &curves->list[i], table);
    say_left_out(study, table);
    say_cost(study, table);
    if (study->experiment.replications < 2)
        ds_study_table_note(table, "One replication has no intervals; use --replications.");
    else
        ds_study_table_note(table,
                            "Intervals at %.4g %% for each figure by itself, from %lld "
                            "replications of each point, the same tickets at all points.",
                            100 * study->experiment.level,
                            (long long)study->experiment.replications);
}

ds_status ds_staffing_curves_table(const ds_staffing_curves *curves, ds_study_table *table,
                                   ds_error *err)
{
    int32_t keys[DS_MAX_PRIORITIES];
    int32_t priorities[DS_MAX_PRIORITIES];
    int32_t count;
    int32_t row = 0;
    find_priorities(curves->study, keys, priorities, &count);
    put_columns(curves, table, priorities, count);
    ds_study_table_rows(table, curves->done);
    for (int32_t i = 0; i < curves->count; i++)
        for (int32_t l = 0; l < curves->list[i].done; l++)
            put_row(curves, &curves->list[i], l, keys, count, table, row++);
    say_all(curves, table);
    return table->is_out_of_memory ? ds_error_no_memory(err) : DS_OK;
}
