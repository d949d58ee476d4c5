#include "scenarios/import/import.h"

#include "scenarios/id_set.h"
#include "scenarios/import/amount.h"
#include "scenarios/import/case.h"
#include "scenarios/import/event_writer.h"
#include "scenarios/import/regroup.h"
#include "scenarios/import/spool.h"
#include "scenarios/import/survey.h"
#include "scenarios/import/words.h"
#include "scenarios/ticket_value.h"
#include "scenarios/ticket_writer.h"
#include "scenarios/time_zone.h"
#include "scenarios/utf8.h"
#include "sim/clock.h"

#include <stdlib.h>
#include <string.h>

typedef struct importer {
    const ds_import_options *options;
    ds_survey survey;
    ds_quality *quality;
    ds_error *err;
    ds_zone zone;
    bool has_zone;
    ds_import_case one; /* the ticket at hand */
    ds_id_set ids;
    ds_ordinals tickets; /* rows by id, where they stand mixed */
    ds_ordinals agents;
    ds_ordinals callers;
    ds_ordinals resolvers;
    ds_ordinals assigned;
    ds_ordinals all_groups;
    ds_word_cache statuses;
    ds_word_cache types;
    ds_word_cache flags;
    ds_word_cache priorities;
    ds_ticket_writer writer;
    int64_t *touch_us; /* [worked groups] */
    char *latin;       /* a row's values as UTF-8 */
    size_t latin_size;
} importer;

/* Reading a row. */

/* Latin-1 as browsers take it: 0x80 to 0x9f are those of Windows-1252. */
static size_t put_latin(char *to, unsigned char c)
{
    static const uint16_t windows[32] = {
        0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
        0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
        0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
        0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};
    uint32_t code = c >= 0x80 && c < 0xa0 ? windows[c - 0x80] : c;
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        to[0] = (char)(0xc0 | (code >> 6));
        to[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    to[0] = (char)(0xe0 | (code >> 12));
    to[1] = (char)(0x80 | ((code >> 6) & 0x3f));
    to[2] = (char)(0x80 | (code & 0x3f));
    return 3;
}

static bool is_ascii(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text >= 0x80)
            return false;
    return true;
}

/* The fields that are used, as UTF-8. */
static ds_status decode(importer *all, ds_import_row *row)
{
    size_t needed = 0;
    size_t used = 0;
    if (!all->survey.is_latin1)
        return DS_OK;
    for (int i = DS_FIELD_TIMES; i < DS_IMPORT_FIELDS; i++)
        needed += is_ascii(row->value[i]) ? 0 : 3 * strlen(row->value[i]) + 1;
    if (needed > all->latin_size) {
        char *grown = realloc(all->latin, 2 * needed);
        if (!grown)
            return ds_error_no_memory(all->err);
        all->latin = grown;
        all->latin_size = 2 * needed;
    }
    for (int i = DS_FIELD_TIMES; i < DS_IMPORT_FIELDS; i++) {
        const char *from = row->value[i];
        if (is_ascii(from))
            continue;
        row->value[i] = all->latin + used;
        for (; *from != '\0'; from++)
            used += put_latin(all->latin + used, (unsigned char)*from);
        all->latin[used++] = '\0';
    }
    return DS_OK;
}

static bool refuse(importer *all, ds_import_refusal refusal, int64_t rows, int64_t line,
                   const char *text)
{
    ds_counted_add(&all->quality->refused[refusal], rows, line, "%s", text);
    all->quality->rows_refused += rows;
    return false;
}

static bool take_time(importer *all, const ds_csv_row *row, int field, ds_import_row *out)
{
    const ds_survey *survey = &all->survey;
    int32_t column = survey->columns.column[field];
    out->us[field] = DS_NO_TIME;
    if (column < 0)
        return true;
    const ds_csv_field *text = &row->fields[column];
    ds_stamp stamp;
    if (ds_survey_is_missing(survey, text->text))
        return true;
    if (ds_stamp_parse(text->text, text->length, &stamp) == DS_STAMP_GOOD &&
        ds_stamp_instant(&stamp, survey->order[field], &all->zone, &out->us[field]))
        return true;
    char shown[48];
    char why[128];
    ds_utf8_clip(shown, sizeof shown, text->text, text->length);
    (void)snprintf(why, sizeof why, "%s '%s' is no date here",
                   ds_import_field_name((ds_import_field)field), shown);
    return refuse(all, DS_IMPORT_BAD_TIME, 1, row->line, why);
}

