/* The best candidate subject to conditions. */
#include "analysis/studies/comparison.h"
#include "sim/duration.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* "2%", "0.02", "4h": in the measure's unit. */
static bool read_limit(const char *text, const char *unit, double *limit_out)
{
    char *end;
    ds_duration time = {0};
    ds_error unused = {0};
    errno = 0;
    double number = strtod(text, &end);
    bool is_number = end != text && !errno && isfinite(number);
    *limit_out = number;
    if (is_number && !*end)
        return true;
    if (is_number && strcmp(end, "%") == 0 && strcmp(unit, "share") == 0) {
        *limit_out = number / 100;
        return true;
    }
    if (strcmp(unit, "h") != 0 || ds_duration_parse(text, &time, &unused) != DS_OK)
        return false;
    *limit_out = (double)time.ticks / (double)DS_HOUR;
    return true;
}

static ds_status find_key(const char *name, const ds_desk *base, ds_key_measures *keys,
                          int32_t *key_out, ds_error *err)
{
    ds_key_measures one = {0};
    ds_status status = ds_key_measures_add(&one, base, name, err);
    if (status == DS_OK && one.count != 1)
        status = ds_error_set(err, DS_BAD_INPUT,
                              "'%s' names %d figures; a condition is about one, such as "
                              "resolution_breach_rate:P1",
                              name, (int)one.count);
    if (status == DS_OK)
        status = ds_key_measures_add(keys, base, name, err);
    for (int32_t k = 0; status == DS_OK && k < keys->count; k++)
        if (keys->list[k].dimension == one.list[0].dimension &&
            keys->list[k].row == one.list[0].row &&
            keys->list[k].measure == one.list[0].measure)
            *key_out = k;
    ds_key_measures_free(&one);
    return status;
}

ds_status ds_condition_read(const char *text, const ds_desk *base, ds_key_measures *keys,
                            ds_condition *out, ds_error *err)
{
    char name[256];
    int32_t count;
    const char *sign = strpbrk(text, "<>");
    *out = (ds_condition){.text = strdup(text)};
    if (!out->text)
        return ds_error_no_memory(err);
    if (!sign || sign[1] != '=' || sign == text || (size_t)(sign - text) >= sizeof name)
        return ds_error_set(err, DS_BAD_INPUT,
                            "condition '%s': it is not of the form MEASURE<=LIMIT or "
                            "MEASURE>=LIMIT, e.g. resolution_breach_rate:P1<=2%%",
                            text);
    (void)snprintf(name, sizeof name, "%.*s", (int)(sign - text), text);
    while (name[0] && name[strlen(name) - 1] == ' ')
        name[strlen(name) - 1] = '\0';
    ds_status status = find_key(name, base, keys, &out->key, err);
    if (status != DS_OK)
        return status;
    const char *unit = ds_measures(&count)[keys->list[out->key].measure].unit;
    const char *limit = sign + 2 + strspn(sign + 2, " ");
    out->is_at_least = *sign == '>';
    if (!read_limit(limit, unit, &out->limit))
        return ds_error_set(err, DS_BAD_INPUT,
                            "condition '%s': '%s' is not a limit in %s, such as %s", text,
                            limit, unit, strcmp(unit, "share") == 0 ? "2%" : "4");
    return DS_OK;
}

static ds_verdict judge(const ds_estimate *estimate, const ds_condition *condition)
{
    if (!ds_estimate_has_interval(estimate))
        return DS_VERDICT_OPEN;
    bool is_above = estimate->lo > condition->limit;
    bool is_below = estimate->hi < condition->limit;
    bool is_at = estimate->lo >= condition->limit;
    bool is_up_to = estimate->hi <= condition->limit;
    if (condition->is_at_least)
        return is_at ? DS_VERDICT_KEPT : is_below ? DS_VERDICT_BROKEN : DS_VERDICT_OPEN;
    return is_up_to ? DS_VERDICT_KEPT : is_above ? DS_VERDICT_BROKEN : DS_VERDICT_OPEN;
}

/* The chance of error that the conditions may use up; where a measure is made best, the
 * other half is for the lead of the best. */
static double error_of_conditions(const ds_comparison *it)
{
    return (1 - it->level) * (it->selection.key == DS_NO_ID ? 1 : 0.5);
}

/* An interval whose sides are each wrong with the chance `error`. A bound has but one side,
 * an interval two, which share the error of its level. */
