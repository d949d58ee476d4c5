#include "scenarios/compile.h"

#include "model/practices.h"

#include <stdlib.h>
#include <string.h>

void *ds_compile_table(int32_t count, size_t size)
{
    return calloc(count > 0 ? (size_t)count : 1, size);
}

ds_status ds_compile_copy(ds_compile *self, const char *text, char **copy_out)
{
    *copy_out = strdup(text);
    return *copy_out ? DS_OK : ds_error_no_memory(&self->err);
}

ds_practices *ds_compile_practices(ds_compile *self)
{
    if (!self->desk->practices)
        self->desk->practices = ds_compile_table(1, sizeof *self->desk->practices);
    return self->desk->practices;
}

int32_t ds_compile_row(const ds_compile *self, const ds_value *value)
{
    ds_scalar scalar = ds_value_scalar(value);
    if (!scalar.text)
        return DS_NO_ID;
    return ds_scenario_names_find(&self->scenario->names, value->key->names, scalar.text);
}

ds_status ds_compile_choice(ds_compile *self, const ds_value *shares, ds_name_kind kind,
                            ds_choice *choice)
{
    int32_t count = ds_value_count(shares);
    choice->row = ds_compile_table(count, sizeof *choice->row);
    choice->upto = ds_compile_table(count, sizeof *choice->upto);
    if (!choice->row || !choice->upto)
        return ds_error_no_memory(&self->err);
    double sum = 0;
    for (int32_t i = 0; i < count; i++) {
        ds_value entry = ds_value_at(shares, i);
        double share = ds_value_scalar(&entry).number;
        if (share <= 0)
            continue;
        sum += share;
        choice->row[choice->count] =
            ds_scenario_names_find(&self->scenario->names, kind, entry.name);
        choice->upto[choice->count++] = sum;
    }
    if (choice->count > 0)
        choice->upto[choice->count - 1] = 1;
    return DS_OK;
}

enum { MOST_KEPT = 128 };

static bool is_alike(const ds_distribution *a, const ds_distribution *b)
{
    bool is_short = a->value_count == 0 && b->value_count == 0;
    return is_short && a->kind == b->kind &&
           memcmp(a->parameter, b->parameter, sizeof a->parameter) == 0;
}

static const ds_sampler *find_alike(const ds_compile *self, const ds_distribution *of)
{
    for (int32_t i = 0; i < self->made_count; i++)
        if (is_alike(&self->made[i].source, of))
            return &self->made[i];
    return NULL;
}

/* Keeps a copy; where there is no room nothing is kept. */
static void keep_copy(ds_compile *self, const ds_sampler *sampler)
{
    if (!self->made)
        self->made = calloc(MOST_KEPT, sizeof *self->made);
    if (self->made && self->made_count < MOST_KEPT && sampler->pieces &&
        ds_sampler_copy(&self->made[self->made_count], sampler, NULL) == DS_OK)
        self->made_count++;
}

static void forget_samplers(ds_compile *self)
{
    for (int32_t i = 0; i < self->made_count; i++)
        ds_sampler_free(&self->made[i]);
    free(self->made);
}

ds_status ds_compile_sampler(ds_compile *self, const ds_value *value, ds_sampler *sampler)
{
    ds_scalar scalar = ds_value_scalar(value);
    ds_distribution distribution;
    ds_status status = ds_distribution_parse(scalar.text, self->scenario->directory,
                                             &distribution, &self->err);
    if (status != DS_OK)
        return status;
    const ds_sampler *alike = find_alike(self, &distribution);
    status = alike ? ds_sampler_copy(sampler, alike, &self->err)
                   : ds_sampler_init(sampler, &distribution, 1, &self->err);
    ds_distribution_free(&distribution);
    if (status == DS_OK && !alike)
        keep_copy(self, sampler);
    return status;
}

uint32_t ds_compile_pauses(const ds_value *list)
{
    uint32_t mask = 0;
    for (int32_t i = 0; i < ds_value_count(list); i++) {
        ds_value item = ds_value_at(list, i);
        mask |= 1u << ds_value_scalar(&item).whole;
    }
    return mask;
}

void ds_compile_refuse_file(ds_compile *self, const ds_value *value, const char *path,
                            const ds_error *err)
{
    if (err->line > 0)
        ds_diagnostics_add_status(self->out, path, err);
    else
        ds_value_error(value, self->out, "%s: %s", path, err->text);
}

ds_sla_target ds_compile_target(const ds_scalar *scalar, int32_t calendar)
{
    return (ds_sla_target){.ticks = scalar->duration.ticks,
                           .business_days = scalar->duration.business_days,
                           .calendar = calendar};
}

static ds_status run_parts(ds_compile *self)
{
    static ds_status (*const parts[])(ds_compile *) = {
        ds_compile_time,           ds_compile_calendars,    ds_compile_sites,
        ds_compile_levels,         ds_compile_groups,       ds_compile_contracts,
        ds_compile_slas,           ds_compile_categories,   ds_compile_sla_choice,
        ds_compile_channels,       ds_compile_streams,      ds_compile_initial_backlog,
        ds_compile_knowledge,      ds_compile_live,         ds_compile_communication,
        ds_compile_prioritisation, ds_compile_escalation,   ds_compile_handover,
        ds_compile_problems,       ds_compile_automation,   ds_compile_services,
        ds_compile_costs,          ds_compile_satisfaction, ds_compile_major_incidents,
        ds_compile_check_coverage, ds_compile_roster,       ds_compile_study};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        ds_status status = parts[i](self);
        if (status != DS_OK)
            return status;
    }
    if (ds_diagnostics_has_error(self->out))
        return DS_BAD_INPUT;
    ds_status status = ds_desk_check(self->desk, &self->err);
    return status == DS_OK ? ds_compile_review(self) : status;
}

ds_status ds_scenario_compile(const ds_scenario *scenario, ds_desk *desk_out,
                              ds_diagnostics *out)
{
    *desk_out = (ds_desk){0};
    ds_compile self = {.scenario = scenario,
                       .desk = desk_out,
                       .out = out,
                       .root = ds_value_root(scenario->root)};
    ds_status status = run_parts(&self);
    ds_compile_forget_sites(&self);
    forget_samplers(&self);
    if (status != DS_OK) {
        ds_desk_free(desk_out);
        if (!ds_diagnostics_has_error(out))
            ds_diagnostics_add_status(out, scenario->path, &self.err);
    }
    return status;
}
