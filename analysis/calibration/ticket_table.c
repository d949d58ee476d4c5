#include "analysis/calibration/ticket_table.h"

#include "sim/clock.h"
#include "sim/random.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NAMES = 30000, NO_LEVEL = 255 };

/* Names. */

static uint32_t hash(const char *text)
{
    uint32_t value = 2166136261U; /* FNV-1a */
    for (; *text; text++)
        value = (value ^ (unsigned char)*text) * 16777619U;
    return value;
}

static bool rehash(ds_names *names)
{
    int32_t wanted = names->slot_count ? 2 * names->slot_count : 64;
    int32_t *slots = malloc((size_t)wanted * sizeof *slots);
    if (!slots)
        return false;
    for (int32_t i = 0; i < wanted; i++)
        slots[i] = DS_NO_ID;
    for (int32_t i = 0; i < names->count; i++) {
        uint32_t at = hash(names->list[i]) & (uint32_t)(wanted - 1);
        while (slots[at] != DS_NO_ID)
            at = (at + 1) & (uint32_t)(wanted - 1);
        slots[at] = i;
    }
    free(names->slots);
    names->slots = slots;
    names->slot_count = wanted;
    return true;
}

static bool grow_names(ds_names *names)
{
    if (names->count < names->capacity)
        return true;
    int32_t capacity = names->capacity ? 2 * names->capacity : 32;
    char **list = realloc(names->list, (size_t)capacity * sizeof *list);
    if (!list)
        return false;
    names->list = list;
    names->capacity = capacity;
    return true;
}

int32_t ds_names_add(ds_names *names, const char *text)
{
    if (2 * names->count >= names->slot_count && !rehash(names))
        return DS_NO_ID;
    uint32_t mask = (uint32_t)(names->slot_count - 1);
    uint32_t at = hash(text) & mask;
    for (; names->slots[at] != DS_NO_ID; at = (at + 1) & mask)
        if (strcmp(names->list[names->slots[at]], text) == 0)
            return names->slots[at];
    if (!grow_names(names) || !(names->list[names->count] = strdup(text)))
        return DS_NO_ID;
    names->slots[at] = names->count;
    return names->count++;
}

void ds_names_free(ds_names *names)
{
    for (int32_t i = 0; i < names->count; i++)
        free(names->list[i]);
    free(names->list);
    free(names->slots);
    *names = (ds_names){0};
}

/* Reading. */

static bool is_given(const char *text)
{
    return text && text[0] && strcmp(text, "?") != 0;
}

/* The row of a name, DS_NO_ID where none is given; a status where it cannot have one. */
static ds_status row_of(ds_names *names, const char *text, int32_t most, int32_t *row_out,
                        ds_error *err)
{
    *row_out = DS_NO_ID;
    if (!is_given(text))
        return DS_OK;
    *row_out = ds_names_add(names, text);
    if (*row_out == DS_NO_ID)
        return ds_error_no_memory(err);
    if (*row_out >= most)
        return ds_error_set(err, DS_BAD_INPUT,
                            "more than %d different values in one column: '%s' is one more",
                            (int)most, text);
    return DS_OK;
}

static ds_status grow(ds_ticket_table *table, ds_error *err)
{
    if (table->count < table->capacity)
        return DS_OK;
    int64_t capacity = table->capacity ? 2 * table->capacity : 1024;
    ds_past_ticket *list = realloc(table->list, (size_t)capacity * sizeof *list);
    if (list)
        table->list = list;
    size_t columns = (size_t)table->touch_count;
    float *touch = NULL;
    if (columns > 0) {
        touch = realloc(table->touch, (size_t)capacity * columns * sizeof *touch);
        if (touch)
            table->touch = touch;
    }
    if (!list || (columns > 0 && !touch))
        return ds_error_no_memory(err);
    table->capacity = capacity;
    return DS_OK;
}

static ds_status begin_touch(ds_ticket_table *table, const ds_ticket_record *record,
                             ds_error *err)
{
    if (table->touch_group || record->touch_count == 0)
        return DS_OK;
    table->touch_group = calloc((size_t)record->touch_count, sizeof *table->touch_group);
    if (!table->touch_group)
        return ds_error_no_memory(err);
    table->touch_count = record->touch_count;
    for (int32_t i = 0; i < record->touch_count; i++) {
        int32_t row;
        ds_status status =
            row_of(&table->groups, record->touch_group[i], MOST_NAMES, &row, err);
        if (status != DS_OK)
            return status;
        table->touch_group[i] = (int16_t)row;
    }
    return DS_OK;
}

typedef struct rows {
    int32_t group, category, agent, priority, impact, urgency;
} rows;

