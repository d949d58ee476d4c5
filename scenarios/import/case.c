#include "scenarios/import/case.h"

#include "sim/clock.h"

#include <stdlib.h>
#include <string.h>

/* What the walk over the rows knows. */
typedef struct walk {
    ds_import_case *one;
    ds_ordinals *people;
    ds_error *err;
    ds_status status;
    const char *group;
    const char *first_group;
    int32_t agent; /* who has it now */
    int32_t resolver;
    int32_t visit;
    int32_t holds;
    int32_t changes; /* of group */
    int32_t reopens;
    bool is_working;
    bool is_resolved;
    int64_t held_since; /* DS_NO_TIME: not on hold */
    const char *held_for;
    int64_t hold_us;
    int64_t resolved_us;
    int64_t closed_us;
} walk;

void ds_case_free(ds_import_case *one)
{
    free(one->rows);
    free(one->events);
    ds_arena_free(&one->arena);
    *one = (ds_import_case){0};
}

void ds_case_reset(ds_import_case *one)
{
    if (one->arena.blocks)
        ds_arena_free(&one->arena);
    one->count = 0;
    one->event_count = 0;
    one->rows_out_of_order = 0;
    one->rows_backfilled = 0;
    one->is_held = false;
    one->is_held_for_user = false;
    one->is_end_assumed = false;
    one->is_cancelled = false;
}

static bool copy_texts(ds_import_case *one, ds_import_row *row)
{
    for (int32_t i = DS_FIELD_TIMES; i < DS_IMPORT_FIELDS; i++) {
        if (row->value[i][0] == '\0') {
            row->value[i] = "";
            continue;
        }
        row->value[i] = ds_arena_copy(&one->arena, row->value[i], strlen(row->value[i]));
        if (!row->value[i])
            return false;
    }
    return true;
}

ds_status ds_case_add(ds_import_case *one, const ds_import_row *row, bool copies,
                      ds_error *err)
{
    if (one->count == one->capacity) {
        int32_t capacity = one->capacity ? 2 * one->capacity : 16;
        ds_import_row *rows = realloc(one->rows, (size_t)capacity * sizeof *rows);
        if (!rows)
            return ds_error_no_memory(err);
        one->rows = rows;
        one->capacity = capacity;
    }
    one->rows[one->count] = *row;
    if (copies && !copy_texts(one, &one->rows[one->count]))
        return ds_error_no_memory(err);
    one->count++;
    return DS_OK;
}

/* The order of the rows. */

