/* The keys of how people with a roster work: shrinkage, on call, style, experience, pay. */
#include "scenarios/keys_people.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const ds_key absence_keys[] = {
    {.name = "from",
     .forms = DS_AS_MOMENT,
     .is_required = true,
     .sentence = "When it begins, local time: `2026-02-02 09:00`."},
    {.name = "to", .forms = DS_AS_MOMENT, .is_required = true, .sentence = "When it ends."},
    {.name = "agents",
     .forms = DS_AS_WHOLE,
     .low = 1,
     .high = 100000,
     .is_required = true,
     .sentence = "How many of those on duty go; fewer, where fewer are there."},
};
static const ds_section absence_section = {.keys = absence_keys,
                                           .key_count = COUNT(absence_keys)};
static const ds_key absence_item = {
    .name = "absence", .forms = DS_AS_MAPPING, .section = &absence_section};

static const ds_key shrinkage_keys[] = {
    {.name = "meetings",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 0.9,
     .fallback = "0%",
     .sentence = "Share of the time on duty that goes to meetings and training: in each "
                 "stretch between breaks one piece of that length, at any place."},
    {.name = "leave",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 0.9,
     .fallback = "0%",
     .sentence = "Share of the shifts that an agent is on leave, by chance."},
    {.name = "sickness",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 0.9,
     .fallback = "0%",
     .sentence = "Share of the shifts that an agent is sick, by chance."},
    {.name = "late",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .fallback = "0%",
     .sentence = "Share of the shifts to which an agent comes late."},
    {.name = "late_by",
     .forms = DS_AS_DISTRIBUTION,
     .fallback = "exponential(mean 15m)",
     .sentence = "By how much."},
    {.name = "events",
     .forms = DS_AS_LIST,
     .item = &absence_item,
     .fallback_note = "none",
     .sentence = "Meetings, trainings and outings with a date."},
};
const ds_section ds_shrinkage_section = {.keys = shrinkage_keys,
                                         .key_count = COUNT(shrinkage_keys)};

static const ds_key urgent_item = {
    .name = "a priority", .forms = DS_AS_NAME, .names = DS_NAME_PRIORITY};
static const ds_key on_call_keys[] = {
    {.name = "agents",
     .forms = DS_AS_WHOLE,
     .low = 1,
     .high = 1000,
     .fallback = "1",
     .sentence = "How many may be called in at a time. They are the group's own, in turn, "
                 "those who are at home and have rested."},
    {.name = "priorities",
     .forms = DS_AS_LIST | DS_AS_NAME,
     .names = DS_NAME_PRIORITY,
     .item = &urgent_item,
     .fallback_note = "the highest",
     .sentence = "For which tickets somebody is called when nobody is on duty."},
    {.name = "delay",
     .forms = DS_AS_DISTRIBUTION,
     .fallback = "constant(30m)",
     .sentence = "From the call to the work."},
    {.name = "rest",
     .forms = DS_AS_DURATION,
     .fallback = "11h",
     .sentence = "How long they rest after they have gone home; a shift that begins "
                 "earlier begins later for them."},
};
const ds_section ds_on_call_section = {.keys = on_call_keys,
                                       .key_count = COUNT(on_call_keys)};

static const ds_key open_keys[] = {
    {.name = "most",
     .forms = DS_AS_WHOLE,
     .low = 1,
     .high = 1000,
     .is_required = true,
     .sentence = "How many tickets an agent has open at a time, in hand, set aside or on "
                 "hold; with so many, none is taken from the queue."},
    {.name = "switching",
     .forms = DS_AS_DURATION,
     .fallback = "0s",
     .sentence = "Touch time of turning back to another ticket than the last."},
};
const ds_section ds_open_tickets_section = {.keys = open_keys,
                                            .key_count = COUNT(open_keys)};

static const ds_key learning_keys[] = {
    {.name = "from",
     .forms = DS_AS_SHARE,
     .low = 0.05,
     .high = 1,
     .fallback = "50%",
     .sentence = "Pace of a new agent on the first day, of an old hand's."},
    {.name = "over",
     .forms = DS_AS_DURATION,
     .is_positive = true,
     .fallback = "12w",
     .sentence = "Until they are as fast, in a straight line."},
};
const ds_section ds_learning_section = {.keys = learning_keys,
                                        .key_count = COUNT(learning_keys)};

static const ds_key attrition_keys[] = {
    {.name = "per_year",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 10,
     .is_required = true,
     .sentence = "How many leave in a year, of those who are there; each at any time."},
    {.name = "replaced_after",
     .forms = DS_AS_DURATION,
     .fallback = "8w",
     .sentence = "How long the place stays empty; then a new agent comes."},
};
const ds_section ds_attrition_section = {.keys = attrition_keys,
                                         .key_count = COUNT(attrition_keys)};

static const ds_key cost_keys[] = {
    {.name = "hour",
     .forms = DS_AS_NUMBER,
     .low = 0,
     .high = 1e9,
     .fallback = "0",
     .unit = "money",
     .sentence = "An agent's hour on duty, in a paid break, in a meeting, sick or on "
                 "leave."},
    {.name = "overtime_hour",
     .forms = DS_AS_NUMBER,
     .low = 0,
     .high = 1e9,
     .fallback_note = "as `hour`",
     .unit = "money",
     .sentence = "An hour of work off duty."},
    {.name = "call",
     .forms = DS_AS_NUMBER,
     .low = 0,
     .high = 1e9,
     .fallback = "0",
     .unit = "money",
     .sentence = "Calling somebody in, once."},
};
const ds_section ds_cost_section = {.keys = cost_keys, .key_count = COUNT(cost_keys)};
