/* The keys of rules for rosters (`desksim roster`); a simulation does not read them. */
#include "scenarios/key_table.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const ds_key start_item = {.name = "a time", .forms = DS_AS_TEXT};
static const ds_key after_item = {.name = "a duration", .forms = DS_AS_DURATION};
static const ds_key group_item = {
    .name = "a group", .forms = DS_AS_NAME, .names = DS_NAME_GROUP};

static const ds_key shift_keys[] = {
    {.name = "starts",
     .forms = DS_AS_TEXT | DS_AS_LIST,
     .is_required = true,
     .item = &start_item,
     .sentence = "When it may begin, local time: `08:00`, or a list of such times; whole "
                 "multiples of five minutes."},
    {.name = "length",
     .forms = DS_AS_DURATION,
     .is_required = true,
     .is_positive = true,
     .sentence = "From its start to its end, breaks included; at most 24 hours."},
    {.name = "break",
     .forms = DS_AS_DURATION,
     .fallback = "0s",
     .sentence = "How long its break is."},
    {.name = "break_after",
     .forms = DS_AS_DURATION | DS_AS_LIST,
     .item = &after_item,
     .fallback_note = "half of what is worked",
     .sentence = "How long after its start the break begins; of a list the roster takes "
                 "for each agent what covers best."},
    {.name = "break_paid",
     .forms = DS_AS_YES_NO,
     .fallback = "no",
     .sentence = "Whether the break counts as working time."},
    {.name = "days",
     .forms = DS_AS_TEXT,
     .fallback = "Mon-Sun",
     .sentence = "On which days it may begin, such as `Mon-Fri`."},
    {.name = "groups",
     .forms = DS_AS_NAME | DS_AS_LIST,
     .names = DS_NAME_GROUP,
     .item = &group_item,
     .fallback_note = "all",
     .sentence = "The groups that may have it."},
    {.name = "premium",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 10,
     .fallback = "0%",
     .sentence = "What its hours cost more than others."},
};
static const ds_section shift_section = {.keys = shift_keys,
                                         .key_count = COUNT(shift_keys)};
static const ds_key shift_item = {.name = "shift",
                                  .forms = DS_AS_MAPPING,
                                  .section = &shift_section,
                                  .sentence = "A legal shift."};
static const ds_section shifts_section = {.rest = &shift_item, .rest_names = DS_NAME_NEW};

static const ds_key contract_keys[] = {
    {.name = "days",
     .forms = DS_AS_WHOLE,
     .low = 1,
     .high = 7,
     .fallback = "5",
     .sentence = "How many days of each week such an agent works; the others are off."},
    {.name = "hours",
     .forms = DS_AS_DURATION,
     .is_positive = true,
     .fallback = "40h",
     .sentence = "The most that such an agent works in a week, unpaid breaks left out."},
    {.name = "share",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .fallback = "100%",
     .sentence = "At most this share of a group's agents have it (part-time shares)."},
    {.name = "agents",
     .forms = DS_AS_WHOLE,
     .low = 0,
     .high = 100000,
     .fallback_note = "no limit",
     .sentence = "At most so many of a group have it."},
    {.name = "pay",
     .forms = DS_AS_SHARE,
     .low = 0.01,
     .high = 100,
     .fallback = "100%",
     .sentence = "What an hour of theirs costs against the others'."},
};
static const ds_section contract_section = {.keys = contract_keys,
                                            .key_count = COUNT(contract_keys)};
static const ds_key contract_item = {.name = "contract",
                                     .forms = DS_AS_MAPPING,
                                     .section = &contract_section,
                                     .sentence = "How much people with it work."};
static const ds_section contracts_section = {.rest = &contract_item,
                                             .rest_names = DS_NAME_NEW};

static const ds_key most_item = {.name = "agents",
                                 .forms = DS_AS_WHOLE,
                                 .low = 0,
                                 .high = 100000,
                                 .sentence = "At most so many agents are in its roster."};
static const ds_section most_section = {.rest = &most_item, .rest_names = DS_NAME_GROUP};

static const ds_key roster_keys[] = {
    {.name = "shifts",
     .forms = DS_AS_MAPPING,
     .section = &shifts_section,
     .fallback_note = "8 h 30 min with half an hour's break, from every full hour at which "
                      "somebody is required",
     .sentence = "`{NAME: …}`: the legal shifts."},
    {.name = "contracts",
     .forms = DS_AS_MAPPING,
     .section = &contracts_section,
     .fallback_note = "one, `full time`: 5 days, 40 hours",
     .sentence = "`{NAME: …}`: how much people work in a week."},
    {.name = "agents",
     .forms = DS_AS_MAPPING,
     .section = &most_section,
     .fallback_note = "no limit",
     .sentence = "`{GROUP: …}`: how many agents a group can have."},
    {.name = "rest",
     .forms = DS_AS_DURATION,
     .fallback = "11h",
     .sentence = "The least time from the end of a shift to the same agent's next one."},
    {.name = "days_off_together",
     .forms = DS_AS_YES_NO,
     .fallback = "no",
     .sentence = "Whether two of an agent's days off of a week have to follow each other "
                 "(Sunday and Monday do)."},
    {.name = "weekends",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .fallback = "100%",
     .sentence = "The most of the weekends that anybody works, in the long run; those "
                 "with the same hours take turns."},
    {.name = "shrinkage",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 0.9,
     .fallback = "0%",
     .sentence = "The share of rostered time in which agents are away (sickness, leave, "
                 "meetings): so many more are rostered than are required."},
};
const ds_section ds_roster_section = {
    .title = "Rules for rosters",
    .sentence = "`roster: {…}`, for `desksim roster`; a simulation passes them over.",
    .keys = roster_keys,
    .key_count = COUNT(roster_keys)};
