#include "analysis/roster/roster.h"

#include "sim/spelling.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY_MINUTES = 24 * 60, DAY_SLOTS = DAY_MINUTES / DS_ROSTER_STEP };

/* What is required. */

static int32_t group_of(const ds_desk *desk, const char *name)
{
    for (int32_t g = 0; g < desk->group_count; g++)
        if (strcmp(desk->groups[g].name, name) == 0)
            return g;
    return DS_NO_ID;
}

static ds_status refuse_group(const ds_desk *desk, const ds_staffing_row *row,
                              const char *path, ds_error *err)
{
    const char **names = calloc((size_t)desk->group_count + 1, sizeof *names);
    if (!names)
        return ds_error_no_memory(err);
    for (int32_t g = 0; g < desk->group_count; g++)
        names[g] = desk->groups[g].name;
    const char *near = ds_spelling_nearest(row->group, names, (size_t)desk->group_count);
    ds_status status =
        ds_error_set_at(err, DS_BAD_INPUT, path, (int)row->line, 1,
                        "the scenario has no group '%.60s'%s%s%s", row->group,
                        near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    free(names);
    return status;
}

static ds_status check_groups(const ds_desk *desk, const ds_staffing_table *table,
                              const char *path, ds_error *err)
{
    for (int32_t i = 0; i < table->count; i++)
        if (group_of(desk, table->rows[i].group) == DS_NO_ID)
            return refuse_group(desk, &table->rows[i], path, err);
    return DS_OK;
}

/* The rows of one group; how many agents are required at most in *most_out. */
static ds_status read_demand(ds_roster_demand *demand, const ds_staffing_table *table,
                             int32_t *most_out, ds_error *err)
{
    int32_t slots = table->interval_minutes / DS_ROSTER_STEP;
    int32_t agents[DS_WEEK_MINUTES / DS_ROSTER_STEP];
    int32_t rows = 0;
    *most_out = 0;
    if (table->interval_minutes < DS_ROSTER_STEP)
        return ds_error_set_at(err, DS_BAD_INPUT, demand->path, 0, 0,
                               "interval_start: times are to be whole multiples of five "
                               "minutes");
    ds_status status = ds_staffing_table_group(table, demand->name, agents, &rows, err);
    if (status != DS_OK && demand->path) {
        (void)snprintf(err->path, sizeof err->path, "%s", demand->path);
        err->column = 1;
    }
    if (status != DS_OK)
        return status;
    for (int32_t slot = 0; slot < DS_ROSTER_SLOTS; slot++) {
        demand->required[slot] = agents[slot / slots];
        if (demand->required[slot] > *most_out)
            *most_out = demand->required[slot];
    }
    for (int32_t i = 0; i < table->count; i++)
        for (int32_t s = 0; s < slots && strcmp(table->rows[i].group, demand->name) == 0;
             s++)
            demand->line[table->rows[i].minute / DS_ROSTER_STEP + s] =
                (int32_t)table->rows[i].line;
    return DS_OK;
}

static ds_status add_plan(ds_roster *self, const ds_value *root,
                          const ds_staffing_table *table, const char *path, int32_t group,
                          ds_error *err)
{
    int32_t most = 0;
    ds_roster_plan *plan = calloc(1, sizeof *plan);
    if (!plan)
        return ds_error_no_memory(err);
    plan->demand = (ds_roster_demand){.rules = &self->rules,
                                      .group = group,
                                      .name = self->desk->groups[group].name,
                                      .path = path};
    plan->demand.most =
        ds_roster_most_agents(root, plan->demand.name, &plan->demand.most_place);
    ds_status status = read_demand(&plan->demand, table, &most, err);
    if (status == DS_OK && most > 0)
        self->plans[self->count++] = plan;
    else
        free(plan);
    return status;
}

/* Shifts where the scenario gives none: 8 h 30 min, half an hour's break after 3.5 to 4.5
 * hours, from every full hour on such that all are needed by somebody; every second hour
 * where the desk never closes. */

static void add_default(ds_roster_rules *rules, int32_t from, int32_t minutes)
{
    static const int32_t after[] = {210, 240, 270};
    bool is_long = minutes > 6 * 60;
    for (int32_t i = 0; i < (is_long ? 3 : 1); i++) {
        ds_roster_shift *shift = &rules->shifts[rules->shift_count++];
        *shift = (ds_roster_shift){.family = rules->family_count,
                                   .from_minute = from % DAY_MINUTES,
                                   .minutes = minutes,
                                   .break_after = is_long ? after[i] : 0,
                                   .break_minutes = is_long ? 30 : 0,
                                   .days = 0x7f,
                                   .groups = UINT64_MAX};
        (void)snprintf(shift->name, sizeof shift->name, "%02d:%02d",
                       (int)(from % DAY_MINUTES / 60), (int)(from % 60));
    }
    rules->family_count++;
}

static bool is_required(const ds_roster *self, int32_t slot_of_day)
{
    for (int32_t i = 0; i < self->count; i++)
        for (int32_t day = 0; day < 7; day++)
            if (self->plans[i]->demand.required[day * DAY_SLOTS + slot_of_day] > 0)
                return true;
    return false;
}

static void take_default_shifts(ds_roster *self)
{
    enum { LONG = 8 * 60 + 30 };
    int32_t first = DAY_SLOTS;
    int32_t last = -1;
    for (int32_t slot = 0; slot < DAY_SLOTS; slot++) {
        if (!is_required(self, slot))
            continue;
        first = slot < first ? slot : first;
        last = slot;
    }
    int32_t from = first * DS_ROSTER_STEP;
    int32_t to = (last + 1) * DS_ROSTER_STEP;
    self->is_by_default = true;
    if (to - from > 20 * 60) {
        for (int32_t at = 0; at < DAY_MINUTES; at += 120)
            add_default(&self->rules, at, LONG);
        return;
    }
    int32_t minutes = to - from < LONG ? to - from : LONG;
    for (int32_t at = from; at + minutes < to; at += 60)
        add_default(&self->rules, at, minutes);
    add_default(&self->rules, to - minutes, minutes);
}

ds_status ds_roster_init(ds_roster *self, const ds_scenario *scenario, const ds_desk *desk,
                         const ds_staffing_table *table, const char *path, ds_error *err)
{
    ds_diagnostics said = {0};
    ds_value root = ds_value_root(ds_scenario_root(scenario));
    *self = (ds_roster){.desk = desk, .weeks = 4};
    self->plans = calloc((size_t)desk->group_count + 1, sizeof(ds_roster_plan *));
    if (!self->plans)
        return ds_error_no_memory(err);
    ds_status status = ds_roster_rules_read(&root, desk, &said, &self->rules);
    ds_diagnostics_free(&said);
    if (status == DS_OK)
        status = check_groups(desk, table, path, err);
    for (int32_t g = 0; g < desk->group_count && status == DS_OK; g++)
        status = add_plan(self, &root, table, path, g, err);
    if (status == DS_OK && self->count == 0)
        status = ds_error_set_at(err, DS_BAD_INPUT, path, 0, 0,
                                 "nobody is required at any time: there is no roster");
    if (status == DS_OK && self->rules.shift_count == 0)
        take_default_shifts(self);
    return status;
}

void ds_roster_free(ds_roster *self)
{
    for (int32_t i = 0; i < self->count; i++) {
        ds_roster_problem_free(&self->plans[i]->problem);
        free(self->plans[i]->counts);
        free(self->plans[i]->agents);
        free(self->plans[i]);
    }
    free(self->plans);
    *self = (ds_roster){0};
}

double ds_roster_gap(const ds_roster_plan *plan)
{
    return plan->answer.cost > 0
               ? (plan->answer.cost - plan->answer.bound) / plan->answer.cost
               : 0;
}

/* Solving. */

static ds_status say_conflict(ds_roster_plan *plan, const atomic_bool *stop,
                              ds_diagnostics *said, ds_error *err)
{
    bool is_sure = true;
    char text[512];
    ds_status status = ds_roster_conflict(&plan->problem, stop, &is_sure, err);
    if (status != DS_OK)
        return status;
    ds_diagnostics_add_error(
        said, (ds_place){.path = ""},
        "%s: no roster keeps all rules. These conflict; %s:", plan->demand.name,
        is_sure ? "without any one of them there is a roster for the "
                  "others"
                : "in the time given it was not found out whether all "
                  "of them are needed");
    for (int32_t i = 0; i < plan->problem.rule_count; i++) {
        const ds_roster_rule *rule = &plan->problem.rules[i];
        if (!rule->is_on)
            continue;
        ds_roster_rule_text(&plan->problem, rule, text, sizeof text);
        ds_diagnostics_add_error(said, ds_roster_rule_place(&plan->problem, rule), "%s",
                                 text);
    }
    return DS_BAD_INPUT;
}

static void take_answer(ds_roster_plan *plan)
{
    const ds_roster_rules *rules = plan->demand.rules;
    for (int32_t t = 0; t < plan->problem.tour_count; t++) {
        const ds_roster_tour *tour = &plan->problem.tours[t];
        const ds_roster_shift *shift = &rules->shifts[tour->shift];
        plan->agent_count += plan->counts[t];
        for (int32_t day = 0; day < 7; day++) {
            if (!(tour->days >> day & 1))
                continue;
            plan->paid_h += plan->counts[t] * ds_roster_paid(shift) / 60.0;
            for (int32_t slot = 0; plan->counts[t] && slot < DS_ROSTER_SLOTS; slot++)
                if (ds_roster_at_work(shift, day, slot))
                    plan->staffed[slot] += plan->counts[t];
        }
    }
}

static ds_status solve_plan(ds_roster_plan *plan, const ds_cover_limits *limits,
                            ds_diagnostics *said, ds_error *err)
{
    ds_status status = ds_roster_problem_init(&plan->problem, &plan->demand, err);
    if (status == DS_OK)
        status = ds_roster_problem_build(&plan->problem, err);
    if (status != DS_OK)
        return status;
    plan->counts = calloc((size_t)plan->problem.tour_count + 1, sizeof *plan->counts);
    if (!plan->counts)
        return ds_error_no_memory(err);
    status = ds_cover_solve(&plan->problem.cover, limits, plan->counts, &plan->answer, err);
    if (status != DS_OK)
        return status;
    if (plan->answer.end == DS_COVER_INFEASIBLE)
        return say_conflict(plan, limits->stop, said, err);
    if (plan->answer.has_answer)
        take_answer(plan);
    return plan->answer.end == DS_COVER_STOPPED
               ? ds_error_set(err, DS_UNFINISHED, "interrupted")
               : DS_OK;
}

/* Names. */

/* Whether a tour belongs to a crew, and works at a weekend (bit 1) or not (bit 0). */
static bool is_of_crew(const ds_roster_plan *plan, int32_t tour, int32_t crew, int which)
{
    const ds_roster_rules *rules = plan->demand.rules;
    const ds_roster_tour *it = &plan->problem.tours[tour];
    int32_t own = it->contract * rules->family_count + rules->shifts[it->shift].family;
    return own == crew && which == ((it->days & 0x60) ? 1 : 0);
}

/* The crew's tours of one kind, one for each agent; how many. */
static int32_t list_tours(const ds_roster_plan *plan, int32_t crew, int which,
                          int32_t *tours)
{
    int32_t count = 0;
    for (int32_t t = 0; t < plan->problem.tour_count; t++)
        for (int32_t i = 0; i < plan->counts[t] && is_of_crew(plan, t, crew, which); i++)
            tours[count++] = t;
    return count;
}

/* Place p of a round of n with k weekends has one where ⌊(p + 1) k / n⌋ > ⌊p k / n⌋: any
 * two windows of the round differ by one at most. */
static void add_crew(ds_roster_plan *plan, int32_t crew, int32_t *tours, int32_t *done)
{
    int32_t weekends = list_tours(plan, crew, 1, tours);
    int32_t others = list_tours(plan, crew, 0, tours + weekends);
    int32_t size = weekends + others;
    int32_t first = *done;
    for (int32_t p = 0; p < size; p++) {
        int64_t before = (int64_t)p * weekends / size;
        bool is_weekend = ((int64_t)p + 1) * weekends / size > before;
        plan->agents[(*done)++] = (ds_roster_agent){
            .crew_first = first,
            .crew_size = size,
            .tour = is_weekend ? tours[before] : tours[weekends + p - before]};
    }
}

static ds_status name_agents(ds_roster_plan *plan, const ds_value *root, ds_error *err)
{
    const ds_roster_rules *rules = plan->demand.rules;
    int32_t done = 0;
    plan->agents = calloc((size_t)plan->agent_count + 1, sizeof *plan->agents);
    int32_t *tours = calloc((size_t)plan->agent_count + 1, sizeof *tours);
    if (!plan->agents || !tours) {
        free(tours);
        return ds_error_no_memory(err);
    }
    for (int32_t c = 0; c < rules->contract_count * rules->family_count; c++)
        add_crew(plan, c, tours, &done);
    free(tours);
    for (int32_t i = 0; i < plan->agent_count; i++) {
        const char *person = ds_roster_person(root, plan->demand.name, i);
        char *name = plan->agents[i].name;
        if (person)
            (void)snprintf(name, sizeof plan->agents[i].name, "%s", person);
        else
            (void)snprintf(name, sizeof plan->agents[i].name, "%.60s-%d", plan->demand.name,
                           (int)i + 1);
    }
    return DS_OK;
}

static double seconds_now(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

ds_status ds_roster_solve(ds_roster *self, const ds_scenario *scenario,
                          const ds_cover_limits *limits, ds_diagnostics *said,
                          ds_error *err)
{
    ds_value root = ds_value_root(ds_scenario_root(scenario));
    double end = seconds_now() + limits->seconds;
    ds_status first = DS_OK;
    for (int32_t i = 0; i < self->count && first != DS_UNFINISHED; i++) {
        ds_roster_plan *plan = self->plans[i];
        const ds_cover_limits own = {
            .seconds = fmax(0.01, (end - seconds_now()) / (self->count - i)),
            .stop = limits->stop};
        ds_status status = solve_plan(plan, &own, said, err);
        if (plan->answer.has_answer) {
            ds_status named = name_agents(plan, &root, err);
            status = named != DS_OK ? named : status;
        }
        if (status != DS_OK && status != DS_BAD_INPUT && status != DS_UNFINISHED)
            return status;
        if (status == DS_BAD_INPUT && err->text[0]) {
            ds_diagnostics_add_status(said, err->path, err);
            *err = (ds_error){0};
        }
        first = first == DS_OK || status == DS_UNFINISHED ? status : first;
    }
    self->was_interrupted = first == DS_UNFINISHED;
    return first;
}

const ds_roster_tour *ds_roster_tour_of(const ds_roster_plan *plan, int32_t agent,
                                        int32_t week)
{
    const ds_roster_agent *it = &plan->agents[agent];
    int32_t place = (agent - it->crew_first + week) % it->crew_size;
    return &plan->problem.tours[plan->agents[it->crew_first + place].tour];
}

/* Simulating it again. */

static bool has_shrinkage(const ds_scenario *scenario, const char *group)
{
    ds_value root = ds_value_root(ds_scenario_root(scenario));
    ds_value groups = ds_value_get(&root, "groups");
    for (int32_t g = 0; g < ds_value_count(&groups); g++) {
        ds_value item = ds_value_at(&groups, g);
        if (strcmp(item.name, group) != 0)
            continue;
        ds_value shrinkage = ds_value_get(&item, "shrinkage");
        return ds_value_is_given(&shrinkage);
    }
    return false;
}

ds_status ds_roster_staff(const ds_roster *self, const ds_scenario *scenario, ds_desk *desk,
                          ds_error *err)
{
    int32_t agents[DS_ROSTER_SLOTS];
    ds_status status = DS_OK;
    for (int32_t i = 0; i < self->count && status == DS_OK; i++) {
        const ds_roster_plan *plan = self->plans[i];
        if (!plan->answer.has_answer)
            continue;
        double there =
            has_shrinkage(scenario, plan->demand.name) ? 1 : 1 - self->rules.shrinkage;
        for (int32_t slot = 0; slot < DS_ROSTER_SLOTS; slot++)
            agents[slot] = (int32_t)floor(plan->staffed[slot] * there + 1e-9);
        const ds_head_counts counts = {.interval_minutes = DS_ROSTER_STEP,
                                       .agents = agents};
        status = ds_staffing_set_week(desk, plan->demand.group, &counts, err);
    }
    return status;
}
