#include "analysis/calibration/fit_json.h"

#include "analysis/calibration/fit_list.h"
#include "analysis/calibration/scenario_writer.h"
#include "scenarios/json_text.h"
#include "scenarios/ticket_record.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static json_t *value_json(const ds_fit_value *of, ds_basis basis)
{
    return json_pack("{s:o, s:o, s:o, s:s}", "value", ds_json_number(of->value), "lo",
                     ds_json_number(of->lo), "hi", ds_json_number(of->hi), "basis",
                     ds_basis_word(basis));
}

static json_t *durations_json(const ds_named_fit *one)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    ds_put_distribution(out, &one->fit->best);
    bool is_bad = fclose(out) != 0;
    json_t *quantiles = json_array();
    for (int i = 0; i < DS_FIT_QUANTILES; i++)
        if (one->fit->observed[i] > 0)
            (void)json_array_append_new(
                quantiles,
                json_pack("{s:f, s:o, s:o}", "p", ds_fit_quantile_p(i), "observed_s",
                          ds_json_number((double)one->fit->observed[i]), "fitted_s",
                          ds_json_number(ds_distribution_quantile(&one->fit->best,
                                                                  ds_fit_quantile_p(i)))));
    json_t *bic = json_object();
    for (int f = 0; f < DS_FAMILIES; f++)
        (void)json_object_set_new(bic, ds_family_name(f), ds_json_number(one->fit->bic[f]));
    json_t *made = is_bad
                       ? NULL
                       : json_pack("{s:s, s:s, s:s, s:I, s:o, s:o, s:o, s:o, s:o, s:o}",
                                   "name", one->name, "basis", "measured", "distribution",
                                   text, "count", (json_int_t)one->fit->count, "mean_s",
                                   ds_json_number(ds_distribution_mean(&one->fit->best)),
                                   "mean_lo_s", ds_json_number(one->fit->mean_lo),
                                   "mean_hi_s", ds_json_number(one->fit->mean_hi), "ks",
                                   ds_json_number(one->fit->ks), "bic_above_best", bic,
                                   "quantiles", quantiles);
    free(text);
    return made;
}

static json_t *all_durations_json(const ds_calibration *self)
{
    json_t *all = json_array();
    ds_named_fit *list = malloc(DS_MOST_NAMED_FITS * sizeof *list);
    int32_t count = list ? ds_fit_list(self, list, DS_MOST_NAMED_FITS) : 0;
    for (int32_t i = 0; i < count; i++)
        (void)json_array_append_new(all, durations_json(&list[i]));
    free(list);
    return all;
}

static json_t *arrivals_json(const ds_calibration *self)
{
    json_t *all = json_object();
    for (int32_t type = 0; type < DS_FIT_TYPES; type++) {
        const ds_arrival_fit *fit = &self->arrivals[type];
        if (fit->tickets > 0)
            (void)json_object_set_new(
                all, ds_ticket_type_word(type),
                json_pack("{s:I, s:o, s:o, s:o, s:b}", "tickets", (json_int_t)fit->tickets,
                          "per_week", value_json(&fit->per_week, DS_MEASURED), "daily_vmr",
                          value_json(&fit->vmr, DS_MEASURED), "growth_per_week",
                          value_json(&fit->growth, DS_MEASURED), "growth_is_used",
                          (int)fit->has_growth));
    }
    return all;
}

static json_t *groups_json(const ds_calibration *self)
{
    json_t *all = json_array();
    for (int32_t g = 0; g < self->group_count; g++) {
        const ds_group_fit *group = &self->groups[g];
        (void)json_array_append_new(
            all, json_pack("{s:s, s:i, s:i, s:s, s:o, s:o, s:s}", "name", group->name,
                           "tier", (int)group->tier, "agents", (int)group->agents, "basis",
                           ds_basis_word(group->agents_basis), "resolvers",
                           value_json(&group->heads, DS_MEASURED),
                           "present_on_a_working_day", ds_json_number(group->per_day),
                           "discipline", group->by_priority ? "priority" : "fifo"));
    }
    return all;
}

