/* Which groups, categories and priorities the scenario has, and their shares. */
#include "analysis/calibration/calibration.h"

#include "sim/clock.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A name with less than this share of the tickets goes with the rest. */
static const double least_share = 0.01;

ds_fit_value ds_fit_share(double events, double count)
{
    if (count <= 0)
        return (ds_fit_value){0, 0, 1};
    double z = 1.96;
    double share = events / count;
    double centre = (share + z * z / (2 * count)) / (1 + z * z / count);
    double half = z / (1 + z * z / count) *
                  sqrt(share * (1 - share) / count + z * z / (4 * count * count));
    return (ds_fit_value){share, fmax(centre - half, 0), fmin(centre + half, 1)};
}

int32_t ds_fit_category(const ds_calibration *self, const ds_past_ticket *ticket)
{
    int32_t row =
        ticket->category == DS_NO_ID ? self->table->categories.count : ticket->category;
    return self->category_row[ticket->type][row];
}

int32_t ds_fit_first_group(const ds_calibration *self, const ds_past_ticket *ticket)
{
    return ticket->group == DS_NO_ID ? DS_NO_ID : self->group_row[ticket->group];
}

/* Priorities: by their number where all have one, else by name. */

static int32_t number_in(const char *name)
{
    while (*name && !isdigit((unsigned char)*name))
        name++;
    return *name ? (int32_t)strtol(name, NULL, 10) : -1;
}

static ds_status order_by_name(ds_calibration *self, ds_error *err)
{
    const ds_names *names = &self->table->priorities;
    if (names->count > DS_MOST_FIT_PRIORITIES)
        return ds_error_set(
            err, DS_BAD_INPUT, "%d different priorities, of which '%s' is one; at most %d",
            (int)names->count, names->list[names->count - 1], (int)DS_MOST_FIT_PRIORITIES);
    for (int32_t i = 0; i < names->count; i++) {
        int32_t rank = 0;
        for (int32_t k = 0; k < names->count; k++)
            rank += strcmp(names->list[k], names->list[i]) < 0;
        self->priority_rank[i] = (uint8_t)rank;
    }
    self->priority_count = names->count;
    return DS_OK;
}

static ds_status order_priorities(ds_calibration *self, ds_error *err)
{
    const ds_names *names = &self->table->priorities;
    int32_t most = 0;
    bool has_numbers = true;
    memset(self->priority_rank, 0, sizeof self->priority_rank);
    for (int32_t i = 0; i < names->count && i < 255; i++) {
        int32_t number = number_in(names->list[i]);
        has_numbers = has_numbers && number >= 1 && number <= DS_MOST_FIT_PRIORITIES;
        most = number > most ? number : most;
        self->priority_rank[i] = (uint8_t)(number - 1);
    }
    self->priority_count = most;
    if (!has_numbers) {
        ds_status status = order_by_name(self, err);
        if (status != DS_OK)
            return status;
    }
    if (self->priority_count < 2)
        self->priority_count = 2;
    return DS_OK;
}

/* The most frequent names. */

typedef struct ranked {
    int64_t count;
    int32_t type;
    int32_t row;
} ranked;

static int most_first(const void *a, const void *b)
{
    const ranked *left = a;
    const ranked *right = b;
    if (left->count != right->count)
        return left->count < right->count ? 1 : -1;
    if (left->type != right->type)
        return left->type - right->type;
    return left->row - right->row;
}

static char *named(const char *name, int32_t type, bool has_types)
{
    static const char *const suffix[DS_FIT_TYPES] = {"", " (request)", " (problem)"};
    const char *tail = has_types ? suffix[type] : "";
    size_t size = strlen(name) + strlen(tail) + 1;
    char *text = malloc(size);
    if (text) {
        memcpy(text, name, strlen(name));
        memcpy(text + strlen(name), tail, strlen(tail) + 1);
    }
    return text;
}

/* Groups: those where tickets come first or have touch times. */

