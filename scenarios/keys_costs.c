/* The keys of costs. */
#include "scenarios/key_table.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const ds_key wage_item = {.name = "wage",
                                 .forms = DS_AS_NUMBER,
                                 .low = 0,
                                 .high = 1e9,
                                 .sentence = "Money per agent hour."};
static const ds_section wages_section = {.rest = &wage_item, .rest_names = DS_NAME_GROUP};

static const ds_key users_item = {.name = "users",
                                  .forms = DS_AS_NUMBER,
                                  .low = 0,
                                  .high = 1e9,
                                  .sentence = "How many users a ticket affects."};
static const ds_section affected_section = {.rest = &users_item,
                                            .rest_names = DS_NAME_IMPACT};
static const ds_section by_priority_section = {.rest = &users_item,
                                               .rest_names = DS_NAME_PRIORITY};

static const ds_key costs_keys[] = {
    {.name = "agents",
     .forms = DS_AS_MAPPING,
     .section = &wages_section,
     .fallback_note = "0",
     .sentence =
         "What an agent's hour costs, by group: `{L1: 30, L2: 45}`. On duty it costs "
         "that whether there is work or not."},
    {.name = "user_hour",
     .forms = DS_AS_NUMBER,
     .low = 0,
     .high = 1e9,
     .fallback = "0",
     .sentence = "What a user's lost hour costs."},
    {.name = "lost",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .fallback = "50%",
     .sentence = "The share of users' time that is lost while a ticket is open."},
    {.name = "hours",
     .forms = DS_AS_NAME,
     .names = DS_NAME_CALENDAR,
     .fallback = "always",
     .sentence = "The calendar of users' working time."},
    {.name = "affected",
     .forms = DS_AS_MAPPING,
     .section = &affected_section,
     .fallback_note = "1",
     .sentence =
         "How many users a ticket affects, by its impact: `{high: 50, medium: 5}`."},
    {.name = "affected_by_priority",
     .forms = DS_AS_MAPPING,
     .section = &by_priority_section,
     .fallback_note = "1",
     .sentence = "The same for tickets whose priority is given directly."},
};
const ds_section ds_costs_section = {
    .title = "Costs",
    .sentence =
        "`costs: {…}`: agents' time and users' lost time in money, beside the SLAs' "
        "penalties.",
    .keys = costs_keys,
    .key_count = COUNT(costs_keys)};
