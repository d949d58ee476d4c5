/* SLAs, vendors' contracts, and which ticket has which SLA. */
#include "scenarios/compile.h"

#include <stdlib.h>
#include <string.h>

#define MOST_WARNINGS 8

static int32_t priority_of(const ds_compile *self, const char *name)
{
    int32_t row = ds_scenario_names_find(&self->scenario->names, DS_NAME_PRIORITY, name);
    return row < self->desk->priority_count ? row : DS_NO_ID;
}

ds_status ds_compile_contracts(ds_compile *self)
{
    ds_desk *desk = self->desk;
    ds_value contracts = ds_value_get(&self->root, "contracts");
    int32_t count = ds_value_count(&contracts);
    desk->contracts = ds_compile_table(count, sizeof *desk->contracts);
    if (!desk->contracts)
        return ds_error_no_memory(&self->err);
    for (int32_t i = 0; i < count; i++) {
        ds_contract *contract = &desk->contracts[desk->contract_count++];
        ds_value value = ds_value_at(&contracts, i);
        ds_value target = ds_value_get(&value, "target");
        ds_value calendar = ds_value_get(&value, "calendar");
        ds_scalar scalar = ds_value_scalar(&target);
        contract->target = ds_compile_target(&scalar, ds_compile_row(self, &calendar));
        ds_status status = ds_compile_copy(self, value.name, &contract->name);
        if (status != DS_OK)
            return status;
    }
    return DS_OK;
}

/* The calendar of each priority; DS_NO_ID where none is named. */
static void read_calendars(const ds_compile *self, const ds_value *value,
                           int32_t rows[DS_MAX_PRIORITIES])
{
    int32_t otherwise = DS_NO_ID;
    if (ds_value_is_mapping(value)) {
        ds_value named = ds_value_get(value, "default");
        otherwise = ds_compile_row(self, &named);
    } else {
        otherwise = ds_compile_row(self, value);
    }
    for (int32_t p = 0; p < DS_MAX_PRIORITIES; p++)
        rows[p] = otherwise;
    for (int32_t i = 0; ds_value_is_mapping(value) && i < ds_value_count(value); i++) {
        ds_value entry = ds_value_at(value, i);
        if (!ds_value_is_fixed_key(&entry) && priority_of(self, entry.name) >= 0)
            rows[priority_of(self, entry.name)] = ds_compile_row(self, &entry);
    }
}

static void read_targets(ds_compile *self, const ds_value *value,
                         const int32_t calendars[DS_MAX_PRIORITIES],
                         ds_sla_target targets[DS_MAX_PRIORITIES])
{
    for (int32_t i = 0; i < ds_value_count(value); i++) {
        ds_value entry = ds_value_at(value, i);
        int32_t p = priority_of(self, entry.name);
        if (p < 0)
            continue;
        ds_scalar scalar = ds_value_scalar(&entry);
        targets[p] = ds_compile_target(&scalar, calendars[p] < 0 ? 0 : calendars[p]);
    }
}

static bool has_target(const ds_sla_target *target)
{
    return target->ticks > 0 || target->business_days > 0;
}

/* Open time that a target stands for, business days by the mean of the calendar's. */
static double hours_promised(const ds_desk *desk, const ds_sla_target *target)
{
    const ds_calendar *calendar = &desk->calendars[target->calendar];
    double hours_a_day = 24;
    if (target->business_days == 0)
        return ds_hours(target->ticks);
    if (!calendar->is_always && calendar->day_count > 0)
        hours_a_day = ds_hours(calendar->before[calendar->count]) / calendar->day_count;
    return target->business_days * hours_a_day;
}

static ds_value entry_of(const ds_value *mapping, const char *name)
{
    ds_value entry = *mapping;
    for (int32_t i = 0; i < ds_value_count(mapping); i++) {
        ds_value at = ds_value_at(mapping, i);
        if (strcmp(at.name, name) == 0)
            entry = at;
    }
    return entry;
}

static void warn_of_order(ds_compile *self, const ds_value *value, int32_t above,
                          int32_t below)
{
    const ds_desk *desk = self->desk;
    ds_value first = entry_of(value, desk->priority_names[above]);
    ds_value second = entry_of(value, desk->priority_names[below]);
    ds_value_warning(&first, self->out,
                     "the target of %s (%s) is longer than that of %s "
                     "(%s)",
                     first.name, ds_value_scalar(&first).text, second.name,
                     ds_value_scalar(&second).text);
}

/* Warns where a priority is promised more time than the next one with a target. */
static void check_order(ds_compile *self, const ds_value *value,
                        const ds_sla_target targets[DS_MAX_PRIORITIES])
{
    const ds_desk *desk = self->desk;
    int32_t above = DS_NO_ID;
    for (int32_t p = 0; p < desk->priority_count; p++) {
        if (!has_target(&targets[p]))
            continue;
        if (above >= 0 && hours_promised(desk, &targets[above]) >
                              hours_promised(desk, &targets[p]) * (1 + 1e-9))
            warn_of_order(self, value, above, p);
        above = p;
    }
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a;
    double right = *(const double *)b;
    return (left > right) - (left < right);
}