static void count_groups(const ds_calibration *self, ranked *list)
{
    const ds_ticket_table *table = self->table;
    for (int64_t i = self->first; i < self->last; i++) {
        if (table->list[i].group != DS_NO_ID)
            list[table->list[i].group].count++;
        for (int32_t c = 0; c < table->touch_count; c++)
            if (ds_ticket_touch(table, i, c) > 0 &&
                table->touch_group[c] != table->list[i].group)
                list[table->touch_group[c]].count++;
    }
}

static ds_status add_group(ds_calibration *self, const char *name, bool is_rest,
                           ds_error *err)
{
    ds_group_fit *group = &self->groups[self->group_count++];
    group->is_rest = is_rest;
    group->name = named(name, 0, false);
    return group->name ? DS_OK : ds_error_no_memory(err);
}

/* Whether many tickets are resolved by agents who resolve none that never moved: they work
 * in groups that no ticket comes to first. */
static ds_status find_later_groups(const ds_calibration *self, bool *has_later,
                                   ds_error *err)
{
    int64_t resolved = 0;
    int64_t later = 0;
    bool *is_first = calloc((size_t)self->table->agents.count + 1, sizeof *is_first);
    if (!is_first)
        return ds_error_no_memory(err);
    for (int pass = 0; pass < 2; pass++)
        for (int64_t i = self->first; i < self->last; i++) {
            const ds_past_ticket *ticket = &self->table->list[i];
            bool is_moved = ticket->reassignments > 0;
            if (ticket->agent == DS_NO_ID) {
                later += pass && is_moved;
                continue;
            }
            if (pass == 0 && !is_moved)
                is_first[ticket->agent] = true;
            if (pass == 1) {
                resolved++;
                later += is_moved && !is_first[ticket->agent];
            }
        }
    *has_later = (double)later > 2 * least_share * (double)resolved;
    free(is_first);
    return DS_OK;
}

static ds_status choose_groups(ds_calibration *self, ds_error *err)
{
    const ds_names *names = &self->table->groups;
    int32_t count = names->count;
    ranked *list = calloc((size_t)count + 1, sizeof *list);
    self->group_row = calloc((size_t)count + 1, sizeof *self->group_row);
    if (!list || !self->group_row) {
        free(list);
        return ds_error_no_memory(err);
    }
    for (int32_t i = 0; i < count; i++)
        list[i].row = i;
    count_groups(self, list);
    qsort(list, (size_t)count, sizeof *list, most_first);
    ds_status status = DS_OK;
    double least = least_share * (double)(self->last - self->first);
    int32_t most = DS_MOST_FIT_GROUPS - 1;
    for (int32_t i = 0; status == DS_OK && i < count; i++) {
        bool is_own = i < most && list[i].count > 0 &&
                      ((double)list[i].count >= least || count <= most);
        self->group_row[list[i].row] = is_own ? (int16_t)self->group_count : DS_NO_ID;
        if (is_own)
            status = add_group(self, names->list[list[i].row], false, err);
    }
    bool has_later = false;
    if (status == DS_OK && !self->has_path)
        status = find_later_groups(self, &has_later, err);
    bool has_rest = self->group_count < count || self->group_count == 0 || has_later;
    if (status == DS_OK && has_rest)
        status =
            add_group(self, self->group_count ? "other groups" : "service desk", true, err);
    for (int32_t i = 0; i < count; i++)
        if (self->group_row[i] == DS_NO_ID)
            self->group_row[i] = (int16_t)(self->group_count - 1);
    free(list);
    return status;
}

/* Categories, by type. */

static ds_status add_category(ds_calibration *self, const char *name, int32_t type,
                              bool has_types, bool is_rest, ds_error *err)
{
    ds_category_fit *category = &self->categories[self->category_count++];
    category->type = type;
    category->is_rest = is_rest;
    category->name = named(name, type, has_types);
    return category->name ? DS_OK : ds_error_no_memory(err);
}

