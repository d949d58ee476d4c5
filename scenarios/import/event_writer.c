#include "scenarios/import/event_writer.h"

#include "sim/clock.h"

#include <string.h>

static void put_text(FILE *file, const char *text)
{
    if (!text || text[strcspn(text, ",\"\r\n")] == '\0') {
        (void)fputs(text ? text : "", file);
        return;
    }
    (void)fputc('"', file);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            (void)fputc('"', file);
        (void)fputc(*text, file);
    }
    (void)fputc('"', file);
}

static void put_field(FILE *file, const char *text)
{
    (void)fputc(',', file);
    put_text(file, text);
}

void ds_import_events_head(FILE *file)
{
    (void)fputs("case_id,activity,lifecycle,timestamp,group,from_group,agent,instance,"
                "reason,priority,type,category,impact,urgency,channel,sla,resolved,"
                "resolution_breached\n",
                file);
}

static void put_event(const ds_import_event *event, FILE *file)
{
    char time[DS_ISO_TIME_SIZE];
    (void)ds_iso_time_format(event->us, time);
    (void)fprintf(file, ",%s,%s,%s", event->activity, event->lifecycle, time);
    put_field(file, event->group);
    put_field(file, event->from_group);
    (void)fputc(',', file);
    if (event->agent != DS_NO_ID)
        (void)fprintf(file, "A%d", event->agent + 1);
    (void)fputc(',', file);
    if (event->instance > 0)
        (void)fprintf(file, "%d", event->instance);
    put_field(file, event->reason);
}

static void put_case_columns(const ds_ticket_record *ticket, FILE *file)
{
    put_field(file, ticket->priority);
    put_field(file, ticket->type == DS_NO_ID ? "" : ds_ticket_type_word(ticket->type));
    put_field(file, ticket->category);
    put_field(file, ticket->impact);
    put_field(file, ticket->urgency);
    put_field(file, ticket->channel);
    (void)fprintf(file, ",,%s,%s\n", ticket->resolved_us != DS_NO_TIME ? "true" : "false",
                  ticket->sla_met == DS_SLA_UNKNOWN    ? ""
                  : ticket->sla_met == DS_SLA_BREACHED ? "true"
                                                       : "false");
}

void ds_import_events_put(const ds_import_case *one, FILE *file)
{
    for (int32_t i = 0; i < one->event_count; i++) {
        put_text(file, one->record.id);
        put_event(&one->events[i], file);
        put_case_columns(&one->record, file);
    }
}
