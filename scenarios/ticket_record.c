#include "scenarios/ticket_record.h"

#include "model/desk.h"

const char *ds_ticket_column_name(ds_ticket_column column)
{
    static const char *const names[DS_TICKET_COLUMNS] = {
        [DS_TICKET_ID] = "id",
        [DS_TICKET_OPENED_AT] = "opened_at",
        [DS_TICKET_TYPE] = "type",
        [DS_TICKET_CATEGORY] = "category",
        [DS_TICKET_IMPACT] = "impact",
        [DS_TICKET_URGENCY] = "urgency",
        [DS_TICKET_PRIORITY] = "priority",
        [DS_TICKET_GROUP] = "group",
        [DS_TICKET_CHANNEL] = "channel",
        [DS_TICKET_AGENT] = "agent",
        [DS_TICKET_RESOLVED_AT] = "resolved_at",
        [DS_TICKET_CLOSED_AT] = "closed_at",
        [DS_TICKET_REASSIGNMENTS] = "reassignments",
        [DS_TICKET_REOPENS] = "reopens",
        [DS_TICKET_HOLD_S] = "hold_s",
        [DS_TICKET_SLA_MET] = "sla_met",
    };
    return names[column];
}

const char *ds_ticket_type_word(int32_t type)
{
    static const char *const words[DS_TICKET_TYPES] = {
        [DS_INCIDENT] = "incident",
        [DS_REQUEST] = "request",
        [DS_PROBLEM] = "problem",
    };
    return words[type];
}

ds_ticket_record ds_ticket_record_none(void)
{
    return (ds_ticket_record){
        .opened_us = DS_NO_TIME,
        .type = DS_NO_ID,
        .resolved_us = DS_NO_TIME,
        .closed_us = DS_NO_TIME,
        .reassignments = -1,
        .reopens = -1,
        .hold_us = DS_NO_SPAN,
        .sla_met = DS_SLA_UNKNOWN,
    };
}
