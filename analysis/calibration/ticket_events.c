#include "analysis/calibration/ticket_events.h"

#include "model/desk.h"
#include "scenarios/byte_source.h"
#include "scenarios/csv_reader.h"
#include "scenarios/iso_time.h"
#include "sim/clock.h"

#include <stdlib.h>
#include <string.h>

static const double most_overlap = 0.05;
static const double least_tickets = 0.9;

typedef enum column {
    CASE,
    ACTIVITY,
    TIME,
    GROUP,
    LIFECYCLE,
    AGENT,
    REASON,
    PRIORITY,
    COLUMNS,
} column;
static const char *const names[COLUMNS] = {"case_id", "activity",  "timestamp",
                                           "group",   "lifecycle", "agent",
                                           "reason",  "priority"};
enum { NEEDED = 4 }; /* the first of them */

typedef struct by_id {
    uint64_t id;
    int32_t ticket;
} by_id;

typedef struct reader {
    const char *path;
    ds_ticket_table *table;
    ds_ticket_events *events;
    by_id *ids; /* ascending */
    int32_t at[COLUMNS];
    int32_t columns;
    bool has_head;
} reader;

/* Rows. */

static ds_status read_head(reader *self, const ds_csv_row *row, ds_error *err)
{
    for (int k = 0; k < COLUMNS; k++) {
        self->at[k] = DS_NO_ID;
        for (int32_t i = 0; i < row->count; i++)
            if (strcmp(row->fields[i].text, names[k]) == 0)
                self->at[k] = i;
        if (k < NEEDED && self->at[k] == DS_NO_ID)
            return ds_error_set_at(err, DS_BAD_INPUT, self->path, (int)row->line, 0,
                                   "it has no column '%s' (an event log has case_id, "
                                   "activity, timestamp and group; desksim import writes "
                                   "one as events.csv)",
                                   names[k]);
    }
    self->columns = row->count;
    self->has_head = true;
    return DS_OK;
}

static const char *field(const reader *self, const ds_csv_row *row, column which)
{
    return self->at[which] == DS_NO_ID ? "" : row->fields[self->at[which]].text;
}