static bool take_texts(importer *all, const ds_csv_row *row, ds_import_row *out)
{
    const ds_survey *survey = &all->survey;
    char why[96];
    if (row->count != survey->columns.count) {
        (void)snprintf(why, sizeof why, "%d columns where the header has %d", row->count,
                       survey->columns.count);
        return refuse(all, DS_IMPORT_COLUMNS, 1, row->line, why);
    }
    out->line = row->line;
    for (int i = DS_FIELD_TIMES; i < DS_IMPORT_FIELDS; i++) {
        const char *text = ds_survey_text(survey, row, (ds_import_field)i);
        out->value[i] = text[0] == '\0' || ds_survey_is_missing(survey, text) ? "" : text;
    }
    if (out->value[DS_FIELD_ID][0] == '\0')
        return refuse(all, DS_IMPORT_NO_ID, 1, row->line, "the id is empty");
    return true;
}

static bool take_times(importer *all, const ds_csv_row *row, ds_import_row *out)
{
    bool is_events = all->survey.dialect->kind == DS_EXPORT_EVENTS;
    for (int i = 0; i < DS_FIELD_TIMES; i++)
        if (!take_time(all, row, i, out))
            return false;
    if (out->us[is_events ? DS_FIELD_UPDATED : DS_FIELD_OPENED] == DS_NO_TIME)
        return refuse(all, DS_IMPORT_NO_TIME, 1, row->line,
                      is_events ? "the time stamp is empty" : "the opening time is empty");
    return true;
}

static ds_status meaning(importer *all, ds_word_cache *cache, ds_word_meaning *what,
                         const char *text, int32_t *out)
{
    return ds_word_cache_find(cache, all->survey.dialect, what, text, out, all->err);
}

/* Of the standard's lifecycle model; other words in that column are states. */
static bool is_transition(const char *text)
{
    static const char *const words[] = {"schedule", "assign",  "reassign", "start",
                                        "suspend",  "resume",  "complete", "withdraw",
                                        "ateabort", "piabort", "autoskip", "manualskip"};
    char squashed[32];
    ds_squash(text, squashed, sizeof squashed);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i], squashed) == 0)
            return true;
    return squashed[0] == '\0';
}

/* A state beside the activity says more where it is one of waiting or of an end. */
static ds_status refine_status(importer *all, const ds_import_row *row, int32_t *kind)
{
    const char *text = row->value[DS_FIELD_LIFECYCLE];
    int32_t state = DS_STATUS_UNKNOWN;
    if (is_transition(text))
        return DS_OK;
    ds_status status = meaning(all, &all->statuses, ds_word_status, text, &state);
    if (state >= DS_STATUS_HOLD_USER || *kind == DS_STATUS_UNKNOWN)
        *kind = state;
    return status;
}

static ds_status take_status(importer *all, ds_import_row *row)
{
    bool is_events = all->survey.dialect->kind == DS_EXPORT_EVENTS;
    const char *text = row->value[is_events ? DS_FIELD_ACTIVITY : DS_FIELD_STATUS];
    int32_t kind = DS_STATUS_UNKNOWN;
    ds_status status = DS_OK;
    if (text[0] != '\0')
        status = meaning(all, &all->statuses, ds_word_status, text, &kind);
    if (status == DS_OK && is_events)
        status = refine_status(all, row, &kind);
    if (kind == DS_STATUS_UNKNOWN && text[0] != '\0' &&
        !ds_words_have(&all->survey.dialect->status[DS_STATUS_UNKNOWN], text)) {
        char shown[64];
        ds_utf8_clip(shown, sizeof shown, text, strlen(text));
        ds_counted_add(&all->quality->puzzles[DS_PUZZLE_STATUS], 1, row->line, "'%s'",
                       shown);
    }
    row->status = (ds_status_kind)kind;
    return status;
}

static void take_sequence(ds_import_row *row)
{
    int64_t us = 0;
    row->sequence = -1;
    if (ds_ticket_seconds_parse(row->value[DS_FIELD_SEQUENCE], &us))
        row->sequence = us;
}

/* Finishing a ticket. */

static void puzzle(importer *all, ds_import_puzzle which, int64_t line, const char *text)
{
    char shown[64];
    ds_utf8_clip(shown, sizeof shown, text, strlen(text));
    ds_counted_add(&all->quality->puzzles[which], 1, line, "'%s'", shown);
}

