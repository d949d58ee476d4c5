#include "analysis/histories/desk_words.h"
#include "analysis/histories/event_log_forms.h"
#include "analysis/results/csv_text.h"
#include "model/ticket.h"

static void put_head(const ds_desk *desk, const ds_history_options *options, FILE *file)
{
    (void)desk;
    (void)options;
    (void)fputs("case_id,activity,lifecycle,timestamp,group,from_group,agent,instance,"
                "reason,priority,type,category,impact,urgency,channel,sla,resolved,"
                "resolution_breached\n",
                file);
}

static void put_name(FILE *file, const char *name)
{
    (void)fputc(',', file);
    ds_csv_text(file, name);
}

static void put_group(const ds_desk *desk, int32_t group, FILE *file)
{
    put_name(file, group != DS_NO_ID ? desk->groups[group].name : "");
}

static void put_event(const ds_desk *desk, const ds_log_event *event, FILE *file)
{
    char words[DS_WORDS_SIZE];
    (void)fprintf(file, ",%s,%s,%s", ds_log_activity_name((ds_log_activity)event->activity),
                  ds_log_transition_name((ds_log_transition)event->transition),
                  ds_words_utc(desk, event->at, words));
    put_group(desk, event->group, file);
    put_group(desk, event->from_group, file);
    (void)fprintf(file, ",%s,", ds_words_agent(event->agent, words));
    if (event->instance > 0)
        (void)fprintf(file, "%u", (unsigned)event->instance);
    (void)fprintf(file, ",%s",
                  event->reason != DS_NO_ID ? ds_words_reason(event->reason) : "");
}

static void put_case_columns(const ds_desk *desk, const ds_log_case *one, FILE *file)
{
    bool has_levels = one->impact != DS_UNKNOWN_LEVEL;
    put_name(file, desk->priority_names[one->priority]);
    (void)fprintf(file, ",%s", ds_words_type(one->type));
    put_name(file, desk->categories[one->category].name);
    put_name(file, has_levels ? desk->impact_names[one->impact] : "");
    put_name(file, has_levels ? desk->urgency_names[one->urgency] : "");
    put_name(file, one->channel != DS_NO_ID ? desk->channel_names[one->channel] : "");
    put_name(file, one->sla != DS_NO_ID ? desk->slas[one->sla].name : "");
    (void)fprintf(file, ",%s,", one->is_resolved ? "true" : "false");
    if (one->has_resolution_target)
        (void)fputs(one->has_breached_resolution ? "true" : "false", file);
    (void)fputc('\n', file);
}

static void put_case(const ds_desk *desk, const ds_log_case *one, FILE *file)
{
    char words[DS_WORDS_SIZE];
    for (int32_t i = 0; i < one->event_count; i++) {
        (void)fputs(ds_words_ticket(one->number, words), file);
        put_event(desk, &one->events[i], file);
        put_case_columns(desk, one, file);
    }
}

static void put_end(FILE *file)
{
    (void)file;
}

const ds_log_form ds_log_csv = {put_head, put_case, put_end};