static void read_warnings(ds_compile *self, const ds_value *list, ds_sla *sla)
{
    static const double usual[] = {0.5, 0.75, 0.9};
    int32_t count = ds_value_count(list);
    if (!ds_value_is_given(list)) {
        memcpy(sla->warning, usual, sizeof usual);
        sla->warning_count = 3;
        return;
    }
    if (count > MOST_WARNINGS)
        ds_value_error(list, self->out, "%d shares, where at most %d are allowed", count,
                       MOST_WARNINGS);
    for (int32_t i = 0; i < count && i < MOST_WARNINGS; i++) {
        ds_value item = ds_value_at(list, i);
        sla->warning[sla->warning_count++] = ds_value_scalar(&item).number;
    }
    qsort(sla->warning, (size_t)sla->warning_count, sizeof sla->warning[0], by_size);
}

/* Numbers by priority; fixed keys such as `per` are left out. */
static void read_numbers(const ds_compile *self, const ds_value *value,
                         double numbers[DS_MAX_PRIORITIES])
{
    for (int32_t i = 0; i < ds_value_count(value); i++) {
        ds_value entry = ds_value_at(value, i);
        if (!ds_value_is_fixed_key(&entry) && priority_of(self, entry.name) >= 0)
            numbers[priority_of(self, entry.name)] = ds_value_scalar(&entry).number;
    }
}

static int32_t word_of(const ds_value *parent, const char *key)
{
    ds_value value = ds_value_get(parent, key);
    return ds_value_scalar(&value).whole;
}

static void check_goals(ds_compile *self, const ds_value *goal, const ds_sla *sla)
{
    for (int32_t p = 0; p < self->desk->priority_count; p++)
        if (sla->goal[p] > 0 && !has_target(&sla->resolution[p]))
            ds_value_error(goal, self->out, "a goal for %s, which has no resolution target",
                           self->desk->priority_names[p]);
}

/* Priorities with a target need a calendar. */
static void check_calendars(ds_compile *self, const ds_value *value,
                            const int32_t calendars[DS_MAX_PRIORITIES], const ds_sla *sla)
{
    for (int32_t p = 0; p < self->desk->priority_count; p++) {
        if (calendars[p] != DS_NO_ID ||
            !(has_target(&sla->response[p]) || has_target(&sla->resolution[p])))
            continue;
        ds_value_error(value, self->out,
                       "there is none for %s, which has a target; add it, or a 'default'",
                       self->desk->priority_names[p]);
        return;
    }
}

static ds_status compile_sla(ds_compile *self, const ds_value *value, ds_sla *sla)
{
    int32_t calendars[DS_MAX_PRIORITIES];
    ds_value calendar = ds_value_get(value, "calendar");
    ds_value response = ds_value_get(value, "response");
    ds_value resolution = ds_value_get(value, "resolution");
    ds_value pause_on = ds_value_get(value, "pause_on");
    ds_value warnings = ds_value_get(value, "warnings");
    ds_value penalty = ds_value_get(value, "penalty");
    ds_value per_hour = ds_value_get(value, "penalty_per_hour");
    ds_value goal = ds_value_get(value, "goal");
    read_calendars(self, &calendar, calendars);
    read_targets(self, &response, calendars, sla->response);
    read_targets(self, &resolution, calendars, sla->resolution);
    if (ds_value_count(&response) + ds_value_count(&resolution) == 0)
        ds_value_error(value, self->out,
                       "it promises nothing: give 'response', "
                       "'resolution' or both");
    check_calendars(self, &calendar, calendars, sla);
    check_order(self, &response, sla->response);
    check_order(self, &resolution, sla->resolution);
    sla->pause_mask = ds_compile_pauses(&pause_on);
    sla->reopening = (ds_sla_reopening)word_of(value, "reopening");
    sla->change = (ds_sla_change)word_of(value, "priority_change");
    sla->carry_pauses = word_of(value, "carry_pauses") == 1;
    read_warnings(self, &warnings, sla);
    read_numbers(self, &penalty, sla->penalty);
    read_numbers(self, &per_hour, sla->penalty_per_hour);
    read_numbers(self, &goal, sla->goal);
    check_goals(self, &goal, sla);
    return ds_compile_copy(self, value->name, &sla->name);
}

