#define _GNU_SOURCE /* fputs_unlocked */
#include "scenarios/ticket_writer.h"

#include "sim/clock.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

/* What a reader would drop or misread bare: separators, quotes, line ends, outer spaces. */
static bool needs_quotes(const char *text)
{
    if (text[0] == '\0')
        return false;
    char last = text[0];
    bool is_special = last == ' ' || last == '\t';
    for (; *text != '\0'; text++) {
        last = *text;
        is_special |= last == ',' || last == '"' || last == '\r' || last == '\n';
    }
    return is_special || last == ' ' || last == '\t';
}

/* In quotes; `prefix` holds nothing that must be doubled. */
static void put_quoted(FILE *file, const char *prefix, const char *text)
{
    (void)putc_unlocked('"', file);
    (void)fputs_unlocked(prefix, file);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            (void)putc_unlocked('"', file);
        (void)putc_unlocked(*text, file);
    }
    (void)putc_unlocked('"', file);
}

static void put_prefixed(FILE *file, const char *prefix, const char *text)
{
    if (needs_quotes(text)) {
        put_quoted(file, prefix, text);
    } else {
        (void)fputs_unlocked(prefix, file);
        (void)fputs_unlocked(text, file);
    }
}

static void put_text(FILE *file, const char *text)
{
    if (text)
        put_prefixed(file, "", text);
}

static void put_time(FILE *file, int64_t unix_us)
{
    char text[DS_ISO_TIME_SIZE];
    if (unix_us == DS_NO_TIME)
        return;
    (void)ds_iso_time_format(unix_us, text);
    (void)fputs_unlocked(text, file);
}

/* Seconds, exact: without trailing zeros. */
static void put_span(FILE *file, int64_t us)
{
    char text[32];
    if (us < 0)
        return;
    int length = us % DS_SECOND == 0
                     ? snprintf(text, sizeof text, "%" PRId64, us / DS_SECOND)
                     : snprintf(text, sizeof text, "%" PRId64 ".%06" PRId64, us / DS_SECOND,
                                us % DS_SECOND);
    while (us % DS_SECOND != 0 && text[length - 1] == '0')
        text[--length] = '\0';
    (void)fputs_unlocked(text, file);
}

static void put_count(FILE *file, int32_t count)
{
    if (count >= 0 && count < 10)
        (void)putc_unlocked('0' + count, file);
    else if (count >= 10)
        (void)fprintf(file, "%" PRId32, count);
}

static void put_flag(FILE *file, ds_sla_met flag)
{
    if (flag != DS_SLA_UNKNOWN)
        (void)fputs_unlocked(flag == DS_SLA_MET ? "true" : "false", file);
}

static void put_value(FILE *file, const ds_ticket_record *ticket, ds_ticket_column column)
{
    switch (column) {
    case DS_TICKET_ID:
        put_text(file, ticket->id);
        break;
    case DS_TICKET_OPENED_AT:
        put_time(file, ticket->opened_us);
        break;
    case DS_TICKET_TYPE:
        if (ticket->type != DS_NO_ID)
            put_text(file, ds_ticket_type_word(ticket->type));
        break;
    case DS_TICKET_CATEGORY:
        put_text(file, ticket->category);
        break;
    case DS_TICKET_IMPACT:
        put_text(file, ticket->impact);
        break;
    case DS_TICKET_URGENCY:
        put_text(file, ticket->urgency);
        break;
    case DS_TICKET_PRIORITY:
        put_text(file, ticket->priority);
        break;
    case DS_TICKET_GROUP:
        put_text(file, ticket->group);
        break;
    case DS_TICKET_CHANNEL:
        put_text(file, ticket->channel);
        break;
    case DS_TICKET_AGENT:
        put_text(file, ticket->agent);
        break;
    case DS_TICKET_RESOLVED_AT:
        put_time(file, ticket->resolved_us);
        break;
    case DS_TICKET_CLOSED_AT:
        put_time(file, ticket->closed_us);
        break;
    case DS_TICKET_REASSIGNMENTS:
        put_count(file, ticket->reassignments);
        break;
    case DS_TICKET_REOPENS:
        put_count(file, ticket->reopens);
        break;
    case DS_TICKET_HOLD_S:
        put_span(file, ticket->hold_us);
        break;
    case DS_TICKET_SLA_MET:
        put_flag(file, ticket->sla_met);
        break;
    case DS_TICKET_COLUMNS:
        break;
    }
}

/* Keeps the first failure of the file. */
static ds_status check(ds_ticket_writer *writer, bool has_failed, ds_error *err)
{
    if (writer->status == DS_OK && (has_failed || ferror(writer->file))) {
        writer->status = DS_IO_FAILED;
        writer->reason = errno;
    }
    if (writer->status == DS_OK)
        return DS_OK;
    return ds_error_set_at(err, writer->status, writer->name, 0, 0,
                           "it cannot be written: %s", strerror(writer->reason));
}

ds_status ds_ticket_writer_begin(ds_ticket_writer *writer, FILE *file, const char *name,
                                 const char *const *touch_group, int32_t touch_count,
                                 ds_error *err)
{
    *writer = (ds_ticket_writer){.file = file, .name = name, .touch_count = touch_count};
    for (int32_t i = 0; i < DS_TICKET_COLUMNS; i++)
        (void)fprintf(file, "%s%s", i > 0 ? "," : "",
                      ds_ticket_column_name((ds_ticket_column)i));
    for (int32_t i = 0; i < touch_count; i++) {
        (void)putc_unlocked(',', file);
        put_prefixed(file, DS_TOUCH_PREFIX, touch_group[i]);
    }
    (void)putc_unlocked('\n', file);
    return check(writer, false, err);
}

ds_status ds_ticket_writer_put(ds_ticket_writer *writer, const ds_ticket_record *ticket,
                               ds_error *err)
{
    FILE *file = writer->file;
    for (int32_t i = 0; i < DS_TICKET_COLUMNS; i++) {
        if (i > 0)
            (void)putc_unlocked(',', file);
        put_value(file, ticket, (ds_ticket_column)i);
    }
    for (int32_t i = 0; i < writer->touch_count; i++) {
        (void)putc_unlocked(',', file);
        if (i < ticket->touch_count)
            put_span(file, ticket->touch_us[i]);
    }
    (void)putc_unlocked('\n', file);
    return check(writer, false, err);
}

ds_status ds_ticket_writer_end(ds_ticket_writer *writer, ds_error *err)
{
    return check(writer, fflush(writer->file) != 0, err);
}
