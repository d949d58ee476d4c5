#include "analysis/roster/roster_problem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DAYS = 7,
    DAY_MINUTES = 24 * 60,
    DAY_SLOTS = DAY_MINUTES / DS_ROSTER_STEP,
    DAY_SETS = 1 << DAYS,
    WEEKEND = 0x60,
};

static const char *const day_names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

int32_t ds_roster_grossed(int32_t required, double shrinkage)
{
    return (int32_t)ceil(required / (1 - shrinkage) - 1e-9);
}

void ds_roster_slot_text(int32_t slot, char *text, size_t size)
{
    int32_t minute = slot * DS_ROSTER_STEP % DAY_MINUTES;
    (void)snprintf(text, size, "%s %02d:%02d", day_names[slot / DAY_SLOTS % DAYS],
                   (int)(minute / 60), (int)(minute % 60));
}

bool ds_roster_at_work(const ds_roster_shift *shift, int32_t day, int32_t slot)
{
    int32_t into = slot * DS_ROSTER_STEP - day * DAY_MINUTES - shift->from_minute;
    into = ((into % DS_WEEK_MINUTES) + DS_WEEK_MINUTES) % DS_WEEK_MINUTES;
    bool rests =
        into >= shift->break_after && into < shift->break_after + shift->break_minutes;
    return into < shift->minutes && !rests;
}

static bool may_have(const ds_roster_problem *self, const ds_roster_shift *shift)
{
    return self->demand->group >= 64 || (shift->groups >> self->demand->group & 1);
}

/* Rows. */

static void cover_of_slot(const ds_roster_problem *self, int32_t slot, uint8_t *covers)
{
    const ds_roster_rules *rules = self->demand->rules;
    for (int32_t s = 0; s < rules->shift_count; s++) {
        covers[s] = 0;
        for (int32_t day = 0; day < DAYS && may_have(self, &rules->shifts[s]); day++)
            if (ds_roster_at_work(&rules->shifts[s], day, slot))
                covers[s] |= (uint8_t)(1u << day);
    }
}

static ds_status refuse_slot(const ds_roster_problem *self, int32_t slot, ds_error *err)
{
    const ds_roster_demand *demand = self->demand;
    char when[16];
    ds_roster_slot_text(slot, when, sizeof when);
    return ds_error_set_at(err, DS_BAD_INPUT, demand->path, (int)demand->line[slot], 0,
                           "%s: %s: %d required, but no shift of roster.shifts that the "
                           "group may have is at work then; add one that is (a start, or a "
                           "place for the break), or require nobody then",
                           demand->name, when, (int)demand->required[slot]);
}

static bool covers_any(const ds_roster_problem *self, const uint8_t *covers)
{
    for (int32_t s = 0; s < self->demand->rules->shift_count; s++)
        if (covers[s])
            return true;
    return false;
}

static ds_status add_slot(ds_roster_problem *self, int32_t slot, ds_error *err)
{
    size_t width = (size_t)self->demand->rules->shift_count;
    uint8_t *fresh = self->covers + (size_t)self->row_count * width;
    int32_t required = self->demand->required[slot];
    cover_of_slot(self, slot, fresh);
    if (!covers_any(self, fresh))
        return refuse_slot(self, slot, err);
    for (int32_t r = 0; r < self->row_count; r++) {
        if (memcmp(self->covers + (size_t)r * width, fresh, width) != 0)
            continue;
        if (required > self->demand->required[self->rows[r].slot])
            self->rows[r].slot = slot;
        return DS_OK;
    }
    self->rows[self->row_count++] = (ds_roster_row){.slot = slot};
    return DS_OK;
}

static ds_status make_rows(ds_roster_problem *self, ds_error *err)
{
    const ds_roster_demand *demand = self->demand;
    size_t width = (size_t)demand->rules->shift_count;
    self->covers = calloc(DS_ROSTER_SLOTS * width + 1, 1);
    if (!self->covers)
        return ds_error_no_memory(err);
    ds_status status = DS_OK;
    for (int32_t slot = 0; slot < DS_ROSTER_SLOTS && status == DS_OK; slot++)
        if (demand->required[slot] > 0)
            status = add_slot(self, slot, err);
    for (int32_t r = 0; r < self->row_count; r++)
        self->rows[r].agents = ds_roster_grossed(demand->required[self->rows[r].slot],
                                                 demand->rules->shrinkage);
    return status;
}

