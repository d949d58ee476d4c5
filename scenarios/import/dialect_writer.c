#include "scenarios/import/dialect_writer.h"

#include "scenarios/ticket_csv.h"
#include "sim/clock.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { COLUMNS_MOST = 64 };

typedef struct writer {
    const ds_dialect *dialect;
    FILE *file;
    char delimiter;
    ds_import_field field[COLUMNS_MOST];
    int32_t count;
} writer;

/* One row: the ticket as it was at a time. */
typedef struct moment {
    const ds_ticket_record *ticket;
    int64_t us;
    ds_status_kind status;
    const char *activity; /* of an event log, and its lifecycle */
    const char *lifecycle;
    int32_t sequence;
} moment;

static void put_text(const writer *to, const char *text)
{
    const char special[] = {to->delimiter, '"', '\r', '\n', '\0'};
    if (text[strcspn(text, special)] == '\0') {
        (void)fputs(text, to->file);
        return;
    }
    (void)fputc('"', to->file);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            (void)fputc('"', to->file);
        (void)fputc(*text, to->file);
    }
    (void)fputc('"', to->file);
}

static void put_time(const writer *to, int64_t us)
{
    char text[64];
    struct tm parts;
    time_t seconds = (time_t)(us / DS_SECOND);
    if (us == DS_NO_TIME || !gmtime_r(&seconds, &parts))
        return;
    if (strftime(text, sizeof text, to->dialect->date, &parts) > 0)
        put_text(to, text);
}

static const char *first_word(const ds_words *words, const char *otherwise)
{
    return words->count > 0 ? words->list[0] : otherwise;
}

/* P3 as the third of the dialect's words. */
static const char *ranked(const ds_words *words, const char *text)
{
    int rank = text[0] == 'P' && text[1] >= '1' && text[1] <= '9' && text[2] == '\0'
                   ? text[1] - '0'
                   : 0;
    return rank >= 1 && rank <= words->count ? words->list[rank - 1] : text;
}

static const char *level(const ds_words *words, const char *text)
{
    static const char *const names[3] = {"high", "medium", "low"};
    for (int i = 0; i < 3 && i < words->count; i++)
        if (strcmp(text, names[i]) == 0)
            return words->list[i];
    return text;
}

static const char *status_word(const ds_dialect *dialect, ds_status_kind status)
{
    if (dialect->status[status].count == 0 && status == DS_STATUS_RESOLVED)
        status = DS_STATUS_CLOSED;
    if (dialect->status[status].count == 0 && status == DS_STATUS_CLOSED)
        status = DS_STATUS_RESOLVED;
    if (dialect->status[status].count == 0 && status == DS_STATUS_HOLD_USER)
        status = DS_STATUS_HOLD;
    return first_word(&dialect->status[status], "");
}

static const char *flag_word(const ds_dialect *dialect, bool is_yes)
{
    return is_yes ? first_word(&dialect->yes, "true") : first_word(&dialect->no, "false");
}

static void put_flag(const writer *to, ds_sla_met flag, bool is_breach)
{
    if (flag != DS_SLA_UNKNOWN)
        put_text(to, flag_word(to->dialect, (flag == DS_SLA_MET) != is_breach));
}

static void put_count(const writer *to, int32_t count)
{
    if (count >= 0)
        (void)fprintf(to->file, "%d", count);
}

static void put_field(const writer *to, const moment *row, ds_import_field field)
{
    const ds_ticket_record *ticket = row->ticket;
    const ds_dialect *dialect = to->dialect;
    bool is_log = dialect->kind != DS_EXPORT_TICKETS;
    bool is_over = !is_log || row->status >= DS_STATUS_RESOLVED;
    switch (field) {
    case DS_FIELD_ID:
        put_text(to, ticket->id);
        break;
    case DS_FIELD_OPENED:
        put_time(to, ticket->opened_us);
        break;
    case DS_FIELD_RESOLVED:
        put_time(to, ticket->resolved_us);
        break;
    case DS_FIELD_CLOSED:
        put_time(to, dialect->is_resolved_when_closed ? ticket->resolved_us
                                                      : ticket->closed_us);
        break;
    case DS_FIELD_UPDATED:
        put_time(to, row->us);
        break;
    case DS_FIELD_TYPE:
        if (ticket->type != DS_NO_ID)
            put_text(to, first_word(&dialect->types[ticket->type],
                                    ds_ticket_type_word(ticket->type)));
        break;
    case DS_FIELD_CATEGORY:
        put_text(to, ticket->category);
        break;
    case DS_FIELD_IMPACT:
        put_text(to, level(&dialect->levels, ticket->impact));
        break;
    case DS_FIELD_URGENCY:
        put_text(to, level(&dialect->levels, ticket->urgency));
        break;
    case DS_FIELD_PRIORITY:
        put_text(to, ranked(&dialect->priorities, ticket->priority));
        break;
    case DS_FIELD_GROUP:
        put_text(to, ticket->group);
        break;
    case DS_FIELD_AGENT:
    case DS_FIELD_RESOLVER:
        if (is_over)
            put_text(to, ticket->agent);
        break;
    case DS_FIELD_CHANNEL:
        put_text(to, ticket->channel);
        break;
    case DS_FIELD_STATUS:
        put_text(to, status_word(dialect, row->status));
        break;
    case DS_FIELD_SLA_MET:
        put_flag(to, ticket->sla_met, false);
        break;
    case DS_FIELD_SLA_BREACHED:
        put_flag(to, ticket->sla_met, true);
        break;
    case DS_FIELD_SLA_LEFT:
        if (ticket->sla_met != DS_SLA_UNKNOWN)
            put_text(to, ticket->sla_met == DS_SLA_MET ? "1:00" : "-1:00");
        break;
    case DS_FIELD_REASSIGNMENTS:
        put_count(to, ticket->reassignments);
        break;
    case DS_FIELD_REOPENS:
        put_count(to, ticket->reopens);
        break;
    case DS_FIELD_HOLD:
        if (ticket->hold_us != DS_NO_SPAN)
            (void)fprintf(to->file, "%.0f",
                          (double)ticket->hold_us / 1e6 / dialect->hold_s);
        break;
    case DS_FIELD_SEQUENCE:
        put_count(to, row->sequence);
        break;
    case DS_FIELD_ACTIVITY:
        put_text(to, row->activity);
        break;
    case DS_FIELD_LIFECYCLE:
        put_text(to, row->lifecycle);
        break;
    case DS_FIELD_DUE:
    case DS_FIELD_WORKED:
    case DS_FIELD_CALLER:
    case DS_FIELD_REASON:
    case DS_IMPORT_FIELDS:
        break;
    }
}