/* The last row's text of a field. */
static const char *last_text(const importer *all, ds_import_field field)
{
    const ds_import_case *one = &all->one;
    for (int32_t i = one->count; i-- > 0;)
        if (one->rows[i].value[field][0] != '\0')
            return one->rows[i].value[field];
    return "";
}

static ds_status set_type(importer *all)
{
    const char *text = last_text(all, DS_FIELD_TYPE);
    ds_ticket_record *ticket = &all->one.record;
    if (text[0] == '\0')
        return DS_OK;
    ds_status status = meaning(all, &all->types, ds_word_type, text, &ticket->type);
    if (status == DS_OK && ticket->type == DS_NO_ID)
        puzzle(all, DS_PUZZLE_TYPE, ticket->line, text);
    return status;
}

static ds_status set_flag(importer *all, ds_import_field field, bool is_breach)
{
    const char *text = last_text(all, field);
    ds_ticket_record *ticket = &all->one.record;
    int32_t flag = DS_NO_ID;
    if (text[0] == '\0' || ticket->sla_met != DS_SLA_UNKNOWN)
        return DS_OK;
    ds_status status = meaning(all, &all->flags, ds_word_flag, text, &flag);
    if (flag == DS_NO_ID)
        puzzle(all, DS_PUZZLE_SLA, ticket->line, text);
    else
        ticket->sla_met = (flag == 1) != is_breach ? DS_SLA_MET : DS_SLA_BREACHED;
    return status;
}

/* By a flag, by what was left of the time, or by the due date. */
static ds_status set_sla(importer *all)
{
    ds_ticket_record *ticket = &all->one.record;
    double left = 0.0;
    const char *text = last_text(all, DS_FIELD_SLA_LEFT);
    int64_t due = all->one.rows[all->one.count - 1].us[DS_FIELD_DUE];
    ds_status status = set_flag(all, DS_FIELD_SLA_MET, false);
    if (status == DS_OK)
        status = set_flag(all, DS_FIELD_SLA_BREACHED, true);
    if (status != DS_OK || ticket->sla_met != DS_SLA_UNKNOWN)
        return status;
    if (text[0] != '\0' && ds_amount_seconds(text, all->survey.dialect->sla_left_s,
                                             all->survey.is_comma, &left)) {
        if (text[0] == '-' || left < 0.0)
            ticket->sla_met = DS_SLA_BREACHED;
        else if (ticket->resolved_us != DS_NO_TIME) /* otherwise it may still be missed */
            ticket->sla_met = DS_SLA_MET;
    } else if (text[0] != '\0')
        puzzle(all, DS_PUZZLE_SLA, ticket->line, text);
    else if (due != DS_NO_TIME && ticket->resolved_us != DS_NO_TIME)
        ticket->sla_met = ticket->resolved_us <= due ? DS_SLA_MET : DS_SLA_BREACHED;
    return DS_OK;
}

static const char *const ranks[10] = {"",   "P1", "P2", "P3", "P4",
                                      "P5", "P6", "P7", "P8", "P9"};

static ds_status set_priority(importer *all)
{
    ds_ticket_record *ticket = &all->one.record;
    int32_t rank = 0;
    if (ticket->priority[0] == '\0')
        return DS_OK;
    ds_status status =
        meaning(all, &all->priorities, ds_word_priority, ticket->priority, &rank);
    if (rank > 0)
        ticket->priority = ranks[rank];
    return status;
}

static void set_count(importer *all, ds_import_field field, int32_t *count)
{
    const char *text = last_text(all, field);
    double value = 0.0;
    if (text[0] == '\0')
        return;
    if (ds_amount_number(text, all->survey.is_comma, &value) && value >= 0.0 &&
        value <= 1e6)
        *count = (int32_t)value;
    else
        puzzle(all, DS_PUZZLE_NUMBER, all->one.record.line, text);
}

static bool read_span(importer *all, ds_import_field field, double unit, int64_t *us)
{
    const char *text = last_text(all, field);
    double seconds = 0.0;
    if (text[0] == '\0')
        return false;
    if (ds_amount_seconds(text, unit, all->survey.is_comma, &seconds) && seconds >= 0.0 &&
        seconds <= 3e9) {
        *us = (int64_t)(seconds * 1e6 + 0.5);
        return true;
    }
    puzzle(all, DS_PUZZLE_NUMBER, all->one.record.line, text);
    return false;
}

