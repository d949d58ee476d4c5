/* Which rules conflict, and what they say. */
#include "analysis/roster/roster_problem.h"

#include <stdio.h>
#include <stdlib.h>

/* For one question whether a set of rules can hold in whole agents. */
#define SECONDS 5

typedef struct filter {
    ds_roster_problem *problem;
    const atomic_bool *stop;
    bool in_whole; /* agents, not fractions */
    bool is_sure;
    ds_error *err;
} filter;

static ds_status can_hold(filter *self, bool *can_out)
{
    ds_roster_problem *problem = self->problem;
    ds_status status = ds_roster_problem_build(problem, self->err);
    if (status != DS_OK || !self->in_whole)
        return status == DS_OK ? ds_cover_relaxed(&problem->cover, can_out, self->err)
                               : status;
    int32_t *counts = calloc((size_t)problem->tour_count + 1, sizeof *counts);
    if (!counts)
        return ds_error_no_memory(self->err);
    const ds_cover_limits limits = {.seconds = SECONDS, .stop = self->stop};
    ds_cover_answer answer;
    status = ds_cover_solve(&problem->cover, &limits, counts, &answer, self->err);
    free(counts);
    *can_out = answer.end != DS_COVER_INFEASIBLE;
    if (*can_out && !answer.has_answer)
        self->is_sure = false;
    return status;
}

/* Tries to do without the rules [first, first + size). */
static ds_status try_without(filter *self, int32_t first, int32_t size)
{
    ds_roster_rule *rules = self->problem->rules;
    bool was_on[64];
    bool can = false;
    int32_t on = 0;
    for (int32_t i = 0; i < size && first + i < self->problem->rule_count; i++) {
        was_on[i] = rules[first + i].is_on;
        on += was_on[i];
        rules[first + i].is_on = false;
    }
    if (on == 0)
        return DS_OK;
    ds_status status = can_hold(self, &can);
    for (int32_t i = 0; i < size && first + i < self->problem->rule_count; i++)
        if (can || status != DS_OK)
            rules[first + i].is_on = was_on[i];
    return status;
}

static ds_status sift(filter *self)
{
    ds_status status = DS_OK;
    for (int32_t size = 64; size >= 1; size /= 4)
        for (int32_t i = 0; i < self->problem->rule_count && status == DS_OK; i += size) {
            if (self->stop && atomic_load(self->stop))
                return ds_error_set(self->err, DS_UNFINISHED, "interrupted");
            status = try_without(self, i, size);
        }
    return status;
}

ds_status ds_roster_conflict(ds_roster_problem *problem, const atomic_bool *stop,
                             bool *is_sure_out, ds_error *err)
{
    filter self = {.problem = problem, .stop = stop, .is_sure = true, .err = err};
    bool can = false;
    ds_status status = can_hold(&self, &can);
    if (status == DS_OK && !can)
        status = sift(&self);
    self.in_whole = true;
    if (status == DS_OK)
        status = sift(&self);
    *is_sure_out = self.is_sure;
    return status;
}

/* Words. */

static const ds_roster_shift *of_family(const ds_roster_rules *rules, int32_t family)
{
    for (int32_t s = 0; s < rules->shift_count; s++)
        if (rules->shifts[s].family == family)
            return &rules->shifts[s];
    return &rules->shifts[0];
}

static void days_text(uint8_t days, char *text, size_t size)
{
    static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    size_t used = 0;
    text[0] = '\0';
    for (int day = 0; day < 7 && used < size; day++)
        if (days >> day & 1)
            used += (size_t)snprintf(text + used, size - used, "%s%s", used ? "," : "",
                                     names[day]);
}