static ds_status choose_of(ds_calibration *self, ranked *list, int32_t count,
                           bool has_types, ds_error *err)
{
    const ds_names *names = &self->table->categories;
    int32_t rest[DS_FIT_TYPES] = {DS_NO_ID, DS_NO_ID, DS_NO_ID};
    double least = least_share * (double)(self->last - self->first);
    for (int32_t i = 0; i < count; i++) {
        ranked *one = &list[i];
        bool is_named = one->row < names->count;
        bool is_own = is_named && self->category_count < DS_MOST_FIT_CATEGORIES - 3 &&
                      (double)one->count >= least;
        if (one->count == 0)
            continue;
        ds_status status = DS_OK;
        if (is_own) {
            self->category_row[one->type][one->row] = (int16_t)self->category_count;
            status =
                add_category(self, names->list[one->row], one->type, has_types, false, err);
        } else if (rest[one->type] == DS_NO_ID) {
            rest[one->type] = self->category_count;
            status = add_category(self, "other", one->type, has_types, true, err);
        }
        if (status != DS_OK)
            return status;
        if (!is_own)
            self->category_row[one->type][one->row] = (int16_t)rest[one->type];
    }
    return DS_OK;
}

static ds_status choose_categories(ds_calibration *self, ds_error *err)
{
    int32_t names = self->table->categories.count + 1;
    ranked *list = calloc((size_t)names * DS_FIT_TYPES, sizeof *list);
    bool is_short = !list;
    int32_t types = 0;
    for (int32_t type = 0; type < DS_FIT_TYPES; type++) {
        self->category_row[type] = calloc((size_t)names, sizeof *self->category_row[type]);
        is_short = is_short || !self->category_row[type];
        types += self->arrivals[type].tickets > 0;
    }
    if (is_short) {
        free(list);
        return ds_error_no_memory(err);
    }
    for (int32_t i = 0; i < names * DS_FIT_TYPES; i++)
        list[i] = (ranked){.type = i / names, .row = i % names};
    for (int64_t i = self->first; i < self->last; i++) {
        const ds_past_ticket *ticket = &self->table->list[i];
        int32_t row = ticket->category == DS_NO_ID ? names - 1 : ticket->category;
        list[ticket->type * names + row].count++;
    }
    qsort(list, (size_t)names * DS_FIT_TYPES, sizeof *list, most_first);
    ds_status status = choose_of(self, list, names * DS_FIT_TYPES, types > 1, err);
    free(list);
    return status;
}

/* Shares. */

static void count_shares(ds_calibration *self)
{
    for (int64_t i = self->first; i < self->last; i++) {
        const ds_past_ticket *ticket = &self->table->list[i];
        ds_category_fit *category = &self->categories[ds_fit_category(self, ticket)];
        int32_t group = ds_fit_first_group(self, ticket);
        category->tickets++;
        if (group != DS_NO_ID) {
            category->first[group]++;
            self->groups[group].first++;
        }
        if (ticket->priority != 255)
            category->priority[self->priority_rank[ticket->priority]]++;
    }
}

static void normalise(double *shares, int32_t count, int32_t otherwise)
{
    double sum = 0;
    for (int32_t i = 0; i < count; i++)
        sum += shares[i];
    for (int32_t i = 0; i < count; i++)
        shares[i] = sum > 0 ? shares[i] / sum : (double)(i == otherwise);
}

ds_status ds_fit_mix(ds_calibration *self, ds_error *err)
{
    ds_status status = order_priorities(self, err);
    if (status == DS_OK)
        status = choose_groups(self, err);
    if (status == DS_OK)
        status = choose_categories(self, err);
    if (status != DS_OK)
        return status;
    count_shares(self);
    for (int32_t c = 0; c < self->category_count; c++) {
        ds_category_fit *category = &self->categories[c];
        category->share =
            (double)category->tickets / (double)self->arrivals[category->type].tickets;
        normalise(category->first, self->group_count, 0);
        normalise(category->priority, self->priority_count, self->priority_count - 1);
    }
    return DS_OK;
}