/* Time worked belongs to the only group that had the ticket. */
static ds_status set_worked(importer *all)
{
    ds_ticket_record *ticket = &all->one.record;
    const ds_ordinals *groups = &all->survey.worked_groups;
    int64_t us = 0;
    int32_t row = 0;
    ticket->touch_count = groups->count;
    ticket->touch_us = all->touch_us;
    for (int32_t i = 0; i < groups->count; i++)
        all->touch_us[i] = DS_NO_SPAN;
    if (groups->count == 0 ||
        !read_span(all, DS_FIELD_WORKED, all->survey.dialect->worked_s, &us) || us == 0)
        return DS_OK;
    if (ticket->reassignments > 0 || ticket->group[0] == '\0') {
        ds_counted_add(&all->quality->puzzles[DS_PUZZLE_WORKED], 1, ticket->line, "'%s'",
                       ticket->id);
        return DS_OK;
    }
    for (row = 0; row < groups->count; row++)
        if (strcmp(groups->texts[row], ticket->group) == 0)
            all->touch_us[row] = us;
    return DS_OK;
}

static void set_numbers(importer *all)
{
    ds_ticket_record *ticket = &all->one.record;
    set_count(all, DS_FIELD_REASSIGNMENTS, &ticket->reassignments);
    set_count(all, DS_FIELD_REOPENS, &ticket->reopens);
    (void)read_span(all, DS_FIELD_HOLD, all->survey.dialect->hold_s, &ticket->hold_us);
}

static void note_steps(importer *all)
{
    ds_quality *quality = all->quality;
    const ds_import_case *one = &all->one;
    quality->backfilled_rows += one->rows_backfilled;
    quality->backfilled_tickets += one->rows_backfilled > 0;
    quality->rows_out_of_order += one->rows_out_of_order;
    quality->tickets_out_of_order += one->rows_out_of_order > 0;
    quality->held_tickets += one->is_held;
    quality->held_for_user += one->is_held_for_user;
    quality->cancelled += one->is_cancelled;
}

static bool check_order(importer *all)
{
    ds_ticket_record *ticket = &all->one.record;
    char why[128];
    char opened[DS_ISO_TIME_SIZE];
    char resolved[DS_ISO_TIME_SIZE];
    if (ticket->closed_us != DS_NO_TIME && ticket->closed_us < ticket->opened_us) {
        puzzle(all, DS_PUZZLE_CLOSED, ticket->line, ticket->id);
        ticket->closed_us = DS_NO_TIME;
    }
    if (ticket->resolved_us == DS_NO_TIME || ticket->resolved_us >= ticket->opened_us)
        return true;
    (void)ds_iso_time_format(ticket->opened_us, opened);
    (void)ds_iso_time_format(ticket->resolved_us, resolved);
    (void)snprintf(why, sizeof why, "resolved %s, opened %s", resolved, opened);
    return refuse(all, DS_IMPORT_ORDER, all->one.count, ticket->line, why);
}

static ds_status write_ticket(importer *all)
{
    ds_import_case *one = &all->one;
    char agent[16] = "";
    if (one->agent != DS_NO_ID)
        (void)snprintf(agent, sizeof agent, "A%d", one->agent + 1);
    one->record.agent = agent;
    all->quality->rows_used += one->count;
    const char *group = one->record.group;
    if (one->kind == DS_EXPORT_AUDIT) /* the report is about the file as it is */
        one->record.group = one->rows[0].value[DS_FIELD_GROUP];
    ds_status status = ds_quality_add(all->quality, &one->record, all->err);
    one->record.group = group;
    if (status == DS_OK && all->options->tickets)
        status = ds_ticket_writer_put(&all->writer, &one->record, all->err);
    if (status == DS_OK && all->options->events)
        ds_import_events_put(one, all->options->events);
    one->record.agent = "";
    return status;
}

static ds_status finish_ticket(importer *all)
{
    ds_import_case *one = &all->one;
    if (one->count == 0)
        return DS_OK;
    ds_status status = ds_case_finish(one, &all->agents, all->err);
    if (status == DS_OK) {
        set_numbers(all);
        status = set_type(all);
    }
    if (status == DS_OK)
        status = set_priority(all);
    if (status == DS_OK && check_order(all)) {
        status = set_sla(all);
        if (status == DS_OK)
            status = set_worked(all);
        note_steps(all);
        if (status == DS_OK)
            status = write_ticket(all);
    }
    ds_case_reset(one);
    return status;
}

