/* The keys of automation. */
#include "scenarios/key_table.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const ds_key category_item = {
    .name = "a category", .forms = DS_AS_NAME, .names = DS_NAME_CATEGORY};

static const ds_key automation_keys[] = {
    {.name = "categories",
     .forms = DS_AS_NAME | DS_AS_LIST,
     .names = DS_NAME_CATEGORY,
     .item = &category_item,
     .fallback_note = "all incidents",
     .sentence = "The categories of incidents that it is for."},
    {.name = "detected",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .fallback = "0%",
     .sentence =
         "The share of them that monitoring reports before a user does. These go to "
         "the right group first, with the right priority."},
    {.name = "earlier",
     .forms = DS_AS_DURATION,
     .high = 7 * 24,
     .fallback = "15m",
     .sentence = "By so much they come earlier than the user would have reported them."},
    {.name = "contact",
     .forms = DS_AS_DURATION,
     .high = 24,
     .fallback = "3m",
     .sentence =
         "Touch time of a first visit that goes into taking the contact and writing "
         "the ticket; there is none for what monitoring reports."},
    {.name = "diagnosed",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .fallback = "0%",
     .sentence = "The share of incidents for which diagnostics run by themselves."},
    {.name = "saves",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 0.95,
     .fallback = "20%",
     .sentence = "The share of touch time that diagnostics save, in each visit."},
    {.name = "resolved",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .fallback = "0%",
     .sentence = "The share of incidents that a script resolves; no agent works on them."},
    {.name = "takes",
     .forms = DS_AS_DISTRIBUTION,
     .fallback = "constant(5m)",
     .sentence = "The time that the script takes, by the clock."},
};
const ds_section ds_automation_section = {
    .title = "Automation",
    .sentence =
        "`automation: {…}`: monitoring, diagnostics and scripts that do part of the "
        "work.",
    .keys = automation_keys,
    .key_count = COUNT(automation_keys)};