/* Rules. */

static void add_rule(ds_roster_problem *self, ds_roster_rule_kind kind, int32_t index)
{
    self->rules[self->rule_count++] =
        (ds_roster_rule){.kind = kind, .index = index, .is_on = true};
}

static void list_rules(ds_roster_problem *self)
{
    const ds_roster_rules *rules = self->demand->rules;
    for (int32_t r = 0; r < self->row_count; r++)
        add_rule(self, DS_RULE_COVER, r);
    if (self->demand->most != DS_NO_ID)
        add_rule(self, DS_RULE_GROUP_MOST, 0);
    for (int32_t c = 0; c < rules->contract_count; c++) {
        add_rule(self, DS_RULE_DAYS, c);
        add_rule(self, DS_RULE_HOURS, c);
        if (rules->contracts[c].share < 1)
            add_rule(self, DS_RULE_SHARE, c);
        if (rules->contracts[c].most != DS_NO_ID)
            add_rule(self, DS_RULE_MOST, c);
    }
    for (int32_t s = 0; s < rules->shift_count; s++)
        if (s == 0 || rules->shifts[s].family != rules->shifts[s - 1].family)
            add_rule(self, DS_RULE_SHIFT_DAYS, rules->shifts[s].family);
    if (rules->days_off_together)
        add_rule(self, DS_RULE_TOGETHER, 0);
    if (rules->rest_minutes > 0)
        add_rule(self, DS_RULE_REST, 0);
    if (rules->weekends < 1)
        add_rule(self, DS_RULE_WEEKENDS, 0);
}

static bool is_on(const ds_roster_problem *self, ds_roster_rule_kind kind, int32_t index)
{
    for (int32_t i = 0; i < self->rule_count; i++)
        if (self->rules[i].kind == kind && self->rules[i].index == index)
            return self->rules[i].is_on;
    return false;
}

/* Tours. */

static int32_t days_in(uint32_t days)
{
    int32_t count = 0;
    for (; days; days &= days - 1)
        count++;
    return count;
}

/* Whether two days one after the other are in a set; the week goes round. */
static bool has_neighbours(uint32_t days)
{
    uint32_t next = (days >> 1) | ((days & 1) << (DAYS - 1));
    return (days & next) != 0;
}

/* What is asked of the days of a contract's agents with a shift. */
typedef struct crew {
    const ds_roster_shift *shift;
    int32_t days;    /* 0: any */
    int32_t most;    /* days by the hours of a week */
    uint32_t legal;  /* days */
    uint32_t useful; /* days on which the shift covers something required */
    bool off_together;
    bool must_rest;
    bool counts_weekends;
} crew;

static bool is_legal(const crew *it, uint32_t days)
{
    int32_t count = days_in(days);
    return (it->days == 0 || count == it->days) && count <= it->most &&
           (days & ~it->legal) == 0 &&
           (!it->off_together || has_neighbours(~days & (DAY_SETS - 1))) &&
           (!it->must_rest || !has_neighbours(days));
}

/* Whether one set of days does all that another does, at no more cost. */
static bool replaces(const crew *it, uint32_t one, uint32_t other)
{
    bool adds_weekend = (one & WEEKEND) && !(other & WEEKEND);
    if (days_in(one) > days_in(other) || (it->counts_weekends && adds_weekend) ||
        (other & it->useful & ~one) != 0)
        return false;
    bool is_mutual = days_in(one) == days_in(other) &&
                     (one & it->useful) == (other & it->useful) &&
                     (!it->counts_weekends || !(one & WEEKEND) == !(other & WEEKEND));
    return !is_mutual || one < other;
}

static bool is_replaced(const crew *it, uint32_t days)
{
    if ((days & it->useful) == 0)
        return true;
    for (uint32_t other = 1; other < DAY_SETS; other++)
        if (other != days && is_legal(it, other) && replaces(it, other, days))
            return true;
    return false;
}

