#include "scenarios/ticket_csv.h"

#include "scenarios/csv_reader.h"
#include "scenarios/id_set.h"
#include "scenarios/ticket_value.h"
#include "scenarios/utf8.h"
#include "sim/clock.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct reader {
    const char *name;
    ds_ticket_function *on_ticket;
    void *context;
    ds_ticket_csv_report *report;
    bool has_header;
    ds_ticket_header header;
    int64_t *touch_us; /* [header.touch_count], of the row at hand */
    ds_id_set ids;
} reader;

const char *ds_ticket_refusal_name(ds_ticket_refusal refusal)
{
    static const char *const names[DS_TICKET_REFUSALS] = {
        [DS_REFUSED_COLUMNS] = "wrong number of columns",
        [DS_REFUSED_ENCODING] = "not UTF-8 text",
        [DS_REFUSED_NO_ID] = "no id",
        [DS_REFUSED_NO_OPENED_AT] = "no opening time",
        [DS_REFUSED_TIME] = "unreadable time",
        [DS_REFUSED_ORDER] = "resolved or closed before it was opened",
        [DS_REFUSED_TYPE] = "unknown ticket type",
        [DS_REFUSED_NUMBER] = "unreadable number",
        [DS_REFUSED_FLAG] = "unreadable sla_met",
        [DS_REFUSED_DUPLICATE] = "duplicate id",
    };
    return names[refusal];
}

/* Notes the row at hand as refused; false, for the checks to hand on. */
static bool DS_PRINTF(4, 5)
    refuse(reader *csv, int64_t line, ds_ticket_refusal refusal, const char *format, ...)
{
    ds_refused_rows *rows = &csv->report->refused[refusal];
    if (rows->count < DS_REFUSALS_KEPT) {
        va_list arguments;
        rows->line[rows->count] = line;
        va_start(arguments, format);
        (void)vsnprintf(rows->text[rows->count], sizeof rows->text[0], format, arguments);
        va_end(arguments);
    }
    rows->count++;
    csv->report->rows_refused++;
    return false;
}