/* The second pass. */

/* Who and what there is, in rows that may be used. */
static ds_status count_names(importer *all, const ds_import_row *row)
{
    int32_t ignored = 0;
    const char *caller = row->value[DS_FIELD_CALLER];
    const char *resolver = row->value[DS_FIELD_RESOLVER];
    const char *agent = row->value[DS_FIELD_AGENT];
    const char *group = row->value[DS_FIELD_GROUP];
    ds_status status = DS_OK;
    if (caller[0] != '\0')
        status = ds_ordinals_row(&all->callers, caller, &ignored, all->err);
    if (status == DS_OK && resolver[0] != '\0')
        status = ds_ordinals_row(&all->resolvers, resolver, &ignored, all->err);
    if (!all->quality->has_steps) /* told by the tickets themselves */
        return status;
    if (status == DS_OK && agent[0] != '\0')
        status = ds_ordinals_row(&all->assigned, agent, &ignored, all->err);
    if (status == DS_OK && group[0] != '\0')
        status = ds_ordinals_row(&all->all_groups, group, &ignored, all->err);
    return status;
}

static ds_status take_single(importer *all, const ds_import_row *row)
{
    bool is_new = false;
    const char *id = row->value[DS_FIELD_ID];
    ds_status status = ds_id_set_add(&all->ids, id, strlen(id), &is_new, all->err);
    if (status != DS_OK)
        return status;
    if (!is_new) {
        char why[96];
        char shown[48];
        ds_utf8_clip(shown, sizeof shown, id, strlen(id));
        (void)snprintf(why, sizeof why, "id '%s' came before", shown);
        (void)refuse(all, DS_IMPORT_DUPLICATE, 1, row->line, why);
        all->quality->repeated++;
        return DS_OK;
    }
    status = ds_case_add(&all->one, row, false, all->err);
    return status == DS_OK ? finish_ticket(all) : status;
}

static ds_status take_step(importer *all, const ds_import_row *row)
{
    const char *id = row->value[DS_FIELD_ID];
    ds_status status = DS_OK;
    if (all->one.count > 0 && strcmp(id, all->one.rows[0].value[DS_FIELD_ID]) != 0)
        status = finish_ticket(all);
    if (status != DS_OK)
        return status;
    if (all->one.count == DS_CASE_ROWS) {
        (void)refuse(all, DS_IMPORT_TOO_MANY, 1, row->line,
                     "more than 100,000 rows of one ticket");
        return DS_OK;
    }
    return ds_case_add(&all->one, row, true, all->err);
}

/* Rows that stand mixed are packed: the row as it is in memory, then its texts. */
static ds_status pack_row(importer *all, const ds_import_row *row, ds_regroup *sorter)
{
    size_t size = sizeof *row;
    int32_t ticket = 0;
    for (int i = DS_FIELD_TIMES; i < DS_IMPORT_FIELDS; i++)
        size += strlen(row->value[i]) + 1;
    char *packed = malloc(size);
    if (!packed)
        return ds_error_no_memory(all->err);
    memcpy(packed, row, sizeof *row);
    char *at = packed + sizeof *row;
    for (int i = DS_FIELD_TIMES; i < DS_IMPORT_FIELDS; i++) {
        size_t length = strlen(row->value[i]) + 1;
        memcpy(at, row->value[i], length);
        at += length;
    }
    ds_status status =
        ds_ordinals_row(&all->tickets, row->value[DS_FIELD_ID], &ticket, all->err);
    if (status == DS_OK)
        status = ds_regroup_put(sorter, (uint32_t)ticket, packed, size, all->err);
    free(packed);
    return status;
}

static ds_status unpack_rows(importer *all, ds_regroup *sorter)
{
    ds_status status = ds_regroup_sort(sorter, all->err);
    while (status == DS_OK) {
        uint32_t ticket = 0;
        const char *bytes = NULL;
        size_t size = 0;
        ds_import_row row;
        status = ds_regroup_next(sorter, &ticket, &bytes, &size, all->err);
        if (status != DS_OK || !bytes)
            break;
        memcpy(&row, bytes, sizeof row);
        const char *at = bytes + sizeof row;
        for (int i = DS_FIELD_TIMES; i < DS_IMPORT_FIELDS; i++) {
            row.value[i] = at;
            at += strlen(at) + 1;
        }
        status = take_step(all, &row);
    }
    return status;
}

