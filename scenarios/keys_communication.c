/* The keys of communication with users. */
#include "scenarios/key_table.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const ds_key every_item = {.name = "cadence",
                                  .forms = DS_AS_DURATION,
                                  .is_positive = true,
                                  .high = 366 * 24,
                                  .sentence = "The time from one update to the next."};
static const ds_section updates_section = {.rest = &every_item,
                                           .rest_names = DS_NAME_PRIORITY};

static const ds_key expectation_keys[] = {
    {.name = "share",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .fallback = "100%",
     .sentence = "The share of users who are told at the start how long it will take."},
    {.name = "patience",
     .forms = DS_AS_NUMBER,
     .low = 1,
     .high = 100,
     .is_required = true,
     .sentence = "So many times as patient as other users they are."},
};
static const ds_section expectations_section = {.keys = expectation_keys,
                                                .key_count = COUNT(expectation_keys)};

static const ds_key communication_keys[] = {
    {.name = "hours",
     .forms = DS_AS_NAME,
     .names = DS_NAME_CALENDAR,
     .fallback = "always",
     .sentence = "The calendar in which cadences and users' patience run."},
    {.name = "updates",
     .forms = DS_AS_MAPPING,
     .section = &updates_section,
     .fallback_note = "none",
     .sentence = "How often users hear how it stands, by the ticket's present priority: "
                 "`{P1: 30m, P2: 2h}`. An update is work for the group that has the "
                 "ticket; one that is still waiting to be given serves the next too."},
    {.name = "update_work",
     .forms = DS_AS_DISTRIBUTION,
     .fallback = "constant(3m)",
     .sentence = "Touch time of an update."},
    {.name = "chase_after",
     .forms = DS_AS_DISTRIBUTION,
     .fallback_note = "users never ask",
     .sentence = "A user's patience: after so long without news (the first work, an "
                 "update, the answer to a contact) the user asks again, which is work."},
    {.name = "chase_work",
     .forms = DS_AS_DISTRIBUTION,
     .fallback = "constant(4m)",
     .sentence = "Touch time of answering such a contact."},
    {.name = "chase_group",
     .forms = DS_AS_NAME,
     .names = DS_NAME_GROUP,
     .fallback_note = "the first group of the lowest tier",
     .sentence = "The group that answers it."},
    {.name = "expectations",
     .forms = DS_AS_MAPPING,
     .section = &expectations_section,
     .fallback_note = "none",
     .sentence = "What users are told at the start: `{share: 80%, patience: 2}`."},
};
const ds_section ds_communication_section = {
    .title = "Communication",
    .sentence = "`communication: {…}`: updates to users, and users who ask.",
    .keys = communication_keys,
    .key_count = COUNT(communication_keys)};