static json_t *categories_json(const ds_calibration *self)
{
    json_t *all = json_array();
    for (int32_t c = 0; c < self->category_count; c++) {
        const ds_category_fit *category = &self->categories[c];
        (void)json_array_append_new(
            all, json_pack("{s:s, s:s, s:I, s:o, s:o, s:o, s:o}", "name", category->name,
                           "type", ds_ticket_type_word(category->type), "tickets",
                           (json_int_t)category->tickets, "share",
                           ds_json_number(category->share), "hold_share_of_visits",
                           category->hold.is_used
                               ? value_json(&category->hold.share, DS_MEASURED)
                               : json_null(),
                           "vendor_hold_share_of_visits",
                           category->vendor_hold.is_used
                               ? value_json(&category->vendor_hold.share, DS_MEASURED)
                               : json_null(),
                           "reopened", value_json(&category->reopen, DS_MEASURED)));
    }
    return all;
}

static json_t *targets_json(const ds_calibration *self)
{
    json_t *all = json_object();
    for (int32_t p = 0; p < self->priority_count; p++) {
        const ds_target_fit *target = &self->targets[p];
        char name[16];
        (void)snprintf(name, sizeof name, "P%d", (int)p + 1);
        if (target->flagged > 0)
            (void)json_object_set_new(
                all, name,
                json_pack("{s:o, s:I, s:o, s:o, s:s}", "hours",
                          ds_json_number(target->hours), "flagged",
                          (json_int_t)target->flagged, "breached",
                          ds_json_number(target->breached), "flags_wrong",
                          ds_json_number(target->wrong), "basis", "inferred"));
    }
    return all;
}

static json_t *touch_json(const ds_calibration *self)
{
    const ds_touch_fit *touch = &self->touch;
    if (!touch->is_inferred)
        return json_pack("{s:s}", "basis", self->has_touch ? "measured" : "assumed");
    json_t *ridge = json_array();
    for (int32_t i = 0; i < touch->ridge_count; i++)
        (void)json_array_append_new(
            ridge, json_pack("{s:o, s:o, s:o}", "agents_factor",
                             ds_json_number(touch->ridge_agents[i]), "mean_s",
                             ds_json_number(touch->ridge_mean_s[i]), "distance",
                             ds_json_number(touch->ridge_distance[i])));
    return json_pack(
        "{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:b, s:b, s:b, s:o}", "basis",
        "inferred", "mean_s", value_json(&touch->mean_interval, DS_INFERRED), "cv",
        ds_json_number(touch->cv), "later_mean_s",
        value_json(&touch->later_interval, DS_INFERRED), "later_factor",
        ds_json_number(touch->later_ratio), "later_cv", ds_json_number(touch->later_cv),
        "utilisation", ds_json_number(touch->utilisation), "distance",
        ds_json_number(touch->distance), "distance_touch_alone",
        ds_json_number(touch->distance_plain), "distance_of_halves",
        ds_json_number(touch->noise), "lies_untouched", (int)touch->has_idle,
        "is_identifiable", (int)touch->is_identifiable, "is_interrupted",
        (int)touch->is_interrupted, "ridge", ridge);
}

ds_status ds_fit_json_write(const ds_calibration *self, const char *const *command,
                            int32_t command_count, FILE *out, ds_error *err)
{
    bool is_measured = ds_fit_knows_ways(self);
    json_t *root = json_pack(
        "{s:s, s:s, s:o, s:I, s:i, s:I, s:i, s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:o, s:o, "
        "s:o}",
        "desksim", DS_VERSION, "source", self->source ? self->source : "", "command",
        ds_json_words(command, command_count), "tickets",
        (json_int_t)(self->last - self->first), "days", (int)self->day_count, "unresolved",
        (json_int_t)self->unresolved, "holidays", (int)self->holiday_count, "arrivals",
        arrivals_json(self), "groups", groups_json(self), "categories",
        categories_json(self), "touch", touch_json(self), "reassignments",
        value_json(&self->reassignments, DS_MEASURED), "ways_basis",
        ds_basis_word(is_measured ? DS_MEASURED : DS_INFERRED), "reopened",
        value_json(&self->reopen, DS_MEASURED), "priority_changes",
        self->events ? value_json(&self->priority_changes, DS_MEASURED) : json_null(),
        "targets", targets_json(self), "durations", all_durations_json(self));
    bool is_short = !root || json_dumpf(root, out, JSON_INDENT(2)) != 0;
    fputc('\n', out);
    json_decref(root);
    return is_short ? ds_error_no_memory(err) : DS_OK;
}