/* As `refuse`, for one field: "name 'value' why". */
static bool refuse_field(reader *csv, int64_t line, ds_ticket_refusal refusal,
                         const char *name, const char *value, const char *why)
{
    char shown[48];
    char shown_name[32];
    ds_utf8_clip(shown, sizeof shown, value, strlen(value));
    ds_utf8_clip(shown_name, sizeof shown_name, name, strlen(name));
    return refuse(csv, line, refusal, "%s '%s' %s", shown_name, shown, why);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Drops the spaces that quotes kept. */
static void trim(ds_csv_field *field)
{
    while (field->length > 0 && is_blank(field->text[field->length - 1]))
        field->text[--field->length] = '\0';
    while (is_blank(field->text[0])) {
        field->text++;
        field->length--;
    }
}

static void trim_row(const ds_csv_row *row)
{
    for (int32_t i = 0; i < row->count; i++)
        trim(&row->fields[i]);
}

/* The text of a column, "" where the file has none. */
static const char *text_of(const reader *csv, const ds_csv_row *row,
                           ds_ticket_column column)
{
    int32_t field = csv->header.field[column];
    return field == DS_NO_ID ? "" : row->fields[field].text;
}

static bool has_high_byte(const char *text, size_t length)
{
    unsigned char all = 0;
    for (size_t i = 0; i < length; i++)
        all |= (unsigned char)text[i];
    return all >= 0x80;
}

/* Only the columns that are used: a free text in another encoding harms nobody. */
static bool check_encoding(reader *csv, const ds_csv_row *row)
{
    for (int32_t i = 0; i < DS_TICKET_COLUMNS; i++) {
        if (csv->header.field[i] == DS_NO_ID)
            continue;
        const ds_csv_field *field = &row->fields[csv->header.field[i]];
        if (has_high_byte(field->text, field->length) &&
            !ds_utf8_is_valid(field->text, field->length))
            return refuse_field(csv, row->line, DS_REFUSED_ENCODING,
                                ds_ticket_column_name((ds_ticket_column)i), field->text,
                                "is not UTF-8");
    }
    return true;
}

static bool check_row(reader *csv, const ds_csv_row *row)
{
    if (row->count != csv->header.field_count)
        return refuse(csv, row->line, DS_REFUSED_COLUMNS,
                      "%d columns where the header has %d", row->count,
                      csv->header.field_count);
    trim_row(row);
    if (!check_encoding(csv, row))
        return false;
    if (*text_of(csv, row, DS_TICKET_ID) == '\0')
        return refuse(csv, row->line, DS_REFUSED_NO_ID, "id is empty");
    if (*text_of(csv, row, DS_TICKET_OPENED_AT) == '\0')
        return refuse(csv, row->line, DS_REFUSED_NO_OPENED_AT, "opened_at is empty");
    return true;
}

static bool read_time(reader *csv, const ds_csv_row *row, ds_ticket_column column,
                      int64_t *us_out)
{
    const char *text = text_of(csv, row, column);
    ds_error why;
    *us_out = DS_NO_TIME;
    if (*text == '\0' || ds_iso_time_parse(text, strlen(text), us_out, &why) == DS_OK)
        return true;
    return refuse(csv, row->line, DS_REFUSED_TIME, "%s %.110s",
                  ds_ticket_column_name(column), why.text);
}

static bool check_order(reader *csv, const ds_csv_row *row, int64_t opened_us, int64_t us,
                        ds_ticket_column column)
{
    char opened[DS_ISO_TIME_SIZE];
    if (us == DS_NO_TIME || us >= opened_us)
        return true;
    (void)ds_iso_time_format(opened_us, opened);
    char why[64];
    (void)snprintf(why, sizeof why, "is before opened_at %s", opened);
    return refuse_field(csv, row->line, DS_REFUSED_ORDER, ds_ticket_column_name(column),
                        text_of(csv, row, column), why);
}

static bool read_times(reader *csv, const ds_csv_row *row, ds_ticket_record *ticket)
{
    return read_time(csv, row, DS_TICKET_OPENED_AT, &ticket->opened_us) &&
           read_time(csv, row, DS_TICKET_RESOLVED_AT, &ticket->resolved_us) &&
           read_time(csv, row, DS_TICKET_CLOSED_AT, &ticket->closed_us) &&
           check_order(csv, row, ticket->opened_us, ticket->resolved_us,
                       DS_TICKET_RESOLVED_AT) &&
           check_order(csv, row, ticket->opened_us, ticket->closed_us, DS_TICKET_CLOSED_AT);
}

static bool read_count(reader *csv, const ds_csv_row *row, ds_ticket_column column,
                       int32_t *count_out)
{
    const char *text = text_of(csv, row, column);
    if (*text == '\0' || ds_ticket_count_parse(text, count_out))
        return true;
    return refuse_field(csv, row->line, DS_REFUSED_NUMBER, ds_ticket_column_name(column),
                        text, "is not a whole number from 0 to 1000000");
}

/* An empty field is DS_NO_SPAN. The column's name comes in two parts. */
static bool read_span(reader *csv, const ds_csv_row *row, const char *prefix,
                      const char *name, const char *text, int64_t *us_out)
{
    char whole[64];
    *us_out = DS_NO_SPAN;
    if (*text == '\0' || ds_ticket_seconds_parse(text, us_out))
        return true;
    (void)snprintf(whole, sizeof whole, "%s%s", prefix, name);
    return refuse_field(csv, row->line, DS_REFUSED_NUMBER, whole, text,
                        "is not a number of seconds from 0 to 3155760000");
}

static bool read_touches(reader *csv, const ds_csv_row *row)
{
    const ds_ticket_header *header = &csv->header;
    for (int32_t i = 0; i < header->touch_count; i++) {
        const char *text = row->fields[header->touch_field[i]].text;
        if (!read_span(csv, row, DS_TOUCH_PREFIX, header->touch_group[i], text,
                       &csv->touch_us[i]))
            return false;
    }
    return true;
}

static bool read_numbers(reader *csv, const ds_csv_row *row, ds_ticket_record *ticket)
{
    return read_count(csv, row, DS_TICKET_REASSIGNMENTS, &ticket->reassignments) &&
           read_count(csv, row, DS_TICKET_REOPENS, &ticket->reopens) &&
           read_span(csv, row, "", "hold_s", text_of(csv, row, DS_TICKET_HOLD_S),
                     &ticket->hold_us) &&
           read_touches(csv, row);
}

static bool read_words(reader *csv, const ds_csv_row *row, ds_ticket_record *ticket)
{
    const char *type = text_of(csv, row, DS_TICKET_TYPE);
    const char *flag = text_of(csv, row, DS_TICKET_SLA_MET);
    if (*type != '\0' && !ds_ticket_type_parse(type, &ticket->type))
        return refuse_field(csv, row->line, DS_REFUSED_TYPE, "type", type,
                            "is not incident, request or problem");
    if (*flag != '\0' && !ds_ticket_flag_parse(flag, &ticket->sla_met))
        return refuse_field(csv, row->line, DS_REFUSED_FLAG, "sla_met", flag,
                            "is not true or false");
    return true;
}

static void set_texts(const reader *csv, const ds_csv_row *row, ds_ticket_record *ticket)
{
    ticket->line = row->line;
    ticket->id = text_of(csv, row, DS_TICKET_ID);
    ticket->category = text_of(csv, row, DS_TICKET_CATEGORY);
    ticket->impact = text_of(csv, row, DS_TICKET_IMPACT);
    ticket->urgency = text_of(csv, row, DS_TICKET_URGENCY);
    ticket->priority = text_of(csv, row, DS_TICKET_PRIORITY);
    ticket->group = text_of(csv, row, DS_TICKET_GROUP);
    ticket->channel = text_of(csv, row, DS_TICKET_CHANNEL);
    ticket->agent = text_of(csv, row, DS_TICKET_AGENT);
    ticket->touch_count = csv->header.touch_count;
    ticket->touch_group = (const char *const *)csv->header.touch_group;
    ticket->touch_us = csv->touch_us;
}

/* The last of the checks, so that a refused row does not take the id of a good one. */
static ds_status use_ticket(reader *csv, const ds_ticket_record *ticket, ds_error *err)
{
    bool is_new = false;
    ds_status status =
        ds_id_set_add(&csv->ids, ticket->id, strlen(ticket->id), &is_new, err);
    if (status != DS_OK)
        return status;
    if (!is_new) {
        (void)refuse_field(csv, ticket->line, DS_REFUSED_DUPLICATE, "id", ticket->id,
                           "came before");
        return DS_OK;
    }
    csv->report->rows_used++;
    return csv->on_ticket(csv->context, ticket, err);
}

static ds_status take_header(reader *csv, const ds_csv_row *row, ds_error *err)
{
    ds_ticket_csv_report *report = csv->report;
    trim_row(row);
    csv->has_header = true;
    ds_status status = ds_ticket_header_init(&csv->header, row, csv->name, err);
    report->columns_ignored = csv->header.ignored_count;
    memcpy(report->ignored, csv->header.ignored, sizeof report->ignored);
    if (status != DS_OK || csv->header.touch_count == 0)
        return status;
    csv->touch_us = calloc((size_t)csv->header.touch_count, sizeof *csv->touch_us);
    return csv->touch_us ? DS_OK : ds_error_no_memory(err);
}

static ds_status take_row(void *context, const ds_csv_row *row, ds_error *err)
{
    reader *csv = context;
    if (!csv->has_header)
        return take_header(csv, row, err);
    ds_ticket_record ticket = ds_ticket_record_none();
    csv->report->rows_read++;
    if (!check_row(csv, row) || !read_times(csv, row, &ticket) ||
        !read_numbers(csv, row, &ticket) || !read_words(csv, row, &ticket))
        return DS_OK;
    set_texts(csv, row, &ticket);
    return use_ticket(csv, &ticket, err);
}

ds_status ds_ticket_csv_read(ds_byte_source *source, ds_ticket_function *on_ticket,
                             void *context, ds_ticket_csv_report *report, ds_error *err)
{
    reader csv = {.name = ds_byte_source_name(source),
                  .on_ticket = on_ticket,
                  .context = context,
                  .report = report};
    *report = (ds_ticket_csv_report){0};
    ds_status status = ds_csv_read(source, NULL, take_row, &csv, err);
    if (status == DS_OK && !csv.has_header)
        status = ds_error_set_at(err, DS_BAD_INPUT, csv.name, 0, 0, "it is empty");
    ds_ticket_header_free(&csv.header);
    ds_id_set_free(&csv.ids);
    free(csv.touch_us);
    return status;
}

ds_status ds_ticket_csv_read_file(const char *path, ds_ticket_function *on_ticket,
                                  void *context, ds_ticket_csv_report *report,
                                  ds_error *err)
{
    ds_byte_source *source = NULL;
    *report = (ds_ticket_csv_report){0};
    ds_status status = ds_byte_source_open(path, &source, err);
    if (status == DS_OK)
        status = ds_ticket_csv_read(source, on_ticket, context, report, err);
    ds_byte_source_close(source);
    return status;
}

static ds_status widen_span(void *context, const ds_ticket_record *ticket, ds_error *err)
{
    ds_ticket_span *span = context;
    (void)err;
    if (span->count == 0 || ticket->opened_us < span->first_us)
        span->first_us = ticket->opened_us;
    if (span->count == 0 || ticket->opened_us > span->last_us)
        span->last_us = ticket->opened_us;
    span->count++;
    return DS_OK;
}

ds_status ds_ticket_csv_span(const char *path, ds_ticket_span *span_out,
                             ds_ticket_csv_report *report, ds_error *err)
{
    *span_out = (ds_ticket_span){0, DS_NO_TIME, DS_NO_TIME};
    *report = (ds_ticket_csv_report){0};
    if (strcmp(path, "-") == 0)
        return ds_error_set_at(err, DS_BAD_INPUT, "standard input", 0, 0,
                               "it cannot be read twice, as this needs; give a file");
    return ds_ticket_csv_read_file(path, widen_span, span_out, report, err);
}
