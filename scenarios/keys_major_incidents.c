/* The keys of major incidents. */
#include "scenarios/key_table.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const ds_key priority_item = {
    .name = "a priority", .forms = DS_AS_NAME, .names = DS_NAME_PRIORITY};
static const ds_key category_item = {
    .name = "a category", .forms = DS_AS_NAME, .names = DS_NAME_CATEGORY};
static const ds_key service_item = {.name = "a service", .forms = DS_AS_TEXT};

static const ds_key related_keys[] = {
    {.name = "tickets",
     .forms = DS_AS_WHOLE,
     .low = 2,
     .high = 1000,
     .is_required = true,
     .sentence = "So many incidents of one category"},
    {.name = "within",
     .forms = DS_AS_DURATION,
     .is_positive = true,
     .high = 31 * 24,
     .is_required = true,
     .sentence = "in so short a time."},
    {.name = "categories",
     .forms = DS_AS_LIST | DS_AS_NAME,
     .names = DS_NAME_CATEGORY,
     .item = &category_item,
     .fallback_note = "all",
     .sentence = "Of which categories; those with many tickets at any time are best left "
                 "out."},
};
static const ds_section related_section = {.keys = related_keys,
                                           .key_count = COUNT(related_keys)};

static const ds_key people_item = {.name = "agents",
                                   .forms = DS_AS_WHOLE,
                                   .low = 1,
                                   .high = 64,
                                   .sentence = "How many of the group."};
static const ds_section room_section = {.rest = &people_item, .rest_names = DS_NAME_GROUP};

static const ds_key update_keys[] = {
    {.name = "every",
     .forms = DS_AS_DURATION,
     .is_positive = true,
     .high = 7 * 24,
     .is_required = true,
     .sentence = "The cadence, from the declaration to the restoration."},
    {.name = "work",
     .forms = DS_AS_DISTRIBUTION,
     .fallback = "constant(10m)",
     .sentence = "Work on each."},
    {.name = "group",
     .forms = DS_AS_NAME,
     .names = DS_NAME_GROUP,
     .is_required = true,
     .sentence = "The group that writes them, before all else."},
};
static const ds_section update_section = {.keys = update_keys,
                                          .key_count = COUNT(update_keys)};

static const ds_key duplicate_keys[] = {
    {.name = "per_hour",
     .forms = DS_AS_NUMBER,
     .low = 0,
     .high = 1e6,
     .is_required = true,
     .sentence = "Calls of affected users an hour, from the trigger to the restoration."},
    {.name = "work",
     .forms = DS_AS_DISTRIBUTION,
     .fallback = "constant(4m)",
     .sentence = "Work to log one and link it to the major incident."},
    {.name = "group",
     .forms = DS_AS_NAME,
     .names = DS_NAME_GROUP,
     .is_required = true,
     .sentence = "The group that they reach."},
    {.name = "broadcast_after",
     .forms = DS_AS_DURATION,
     .high = 31 * 24,
     .fallback_note = "there is none",
     .sentence = "A broadcast goes out so long after a manager has taken over."},
    {.name = "deflected",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .fallback = "80%",
     .sentence = "The share of later calls that it keeps away."},
};
static const ds_section duplicate_section = {.keys = duplicate_keys,
                                             .key_count = COUNT(duplicate_keys)};

static const ds_key workaround_keys[] = {
    {.name = "share",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .fallback = "100%",
     .sentence = "For how many one is found."},
    {.name = "after",
     .forms = DS_AS_DISTRIBUTION,
     .is_required = true,
     .sentence =
         "When, after a manager has taken over; if service is not restored before."},
    {.name = "lower_to",
     .forms = DS_AS_NAME,
     .names = DS_NAME_PRIORITY,
     .fallback_note = "as it was",
     .sentence = "The priority from then on, if that is lower."},
};
static const ds_section workaround_section = {.keys = workaround_keys,
                                              .key_count = COUNT(workaround_keys)};

static const ds_key review_keys[] = {
    {.name = "after",
     .forms = DS_AS_DURATION,
     .high = 92 * 24,
     .fallback = "2d",
     .sentence = "When, after the restoration."},
    {.name = "work",
     .forms = DS_AS_DISTRIBUTION,
     .fallback = "constant(1h)",
     .sentence = "Work of each who was in the war room."},
};
static const ds_section review_section = {.keys = review_keys,
                                          .key_count = COUNT(review_keys)};

static const ds_key major_keys[] = {
    {.name = "priorities",
     .forms = DS_AS_LIST | DS_AS_NAME,
     .names = DS_NAME_PRIORITY,
     .item = &priority_item,
     .fallback_note = "none",
     .sentence = "Incidents of these priorities are major, from the start or once raised."},
    {.name = "services",
     .forms = DS_AS_LIST | DS_AS_TEXT,
     .item = &service_item,
     .fallback_note = "none",
     .sentence = "Incidents that take down one of these services (`services`) are."},
    {.name = "related",
     .forms = DS_AS_MAPPING,
     .section = &related_section,
     .fallback_note = "they do not matter",
     .sentence = "Many incidents in a short time are one: `{tickets: 5, within: 15m}`; the "
                 "last of them becomes the major incident."},
    {.name = "declare",
     .forms = DS_AS_DISTRIBUTION,
     .fallback = "constant(15m)",
     .sentence = "From the trigger to the declaration; the ticket goes its ordinary way "
                 "meanwhile, and may be resolved on it."},
    {.name = "raise_to",
     .forms = DS_AS_NAME,
     .names = DS_NAME_PRIORITY,
     .fallback_note = "as it was",
     .sentence = "The priority from the moment a manager takes over, if that is higher."},
    {.name = "managers",
     .forms = DS_AS_WHOLE,
     .low = 1,
     .high = 16,
     .fallback = "1",
     .sentence = "Major incident managers; each has one at a time, others wait."},
    {.name = "war_room",
     .forms = DS_AS_MAPPING,
     .section = &room_section,
     .is_required = true,
     .sentence = "Who is called together: `{L2: 2, L3: 1}`. They put down what they do."},
    {.name = "restore",
     .forms = DS_AS_DISTRIBUTION,
     .is_required = true,
     .sentence = "The work of restoration for one person alone."},
    {.name = "exponent",
     .forms = DS_AS_NUMBER,
     .low = 0,
     .high = 1,
     .fallback = "0.6",
     .sentence = "n people are n to this power as fast as one."},
    {.name = "workaround",
     .forms = DS_AS_MAPPING,
     .section = &workaround_section,
     .fallback_note = "none",
     .sentence = "A workaround restores part of the service early: users call no more, the "
                 "priority falls, and the restoration goes on."},
    {.name = "updates",
     .forms = DS_AS_MAPPING,
     .section = &update_section,
     .fallback_note = "none",
     .sentence = "Updates to stakeholders."},
    {.name = "duplicates",
     .forms = DS_AS_MAPPING,
     .section = &duplicate_section,
     .fallback_note = "none",
     .sentence = "Calls of affected users: child tickets, which are resolved with it."},
    {.name = "review",
     .forms = DS_AS_MAPPING,
     .section = &review_section,
     .fallback_note = "none",
     .sentence = "A post-incident review. With `problems`, it opens the problem of the "
                 "category's cause."},
};
const ds_section ds_major_incidents_section = {
    .title = "Major incidents",
    .sentence = "`major_incidents: {…}`: how they are declared, who restores service, and "
                "what comes in and goes out meanwhile.",
    .keys = major_keys,
    .key_count = COUNT(major_keys)};