static ds_status take_row(importer *all, const ds_csv_row *row, ds_row_fault fault,
                          ds_regroup *sorter)
{
    static const char *const faults[DS_ROW_FAULTS] = {
        "", "a quote is not closed", "longer than a row can be", "more than 4096 columns",
        "a NUL byte in it"};
    ds_import_row taken;
    all->quality->rows_read++;
    if (fault != DS_ROW_WHOLE) {
        (void)refuse(all, (ds_import_refusal)(fault - 1), 1, row->line, faults[fault]);
        return DS_OK;
    }
    if (!take_texts(all, row, &taken) || !take_times(all, row, &taken))
        return DS_OK;
    take_sequence(&taken);
    ds_status status = decode(all, &taken);
    if (status == DS_OK)
        status = take_status(all, &taken);
    if (status == DS_OK)
        status = count_names(all, &taken);
    if (status != DS_OK)
        return status;
    if (all->survey.dialect->kind == DS_EXPORT_TICKETS)
        return take_single(all, &taken);
    return sorter ? pack_row(all, &taken, sorter) : take_step(all, &taken);
}

static bool is_stopped(const importer *all)
{
    return all->options->stop && atomic_load(all->options->stop);
}

static ds_status take_rows(importer *all, ds_row_reader *reader, ds_regroup *sorter)
{
    ds_csv_row row;
    ds_row_fault fault = DS_ROW_WHOLE;
    ds_status status = ds_row_reader_next(reader, &row, &fault, all->err); /* the header */
    ds_row_reader_expect(reader, all->survey.columns.count);
    while (status == DS_OK) {
        status = ds_row_reader_next(reader, &row, &fault, all->err);
        if (status != DS_OK || (row.count == 0 && fault == DS_ROW_WHOLE))
            break;
        status = take_row(all, &row, fault, sorter);
        if (status == DS_OK && all->quality->rows_read % 4096 == 0 && is_stopped(all))
            status = DS_UNFINISHED;
    }
    return status;
}

static ds_status second_pass(importer *all)
{
    ds_row_reader *reader = NULL;
    ds_regroup *sorter = NULL;
    ds_status status = ds_survey_open(&all->survey, &reader, all->err);
    if (status == DS_OK && !all->survey.is_together) {
        sorter = ds_regroup_new(0);
        if (!sorter)
            status = ds_error_no_memory(all->err);
    }
    if (status == DS_OK)
        status = take_rows(all, reader, sorter);
    if (status == DS_OK && sorter)
        status = unpack_rows(all, sorter);
    if (status == DS_OK)
        status = finish_ticket(all);
    ds_regroup_delete(sorter);
    ds_row_reader_delete(reader);
    return status;
}

/* Around it. */

static ds_status open_zone(importer *all)
{
    const char *name =
        all->options->time_zone ? all->options->time_zone : all->survey.dialect->time_zone;
    ds_status status = ds_time_zone_resolve(name, 0, 0, (ds_ticks)150 * 366 * DS_DAY,
                                            &all->zone, all->err);
    all->has_zone = status == DS_OK;
    all->quality->time_zone = name;
    return status;
}

static ds_status begin_output(importer *all)
{
    const ds_import_options *options = all->options;
    const ds_ordinals *groups = &all->survey.worked_groups;
    if (options->events)
        ds_import_events_head(options->events);
    if (groups->count > 0) {
        all->touch_us = calloc((size_t)groups->count, sizeof *all->touch_us);
        if (!all->touch_us)
            return ds_error_no_memory(all->err);
    }
    if (!options->tickets)
        return DS_OK;
    return ds_ticket_writer_begin(&all->writer, options->tickets, options->tickets_name,
                                  groups->texts, groups->count, all->err);
}