static int32_t find_ticket(const reader *self, const char *id)
{
    uint64_t key = ds_ticket_id_hash(id);
    int64_t low = 0;
    int64_t high = self->table->count;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (self->ids[middle].id < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < self->table->count && self->ids[low].id == key ? self->ids[low].ticket
                                                                : DS_NO_ID;
}

static ds_event_activity activity_of(const char *word)
{
    static const char *const words[] = {"", "Work", "Hold", "Resolve", "Reopen"};
    for (int i = 1; i < 5; i++)
        if (strcmp(word, words[i]) == 0)
            return (ds_event_activity)i;
    return DS_PAST_OTHER;
}

static bool is_one_of(const char *word, const char *a, const char *b)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

static ds_hold_reason reason_of(const char *word)
{
    return strcmp(word, "vendor") == 0   ? DS_HOLD_VENDOR
           : strcmp(word, "change") == 0 ? DS_HOLD_CHANGE
                                         : DS_HOLD_USER;
}

static ds_status grow(ds_ticket_events *events, ds_error *err)
{
    if (events->count < events->capacity)
        return DS_OK;
    int64_t capacity = events->capacity ? 2 * events->capacity : 4096;
    ds_past_event *list = realloc(events->list, (size_t)capacity * sizeof *list);
    if (!list)
        return ds_error_no_memory(err);
    events->list = list;
    events->capacity = capacity;
    return DS_OK;
}

/* The row of a name that is given; a new one where it is. */
static ds_status row_of(ds_names *of, const char *text, int32_t most, int32_t *row,
                        ds_error *err)
{
    *row = DS_NO_ID;
    if (!text[0] || strcmp(text, "?") == 0)
        return DS_OK;
    *row = ds_names_add(of, text);
    if (*row == DS_NO_ID)
        return ds_error_no_memory(err);
    if (*row >= most)
        return ds_error_set(err, DS_BAD_INPUT, "more than %d different values: '%s'",
                            (int)most, text);
    return DS_OK;
}

static ds_status keep(reader *self, const ds_csv_row *row, int32_t ticket, int64_t at_us,
                      ds_error *err)
{
    ds_ticket_events *events = self->events;
    const char *lifecycle = field(self, row, LIFECYCLE);
    int32_t group;
    int32_t agent;
    int32_t priority;
    ds_status status = grow(events, err);
    if (status == DS_OK)
        status =
            row_of(&self->table->groups, field(self, row, GROUP), INT16_MAX, &group, err);
    if (status == DS_OK)
        status =
            row_of(&self->table->agents, field(self, row, AGENT), INT32_MAX, &agent, err);
    if (status == DS_OK)
        status = row_of(&self->table->priorities, field(self, row, PRIORITY), 255,
                        &priority, err);
    if (status != DS_OK)
        return status;
    events->list[events->count] = (ds_past_event){
        .at_us = at_us,
        .ticket = ticket,
        .row = (int32_t)events->count,
        .agent = agent,
        .group = (int16_t)group,
        .priority = (uint8_t)(priority == DS_NO_ID ? 255 : priority),
        .activity = (uint8_t)activity_of(field(self, row, ACTIVITY)),
        .reason = (uint8_t)reason_of(field(self, row, REASON)),
        .is_start = is_one_of(lifecycle, "start", "resume"),
        .is_end = is_one_of(lifecycle, "complete", "suspend"),
    };
    events->count++;
    return DS_OK;
}

static ds_status on_row(void *context, const ds_csv_row *row, ds_error *err)
{
    reader *self = context;
    int64_t at_us;
    if (!self->has_head)
        return read_head(self, row, err);
    self->events->rows_read++;
    const ds_csv_field *time =
        &row->fields[row->count == self->columns ? self->at[TIME] : 0];
    if (row->count != self->columns ||
        ds_iso_time_parse(time->text, time->length, &at_us, NULL) != DS_OK) {
        if (self->events->rows_refused++ == 0)
            self->events->refused_line = row->line;
        return DS_OK;
    }
    int32_t ticket = find_ticket(self, field(self, row, CASE));
    if (ticket == DS_NO_ID || self->events->count == INT32_MAX) {
        self->events->rows_foreign++;
        return DS_OK;
    }
    return keep(self, row, ticket, at_us, err);
}

/* Order. */

static int by_hash(const void *a, const void *b)
{
    uint64_t left = ((const by_id *)a)->id;
    uint64_t right = ((const by_id *)b)->id;
    return (left > right) - (left < right);
}

static int by_ticket(const void *a, const void *b)
{
    const ds_past_event *left = a;
    const ds_past_event *right = b;
    if (left->ticket != right->ticket)
        return left->ticket < right->ticket ? -1 : 1;
    if (left->at_us != right->at_us)
        return left->at_us < right->at_us ? -1 : 1;
    return (left->row > right->row) - (left->row < right->row);
}

static ds_status index_tickets(ds_ticket_events *self, const ds_ticket_table *table,
                               ds_error *err)
{
    self->first = calloc((size_t)table->count + 1, sizeof *self->first);
    if (!self->first)
        return ds_error_no_memory(err);
    if (self->count > 0)
        qsort(self->list, (size_t)self->count, sizeof *self->list, by_ticket);
    for (int64_t i = 0; i < self->count; i++)
        self->first[self->list[i].ticket + 1]++;
    for (int64_t i = 0; i < table->count; i++) {
        self->tickets += self->first[i + 1] > 0;
        self->first[i + 1] += self->first[i];
    }
    return DS_OK;
}

/* Work. */

typedef struct spell {
    int64_t from_us;
    int64_t to_us;
    int32_t ticket;
    int32_t agent;
    int16_t group;
} spell;

static int by_agent(const void *a, const void *b)
{
    const spell *left = a;
    const spell *right = b;
    if (left->agent != right->agent)
        return left->agent < right->agent ? -1 : 1;
    return (left->from_us > right->from_us) - (left->from_us < right->from_us);
}

/* The spells in which a named agent worked; returns how many. */
static int64_t list_spells(const ds_ticket_events *self, spell *spells)
{
    int64_t count = 0;
    for (int64_t i = 0; i + 1 < self->count; i++) {
        const ds_past_event *begin = &self->list[i];
        if (begin->activity != DS_PAST_WORK || !begin->is_start ||
            begin->agent == DS_NO_ID || begin->group == DS_NO_ID)
            continue;
        for (int64_t k = i + 1; k < self->count && self->list[k].ticket == begin->ticket;
             k++) {
            const ds_past_event *end = &self->list[k];
            if (end->activity != DS_PAST_WORK)
                continue;
            if (end->is_end)
                spells[count++] = (spell){begin->at_us, end->at_us, begin->ticket,
                                          begin->agent, begin->group};
            break;
        }
    }
    return count;
}

static void judge_spells(ds_ticket_events *self, const spell *spells, int64_t count)
{
    double worked = 0;
    double twice = 0;
    int64_t nights = 0;
    int64_t end_us = INT64_MIN;
    for (int64_t i = 0; i < count; i++) {
        const spell *one = &spells[i];
        if (i == 0 || one->agent != spells[i - 1].agent)
            end_us = INT64_MIN;
        worked += (double)(one->to_us - one->from_us);
        if (one->from_us < end_us)
            twice += (double)((one->to_us < end_us ? one->to_us : end_us) - one->from_us);
        end_us = one->to_us > end_us ? one->to_us : end_us;
        nights += one->to_us / DS_DAY != one->from_us / DS_DAY;
    }
    self->overlap = worked > 0 ? twice / worked : 1;
    self->overnight = count > 0 ? (double)nights / (double)count : 1;
    self->is_touch = self->overlap <= most_overlap && self->overnight <= most_overlap;
}

static ds_status make_columns(ds_ticket_table *table, const spell *spells, int64_t count,
                              ds_error *err)
{
    size_t columns = (size_t)table->groups.count;
    size_t cells = (size_t)table->count * columns;
    table->touch_group = calloc(columns + 1, sizeof *table->touch_group);
    table->touch = malloc((cells + 1) * sizeof *table->touch);
    if (!table->touch_group || !table->touch)
        return ds_error_no_memory(err);
    table->touch_count = (int32_t)columns;
    for (size_t i = 0; i < columns; i++)
        table->touch_group[i] = (int16_t)i;
    for (size_t i = 0; i < cells; i++)
        table->touch[i] = -1.0F;
    for (int64_t i = 0; i < count; i++) {
        float *cell = &table->touch[table->row[spells[i].ticket] * table->touch_count +
                                    spells[i].group];
        double seconds = (double)(spells[i].to_us - spells[i].from_us) / 1e6;
        *cell = (float)((*cell > 0 ? (double)*cell : 0) + seconds);
    }
    return DS_OK;
}

static ds_status take_work(ds_ticket_events *self, ds_ticket_table *table, ds_error *err)
{
    spell *spells = malloc(((size_t)self->count + 1) * sizeof *spells);
    if (!spells)
        return ds_error_no_memory(err);
    int64_t count = list_spells(self, spells);
    if (count > 0)
        qsort(spells, (size_t)count, sizeof *spells, by_agent);
    judge_spells(self, spells, count);
    ds_status status = DS_OK;
    if (self->is_touch && table->touch_count == 0)
        status = make_columns(table, spells, count, err);
    free(spells);
    return status;
}

ds_status ds_ticket_events_read(const char *path, ds_ticket_table *table,
                                ds_ticket_events *self, ds_error *err)
{
    ds_byte_source *source = NULL;
    *self = (ds_ticket_events){0};
    reader of = {.path = path, .table = table, .events = self};
    of.ids = malloc((size_t)table->count * sizeof *of.ids);
    if (!of.ids)
        return ds_error_no_memory(err);
    for (int64_t i = 0; i < table->count; i++)
        of.ids[i] = (by_id){table->list[i].id_hash, (int32_t)i};
    qsort(of.ids, (size_t)table->count, sizeof *of.ids, by_hash);
    ds_status status = ds_byte_source_open(path, &source, err);
    if (status == DS_OK)
        status = ds_csv_read(source, NULL, on_row, &of, err);
    ds_byte_source_close(source);
    free(of.ids);
    if (status == DS_OK)
        status = index_tickets(self, table, err);
    if (status == DS_OK && (double)self->tickets < least_tickets * (double)table->count)
        return ds_error_set_at(
            err, DS_BAD_INPUT, path, 0, 0,
            "it has events for %lld of %lld tickets: it is not the log of "
            "these tickets",
            (long long)self->tickets, (long long)table->count);
    return status == DS_OK ? take_work(self, table, err) : status;
}

void ds_ticket_events_free(ds_ticket_events *self)
{
    free(self->list);
    free(self->first);
    *self = (ds_ticket_events){0};
}