static ds_status find_rows(ds_ticket_table *table, const ds_ticket_record *record,
                           rows *found, ds_error *err)
{
    ds_status status =
        row_of(&table->groups, record->group, MOST_NAMES, &found->group, err);
    if (status == DS_OK)
        status =
            row_of(&table->categories, record->category, MOST_NAMES, &found->category, err);
    if (status == DS_OK)
        status = row_of(&table->agents, record->agent, INT32_MAX, &found->agent, err);
    if (status == DS_OK)
        status =
            row_of(&table->priorities, record->priority, NO_LEVEL, &found->priority, err);
    if (status == DS_OK)
        status = row_of(&table->impacts, record->impact, NO_LEVEL, &found->impact, err);
    if (status == DS_OK)
        status = row_of(&table->urgencies, record->urgency, NO_LEVEL, &found->urgency, err);
    return status;
}

static uint8_t level(int32_t row)
{
    return (uint8_t)(row == DS_NO_ID ? NO_LEVEL : row);
}

static ds_status keep(void *context, const ds_ticket_record *record, ds_error *err)
{
    ds_ticket_table *table = context;
    rows found = {0};
    ds_status status = begin_touch(table, record, err);
    if (status == DS_OK)
        status = grow(table, err);
    if (status == DS_OK)
        status = find_rows(table, record, &found, err);
    if (status != DS_OK)
        return status;
    for (int32_t i = 0; i < table->touch_count; i++) {
        int64_t touch = record->touch_us[i];
        table->touch[table->count * table->touch_count + i] =
            touch == DS_NO_SPAN ? -1.0F : (float)((double)touch / 1e6);
    }
    int32_t moves = record->reassignments;
    table->list[table->count++] = (ds_past_ticket){
        .opened_us = record->opened_us,
        .resolved_us = record->resolved_us,
        .closed_us = record->closed_us,
        .hold_us = record->hold_us,
        .id_hash = ds_ticket_id_hash(record->id),
        .agent = found.agent,
        .group = (int16_t)found.group,
        .category = (int16_t)found.category,
        .reassignments = (int16_t)(moves > INT16_MAX ? INT16_MAX : moves),
        .type = (uint8_t)(record->type == DS_NO_ID ? 0 : record->type),
        .priority = level(found.priority),
        .impact = level(found.impact),
        .urgency = level(found.urgency),
        .sla_met = (int8_t)record->sla_met,
        .reopens = (int8_t)(record->reopens > 127 ? 127 : record->reopens),
    };
    return DS_OK;
}

/* Sorting: rows by opening, the tickets moved along. */

typedef struct place {
    int64_t opened_us;
    int64_t row;
} place;

static int by_opening(const void *a, const void *b)
{
    const place *left = a;
    const place *right = b;
    if (left->opened_us != right->opened_us)
        return left->opened_us < right->opened_us ? -1 : 1;
    return (left->row > right->row) - (left->row < right->row);
}

static ds_status sort(ds_ticket_table *table, ds_error *err)
{
    size_t count = (size_t)table->count;
    place *places = malloc(count * sizeof *places);
    ds_past_ticket *sorted = malloc(count * sizeof *sorted);
    table->row = malloc(count * sizeof *table->row);
    bool is_short = !places || !sorted || !table->row;
    for (size_t i = 0; !is_short && i < count; i++)
        places[i] = (place){.opened_us = table->list[i].opened_us, .row = (int64_t)i};
    if (!is_short)
        qsort(places, count, sizeof *places, by_opening);
    for (size_t i = 0; !is_short && i < count; i++) {
        sorted[i] = table->list[places[i].row];
        table->row[i] = places[i].row;
    }
    free(places);
    if (is_short) {
        free(sorted);
        return ds_error_no_memory(err);
    }
    free(table->list);
    table->list = sorted;
    table->capacity = table->count;
    return DS_OK;
}

int64_t ds_ticket_table_from(const ds_ticket_table *table, int64_t opened_us)
{
    int64_t low = 0;
    int64_t high = table->count;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (table->list[middle].opened_us < opened_us)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint64_t ds_ticket_id_hash(const char *id)
{
    return ds_random_family(id);
}

ds_status ds_ticket_table_read(const char *path, ds_ticket_table *table, ds_error *err)
{
    *table = (ds_ticket_table){0};
    ds_status status = ds_ticket_csv_read_file(path, keep, table, &table->report, err);
    if (status != DS_OK)
        return status;
    if (table->count == 0)
        return ds_error_set_at(err, DS_BAD_INPUT, path, 0, 0,
                               "there is no usable ticket in it (%lld rows refused)",
                               (long long)table->report.rows_refused);
    return sort(table, err);
}

void ds_ticket_table_free(ds_ticket_table *table)
{
    free(table->list);
    free(table->touch);
    free(table->touch_group);
    free(table->row);
    ds_names_free(&table->groups);
    ds_names_free(&table->categories);
    ds_names_free(&table->agents);
    ds_names_free(&table->priorities);
    ds_names_free(&table->impacts);
    ds_names_free(&table->urgencies);
    *table = (ds_ticket_table){0};
}

double ds_ticket_touch(const ds_ticket_table *table, int64_t ticket, int32_t column)
{
    return (double)table->touch[table->row[ticket] * table->touch_count + column];
}
