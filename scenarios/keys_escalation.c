/* The keys of hierarchical escalation. */
#include "scenarios/key_table.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const ds_key priority_item = {
    .name = "a priority", .forms = DS_AS_NAME, .names = DS_NAME_PRIORITY};

static const ds_key rule_keys[] = {
    {.name = "sla",
     .forms = DS_AS_SHARE,
     .low = 0.01,
     .high = 10,
     .fallback_note = "none",
     .sentence =
         "Trigger: the resolution clock has used up this share of its target; 100 % "
         "is the breach. A paused clock waits."},
    {.name = "age",
     .forms = DS_AS_DURATION,
     .is_positive = true,
     .high = 366 * 24,
     .fallback_note = "none",
     .sentence = "Trigger: so long after the ticket arrived, clock time."},
    {.name = "reassignments",
     .forms = DS_AS_WHOLE,
     .low = 1,
     .high = 1000,
     .fallback_note = "none",
     .sentence = "Trigger: it has changed its group so often. Without any of the three, a "
                 "ticket is escalated as soon as it has one of the priorities."},
    {.name = "priorities",
     .forms = DS_AS_NAME | DS_AS_LIST,
     .names = DS_NAME_PRIORITY,
     .item = &priority_item,
     .fallback_note = "all",
     .sentence = "Only tickets that have one of these priorities then."},
    {.name = "notify",
     .forms = DS_AS_YES_NO,
     .fallback_note = "yes where there are `managers`",
     .sentence = "Whether a manager is told first; the effects come after that."},
    {.name = "delay",
     .forms = DS_AS_DURATION,
     .high = 366 * 24,
     .fallback = "0",
     .sentence = "From there to the effects: until somebody called in is there, say."},
    {.name = "raise",
     .forms = DS_AS_WHOLE,
     .low = 0,
     .high = 8,
     .fallback = "0",
     .sentence = "Effect: the priority is raised by so many levels."},
    {.name = "up_to",
     .forms = DS_AS_NAME,
     .names = DS_NAME_PRIORITY,
     .fallback_note = "the highest",
     .sentence = "Not above this priority."},
    {.name = "jump_queue",
     .forms = DS_AS_YES_NO,
     .fallback = "no",
     .sentence = "Effect: the ticket goes before all others of its class, from then on."},
    {.name = "help",
     .forms = DS_AS_NAME,
     .names = DS_NAME_GROUP,
     .fallback_note = "none",
     .sentence =
         "Effect: if the ticket waits, this group takes it on, before its own of "
         "that priority, and does what work there is; then the ticket goes on as it "
         "would have. The group may be one of people on call."},
};
static const ds_section rule_section = {.keys = rule_keys, .key_count = COUNT(rule_keys)};
static const ds_key rule_item = {
    .name = "a rule", .forms = DS_AS_MAPPING, .section = &rule_section};

static const ds_key escalation_keys[] = {
    {.name = "managers",
     .forms = DS_AS_NAME,
     .names = DS_NAME_GROUP,
     .fallback_note = "nobody is told",
     .sentence = "The group that is told: being told is work for it."},
    {.name = "attention",
     .forms = DS_AS_DISTRIBUTION,
     .fallback = "constant(10m)",
     .sentence = "The time that a manager gives to each."},
    {.name = "rules",
     .forms = DS_AS_LIST,
     .item = &rule_item,
     .is_required = true,
     .sentence = "The rules, at most 16: `[{sla: 75%, raise: 1}, {age: 4h, priorities: P1, "
                 "help: on-call, delay: 30m}]`. Each is triggered at most once for a "
                 "ticket."},
};
const ds_section ds_escalation_section = {
    .title = "Hierarchical escalation",
    .sentence = "`escalation: {…}`: when management hears of a ticket, and what follows.",
    .keys = escalation_keys,
    .key_count = COUNT(escalation_keys)};