static void describe(importer *all)
{
    static const char *const orders[4] = {"", "day first", "month first", "year first"};
    ds_quality *quality = all->quality;
    const ds_survey *survey = &all->survey;
    int64_t loose = 0;
    quality->dialect = survey->dialect->name;
    quality->dialect_title = survey->dialect->title;
    quality->is_proven = survey->dialect->is_proven;
    quality->delimiter = survey->delimiter;
    quality->encoding = survey->is_latin1       ? "Windows-1252"
                        : survey->high_rows > 0 ? "UTF-8"
                                                : "ASCII";
    quality->has_steps = survey->dialect->kind != DS_EXPORT_TICKETS;
    quality->is_mixed = quality->has_steps && !survey->is_together;
    for (int i = 0; i < DS_FIELD_TIMES; i++)
        loose +=
            survey->stamps[i].dmy + survey->stamps[i].mdy + survey->stamps[i].ambiguous;
    (void)snprintf(quality->date_order, sizeof quality->date_order, "%s",
                   loose > 0 ? orders[survey->order[DS_FIELD_OPENED]]
                             : "told by the dates");
    for (int32_t i = 0; i < survey->columns.count; i++)
        if (!survey->columns.is_used[i]) {
            bool is_personal = ds_columns_is_personal(&survey->columns, survey->dialect, i);
            (void)json_object_set_new(quality->dropped, survey->columns.names[i],
                                      json_string(is_personal ? "personal" : "not used"));
        }
    for (int i = 0; i < DS_IMPORT_FIELDS; i++)
        if (survey->columns.column[i] >= 0)
            (void)json_object_set_new(
                quality->used, ds_import_field_name((ds_import_field)i),
                json_string(survey->columns.names[survey->columns.column[i]]));
}

static ds_status run(importer *all)
{
    ds_status status = ds_survey_run(&all->survey, all->err);
    if (status != DS_OK)
        return status;
    describe(all);
    all->one.kind = all->survey.dialect->kind;
    all->one.is_resolved_when_closed = all->survey.dialect->is_resolved_when_closed;
    all->one.wants_events = all->options->events != NULL;
    for (int i = 0; i < DS_IMPORT_FIELDS; i++)
        all->one.has_column[i] = all->survey.columns.column[i] >= 0;
    status = open_zone(all);
    if (status == DS_OK)
        status = begin_output(all);
    if (status == DS_OK)
        status = second_pass(all);
    if (status == DS_OK && all->options->tickets)
        status = ds_ticket_writer_end(&all->writer, all->err);
    all->quality->agents = all->agents.count;
    all->quality->callers = all->callers.count;
    all->quality->assigned = all->assigned.count;
    all->quality->resolvers = all->resolvers.count;
    all->quality->all_groups = all->all_groups.count;
    if (!all->quality->has_steps) {
        all->quality->assigned = all->agents.count;
        all->quality->all_groups = all->quality->groups.count;
    }
    if (status == DS_OK && all->quality->count == 0)
        status = ds_error_set_at(all->err, DS_BAD_INPUT, all->survey.name, 0, 0,
                                 "none of its %lld rows can be used",
                                 (long long)all->quality->rows_read);
    ds_id_set_free(&all->ids); /* their room goes to the conclusion */
    ds_ordinals_free(&all->tickets);
    return status == DS_OK ? ds_quality_conclude(all->quality, &all->zone, all->err)
                           : status;
}

static void free_all(importer *all)
{
    ds_survey_free(&all->survey);
    if (all->has_zone)
        ds_zone_free(&all->zone);
    ds_case_free(&all->one);
    ds_id_set_free(&all->ids);
    ds_ordinals_free(&all->tickets);
    ds_ordinals_free(&all->agents);
    ds_ordinals_free(&all->callers);
    ds_ordinals_free(&all->resolvers);
    ds_ordinals_free(&all->assigned);
    ds_ordinals_free(&all->all_groups);
    ds_word_cache_free(&all->statuses);
    ds_word_cache_free(&all->types);
    ds_word_cache_free(&all->flags);
    ds_word_cache_free(&all->priorities);
    free(all->touch_us);
    free(all->latin);
}

ds_status ds_import_run(const ds_import_options *options, ds_quality *quality,
                        ds_error *err)
{
    importer all = {.options = options, .quality = quality, .err = err};
    char *copy = NULL;
    ds_status status = DS_OK;
    ds_quality_init(quality);
    for (int32_t i = 0; i < options->split_count; i++)
        quality->splits[quality->split_count++] = options->splits[i];
    all.survey.options = options;
    all.survey.path = options->path;
    all.survey.name = strcmp(options->path, "-") == 0 ? "standard input" : options->path;
    status = ds_spool_if_needed(options->path, &copy, err);
    if (copy)
        all.survey.path = copy;
    if (status == DS_OK)
        status = run(&all);
    if (status != DS_OK && copy && strcmp(err->path, copy) == 0)
        (void)snprintf(err->path, sizeof err->path, "%s", all.survey.name);
    ds_spool_remove(copy);
    free_all(&all);
    return status;
}