static void cover_text(const ds_roster_problem *problem, int32_t row, char *text,
                       size_t size)
{
    const ds_roster_demand *demand = problem->demand;
    char when[16];
    int32_t slot = problem->rows[row].slot;
    int32_t agents = problem->rows[row].agents;
    ds_roster_slot_text(slot, when, sizeof when);
    int used = snprintf(text, size, "%s at %s: %d required", demand->name, when,
                        (int)demand->required[slot]);
    if (agents != demand->required[slot] && used > 0 && (size_t)used < size)
        (void)snprintf(text + used, size - (size_t)used,
                       ", %d to be rostered with a shrinkage of %g %%", (int)agents,
                       100 * demand->rules->shrinkage);
}

void ds_roster_rule_text(const ds_roster_problem *problem, const ds_roster_rule *rule,
                         char *text, size_t size)
{
    const ds_roster_rules *rules = problem->demand->rules;
    const ds_roster_contract *contract = &rules->contracts[0];
    const ds_roster_shift *shift = &rules->shifts[0];
    char days[32];
    if (rule->kind == DS_RULE_DAYS || rule->kind == DS_RULE_HOURS ||
        rule->kind == DS_RULE_SHARE || rule->kind == DS_RULE_MOST)
        contract = &rules->contracts[rule->index];
    if (rule->kind == DS_RULE_SHIFT_DAYS)
        shift = of_family(rules, rule->index);
    switch (rule->kind) {
    case DS_RULE_COVER:
        cover_text(problem, rule->index, text, size);
        return;
    case DS_RULE_GROUP_MOST:
        (void)snprintf(text, size, "%s has at most %d agents", problem->demand->name,
                       (int)problem->demand->most);
        return;
    case DS_RULE_DAYS:
        (void)snprintf(text, size, "contract '%s': %d days a week, %d off", contract->name,
                       (int)contract->days, (int)(7 - contract->days));
        return;
    case DS_RULE_HOURS:
        (void)snprintf(text, size, "contract '%s': at most %g hours a week", contract->name,
                       contract->most_minutes / 60.0);
        return;
    case DS_RULE_SHARE:
        (void)snprintf(text, size, "contract '%s': at most %g %% of the agents",
                       contract->name, 100 * contract->share);
        return;
    case DS_RULE_MOST:
        (void)snprintf(text, size, "contract '%s': at most %d agents", contract->name,
                       (int)contract->most);
        return;
    case DS_RULE_SHIFT_DAYS:
        days_text(shift->days, days, sizeof days);
        (void)snprintf(text, size, "shift '%s' from %02d:%02d begins on %s only",
                       shift->name, (int)(shift->from_minute / 60),
                       (int)(shift->from_minute % 60), days);
        return;
    case DS_RULE_TOGETHER:
        (void)snprintf(text, size, "two days off follow each other");
        return;
    case DS_RULE_REST:
        (void)snprintf(text, size, "at least %g hours from shift to shift",
                       rules->rest_minutes / 60.0);
        return;
    case DS_RULE_WEEKENDS:
        (void)snprintf(text, size, "nobody works more than %g %% of the weekends",
                       100 * rules->weekends);
        return;
    }
}

ds_place ds_roster_rule_place(const ds_roster_problem *problem, const ds_roster_rule *rule)
{
    const ds_roster_demand *demand = problem->demand;
    const ds_roster_rules *rules = demand->rules;
    switch (rule->kind) {
    case DS_RULE_COVER:
        return (ds_place){.path = demand->path ? demand->path : "",
                          .line = demand->line[problem->rows[rule->index].slot]};
    case DS_RULE_GROUP_MOST:
        return demand->most_place;
    case DS_RULE_DAYS:
        return rules->contracts[rule->index].days_place;
    case DS_RULE_HOURS:
        return rules->contracts[rule->index].hours_place;
    case DS_RULE_SHARE:
        return rules->contracts[rule->index].share_place;
    case DS_RULE_MOST:
        return rules->contracts[rule->index].most_place;
    case DS_RULE_SHIFT_DAYS:
        return of_family(rules, rule->index)->place;
    case DS_RULE_TOGETHER:
        return rules->together_place;
    case DS_RULE_REST:
        return rules->rest_place;
    case DS_RULE_WEEKENDS:
        break;
    }
    return rules->weekends_place;
}
