/* The XML serialization of IEEE 1849-2016. Attributes without a prefix are our own; those
 * of the extensions keep their meaning. The published schema has no target namespace and
 * wants a decimal number for the version: 1849.2016 without a namespace. */
#include "analysis/histories/desk_words.h"
#include "analysis/histories/event_log_forms.h"
#include "analysis/report/html.h"
#include "model/ticket.h"

static void put_string(FILE *file, const char *indent, const char *key, const char *value)
{
    ds_html xml = {file};
    (void)fprintf(file, "%s<string key=\"%s\" value=\"", indent, key);
    ds_html_text(&xml, value);
    (void)fputs("\"/>\n", file);
}

static void put_boolean(FILE *file, const char *key, bool value)
{
    (void)fprintf(file, "    <boolean key=\"%s\" value=\"%s\"/>\n", key,
                  value ? "true" : "false");
}

static void put_declarations(FILE *file)
{
    static const char *const extensions[][2] = {
        {"Concept",        "concept"  },
        {"Time",           "time"     },
        {"Organizational", "org"      },
        {"Lifecycle",      "lifecycle"}
    };
    for (int i = 0; i < 4; i++)
        (void)fprintf(file,
                      "  <extension name=\"%s\" prefix=\"%s\" "
                      "uri=\"http://www.xes-standard.org/%s.xesext\"/>\n",
                      extensions[i][0], extensions[i][1], extensions[i][1]);
    (void)fputs("  <global scope=\"trace\">\n"
                "    <string key=\"concept:name\" value=\"unknown\"/>\n"
                "    <string key=\"priority\" value=\"unknown\"/>\n"
                "    <string key=\"type\" value=\"unknown\"/>\n"
                "    <string key=\"category\" value=\"unknown\"/>\n"
                "    <boolean key=\"resolved\" value=\"false\"/>\n"
                "  </global>\n"
                "  <global scope=\"event\">\n"
                "    <string key=\"concept:name\" value=\"unknown\"/>\n"
                "    <string key=\"lifecycle:transition\" value=\"complete\"/>\n"
                "    <date key=\"time:timestamp\" value=\"1970-01-01T00:00:00.000Z\"/>\n"
                "    <string key=\"org:group\" value=\"unknown\"/>\n"
                "  </global>\n"
                "  <classifier name=\"Activity\" scope=\"event\" keys=\"concept:name\"/>\n"
                "  <classifier name=\"Activity-and-transition\" scope=\"event\" "
                "keys=\"concept:name lifecycle:transition\"/>\n"
                "  <classifier name=\"Activity-and-group\" scope=\"event\" "
                "keys=\"concept:name org:group\"/>\n",
                file);
}

static void put_head(const ds_desk *desk, const ds_history_options *options, FILE *file)
{
    (void)fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<log xes.version=\"1849.2016\" xes.features=\"\">\n",
                file);
    put_declarations(file);
    put_string(file, "  ", "concept:name", desk->name);
    put_string(file, "  ", "lifecycle:model", "standard");
    put_string(file, "  ", "generator", "desksim " DS_VERSION);
    (void)fprintf(file,
                  "  <int key=\"seed\" value=\"%llu\"/>\n"
                  "  <int key=\"replication\" value=\"%lld\"/>\n",
                  (unsigned long long)options->seed, (long long)options->replication);
}

static void put_event(const ds_desk *desk, const ds_log_event *event, FILE *file)
{
    static const char *const indent = "      ";
    char words[DS_WORDS_SIZE];
    (void)fputs("    <event>\n", file);
    put_string(file, indent, "concept:name",
               ds_log_activity_name((ds_log_activity)event->activity));
    put_string(file, indent, "lifecycle:transition",
               ds_log_transition_name((ds_log_transition)event->transition));
    (void)fprintf(file, "      <date key=\"time:timestamp\" value=\"%s\"/>\n",
                  ds_words_utc(desk, event->at, words));
    if (event->group != DS_NO_ID)
        put_string(file, indent, "org:group", desk->groups[event->group].name);
    if (event->agent != DS_NO_ID)
        put_string(file, indent, "org:resource", ds_words_agent(event->agent, words));
    if (event->instance > 0) {
        (void)snprintf(words, sizeof words, "%u", (unsigned)event->instance);
        put_string(file, indent, "concept:instance", words);
    }
    if (event->from_group != DS_NO_ID)
        put_string(file, indent, "from_group", desk->groups[event->from_group].name);
    if (event->reason != DS_NO_ID)
        put_string(file, indent, "reason", ds_words_reason(event->reason));
    (void)fputs("    </event>\n", file);
}

static void put_case_attributes(const ds_desk *desk, const ds_log_case *one, FILE *file)
{
    static const char *const indent = "    ";
    char words[DS_WORDS_SIZE];
    put_string(file, indent, "concept:name", ds_words_ticket(one->number, words));
    put_string(file, indent, "priority", desk->priority_names[one->priority]);
    put_string(file, indent, "type", ds_words_type(one->type));
    put_string(file, indent, "category", desk->categories[one->category].name);
    if (one->impact != DS_UNKNOWN_LEVEL) {
        put_string(file, indent, "impact", desk->impact_names[one->impact]);
        put_string(file, indent, "urgency", desk->urgency_names[one->urgency]);
    }
    if (one->channel != DS_NO_ID)
        put_string(file, indent, "channel", desk->channel_names[one->channel]);
    if (one->sla != DS_NO_ID)
        put_string(file, indent, "sla", desk->slas[one->sla].name);
    put_boolean(file, "resolved", one->is_resolved);
    if (one->has_resolution_target)
        put_boolean(file, "resolution_breached", one->has_breached_resolution);
}

static void put_case(const ds_desk *desk, const ds_log_case *one, FILE *file)
{
    (void)fputs("  <trace>\n", file);
    put_case_attributes(desk, one, file);
    for (int32_t i = 0; i < one->event_count; i++)
        put_event(desk, &one->events[i], file);
    (void)fputs("  </trace>\n", file);
}

static void put_end(FILE *file)
{
    (void)fputs("</log>\n", file);
}

const ds_log_form ds_log_xes = {put_head, put_case, put_end};
