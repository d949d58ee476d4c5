#include "analysis/staffing/requirement.h"

#include "analysis/staffing/erlang.h"
#include "analysis/staffing/requirement_desk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rounds of repair in a row before a target is given up as out of reach. */
#define MOST_REPAIRS 40

static size_t at(const ds_requirement *self, int32_t group, int32_t slot)
{
    return (size_t)group * (size_t)self->slots + (size_t)slot;
}

static double ratio(double x, double n)
{
    return n > 0 ? x / n : NAN;
}

double ds_requirement_share(const ds_requirement *self, ds_requirement_plan plan,
                            int32_t target, int32_t slot)
{
    const ds_interval_watch *watch = &self->watch[plan];
    size_t place = (size_t)target * (size_t)self->slots + (size_t)slot;
    return ratio((double)watch->late[place], (double)watch->of[place]);
}

bool ds_requirement_counts(const ds_requirement *self, ds_requirement_plan plan,
                           int32_t target, int32_t slot)
{
    return self->is_open[at(self, self->targets[target].group, slot)] &&
           isfinite(ds_requirement_share(self, plan, target, slot));
}

static bool is_missed(const ds_requirement *self, ds_requirement_plan plan, int32_t target,
                      int32_t slot)
{
    return ds_requirement_counts(self, plan, target, slot) &&
           ds_requirement_share(self, plan, target, slot) > self->targets[target].most;
}

int32_t ds_requirement_missed(const ds_requirement *self, ds_requirement_plan plan,
                              int32_t target)
{
    int32_t missed = 0;
    for (int32_t s = 0; s < self->slots; s++)
        missed += is_missed(self, plan, target, s);
    return missed;
}

double ds_requirement_hours(const ds_requirement *self, ds_requirement_plan plan,
                            int32_t group)
{
    double sum = 0;
    for (int32_t s = 0; s < self->slots; s++)
        sum += self->agents[plan][at(self, group, s)];
    return sum * self->minutes / 60;
}

static ds_status make_room(ds_requirement *self, ds_error *err)
{
    size_t groups = (size_t)self->desk->group_count;
    self->slots = DS_WEEK_MINUTES / self->minutes;
    size_t rows = groups * (size_t)self->slots;
    self->is_staffed = calloc(groups, sizeof *self->is_staffed);
    self->service = calloc(groups, sizeof *self->service);
    self->is_open = calloc(rows, sizeof *self->is_open);
    self->load = calloc(rows, sizeof *self->load);
    self->peak = calloc(rows, sizeof *self->peak);
    self->rate = calloc(rows, sizeof *self->rate);
    bool is_whole = self->is_staffed && self->service && self->is_open && self->load &&
                    self->peak && self->rate;
    for (int32_t p = 0; p < DS_REQUIREMENT_PLANS; p++) {
        self->agents[p] = calloc(rows, sizeof *self->agents[p]);
        is_whole = is_whole && self->agents[p];
    }
    for (int32_t t = 0; t < self->target_count && is_whole; t++)
        self->is_staffed[self->targets[t].group] = true;
    return is_whole ? DS_OK : ds_error_no_memory(err);
}

void ds_requirement_free(ds_requirement *self)
{
    for (int32_t p = 0; p < DS_REQUIREMENT_PLANS; p++) {
        ds_interval_watch_free(&self->watch[p]);
        free(self->agents[p]);
    }
    ds_requirement_desk_free(self);
    free(self->is_staffed);
    free(self->service);
    free(self->is_open);
    free(self->load);
    free(self->peak);
    free(self->rate);
}

static ds_status watch(ds_requirement *self, ds_interval_watch *into, ds_error *err)
{
    ds_interval_watch_free(into);
    *into = (ds_interval_watch){.desk = &self->copy,
                                .minutes = self->minutes,
                                .target_count = self->target_count,
                                .targets = self->targets};
    ds_replications runs = self->runs;
    runs.desk = &self->copy;
    return ds_interval_watch_run(into, &runs, self->replications, err);
}

/* Offered load. */

static void read_load(ds_requirement *self, const ds_interval_watch *seen, int32_t group)
{
    double area = 0, visits = 0;
    for (int32_t s = 0; s < self->slots; s++) {
        const ds_interval_cell *cell = &seen->cells[at(self, group, s)];
        double span = (double)seen->spans[s];
        double mean = span > 0 ? (double)cell->area / span : 0;
        double square = span > 0 ? (double)cell->squares / span : 0;
        self->load[at(self, group, s)] = mean;
        self->peak[at(self, group, s)] = mean > 0 ? (square - mean * mean) / mean : 1;
        self->rate[at(self, group, s)] =
            span > 0 ? (double)cell->visits / (span / 3600e3) : 0;
        area += (double)cell->area;
        visits += (double)cell->visits;
    }
    self->service[group] = visits > 0 ? area / visits / 3600e3 : 0;
}

static ds_status find_load(ds_requirement *self, ds_error *err)
{
    ds_interval_watch seen = {0};
    ds_requirement_desk_unlimited(self);
    ds_status status = watch(self, &seen, err);
    for (int32_t g = 0; g < self->desk->group_count && status == DS_OK; g++) {
        read_load(self, &seen, g);
        if (self->is_staffed[g] && self->service[g] <= 0)
            status = ds_error_set(err, DS_BAD_INPUT,
                                  "group '%s' has no work: no ticket comes to it",
                                  self->desk->groups[g].name);
    }
    ds_interval_watch_free(&seen);
    return status;
}