static crew crew_of(const ds_roster_problem *self, int32_t c, int32_t s)
{
    const ds_roster_rules *rules = self->demand->rules;
    const ds_roster_shift *shift = &rules->shifts[s];
    bool has_days = is_on(self, DS_RULE_DAYS, c);
    bool has_hours = is_on(self, DS_RULE_HOURS, c);
    bool has_legal = is_on(self, DS_RULE_SHIFT_DAYS, shift->family);
    crew it = {.shift = shift,
               .days = has_days ? rules->contracts[c].days : 0,
               .most = has_hours ? rules->contracts[c].most_minutes / ds_roster_paid(shift)
                                 : DAYS,
               .legal = has_legal ? shift->days : DAY_SETS - 1u,
               .off_together = is_on(self, DS_RULE_TOGETHER, 0),
               .must_rest = is_on(self, DS_RULE_REST, 0) &&
                            DAY_MINUTES - shift->minutes < rules->rest_minutes,
               .counts_weekends = is_on(self, DS_RULE_WEEKENDS, 0)};
    for (int32_t r = 0; r < self->row_count; r++)
        it.useful |= self->covers[(size_t)r * (size_t)rules->shift_count + (size_t)s];
    return it;
}

static ds_status add_tour(ds_roster_problem *self, const ds_roster_tour *tour,
                          ds_error *err)
{
    if (self->tour_count == self->tour_capacity) {
        int32_t capacity = self->tour_capacity ? 2 * self->tour_capacity : 256;
        ds_roster_tour *tours = realloc(self->tours, (size_t)capacity * sizeof *tours);
        if (tours)
            self->tours = tours;
        int64_t *costs = realloc(self->costs, (size_t)capacity * sizeof *costs);
        if (costs)
            self->costs = costs;
        if (!tours || !costs)
            return ds_error_no_memory(err);
        self->tour_capacity = capacity;
    }
    const ds_roster_contract *contract = &self->demand->rules->contracts[tour->contract];
    const ds_roster_shift *shift = &self->demand->rules->shifts[tour->shift];
    double minutes = days_in(tour->days) * ds_roster_paid(shift);
    self->costs[self->tour_count] =
        llround(100 * minutes * contract->pay * (1 + shift->premium));
    self->tours[self->tour_count++] = *tour;
    return DS_OK;
}

static ds_status make_tours(ds_roster_problem *self, ds_error *err)
{
    const ds_roster_rules *rules = self->demand->rules;
    ds_status status = DS_OK;
    self->tour_count = 0;
    for (int32_t c = 0; c < rules->contract_count; c++) {
        for (int32_t s = 0; s < rules->shift_count; s++) {
            if (!may_have(self, &rules->shifts[s]))
                continue;
            const crew it = crew_of(self, c, s);
            for (uint32_t days = 1; days < DAY_SETS && status == DS_OK; days++) {
                const ds_roster_tour tour = {
                    .contract = c, .shift = s, .days = (uint8_t)days};
                if (is_legal(&it, days) && !is_replaced(&it, days))
                    status = add_tour(self, &tour, err);
            }
        }
    }
    return status;
}

/* The program. */

static ds_status add_entry(ds_roster_problem *self, int32_t row, int32_t tour, double value,
                           ds_error *err)
{
    ds_cover *cover = &self->cover;
    if (cover->entry_count == self->entry_capacity) {
        int32_t capacity = self->entry_capacity ? 2 * self->entry_capacity : 4096;
        int32_t *rows = realloc(self->entry_row, (size_t)capacity * sizeof *rows);
        if (rows)
            self->entry_row = rows;
        int32_t *columns = realloc(self->entry_column, (size_t)capacity * sizeof *columns);
        if (columns)
            self->entry_column = columns;
        double *values = realloc(self->entry_value, (size_t)capacity * sizeof *values);
        if (values)
            self->entry_value = values;
        if (!rows || !columns || !values)
            return ds_error_no_memory(err);
        self->entry_capacity = capacity;
    }
    self->entry_row[cover->entry_count] = row;
    self->entry_column[cover->entry_count] = tour;
    self->entry_value[cover->entry_count++] = value;
    return DS_OK;
}

