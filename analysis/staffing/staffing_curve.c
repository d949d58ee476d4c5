#include "analysis/staffing/staffing_curve.h"

#include <math.h>
#include <stdlib.h>

/* Where an agent more saves under this share of what the first one did, the curve is
 * called flat. */
#define FLAT_SHARE 0.1

static void lay_out_group(ds_staffing_curves *it, int32_t group)
{
    const ds_staffing_study *study = it->study;
    ds_staffing_curve *curve = &it->list[it->count++];
    curve->group = group;
    curve->count =
        ds_staffing_levels(&study->ranges[study->groups[group]], curve->agents, it->levels);
    it->planned += curve->count;
}

/* The i-th of `count` levels of a group's curve, spread over those that it has. */
static int32_t level_of(const ds_staffing_curve *curve, int32_t i, int32_t count)
{
    return curve->agents[(int64_t)i * (curve->count - 1) / (count - 1)];
}

static void lay_out_all(ds_staffing_curves *it)
{
    ds_staffing_curve *all = &it->list[it->count++];
    all->group = DS_NO_ID;
    for (int32_t g = 0; g < it->study->count; g++)
        if (it->list[g].count > all->count)
            all->count = it->list[g].count;
    for (int32_t i = 0; i < all->count; i++)
        for (int32_t g = 0; g < it->study->count; g++)
            all->agents[i] += level_of(&it->list[g], i, all->count);
    it->planned += all->count;
}

ds_status ds_staffing_curves_init(ds_staffing_curves *curves, ds_staffing_study *study,
                                  int32_t levels, ds_error *err)
{
    *curves = (ds_staffing_curves){.study = study, .levels = levels};
    curves->list = calloc((size_t)study->count + 1, sizeof *curves->list);
    if (!curves->list)
        return ds_error_no_memory(err);
    for (int32_t g = 0; g < study->count; g++)
        lay_out_group(curves, g);
    if (study->count > 1)
        lay_out_all(curves);
    return DS_OK;
}

void ds_staffing_curves_free(ds_staffing_curves *curves)
{
    free(curves->list);
    *curves = (ds_staffing_curves){0};
}

static void heads_at(const ds_staffing_curves *it, const ds_staffing_curve *curve,
                     int32_t i, int32_t *agents)
{
    const ds_staffing_study *study = it->study;
    for (int32_t g = 0; g < study->count; g++) {
        if (curve->group == DS_NO_ID)
            agents[g] = level_of(&it->list[g], i, curve->count);
        else
            agents[g] = study->ranges[study->groups[g]].own;
    }
    if (curve->group != DS_NO_ID)
        agents[curve->group] = curve->agents[i];
}

/* Savings. */

/* Breaches a week that going from level `a` to level `b` saves, for each agent more. */
static void save(const ds_staffing_curves *it, const ds_staffing_curve *curve, int32_t key,
                 int32_t a, int32_t b, ds_staffing_saving *out)
{
    const ds_staffing_study *study = it->study;
    int64_t count = study->experiment.replications;
    const double *xa = &study->configs[curve->rows[a]].point.x[key * count];
    const double *xb = &study->configs[curve->rows[b]].point.x[key * count];
    double scale = ds_staffing_weeks(study) * (curve->agents[b] - curve->agents[a]);
    double mean = 0;
    double squares = 0;
    for (int64_t r = 0; r < count; r++)
        mean += (xa[r] - xb[r]) / scale / (double)count;
    for (int64_t r = 0; r < count; r++)
        squares += pow((xa[r] - xb[r]) / scale - mean, 2);
    out->from = curve->agents[a];
    out->until = curve->agents[b];
    out->per_week = mean;
    out->half_width = ds_critical_t(study->experiment.level, (int32_t)count) *
                      sqrt(squares / (double)(count - 1) / (double)count);
}

static bool is_clear(const ds_staffing_saving *saving)
{
    return saving->per_week > 0 && saving->per_week - saving->half_width > 0;
}

/* From the scenario's own head count where the curve has it and goes on. */
static int32_t first_level(const ds_staffing_curves *it, const ds_staffing_curve *curve)
{
    const ds_staffing_study *study = it->study;
    if (curve->group == DS_NO_ID)
        return 0;
    int32_t own = study->ranges[study->groups[curve->group]].own;
    for (int32_t i = 0; i + 1 < curve->count; i++)
        if (curve->agents[i] == own)
            return i;
    return 0;
}

static ds_staffing_saving saving_of(const ds_staffing_curves *it,
                                    const ds_staffing_curve *curve, int32_t key)
{
    ds_staffing_saving whole = {0};
    ds_staffing_saving step = {0};
    int32_t first = first_level(it, curve);
    int32_t last = first;
    double at_first = 0;
    for (int32_t i = first; i + 1 < curve->count; i++) {
        save(it, curve, key, i, i + 1, &step);
        if (!is_clear(&step) || step.per_week < FLAT_SHARE * at_first)
            break;
        at_first = i == first ? step.per_week : at_first;
        last = i + 1;
    }
    if (last > first)
        save(it, curve, key, first, last, &whole);
    return whole;
}

static void find_saving(const ds_staffing_curves *it, ds_staffing_curve *curve)
{
    const ds_desk *desk = it->study->experiment.runs.desk;
    curve->saving = (ds_staffing_saving){.priority = DS_NO_ID};
    for (int32_t p = 0; p < desk->priority_count; p++) {
        int32_t key =
            ds_staffing_key(it->study, "resolution_breach_rate", DS_RESULT_BY_PRIORITY, p);
        if (key == DS_NO_ID || it->study->experiment.replications < 2)
            continue;
        ds_staffing_saving one = saving_of(it, curve, key);
        one.priority = p;
        if (is_clear(&one) && one.per_week > curve->saving.per_week)
            curve->saving = one;
    }
}

static ds_status run_curve(ds_staffing_curves *it, ds_staffing_curve *curve,
                           int32_t *agents, ds_diagnostics *said, ds_error *err)
{
    ds_status status = DS_OK;
    const ds_experiment *experiment = &it->study->experiment;
    while (curve->done < curve->count && status == DS_OK) {
        heads_at(it, curve, curve->done, agents);
        status =
            ds_staffing_study_run(it->study, agents, &curve->rows[curve->done], said, err);
        if (status != DS_OK)
            return status;
        curve->done++;
        it->done++;
        if (experiment->progress)
            experiment->progress(experiment->context, it->done, it->planned);
    }
    find_saving(it, curve);
    return status;
}

ds_status ds_staffing_curves_run(ds_staffing_curves *curves, ds_diagnostics *said,
                                 ds_error *err)
{
    int32_t *agents = calloc((size_t)curves->study->count + 1, sizeof *agents);
    ds_status status = agents ? DS_OK : ds_error_no_memory(err);
    for (int32_t i = 0; i < curves->count; i++)
        curves->list[i].saving.priority = DS_NO_ID;
    for (int32_t i = 0; i < curves->count && status == DS_OK; i++)
        status = run_curve(curves, &curves->list[i], agents, said, err);
    free(agents);
    return status;
}

const char *ds_staffing_curve_name(const ds_staffing_curves *curves,
                                   const ds_staffing_curve *curve)
{
    const ds_staffing_study *study = curves->study;
    if (curve->group == DS_NO_ID)
        return "all groups";
    return study->experiment.runs.desk->groups[study->groups[curve->group]].name;
}