static void start(ds_requirement *self)
{
    int32_t *agents = self->agents[DS_PLAN_SIMULATED];
    for (int32_t t = 0; t < self->target_count; t++)
        for (int32_t s = 0; s < self->slots; s++) {
            size_t place = at(self, self->targets[t].group, s);
            if (!self->is_open[place] || self->load[place] <= 0)
                continue;
            int32_t need = ds_square_root_staffing(self->load[place], self->targets[t].most,
                                                   fmax(self->peak[place], 0.01));
            agents[place] = agents[place] > need ? agents[place] : need;
        }
}

/* Rounds. */

/* The least number that at most a share of the visits finds present, or more. */
static int32_t found_by(const ds_interval_cell *cell, double share)
{
    double allowed = share * (double)cell->visits + 1e-9;
    double above = 0;
    int32_t k = cell->room;
    while (k > 0 && above + (double)cell->seen[k - 1] <= allowed)
        above += (double)cell->seen[--k];
    return k;
}

/* What a target asks for in an interval after a round. Which number found makes a ticket
 * late, is read from the round: with so many agents, the share that was late is the share
 * that found this number or more. For a wait at all it is the agents themselves, or more
 * where some who are present are served by agents whose shift is over. */
static int32_t asked(const ds_requirement *self, int32_t target, int32_t slot)
{
    const ds_interval_target *of = &self->targets[target];
    size_t place = at(self, of->group, slot);
    const ds_interval_cell *cell = &self->watch[DS_PLAN_SIMULATED].cells[place];
    int32_t now = self->agents[DS_PLAN_SIMULATED][place];
    if (!ds_requirement_counts(self, DS_PLAN_SIMULATED, target, slot))
        return (int32_t)ceil(self->load[place]);
    double share = ds_requirement_share(self, DS_PLAN_SIMULATED, target, slot);
    int32_t more = share > 0 ? found_by(cell, share) - now : 0;
    int32_t need = found_by(cell, of->most) - more;
    return need > 1 ? need : 1;
}

/* Returns the largest change. */
static int32_t revise(ds_requirement *self)
{
    int32_t change = 0;
    for (int32_t g = 0; g < self->desk->group_count; g++)
        for (int32_t s = 0; s < self->slots && self->is_staffed[g]; s++) {
            int32_t need = 0;
            if (!self->is_open[at(self, g, s)])
                continue;
            for (int32_t t = 0; t < self->target_count; t++) {
                int32_t one = self->targets[t].group == g ? asked(self, t, s) : 0;
                need = one > need ? one : need;
            }
            int32_t *agents = &self->agents[DS_PLAN_SIMULATED][at(self, g, s)];
            change = abs(*agents - need) > change ? abs(*agents - need) : change;
            *agents = need;
        }
    return change;
}

/* One agent more where a target fails. */
static int32_t repair(ds_requirement *self)
{
    int32_t missed = 0;
    for (int32_t g = 0; g < self->desk->group_count; g++)
        for (int32_t s = 0; s < self->slots && self->is_staffed[g]; s++) {
            bool fails = false;
            for (int32_t t = 0; t < self->target_count; t++)
                fails = fails || (self->targets[t].group == g &&
                                  is_missed(self, DS_PLAN_SIMULATED, t, s));
            self->agents[DS_PLAN_SIMULATED][at(self, g, s)] += fails;
            missed += fails;
        }
    return missed;
}

static int32_t all_missed(const ds_requirement *self)
{
    int32_t missed = 0;
    for (int32_t t = 0; t < self->target_count; t++)
        missed += ds_requirement_missed(self, DS_PLAN_SIMULATED, t);
    return missed;
}

static ds_status measure(ds_requirement *self, ds_requirement_plan plan, ds_error *err)
{
    ds_status status = ds_requirement_desk_staff(self, self->agents[plan], err);
    return status == DS_OK ? watch(self, &self->watch[plan], err) : status;
}

static ds_status iterate(ds_requirement *self, ds_error *err)
{
    int32_t repairs = 0;
    bool is_repairing = false;
    for (;;) {
        ds_status status = measure(self, DS_PLAN_SIMULATED, err);
        if (status != DS_OK)
            return status;
        self->rounds++;
        int32_t missed = all_missed(self);
        if (self->progress)
            self->progress(self->context, self->rounds, missed);
        self->is_met = missed == 0;
        is_repairing |= self->rounds >= self->most_rounds;
        if (!is_repairing) {
            int32_t change = revise(self);
            is_repairing = change <= 1;
            if (change > 0)
                continue;
        }
        if (missed == 0 || ++repairs > MOST_REPAIRS)
            return DS_OK;
        (void)repair(self);
    }
}

ds_status ds_requirement_find(ds_requirement *self, ds_error *err)
{
    ds_status status = make_room(self, err);
    if (status == DS_OK)
        status = ds_requirement_desk_init(self, err);
    if (status == DS_OK)
        status = find_load(self, err);
    if (status == DS_OK) {
        start(self);
        ds_requirement_by_formula(self);
        status = measure(self, DS_PLAN_SIPP, err);
    }
    if (status == DS_OK)
        status = iterate(self, err);
    if (status == DS_OK)
        status = ds_requirement_as_poisson(self, err);
    if (status == DS_OK && self->has_poisson)
        status = measure(self, DS_PLAN_POISSON, err);
    self->is_done = status == DS_OK;
    return status;
}

ds_status ds_requirement_check(ds_requirement *self, ds_requirement_plan plan,
                               uint64_t seed, ds_error *err)
{
    uint64_t own = self->runs.seed;
    self->runs.seed = seed;
    ds_status status = measure(self, plan, err);
    self->runs.seed = own;
    return status;
}