/* What a tour adds to a rule's row; `index` is the crew's of the weekends. */
static double share_in(const ds_roster_problem *self, ds_roster_rule_kind kind,
                       int32_t index, const ds_roster_tour *tour)
{
    const ds_roster_rules *rules = self->demand->rules;
    const ds_roster_shift *shift = &rules->shifts[tour->shift];
    bool is_theirs = tour->contract == index;
    if (kind == DS_RULE_GROUP_MOST)
        return 1;
    if (kind == DS_RULE_MOST)
        return is_theirs ? 1 : 0;
    if (kind == DS_RULE_SHARE)
        return (is_theirs ? 1 : 0) - rules->contracts[index].share;
    if (kind == DS_RULE_WEEKENDS)
        return tour->contract * rules->family_count + shift->family == index
                   ? ((tour->days & WEEKEND) ? 1 : 0) - rules->weekends
                   : 0;
    const uint8_t *covers = self->covers + (size_t)index * (size_t)rules->shift_count;
    return (covers[tour->shift] & tour->days) ? 1 : 0;
}

static ds_status add_row(ds_roster_problem *self, ds_roster_rule_kind kind, int32_t index,
                         double low, double high, ds_error *err)
{
    int32_t row = self->cover.row_count;
    ds_status status = DS_OK;
    for (int32_t t = 0; t < self->tour_count && status == DS_OK; t++) {
        double value = share_in(self, kind, index, &self->tours[t]);
        if (fabs(value) > 1e-12)
            status = add_entry(self, row, t, value, err);
    }
    self->low[row] = low;
    self->high[row] = high;
    self->cover.row_count++;
    return status;
}

static ds_status add_weekends(ds_roster_problem *self, ds_error *err)
{
    const ds_roster_rules *rules = self->demand->rules;
    ds_status status = DS_OK;
    for (int32_t i = 0; i < rules->contract_count * rules->family_count; i++)
        if (status == DS_OK)
            status = add_row(self, DS_RULE_WEEKENDS, i, -INFINITY, 0, err);
    return status;
}

static ds_status add_rule_row(ds_roster_problem *self, const ds_roster_rule *rule,
                              ds_error *err)
{
    const ds_roster_contract *contracts = self->demand->rules->contracts;
    switch (rule->kind) {
    case DS_RULE_COVER:
        return add_row(self, rule->kind, rule->index, self->rows[rule->index].agents,
                       INFINITY, err);
    case DS_RULE_GROUP_MOST:
        return add_row(self, rule->kind, 0, -INFINITY, self->demand->most, err);
    case DS_RULE_MOST:
        return add_row(self, rule->kind, rule->index, -INFINITY,
                       contracts[rule->index].most, err);
    case DS_RULE_SHARE:
        return add_row(self, rule->kind, rule->index, -INFINITY, 0, err);
    case DS_RULE_WEEKENDS:
        return add_weekends(self, err);
    case DS_RULE_DAYS:
    case DS_RULE_HOURS:
    case DS_RULE_SHIFT_DAYS:
    case DS_RULE_TOGETHER:
    case DS_RULE_REST:
        break;
    }
    return DS_OK;
}

ds_status ds_roster_problem_build(ds_roster_problem *self, ds_error *err)
{
    self->cover = (ds_cover){0};
    ds_status status = make_tours(self, err);
    for (int32_t i = 0; i < self->rule_count && status == DS_OK; i++)
        if (self->rules[i].is_on)
            status = add_rule_row(self, &self->rules[i], err);
    self->cover.column_count = self->tour_count;
    self->cover.cost = self->costs;
    self->cover.low = self->low;
    self->cover.high = self->high;
    self->cover.entry_row = self->entry_row;
    self->cover.entry_column = self->entry_column;
    self->cover.entry_value = self->entry_value;
    return status;
}

ds_status ds_roster_problem_init(ds_roster_problem *self, const ds_roster_demand *demand,
                                 ds_error *err)
{
    const ds_roster_rules *rules = demand->rules;
    *self = (ds_roster_problem){.demand = demand};
    ds_status status = make_rows(self, err);
    if (status != DS_OK)
        return status;
    list_rules(self);
    size_t rows = (size_t)(self->rule_count + rules->contract_count * rules->family_count);
    self->low = calloc(rows + 1, sizeof *self->low);
    self->high = calloc(rows + 1, sizeof *self->high);
    if (!self->low || !self->high)
        return ds_error_no_memory(err);
    return DS_OK;
}

void ds_roster_problem_free(ds_roster_problem *self)
{
    free(self->covers);
    free(self->tours);
    free(self->costs);
    free(self->entry_row);
    free(self->entry_column);
    free(self->entry_value);
    free(self->low);
    free(self->high);
    *self = (ds_roster_problem){0};
}