static int compare_rows(const ds_import_row *a, const ds_import_row *b)
{
    int64_t left = a->us[DS_FIELD_UPDATED];
    int64_t right = b->us[DS_FIELD_UPDATED];
    if (a->sequence >= 0 && b->sequence >= 0 && a->sequence != b->sequence)
        return a->sequence < b->sequence ? -1 : 1;
    if (left != DS_NO_TIME && right != DS_NO_TIME && left != right)
        return left < right ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

static int compare(const void *a, const void *b)
{
    return compare_rows(a, b);
}

static void order_rows(ds_import_case *one)
{
    for (int32_t i = 1; i < one->count; i++)
        one->rows_out_of_order += compare_rows(&one->rows[i - 1], &one->rows[i]) > 0;
    if (one->rows_out_of_order > 0)
        qsort(one->rows, (size_t)one->count, sizeof *one->rows, compare);
}

/* Events. */

static ds_import_event *push(walk *at, int64_t us, const char *activity,
                             const char *lifecycle)
{
    static ds_import_event nowhere;
    ds_import_case *one = at->one;
    if (!one->wants_events || us == DS_NO_TIME)
        return &nowhere;
    if (one->event_count == one->event_capacity) {
        int32_t capacity = one->event_capacity ? 2 * one->event_capacity : 16;
        ds_import_event *grown = realloc(one->events, (size_t)capacity * sizeof *grown);
        if (!grown) {
            at->status = ds_error_no_memory(at->err);
            return &nowhere;
        }
        one->events = grown;
        one->event_capacity = capacity;
    }
    ds_import_event *event = &one->events[one->event_count++];
    *event = (ds_import_event){.us = us,
                               .activity = activity,
                               .lifecycle = lifecycle,
                               .group = at->group,
                               .from_group = "",
                               .reason = "",
                               .agent = DS_NO_ID};
    return event;
}

static void push_work(walk *at, int64_t us, const char *lifecycle)
{
    ds_import_event *event = push(at, us, "Work", lifecycle);
    event->instance = at->visit;
    event->agent = at->agent;
}

static void stop_work(walk *at, int64_t us, const char *lifecycle)
{
    if (at->is_working)
        push_work(at, us, lifecycle);
    at->is_working = false;
}

static void start_work(walk *at, int64_t us)
{
    if (at->agent != DS_NO_ID && !at->is_working) {
        push_work(at, us, "start");
        at->is_working = true;
    }
}

static void push_hold(walk *at, int64_t us, const char *lifecycle)
{
    ds_import_event *event = push(at, us, "Hold", lifecycle);
    event->instance = at->holds;
    event->reason = at->held_for;
}

static void end_hold(walk *at, int64_t us)
{
    if (at->held_since == DS_NO_TIME)
        return;
    if (us != DS_NO_TIME && us > at->held_since)
        at->hold_us += us - at->held_since;
    push_hold(at, us, "complete");
    at->held_since = DS_NO_TIME;
}

static const char *reason_of(const ds_import_row *row)
{
    static const char *const reasons[3] = {"user", "vendor", "change"};
    const char *given = row->value[DS_FIELD_REASON];
    for (int i = 0; i < 3; i++)
        if (strcmp(given, reasons[i]) == 0)
            return reasons[i];
    return row->status == DS_STATUS_HOLD_VENDOR   ? "vendor"
           : row->status == DS_STATUS_HOLD_CHANGE ? "change"
                                                  : "user";
}

static void begin_hold(walk *at, const ds_import_row *row, int64_t us)
{
    if (us == DS_NO_TIME ||
        (at->held_since != DS_NO_TIME && strcmp(at->held_for, reason_of(row)) == 0))
        return;
    end_hold(at, us);
    stop_work(at, us, "suspend");
    at->held_since = us;
    at->held_for = reason_of(row);
    at->holds++;
    at->one->is_held = true;
    at->one->is_held_for_user |= at->held_for[0] == 'u';
    push_hold(at, us, "start");
}

static void change_group(walk *at, const char *group, int64_t us)
{
    if (group[0] == '\0' || strcmp(group, at->group) == 0)
        return;
    const char *from = at->group;
    stop_work(at, us, "complete");
    at->group = group;
    at->visit++;
    if (from[0] != '\0') {
        at->changes++;
        push(at, us, "Reassign", "complete")->from_group = from;
    } else {
        at->first_group = group;
        if (at->one->event_count > 0)
            at->one->events[0].group = group;
    }
    push(at, us, "Work", "schedule")->instance = at->visit;
}

static void resolve(walk *at, int64_t us)
{
    if (at->is_resolved)
        return;
    end_hold(at, us);
    stop_work(at, us, "complete");
    at->is_resolved = true;
    at->resolved_us = us;
    at->resolver = at->agent;
    push(at, us, "Resolve", "complete")->agent = at->agent;
}

static void reopen(walk *at, int64_t us)
{
    if (!at->is_resolved)
        return;
    at->is_resolved = false;
    at->resolved_us = DS_NO_TIME;
    at->closed_us = DS_NO_TIME;
    at->reopens++;
    (void)push(at, us, "Reopen", "complete");
}

static bool is_lifecycle(const ds_import_row *row, const char *word)
{
    char squashed[32];
    ds_squash(row->value[DS_FIELD_LIFECYCLE], squashed, sizeof squashed);
    return strcmp(squashed, word) == 0;
}

static bool is_hold(ds_status_kind status)
{
    return status == DS_STATUS_HOLD || status == DS_STATUS_HOLD_USER ||
           status == DS_STATUS_HOLD_VENDOR || status == DS_STATUS_HOLD_CHANGE;
}

/* What the row's state makes of the ticket. */
static void take_status(walk *at, const ds_import_row *row, int64_t us)
{
    bool is_events = at->one->kind == DS_EXPORT_EVENTS;
    if (row->status == DS_STATUS_UNKNOWN)
        return;
    if (is_hold(row->status)) {
        reopen(at, us);
        if (is_events && is_lifecycle(row, "complete") && at->held_since != DS_NO_TIME)
            end_hold(at, us);
        else
            begin_hold(at, row, us);
        return;
    }
    if (row->status == DS_STATUS_RESOLVED) {
        resolve(at, us);
        return;
    }
    if (row->status == DS_STATUS_CLOSED || row->status == DS_STATUS_CANCELLED) {
        end_hold(at, us);
        stop_work(at, us, "complete");
        at->closed_us = us;
        at->one->is_cancelled = row->status == DS_STATUS_CANCELLED;
        return;
    }
    bool is_suspended = is_events && is_lifecycle(row, "suspend");
    if (row->status == DS_STATUS_WORK && is_events &&
        (is_suspended || is_lifecycle(row, "complete") || is_lifecycle(row, "schedule"))) {
        stop_work(at, us, is_suspended ? "suspend" : "complete");
        return;
    }
    reopen(at, us);
    end_hold(at, us);
    if (row->status == DS_STATUS_WORK)
        start_work(at, us);
}

static void take_agent(walk *at, const ds_import_row *row, int64_t us)
{
    const char *name = row->value[DS_FIELD_AGENT];
    int32_t agent = DS_NO_ID;
    if (name[0] == '\0')
        return;
    at->status = ds_ordinals_row(at->people, name, &agent, at->err);
    if (agent != at->agent)
        stop_work(at, us, "suspend");
    at->agent = agent;
}

static void take_row(walk *at, const ds_import_row *row)
{
    int64_t us = row->us[DS_FIELD_UPDATED];
    int64_t resolved = row->us[DS_FIELD_RESOLVED];
    change_group(at, row->value[DS_FIELD_GROUP], us);
    take_agent(at, row, us);
    take_status(at, row, us);
    if (at->one->kind == DS_EXPORT_AUDIT && resolved != DS_NO_TIME && us != DS_NO_TIME &&
        us < resolved && row->status != DS_STATUS_RESOLVED &&
        row->status != DS_STATUS_CLOSED)
        at->one->rows_backfilled++;
}

/* One row per ticket: its stamps are the steps. */
static void walk_ticket(walk *at, const ds_import_row *row)
{
    int64_t opened = row->us[DS_FIELD_OPENED];
    (void)push(at, opened, "Arrive", "complete");
    change_group(at, row->value[DS_FIELD_GROUP], opened);
    take_agent(at, row, opened);
    at->one->is_cancelled = row->status == DS_STATUS_CANCELLED;
    at->one->is_held = is_hold(row->status);
    int64_t resolved = row->us[DS_FIELD_RESOLVED];
    if (at->one->is_resolved_when_closed && resolved == DS_NO_TIME)
        resolved = row->us[DS_FIELD_CLOSED];
    if (resolved != DS_NO_TIME)
        resolve(at, resolved);
    at->closed_us = row->us[DS_FIELD_CLOSED];
    if (at->closed_us != DS_NO_TIME)
        (void)push(at, at->closed_us, "Close", "complete");
}

static int64_t earliest(const ds_import_case *one)
{
    int64_t us = DS_NO_TIME;
    for (int32_t i = 0; i < one->count; i++) {
        int64_t given =
            one->rows[i]
                .us[one->kind == DS_EXPORT_EVENTS ? DS_FIELD_UPDATED : DS_FIELD_OPENED];
        if (given != DS_NO_TIME && (us == DS_NO_TIME || given < us))
            us = given;
    }
    return us;
}

/* The last row's value, or the last before it that has one. */
static const char *last_value(const ds_import_case *one, ds_import_field field)
{
    for (int32_t i = one->count; i-- > 0;)
        if (one->rows[i].value[field][0] != '\0')
            return one->rows[i].value[field];
    return "";
}

/* Where the columns say so themselves, they go before what the steps tell. */
static void take_columns(walk *at)
{
    ds_import_case *one = at->one;
    const ds_import_row *last = &one->rows[one->count - 1];
    if (one->has_column[DS_FIELD_RESOLVED] && !one->is_resolved_when_closed)
        at->resolved_us = last->us[DS_FIELD_RESOLVED];
    if (one->has_column[DS_FIELD_CLOSED])
        at->closed_us = last->us[DS_FIELD_CLOSED];
    const char *name = last_value(one, DS_FIELD_RESOLVER);
    if (name[0] != '\0' && at->status == DS_OK)
        at->status = ds_ordinals_row(at->people, name, &at->resolver, at->err);
}

static void walk_rows(walk *at)
{
    ds_import_case *one = at->one;
    (void)push(at, earliest(one), "Arrive", "complete");
    for (int32_t i = 0; at->status == DS_OK && i < one->count; i++)
        take_row(at, &one->rows[i]);
    if (one->kind == DS_EXPORT_AUDIT) {
        take_columns(at);
    } else if (!at->is_resolved && at->closed_us != DS_NO_TIME) {
        int64_t closed = at->closed_us;
        resolve(at, closed);
    }
    if (at->held_since != DS_NO_TIME)
        end_hold(at, at->resolved_us);
    if (at->closed_us != DS_NO_TIME)
        (void)push(at, at->closed_us, "Close", "complete");
}

static int compare_events(const void *a, const void *b)
{
    const ds_import_event *left = a;
    const ds_import_event *right = b;
    return left->us < right->us ? -1 : left->us > right->us;
}

/* Rows out of the order of their times (the sequence went first) leave a few to sort; a
 * merge of insertions keeps equals as they were. */
static void order_events(ds_import_case *one)
{
    for (int32_t i = 1; i < one->event_count; i++) {
        ds_import_event moved = one->events[i];
        int32_t place = i;
        while (place > 0 && compare_events(&moved, &one->events[place - 1]) < 0) {
            one->events[place] = one->events[place - 1];
            place--;
        }
        one->events[place] = moved;
    }
}

static void fill_record(walk *at)
{
    ds_import_case *one = at->one;
    ds_ticket_record *record = &one->record;
    *record = ds_ticket_record_none();
    record->line = one->rows[0].line;
    record->id = one->rows[0].value[DS_FIELD_ID];
    record->opened_us = earliest(one);
    record->resolved_us = at->resolved_us;
    record->closed_us = at->closed_us;
    record->category = last_value(one, DS_FIELD_CATEGORY);
    record->impact = last_value(one, DS_FIELD_IMPACT);
    record->urgency = last_value(one, DS_FIELD_URGENCY);
    record->priority = last_value(one, DS_FIELD_PRIORITY);
    record->channel = last_value(one, DS_FIELD_CHANNEL);
    record->group = at->first_group;
    if (one->kind != DS_EXPORT_TICKETS) {
        record->reassignments = at->changes;
        record->reopens = at->reopens;
        record->hold_us = at->hold_us;
    }
    one->agent = at->resolved_us == DS_NO_TIME ? DS_NO_ID
                 : at->resolver != DS_NO_ID    ? at->resolver
                                               : at->agent;
}

ds_status ds_case_finish(ds_import_case *one, ds_ordinals *people, ds_error *err)
{
    walk at = {.one = one,
               .people = people,
               .err = err,
               .group = "",
               .first_group = "",
               .held_for = "",
               .agent = DS_NO_ID,
               .resolver = DS_NO_ID,
               .held_since = DS_NO_TIME,
               .resolved_us = DS_NO_TIME,
               .closed_us = DS_NO_TIME};
    order_rows(one);
    if (one->kind == DS_EXPORT_TICKETS) {
        walk_ticket(&at, &one->rows[0]);
        take_columns(&at);
    } else {
        walk_rows(&at);
    }
    order_events(one);
    fill_record(&at);
    return at.status;
}