static ds_status with_error(const ds_comparison *it, int32_t candidate, int32_t key,
                            double error, double *room, ds_estimate *out, ds_error *err)
{
    const ds_candidate *of = &it->candidates[candidate];
    ds_status status = ds_candidate_estimate(of, key, it->replications,
                                             fmax(0.5, 1 - 2 * error), room, out, err);
    if (status != DS_OK ||
        (out->method != DS_METHOD_BOUND_HIGH && out->method != DS_METHOD_BOUND_LOW))
        return status;
    return ds_candidate_estimate(of, key, it->replications, 1 - error, room, out, err);
}

/* One-sided bounds of all conditions on all candidates hold together. */
static ds_status judge_all(const ds_comparison *it, int32_t candidate, double *room,
                           ds_verdict *out, ds_error *err)
{
    double each =
        error_of_conditions(it) / ((double)it->condition_count * it->candidate_count);
    *out = DS_VERDICT_KEPT;
    for (int32_t i = 0; i < it->condition_count; i++) {
        ds_estimate estimate;
        ds_status status =
            with_error(it, candidate, it->conditions[i].key, each, room, &estimate, err);
        if (status != DS_OK)
            return status;
        ds_verdict one = judge(&estimate, &it->conditions[i]);
        if (one == DS_VERDICT_BROKEN || *out == DS_VERDICT_KEPT)
            *out = one;
    }
    return DS_OK;
}

/* What is made small. */
static double cost_of(const ds_comparison *it, int32_t candidate)
{
    int32_t count;
    if (it->selection.key == DS_NO_ID)
        return ds_desk_agents(it->candidates[candidate].desk);
    const ds_key_measure *key = &it->keys->list[it->selection.key];
    double value = ds_compared_at(it, it->selection.key, candidate)->estimate.value;
    return ds_measure_sense(ds_measures(&count)[key->measure].name) > 0 ? -value : value;
}

static void choose(ds_comparison *it)
{
    ds_selection *selection = &it->selection;
    selection->best = DS_NO_ID;
    for (int32_t c = 0; c < it->candidate_count; c++)
        if (selection->keeps[c] == DS_VERDICT_KEPT && isfinite(cost_of(it, c)) &&
            (selection->best == DS_NO_ID || cost_of(it, c) < cost_of(it, selection->best)))
            selection->best = c;
}

/* Whether a candidate is shown to be no better than the best. The number of agents is
 * known. Of a measure the paired difference has to be clear, all pairs of candidates
 * together, since which one is the best is known only afterwards. */
static ds_status is_behind(const ds_comparison *it, int32_t candidate, double *room,
                           bool *out, ds_error *err)
{
    const ds_selection *selection = &it->selection;
    ds_difference lead;
    double pairs = 0.5 * it->candidate_count * (it->candidate_count - 1);
    double level = 1 - (1 - it->level) / 2 / pairs;
    *out = cost_of(it, candidate) >= cost_of(it, selection->best);
    if (selection->key == DS_NO_ID || !*out)
        return DS_OK;
    ds_status status = ds_candidate_difference(&it->candidates[selection->best],
                                               &it->candidates[candidate], selection->key,
                                               it->replications, level, room, &lead, err);
    *out = ds_difference_is_clear(&lead) ||
           (lead.method == DS_DIFFERENCE_CONSTANT && lead.value == 0);
    return status;
}

/* Sure: whatever keeps the conditions, or may, is no better than the best. */
static ds_status be_sure(ds_comparison *it, double *room, ds_error *err)
{
    ds_selection *selection = &it->selection;
    ds_status status = DS_OK;
    selection->is_sure = selection->best != DS_NO_ID;
    for (int32_t c = 0; c < it->candidate_count && status == DS_OK; c++)
        if (selection->is_sure && c != selection->best &&
            selection->keeps[c] != DS_VERDICT_BROKEN)
            status = is_behind(it, c, room, &selection->is_sure, err);
    return status;
}

ds_status ds_comparison_select(ds_comparison *it, ds_error *err)
{
    ds_selection *selection = &it->selection;
    double *room = calloc(4 * (size_t)it->replications + 1, sizeof *room);
    selection->keeps = calloc((size_t)it->candidate_count, sizeof *selection->keeps);
    ds_status status = room && selection->keeps ? DS_OK : ds_error_no_memory(err);
    for (int32_t c = 0; c < it->candidate_count && status == DS_OK; c++)
        status = judge_all(it, c, room, &selection->keeps[c], err);
    if (status == DS_OK) {
        choose(it);
        status = be_sure(it, room, err);
    }
    free(room);
    selection->total = it->replications * it->candidate_count;
    return status;
}