static void put_row(const writer *to, const moment *row)
{
    for (int32_t i = 0; i < to->count; i++) {
        if (i > 0)
            (void)fputc(to->delimiter, to->file);
        put_field(to, row, to->field[i]);
    }
    (void)fputs(to->delimiter == ';' ? "\r\n" : "\n", to->file);
}

static ds_status_kind last_status(const ds_ticket_record *ticket)
{
    return ticket->closed_us != DS_NO_TIME     ? DS_STATUS_CLOSED
           : ticket->resolved_us != DS_NO_TIME ? DS_STATUS_RESOLVED
                                               : DS_STATUS_WORK;
}

/* The hold ends at the resolution, or begins at the opening where there is none. */
static void put_log(const writer *to, const ds_ticket_record *ticket)
{
    bool is_resolved = ticket->resolved_us != DS_NO_TIME;
    bool is_audit = to->dialect->kind == DS_EXPORT_AUDIT;
    moment row = {ticket, ticket->opened_us, DS_STATUS_NEW, "Arrive", "complete", 0};
    put_row(to, &row);
    if (is_resolved && ticket->hold_us > 0) {
        row = (moment){ticket,
                       ticket->resolved_us - ticket->hold_us,
                       DS_STATUS_HOLD_USER,
                       "Hold",
                       "start",
                       1};
        put_row(to, &row);
        row = (moment){ticket, ticket->resolved_us, DS_STATUS_HOLD_USER,
                       "Hold", "complete",          2};
        if (!is_audit)
            put_row(to, &row);
    }
    if (is_resolved) {
        row = (moment){ticket,    ticket->resolved_us, DS_STATUS_RESOLVED,
                       "Resolve", "complete",          3};
        put_row(to, &row);
    }
    if (ticket->closed_us != DS_NO_TIME) {
        row = (moment){ticket, ticket->closed_us, DS_STATUS_CLOSED, "Close", "complete", 4};
        put_row(to, &row);
    }
}

static ds_status take(void *context, const ds_ticket_record *ticket, ds_error *err)
{
    const writer *to = context;
    (void)err;
    if (to->dialect->kind != DS_EXPORT_TICKETS) {
        put_log(to, ticket);
        return DS_OK;
    }
    moment row = {ticket, ticket->resolved_us, last_status(ticket), "", "", 0};
    put_row(to, &row);
    return DS_OK;
}

static ds_import_field field_of(const ds_dialect *dialect, const char *heading)
{
    for (int i = 0; i < DS_IMPORT_FIELDS; i++)
        if (ds_words_have(&dialect->columns[i], heading))
            return (ds_import_field)i;
    return DS_IMPORT_FIELDS;
}

ds_status ds_dialect_write(ds_byte_source *source, const ds_dialect *dialect, FILE *file,
                           ds_error *err)
{
    writer to = {.dialect = dialect,
                 .file = file,
                 .delimiter = dialect->delimiter ? dialect->delimiter : ','};
    ds_ticket_csv_report report;
    for (int32_t i = 0; i < dialect->written.count && i < COLUMNS_MOST; i++) {
        if (i > 0)
            (void)fputc(to.delimiter, file);
        put_text(&to, dialect->written.list[i]);
        to.field[to.count++] = field_of(dialect, dialect->written.list[i]);
    }
    (void)fputs(to.delimiter == ';' ? "\r\n" : "\n", file);
    return ds_ticket_csv_read(source, take, &to, &report, err);
}