/* The calendar of the first SLA: its default, else that of its highest priority. */
static int32_t reporting_calendar(const ds_compile *self, const ds_value *slas)
{
    ds_value named = ds_value_get(&self->root, "reporting_calendar");
    if (ds_value_is_given(&named))
        return ds_compile_row(self, &named);
    if (ds_value_count(slas) == 0)
        return 0;
    ds_value first = ds_value_at(slas, 0);
    ds_value calendar = ds_value_get(&first, "calendar");
    int32_t rows[DS_MAX_PRIORITIES];
    read_calendars(self, &calendar, rows);
    if (ds_value_is_mapping(&calendar)) {
        ds_value otherwise = ds_value_get(&calendar, "default");
        if (ds_value_is_given(&otherwise))
            return ds_compile_row(self, &otherwise);
    }
    return rows[0] >= 0 ? rows[0] : 0;
}

ds_status ds_compile_slas(ds_compile *self)
{
    ds_desk *desk = self->desk;
    ds_value slas = ds_value_get(&self->root, "slas");
    int32_t count = ds_value_count(&slas);
    desk->slas = ds_compile_table(count, sizeof *desk->slas);
    if (!desk->slas)
        return ds_error_no_memory(&self->err);
    for (int32_t i = 0; i < count; i++) {
        ds_value value = ds_value_at(&slas, i);
        ds_status status = compile_sla(self, &value, &desk->slas[desk->sla_count++]);
        if (status != DS_OK)
            return status;
    }
    desk->reporting_calendar = reporting_calendar(self, &slas);
    return DS_OK;
}

/* The tickets that an SLA applies to. */
typedef struct filter {
    int32_t rank;        /* how specific it is */
    uint32_t types;      /* bits */
    uint32_t priorities; /* bits */
    bool *categories;    /* NULL: all */
} filter;

static uint32_t bits_of(const ds_compile *self, const ds_value *list)
{
    uint32_t bits = 0;
    for (int32_t i = 0; i < ds_value_count(list); i++) {
        ds_value item = ds_value_at(list, i);
        ds_scalar scalar = ds_value_scalar(&item);
        int32_t row =
            scalar.form == DS_AS_NAME ? priority_of(self, scalar.text) : scalar.whole;
        if (row >= 0)
            bits |= 1u << row;
    }
    return bits;
}

static ds_status make_filter(ds_compile *self, const ds_value *sla, filter *out)
{
    ds_value applies_to = ds_value_get(sla, "applies_to");
    ds_value types = ds_value_get(&applies_to, "type");
    ds_value categories = ds_value_get(&applies_to, "categories");
    ds_value priorities = ds_value_get(&applies_to, "priorities");
    bool by_category = ds_value_is_given(&categories);
    bool by_type = ds_value_is_given(&types);
    bool by_priority = ds_value_is_given(&priorities);
    *out = (filter){.rank = 4 * by_category + 2 * by_type + by_priority};
    out->types = by_type       ? bits_of(self, &types)
                 : by_category ? ~0u
                               : 1u << DS_INCIDENT | 1u << DS_REQUEST;
    out->priorities = by_priority ? bits_of(self, &priorities) : ~0u;
    if (!by_category)
        return DS_OK;
    out->categories = ds_compile_table(self->desk->category_count, sizeof(bool));
    if (!out->categories)
        return ds_error_no_memory(&self->err);
    for (int32_t i = 0; i < ds_value_count(&categories); i++) {
        ds_value item = ds_value_at(&categories, i);
        out->categories[ds_compile_row(self, &item)] = true;
    }
    return DS_OK;
}

/* Gives the SLA of row `sla` to the tickets it fits better than the one they have. */
static void offer(ds_desk *desk, int32_t sla, const filter *fits, int32_t *ranks)
{
    int32_t i = 0;
    for (uint32_t t = 0; t < DS_TICKET_TYPES; t++)
        for (int32_t c = 0; c < desk->category_count; c++)
            for (uint32_t p = 0; p < (uint32_t)desk->priority_count; p++, i++)
                if ((fits->types >> t & 1) && (fits->priorities >> p & 1) &&
                    (!fits->categories || fits->categories[c]) && fits->rank > ranks[i]) {
                    desk->sla_rows[i] = sla;
                    ranks[i] = fits->rank;
                }
}

ds_status ds_compile_sla_choice(ds_compile *self)
{
    ds_desk *desk = self->desk;
    ds_value slas = ds_value_get(&self->root, "slas");
    int32_t count = DS_TICKET_TYPES * desk->category_count * desk->priority_count;
    int32_t *ranks = ds_compile_table(count, sizeof *ranks);
    desk->sla_rows = ds_compile_table(count, sizeof *desk->sla_rows);
    ds_status status = ranks && desk->sla_rows ? DS_OK : ds_error_no_memory(&self->err);
    for (int32_t i = 0; status == DS_OK && i < count; i++)
        desk->sla_rows[i] = ranks[i] = DS_NO_ID;
    for (int32_t i = 0; status == DS_OK && i < desk->sla_count; i++) {
        ds_value sla = ds_value_at(&slas, i);
        filter fits;
        status = make_filter(self, &sla, &fits);
        if (status == DS_OK)
            offer(desk, i, &fits, ranks);
        free(fits.categories);
    }
    free(ranks);
    return status;
}
